//! What a party's doctrine reads, and how the party sees it: the same in every run.

use super::sight::{Sight, sight};
use crate::event::Kinds;
use crate::id::PartyId;
use crate::reading::Reading;
use crate::rule::{Layout, Operand, Slot};
use crate::setup::Setup;

/// The readings a party's doctrine uses, and how it sees them: the same in every run.
#[derive(Clone, Debug, Default)]
pub struct Sights {
    pub(super) party: Option<PartyId>,
    pub(super) rows: Vec<Row>,
    /// For each slot of the scenario its row, or `u16::MAX`.
    pub(super) row_of: Vec<u16>,
    /// The rows that are seen late.
    pub(super) delayed: Vec<u16>,
    /// Places for what the doctrine's rules read, the rows first: a row has the number of its operand.
    pub(super) layout: Layout,
}

/// One reading and how it is seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) slot: Slot,
    pub(super) reading: Reading,
    pub(super) sight: Sight,
    /// What switches it, if it is news; empty for drift.
    pub(super) news: Kinds,
}

/// Some levels among the rows.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    pub(super) rows: Vec<u16>,
    pub(super) set: Rows,
    /// Those that the clock alone changes.
    pub(super) calendar: Vec<u16>,
}

/// A set of rows. Beyond 128 rows some share a place: an option is then looked at once too often,
/// which depends on nothing but what its party sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows(u128);

impl Rows {
    pub(super) fn add(&mut self, row: usize) {
        self.0 |= 1 << (row % 128);
    }

    /// Whether the two share a row.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Sights {
    /// How `party` sees the readings at `slots`.
    #[must_use]
    pub fn new(setup: &Setup, party: PartyId, slots: impl Iterator<Item = Slot>) -> Self {
        let row_of = vec![u16::MAX; setup.readings.len()];
        let mut sights = Self {
            party: Some(party),
            rows: Vec::new(),
            row_of,
            delayed: Vec::new(),
            layout: Layout::default(),
        };
        for slot in slots {
            let index = usize::from(slot.0);
            if sights.row_of[index] == u16::MAX {
                let reading = setup.readings[index];
                // At most as many rows as slots, which are numbered by u16.
                sights.row_of[index] = sights.rows.len() as u16;
                let sight = sight(setup, party, &reading);
                let news = reading.switched_by();
                if matches!(sight, Sight::Level { .. }) && news == Kinds::default() {
                    sights.delayed.push(sights.row_of[index]);
                }
                sights.rows.push(Row { slot, reading, sight, news });
                sights.layout.place(Operand::Reading(slot));
            }
        }
        sights
    }

    /// The readings in the order of their first use.
    pub fn readings(&self) -> impl Iterator<Item = (Slot, Reading)> {
        self.rows.iter().map(|row| (row.slot, row.reading))
    }

    /// Places for what rules over these readings take up, for compiling them.
    pub fn layout(&mut self) -> &mut Layout {
        &mut self.layout
    }

    /// The rows of some slots.
    #[must_use]
    pub fn rows_of<'s>(&self, slots: impl IntoIterator<Item = &'s Slot>) -> Rows {
        let mut rows = Rows::default();
        for slot in slots {
            rows.add(self.row_of(*slot));
        }
        rows
    }

    /// Those of some slots that are levels.
    #[must_use]
    pub fn levels_of(&self, slots: &[Slot]) -> Levels {
        let mut levels = Levels::default();
        for slot in slots {
            let index = self.row_of(*slot);
            let row = &self.rows[index];
            if row.news != Kinds::default() {
                continue;
            }
            if row.reading.is_calendar() {
                levels.calendar.push(self.row_of[usize::from(slot.0)]);
            } else {
                levels.set.add(index);
                levels.rows.push(self.row_of[usize::from(slot.0)]);
            }
        }
        levels
    }

    pub(super) fn row_of(&self, slot: Slot) -> usize {
        usize::from(self.row_of[usize::from(slot.0)])
    }
}
