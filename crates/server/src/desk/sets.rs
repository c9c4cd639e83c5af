//! Changes that are saved beside a scenario: the file that `--interventions` reads, one a set.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::PathBuf;

use powderkeg_scenario::diagnostic::Diagnostics;
use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_study::store::quoted;
use powderkeg_workspace::files;
use powderkeg_workspace::paths::inside;

use super::Desk;
use super::names::checked;
use crate::api::{Changes, Fault, FaultKind, NewSet, OverrideSet};
use crate::documents::scenario::told;
use crate::fingerprint::fingerprint;

const FOLDER: &str = "overrides";
const END: &str = ".toml";

impl Desk {
    /// The sets of a scenario, by name.
    ///
    /// # Errors
    /// If there is no such scenario, or a set cannot be read.
    pub fn sets(&self, id: &str) -> Result<Vec<OverrideSet>, Fault> {
        self.ensure_scenario(id)?;
        let folder = self.sets_of(id)?;
        let wrong = |error: &std::io::Error| Fault::of_path("cannot look into", &folder, error);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(wrong(&error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let name = entry.map_err(|error| wrong(&error))?.file_name();
            let name = name.to_str().and_then(|name| name.strip_suffix(END));
            names.extend(name.filter(|name| checked(name).is_ok()).map(str::to_string));
        }
        names.sort();
        names.iter().filter_map(|name| self.set(id, name).transpose()).collect()
    }

    /// Saves a set over the version that was seen.
    ///
    /// # Errors
    /// If another version is there, the changes cannot be read, or the file not be written.
    pub fn put_set(&self, id: &str, name: &str, new: &NewSet) -> Result<OverrideSet, Fault> {
        self.ensure_scenario(id)?;
        checked(name)?;
        let text = text_of(&new.changes)?;
        read(name, text.clone())?;
        let _writing = self.writing();
        self.ensure_seen(id, name, new.version.as_deref())?;
        let folder = self.sets_of(id)?;
        std::fs::create_dir_all(&folder)
            .map_err(|error| Fault::of_path("cannot make the folder", &folder, &error))?;
        files::replace(&self.set_path(id, name)?, text.as_bytes())?;
        self.set(id, name)?.ok_or_else(|| no_set(name))
    }

    /// Removes a set, if it is the version that was seen.
    ///
    /// # Errors
    /// If there is none, another version is there, or the file cannot be removed.
    pub fn remove_set(&self, id: &str, name: &str, seen: &str) -> Result<OverrideSet, Fault> {
        self.ensure_scenario(id)?;
        checked(name)?;
        let _writing = self.writing();
        let set = self.set(id, name)?.ok_or_else(|| no_set(name))?;
        self.ensure_seen(id, name, Some(seen))?;
        let path = self.set_path(id, name)?;
        std::fs::remove_file(&path).map_err(|error| Fault::of_path("cannot remove", &path, &error))?;
        Ok(set)
    }

    fn ensure_seen(&self, id: &str, name: &str, seen: Option<&str>) -> Result<(), Fault> {
        let there = self.version(id, name)?;
        let message = match (there.as_deref(), seen) {
            (there, seen) if there == seen => return Ok(()),
            (Some(_), None) => format!("there is a set `{name}` already: give yours another name"),
            (Some(_), Some(_)) => {
                format!(
                    "`{name}` was changed meanwhile, perhaps in another window: look at it again, then save"
                )
            }
            (None, _) => format!("`{name}` was removed meanwhile: save yours as a new one"),
        };
        Err(Fault::new(FaultKind::Conflict, message))
    }

    fn version(&self, id: &str, name: &str) -> Result<Option<String>, Fault> {
        Ok(self.bytes(id, name)?.map(|bytes| fingerprint(&bytes)))
    }

    fn set(&self, id: &str, name: &str) -> Result<Option<OverrideSet>, Fault> {
        let Some(bytes) = self.bytes(id, name)? else { return Ok(None) };
        let version = fingerprint(&bytes);
        let text = String::from_utf8(bytes).map_err(|_| {
            Fault::new(
                FaultKind::Damaged,
                format!("the set `{name}` of {id} is no UTF-8 text: mend its file, or remove it"),
            )
        })?;
        Ok(Some(OverrideSet { name: name.into(), changes: read(name, text)?, version }))
    }

    fn bytes(&self, id: &str, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let path = self.set_path(id, name)?;
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Fault::of_path("cannot read", &path, &error)),
        }
    }

    fn set_path(&self, id: &str, name: &str) -> Result<PathBuf, Fault> {
        self.below(&format!("{FOLDER}/{id}/{name}{END}"))
    }

    fn sets_of(&self, id: &str) -> Result<PathBuf, Fault> {
        self.below(&format!("{FOLDER}/{id}"))
    }

    fn below(&self, path: &str) -> Result<PathBuf, Fault> {
        if !self.workspace.exists() {
            return Ok(self.workspace.join(path));
        }
        Ok(inside(&self.workspace, path)?)
    }
}

fn no_set(name: &str) -> Fault {
    Fault::not_found(format!("there is no set `{name}`"))
}

/// The file of a set. Where runs go on from is no change of a scenario, and not part of it.
fn text_of(changes: &Changes) -> Result<String, Fault> {
    if changes.from.is_some() {
        return Err(Fault::bad_request("a moment to go on from cannot be part of a set: save the rest"));
    }
    let mut text = String::from("# Changes of a scenario of powderkeg: `--interventions` reads this.\n");
    for (verb, list) in
        [(Verb::Set, &changes.set), (Verb::Forbid, &changes.forbid), (Verb::Do, &changes.orders)]
    {
        let lines: String = list.iter().map(|one| format!("  {},\n", quoted(one))).collect();
        if !lines.is_empty() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{} = [\n{lines}]", verb.word());
        }
    }
    Ok(text)
}

fn read(name: &str, text: String) -> Result<Changes, Fault> {
    let (mut interventions, mut diagnostics) = (Interventions::default(), Diagnostics::default());
    interventions.read(&format!("{name}{END}"), text, &mut diagnostics);
    if diagnostics.has_errors() {
        let diagnostics = told(&interventions.findings(diagnostics));
        let message = format!("`{name}` is no set of changes, as shown");
        return Err(Fault { kind: FaultKind::Mistakes, message, diagnostics });
    }
    let [set, forbid, orders] = [Verb::Set, Verb::Forbid, Verb::Do].map(|verb| interventions.texts(verb));
    Ok(Changes { set, forbid, orders, from: None })
}
