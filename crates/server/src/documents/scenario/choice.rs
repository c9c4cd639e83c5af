//! What parties may choose to do, called as a reader would call it.

use powderkeg_engine::setup::{OptionSetup, Setup};
use powderkeg_report::export::text::plain;

use super::super::party::{id_of, title};
use crate::api::Choice;

/// Kinds whose ids are names of their own: within a sentence they are written as their titles.
const NAMED: [&str; 5] = ["party", "site", "city", "facility", "airfield"];

/// All options of a scenario, in its order.
pub(super) fn choices(setup: &Setup) -> Vec<Choice> {
    setup.options.rows().map(|option| choice(setup, option)).collect()
}

fn choice(setup: &Setup, option: &OptionSetup) -> Choice {
    let party = id_of(setup, option.party);
    let id = setup.id(option.name.id);
    let origin = setup.origins.get(option.origin);
    Choice {
        path: format!("{party}.{id}"),
        title: called(setup, id, &title(setup, option.name)),
        party,
        file: origin.map_or_else(String::new, |origin| origin.file.clone()),
        line: origin.map_or(0, |origin| origin.line as usize),
    }
}

/// The title that its author gave it, else its id in words, with names written as names; with a capital in front.
fn called(setup: &Setup, id: &str, title: &str) -> String {
    let words = id.replace('_', " ");
    if !title.eq_ignore_ascii_case(&words) {
        return capital(title);
    }
    let named: Vec<String> = words.split(' ').map(|word| name_of(setup, word)).collect();
    capital(&named.join(" "))
}

/// A word that is the id of a party or a place, or a party's adjective, as it is written; any other as it is.
fn name_of(setup: &Setup, word: &str) -> String {
    let mut adjectives = setup.parties.rows().map(|party| plain(&party.adjective));
    if let Some(adjective) = adjectives.find(|adjective| adjective.eq_ignore_ascii_case(word)) {
        return adjective;
    }
    let is_it = |path: &str| NAMED.iter().any(|kind| path.strip_prefix(kind) == Some(&format!(".{word}")));
    let named = setup.names.rows().find(|named| is_it(&named.path));
    named.map_or_else(|| word.to_string(), |named| plain(&named.title))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
