//! The incident hour by hour; without one, what decided the crisis.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::{Event, Kind, Level};
use powderkeg_engine::log::Record;

use super::decision::decision;
use super::fights;
use super::pen::Pen;
use super::phase::Phase;
use super::stories::stories;
use super::stories::works::what_was_destroyed;
use crate::alike;
use crate::chronicle::rank::Ranks;
use crate::dossier::page::{Block, Entry, Section, Sentence};
use crate::run::Run;
use crate::sentence::clause;
use crate::words::counted;

/// Of what is no fight, records of at least this rank are told.
const LEAST: f64 = 3.0;

pub(super) fn section(run: &Run, phase: &Phase) -> Option<Section> {
    let pen = Pen::new(run);
    if phase.incident.is_none() {
        return turn(pen, phase);
    }
    let is_fight = phase.is_fight(run);
    let entries = if is_fight { of_fight(pen, phase) } else { of_stories(pen, phase) };
    let heading = if is_fight { "The incident, hour by hour" } else { "The incident" };
    (!entries.is_empty()).then(|| Section {
        anchor: "incident".into(),
        heading: heading.into(),
        blocks: vec![Block::Hours { entries }],
    })
}

/// What decided a crisis without an incident, and the decision behind it.
fn turn(pen: Pen, phase: &Phase) -> Option<Section> {
    let &last = phase.decisive.last()?;
    let records = pen.run.log.records();
    let mut sentences: Vec<Sentence> =
        decision(pen, phase).into_iter().flat_map(|(_, sentences)| sentences).collect();
    let when = pen.civil(last).strftime("on %-d %B %Y, at %H:%M").to_string();
    sentences.push(pen.say(&format!("{when}, {}", clause(&pen.words, &records[last].event)), &[last]));
    Some(Section {
        anchor: "turn".into(),
        heading: "The turn".into(),
        blocks: vec![Block::Paragraph { sentences }],
    })
}

/// Every minute of a fight in which something happened.
fn of_fight(pen: Pen, phase: &Phase) -> Vec<Entry> {
    let records = pen.run.log.records();
    let told: Vec<usize> = (phase.from..phase.until).filter(|&place| is_of_fight(&records[place])).collect();
    told.chunk_by(|&a, &b| records[a].id.at == records[b].id.at)
        .map(|minute| Entry { time: time(pen, minute[0]), sentences: sentences(pen, minute) })
        .collect()
}

/// The stories around what is no fight; the incident by itself.
fn of_stories(pen: Pen, phase: &Phase) -> Vec<Entry> {
    let ranks = Ranks::new(&pen.run);
    let records = pen.run.log.records();
    let incident = phase.incident.map(|place| (place, alike::told(&pen.run, place)));
    let own: &[usize] = incident.as_ref().map_or(&[], |(_, (_, places))| places);
    let mut told: Vec<(usize, Sentence)> =
        incident.iter().map(|(place, (text, places))| (*place, pen.say(text, places))).collect();
    for story in stories(pen, phase.from..phase.until) {
        let rank = ranks.highest(&story.places);
        if rank >= LEAST && story.places.iter().all(|place| !own.contains(place)) {
            told.push((story.when.first(), pen.say(&story.clause, &story.places)));
        }
    }
    told.sort_by_key(|row| row.0);
    told.chunk_by(|a, b| records[a.0].id.at == records[b.0].id.at)
        .map(|minute| Entry {
            time: time(pen, minute[0].0),
            sentences: minute.iter().map(|row| row.1.clone()).collect(),
        })
        .collect()
}

fn time(pen: Pen, place: usize) -> String {
    pen.civil(place).strftime("%-d %B %Y, %H:%M").to_string()
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

/// The sentences of one minute: losses of several forces are one, and so is what was destroyed.
fn sentences(pen: Pen, minute: &[usize]) -> Vec<Sentence> {
    let records = pen.run.log.records();
    let kind = |wanted: Kind| -> Vec<usize> {
        minute.iter().filter(|&&place| records[place].event.kind() == wanted).copied().collect()
    };
    let (losses, destroyed) = (kind(Kind::Losses), kind(Kind::Destroyed));
    let mut out = Vec::new();
    for &place in minute {
        if losses.first() == Some(&place) {
            let clauses: Vec<String> =
                losses.iter().map(|&place| clause(&pen.words, &records[place].event)).collect();
            out.push(pen.say(&clauses.join("; "), &losses));
        } else if destroyed.first() == Some(&place) {
            out.push(pen.say(&what_was_destroyed(pen, &destroyed), &destroyed));
        } else if !losses.contains(&place) && !destroyed.contains(&place) {
            out.push(pen.say(&said(pen, place), &[place]));
        }
    }
    out
}

fn said(pen: Pen, place: usize) -> String {
    let event = &pen.run.log.records()[place].event;
    let text = clause(&pen.words, event);
    match *event {
        Event::OperationLaunched { arrives, .. } => {
            let text = text.split(" (arrival").next().unwrap_or_default();
            let (clock, date) = (pen.words.clock(arrives), pen.words.date(arrives));
            format!("{text}; the arrival was due at {clock} on {date}")
        }
        Event::FightEnded { .. } => match (text.rsplit_once(": "), fights::how_it_ended(pen, place)) {
            (Some((text, _)), Some(how)) => format!("{text}: {how}"),
            _ => text,
        },
        Event::Dropped { injured, .. } if injured > 0 => {
            let (text, _) = text.split_once(';').unwrap_or((&text, ""));
            let hurt = counted(injured, "was injured", "were injured");
            format!("{text}, of whom {hurt} in landing")
        }
        _ => text,
    }
}
