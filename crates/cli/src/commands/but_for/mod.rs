//! `powderkeg but-for`.

mod told;

use std::path::Path;

use powderkeg_study::butfor::{Question, Window};
use powderkeg_study::plan::Shard;
use powderkeg_workspace::event::sought;
use powderkeg_workspace::runs::{Ask, BUT_FOR, Recorded, over_runs};
use powderkeg_workspace::scenarios;
use powderkeg_workspace::studies::plan;

use self::told::Told;
use crate::args;
use crate::asked::{self, here};
use crate::failure::Failure;
use crate::many::{Bar, pool};
use crate::output::{note, typed};

/// Runs, where their number is not given.
const RUNS: u32 = 1_000;
/// Causes that are tried over many runs, where their number is not given.
const CANDIDATES: usize = 12;

pub fn but_for(arguments: &args::ButFor) -> Result<(), Failure> {
    match (&arguments.run, &arguments.of[..]) {
        (Some(dir), [event]) => of_run(arguments, dir, event),
        (None, [scenario, event]) => of_scenario(arguments, scenario, event),
        (Some(_), _) => {
            Err(Failure::usage("with --run, name the event alone: the run says of which scenario"))
        }
        (None, _) => Err(Failure::usage("name a scenario and an event, or --run DIR and an event")),
    }
}

fn of_scenario(arguments: &args::ButFor, scenario: &str, event: &str) -> Result<(), Failure> {
    let plan = plan(arguments.luck.seed(), arguments.runs.unwrap_or(RUNS), Shard::WHOLE)?;
    let pool = pool(arguments.luck.threads)?;
    let (scenario, options) = asked::open(scenario, &asked::interventions(&arguments.changed)?)?;
    let sought = sought(event, &scenario.expect)?;
    let engine = scenarios::engine(&scenario);
    let question =
        Question { engine: &engine, options: &options, sought: &sought, window: window(arguments) };
    let bar = Bar::new();
    let answer = pool.install(|| over_runs(&question, &plan, candidates(arguments), &bar));
    bar.clear();
    Told { setup: engine.setup(), event, window: window(arguments) }.study(
        &plan,
        &answer,
        arguments.luck.json,
    )
}

fn of_run(arguments: &args::ButFor, dir: &Path, event: &str) -> Result<(), Failure> {
    let plan = arguments.runs.map(|runs| plan(arguments.luck.seed(), runs, Shard::WHOLE)).transpose()?;
    let pool = pool(arguments.luck.threads)?;
    let recorded = Recorded::read(here(), dir)?;
    let ask = Ask {
        event,
        window: window(arguments),
        causes: arguments.candidates.map_or(usize::MAX, |causes| causes as usize),
        runs: plan.map(|plan| (plan, candidates(arguments))),
    };
    let bar = Bar::new();
    let (answer, over_runs) = pool.install(|| ask.of(&recorded, &bar))?;
    bar.clear();
    let told = Told { setup: recorded.engine.setup(), event, window: window(arguments) };
    told.run(&answer, plan.zip(over_runs).as_ref(), arguments.luck.json)?;
    let path = dir.join(BUT_FOR);
    // A fact that is no record has no number to ask `why` about.
    let shown = answer.number.map(|number| format!(": `powderkeg why {} {number}` shows it", typed(dir)));
    note(&format!("saved in {}{}\n", path.display(), shown.unwrap_or_default()));
    Ok(())
}

/// Causes that are tried over many runs.
fn candidates(arguments: &args::ButFor) -> usize {
    arguments.candidates.map_or(CANDIDATES, |causes| causes as usize)
}

fn window(arguments: &args::ButFor) -> Window {
    match (arguments.once, arguments.span) {
        (true, _) => Window::Once,
        (false, Some(days)) => Window::Days(days),
        (false, None) => Window::ToTheEnd,
    }
}
