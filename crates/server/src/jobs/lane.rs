//! A thread that does the jobs of its lane one by one, on all cores.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::watcher::{Stop, Stopped, Watcher};
use super::{Shared, work};
use crate::api::{Fault, FaultKind, Job, JobAsked, JobResult, JobState};

/// Who waits for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Studies, which may take hours.
    Studies,
    /// Questions, which take seconds or minutes.
    Questions,
}

impl Lane {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Studies, Self::Questions];

    /// The lane of a job.
    pub fn of(asked: &JobAsked) -> Self {
        match asked {
            JobAsked::Study(_) => Self::Studies,
            JobAsked::ButFor(_) | JobAsked::Sensitivity(_) | JobAsked::Discover(_) | JobAsked::Compare(_) => {
                Self::Questions
            }
        }
    }

    /// How much its threads give way to those that answer requests, as the system counts it.
    fn niceness(self) -> i32 {
        match self {
            Self::Studies => 10,
            Self::Questions => 5,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Studies => "studies",
            Self::Questions => "questions",
        }
    }
}

/// Starts a lane.
pub fn start(lane: Lane, shared: Arc<Shared>) -> Result<JoinHandle<()>, Fault> {
    let wrong = |error: &dyn std::fmt::Display| {
        Fault::new(FaultKind::Io, format!("there are no threads to be had for jobs: {error}"))
    };
    let pool = ThreadPoolBuilder::new()
        .thread_name(move |index| format!("{}-{index}", lane.name()))
        .start_handler(move |_| give_way(lane.niceness()))
        .build()
        .map_err(|error| wrong(&error))?;
    let thread = std::thread::Builder::new().name(lane.name().into());
    thread.spawn(move || work_on(lane, &shared, &pool)).map_err(|error| wrong(&error))
}

/// Lets the threads that answer requests go first. Only Linux does so thread by thread.
fn give_way(niceness: i32) {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(niceness);
    #[cfg(not(target_os = "linux"))]
    let _ = niceness;
}

fn work_on(lane: Lane, shared: &Shared, pool: &ThreadPool) {
    while let Some((job, watcher)) = next(lane, shared) {
        let outcome = done(&job, &watcher, shared, pool);
        end(&job, outcome, shared);
    }
}

/// Waits for a job; none once all is to end.
fn next(lane: Lane, shared: &Shared) -> Option<(Job, Arc<Watcher>)> {
    let mut board = shared.board();
    loop {
        if board.is_closed() {
            return None;
        }
        if let Some(taken) = board.take(lane) {
            shared.announce(&board);
            // The meter waits for that.
            shared.work.notify_all();
            return Some(taken);
        }
        board = shared.work.wait(board).unwrap_or_else(PoisonError::into_inner);
    }
}

/// How a job ended.
enum Outcome {
    Found(JobResult),
    Failed(Fault),
    Stopped(Stop),
}

/// Does a job. It may stop anywhere by unwinding; so does a mistake of ours, which ends the job and nothing else.
fn done(job: &Job, watcher: &Watcher, shared: &Shared, pool: &ThreadPool) -> Outcome {
    let work = || pool.install(|| work::run(&shared.desk, &job.asked, watcher));
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(found)) => Outcome::Found(found),
        Ok(Err(_)) | Err(_) if watcher.why().is_some() => {
            Outcome::Stopped(watcher.why().unwrap_or(Stop::Cancelled))
        }
        Ok(Err(fault)) => Outcome::Failed(shared.desk.told(fault)),
        Err(thrown) => {
            debug_assert!(!thrown.is::<Stopped>(), "only who is to stop unwinds so");
            let message = "it failed by a mistake of ours, which standard error tells: please report it";
            Outcome::Failed(Fault::new(FaultKind::Internal, message))
        }
    }
}

/// Writes down how a job ended. One that stops with the server keeps its file, and goes on from there.
fn end(job: &Job, outcome: Outcome, shared: &Shared) {
    let kept = match &outcome {
        Outcome::Found(result) => shared.kept.put_result(&job.id, result),
        Outcome::Failed(_) | Outcome::Stopped(_) => Ok(()),
    };
    let (state, message) = match (outcome, kept) {
        (Outcome::Stopped(Stop::Closing), _) => (JobState::Queued, String::new()),
        (Outcome::Stopped(Stop::Cancelled), _) => (JobState::Cancelled, work::kept_of(&job.asked)),
        (Outcome::Failed(fault), _) | (Outcome::Found(_), Err(fault)) => (JobState::Failed, fault.message),
        (Outcome::Found(_), Ok(())) => (JobState::Done, String::new()),
    };
    let mut board = shared.board();
    let watcher = board.running().into_iter().find(|(id, _)| *id == job.id).map(|(_, watcher)| watcher);
    let ended = board.change(&job.id, |job| {
        if let Some(watcher) = watcher {
            (job.done, job.of) = (watcher.made(), watcher.of());
        }
        (job.state, job.rate, job.message) = (state, 0.0, message);
    });
    if let Some(Err(fault)) = ended.map(|job| shared.kept.put(&job)) {
        // It is as it ended for as long as the server runs, and is done again after that.
        board
            .change(&job.id, |job| job.message = format!("{}\n{}", job.message, fault.message).trim().into());
    }
    shared.announce(&board);
}
