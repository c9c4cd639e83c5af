//! All jobs as they are, each with the revision at which it last changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lane::Lane;
use super::watcher::{Stop, Watcher};
use crate::api::{Job, JobAsked, JobState};

/// Jobs by their number, which orders them.
#[derive(Debug, Default)]
pub struct Board {
    entries: BTreeMap<u64, Entry>,
    /// The highest number there has been: no number is given twice.
    last: u64,
    /// Jobs that were forgotten, each with the revision at which it was.
    forgotten: Vec<(u64, String)>,
    revision: u64,
    is_closed: bool,
}

#[derive(Debug)]
struct Entry {
    job: Job,
    revision: u64,
    watcher: Arc<Watcher>,
}

/// What has changed since a revision.
#[derive(Debug)]
pub struct Told {
    /// The revision that it is the state of.
    pub revision: u64,
    /// The jobs that changed, in order.
    pub jobs: Vec<Job>,
    /// Those that were forgotten.
    pub forgotten: Vec<String>,
}

impl Board {
    /// Jobs as they were kept: those that were not over wait again.
    pub fn new(jobs: Vec<Job>) -> Self {
        let mut board = Self::default();
        for mut job in jobs {
            if matches!(job.state, JobState::Queued | JobState::Running) {
                job.state = JobState::Queued;
            }
            if let Some(number) = number_of(&job.id) {
                board.put(number, job);
            }
        }
        board
    }

    /// Grows with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Adds a job that waits.
    pub fn add(&mut self, asked: JobAsked) -> Job {
        let number = self.last + 1;
        let id = format!("{}-{number}", asked.word());
        let message = String::new();
        let job = Job { id, asked, state: JobState::Queued, done: 0, of: 0, rate: 0.0, message };
        self.put(number, job.clone());
        job
    }

    fn put(&mut self, number: u64, job: Job) {
        self.revision += 1;
        self.last = self.last.max(number);
        let entry = Entry { job, revision: self.revision, watcher: Arc::default() };
        self.entries.insert(number, entry);
    }

    /// All jobs, in order.
    pub fn all(&self) -> Vec<Job> {
        self.entries.values().map(|entry| entry.job.clone()).collect()
    }

    /// A job.
    pub fn get(&self, id: &str) -> Option<Job> {
        Some(self.entry(id)?.job.clone())
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(&number_of(id)?).filter(|entry| entry.job.id == id)
    }

    /// How many are not over.
    pub fn waiting(&self) -> usize {
        let is_open = |entry: &&Entry| matches!(entry.job.state, JobState::Queued | JobState::Running);
        self.entries.values().filter(is_open).count()
    }

    /// The job that is not over and makes a study of the same name.
    pub fn same_study(&self, asked: &JobAsked) -> Option<&str> {
        let JobAsked::Study(asked) = asked else { return None };
        let is_same = |entry: &&Entry| match &entry.job.asked {
            JobAsked::Study(study) => study.name == asked.name,
            _ => false,
        };
        let mut open = self.entries.values().filter(|entry| !entry.job.state.is_over());
        open.find(is_same).map(|entry| entry.job.id.as_str())
    }

    /// Changes a job; it as it is then.
    pub fn change(&mut self, id: &str, change: impl FnOnce(&mut Job)) -> Option<Job> {
        let revision = self.revision + 1;
        let entry = self.entries.get_mut(&number_of(id)?).filter(|entry| entry.job.id == id)?;
        change(&mut entry.job);
        (entry.revision, self.revision) = (revision, revision);
        Some(entry.job.clone())
    }

    /// Has a job stopped.
    pub fn stop(&mut self, id: &str, why: Stop) {
        if let Some(entry) = self.entry(id) {
            entry.watcher.stop(why);
        }
        self.change(id, |job| job.message = "it stops".into());
    }

    /// Forgets a job.
    pub fn remove(&mut self, id: &str) {
        if let Some(entry) = number_of(id).and_then(|number| self.entries.remove(&number)) {
            self.revision += 1;
            self.forgotten.push((self.revision, entry.job.id));
        }
    }

    /// What has changed since a revision.
    pub fn since(&self, revision: u64) -> Told {
        let changed = self.entries.values().filter(|entry| entry.revision > revision);
        let forgotten = self.forgotten.iter().filter(|(at, _)| *at > revision);
        Told {
            revision: self.revision,
            jobs: changed.map(|entry| entry.job.clone()).collect(),
            forgotten: forgotten.map(|(_, id)| id.clone()).collect(),
        }
    }

    /// Takes the next job of a lane, to do it.
    pub fn take(&mut self, lane: Lane) -> Option<(Job, Arc<Watcher>)> {
        let is_next =
            |entry: &&Entry| entry.job.state == JobState::Queued && Lane::of(&entry.job.asked) == lane;
        let id = self.entries.values().find(is_next)?.job.id.clone();
        let job = self.change(&id, |job| {
            (job.state, job.done, job.of) = (JobState::Running, 0, 0);
            job.message.clear();
        })?;
        Some((job, Arc::clone(&self.entry(&id)?.watcher)))
    }

    /// The jobs that are being done.
    pub fn running(&self) -> Vec<(String, Arc<Watcher>)> {
        let running = self.entries.values().filter(|entry| entry.job.state == JobState::Running);
        running.map(|entry| (entry.job.id.clone(), Arc::clone(&entry.watcher))).collect()
    }

    /// Ends all.
    pub fn close(&mut self) {
        self.is_closed = true;
        self.revision += 1;
        for (_, watcher) in self.running() {
            watcher.stop(Stop::Closing);
        }
    }

    /// Whether all has been ended.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }
}

/// The number in a job's name.
pub fn number_of(id: &str) -> Option<u64> {
    id.rsplit_once('-')?.1.parse().ok()
}

impl JobAsked {
    /// Its kind, as names begin.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Study(_) => "study",
            Self::ButFor(_) => "but-for",
            Self::Sensitivity(_) => "sensitivity",
            Self::Discover(_) => "discover",
            Self::Compare(_) => "compare",
        }
    }
}

impl JobState {
    /// Whether nothing more comes of it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}
