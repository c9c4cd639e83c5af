//! What the escalation domain publishes.

use crate::cause::Since;
use crate::event::Level;
use crate::pairs::Pairs;

/// Disputes.
#[derive(Clone, Debug)]
pub struct Out {
    /// For each pair, both ways the same.
    pub disputes: Pairs<DisputeOut>,
    /// Open fronts.
    pub fronts: u32,
    /// A wider war: two fronts besides the incident, or a war between any two.
    pub war: Option<Since>,
    /// Battle deaths on all fronts and in all fights.
    pub deaths: u32,
}

/// A dispute between two parties.
#[derive(Clone, Copy, Debug, Default)]
pub struct DisputeOut {
    /// The highest act so far.
    pub level: Level,
    /// The act that reached it.
    pub since: Option<Since>,
    /// An open front, besides the incident itself.
    pub front: Option<Since>,
    /// Closed by settlement or time.
    pub closed: Option<Since>,
    /// Battle deaths between the two.
    pub deaths: u32,
}

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.disputes.publish(&mut draft.disputes);
        self.fronts = draft.fronts;
        self.war = draft.war;
        self.deaths = draft.deaths;
    }
}
