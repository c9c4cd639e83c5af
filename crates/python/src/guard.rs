//! Work that is done while Python goes on: the interpreter is let go, Ctrl-C stops it, and no panic gets out.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::limits::MOST_THREADS;
use powderkeg_workspace::progress::Progress;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::raise::{Done, Trouble};

/// How often Python is asked whether somebody interrupted, and told how far the work is.
const LOOK: Duration = Duration::from_millis(50);

/// Runs that are made, and whether to stop.
#[derive(Debug, Default)]
pub struct Watch {
    made: AtomicU64,
    of: AtomicU64,
    is_stopped: AtomicBool,
}

/// What unwinds work that is to stop.
struct Stopped;

impl Progress for Watch {
    fn begins(&self, runs: u64, made: u64) {
        self.of.fetch_add(runs, Ordering::Relaxed);
        self.made.fetch_add(made, Ordering::Relaxed);
    }

    /// Unwinds where the work is to stop: what computes for minutes knows nothing of stopping, and need not. So Ctrl-C waits
    /// for one run, and not for all that are in hand.
    fn done(&self) {
        self.made.fetch_add(1, Ordering::Relaxed);
        if self.is_stopped() {
            resume_unwind(Box::new(Stopped));
        }
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}

/// Does something short while Python goes on.
pub fn short<T: Send>(py: Python<'_>, work: impl FnOnce() -> Done<T> + Send) -> Done<T> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work))).unwrap_or_else(|thrown| Err(ours(&*thrown)))
}

/// Does long work on so many threads (0: one a processor) while Python goes on. `told`: is called with the runs that are
/// made, and how many there will be.
///
/// The threads are the work's own and end with it, so that a process that forks afterwards has none to miss.
pub fn long<T: Send>(
    py: Python<'_>,
    threads: usize,
    told: Option<&Py<PyAny>>,
    work: impl FnOnce(&Watch) -> Done<T> + Send,
) -> Done<T> {
    let pool = pool(threads)?;
    let watch = Watch::default();
    let (made, interrupted) = py.detach(|| {
        std::thread::scope(|scope| {
            let (working, ends) = channel::<()>();
            let (pool, watch) = (&pool, &watch);
            let worker = scope.spawn(move || {
                let _working = working;
                catch_unwind(AssertUnwindSafe(|| pool.install(|| work(watch))))
            });
            let interrupted = wait(&ends, watch, told);
            let made = worker.join().unwrap_or_else(Err);
            (made, interrupted)
        })
    });
    match (interrupted, made) {
        (Err(error), _) => Err(Trouble::Interrupted(error)),
        (Ok(()), Ok(made)) => made,
        (Ok(()), Err(thrown)) => Err(ours(&*thrown)),
    }
}

/// Waits for the work's end; has it stopped where Python says so.
fn wait(ends: &Receiver<()>, watch: &Watch, told: Option<&Py<PyAny>>) -> PyResult<()> {
    let ask = || {
        Python::attach(|py| {
            py.check_signals()?;
            let counts = (watch.made.load(Ordering::Relaxed), watch.of.load(Ordering::Relaxed));
            told.map_or(Ok(()), |told| told.call1(py, counts).map(drop))
        })
    };
    while ends.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
        if let Err(error) = ask() {
            watch.is_stopped.store(true, Ordering::Relaxed);
            return Err(error);
        }
    }
    ask()
}

fn pool(threads: usize) -> Done<ThreadPool> {
    if threads > MOST_THREADS {
        return Err(Fault::usage(format!("{threads} threads are too many: at most {MOST_THREADS}")).into());
    }
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|error| Fault::usage(format!("cannot run on {threads} threads: {error}")))?)
}

/// A panic is a mistake of ours, and ends nothing but the call.
fn ours(thrown: &(dyn Any + Send)) -> Trouble {
    let text = thrown.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| thrown.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    Trouble::Ours(format!("a mistake of ours, please report it: {text}"))
}
