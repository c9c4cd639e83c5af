//! Which way things move when the scenario is changed: paired runs, the same luck with and without.

use powderkeg_engine::rule::Program;
use powderkeg_engine::world::{Engine, RunOptions};

use crate::runs::{Sample, Seeds, samples};

/// A scenario, as it is or changed. Its programs are compiled against its own setup.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The engine of the scenario.
    pub engine: Engine,
    /// What is kept from happening.
    pub options: RunOptions,
    /// The programs of the record's facts, in their order.
    pub facts: Vec<Program>,
}

/// What is expected to move.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The scenario as it is changed.
    pub changed: Variant,
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
    /// Mean difference, changed minus unchanged, over paired runs.
    pub difference: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// What a difference says about a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It moved as expected, by more than two standard errors.
    Right,
    /// It moved the other way, by more than two standard errors.
    Wrong,
    /// Too little to tell.
    Unclear,
}

impl Moved {
    /// Whether it moved as expected.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let rise = if self.rises { self.difference } else { -self.difference };
        if rise > 2.0 * self.standard_error {
            Verdict::Right
        } else if rise < -2.0 * self.standard_error {
            Verdict::Wrong
        } else {
            Verdict::Unclear
        }
    }
}

/// Runs each direction's changed scenario beside the unchanged one, seed by seed.
#[must_use]
pub fn directions(unchanged: &Variant, directions: &[Direction], seeds: Seeds, threads: usize) -> Vec<Moved> {
    if directions.is_empty() {
        return Vec::new();
    }
    let run = |variant: &Variant| {
        let programs: Vec<&Program> = variant.facts.iter().collect();
        samples(&variant.engine, &variant.options, seeds, &programs, threads)
    };
    let before = run(unchanged);
    let mut rows = Vec::new();
    for direction in directions {
        let after = run(&direction.changed);
        let rises = direction.raises.iter().map(|target| (target, true));
        let falls = direction.lowers.iter().map(|target| (target, false));
        for (target, rises) in rises.chain(falls) {
            let (difference, standard_error) = paired(&before, &after, target);
            let (direction, target) = (direction.name.clone(), target.clone());
            rows.push(Moved { direction, target, rises, difference, standard_error });
        }
    }
    rows
}

/// Mean and standard error of the differences of paired runs; (0, 0) of none, and an infinite error of
/// one.
fn paired(before: &[Sample], after: &[Sample], target: &Target) -> (f64, f64) {
    let value = |sample: &Sample| match *target {
        Target::Fact(index) => f64::from(u8::from(sample.firsts.get(index).copied().flatten().is_some())),
        Target::Outcome(index) => sample.outcomes.get(index).copied().unwrap_or(0.0),
    };
    let differences: Vec<f64> = before.iter().zip(after).map(|(b, a)| value(a) - value(b)).collect();
    let n = differences.len() as f64;
    if differences.is_empty() {
        return (0.0, 0.0);
    }
    let mean = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|difference| (difference - mean) * (difference - mean)).sum();
    let error = if n > 1.0 { libm::sqrt(squares / (n - 1.0) / n) } else { f64::INFINITY };
    (mean, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(outcome: f64) -> Sample {
        Sample { firsts: Vec::new(), result: None, outcomes: vec![outcome], taken: Vec::new() }
    }

    #[test]
    fn pairs_cancel_what_they_share() {
        // The runs differ widely, the change moves each by 1, 2 or 3: mean 2, sd 1, error 1/√3.
        let before = [run(0.0), run(100.0), run(-50.0)];
        let after = [run(1.0), run(102.0), run(-47.0)];
        let (difference, error) = paired(&before, &after, &Target::Outcome(0));
        assert!((difference - 2.0).abs() < 1e-12 && (error - 1.0 / 3.0_f64.sqrt()).abs() < 1e-12);
        let moved = |rises, difference| Moved {
            direction: String::new(),
            target: Target::Outcome(0),
            rises,
            difference,
            standard_error: error,
        };
        assert_eq!(moved(true, difference).verdict(), Verdict::Right);
        assert_eq!(moved(false, difference).verdict(), Verdict::Wrong);
        assert_eq!(moved(true, 0.5).verdict(), Verdict::Unclear);
    }
}
