//! Who is a party, and in which column.

use super::ids::Ids;
use super::sentences::Sentences;
use crate::page::{Found, Page, Unread};
use crate::source::Place;

/// A belligerent of the infobox, or of the lead.
#[derive(Clone, Debug)]
pub(super) struct Party {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) place: Place,
    /// Its column; `None`: the page doesn't say.
    pub(super) column: Option<usize>,
    /// The sentence that names it, where the infobox doesn't.
    pub(super) sentence: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Parties {
    pub(super) all: Vec<Party>,
    /// Those beyond the limit.
    pub(super) dropped: Option<Unread>,
}

/// Most belligerents that become parties. Infoboxes of world wars list more; a scenario of them starts smaller.
const MOST: usize = 40;

impl Parties {
    pub(super) fn of(page: &Page, sentences: &Sentences, ids: &mut Ids) -> Self {
        let mut all: Vec<Party> = Vec::new();
        let mut beyond: Vec<&Found<String>> = Vec::new();
        let columns = page.columns.iter().enumerate().map(|(index, column)| (Some(index), column));
        for (column, side) in columns.chain([(None, &page.loose)]) {
            for belligerent in &side.belligerents {
                let is_known =
                    all.iter().any(|party| party.title == belligerent.value && party.column == column);
                match is_known {
                    true => {}
                    false if all.len() < MOST => all.push(party(belligerent, column, ids)),
                    false => beyond.push(belligerent),
                }
            }
        }
        for (title, sentence) in named_in_lead(sentences) {
            if all.iter().any(|party| party.title == title) {
                continue;
            }
            let place = sentences.all[sentence - 1].place;
            all.push(Party {
                id: ids.give(&title, "party"),
                title,
                place,
                column: None,
                sentence: Some(sentence),
            });
        }
        let dropped = beyond.first().map(|first| Unread {
            what: format!("{} belligerents", beyond.len()),
            why: format!("only {MOST} become parties; the first of the others is here"),
            from: first.from.clone(),
            place: first.place,
        });
        Self { all, dropped }
    }

    /// The parties of a column.
    pub(super) fn of_column(&self, column: Option<usize>) -> Vec<&Party> {
        self.all.iter().filter(|party| column.is_some() && party.column == column).collect()
    }

    /// All ids.
    pub(super) fn ids(&self) -> Vec<String> {
        self.all.iter().map(|party| party.id.clone()).collect()
    }
}

fn party(found: &Found<String>, column: Option<usize>, ids: &mut Ids) -> Party {
    let title = found.value.clone();
    Party { id: ids.give(&title, "party"), title, place: found.place, column, sentence: None }
}

/// "An engagement between the United States and the Russian Federation over …": whom the first two sentences name.
fn named_in_lead(sentences: &Sentences) -> Vec<(String, usize)> {
    let mut named = Vec::new();
    for sentence in sentences.all.iter().take(2) {
        let Some((_, after)) = sentence.text.split_once(" between ") else { continue };
        let Some((first, rest)) = after.split_once(" and ") else { continue };
        let names = [name(first, true), name(rest, false)];
        if let [Some(first), Some(second)] = names {
            named.extend([(first, sentence.number), (second, sentence.number)]);
        }
    }
    named
}

/// The capitalised words at the beginning, without "the"; all of the text must be such a name if `whole`.
fn name(text: &str, whole: bool) -> Option<String> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    let clause = text.split([',', '.', ';', '(']).next().unwrap_or(text);
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) || ["of", "the"].contains(word);
    let words: Vec<&str> = clause.split_whitespace().collect();
    let mut taken: Vec<&str> = words.iter().copied().take_while(|word| is_name(word)).collect();
    while taken.last().is_some_and(|word| ["of", "the"].contains(word)) {
        taken.pop();
    }
    let is_date = taken.iter().any(|word| word.starts_with(|digit: char| digit.is_ascii_digit())) || {
        let words = crate::when::words(taken.first().copied().unwrap_or_default());
        words.iter().any(|(_, word)| matches!(word, crate::when::Word::Month(_)))
    };
    let fits = !taken.is_empty() && !is_date && (!whole || taken.len() == words.len());
    fits.then(|| taken.join(" "))
}
