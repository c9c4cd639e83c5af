//! What the diplomacy domain publishes.

use crate::action::Demand;
use crate::cause::{Leading, Since};
use crate::id::{FacilityId, NameId, PartyId, Table};
use crate::pairs::Pairs;
use crate::time::Minute;

/// Relations, blocs, calls and rights.
#[derive(Clone, Debug)]
pub struct Out {
    /// For each (from, to): how `from` stands to `to`.
    pub dyads: Pairs<DyadOut>,
    /// One row a party.
    pub parties: Table<PartyId, StandingOut>,
    /// For each (bloc, target): sanctions.
    pub sanctions: Pairs<SanctionOut>,
    /// For each (by, to): money offered or taken.
    pub aid: Pairs<AidOut>,
    /// For each row of the setup's access list.
    pub access: Vec<AccessOut>,
    /// For each (host, guest): an invitation of forces.
    pub invited: Pairs<Option<Since>>,
    /// Lines of calls: one for each (by, to, about) that was ever used.
    pub calls: Vec<CallsOut>,
    /// One row a facility: its lease suspended.
    pub lease_suspended: Table<FacilityId, Option<Since>>,
}

/// A directed relation.
#[derive(Clone, Copy, Debug)]
pub struct DyadOut {
    /// −1 hostile to 1 allied.
    pub stance: f64,
    /// 0 to 1.
    pub trust: f64,
    /// 0 to 1.
    pub hostility: f64,
    /// What raised hostility, and so lowered the stance.
    pub because: Leading,
}

/// A party by itself.
#[derive(Clone, Copy, Debug)]
pub struct StandingOut {
    /// Degree κ to which its government is in its patron's pocket, in [0, 1]: hidden.
    pub capture: f64,
    /// Blocs it has left, as bits of party ids below 64.
    pub left: u64,
    /// Money at hand, million USD.
    pub treasury: f64,
    /// Whether any sanctions on it are in force; which, see [`Out::sanctions`].
    pub sanctioned: bool,
    /// When it last accepted money; from whom, see [`Out::aid`].
    pub aided: Option<Minute>,
}

/// Sanctions of a bloc on a party.
#[derive(Clone, Copy, Debug, Default)]
pub struct SanctionOut {
    /// In force since.
    pub since: Option<Since>,
    /// Severity in [0, 1].
    pub severity: f64,
    /// Motions so far.
    pub moved: u32,
}

/// Money between two parties.
#[derive(Clone, Copy, Debug, Default)]
pub struct AidOut {
    /// An open offer.
    pub offered: Option<Since>,
    /// Its amount, million USD.
    pub offer: f64,
    /// The last acceptance.
    pub accepted: Option<Since>,
    /// Accepted in all, million USD.
    pub total: f64,
}

/// A right of way or base.
#[derive(Clone, Copy, Debug)]
pub struct AccessOut {
    /// Whether it may be used now.
    pub granted: bool,
    /// Asked for.
    pub asked: Option<Since>,
    /// Answered.
    pub answered: Option<Since>,
}

/// The calls of one party on another about one thing.
#[derive(Clone, Copy, Debug)]
pub struct CallsOut {
    /// Who calls.
    pub by: PartyId,
    /// On whom.
    pub to: PartyId,
    /// About what.
    pub about: NameId,
    /// For what, the last time.
    pub demand: Demand,
    /// Calls so far.
    pub made: u32,
    /// Refusals so far.
    pub refused: u32,
    /// Delays so far.
    pub delayed: u32,
    /// The last call.
    pub last: Since,
    /// The last refusal.
    pub last_refusal: Option<Since>,
    /// Complied with.
    pub complied: Option<Since>,
    /// A threat with an end is open.
    pub ultimatum: Option<Since>,
    /// Money on the table for compliance, million USD.
    pub sweetener: f64,
    /// The last time some was put there.
    pub sweetened: Option<Since>,
}

impl Out {
    /// Whether a party has left a bloc.
    #[must_use]
    pub fn has_left(&self, party: PartyId, bloc: PartyId) -> bool {
        self.parties[party].left & bloc_bit(bloc) != 0
    }

    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.dyads.publish(&mut draft.dyads);
        self.parties.copy_from(&draft.parties);
        self.sanctions.publish(&mut draft.sanctions);
        self.aid.publish(&mut draft.aid);
        self.access.clone_from(&draft.access);
        self.invited.publish(&mut draft.invited);
        self.calls.clone_from(&draft.calls);
        self.lease_suspended.copy_from(&draft.lease_suspended);
    }
}

/// A bloc's bit in [`StandingOut::left`].
pub(super) fn bloc_bit(bloc: PartyId) -> u64 {
    1 << u32::from(bloc.0).min(63)
}
