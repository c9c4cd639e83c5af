//! A square table: one row for each ordered pair of parties.

use crate::id::PartyId;
use std::ops::{Index, IndexMut};

/// Rows to a word of marks.
const WORD: usize = 64;

/// A value for each ordered pair (from, to) of parties.
///
/// It marks the rows that are handed out for writing: a table of a dozen parties is large, what
/// changes in a step is little, and only that needs to be published.
#[derive(Clone, Debug)]
pub struct Pairs<T> {
    parties: usize,
    rows: Vec<T>,
    /// A bit for each row, set since the last publication.
    written: Vec<u64>,
}

impl<T> Pairs<T> {
    /// One value for each ordered pair.
    pub fn new(parties: usize, mut value: impl FnMut(PartyId, PartyId) -> T) -> Self {
        let ids = || (0..parties).map(|index| PartyId(index as u16));
        let rows = ids()
            .flat_map(|from| ids().map(move |to| (from, to)))
            .map(|(from, to)| value(from, to))
            .collect();
        Self { parties, rows, written: vec![0; (parties * parties).div_ceil(WORD)] }
    }

    /// The same value for each ordered pair.
    pub fn filled(parties: usize, value: T) -> Self
    where
        T: Clone,
    {
        let rows = vec![value; parties * parties];
        Self { parties, written: vec![0; rows.len().div_ceil(WORD)], rows }
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

impl<T: Copy> Pairs<T> {
    /// Takes over what was written to `draft` since the last time. The two tables were equal then,
    /// and are equal again.
    pub fn publish(&mut self, draft: &mut Self) {
        for (word, bits) in draft.written.iter_mut().enumerate() {
            while *bits != 0 {
                let row = word * WORD + bits.trailing_zeros() as usize;
                self.rows[row] = draft.rows[row];
                *bits &= *bits - 1;
            }
        }
    }
}

impl<T: PartialEq> PartialEq for Pairs<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
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
        self.written[index / WORD] |= 1 << (index % WORD);
        &mut self.rows[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(index: usize) -> (PartyId, PartyId) {
        (PartyId((index / 13) as u16), PartyId((index % 13) as u16))
    }

    #[test]
    fn publication_carries_over_what_was_written_since_the_last() {
        let mut draft = Pairs::filled(13, 0);
        let mut board = draft.clone();
        // One row of each word of marks and of its edges, some twice.
        for (round, index) in [0, 63, 64, 168, 100, 63, 127, 128].into_iter().enumerate() {
            draft[pair(index)] = round + 1;
            assert_ne!(board, draft);
            board.publish(&mut draft);
            assert_eq!(board, draft);
        }
    }

    #[test]
    fn what_was_not_written_is_not_copied() {
        let mut draft = Pairs::filled(13, 0);
        let mut other = Pairs::filled(13, 7);
        draft[pair(80)] = 1;
        other.publish(&mut draft);
        other.publish(&mut draft);
        assert_eq!(other.iter().filter(|(_, _, value)| **value != 7).count(), 1);
        assert_eq!(other[pair(80)], 1);
    }
}
