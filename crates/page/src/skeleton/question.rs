//! What a page leaves open.

use serde::Serialize;

use crate::page::Unread;
use crate::source::Place;

/// What sort of answer a question wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wants {
    /// One of the choices.
    Choice,
    /// Some of the choices, as strings with commas between them.
    Choices,
    /// A number.
    Number,
    /// Words.
    Text,
    /// A rule: what must hold.
    Rule,
    /// A day, such as 2015-04-10.
    Date,
    /// Latitude and longitude in brackets.
    Point,
    /// `lift.ID` or `fires.ID`, with an aircraft's id.
    Aircraft,
    /// Nothing but the lines themselves, if they are right.
    Confirm,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Its number, from 1; its lines begin with `#?` and the number.
    pub number: usize,
    /// The file with its lines.
    pub file: &'static str,
    /// The question.
    pub asks: String,
    /// What sort of answer it wants.
    pub wants: Wants,
    /// What can be answered, where that is a list.
    pub choices: Vec<String>,
    /// Where on the page the question comes from.
    pub place: Option<Place>,
    /// Its lines, without the marks.
    pub lines: Vec<String>,
}

/// The questions so far.
#[derive(Debug, Default)]
pub(super) struct Questions {
    asked: Vec<Question>,
    /// Tables for which there was no room, and where the first of them comes from.
    dropped: (usize, Option<Place>),
}

/// Most questions of a skeleton: after a thousand nobody answers.
const MOST: usize = 1000;
/// More than any one table asks.
const OF_A_TABLE: usize = 10;

impl Questions {
    /// Whether another table may ask; asked before it is begun, so that none is written in part.
    pub(super) fn have_room(&mut self, place: Place) -> bool {
        if self.asked.len() + OF_A_TABLE <= MOST {
            return true;
        }
        self.dropped.0 += 1;
        self.dropped.1.get_or_insert(place);
        false
    }

    /// What there was no room for.
    pub(super) fn dropped(&self) -> Option<Unread> {
        let (count, first) = self.dropped;
        let why = format!("a skeleton asks {MOST} questions at most; the first of them is here");
        first.map(|place| Unread { what: format!("{count} entries"), why, from: "page".into(), place })
    }

    /// Asks, and gives the lines that wait for the answer.
    pub(super) fn ask(
        &mut self,
        file: &'static str,
        asks: String,
        (wants, choices): (Wants, Vec<String>),
        place: Option<Place>,
        lines: &[String],
    ) -> String {
        let number = self.asked.len() + 1;
        let text = lines.iter().map(|line| format!("#?{number} {line}\n")).collect();
        self.asked.push(Question { number, file, asks, wants, choices, place, lines: lines.to_vec() });
        text
    }

    pub(super) fn finish(self) -> Vec<Question> {
        self.asked
    }
}
