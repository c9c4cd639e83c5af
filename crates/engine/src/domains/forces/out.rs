//! What the forces domain publishes.

use crate::action::{Aim, OperationKind};
use crate::cause::Since;
use crate::id::{FacilityId, ForceId, SiteId, Table};
use crate::pairs::Pairs;
use crate::time::Minute;

/// Forces and where they stand.
#[derive(Clone, Debug)]
pub struct Out {
    /// One row a force.
    pub forces: Table<ForceId, ForceOut>,
    /// One row a facility.
    pub facilities: Table<FacilityId, GarrisonOut>,
    /// For each (party, owner of forces): the latest preparation of the owner's forces that the
    /// party has noticed.
    pub noticed: Pairs<Option<Since>>,
}

/// A force.
#[derive(Clone, Copy, Debug)]
pub struct ForceOut {
    /// Where it is.
    pub place: Place,
    /// Fit people in all, wherever they are.
    pub people: u32,
    /// Vehicles in all.
    pub vehicles: u32,
    /// Fit people at its present place: all of them at base, none on the way, those landed so far
    /// elsewhere (the first wave lands before the last).
    pub present: u32,
    /// Vehicles there.
    pub present_vehicles: u32,
    /// Since when it is at a place that is not its base.
    pub landed: Option<Since>,
    /// Staging, while it is.
    pub staging: Option<Since>,
    /// Ready for an operation, while it is.
    pub ready: Option<Since>,
    /// The facility it surrounds.
    pub cordon: Option<(FacilityId, Since)>,
    /// An operation under way (until the battle domain has ended it).
    pub operation: Option<Operation>,
    /// Killed so far.
    pub killed: u32,
    /// Wounded and injured so far.
    pub wounded: u32,
    /// Taken prisoner so far.
    pub captured: u32,
}

/// Where a force is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a site.
    At(SiteId),
    /// On the way: from, to, and when the first men arrive.
    EnRoute(SiteId, SiteId, Minute),
}

/// An operation that has set out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Operation {
    /// What sort.
    pub kind: OperationKind,
    /// Against what.
    pub on: FacilityId,
    /// To what end.
    pub aim: Aim,
    /// Set out.
    pub launched: Since,
    /// Arrives.
    pub arrives: Minute,
}

/// Who stands at a facility.
#[derive(Clone, Copy, Debug)]
pub struct GarrisonOut {
    /// Fit troops there that are not its owner's, people.
    pub foreign_troops: u32,
    /// Since when there are any.
    pub foreign_since: Option<Since>,
    /// Surrounded, while it is.
    pub cordoned: Option<Since>,
    /// By whom.
    pub cordon_force: Option<ForceId>,
}

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.forces.copy_from(&draft.forces);
        self.facilities.copy_from(&draft.facilities);
        self.noticed.publish(&mut draft.noticed);
    }
}
