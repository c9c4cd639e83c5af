//! `powderkeg export`.

use std::path::Path;

use powderkeg_report::export::clock::is_offset;
use powderkeg_report::export::track::Context;
use powderkeg_report::export::{Format, Written, cdf, write};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::store::Changes;
use powderkeg_workspace::given::Given;
use powderkeg_workspace::runs::Recorded;
use powderkeg_workspace::{changes, files, scenarios};

use crate::args;
use crate::asked::{self, here};
use crate::failure::Failure;
use crate::output::{note, note_other, note_saved, print};

pub fn export(arguments: &args::Export) -> Result<(), Failure> {
    if let Some(out) = &arguments.out {
        // Before the work, not after it.
        if arguments.format.is_folder() {
            files::ensure_folder(out)?;
        } else {
            files::ensure(out)?;
        }
        let named = out.extension().and_then(|end| end.to_str()).and_then(Format::named);
        note_other(out, named.map(Format::name), arguments.format.name());
    }
    match Given::find(Path::new(&arguments.run))? {
        Given::Run(dir) => of_saved(arguments, dir),
        Given::Study(dir) => Err(Failure::usage(format!(
            "{0} is a study: `powderkeg verify {0} --row 1 --out RUN` saves one of its runs",
            dir.display()
        ))),
        Given::Scenario => of_scenario(arguments),
    }
}

fn of_saved(arguments: &args::Export, dir: &Path) -> Result<(), Failure> {
    if arguments.seed.is_some() || arguments.changed.is_any() {
        let help = "export it as it is, or name its scenario";
        return Err(Failure::usage(format!(
            "{} is a saved run, which cannot be changed: {help}",
            dir.display()
        )));
    }
    let recorded = Recorded::read(here(), dir)?;
    let played = recorded.played()?;
    let run = Run::of(&played);
    let manifest = &recorded.manifest;
    deliver(
        arguments,
        &run,
        &recorded.found.scenario,
        &case(&manifest.scenario, &manifest.changes),
        manifest.seed,
    )
}

fn of_scenario(arguments: &args::Export) -> Result<(), Failure> {
    let changes = asked::interventions(&arguments.changed)?;
    let (scenario, options) = asked::open(&arguments.run, &changes)?;
    let engine = scenarios::engine(&scenario);
    let seed = arguments.seed.unwrap_or(1);
    let played = Played::new(&engine, seed, options);
    let case = case(&arguments.run, &changes::texts(&changes));
    deliver(arguments, &Run::of(&played), &scenario, &case, seed)
}

/// What runs have in common that differ by their seed only: the scenario's name, without its folder, and what is changed.
fn case(scenario: &str, changes: &Changes) -> String {
    let name = Path::new(scenario).file_name().map_or(scenario.into(), std::ffi::OsStr::to_string_lossy);
    format!("{name}{}", changes.typed())
}

fn deliver(
    arguments: &args::Export,
    run: &Run,
    scenario: &Scenario,
    case: &str,
    seed: u64,
) -> Result<(), Failure> {
    let atlas = &scenario.atlas;
    if let Some(utc) = atlas.utc.as_deref().filter(|utc| !is_offset(utc)) {
        note(&format!(
            "utc = {utc:?} is no offset as in \"+06:00\": times have the nautical zone of the place\n"
        ));
    }
    let rep = seed.to_string();
    let context = Context { utc: atlas.utc.as_deref(), way_points: &atlas.way_points, case, rep: &rep };
    match (write(run, &context, arguments.format), &arguments.out) {
        (Written::Text(text), None) => print(&text),
        (Written::Text(text), Some(out)) => {
            files::save(out, text.as_bytes())?;
            note_saved(out);
            Ok(())
        }
        (Written::Files(all), Some(out)) => save_all(out, &all),
        (Written::Files(_), None) => {
            Err(Failure::usage("this format takes several files: name a new folder with --out"))
        }
    }
}

fn save_all(out: &Path, all: &[cdf::File]) -> Result<(), Failure> {
    let all: Vec<(&str, &[u8])> = all.iter().map(|file| (file.name.as_str(), file.text.as_bytes())).collect();
    files::ensure_folder(out)?;
    files::fill(out, &all)?;
    note_saved(out);
    Ok(())
}
