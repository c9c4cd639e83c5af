//! What has places.

use powderkeg_report::export::{state, track};
use powderkeg_report::great_circle::Point;

use crate::api::{Entity, EntityKind, Leg, Party, Position, State, Stay, Strength};

/// `strength`: of a force, in words.
pub(super) fn entity(entity: &track::Entity, strength: Vec<Strength>, parties: &[Party]) -> Entity {
    Entity {
        path: entity.path.clone(),
        title: entity.title.clone(),
        kind: kind(entity.kind),
        party: entity.party.and_then(|party| parties.get(party)).map(|party| party.id.clone()),
        sidc: entity.sidc.clone(),
        stays: entity.stays.iter().map(stay).collect(),
        legs: entity.legs.iter().map(leg).collect(),
        strength,
        states: entity.states.iter().map(state).collect(),
    }
}

fn kind(kind: track::Kind) -> EntityKind {
    match kind {
        track::Kind::Force => EntityKind::Force,
        track::Kind::Facility => EntityKind::Facility,
        track::Kind::Airfield => EntityKind::Airfield,
        track::Kind::City => EntityKind::City,
    }
}

pub(super) fn position(point: Point) -> Position {
    Position(point.longitude, point.latitude)
}

fn stay(stay: &track::Stay) -> Stay {
    Stay {
        place: stay.place.title.clone(),
        at: position(stay.place.point),
        from: stay.from.0,
        until: stay.until.0,
    }
}

/// Ten centimetres on the ground: what is drawn needs no more digits.
const DEGREE_PARTS: f64 = 1e6;

fn leg(leg: &track::Leg) -> Leg {
    let ends = [leg.from.point, leg.to.point];
    // Ends stay as they are, so that a way begins and ends where its stays are.
    let drawn = |point: Point| {
        if ends.contains(&point) {
            return (point.longitude, point.latitude);
        }
        let rounded = |degrees: f64| (degrees * DEGREE_PARTS).round() / DEGREE_PARTS;
        (rounded(point.longitude), rounded(point.latitude))
    };
    let course = leg.course.iter().map(|&(at, point)| {
        let (longitude, latitude) = drawn(point);
        (f64::from(at.0), longitude, latitude)
    });
    Leg {
        from: leg.from.title.clone(),
        to: leg.to.title.clone(),
        departs: leg.departs.0,
        arrives: leg.arrives.0,
        way: leg.way.clone(),
        course: course.collect(),
        record: leg.record,
    }
}

fn state(state: &state::State) -> State {
    State { at: state.from.0, name: state.text.clone() }
}
