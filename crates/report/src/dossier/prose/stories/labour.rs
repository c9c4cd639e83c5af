//! Strikes, those who replace strikers, and riots at the gate.

use powderkeg_engine::event::Event;

use super::{Part, Story, Theme, When};
use crate::sentence::clause;
use crate::words::{count, counted, listed};

pub(super) fn gather(part: &Part, out: &mut Vec<Story>) {
    let mut riot: Option<(usize, Vec<usize>)> = None;
    for (place, record) in part.records() {
        match record.event {
            Event::StrikeBegan { .. }
            | Event::StrikeEnded { .. }
            | Event::FacilityStopped { .. }
            | Event::FacilityResumed { .. }
            | Event::PayRaised { .. }
            | Event::Dismissed { .. }
            | Event::ReplacementsArrived { .. } => {
                let text = clause(&part.pen.words, &record.event);
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
    let places: Vec<usize> = std::iter::once(place).chain(tolls).collect();
    let _ = count;
    Story::new(Theme::Labour, When::On(place), format!("{text}{toll}"), &places)
}
