//! What the unrest domain publishes.

use crate::cause::{Leading, Since};
use crate::id::{CityId, PartyId, Table};

/// The people of cities and nations.
#[derive(Clone, Debug, Default)]
pub struct Out {
    /// One row a city.
    pub cities: Table<CityId, CityOut>,
    /// One row a party: the mean over its cities.
    pub parties: Table<PartyId, NationOut>,
}

/// How many parties a city's anger can be aimed at.
pub const TARGETS: usize = 4;

/// A city. Shares are of its adults, calm + protest + riot + detained = 1.
#[derive(Clone, Copy, Debug)]
pub struct CityOut {
    /// Share that protests.
    pub protest: f64,
    /// Share that riots.
    pub riot: f64,
    /// Share that is detained.
    pub detained: f64,
    /// People in the streets.
    pub people: f64,
    /// Hardship H, in [0, 1].
    pub hardship: f64,
    /// Legitimacy L, in [0, 1].
    pub legitimacy: f64,
    /// Grievance G = H(1 − L), in [0, 1].
    pub grievance: f64,
    /// Anger at each of the city's targets, in the setup's order, in [0, 1].
    pub targets: [f64; TARGETS],
    /// What the grievance is due to.
    pub because: Leading,
    /// A reported protest, while there is one.
    pub protesting: Option<Since>,
    /// A riot, while there is one.
    pub rioting: Option<Since>,
    /// Killed so far.
    pub killed: u32,
    /// Hurt so far.
    pub injured: u32,
}

/// A nation (a party with cities; zeros for others).
#[derive(Clone, Copy, Debug, Default)]
pub struct NationOut {
    /// Mean share in the streets, weighted by population, in [0, 1].
    pub protest: f64,
    /// Mean hardship, in [0, 1].
    pub hardship: f64,
    /// Mean legitimacy, in [0, 1].
    pub legitimacy: f64,
    /// Incitement at work I, in [0, 1].
    pub incitement: f64,
    /// Since when money for dissent flows.
    pub incited: Option<Since>,
    /// Since when that is known.
    pub exposed: Option<Since>,
    /// A crackdown, while there is one.
    pub crackdown: Option<Since>,
    /// The last concession.
    pub conceded: Option<Since>,
    /// A protest somewhere, since when.
    pub protesting: Option<Since>,
    /// A riot somewhere, since when.
    pub rioting: Option<Since>,
    /// Killed in its cities so far.
    pub killed: u32,
}

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.cities.copy_from(&draft.cities);
        self.parties.copy_from(&draft.parties);
    }
}
