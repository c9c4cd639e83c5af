//! How far a job is, counted on many threads, and how it is stopped.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use powderkeg_workspace::progress::Progress;

/// Why a job is to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Somebody cancelled it.
    Cancelled,
    /// The server ends; it goes on later.
    Closing,
}

/// What unwinds the work of a job that is to stop.
pub struct Stopped;

/// Counts a job's runs.
#[derive(Debug, Default)]
pub struct Watcher {
    done: AtomicU64,
    of: AtomicU64,
    stop: AtomicU8,
}

impl Watcher {
    /// Runs that are made.
    pub fn made(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Runs there will be, as far as is known.
    pub fn of(&self) -> u64 {
        self.of.load(Ordering::Acquire)
    }

    /// Has it stopped, soon.
    pub fn stop(&self, why: Stop) {
        let why = match why {
            Stop::Cancelled => 1,
            Stop::Closing => 2,
        };
        // The first reason counts: what was cancelled stays so when the server ends.
        let _ = self.stop.compare_exchange(0, why, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Why it is to stop, if it is.
    pub fn why(&self) -> Option<Stop> {
        match self.stop.load(Ordering::Relaxed) {
            0 => None,
            1 => Some(Stop::Cancelled),
            _ => Some(Stop::Closing),
        }
    }
}

impl Progress for Watcher {
    fn begins(&self, runs: u64, made: u64) {
        // Whoever sees the one has the other too.
        self.done.fetch_add(made, Ordering::Release);
        self.of.fetch_add(runs, Ordering::Release);
    }

    /// Unwinds where the job is to stop: what computes for minutes knows nothing of stopping, and need not. Whoever
    /// starts the work catches it.
    fn done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.is_stopped() {
            std::panic::resume_unwind(Box::new(Stopped));
        }
    }

    fn is_stopped(&self) -> bool {
        self.why().is_some()
    }
}
