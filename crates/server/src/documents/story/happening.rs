//! What happened: every record, and what the chronicle tells of it.

use std::collections::BTreeMap;

use powderkeg_report::chronicle::{self, Options};
use powderkeg_report::export::text::plain;
use powderkeg_report::export::track::{self, Track};
use powderkeg_report::run::Run;

use super::entity::position;
use crate::api::{Happening, Party};

/// What is told does not depend on the width.
const CHRONICLE: Options = Options { all: false, columns: 80 };

pub(super) fn events(run: &Run, track: &Track, parties: &[Party]) -> Vec<Happening> {
    let entries = chronicle::entries(run, CHRONICLE);
    let mut told: BTreeMap<usize, String> =
        entries.into_iter().map(|entry| (entry.position, plain(&entry.text))).collect();
    let happening = |(index, event): (usize, &track::Happening)| Happening {
        number: event.number,
        at: event.at.0,
        kind: event.kind.to_string(),
        domain: event.domain.clone(),
        text: event.text.clone(),
        told: told.remove(&index),
        party: event.party.and_then(|party| parties.get(party)).map(|party| party.id.clone()),
        entity: event.entity.clone(),
        place: event.place.as_ref().map(|place| position(place.point)),
        causes: event.causes.clone(),
    };
    track.events.iter().enumerate().map(happening).collect()
}
