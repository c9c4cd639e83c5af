//! What is checked, by name, and the way in.

use crate::frame::{Faults, Source};
use crate::plot::Figure;
use crate::table::{Validation, Verification};

/// A part of the simulator that answers to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// Who wins a fight and what it costs.
    Battle,
    /// Seizures of airfields.
    Seizure,
}

/// What checking a component came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// The code against its formulas.
    pub verification: Vec<Verification>,
    /// The model against the world.
    pub validation: Vec<Validation>,
    /// Curves to look at.
    pub figures: Vec<Figure>,
}

impl Component {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Battle, Self::Seizure];

    /// The name on the command line and in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Battle => "battle",
            Self::Seizure => "seizure",
        }
    }

    /// The component of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|component| component.name() == name)
    }

    /// Checks the component against the record that comes with it.
    #[must_use]
    pub fn check(self) -> Findings {
        match self {
            Self::Battle | Self::Seizure => Findings::default(),
        }
    }

    /// Scores the component on cases from a file with the columns of its record; `None` for a component
    /// whose record is no table of cases.
    ///
    /// # Errors
    /// All that is wrong with the file.
    #[must_use]
    pub fn score(self, _source: &Source) -> Option<Result<Findings, Faults>> {
        match self {
            Self::Battle | Self::Seizure => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_components() {
        for component in Component::ALL {
            assert_eq!(Component::named(component.name()), Some(component));
        }
        assert!(Component::ALL.is_sorted());
        assert_eq!(Component::named("weather machine"), None);
    }
}
