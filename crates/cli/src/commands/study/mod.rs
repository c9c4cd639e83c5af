//! `powderkeg study`.

pub mod summary;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use powderkeg_study::plan::Plan;
use powderkeg_study::row::Case;
use powderkeg_study::store::{Folder, Manifest};
use powderkeg_study::summary::Summary;
use rayon::ThreadPool;

use self::summary::{Ending, Told};
use crate::args;
use crate::changes;
use crate::failure::Failure;
use crate::many::{each_row, facts, plan, pool, progress};
use crate::output::note;
use crate::scenarios;

pub fn study(arguments: &args::Study) -> Result<(), Failure> {
    let changes = changes::going_on(&arguments.begun)?;
    let name = &arguments.begun.chosen.scenario;
    let plan = plan(arguments.luck.seed(), arguments.runs, arguments.shard)?;
    let (scenario, options) = scenarios::open(name, &changes)?;
    let case = Case::new(scenarios::engine(&scenario), options, facts(&scenario.expect));
    let pool = pool(arguments.luck.threads)?;
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: name.clone(),
        scenario_path: arguments
            .out
            .as_ref()
            .map(|dir| scenarios::path_from(dir, name))
            .transpose()?
            .flatten(),
        scenario_hash: scenario.hash,
        changes: changes::texts(&changes),
        plan,
        chunk: arguments.chunk,
    };
    let summary = match &arguments.out {
        Some(dir) => saved(dir, &manifest, &case, &pool)?,
        None => unsaved(&plan, &case, &pool),
    };
    let ending = arguments.out.as_ref().map_or(Ending::Unsaved, |dir| Ending::Saved(dir));
    let told = Told { manifest: &manifest, columns: case.columns(), summary: &summary, ending };
    told.print(arguments.luck.json)
}

/// Makes all runs and keeps only their sums.
fn unsaved(plan: &Plan, case: &Case, pool: &ThreadPool) -> Summary {
    let mut summary = Summary::new(case.columns());
    each_row(case, plan, pool, |row| summary.add(&row));
    summary
}

/// Makes the runs that a folder lacks, and puts all together.
fn saved(dir: &Path, manifest: &Manifest, case: &Case, pool: &ThreadPool) -> Result<Summary, Failure> {
    let folder = Folder::open(dir, manifest.clone(), case)?;
    let missing = pool.install(|| folder.missing())?;
    let runs = manifest.plan.shard_runs();
    let total = runs.end - runs.start;
    let left: u32 = missing.iter().map(|part| part.end - part.start).sum();
    if left < total && left > 0 {
        note(&format!("{} holds {} of {total} runs; going on\n", dir.display(), total - left));
    }
    let is_stopped = stop_on_ctrl_c();
    let mut done = total - left;
    let bar = progress(u64::from(total), u64::from(done));
    for part in missing {
        if is_stopped.load(Ordering::Relaxed) {
            bar.abandon();
            return Err(Failure::Stopped(format!(
                "stopped; {done} of {total} runs are safe in {}, and the same command goes on with them",
                dir.display()
            )));
        }
        let size = part.end - part.start;
        pool.install(|| {
            let courses = case.courses(&manifest.plan, part.clone(), true, &|| bar.inc(1));
            folder.save(&part, &courses)
        })?;
        done += size;
    }
    bar.finish_and_clear();
    Ok(folder.finish()?)
}

/// The first Ctrl-C asks to stop after the runs in hand, the second stops at once. Nothing is lost either way but the
/// runs in hand.
fn stop_on_ctrl_c() -> Arc<AtomicBool> {
    let is_stopped = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&is_stopped);
    // Without a handler, Ctrl-C stops at once.
    let _ = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        note("\nstopping once the runs in hand are saved; Ctrl-C again stops at once\n");
    });
    is_stopped
}
