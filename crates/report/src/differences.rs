//! How two runs with the same luck come apart: their first differences, and the way from the change to the outcome.
//!
//! Records are matched by identity: kind, what they are about, and the how-manieth time. A matched pair differs in its
//! time or in its content; a record without a match happened in one run only.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use powderkeg_engine::event::{Event, Subject};
use powderkeg_engine::log::{Log, Record};
use powderkeg_engine::time::Minute;
use serde_json::{Value, json};

use crate::cause_text::given;
use crate::fields::object;
use crate::pivot::ordered;
use crate::run::{Run, civil};
use crate::sentence::sentence;
use crate::turn;
use crate::words::span;

/// Which of the two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// As it is.
    Base,
    /// With the change.
    With,
}

/// How a record fares in the other run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Otherwise {
    /// It does not happen.
    Missing,
    /// It happens at another minute.
    At(Minute),
    /// It happens at the same minute, with other content.
    Changed,
}

/// A record that is not the same in both runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The run it is told from: the one with the change, unless it happens only in the other.
    pub side: Side,
    /// Its place in that run's log, from 0.
    pub position: usize,
    /// What the other run has in its place.
    pub otherwise: Otherwise,
}

/// Two runs with the same seed.
pub struct Pair<'a> {
    base: Run<'a>,
    with: Run<'a>,
    /// For each record of a run, what the other has in its place; `None` if the same.
    otherwise: [Vec<Option<Otherwise>>; 2],
}

/// The way by which a change reached what it changed.
pub struct Chain {
    /// The run it runs through.
    pub side: Side,
    /// Places in its log, from the first difference to the outcome.
    pub positions: Vec<usize>,
    /// Whether its first step is the change itself.
    pub starts_at_change: bool,
}

/// The identity of every record, in order: what it is, and how many of it came before.
#[must_use]
pub fn identities(log: &Log) -> Vec<(Subject, u32)> {
    let mut counts: BTreeMap<Subject, u32> = BTreeMap::new();
    let identity = |record: &Record| {
        let subject = record.event.subject();
        let count = counts.entry(subject).or_insert(0);
        *count += 1;
        (subject, *count - 1)
    };
    log.records().iter().map(identity).collect()
}

impl<'a> Pair<'a> {
    /// Lays two runs of a scenario beside each other.
    #[must_use]
    pub fn new(base: Run<'a>, with: Run<'a>) -> Self {
        let ids = [identities(base.log), identities(with.log)];
        let places = [places(&ids[0]), places(&ids[1])];
        let compare = |own: usize| -> Vec<Option<Otherwise>> {
            let logs = [base.log, with.log];
            let other = 1 - own;
            let rows = logs[own].records().iter().zip(&ids[own]);
            rows.map(|(record, id)| match places[other].get(id) {
                None => Some(Otherwise::Missing),
                Some(&place) => differs(record, &logs[other].records()[place]),
            })
            .collect()
        };
        let otherwise = [compare(0), compare(1)];
        Self { base, with, otherwise }
    }

    fn run(&self, side: Side) -> &Run<'a> {
        match side {
            Side::Base => &self.base,
            Side::With => &self.with,
        }
    }

    /// What the other run has in a record's place; `None` if the same.
    #[must_use]
    pub fn otherwise(&self, side: Side, position: usize) -> Option<Otherwise> {
        self.otherwise[side as usize].get(position).copied().flatten()
    }

    /// Everything that differs, by the minute at which the first of the two runs shows it.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        let mut rows: Vec<(Minute, Difference)> = Vec::new();
        for side in [Side::With, Side::Base] {
            for (position, record) in self.run(side).log.records().iter().enumerate() {
                let Some(otherwise) = self.otherwise(side, position) else { continue };
                // What happens in both is told once.
                if side == Side::Base && otherwise != Otherwise::Missing {
                    continue;
                }
                let first = match otherwise {
                    Otherwise::At(at) => at.min(record.id.at),
                    Otherwise::Missing | Otherwise::Changed => record.id.at,
                };
                rows.push((first, Difference { side, position, otherwise }));
            }
        }
        rows.sort_by_key(|(first, row)| (*first, row.side, row.position));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// How many records are the same in both.
    #[must_use]
    pub fn same(&self) -> usize {
        self.otherwise[0].iter().filter(|row| row.is_none()).count()
    }

    /// The way from the change to what decided the run, where that differs: the incident, or the turn by which there was
    /// none. `None` where nothing that decides differs.
    #[must_use]
    pub fn chain(&self) -> Option<Chain> {
        let (side, target) = self.target()?;
        let from = self.behind(side, target);
        let first = self.differences().first().map(|row| (row.side, row.position));
        let is_change = |position: &usize| self.is_change(side, *position, first);
        let roots = from.keys().copied().filter(|&position| self.parents(side, position).is_empty());
        let root = roots.min_by_key(|position| (!is_change(position), *position))?;
        let mut positions = vec![root];
        let mut at = root;
        while let Some(&Some(next)) = from.get(&at) {
            positions.push(next);
            at = next;
        }
        Some(Chain { side, positions, starts_at_change: is_change(&root) })
    }

    /// The record that decided a run and differs.
    fn target(&self) -> Option<(Side, usize)> {
        let differing = |side: Side, place: Option<usize>| {
            let place = place?;
            self.otherwise(side, place).is_some().then_some((side, place))
        };
        let incident = |side| differing(side, turn::incident(self.run(side)));
        let decisive = |side: Side| {
            turn::decisive(self.run(side)).into_iter().rev().find_map(|place| differing(side, Some(place)))
        };
        incident(Side::With)
            .or_else(|| incident(Side::Base))
            .or_else(|| decisive(Side::With))
            .or_else(|| decisive(Side::Base))
    }

    /// All differing records behind one, each with the next on the shortest way to it.
    fn behind(&self, side: Side, target: usize) -> BTreeMap<usize, Option<usize>> {
        let mut from = BTreeMap::from([(target, None)]);
        let mut queue = VecDeque::from([target]);
        while let Some(position) = queue.pop_front() {
            for earlier in self.parents(side, position) {
                from.entry(earlier).or_insert_with(|| {
                    queue.push_back(earlier);
                    Some(position)
                });
            }
        }
        from
    }

    /// The causes of a record that differ themselves.
    fn parents(&self, side: Side, position: usize) -> BTreeSet<usize> {
        let run = self.run(side);
        let events = run.causes_of(&run.log.records()[position]);
        events.filter(|&earlier| self.otherwise(side, earlier).is_some()).collect()
    }

    /// Whether a record is what was changed: an act that was ordered, or a decision that the other run, which was the same
    /// until then, did not take.
    fn is_change(&self, side: Side, position: usize, first: Option<(Side, usize)>) -> bool {
        let run = self.run(side);
        let record = &run.log.records()[position];
        let is_first = first == Some((side, position));
        let is_decision = matches!(record.event, Event::Decided { .. });
        ordered(run, record).is_some()
            || is_decision && is_first && self.otherwise(side, position) == Some(Otherwise::Missing)
    }

    /// When a record of a run happened, what, and what of it in the other run: "only so", "2 days later otherwise".
    #[must_use]
    pub fn told(&self, side: Side, position: usize) -> Told {
        let run = self.run(side);
        let record = &run.log.records()[position];
        let mut text = sentence(&run.words(), &record.event);
        if let Some(origin) = ordered(run, record) {
            text = format!("{} ({})", text, given(run, origin));
        }
        Told { time: run.words().time(record.id.at), text, otherwise: self.otherwise_text(side, position) }
    }

    fn otherwise_text(&self, side: Side, position: usize) -> String {
        let at = self.run(side).log.records()[position].id.at;
        let other = match side {
            Side::Base => "with the change",
            Side::With => "without the change",
        };
        match self.otherwise(side, position) {
            None => "the same in both".into(),
            Some(Otherwise::Missing) => format!("not {other}"),
            Some(Otherwise::Changed) => format!("otherwise {other}"),
            Some(Otherwise::At(then)) if then > at => format!("{} later {other}", span(at.days_until(then))),
            Some(Otherwise::At(then)) => format!("{} earlier {other}", span(then.days_until(at))),
        }
    }

    /// A difference for programs.
    #[must_use]
    pub fn json(&self, side: Side, position: usize) -> Value {
        let run = self.run(side);
        let record = &run.log.records()[position];
        let (how, other) = match self.otherwise(side, position) {
            None => ("same", None),
            Some(Otherwise::Missing) => ("missing", None),
            Some(Otherwise::Changed) => ("changed", Some(record.id.at)),
            Some(Otherwise::At(at)) => ("moved", Some(at)),
        };
        object([
            ("in", json!(if side == Side::Base { "base" } else { "with" })),
            ("id", json!(position + 1)),
            ("time", json!(civil(run.setup, record.id.at).to_string())),
            ("kind", json!(record.event.kind().name())),
            ("text", json!(sentence(&run.words(), &record.event))),
            ("otherwise", json!(how)),
            ("otherwise_time", json!(other.map(|at| civil(run.setup, at).to_string()))),
        ])
    }
}

/// A record in words.
pub struct Told {
    /// When.
    pub time: String,
    /// What.
    pub text: String,
    /// What of it in the other run.
    pub otherwise: String,
}

fn places(ids: &[(Subject, u32)]) -> BTreeMap<(Subject, u32), usize> {
    ids.iter().enumerate().map(|(place, &id)| (id, place)).collect()
}

fn differs(own: &Record, other: &Record) -> Option<Otherwise> {
    if own.id.at != other.id.at {
        Some(Otherwise::At(other.id.at))
    } else {
        (own.event != other.event).then_some(Otherwise::Changed)
    }
}
