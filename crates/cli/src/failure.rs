//! Why a command failed, and the exit code that says so.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use powderkeg_report::layout::hang;
use powderkeg_scenario::diagnostic::Style;
use powderkeg_study::store;
use powderkeg_workspace::fault::{Fault, Kind};

use crate::output::columns;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// What was asked cannot be done.
    Fault(Fault),
    /// Ctrl-C, with what is kept and how to go on. Exit code 130, as shells have it.
    Stopped(String),
    /// The reader of our output has gone: no failure.
    Closed,
}

impl Failure {
    /// A scenario or a saved run has errors, or a run doesn't verify. Exit code 1.
    pub fn scenario(message: impl Into<String>) -> Self {
        Self::Fault(Fault::scenario(message))
    }

    /// The arguments name something that isn't there. Exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Fault(Fault::usage(message))
    }

    /// A file can't be read or written, or is there already. Exit code 3.
    pub fn io(message: impl Into<String>) -> Self {
        Self::Fault(Fault::io(message))
    }

    /// What went wrong with a file or folder.
    pub fn of_path(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::Fault(Fault::of_path(doing, path, error))
    }

    /// The mistakes behind it, which are shown before it.
    pub fn findings(&self, style: Style) -> String {
        match self {
            Self::Fault(fault) => fault.findings.iter().map(|found| found.render(style)).collect(),
            Self::Stopped(_) | Self::Closed => String::new(),
        }
    }

    /// The exit code.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Fault(fault) => ExitCode::from(match fault.kind {
                Kind::Scenario => 1,
                Kind::Usage | Kind::Unknown => 2,
                Kind::Missing | Kind::Taken | Kind::Damaged | Kind::NoRoom | Kind::Io => 3,
            }),
            Self::Stopped(_) => ExitCode::from(130),
            Self::Closed => ExitCode::SUCCESS,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => {
                let known = hang(&fault.known.join(", "), columns(), "  ", "  ");
                // The mistakes stand before it.
                let place = if fault.findings.is_empty() { "" } else { " above" };
                let message = &fault.message;
                if fault.known.is_empty() {
                    write!(f, "{message}{place}")
                } else {
                    write!(f, "{message}\n{known}")
                }
            }
            Self::Stopped(message) => f.write_str(message),
            Self::Closed => Ok(()),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<store::Fault> for Failure {
    /// What is wrong with a study's files.
    fn from(fault: store::Fault) -> Self {
        Self::Fault(fault.into())
    }
}

impl From<io::Error> for Failure {
    /// An error of standard output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::io(format!("cannot write the output: {error}"))
        }
    }
}
