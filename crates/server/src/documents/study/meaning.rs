//! What the columns of a study are called, as far as its scenario is still to be found.

use std::collections::BTreeMap;

use powderkeg_engine::setup::Setup;
use powderkeg_report::export::text::plain;
use powderkeg_report::words::capitalised;
use powderkeg_scenario::catalogue::CATALOGUE;
use powderkeg_scenario::expect::Expect;

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
    /// What outcomes and facts are, by column.
    rules: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
struct Number {
    title: String,
    is_lever: bool,
}

impl Meaning {
    /// That of a scenario and its record.
    #[must_use]
    pub fn of(setup: &Setup, record: &Expect) -> Self {
        let entities: BTreeMap<&str, &str> =
            setup.names.rows().map(|named| (named.path.as_str(), named.title.as_str())).collect();
        let numbers = setup.parameters.iter().map(|row| {
            let number = Number { title: number(&row.path, &entities), is_lever: row.lever };
            (row.path.clone(), number)
        });
        let outcomes =
            setup.outcomes.iter().map(|row| (format!("outcome.{}", row.name), explained(&row.text)));
        let facts = record.facts.iter().map(|row| (format!("fact.{}", row.name), explained(&row.rule.text)));
        Self {
            numbers: numbers.collect(),
            parties: party::of_setup(setup),
            rules: outcomes.chain(facts).collect(),
        }
    }

    /// What a column counts: the rule of the scenario, or whose losses.
    #[must_use]
    pub fn gloss(&self, column: &str) -> Option<String> {
        match column.split_once('.')? {
            ("civilians", _) => {
                Some("People hurt in the streets and at the gates, in all countries of the scenario.".into())
            }
            ("killed", _) => {
                Some("Of its soldiers, in fights and with lost aircraft; civilians are counted apart.".into())
            }
            ("wounded", _) => {
                Some("Of its soldiers, in fights, in jumps and at gates; civilians are counted apart.".into())
            }
            ("captured", _) => Some("Of its soldiers.".into()),
            _ => self.rules.get(column).cloned(),
        }
    }

    /// The name of an outcome or a fact in words, short names of parties in capitals: "Left SCO".
    #[must_use]
    pub fn said(&self, name: &str) -> String {
        let word = |word: &str| {
            let party = self.parties.iter().find(|party| party.id == word);
            party
                .filter(|party| is_short_for(word, &party.title))
                .map_or(word.into(), |_| word.to_uppercase())
        };
        let words: Vec<String> = name.split('_').map(word).collect();
        capitalised(&words.join(" "))
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

/// What the incident is called; `same`: the fact that it is.
#[must_use]
pub fn incident(same: Option<&str>) -> String {
    same.map_or_else(|| INCIDENT.into(), |fact| format!("{INCIDENT}: {}", uncapitalised(fact)))
}

/// The text with a small letter at its beginning, but for that of an acronym.
fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.into();
    }
    first.to_lowercase().chain(letters).collect()
}

/// Whether an id is made of a title's initials, or is the title: `sco` of "Shanghai Cooperation Organization".
fn is_short_for(id: &str, title: &str) -> bool {
    let initials =
        title.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase());
    let is_acronym = |text: &str| text.len() > 1 && text.chars().all(char::is_uppercase);
    initials.flat_map(char::to_lowercase).eq(id.chars()) && id.len() > 1
        || is_acronym(title) && title.eq_ignore_ascii_case(id)
}

/// A rule with what the functions mean that it calls: "killed(usa) (killed: its dead, …)".
fn explained(rule: &str) -> String {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut called: Vec<&str> = Vec::new();
    for (open, _) in rule.match_indices('(') {
        let name = rule[..open].rsplit(|c| !is_name(c)).next().unwrap_or_default();
        if !called.contains(&name) {
            called.push(name);
        }
    }
    let known = called.into_iter().filter_map(|name| CATALOGUE.function(name));
    let told: Vec<String> =
        known.map(|(_, row)| format!("{}: {}", row.name, uncapitalised(row.doc))).collect();
    std::iter::once(rule.to_string()).chain(told).collect::<Vec<_>>().join("\n")
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
    // The numbers of a rule stand in its `let`, which says nothing to a reader.
    let what = what.strip_prefix("let.").unwrap_or(what);
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
            ("workforce.crews.let.anger", "Launch crews: anger"),
            ("labour.onset_rate", "Labour: onset rate"),
            ("winter", "Winter"),
        ] {
            assert_eq!(number(path, &entities), told);
        }
        assert_eq!(Meaning::default().loss("usa", "aircraft_lost"), "Usa: aircraft lost");
    }

    #[test]
    fn names_have_the_capitals_of_parties() {
        let party =
            |id: &str, title: &str| Party { id: id.into(), title: title.into(), side: None, colour: 0 };
        let parties = vec![
            party("sco", "Shanghai Cooperation Organization"),
            party("nato", "NATO"),
            party("usa", "United States"),
            party("a", "A"),
        ];
        let meaning = Meaning { parties, ..Meaning::default() };
        for (name, told) in [
            ("left_sco", "Left SCO"),
            ("nato_asked", "NATO asked"),
            ("usa_left", "Usa left"),
            ("such_a_day", "Such a day"),
        ] {
            assert_eq!(meaning.said(name), told);
        }
        assert_eq!(incident(Some("NATO asked")), "The incident: NATO asked");
    }

    #[test]
    fn rules_tell_what_they_call() {
        let told = explained("killed(usa) + killed(russia) > 0 ? 1 : 0");
        let mut lines = told.lines();
        assert_eq!(lines.next(), Some("killed(usa) + killed(russia) > 0 ? 1 : 0"));
        assert!(lines.next().is_some_and(|line| line.starts_with("killed: its dead")), "{told}");
        assert_eq!(lines.next(), None);
    }
}
