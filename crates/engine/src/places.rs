//! Sets of places in short lists.

use std::num::NonZeroU64;

/// A set of places in a list, such as some of a party's options. Beyond 64 places some share a bit:
/// whoever may have more must not mind if one too many is in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places(u64);

impl Places {
    /// How many places have a bit of their own.
    pub const BITS: usize = 64;

    /// Every place.
    pub const ALL: Self = Self(u64::MAX);

    /// Adds a place.
    pub fn add(&mut self, place: usize) {
        self.0 |= 1 << (place % Self::BITS);
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a place is among them.
    #[must_use]
    pub fn contains(self, place: usize) -> bool {
        self.0 >> (place % Self::BITS) & 1 == 1
    }

    /// The places of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The places of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Its bits, ascending.
    pub fn bits(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let bits = NonZeroU64::new(left)?;
            left &= left - 1;
            Some(bits.trailing_zeros() as usize)
        })
    }

    /// Its places in a list of `len`, in order where no two share a bit.
    pub fn places(self, len: usize) -> impl Iterator<Item = usize> {
        // The next place that shares the bit of the last one.
        let (mut bits, mut shared) = (self.bits(), len);
        std::iter::from_fn(move || {
            let place = if shared < len { shared } else { bits.next().filter(|&bit| bit < len)? };
            shared = place + Self::BITS;
            Some(place)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(places: &[usize]) -> Places {
        let mut set = Places::default();
        places.iter().for_each(|&place| set.add(place));
        set
    }

    #[test]
    fn places_come_in_order() {
        assert_eq!(of(&[63, 0, 7]).places(64).collect::<Vec<_>>(), [0, 7, 63]);
        assert_eq!(Places::ALL.places(3).collect::<Vec<_>>(), [0, 1, 2]);
        assert!(of(&[]).is_empty() && of(&[]).bits().next().is_none());
    }

    #[test]
    fn none_is_left_out_where_some_share_a_bit() {
        let set = of(&[70, 3]);
        assert!(set.contains(70) && set.contains(3) && !set.contains(7));
        assert_eq!(set.places(72).collect::<Vec<_>>(), [3, 67, 6, 70]);
    }

    #[test]
    fn both_and_either() {
        assert_eq!(of(&[1, 2]).and(of(&[2, 3])), of(&[2]));
        assert_eq!(of(&[1, 2]).or(of(&[2, 3])), of(&[1, 2, 3]));
    }
}
