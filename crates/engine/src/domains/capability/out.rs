//! What the capability domain publishes.

use crate::cause::{Leading, Since};
use crate::id::{CapabilityId, PartyId, ProjectId, Table};

/// Capabilities, and what watchers believe of hidden purposes.
#[derive(Clone, Debug, Default)]
pub struct Out {
    /// One row a capability.
    pub capabilities: Table<CapabilityId, CapabilityOut>,
    /// One row for each (project with a hidden purpose, watcher).
    pub beliefs: Vec<BeliefOut>,
    /// One row a project.
    pub projects: Table<ProjectId, ProductOut>,
}

/// A capability.
#[derive(Clone, Copy, Debug)]
pub struct CapabilityOut {
    /// Margin at the start, in [0, 1].
    pub initial: f64,
    /// Margin now, in [0, 1].
    pub margin: f64,
    /// What a loss is due to.
    pub because: Leading,
    /// Degraded, while it is.
    pub degraded: Option<Since>,
    /// Share of what is at risk that was made good, in [0, 1].
    pub reconstituted: f64,
}

/// A watcher's belief in a feared purpose.
#[derive(Clone, Copy, Debug)]
pub struct BeliefOut {
    /// The project.
    pub project: ProjectId,
    /// Who watches.
    pub watcher: PartyId,
    /// Probability that the purpose is true, in [0, 1]; the prior's before watching begins.
    pub probability: f64,
    /// Whether watching has begun, and there still is something to be feared.
    pub watching: bool,
    /// Loss of the feared-for capability if it is true and comes about, share of its margin.
    pub loss_if_true: f64,
    /// What moved it.
    pub because: Leading,
    /// Above one half, while it is.
    pub suspected: Option<Since>,
}

/// What a finished project is worth.
#[derive(Clone, Copy, Debug)]
pub struct ProductOut {
    /// Whether its feared purpose is true: a truth that no seat reads unless it is known to it. A
    /// weapon that hides nothing is what it is; what is no weapon and hides nothing is not.
    pub truth: bool,
    /// A weapon ready in orbit.
    pub weapon_ready: Option<Since>,
    /// Interfered with.
    pub jammed: Option<Since>,
    /// Inspected.
    pub inspected: Option<Since>,
    /// The purpose is known to all.
    pub revealed: Option<Since>,
}

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.capabilities.copy_from(&draft.capabilities);
        self.beliefs.clone_from(&draft.beliefs);
        self.projects.copy_from(&draft.projects);
    }

    /// What `party` expects to lose of `capability`, as a share of its margin in [0, 1]: over all
    /// watched projects that threaten it, the largest belief times loss. `None` where nothing does.
    #[must_use]
    pub fn expected_loss(
        &self,
        feared_for: impl Fn(ProjectId) -> bool,
        party: PartyId,
    ) -> Option<(f64, &BeliefOut)> {
        self.beliefs
            .iter()
            .filter(|row| row.watcher == party && row.watching && feared_for(row.project))
            .map(|row| (row.probability * row.loss_if_true, row))
            .max_by(|a, b| a.0.total_cmp(&b.0))
    }
}
