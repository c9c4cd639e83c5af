//! Files and folders that are made whole or not at all, and never over others.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::fault::Fault;

/// Refuses what is there already, and what cannot be written: before the work, not after it.
///
/// # Errors
/// Why it cannot be written.
pub fn ensure(path: &Path) -> Result<(), Fault> {
    match path.symlink_metadata() {
        Ok(_) => Err(there_already(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = folder_of(path);
            if folder.is_dir() {
                return Ok(());
            }
            Err(Fault::io(format!(
                "cannot write {}: there is no folder {}",
                path.display(),
                folder.display()
            )))
        }
        Err(error) => Err(Fault::of_path("cannot write", path, &error)),
    }
}

/// The same for a folder; one that is there must be empty.
///
/// # Errors
/// Why it cannot be filled.
pub fn ensure_folder(path: &Path) -> Result<(), Fault> {
    if !path.is_dir() {
        return ensure(path);
    }
    let wrong = |error: io::Error| Fault::of_path("cannot look into", path, &error);
    let Some(entry) = fs::read_dir(path).map_err(wrong)?.next() else { return Ok(()) };
    let name = entry.map_err(wrong)?.file_name();
    let help = "nothing was changed; name another folder, or empty this one";
    Err(Fault::taken(format!("{} holds `{}`: {help}", path.display(), name.to_string_lossy())))
}

/// Writes a new file: whole, or not at all.
///
/// # Errors
/// If it is there already, or cannot be written.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let wrong = |error: io::Error| Fault::of_path("cannot write", path, &error);
    let file = beside(path, bytes).map_err(wrong)?;
    file.persist_noclobber(path).map(drop).map_err(|failed| match failed.error.kind() {
        ErrorKind::AlreadyExists => there_already(path),
        _ => wrong(failed.error),
    })
}

/// Files by their names, which in a new folder may lie in folders of its own.
pub type Files<'a> = [(&'a str, &'a [u8])];

/// Writes a folder. A new one appears with all its files in it; into one that is there they come when all are written, in
/// their order, each over one of its name.
///
/// # Errors
/// If a file cannot be written.
pub fn fill(dir: &Path, files: &Files) -> Result<(), Fault> {
    let wrong = |error: io::Error| Fault::of_path("cannot write", dir, &error);
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

/// Writes a file over the one of its name: whole, or not at all.
///
/// # Errors
/// If it cannot be written. The old one stays then.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let wrong = |error: io::Error| Fault::of_path("cannot write", path, &error);
    let file = beside(path, bytes).map_err(wrong)?;
    file.persist(path).map(drop).map_err(|failed| wrong(failed.error))
}

/// A file without a name yet, in the folder of another.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(HIDDEN);
    // As open as any other file: temporary ones are their owner's only.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    // Before it gets its name: after a power cut there is the old file or the new one, and none that is empty.
    file.as_file().sync_all()?;
    Ok(file)
}

fn there_already(path: &Path) -> Fault {
    let help = "nothing was changed; name another file, or remove this one";
    Fault::taken(format!("{} is there already: {help}", path.display()))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Names of the visible folders in a folder that hold a file of a name, sorted; none if there is no such folder. A name
/// that is no text is none that anybody could ask for.
pub(crate) fn folders_with(folder: &Path, file: &str) -> Result<Vec<String>, Fault> {
    let wrong = |error: io::Error| Fault::of_path("cannot look into", folder, &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(wrong(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(wrong)?;
        if let Ok(name) = entry.file_name().into_string()
            && !name.starts_with('.')
            && entry.path().join(file).is_file()
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
