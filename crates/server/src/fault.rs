//! Faults: how they are made, and which status each has.

use axum::http::StatusCode;

use crate::api::{Fault, FaultKind};

impl Fault {
    /// A fault without diagnostics.
    pub fn new(kind: FaultKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), diagnostics: Vec::new() }
    }

    /// There is no such thing.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(FaultKind::NotFound, message)
    }

    /// What was sent makes no sense.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(FaultKind::BadRequest, message)
    }

    /// A file cannot be read or written: what we were doing, and what the system says.
    pub fn of_path(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        powderkeg_workspace::fault::Fault::of_path(doing, path, error).into()
    }
}

impl FaultKind {
    /// The status of an answer that says so.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            // Both are mended by whoever asks: the workspace is not what the question takes it for.
            Self::Conflict | Self::Damaged => StatusCode::CONFLICT,
            Self::Mistakes => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
            Self::TimedOut => StatusCode::GATEWAY_TIMEOUT,
            Self::Io => StatusCode::SERVICE_UNAVAILABLE,
            // Our own mistakes, and nothing else.
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
