//! CZML: packets for Cesium, after the CZML Guide of Analytical Graphics.

use powderkeg_engine::time::Minute;
use serde_json::{Value, json};

use super::symbol::Identity;
use super::text::html;
use super::track::{Entity, Happening, Leg, Track};
use crate::fields::{float, object};
use crate::great_circle::Point;

/// Seconds of a minute.
const SECONDS: u64 = 60;
/// How fast the clock runs at first: a day in 24 seconds.
const SECONDS_A_SECOND: u32 = 3_600;
/// How long a marker of an event stays to be seen, minutes.
const SEEN: u32 = 12 * 60;

/// The packets as text, with a line break at its end.
#[must_use]
pub fn text(track: &Track) -> String {
    let mut packets = vec![document(track)];
    for entity in track.entities.iter().filter(|entity| !entity.stays.is_empty()) {
        packets.push(packet(track, entity));
        let told = entity.legs.iter().filter(|leg| !leg.course.is_empty());
        packets.extend(told.map(|leg| way(track, entity, leg)));
    }
    packets.extend(track.events.iter().map(|event| happening(track, event)));
    format!("{:#}\n", Value::Array(packets))
}

/// The first packet: what it is, and the clock.
fn document(track: &Track) -> Value {
    let clock = object([
        ("interval", json!(interval(track, Minute(0), track.ends))),
        ("currentTime", json!(track.clock.iso(Minute(0)))),
        ("multiplier", json!(SECONDS_A_SECOND)),
        ("range", json!("LOOP_STOP")),
        ("step", json!("SYSTEM_CLOCK_MULTIPLIER")),
    ]);
    object([
        ("id", json!("document")),
        ("version", json!("1.0")),
        ("name", json!(track.title)),
        ("description", json!(html(&format!("{}, run {}", track.case, track.rep)))),
        ("clock", clock),
    ])
}

fn packet(track: &Track, entity: &Entity) -> Value {
    let pieces = entity.pieces();
    let available: Vec<String> =
        pieces.iter().filter_map(|piece| Some(interval(track, piece.first()?.0, piece.last()?.0))).collect();
    object([
        ("id", json!(entity.path)),
        ("name", json!(entity.title)),
        ("availability", json!(available)),
        ("position", pieces.iter().map(|piece| position(track, piece)).collect()),
        ("point", marker(entity.identity, 10)),
        ("label", label(&entity.title)),
        ("properties", properties(track, entity)),
    ])
}

/// Where something is in one piece of time: constant, or sampled from an epoch on.
fn position(track: &Track, piece: &[(Minute, Point)]) -> Value {
    let (first, last) = (piece[0], piece[piece.len() - 1]);
    let of = ("interval", json!(interval(track, first.0, last.0)));
    if piece.iter().all(|row| row.1 == first.1) {
        return object([of, ("cartographicDegrees", degrees([first.1]))]);
    }
    let samples: Vec<Value> = piece
        .iter()
        .flat_map(|&(at, point)| {
            let seconds = u64::from(at.0 - first.0.0) * SECONDS;
            [json!(seconds), rounded(point.longitude), rounded(point.latitude), json!(0)]
        })
        .collect();
    object([
        of,
        ("epoch", json!(track.clock.iso(first.0))),
        ("interpolationAlgorithm", json!("LINEAR")),
        ("interpolationDegree", json!(1)),
        ("cartographicDegrees", json!(samples)),
    ])
}

/// What is not drawn: whose it is, its symbol code, and strength and state over time.
fn properties(track: &Track, entity: &Entity) -> Value {
    let (party, side) = track.whose(entity.party);
    let mut properties = serde_json::Map::new();
    let mut put = |key: &str, value: Value| {
        properties.insert(key.into(), value);
    };
    put("kind", json!(entity.kind.name()));
    for (key, text) in [("party", party), ("side", side), ("sidc", entity.sidc.as_deref())] {
        if let Some(text) = text {
            put(key, json!(text));
        }
    }
    if !entity.strength.is_empty() {
        let rows = entity.strength.iter();
        put("people", over_time(track, rows.clone().map(|row| (row.from, json!({ "number": row.people })))));
        put("vehicles", over_time(track, rows.map(|row| (row.from, json!({ "number": row.vehicles })))));
    }
    if !entity.states.is_empty() {
        let rows = entity.states.iter();
        put("state", over_time(track, rows.map(|row| (row.from, json!({ "string": row.text })))));
    }
    Value::Object(properties)
}

/// A value for each interval up to the next.
fn over_time(track: &Track, rows: impl Iterator<Item = (Minute, Value)>) -> Value {
    let rows: Vec<(Minute, Value)> = rows.collect();
    let ends: Vec<Minute> = rows.iter().skip(1).map(|row| row.0).chain([track.ends]).collect();
    rows.into_iter()
        .zip(ends)
        .map(|((from, mut value), until)| {
            value["interval"] = json!(interval(track, from, until));
            value
        })
        .collect()
}

fn way(track: &Track, entity: &Entity, leg: &Leg) -> Value {
    let polyline = object([
        ("positions", object([("cartographicDegrees", degrees(leg.course.iter().map(|row| row.1)))])),
        ("arcType", json!("GEODESIC")),
        ("clampToGround", json!(true)),
        ("width", json!(2)),
        ("material", json!({ "solidColor": { "color": colour(entity.identity) } })),
    ]);
    let said = format!("{} to {} by {}", leg.from.title, leg.to.title, leg.way);
    object([
        ("id", json!(format!("{}#{}", entity.path, leg.record))),
        ("name", json!(format!("{}: {said}", entity.title))),
        ("description", json!(html(&said))),
        ("availability", json!(interval(track, leg.departs, leg.arrives))),
        ("polyline", polyline),
    ])
}

/// An event; where the log says no place, without a position, so that it is listed and not drawn.
fn happening(track: &Track, event: &Happening) -> Value {
    let (party, side) = track.whose(event.party);
    let until = Minute(event.at.0.saturating_add(SEEN)).min(track.ends).max(event.at);
    let identity = event.party.and_then(|party| track.parties.get(party)).map(|party| party.identity);
    let mut packet = object([
        ("id", json!(format!("event#{}", event.number))),
        ("name", json!(event.kind)),
        ("description", json!(html(&event.text))),
        ("availability", json!(interval(track, event.at, until))),
    ]);
    if let Some(place) = &event.place {
        packet["position"] = object([("cartographicDegrees", degrees([place.point]))]);
        packet["point"] = marker(identity.unwrap_or(Identity::Unknown), 6);
    }
    let mut properties = serde_json::Map::new();
    properties.insert("number".into(), json!(event.number));
    properties.insert("when".into(), json!(track.clock.iso(event.at)));
    for (key, text) in [("party", party), ("side", side)] {
        if let Some(text) = text {
            properties.insert(key.into(), json!(text));
        }
    }
    let causes: Vec<String> = event.causes.iter().map(usize::to_string).collect();
    properties.insert("causes".into(), json!(causes.join(" ")));
    properties.insert("grounds".into(), json!(event.grounds.join("; ")));
    packet["properties"] = Value::Object(properties);
    packet
}

fn marker(identity: Identity, pixels: u32) -> Value {
    object([
        ("pixelSize", json!(pixels)),
        ("color", colour(identity)),
        ("outlineColor", json!({ "rgba": [255, 255, 255, 255] })),
        ("outlineWidth", json!(1)),
        ("heightReference", json!("CLAMP_TO_GROUND")),
    ])
}

fn label(text: &str) -> Value {
    object([
        ("text", json!(text)),
        ("font", json!("12pt sans-serif")),
        ("horizontalOrigin", json!("LEFT")),
        ("pixelOffset", json!({ "cartesian2": [10, 0] })),
        ("heightReference", json!("CLAMP_TO_GROUND")),
    ])
}

fn colour(identity: Identity) -> Value {
    let [red, green, blue] = identity.colour();
    json!({ "rgba": [red, green, blue, 255] })
}

/// Longitude, latitude and height 0 of each; what is drawn is clamped to the ground.
fn degrees(points: impl IntoIterator<Item = Point>) -> Value {
    points
        .into_iter()
        .flat_map(|point| [rounded(point.longitude), rounded(point.latitude), json!(0)])
        .collect()
}

fn rounded(degrees: f64) -> Value {
    float(libm::round(degrees * 1e6) / 1e6)
}

fn interval(track: &Track, from: Minute, until: Minute) -> String {
    format!("{}/{}", track.clock.iso(from), track.clock.iso(until))
}
