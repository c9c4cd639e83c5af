//! What the weather domain publishes.

use crate::cause::{Cause, Since};
use crate::id::{RegionId, Table};

/// Weather of all regions.
#[derive(Clone, Debug, Default)]
pub struct Out {
    /// One row a region.
    pub regions: Table<RegionId, RegionOut>,
}

/// Weather of a region, as of its last daily mark.
#[derive(Clone, Copy, Debug)]
pub struct RegionOut {
    /// Mean temperature of the day, °C.
    pub temperature_c: f64,
    /// Deviation from the month's mean (season's shift included), °C.
    pub anomaly_c: f64,
    /// Heat demand relative to a day at the reference temperature (1 there); 1 where nobody asks for it.
    pub heat: f64,
    /// Heat demand on a day at the climatological mean, on the same scale.
    pub climatological_heat: f64,
    /// Coldness σ(−θ/3), in (0, 1).
    pub cold: f64,
    /// Rain of the day, mm.
    pub rain_mm: f64,
    /// Rain of the last ninety days as a share of normal.
    pub rain_share: f64,
    /// Whether transport aircraft fly and launches go; so where no facility is.
    pub flyable: bool,
    /// The luck behind the day's temperature.
    pub because: Cause,
    /// A cold spell, while there is one.
    pub cold_spell: Option<Since>,
    /// A drought, while there is one.
    pub drought: Option<Since>,
}

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.regions.copy_from(&draft.regions);
    }
}
