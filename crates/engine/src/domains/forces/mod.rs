//! The forces domain.

mod out;

pub use out::*;

use crate::dice::Dice;
use crate::event::Kinds;
use crate::id::{CorridorId, FacilityId, ForceId};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::setup::Setup;
use crate::time::{Mark, Minute};

/// Whether a force stands at a facility: at its site, or at an airfield inside its perimeter.
#[must_use]
pub fn is_at_facility(setup: &Setup, out: &Out, force: ForceId, facility: FacilityId) -> bool {
    let Place::At(site) = out.forces[force].place else { return false };
    let facility = &setup.facilities[facility];
    site == facility.site || facility.airfields.iter().any(|&airfield| setup.airfields[airfield].site == site)
}

/// Whether a force can take no other order: on its way, in an operation or in a cordon.
#[must_use]
pub fn is_busy(out: &Out, force: ForceId) -> bool {
    let row = &out.forces[force];
    matches!(row.place, Place::EnRoute(..)) || row.operation.is_some() || row.cordon.is_some()
}

/// The shortest way by which a force can reach a facility now: within the range of its lift, and
/// over nobody who has not granted it.
#[must_use]
pub fn way(now: &Now, force: ForceId, to: FacilityId) -> Option<CorridorId> {
    let _ = (now, force, to);
    todo!("forces helper")
}

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[]);

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {}

impl State {
    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        let _ = (setup, numbers, dice);
        todo!("the forces domain")
    }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    let _ = (state, out, emit);
    Mark::State.next_after(now.at)
}
