//! Forces on the move.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::ForceId;

use super::{Part, Story, Theme, When, distinct, with_again};
use crate::dossier::prose::fights;
use crate::dossier::prose::pen::times;
use crate::sentence::clause;
use crate::words::listed;

pub(super) fn gather(part: &Part, out: &mut Vec<Story>) {
    staging(part, out);
    noticed(part, out);
    arrivals(part, out);
    raids(part, out);
    for (place, record) in part.records() {
        let tells = match record.event {
            Event::Cordoned { .. } | Event::CordonLifted { .. } | Event::Withdrew { .. } => true,
            // Others are told above, or by other themes.
            _ => false,
        };
        if tells {
            let text = clause(&part.pen.words, &record.event);
            out.push(Story::new(Theme::Force, When::On(place), text, &[place]));
        }
    }
}

fn staging(part: &Part, out: &mut Vec<Story>) {
    let (words, forces) = (part.pen.words, &part.pen.run.setup.forces);
    let groups = part.by(|record| match record.event {
        Event::StagingBegan { force } => Some(force),
        _ => None,
    });
    for (force, places) in groups {
        let text = match places.len() {
            1 => clause(&words, &part.record(places[0]).event),
            often => {
                let owner = words.party(forces[force].of);
                format!("{owner} began to stage {} {}", words.force(force), times(often))
            }
        };
        out.push(Story::new(Theme::Force, When::of(&places), text, &places));
    }
}

/// Who saw a force prepare.
fn noticed(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::Detected { force, .. } => Some(force),
        _ => None,
    });
    for (force, places) in groups {
        let force: ForceId = force;
        let who = distinct(places.iter().filter_map(|&place| match part.record(place).event {
            Event::Detected { by, .. } => Some(words.party(by)),
            _ => None,
        }));
        let text = format!("{} noticed preparations or movements of {}", listed(&who), words.force(force));
        out.push(Story::new(Theme::Force, When::of(&places), text, &places));
    }
}

/// Who came where, with all who came before the last of them; not who came home.
fn arrivals(part: &Part, out: &mut Vec<Story>) {
    let (words, forces) = (part.pen.words, &part.pen.run.setup.forces);
    let groups = part.by(|record| match record.event {
        Event::Landed { force, at, .. } | Event::Closed { force, at, .. } if at != forces[force].at => {
            Some((force, at))
        }
        _ => None,
    });
    for (_, places) in groups {
        let is_whole = |&&place: &&usize| matches!(part.record(place).event, Event::Closed { .. });
        // The first time it was there whole; else the last that came.
        let told = places.iter().find(is_whole).or(places.last());
        let Some(&told) = told else { continue };
        let until: Vec<usize> = places.iter().copied().filter(|&place| place <= told).collect();
        let text = clause(&words, &part.record(told).event);
        out.push(Story::new(Theme::Force, When::On(told), text, &until));
    }
}

/// Fights, each with its end.
fn raids(part: &Part, out: &mut Vec<Story>) {
    for (place, record) in part.records() {
        let Event::RaidBegan { force, on, .. } = record.event else { continue };
        let text = clause(&part.pen.words, &record.event);
        let earlier = part.earlier(place, |event| {
            matches!(event, Event::RaidBegan { force: other, on: place, .. } if (*other, *place) == (force, on))
        });
        let end = part.records().find_map(|(end, record)| match record.event {
            Event::FightEnded { on: there, .. } if end > place && there == on => {
                let resisting = fights::resisting(part.pen, force, (place, end));
                let none: &[String] = &[];
                let against = resisting.is_empty().then_some(none);
                Some((end, format!("; {}", fights::outcome(part.pen, force, against, end)?)))
            }
            _ => None,
        });
        let (mut places, mut tail) = (vec![place], String::new());
        if let Some((end, told)) = end {
            places.push(end);
            tail = told;
        }
        let again = format!("{}{tail}", with_again(&text));
        let story = Story::new(Theme::Force, When::On(place), format!("{text}{tail}"), &places);
        out.push(story.again(again, earlier));
    }
}
