//! Why a command failed, and the exit code that says so.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use powderkeg_study::store::Fault;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// A scenario or a saved run has errors, or a run doesn't verify. Exit code 1.
    Scenario(String),
    /// The arguments name something that isn't there. Exit code 2.
    Usage(String),
    /// A file can't be read or written, or is there already. Exit code 3.
    Io(String),
    /// Ctrl-C, with what is kept and how to go on. Exit code 130, as shells have it.
    Stopped(String),
    /// The reader of our output has gone: no failure.
    Closed,
}

impl Failure {
    /// What went wrong with a file or folder.
    pub fn of_path(doing: &str, path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        match error.get_ref() {
            // It carries a name of its own, which is that of a temporary file: the kind says enough.
            Some(_) if error.kind() != io::ErrorKind::Other => {
                Self::Io(format!("{doing} {path}: {}", error.kind()))
            }
            _ => Self::Io(format!("{doing} {path}: {error}")),
        }
    }

    /// The exit code.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Scenario(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
            Self::Io(_) => ExitCode::from(3),
            Self::Stopped(_) => ExitCode::from(130),
            Self::Closed => ExitCode::SUCCESS,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenario(message) | Self::Usage(message) | Self::Io(message) | Self::Stopped(message) => {
                f.write_str(message)
            }
            Self::Closed => Ok(()),
        }
    }
}

impl From<Fault> for Failure {
    /// What is wrong with a study's files.
    fn from(fault: Fault) -> Self {
        Self::Io(fault.0)
    }
}

impl From<io::Error> for Failure {
    /// An error of standard output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Io(format!("cannot write the output: {error}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_temporary_file_is_not_told() {
        let Err(error) = tempfile::tempdir_in("no/such/folder") else { panic!("it is there") };
        let told = Failure::of_path("cannot write", Path::new("a.html"), &error).to_string();
        assert_eq!(told, "cannot write a.html: entity not found");
        let Err(error) = std::fs::read("no/such/file") else { panic!("it is there") };
        let told = Failure::of_path("cannot read", Path::new("b"), &error).to_string();
        assert!(told.starts_with("cannot read b: No such file"), "{told}");
    }
}
