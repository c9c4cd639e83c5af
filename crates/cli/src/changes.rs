//! What is changed about a scenario from outside: typed, or from a file.

use powderkeg_scenario::overrides::Override;

use crate::args::Chosen;
use crate::failure::Failure;

/// What is changed about a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// `PATH=VALUE` for each override, the last one winning.
    pub set: Vec<String>,
    /// `PARTY.OPTION` for each option that is never taken.
    pub forbid: Vec<String>,
}

impl Changes {
    /// Those of a file, if one is named, then those that are typed.
    pub fn of(chosen: &Chosen) -> Result<Self, Failure> {
        let mut changes = Self::default();
        if let Some(path) = &chosen.interventions {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Failure::of_path("cannot read", path, &error))?;
            changes = Self::from_toml(&text).map_err(|reason| {
                Failure::Usage(format!("{} is no list of interventions: {reason}", path.display()))
            })?;
        }
        changes.set.extend_from_slice(&chosen.set);
        changes.forbid.extend_from_slice(&chosen.forbid);
        Ok(changes)
    }

    fn from_toml(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
        let mut changes = Self::default();
        for (key, value) in &table {
            let list = value
                .as_array()
                .and_then(|list| list.iter().map(|one| one.as_str().map(str::to_string)).collect());
            let list: Vec<String> =
                list.ok_or_else(|| format!("`{key}` is not a list of texts in quotes"))?;
            match key.as_str() {
                "set" => changes.set = list,
                "forbid" => changes.forbid = list,
                other => {
                    return Err(format!("there is no `{other}` in it; write set = [ … ] and forbid = [ … ]"));
                }
            }
        }
        match changes.set.iter().find(|text| Override::split(text).is_none()) {
            Some(text) => Err(format!("`{text}` under `set` is not PATH=VALUE")),
            None => Ok(changes),
        }
    }

    /// As they are typed, each with a space before it.
    pub fn typed(&self) -> String {
        let set = self.set.iter().map(|set| format!(" --set '{set}'"));
        let forbid = self.forbid.iter().map(|forbid| format!(" --forbid {forbid}"));
        set.chain(forbid).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_interventions_is_read_whole_or_not_at_all() {
        let read =
            Changes::from_toml("forbid = [\"usa.raid\"]\nset = [\"a.b=1\", \"a.c={ uniform = [1, 2] }\"]")
                .unwrap();
        assert_eq!(read.typed(), " --set 'a.b=1' --set 'a.c={ uniform = [1, 2] }' --forbid usa.raid");
        assert_eq!(Changes::from_toml(""), Ok(Changes::default()));
        for (text, said) in [
            ("sets = []", "no `sets`"),
            ("set = [1]", "list of texts"),
            ("set = \"a.b=1\"", "list of texts"),
            ("set = [\"a.b\"]", "not PATH=VALUE"),
            ("set = [", "line 1"),
        ] {
            let reason = Changes::from_toml(text).unwrap_err();
            assert!(reason.contains(said), "{text}: {reason}");
        }
    }
}
