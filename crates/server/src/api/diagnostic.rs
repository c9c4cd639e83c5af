//! What is wrong with a scenario or with what is changed about it.

use serde::Serialize;
use utoipa::ToSchema;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// It can be run, and probably does not say what was meant.
    Warning,
    /// It could be said better.
    Advice,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of mistake, in kebab-case.
    pub code: String,
    /// What happened, one line.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where; the first is the place itself, the others explain it.
    pub places: Vec<Place>,
    /// If it is about something that was set: its place in [`Changes::set`](super::Changes::set), from 0.
    pub setting: Option<usize>,
    /// How many other places have the same mistake.
    pub also: usize,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Place {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// How many characters of the line it covers, at least 1.
    pub width: usize,
    /// The line as it is written.
    pub text: String,
    /// A word beside it; may be empty.
    pub label: String,
}
