//! Sentences with what they rest on, and dates as a text goes along.

use jiff::civil::DateTime;
use powderkeg_engine::time::Minute;

use crate::dossier::page::Sentence;
use crate::run::{Run, civil};
use crate::words::{Words, capitalised, count};

/// Writes sentences about a run.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    pub(super) run: Run<'a>,
    pub(super) words: Words<'a>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(run: &Run<'a>) -> Self {
        Self { run: *run, words: run.words() }
    }

    /// A sentence that rests on the records at some places of the log. Capital and full stop are added.
    pub(super) fn say(&self, text: &str, places: &[usize]) -> Sentence {
        let mut records: Vec<usize> = places.iter().map(|place| place + 1).collect();
        records.sort_unstable();
        records.dedup();
        Sentence { text: finished(text), records, ..Sentence::default() }
    }

    pub(super) fn at(&self, place: usize) -> Minute {
        self.run.log.records()[place].id.at
    }

    pub(super) fn civil(&self, place: usize) -> DateTime {
        civil(self.run.setup, self.at(place))
    }

    /// "10 April 2015".
    pub(super) fn date(&self, place: usize) -> String {
        self.words.date(self.at(place))
    }

    /// Days of the calendar from one record to a later one.
    pub(super) fn days_between(&self, from: usize, to: usize) -> i32 {
        let (from, to) = (self.civil(from).date(), self.civil(to).date());
        (to - from).get_days()
    }
}

/// With a capital and a full stop.
pub(super) fn finished(text: &str) -> String {
    let text = capitalised(text.trim());
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}

/// A sentence about the study, the scenario or the validation, and the numbers in it.
pub(super) fn figured(text: &str, figures: Vec<String>) -> Sentence {
    Sentence { text: finished(text), figures, ..Sentence::default() }
}

/// The date as a paragraph goes along: the year is told once, and what came soon after is told as so many days later.
pub(super) struct Calendar<'a> {
    pen: Pen<'a>,
    year: Option<i16>,
    last: Option<usize>,
}

/// After more days than these the date is told.
const LATER_DAYS: i32 = 9;

impl<'a> Calendar<'a> {
    pub(super) fn new(pen: Pen<'a>) -> Self {
        Self { pen, year: None, last: None }
    }

    /// When a record happened, to begin a sentence with, and the record that it is told from.
    pub(super) fn front(&mut self, place: usize) -> (String, Option<usize>) {
        let before = self.last.replace(place);
        if let Some(before) = before.filter(|&before| before <= place) {
            let told = match self.pen.days_between(before, place) {
                0 => Some("the same day".to_string()),
                1 => Some("the next day".to_string()),
                days @ 2..=LATER_DAYS => Some(format!("{} days later", small(days as usize))),
                _ => None,
            };
            if let Some(told) = told {
                self.year = Some(self.pen.civil(place).year());
                return (told, Some(before));
            }
        }
        (format!("on {}", self.date(place)), None)
    }

    /// The date, with the year where it is not plain.
    pub(super) fn date(&mut self, place: usize) -> String {
        let at = self.pen.civil(place);
        let is_plain = self.year.replace(at.year()) == Some(at.year());
        at.strftime(if is_plain { "%-d %B" } else { "%-d %B %Y" }).to_string()
    }

    /// From one record to another: "between 17 March and 4 April 2015".
    pub(super) fn span(&mut self, from: usize, to: usize) -> (String, Option<usize>) {
        if self.pen.days_between(from, to) == 0 {
            return self.front(from);
        }
        let (first, last) = (self.pen.civil(from), self.pen.civil(to));
        let told = if first.year() == last.year() {
            let first = first.strftime("%-d %B").to_string();
            format!("between {first} and {}", self.date(to))
        } else {
            // What comes next may be of either year.
            self.year = None;
            format!("between {} and {}", first.strftime("%-d %B %Y"), last.strftime("%-d %B %Y"))
        };
        // Days later than a range would be days later than either end of it.
        self.last = None;
        (told, None)
    }
}

const SMALL: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// "three", "14".
pub(super) fn small(number: usize) -> String {
    SMALL.get(number).map_or_else(|| count(number as u32), |word| (*word).to_string())
}

/// "once", "twice", "three times".
pub(super) fn times(number: usize) -> String {
    match number {
        1 => "once".into(),
        2 => "twice".into(),
        _ => format!("{} times", small(number)),
    }
}
