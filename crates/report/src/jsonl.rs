//! `log.jsonl`: one record a line.

use std::io::{self, Write};

use powderkeg_engine::log::{Record, Seen};
use serde_json::{Value, json};

use crate::cause_text::cause_json;
use crate::fields::{event, float, object, reading};
use crate::run::{Run, civil};

/// One record: `id` (its place in the log, from 1), `time` (local civil time), `minute` (since the
/// scenario's start), `domain`, `event` (kind and fields), `causes` (the main one first), and for a
/// decision `saw`.
#[must_use]
pub fn record(run: &Run, record: &Record) -> Value {
    let causes: Vec<Value> = run.log.causes(record).iter().map(|&cause| cause_json(run, cause)).collect();
    let mut value = object([
        ("id", json!(run.number_of(record))),
        ("time", json!(civil(run.setup, record.id.at).to_string())),
        ("minute", json!(record.id.at.0)),
        ("domain", json!(domain(record))),
        ("event", event(run.setup, &record.event)),
        ("causes", json!(causes)),
        ("saw", json!(null)),
    ]);
    let saw = run.log.saw(record);
    if let Value::Object(fields) = &mut value {
        if saw.is_empty() {
            fields.remove("saw");
        } else {
            fields.insert("saw".into(), saw.iter().map(|seen| seen_json(run, seen)).collect());
        }
    }
    value
}

fn seen_json(run: &Run, seen: &Seen) -> Value {
    let name = run.setup.readings.get(usize::from(seen.slot.0)).map(|row| reading(run.setup, row));
    object([
        ("reading", json!(name)),
        ("value", float(seen.value)),
        ("because", cause_json(run, seen.because)),
    ])
}

/// One line of the file, without its line break.
#[must_use]
pub fn line(run: &Run, row: &Record) -> String {
    record(run, row).to_string()
}

/// Writes all records, one a line.
///
/// # Errors
/// When the writer fails.
pub fn write(run: &Run, out: &mut impl Write) -> io::Result<()> {
    for row in run.log.records() {
        writeln!(out, "{}", line(run, row))?;
    }
    Ok(())
}

/// The part of the engine that a record comes from, as it is written.
pub(crate) fn domain(record: &Record) -> String {
    format!("{:?}", record.id.domain).to_lowercase()
}
