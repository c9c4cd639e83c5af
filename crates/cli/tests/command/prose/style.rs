//! Laws of a sentence and of a page, as a careful editor would ask for them.

use std::collections::BTreeSet;

use powderkeg_report::dossier::page::{Page, Sentence};

/// A sentence longer than this is hard to read.
const LONGEST: usize = 420;
/// A sentence shorter than this says nothing.
const SHORTEST: usize = 12;

/// What is wrong with a sentence.
pub fn faults(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rule = |broken: bool, said: &str| {
        if broken {
            found.push(said.to_string());
        }
    };
    rule(!text.ends_with('.') && !text.ends_with(".”"), "no full stop at its end");
    rule(text.ends_with(".."), "two full stops");
    let first = text.chars().next().unwrap_or(' ');
    rule(!first.is_uppercase() && !first.is_ascii_digit() && first != '“', "no capital at its start");
    rule(text.contains("  "), "two spaces");
    rule(text.trim() != text, "space around it");
    rule(text.chars().count() > LONGEST, "too long");
    rule(text.chars().count() < SHORTEST, "too short");
    for slot in [
        "{", "}", "[", "]", "<", ">", "_", "::", "()", "??", " ,", " .", " ;", ",,", ";;", ", ,", "None",
        "Some(",
    ] {
        rule(text.contains(slot), &format!("{slot:?} in it"));
    }
    rule(text.matches('(').count() != text.matches(')').count(), "brackets do not close");
    rule(text.matches('“').count() != text.matches('”').count(), "quotation marks do not close");
    rule(doubled(text).is_some(), &format!("{:?} twice", doubled(text)));
    // A name of the program's own: `RaidBegan`.
    let is_own_name = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
    };
    rule(text.split_whitespace().any(is_own_name), "a name of the program's in it");
    found
}

/// A word that follows itself.
fn doubled(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(2)
        .find(|pair| pair[0] == pair[1] && pair[0].chars().all(char::is_alphabetic))
        .map(|pair| pair[0])
}

/// What is wrong with a page.
pub fn of_page(page: &Page, sentences: &[&Sentence]) -> Vec<String> {
    let mut found = Vec::new();
    let mut anchors = BTreeSet::new();
    for section in &page.sections {
        if !anchors.insert(&section.anchor) {
            found.push(format!("two sections `{}`", section.anchor));
        }
        if section.blocks.is_empty() {
            found.push(format!("nothing in section `{}`", section.anchor));
        }
    }
    if page.lead.is_empty() || sentences.len() < 3 {
        found.push("hardly anything is said".into());
    }
    let mut said = BTreeSet::new();
    for sentence in sentences {
        // The lead says what the page tells later; below it, nothing is said twice.
        if !said.insert(&sentence.text) && sentence.records.len() > 3 {
            found.push(format!("said twice: {}", sentence.text));
        }
    }
    found
}

#[test]
fn bad_sentences_are_found() {
    assert_eq!(faults("On 7 April 2015, the United States raided the cosmodrome."), [] as [&str; 0]);
    for bad in [
        "no capital at its start, but a full stop at its end.",
        "A sentence without a full stop",
        "A word word twice in a sentence.",
        "A slot {Result} in a sentence.",
        "Two  spaces in a sentence.",
        "A name RaidBegan in a sentence.",
        "A bracket (that does not close in it.",
        "Short.",
    ] {
        assert!(!faults(bad).is_empty(), "{bad}");
    }
}
