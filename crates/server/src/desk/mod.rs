//! What the server knows: the folder that is served, and the workspace below it.
//!
//! Everything is read from disk when it is asked for, so that what others write there is seen; what cost a while to read
//! is kept for as long as its files stay as they are.

mod faults;
mod names;
mod pages;
mod runs;
mod scenarios;
mod sets;
mod shelf;
mod studies;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use self::pages::{PageFile, PageFormat};
pub use self::runs::Replay;
use self::shelf::Shelf;
pub use self::studies::Looked;
use crate::api::Fault;

/// Name of the folder that the server writes into, below the one that is served.
const WORKSPACE: &str = "powderkeg";

/// Studies whose rows are kept in memory.
const STUDIES: usize = 3;

/// The folder that is served, with its workspace.
#[derive(Debug)]
pub struct Desk {
    base: PathBuf,
    workspace: PathBuf,
    /// Held while something is looked at and then written.
    writing: Mutex<()>,
    /// Studies that are looked at.
    shelf: Shelf<Looked>,
}

impl Desk {
    /// Takes a folder.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn open(base: PathBuf) -> Result<Self, Fault> {
        let wrong = |error: std::io::Error| Fault::of_path("cannot look into", &base, &error);
        std::fs::read_dir(&base).map_err(wrong)?;
        let workspace = base.join(WORKSPACE);
        Ok(Self { base, workspace, writing: Mutex::new(()), shelf: Shelf::new(STUDIES) })
    }

    /// The folder that is served.
    #[must_use]
    pub fn base(&self) -> &Path {
        &self.base
    }

    /// Where runs, studies, overrides and jobs are kept.
    #[must_use]
    pub fn workspace(&self) -> &Path {
        &self.workspace
    }

    /// What the folder is called.
    #[must_use]
    pub fn name(&self) -> String {
        let path = self.base.canonicalize().unwrap_or_else(|_| self.base.clone());
        path.file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
    }

    /// A fault as people are told of it: files are named as seen from the folder that is served.
    #[must_use]
    pub fn told(&self, fault: Fault) -> Fault {
        Fault { message: self.shortened(fault.message), ..fault }
    }

    /// A text in which files are named so.
    fn shortened(&self, text: String) -> String {
        match self.base.to_str() {
            Some(base) if self.base.is_absolute() => {
                text.replace(&format!("{}/", base.trim_end_matches('/')), "")
            }
            _ => text,
        }
    }

    /// Held by whoever looks at what is there before writing.
    fn writing(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
