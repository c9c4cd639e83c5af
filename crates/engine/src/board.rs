//! What is public inside the engine: each domain's published readings, as of the last instant.

use crate::domains::{
    battle, capability, diplomacy, escalation, forces, labour, project, trade, unrest, weather,
};

/// Every domain's `Out`. A domain changes only its own; all read the frozen whole.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each is documented at its module")]
pub struct Board {
    pub weather: weather::Out,
    pub trade: trade::Out,
    pub unrest: unrest::Out,
    pub labour: labour::Out,
    pub project: project::Out,
    pub capability: capability::Out,
    pub forces: forces::Out,
    pub battle: battle::Out,
    pub diplomacy: diplomacy::Out,
    pub escalation: escalation::Out,
}
