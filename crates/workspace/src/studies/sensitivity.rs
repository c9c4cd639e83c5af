//! What an outcome depends on: a screening of the numbers, then shares of the variance for those that matter.

use powderkeg_study::measure::Measure;
use powderkeg_study::row::Case;
use powderkeg_study::sensitivity::cube::{Cube, Subject};
use powderkeg_study::sensitivity::design::Design;
use powderkeg_study::sensitivity::morris::{Effects, Screening, most_influential};
use powderkeg_study::sensitivity::sobol::{Found, sobol};

use crate::progress::Progress;

/// How it is asked.
#[derive(Clone, Copy, Debug)]
pub struct Sensitivity {
    /// Base samples; each takes a run for every factor and two more.
    pub base: u32,
    /// Numbers that are looked at one by one; the others move together.
    pub screen: usize,
    /// Trajectories of the screening that finds those; each takes a run for every uncertain number and one more.
    pub trajectories: u32,
    /// Other seeds, other runs.
    pub seed: u64,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Depends {
    /// Its seed.
    pub seed: u64,
    /// How the numbers were screened, if they were.
    pub screening: Option<Screening>,
    /// What the screening found of each.
    pub effects: Option<Vec<Effects>>,
    /// What the factors are.
    pub subjects: Vec<Subject>,
    /// Where was looked.
    pub design: Design,
    /// What was found there.
    pub found: Found,
}

impl Depends {
    /// Runs that it took.
    #[must_use]
    pub fn runs(&self) -> u64 {
        self.design.evaluations() + self.screening.map_or(0, |screening| screening.evaluations())
    }
}

impl Sensitivity {
    /// Asks, on the threads of the pool it is called in.
    #[must_use]
    pub fn of(&self, case: &Case, measure: &Measure, progress: &dyn Progress) -> Depends {
        let cube = Cube::new(case, measure);
        let value = |point: &[f64]| {
            let value = cube.value(point);
            progress.done();
            value
        };
        let screening = self.screening(&cube);
        let effects = screening.map(|screening| {
            progress.begins(screening.evaluations(), 0);
            screening.effects(&value)
        });
        let chosen = match &effects {
            Some(effects) => most_influential(effects, self.screen),
            None => (0..cube.chance()).collect(),
        };
        let (subjects, factors): (Vec<_>, Vec<_>) = cube.factors(&chosen).into_iter().unzip();
        let design = Design::new(self.base, cube.dimensions(), factors, &chosen, self.seed);
        progress.begins(design.evaluations(), 0);
        let found = sobol(&design, self.seed, &value);
        Depends { seed: self.seed, screening, effects, subjects, design, found }
    }

    /// A screening, where there are more numbers than are looked at one by one.
    fn screening(&self, cube: &Cube) -> Option<Screening> {
        (cube.chance() > self.screen).then(|| Screening {
            trajectories: self.trajectories,
            moved: cube.chance(),
            held: 1,
            seed: self.seed,
        })
    }
}
