//! `powderkeg verify`.

pub mod row;

use powderkeg_report::run::{Played, Run};
use powderkeg_study::store;
use serde_json::json;

use crate::args;
use crate::failure::Failure;
use crate::output::{print, print_json};
use crate::run_dir::{self, MANIFEST, Manifest};
use crate::scenarios::{self, Recovered};

pub fn verify(arguments: &args::Verify) -> Result<(), Failure> {
    if let Some(run) = arguments.row {
        return row::verify(arguments, run);
    }
    if !arguments.dir.join(MANIFEST).exists() && arguments.dir.join(store::MANIFEST).exists() {
        let dir = arguments.dir.display();
        return Err(Failure::Usage(format!("{dir} is a study: say which of its runs, as in --row 1")));
    }
    let manifest = Manifest::read(&arguments.dir)?;
    let Recovered { scenario, options, changed, .. } = scenarios::of_run(&arguments.dir, &manifest)?;
    let engine = scenarios::engine(&scenario);
    let played = Played::new(&engine, manifest.seed, options);
    let run = Run::of(&played);
    let log_hash = run.log.hash().to_string();

    let mut differences = Vec::new();
    if manifest.version != env!("CARGO_PKG_VERSION") {
        let (then, now) = (&manifest.version, env!("CARGO_PKG_VERSION"));
        differences.push(format!("version: it was run by {then}, this is {now}"));
    }
    if let Some(changed) = changed {
        differences.push(format!("scenario: it has changed since; {}", changed.replace('\n', "\n  ")));
    }
    if manifest.log_hash != log_hash {
        differences.push(format!("log: its hash was {}, the replay's is {log_hash}", manifest.log_hash));
    }
    differences.extend(run_dir::difference(&arguments.dir, &run)?);
    tell(arguments, run.log.records().len(), &log_hash, &differences)
}

/// Says how a replay came out.
fn tell(
    arguments: &args::Verify,
    events: usize,
    log_hash: &str,
    differences: &[String],
) -> Result<(), Failure> {
    if arguments.json {
        print_json(&json!({
            "verified": differences.is_empty(),
            "events": events,
            "log_hash": log_hash,
            "differences": differences,
        }))?;
    }
    if differences.is_empty() {
        return if arguments.json {
            Ok(())
        } else {
            print(&format!("verified: {events} events, log {log_hash}\n"))
        };
    }
    let list: Vec<String> = differences.iter().map(|line| format!("  {line}")).collect();
    Err(Failure::Scenario(format!("the replay of {} differs\n{}", arguments.dir.display(), list.join("\n"))))
}
