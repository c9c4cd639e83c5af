//! How far to trust the page.

use super::Grounds;
use super::pen::{figured, small};
use crate::dossier::page::{Block, Section, Sentence, Table};
use crate::words::{capitalised, count, listed};

pub(super) fn section(grounds: &Grounds, is_study: bool) -> Section {
    let mut blocks = vec![paragraph(what_it_is(grounds, is_study))];
    blocks.extend(beyond(grounds));
    blocks.extend(misses(grounds));
    blocks.extend(checks(grounds));
    Section { anchor: "trust".into(), heading: "How far to trust this".into(), blocks }
}

fn paragraph(sentences: Vec<Sentence>) -> Block {
    Block::Paragraph { sentences }
}

fn what_it_is(grounds: &Grounds, is_study: bool) -> Vec<Sentence> {
    let text = if is_study {
        "shares of runs say what the scenario's rules and numbers make of luck; they are no forecast of the world"
    } else {
        "this is one course of many that the scenario can take, made of its rules and of luck; how often it takes \
         this one, only a study of many runs can say"
    };
    let mut sentences = vec![figured(text, Vec::new())];
    sentences.extend(assumptions(grounds));
    sentences
}

/// What lies outside the cases that the models were held against.
fn beyond(grounds: &Grounds) -> Option<Block> {
    let sentences: Vec<Sentence> =
        grounds.beyond.iter().map(|(text, figures)| figured(text, figures.clone())).collect();
    (!sentences.is_empty()).then(|| paragraph(sentences))
}

/// Facts of the scenario's record that its runs seldom meet.
fn misses(grounds: &Grounds) -> Option<Block> {
    let first = grounds.misses.first()?;
    let (facts, runs) = (small(grounds.facts), count(first.runs));
    let number = small(grounds.misses.len());
    let mut sentences = vec![figured(
        &format!(
            "of the {facts} facts that the scenario's record names, {number} come about at their time in less than half of {runs} runs"
        ),
        vec![facts, number, runs],
    )];
    let listed_misses: Vec<String> =
        grounds.misses.iter().map(|miss| format!("{} ({})", miss.fact, miss.share)).collect();
    let shares = grounds.misses.iter().map(|miss| miss.share.clone()).collect();
    sentences.push(figured(&format!("they are {}", listed(&listed_misses)), shares));
    Some(paragraph(sentences))
}

/// What the models behind the page reach on the record, and where they miss.
fn checks(grounds: &Grounds) -> Vec<Block> {
    if grounds.checks.is_empty() {
        return Vec::new();
    }
    let missed = grounds.checks.iter().filter(|check| check.verdict == "misses").count();
    let text = match missed {
        0 => "the models behind this page answer to a record of their own, as the table shows".to_string(),
        1 => "the models behind this page answer to a record of their own, as the table shows; one of them misses its mark"
            .to_string(),
        more => format!(
            "the models behind this page answer to a record of their own, as the table shows; {} of them miss their mark",
            small(more)
        ),
    };
    let table = Table {
        caption: "The models behind this page against the record".into(),
        head: ["What is claimed", "Cases", "Score", "Beside it", "Verdict"].map(String::from).to_vec(),
        rows: grounds
            .checks
            .iter()
            .map(|check| {
                vec![
                    capitalised(&check.claim),
                    count(check.cases as u32),
                    check.score.clone(),
                    if check.beside.is_empty() { "–".into() } else { check.beside.clone() },
                    check.verdict.clone(),
                ]
            })
            .collect(),
    };
    let figures = if missed > 0 { vec![small(missed)] } else { Vec::new() };
    vec![paragraph(vec![figured(&text, figures)]), Block::Table { table }]
}

fn assumptions(grounds: &Grounds) -> Option<Sentence> {
    let all = grounds.assumptions;
    if all.numbers == 0 {
        return None;
    }
    let [numbers, assumed, uncertain] =
        [all.numbers, all.assumed, all.uncertain].map(|number| count(number as u32));
    let text = format!(
        "of the {numbers} numbers in the scenario, {assumed} are labelled an assumption, and {uncertain} are drawn anew in every run"
    );
    Some(figured(&text, vec![numbers, assumed, uncertain]))
}
