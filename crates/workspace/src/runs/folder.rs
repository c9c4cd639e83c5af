//! A saved run's folder: `log.jsonl` and `run.toml`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::Path;

use powderkeg_report::jsonl;
use powderkeg_report::run::Run;
use powderkeg_report::words::listed;

use super::{BUT_FOR, LOG, MANIFEST, Manifest};
use crate::fault::Fault;
use crate::files;

/// Refuses a folder that holds anything but this very run, so that nothing is lost or mixed with it. The hash of
/// `manifest`'s log is not looked at: this is asked before the run.
///
/// # Errors
/// What it holds instead, or if it cannot be looked into.
pub fn ensure_ours(dir: &Path, manifest: &Manifest) -> Result<(), Fault> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Fault::of_path("cannot look into", dir, &error)),
    };
    let wrong = |error: io::Error| Fault::of_path("cannot look into", dir, &error);
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(wrong)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let refuse = |holds: String| {
        let help = "nothing was changed; name another folder, or empty this one";
        Err(Fault::taken(format!("{} holds {holds}: {help}", dir.display())))
    };
    let foreign: Vec<&String> =
        names.iter().filter(|name| ![LOG, MANIFEST, BUT_FOR].contains(&name.as_str())).collect();
    if !foreign.is_empty() {
        return refuse(format!("what no run wrote, {}", some_of(&foreign)));
    }
    if names.is_empty() {
        return Ok(());
    }
    match Manifest::read(dir) {
        Ok(saved) if saved.is_same_run(manifest) => Ok(()),
        Ok(saved) => refuse(format!("another run, {}", saved.told_beside(manifest))),
        Err(_) => refuse(format!("a {} without a sound {MANIFEST}", names[0])),
    }
}

/// The most names that a refusal lists.
const MOST_NAMES: usize = 5;

fn some_of(names: &[&String]) -> String {
    let mut shown: Vec<String> = names.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    if names.len() > MOST_NAMES {
        shown.push(format!("{} more", names.len() - MOST_NAMES));
    }
    listed(&shown)
}

/// Saves a run. A new folder appears whole; in one that is there each file does, the manifest last.
///
/// # Errors
/// If the folder holds anything but this very run, or cannot be written.
pub fn save(dir: &Path, run: &Run, manifest: &Manifest) -> Result<(), Fault> {
    ensure_ours(dir, manifest)?;
    let mut log = Vec::new();
    jsonl::write(run, &mut log).map_err(|error| Fault::of_path("cannot write", dir, &error))?;
    files::fill(dir, &[(LOG, &log), (MANIFEST, manifest.to_toml().as_bytes())])
}

/// What of a folder's saved log the replay says otherwise: the first such line.
///
/// # Errors
/// If it cannot be read.
pub fn difference(dir: &Path, run: &Run) -> Result<Option<String>, Fault> {
    let path = dir.join(LOG);
    let wrong = |error: io::Error| Fault::of_path("cannot read", &path, &error);
    let mut saved = BufReader::new(File::open(&path).map_err(wrong)?).split(b'\n').peekable();
    let differs = |what: String| Ok(Some(format!("{LOG}: {what}")));
    for (index, record) in run.log.records().iter().enumerate() {
        let number = index + 1;
        let Some(line) = saved.next().transpose().map_err(wrong)? else {
            return differs(format!("it ends before line {number}"));
        };
        let (line, told) = (line.strip_suffix(b"\r").unwrap_or(&line), jsonl::line(run, record));
        if line == told.as_bytes() {
            continue;
        }
        let is_cut = saved.peek().is_none() && told.as_bytes().starts_with(line);
        let how = if is_cut { "is cut off" } else { "is not what the replay says" };
        return differs(format!("line {number} {how}"));
    }
    match saved.next().transpose().map_err(wrong)? {
        Some(_) => differs("it goes on after the replay's last event".into()),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use powderkeg_study::store::Changes;

    use super::super::manifest::tests::manifest;
    use super::*;
    use crate::fault::Kind;

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let refusal = |manifest: &Manifest| match ensure_ours(dir.path(), manifest) {
            Err(fault) if fault.kind == Kind::Taken => fault.message,
            other => panic!("{other:?}"),
        };
        let ours = manifest();
        assert!(ensure_ours(dir.path(), &ours).is_ok());
        assert!(ensure_ours(&dir.path().join("new"), &ours).is_ok());
        std::fs::write(dir.path().join(LOG), "").unwrap();
        assert!(refusal(&ours).contains("without a sound run.toml"));
        std::fs::write(dir.path().join(MANIFEST), ours.to_toml()).unwrap();
        assert!(ensure_ours(dir.path(), &Manifest { log_hash: String::new(), ..manifest() }).is_ok());
        for (other, said) in [
            (Manifest { seed: 8, ..manifest() }, "another run, `crises/my \"dam\"\\x` with seed 7 --from "),
            (Manifest { changes: Changes::default(), ..manifest() }, "another run, "),
            (Manifest { scenario_hash: "ef".into(), ..manifest() }, "when the scenario read otherwise"),
            (Manifest { version: "9.0.0".into(), ..manifest() }, "by version 0.1.0"),
        ] {
            assert!(refusal(&other).contains(said), "{said}");
        }
        for name in ["a", "b", "c", "d", "e", "thesis.tex"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        assert!(refusal(&ours).contains("holds what no run wrote, `a`, `b`, `c`, `d`, `e` and 1 more:"));
    }
}
