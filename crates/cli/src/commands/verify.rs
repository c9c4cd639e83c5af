//! `powderkeg verify`.

use powderkeg_report::run::Run;
use powderkeg_study::store::{self, Saved};
use powderkeg_workspace::VERSION;
use powderkeg_workspace::runs::{self, MANIFEST, Recorded};
use powderkeg_workspace::studies::{self, Study};
use serde_json::json;

use crate::args;
use crate::asked::here;
use crate::failure::Failure;
use crate::output::{note_saved, print, print_json};

pub fn verify(arguments: &args::Verify) -> Result<(), Failure> {
    if let Some(run) = arguments.row {
        return of_study(arguments, run);
    }
    if !arguments.dir.join(MANIFEST).exists() && arguments.dir.join(store::MANIFEST).exists() {
        let dir = arguments.dir.display();
        return Err(Failure::usage(format!("{dir} is a study: say which of its runs, as in --row 1")));
    }
    let recorded = Recorded::recover(here(), &arguments.dir)?;
    let played = recorded.replayed();
    let run = Run::of(&played);
    let log_hash = run.log.hash().to_string();
    let saved = &recorded.manifest;
    let mut differences = since(&saved.version, recorded.found.changed.as_deref());
    if saved.log_hash != log_hash {
        differences.push(format!("log: its hash was {}, the replay's is {log_hash}", saved.log_hash));
    }
    differences.extend(runs::difference(&arguments.dir, &run)?);
    tell(arguments, run.log.records().len(), &log_hash, &differences)
}

/// One run of a study.
fn of_study(arguments: &args::Verify, run: u32) -> Result<(), Failure> {
    let saved = Saved::open(&arguments.dir)?;
    let row = studies::row(&saved, &arguments.dir, run)?;
    let study = Study::of(here(), &arguments.dir, saved)?;
    let manifest = &study.saved.manifest;
    let again = study.case.course(&manifest.plan, run, false).row;
    let mut differences = since(&manifest.version, study.found.changed.as_deref());
    differences.extend(studies::differences(&row, &again));
    if let (Some(out), true) = (&arguments.out, differences.is_empty()) {
        study.save_row(out, &row)?;
        note_saved(out);
    }
    tell(arguments, again.events as usize, &again.log_hash, &differences)
}

/// What is no longer as it was.
fn since(version: &str, changed: Option<&str>) -> Vec<String> {
    let mut differences = Vec::new();
    if version != VERSION {
        differences.push(format!("version: it was run by {version}, this is {VERSION}"));
    }
    if let Some(changed) = changed {
        differences.push(format!("scenario: it has changed since; {}", changed.replace('\n', "\n  ")));
    }
    differences
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
    Err(Failure::scenario(format!("the replay of {} differs\n{}", arguments.dir.display(), list.join("\n"))))
}
