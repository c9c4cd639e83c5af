//! The incident hour by hour; without one, what decided the crisis.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::{Event, Level};
use powderkeg_engine::log::Record;

use super::pen::Pen;
use super::phase::Phase;
use crate::chronicle::rank::Ranks;
use crate::dossier::page::{Block, Entry, Section, Sentence};
use crate::run::Run;
use crate::sentence::clause;
use crate::words::capitalised;

/// Of what is no fight, records of at least this rank are told.
const LEAST: f64 = 3.0;

pub(super) fn section(run: &Run, phase: &Phase) -> Option<Section> {
    let pen = Pen::new(run);
    let ranks = Ranks::new(run);
    let records = run.log.records();
    let is_fight = phase.is_fight(run);
    let tells = |place: usize| {
        phase.incident == Some(place)
            || phase.decisive.contains(&place)
            || if is_fight { is_of_fight(&records[place]) } else { ranks.of(place) >= LEAST }
    };
    let told: Vec<usize> = (phase.from..phase.until).filter(|&place| tells(place)).collect();
    if told.is_empty() {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    for minute in told.chunk_by(|&a, &b| records[a].id.at == records[b].id.at) {
        let time = pen.civil(minute[0]).strftime("%-d %B %Y, %H:%M").to_string();
        entries.push(Entry { time, sentences: sentences(pen, minute) });
    }
    let heading = match (phase.incident, is_fight) {
        (Some(_), true) => "The incident, hour by hour",
        (Some(_), false) => "The incident",
        (None, _) => "The turn",
    };
    Some(Section {
        anchor: "incident".into(),
        heading: heading.into(),
        blocks: vec![Block::Hours { entries }],
    })
}

fn is_of_fight(record: &Record) -> bool {
    record.id.domain == Domain::Battle
        || match record.event {
            Event::LevelRaised { level, .. } => level >= Level::Force,
            Event::OperationLaunched { .. }
            | Event::Destroyed { .. }
            | Event::FrontOpened { .. }
            | Event::Failed { .. }
            | Event::Cancelled { .. } => true,
            Event::Completed { series, .. } => series <= 1,
            // Others belong to what came before or after.
            _ => false,
        }
}

/// The sentences of one minute: losses of several forces are one.
fn sentences(pen: Pen, minute: &[usize]) -> Vec<Sentence> {
    let records = pen.run.log.records();
    let is_loss = |&&place: &&usize| matches!(records[place].event, Event::Losses { .. });
    let losses: Vec<usize> = minute.iter().filter(is_loss).copied().collect();
    let mut out = Vec::new();
    for &place in minute {
        if losses.first() == Some(&place) {
            let clauses: Vec<String> =
                losses.iter().map(|&place| clause(&pen.words, &records[place].event)).collect();
            out.push(pen.say(&capitalised(&clauses.join("; ")), &losses));
        } else if !losses.contains(&place) {
            out.push(pen.say(&said(pen, &records[place].event), &[place]));
        }
    }
    out
}

fn said(pen: Pen, event: &Event) -> String {
    let text = clause(&pen.words, event);
    let Event::OperationLaunched { arrives, .. } = *event else { return text };
    let text = text.split(" (arrival").next().unwrap_or_default().to_string();
    format!("{text}; it was due there at {} on {}", pen.words.clock(arrives), pen.words.date(arrives))
}
