//! Why something about a workspace could not be done.

use std::fmt;
use std::io;
use std::path::Path;

use powderkeg_scenario::findings::Findings;
use powderkeg_study::store;

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A scenario, a saved run or a study has errors, or no longer comes out as it was saved.
    Scenario,
    /// What is asked cannot be.
    Usage,
    /// There is no scenario, event or run of the name or number.
    Unknown,
    /// There is no saved run or study in the folder.
    Missing,
    /// What is there is something else, or not whole yet; it was left alone.
    Taken,
    /// A file is not what we wrote.
    Damaged,
    /// The disk is full.
    NoRoom,
    /// A file can't be read or written.
    Io,
}

/// What happened, where, and what to do; with the mistakes in a text, where there are such.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What kind it is.
    pub kind: Kind,
    /// What happened, where, and what to do.
    pub message: String,
    /// What there is in place of what was named. Where it is not empty, the message ends as if it came next.
    pub known: Vec<&'static str>,
    /// The mistakes that the message speaks of as shown or listed, with the texts that they are in.
    pub findings: Vec<Findings>,
}

impl Fault {
    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), known: Vec::new(), findings: Vec::new() }
    }

    /// A fault of the kind [`Kind::Scenario`].
    pub fn scenario(message: impl Into<String>) -> Self {
        Self::new(Kind::Scenario, message)
    }

    /// A fault of the kind [`Kind::Usage`].
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// A fault of the kind [`Kind::Unknown`].
    pub fn unknown(message: impl Into<String>) -> Self {
        Self::new(Kind::Unknown, message)
    }

    /// A fault of the kind [`Kind::Missing`].
    pub fn missing(message: impl Into<String>) -> Self {
        Self::new(Kind::Missing, message)
    }

    /// A fault of the kind [`Kind::Taken`].
    pub fn taken(message: impl Into<String>) -> Self {
        Self::new(Kind::Taken, message)
    }

    /// A fault of the kind [`Kind::Damaged`].
    pub fn damaged(message: impl Into<String>) -> Self {
        Self::new(Kind::Damaged, message)
    }

    /// A fault of the kind [`Kind::Io`].
    pub fn io(message: impl Into<String>) -> Self {
        Self::new(Kind::Io, message)
    }

    /// What went wrong with a file or folder.
    #[must_use]
    pub fn of_path(doing: &str, path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        let kind = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Kind::NoRoom,
            _ => Kind::Io,
        };
        let message = match error.get_ref() {
            // It carries a name of its own, which is that of a temporary file: the kind says enough.
            Some(_) if error.kind() != io::ErrorKind::Other => format!("{doing} {path}: {}", error.kind()),
            _ => format!("{doing} {path}: {error}"),
        };
        Self::new(kind, message)
    }

    /// The same with the mistakes behind it.
    #[must_use]
    pub fn with(self, findings: Vec<Findings>) -> Self {
        Self { findings, ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if self.known.is_empty() { Ok(()) } else { write!(f, "\n  {}", self.known.join(", ")) }
    }
}

impl std::error::Error for Fault {}

impl From<store::Fault> for Fault {
    /// What is wrong with a study's files.
    fn from(fault: store::Fault) -> Self {
        let kind = match fault.kind {
            store::FaultKind::Refused => Kind::Taken,
            store::FaultKind::Damaged => Kind::Damaged,
            store::FaultKind::NoRoom => Kind::NoRoom,
            store::FaultKind::Io => Kind::Io,
        };
        Self::new(kind, fault.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_temporary_file_is_not_told() {
        let Err(error) = tempfile::tempdir_in("no/such/folder") else { panic!("it is there") };
        let told = Fault::of_path("cannot write", Path::new("a.html"), &error).to_string();
        assert_eq!(told, "cannot write a.html: entity not found");
        let Err(error) = std::fs::read("no/such/file") else { panic!("it is there") };
        let told = Fault::of_path("cannot read", Path::new("b"), &error).to_string();
        assert!(told.starts_with("cannot read b: No such file"), "{told}");
    }
}
