//! Records that are one story: what one sentence tells.
//!
//! Each theme has a file of its own, which goes through the records of a part of the run and folds what repeats itself:
//! eight protests are one story with number and span.

mod blocs;
mod force;
mod labour;
mod quarrel;
mod streets;
mod supply;
pub(super) mod works;

use std::collections::BTreeMap;
use std::ops::Range;

use powderkeg_engine::event::Event;
use powderkeg_engine::log::Record;

use super::pen::Pen;

/// What a story is about; the order in which the background is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Theme {
    /// Weather, goods, contracts.
    Supply,
    /// Protest, riot, concession.
    Streets,
    /// Sanctions, aid, leases, blocs.
    Blocs,
    /// Strikes and those who replace strikers.
    Labour,
    /// Projects and what is feared of them.
    Works,
    /// Calls, ultimatums, shows of force, rights of passage.
    Quarrel,
    /// Forces on the move.
    Force,
}

/// When a story happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// On the day of a record.
    On(usize),
    /// From the day of one record to that of another.
    Between(usize, usize),
}

impl When {
    /// That of the records at some places, in order.
    pub(super) fn of(places: &[usize]) -> Self {
        match places {
            [] => Self::On(0),
            [only] => Self::On(*only),
            [first, .., last] => Self::Between(*first, *last),
        }
    }

    /// Where it begins.
    pub(super) fn first(self) -> usize {
        match self {
            Self::On(place) | Self::Between(place, _) => place,
        }
    }
}

/// What one sentence tells.
#[derive(Clone, Debug)]
pub(super) struct Story {
    /// What it is about.
    pub(super) theme: Theme,
    /// When.
    pub(super) when: When,
    /// What happened, a clause in the past tense without its date.
    pub(super) clause: String,
    /// Places of all records behind the clause.
    pub(super) places: Vec<usize>,
    /// The same with "again", and the places of the like before: to be said where the page told of one of them.
    pub(super) again: Option<(String, Vec<usize>)>,
}

impl Story {
    /// A story of the records at some places, the first of which says when.
    pub(super) fn new(theme: Theme, when: When, clause: String, places: &[usize]) -> Self {
        Self { theme, when, clause, places: places.to_vec(), again: None }
    }

    /// The same, of what had happened before at some places.
    pub(super) fn again(self, clause: String, earlier: Vec<usize>) -> Self {
        let again = (!earlier.is_empty()).then_some((clause, earlier));
        Self { again, ..self }
    }
}

/// The stories of a part of the log, in the order in which they began.
pub(super) fn stories(pen: Pen, part: Range<usize>) -> Vec<Story> {
    let part = Part { pen, part };
    let mut all = Vec::new();
    for gather in [
        supply::gather,
        streets::gather,
        blocs::gather,
        labour::gather,
        works::gather,
        quarrel::gather,
        force::gather,
    ] {
        gather(&part, &mut all);
    }
    all.sort_by_key(|story| (story.when.first(), story.theme));
    all
}

/// A part of the log.
pub(super) struct Part<'a> {
    pub(super) pen: Pen<'a>,
    part: Range<usize>,
}

impl<'a> Part<'a> {
    /// Its records with their places.
    pub(super) fn records(&self) -> impl Iterator<Item = (usize, &'a Record)> + use<'a> {
        let (part, run) = (self.part.clone(), self.pen.run);
        let begin = part.start;
        run.log.records()[part].iter().enumerate().map(move |(index, record)| (begin + index, record))
    }

    /// The places of records by a key, in the order of the first of each; those without a key are left out.
    pub(super) fn by<K: PartialEq>(&self, key: impl Fn(&Record) -> Option<K>) -> Vec<(K, Vec<usize>)> {
        let mut groups: Vec<(K, Vec<usize>)> = Vec::new();
        for (place, record) in self.records() {
            let Some(key) = key(record) else { continue };
            match groups.iter_mut().find(|group| group.0 == key) {
                Some((_, places)) => places.push(place),
                None => groups.push((key, vec![place])),
            }
        }
        groups
    }

    pub(super) fn record(&self, place: usize) -> &'a Record {
        let run = self.pen.run;
        &run.log.records()[place]
    }
}

impl Part<'_> {
    /// Places before one at which the like of it happened, in the whole log.
    pub(super) fn earlier(&self, place: usize, is_like: impl Fn(&Event) -> bool) -> Vec<usize> {
        let records = self.pen.run.log.records()[..place].iter().enumerate();
        records.filter(|(_, record)| is_like(&record.event)).map(|(place, _)| place).collect()
    }
}

/// A clause with "again" behind what happened.
pub(super) fn with_again(text: &str) -> String {
    match text.split_once(", ") {
        Some((text, rest)) => format!("{text} again, {rest}"),
        None => format!("{text} again"),
    }
}

/// The first of each, in order.
pub(super) fn distinct<T: Ord + Clone>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeMap::new();
    let mut kept = Vec::new();
    for item in items {
        if seen.insert(item.clone(), ()).is_none() {
            kept.push(item);
        }
    }
    kept
}
