//! Progress as server-sent events: each job there is, and then each that changes.
//!
//! Nothing is queued for anybody: whoever is ready for more is told how the jobs are now. A slow client is told less
//! often, and never something old.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::api::Job;
use crate::jobs::Jobs;

/// So that neither a proxy nor the client takes a quiet connection for a dead one.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// A client that watches.
struct Watching {
    jobs: Arc<Jobs>,
    changes: watch::Receiver<u64>,
    /// The revision that it has been told.
    seen: u64,
    untold: VecDeque<Job>,
    /// Its place among those that watch.
    _place: OwnedSemaphorePermit,
}

/// The events for one client.
pub fn events(
    jobs: Arc<Jobs>,
    place: OwnedSemaphorePermit,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let changes = jobs.changes();
    let watching = Watching { jobs, changes, seen: 0, untold: VecDeque::new(), _place: place };
    let stream = unfold(watching, |mut watching| async {
        let job = watching.next().await?;
        let event = Event::default().event("job").json_data(&job);
        Some((Ok(event.unwrap_or_default()), watching))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

impl Watching {
    /// The next job that the client does not know as it is; none when the server ends.
    async fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(job) = self.untold.pop_front() {
                return Some(job);
            }
            let told = self.jobs.since(self.seen);
            (self.seen, self.untold) = (told.revision, told.jobs.into());
            if self.untold.is_empty() {
                if self.jobs.is_closed() {
                    return None;
                }
                let seen = self.seen;
                self.changes.wait_for(|revision| *revision > seen).await.ok()?;
            }
        }
    }
}
