//! Why something is so: every record and every quantity that matters names its causes.

use crate::dice::Draw;
use crate::id::OriginId;
use crate::time::Minute;
use std::mem::swap;

/// The parts of the engine that emit records, in the canonical order inside one minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "each is documented at its module")]
pub enum Domain {
    Weather,
    Trade,
    Unrest,
    Labour,
    Project,
    Capability,
    Forces,
    Battle,
    Diplomacy,
    Escalation,
    Seats,
}

impl Domain {
    /// All domains in canonical order.
    pub const ALL: [Self; 11] = [
        Self::Weather,
        Self::Trade,
        Self::Unrest,
        Self::Labour,
        Self::Project,
        Self::Capability,
        Self::Forces,
        Self::Battle,
        Self::Diplomacy,
        Self::Escalation,
        Self::Seats,
    ];
}

/// The identity of a record. Its order is the log's order: by minute, then domain, then the
/// domain's own count. It does not depend on the order in which domains were called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// When.
    pub at: Minute,
    /// By which domain.
    pub domain: Domain,
    /// The domain's own count inside the minute.
    pub n: u16,
}

/// One reason for a record or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The scenario says so.
    Given(OriginId),
    /// A seat that is not a doctrine ordered it: its n-th order.
    Order(u32),
    /// Luck.
    Chance(Draw),
    /// An earlier record.
    Event(EventId),
}

impl From<Draw> for Cause {
    fn from(draw: Draw) -> Self {
        Self::Chance(draw)
    }
}

impl From<EventId> for Cause {
    fn from(event: EventId) -> Self {
        Self::Event(event)
    }
}

impl From<OriginId> for Cause {
    fn from(origin: OriginId) -> Self {
        Self::Given(origin)
    }
}

/// A value and why it is what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traced<T> {
    /// The value.
    pub value: T,
    /// Its leading cause.
    pub because: Cause,
}

impl<T> Traced<T> {
    /// A value with its leading cause.
    pub fn new(value: T, because: impl Into<Cause>) -> Self {
        Self { value, because: because.into() }
    }
}

/// A fact that switches: since when it holds, why, and which occurrence it is (0 for the first).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Since {
    /// The minute it began.
    pub at: Minute,
    /// The record that made it so.
    pub because: EventId,
    /// 0 the first time, 1 the second.
    pub occurrence: u32,
}

impl Since {
    /// A fact that `event` begins, for the first time.
    #[must_use]
    pub fn first(event: EventId) -> Self {
        Self { at: event.at, because: event, occurrence: 0 }
    }

    /// A fact that `event` begins after `before` occurrences of it.
    #[must_use]
    pub fn again(event: EventId, before: u32) -> Self {
        Self { at: event.at, because: event, occurrence: before }
    }
}

/// The leading causes of a stock (a grievance, a hostility): the three heaviest, with weights.
///
/// A weight decays with the stock it explains; what falls out of the three is forgotten, so the
/// causes lead, they do not account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leading {
    rows: [(Cause, f32); 3],
}

impl Leading {
    /// A stock whose only reason so far is the scenario.
    #[must_use]
    pub fn given(origin: OriginId, weight: f64) -> Self {
        let given = Cause::Given(origin);
        Self { rows: [(given, weight as f32), (given, 0.0), (given, 0.0)] }
    }

    /// Adds weight to a cause; the lightest of three gives way to a heavier newcomer. A weight of 0
    /// (or less) adds nothing.
    pub fn add(&mut self, cause: Cause, weight: f64) {
        let weight = weight as f32;
        if weight <= 0.0 {
            return;
        }
        let names = |row: &(Cause, f32)| row.1 > 0.0 && row.0 == cause;
        // The rows are sorted, and stay so stably: of equal weights the older cause leads.
        let [first, second, third] = &mut self.rows;
        if names(first) {
            first.1 += weight;
            return;
        }
        if names(second) {
            second.1 += weight;
        } else {
            if names(third) {
                third.1 += weight;
            } else if weight > third.1 {
                *third = (cause, weight);
            }
            if third.1 <= second.1 {
                return;
            }
            swap(second, third);
        }
        if first.1 < second.1 {
            swap(first, second);
        }
    }

    /// Adds weight to a cause that is not among them, as [`Leading::add`] would.
    pub fn add_new(&mut self, cause: Cause, weight: f64) {
        let weight = weight as f32;
        let [first, second, third] = &mut self.rows;
        if weight <= third.1 {
            return;
        }
        *third = (cause, weight);
        if third.1 > second.1 {
            swap(second, third);
            if second.1 > first.1 {
                swap(first, second);
            }
        }
    }

    /// Multiplies all weights, as when the stock itself decays.
    pub fn decay(&mut self, factor: f64) {
        for row in &mut self.rows {
            row.1 *= factor as f32;
        }
    }

    /// The heaviest cause.
    #[must_use]
    pub fn first(&self) -> Cause {
        self.rows[0].0
    }

    /// The events among the causes after the heaviest, heavier first.
    #[inline]
    #[must_use]
    pub fn further_events(&self) -> [Option<EventId>; 2] {
        let [_, second, third] = self.rows;
        [second, third].map(|(cause, weight)| match cause {
            Cause::Event(event) if weight > 0.0 => Some(event),
            _ => None,
        })
    }

    /// The causes with some weight, heaviest first. At least one.
    pub fn causes(&self) -> impl Iterator<Item = Cause> {
        let first = std::iter::once(self.rows[0].0);
        first.chain(self.rows[1..].iter().filter(|row| row.1 > 0.0).map(|row| row.0))
    }
}
