//! Figures with units: "300 US Army Rangers", "1,200–1,500", "c. 40 aircraft", "unknown".

use serde::Serialize;

use crate::kind::{Fate, Kind};
use crate::number::{Number, Why, number};

/// A figure, what it counts, and how sure the page is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Amount {
    /// The least that the page gives.
    pub least: u64,
    /// The most; `None`: the page gives no upper end ("500+").
    pub most: Option<u64>,
    /// "About", "~", "estimated".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub about: bool,
    /// What is counted.
    pub kind: Kind,
    /// In the page's words; may be empty.
    pub unit: String,
    /// What became of them, where losses say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fate: Option<Fate>,
    /// What stands before a colon: "Army: 300 men".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What stands in brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a line of strengths or losses turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reading {
    /// Figures, each with the byte of the line at which it begins.
    Amounts(Vec<(usize, Amount)>),
    /// The page says that it is not known.
    Unknown,
    /// Words without a figure that could be read, and why not.
    Words(&'static str),
}

/// The page's ways to say that something is not known.
pub(crate) fn is_unknown(text: &str) -> bool {
    let text =
        text.rsplit_once(": ").map_or(text, |(_, behind)| behind).trim().trim_end_matches('.').to_lowercase();
    [
        "unknown",
        "?",
        "n/a",
        "not known",
        "not recorded",
        "none recorded",
        "unclear",
        "disputed",
        "-",
        "–",
        "—",
        "tbd",
        "uncertain",
    ]
    .contains(&text.as_str())
}

/// The page's ways to say nothing at all was lost.
fn is_none(text: &str) -> bool {
    ["none", "nil", "no losses", "no casualties", "zero", "none killed"]
        .contains(&text.to_lowercase().as_str())
}

/// Reads a line. In losses, "none" is a figure.
pub(crate) fn read(line: &str, are_losses: bool) -> Reading {
    if is_unknown(line) {
        return Reading::Unknown;
    }
    if are_losses && is_none(line.trim()) {
        return Reading::Amounts(vec![(0, nothing())]);
    }
    let mut amounts: Vec<(usize, Amount)> = Vec::new();
    for (at, piece) in pieces(line) {
        match one(piece) {
            Ok(mut amount) => {
                if are_losses {
                    amount.fate = fate(&amount);
                }
                let parts = if are_losses { parts(&amount) } else { Vec::new() };
                if parts.is_empty() {
                    amounts.push((at, amount));
                } else {
                    amounts.extend(parts.into_iter().map(|part| (at, part)));
                }
            }
            // All of a line is read, or none of it.
            Err(why) => return Reading::Words(why),
        }
    }
    if are_losses {
        share_units(&mut amounts);
    }
    Reading::Amounts(amounts)
}

fn fate(amount: &Amount) -> Option<Fate> {
    let words = amount.label.iter().chain(Some(&amount.unit)).cloned().collect::<Vec<_>>();
    Fate::of(&words.join(" "))
}

/// "5 (3 killed, 2 wounded)": the figures in the brackets, if each says what became of them and together they are all.
fn parts(amount: &Amount) -> Vec<Amount> {
    let Some(note) = amount.note.as_ref().filter(|_| amount.most == Some(amount.least)) else {
        return Vec::new();
    };
    let read: Result<Vec<Amount>, Why> = pieces(note).into_iter().map(|(_, piece)| one(piece)).collect();
    let mut parts = read.unwrap_or_default();
    for part in &mut parts {
        part.fate = fate(part);
        part.about |= amount.about;
        // Soldiers killed are soldiers.
        if part.kind == Kind::People && amount.kind != Kind::Unstated {
            part.kind = amount.kind;
        }
        part.label = part.label.take().or_else(|| amount.label.clone());
    }
    let sum = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.most?));
    let are_all = sum == amount.most && parts.iter().all(|part| part.fate.is_some());
    if are_all { parts } else { Vec::new() }
}

fn nothing() -> Amount {
    Amount {
        least: 0,
        most: Some(0),
        about: false,
        kind: Kind::Unstated,
        unit: String::new(),
        fate: None,
        label: None,
        note: None,
    }
}

/// "12 soldiers killed, 30 wounded": what has only a fate counts people.
fn share_units(amounts: &mut [(usize, Amount)]) {
    for (_, amount) in amounts {
        if amount.kind == Kind::Unstated && amount.fate.is_some() {
            amount.kind = Kind::People;
        }
    }
}

/// Cuts a line where another figure begins: "300 men, 10 aircraft and 2 ships".
fn pieces(line: &str) -> Vec<(usize, &str)> {
    let mut cuts = vec![0];
    let begins_between = |from: usize| {
        line[from..].trim_start().get(..8).is_some_and(|word| word.eq_ignore_ascii_case("between "))
    };
    let mut depth = 0_usize;
    for (at, sign) in line.char_indices() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ';' | ',' | '/' | '+' | '&' if depth == 0 => {
                let after = &line[at + 1..];
                let groups = sign == ',' && after.starts_with(|digit: char| digit.is_ascii_digit());
                if !groups && begins_with_figure(after) {
                    cuts.push(at + 1);
                }
            }
            ' ' if depth == 0
                && line[at..].starts_with(" and ")
                && begins_with_figure(&line[at + 5..])
                && !begins_between(cuts[cuts.len() - 1])
                && !is_in_number(&line[cuts[cuts.len() - 1]..], at - cuts[cuts.len() - 1]) =>
            {
                cuts.push(at + 5);
            }
            _ => {}
        }
    }
    cuts.push(line.len());
    let trim = |from: usize, to: usize| {
        let piece = line[from..to].trim_end_matches([',', ';', '/', '+', '&', ' ']);
        let piece = piece.strip_suffix(" and").filter(|_| to < line.len()).unwrap_or(piece);
        (to - line[from..to].trim_start().len().min(to - from), piece.trim())
    };
    cuts.windows(2).map(|pair| trim(pair[0], pair[1])).filter(|(_, piece)| !piece.is_empty()).collect()
}

/// Whether a byte stands inside of the number at a piece's beginning: "three hundred and fifty".
fn is_in_number(piece: &str, at: usize) -> bool {
    let (text, _) = Bound::strip(piece.trim_start());
    number(text).is_ok_and(|number| piece.len() - number.rest.len() > at)
}

fn begins_with_figure(text: &str) -> bool {
    let (rest, _) = Bound::strip(text.trim_start());
    number(rest).is_ok()
}

/// One figure with its unit.
fn one(piece: &str) -> Result<Amount, Why> {
    let (text, note) = without_brackets(piece);
    let (label, text) = match text.split_once(':') {
        // "1618: 8,000 men" has a label, "2:1" has none.
        Some((label, rest)) if rest.starts_with(char::is_whitespace) && !rest.trim().is_empty() => {
            (Some(label.trim().to_owned()), rest.trim().to_owned())
        }
        _ => (None, text),
    };
    let (rest, bound) = Bound::strip(&text);
    let first = number(rest)?;
    let second = range(first.rest).map(number).transpose()?;
    let after = second.unwrap_or(first).rest;
    let (first, second) = (shared_factor(first, second), second.map(|second| second.value));
    let (plus, after) = match after.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, after),
    };
    let (least, most) = match (second, bound.end) {
        (Some(second), _) if second < first => return Err("the range ends before it begins"),
        (Some(second), _) => (first, Some(second)),
        (None, End::AtMost) => (0, Some(first)),
        (None, End::AtLeast) => (first, None),
        (None, End::Exact) => (first, (!plus).then_some(first)),
    };
    let (of, after) = of_all(after);
    let note = of.into_iter().chain(note).reduce(|of, note| format!("{of}; {note}"));
    let unit = unit(after)?;
    Ok(Amount { least, most, about: bound.about, kind: Kind::of(&unit), unit, fate: None, label, note })
}

/// "10 to 12 thousand" are 10,000 at least, "500 to 2 thousand" are not.
fn shared_factor(first: Number<'_>, second: Option<Number<'_>>) -> u64 {
    let Some(second) = second.filter(|_| first.factor == 1) else { return first.value };
    let shared = first.value.saturating_mul(second.factor);
    if shared <= second.value { shared } else { first.value }
}

/// "30 of 40 tanks lost": of how many, as a note.
fn of_all(after: &str) -> (Option<String>, &str) {
    let whole = after.trim_start().strip_prefix("of ").map(|rest| rest.trim_start_matches("the "));
    match whole.and_then(|rest| Some((rest, number(rest).ok()?.rest))) {
        Some((rest, after)) => (Some(format!("of {}", &rest[..rest.len() - after.len()])), after),
        None => (None, after),
    }
}

/// The unit behind a figure, without a times sign.
fn unit(after: &str) -> Result<String, Why> {
    let trimmed = after.trim_start();
    let times = trimmed.strip_prefix(['×', '✕']).or_else(|| trimmed.strip_prefix("x ")).unwrap_or(trimmed);
    if ["%", "percent", "per cent"].iter().any(|sign| trimmed.starts_with(sign)) {
        return Err("it is a share, not a figure");
    }
    if after.starts_with(|sign: char| sign.is_alphabetic() || sign == '-' || sign == '.')
        && times.len() == trimmed.len()
    {
        return Err("the number is part of a word");
    }
    if times.starts_with(|sign: char| sign.is_ascii_digit() || sign == ':') {
        return Err("two figures stand there without a word between them");
    }
    if ["and ", "or ", "to "].iter().any(|joint| times.starts_with(joint)) {
        return Err("the figure goes on in a way that can't be read");
    }
    Ok(times.trim().trim_start_matches("of ").trim_end_matches(['.', ',']).to_owned())
}

/// Which end of a figure the page leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Exact,
    AtLeast,
    AtMost,
}

#[derive(Clone, Copy, Debug)]
struct Bound {
    about: bool,
    end: End,
}

/// Words before a figure, the longer ones first.
const BEFORE: [(&str, bool, End); 40] = [
    ("approximately ", true, End::Exact),
    ("an estimated ", true, End::Exact),
    ("estimated ", true, End::Exact),
    ("more than ", false, End::AtLeast),
    ("less than ", false, End::AtMost),
    ("fewer than ", false, End::AtMost),
    ("as many as ", false, End::AtMost),
    ("at least ", false, End::AtLeast),
    ("at most ", false, End::AtMost),
    ("roughly ", true, End::Exact),
    ("approx. ", true, End::Exact),
    ("approx ", true, End::Exact),
    ("between ", false, End::Exact),
    ("nearly ", true, End::Exact),
    ("almost ", true, End::Exact),
    ("around ", true, End::Exact),
    ("about ", true, End::Exact),
    ("under ", false, End::AtMost),
    ("circa ", true, End::Exact),
    ("up to ", false, End::AtMost),
    ("some ", true, End::Exact),
    ("over ", false, End::AtLeast),
    ("from ", false, End::Exact),
    ("est. ", true, End::Exact),
    ("ca. ", true, End::Exact),
    ("c. ", true, End::Exact),
    ("c.", true, End::Exact),
    ("ca ", true, End::Exact),
    ("~", true, End::Exact),
    ("≈", true, End::Exact),
    ("±", true, End::Exact),
    ("≥", false, End::AtLeast),
    (">", false, End::AtLeast),
    ("≤", false, End::AtMost),
    ("<", false, End::AtMost),
    ("a total of ", false, End::Exact),
    ("total of ", false, End::Exact),
    ("possibly ", true, End::Exact),
    ("exactly ", false, End::Exact),
    ("only ", false, End::Exact),
];

impl Bound {
    /// Takes the words before a figure off.
    fn strip(text: &str) -> (&str, Self) {
        let mut bound = Self { about: false, end: End::Exact };
        let mut rest = text.trim_start();
        while let Some((found, about, end)) = BEFORE
            .iter()
            .find(|(word, ..)| rest.get(..word.len()).is_some_and(|start| start.to_lowercase() == *word))
        {
            bound.about |= about;
            if *end != End::Exact {
                bound.end = *end;
            }
            rest = rest[found.len()..].trim_start();
        }
        (rest, bound)
    }
}

/// What follows the sign between the ends of a range, if another figure follows it.
fn range(after: &str) -> Option<&str> {
    let after = after.trim_start();
    let dash = after.strip_prefix(['–', '—', '−', '-', '‒']);
    let rest = dash.or_else(|| ["to ", "and ", "or "].iter().find_map(|word| after.strip_prefix(word)))?;
    let (rest, _) = Bound::strip(rest);
    number(rest).is_ok().then_some(rest)
}

/// A text without what stands in round or square brackets, and that.
pub(crate) fn without_brackets(text: &str) -> (String, Option<String>) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_usize);
    for sign in text.chars() {
        match sign {
            '(' | '[' => {
                depth += 1;
                if depth == 1 {
                    if !inside.is_empty() {
                        inside.push_str("; ");
                    }
                    continue;
                }
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    continue;
                }
            }
            _ => {}
        }
        if depth > 0 { inside.push(sign) } else { outside.push(sign) }
    }
    // Only plain spaces: others may group digits.
    let outside = outside.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    (outside, Some(inside.trim().to_owned()).filter(|note| !note.is_empty()))
}
