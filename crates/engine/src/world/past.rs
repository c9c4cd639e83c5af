//! Runs that go on from a moment of another, and have what was until then in common.

use super::{Engine, WorldOf};
use std::ops::Deref;

impl<E: Deref<Target = Engine>> WorldOf<E> {
    /// Whether the next instant is still of a past that is another run's: until then the run's own seed is of no account.
    #[must_use]
    pub fn is_in_past(&self) -> bool {
        self.ahead.is_some_and(|(until, _)| self.next() <= until.min(self.engine.setup.calendar.ends))
    }

    /// The same so far, with the luck of another seed once the past is over. A run that has none, or has left it, keeps its
    /// luck.
    #[must_use]
    pub fn with_luck(&self, seed: u64) -> Self
    where
        E: Clone,
    {
        let mut other = self.clone();
        if let Some((_, luck)) = &mut other.ahead {
            *luck = seed;
        }
        other
    }
}
