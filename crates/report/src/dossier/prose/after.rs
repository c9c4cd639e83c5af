//! What followed: losses, what else came of it, and how the run ended.

use std::collections::BTreeSet;

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{ForceId, Id};
use powderkeg_study::toll::{Toll, Tolls};

use super::background::best;
use super::pen::{Pen, figured};
use super::phase::Phase;
use super::stories::{Story, Theme, distinct, stories};
use super::tell::Teller;
use crate::chronicle::rank::Ranks;
use crate::dossier::page::{Block, Section, Sentence};
use crate::run::Run;
use crate::words::{counted, listed};

/// The most stories of a theme.
const MOST_OF_THEME: usize = 4;
/// The least rank of what is told.
const LEAST: f64 = 4.0;

/// Each group of themes gives its best; they are told in one go through time.
const THEMES: [&[Theme]; 3] = [
    &[Theme::Force, Theme::Quarrel],
    &[Theme::Works, Theme::Labour],
    &[Theme::Blocs, Theme::Supply, Theme::Streets],
];
/// The most sentences of a paragraph.
const LONGEST: usize = 5;

/// `told`: places of the records that the page has told of before.
pub(super) fn section(run: &Run, phase: &Phase, told: BTreeSet<usize>) -> Option<Section> {
    let pen = Pen::new(run);
    let ranks = Ranks::new(run);
    let mut blocks = Vec::new();
    let losses = losses(pen);
    if !losses.is_empty() {
        blocks.push(Block::Paragraph { sentences: losses });
    }
    let all = stories(pen, phase.until..run.log.records().len());
    let mut chosen: Vec<&Story> = THEMES
        .iter()
        .flat_map(|themes| {
            let of_theme = all.iter().filter(|story| themes.contains(&story.theme));
            best(of_theme, &ranks, LEAST, MOST_OF_THEME)
        })
        .collect();
    chosen.sort_by_key(|story| story.when.first());
    let mut teller = Teller::new(pen, told);
    for told in chosen.chunks(chosen.len().div_ceil(chosen.len().div_ceil(LONGEST).max(1)).max(1)) {
        blocks.push(Block::Paragraph { sentences: teller.paragraph(told) });
    }
    let ending: Vec<Sentence> = fronts(pen).into_iter().chain(result(run)).collect();
    if !ending.is_empty() {
        blocks.push(Block::Paragraph { sentences: ending });
    }
    (!blocks.is_empty()).then(|| Section { anchor: "aftermath".into(), heading: "Aftermath".into(), blocks })
}

/// What each force lost in fights.
fn losses(pen: Pen) -> Vec<Sentence> {
    let run = &pen.run;
    let tolls = Tolls::of(run.setup, run.log);
    let mut sentences = Vec::new();
    for (index, toll) in tolls.forces.iter().enumerate() {
        if *toll == Toll::default() {
            continue;
        }
        let force = ForceId::from_index(index);
        let places = cost_of(pen, force);
        let in_all = if sentences.is_empty() { "in the fighting, " } else { "" };
        let text = format!("{in_all}{} lost {}", pen.words.force(force), lost(toll));
        sentences.push(pen.say(&text, &places));
    }
    sentences
}

/// "15 killed, 156 wounded and 1 vehicle".
fn lost(toll: &Toll) -> String {
    let parts = [
        (toll.killed, "killed", "killed"),
        (toll.wounded, "wounded", "wounded"),
        (toll.captured, "taken prisoner", "taken prisoner"),
        (toll.vehicles, "vehicle", "vehicles"),
        (toll.aircraft, "aircraft", "aircraft"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|row| row.0 > 0)
        .map(|(number, one, many)| counted(number, one, many))
        .collect();
    listed(&parts)
}

/// Places of the records that count towards a force's losses in fights.
pub(super) fn cost_of(pen: Pen, wanted: ForceId) -> Vec<usize> {
    let records = pen.run.log.records().iter().enumerate();
    records
        .filter(|(_, record)| match record.event {
            Event::Losses { force, .. }
            | Event::LiftLost { force, .. }
            | Event::Dropped { force, .. }
            | Event::Captured { force, .. } => force == wanted,
            // Others cost a force nothing.
            _ => false,
        })
        .map(|(place, _)| place)
        .collect()
}

/// The dead of further fronts: how many, between whom, and the places of the records.
pub(super) fn front_deaths(pen: Pen) -> (u32, Vec<String>, Vec<usize>) {
    let (mut killed_in_all, mut places, mut pairs) = (0, Vec::new(), Vec::new());
    for (place, record) in pen.run.log.records().iter().enumerate() {
        if let Event::FrontDeaths { a, b, killed } = record.event {
            killed_in_all += killed;
            places.push(place);
            pairs.push(format!("between {} and {}", pen.words.party(a), pen.words.party(b)));
        }
    }
    (killed_in_all, distinct(pairs), places)
}

fn fronts(pen: Pen) -> Option<Sentence> {
    let (killed, between, places) = front_deaths(pen);
    (killed > 0).then(|| {
        let killed = counted(killed, "person was", "people were");
        let text = format!("elsewhere, {killed} killed in fighting {}", listed(&between));
        pen.say(&text, &places)
    })
}

/// What the scenario calls the end.
fn result(run: &Run) -> Option<Sentence> {
    let result = run.result?;
    Some(figured(&format!("the scenario calls this end “{result}”"), vec![result.to_string()]))
}
