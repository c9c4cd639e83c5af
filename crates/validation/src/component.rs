//! What is checked, by name, and the way in.

use crate::battle;
use crate::formulas::{agents, airlift, attrition, economy, heat, leakage, satellites, tables, thresholds};
use crate::frame::{Faults, Source};
use crate::plot::Figure;
use crate::table::{Validation, Verification};

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
    /// Launches and their campaigns.
    Launch,
    /// How far disputes go.
    Escalation,
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
    pub const ALL: [Self; 12] = [
        Self::Satellites,
        Self::Heat,
        Self::Economy,
        Self::Attrition,
        Self::Thresholds,
        Self::Agents,
        Self::Leakage,
        Self::Airlift,
        Self::Launch,
        Self::Escalation,
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
            Self::Launch => "launch",
            Self::Escalation => "escalation",
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
            Self::Launch => Findings::of_code(vec![tables::launches()]),
            Self::Escalation => Findings::of_code(vec![tables::base_rates()]),
            Self::Battle => battle::score::on_the_record(),
            Self::Seizure => Findings::default(),
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
            Self::Satellites
            | Self::Heat
            | Self::Economy
            | Self::Attrition
            | Self::Thresholds
            | Self::Agents
            | Self::Leakage
            | Self::Airlift
            | Self::Launch
            | Self::Escalation => None,
            Self::Battle => Some(battle::score::on_a_file(source)),
            Self::Seizure => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Agreement;

    #[test]
    fn the_code_computes_what_its_sources_say() {
        for component in Component::ALL {
            for row in component.check().verification {
                assert_ne!(row.verdict(), Agreement::Differs, "{row:?}");
            }
        }
    }

    #[test]
    fn names_lead_back_to_their_components() {
        for component in Component::ALL {
            assert_eq!(Component::named(component.name()), Some(component));
        }
        assert!(Component::ALL.is_sorted());
        assert_eq!(Component::named("weather machine"), None);
    }
}
