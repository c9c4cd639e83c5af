//! Ids: every table has one, and no two have the same.

use std::collections::BTreeMap;

/// The ids that were given.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Each with the number that its next namesake gets.
    given: BTreeMap<String, usize>,
}

/// Words that mean something in rules.
const RESERVED: [&str; 12] = [
    "true",
    "false",
    "day",
    "force",
    "war",
    "threat",
    "display",
    "no_act",
    "fronts",
    "wider_war",
    "incident",
    "in",
];

impl Ids {
    /// An id of a name; `otherwise` where nothing of the name can stand in one.
    pub(super) fn give(&mut self, name: &str, otherwise: &str) -> String {
        let plain = plain(name);
        let base = match plain.as_str() {
            "" => otherwise.to_owned(),
            word if word.starts_with(|first: char| first.is_ascii_digit()) => format!("{otherwise}_{word}"),
            word if RESERVED.contains(&word) => format!("{word}_{otherwise}"),
            word => word.to_owned(),
        };
        let mut id = base.clone();
        while self.given.contains_key(&id) {
            let number = self.given.entry(base.clone()).or_insert(2);
            id = format!("{base}_{number}");
            *number += 1;
        }
        self.given.insert(id.clone(), 2);
        id
    }
}

/// Small letters and digits of a name, with `_` between words; at most 40.
pub(super) fn plain(name: &str) -> String {
    let mut out = String::new();
    for sign in name.chars() {
        match sign {
            _ if sign.is_ascii_alphanumeric() => out.push(sign.to_ascii_lowercase()),
            '\'' | '’' | '.' => {}
            _ if !out.ends_with('_') && !out.is_empty() => out.push('_'),
            _ => {}
        }
        if out.len() >= 40 {
            break;
        }
    }
    out.trim_end_matches('_').to_owned()
}

#[test]
fn ids_are_plain_and_unique() {
    let mut ids = Ids::default();
    let mut give = |name| ids.give(name, "party");
    assert_eq!(give("U.S. Army (3rd)"), "us_army_3rd");
    assert_eq!(give("US Army 3rd"), "us_army_3rd_2");
    assert_eq!(give("Армия"), "party");
    assert_eq!(give("1st Army"), "party_1st_army");
    assert_eq!(give("War"), "war_party");
}
