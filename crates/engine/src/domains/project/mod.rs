//! The project domain.

mod out;

pub use out::*;

use crate::dice::Dice;
use crate::event::Kinds;
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::setup::Setup;
use crate::time::{Mark, Minute};

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
        todo!("the project domain")
    }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    let _ = (state, out, emit);
    Mark::State.next_after(now.at)
}
