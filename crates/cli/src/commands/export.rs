//! `powderkeg export`.

use std::io::{ErrorKind, Write};
use std::path::Path;

use powderkeg_engine::world::RunOptions;
use powderkeg_report::export::clock::is_offset;
use powderkeg_report::export::track::Context;
use powderkeg_report::export::{Written, cdf, write};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::store::{self, Changes, Fresh};

use crate::args;
use crate::changes;
use crate::failure::Failure;
use crate::output::{note, print};
use crate::recorded::Recorded;
use crate::run_dir::{self, MANIFEST};
use crate::scenarios;

pub fn export(arguments: &args::Export) -> Result<(), Failure> {
    // Before the work, not after it.
    if let Some(out) = &arguments.out {
        ensure_new(out, arguments.format.is_folder())?;
    }
    let dir = Path::new(&arguments.run);
    if dir.join(MANIFEST).exists() {
        of_saved(arguments, dir)
    } else if dir.is_dir() && !dir.join("scenario.toml").exists() {
        Err(no_run(dir))
    } else {
        of_scenario(arguments)
    }
}

fn of_saved(arguments: &args::Export, dir: &Path) -> Result<(), Failure> {
    if arguments.seed.is_some() || arguments.changed.is_any() {
        let help = "export it as it is, or name its scenario";
        return Err(Failure::Usage(format!(
            "{} is a saved run, which cannot be changed: {help}",
            dir.display()
        )));
    }
    let recorded = Recorded::read(dir)?;
    let played = recorded.played()?;
    let run = Run::of(&played);
    if let Some(difference) = run_dir::difference(dir, &run)? {
        note(&format!("{difference}: it has been edited; what is exported is the run as it was\n"));
    }
    let manifest = &recorded.manifest;
    deliver(arguments, &run, &recorded.scenario, &case(&manifest.scenario, &manifest.changes), manifest.seed)
}

fn of_scenario(arguments: &args::Export) -> Result<(), Failure> {
    let changes = changes::of(&arguments.changed)?;
    let (scenario, options): (Scenario, RunOptions) = scenarios::open(&arguments.run, &changes)?;
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
        (Written::Text(text), Some(out)) => save(out, &text),
        (Written::Files(files), Some(out)) => save_all(out, &files),
        (Written::Files(_), None) => {
            Err(Failure::Usage("this format takes several files: name a new folder with --out".into()))
        }
    }
}

/// Refuses what is there already, and what cannot be written.
fn ensure_new(out: &Path, is_folder: bool) -> Result<(), Failure> {
    if is_folder && out.exists() {
        return Fresh::open(out).map(|_| ()).map_err(Failure::from);
    }
    match out.symlink_metadata() {
        Ok(_) => Err(there_already(out)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let parent = parent(out);
            if parent.is_dir() {
                Ok(())
            } else {
                Err(Failure::Io(format!(
                    "cannot write {}: there is no folder {}",
                    out.display(),
                    parent.display()
                )))
            }
        }
        Err(error) => Err(Failure::of_path("cannot write", out, &error)),
    }
}

fn there_already(out: &Path) -> Failure {
    let help = "nothing was changed; name another file";
    Failure::Io(format!("{} is there already: {help}", out.display()))
}

/// Writes a new file: whole, or not at all.
fn save(out: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |error: std::io::Error| Failure::of_path("cannot write", out, &error);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".powderkeg-");
    // As open as any other file: temporary ones are their owner's only.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(parent(out)).map_err(wrong)?;
    file.write_all(text.as_bytes()).map_err(wrong)?;
    file.persist_noclobber(out).map_err(|failed| match failed.error.kind() {
        ErrorKind::AlreadyExists => there_already(out),
        _ => wrong(failed.error),
    })?;
    note(&format!("saved in {}\n", out.display()));
    Ok(())
}

fn save_all(out: &Path, files: &[cdf::File]) -> Result<(), Failure> {
    let fresh = Fresh::open(out)?;
    for file in files {
        fresh.text(&file.name, &file.text)?;
    }
    note(&format!("saved in {}\n", out.display()));
    Ok(())
}

/// The folder that a file is in.
fn parent(out: &Path) -> &Path {
    out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What a folder is that holds neither a run nor a scenario.
fn no_run(dir: &Path) -> Failure {
    let shown = dir.display();
    if dir.join(store::MANIFEST).exists() {
        return Failure::Usage(format!(
            "{shown} is a study: `powderkeg verify {shown} --row 1 --out RUN` saves one of its runs"
        ));
    }
    Failure::Io(format!(
        "there is no saved run in {shown}: it has no {MANIFEST}; `powderkeg run SCENARIO --out DIR` saves one"
    ))
}
