//! `GeoJSON` (RFC 7946): one `FeatureCollection` of stays, ways and events.

use powderkeg_engine::time::Minute;
use serde_json::{Value, json};

use super::track::{Entity, Happening, Leg, Stay, Track};
use crate::fields::{float, object};
use crate::great_circle::{Point, split};

/// The collection as text, with a line break at its end.
#[must_use]
pub fn text(track: &Track) -> String {
    format!("{:#}\n", collection(track))
}

fn collection(track: &Track) -> Value {
    let of_entities = track.entities.iter().flat_map(|entity| features(track, entity));
    let features: Vec<Value> =
        of_entities.chain(track.events.iter().map(|event| happening(track, event))).collect();
    // `name`, `case`, `rep`, `begin` and `end` are foreign members, as section 6.1 has it.
    object([
        ("type", json!("FeatureCollection")),
        ("name", json!(track.title)),
        ("case", json!(track.case)),
        ("rep", json!(track.rep)),
        ("begin", json!(track.clock.iso(Minute(0)))),
        ("end", json!(track.clock.iso(track.ends))),
        ("features", json!(features)),
    ])
}

/// A feature for each stay of an entity, cut where its strength or state changes, and for each of its ways.
fn features(track: &Track, entity: &Entity) -> Vec<Value> {
    let mut features = Vec::new();
    for stay in &entity.stays {
        for (from, until) in spans(entity, stay) {
            let mut properties = common(track, entity, (from, until));
            properties.push(("place", json!(stay.place.title)));
            if let Some(strength) = entity.strength.iter().rev().find(|row| row.from <= from) {
                properties.push(("people", json!(strength.people)));
                properties.push(("vehicles", json!(strength.vehicles)));
            }
            if let Some(state) = entity.states.iter().rev().find(|row| row.from <= from) {
                properties.push(("state", json!(state.text)));
                properties.push(("record", json!(state.record)));
            }
            let id = format!("{}@{}", entity.path, from.0);
            features.push(feature(&id, point(stay.place.point), properties));
        }
    }
    features.extend(entity.legs.iter().map(|leg| way(track, entity, leg)));
    features
}

/// The parts of a stay in which nothing is said to change.
fn spans(entity: &Entity, stay: &Stay) -> Vec<(Minute, Minute)> {
    let strengths = entity.strength.iter().map(|row| row.from);
    let changes = strengths.chain(entity.states.iter().map(|row| row.from));
    let mut starts: Vec<Minute> = changes.filter(|&at| stay.from < at && at < stay.until).collect();
    starts.push(stay.from);
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([stay.until]);
    starts.iter().copied().zip(ends).collect()
}

fn way(track: &Track, entity: &Entity, leg: &Leg) -> Value {
    let mut properties = common(track, entity, (leg.departs, leg.arrives));
    properties.extend([
        ("from", json!(leg.from.title)),
        ("to", json!(leg.to.title)),
        ("way", json!(leg.way)),
        ("record", json!(leg.record)),
    ]);
    let line: Vec<Point> = leg.course.iter().map(|&(_, point)| point).collect();
    let parts: Vec<Value> =
        split(&line).iter().map(|part| part.iter().copied().map(position).collect()).collect();
    let geometry = match parts.as_slice() {
        [] => Value::Null,
        [line] => object([("type", json!("LineString")), ("coordinates", line.clone())]),
        lines => object([("type", json!("MultiLineString")), ("coordinates", json!(lines))]),
    };
    feature(&format!("{}#{}", entity.path, leg.record), geometry, properties)
}

fn common(track: &Track, entity: &Entity, (from, until): (Minute, Minute)) -> Vec<(&'static str, Value)> {
    let (party, side) = track.whose(entity.party);
    vec![
        ("kind", json!(entity.kind.name())),
        ("entity", json!(entity.path)),
        ("name", json!(entity.title)),
        ("party", json!(party)),
        ("side", json!(side)),
        ("sidc", json!(entity.sidc)),
        ("begin", json!(track.clock.iso(from))),
        ("end", json!(track.clock.iso(until))),
    ]
}

fn happening(track: &Track, event: &Happening) -> Value {
    let (party, side) = track.whose(event.party);
    let properties = vec![
        ("kind", json!("event")),
        ("event", json!(event.kind)),
        ("number", json!(event.number)),
        ("name", json!(event.text)),
        ("when", json!(track.clock.iso(event.at))),
        ("domain", json!(event.domain)),
        ("party", json!(party)),
        ("side", json!(side)),
        ("entity", json!(event.entity)),
        ("other", json!(event.other)),
        ("place", json!(event.place.as_ref().map(|place| &place.title))),
        ("causes", json!(event.causes)),
        ("grounds", json!(event.grounds)),
        ("fields", event.fields.clone()),
    ];
    // What is nowhere has no geometry (section 3.2).
    let geometry = event.place.as_ref().map_or(Value::Null, |place| point(place.point));
    feature(&format!("event#{}", event.number), geometry, properties)
}

fn feature(id: &str, geometry: Value, properties: Vec<(&str, Value)>) -> Value {
    let properties: serde_json::Map<String, Value> =
        properties.into_iter().map(|(key, value)| (key.to_string(), value)).collect();
    object([
        ("type", json!("Feature")),
        ("id", json!(id)),
        ("geometry", geometry),
        ("properties", Value::Object(properties)),
    ])
}

fn point(at: Point) -> Value {
    object([("type", json!("Point")), ("coordinates", position(at))])
}

/// Longitude, then latitude (section 3.1.1).
fn position(at: Point) -> Value {
    json!([rounded(at.longitude), rounded(at.latitude)])
}

/// To a millionth of a degree, 0.1 m: finer would say what nobody knows.
fn rounded(degrees: f64) -> Value {
    float(libm::round(degrees * 1e6) / 1e6)
}
