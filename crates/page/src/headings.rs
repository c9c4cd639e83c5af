//! The names under which the entries of an infobox stand, as readers see them.

/// A part of the infobox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Title, date, place, result.
    Head,
    Belligerents,
    Leaders,
    Units,
    Strength,
    Losses,
}

const LABELS: [(&str, Part); 16] = [
    ("belligerents", Part::Belligerents),
    ("combatants", Part::Belligerents),
    ("parties to the civil conflict", Part::Belligerents),
    ("parties", Part::Belligerents),
    ("commanders and leaders", Part::Leaders),
    ("commanders", Part::Leaders),
    ("leaders", Part::Leaders),
    ("lead figures", Part::Leaders),
    ("units involved", Part::Units),
    ("strength", Part::Strength),
    ("strengths", Part::Strength),
    ("forces", Part::Strength),
    ("number", Part::Strength),
    ("casualties and losses", Part::Losses),
    ("casualties", Part::Losses),
    ("losses", Part::Losses),
];

/// The entries at the head of an infobox.
const HEAD: [&str; 7] = ["date", "dates", "location", "place", "result", "outcome", "part of"];

/// Entries that have a name and no place in a scenario.
const OTHERS: [&str; 24] = [
    "territorial changes",
    "territorial change",
    "territory",
    "status",
    "caused by",
    "cause",
    "causes",
    "goals",
    "methods",
    "resulted in",
    "concessions",
    "type",
    "target",
    "objective",
    "planned by",
    "commanded by",
    "executed by",
    "theatre",
    "deaths",
    "death(s)",
    "injuries",
    "arrested",
    "damage",
    "charged",
];

/// The part that a label opens.
pub(crate) fn part(label: &str) -> Option<Part> {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    LABELS.iter().find(|(name, _)| *name == label).map(|(_, part)| *part)
}

/// "Date April 10th, 2015": the entry's name and value. Names that are read may stand in the same words as their value,
/// the others stand in a cell of their own, or before a colon.
pub(crate) fn head_entry(line: &str) -> Option<(&str, &str)> {
    named(line, &HEAD, &[' ', '\t', ':', '(']).or_else(|| cell_entry(line))
}

/// An entry whose name stands alone in its cell, wherever in the infobox.
pub(crate) fn cell_entry(line: &str) -> Option<(&str, &str)> {
    named(line, &HEAD, &['\t']).or_else(|| named(line, &OTHERS, &['\t', ':']))
}

/// Whether an entry is one of those that are not read.
pub(crate) fn is_other(name: &str) -> bool {
    OTHERS.contains(&name.to_lowercase().as_str())
}

fn named<'a>(line: &'a str, names: &[&str], ends: &[char]) -> Option<(&'a str, &'a str)> {
    names.iter().find_map(|name| {
        let start = line.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
        let rest = &line[name.len()..];
        let is_whole = rest.is_empty() || rest.starts_with(ends);
        is_whole.then(|| (start, rest.trim_start_matches([' ', '\t', ':'])))
    })
}

/// Why a line among the belligerents is none of them.
pub(crate) fn no_belligerent(line: &str) -> Option<&'static str> {
    let small = line.to_lowercase();
    if line.starts_with('(') && line.ends_with(')') {
        return Some("it is a remark on who stands before it");
    }
    let supports =
        ["supported by", "with support from", "with the support of", "backed by", "co-belligerent"];
    if supports.iter().any(|start| small.starts_with(start)) {
        return Some("the page says who supports a side: make them a party if they act");
    }
    line.ends_with(':').then_some("it is a heading among the belligerents")
}
