//! `powderkeg levers`.

mod told;

use powderkeg_study::plan::Shard;
use powderkeg_workspace::studies::{Levers, orders, plan};

use self::told::Told;
use crate::args;
use crate::asked::question;
use crate::failure::Failure;
use crate::many::{Bar, pool};

pub fn levers(arguments: &args::Levers) -> Result<(), Failure> {
    let asked = question(&arguments.chosen, &arguments.question.outcome)?;
    let orders = orders(asked.case.engine().setup(), &arguments.on)?;
    let plan = plan(arguments.luck.seed(), arguments.runs, Shard::WHOLE)?;
    let pool = pool(arguments.luck.threads)?;
    let bar = Bar::new();
    let tried = pool.install(|| Levers { plan, orders }.of(&asked.case, &asked.measure, &bar));
    bar.clear();
    Told { asked: &asked, tried: &tried }.print(arguments.luck.json)
}
