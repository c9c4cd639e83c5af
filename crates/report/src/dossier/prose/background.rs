//! Why it came to the incident: the stories that it hangs on, theme by theme, and what the decision turned on.

use powderkeg_engine::event::Kind;

use super::led::{behind, pivots};
use super::pen::Pen;
use super::phase::{Phase, launch};
use super::stories::{Story, Theme, stories};
use super::tell::Teller;
use crate::chronicle::rank::{LEAST, Ranks};
use crate::dossier::page::{Block, Section, Sentence};
use crate::run::Run;
use crate::sentence::gist;
use crate::words::listed;

/// The most stories of a theme.
const MOST_OF_THEME: usize = 6;
/// The most stories that the incident does not hang on.
const MOST_BESIDE: usize = 4;
/// Such stories have at least this rank.
const LEAST_BESIDE: f64 = 6.0;
/// The most causes that are listed of the decision.
const MOST_PIVOTS: usize = 5;

const THEMES: [&[Theme]; 5] = [
    &[Theme::Supply],
    &[Theme::Streets],
    &[Theme::Blocs],
    &[Theme::Labour, Theme::Works],
    &[Theme::Quarrel, Theme::Force],
];

pub(super) fn section(run: &Run, phase: &Phase) -> Option<Section> {
    let pen = Pen::new(run);
    let ranks = Ranks::new(run);
    let rank = |story: &Story| story.places.iter().map(|&place| ranks.of(place)).fold(0.0, f64::max);
    let all = stories(pen, 0..phase.from);
    let (led, beside): (Vec<&Story>, Vec<&Story>) =
        all.iter().partition(|story| story.places.iter().any(|place| phase.led.contains(place)));
    let mut teller = Teller::new(pen);
    let mut blocks = Vec::new();
    for themes in THEMES {
        let of_theme = led.iter().copied().filter(|story| themes.contains(&story.theme));
        let told = best(of_theme, &rank, LEAST, MOST_OF_THEME);
        if !told.is_empty() {
            blocks.push(Block::Paragraph { sentences: teller.paragraph(&told) });
        }
    }
    let beside = best(beside.into_iter(), &rank, LEAST_BESIDE, MOST_BESIDE);
    if !beside.is_empty() {
        blocks.push(Block::Paragraph { sentences: teller.paragraph(&beside) });
    }
    blocks.extend(decision(pen, phase));
    (!blocks.is_empty()).then(|| Section {
        anchor: "background".into(),
        heading: "Background".into(),
        blocks,
    })
}

/// The stories that matter most, in the order of time.
pub(super) fn best<'s>(
    stories: impl Iterator<Item = &'s Story>,
    rank: &dyn Fn(&Story) -> f64,
    least: f64,
    most: usize,
) -> Vec<&'s Story> {
    let mut ranked: Vec<(f64, &Story)> =
        stories.map(|story| (rank(story), story)).filter(|row| row.0 >= least).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.when.first().cmp(&b.1.when.first())));
    let mut told: Vec<&Story> = ranked.into_iter().take(most).map(|row| row.1).collect();
    told.sort_by_key(|story| story.when.first());
    told
}

/// What the decision behind the incident, or behind what decided the crisis, turned on.
fn decision(pen: Pen, phase: &Phase) -> Option<Block> {
    let run = &pen.run;
    let records = run.log.records();
    let turn = phase.incident.or(phase.decisive.last().copied())?;
    let from = phase.incident.and_then(|incident| launch(run, incident)).unwrap_or(turn);
    let decided =
        behind(run, &records[from]).filter(|&place| records[place].event.kind() == Kind::Decided).max()?;
    let mut sentences: Vec<Sentence> = Vec::new();
    let date = pen.civil(decided).strftime("%-d %B %Y").to_string();
    let clause = crate::sentence::clause(&pen.words, &records[decided].event);
    sentences.push(pen.say(&format!("on {date}, {clause}"), &[decided]));
    let mut turned: Vec<(String, usize)> = Vec::new();
    for place in pivots(run, &records[decided]) {
        let text = gist(&pen.words, &records[place].event);
        if records[place].event.kind() != Kind::Decided && turned.iter().all(|row| row.0 != text) {
            turned.push((text, place));
        }
    }
    turned.sort_by_key(|row| row.1);
    turned.truncate(MOST_PIVOTS);
    if !turned.is_empty() {
        let names: Vec<String> = turned
            .iter()
            .map(|(text, place)| format!("{text} ({})", pen.civil(*place).strftime("%-d %B")))
            .collect();
        let mut places: Vec<usize> = turned.iter().map(|row| row.1).collect();
        places.push(decided);
        let text = format!("it would not have been taken had it not been that {}", listed(&names));
        sentences.push(pen.say(&text, &places));
    }
    Some(Block::Paragraph { sentences })
}
