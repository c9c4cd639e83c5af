//! Sanctions and votes, aid, invitations, leases.

use powderkeg_engine::event::{Event, Motion};

use super::{Part, Story, Theme, When};
use crate::dossier::prose::pen::small;
use crate::sentence::clause;
use crate::words::{listed, money, percent};

pub(super) fn gather(part: &Part, out: &mut Vec<Story>) {
    motions(part, out);
    aid(part, out);
    for (place, record) in part.records() {
        if matches!(
            record.event,
            Event::Invited { .. } | Event::LeaseSuspended { .. } | Event::LeftBloc { .. }
        ) {
            let text = clause(&part.pen.words, &record.event);
            out.push(Story::new(Theme::Blocs, When::On(place), text, &[place]));
        }
    }
}

/// What came of a motion, with its votes.
fn motions(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let mut votes: Vec<usize> = Vec::new();
    let mut failed: Vec<(_, _, Vec<usize>)> = Vec::new();
    for (place, record) in part.records() {
        match record.event {
            Event::Moved { .. } => votes.clear(),
            Event::Voted { .. } => votes.push(place),
            Event::Sanctioned { bloc, on, severity } => {
                let (bloc, on) = (words.party(bloc), words.party(on));
                let severity = percent(severity.into());
                let text = format!(
                    "{bloc} imposed sanctions on {on}, at {severity} of the full severity{}",
                    tally(part, &votes)
                );
                push(part, out, place, text, &mut votes);
            }
            Event::SanctionsLifted { bloc, on } => {
                let text = format!(
                    "{} lifted its sanctions on {}{}",
                    words.party(bloc),
                    words.party(on),
                    tally(part, &votes)
                );
                push(part, out, place, text, &mut votes);
            }
            Event::MotionFailed { bloc, motion: Motion::Sanction, on } => {
                match failed.iter_mut().find(|row| (row.0, row.1) == (bloc, on)) {
                    Some((_, _, places)) => places.push(place),
                    None => failed.push((bloc, on, vec![place])),
                }
            }
            // Others are no part of a motion.
            _ => {}
        }
    }
    for (bloc, on, places) in failed {
        let (bloc, on) = (words.party(bloc), words.party(on));
        let text = match places.len() {
            1 => format!("a motion to sanction {on} failed in {bloc}"),
            often => format!("{} motions to sanction {on} failed in {bloc}", small(often)),
        };
        out.push(Story::new(Theme::Blocs, When::of(&places), text, &places));
    }
}

fn push(part: &Part, out: &mut Vec<Story>, place: usize, text: String, votes: &mut Vec<usize>) {
    let mut places = vec![place];
    let bloc = |place: usize| match part.record(place).event {
        Event::Voted { bloc, .. } | Event::Sanctioned { bloc, .. } | Event::SanctionsLifted { bloc, .. } => {
            Some(bloc)
        }
        _ => None,
    };
    places.extend(votes.drain(..).filter(|&vote| bloc(vote) == bloc(place)));
    out.push(Story::new(Theme::Blocs, When::On(place), text, &places));
}

/// ", by five votes to none".
fn tally(part: &Part, votes: &[usize]) -> String {
    let ayes = votes
        .iter()
        .filter(|&&place| matches!(part.record(place).event, Event::Voted { yes: true, .. }))
        .count();
    match (ayes, votes.len() - ayes) {
        (0, 0) => String::new(),
        (ayes, 0) => format!(
            ", by {} to none",
            if ayes == 1 { "one vote".into() } else { format!("{} votes", small(ayes)) }
        ),
        (1, noes) => format!(", by one vote to {}", small(noes)),
        (ayes, noes) => format!(", by {} votes to {}", small(ayes), small(noes)),
    }
}

/// Money that was taken; money that was only offered.
fn aid(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let mut taken = Vec::new();
    for (place, record) in part.records() {
        if let Event::AidAccepted { by, from, musd } = record.event {
            taken.push((by, from));
            let text =
                format!("{} accepted {} from {}", words.party(by), money(musd.into()), words.party(from));
            out.push(Story::new(Theme::Blocs, When::On(place), text, &[place]));
        }
    }
    let offers = part.by(|record| match record.event {
        Event::AidOffered { by, to, .. } if !taken.contains(&(to, by)) => Some((by, to)),
        _ => None,
    });
    for ((by, to), places) in offers {
        let sums: Vec<String> = places
            .iter()
            .filter_map(|&place| match part.record(place).event {
                Event::AidOffered { musd, .. } => Some(money(musd.into())),
                _ => None,
            })
            .collect();
        let text = format!("{} offered {} {}", words.party(by), words.party(to), listed_then(&sums));
        out.push(Story::new(Theme::Blocs, When::of(&places), text, &places));
    }
}

/// "$10 million", "$10 million and then $20 million".
fn listed_then(sums: &[String]) -> String {
    match sums {
        [first, second] => format!("{first} and then {second}"),
        _ => listed(sums),
    }
}
