//! Runs in lists, and runs that are asked for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Changes;

/// A run to be made and saved.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunAsked {
    /// The scenario's id.
    pub scenario: String,
    /// The run's luck.
    pub seed: u64,
    /// What is changed about the scenario.
    #[serde(default)]
    pub changes: Changes,
    /// What to call it; none: a name is made of scenario and seed.
    #[serde(default)]
    pub name: Option<String>,
}

/// A run in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RunEntry {
    /// What to call it in addresses: its name, or `STUDY:ROW`.
    pub id: String,
    /// The scenario, as it was named.
    pub scenario: String,
    /// Its seed.
    pub seed: u64,
    /// What is changed about the scenario.
    pub changes: Changes,
    /// What is wrong with its folder, if anything.
    pub problem: Option<String>,
}
