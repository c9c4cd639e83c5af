//! Which way things move when the scenario is changed: paired runs, the same luck with and without.

use crate::paired::Paired;
use crate::row::{Case, Row};

/// What is expected to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// How often a fact comes about: its index.
    Fact(usize),
    /// The mean of an outcome: its index.
    Outcome(usize),
}

/// An expected change.
#[derive(Clone, Debug)]
pub struct Direction {
    /// Its name.
    pub name: String,
    /// The scenario as it is changed, with the facts of the record first.
    pub changed: Case,
    /// What it raises.
    pub raises: Vec<Target>,
    /// What it lowers.
    pub lowers: Vec<Target>,
}

/// What a change did to one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Name of the change.
    pub direction: String,
    /// What was looked at.
    pub target: Target,
    /// Whether it was expected to rise (else to fall).
    pub rises: bool,
    /// It in runs of the scenario as it is and as it is changed.
    pub paired: Paired,
}

impl Direction {
    /// How many things it is expected to move.
    #[must_use]
    pub fn targets(&self) -> usize {
        self.raises.len() + self.lowers.len()
    }
}

/// What a difference says about a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It moved as expected: the 95 % interval of the difference lies on that side of 0.
    Right,
    /// It moved the other way, as surely.
    Wrong,
    /// Too little to tell.
    Unclear,
}

impl Moved {
    /// Of no pairs yet: a row for everything that a direction raises, then for what it lowers.
    #[must_use]
    pub fn none(directions: &[Direction]) -> Vec<Self> {
        let rows = |direction: &Direction| {
            let rises = direction.raises.iter().map(|&target| (target, true));
            let falls = direction.lowers.iter().map(|&target| (target, false));
            let name = direction.name.clone();
            let row = move |(target, rises)| {
                let (direction, paired) = (name.clone(), Paired::default());
                Self { direction, target, rises, paired }
            };
            rises.chain(falls).map(row).collect::<Vec<_>>()
        };
        directions.iter().flat_map(rows).collect()
    }

    /// Adds a pair of runs with the same luck.
    pub fn add(&mut self, before: &Row, after: &Row) {
        self.paired.add(self.target.of(before), self.target.of(after));
    }

    /// Whether it moved as expected.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.paired.interval() {
            Some((low, _)) if low > 0.0 => self.went(true),
            Some((_, high)) if high < 0.0 => self.went(false),
            _ => Verdict::Unclear,
        }
    }

    fn went(&self, up: bool) -> Verdict {
        if up == self.rises { Verdict::Right } else { Verdict::Wrong }
    }
}

impl Target {
    fn of(self, row: &Row) -> f64 {
        match self {
            Self::Fact(index) => f64::from(u8::from(row.firsts.get(index).copied().flatten().is_some())),
            Self::Outcome(index) => row.outcomes.get(index).copied().unwrap_or(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(outcome: f64) -> Row {
        Row { outcomes: vec![outcome], ..Row::default() }
    }

    fn moved(rises: bool, pairs: &[(f64, f64)]) -> Moved {
        let (direction, target, paired) = (String::new(), Target::Outcome(0), Paired::default());
        let mut moved = Moved { direction, target, rises, paired };
        for &(before, after) in pairs {
            moved.add(&row(before), &row(after));
        }
        moved
    }

    #[test]
    fn pairs_cancel_what_they_share() {
        // The runs differ widely, the change moves each by 1, 2 or 3.
        let pairs = [(0.0, 1.0), (100.0, 102.0), (-50.0, -47.0)];
        assert_eq!(moved(true, &pairs).verdict(), Verdict::Right);
        assert_eq!(moved(false, &pairs).verdict(), Verdict::Wrong);
        assert_eq!(moved(true, &[(0.0, 1.0), (0.0, -1.0), (0.0, 0.5)]).verdict(), Verdict::Unclear);
    }

    #[test]
    fn a_few_pairs_that_all_agree_prove_nothing() {
        let gone = [(1.0, 0.0); 9];
        for (pairs, verdict) in [(0, Verdict::Unclear), (1, Verdict::Unclear), (9, Verdict::Right)] {
            assert_eq!(moved(false, &gone[..pairs]).verdict(), verdict, "{pairs}");
        }
    }
}
