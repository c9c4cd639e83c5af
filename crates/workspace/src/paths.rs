//! Ways between folders, and names of what lies below one.

use std::path::{Component, Path, PathBuf};

use crate::fault::Fault;

/// The folder of a scenario as seen from the run's folder, which need not be there yet; `None` if there is no way.
#[must_use]
pub fn path_between(dir: &Path, scenario: &Path) -> Option<String> {
    let to = scenario.canonicalize().ok()?;
    let from = canonical_ahead(dir)?;
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return None;
    }
    let up = from.components().skip(common).map(|_| Some(".."));
    let down = to.components().skip(common).map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    parts.map(|parts| if parts.is_empty() { ".".into() } else { parts.join("/") })
}

/// A path without links, also where its end is not there yet.
fn canonical_ahead(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let there = path.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
    let (there, canonical) = there?;
    let ahead = path.strip_prefix(there).ok()?;
    let is_plain = ahead.components().all(|part| matches!(part, Component::Normal(_)));
    is_plain.then(|| canonical.join(ahead))
}

/// A path seen from the base folder; without a `./` before it where that is the current folder.
pub(crate) fn from_base(base: &Path, path: &Path) -> PathBuf {
    let is_here = base == Path::new(".") && !path.as_os_str().is_empty();
    if is_here { path.to_path_buf() } else { base.join(path) }
}

/// The path of what a stranger names below a folder, which need not be there yet.
///
/// # Errors
/// If the name is no plain path of visible files and folders, or a link on it leads out of the folder.
pub fn inside(folder: &Path, name: &str) -> Result<PathBuf, Fault> {
    let refused = || Fault::unknown(format!("`{name}` is no name of anything in this folder"));
    // The same on every system, whatever it takes for a separator or a drive; hidden files are not shown either.
    let is_plain = |part: &str| {
        let is_odd = |letter: char| letter.is_control() || "\\:".contains(letter);
        !part.is_empty() && !part.starts_with('.') && !part.contains(is_odd)
    };
    if !name.split('/').all(is_plain) {
        return Err(refused());
    }
    let path = from_base(folder, Path::new(name));
    let root = folder.canonicalize().map_err(|error| Fault::of_path("cannot look into", folder, &error))?;
    // A link that leads nowhere is there, and cannot be told where it will lead.
    let there = path.ancestors().find(|part| part.symlink_metadata().is_ok());
    match there.and_then(|part| part.canonicalize().ok()) {
        Some(found) if found.starts_with(&root) => Ok(path),
        _ => Err(refused()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_between_folders_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let scenario = dir.path().join("crises/dam");
        std::fs::create_dir_all(&scenario).unwrap();
        let way = |run: &str| path_between(&dir.path().join(run), &scenario);
        assert_eq!(way("runs/7").as_deref(), Some("../../crises/dam"));
        assert_eq!(way("crises/dam/runs/7").as_deref(), Some("../.."));
        assert_eq!(way("crises/dam").as_deref(), Some("."));
        assert_eq!(way("not/there/../7"), None);
        assert_eq!(path_between(dir.path(), &dir.path().join("nowhere")), None);
    }

    #[test]
    fn strangers_cannot_name_what_lies_outside() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("here");
        std::fs::create_dir_all(folder.join("runs/34")).unwrap();
        std::fs::create_dir(dir.path().join("secret")).unwrap();
        for good in ["runs", "runs/34", "runs/35", "Дамба 2"] {
            assert_eq!(inside(&folder, good).unwrap(), folder.join(good));
        }
        for bad in [
            "",
            ".",
            "..",
            "../secret",
            "runs/../../secret",
            "/etc",
            "runs//34",
            "runs/",
            "c:x",
            "a\\b",
            ".x",
            "a\0",
        ] {
            assert!(inside(&folder, bad).is_err(), "{bad}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(dir.path().join("secret"), folder.join("link")).unwrap();
            std::os::unix::fs::symlink(dir.path().join("nowhere"), folder.join("dangling")).unwrap();
            for bad in ["link", "link/x", "dangling"] {
                assert!(inside(&folder, bad).is_err(), "{bad}");
            }
        }
    }
}
