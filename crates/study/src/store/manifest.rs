//! `study.toml`: what a study is of.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

use super::changes::Changes;
use super::fields::Fields;
use super::{Fault, MANIFEST};
use crate::plan::{MOST_RUNS, Plan, Shard};

/// The layout of the files that this version writes and reads.
pub const FORMAT: u32 = 1;

/// What a study is of. Two with equal manifests are the same study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Version of the program that ran it.
    pub version: String,
    /// The scenario, as it was named.
    pub scenario: String,
    /// Its folder, seen from the study's folder, with `/`; `None` for a built-in one.
    pub scenario_path: Option<String>,
    /// Hash of its text with all overrides.
    pub scenario_hash: String,
    /// What is changed about it.
    pub changes: Changes,
    /// Which runs.
    pub plan: Plan,
    /// Runs that are saved together.
    pub chunk: u32,
}

impl Manifest {
    /// The text of `study.toml`.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::from(
            "# A study of powderkeg. The same command goes on with it; docs/study.md tells the columns.\n",
        );
        // Writing to a String cannot fail.
        let _ = writeln!(out, "format = {FORMAT}");
        let text = quoted;
        let _ = writeln!(out, "version = {}", text(&self.version));
        let _ = writeln!(out, "scenario = {}", text(&self.scenario));
        if let Some(path) = &self.scenario_path {
            let _ = writeln!(out, "scenario_path = {} # seen from this folder", text(path));
        }
        let _ = writeln!(out, "scenario_hash = {}", text(&self.scenario_hash));
        out.push_str(&self.changes.to_toml());
        let Plan { seed, runs, shard } = self.plan;
        let _ = writeln!(out, "seed = {seed}\nruns = {runs}\nshard = \"{shard}\"\nchunk = {}", self.chunk);
        out
    }

    /// Reads the text of a `study.toml`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let fields = Fields::of(text)?;
        let known = [
            "format",
            "version",
            "scenario",
            "scenario_path",
            "scenario_hash",
            "seed",
            "runs",
            "shard",
            "chunk",
        ];
        let is_known = |key: &str| known.contains(&key) || Changes::KEYS.contains(&key);
        if let Some(key) = fields.keys().find(|key| !is_known(key)) {
            return Err(format!("it has a `{key}`, which no study writes"));
        }
        let count = |key: &str| {
            let fits =
                |value: u64| u32::try_from(value).ok().filter(|&value| (1..=MOST_RUNS).contains(&value));
            fits(fields.whole(key)?)
                .ok_or_else(|| format!("its `{key}` is not a number from 1 to {MOST_RUNS}"))
        };
        if fields.whole("format")? != u64::from(FORMAT) {
            return Err(format!("its format is {}, this version reads {FORMAT}", fields.whole("format")?));
        }
        let shard =
            Shard::parse(&fields.text("shard")?).map_err(|reason| format!("its `shard`: {reason}"))?;
        Ok(Self {
            version: fields.text("version")?,
            scenario: fields.text("scenario")?,
            scenario_path: fields.text_if_any("scenario_path")?,
            scenario_hash: fields.text("scenario_hash")?,
            changes: Changes::of(&fields)?,
            plan: Plan { seed: fields.whole("seed")?, runs: count("runs")?, shard },
            chunk: count("chunk")?,
        })
    }

    /// Reads the manifest of a study's folder.
    ///
    /// # Errors
    /// If there is none, or what is wrong with it.
    pub fn read(dir: &Path) -> Result<Self, Fault> {
        let path = dir.join(MANIFEST);
        let text = std::fs::read_to_string(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Fault::refused(format!(
                "there is no study in {}: it has no {MANIFEST}; `powderkeg study SCENARIO --out DIR` makes one",
                dir.display()
            )),
            _ => Fault::of(&path, "cannot read", &error),
        })?;
        Self::from_toml(&text)
            .map_err(|reason| Fault::damaged(format!("{} is no study's: {reason}", path.display())))
    }

    /// What sets this study apart from `other`, as "its seed is 3, not 1"; `None` if nothing does. Where the scenario
    /// lies sets nothing apart, nor how it was named.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> Option<String> {
        let from = |one: &Self| one.changes.from.as_ref().map_or("nothing".into(), ToString::to_string);
        let rows = [
            ("version", self.version.clone(), other.version.clone()),
            ("set", format!("{:?}", self.changes.set), format!("{:?}", other.changes.set)),
            ("forbid", format!("{:?}", self.changes.forbid), format!("{:?}", other.changes.forbid)),
            ("do", format!("{:?}", self.changes.orders), format!("{:?}", other.changes.orders)),
            ("from", from(self), from(other)),
            ("scenario_hash", self.scenario_hash.clone(), other.scenario_hash.clone()),
            ("seed", self.plan.seed.to_string(), other.plan.seed.to_string()),
            ("runs", self.plan.runs.to_string(), other.plan.runs.to_string()),
            ("shard", self.plan.shard.to_string(), other.plan.shard.to_string()),
            ("chunk", self.chunk.to_string(), other.chunk.to_string()),
        ];
        let (key, own, others) = rows.into_iter().find(|(_, own, others)| own != others)?;
        Some(format!("its `{key}` is {own}, not {others}"))
    }

    /// The study of which this is a shard.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self { plan: Plan { shard: Shard::WHOLE, ..self.plan }, ..self.clone() }
    }

    /// What every file of the study carries, so that none is taken for another's: all that sets studies apart.
    #[must_use]
    pub fn mark(&self) -> String {
        Self { scenario: String::new(), scenario_path: None, ..self.clone() }.to_toml()
    }
}

/// A TOML basic string.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(control))),
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            version: "0.1.0".into(),
            scenario: "my \"dam\"".into(),
            scenario_path: Some("../my \"dam\"\\x".into()),
            scenario_hash: "ab".into(),
            changes: Changes {
                set: vec!["a.b={ uniform = [1, 2] }".into(), "title=\"Дамба\"\n".into()],
                forbid: vec!["usa.raid".into()],
                orders: vec!["2015-04-01 usa.offer".into()],
                from: Some(crate::store::From {
                    named: "runs/34@raid_began".into(),
                    seed: 34,
                    minute: 250_000,
                    forbid: vec!["russia.airlift".into()],
                    orders: Vec::new(),
                }),
            },
            plan: Plan { seed: 7, runs: 100, shard: Shard::WHOLE },
            chunk: 10,
        }
    }

    #[test]
    fn a_manifest_reads_back() {
        let unchanged = Changes::default();
        for one in [manifest(), Manifest { scenario_path: None, changes: unchanged, ..manifest() }] {
            assert_eq!(Manifest::from_toml(&one.to_toml()), Ok(one));
        }
    }

    #[test]
    fn a_broken_manifest_says_what_is_wrong() {
        for (from, to, said) in [
            ("seed = 7", "", "whole number `seed`"),
            ("seed = 7", "seed = -7", "whole number `seed`"),
            ("runs = 100", "runs = 0", "`runs` is not a number from 1"),
            ("runs = 100", "runs = 1000000000000000000", "`runs` is not a number from 1"),
            ("shard = \"1/1\"", "shard = \"8/7\"", "1/7 to 7/7"),
            ("format = 1", "format = 9", "its format is 9"),
            ("forbid = [", "forbid = [1, ", "`forbid`"),
            ("chunk", "chunks", "a `chunks`"),
            ("seed = 7", "seed = ", "TOML"),
        ] {
            let changed = manifest().to_toml().replacen(from, to, 1);
            let reason = Manifest::from_toml(&changed).unwrap_err();
            assert!(reason.contains(said), "{said}: {reason}");
        }
    }

    #[test]
    fn what_sets_studies_apart_is_named() {
        let moved = Manifest { scenario_path: None, scenario: "other name".into(), ..manifest() };
        assert_eq!(moved.differs_from(&manifest()), None);
        assert_eq!(moved.mark(), manifest().mark());
        let other = Manifest { plan: Plan { seed: 8, ..manifest().plan }, ..manifest() };
        assert_eq!(other.differs_from(&manifest()).as_deref(), Some("its `seed` is 8, not 7"));
        assert_ne!(other.mark(), manifest().mark());
    }
}
