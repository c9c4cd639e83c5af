//! Protest, riot, concession, and money for dissent.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::CityId;

use super::{Part, Story, Theme, When, distinct};
use crate::dossier::prose::pen::{small, times};
use crate::sentence::clause;
use crate::words::{count, counted, listed};

pub(super) fn gather(part: &Part, out: &mut Vec<Story>) {
    protests(part, out);
    riots(part, out);
    answers(part, out);
    for (place, record) in part.records() {
        if matches!(record.event, Event::IncitementBegan { .. } | Event::IncitementExposed { .. }) {
            let text = clause(&part.pen.words, &record.event);
            out.push(Story::new(Theme::Streets, When::On(place), text, &[place]));
        }
    }
}

/// The most cities that are named.
const MOST_NAMED: usize = 4;

/// The protests of a country: where, and the largest crowd.
fn protests(part: &Part, out: &mut Vec<Story>) {
    let (words, cities) = (part.pen.words, &part.pen.run.setup.cities);
    let groups = part.by(|record| match record.event {
        Event::ProtestBegan { city, .. } => Some(cities[city].party),
        _ => None,
    });
    for (party, places) in groups {
        let of = |place: usize| match part.record(place).event {
            Event::ProtestBegan { city, people } => (city, people),
            _ => (CityId(0), 0),
        };
        let named = distinct(places.iter().map(|&place| words.city(of(place).0)));
        let crowd = places.iter().map(|&place| of(place)).max_by_key(|row| row.1);
        let Some((largest, people)) = crowd else { continue };
        let people = counted(people, "person", "people");
        let text = match (places.len(), named.len()) {
            (1, _) => format!("{people} went into the streets of {}", words.city(largest)),
            (often, 1) => {
                let often = times(often);
                format!("people went into the streets of {} {often}, at the outset up to {people}", named[0])
            }
            (_, few) => {
                let shown = if few <= MOST_NAMED {
                    listed(&named)
                } else {
                    format!("{} cities of {}", small(few), words.party(party))
                };
                let largest = words.city(largest);
                format!(
                    "people went into the streets of {shown}; the largest crowd at the outset, {people}, was in {largest}"
                )
            }
        };
        out.push(Story::new(Theme::Streets, When::of(&places), text, &places));
    }
}

/// The riots of a country with their dead.
fn riots(part: &Part, out: &mut Vec<Story>) {
    let (words, cities) = (part.pen.words, &part.pen.run.setup.cities);
    let groups = part.by(|record| match record.event {
        Event::RiotBegan { city, .. } => Some(cities[city].party),
        _ => None,
    });
    for (party, places) in groups {
        let where_ = distinct(places.iter().filter_map(|&place| match part.record(place).event {
            Event::RiotBegan { city, .. } => Some(words.city(city)),
            _ => None,
        }));
        let (mut all, mut toll) = (places.clone(), [0_u32; 2]);
        for (place, record) in part.records() {
            if let Event::Casualties { city, killed, injured } = record.event
                && cities[city].party == party
                && where_.contains(&words.city(city))
            {
                toll = [toll[0] + killed, toll[1] + injured];
                all.push(place);
            }
        }
        let began = if places.len() == 1 { "a riot" } else { "rioting" };
        let toll = match toll {
            [0, 0] => String::new(),
            [0, injured] => {
                format!("; {} hurt in the unrest", counted(injured, "person was", "people were"))
            }
            [killed, 0] => {
                format!("; {} killed in the unrest", counted(killed, "person was", "people were"))
            }
            [killed, injured] => format!(
                "; {} killed and {} hurt in the unrest",
                counted(killed, "person was", "people were"),
                count(injured)
            ),
        };
        let text = format!("{began} broke out in {}{toll}", listed(&where_));
        out.push(Story {
            theme: Theme::Streets,
            when: When::of(&places),
            clause: text,
            places: all,
            again: None,
        });
    }
}

/// What a government did about it.
fn answers(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::Conceded { party, .. } => Some((party, true)),
        Event::CrackdownBegan { party } => Some((party, false)),
        _ => None,
    });
    for ((party, gave_in), places) in groups {
        let text = match (places.len(), gave_in) {
            (1, _) => clause(&words, &part.record(places[0]).event),
            (often, true) => {
                format!("{} made concessions to protesters {}", words.party(party), times(often))
            }
            (often, false) => format!("{} cracked down on protest {}", words.party(party), times(often)),
        };
        out.push(Story::new(Theme::Streets, When::of(&places), text, &places));
    }
}
