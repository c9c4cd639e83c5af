//! Which saved runs there are.

use std::path::Path;

use super::{MANIFEST, Manifest};
use crate::fault::Fault;
use crate::files::folders_with;

/// A folder that holds a saved run.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What it is of, or what is wrong with what it says.
    pub manifest: Result<Manifest, Fault>,
}

/// The saved runs in a folder, by name; none if there is no such folder.
///
/// # Errors
/// If the folder cannot be looked into.
pub fn list(folder: &Path) -> Result<Vec<Listed>, Fault> {
    let names = folders_with(folder, MANIFEST)?;
    Ok(names
        .into_iter()
        .map(|name| {
            let manifest = Manifest::read(&folder.join(&name));
            Listed { name, manifest }
        })
        .collect())
}
