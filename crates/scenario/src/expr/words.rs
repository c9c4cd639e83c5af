//! Words of messages: "did you mean", lists, articles.

/// How alike two names must be, from 0 (nothing in common) to 1 (equal), to be offered for one another.
const ALIKE: f64 = 0.55;

/// The candidate most like `name`; the first of several that are equally so.
pub(super) fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best = None;
    let mut best_alike = ALIKE;
    for candidate in candidates {
        let alike = likeness(name, candidate);
        if alike > best_alike {
            best = Some(candidate);
            best_alike = alike;
        }
    }
    best
}

/// Edits decide; one name being a part of the other (`offered`, `was_offered`) counts too.
fn likeness(name: &str, candidate: &str) -> f64 {
    let edits = strsim::normalized_damerau_levenshtein(name, candidate);
    let shorter = name.len().min(candidate.len());
    if shorter >= 4 && (name.contains(candidate) || candidate.contains(name)) {
        edits.max(0.6)
    } else {
        edits
    }
}

/// `a, b, c, …`: the first few of a list; nothing of an empty one.
pub(super) fn some<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const SHOWN: usize = 6;
    let mut names = names.into_iter();
    let mut shown = names.by_ref().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>();
    if names.next().is_some() {
        shown.push("…".to_owned());
    }
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// The noun with its article.
pub(super) fn indefinite(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}
