//! Runs as points in the space of the uncertain numbers, and boxes in it.

use crate::share::Share;

/// Runs: the value of each number, and whether the ending came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    columns: Vec<Vec<f64>>,
    holds: Vec<bool>,
    /// The runs that were taken away with boxes, and those of them with the ending.
    taken: Share,
}

/// Least and greatest value that a number may have; both belong to it, either may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Least.
    pub low: f64,
    /// Greatest.
    pub high: f64,
}

/// A box: limits for each number.
#[derive(Clone, Debug, PartialEq)]
pub struct Region(Vec<Limits>);

/// What a box holds of some runs. Those in boxes that were found before belong to these, and are not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Of the runs in the box, those with the ending.
    pub inside: Share,
    /// Of the runs in no box before it, those with the ending.
    pub left: Share,
    /// Of all runs, those with the ending.
    pub all: Share,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// Whether a value is within.
    #[must_use]
    pub fn hold(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

impl Region {
    /// All of it.
    #[must_use]
    pub fn whole(numbers: usize) -> Self {
        Self(vec![Limits::NONE; numbers])
    }

    /// A number's limits.
    #[must_use]
    pub fn limits(&self, number: usize) -> Limits {
        self.0[number]
    }

    /// The numbers that have limits.
    pub fn restricted(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len()).filter(|&number| self.is_restricted(number))
    }

    /// Whether a number has limits.
    #[must_use]
    pub fn is_restricted(&self, number: usize) -> bool {
        self.0[number] != Limits::NONE
    }

    /// Gives a number other limits.
    pub(super) fn limit(&mut self, number: usize, limits: Limits) {
        self.0[number] = limits;
    }

    /// The boxes that lack one of its limits.
    pub(super) fn without_one_limit(&self) -> impl Iterator<Item = Self> + '_ {
        let without = |number: usize, limits: Limits| {
            let mut wider = self.clone();
            wider.limit(number, limits);
            (limits != self.limits(number)).then_some(wider)
        };
        (0..self.0.len()).flat_map(move |number| {
            let limits = self.limits(number);
            let low = without(number, Limits { low: f64::NEG_INFINITY, ..limits });
            let high = without(number, Limits { high: f64::INFINITY, ..limits });
            low.into_iter().chain(high)
        })
    }
}

impl Tally {
    /// Share of the box's runs that have the ending; 0 of none.
    #[must_use]
    pub fn density(self) -> f64 {
        self.inside.value().unwrap_or(0.0)
    }

    /// Of all endings, those that lie in the box. Those of boxes before it count among all, so that the coverages of
    /// several boxes add up.
    #[must_use]
    pub fn covered(self) -> Share {
        Share { held: self.inside.held, of: self.all.held }
    }

    /// Share of all endings that lie in the box; 0 of none.
    #[must_use]
    pub fn coverage(self) -> f64 {
        self.covered().value().unwrap_or(0.0)
    }

    /// Of the runs that are in neither this box nor one before it, those with the ending.
    #[must_use]
    pub fn outside(self) -> Share {
        Share { held: self.left.held - self.inside.held, of: self.left.of - self.inside.of }
    }

    /// What the boxes before this one hold together.
    pub(super) fn taken(self) -> Self {
        let Self { left, all, .. } = self;
        Self { inside: Share { held: all.held - left.held, of: all.of - left.of }, left: all, all }
    }

    /// By how much two densities, one in the box and one outside, explain the runs better than one of them all: the
    /// logarithm of the ratio of likelihoods, that of the scan statistic (Kulldorff 1997, Communications in Statistics,
    /// Theory and Methods 26:1481, Bernoulli model). 0 where the box is no denser.
    pub(super) fn gain(self) -> f64 {
        let ln_likelihood = |share: Share| {
            let part = |runs: u32| match runs {
                0 => 0.0,
                _ => f64::from(runs) * libm::log(f64::from(runs) / f64::from(share.of)),
            };
            part(share.held) + part(share.of - share.held)
        };
        let is_denser = self.density() > self.left.value().unwrap_or(0.0);
        if is_denser {
            ln_likelihood(self.inside) + ln_likelihood(self.outside()) - ln_likelihood(self.left)
        } else {
            0.0
        }
    }
}

impl Points {
    /// No runs yet, of so many numbers.
    #[must_use]
    pub fn new(numbers: usize) -> Self {
        Self { columns: vec![Vec::new(); numbers], holds: Vec::new(), taken: Share::default() }
    }

    /// One more run: its numbers, and whether it has the ending.
    pub fn add(&mut self, numbers: &[f64], holds: bool) {
        for (column, &number) in self.columns.iter_mut().zip(numbers) {
            column.push(number);
        }
        self.holds.push(holds);
    }

    /// How many numbers each run has.
    #[must_use]
    pub fn numbers(&self) -> usize {
        self.columns.len()
    }

    /// How many runs.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.holds.len()
    }

    /// Whether a run has the ending.
    pub(super) fn has(&self, run: usize) -> bool {
        self.holds[run]
    }

    /// The values of a number.
    pub(super) fn column(&self, number: usize) -> &[f64] {
        &self.columns[number]
    }

    /// Whether a run lies in a box. `numbers` are those that have limits in it.
    pub(super) fn is_in(&self, run: usize, region: &Region, numbers: &[usize]) -> bool {
        numbers.iter().all(|&number| region.0[number].hold(self.columns[number][run]))
    }

    /// Every second run, and the others.
    pub(super) fn halves(&self) -> (Self, Self) {
        fn every_second<T: Copy>(values: &[T], from: usize) -> Vec<T> {
            values.iter().skip(from).step_by(2).copied().collect()
        }
        let half = |from: usize| {
            let columns = self.columns.iter().map(|column| every_second(column, from)).collect();
            Self { columns, holds: every_second(&self.holds, from), taken: Share::default() }
        };
        (half(0), half(1))
    }

    /// The runs that are not in a box.
    pub(super) fn without(&self, region: &Region) -> Self {
        let restricted: Vec<usize> = region.restricted().collect();
        let is_left: Vec<bool> = (0..self.runs()).map(|run| !self.is_in(run, region, &restricted)).collect();
        let left = |run: &usize| is_left[*run];
        let runs = || (0..self.runs()).filter(left);
        let Share { held, of } = self.tally(region).inside;
        Self {
            columns: self.columns.iter().map(|column| runs().map(|run| column[run]).collect()).collect(),
            holds: runs().map(|run| self.holds[run]).collect(),
            taken: Share { held: self.taken.held + held, of: self.taken.of + of },
        }
    }

    /// The share of all runs in which a number lies within its limits.
    #[must_use]
    pub fn share_within(&self, number: usize, limits: Limits) -> Share {
        Share::count(&self.columns[number], |&value| limits.hold(value))
    }

    /// What a box holds.
    #[must_use]
    pub fn tally(&self, region: &Region) -> Tally {
        let restricted: Vec<usize> = region.restricted().collect();
        let (mut inside, mut left) = (Share::default(), Share::default());
        for run in 0..self.runs() {
            left.add(self.holds[run]);
            if self.is_in(run, region, &restricted) {
                inside.add(self.holds[run]);
            }
        }
        let all = Share { held: self.taken.held + left.held, of: self.taken.of + left.of };
        Tally { inside, left, all }
    }
}
