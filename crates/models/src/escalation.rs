//! Hostility of a dispute on the scale of the Militarized Interstate Disputes, and its base rates.

/// Hostility level of a dispute, in rising order: the highest act that was carried out.
///
/// Source: Correlates of War, Militarized Interstate Disputes; Jones, Bremer and Singer 1996, Conflict
/// Management and Peace Science 15:163, table 1 (levels 1–5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hostility {
    /// 1: no militarized act.
    NoAct,
    /// 2: threat to use force.
    Threat,
    /// 3: display of force.
    Display,
    /// 4: use of force short of war.
    UseOfForce,
    /// 5: war, at least 1,000 battle deaths.
    War,
}

/// Battle deaths from which a use of force is a war. Source: as [`Hostility`].
pub const WAR_BATTLE_DEATHS: u64 = 1000;

impl Hostility {
    /// All levels in rising order.
    pub const ALL: [Self; 5] = [Self::NoAct, Self::Threat, Self::Display, Self::UseOfForce, Self::War];

    /// The level's number on the published scale, 1 to 5.
    ///
    /// Source: as [`Hostility`].
    ///
    /// ```
    /// use powderkeg_models::escalation::Hostility;
    /// assert_eq!(Hostility::Display.number(), 3);
    /// ```
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::NoAct => 1,
            Self::Threat => 2,
            Self::Display => 3,
            Self::UseOfForce => 4,
            Self::War => 5,
        }
    }

    /// Level of a dispute from the highest act short of war and the battle deaths so far.
    ///
    /// War if force was used and `battle_deaths` ≥ 1,000, else the act (a claimed war with fewer deaths
    /// counts as a use of force). `battle_deaths` of all sides, people.
    /// Source: as [`Hostility`].
    ///
    /// ```
    /// use powderkeg_models::escalation::Hostility;
    /// assert_eq!(Hostility::of(Hostility::UseOfForce, 999), Hostility::UseOfForce);
    /// assert_eq!(Hostility::of(Hostility::UseOfForce, 1000), Hostility::War);
    /// assert_eq!(Hostility::of(Hostility::Threat, 5000), Hostility::Threat);
    /// ```
    #[must_use]
    pub fn of(highest_act: Self, battle_deaths: u64) -> Self {
        match highest_act {
            Self::UseOfForce | Self::War if battle_deaths >= WAR_BATTLE_DEATHS => Self::War,
            Self::UseOfForce | Self::War => Self::UseOfForce,
            Self::NoAct | Self::Threat | Self::Display => highest_act,
        }
    }

    /// Share of the 2,174 disputes of 1816–2010 that ended at this level; 0 for no act.
    ///
    /// Source: Gibler, Miller and Little 2016, International Studies Quarterly 60:719 (GML MID), computed
    /// from peacesciencer's `gml_mid_disps`; `validation/data/priors`.
    ///
    /// ```
    /// use powderkeg_models::escalation::Hostility;
    /// assert_eq!(Hostility::UseOfForce.base_share(), 0.678);
    /// ```
    #[must_use]
    pub fn base_share(self) -> f64 {
        match self {
            Self::NoAct => 0.0,
            Self::Threat => 0.029,
            Self::Display => 0.2493,
            Self::UseOfForce => 0.678,
            Self::War => 0.0437,
        }
    }
}

/// Share of the 558 disputes since 1990 that became wars. Source: as [`Hostility::base_share`].
pub const WAR_SHARE_SINCE_1990: f64 = 0.0143;

/// Share of the 558 disputes since 1990 with any death. Source: as [`Hostility::base_share`].
pub const FATAL_SHARE_SINCE_1990: f64 = 0.219;

/// Share of disputes in which the target answered in kind. Source: as [`Hostility::base_share`].
pub const RECIPROCATED_SHARE: f64 = 0.515;

/// Share of disputes that ended in stalemate. Source: as [`Hostility::base_share`].
pub const STALEMATE_SHARE: f64 = 0.6265;

/// Median (minimum) duration of a dispute, days. Source: as [`Hostility::base_share`].
pub const MEDIAN_DURATION_DAYS: f64 = 27.0;

/// Share of 224 sanction episodes that reached their aim, by a tolerant count.
///
/// Source: Hufbauer, Schott and Elliott, as in `validation/data/priors`. Pape's strict re-count gives 5 %.
pub const SANCTION_SUCCESS_SHARE: f64 = 0.33;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_rise_and_their_shares_sum_to_one() {
        assert!(
            Hostility::ALL.is_sorted_by(|lower, higher| lower < higher && lower.number() < higher.number())
        );
        let sum: f64 = Hostility::ALL.iter().map(|level| level.base_share()).sum();
        assert!((sum - 1.0).abs() < 1e-3);
    }
}
