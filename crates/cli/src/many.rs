//! What all commands share that make many runs.

use indicatif::{ProgressBar, ProgressStyle};
use powderkeg_study::plan::Plan;
use powderkeg_study::row::{Case, Row};
use powderkeg_workspace::progress::Progress;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::failure::Failure;

/// Makes all runs of a plan and hands on every row, in order.
pub fn each_row(case: &Case, plan: &Plan, pool: &ThreadPool, mut each: impl FnMut(Row)) {
    const TOGETHER: u32 = 1000;
    let bar = progress(u64::from(plan.runs), 0);
    for part in plan.parts(TOGETHER) {
        for course in pool.install(|| case.courses(plan, part, false, &|| bar.inc(1))) {
            each(course.row);
        }
    }
    bar.finish_and_clear();
}

/// Threads to run on; 0: one a processor.
pub fn pool(threads: usize) -> Result<ThreadPool, Failure> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| Failure::usage(format!("cannot run on {threads} threads: {error}")))
}

/// Makes runs on the threads of a pool, with a bar. `work` calls what it is given after each; `most` is how many there
/// will be.
pub fn counted<T: Send>(
    pool: &ThreadPool,
    most: u64,
    work: impl FnOnce(&(dyn Fn() + Sync)) -> T + Send,
) -> T {
    let bar = progress(most, 0);
    let made = pool.install(|| work(&|| bar.inc(1)));
    bar.finish_and_clear();
    made
}

/// A bar on standard error with rate and time left; silent where that is no terminal.
pub fn progress(runs: u64, done: u64) -> ProgressBar {
    let bar = ProgressBar::new(runs).with_position(done);
    let template = "{wide_bar} {human_pos} of {human_len} runs, {per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.reset_eta();
    bar
}

/// A bar for work that says itself how long it is.
pub struct Bar(ProgressBar);

impl Bar {
    /// Nothing is shown before the work begins.
    pub fn new() -> Self {
        Self(progress(0, 0))
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }

    /// Leaves the bar as it is.
    pub fn leave(&self) {
        self.0.abandon();
    }
}

impl Progress for Bar {
    fn begins(&self, runs: u64, made: u64) {
        self.0.set_length(runs);
        self.0.set_position(made);
        self.0.reset_elapsed();
        self.0.reset_eta();
    }

    fn done(&self) {
        self.0.inc(1);
    }
}
