//! How far to trust the page.

use powderkeg_engine::event::{Event, Kinds};
use powderkeg_engine::id::ForceId;

use super::pen::{Pen, figured, small};
use super::phase::Phase;
use super::{Check, Grounds, Odds};
use crate::dossier::page::{Block, Section, Sentence, Table};
use crate::infobox::NOT_RECORDED;
use crate::run::Run;
use crate::words::{capitalised, count, listed, trimmed};

pub(super) fn section(run: &Run, phase: &Phase, grounds: &Grounds, is_study: bool) -> Section {
    let mut blocks = vec![paragraph(what_it_is(grounds, is_study))];
    blocks.extend(beyond(Pen::new(run), phase, grounds));
    blocks.extend(misses(grounds));
    blocks.extend(checks(run, grounds));
    Section { anchor: "trust".into(), heading: "How far to trust this".into(), blocks }
}

fn paragraph(sentences: Vec<Sentence>) -> Block {
    Block::Paragraph { sentences }
}

fn what_it_is(grounds: &Grounds, is_study: bool) -> Vec<Sentence> {
    let text = if is_study {
        "shares of runs say what the scenario's rules and numbers make of luck; they are no forecast of the world"
    } else {
        "this is a single course of the many that the scenario can take, made of its rules and of luck; how often \
         it comes out so, only a study of many runs can say"
    };
    let mut sentences = vec![figured(text, Vec::new())];
    sentences.extend(assumptions(grounds));
    sentences
}

/// Where the fight's odds lie among those of the record.
fn beyond(pen: Pen, phase: &Phase, grounds: &Grounds) -> Option<Block> {
    let known = grounds.odds.as_ref()?;
    let fight = Fight::of(pen, phase)?;
    let (attackers, defenders, odds) =
        (count(fight.attackers), count(fight.defenders), trimmed(fight.odds(), 2));
    let (low, high) = (trimmed(known.most.0, 2), trimmed(known.most.1, 1));
    let battles = count(known.battles as u32);
    let text = format!(
        "by planned strength, {attackers} attackers were sent against {defenders} who stood there and fought: odds of {odds}; nine in ten of the {battles} battles that the model of battle was fitted to had odds between {low} and {high}"
    );
    let figures = vec![attackers, defenders, odds.clone(), "nine in ten".into(), battles, low, high];
    let mut sentences = vec![figured(&text, figures)];
    if fight.odds() < known.most.0 || fight.odds() > known.most.1 {
        let text = "so the fight lies outside them, and what the model says of it is an extrapolation";
        sentences.push(figured(text, Vec::new()));
    }
    sentences.extend(seizures(known, fight.odds()));
    Some(paragraph(sentences))
}

/// How many of the record's seizures of airfields were tried at odds as low.
fn seizures(known: &Odds, odds: f64) -> Option<Sentence> {
    let lower = known.seizures.iter().filter(|row| row.1 <= odds).count();
    let all = known.seizures.len();
    let nearest = known.seizures.iter().min_by(|a, b| (a.1 - odds).abs().total_cmp(&(b.1 - odds).abs()))?;
    let all = small(all);
    let lower = match lower {
        0 => "none was".to_string(),
        1 => "one was".to_string(),
        more => format!("{} were", small(more)),
    };
    let (name, near) = (&nearest.0, trimmed(nearest.1, 2));
    let text = format!(
        "of the {all} defended airfields in the record of seizures, {lower} attacked at such odds or lower; the nearest is {name}, at {near}"
    );
    Some(figured(&text, vec![all, lower, name.clone(), near]))
}

/// Who fought whom, in numbers.
struct Fight {
    attackers: u32,
    defenders: u32,
}

impl Fight {
    /// The strengths that the run drew of the raider and of those whom it fought; `None` if nobody defended, or if the
    /// strength of one that fought is not known.
    fn of(pen: Pen, phase: &Phase) -> Option<Self> {
        let run = &pen.run;
        let Event::RaidBegan { force: raider, .. } = run.log.records()[phase.incident?].event else {
            return None;
        };
        let strength = |force: ForceId| run.numbers[run.setup.forces[force].strength].round().max(0.0) as u32;
        let of = run.setup.forces[raider].of;
        let mut others: Vec<ForceId> = Vec::new();
        for place in phase.from..phase.until {
            let Event::Losses { force, .. } = run.log.records()[place].event else { continue };
            let known = &run.setup.forces[force];
            // Of a force whose strength nobody recorded, and of one that chose its side on the day, no odds are known.
            if known.open || known.reported.as_deref() == Some(NOT_RECORDED) {
                return None;
            }
            if known.of != of && !others.contains(&force) {
                others.push(force);
            }
        }
        let defenders: u32 = others.into_iter().map(strength).sum();
        (defenders > 0).then(|| Self { attackers: strength(raider), defenders })
    }

    /// Attackers to a defender.
    fn odds(&self) -> f64 {
        f64::from(self.attackers) / f64::from(self.defenders)
    }
}

/// Facts of the scenario's record that its runs seldom meet.
fn misses(grounds: &Grounds) -> Option<Block> {
    let first = grounds.misses.first()?;
    let (facts, runs) = (small(grounds.facts), count(first.runs));
    let number = small(grounds.misses.len());
    let (come, their) = if grounds.misses.len() == 1 { ("comes", "its") } else { ("come", "their") };
    let lead = format!(
        "of the {facts} facts that the scenario's record dates, {number} {come} about at {their} time in less than half of {runs} runs"
    );
    let all: Vec<String> =
        grounds.misses.iter().map(|miss| format!("“{}” ({})", miss.fact, miss.share)).collect();
    let mut figures = vec![facts, number, runs];
    figures.extend(grounds.misses.iter().map(|miss| miss.share.clone()));
    let sentences = vec![figured(&format!("{lead}: {}", listed(&all)), figures)];
    Some(paragraph(sentences))
}

/// What the models behind the page reach on the record, and where they miss.
fn checks(run: &Run, grounds: &Grounds) -> Vec<Block> {
    let bears = |check: &&Check| {
        check.bears_on == Kinds::default()
            || run.log.records().iter().any(|record| check.bears_on.contains(record.event.kind()))
    };
    let checks: Vec<&Check> = grounds.checks.iter().filter(bears).collect();
    if checks.is_empty() {
        return Vec::new();
    }
    let missed = checks.iter().filter(|check| check.is_miss).count();
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
        head: ["What is claimed", "Record", "Score", "Beside it", "Verdict"].map(String::from).to_vec(),
        rows: checks
            .iter()
            .map(|check| {
                vec![
                    capitalised(&check.claim),
                    check.record.clone(),
                    check.score.clone(),
                    check.beside.clone(),
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
