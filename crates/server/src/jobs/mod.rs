//! Work that takes a while: asked for, done one by one, watched, cancelled, and gone on with after a restart.
//!
//! Two lanes work side by side: studies in one, all else in the other, so that a question about a run need not wait
//! for a hundred thousand others. What is asked and how it ended is a file a job ([`kept`]), whole or not at all.

mod board;
mod kept;
mod lane;
mod meter;
mod watcher;
mod work;

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::watch;

use self::board::Board;
pub use self::board::Told;
use self::kept::Kept;
use self::lane::Lane;
use self::watcher::Stop;
use crate::api::{Fault, FaultKind, Job, JobAsked, JobResult, JobState};
use crate::desk::Desk;

/// Jobs that may wait or run at a time.
const MOST_WAITING: usize = 100;

/// All jobs of a workspace, and the threads that do them.
pub struct Jobs {
    shared: Arc<Shared>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// What the threads and the handlers share.
struct Shared {
    board: Mutex<Board>,
    /// Told when there is work, or when all is to end.
    work: Condvar,
    kept: Kept,
    /// The board's latest revision, for those who watch.
    changes: watch::Sender<u64>,
    desk: Arc<Desk>,
}

impl Shared {
    /// The board. A thread that failed while it held it left it as it was: it changes a field at a time.
    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells those who watch that something changed.
    fn announce(&self, board: &Board) {
        self.changes.send_replace(board.revision());
    }
}

impl Jobs {
    /// Takes up the jobs of a workspace: those that were not over go on. Gives what could not be read beside it.
    ///
    /// # Errors
    /// If the folder of jobs cannot be looked into, or no threads can be had.
    pub fn open(folder: PathBuf, desk: Arc<Desk>) -> Result<(Self, Vec<String>), Fault> {
        let kept = Kept::new(folder);
        let (jobs, notes) = kept.all()?;
        let board = Board::new(jobs);
        let (changes, _) = watch::channel(board.revision());
        let shared = Arc::new(Shared { board: Mutex::new(board), work: Condvar::new(), kept, changes, desk });
        let mut threads = vec![meter::start(Arc::clone(&shared))?];
        for lane in Lane::ALL {
            threads.push(lane::start(lane, Arc::clone(&shared))?);
        }
        Ok((Self { shared, threads: Mutex::new(threads) }, notes))
    }

    /// Takes on a job.
    ///
    /// # Errors
    /// If it makes no sense, there is no room for it, too many wait already, or it cannot be written down.
    pub fn ask(&self, asked: JobAsked) -> Result<Job, Fault> {
        work::look_ahead(&self.shared.desk, &asked)?;
        let mut board = self.shared.board();
        if board.waiting() >= MOST_WAITING {
            let message = format!("{MOST_WAITING} jobs wait already: cancel some, or ask again later");
            return Err(Fault::new(FaultKind::Conflict, message));
        }
        if let Some(other) = board.same_study(&asked) {
            let message = format!("`{other}` makes that study already: watch it, or cancel it first");
            return Err(Fault::new(FaultKind::Conflict, message));
        }
        let job = board.add(asked);
        if let Err(fault) = self.shared.kept.put(&job) {
            board.remove(&job.id);
            return Err(fault);
        }
        self.shared.announce(&board);
        drop(board);
        self.shared.work.notify_all();
        Ok(job)
    }

    /// All jobs, in the order in which they were asked for.
    #[must_use]
    pub fn all(&self) -> Vec<Job> {
        self.shared.board().all()
    }

    /// A job.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn get(&self, id: &str) -> Result<Job, Fault> {
        self.shared.board().get(id).ok_or_else(|| no_such(id))
    }

    /// What a job found.
    ///
    /// # Errors
    /// If there is no such job, it is not done, or what it found cannot be read.
    pub fn result(&self, id: &str) -> Result<JobResult, Fault> {
        let job = self.get(id)?;
        if job.state != JobState::Done {
            return Err(Fault::not_found(format!(
                "`{id}` has found nothing yet: it is {}",
                job.state.word()
            )));
        }
        self.shared.kept.result(id)
    }

    /// Cancels a job, or forgets one that is over; what it was then.
    ///
    /// # Errors
    /// If there is no such job, or its file cannot be changed.
    pub fn cancel(&self, id: &str) -> Result<Job, Fault> {
        let mut board = self.shared.board();
        let job = board.get(id).ok_or_else(|| no_such(id))?;
        match job.state {
            JobState::Running => {
                board.stop(id, Stop::Cancelled);
                self.shared.announce(&board);
                // Also if the server ends before the job does.
                let message = work::kept_of(&job.asked);
                self.shared.kept.put(&Job { state: JobState::Cancelled, rate: 0.0, message, ..job })?;
            }
            JobState::Queued => {
                let cancelled = board.change(id, |job| {
                    job.state = JobState::Cancelled;
                    job.message = "cancelled before it began".into();
                });
                cancelled.map_or(Ok(()), |job| self.shared.kept.put(&job))?;
            }
            JobState::Done | JobState::Failed | JobState::Cancelled => {
                self.shared.kept.forget(id)?;
                board.remove(id);
                self.shared.announce(&board);
                return Ok(job);
            }
        }
        self.shared.announce(&board);
        board.get(id).ok_or_else(|| no_such(id))
    }

    /// The board's revision, each time it changes; at its end nothing changes any more.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changes.subscribe()
    }

    /// What has changed since a revision, and the revision that this is.
    #[must_use]
    pub fn since(&self, revision: u64) -> Told {
        self.shared.board().since(revision)
    }

    /// Whether no more will change.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.shared.board().is_closed()
    }

    /// Ends all work, to be gone on with by whoever opens the jobs next. What is saved stays.
    pub fn close(&self) {
        let mut board = self.shared.board();
        board.close();
        self.shared.announce(&board);
        drop(board);
        self.shared.work.notify_all();
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // One that failed has nothing left to end.
            let _ = thread.join();
        }
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.close();
    }
}

impl JobState {
    /// It in a word.
    fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

fn no_such(id: &str) -> Fault {
    Fault::not_found(format!("there is no job `{id}`: it may have been forgotten in another window"))
}
