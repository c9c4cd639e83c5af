//! Names in addresses, and the paths that they mean: never one outside.

use std::path::{Path, PathBuf};

use powderkeg_scenario::builtin;
use powderkeg_workspace::paths::inside;
use powderkeg_workspace::scenarios::SCENARIO;

use super::Desk;
use crate::api::Fault;

/// The longest name, in bytes: what file systems take with an end added.
const LONGEST: usize = 100;

/// Refuses a name that is not one of a file or folder of ours.
pub fn checked(name: &str) -> Result<&str, Fault> {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if is_plain && !name.is_empty() && !name.starts_with('.') && name.len() <= LONGEST {
        return Ok(name);
    }
    let shown: String = name.chars().take(LONGEST).collect();
    let rule =
        format!("use at most {LONGEST} letters, digits, `-`, `_` and `.`, and no `.` at the beginning");
    Err(Fault::bad_request(format!("`{shown}` is no name for it: {rule}")))
}

impl Desk {
    /// The folder of a run or study, which need not be there yet. A link on the way that leads out is not followed.
    pub(super) fn folder(&self, kind: &str, name: &str) -> Result<PathBuf, Fault> {
        let name = checked(name)?;
        if !self.workspace.exists() {
            return Ok(self.workspace.join(kind).join(name));
        }
        Ok(inside(&self.workspace, &format!("{kind}/{name}"))?)
    }

    /// The same to be written: the workspace is made.
    pub(super) fn new_folder(&self, kind: &str, name: &str) -> Result<PathBuf, Fault> {
        let parent = self.workspace.join(kind);
        std::fs::create_dir_all(&parent)
            .map_err(|error| Fault::of_path("cannot make the folder", &parent, &error))?;
        self.folder(kind, name)
    }

    /// Refuses what is neither a scenario of the program nor a folder with one below the served one.
    pub(super) fn ensure_scenario(&self, id: &str) -> Result<(), Fault> {
        if self.is_builtin(id) {
            return Ok(());
        }
        let is_there = |folder: &Path| folder.join(SCENARIO).is_file();
        if inside(&self.base, id).is_ok_and(|folder| is_there(&folder)) {
            return Ok(());
        }
        Err(Fault::not_found(format!(
            "there is no scenario `{id}` here: those there are stand on the first page"
        )))
    }

    /// Whether a name is that of a scenario of the program, and no folder has it.
    pub(super) fn is_builtin(&self, id: &str) -> bool {
        builtin::names().contains(&id) && !self.base.join(id).is_dir()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for good in ["a", "34", "my-study_2.old", "X"] {
            assert_eq!(checked(good), Ok(good));
        }
        let long = "x".repeat(LONGEST + 1);
        for bad in ["", ".", "..", ".hidden", "a/b", "a\\b", "../a", "a b", "ä", "a\0", "a:b", "%2e", &long]
        {
            assert!(checked(bad).is_err(), "{bad}");
        }
    }
}
