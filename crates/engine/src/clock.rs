//! Hazards: when something with a changing rate happens.

use crate::dice::{Dice, Draw, Name, Stream};
use crate::time::Minute;

/// One Exp(1) draw for each occurrence, met when the integrated rate passes it.
///
/// A clock adds rate · Δt only when its rate changes, and isn't touched when it doesn't: stepping
/// its owner needlessly changes nothing, bit for bit. Small changes of a rate move the date a
/// little instead of reshuffling it.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    stream: Stream,
    owner: Name,
    partner: Name,
    occurrence: u32,
    threshold: f64,
    draw: Draw,
    spent: f64,
    rate: f64,
    since: Minute,
    /// When it goes off at this rate.
    due: Minute,
}

impl Clock {
    /// A clock of one entity that starts at `at` with rate 0.
    #[must_use]
    pub fn new(dice: Dice, stream: Stream, owner: Name, at: Minute) -> Self {
        Self::of_pair(dice, stream, owner, owner, at)
    }

    /// A clock of an ordered pair of entities.
    #[must_use]
    pub fn of_pair(dice: Dice, stream: Stream, owner: Name, partner: Name, at: Minute) -> Self {
        let (threshold, draw) = threshold(dice, stream, owner, partner, 0);
        Self {
            stream,
            owner,
            partner,
            occurrence: 0,
            threshold,
            draw,
            spent: 0.0,
            rate: 0.0,
            since: at,
            due: Minute::NEVER,
        }
    }

    /// Sets the rate (1/day, not negative) from `at` on. What was spent before is spent at the old
    /// rate.
    pub fn set_rate(&mut self, at: Minute, rate: f64) {
        if rate.to_bits() == self.rate.to_bits() {
            return;
        }
        self.spent += self.rate * at.days_since(self.since);
        self.since = at;
        self.rate = rate;
        self.due =
            if rate > 0.0 { at.after_days((self.threshold - self.spent) / rate) } else { Minute::NEVER };
    }

    /// The rate in force, 1/day.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// The first whole minute at which it is due at the present rate, at least one minute after the
    /// rate was set.
    #[must_use]
    pub fn due(&self) -> Minute {
        self.due
    }

    /// Whether it is due at `at`.
    #[must_use]
    pub fn is_due(&self, at: Minute) -> bool {
        self.due() <= at
    }

    /// The luck behind the present occurrence.
    #[must_use]
    pub fn draw(&self) -> Draw {
        self.draw
    }

    /// How often it has gone off.
    #[must_use]
    pub fn occurrences(&self) -> u32 {
        self.occurrence
    }

    /// Draws the remainder anew from `at` on: an exponential has no memory, so what was spent tells nothing of what is
    /// left. The rate stays.
    pub fn redraw(&mut self, dice: Dice, at: Minute) {
        let rate = self.rate;
        (self.threshold, self.draw) = threshold(dice, self.stream, self.owner, self.partner, self.occurrence);
        (self.spent, self.rate, self.since, self.due) = (0.0, 0.0, at, Minute::NEVER);
        self.set_rate(at, rate);
    }

    /// Starts the next occurrence at `at`, with rate 0 and a new draw.
    pub fn rearm(&mut self, dice: Dice, at: Minute) {
        self.occurrence += 1;
        (self.threshold, self.draw) = threshold(dice, self.stream, self.owner, self.partner, self.occurrence);
        self.spent = 0.0;
        self.rate = 0.0;
        self.since = at;
        self.due = Minute::NEVER;
    }
}

fn threshold(dice: Dice, stream: Stream, owner: Name, partner: Name, n: u32) -> (f64, Draw) {
    if owner == partner {
        return dice.exponential(stream, owner, n);
    }
    let (u, draw) = dice.uniform_of_pair(stream, owner, partner, n);
    (-libm::log(u), draw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Key;
    use crate::id::NameId;

    fn clock(seed: u64) -> Clock {
        let owner = Name { id: NameId(0), key: Key::of("test.clock") };
        Clock::new(Dice::new(seed), Stream::Option, owner, Minute(0))
    }

    #[test]
    fn a_constant_rate_gives_exponential_times() {
        let rate = 0.2;
        let mean = (0..4_000)
            .map(|seed| {
                let mut clock = clock(seed);
                clock.set_rate(Minute(0), rate);
                clock.due().days_since(Minute(0))
            })
            .sum::<f64>()
            / 4_000.0;
        // Mean 5 days, standard error 5/sqrt(4000) = 0.08.
        assert!((mean - 5.0).abs() < 0.25, "mean {mean}");
    }

    #[test]
    fn setting_the_same_rate_changes_nothing() {
        let mut once = clock(1);
        once.set_rate(Minute(0), 0.01);
        let mut often = once;
        for minute in 1..50 {
            often.set_rate(Minute(minute * 100), 0.01);
        }
        assert_eq!(once.due(), often.due());
    }

    #[test]
    fn a_remainder_drawn_anew_is_exponential_whatever_was_spent() {
        let mean = (0..4_000)
            .map(|seed| {
                let mut clock = clock(seed);
                clock.set_rate(Minute(0), 0.2);
                let at = Minute(30 * crate::time::DAY);
                clock.redraw(Dice::new(seed + 10_000), at);
                assert!(clock.due() > at && clock.rate().total_cmp(&0.2).is_eq());
                clock.due().days_since(at)
            })
            .sum::<f64>()
            / 4_000.0;
        // As above.
        assert!((mean - 5.0).abs() < 0.25, "mean {mean}");
    }

    #[test]
    fn a_higher_rate_never_comes_later() {
        let mut slow = clock(2);
        let mut fast = clock(2);
        slow.set_rate(Minute(0), 0.01);
        fast.set_rate(Minute(0), 0.02);
        assert!(fast.due() <= slow.due());
    }
}
