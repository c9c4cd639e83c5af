//! Engine time: whole minutes since the scenario's start, and spans in days.

/// Minutes in a day.
pub const DAY: u32 = 1_440;
/// Minutes in an hour.
pub const HOUR: u32 = 60;

/// A point in time: minutes since the scenario's start (local time of the scenario).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minute(pub u32);

impl Minute {
    /// Later than anything that happens: what an actor that sleeps for good asks for.
    pub const NEVER: Self = Self(u32::MAX);

    /// Days from `earlier` to this point; 0 where `earlier` is not earlier.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> f64 {
        f64::from(self.0.saturating_sub(earlier.0)) / f64::from(DAY)
    }

    /// Days until `later`; 0 where `later` is past.
    #[must_use]
    pub fn days_until(self, later: Self) -> f64 {
        later.days_since(self)
    }

    /// The first whole minute at least `days` later, and at least one minute later: an effect never
    /// shares its cause's minute by rounding down. Saturates at [`Minute::NEVER`].
    #[must_use]
    pub fn after_days(self, days: f64) -> Self {
        self.after_minutes(days * f64::from(DAY))
    }

    /// As [`Minute::after_days`], in hours.
    #[must_use]
    pub fn after_hours(self, hours: f64) -> Self {
        self.after_minutes(hours * f64::from(HOUR))
    }

    fn after_minutes(self, minutes: f64) -> Self {
        if minutes < f64::from(u32::MAX) {
            // Rounded up by hand: without SSE 4.1 `ceil` is a call.
            let below = minutes as u32;
            let whole = below + u32::from(f64::from(below) < minutes);
            Self(self.0.saturating_add(whole.max(1)))
        } else {
            // A NaN compares false and means never, too.
            Self::NEVER
        }
    }

    /// The next minute.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Whole days since the scenario's start.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0 / DAY
    }

    /// Hour of the (local) day, 0 to 23.
    #[must_use]
    pub fn hour(self) -> u32 {
        self.0 % DAY / HOUR
    }
}

/// The minute of the day at which a group of domains takes its daily step. The groups follow each
/// other by a minute, so that today's cold reaches today's trade and today's news today's decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Temperature and rain.
    Weather,
    /// Goods, stores and prices.
    Trade,
    /// Cities and workforces.
    People,
    /// Projects, capabilities, forces, diplomacy, escalation.
    State,
    /// Parties' decisions.
    Seats,
}

/// Daily marks start at six in the morning, local time.
const FIRST_MARK: u32 = 6 * HOUR;

impl Mark {
    fn minute_of_day(self) -> u32 {
        FIRST_MARK
            + match self {
                Self::Weather => 0,
                Self::Trade => 1,
                Self::People => 2,
                Self::State => 3,
                Self::Seats => 4,
            }
    }

    /// The first daily mark strictly after `at`.
    #[must_use]
    pub fn next_after(self, at: Minute) -> Minute {
        self.part_after(at, 1)
    }

    /// The first strictly after `at` of the daily mark and those that divide the day with it into
    /// `parts`, a divisor of a day's minutes.
    #[must_use]
    pub fn part_after(self, at: Minute, parts: u32) -> Minute {
        let part = DAY / parts;
        let since = (at.0 + part - self.minute_of_day() % part) % part;
        Minute(at.0 + part - since)
    }

    /// The first daily mark strictly after `at` on a day that `days` divides.
    #[must_use]
    pub fn next_of_days(self, at: Minute, days: u32) -> Minute {
        let next = self.next_after(at);
        Minute(next.0 + (days - next.day() % days) % days * DAY)
    }

    /// The scenario's first mark of this kind.
    #[must_use]
    pub fn first(self) -> Minute {
        Minute(self.minute_of_day())
    }
}

/// A month of the scenario's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first minute; the first month of a scenario starts at minute 0.
    pub starts: Minute,
    /// 1 (January) to 12.
    pub number: u8,
    /// Gregorian year.
    pub year: i16,
}

/// The scenario's calendar, made by the reader so that the engine needs no date library.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Day of the year of minute 0, 1 to 366.
    pub start_day_of_year: u16,
    /// The months the scenario touches, in order.
    pub months: Vec<Month>,
    /// The last minute of the scenario.
    pub ends: Minute,
    /// Levels are integrated twice as often as they need be. No scenario sets it: it is for a test that
    /// outcomes do not hang on the step.
    pub half_steps: bool,
}

impl Calendar {
    /// Day of the year as a real number in [0, 365.25).
    #[must_use]
    pub fn day_of_year(&self, at: Minute) -> f64 {
        let day = f64::from(self.start_day_of_year) - 1.0 + f64::from(at.0) / f64::from(DAY);
        day - 365.25 * (day / 365.25).floor()
    }

    /// Index of the month `at` falls into.
    #[must_use]
    pub fn month_index(&self, at: Minute) -> usize {
        self.months.partition_point(|month| month.starts <= at).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_rounds_up_to_a_later_minute() {
        assert_eq!(Minute(10).after_days(0.0), Minute(11));
        assert_eq!(Minute(0).after_hours(1.001), Minute(61));
        assert_eq!(Minute(0).after_days(f64::INFINITY), Minute::NEVER);
        assert_eq!(Minute(0).after_days(f64::NAN), Minute::NEVER);
    }

    #[test]
    fn marks_follow_each_other() {
        let weather = Mark::Weather.first();
        assert_eq!(Mark::Trade.next_after(weather), weather.next());
        assert_eq!(Mark::Weather.next_after(weather), Minute(weather.0 + DAY));
    }

    #[test]
    fn the_marks_of_a_quarter_hold_the_daily_mark() {
        let mut at = Minute(0);
        let mut seen = 0;
        while at < Minute(20 * DAY) {
            let next = Mark::People.part_after(at, 4);
            assert!(next > at && next.0 <= at.0 + DAY / 4);
            seen += u32::from(next == Mark::People.next_after(Minute(next.0 - 1)));
            at = next;
        }
        assert_eq!(seen, 20);
    }
}
