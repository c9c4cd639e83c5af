//! Figures of the text beside those of the infobox.

use super::Findings;
use super::Severity::{self, Advice, Error, Warning};
use super::named::Names;
use crate::amount::{Amount, Reading, read};
use crate::body::sentences;
use crate::kind::{Fate, Kind, singular, words};
use crate::page::{Found, Page};

/// How many strengths and losses of a page are compared: no real infobox has more.
const MOST: usize = 200;

/// How many words may stand between a figure and what it counts.
const NEAR: usize = 5;

pub(super) fn check(page: &Page, findings: &mut Findings) {
    let strengths: Vec<&Found<Amount>> =
        page.all_columns().flat_map(|column| &column.strength).take(MOST).collect();
    let losses: Vec<&Found<Amount>> =
        page.all_columns().flat_map(|column| &column.losses).take(MOST).collect();
    let names = Names::of(page);
    for paragraph in page.paragraphs() {
        for (start, sentence) in sentences(&paragraph.value) {
            let figures = figures(sentence);
            if figures.is_empty() || names.is_elsewhere(sentence) {
                continue;
            }
            let is_of_losses = Fate::of(sentence).is_some();
            // Where one side is named, it is its figures that are told.
            let of_side: Option<Vec<_>> = match names.columns(sentence)[..] {
                [column] => {
                    let side = &page.columns[column];
                    Some(side.strength.iter().chain(&page.loose.strength).take(MOST).collect())
                }
                _ => None,
            };
            let strengths = of_side.as_ref().unwrap_or(&strengths);
            for figure in figures {
                if findings.is_full() {
                    return;
                }
                let said = strength(&figure, strengths, is_of_losses).or_else(|| loss(&figure, &losses));
                if let Some((severity, message, help)) = said {
                    let at = (paragraph.from.as_str(), page.inside(paragraph, start + figure.at));
                    findings.add(severity, "figures-disagree", at, message, help);
                }
            }
        }
    }
    columns(page, findings);
    strangers(page, &strengths, findings);
}

/// Words before a figure that is not exact.
const ABOUT: [&str; 9] =
    ["some", "about", "around", "roughly", "nearly", "almost", "approximately", "over", "than"];

/// A figure of a sentence, and the words behind it.
struct Figure {
    /// The byte of the sentence where it begins.
    at: usize,
    amount: Amount,
    behind: Vec<String>,
}

impl Figure {
    /// Whether it can be what an amount says.
    fn agrees(&self, least: u64, most: Option<u64>) -> bool {
        let slack = |value: u64| if self.amount.about { value / 10 } else { 0 };
        let (low, high) = (self.amount.least, self.amount.most);
        high.is_none_or(|high| high.saturating_add(slack(high)) >= least)
            && most.is_none_or(|most| low <= most.saturating_add(slack(most)))
    }

    fn said(&self) -> String {
        let most = self.amount.most.unwrap_or(self.amount.least);
        if most == self.amount.least { most.to_string() } else { format!("{} to {most}", self.amount.least) }
    }
}

/// The figures of a sentence that count something; years, days and ordinals are none.
fn figures(sentence: &str) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut rest = sentence;
    let mut is_month = false;
    let mut is_about = false;
    while let Some(start) = rest.find(|sign: char| !sign.is_whitespace()) {
        rest = &rest[start..];
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let word = &rest[..length];
        let near = &rest[..rest.char_indices().nth(120).map_or(rest.len(), |(at, _)| at).max(length)];
        let ends = near[length..].find([';', '.', ':', '(']).map_or(near.len(), |at| length + at);
        let clause = &near[..ends];
        let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        if word.starts_with(|digit: char| digit.is_ascii_digit()) && !is_year && !is_month {
            let cut: Vec<&str> = clause.split_whitespace().take(NEAR + 1).collect();
            let cut = cut.join(" ");
            let cut = cut.split(", ").next().unwrap_or(&cut);
            if let Reading::Amounts(mut amounts) = read(cut, false)
                && amounts.len() == 1
                && let Some((_, mut amount)) = amounts.pop()
            {
                amount.about |= is_about;
                let behind = words(&amount.unit).collect();
                found.push(Figure { at: sentence.len() - rest.len(), amount, behind });
            }
        }
        is_month =
            crate::when::words(word).iter().any(|(_, word)| matches!(word, crate::when::Word::Month(_)));
        is_about = ABOUT.contains(&word.to_lowercase().as_str());
        rest = &rest[length..];
    }
    found
}

/// What an amount counts: the last word of its unit; and what sort of them: the words before it.
fn counted(unit: &str) -> Option<(String, Vec<String>)> {
    let mut words: Vec<String> = words(unit).collect();
    let last = words.pop()?;
    Some((last, words))
}

/// What a text says and an infobox doesn't, and what to do about it.
type Disagreement = Option<(Severity, String, String)>;

/// More than the infobox has can't be. Less may be a part of it, and is one where the sentence is about losses.
fn strength(figure: &Figure, strengths: &[&Found<Amount>], is_of_losses: bool) -> Disagreement {
    let mut same = Vec::new();
    for strength in strengths {
        let Some((noun, sort)) = counted(&strength.value.unit) else { continue };
        let Some(at) = figure.behind.iter().position(|word| *word == noun) else { continue };
        let before = &figure.behind[..at];
        // "550 Russian troops" and "200 Kazakh troops" are two figures.
        if before.iter().all(|word| sort.contains(word)) {
            same.push((*strength, before.len()));
        }
    }
    // Words that name a sort decide; "the troops" could be any of several.
    let is_named = same.iter().any(|(_, named)| *named > 0);
    same.retain(|(_, named)| !is_named || *named > 0);
    let [(strength, _)] = same[..] else { return None };
    let value = &strength.value;
    if figure.agrees(value.least, value.most) {
        return None;
    }
    let is_part = figure.amount.least < value.least;
    if is_part && is_of_losses {
        return None;
    }
    let severity = if is_part { Warning } else { Error };
    let message = format!("the text has {} {}, the infobox {}", figure.said(), value.unit, said(value));
    let help = format!(
        "one of them is wrong, or they count different things: see `{}` at {}",
        strength.from, strength.place
    );
    Some((severity, message, help))
}

fn loss(figure: &Figure, losses: &[&Found<Amount>]) -> Disagreement {
    let near = figure.behind.iter().take(NEAR).cloned().collect::<Vec<_>>().join(" ");
    let told = |fate: &Fate| matches!(fate, Fate::Killed | Fate::Wounded | Fate::Captured);
    let fate = Fate::of(&near).filter(told)?;
    // Soldiers or their vehicles: only like is compared with like.
    let is_people = |amount: &Amount| matches!(amount.kind, Kind::People | Kind::Unstated | Kind::Other);
    let same: Vec<&&Found<Amount>> =
        losses.iter().filter(|loss| loss.value.fate == Some(fate) && is_people(&loss.value)).collect();
    let first = same.first()?;
    let least = same.iter().fold(0, |sum: u64, loss| sum.saturating_add(loss.value.least));
    let most = sum(same.iter().map(|loss| loss.value.most));
    let fits = same.iter().any(|loss| figure.agrees(loss.value.least, loss.value.most));
    // A part of a larger figure may be told alone; more than all of them can't be.
    let is_part = most.is_none_or(|most| figure.amount.least < most);
    if !is_people(&figure.amount) || fits || figure.agrees(least, most) || is_part {
        return None;
    }
    let all: Vec<String> = same.iter().map(|loss| said(&loss.value)).collect();
    let message =
        format!("the text has {} {}, the infobox {}", figure.said(), fate_word(fate), all.join(" and "));
    Some((Error, message, format!("one of them is wrong: see `{}` at {}", first.from, first.place)))
}

/// The sum of upper ends; `None` if one is open.
fn sum(mut ends: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    ends.try_fold(0, |sum: u64, end| Some(sum.saturating_add(end?)))
}

const fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Wounded => "wounded",
        Fate::Captured => "captured",
        _ => "killed",
    }
}

pub(crate) fn said(amount: &Amount) -> String {
    match amount.most {
        Some(most) if most == amount.least => most.to_string(),
        Some(most) => format!("{} to {most}", amount.least),
        None => format!("{} or more", amount.least),
    }
}

/// Columns with forces and nobody whose they are; losses above the strength.
fn columns(page: &Page, findings: &mut Findings) {
    for (index, column) in page.columns.iter().enumerate() {
        let first = column.strength.iter().chain(&column.losses).next();
        if let Some(first) = first
            && column.belligerents.is_empty()
        {
            let message = format!("column {} has figures and no belligerent", index + 1);
            findings.add(
                Warning,
                "nobodys-figures",
                (&first.from, first.place),
                message,
                "say whose they are",
            );
        }
        let people = column.strength.iter().filter(|found| found.value.kind == Kind::People);
        let Some(strength) = sum(people.map(|found| found.value.most)).filter(|&sum| sum > 0) else {
            continue;
        };
        for loss in
            column.losses.iter().filter(|loss| loss.value.fate.is_some() && loss.value.kind == Kind::People)
        {
            if loss.value.least > strength {
                let message = format!("{} of {strength} were lost", loss.value.least);
                let help = "nobody loses more people than there were: correct the strength or the losses";
                findings.add(Error, "more-lost-than-there", (&loss.from, loss.place), message, help);
            }
        }
    }
}

/// Strengths that name nobody among the belligerents, where others do.
fn strangers(page: &Page, strengths: &[&Found<Amount>], findings: &mut Findings) {
    let belligerents: Vec<String> = page
        .all_columns()
        .flat_map(|column| &column.belligerents)
        .flat_map(|found| words(&found.value).collect::<Vec<_>>())
        .collect();
    let is_named = |unit: &str| words(unit).any(|word| belligerents.contains(&word));
    if page.loose.strength.is_empty() || !strengths.iter().any(|strength| is_named(&strength.value.unit)) {
        return;
    }
    for strength in &page.loose.strength {
        let unit = &strength.value.unit;
        let is_people = strength.value.kind == Kind::People && unit.split_whitespace().count() > 1;
        if is_people && !is_named(unit) {
            let stranger = unit.split_whitespace().next().map(singular).unwrap_or_default();
            let message =
                format!("`{unit}` have a strength, and no belligerent of the infobox is {stranger}");
            let help = "add whose they are to the belligerents";
            findings.add(Advice, "stranger", (&strength.from, strength.place), message, help);
        }
    }
}
