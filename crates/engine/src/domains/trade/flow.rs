//! Two small pieces that every flow of goods is made of.

use powderkeg_models::math;

/// Decay by a factor e over a number of days, with the factors of one day and of two at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fade {
    days: f64,
    of_a_day: f64,
    of_two_days: f64,
}

impl Fade {
    /// A decay over `days`; 0 is at once.
    pub fn new(days: f64) -> Self {
        Self { days, of_a_day: keep(days, 1.0), of_two_days: keep(days, 2.0) }
    }

    /// The days over which it decays by a factor e.
    pub fn days(&self) -> f64 {
        self.days
    }

    /// What is left after `dt` days, in [0, 1].
    pub fn over(&self, dt: f64) -> f64 {
        if dt.to_bits() == 1.0_f64.to_bits() {
            self.of_a_day
        } else if dt.to_bits() == 2.0_f64.to_bits() {
            self.of_two_days
        } else {
            keep(self.days, dt)
        }
    }
}

fn keep(days: f64, dt: f64) -> f64 {
    if days > 0.0 { math::exp(-dt / days) } else { 0.0 }
}

/// Goods that stay for an exponentially distributed time: goods on their way, or rain in a catchment.
///
/// dW/dt = in − W/τ, solved exactly for a constant inflow. What flows out is what flowed in and is no
/// longer there, so that nothing is lost or made.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Transit {
    /// Units inside.
    pub stock: f64,
    /// Mean outflow over the horizon last set, units a day.
    pub leaving: f64,
    entering: f64,
}

impl Transit {
    /// Filled as by a long steady inflow.
    pub fn steady(inflow: f64, stay: &Fade) -> Self {
        Self { stock: inflow * stay.days(), leaving: inflow, entering: inflow }
    }

    /// Sets the flows of the next `horizon` days (> 0).
    pub fn flow(&mut self, inflow: f64, stay: &Fade, horizon: f64) {
        let level = inflow * stay.days();
        let after = level + (self.stock - level) * stay.over(horizon);
        self.entering = inflow;
        self.leaving = (inflow + (self.stock - after) / horizon).max(0.0);
    }

    /// Stops all that is inside where it is.
    pub fn halt(&mut self) {
        (self.entering, self.leaving) = (0.0, 0.0);
    }

    /// Lets `dt` days pass, at most the horizon.
    pub fn settle(&mut self, dt: f64) {
        self.stock = (self.stock + (self.entering - self.leaving) * dt).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_flow_stays_steady() {
        for days in [0.0, 0.5, 4.0, 20.0] {
            let stay = Fade::new(days);
            let mut way = Transit::steady(3.0, &stay);
            for _ in 0..30 {
                way.flow(3.0, &stay, 1.0);
                way.settle(1.0);
                assert!(
                    (way.leaving - 3.0).abs() < 1e-12 && (way.stock - 3.0 * days).abs() < 1e-12,
                    "{days} days"
                );
            }
        }
    }

    #[test]
    fn goods_arrive_after_their_days_on_average_and_all_of_them() {
        let stay = Fade::new(6.0);
        let mut way = Transit::default();
        let (mut arrived, mut moment) = (0.0, 0.0);
        for day in 0..200 {
            // One unit on the first day.
            way.flow(if day == 0 { 1.0 } else { 0.0 }, &stay, 1.0);
            arrived += way.leaving;
            moment += way.leaving * f64::from(day);
            way.settle(1.0);
        }
        assert!((arrived - 1.0).abs() < 1e-12);
        // Entering and leaving are both spread over their days, so the means differ by the stay alone.
        assert!((moment - 6.0).abs() < 1e-9, "{moment}");
    }

    #[test]
    fn splitting_a_day_moves_nothing() {
        let stay = Fade::new(6.0);
        let (mut whole, mut halves) = (Transit::steady(1.0, &stay), Transit::steady(1.0, &stay));
        whole.flow(5.0, &stay, 1.0);
        whole.settle(1.0);
        for _ in 0..2 {
            halves.flow(5.0, &stay, 0.5);
            halves.settle(0.5);
        }
        assert!((whole.stock - halves.stock).abs() < 1e-12);
    }
}
