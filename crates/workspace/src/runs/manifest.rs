//! `run.toml`: what it takes to run it again, and what must come out.

use std::io::ErrorKind;
use std::path::Path;

use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::row::Row;
use powderkeg_study::store::{self, Changes, Fields, quoted};

use super::MANIFEST;
use crate::fault::Fault;
use crate::scenarios::{self, Kept};
use crate::{VERSION, changes};

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
    /// What is known before the run: all but the log's hash. `dir`: where it will be saved, if it will be.
    ///
    /// # Errors
    /// If there is no such scenario.
    pub fn before(
        base: &Path,
        dir: Option<&Path>,
        name: &str,
        scenario: &Scenario,
        seed: u64,
        interventions: &Interventions,
    ) -> Result<Self, Fault> {
        let scenario_path = dir.map(|dir| scenarios::path_from(base, dir, name)).transpose()?.flatten();
        Ok(Self {
            version: VERSION.into(),
            scenario: name.into(),
            scenario_path,
            scenario_hash: scenario.hash.clone(),
            seed,
            changes: changes::texts(interventions),
            log_hash: String::new(),
        })
    }

    /// That of one run of a study.
    #[must_use]
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
    #[must_use]
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

    /// Reads the text of a `run.toml`.
    ///
    /// # Errors
    /// What is wrong with it.
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
    ///
    /// # Errors
    /// If there is none, or what is wrong with it.
    pub fn read(dir: &Path) -> Result<Self, Fault> {
        let path = dir.join(MANIFEST);
        let no_run = |reason| Fault::scenario(format!("{} is no saved run: {reason}", path.display()));
        let bytes = std::fs::read(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Fault::missing(format!(
                "there is no saved run in {}: it has no {MANIFEST}; `powderkeg run SCENARIO --out DIR` saves one",
                dir.display()
            )),
            _ => Fault::of_path("cannot read", &path, &error),
        })?;
        let text = String::from_utf8(bytes).map_err(|_| no_run("it is no UTF-8 text".into()))?;
        Self::from_toml(&text).map_err(no_run)
    }

    /// What it says of the scenario.
    pub(super) fn kept(&self, dir: &Path) -> Kept<'_> {
        let Self { scenario, scenario_path, scenario_hash, changes, .. } = self;
        Kept {
            manifest: dir.join(MANIFEST),
            name: scenario,
            path: scenario_path.as_deref(),
            hash: scenario_hash,
            changes,
        }
    }

    /// Whether both are of one run: the same scenario to the letter, seed, overrides and program.
    pub(super) fn is_same_run(&self, other: &Self) -> bool {
        self.version == other.version
            && self.scenario_hash == other.scenario_hash
            && self.seed == other.seed
            && self.changes == other.changes
    }

    /// What sets this run apart from another: "`demo` with seed 3".
    pub(super) fn told_beside(&self, other: &Self) -> String {
        let mut told = format!("`{}` with seed {}{}", self.scenario, self.seed, self.changes.typed());
        if self.version != other.version {
            told.push_str(&format!(", by version {}", self.version));
        } else if self.seed == other.seed && self.changes == other.changes {
            told.push_str(", when the scenario read otherwise");
        }
        told
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// One with every kind of text in it.
    pub(in crate::runs) fn manifest() -> Manifest {
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
}
