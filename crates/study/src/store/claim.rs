//! Whose a folder is: a study's own, and of one process at a time.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use super::{COUNTS, Fault, MANIFEST, Manifest, PARTS, RUNS, SERIES, UNFINISHED, names_in, table};

/// Refuses a folder that holds anything but this very study, so that nothing is lost or mixed with it.
pub(super) fn ensure_ours(dir: &Path, manifest: &Manifest) -> Result<(), Fault> {
    const OURS: [&str; 5] = [MANIFEST, RUNS, SERIES, COUNTS, PARTS];
    let names = names_in(dir)?;
    let refuse = |holds: String| {
        let help = "nothing was changed; name another folder, or empty this one";
        Err(Fault::refused(format!("{} holds {holds}: {help}", dir.display())))
    };
    let is_ours = |name: &str| OURS.contains(&name) || name.starts_with(UNFINISHED);
    if let Some(foreign) = names.iter().find(|name| !is_ours(name)) {
        return refuse(format!("what no study wrote, `{foreign}`"));
    }
    // Before the manifest has its name, there is nothing.
    if names.iter().all(|name| name.starts_with(UNFINISHED)) {
        return Ok(());
    }
    match Manifest::read(dir) {
        Ok(saved) => {
            saved.differs_from(manifest).map_or(Ok(()), |how| refuse(format!("another study, {how}")))
        }
        Err(Fault { message: reason, .. }) => refuse(format!("a study without a sound manifest ({reason})")),
    }
}

/// The manifest's file, which keeps others out; written first where there is none. The lock is taken under its first name,
/// and goes with the file to its second: so of two processes that begin at once, one is refused.
pub(super) fn locked(dir: &Path, manifest: &Manifest) -> Result<File, Fault> {
    let path = dir.join(MANIFEST);
    let read = || {
        let file = File::open(&path).map_err(|error| Fault::of(&path, "cannot read", &error))?;
        keep_out(&file, dir).map(|()| file)
    };
    if path.exists() {
        return read();
    }
    let unfinished = dir.join(format!("{UNFINISHED}{MANIFEST}"));
    let wrong = |error: &std::io::Error| Fault::of(&path, "cannot write", error);
    let made = File::options().write(true).create(true).truncate(false).open(&unfinished);
    let mut file = made.map_err(|error| wrong(&error))?;
    keep_out(&file, dir)?;
    if path.exists() {
        // The other one came first after all. If it has tidied this up already, all the better.
        let _ = std::fs::remove_file(&unfinished);
        return read();
    }
    let mut write = || {
        file.set_len(0)?;
        file.write_all(manifest.to_toml().as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&unfinished, &path)
    };
    write().map_err(|error| wrong(&error))?;
    table::sync_folder_of(&path);
    Ok(file)
}

/// Locks a file for as long as it is open. Where files cannot be locked, nobody is kept out.
fn keep_out(file: &File, dir: &Path) -> Result<(), Fault> {
    match file.try_lock() {
        Ok(()) | Err(std::fs::TryLockError::Error(_)) => Ok(()),
        Err(std::fs::TryLockError::WouldBlock) => Err(Fault::refused(format!(
            "another process is at work on the study in {}: wait for it, and the same call finds what it has made",
            dir.display()
        ))),
    }
}
