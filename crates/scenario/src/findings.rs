//! Mistakes together with the texts that they are in: all it takes to show them.

use serde_json::Value;

use crate::diagnostic::{Diagnostics, Style};
use crate::source::Sources;

/// What was found in some texts.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The texts.
    pub sources: Sources,
    /// What was found in them.
    pub diagnostics: Diagnostics,
}

impl Findings {
    /// As text for people.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        self.diagnostics.render(&self.sources, style)
    }

    /// As a JSON array for programs, see [`Diagnostics::to_json`].
    #[must_use]
    pub fn to_json(&self) -> Value {
        self.diagnostics.to_json(&self.sources)
    }
}
