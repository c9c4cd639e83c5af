//! A saved run: `log.jsonl` and `run.toml` in a folder.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Component, Path, PathBuf};

use powderkeg_report::jsonl;
use powderkeg_report::run::Run;
use powderkeg_report::words::listed;
use powderkeg_study::row::Row;
use powderkeg_study::store::{self, Changes, Fields, quoted};

use crate::failure::Failure;
use crate::new_file;

/// The records, one a line.
pub const LOG: &str = "log.jsonl";
/// What it takes to run it again.
pub const MANIFEST: &str = "run.toml";
/// What its events would not have happened without, if `but-for` was asked.
pub const BUT_FOR: &str = "but-for.json";

/// What it takes to run it again, and what must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Version of the program that ran it.
    pub version: String,
    /// The scenario, as it was named.
    pub scenario: String,
    /// Its folder, seen from the run's folder, with `/`; `None` for a built-in one.
    pub scenario_path: Option<String>,
    /// Hash of its text with all overrides.
    pub scenario_hash: String,
    /// The run's seed.
    pub seed: u64,
    /// What is changed about it.
    pub changes: Changes,
    /// Hash of the log.
    pub log_hash: String,
}

impl Manifest {
    /// That of one run of a study.
    pub fn of_row(study: &store::Manifest, row: &Row) -> Self {
        Self {
            version: study.version.clone(),
            scenario: study.scenario.clone(),
            scenario_path: study.scenario_path.clone(),
            scenario_hash: study.scenario_hash.clone(),
            seed: row.seed,
            changes: study.changes.clone(),
            log_hash: row.log_hash.clone(),
        }
    }

    /// The text of `run.toml`.
    pub fn to_toml(&self) -> String {
        let path = self.scenario_path.as_ref().map_or_else(String::new, |path| {
            format!("scenario_path = {} # seen from this folder\n", quoted(path))
        });
        format!(
            "# A run of powderkeg. `powderkeg verify` replays it, `powderkeg why` explains it.\n\
             version = {}\nscenario = {}\n{path}scenario_hash = {}\nseed = {}\n{}log_hash = {}\n",
            quoted(&self.version),
            quoted(&self.scenario),
            quoted(&self.scenario_hash),
            self.seed,
            self.changes.to_toml(),
            quoted(&self.log_hash),
        )
    }

    /// Reads the text of a `run.toml`; says what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let fields = Fields::of(text)?;
        Ok(Self {
            version: fields.text("version")?,
            scenario: fields.text("scenario")?,
            scenario_path: fields.text_if_any("scenario_path")?,
            scenario_hash: fields.text("scenario_hash")?,
            seed: fields.whole("seed")?,
            changes: Changes::of(&fields)?,
            log_hash: fields.text("log_hash")?,
        })
    }

    /// Reads the manifest of a saved run.
    pub fn read(dir: &Path) -> Result<Self, Failure> {
        let path = dir.join(MANIFEST);
        let no_run = |reason| Failure::Scenario(format!("{} is no saved run: {reason}", path.display()));
        let bytes = std::fs::read(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Failure::Io(format!(
                "there is no saved run in {}: it has no {MANIFEST}; `powderkeg run SCENARIO --out DIR` saves one",
                dir.display()
            )),
            _ => Failure::of_path("cannot read", &path, &error),
        })?;
        let text = String::from_utf8(bytes).map_err(|_| no_run("it is no UTF-8 text".into()))?;
        Self::from_toml(&text).map_err(no_run)
    }
}

/// Refuses a folder that holds anything but this very run, so that nothing is lost or mixed with it. The hash of
/// `manifest`'s log is not looked at: this is asked before the run.
pub fn ensure_ours(dir: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::of_path("cannot look into", dir, &error)),
    };
    let wrong = |error: std::io::Error| Failure::of_path("cannot look into", dir, &error);
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(wrong)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let refuse = |holds: String| {
        let help = "nothing was changed; name another folder, or empty this one";
        Err(Failure::Io(format!("{} holds {holds}: {help}", dir.display())))
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

impl Manifest {
    /// Whether both are of one run: the same scenario to the letter, seed, overrides and program.
    fn is_same_run(&self, other: &Self) -> bool {
        self.version == other.version
            && self.scenario_hash == other.scenario_hash
            && self.seed == other.seed
            && self.changes == other.changes
    }

    /// What sets this run apart from another: "`demo` with seed 3".
    fn told_beside(&self, other: &Self) -> String {
        let mut told = format!("`{}` with seed {}{}", self.scenario, self.seed, self.changes.typed());
        if self.version != other.version {
            told.push_str(&format!(", by version {}", self.version));
        } else if self.seed == other.seed && self.changes == other.changes {
            told.push_str(", when the scenario read otherwise");
        }
        told
    }
}

/// Saves a run. A new folder appears whole; in one that is there each file does, the manifest last.
pub fn save(dir: &Path, run: &Run, manifest: &Manifest) -> Result<(), Failure> {
    ensure_ours(dir, manifest)?;
    let mut log = Vec::new();
    jsonl::write(run, &mut log).map_err(|error| Failure::of_path("cannot write", dir, &error))?;
    new_file::fill(dir, &[(LOG, &log), (MANIFEST, manifest.to_toml().as_bytes())])
}

/// What of a folder's saved log the replay says otherwise: the first such line.
pub fn difference(dir: &Path, run: &Run) -> Result<Option<String>, Failure> {
    let path = dir.join(LOG);
    let wrong = |error: std::io::Error| Failure::of_path("cannot read", &path, &error);
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

/// The folder of a scenario as seen from the run's folder, which need not be there yet; `None` if there is no way.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            version: "0.1.0".into(),
            scenario: "crises/my \"dam\"\\x".into(),
            scenario_path: Some("../crises/my \"dam\"\\x".into()),
            scenario_hash: "ab".into(),
            seed: 7,
            changes: Changes {
                set: vec!["a.b={ uniform = [1, 2] }".into(), "title=\"Дамба\"\n".into()],
                forbid: vec!["usa.raid".into()],
                orders: vec!["2015-04-01T06:30 usa.offer".into()],
                from: Some(store::From {
                    named: "runs/34@raid_began".into(),
                    seed: 34,
                    minute: 250_000,
                    forbid: vec!["russia.airlift".into()],
                    orders: Vec::new(),
                }),
            },
            log_hash: "cd".into(),
        }
    }

    #[test]
    fn a_manifest_reads_back() {
        let built_in = Manifest { scenario_path: None, ..manifest() };
        for one in [manifest(), built_in] {
            assert_eq!(Manifest::from_toml(&one.to_toml()), Ok(one));
        }
    }

    #[test]
    fn a_broken_manifest_says_what_is_missing() {
        for (from, to, expected) in [
            ("seed = 7", "", "seed"),
            ("seed = 7", "seed = -7", "seed"),
            ("set = [", "set = [1, ", "set"),
            ("forbid", "forbids", "forbid"),
            ("log_hash", "other", "log_hash"),
            ("seed = 7", "seed = ", "TOML"),
        ] {
            let error = Manifest::from_toml(&manifest().to_toml().replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let refusal = |manifest: &Manifest| match ensure_ours(dir.path(), manifest) {
            Err(Failure::Io(reason)) => reason,
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
}
