//! Of whom and of when a sentence speaks: figures of others, or of another time, may be others.

use crate::kind::words;
use crate::page::Page;

/// How many words of names are looked for: no real infobox has more.
const MOST: usize = 60;
/// Words of names that many parties have.
const COMMON: [&str; 14] = [
    "the",
    "of",
    "and",
    "army",
    "force",
    "republic",
    "kingdom",
    "empire",
    "union",
    "state",
    "government",
    "navy",
    "militia",
    "guard",
];
/// Words that speak of another time, or of more than the conflict.
const ELSEWHERE: [&str; 12] = [
    "later",
    "earlier",
    "as a whole",
    "previous",
    "years before",
    "year before",
    "since then",
    "throughout the war",
    "worldwide",
    "in peacetime",
    "after the war",
    "before the war",
];

/// The names of the sides.
pub(super) struct Names {
    /// A column's number, and a word of one of its names that no other column has.
    words: Vec<(usize, String)>,
    /// The years of the infobox's date.
    years: Option<(i16, i16)>,
}

impl Names {
    pub(super) fn of(page: &Page) -> Self {
        let mut all: Vec<(usize, String)> = Vec::new();
        for (column, side) in page.columns.iter().enumerate() {
            let names = side.belligerents.iter().chain(&side.title);
            let names = names.flat_map(|name| words(&name.value).collect::<Vec<_>>());
            let telling = names.filter(|word| word.chars().count() >= 3 && !COMMON.contains(&word.as_str()));
            all.extend(telling.map(|word| (column, word)).take(MOST.saturating_sub(all.len())));
        }
        let is_of_one = |(column, word): &(usize, String)| {
            all.iter().all(|(other, same)| other == column || same != word)
        };
        let words = all.iter().filter(|entry| is_of_one(entry)).cloned().collect();
        let years = page.date.as_ref().map(|date| (date.value.first.year, date.value.last.year));
        Self { words, years }
    }

    /// The columns that a sentence names, each once.
    pub(super) fn columns(&self, sentence: &str) -> Vec<usize> {
        let mut columns: Vec<usize> = words(sentence).flat_map(|word| self.column(&word)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    fn column(&self, word: &str) -> Option<usize> {
        // "Alderian" speaks of Alderia.
        let is = |name: &str| {
            word == name || name.len() >= 5 && name.is_ascii() && word.starts_with(&name[..name.len() - 1])
        };
        self.words.iter().find(|(_, name)| is(name)).map(|(column, _)| *column)
    }

    /// Whether a sentence speaks of another time than the infobox, or of more than the conflict.
    pub(super) fn is_elsewhere(&self, sentence: &str) -> bool {
        let small = sentence.to_lowercase();
        ELSEWHERE.iter().any(|said| small.contains(said))
            || crate::when::mentions(sentence).iter().any(|mention| self.is_other_year(mention.year))
    }

    fn is_other_year(&self, year: Option<i16>) -> bool {
        self.years.zip(year).is_some_and(|((first, last), year)| year < first || year > last)
    }
}
