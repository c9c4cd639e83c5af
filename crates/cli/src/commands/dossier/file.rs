//! A file that is made whole or not at all, and never over another.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::Failure;
use crate::output::note;

/// A file that is not there yet.
pub struct Fresh {
    path: PathBuf,
    /// What will be the file.
    stage: NamedTempFile,
}

impl Fresh {
    /// Refuses a file that is there, and one that cannot be written.
    pub fn new(path: &Path) -> Result<Self, Failure> {
        if path.symlink_metadata().is_ok() {
            return Err(is_there(path));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let stage = tempfile::Builder::new().prefix(".powderkeg-").tempfile_in(folder);
        let stage = stage.map_err(|error| Failure::of_path("cannot write", path, &error))?;
        Ok(Self { path: path.to_path_buf(), stage })
    }

    /// Writes the file.
    pub fn write(mut self, bytes: &[u8]) -> Result<(), Failure> {
        let wrong = |error: &std::io::Error| Failure::of_path("cannot write", &self.path, error);
        self.stage.write_all(bytes).and_then(|()| self.stage.flush()).map_err(|error| wrong(&error))?;
        open_to_all(&self.stage).map_err(|error| wrong(&error))?;
        match self.stage.persist_noclobber(&self.path) {
            Ok(_) => {
                note(&format!("written: {}\n", self.path.display()));
                Ok(())
            }
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(is_there(&self.path))
            }
            Err(error) => Err(Failure::of_path("cannot write", &self.path, &error.error)),
        }
    }
}

fn is_there(path: &Path) -> Failure {
    Failure::Io(format!(
        "{} is there already: nothing was changed; name another file, or remove this one",
        path.display()
    ))
}

/// Only its owner can read a temporary file; the one that stays is as open as any.
#[cfg(unix)]
fn open_to_all(stage: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    stage.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}
