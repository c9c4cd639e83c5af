//! What a decision's rule said, and whether it would have held without one of its causes.
//!
//! This is local necessity: the one rule, the values it saw, the rest of the world as it was. Whether
//! the run would have gone another way is a counterfactual's question, not this one's.

use powderkeg_engine::cause::{Cause, EventId};
use powderkeg_engine::event::{Event, Kinds};
use powderkeg_engine::id::{OptionId, OriginId};
use powderkeg_engine::log::{Record, Seen};
use powderkeg_engine::parameter::Num;
use powderkeg_engine::reading::Reading;
use powderkeg_engine::rule::Slot;
use powderkeg_engine::setup::OptionSetup;

use crate::fields;
use crate::run::Run;

/// How an earlier event bears on a decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bearing {
    /// Without it the rule would not have held, or would have had no urge.
    Pivotal,
    /// The rule would have held anyway, at the same rate.
    NotPivotal,
    /// The rule would have held anyway, at another rate (1/day): levels that it moved besides left as they were.
    Rate {
        /// With it.
        with: f64,
        /// Without it.
        without: f64,
    },
    /// It moved a level; what the level would have been is not known from this log, at most on which side.
    Level(Toward),
}

/// Whether what moved a level spoke for the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// With the level where nothing had moved it, the rule would not have held, or been less urgent.
    For,
    /// It would have been as urgent, or more.
    Against,
    /// Its causes can move the level either way.
    Unknown,
}

impl Bearing {
    /// A remark for people; `None` where there is nothing to remark.
    #[must_use]
    pub fn remark(self) -> Option<String> {
        match self {
            Self::Pivotal => Some("pivotal".into()),
            Self::NotPivotal => Some("not pivotal: the rule would have held anyway".into()),
            Self::Rate { with, without } => {
                let (with, without) = (crate::words::significant(with), crate::words::significant(without));
                Some(if with == without {
                    "not pivotal: the urge was hardly another".into()
                } else {
                    format!("not pivotal, but the urge was {with} a day instead of {without}")
                })
            }
            Self::Level(Toward::For | Toward::Unknown) => Some("moved a level that the rule read".into()),
            Self::Level(Toward::Against) => {
                Some("moved a level that the rule read, which did not speak for it".into())
            }
        }
    }

    /// The word programs read.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pivotal => "pivotal",
            Self::NotPivotal => "not_pivotal",
            Self::Rate { .. } => "rate",
            Self::Level(_) => "level",
        }
    }
}

/// A decision's rule with the values it saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name in the scenario: `doctrine.usa.raid_the_pads`.
    pub name: String,
    /// What its author calls it: "raid the pads".
    pub title: String,
    /// Its place: `doctrine.toml:41`.
    pub place: String,
    /// Its place in the scenario.
    pub origin: OriginId,
    /// Its conditions in the order written.
    pub conjuncts: Vec<Conjunct>,
    /// Its urge at the moment, a rate per day before the agenda's cap.
    pub urge: f64,
    /// What the urge read.
    pub urge_read: Vec<Read>,
    /// The run's values of the scenario's numbers in the urge, by name.
    pub urge_numbers: Vec<(String, f64)>,
}

/// A value that a rule saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The reading as rules name it.
    pub name: String,
    /// What was seen.
    pub value: f64,
    /// What it was due to; `None` where nothing but the rule stands behind it.
    pub because: Option<Cause>,
}

/// One condition of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Conjunct {
    /// As its author wrote it.
    pub text: String,
    /// Whether it held.
    pub held: bool,
    /// What it read.
    pub readings: Vec<(String, f64)>,
    /// The run's values of the scenario's numbers in it, by name.
    pub numbers: Vec<(String, f64)>,
}

/// The intervention behind a decision that was taken whatever its rule said: its place; `None` for all else.
#[must_use]
pub fn ordered(run: &Run, record: &Record) -> Option<OriginId> {
    let rule = run.setup.options[option_of(record)?].origin;
    match run.log.causes(record) {
        [Cause::Given(origin)] if *origin != rule => Some(*origin),
        _ => None,
    }
}

/// The rule behind a decision; `None` for records that are no decision, and for decisions from
/// outside.
#[must_use]
pub fn rule(run: &Run, record: &Record) -> Option<Rule> {
    let option = &run.setup.options[option_of(record)?];
    if ordered(run, record).is_some() {
        return None;
    }
    let saw = run.log.saw(record);
    let numbers = run.numbers.as_slice();
    let named = run.setup.names.get(option.name.id);
    let name = named.map_or("", |named| named.path.as_str());
    // A rule's own numbers go by their short names, as the rule does.
    let number = |num: Num| {
        let path = run.setup.parameters[usize::from(num.0)].path.as_str();
        let own = path.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
        own.map_or(path, |own| own.strip_prefix("let.").unwrap_or(own)).to_string()
    };
    let mut read = |slot: Slot| seen(saw, slot);
    let explained = option.when.explain(numbers, &mut read);
    let conjuncts = explained
        .into_iter()
        .map(|conjunct| Conjunct {
            text: conjunct.text.to_string(),
            held: conjunct.held,
            readings: conjunct.readings.iter().map(|&(slot, value)| (label(run, slot), value)).collect(),
            numbers: conjunct.numbers.iter().map(|&(num, value)| (number(num), value)).collect(),
        })
        .collect();
    Some(Rule {
        name: name.to_string(),
        title: named.map_or_else(String::new, |named| named.title.clone()),
        origin: option.origin,
        place: run
            .setup
            .origins
            .get(option.origin)
            .map_or_else(String::new, |origin| format!("{}:{}", origin.file, origin.line)),
        conjuncts,
        urge: option.urge.evaluate(numbers, &mut read).max(0.0),
        urge_read: option.urge.slots().iter().map(|&slot| read_of(run, saw, slot, option.origin)).collect(),
        urge_numbers: option
            .urge
            .numbers()
            .into_iter()
            .map(|num| (number(num), numbers[usize::from(num.0)]))
            .collect(),
    })
}

/// How the event `cause` bears on a decision; `None` if the decision read nothing that is due to it.
#[must_use]
pub fn bearing(run: &Run, record: &Record, cause: EventId) -> Option<Bearing> {
    let option = &run.setup.options[option_of(record)?];
    let saw = run.log.saw(record);
    let due: Vec<&Seen> = saw.iter().filter(|seen| seen.because == Cause::Event(cause)).collect();
    if due.is_empty() {
        return None;
    }
    let absent: Vec<(Slot, Option<f64>)> = due
        .iter()
        .map(|seen| (seen.slot, without(&run.setup.readings[usize::from(seen.slot.0)], seen.value)))
        .collect();
    let numbers = run.numbers.as_slice();
    let mut otherwise = |slot: Slot| {
        let known = absent.iter().find(|row| row.0 == slot).and_then(|row| row.1);
        known.unwrap_or_else(|| seen(saw, slot))
    };
    let rate = option.urge.evaluate(numbers, &mut otherwise).max(0.0);
    if !option.when.holds(&mut 0, numbers, &mut otherwise) || rate == 0.0 {
        return Some(Bearing::Pivotal);
    }
    let with = option.urge.evaluate(numbers, &mut |slot: Slot| seen(saw, slot)).max(0.0);
    Some(if with.to_bits() != rate.to_bits() {
        Bearing::Rate { with, without: rate }
    } else if absent.iter().any(|row| row.1.is_none()) {
        Bearing::Level(toward(run, option, saw, &due, with))
    } else {
        Bearing::NotPivotal
    })
}

/// Whether levels that an event moved spoke for a decision: by where they would stand if nothing had moved them.
/// That is further than this one event moved them, and on the same side.
fn toward(run: &Run, option: &OptionSetup, saw: &[Seen], due: &[&Seen], with: f64) -> Toward {
    let mut still = Vec::new();
    for seen in due {
        let Some(level) = unmoved(&run.setup.readings[usize::from(seen.slot.0)]) else {
            return Toward::Unknown;
        };
        still.push((seen.slot, level));
    }
    let numbers = run.numbers.as_slice();
    let mut otherwise =
        |slot: Slot| still.iter().find(|row| row.0 == slot).map_or_else(|| seen(saw, slot), |row| row.1);
    let holds = option.when.holds(&mut 0, numbers, &mut otherwise);
    if !holds || option.urge.evaluate(numbers, &mut otherwise) < with { Toward::For } else { Toward::Against }
}

/// Where a level would stand if none of the events that are named as its causes had happened: they can only have
/// moved it away from there. `None` where they can move it either way, or are not its own.
fn unmoved(reading: &Reading) -> Option<f64> {
    match reading {
        // Deprivation, anger and losses: only what adds to them is named.
        Reading::Shortage(_)
        | Reading::WorstShortage { .. }
        | Reading::Undelivered(_)
        | Reading::UndeliveredBy { .. }
        | Reading::WithheldShare(_)
        | Reading::Protest(_)
        | Reading::CityProtest(_)
        | Reading::Grievance(_)
        | Reading::Resentment { .. }
        | Reading::Incitement(_)
        | Reading::StrikingShare(_)
        | Reading::DaysOnStrike(_)
        | Reading::ExpectedLoss(_)
        | Reading::ForeignTroops(_)
        | Reading::Hostility { .. }
        | Reading::Sweetener { .. } => Some(0.0),
        Reading::Price(_) | Reading::LevelBetween { .. } | Reading::Margin(_) | Reading::Productivity(_) => {
            Some(1.0)
        }
        // What raised hostility lowered the stance.
        Reading::Stance { .. } => Some(1.0),
        // A date or a belief moves both ways; trust is told by the causes of hostility; and facts and counts are
        // known.
        _ => None,
    }
}

/// What a reading would have been without the event behind it: a fact would be absent, a count one
/// less. `None` for levels.
fn without(reading: &Reading, value: f64) -> Option<f64> {
    if reading.switched_by() == Kinds::default() {
        return None;
    }
    match reading {
        Reading::Calls { .. } | Reading::Refusals { .. } | Reading::Completions(_) | Reading::Fronts => {
            Some((value - 1.0).max(0.0))
        }
        Reading::RouteShare(_) => Some(1.0),
        Reading::LevelBetween { .. } => None,
        // Facts, and severities that are 0 without their fact.
        _ => Some(0.0),
    }
}

fn option_of(record: &Record) -> Option<OptionId> {
    match record.event {
        Event::Decided { option, .. } => option,
        _ => None,
    }
}

fn seen(saw: &[Seen], slot: Slot) -> f64 {
    saw.iter().find(|seen| seen.slot == slot).map_or(0.0, |seen| seen.value)
}

fn read_of(run: &Run, saw: &[Seen], slot: Slot, rule: OriginId) -> Read {
    let because = saw.iter().find(|seen| seen.slot == slot).map(|seen| seen.because);
    Read {
        name: label(run, slot),
        value: seen(saw, slot),
        because: because.filter(|&because| because != Cause::Given(rule)),
    }
}

/// A slot as rules would name it.
#[must_use]
pub fn label(run: &Run, slot: Slot) -> String {
    run.setup
        .readings
        .get(usize::from(slot.0))
        .map_or_else(String::new, |row| fields::reading(run.setup, row))
}
