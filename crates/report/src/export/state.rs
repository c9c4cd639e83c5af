//! What facilities and cities were in, over time: a few words from one record to the next.

use powderkeg_engine::event::{Ending, Event};
use powderkeg_engine::id::{CityId, FacilityId};
use powderkeg_engine::time::Minute;

use crate::run::Run;
use crate::words::count;

/// A state from a minute on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Since when.
    pub from: Minute,
    /// "out of operation; surrounded", "riot".
    pub text: String,
    /// People in the streets when it was last reported; of a city only.
    pub people: u32,
    /// Number in the log of the record that brought it, from 1; `None` at the start.
    pub record: Option<usize>,
}

/// What befell a facility.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Facility {
    is_stopped: bool,
    is_suspended: bool,
    is_surrounded: bool,
    is_fought_over: bool,
    holder: Option<String>,
}

impl Facility {
    fn text(&self) -> String {
        let operation = if self.is_stopped { "out of operation" } else { "in operation" };
        let mut words = vec![operation.to_string()];
        let mut say = |is_so: bool, what: &str| {
            if is_so {
                words.push(what.into());
            }
        };
        say(self.is_suspended, "lease suspended");
        say(self.is_surrounded, "surrounded");
        say(self.is_fought_over, "fought over");
        if let Some(holder) = &self.holder {
            words.push(format!("held by {holder}"));
        }
        words.join("; ")
    }
}

/// A facility's states, as its workforce, cordons and fights make them; never empty.
#[must_use]
pub fn of_facility(run: &Run, wanted: FacilityId) -> Vec<State> {
    let mut now = Facility::default();
    over_time(run, Facility::default().text(), |event| {
        match *event {
            Event::FacilityStopped { facility, .. } if facility == wanted => now.is_stopped = true,
            Event::FacilityResumed { facility, .. } if facility == wanted => now.is_stopped = false,
            Event::LeaseSuspended { facility, .. } if facility == wanted => now.is_suspended = true,
            Event::Cordoned { facility, .. } if facility == wanted => now.is_surrounded = true,
            Event::CordonLifted { facility, .. } if facility == wanted => now.is_surrounded = false,
            Event::RaidBegan { on, .. } if on == wanted => now.is_fought_over = true,
            Event::Seized { force, on } if on == wanted => now.holder = Some(run.words().force(force)),
            Event::CounterAttack { on, succeeds: true, .. } if on == wanted => now.holder = None,
            Event::FightEnded { on, ending, .. } if on == wanted => {
                now.is_fought_over = false;
                if ending != Ending::Held {
                    now.holder = None;
                }
            }
            // All others leave it as it is.
            _ => return None,
        }
        Some((now.text(), 0))
    })
}

/// A city's states, as protest and riots make them; never empty.
#[must_use]
pub fn of_city(run: &Run, wanted: CityId) -> Vec<State> {
    let (mut protesting, mut rioting) = (None, None);
    over_time(run, "calm".into(), |event| {
        match *event {
            Event::ProtestBegan { city, people } | Event::ProtestGrew { city, people } if city == wanted => {
                protesting = Some(people);
            }
            Event::ProtestEnded { city, .. } if city == wanted => protesting = None,
            Event::RiotBegan { city, people } if city == wanted => rioting = Some(people),
            Event::RiotEnded { city, .. } if city == wanted => rioting = None,
            // All others leave it as it is.
            _ => return None,
        }
        Some(match (rioting, protesting) {
            (Some(people), _) => (format!("riot of {}", count(people)), people),
            (None, Some(people)) => (format!("protest of {}", count(people)), people),
            (None, None) => ("calm".into(), 0),
        })
    })
}

fn over_time(
    run: &Run,
    start: String,
    mut change: impl FnMut(&Event) -> Option<(String, u32)>,
) -> Vec<State> {
    let mut states = vec![State { from: Minute(0), text: start, people: 0, record: None }];
    for (index, record) in run.log.records().iter().enumerate() {
        let Some((text, people)) = change(&record.event) else { continue };
        if states.last().is_none_or(|last| last.text != text) {
            states.push(State { from: record.id.at, text, people, record: Some(index + 1) });
        }
    }
    states
}
