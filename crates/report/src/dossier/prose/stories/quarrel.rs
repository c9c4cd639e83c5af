//! Calls and their answers, ultimatums, offers, shows of force, and rights of passage.

use powderkeg_engine::event::{Answer, Event, Level};
use powderkeg_engine::id::PartyId;
use powderkeg_engine::setup::AccessKind;

use super::{Part, Story, Theme, When, distinct};
use crate::dossier::prose::pen::{small, times};
use crate::sentence::{clause, demand};
use crate::words::listed;

pub(super) fn gather(part: &Part, out: &mut Vec<Story>) {
    calls(part, out);
    passage(part, out);
    shows(part, out);
    talks(part, out);
    ultimatums(part, out);
    expiries(part, out);
    for (place, record) in part.records() {
        let tells = match record.event {
            Event::Sweetened { .. } => true,
            Event::LevelRaised { level, .. } => level >= Level::Display,
            Event::FrontOpened { .. } => true,
            // Others are told above, or by other themes.
            _ => false,
        };
        if let Event::FrontOpened { a, b, before: 0 } = record.event {
            let (a, b) = (part.pen.words.party(a), part.pen.words.party(b));
            let text = format!(
                "fighting between {a} and {b} spread to a further front, away from the place of the dispute"
            );
            out.push(Story::new(Theme::Quarrel, When::On(place), text, &[place]));
        } else if tells {
            let text = clause(&part.pen.words, &record.event);
            out.push(Story::new(Theme::Quarrel, When::On(place), text, &[place]));
        }
    }
}

/// What a party was asked to do, by whom, how often, and what it answered.
fn calls(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::Answered { to, demand, about, answer, .. } if answer != Answer::Delay => {
            Some((to, demand, about, answer))
        }
        _ => None,
    });
    for ((to, what, about, answer), places) in groups {
        let callers = distinct(places.iter().filter_map(|&place| match part.record(place).event {
            Event::Answered { by, .. } => Some(words.party(by)),
            _ => None,
        }));
        let (party, what) = (words.party(to), demand(&words, what, about));
        if answer == Answer::Comply {
            let text = format!("{party} agreed to {what}, as {} had asked", callers[0]);
            out.push(Story::new(Theme::Quarrel, When::On(places[0]), text, &places[..1]));
            continue;
        }
        let often = places.len();
        let text = match (often, callers.len()) {
            (1, _) => format!("{party} refused the call of {} to {what}", callers[0]),
            (2, 1) => format!("{party} twice refused the call of {} to {what}", callers[0]),
            (_, 1) => {
                format!("{party} refused the call of {} to {what} {}", callers[0], times(often))
            }
            (often, callers_in_all) if often == callers_in_all => {
                format!("{party} refused calls of {} to {what}", listed(&callers))
            }
            _ => format!("{party} refused calls of {} to {what}, {} in all", listed(&callers), times(often)),
        };
        out.push(Story::new(Theme::Quarrel, When::of(&places), text, &places));
    }
}

/// Who let a party pass or use its bases, and who did not.
fn passage(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::AccessGranted { to, kind, .. } | Event::AccessDenied { to, kind, .. } => Some((to, kind)),
        _ => None,
    });
    for ((to, kind), places) in groups {
        // Who changed its mind counts as it answered last.
        let mut answers: Vec<(PartyId, bool)> = Vec::new();
        let mut changed: Vec<PartyId> = Vec::new();
        for &place in &places {
            let (over, gave) = match part.record(place).event {
                Event::AccessGranted { over, .. } => (over, true),
                Event::AccessDenied { over, .. } => (over, false),
                _ => continue,
            };
            match answers.iter_mut().find(|row| row.0 == over) {
                Some(row) => {
                    if row.1 != gave && !changed.contains(&over) {
                        changed.push(over);
                    }
                    row.1 = gave;
                }
                None => answers.push((over, gave)),
            }
        }
        let what = match kind {
            AccessKind::Overflight => "overflight",
            AccessKind::Basing => "the use of bases",
        };
        let changed: Vec<String> = changed.into_iter().map(|party| words.party(party)).collect();
        let last = match changed[..] {
            [] => String::new(),
            _ => format!(", {} after another answer at first", listed(&changed)),
        };
        let named = |gave: bool| -> Vec<String> {
            answers.iter().filter(|row| row.1 == gave).map(|row| words.party(row.0)).collect()
        };
        let (gave, refused, to) = (named(true), named(false), words.party(to));
        let text = match (gave.is_empty(), refused.is_empty()) {
            (false, true) => format!("{} granted {to} {what}{last}", listed(&gave)),
            (true, _) => format!("{} refused {to} {what}{last}", listed(&refused)),
            (false, false) => {
                format!("{} granted {to} {what}{last}; {} refused it", listed(&gave), listed(&refused))
            }
        };
        out.push(Story::new(Theme::Quarrel, When::of(&places), text, &places));
    }
}

/// Shows of force by one party to another.
fn shows(part: &Part, out: &mut Vec<Story>) {
    let (words, forces) = (part.pen.words, &part.pen.run.setup.forces);
    let groups = part.by(|record| match record.event {
        Event::Demonstrated { force, at } => Some((forces[force].of, at)),
        _ => None,
    });
    for ((of, at), places) in groups {
        let text = match places.len() {
            1 => clause(&words, &part.record(places[0]).event),
            often => format!("{} showed force to {} {}", words.party(of), words.party(at), times(often)),
        };
        out.push(Story::new(Theme::Quarrel, When::of(&places), text, &places));
    }
}

/// Offers to mediate between two parties.
fn talks(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::Mediated { by, a, b } if by != a && by != b => Some((a.min(b), a.max(b))),
        _ => None,
    });
    for ((a, b), places) in groups {
        let who = distinct(places.iter().filter_map(|&place| match part.record(place).event {
            Event::Mediated { by, .. } => Some(words.party(by)),
            _ => None,
        }));
        let often = match places.len() {
            1 => String::new(),
            number if number == who.len() => String::new(),
            number => format!(", {} offers in all", small(number)),
        };
        let text = format!(
            "{} offered to mediate between {} and {}{often}",
            listed(&who),
            words.party(a),
            words.party(b)
        );
        out.push(Story::new(Theme::Quarrel, When::of(&places), text, &places));
    }
}

/// Threats with an end, from one party to another about the same.
fn ultimatums(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::UltimatumSet { by, to, demand, about, .. } => Some((by, to, demand, about)),
        _ => None,
    });
    for ((by, to, what, about), places) in groups {
        let Some(&last) = places.last() else { continue };
        let Event::UltimatumSet { ends, .. } = part.record(last).event else { continue };
        let text = match places.len() {
            1 => clause(&words, &part.record(last).event),
            often => format!(
                "{} set {} {} ultimatums to {}, the last with an end on {}",
                words.party(by),
                words.party(to),
                small(often),
                demand(&words, what, about),
                words.date(ends)
            ),
        };
        out.push(Story::new(Theme::Quarrel, When::of(&places), text, &places));
    }
}

/// Ultimatums that ran out.
fn expiries(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::UltimatumExpired { by, to, about } => Some((by, to, about)),
        _ => None,
    });
    for ((by, to, about), places) in groups {
        let (whose, of, to) = (words.possessive(by), words.party(by), words.party(to));
        let about = words.thing(about);
        let text = match places.len() {
            1 => format!("{whose} ultimatum to {to} about {about} ran out"),
            often => format!("{} ultimatums of {of} to {to} about {about} ran out", small(often)),
        };
        out.push(Story::new(Theme::Quarrel, When::of(&places), text, &places));
    }
}
