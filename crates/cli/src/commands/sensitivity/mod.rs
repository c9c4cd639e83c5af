//! `powderkeg sensitivity`.

mod told;

use powderkeg_workspace::studies::Sensitivity;

use self::told::Told;
use crate::args;
use crate::asked::question;
use crate::failure::Failure;
use crate::many::{Bar, pool};

pub fn sensitivity(arguments: &args::Sensitivity) -> Result<(), Failure> {
    let asked = question(&arguments.chosen, &arguments.question.outcome)?;
    let pool = pool(arguments.luck.threads)?;
    let &args::Sensitivity { base, screen, trajectories, .. } = arguments;
    let wanted = Sensitivity { base, screen, trajectories, seed: arguments.luck.seed() };
    let bar = Bar::new();
    let depends = pool.install(|| wanted.of(&asked.case, &asked.measure, &bar));
    bar.clear();
    Told { asked: &asked, depends: &depends }.print(arguments.luck.json)
}
