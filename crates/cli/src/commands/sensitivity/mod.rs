//! `powderkeg sensitivity`.

mod told;

use powderkeg_study::sensitivity::cube::Cube;
use powderkeg_study::sensitivity::design::Design;
use powderkeg_study::sensitivity::morris::{Effects, Screening, most_influential};
use powderkeg_study::sensitivity::sobol::{Found, sobol};
use rayon::ThreadPool;

use self::told::Told;
use crate::args;
use crate::asked::question;
use crate::failure::Failure;
use crate::many::{counted, pool};

pub fn sensitivity(arguments: &args::Sensitivity) -> Result<(), Failure> {
    let asked = question(&arguments.chosen, &arguments.question.outcome)?;
    let pool = pool(arguments.luck.threads)?;
    let cube = Cube::new(&asked.case, &asked.measure);
    let screening = screening(arguments, &cube);
    let effects = screening.map(|screening| screen(&screening, &cube, &pool));
    let chosen = match &effects {
        Some(effects) => most_influential(effects, arguments.screen),
        None => (0..cube.chance()).collect(),
    };
    let (subjects, factors): (Vec<_>, Vec<_>) = cube.factors(&chosen).into_iter().unzip();
    let design = Design::new(arguments.base, cube.dimensions(), factors, &chosen, arguments.luck.seed());
    let found = decompose(&design, arguments.luck.seed(), &cube, &pool);
    let told = Told {
        arguments,
        asked: &asked,
        screening,
        effects: effects.as_deref(),
        subjects: &subjects,
        design: &design,
        found: &found,
    };
    told.print()
}

/// A screening, where there are more numbers than are looked at one by one.
fn screening(arguments: &args::Sensitivity, cube: &Cube) -> Option<Screening> {
    (cube.chance() > arguments.screen).then(|| Screening {
        trajectories: arguments.trajectories,
        moved: cube.chance(),
        held: 1,
        seed: arguments.luck.seed(),
    })
}

fn screen(screening: &Screening, cube: &Cube, pool: &ThreadPool) -> Vec<Effects> {
    counted(pool, screening.evaluations(), |done| screening.effects(&|point: &[f64]| told(cube, point, done)))
}

fn decompose(design: &Design, seed: u64, cube: &Cube, pool: &ThreadPool) -> Found {
    counted(pool, design.evaluations(), |done| sobol(design, seed, &|point: &[f64]| told(cube, point, done)))
}

/// The value at a point, with word of it.
fn told(cube: &Cube, point: &[f64], done: &(dyn Fn() + Sync)) -> f64 {
    let value = cube.value(point);
    done();
    value
}
