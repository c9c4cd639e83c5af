//! A force's fit people and vehicles over time: what it began with, less what the log takes from it.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{ForceId, Id};
use powderkeg_engine::time::Minute;

use crate::run::Run;

/// Strength from a minute on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// Since when.
    pub from: Minute,
    /// Fit people, wherever they are.
    pub people: u32,
    /// Vehicles.
    pub vehicles: u32,
    /// Number in the log of the record that changed it, from 1; `None` at the start.
    pub record: Option<usize>,
}

/// People who are no longer fit, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fallen {
    /// When.
    pub at: Minute,
    /// "killed", "wounded" or "captured".
    pub how: &'static str,
    /// How many.
    pub people: u32,
    /// Number in the log of the record, from 1.
    pub record: usize,
}

/// What became of a force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strengths {
    /// Its strength, in the order of time; never empty.
    pub over_time: Vec<Strength>,
    /// Its losses, in the order of time.
    pub fallen: Vec<Fallen>,
}

/// The strengths of every force, in the order of the setup. As the engine does: crews of lost aircraft are not part of a
/// force's people, and nobody falls who is not there.
#[must_use]
pub fn strengths(run: &Run) -> Vec<Strengths> {
    let whole = |num| libm::round(run.numbers[num].max(0.0)) as u32;
    let mut all: Vec<Strengths> = run
        .setup
        .forces
        .rows()
        .map(|force| {
            let (people, vehicles) = (whole(force.strength), whole(force.vehicles));
            let start = Strength { from: Minute(0), people, vehicles, record: None };
            Strengths { over_time: vec![start], fallen: Vec::new() }
        })
        .collect();
    // With whose troops each workforce clashed last.
    let mut clashed: Vec<Option<ForceId>> = vec![None; run.setup.workforces.len()];
    for (index, record) in run.log.records().iter().enumerate() {
        let mut take = |force: ForceId, fallen: &[(&'static str, u32)], vehicles: u32| {
            all[force.index()].take(record.id.at, index + 1, fallen, vehicles);
        };
        match record.event {
            Event::Losses { force, killed, wounded, vehicles, .. } => {
                take(force, &[("killed", killed), ("wounded", wounded)], vehicles.into());
            }
            Event::LiftLost { force, aircraft, lost, killed, .. } => {
                let crews = whole(run.setup.aircraft[aircraft].crew).saturating_mul(lost.into());
                take(force, &[("killed", killed.saturating_sub(crews))], 0);
            }
            Event::Dropped { force, injured, .. } => take(force, &[("wounded", injured)], 0),
            Event::Captured { force, people } => take(force, &[("captured", people)], 0),
            Event::GateRiot { workforce, force, .. } => clashed[workforce.index()] = force,
            Event::GateCasualties { workforce, troops_hurt, .. } => {
                if let Some(force) = clashed[workforce.index()] {
                    take(force, &[("wounded", troops_hurt)], 0);
                }
            }
            // All others cost no soldier.
            _ => {}
        }
    }
    all
}

impl Strengths {
    fn take(&mut self, at: Minute, record: usize, fallen: &[(&'static str, u32)], vehicles: u32) {
        let Some(&before) = self.over_time.last() else { return };
        let mut people = before.people;
        for &(how, wanted) in fallen {
            let taken = wanted.min(people);
            people -= taken;
            if taken > 0 {
                self.fallen.push(Fallen { at, how, people: taken, record });
            }
        }
        let now = Strength {
            from: at,
            people,
            vehicles: before.vehicles.saturating_sub(vehicles),
            record: Some(record),
        };
        if (now.people, now.vehicles) != (before.people, before.vehicles) {
            self.over_time.push(now);
        }
    }
}
