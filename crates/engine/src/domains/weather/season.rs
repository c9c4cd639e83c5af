//! Where a day stands between the middles of two months, and what that makes of monthly normals.

/// Days of each month in a mean year of 365.25 days, January first.
const MONTH_DAYS: [f64; 12] = [31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];

/// Days in a mean year.
const YEAR: f64 = 365.25;

/// The middle of each month, days from 1 January.
const MIDDLES: [f64; 12] = {
    let mut middles = [0.0; 12];
    let (mut month, mut begins) = (0, 0.0);
    while month < 12 {
        middles[month] = begins + MONTH_DAYS[month] / 2.0;
        begins += MONTH_DAYS[month];
        month += 1;
    }
    middles
};

/// A day's place in the year: between the middles of two consecutive months.
#[derive(Clone, Copy, Debug)]
pub(super) struct Season {
    from: usize,
    to: usize,
    /// Weight of `to`, in [0, 1].
    blend: f64,
}

impl Season {
    /// The season at a day of the year in [0, 365.25).
    pub fn at(day_of_year: f64) -> Self {
        let next = MIDDLES.partition_point(|middle| *middle <= day_of_year);
        let (from, to) = ((next + 11) % 12, next % 12);
        let around = |days: f64| if days < 0.0 { days + YEAR } else { days };
        let passed = around(day_of_year - MIDDLES[from]) / around(MIDDLES[to] - MIDDLES[from]);
        // A cubic with level ends: no kink at mid-month, and never outside the two months' values.
        Self { from, to, blend: passed * passed * (3.0 - 2.0 * passed) }
    }

    /// The value between those of the months, given at their middles.
    pub fn between(&self, monthly: &[f64; 12]) -> f64 {
        monthly[self.from] + self.blend * (monthly[self.to] - monthly[self.from])
    }
}

/// Monthly sums as rates per day.
pub(super) fn per_day(monthly: [f64; 12]) -> [f64; 12] {
    std::array::from_fn(|month| monthly[month] / MONTH_DAYS[month])
}
