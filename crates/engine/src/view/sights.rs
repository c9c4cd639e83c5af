//! What a party's doctrine reads, and how the party sees it: the same in every run.

use super::sight::{Sight, sight};
use crate::event::Kinds;
use crate::id::PartyId;
use crate::reading::Reading;
use crate::rule::{Layout, Operand, Slot};
use crate::setup::Setup;

/// The readings a party's doctrine uses, and how it sees them: the same in every run.
#[derive(Clone, Debug)]
pub struct Sights {
    pub(super) party: PartyId,
    pub(super) rows: Vec<Row>,
    /// For each slot of the scenario its row, or `u16::MAX`.
    pub(super) row_of: Vec<u16>,
    /// The rows that are news.
    pub(super) facts: Vec<Fact>,
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

/// A row that is news, and what switches it: side by side, for all are gone through at every news.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fact {
    pub(super) row: u16,
    pub(super) news: Kinds,
}

impl Sights {
    /// How `party` sees the readings at `slots`.
    #[must_use]
    pub fn new(setup: &Setup, party: PartyId, slots: impl Iterator<Item = Slot>) -> Self {
        let row_of = vec![u16::MAX; setup.readings.len()];
        let mut sights = Self {
            party,
            rows: Vec::new(),
            row_of,
            facts: Vec::new(),
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
                if news != Kinds::default() {
                    sights.facts.push(Fact { row: sights.row_of[index], news });
                } else if matches!(sight, Sight::Level { .. }) {
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

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Those rows of some slots that news switches.
    #[must_use]
    pub fn facts(&self, slots: &[Slot]) -> Vec<u16> {
        self.rows_of(slots, |row| row.news != Kinds::default())
    }

    /// Those that are levels, which are looked at once a day.
    #[must_use]
    pub fn levels(&self, slots: &[Slot]) -> Vec<u16> {
        self.rows_of(slots, |row| row.news == Kinds::default() && !row.reading.is_calendar())
    }

    /// Those that the clock alone changes.
    #[must_use]
    pub fn clocked(&self, slots: &[Slot]) -> Vec<u16> {
        self.rows_of(slots, |row| row.news == Kinds::default() && row.reading.is_calendar())
    }

    fn rows_of(&self, slots: &[Slot], wanted: impl Fn(&Row) -> bool) -> Vec<u16> {
        let rows = slots.iter().map(|slot| self.row_of[usize::from(slot.0)]);
        rows.filter(|&row| wanted(&self.rows[usize::from(row)])).collect()
    }

    pub(super) fn row_of(&self, slot: Slot) -> usize {
        usize::from(self.row_of[usize::from(slot.0)])
    }
}
