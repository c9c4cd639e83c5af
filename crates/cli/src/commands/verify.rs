//! `powderkeg verify`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use powderkeg_engine::world::RunOptions;
use powderkeg_report::jsonl;
use powderkeg_report::run::{Played, Run};

use crate::args;
use crate::failure::Failure;
use crate::output::print;
use crate::run_dir::{LOG, Manifest};
use crate::scenarios;

pub fn verify(arguments: &args::Verify) -> Result<(), Failure> {
    let manifest = Manifest::read(&arguments.dir)?;
    let scenario = scenarios::open(&manifest.scenario, &manifest.set)?;
    let engine = scenarios::engine(&scenario);
    let played = Played::new(&engine, manifest.seed, RunOptions::default());
    let run = Run::of(&played);
    let log_hash = run.log.hash().to_string();

    let mut differences = Vec::new();
    if manifest.version != env!("CARGO_PKG_VERSION") {
        let (then, now) = (&manifest.version, env!("CARGO_PKG_VERSION"));
        differences.push(format!("version: it was run by {then}, this is {now}"));
    }
    if manifest.scenario_hash != scenario.hash {
        let (then, now) = (&manifest.scenario_hash, &scenario.hash);
        differences.push(format!("scenario: `{}` has changed, {then} then, {now} now", manifest.scenario));
    }
    if manifest.log_hash != log_hash {
        differences.push(format!("log: its hash was {}, the replay's is {log_hash}", manifest.log_hash));
    }
    differences.extend(compare(&arguments.dir, &run)?);
    if differences.is_empty() {
        let events = run.log.records().len();
        return print(&format!("verified: {events} events, log {log_hash}\n"));
    }
    let list: Vec<String> = differences.iter().map(|line| format!("  {line}")).collect();
    Err(Failure::Scenario(format!("the replay differs\n{}", list.join("\n"))))
}

/// The first line of the saved log that the replay says otherwise.
fn compare(dir: &Path, run: &Run) -> Result<Option<String>, Failure> {
    let path = dir.join(LOG);
    let wrong = |error: &std::io::Error| Failure::of_path("cannot read", &path, error);
    let file = File::open(&path).map_err(|error| wrong(&error))?;
    let mut saved = BufReader::new(file).lines();
    for (index, record) in run.log.records().iter().enumerate() {
        let number = index + 1;
        match saved.next().transpose().map_err(|error| wrong(&error))? {
            Some(line) if line == jsonl::line(run, record) => {}
            Some(_) => return Ok(Some(format!("{LOG}: line {number} is not what the replay says"))),
            None => return Ok(Some(format!("{LOG}: it ends before line {number}"))),
        }
    }
    let more = saved.next().transpose().map_err(|error| wrong(&error))?.is_some();
    Ok(more.then(|| format!("{LOG}: it goes on after the replay's last event")))
}
