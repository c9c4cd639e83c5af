//! `powderkeg study`.

pub mod summary;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use powderkeg_study::plan::Plan;
use powderkeg_study::row::Case;
use powderkeg_study::store::Manifest;
use powderkeg_study::summary::Summary;
use powderkeg_workspace::progress::Progress;
use powderkeg_workspace::studies::{self, Made, Making, plan};
use rayon::ThreadPool;

use self::summary::{Ending, Told};
use crate::args;
use crate::asked::{self, here};
use crate::failure::Failure;
use crate::many::{Bar, each_row, pool};
use crate::output::note;

pub fn study(arguments: &args::Study) -> Result<(), Failure> {
    let changes = asked::going_on(&arguments.begun)?;
    let name = &arguments.begun.chosen.scenario;
    let plan = plan(arguments.luck.seed(), arguments.runs, arguments.shard)?;
    let (scenario, options) = asked::open(name, &changes)?;
    let case = studies::case(&scenario, options);
    let pool = pool(arguments.luck.threads)?;
    let out = arguments.out.as_deref();
    let manifest = studies::manifest(here(), out, name, &scenario, &changes, plan, arguments.chunk)?;
    let summary = match out {
        Some(dir) => saved(dir, &manifest, &case, &pool)?,
        None => unsaved(&plan, &case, &pool),
    };
    let ending = out.map_or(Ending::Unsaved, Ending::Saved);
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
    let making = Making::open(dir, manifest.clone(), case)?;
    let watch = Watch { bar: Bar::new(), dir: dir.into(), is_stopped: stop_on_ctrl_c() };
    match pool.install(|| making.make(&watch))? {
        Made::Whole(summary) => {
            watch.bar.clear();
            Ok(*summary)
        }
        Made::Stopped { runs, of } => {
            watch.bar.leave();
            Err(Failure::Stopped(format!(
                "stopped; {runs} of {of} runs are safe in {}, and the same command goes on with them",
                dir.display()
            )))
        }
    }
}

/// Whoever waits for a study at a terminal.
struct Watch {
    bar: Bar,
    dir: PathBuf,
    is_stopped: Arc<AtomicBool>,
}

impl Progress for Watch {
    fn begins(&self, runs: u64, made: u64) {
        if (1..runs).contains(&made) {
            note(&format!("{} holds {made} of {runs} runs; going on\n", self.dir.display()));
        }
        self.bar.begins(runs, made);
    }

    fn done(&self) {
        self.bar.done();
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
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
