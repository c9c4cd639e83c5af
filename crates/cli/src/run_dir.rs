//! A saved run: `log.jsonl` and `run.toml` in a folder.

use std::io::{BufWriter, Write};
use std::path::Path;

use powderkeg_report::jsonl;
use powderkeg_report::run::Run;
use tempfile::NamedTempFile;

use crate::failure::Failure;

/// The records, one a line.
pub const LOG: &str = "log.jsonl";
/// What it takes to run it again.
pub const MANIFEST: &str = "run.toml";

/// What it takes to run it again, and what must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Version of the program that ran it.
    pub version: String,
    /// The scenario, as it was named.
    pub scenario: String,
    /// Hash of its text with all overrides.
    pub scenario_hash: String,
    /// The run's seed.
    pub seed: u64,
    /// `PATH=VALUE` for each override.
    pub set: Vec<String>,
    /// Hash of the log.
    pub log_hash: String,
}

impl Manifest {
    /// The text of `run.toml`.
    pub fn to_toml(&self) -> String {
        let set: Vec<String> = self.set.iter().map(|text| quoted(text)).collect();
        format!(
            "# A run of powderkeg. `powderkeg verify` replays it, `powderkeg why` explains it.\n\
             version = {}\nscenario = {}\nscenario_hash = {}\nseed = {}\nset = [{}]\nlog_hash = {}\n",
            quoted(&self.version),
            quoted(&self.scenario),
            quoted(&self.scenario_hash),
            self.seed,
            set.join(", "),
            quoted(&self.log_hash),
        )
    }

    /// Reads the text of a `run.toml`; says what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
        let string = |key: &str| {
            let value = table.get(key).and_then(toml::Value::as_str);
            value.map(str::to_string).ok_or_else(|| format!("it has no text `{key}`"))
        };
        let seed = table.get("seed").and_then(toml::Value::as_integer);
        let seed = seed.and_then(|seed| u64::try_from(seed).ok()).ok_or("it has no whole number `seed`")?;
        let set = table.get("set").and_then(toml::Value::as_array).ok_or("it has no list `set`")?;
        let set: Option<Vec<String>> = set.iter().map(|value| value.as_str().map(str::to_string)).collect();
        Ok(Self {
            version: string("version")?,
            scenario: string("scenario")?,
            scenario_hash: string("scenario_hash")?,
            seed,
            set: set.ok_or("`set` is not a list of texts")?,
            log_hash: string("log_hash")?,
        })
    }

    /// Reads the manifest of a saved run.
    pub fn read(dir: &Path) -> Result<Self, Failure> {
        let path = dir.join(MANIFEST);
        let text =
            std::fs::read_to_string(&path).map_err(|error| Failure::of_path("cannot read", &path, &error))?;
        Self::from_toml(&text)
            .map_err(|reason| Failure::Io(format!("{} is no saved run: {reason}", path.display())))
    }
}

/// Saves a run. Each file appears whole or not at all, the manifest last.
pub fn save(dir: &Path, run: &Run, manifest: &Manifest) -> Result<(), Failure> {
    ensure_ours(dir)?;
    std::fs::create_dir_all(dir).map_err(|error| Failure::of_path("cannot make the folder", dir, &error))?;
    write(dir, LOG, |out| jsonl::write(run, out))?;
    write(dir, MANIFEST, |out| out.write_all(manifest.to_toml().as_bytes()))
}

/// Refuses a folder that holds something else, so that nothing of others is mixed with a run.
pub fn ensure_ours(dir: &Path) -> Result<(), Failure> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::of_path("cannot look into", dir, &error)),
    };
    let is_empty = entries.take(1).count() == 0;
    if is_empty || Manifest::read(dir).is_ok() {
        return Ok(());
    }
    let dir = dir.display();
    Err(Failure::Io(format!("{dir} is not empty and holds no run: name another folder, or empty this one")))
}

fn write(
    dir: &Path,
    name: &str,
    fill: impl FnOnce(&mut BufWriter<&mut NamedTempFile>) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let path = dir.join(name);
    let wrong = |error: &std::io::Error| Failure::of_path("cannot write", &path, error);
    let mut file = NamedTempFile::new_in(dir).map_err(|error| wrong(&error))?;
    let mut out = BufWriter::new(&mut file);
    fill(&mut out).and_then(|()| out.flush()).map_err(|error| wrong(&error))?;
    drop(out);
    file.persist(&path).map_err(|error| wrong(&error.error))?;
    Ok(())
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
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
            scenario: "crises/my \"dam\"\\x".into(),
            scenario_hash: "ab".into(),
            seed: 7,
            set: vec!["a.b={ uniform = [1, 2] }".into(), "title=\"Дамба\"\n".into()],
            log_hash: "cd".into(),
        }
    }

    #[test]
    fn a_manifest_reads_back() {
        assert_eq!(Manifest::from_toml(&manifest().to_toml()), Ok(manifest()));
    }

    #[test]
    fn a_broken_manifest_says_what_is_missing() {
        for (from, to, expected) in [
            ("seed = 7", "", "seed"),
            ("seed = 7", "seed = -7", "seed"),
            ("set = [", "set = [1, ", "set"),
            ("log_hash", "other", "log_hash"),
            ("seed = 7", "seed = ", "TOML"),
        ] {
            let error = Manifest::from_toml(&manifest().to_toml().replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_foreign_folder_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        assert!(ensure_ours(dir.path()).is_ok());
        assert!(ensure_ours(&dir.path().join("new")).is_ok());
        std::fs::write(dir.path().join("thesis.tex"), "x").unwrap();
        assert!(matches!(ensure_ours(dir.path()), Err(Failure::Io(_))));
        std::fs::write(dir.path().join(MANIFEST), manifest().to_toml()).unwrap();
        assert!(ensure_ours(dir.path()).is_ok());
    }
}
