//! What is checked, by name, and the way in.

use crate::formulas::{
    agents, airlift, attrition, economy, hazards, heat, leakage, satellites, tables, thresholds,
};
use crate::frame::{Faults, Source};
use crate::plot::Figure;
use crate::table::{Validation, Verification};
use crate::{battle, escalation, gas, intercept, launch, seizure, strike};

/// A part of the simulator that answers to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// Where satellites are.
    Satellites,
    /// Demand for heat.
    Heat,
    /// How a cut spreads through an economy.
    Economy,
    /// Classical attrition laws.
    Attrition,
    /// Thresholds and cascades of protest.
    Thresholds,
    /// Protest by agents on a grid.
    Agents,
    /// Leakage through a missile defence.
    Leakage,
    /// Airlift by planning factors.
    Airlift,
    /// Clocks that compete.
    Hazards,
    /// Who runs short of gas, and who is cut.
    Gas,
    /// From strike to violence.
    Strike,
    /// How far disputes go, and how long they last.
    Escalation,
    /// Launches and their campaigns.
    Launch,
    /// Intercept tests.
    Intercept,
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

impl Findings {
    /// Findings about the code alone.
    #[must_use]
    pub fn of_code(verification: Vec<Verification>) -> Self {
        Self { verification, ..Self::default() }
    }
}

impl Component {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 16] = [
        Self::Satellites,
        Self::Heat,
        Self::Economy,
        Self::Attrition,
        Self::Thresholds,
        Self::Agents,
        Self::Leakage,
        Self::Airlift,
        Self::Hazards,
        Self::Gas,
        Self::Strike,
        Self::Escalation,
        Self::Launch,
        Self::Intercept,
        Self::Battle,
        Self::Seizure,
    ];

    /// The name on the command line and in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Satellites => "satellites",
            Self::Heat => "heat",
            Self::Economy => "economy",
            Self::Attrition => "attrition",
            Self::Thresholds => "thresholds",
            Self::Agents => "agents",
            Self::Leakage => "leakage",
            Self::Airlift => "airlift",
            Self::Hazards => "hazards",
            Self::Gas => "gas",
            Self::Strike => "strike",
            Self::Escalation => "escalation",
            Self::Launch => "launch",
            Self::Intercept => "intercept",
            Self::Battle => "battle",
            Self::Seizure => "seizure",
        }
    }

    /// The component of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|component| component.name() == name)
    }

    /// Whether its record is a table of cases, to which others can be put.
    #[must_use]
    pub fn takes_data(self) -> bool {
        match self {
            Self::Gas | Self::Launch | Self::Battle | Self::Seizure => true,
            Self::Satellites
            | Self::Heat
            | Self::Economy
            | Self::Attrition
            | Self::Thresholds
            | Self::Agents
            | Self::Leakage
            | Self::Airlift
            | Self::Hazards
            | Self::Strike
            | Self::Escalation
            | Self::Intercept => false,
        }
    }

    /// Checks the component against the record that comes with it.
    #[must_use]
    pub fn check(self) -> Findings {
        match self {
            Self::Satellites => Findings::of_code(satellites::verify()),
            Self::Heat => Findings::of_code(heat::verify()),
            Self::Economy => Findings::of_code(economy::verify()),
            Self::Attrition => Findings::of_code(attrition::verify()),
            Self::Thresholds => Findings::of_code(thresholds::verify()),
            Self::Agents => Findings::of_code(agents::verify()),
            Self::Leakage => Findings::of_code(leakage::verify()),
            Self::Airlift => {
                let mut rows = airlift::verify();
                rows.push(tables::aircraft());
                Findings::of_code(rows)
            }
            Self::Hazards => Findings::of_code(hazards::verify()),
            Self::Gas => gas::check(),
            Self::Strike => strike::check(),
            Self::Escalation => escalation::check(),
            Self::Launch => launch::check(),
            Self::Intercept => Findings { validation: intercept::validate(), ..Findings::default() },
            Self::Battle => battle::score::check(),
            Self::Seizure => seizure::score::check(),
        }
    }

    /// Scores the component on cases from a file with the columns of its record; `None` for a component
    /// whose record is no table of cases.
    ///
    /// # Errors
    /// All that is wrong with the file.
    #[must_use]
    pub fn score(self, source: &Source) -> Option<Result<Findings, Faults>> {
        match self {
            Self::Gas => Some(gas::score(source)),
            Self::Launch => Some(launch::score(source)),
            Self::Satellites
            | Self::Heat
            | Self::Economy
            | Self::Attrition
            | Self::Thresholds
            | Self::Agents
            | Self::Leakage
            | Self::Airlift
            | Self::Hazards
            | Self::Strike
            | Self::Escalation
            | Self::Intercept => None,
            Self::Battle => Some(battle::score::score(source)),
            Self::Seizure => Some(seizure::score::score(source)),
        }
    }
}

/// Checks all components against the record that comes with the program.
#[must_use]
pub fn check_all() -> Vec<(Component, Findings)> {
    Component::ALL.into_iter().map(|component| (component, component.check())).collect()
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
