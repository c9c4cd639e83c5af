//! Stories as connected sentences: dates as the text goes along, and the causes that the log supports.

use std::collections::BTreeSet;

use super::pen::{Calendar, Pen};
use super::stories::{Story, Theme, When};
use crate::chronicle::reason::Reasons;
use crate::dossier::page::Sentence;

/// Tells stories in turn. A cause is given where it is first of use, and not again for the like.
pub(super) struct Teller<'a> {
    pen: Pen<'a>,
    reasons: Reasons<'a>,
    /// What was given as a reason.
    given: BTreeSet<String>,
    /// Places of the records that the page has told of.
    told: BTreeSet<usize>,
    /// Whether the last sentence did.
    began_with_date: bool,
}

impl<'a> Teller<'a> {
    /// `told`: places of the records that the page has told of before.
    pub(super) fn new(pen: Pen<'a>, told: BTreeSet<usize>) -> Self {
        Self { pen, reasons: Reasons::new(&pen.run), given: BTreeSet::new(), told, began_with_date: false }
    }

    /// A paragraph of some stories, in the order given.
    pub(super) fn paragraph(&mut self, stories: &[&Story]) -> Vec<Sentence> {
        let mut calendar = Calendar::new(self.pen);
        let mut before: BTreeSet<usize> = BTreeSet::new();
        self.began_with_date = false;
        let mut sentences = Vec::new();
        for story in stories {
            sentences.push(self.sentence(story, &before, &mut calendar));
            // What came of several records does not plainly come of what was just told.
            before = if let [only] = story.places[..] { BTreeSet::from([only]) } else { BTreeSet::new() };
        }
        sentences
    }

    fn sentence(&mut self, story: &Story, before: &BTreeSet<usize>, calendar: &mut Calendar) -> Sentence {
        let mut places = story.places.clone();
        let (when, since) = match story.when {
            When::On(place) => calendar.front(place),
            When::Between(from, to) => calendar.span(from, to),
        };
        places.extend(since);
        let clause = match &story.again {
            Some((again, earlier)) if earlier.iter().any(|place| self.told.contains(place)) => again,
            _ => &story.clause,
        };
        let (clause, tail) = match clause.split_once("; ") {
            Some((clause, tail)) => (clause, format!("; {tail}")),
            None => (clause.as_str(), String::new()),
        };
        let first = story.when.first();
        let reason = self.reasons.of(first, &self.pen.run.log.records()[first]);
        let reason = reason.filter(|reason| !story.places.contains(&reason.position));
        // What one country's lot came of says little of several.
        let is_of_many = story.theme == Theme::Supply && story.places.len() > 1;
        let reason = reason.filter(|_| !is_of_many);
        // Nor is the like of it given twice.
        let reason = reason
            .filter(|reason| before.contains(&reason.position) || self.given.insert(reason.text.clone()));
        let is_bare = tail.is_empty() && !clause.contains(',') && when.starts_with("on ");
        let text = match reason {
            Some(reason) if before.contains(&reason.position) && reason.decides => {
                places.push(reason.position);
                format!("as a result, {when}, {clause}{tail}")
            }
            Some(reason) if !before.contains(&reason.position) => {
                places.push(reason.position);
                format!("{when}, {clause}, {}{tail}", reason.text)
            }
            // Not every sentence begins with its date.
            _ if is_bare && self.began_with_date => format!("{clause} {when}"),
            _ => format!("{when}, {clause}{tail}"),
        };
        self.began_with_date = text.starts_with("on ");
        self.told.extend(&places);
        self.pen.say(&text, &places)
    }
}
