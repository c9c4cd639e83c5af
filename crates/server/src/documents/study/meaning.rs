//! What the columns of a study are called, as far as its scenario is still to be found.

use std::collections::BTreeMap;

use powderkeg_engine::setup::Setup;
use powderkeg_report::export::text::plain;
use powderkeg_report::words::capitalised;

use crate::api::Party;
use crate::documents::party;

/// What is said of runs in which no result holds.
pub const NO_RESULT: &str = "none of these";
/// What the incident is called.
pub const INCIDENT: &str = "The incident";

/// What the scenario of a study knows of its columns. By default nothing: then ids and paths have to do.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// Its parties.
    pub parties: Vec<Party>,
    numbers: BTreeMap<String, Number>,
}

#[derive(Clone, Debug)]
struct Number {
    title: String,
    is_lever: bool,
}

impl Meaning {
    /// That of a scenario.
    #[must_use]
    pub fn of(setup: &Setup) -> Self {
        let entities: BTreeMap<&str, &str> =
            setup.names.rows().map(|named| (named.path.as_str(), named.title.as_str())).collect();
        let numbers = setup.parameters.iter().map(|row| {
            let number = Number { title: number(&row.path, &entities), is_lever: row.lever };
            (row.path.clone(), number)
        });
        Self { numbers: numbers.collect(), parties: party::of_setup(setup) }
    }

    /// The name of a number of the scenario.
    pub(super) fn number(&self, path: &str) -> String {
        self.numbers.get(path).map_or_else(|| number(path, &BTreeMap::new()), |number| number.title.clone())
    }

    /// Whether a number is a party's choice.
    pub(super) fn is_lever(&self, path: &str) -> bool {
        self.numbers.get(path).is_some_and(|number| number.is_lever)
    }

    /// What a party lost of a sort: "United States: killed".
    #[must_use]
    pub fn loss(&self, party: &str, sort: &str) -> String {
        let known = self.parties.iter().find(|known| known.id == party);
        let title = known.map_or_else(|| said(party), |known| known.title.clone());
        lost(&title, sort)
    }
}

/// "Civilians: wounded".
#[must_use]
pub fn civilians(sort: &str) -> String {
    lost("Civilians", sort)
}

fn lost(who: &str, sort: &str) -> String {
    format!("{who}: {}", sort.replace('_', " "))
}

/// A name in words: "Russian dead".
#[must_use]
pub fn said(name: &str) -> String {
    capitalised(&name.replace('_', " "))
}

/// A path in words: what it is of by its title, else by its id; then what of it. "Cosmodrome crews: pay ratio".
fn number(path: &str, entities: &BTreeMap<&str, &str>) -> String {
    // The longest beginning of the path that is an entity's.
    let ends = path.rmatch_indices('.').map(|(end, _)| end);
    let entity = ends.clone().find_map(|end| Some((*entities.get(&path[..end])?, &path[end + 1..])));
    let (of, what) = match (entity, path.split_once('.')) {
        (Some((title, what)), _) => (capitalised(&plain(title)), what),
        (None, Some((of, what))) => (said(of), what),
        (None, None) => return said(path),
    };
    format!("{of}: {}", what.replace('_', " ").replace('.', ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_in_words() {
        let entities = BTreeMap::from([("workforce.crews", "launch crews")]);
        for (path, told) in [
            ("workforce.crews.pay_ratio", "Launch crews: pay ratio"),
            ("workforce.others.pay_ratio", "Workforce: others, pay ratio"),
            ("labour.onset_rate", "Labour: onset rate"),
            ("winter", "Winter"),
        ] {
            assert_eq!(number(path, &entities), told);
        }
        assert_eq!(Meaning::default().loss("usa", "aircraft_lost"), "Usa: aircraft lost");
    }
}
