//! Runs at chosen values of a scenario's numbers: what designs of experiments, samplers and optimisers ask for.

use std::ops::Range;

use powderkeg_engine::parameter::Num;
use powderkeg_engine::world::RunOptions;
use rayon::prelude::*;

use crate::row::{Case, Course};

/// Points in the space of some of a scenario's numbers, each of which is run so many times.
#[derive(Clone, Copy, Debug)]
pub struct Points<'a> {
    /// The numbers that are chosen.
    pub numbers: &'a [Num],
    /// Their values, point by point.
    pub values: &'a [f64],
    /// The seed of each point's first run; those of its others follow.
    pub seeds: &'a [u64],
    /// Runs of each point.
    pub runs: u32,
}

impl Points<'_> {
    /// How many runs there are at all points together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.seeds.len() as u64 * u64::from(self.runs)
    }

    /// Which point a run is of; runs are counted from 0, all of a point before those of the next.
    #[must_use]
    pub fn point_of(&self, run: u32) -> usize {
        (run / self.runs.max(1)) as usize
    }

    /// Makes some of the runs on the threads of the pool it is called in; in order, whatever their number. `days`: whether
    /// to note the outcomes day by day. `done` is called after each. The rows count from 1.
    #[must_use]
    pub fn courses(
        &self,
        case: &Case,
        runs: Range<u32>,
        days: bool,
        done: &(dyn Fn() + Sync),
    ) -> Vec<Course> {
        let one = |run: u32| {
            let course = self.course(case, run, days);
            done();
            course
        };
        // Whoever is told of a run may unwind to stop all: then no thread begins another.
        runs.into_par_iter().panic_fuse().map(one).collect()
    }

    fn course(&self, case: &Case, run: u32, days: bool) -> Course {
        let (point, width) = (self.point_of(run), self.numbers.len());
        let chosen = &self.values[point * width..(point + 1) * width];
        let values = self.numbers.iter().copied().zip(chosen.iter().copied()).collect();
        let seed = self.seeds[point] + u64::from(run % self.runs.max(1));
        case.played(run + 1, seed, RunOptions { values, ..case.options().clone() }, days)
    }
}
