//! What a run cost: losses by force, and civilians, summed from the log.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{ForceId, Id, PartyId, WorkforceId};
use powderkeg_engine::log::Log;
use powderkeg_engine::setup::Setup;

/// Losses of a force or a side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// Killed.
    pub killed: u32,
    /// Wounded and injured.
    pub wounded: u32,
    /// Taken prisoner.
    pub captured: u32,
    /// Vehicles.
    pub vehicles: u32,
    /// Aircraft.
    pub aircraft: u32,
}

/// What is counted of losses, in the order of [`Toll::counts`], and in what.
pub const SORTS: [(&str, &str); 5] = [
    ("killed", "people"),
    ("wounded", "people"),
    ("captured", "people"),
    ("vehicles_lost", "vehicles"),
    ("aircraft_lost", "aircraft"),
];

impl Toll {
    /// All of it, in the order of [`SORTS`].
    #[must_use]
    pub fn counts(self) -> [u32; 5] {
        [self.killed, self.wounded, self.captured, self.vehicles, self.aircraft]
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            killed: self.killed + other.killed,
            wounded: self.wounded + other.wounded,
            captured: self.captured + other.captured,
            vehicles: self.vehicles + other.vehicles,
            aircraft: self.aircraft + other.aircraft,
        }
    }
}

/// The toll of a whole run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tolls {
    /// In fights: one row a force, in the order of the setup.
    pub forces: Vec<Toll>,
    /// In riots at a gate, the same.
    pub clashes: Vec<Toll>,
    /// People in the streets and at the gates; only killed and wounded.
    pub civilians: Toll,
    /// Battle deaths on further fronts.
    pub fronts: u32,
}

impl Tolls {
    /// Sums a log.
    #[must_use]
    pub fn of(setup: &Setup, log: &Log) -> Self {
        let nothing = vec![Toll::default(); setup.forces.len()];
        let mut tolls = Self { forces: nothing.clone(), clashes: nothing, ..Self::default() };
        // With whose troops each workforce clashed last.
        let mut clashed: Vec<Option<ForceId>> = vec![None; setup.workforces.len()];
        for record in log.records() {
            tolls.add(&record.event, &mut clashed);
        }
        tolls
    }

    /// The toll of one force in fights.
    #[must_use]
    pub fn force(&self, force: ForceId) -> Toll {
        self.forces.get(force.index()).copied().unwrap_or_default()
    }

    /// The toll of one force in riots at a gate.
    #[must_use]
    pub fn clashed(&self, force: ForceId) -> Toll {
        self.clashes.get(force.index()).copied().unwrap_or_default()
    }

    /// The toll of a party's forces, in fights and at gates.
    #[must_use]
    pub fn party(&self, setup: &Setup, party: PartyId) -> Toll {
        let own = setup.forces.iter().filter(|(_, force)| force.of == party);
        own.fold(Toll::default(), |sum, (id, _)| sum.and(self.force(id)).and(self.clashed(id)))
    }

    fn add(&mut self, event: &Event, clashed: &mut [Option<ForceId>]) {
        match *event {
            Event::Losses { force, killed, wounded, vehicles, aircraft } => {
                let (vehicles, aircraft) = (vehicles.into(), aircraft.into());
                self.count(force, Toll { killed, wounded, vehicles, aircraft, captured: 0 });
            }
            Event::LiftLost { force, lost, killed, .. } => {
                self.count(force, Toll { killed, aircraft: lost.into(), ..Toll::default() });
            }
            Event::Dropped { force, injured, .. } => {
                self.count(force, Toll { wounded: injured, ..Toll::default() });
            }
            Event::Captured { force, people } => {
                self.count(force, Toll { captured: people, ..Toll::default() });
            }
            Event::Casualties { killed, injured, .. } => self.civil(killed, injured),
            Event::GateRiot { workforce, force, .. } => {
                if let Some(row) = clashed.get_mut(workforce.index()) {
                    *row = force;
                }
            }
            Event::GateCasualties { workforce, killed, injured, troops_hurt } => {
                self.civil(killed, injured);
                let force = clashed_with(clashed, workforce);
                if let Some(row) = force.and_then(|force| self.clashes.get_mut(force.index())) {
                    *row = row.and(Toll { wounded: troops_hurt, ..Toll::default() });
                }
            }
            Event::FrontDeaths { killed, .. } => self.fronts += killed,
            // All other events cost nobody's life: naming a hundred of them here would hide these.
            _ => {}
        }
    }

    fn count(&mut self, force: ForceId, toll: Toll) {
        if let Some(row) = self.forces.get_mut(force.index()) {
            *row = row.and(toll);
        }
    }

    fn civil(&mut self, killed: u32, wounded: u32) {
        self.civilians = self.civilians.and(Toll { killed, wounded, ..Toll::default() });
    }
}

fn clashed_with(clashed: &[Option<ForceId>], workforce: WorkforceId) -> Option<ForceId> {
    clashed.get(workforce.index()).copied().flatten()
}
