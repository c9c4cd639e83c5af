//! A rule that reads the truth, and when it is worth another look.

use powderkeg_engine::event::Kinds;
use powderkeg_engine::rule::{Program, Slot};
use powderkeg_engine::setup::Setup;
use powderkeg_engine::world::World;

/// A rule that reads the truth, and what can make it say something else than before: made once for many runs.
#[derive(Clone, Debug)]
pub struct Look {
    program: Program,
    kinds: Kinds,
    drifts: bool,
}

impl Look {
    /// When a rule of a scenario is worth another look.
    #[must_use]
    pub fn of(setup: &Setup, program: Program) -> Self {
        let (kinds, drifts) = occasions(setup, program.slots());
        Self { program, kinds, drifts }
    }

    /// Whether it may say something else than when it was last looked at, after events of these kinds.
    #[must_use]
    pub fn is_due(&self, happened: Kinds, is_new_day: bool) -> bool {
        self.kinds.meets(happened) || self.drifts && is_new_day
    }

    /// What it says now.
    #[must_use]
    pub fn value(&self, world: &World) -> f64 {
        world.evaluate(&self.program)
    }

    /// The rule.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }
}

/// The kinds of event after which some readings may be other than before, and whether some may be so on any new day. Facts
/// switch and people are counted with events of known kinds; of a level, which drifts without a record, any record may be
/// the occasion, and so may any day.
pub(crate) fn occasions(setup: &Setup, slots: &[Slot]) -> (Kinds, bool) {
    let (mut kinds, mut drifts) = (Kinds::default(), false);
    for slot in slots {
        let reading = &setup.readings[usize::from(slot.0)];
        let own = reading.switched_by().and(reading.counted_by());
        drifts |= own == Kinds::default();
        kinds = kinds.and(own);
    }
    (if drifts { Kinds::ALL } else { kinds }, drifts)
}
