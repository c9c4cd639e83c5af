//! What the labour domain publishes.

use crate::cause::{Leading, Since};
use crate::id::{FacilityId, Table, WorkforceId};

/// Workforces and the facilities they keep going.
#[derive(Clone, Debug, Default)]
pub struct Out {
    /// One row a workforce.
    pub workforces: Table<WorkforceId, WorkforceOut>,
    /// One row a facility.
    pub facilities: Table<FacilityId, FacilityOut>,
}

/// A workforce. Shares are of its people.
#[derive(Clone, Copy, Debug)]
pub struct WorkforceOut {
    /// Share on strike, in [0, 1].
    pub striking: f64,
    /// Share dismissed, in [0, 1].
    pub dismissed: f64,
    /// Strain ln(effort / pay).
    pub strain: f64,
    /// What the strain is due to.
    pub because: Leading,
    /// Present pay ratio.
    pub pay_ratio: f64,
    /// A strike, while there is one.
    pub strike: Option<Since>,
    /// The last dismissal.
    pub dismissal: Option<Since>,
    /// Replacement workers present.
    pub replacements: f64,
    /// Since when.
    pub replaced: Option<Since>,
    /// Their skill, share of a regular crew's, in [0, 1].
    pub skill: f64,
    /// A riot at the gate, while there is one.
    pub riot: Option<Since>,
    /// The last riot at the gate, over or not.
    pub last_riot: Option<Since>,
    /// People at the gate.
    pub crowd: f64,
    /// Killed so far.
    pub killed: u32,
    /// Hurt so far.
    pub injured: u32,
}

/// A facility.
#[derive(Clone, Copy, Debug)]
pub struct FacilityOut {
    /// Share of the needed crew present by skill, in [0, 1].
    pub productivity: f64,
    /// Out of operation, while it is.
    pub stopped: Option<Since>,
    /// A riot at its gate, while there is one.
    pub riot: Option<Since>,
}

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.workforces.copy_from(&draft.workforces);
        self.facilities.copy_from(&draft.facilities);
    }
}
