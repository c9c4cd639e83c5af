//! What each kind of job does: found by the desk, computed by `powderkeg_study`, told by the documents.

mod but_for;
mod compare;
mod discover;
mod room;
mod sensitivity;
mod study;

use super::watcher::Watcher;
use crate::api::{Fault, JobAsked, JobResult};
use crate::desk::Desk;

/// Refuses what would surely fail.
pub fn look_ahead(desk: &Desk, asked: &JobAsked) -> Result<(), Fault> {
    match asked {
        JobAsked::Study(asked) => study::look_ahead(desk, asked),
        JobAsked::ButFor(asked) => but_for::look_ahead(desk, asked),
        JobAsked::Sensitivity(asked) => sensitivity::look_ahead(desk, asked),
        JobAsked::Discover(asked) => discover::look_ahead(desk, asked),
        JobAsked::Compare(asked) => compare::look_ahead(desk, asked),
    }
}

/// Does it, on the threads of the pool it is called in.
pub fn run(desk: &Desk, asked: &JobAsked, watcher: &Watcher) -> Result<JobResult, Fault> {
    match asked {
        JobAsked::Study(asked) => study::run(desk, asked, watcher),
        JobAsked::ButFor(asked) => but_for::run(desk, asked, watcher),
        JobAsked::Sensitivity(asked) => sensitivity::run(desk, asked, watcher),
        JobAsked::Discover(asked) => discover::run(desk, asked, watcher),
        JobAsked::Compare(asked) => compare::run(desk, asked, watcher),
    }
}

/// What is left of a job that was cancelled.
pub fn kept_of(asked: &JobAsked) -> String {
    match asked {
        JobAsked::Study(asked) => format!(
            "cancelled; what was saved of `{}` is kept, and the same study asked again goes on with it",
            asked.name
        ),
        _ => "cancelled".into(),
    }
}
