//! The paragraphs before the first heading.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::ForceId;
use powderkeg_engine::time::Minute;

use super::pen::{Pen, figured, finished};
use super::phase::Phase;
use super::stories::{Story, Theme, distinct, stories};
use crate::chronicle::rank::Ranks;
use crate::chronicle::reason::Reasons;
use crate::dossier::page::{Block, Sentence};
use crate::run::Run;
use crate::sentence::{clause, ended};
use crate::words::{count, counted, listed, span};

/// What a crisis is about is told by these.
const WHAT_FOR: [Theme; 4] = [Theme::Supply, Theme::Labour, Theme::Works, Theme::Quarrel];

pub(super) fn blocks(run: &Run, phase: &Phase) -> Vec<Block> {
    let pen = Pen::new(run);
    let mut sentences = Vec::new();
    match phase.incident {
        Some(incident) => {
            sentences.push(dated(pen, incident));
            sentences.extend(fight(pen, phase));
            sentences.extend(again(pen, phase));
            sentences.extend(before(pen, phase).filter(|_| phase.is_fight(run)));
        }
        None => sentences.extend(quiet(pen, phase)),
    }
    sentences.extend(dead(pen));
    sentences.extend(unrest(pen));
    vec![Block::Paragraph { sentences }]
}

/// What happened on a day, with its reason.
fn dated(pen: Pen, place: usize) -> Sentence {
    let record = &pen.run.log.records()[place];
    let date = pen.civil(place).strftime("%-d %B %Y").to_string();
    let text = format!("on {date}, {}", clause(&pen.words, &record.event));
    match Reasons::new(&pen.run).of(place, record) {
        Some(reason) => pen.say(&format!("{text}, {}", reason.text), &[place, reason.position]),
        None => pen.say(&text, &[place]),
    }
}

/// The raids that came after the first.
fn again(pen: Pen, phase: &Phase) -> Option<Sentence> {
    let records = pen.run.log.records();
    let later: Vec<usize> = (phase.until..records.len())
        .filter(|&place| matches!(records[place].event, Event::RaidBegan { .. }))
        .collect();
    let dates: Vec<String> =
        later.iter().map(|&place| pen.civil(place).strftime("%-d %B %Y").to_string()).collect();
    let what = if later.len() == 1 { "another raid" } else { "further raids" };
    (!later.is_empty()).then(|| pen.say(&format!("{what} followed on {}", listed(&dates)), &later))
}

/// What mattered most of all that the incident hangs on, in a sentence.
fn before(pen: Pen, phase: &Phase) -> Option<Sentence> {
    let ranks = Ranks::new(&pen.run);
    let all = stories(pen, 0..phase.from);
    let led = all.iter().filter(|story| story.places.iter().all(|place| phase.led.contains(place)));
    let rank = |story: &&Story| story.places.iter().map(|&place| ranks.of(place)).fold(0.0, f64::max);
    // A quarrel says best what it was about.
    let tells = |story: &&Story| (story.theme == Theme::Quarrel, rank(story));
    let best = led.filter(|story| WHAT_FOR.contains(&story.theme)).max_by(|a, b| {
        let (one, other) = (tells(a), tells(b));
        one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(b.when.first().cmp(&a.when.first()))
    })?;
    let (clause, _) = best.clause.split_once("; ").unwrap_or((&best.clause, ""));
    Some(pen.say(&format!("before it, {clause}"), &best.places))
}

/// Who defended it, for how long, and how it ended.
fn fight(pen: Pen, phase: &Phase) -> Option<Sentence> {
    let records = pen.run.log.records();
    let Event::RaidBegan { force: raider, .. } = records[phase.incident?].event else { return None };
    let part = phase.from..phase.until;
    let end = part.clone().find(|&place| matches!(records[place].event, Event::FightEnded { .. }))?;
    let Event::FightEnded { ending, hours, .. } = records[end].event else { return None };
    let mut places = vec![end];
    let mut others: Vec<ForceId> = Vec::new();
    for place in part {
        if let Event::Losses { force, .. } = records[place].event
            && force != raider
            && !others.contains(&force)
        {
            others.push(force);
            places.push(place);
        }
    }
    let against = distinct(others.into_iter().map(|force| pen.words.force(force)));
    let against = if against.is_empty() { String::new() } else { format!(" with {}", listed(&against)) };
    let after = span(f64::from(hours) / 24.0);
    Some(pen.say(&format!("the fight{against} ended after {after}: {}", ended(ending)), &places))
}

/// That nothing came of it, and what decided that.
fn quiet(pen: Pen, phase: &Phase) -> Vec<Sentence> {
    let run = &pen.run;
    let (from, until) = (pen.words.date(Minute(0)), pen.words.date(run.ended));
    let sides: Vec<String> = run.setup.sides.iter().map(|side| side.title.clone()).collect();
    let text = if sides.len() > 1 {
        format!(
            "the crisis between {} from {from} to {until} passed without the incident that it is named for",
            listed(&sides)
        )
    } else {
        format!("from {from} to {until}, the incident that was to be feared did not come about")
    };
    let mut sentences =
        vec![Sentence { text: finished(&text), figures: vec![from, until], ..Sentence::default() }];
    sentences.extend(phase.decisive.iter().map(|&place| dated(pen, place)));
    sentences.extend(run.result.map(|result| {
        figured(&format!("it ended, in the scenario's words, with “{result}”"), vec![result.to_string()])
    }));
    sentences
}

/// What all fights cost.
fn dead(pen: Pen) -> Option<Sentence> {
    let (mut killed_in_all, mut wounded_in_all, mut captured) = (0, 0, 0);
    let mut places = Vec::new();
    for (place, record) in pen.run.log.records().iter().enumerate() {
        match record.event {
            Event::Losses { killed, wounded, .. } => {
                killed_in_all += killed;
                wounded_in_all += wounded;
            }
            Event::LiftLost { killed, .. } => killed_in_all += killed,
            Event::Dropped { injured, .. } => wounded_in_all += injured,
            Event::Captured { people, .. } => captured += people,
            // Others cost no soldier's life.
            _ => continue,
        }
        places.push(place);
    }
    if places.is_empty() {
        return None;
    }
    let parts: Vec<String> =
        [(killed_in_all, "killed"), (wounded_in_all, "wounded"), (captured, "taken prisoner")]
            .into_iter()
            .filter(|row| row.0 > 0)
            .map(|(number, how)| format!("{} {how}", count(number)))
            .collect();
    let text = if parts.is_empty() {
        "no soldier was killed or wounded".to_string()
    } else {
        format!("the fighting left {}", listed(&parts))
    };
    Some(pen.say(&text, &places))
}

/// What unrest cost.
fn unrest(pen: Pen) -> Option<Sentence> {
    let (mut killed_in_all, mut injured_in_all) = (0, 0);
    let mut places = Vec::new();
    for (place, record) in pen.run.log.records().iter().enumerate() {
        if let Event::Casualties { killed, injured, .. } | Event::GateCasualties { killed, injured, .. } =
            record.event
        {
            killed_in_all += killed;
            injured_in_all += injured;
            places.push(place);
        }
    }
    let people = |number| counted(number, "person", "people");
    let text = match (killed_in_all, injured_in_all) {
        (0, 0) => return None,
        (0, injured) => format!("unrest during the crisis left {} hurt", people(injured)),
        (killed, 0) => format!("unrest during the crisis killed {}", people(killed)),
        (killed, injured) => {
            format!("unrest during the crisis killed {} and left {} hurt", people(killed), count(injured))
        }
    };
    Some(pen.say(&text, &places))
}
