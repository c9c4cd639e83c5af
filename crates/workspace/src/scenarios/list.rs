//! Which scenarios there are.

use std::path::Path;

use powderkeg_scenario::builtin;
use powderkeg_scenario::source::SourceTree;

use super::SCENARIO;
use crate::paths::from_base;

/// A scenario that can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What its file calls it; empty if it doesn't say.
    pub title: String,
    /// Whether it is part of the program.
    pub is_built_in: bool,
}

/// The scenarios that can be named: those of the program, then those in folders; each by name.
#[must_use]
pub fn list(base: &Path) -> Vec<Listed> {
    let built_in = builtin::names().into_iter().map(|name| Listed {
        name: name.into(),
        title: title(&SourceTree::BuiltIn(name.into())),
        is_built_in: true,
    });
    let local = here(base).into_iter().map(|name| Listed {
        title: title(&SourceTree::Folder(base.join(&name))),
        name,
        is_built_in: false,
    });
    built_in.chain(local).collect()
}

/// The folders with a scenario in the base folder and in its `scenarios/`.
#[must_use]
pub fn here(base: &Path) -> Vec<String> {
    ["", "scenarios"].into_iter().flat_map(|parent| folders(base, Path::new(parent))).collect()
}

/// Folders with a scenario in a folder below the base, by name; none if it can't be read.
fn folders(base: &Path, parent: &Path) -> Vec<String> {
    let folder = from_base(base, parent);
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let scenarios = entries.filter(|entry| entry.path().join(SCENARIO).is_file());
    let mut names: Vec<String> =
        scenarios.map(|entry| parent.join(entry.file_name()).display().to_string()).collect();
    names.sort();
    names
}

/// What a scenario's file calls it; empty if it doesn't say.
fn title(tree: &SourceTree) -> String {
    let text = tree.read(SCENARIO).unwrap_or_default();
    let table: Option<toml::Table> = text.parse().ok();
    let title = table.as_ref().and_then(|table| table.get("scenario")?.get("title")?.as_str());
    title.unwrap_or_default().chars().filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_as_seen_from_the_base() {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("dam", "[scenario]\ntitle = \"The \\u0007dam\"\n"),
            ("scenarios/mine", "no TOML"),
            ("empty", ""),
        ] {
            std::fs::create_dir_all(dir.path().join(name)).unwrap();
            if !text.is_empty() {
                std::fs::write(dir.path().join(name).join(SCENARIO), text).unwrap();
            }
        }
        assert_eq!(here(dir.path()), ["dam", "scenarios/mine"]);
        let local: Vec<Listed> = list(dir.path()).into_iter().filter(|row| !row.is_built_in).collect();
        assert_eq!(local.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["The dam", ""]);
        let built_in: Vec<Listed> = list(dir.path()).into_iter().filter(|row| row.is_built_in).collect();
        assert!(built_in.iter().any(|row| row.name == "baikonur-2015" && !row.title.is_empty()));
        assert!(here(&dir.path().join("nowhere")).is_empty());
    }
}
