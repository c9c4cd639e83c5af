//! People of a city between home, street, riot and prison. Nobody appears or vanishes.

use super::model::Decay;
use crate::numbers::Numbers;
use crate::setup::Unrest;
use crate::time::DAY;
use powderkeg_models::math;

/// Shares of a city's adults; they add up to 1.
///
/// Those killed are too few to change a share and stay in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Crowd {
    /// At home.
    pub calm: f64,
    /// In the streets.
    pub protest: f64,
    /// Rioting.
    pub riot: f64,
    /// Detained.
    pub detained: f64,
}

/// How fast people change from one to the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flows {
    join: Decay,
    leave: Decay,
    riot_end: Decay,
    release: Decay,
}

/// What flowed in a time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flowed {
    /// Share of adults newly detained.
    pub detained: f64,
    /// Share of adults rioting, integrated over the time, days.
    pub riot_days: f64,
}

impl Flows {
    pub(super) fn new(unrest: &Unrest, numbers: &Numbers) -> Self {
        Self {
            join: Decay::of_rate(numbers[unrest.join]),
            leave: Decay::of_rate(numbers[unrest.leave]),
            riot_end: Decay::of_rate(numbers[unrest.riot_end]),
            release: Decay::of_days(numbers[unrest.detained_days]),
        }
    }
}

impl Crowd {
    /// A city in which `protest` of the adults are in the streets and nobody riots.
    pub(super) fn protesting(protest: f64) -> Self {
        Self { calm: 1.0 - protest, protest, riot: 0.0, detained: 0.0 }
    }

    /// Share in the streets, A.
    pub(super) fn active(&self) -> f64 {
        self.protest + self.riot
    }

    /// Lets `minutes` pass while `willing` of the adults would be in the streets and police detain
    /// those who are at `detention` (1/day).
    ///
    /// Each flow is the exact exponential of its own; one after the other.
    pub(super) fn flow(&mut self, willing: f64, detention: f64, flows: &Flows, minutes: u32) -> Flowed {
        let mut flowed = Flowed::default();
        if detention > 0.0 {
            let taken = math::probability_in(detention, f64::from(minutes) / f64::from(DAY));
            flowed.detained = self.active() * taken;
            self.protest -= self.protest * taken;
            self.riot -= self.riot * taken;
        }
        if self.detained > 0.0 {
            let released = self.detained * flows.release.lost(minutes);
            self.detained -= released;
            self.calm += released;
        }
        self.detained += flowed.detained;
        if self.riot > 0.0 {
            flowed.riot_days = self.riot * mean_left(flows.riot_end, minutes);
            let gone = self.riot * flows.riot_end.lost(minutes);
            self.riot -= gone;
            self.calm += gone;
        }
        let missing = willing - self.active();
        if missing > 0.0 {
            let joins = (missing * flows.join.lost(minutes)).min(self.calm);
            self.calm -= joins;
            self.protest += joins;
        } else {
            let leaves = (-missing * flows.leave.lost(minutes)).min(self.protest);
            self.protest -= leaves;
            self.calm += leaves;
        }
        flowed
    }

    /// Turns a share of the protesters into rioters.
    pub(super) fn break_out(&mut self, share: f64) {
        let rioters = self.protest * share;
        self.protest -= rioters;
        self.riot += rioters;
    }

    /// Sends the last rioters home.
    pub(super) fn disperse(&mut self) {
        self.calm += self.riot;
        self.riot = 0.0;
    }
}

/// Integral over `minutes` of what is left of 1 that decays, days.
fn mean_left(decay: Decay, minutes: u32) -> f64 {
    if decay.rate() > 0.0 { decay.lost(minutes) / decay.rate() } else { f64::from(minutes) / f64::from(DAY) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flows() -> Flows {
        Flows {
            join: Decay::of_rate(0.3),
            leave: Decay::of_rate(0.15),
            riot_end: Decay::of_rate(0.25),
            release: Decay::of_days(15.0),
        }
    }

    proptest! {
        /// Whatever happens to them, the shares stay shares and add up to one.
        #[test]
        fn people_are_conserved(
            steps in prop::collection::vec((0.0..1.0_f64, 0.0..2.0_f64, 1..5_000_u32, 0.0..1.0_f64), 1..60)
        ) {
            let mut crowd = Crowd::protesting(0.01);
            for (willing, detention, minutes, outbreak) in steps {
                crowd.flow(willing, detention, &flows(), minutes);
                crowd.break_out(outbreak);
                if outbreak < 0.1 {
                    crowd.disperse();
                }
                for share in [crowd.calm, crowd.protest, crowd.riot, crowd.detained] {
                    prop_assert!((-1e-12..=1.0 + 1e-12).contains(&share), "{crowd:?}");
                }
                let total = crowd.calm + crowd.protest + crowd.riot + crowd.detained;
                prop_assert!((total - 1.0).abs() < 1e-12, "{crowd:?}");
            }
        }

        /// More willing people never make a smaller crowd.
        #[test]
        fn more_willing_more_in_the_streets(a in 0.0..0.5_f64, more in 0.0..0.5_f64, start in 0.0..0.5_f64) {
            let mut few = Crowd::protesting(start);
            let mut many = few;
            few.flow(a, 0.0, &flows(), DAY);
            many.flow(a + more, 0.0, &flows(), DAY);
            prop_assert!(many.active() >= few.active() - 1e-15);
        }
    }

    /// Steps of a day and of six hours come to the same crowd while nothing else changes.
    #[test]
    fn cadence_matters_little() {
        let mut daily = Crowd::protesting(0.002);
        daily.break_out(0.2);
        let mut quarterly = daily;
        for _ in 0..20 {
            daily.flow(0.05, 0.02, &flows(), DAY);
            (0..4).for_each(|_| {
                quarterly.flow(0.05, 0.02, &flows(), DAY / 4);
            });
        }
        assert!((daily.protest / quarterly.protest - 1.0).abs() < 0.02, "{daily:?} {quarterly:?}");
        assert!((daily.detained / quarterly.detained - 1.0).abs() < 0.1, "{daily:?} {quarterly:?}");
    }
}
