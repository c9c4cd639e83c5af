//! A square table: one row for each ordered pair of parties.

use crate::id::PartyId;
use std::ops::{Index, IndexMut};

/// A value for each ordered pair (from, to) of parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs<T> {
    parties: usize,
    rows: Vec<T>,
}

impl<T> Pairs<T> {
    /// One value for each ordered pair.
    pub fn new(parties: usize, mut value: impl FnMut(PartyId, PartyId) -> T) -> Self {
        let ids = || (0..parties).map(|index| PartyId(index as u16));
        let rows = ids()
            .flat_map(|from| ids().map(move |to| (from, to)))
            .map(|(from, to)| value(from, to))
            .collect();
        Self { parties, rows }
    }

    fn index(&self, from: PartyId, to: PartyId) -> usize {
        usize::from(from.0) * self.parties + usize::from(to.0)
    }

    /// All ordered pairs with their values.
    pub fn iter(&self) -> impl Iterator<Item = (PartyId, PartyId, &T)> {
        let parties = self.parties;
        self.rows.iter().enumerate().map(move |(index, value)| {
            (PartyId((index / parties) as u16), PartyId((index % parties) as u16), value)
        })
    }
}

impl<T: Clone> Pairs<T> {
    /// Takes over another table's values, reusing this one's memory.
    pub fn copy_from(&mut self, other: &Self) {
        self.rows.clone_from(&other.rows);
    }
}

impl<T> Index<(PartyId, PartyId)> for Pairs<T> {
    type Output = T;
    fn index(&self, (from, to): (PartyId, PartyId)) -> &T {
        &self.rows[self.index(from, to)]
    }
}

impl<T> IndexMut<(PartyId, PartyId)> for Pairs<T> {
    fn index_mut(&mut self, (from, to): (PartyId, PartyId)) -> &mut T {
        let index = self.index(from, to);
        &mut self.rows[index]
    }
}
