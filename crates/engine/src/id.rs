//! Typed indices: an entity is named once, when the scenario is read, and is a number ever after.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// An index into a [`Table`] of its own kind.
pub trait Id: Copy {
    /// The place in the table.
    fn index(self) -> usize;
    /// The id of a place in the table.
    fn from_index(index: usize) -> Self;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);

        impl Id for $name {
            fn index(self) -> usize {
                usize::from(self.0)
            }
            fn from_index(index: usize) -> Self {
                Self(u16::try_from(index).expect("the reader refuses tables of more than 65,535 rows"))
            }
        }
    )+};
}

ids! {
    /// A party: state, bloc or movement.
    PartyId,
    /// A weather region.
    RegionId,
    /// A good that is traded.
    GoodId,
    /// A producer of one good.
    ProducerId,
    /// A consumer (importer) of one good.
    ConsumerId,
    /// A contract.
    ContractId,
    /// A route that goods take.
    RouteId,
    /// A city.
    CityId,
    /// A workforce.
    WorkforceId,
    /// A facility.
    FacilityId,
    /// A project.
    ProjectId,
    /// A capability.
    CapabilityId,
    /// A constellation of satellites.
    ConstellationId,
    /// A place on the map.
    SiteId,
    /// An airfield.
    AirfieldId,
    /// A type of aircraft.
    AircraftId,
    /// A force.
    ForceId,
    /// A way between two places, over parties.
    CorridorId,
    /// An agreement, such as a lease.
    AgreementId,
    /// An option of a doctrine.
    OptionId,
    /// A place in the scenario's text.
    OriginId,
    /// Any entity of the scenario, whatever its kind.
    NameId,
}

/// A vector that is indexed by one kind of id only.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<I, T> {
    rows: Vec<T>,
    id: PhantomData<I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), id: PhantomData }
    }
}

impl<I: Id, T> Table<I, T> {
    /// One row for each row of `other`.
    pub fn for_each_of<U>(other: &Table<I, U>, row: impl FnMut(I) -> T) -> Self {
        other.ids().map(row).collect()
    }

    /// Adds a row and returns its id.
    pub fn push(&mut self, row: T) -> I {
        self.rows.push(row);
        I::from_index(self.rows.len() - 1)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.rows.len()).map(I::from_index)
    }

    /// All rows in order.
    pub fn rows(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// All rows in order, to be changed.
    pub fn rows_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    /// All rows with their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.rows.iter().enumerate().map(|(index, row)| (I::from_index(index), row))
    }

    /// The row of `id`, if there is one.
    #[must_use]
    pub fn get(&self, id: I) -> Option<&T> {
        self.rows.get(id.index())
    }
}

impl<I: Id, T: Clone> Table<I, T> {
    /// Takes over another table's rows, reusing this one's memory.
    pub fn copy_from(&mut self, other: &Self) {
        self.rows.clone_from(&other.rows);
    }
}

impl<I: Id, T> FromIterator<T> for Table<I, T> {
    fn from_iter<R: IntoIterator<Item = T>>(rows: R) -> Self {
        Self { rows: rows.into_iter().collect(), id: PhantomData }
    }
}

impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.rows[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for Table<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.rows[id.index()]
    }
}
