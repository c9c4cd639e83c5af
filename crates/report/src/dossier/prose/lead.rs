//! The paragraphs before the first heading.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::ForceId;
use powderkeg_engine::time::Minute;

use super::after::front_deaths;
use super::fights;
use super::pen::{Pen, figured, finished};
use super::phase::Phase;
use super::stories::{Story, Theme, distinct, stories};
use crate::alike;
use crate::chronicle::rank::Ranks;
use crate::chronicle::reason::Reasons;
use crate::dossier::page::{Block, Sentence};
use crate::run::Run;
use crate::sentence::clause;
use crate::words::{count, counted, listed};

/// What a crisis is about is told by these.
const WHAT_FOR: [Theme; 4] = [Theme::Supply, Theme::Labour, Theme::Works, Theme::Quarrel];

pub(super) fn blocks(run: &Run, phase: &Phase) -> Vec<Block> {
    let pen = Pen::new(run);
    let mut sentences = Vec::new();
    match phase.incident {
        Some(incident) => {
            sentences.push(dated(pen, incident));
            sentences.extend(fight(pen, phase));
            sentences.extend(fights::fates(pen, incident, phase.until));
            sentences.extend(again(pen, phase));
            sentences.extend(before(pen, phase).filter(|_| phase.is_fight(run)));
        }
        None => sentences.extend(quiet(pen, phase)),
    }
    sentences.extend(dead(pen));
    sentences.extend(fronts(pen));
    sentences.extend(unrest(pen));
    vec![Block::Paragraph { sentences }]
}

/// What happened on a day, with its reason.
fn dated(pen: Pen, place: usize) -> Sentence {
    let record = &pen.run.log.records()[place];
    let date = pen.date(place);
    let (clause, mut places) = alike::told(&pen.run, place);
    let mut text = format!("on {date}, {clause}");
    // What one country's lot came of says little of several.
    let is_one = !places.iter().any(|&other| other != place && pen.at(other) == pen.at(place));
    if let Some(reason) = Reasons::new(&pen.run).of(place, record).filter(|_| is_one) {
        text = format!("{text}, {}", reason.text);
        places.push(reason.position);
    }
    pen.say(&text, &places)
}

/// The raids that came after the first.
fn again(pen: Pen, phase: &Phase) -> Option<Sentence> {
    let records = pen.run.log.records();
    let later: Vec<usize> = (phase.until..records.len())
        .filter(|&place| matches!(records[place].event, Event::RaidBegan { .. }))
        .collect();
    let dates: Vec<String> = later.iter().map(|&place| pen.date(place)).collect();
    let what = if later.len() == 1 { "another raid" } else { "further raids" };
    (!later.is_empty()).then(|| pen.say(&format!("{what} followed on {}", listed(&dates)), &later))
}

/// What mattered most of all that the incident hangs on, in a sentence.
fn before(pen: Pen, phase: &Phase) -> Option<Sentence> {
    let ranks = Ranks::new(&pen.run);
    let all = stories(pen, 0..phase.from);
    let led = all.iter().filter(|story| story.places.iter().all(|place| phase.led.contains(place)));
    // A quarrel says best what it was about.
    let tells = |story: &&Story| (story.theme == Theme::Quarrel, ranks.highest(&story.places));
    let best = led.filter(|story| WHAT_FOR.contains(&story.theme)).max_by(|a, b| {
        let (one, other) = (tells(a), tells(b));
        one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(b.when.first().cmp(&a.when.first()))
    })?;
    let (clause, _) = best.clause.split_once("; ").unwrap_or((&best.clause, ""));
    Some(pen.say(&format!("before the incident, {clause}"), &best.places))
}

/// Who defended it, for how long, and how it ended.
fn fight(pen: Pen, phase: &Phase) -> Option<Sentence> {
    let records = pen.run.log.records();
    let Event::RaidBegan { force: raider, .. } = records[phase.incident?].event else { return None };
    let mut part = phase.from..phase.until;
    let end = part.find(|&place| matches!(records[place].event, Event::FightEnded { .. }))?;
    let resisting = fights::resisting(pen, raider, (phase.from, phase.until));
    let against = distinct(resisting.iter().map(|row| pen.words.force(row.0)));
    let mut places = vec![end];
    places.extend(resisting.iter().map(|row| row.1));
    Some(pen.say(&fights::outcome(pen, raider, Some(&against), end)?, &places))
}

/// That nothing came of it, and what decided that.
fn quiet(pen: Pen, phase: &Phase) -> Vec<Sentence> {
    let run = &pen.run;
    let (from, until) = (pen.words.date(Minute(0)), pen.words.date(run.ended));
    let sides: Vec<String> = run.setup.sides.iter().map(|side| side.title.clone()).collect();
    let text = if sides.len() > 1 {
        format!(
            "from {from} to {until}, the crisis between {} ran its course, and the incident that was to be feared did not come about",
            listed(&sides)
        )
    } else {
        format!("from {from} to {until}, the incident that was to be feared did not come about")
    };
    let mut sentences =
        vec![Sentence { text: finished(&text), figures: vec![from, until], ..Sentence::default() }];
    sentences.extend(phase.decisive.iter().map(|&place| dated(pen, place)));
    sentences.extend(later(pen, phase));
    sentences.extend(run.result.map(|result| {
        figured(
            &format!("the crisis ended, in the scenario's words, with “{result}”"),
            vec![result.to_string()],
        )
    }));
    sentences
}

/// The last strike that began after what decided the crisis, where it is not over: it bears on how the crisis ended.
fn later(pen: Pen, phase: &Phase) -> Option<Sentence> {
    let records = pen.run.log.records();
    let decided = *phase.decisive.last()?;
    let last = records.iter().rposition(|record| matches!(record.event, Event::StrikeBegan { .. }))?;
    let Event::StrikeBegan { workforce } = records[last].event else { return None };
    let is_over = records[last..].iter().any(
        |record| matches!(record.event, Event::StrikeEnded { workforce: other, .. } if other == workforce),
    );
    (last > decided && !is_over).then(|| {
        let date = pen.date(last);
        let again = if records[..last].iter().any(|record| record.event == records[last].event) {
            " again"
        } else {
            ""
        };
        pen.say(&format!("on {date}, {}{again}", clause(&pen.words, &records[last].event)), &[last])
    })
}

/// The dead of further fronts.
fn fronts(pen: Pen) -> Option<Sentence> {
    let (killed, _, places) = front_deaths(pen);
    (killed > 0).then(|| {
        pen.say(&format!("fighting elsewhere killed {}", counted(killed, "person", "people")), &places)
    })
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
        format!("{} left {}", fighting(pen), listed(&parts))
    };
    Some(pen.say(&text, &places))
}

/// "the fighting", or "the raid" where nobody resisted.
fn fighting(pen: Pen) -> String {
    let records = pen.run.log.records();
    let raiders: Vec<ForceId> = records
        .iter()
        .filter_map(|record| match record.event {
            Event::RaidBegan { force, .. } => Some(force),
            _ => None,
        })
        .collect();
    let resisted = records
        .iter()
        .any(|record| matches!(record.event, Event::Losses { force, .. } if !raiders.contains(&force)));
    match raiders[..] {
        [raider] if !resisted => format!("the {}", fights::noun(pen, raider)),
        _ => "the fighting".into(),
    }
}

/// What unrest cost.
fn unrest(pen: Pen) -> Option<Sentence> {
    let (mut killed_in_all, mut injured_in_all, mut soldiers) = (0, 0, 0);
    let mut places = Vec::new();
    for (place, record) in pen.run.log.records().iter().enumerate() {
        if let Event::GateCasualties { troops_hurt, .. } = record.event {
            soldiers += troops_hurt;
        }
        if let Event::Casualties { killed, injured, .. } | Event::GateCasualties { killed, injured, .. } =
            record.event
        {
            killed_in_all += killed;
            injured_in_all += injured;
            places.push(place);
        }
    }
    let people = |number| counted(number, "person", "people");
    let mut hurt = Vec::new();
    if injured_in_all > 0 {
        let number = match (killed_in_all, soldiers) {
            (0, _) => people(injured_in_all),
            (_, 0) => count(injured_in_all),
            _ => counted(injured_in_all, "other", "others"),
        };
        hurt.push(number);
    }
    if soldiers > 0 {
        hurt.push(counted(soldiers, "soldier", "soldiers"));
    }
    let hurt = (!hurt.is_empty()).then(|| format!("left {} hurt", listed(&hurt)));
    let killed = (killed_in_all > 0).then(|| format!("killed {}", people(killed_in_all)));
    let parts: Vec<String> = killed.into_iter().chain(hurt).collect();
    (!parts.is_empty()).then(|| pen.say(&format!("unrest during the crisis {}", listed(&parts)), &places))
}
