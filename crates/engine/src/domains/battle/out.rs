//! What the battle domain publishes.

use crate::action::Aim;
use crate::cause::Since;
use crate::event::Ending;
use crate::id::{FacilityId, ForceId, PartyId, Table};

/// Fights and what they cost.
#[derive(Clone, Debug, Default)]
pub struct Out {
    /// One row a facility: the latest fight over it.
    pub facilities: Table<FacilityId, ObjectiveOut>,
    /// One row a party: its losses in fights so far.
    pub parties: Table<PartyId, Toll>,
}

/// The fight over a facility.
#[derive(Clone, Copy, Debug, Default)]
pub struct ObjectiveOut {
    /// A raid or strike on it, once there was one.
    pub raided: Option<Since>,
    /// Who raided it.
    pub raider: Option<ForceId>,
    /// To what end.
    pub aim: Option<Aim>,
    /// A fight is going on.
    pub fighting: bool,
    /// Taken by the raider, while or until it was held.
    pub seized: Option<Since>,
    /// Who holds it by force now.
    pub holder: Option<ForceId>,
    /// The fight's end.
    pub ended: Option<Since>,
    /// How it ended.
    pub ending: Option<Ending>,
}

/// A party's losses in fights.
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

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.facilities.copy_from(&draft.facilities);
        self.parties.copy_from(&draft.parties);
    }
}
