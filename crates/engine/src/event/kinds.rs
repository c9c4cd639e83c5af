//! Sets of kinds, for subscriptions.

use super::Kind;

/// A set of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Kinds(u128);

impl Kinds {
    /// All kinds.
    pub const ALL: Self = Self(u128::MAX);

    /// The set of the kinds listed.
    #[must_use]
    pub const fn of(kinds: &[Kind]) -> Self {
        let mut set = Self(0);
        let mut index = 0;
        while index < kinds.len() {
            set = set.with(kinds[index]);
            index += 1;
        }
        set
    }

    /// Whether `kind` is in it.
    #[must_use]
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 >> kind as u8 & 1 == 1
    }

    /// Whether the two share a kind.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These and `kind`.
    #[must_use]
    pub const fn with(self, kind: Kind) -> Self {
        Self(self.0 | 1 << kind as u8)
    }

    /// All but `kind`.
    #[must_use]
    pub const fn without(self, kind: Kind) -> Self {
        Self(self.0 & !(1 << kind as u8))
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<K: IntoIterator<Item = Kind>>(kinds: K) -> Self {
        kinds.into_iter().fold(Self::default(), Self::with)
    }
}
