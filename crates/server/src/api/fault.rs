//! Why something that was asked was not done.

use serde::Serialize;
use utoipa::ToSchema;

use super::Diagnostic;

/// What kind of fault it is. Programs read this, people the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// What was sent cannot be read, or asks for what makes no sense.
    BadRequest,
    /// There is no such thing.
    NotFound,
    /// Somebody else changed it meanwhile, or it is there already.
    Conflict,
    /// The scenario has mistakes, or what is changed does not fit it: see the diagnostics.
    Mistakes,
    /// What is saved is damaged, or no longer what it was.
    Damaged,
    /// It is not allowed from there: another origin, another host, no token.
    Forbidden,
    /// It is larger than this server takes.
    TooLarge,
    /// The disk is too small for it.
    NoRoom,
    /// A file cannot be read or written.
    Io,
    /// It took too long.
    TimedOut,
    /// The server failed; a mistake of ours.
    Internal,
}

/// Why something that was asked was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fault {
    /// What kind of fault.
    pub kind: FaultKind,
    /// What happened, where, and what to do.
    pub message: String,
    /// What is wrong with a scenario.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}
