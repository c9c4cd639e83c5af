//! Files and folders that are made whole or not at all, and never over others.

use std::fs;
use std::io::{self, ErrorKind, Write};
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

/// The same for a folder; one that is there must be empty.
pub fn ensure_folder(path: &Path) -> Result<(), Failure> {
    if !path.is_dir() {
        return ensure(path);
    }
    let wrong = |error: io::Error| Failure::of_path("cannot look into", path, &error);
    let Some(entry) = fs::read_dir(path).map_err(wrong)?.next() else { return Ok(()) };
    let name = entry.map_err(wrong)?.file_name();
    let help = "nothing was changed; name another folder, or empty this one";
    Err(Failure::Io(format!("{} holds `{}`: {help}", path.display(), name.to_string_lossy())))
}

/// Writes it, and says so.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let wrong = |error: io::Error| Failure::of_path("cannot write", path, &error);
    let mut builder = tempfile::Builder::new();
    builder.prefix(HIDDEN);
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

/// Files by their names, which in a new folder may lie in folders of its own.
pub type Files<'a> = [(&'a str, &'a [u8])];

/// Writes a folder. A new one appears with all its files in it; into one that is there they come when all are written, in
/// their order, each over one of its name.
pub fn fill(dir: &Path, files: &Files) -> Result<(), Failure> {
    let wrong = |error: io::Error| Failure::of_path("cannot write", dir, &error);
    let is_new = !dir.is_dir();
    let beside = if is_new { folder_of(dir) } else { dir };
    fs::create_dir_all(beside).map_err(wrong)?;
    // Only its owner can look into a temporary folder; the one inside is as open as any.
    let stage = tempfile::Builder::new().prefix(HIDDEN).tempdir_in(beside).map_err(wrong)?;
    let whole = stage.path().join("whole");
    fs::create_dir(&whole).map_err(wrong)?;
    for (name, bytes) in files {
        let path = whole.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&whole)).map_err(wrong)?;
        fs::write(path, bytes).map_err(wrong)?;
    }
    if is_new {
        return fs::rename(&whole, dir).map_err(wrong);
    }
    for (name, _) in files {
        fs::rename(whole.join(name), dir.join(name)).map_err(wrong)?;
    }
    Ok(())
}

/// What names of files begin with that are not whole yet.
const HIDDEN: &str = ".powderkeg-";

/// Says so where a file is named like something else than what is written into it.
pub fn note_other(path: &Path, named: Option<&str>, written: &str) {
    if let Some(named) = named.filter(|&named| named != written) {
        note(&format!("{} is named like {named}, and holds {written}\n", path.display()));
    }
}

fn there_already(path: &Path) -> Failure {
    let help = "nothing was changed; name another file, or remove this one";
    Failure::Io(format!("{} is there already: {help}", path.display()))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
