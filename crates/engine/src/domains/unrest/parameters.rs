//! The domain's numbers in this run, as often as cities read them.

use crate::numbers::Numbers;
use crate::setup::Setup;

/// What every city reads at every step; each as in [`crate::setup::Unrest`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameters {
    pub hardship_cold: f64,
    pub ignored_protest: f64,
    pub legitimacy_days: f64,
    pub risk: f64,
    pub arrest: f64,
    pub detain: f64,
    pub contagion_half: f64,
    pub incitement: f64,
    pub anger: f64,
    pub media: f64,
    pub protest_share: f64,
    pub restless_share: f64,
    pub riot_rate: f64,
    pub riot_repress: f64,
    pub riot_death: f64,
    pub riot_death_days: f64,
    pub reference_protest: f64,
    pub protest_cap: f64,
    pub anger_incitement: f64,
    pub backlash: f64,
}

impl Parameters {
    pub(super) fn new(setup: &Setup, numbers: &Numbers) -> Self {
        let of = &setup.unrest;
        Self {
            hardship_cold: numbers[of.hardship_cold],
            ignored_protest: numbers[of.ignored_protest],
            legitimacy_days: numbers[of.legitimacy_days],
            risk: numbers[of.risk],
            arrest: numbers[of.arrest],
            detain: numbers[of.detain],
            contagion_half: numbers[of.contagion_half],
            incitement: numbers[of.incitement],
            anger: numbers[of.anger],
            media: numbers[of.media],
            protest_share: numbers[of.protest_share],
            restless_share: numbers[of.restless_share],
            riot_rate: numbers[of.riot_rate],
            riot_repress: numbers[of.riot_repress],
            riot_death: numbers[of.riot_death],
            riot_death_days: numbers[of.riot_death_days],
            reference_protest: numbers[of.reference_protest],
            protest_cap: numbers[of.protest_cap],
            anger_incitement: numbers[of.anger_incitement],
            backlash: numbers[of.backlash],
        }
    }
}
