//! The text that a page turns into when it is copied: the infobox line by line, then the article.

use crate::amount::{Reading, is_unknown, read as read_amounts};
use crate::apparatus::{self, Apparatus};
use crate::body::without_footnotes;
use crate::coordinates;
use crate::headings::{Part, cell_entry, head_entry, is_other, no_belligerent, part};
use crate::mask::{mask_characters, shown};
use crate::page::{Column, Form, Found, Page, Section};
use crate::read::report;
use crate::row::Row;
use crate::source::Source;
use crate::when;
use crate::wiki::put_amounts;

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
        let head = end_of_head(lines, first);
        let mut row = Row::new(Part::Head, "infobox", 0);
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
            let label = line.split('\t').next().unwrap_or_default();
            if let Some(opened) = part(label) {
                self.row(&mut row, Row::new(opened, label.trim_end_matches(':'), self.indent(*at)));
                if label.len() < line.len() {
                    row.add(at + label.len() + 1, &line[label.len() + 1..], 0);
                }
                continue;
            }
            let entry = if index < head { head_entry(line) } else { cell_entry(line) };
            if let Some((name, value)) = entry {
                self.row(&mut row, Row::new(Part::Head, name, 0));
                if value.is_empty() {
                    awaited = Some(name.to_owned());
                } else {
                    self.head(name, value, at + line.len() - value.len());
                }
                continue;
            }
            if index < head {
                self.head_line(&row.label, line, *at);
                continue;
            }
            if row.part == Part::Losses && !self.is_loss(line) || row.part != Part::Head && is_article(line) {
                self.row(&mut row, Row::new(Part::Head, "infobox", 0));
                return index;
            }
            match row.part {
                // The row of belligerents has no label in some copies, and the strengths have none in others.
                Part::Head => self.row(&mut row, Row::new(Part::Belligerents, "Belligerents", 0)),
                Part::Leaders if matches!(read_amounts(label, false), Reading::Amounts(_)) => {
                    self.row(&mut row, Row::new(Part::Strength, "Strength", 0));
                }
                _ => {}
            }
            row.add(*at, line, self.indent(*at));
        }
        self.row(&mut row, Row::new(Part::Head, "infobox", 0));
        lines.len()
    }

    /// How many tabs stand before a line.
    fn indent(&self, at: usize) -> usize {
        self.source.text()[..at].bytes().rev().take_while(|&byte| byte == b'\t').count()
    }

    /// A line at the head that has no name: the title, the coordinates, more of the result, or a caption.
    fn head_line(&mut self, label: &str, line: &str, at: usize) {
        if self.page.title.is_none() {
            self.page.title = Some(self.found(&without_footnotes(line), "title", at));
        } else if let Some(point) = coordinates::line(line) {
            let found = self.found(line, "coordinates", at).with(point);
            self.page.coordinates.get_or_insert(found);
        } else if ["result", "outcome"].contains(&label.to_lowercase().as_str()) {
            self.head(label, line, at);
        } else {
            self.unread(line, "left out: it stands at the head of the infobox without a name", "infobox", at);
        }
    }

    /// Puts the entries of a finished row where they belong, and begins the next.
    fn row(&mut self, row: &mut Row, next: Row) {
        let done = std::mem::replace(row, next);
        for (column, value, at) in done.cells(self.page.columns.len()) {
            self.entry(done.part, &done.label, column, value, at);
        }
    }

    /// Whether a line still belongs to the losses.
    fn is_loss(&self, line: &str) -> bool {
        slots_of(line).next().is_some()
            || is_unknown(line)
            || line.contains('\t')
            || matches!(read_amounts(line, true), Reading::Amounts(_))
    }

    /// An entry at the head: date, place, result.
    pub(crate) fn head(&mut self, name: &str, value: &str, at: usize) {
        if self.take_slots(Part::Head, name, value, at) {
            return;
        }
        let found = self.found(&without_footnotes(value), name, at);
        match name.to_lowercase().as_str() {
            name if is_other(name) => {
                self.unread(value, &format!("nothing in a scenario holds `{name}`"), name, at);
            }
            "location" | "place" => self.page.set_place(&found),
            "result" | "outcome" => self.page.result.push(found),
            "part of" => self.page.part_of = Some(found),
            _ => match when::read(&found.value) {
                Ok(date) => {
                    if date.ongoing {
                        let why = "the page says that it still goes on, and skeletons end with its last day";
                        self.unread(value, why, name, at);
                    }
                    self.page.date = Some(found.with(date));
                }
                Err(why) => self.unread(value, &why, name, at),
            },
        }
    }

    /// An entry of a column; column 0 where the copy has lost it.
    pub(crate) fn entry(&mut self, part: Part, label: &str, column: usize, value: &str, at: usize) {
        if value.is_empty() || self.take_slots(part, label, value, at) {
            return;
        }
        let value = &without_footnotes(value);
        let found = self.found(value, label, at);
        if let Some(why) = no_belligerent(value).filter(|_| part == Part::Belligerents) {
            return self.unread(value, why, label, at);
        }
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
        let mut apparatus = Apparatus::default();
        let mut last = None;
        for (at, line) in lines {
            if line.is_empty() || self.is_furniture(line, *at) {
                continue;
            }
            let heading = heading(line).or_else(|| apparatus::is_heading(line).then_some(line.as_str()));
            let why = apparatus.holds(line, heading);
            if let Some(why) = why {
                // Said once, however long the list.
                if last != Some(why) {
                    self.unread(line, why, "text", *at);
                }
                last = Some(why);
                continue;
            }
            last = None;
            match heading {
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
        self.page.not_read(what, why, from, self.source.place(at));
    }
}

/// The longest name of a slot, in bytes.
const LONGEST_NAME: usize = 200;

/// The index of the first line behind the head: that of the belligerents' label, or behind the last entry with a name.
fn end_of_head(lines: &[(usize, String)], first: usize) -> usize {
    let label = |(_, line): &(usize, String)| part(line.split('\t').next().unwrap_or_default());
    let columns = (first..lines.len()).find(|&index| label(&lines[index]).is_some()).unwrap_or(lines.len());
    if lines.get(columns).and_then(label) == Some(Part::Belligerents) {
        return columns;
    }
    let last = (first..columns).rev().find(|&index| head_entry(&lines[index].1).is_some());
    let is_label_only =
        |index: &usize| head_entry(&lines[*index].1).is_some_and(|(_, value)| value.is_empty());
    let last = last.map_or(first, |last| if is_label_only(&last) { last + 1 } else { last });
    (last + 1).min(columns)
}

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
