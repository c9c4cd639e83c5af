//! What each kind of job does.

use super::watcher::Watcher;
use crate::api::{Fault, FaultKind, JobAsked, JobResult};
use crate::desk::Desk;

/// Refuses what would surely fail.
pub fn look_ahead(_desk: &Desk, _asked: &JobAsked) -> Result<(), Fault> {
    Ok(())
}

/// Does it.
pub fn run(_desk: &Desk, _asked: &JobAsked, _watcher: &Watcher) -> Result<JobResult, Fault> {
    Err(Fault::new(FaultKind::Internal, "to come"))
}

/// What is left of a job that was cancelled.
pub fn kept_of(asked: &JobAsked) -> String {
    match asked {
        JobAsked::Study(asked) => {
            format!(
                "cancelled; the runs that were saved are kept, and a study `{}` with the same settings goes on with them",
                asked.name
            )
        }
        _ => "cancelled".into(),
    }
}
