//! Strikes, those who replace strikers, and riots at the gate.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::WorkforceId;

use super::{Part, Story, Theme, When, with_again};
use crate::sentence::clause;
use crate::words::{counted, listed, percent};

pub(super) fn gather(part: &Part, out: &mut Vec<Story>) {
    let mut riot: Option<(usize, Vec<usize>)> = None;
    for (place, record) in part.records() {
        match record.event {
            Event::StrikeBegan { workforce } => {
                let text = clause(&part.pen.words, &record.event);
                let earlier = part.earlier(
                    place,
                    |event| matches!(event, Event::StrikeBegan { workforce: other } if *other == workforce),
                );
                let again = with_again(&text);
                out.push(Story::new(Theme::Labour, When::On(place), text, &[place]).again(again, earlier));
            }
            Event::StrikeEnded { .. }
            | Event::FacilityStopped { .. }
            | Event::FacilityResumed { .. }
            | Event::Dismissed { .. }
            | Event::ReplacementsArrived { .. } => {
                let text = clause(&part.pen.words, &record.event);
                out.push(Story::new(Theme::Labour, When::On(place), text, &[place]));
            }
            Event::PayRaised { workforce, by } => {
                let text = raised(part, workforce, by);
                out.push(Story::new(Theme::Labour, When::On(place), text, &[place]));
            }
            Event::GateRiot { .. } => {
                out.extend(riot.take().map(|riot| gate(part, riot)));
                riot = Some((place, Vec::new()));
            }
            Event::GateCasualties { .. } => {
                if let Some((_, tolls)) = &mut riot {
                    tolls.push(place);
                }
            }
            // Others are no part of labour's story.
            _ => {}
        }
    }
    out.extend(riot.map(|riot| gate(part, riot)));
}

/// "Russia offered the crews more pay, by 20 % of what its own people earn".
fn raised(part: &Part, workforce: WorkforceId, by: f32) -> String {
    let (words, workforces) = (part.pen.words, &part.pen.run.setup.workforces);
    let employer = words.party(workforces[workforce].employer);
    let (who, by) = (words.workforce(workforce), percent(by.into()));
    format!("{employer} offered {who} more pay, by {by} of what its own people earn")
}

/// A later riot at the same gate, and the places of those before.
fn riot_again(part: &Part, place: usize) -> (String, Vec<usize>) {
    let Event::GateRiot { workforce, people, force } = part.record(place).event else {
        return (String::new(), Vec::new());
    };
    let words = part.pen.words;
    let earlier = part.earlier(
        place,
        |event| matches!(event, Event::GateRiot { workforce: other, .. } if *other == workforce),
    );
    let people = counted(people, "person", "people");
    let gate = words.facility(part.pen.run.setup.workforces[workforce].facility);
    let clash = force.map_or_else(String::new, |force| format!(" and clashed with {}", words.force(force)));
    (format!("{people} rioted again at the gate of {gate}{clash}"), earlier)
}

/// A riot at a gate with its toll.
fn gate(part: &Part, (place, tolls): (usize, Vec<usize>)) -> Story {
    let mut sum = [0_u32; 3];
    for &place in &tolls {
        if let Event::GateCasualties { killed, injured, troops_hurt, .. } = part.record(place).event {
            sum = [sum[0] + killed, sum[1] + injured, sum[2] + troops_hurt];
        }
    }
    let [killed, injured, troops] = sum;
    let hurt: Vec<String> = [
        (injured > 0).then(|| counted(injured, "person", "people")),
        (troops > 0).then(|| counted(troops, "soldier", "soldiers")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let hurt_all = injured + troops;
    let toll = match (killed, hurt.is_empty()) {
        (0, true) => String::new(),
        (0, false) => format!("; {} {} hurt", listed(&hurt), if hurt_all == 1 { "was" } else { "were" }),
        (killed, true) => format!("; {} killed", counted(killed, "person was", "people were")),
        (killed, false) => {
            format!("; {} killed, and {} hurt", counted(killed, "person was", "people were"), listed(&hurt))
        }
    };
    let text = clause(&part.pen.words, &part.record(place).event);
    let (again, earlier) = riot_again(part, place);
    let places: Vec<usize> = std::iter::once(place).chain(tolls).collect();
    Story::new(Theme::Labour, When::On(place), format!("{text}{toll}"), &places)
        .again(format!("{again}{toll}"), earlier)
}
