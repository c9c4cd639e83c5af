//! What is changed about a scenario.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is different about a scenario, as the command line has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Changes {
    /// Values given, each `PATH=VALUE`; a value is TOML, and may be a distribution.
    pub set: Vec<String>,
    /// Options never taken, each `PARTY.OPTION`.
    pub forbid: Vec<String>,
    /// Options taken at a moment, each `DATE PARTY.OPTION`.
    #[serde(rename = "do")]
    pub orders: Vec<String>,
    /// The moment of a saved run from which the runs go on: `RUN@TIME`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// Changes that were saved under a name, beside the scenario and never over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OverrideSet {
    /// Its name, unique among the scenario's.
    pub name: String,
    /// What it changes.
    pub changes: Changes,
    /// Which version of it this is: whoever saves over it says which they saw.
    pub version: String,
}

/// Changes to be saved under a name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSet {
    /// What it changes.
    pub changes: Changes,
    /// The version that was seen and is to be replaced; none where there should be none yet.
    #[serde(default)]
    pub version: Option<String>,
}
