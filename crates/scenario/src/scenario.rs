//! Stub, to be replaced: the crate's entry point.

use powderkeg_engine::setup::Setup;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::expect::Expect;
use crate::overrides::Override;
use crate::source::{SourceTree, Sources};

/// A checked scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What the engine runs.
    pub setup: Setup,
    /// What the record says.
    pub expect: Expect,
    /// Of all text.
    pub hash: String,
}

/// What reading gives.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Texts.
    pub sources: Sources,
    /// Mistakes.
    pub diagnostics: Diagnostics,
    /// `None` if there is an error.
    pub scenario: Option<Scenario>,
}

/// Stub.
#[must_use]
pub fn read(tree: &SourceTree, _: &[Override]) -> Loaded {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let _ = crate::load::load(tree, &mut sources, &mut diagnostics);
    diagnostics.push(Diagnostic::error("stub", "scenarios cannot be read yet"));
    Loaded { sources, diagnostics, scenario: None }
}

/// Stub.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::json!({})
}
