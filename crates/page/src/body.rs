//! Sentences of running text.

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 22] = [
    "mr", "mrs", "dr", "st", "gen", "col", "lt", "capt", "maj", "sgt", "adm", "gov", "pres", "prof", "c",
    "ca", "approx", "no", "vs", "e.g", "i.e", "u.s",
];

/// The sentences of a paragraph, each with its byte.
pub(crate) fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        if !matches!(sign, '.' | '!' | '?' | '。') {
            continue;
        }
        let after = &text[at + sign.len_utf8()..];
        let closing = after.len() - after.trim_start_matches(['"', '”', '’', ')', ']']).len();
        let rest = &after[closing..];
        let next = rest.trim_start();
        let goes_on = !rest.starts_with(char::is_whitespace) && sign != '。'
            || next.starts_with(|first: char| first.is_lowercase());
        if next.is_empty() || goes_on || sign == '.' && is_abbreviated(&text[start..at]) {
            continue;
        }
        let end = at + sign.len_utf8() + closing;
        push(&mut found, text, start, end);
        start = end;
    }
    push(&mut found, text, start, text.len());
    found
}

fn push<'a>(found: &mut Vec<(usize, &'a str)>, text: &'a str, start: usize, end: usize) {
    let sentence = text[start..end].trim();
    if !sentence.is_empty() {
        let skipped = text[start..end].len() - text[start..end].trim_start().len();
        found.push((start + skipped, sentence));
    }
}

fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(|sign: char| sign.is_whitespace() || sign == '(').next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[test]
fn sentences_end_where_people_end_them() {
    let text = "On 3 April Gen. J. Roe left. \"Why?\" U.S. troops stayed until 5 a.m. today. The end";
    let found: Vec<&str> = sentences(text).into_iter().map(|(_, sentence)| sentence).collect();
    assert_eq!(
        found,
        ["On 3 April Gen. J. Roe left.", "\"Why?\"", "U.S. troops stayed until 5 a.m. today.", "The end"]
    );
    assert!(sentences(" \n ").is_empty());
}
