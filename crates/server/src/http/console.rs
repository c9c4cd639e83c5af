//! What handlers know, and how they ask for what takes time.

use std::sync::Arc;

use axum::Json;
use serde::Serialize;
use tokio::sync::Semaphore;

use super::answer::{Answer, Refused};
use crate::api::{About, Fault, FaultKind};
use crate::desk::Desk;
use crate::jobs::Jobs;

/// What all handlers share.
#[derive(Clone)]
pub struct Console {
    /// Scenarios, runs and studies.
    pub desk: Arc<Desk>,
    /// Work that takes a while.
    pub jobs: Arc<Jobs>,
    /// Places of those who watch progress.
    pub watchers: Arc<Semaphore>,
    /// Questions that are answered at a time.
    pub questions: Arc<Semaphore>,
    /// What this is.
    pub about: Arc<About>,
}

impl Console {
    /// Asks what reads files or computes: on a thread of its own, a few at a time, so that no request waits for it
    /// that asks something small.
    pub async fn ask<T: Serialize + Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> Result<T, Fault> + Send + 'static,
    ) -> Answer<T> {
        let desk = Arc::clone(&self.desk);
        self.wait(move || question(&desk).map_err(|fault| desk.told(fault))).await.map(Json)
    }

    /// The same for anything that takes time.
    pub async fn wait<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Refused> {
        let place = Arc::clone(&self.questions).acquire_owned().await.map_err(|_| ended())?;
        let answered = tokio::task::spawn_blocking(move || {
            let answer = work();
            // Kept until the work is done, whether or not anybody still waits for it.
            drop(place);
            answer
        });
        match answered.await {
            Ok(answer) => answer.map_err(Refused),
            Err(_) => {
                let message = "it failed by a mistake of ours, which the server's standard error tells: please report it";
                Err(Fault::new(FaultKind::Internal, message).into())
            }
        }
    }
}

fn ended() -> Refused {
    Fault::new(FaultKind::TimedOut, "the server ends").into()
}
