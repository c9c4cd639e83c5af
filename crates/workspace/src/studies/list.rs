//! Which studies there are.

use std::path::Path;

use powderkeg_study::store::{MANIFEST, Manifest, RUNS};

use crate::fault::Fault;
use crate::files::folders_with;

/// A folder that holds a study.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What it is of, or what is wrong with what it says.
    pub manifest: Result<Manifest, Fault>,
    /// Whether all its runs are made and put together.
    pub is_complete: bool,
}

/// The studies in a folder, by name; none if there is no such folder.
///
/// # Errors
/// If the folder cannot be looked into.
pub fn list(folder: &Path) -> Result<Vec<Listed>, Fault> {
    let names = folders_with(folder, MANIFEST)?;
    Ok(names
        .into_iter()
        .map(|name| {
            let dir = folder.join(&name);
            let manifest = Manifest::read(&dir).map_err(Fault::from);
            Listed { name, manifest, is_complete: dir.join(RUNS).exists() }
        })
        .collect())
}
