//! Interventions: acts and events that are kept from happening, for counterfactuals.

use crate::action::Action;
use crate::event::{Event, Kind, Subject};
use crate::id::OptionId;
use crate::time::Minute;

/// What is suppressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Suppressed {
    /// Every decision for an option of a doctrine.
    Option(OptionId),
    /// Every event of a kind.
    Kind(Kind),
    /// Every event of a kind that is about the same.
    Subject(Subject),
    /// Every order of the same sort as this one (`--forbid usa.operate`), whatever its details.
    Action(Action),
}

/// A suppression and the time in which it holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suppression {
    /// What.
    pub what: Suppressed,
    /// From this minute.
    pub from: Minute,
    /// Before this minute.
    pub until: Minute,
}

impl Suppression {
    /// From the start to the end of a run.
    #[must_use]
    pub fn throughout(what: Suppressed) -> Self {
        Self { what, from: Minute(0), until: Minute::NEVER }
    }
}

/// All suppressions of a run. Checked in one place, before any state changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gate {
    suppressions: Vec<Suppression>,
}

impl Gate {
    /// A gate with these suppressions.
    #[must_use]
    pub fn new(suppressions: Vec<Suppression>) -> Self {
        Self { suppressions }
    }

    /// Adds a suppression.
    pub fn add(&mut self, suppression: Suppression) {
        self.suppressions.push(suppression);
    }

    /// Whether `event` is kept from happening at `at`.
    #[must_use]
    pub fn suppresses(&self, at: Minute, event: &Event) -> bool {
        self.suppressions.iter().any(|row| row.from <= at && at < row.until && row.what.covers(event))
    }
}

impl Suppressed {
    fn covers(&self, event: &Event) -> bool {
        match self {
            Self::Kind(kind) => event.kind() == *kind,
            Self::Subject(subject) => event.kind() == subject.kind() && event.subject() == *subject,
            Self::Option(wanted) => {
                matches!(event, Event::Decided { option: Some(option), .. } if option == wanted)
            }
            Self::Action(wanted) => matches!(event, Event::Decided { action, .. }
                if std::mem::discriminant(action) == std::mem::discriminant(wanted)),
        }
    }
}
