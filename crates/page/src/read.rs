//! The way in.

use std::fmt;

use crate::mask::{MOST_NESTED, Notice};
use crate::page::{Form, Page, Unread};
use crate::source::{MOST_BYTES, Source};
use crate::{copied, numbered, wiki};

/// Why a page was not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is longer than [`MOST_BYTES`]; its length.
    TooLong(usize),
    /// There is nothing on it.
    Empty,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(bytes) => write!(
                f,
                "the page has {bytes} bytes, and wikis take {MOST_BYTES} at most: cut out the part that is about the conflict"
            ),
            Self::Empty => f.write_str("the page is empty: copy its text or its wikitext into the file"),
        }
    }
}

/// Reads a page. Takes time in proportion to its length, whatever it says.
pub fn read(text: &str) -> Result<Page, Refused> {
    if text.len() > MOST_BYTES {
        return Err(Refused::TooLong(text.len()));
    }
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let source = Source::new(text);
    let mut page = match form(text) {
        Form::Wikitext => wiki::read(&source),
        Form::Numbered => numbered::read(&source),
        Form::Copied => copied::read(&source),
    };
    page.slots.sort_by_key(|slot| slot.place);
    page.unread.sort_by_key(|unread| unread.place);
    Ok(page)
}

/// In which form a page comes: wikitext has templates that are no slots, or headings and links.
fn form(text: &str) -> Form {
    if numbered::is(text) {
        return Form::Numbered;
    }
    let has_template = text.match_indices("{{").any(|(at, _)| {
        let around = (at.checked_sub(1).map(|before| text.as_bytes()[before]), text.as_bytes().get(at + 2));
        around.0 != Some(b'{') && around.1 != Some(&b'{')
    });
    let has_heading = text.lines().any(|line| line.starts_with("==") && line.trim_end().ends_with("=="));
    if has_template || has_heading || text.contains("[[") { Form::Wikitext } else { Form::Copied }
}

/// Puts what the guard noticed where people look.
pub(crate) fn report(page: &mut Page, source: &Source<'_>, notices: &[(usize, Notice)]) {
    for &(at, notice) in notices {
        let (what, why, is_left_out) = match notice {
            Notice::Unclosed => {
                (opener(source.text(), at), "it is never closed, so it was taken as plain text".into(), false)
            }
            Notice::TooDeep => {
                ("{{".into(), format!("templates nested deeper than {MOST_NESTED} are not read"), false)
            }
            Notice::UnclosedComment => {
                ("<!--".into(), "the comment never ends, so the rest of the page is hidden".into(), false)
            }
            Notice::Direction => (
                codepoint(source.text(), at),
                "it changes the direction in which text is shown: stripped".into(),
                true,
            ),
            Notice::Control => {
                (codepoint(source.text(), at), "it is a control character: stripped".into(), true)
            }
            Notice::Active => (
                opener(source.text(), at).split_inclusive('>').take(1).collect(),
                "it would do something in a browser: left out".into(),
                true,
            ),
        };
        let unread = Unread { what, why, from: "page".into(), place: source.place(at) };
        if is_left_out { page.left_out.push(unread) } else { page.unread.push(unread) }
    }
}

/// The start of something, short and printable.
fn opener(text: &str, at: usize) -> String {
    let line = text[at..].lines().next().unwrap_or_default();
    let start: String = line.chars().filter(|sign| !sign.is_control()).take(24).collect();
    if start.len() < line.len() { format!("{start}…") } else { start }
}

fn codepoint(text: &str, at: usize) -> String {
    text[at..].chars().next().map_or_else(String::new, |sign| format!("U+{:04X}", u32::from(sign)))
}
