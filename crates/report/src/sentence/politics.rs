//! Diplomacy and escalation.

use powderkeg_engine::event::{Answer, Event, Level, Motion};
use powderkeg_engine::setup::AccessKind;

use super::order::demand;
use crate::words::{Words, counted, money, percent};

pub(super) fn clause(words: &Words, event: &Event) -> String {
    match *event {
        Event::Called { by, to, demand: what, about } => {
            let (by, to) = (words.party(by), words.party(to));
            format!("{by} called on {to} to {}", demand(words, what, about))
        }
        // As in the call: `by` called, `to` answers.
        Event::Answered { by, to, demand: what, about, answer } => {
            let (caller, party, what) = (words.party(by), words.party(to), demand(words, what, about));
            match answer {
                Answer::Comply => format!("{party} agreed to {what}, as {caller} had asked"),
                Answer::Delay => format!("{party} promised to consider the call of {caller} to {what}"),
                Answer::Refuse => format!("{party} refused the call of {caller} to {what}"),
            }
        }
        Event::UltimatumSet { by, to, demand: what, about, ends } => {
            let (by, to, ends) = (words.party(by), words.party(to), words.date(ends));
            format!("{by} gave {to} until {ends} to {}", demand(words, what, about))
        }
        Event::UltimatumExpired { by, to, about } => {
            let (by, to) = (words.possessive(by), words.party(to));
            format!("{by} ultimatum to {to} about {} ran out", words.thing(about))
        }
        Event::UltimatumDropped { by, to, about } => {
            let (by, to) = (words.possessive(by), words.party(to));
            format!("{by} ultimatum to {to} about {} fell to the ground", words.thing(about))
        }
        // The bloc itself: whoever of it comes first.
        Event::Moved { bloc, by, motion, on } if bloc == by => {
            format!("a motion {} came before {}", moved(words, motion, on), words.party(bloc))
        }
        Event::Sweetened { by, to, about, musd } => {
            let (by, to, about) = (words.party(by), words.party(to), words.thing(about));
            format!("{by} offered {to} {} to comply with its call about {about}", money(musd.into()))
        }
        Event::SweetenerReturned { by, to, about, musd } => {
            let (by, to, about) = (words.party(by), words.party(to), words.thing(about));
            format!("{by} took back the {} it had offered {to} about {about}", money(musd.into()))
        }
        Event::Moved { bloc, by, motion, on } => {
            let (bloc, by) = (words.party(bloc), words.party(by));
            format!("{by} moved in {bloc} {}", moved(words, motion, on))
        }
        Event::Voted { bloc, member, yes } => {
            let vote = if yes { "for" } else { "against" };
            format!("{} voted {vote} the motion in {}", words.party(member), words.party(bloc))
        }
        Event::MotionFailed { bloc, motion, on } => {
            format!("the motion in {} {} failed", words.party(bloc), moved(words, motion, on))
        }
        Event::Sanctioned { bloc, on, severity } => {
            let severity = percent(severity.into());
            format!(
                "{} imposed sanctions on {}, at {severity} of the full severity",
                words.party(bloc),
                words.party(on)
            )
        }
        Event::SanctionsLifted { bloc, on } => {
            format!("{} lifted its sanctions on {}", words.party(bloc), words.party(on))
        }
        Event::AidOffered { by, to, musd } => {
            format!("{} offered {} {}", words.party(by), words.party(to), money(musd.into()))
        }
        Event::AidAccepted { by, from, musd } => {
            format!("{} accepted {} from {}", words.party(by), money(musd.into()), words.party(from))
        }
        Event::AccessAsked { by, over, kind } => {
            format!("{} asked {} for {}", words.party(by), words.party(over), access(kind))
        }
        Event::AccessGranted { to, over, kind } => {
            format!("{} granted {} {}", words.party(over), words.party(to), access(kind))
        }
        Event::AccessDenied { to, over, kind } => {
            format!("{} refused {} {}", words.party(over), words.party(to), access(kind))
        }
        Event::Invited { by, party } => {
            format!("{} invited the forces of {}", words.party(by), words.party(party))
        }
        Event::LeaseSuspended { by, facility } => {
            format!("{} suspended the lease of {}", words.party(by), words.facility(facility))
        }
        Event::LeftBloc { party, bloc } => format!("{} left {}", words.party(party), words.party(bloc)),
        Event::LevelRaised { a, b, level } => {
            format!(
                "the dispute between {} and {} reached {}",
                words.party(a),
                words.party(b),
                hostility(level)
            )
        }
        Event::FrontOpened { a, b, before } => {
            let (a, b) = (words.party(a), words.party(b));
            if before == 0 {
                format!("a further front opened between {a} and {b}")
            } else {
                format!("the front between {a} and {b} opened again")
            }
        }
        Event::FrontClosed { a, b } => {
            let (a, b) = (words.party(a), words.party(b));
            format!("the fighting on the front between {a} and {b} ended")
        }
        Event::FrontDeaths { a, b, killed } => {
            format!(
                "fighting between {} and {} killed {}",
                words.party(a),
                words.party(b),
                counted(killed, "person", "people")
            )
        }
        // A party to the dispute doesn't mediate: it talks.
        Event::Mediated { by, a, b } if by == a || by == b => {
            let other = if by == a { b } else { a };
            format!("{} offered {} talks", words.party(by), words.party(other))
        }
        Event::Mediated { by, a, b } => {
            format!(
                "{} offered to mediate between {} and {}",
                words.party(by),
                words.party(a),
                words.party(b)
            )
        }
        Event::DisputeClosed { a, b } => {
            format!("the dispute between {} and {} ended", words.party(a), words.party(b))
        }
        Event::DisputeReopened { a, b } => {
            format!("the dispute between {} and {} broke out again", words.party(a), words.party(b))
        }
        _ => unreachable!("not an event of diplomacy or escalation"),
    }
}

fn moved(words: &Words, motion: Motion, on: powderkeg_engine::id::PartyId) -> String {
    match motion {
        Motion::Sanction => format!("to sanction {}", words.party(on)),
        Motion::Lift => format!("to lift the sanctions on {}", words.party(on)),
    }
}

/// "overflight", "the use of bases".
pub(super) fn access(kind: AccessKind) -> &'static str {
    match kind {
        AccessKind::Overflight => "overflight",
        AccessKind::Basing => "the use of bases",
    }
}

fn hostility(level: Level) -> &'static str {
    match level {
        Level::None => "no militarized act",
        Level::Threat => "a threat to use force",
        Level::Display => "a display of force",
        Level::Force => "the use of force",
        Level::War => "war",
    }
}
