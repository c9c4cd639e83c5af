//! Unrest and labour.

use powderkeg_engine::event::{Event, StrikeEnd};
use powderkeg_engine::id::WorkforceId;

use super::order::rise;
use crate::words::{Words, count, counted, listed, money, percent, span};

pub(super) fn clause(words: &Words, event: &Event) -> String {
    match *event {
        Event::ProtestBegan { .. }
        | Event::ProtestGrew { .. }
        | Event::ProtestEnded { .. }
        | Event::RiotBegan { .. }
        | Event::RiotEnded { .. }
        | Event::Casualties { .. }
        | Event::Conceded { .. }
        | Event::CrackdownBegan { .. }
        | Event::CrackdownEnded { .. }
        | Event::IncitementBegan { .. }
        | Event::IncitementExposed { .. } => unrest(words, event),
        Event::StrikeBegan { workforce } => format!("{} went on strike", words.workforce(workforce)),
        Event::StrikeEnded { workforce, how, days } => {
            let (workforce, days) = (words.workforce(workforce), span(days.into()));
            match how {
                StrikeEnd::Settled => format!("{workforce} settled and ended their strike after {days}"),
                StrikeEnd::Dismissed => {
                    format!("the strike of {workforce} ended after {days} with their dismissal")
                }
                StrikeEnd::Returned => format!("{workforce} went back to work after {days} of strike"),
            }
        }
        Event::FacilityStopped { facility, present } => {
            let facility = words.facility(facility);
            format!(
                "{facility} fell out of operation with {} of its workers present",
                percent(present.into())
            )
        }
        Event::FacilityResumed { facility, days } => {
            format!("{} went back into operation after {}", words.facility(facility), span(days.into()))
        }
        Event::PayRaised { workforce, by } => {
            let (employer, workforce) = (employer(words, workforce), words.workforce(workforce));
            format!("{employer} offered {workforce} {}", rise(by.into()))
        }
        Event::Dismissed { workforce, people } => {
            let strikers = counted(people, "striker", "strikers");
            format!("{} dismissed {strikers} of {}", employer(words, workforce), words.workforce(workforce))
        }
        Event::ReplacementsSent { workforce, people } => {
            let people = counted(people, "replacement worker", "replacement workers");
            format!("{} sent for {people} for {}", employer(words, workforce), workplace(words, workforce))
        }
        Event::ReplacementsArrived { workforce, people } => {
            let people = counted(people, "replacement worker", "replacement workers");
            format!("{people} began work at {}", workplace(words, workforce))
        }
        Event::GateRiot { workforce, people, force } => {
            let (who, place) = (words.workforce(workforce), workplace(words, workforce));
            let people = counted(people, "person", "people");
            let clash =
                force.map_or_else(String::new, |force| format!(", clashing with {}", words.force(force)));
            format!("the strike of {who} became a riot of {people} at the gate of {place}{clash}")
        }
        Event::GateCasualties { workforce, killed, injured, troops_hurt } => {
            let place = workplace(words, workforce);
            let soldiers = counted(troops_hurt, "soldier", "soldiers");
            let mut parts = toll(killed, if troops_hurt == 0 { injured } else { 0 });
            match (injured, troops_hurt) {
                (_, 0) => {}
                (0, _) => parts.push(format!("injured {soldiers}")),
                (_, _) => {
                    parts.push(format!("injured {} and {soldiers}", counted(injured, "person", "people")));
                }
            }
            format!("the riot at the gate of {place} {}", said(&parts))
        }
        Event::GateRiotEnded { workforce } => {
            format!("the crowd at the gate of {} went home", workplace(words, workforce))
        }
        _ => unreachable!("not an event of unrest or labour"),
    }
}

fn unrest(words: &Words, event: &Event) -> String {
    match *event {
        Event::ProtestBegan { city, people } => {
            format!("{} went into the streets of {}", counted(people, "person", "people"), words.city(city))
        }
        Event::ProtestGrew { city, people } => {
            format!("the protest in {} grew to {}", words.city(city), counted(people, "person", "people"))
        }
        Event::ProtestEnded { city, days } => {
            format!("the protest in {} ended after {}", words.city(city), span(days.into()))
        }
        Event::RiotBegan { city, people } => {
            format!("a riot of {} broke out in {}", counted(people, "person", "people"), words.city(city))
        }
        Event::RiotEnded { city, days } => {
            format!("the riot in {} ended after {}", words.city(city), span(days.into()))
        }
        Event::Casualties { city, killed, injured } => {
            format!("the unrest in {} {}", words.city(city), said(&toll(killed, injured)))
        }
        Event::Conceded { party, musd } if musd > 0.0 => {
            format!("{} made concessions to protesters worth {}", words.party(party), money(musd.into()))
        }
        Event::Conceded { party, .. } => format!("{} made concessions to protesters", words.party(party)),
        Event::CrackdownBegan { party } => format!("{} began a crackdown on protest", words.party(party)),
        Event::CrackdownEnded { party, detained } => {
            let detained = counted(detained, "person", "people");
            format!("{} ended its crackdown on protest, {detained} detained", words.party(party))
        }
        Event::IncitementBegan { by, among, against, musd } => {
            let against = if against == among { "their government".into() } else { words.party(against) };
            let (by, among) = (words.party(by), words.party(among));
            format!("{by} began to pay {} for dissent in {among} against {against}", money(musd.into()))
        }
        Event::IncitementExposed { by, among } => {
            format!("it came out that {} paid for dissent in {}", words.party(by), words.party(among))
        }
        _ => unreachable!("not an event of unrest"),
    }
}

/// "killed 3 people", "injured 12".
fn toll(killed: u32, injured: u32) -> Vec<String> {
    let mut parts = Vec::new();
    if killed > 0 {
        parts.push(format!("killed {}", counted(killed, "person", "people")));
    }
    if injured > 0 && killed > 0 {
        parts.push(format!("injured {}", count(injured)));
    } else if injured > 0 {
        parts.push(format!("injured {}", counted(injured, "person", "people")));
    }
    parts
}

fn said(parts: &[String]) -> String {
    if parts.is_empty() { "hurt nobody".into() } else { listed(parts) }
}

fn employer(words: &Words, workforce: WorkforceId) -> String {
    words.party(words.setup.workforces[workforce].employer)
}

fn workplace(words: &Words, workforce: WorkforceId) -> String {
    words.facility(words.setup.workforces[workforce].facility)
}
