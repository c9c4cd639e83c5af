//! Progress as server-sent events: which jobs there are, each of them, and then each that changes or is forgotten.
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

use crate::api::{Forgotten, Job};
use crate::jobs::{Jobs, Told};

/// So that neither a proxy nor the client takes a quiet connection for a dead one.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// A client that watches.
struct Watching {
    jobs: Arc<Jobs>,
    changes: watch::Receiver<u64>,
    /// The revision that it has been told, if it has been told any.
    seen: Option<u64>,
    untold: VecDeque<News>,
    /// Its place among those that watch.
    _place: OwnedSemaphorePermit,
}

/// What a client is told.
enum News {
    /// Which jobs there are: none of any other name that the client may know of.
    All(Vec<String>),
    /// How a job is.
    Job(Box<Job>),
    /// That one was forgotten.
    Forgotten(Forgotten),
}

impl News {
    fn event(&self) -> Event {
        let event = match self {
            Self::All(ids) => Event::default().event("all").json_data(ids),
            Self::Job(job) => Event::default().event("job").json_data(job),
            Self::Forgotten(forgotten) => Event::default().event("forgotten").json_data(forgotten),
        };
        event.unwrap_or_default()
    }
}

/// The events for one client.
pub fn events(
    jobs: Arc<Jobs>,
    place: OwnedSemaphorePermit,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let changes = jobs.changes();
    let watching = Watching { jobs, changes, seen: None, untold: VecDeque::new(), _place: place };
    let stream = unfold(watching, |mut watching| async {
        let news = watching.next().await?;
        Some((Ok(news.event()), watching))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

impl Watching {
    /// What the client does not know yet; none when the server ends.
    async fn next(&mut self) -> Option<News> {
        loop {
            if let Some(news) = self.untold.pop_front() {
                return Some(news);
            }
            let Told { revision, jobs, forgotten } = self.jobs.since(self.seen.unwrap_or(0));
            let gone = match self.seen {
                None => vec![News::All(jobs.iter().map(|job| job.id.clone()).collect())],
                Some(_) => forgotten.into_iter().map(|id| News::Forgotten(Forgotten { id })).collect(),
            };
            self.seen = Some(revision);
            self.untold =
                gone.into_iter().chain(jobs.into_iter().map(|job| News::Job(Box::new(job)))).collect();
            if self.untold.is_empty() {
                if self.jobs.is_closed() {
                    return None;
                }
                self.changes.wait_for(|now| *now > revision).await.ok()?;
            }
        }
    }
}
