//! Files that appear whole, or not at all.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Fault;
use super::table::{UNFINISHED, sync_folder_of};

/// Writes a small file.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), Fault> {
    Beside::write(path.to_path_buf(), text.as_bytes())?.keep()
}

/// A file that does not have its name yet, and goes unless it gets it.
pub(super) struct Beside {
    pub(super) unfinished: PathBuf,
    path: PathBuf,
}

impl Beside {
    pub(super) fn write(path: PathBuf, bytes: &[u8]) -> Result<Self, Fault> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = Self { unfinished: path.with_file_name(format!("{UNFINISHED}{name}")), path };
        let write = |path: &Path| {
            let mut file = File::create(path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write(&beside.unfinished).map_err(|error| Fault::of(&beside.path, "cannot write", &error))?;
        Ok(beside)
    }

    pub(super) fn keep(self) -> Result<(), Fault> {
        std::fs::rename(&self.unfinished, &self.path)
            .map_err(|error| Fault::of(&self.path, "cannot write", &error))?;
        sync_folder_of(&self.path);
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Gone if it was kept; else of no use to anybody.
        let _ = std::fs::remove_file(&self.unfinished);
    }
}
