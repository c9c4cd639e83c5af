//! A study in figures: counts and quantiles of its rows, in memory that does not grow with their number.

use powderkeg_engine::time::{DAY, Minute};

use crate::histogram::Histogram;
use crate::mean::Mean;
use crate::row::{Columns, Row};
use crate::share::Share;
use crate::toll::Toll;

/// When something came about, over the runs in which it did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dates {
    /// Runs by day.
    days: Vec<u32>,
    count: u32,
}

impl Dates {
    pub(crate) fn add(&mut self, at: Option<Minute>) {
        let Some(at) = at else { return };
        let day = at.day() as usize;
        if self.days.len() <= day {
            self.days.resize(day + 1, 0);
        }
        self.days[day] += 1;
        self.count += 1;
    }

    /// In how many runs it came about.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// How many runs it came about in, by day from the scenario's first.
    #[must_use]
    pub fn by_day(&self) -> &[u32] {
        &self.days
    }

    /// The first minute of the day by which it had come about in `share` of the runs in which it did.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<Minute> {
        let rank = (share * f64::from(self.count)).ceil().max(1.0) as u32;
        let mut before = 0;
        let reached = self.days.iter().position(|&count| {
            before += count;
            before >= rank
        })?;
        Some(Minute(reached as u32 * DAY))
    }
}

/// A quantity over the runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    histogram: Histogram,
    mean: Mean,
    is_yes_or_no: bool,
}

impl Spread {
    fn new() -> Self {
        Self { is_yes_or_no: true, ..Self::default() }
    }

    /// The runs come in order, so sums do not depend on threads.
    fn add(&mut self, value: f64) {
        self.histogram.add(value);
        self.mean.add(value);
        self.is_yes_or_no &= value.to_bits() == 0.0_f64.to_bits() || value.to_bits() == 1.0_f64.to_bits();
    }

    /// The mean; 0 of none.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean.value()
    }

    /// The mean's standard error; infinite of one value.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        self.mean.standard_error()
    }

    /// The value that `share` of the runs do not exceed, to 0.4 %; 0 of none.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        self.histogram.quantile(share).unwrap_or(0.0)
    }

    /// The same among the runs in which it is not 0; 0 of none.
    #[must_use]
    pub fn quantile_of_some(&self, share: f64) -> f64 {
        let mut some = Histogram::default();
        for &(value, count) in self.histogram.rows() {
            if value.abs() >= f64::MIN_POSITIVE {
                some.add_many(value, count);
            }
        }
        some.quantile(share).unwrap_or(0.0)
    }

    /// The runs in which it is not 0.
    #[must_use]
    pub fn share_of_some(&self) -> Share {
        let of = self.histogram.total();
        let zero = self
            .histogram
            .rows()
            .iter()
            .filter(|row| row.0.abs() < f64::MIN_POSITIVE)
            .map(|row| row.1)
            .sum::<u64>();
        // A study has at most a billion runs.
        Share { held: (of - zero) as u32, of: of as u32 }
    }

    /// Whether it was 0 or 1 in every run.
    #[must_use]
    pub fn is_yes_or_no(&self) -> bool {
        self.is_yes_or_no
    }
}

/// Losses over the runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Losses {
    /// Killed.
    pub killed: Spread,
    /// Wounded and injured.
    pub wounded: Spread,
    /// Taken prisoner.
    pub captured: Spread,
}

impl Losses {
    fn new() -> Self {
        Self { killed: Spread::new(), wounded: Spread::new(), captured: Spread::new() }
    }

    fn add(&mut self, toll: &Toll) {
        self.killed.add(f64::from(toll.killed));
        self.wounded.add(f64::from(toll.wounded));
        self.captured.add(f64::from(toll.captured));
    }
}

/// All runs in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many.
    pub runs: u32,
    /// Runs that ended with each result; then those in which none holds.
    results: Vec<u32>,
    /// The incident.
    pub incident: Dates,
    /// Each fact of the record.
    pub facts: Vec<Dates>,
    /// Each outcome of the scenario.
    pub outcomes: Vec<Spread>,
    /// Each party's losses.
    pub losses: Vec<Losses>,
    /// People hurt in unrest.
    pub civilians: Losses,
    /// Records in the log.
    pub events: Spread,
}

impl Summary {
    /// A summary of no runs yet.
    #[must_use]
    pub fn new(columns: &Columns) -> Self {
        Self {
            runs: 0,
            results: vec![0; columns.results.len() + 1],
            incident: Dates::default(),
            facts: vec![Dates::default(); columns.facts.len()],
            outcomes: vec![Spread::new(); columns.outcomes.len()],
            losses: vec![Losses::new(); columns.parties.len()],
            civilians: Losses::new(),
            events: Spread::new(),
        }
    }

    /// Adds a run.
    pub fn add(&mut self, row: &Row) {
        self.runs += 1;
        let none = self.results.len() - 1;
        self.results[row.result.map_or(none, |index| (index as usize).min(none))] += 1;
        self.incident.add(row.incident);
        for (dates, &first) in self.facts.iter_mut().zip(&row.firsts) {
            dates.add(first);
        }
        for (spread, &value) in self.outcomes.iter_mut().zip(&row.outcomes) {
            spread.add(value);
        }
        for (losses, toll) in self.losses.iter_mut().zip(&row.losses) {
            losses.add(toll);
        }
        self.civilians.add(&row.civilians);
        self.events.add(f64::from(row.events));
    }

    /// A count of runs as a share of all.
    #[must_use]
    pub fn share(&self, held: u32) -> Share {
        Share { held, of: self.runs }
    }

    /// Each result's share, in the order of the scenario; then that of the runs in which none holds.
    pub fn results(&self) -> impl Iterator<Item = (Option<usize>, Share)> + '_ {
        let none = self.results.len() - 1;
        let row = move |(index, &held): (usize, &u32)| ((index < none).then_some(index), self.share(held));
        self.results.iter().enumerate().map(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_spreads_are_those_of_the_runs() {
        let mut dates = Dates::default();
        for day in [9, 3, 5, 5] {
            dates.add(Some(Minute(day * DAY + 77)));
        }
        dates.add(None);
        assert_eq!(dates.count(), 4);
        assert_eq!(
            [0.1, 0.5, 0.9].map(|share| dates.quantile(share).map(Minute::day)),
            [Some(3), Some(5), Some(9)]
        );
        assert_eq!(Dates::default().quantile(0.5), None);

        let mut spread = Spread::new();
        for value in [0.0, 1.0, 1.0, 0.0] {
            spread.add(value);
        }
        assert!(spread.is_yes_or_no());
        assert_eq!(spread.share_of_some(), Share { held: 2, of: 4 });
        spread.add(8.0);
        // By hand: mean 2, squares 4 + 1 + 1 + 4 + 36 = 46, error √(46 / 4 / 5).
        assert!(
            (spread.mean() - 2.0).abs() < 1e-12 && (spread.standard_error() - 2.3_f64.sqrt()).abs() < 1e-12
        );
        assert!(!spread.is_yes_or_no());
    }
}
