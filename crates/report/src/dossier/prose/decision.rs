//! The decision behind the incident, or behind what decided the crisis: what it hung on, and what made it more urgent.

use std::collections::{BTreeSet, VecDeque};

use powderkeg_engine::action::Action;
use powderkeg_engine::cause::Cause;
use powderkeg_engine::event::{Event, Kind};

use super::led::{behind, pivots};
use super::pen::Pen;
use super::phase::{Phase, launch};
use crate::chronicle::rank::{LEAST, Ranks};
use crate::dossier::page::Sentence;
use crate::pivot::{ordered, rule};
use crate::sentence::{clause, gist};
use crate::words::listed;

/// The most causes that are listed.
const MOST: usize = 4;
/// Steps back to the decision behind a fight, or behind what decided a crisis.
const MOST_STEPS: usize = 3;

/// The place of the decision, and sentences about it; `None` where nobody decided anything.
pub(super) fn decision(pen: Pen, phase: &Phase) -> Option<(usize, Vec<Sentence>)> {
    let run = &pen.run;
    let turn = phase.incident.or(phase.decisive.last().copied())?;
    let from = phase.incident.and_then(|incident| launch(run, incident)).unwrap_or(turn);
    // Other incidents come about by themselves: only what was ordered at once is their decision.
    let is_own = phase.incident.is_some() && !phase.is_fight(run);
    let decided = decided(pen, from, if is_own { 1 } else { MOST_STEPS })?;
    let record = &run.log.records()[decided];
    let date = pen.date(decided);
    let text = clause(&pen.words, &record.event);
    // What it came to is told by its dates.
    let is_put_off = matches!(record.event, Event::Decided { action: Action::Postpone { .. }, .. });
    let text = text.rsplit_once(" by ").map_or(text.as_str(), |row| if is_put_off { row.0 } else { &text });
    let mut sentences = vec![pen.say(&format!("on {date}, {text}"), &[decided])];
    if ordered(run, record).is_some() {
        sentences.push(pen.say("it was ordered from outside, whatever its own rule said", &[decided]));
        return Some((decided, sentences));
    }
    rule(run, record)?;
    let hung: Vec<usize> = pivots(run, record);
    let urged: Vec<usize> = behind(run, record).filter(|place| !hung.contains(place)).collect();
    sentences.extend(hung_on(pen, decided, &hung));
    sentences.extend(urged_by(pen, decided, &urged));
    let is_luck = |cause: &Cause| matches!(cause, Cause::Chance(_));
    if sentences.len() == 1 && run.log.causes(record).iter().any(is_luck) {
        let text = "the log names no event that it turned on: its rule was open, and luck chose the moment";
        sentences.push(pen.say(text, &[decided]));
    }
    Some((decided, sentences))
}

/// The nearest decision behind a record.
fn decided(pen: Pen, from: usize, most: usize) -> Option<usize> {
    let records = pen.run.log.records();
    let mut queue = VecDeque::from([(from, 0)]);
    let mut seen = BTreeSet::new();
    while let Some((place, steps)) = queue.pop_front() {
        if records[place].event.kind() == Kind::Decided {
            return Some(place);
        }
        if steps < most && seen.insert(place) {
            queue.extend(behind(&pen.run, &records[place]).map(|earlier| (earlier, steps + 1)));
        }
    }
    None
}

/// What the rule would not have held without.
fn hung_on(pen: Pen, decided: usize, hung: &[usize]) -> Option<Sentence> {
    let told = told(pen, hung);
    let text = match told.len() {
        0 => return None,
        1 => "without this, the rule behind it would not have held",
        _ => "without any one of these, the rule behind it would not have held",
    };
    Some(with_causes(pen, text, decided, &told))
}

/// What made it more urgent.
fn urged_by(pen: Pen, decided: usize, urged: &[usize]) -> Option<Sentence> {
    let told = told(pen, urged);
    let text = match told.len() {
        0 => return None,
        1 => "this made it more urgent",
        _ => "these made it more urgent",
    };
    Some(with_causes(pen, text, decided, &told))
}

/// Causes in words, the like once, those that matter most; in the order of time.
fn told(pen: Pen, places: &[usize]) -> Vec<(String, usize)> {
    let ranks = Ranks::new(&pen.run);
    let mut rows: Vec<(f64, String, usize)> = Vec::new();
    for &place in places {
        let event = &pen.run.log.records()[place].event;
        let text = gist(&pen.words, event);
        let is_plain = event.kind() != Kind::Decided && rows.iter().all(|row| row.1 != text);
        if is_plain {
            rows.push((ranks.of(place).max(LEAST), text, place));
        }
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
    rows.truncate(MOST);
    rows.sort_by_key(|row| row.2);
    rows.into_iter().map(|(_, text, place)| (text, place)).collect()
}

fn with_causes(pen: Pen, text: &str, decided: usize, told: &[(String, usize)]) -> Sentence {
    let listed_causes: Vec<String> = told
        .iter()
        .map(|(text, place)| format!("{text} ({})", pen.civil(*place).strftime("%-d %B")))
        .collect();
    let mut places: Vec<usize> = told.iter().map(|row| row.1).collect();
    places.push(decided);
    pen.say(&format!("{text}: {}", listed(&listed_causes)), &places)
}
