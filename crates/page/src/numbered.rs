//! A page as scenarios keep it in `sources/page.txt`: one numbered sentence a line, other lines named by their part.

use crate::copied::{InfoboxReader, lines};
use crate::headings::{Part, head_entry, part};
use crate::mask::mask_characters;
use crate::page::{Form, Page, Section};
use crate::read::report;
use crate::source::Source;

/// Whether a text has this form.
pub(crate) fn is(text: &str) -> bool {
    let mut said = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let begins = |line: Option<&str>, start: &str| line.is_some_and(|line| line.starts_with(start));
    let first = said.next();
    begins(first, "infobox: ")
        || begins(first, "1. ") && (begins(said.next(), "2. ") || text.contains("\ninfobox: "))
}

/// Reads a page.
pub(crate) fn read(source: &Source<'_>) -> Page {
    let masked = mask_characters(source.text());
    let mut reader = InfoboxReader::new(source, Form::Numbered);
    for (at, line) in lines(&masked.text) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((name, text)) = line
            .split_once(": ")
            .filter(|(name, _)| ["infobox", "stub", "caption", "heading"].contains(name))
        else {
            let number =
                line.split_once(". ").filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
            let text = number.map_or(line.as_str(), |(_, text)| text);
            reader.paragraph(text, "text", at + line.len() - text.len());
            continue;
        };
        let at = at + line.len() - text.len();
        match name {
            "infobox" => entry(&mut reader, text, at),
            "heading" => section(&mut reader, text, at),
            "stub" if !text.contains('.') => section(&mut reader, text, at),
            "stub" => reader.paragraph(text, "stub", at),
            _ => {}
        }
    }
    report(&mut reader.page, source, &masked.notices);
    reader.page
}

fn section(reader: &mut InfoboxReader<'_>, heading: &str, at: usize) {
    let heading = Some(reader.found(heading, "heading", at));
    reader.page.sections.push(Section { heading, paragraphs: Vec::new() });
}

/// "Strength: 300 US Army Rangers", "Strength 2: …" of the second column, or the title alone.
fn entry(reader: &mut InfoboxReader<'_>, text: &str, at: usize) {
    reader
        .page
        .infobox
        .get_or_insert(crate::page::Found { value: "infobox".into(), ..reader.found("", "infobox", at) });
    let Some((label, value)) = text.split_once(": ") else {
        reader.page.title = Some(reader.found(text, "title", at));
        return;
    };
    let at = at + text.len() - value.len();
    let (plain, column) = match label.rsplit_once(' ') {
        Some((plain, number)) => match number.parse::<usize>() {
            Ok(number @ 1..=9) => (plain, number),
            _ => (label, 0),
        },
        None => (label, 0),
    };
    match part(plain) {
        Some(part) => reader.entry(part, plain, column, value, at),
        None if head_entry(label).is_some() => reader.head(label, value, at),
        None => reader.entry(Part::Head, label, 0, value, at),
    }
}
