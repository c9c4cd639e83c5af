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
        let mut closing = after.len() - after.trim_start_matches(['"', '”', '’', ')', ']']).len();
        // "It was quiet.[1] Then it was not."
        while let Some(length) = footnote(&after[closing..]) {
            closing += length;
        }
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

/// The longest mark of a footnote, in bytes.
const LONGEST_MARK: usize = 40;

/// The length of a footnote's mark at the beginning of a text: "[1]", "[a]", "[note 3]", "[citation needed]".
fn footnote(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let end = inner.bytes().take(LONGEST_MARK).position(|byte| byte == b']')?;
    let mark = inner[..end].trim().to_lowercase();
    let is_number = |mark: &str| !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_lowercase());
    let groups = ["note", "nb", "n", "fn", "lower-alpha"];
    let is_group =
        mark.rsplit_once(' ').is_some_and(|(name, number)| groups.contains(&name) && is_number(number));
    let is_doubt =
        mark.ends_with(" needed") || mark.ends_with('?') || ["dubious", "sic"].contains(&mark.as_str());
    (is_number(&mark) || is_letter || is_group || is_doubt).then_some(end + 2)
}

/// A text without the marks of footnotes.
pub(crate) fn without_footnotes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        match footnote(&rest[at..]) {
            Some(length) => rest = &rest[at + length..],
            None => {
                out.push('[');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
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

#[test]
fn footnotes_are_no_text() {
    let text = "It was quiet.[1][citation needed] Then[note 2] it [the war] came.[a]";
    assert_eq!(sentences(text).len(), 2);
    assert_eq!(without_footnotes(text), "It was quiet. Then it [the war] came.");
}
