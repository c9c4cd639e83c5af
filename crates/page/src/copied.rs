//! The text that a page turns into when it is copied: the infobox line by line, then the article.

use crate::amount::{Reading, is_unknown, read as read_amounts};
use crate::mask::{mask_characters, shown};
use crate::page::{Column, Form, Found, Page, Section, Unread};
use crate::read::report;
use crate::source::Source;
use crate::when;
use crate::wiki::put_amounts;

/// A part of the infobox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Title, date, place, result.
    Head,
    Belligerents,
    Leaders,
    Units,
    Strength,
    Losses,
}

const LABELS: [(&str, Part); 14] = [
    ("belligerents", Part::Belligerents),
    ("combatants", Part::Belligerents),
    ("parties to the civil conflict", Part::Belligerents),
    ("commanders and leaders", Part::Leaders),
    ("commanders", Part::Leaders),
    ("leaders", Part::Leaders),
    ("lead figures", Part::Leaders),
    ("units involved", Part::Units),
    ("strength", Part::Strength),
    ("strengths", Part::Strength),
    ("forces", Part::Strength),
    ("casualties and losses", Part::Losses),
    ("casualties", Part::Losses),
    ("losses", Part::Losses),
];

/// The part that a label opens.
pub(crate) fn part(label: &str) -> Option<Part> {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    LABELS.iter().find(|(name, _)| *name == label).map(|(_, part)| *part)
}

/// The entries at the head of an infobox.
const HEAD: [&str; 7] = ["date", "dates", "location", "place", "result", "outcome", "part of"];

/// Reads a page.
pub(crate) fn read(source: &Source<'_>) -> Page {
    let masked = mask_characters(source.text());
    let lines: Vec<(usize, String)> = lines(&masked.text);
    let mut reader = InfoboxReader::new(source, Form::Copied);
    let first = lines.iter().position(|(_, line)| !line.is_empty()).unwrap_or(0);
    let body = match has_infobox(&lines) {
        true => reader.infobox(&lines, first),
        false => first,
    };
    reader.body(&lines[body..]);
    report(&mut reader.page, source, &masked.notices);
    reader.page
}

/// The lines of a text with the bytes at which they begin, without what nobody reads.
pub(crate) fn lines(text: &str) -> Vec<(usize, String)> {
    let mut at = 0;
    let cut = |line: &str| {
        let start = at;
        at += line.len();
        let clean: String = line.chars().filter_map(shown).collect();
        (start + line.len() - line.trim_start().len(), clean.trim().to_owned())
    };
    text.split_inclusive('\n').map(cut).collect()
}

/// An infobox has one of its headings as a line, and near the beginning.
fn has_infobox(lines: &[(usize, String)]) -> bool {
    lines.iter().take(200).any(|(_, line)| part(line.split('\t').next().unwrap_or_default()).is_some())
}

/// Reads an infobox entry by entry.
pub(crate) struct InfoboxReader<'a> {
    source: &'a Source<'a>,
    pub(crate) page: Page,
    /// How many slots each part has had: the nth belongs to the nth column.
    slots: [usize; 6],
}

impl<'a> InfoboxReader<'a> {
    pub(crate) fn new(source: &'a Source<'a>, form: Form) -> Self {
        Self { source, page: Page::new(form), slots: [0; 6] }
    }

    /// Reads the infobox; the index of the first line behind it.
    fn infobox(&mut self, lines: &[(usize, String)], first: usize) -> usize {
        let mut part = Part::Head;
        let mut label = "infobox".to_owned();
        let mut awaited: Option<String> = None;
        self.page.infobox = lines.get(first).map(|(at, _)| self.found("infobox", "infobox", *at));
        for (index, (at, line)) in lines.iter().enumerate().skip(first) {
            if line.is_empty() || self.is_furniture(line, *at) {
                continue;
            }
            if let Some(name) = awaited.take() {
                self.head(&name, line, *at);
                continue;
            }
            let mut cells = line.split('\t');
            if let Some(opened) = self::part(cells.next().unwrap_or_default()) {
                (part, label) = (opened, line.trim_end_matches(':').to_owned());
                if let Some((name, values)) = line.split_once('\t') {
                    label = name.to_owned();
                    self.cells(part, &label, values, at + name.len() + 1);
                }
                continue;
            }
            if part == Part::Head
                && let Some((name, value)) = head_entry(line)
            {
                if value.is_empty() {
                    awaited = Some(name.to_owned());
                } else {
                    self.head(name, value, at + line.len() - value.len());
                }
                continue;
            }
            if part == Part::Losses && !self.is_loss(line) || part != Part::Head && is_article(line) {
                return index;
            }
            match part {
                Part::Head if self.page.title.is_none() => {
                    self.page.title = Some(self.found(line, "title", *at));
                }
                // The row of belligerents has no label in some copies, and the strengths have none in others.
                Part::Head => (part, label) = (Part::Belligerents, "Belligerents".into()),
                Part::Leaders if matches!(read_amounts(line, false), Reading::Amounts(_)) => {
                    (part, label) = (Part::Strength, "Strength".into());
                }
                _ => {}
            }
            if part != Part::Head {
                self.cells(part, &label, line, *at);
            }
        }
        lines.len()
    }

    /// Whether a line still belongs to the losses.
    fn is_loss(&self, line: &str) -> bool {
        slots_of(line).next().is_some()
            || is_unknown(line)
            || line.contains('\t')
            || matches!(read_amounts(line, true), Reading::Amounts(_))
    }

    /// A row of cells: between tabs, or slots one after the other.
    fn cells(&mut self, part: Part, label: &str, row: &str, at: usize) {
        let tabs = row.contains('\t');
        let mut start = 0;
        for (index, cell) in row.split('\t').enumerate() {
            let column = if tabs { index + 1 } else { 0 };
            let shift = cell.len() - cell.trim_start().len();
            self.entry(part, label, column, cell.trim(), at + start + shift);
            start += cell.len() + 1;
        }
    }

    /// An entry at the head: date, place, result.
    pub(crate) fn head(&mut self, name: &str, value: &str, at: usize) {
        if self.take_slots(Part::Head, name, value, at) {
            return;
        }
        let found = self.found(value, name, at);
        match name.to_lowercase().as_str() {
            "location" | "place" => self.page.place = Some(found),
            "result" | "outcome" => self.page.result.push(found),
            "part of" => self.page.part_of = Some(found),
            _ => match when::read(value) {
                Ok(value) => self.page.date = Some(Found { value, from: found.from, place: found.place }),
                Err(why) => self.unread(value, &why, name, at),
            },
        }
    }

    /// An entry of a column; column 0 where the copy has lost it.
    pub(crate) fn entry(&mut self, part: Part, label: &str, column: usize, value: &str, at: usize) {
        if value.is_empty() || self.take_slots(part, label, value, at) {
            return;
        }
        let found = self.found(value, label, at);
        let list: fn(&mut Column) -> &mut Vec<Found<String>> = match part {
            Part::Strength | Part::Losses => {
                return put_amounts(&mut self.page, column, &found, part == Part::Losses);
            }
            Part::Head => return,
            Part::Belligerents => |column| &mut column.belligerents,
            Part::Leaders => |column| &mut column.leaders,
            Part::Units => |column| &mut column.units,
        };
        if is_unknown(value) {
            return self.unread(value, "the page says that it is not known", label, at);
        }
        let side = if column == 0 { &mut self.page.loose } else { self.page.column(column) };
        list(side).push(found);
    }

    /// Keeps the open slots of a value; whether it has any. A slot called "NATO Losses" names its column.
    fn take_slots(&mut self, part: Part, label: &str, value: &str, at: usize) -> bool {
        let slots: Vec<(usize, String)> =
            slots_of(value).map(|(start, name)| (start, name.to_owned())).collect();
        for (start, name) in &slots {
            let found = self.found(name, label, at + start);
            self.page.slots.push(found.clone());
            if part == Part::Head {
                continue;
            }
            self.slots[part as usize] += 1;
            if let Some(title) = side_of_slot(name) {
                let column = self.slots[part as usize];
                self.page.column(column).title.get_or_insert(Found { value: title.to_owned(), ..found });
            }
        }
        !slots.is_empty()
    }

    /// The article behind the infobox.
    fn body(&mut self, lines: &[(usize, String)]) {
        self.page.sections.push(Section::default());
        for (at, line) in lines {
            if line.is_empty() || self.is_furniture(line, *at) {
                continue;
            }
            match heading(line) {
                Some(text) => {
                    let heading = Some(self.found(text, "heading", *at));
                    self.page.sections.push(Section { heading, paragraphs: Vec::new() });
                }
                None => self.paragraph(line, "text", *at),
            }
        }
        self.page.sections.retain(|section| section.heading.is_some() || !section.paragraphs.is_empty());
    }

    /// A paragraph of the last section.
    pub(crate) fn paragraph(&mut self, text: &str, from: &str, at: usize) {
        let paragraph = self.found(text, from, at);
        for (start, name) in slots_of(text) {
            let slot = self.found(name, from, at + start);
            self.page.slots.push(slot);
        }
        if self.page.sections.is_empty() {
            self.page.sections.push(Section::default());
        }
        if let Some(section) = self.page.sections.last_mut() {
            section.paragraphs.push(paragraph);
        }
    }

    /// Numbers that stand where a picture or a counter was.
    fn is_furniture(&mut self, line: &str, at: usize) -> bool {
        let is_code = |word: &str| word.len() >= 6 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is = line.split_whitespace().all(is_code) && line.contains(|digit: char| digit.is_ascii_digit());
        if is {
            self.unread(line, "it says nothing: such numbers stand where the page had a picture", "page", at);
        }
        is
    }

    pub(crate) fn found(&self, value: &str, from: &str, at: usize) -> Found<String> {
        Found { value: value.to_owned(), from: from.to_owned(), place: self.source.place(at) }
    }

    fn unread(&mut self, what: &str, why: &str, from: &str, at: usize) {
        let place = self.source.place(at);
        self.page.unread.push(Unread {
            what: what.to_owned(),
            why: why.to_owned(),
            from: from.to_owned(),
            place,
        });
    }
}

/// "Date April 10th, 2015": the entry's name and value.
pub(crate) fn head_entry(line: &str) -> Option<(&str, &str)> {
    HEAD.iter().find_map(|name| {
        let start = line.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
        let rest = &line[name.len()..];
        let is_whole = rest.is_empty() || rest.starts_with([' ', '\t', ':', '(']);
        is_whole.then(|| (start, rest.trim_start_matches([' ', '\t', ':'])))
    })
}

/// The longest name of a slot, in bytes.
const LONGEST_NAME: usize = 200;

/// The names of open slots in a text, with their bytes.
pub(crate) fn slots_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("{{{").filter_map(|(at, _)| {
        let inner = &text[at + 3..];
        // Names are short; looking further would take the square of a page full of openers.
        let end = inner.as_bytes().iter().take(LONGEST_NAME).position(|&byte| byte == b'}')?;
        let name = inner[end..].starts_with("}}}").then(|| &inner[..end])?;
        let name = name.split('|').next().unwrap_or(name).trim();
        (!name.is_empty() && !name.contains('{')).then_some((at, name))
    })
}

/// The side that a slot is for: "NATO" of "NATO Losses".
fn side_of_slot(name: &str) -> Option<&str> {
    let words =
        ["leaders", "losses", "commanders", "casualties", "strength", "forces", "belligerents", "combatants"];
    let (side, word) = name.rsplit_once(' ')?;
    words.contains(&word.to_lowercase().as_str()).then_some(side.trim())
}

/// The text of a heading as copies show it: "Section headingEdit", "Aftermath[edit]".
fn heading(line: &str) -> Option<&str> {
    let ends = ["[edit | edit source]", "[edit source]", "[edit]", "[Edit]", "Edit"];
    let text = ends.iter().find_map(|end| line.strip_suffix(end))?.trim();
    (!text.is_empty() && text.chars().count() <= 80 && !text.ends_with('.')).then_some(text)
}

/// Whether a line is a sentence of an article, not an entry of an infobox.
fn is_article(line: &str) -> bool {
    line.split_whitespace().count() > 12 && !line.contains('\t') && slots_of(line).next().is_none()
}
