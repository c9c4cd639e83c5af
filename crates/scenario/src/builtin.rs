//! The scenarios and the library that are part of the program.

use include_dir::{Dir, include_dir};

static SCENARIOS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../scenarios");

/// Names of the built-in scenarios, sorted.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = SCENARIOS
        .dirs()
        .filter(|dir| dir.get_file(dir.path().join("scenario.toml")).is_some())
        .filter_map(|dir| dir.path().to_str())
        .collect();
    names.sort_unstable();
    names
}

/// Names of the files directly in a built-in folder (`"library"`), sorted; empty if there is no such folder.
#[must_use]
pub fn files(folder: &str) -> Vec<&'static str> {
    let mut names: Vec<_> = SCENARIOS
        .get_dir(folder)
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| file.path().file_name()?.to_str())
        .collect();
    names.sort_unstable();
    names
}

/// The bytes of a built-in file (`"library/labour.toml"`).
#[must_use]
pub fn file(path: &str) -> Option<&'static [u8]> {
    SCENARIOS.get_file(path).map(include_dir::File::contents)
}
