//! Governments in another's pocket: how their capture wears off or deepens (MODELS §4).

use super::out::Out;
use crate::id::PartyId;
use crate::now::Now;
use crate::numbers::Numbers;
use crate::setup::Setup;
use crate::time::Minute;
use powderkeg_models::math;

/// Share of adults in the streets that counts as protest of 1.
const REFERENCE_PROTEST: f64 = 0.005;
/// More protest than this many times the reference is not told apart.
const MOST_PROTEST: f64 = 2.0;

/// A government with a patron.
#[derive(Clone, Copy, Debug)]
pub(super) struct Government {
    party: PartyId,
    patron: PartyId,
    /// Loss per day of what is captured.
    loss: f64,
    /// Gain per day of what is not.
    gain: f64,
    since: Minute,
}

impl Government {
    /// All governments with a patron. Their rates are zero until the first mark.
    pub fn all(setup: &Setup) -> Vec<Self> {
        let governments = setup.parties.iter().filter_map(|(id, party)| {
            let patron = party.pocket.as_ref()?.of;
            Some(Self { party: id, patron, loss: 0.0, gain: 0.0, since: Minute(0) })
        });
        governments.collect()
    }

    /// Brings the capture to now at the old rates, then sets the new ones.
    ///
    /// dκ/dt = g·(1 − κ) − l·κ, solved exactly, so that κ stays in [0, 1] at any step.
    pub fn settle(&mut self, now: &Now, out: &mut Out) {
        let days = now.at.days_since(self.since);
        let total = self.loss + self.gain;
        if total > 0.0 && days > 0.0 {
            let target = self.gain / total;
            let row = &mut out.parties[self.party];
            row.capture = target + (row.capture - target) * math::exp(-total * days);
        }
        self.since = now.at;
        self.set_rates(now, out);
    }

    fn set_rates(&mut self, now: &Now, out: &Out) {
        let numbers = &now.setup.diplomacy;
        let protest = (now.board.unrest.parties[self.party].protest / REFERENCE_PROTEST).min(MOST_PROTEST);
        let aided = |by: PartyId| out.aid[(by, self.party)].accepted.is_some();
        self.loss = now.value(numbers.capture_loss_protest) * protest;
        if out.parties[self.party].sanctioned {
            self.loss += now.value(numbers.capture_loss_sanction);
        }
        if now.setup.parties.ids().any(|by| by != self.patron && aided(by)) {
            self.loss += now.value(numbers.capture_loss_aid);
        }
        self.gain = if aided(self.patron) { now.value(numbers.capture_gain_aid) } else { 0.0 };
    }
}

/// Degrees of capture at the start.
pub(super) fn initial(setup: &Setup, numbers: &Numbers, party: PartyId) -> f64 {
    setup.parties[party].pocket.as_ref().map_or(0.0, |pocket| numbers[pocket.degree].clamp(0.0, 1.0))
}
