//! Causes in words.

use powderkeg_engine::cause::Cause;
use powderkeg_engine::dice::Draw;
use powderkeg_engine::id::OriginId;
use serde_json::{Value, json};

use crate::fields::{float, object};
use crate::run::Run;
use crate::sentence;
use crate::words::significant;

/// A cause as a clause: "because, on 3 March, the SCO imposed sanctions", "luck: riot of
/// Baikonur crews, draw 1, u = 0.031".
#[must_use]
pub fn cause(run: &Run, cause: Cause) -> String {
    match cause {
        Cause::Event(id) => match run.log.get(id) {
            Some(record) => {
                let words = run.words();
                format!("because, on {}, {}", words.day(id.at), sentence::clause(&words, &record.event))
            }
            None => "because of a record that is not in this log".into(),
        },
        Cause::Given(origin) => given(run, origin),
        Cause::Chance(draw) => luck(run, draw),
        Cause::Order(n) => format!("order {n} from outside"),
    }
}

/// What stands for a file where an intervention has an option taken.
const ORDERED: &str = "--do";

/// A place in the scenario: "scenario.toml:41 `contract.oil_to_uzbekistan`".
#[must_use]
pub fn given(run: &Run, origin: OriginId) -> String {
    match run.setup.origins.get(origin) {
        None => "the scenario".into(),
        Some(origin) if origin.file.is_empty() => format!("built-in default {}", origin.path),
        Some(origin) if origin.file == ORDERED => {
            format!("ordered from outside: {ORDERED} '{}'", origin.path)
        }
        Some(origin) if origin.line == 0 => format!("{} {}", origin.file, origin.path),
        Some(origin) => format!("{}:{} {}", origin.file, origin.line, origin.path),
    }
}

/// A draw with its address and the uniform that was drawn: "luck: gate riot of Baikonur crews, draw 1, u = 0.031". The
/// draw's number is the owner's own count, from 1: of occurrences, days or minutes.
#[must_use]
pub fn luck(run: &Run, draw: Draw) -> String {
    let words = run.words();
    let of = words.title(draw.of);
    let whose =
        if draw.with == draw.of { of.into() } else { format!("{of} with {}", words.title(draw.with)) };
    let u = uniform(run, draw).map_or_else(String::new, |u| format!(", u = {}", significant(u)));
    let number = u64::from(draw.number()) + 1;
    format!("luck: {} of {whose}, draw {number}{u}", stream(draw).replace('_', " "))
}

/// The uniform at a draw's address, in (0, 1); `None` if its owner is not in the scenario.
#[must_use]
pub fn uniform(run: &Run, draw: Draw) -> Option<f64> {
    use powderkeg_engine::dice::Key;
    let key = |name| run.setup.names.get(name).map(|named| Key::of(&named.path));
    let of = key(draw.of)?;
    let key = if draw.with == draw.of { of } else { of.with(key(draw.with)?) };
    Some(run.dice.recall(draw, key))
}

/// What is drawn: `gate_riot`.
#[must_use]
pub fn stream(draw: Draw) -> String {
    let mut text = String::new();
    for letter in format!("{:?}", draw.stream).chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// A cause for programs. An event is given by its number in the log, from 1.
#[must_use]
pub fn cause_json(run: &Run, cause: Cause) -> Value {
    match cause {
        Cause::Event(id) => {
            let number = run.log.position(id).map(|position| position + 1);
            object([("type", json!("event")), ("id", json!(number))])
        }
        Cause::Given(origin) => {
            let origin = run.setup.origins.get(origin);
            object([
                ("type", json!("given")),
                ("path", json!(origin.map(|origin| &origin.path))),
                ("file", json!(origin.map(|origin| &origin.file))),
                ("line", json!(origin.map(|origin| origin.line))),
            ])
        }
        Cause::Chance(draw) => object([
            ("type", json!("chance")),
            ("stream", json!(stream(draw))),
            ("of", json!(run.id_of(draw.of))),
            ("with", json!(run.id_of(draw.with))),
            ("n", json!(draw.number())),
            ("u", uniform(run, draw).map_or(Value::Null, float)),
        ]),
        Cause::Order(n) => object([("type", json!("order")), ("n", json!(n))]),
    }
}
