//! A file that is made whole or not at all, and never over another.

use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::failure::Failure;
use crate::output::note;

/// Refuses what is there already, and what cannot be written: before the work, not after it.
pub fn ensure(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(there_already(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = folder_of(path);
            if folder.is_dir() {
                return Ok(());
            }
            Err(Failure::Io(format!(
                "cannot write {}: there is no folder {}",
                path.display(),
                folder.display()
            )))
        }
        Err(error) => Err(Failure::of_path("cannot write", path, &error)),
    }
}

/// Writes it, and says so.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let wrong = |error: std::io::Error| Failure::of_path("cannot write", path, &error);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".powderkeg-");
    // As open as any other file: temporary ones are their owner's only.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder_of(path)).map_err(wrong)?;
    file.write_all(bytes).map_err(wrong)?;
    file.persist_noclobber(path).map_err(|failed| match failed.error.kind() {
        ErrorKind::AlreadyExists => there_already(path),
        _ => wrong(failed.error),
    })?;
    note(&format!("saved in {}\n", path.display()));
    Ok(())
}

fn there_already(path: &Path) -> Failure {
    let help = "nothing was changed; name another file, or remove this one";
    Failure::Io(format!("{} is there already: {help}", path.display()))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
