//! What one client may take of the server.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, CONTENT_LENGTH};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer::{Refused, too_large};
use crate::api::{Fault, FaultKind};

/// The longest body, in bytes.
pub const MOST_BODY: usize = 1 << 20;

/// How much, and for how long. The defaults are right for a server; tests shorten them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at a time; others wait until one ends. Below the usual limit of open files, 1,024.
    pub connections: usize,
    /// Clients that watch progress at a time.
    pub watchers: usize,
    /// For the head of a request to arrive, and for a connection to be idle.
    pub head: Duration,
    /// For a request to be answered, with its body read.
    pub request: Duration,
    /// For a client to take anything of what is written to it.
    pub write: Duration,
    /// For a client to stop sending what nobody reads.
    pub linger: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 700,
            watchers: 500,
            head: Duration::from_secs(30),
            request: Duration::from_secs(60),
            write: Duration::from_secs(30),
            linger: Duration::from_secs(3),
        }
    }
}

/// Refuses bodies that say themselves that they are too long, and gives up on what takes too long. Answers that go on
/// for as long as the client likes have begun by then.
pub async fn keep(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let is_long =
        length.and_then(|length| length.parse::<u64>().ok()).is_some_and(|it| it > MOST_BODY as u64);
    if is_long {
        return closing(Refused(too_large()).into_response());
    }
    match tokio::time::timeout(limits.request, next.run(request)).await {
        Ok(answer) if answer.status() == StatusCode::PAYLOAD_TOO_LARGE => closing(answer),
        Ok(answer) => answer,
        Err(_) => {
            let message = format!("it took longer than {} seconds: ask again", limits.request.as_secs());
            closing(Refused(Fault::new(FaultKind::TimedOut, message)).into_response())
        }
    }
}

/// An answer after which the connection ends, since its request was not read to its end.
fn closing(mut answer: Response) -> Response {
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}
