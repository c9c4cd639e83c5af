//! What an event of a run would not have happened without.

use powderkeg_report::run::Run;
use powderkeg_study::butfor::Window;
use powderkeg_workspace::event::no_such_number;
use powderkeg_workspace::runs::Ask;

use super::super::watcher::Watcher;
use super::study::plan;
use crate::api::{ButForAsked, Fault, JobResult};
use crate::desk::Desk;
use crate::documents::but_for;

/// Causes that are tried over many runs.
const CANDIDATES: usize = 12;
/// The most runs that are asked.
const MOST_RUNS: u32 = 100_000;
/// The seed of the first of them.
const SEED: u64 = 1;

pub fn look_ahead(desk: &Desk, asked: &ButForAsked) -> Result<(), Fault> {
    if asked.runs > MOST_RUNS {
        return Err(Fault::bad_request(format!("at most {MOST_RUNS} runs can be asked what was necessary")));
    }
    let replay = desk.replay(&asked.run)?;
    let played = replay.played()?;
    let log = played.world.log();
    let is_there = (1..=log.records().len()).contains(&asked.event);
    if is_there { Ok(()) } else { Err(no_such_number(asked.event, log).into()) }
}

pub fn run(desk: &Desk, asked: &ButForAsked, watcher: &Watcher) -> Result<JobResult, Fault> {
    let replay = desk.replay(&asked.run)?;
    let event = asked.event.to_string();
    let others = if asked.runs == 0 { None } else { Some((plan(SEED, asked.runs)?, CANDIDATES)) };
    let ask = Ask { event: &event, window: Window::ToTheEnd, causes: usize::MAX, runs: others };
    let played = replay.played()?;
    let run = Run::of(&played);
    // Beside a saved run its answer is kept for `powderkeg why`; a row has no folder.
    let (answer, study) = if replay.is_saved {
        ask.of(&replay.recorded, watcher)?
    } else {
        ask.answered(&replay.recorded, &run, watcher)?
    };
    Ok(JobResult::ButFor(but_for::found(&run, asked, &answer, study.as_ref())))
}
