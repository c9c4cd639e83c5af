//! The page's text as scenarios keep it: one numbered sentence a line.

use std::fmt::Write;

use jiff::civil::Date;

use super::text::in_line;
use crate::amount::Amount;
use crate::body::{sentences, without_footnotes};
use crate::lint::is_boilerplate;
use crate::page::{Column, Form, Found, Page};
use crate::source::Place;
use crate::when::mentions;

/// A sentence.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) number: usize,
    pub(super) text: String,
    pub(super) place: Place,
}

/// A sentence with a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated<'a> {
    pub(super) sentence: &'a Sentence,
    /// The first and the last day; `None` where no calendar has them, or no year is known.
    pub(super) days: Option<(Date, Date)>,
    /// The year is the infobox's.
    pub(super) without_year: bool,
}

/// The sentences of a page.
#[derive(Debug)]
pub(super) struct Sentences {
    pub(super) all: Vec<Sentence>,
    stubs: Vec<String>,
}

impl Sentences {
    pub(super) fn of(page: &Page) -> Self {
        let mut found = Self { all: Vec::new(), stubs: Vec::new() };
        for paragraph in page.paragraphs() {
            if is_boilerplate(&paragraph.value) {
                found.stubs.push(in_line(&paragraph.value));
                continue;
            }
            let whole = [(0, paragraph.value.as_str())];
            let cut = sentences(&paragraph.value);
            for (_, text) in if page.form == Form::Numbered { &whole[..] } else { &cut[..] } {
                // A whole sentence, however long: only its line breaks go.
                let text = without_footnotes(text);
                let text = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
                found.all.push(Sentence { number: found.all.len() + 1, text, place: paragraph.place });
            }
        }
        found
    }

    /// The days that sentences name, in the infobox's year where they name none.
    pub(super) fn dated(&self, page: &Page) -> Vec<Dated<'_>> {
        let year = page.date.as_ref().map(|date| date.value.first.year);
        let mut dated = Vec::new();
        for sentence in &self.all {
            for mention in mentions(&sentence.text) {
                let without_year = mention.year.is_none();
                let day = |day: u32| {
                    let day = i8::try_from(day).ok()?;
                    Date::new(mention.year.or(year)?, mention.month, day).ok()
                };
                let days = day(mention.day).zip(day(mention.to.unwrap_or(mention.day)));
                dated.push(Dated {
                    sentence,
                    days: days.filter(|(first, last)| first <= last),
                    without_year,
                });
            }
        }
        dated
    }

    /// The text of `sources/page.txt`.
    pub(super) fn file(&self, page: &Page, file: &str) -> String {
        let mut out = format!(
            "# The page, from {}: one sentence of its text a line, numbered in the order of reading. Lines that are no\n\
             # sentence carry the name of their part; a number behind it is the side's.\n",
            in_line(file)
        );
        for sentence in &self.all {
            let _ = writeln!(out, "{}. {}", sentence.number, sentence.text);
        }
        infobox(&mut out, page);
        for stub in &self.stubs {
            let _ = writeln!(out, "stub: {stub}");
        }
        out
    }
}

fn infobox(out: &mut String, page: &Page) {
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(out, "infobox: {label}{}", in_line(value));
    };
    if let Some(title) = &page.title {
        line("", &title.value.replace(": ", " – "));
    }
    if let Some(date) = &page.date {
        let (first, last) = (date.value.first.to_string(), date.value.last);
        let last = if last == date.value.first { String::new() } else { format!(" to {last}") };
        line("Date: ", &(first + &last));
    }
    if let Some(place) = &page.place {
        line("Location: ", &place.value);
    }
    for result in &page.result {
        line("Result: ", &result.value);
    }
    let sides = page.columns.iter().enumerate().map(|(index, column)| (format!(" {}", index + 1), column));
    for (number, column) in sides.chain([(String::new(), &page.loose)]) {
        entries(&mut line, &number, column);
    }
    for slot in &page.slots {
        line(&format!("{}: ", in_line(&slot.from)), &format!("{{{{{{{}}}}}}}", slot.value));
    }
}

fn entries(line: &mut impl FnMut(&str, &str), number: &str, column: &Column) {
    let texts: [(&str, &[Found<String>]); 3] = [
        ("Belligerents", &column.belligerents),
        ("Commanders and leaders", &column.leaders),
        ("Units involved", &column.units),
    ];
    for (label, list) in texts {
        for found in list {
            line(&format!("{label}{number}: "), &found.value);
        }
    }
    for (label, list) in [("Strength", &column.strength), ("Casualties and losses", &column.losses)] {
        for found in list {
            line(&format!("{label}{number}: "), &figure(&found.value));
        }
    }
}

/// A figure in words that are read as the same figure again.
fn figure(amount: &Amount) -> String {
    let label = amount.label.as_ref().map_or_else(String::new, |label| format!("{label}: "));
    let about = if amount.about { "about " } else { "" };
    let figure = match (amount.least, amount.most) {
        (least, None) => format!("at least {least}"),
        (least, Some(most)) if least == most => least.to_string(),
        (0, Some(most)) => format!("up to {most}"),
        (least, Some(most)) => format!("{least} to {most}"),
    };
    let note = amount.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
    format!("{label}{about}{figure} {}{note}", amount.unit).trim().to_owned()
}
