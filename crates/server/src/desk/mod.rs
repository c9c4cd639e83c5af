//! What the server knows: the folder that is served, and the workspace below it.

mod documents;

use std::path::{Path, PathBuf};

pub use self::documents::{PageFile, PageFormat};

use crate::api::Fault;

/// Name of the folder that the server writes into, below the one that is served.
const WORKSPACE: &str = "powderkeg";

/// The folder that is served, with its workspace.
#[derive(Debug)]
pub struct Desk {
    base: PathBuf,
    workspace: PathBuf,
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
        Ok(Self { base, workspace })
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
}
