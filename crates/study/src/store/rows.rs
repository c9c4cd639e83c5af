//! `runs.parquet`: rows as columns, and back. docs/study.md describes the columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type, TimestampMillisecondType};
use arrow_array::{
    ArrayRef, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray,
};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use powderkeg_engine::time::Minute;

use crate::row::{Columns, Row};
use crate::toll::{SORTS, Toll};

const MINUTE_MS: i64 = 60_000;

/// Milliseconds from 1970 to a scenario's midnight of minute 0, taken as if it were UTC. A setup without a valid
/// date (as in tests) counts from 1 January of year 1, as reports do.
pub(super) fn start_ms((year, month, day): (i16, u8, u8)) -> i64 {
    let parts = (i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0));
    let date = jiff::civil::Date::new(year, parts.0, parts.1).unwrap_or(jiff::civil::date(1, 1, 1));
    let midnight = date.at(0, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    midnight.map_or(0, |zoned| zoned.timestamp().as_millisecond())
}

/// Days from 1970 to a scenario's first, as Arrow counts dates.
pub(super) fn first_day(starts: (i16, u8, u8)) -> i32 {
    const DAY_MS: i64 = 86_400_000;
    // A civil year has five digits at most.
    start_ms(starts).div_euclid(DAY_MS) as i32
}

/// A column with the unit of its values, for those who ask for it.
pub(super) fn field(name: impl Into<String>, sort: DataType, unit: &str, is_optional: bool) -> Field {
    let field = Field::new(name, sort, is_optional);
    if unit.is_empty() {
        field
    } else {
        field.with_metadata(BTreeMap::from([("unit".to_string(), unit.to_string())]))
    }
}

const TIME: DataType = DataType::Timestamp(TimeUnit::Millisecond, None);

/// The columns' names, sorts and units.
pub(super) fn schema(columns: &Columns) -> SchemaRef {
    let mut fields = vec![
        field("run", DataType::Int64, "", false),
        field("seed", DataType::Int64, "", false),
        field("result", DataType::Int32, "", true),
        field("result_text", DataType::Utf8, "", true),
        field("incident", TIME, "", true),
        field("events", DataType::Int32, "records", false),
        field("log_hash", DataType::Utf8, "", false),
    ];
    fields.extend(columns.facts.iter().map(|fact| field(format!("fact.{fact}"), TIME, "", true)));
    let outcome = |row: &crate::row::Quantity| {
        field(format!("outcome.{}", row.name), DataType::Float64, &row.unit, false)
    };
    fields.extend(columns.outcomes.iter().map(outcome));
    for party in &columns.parties {
        fields
            .extend(SORTS.map(|(sort, unit)| field(format!("{sort}.{party}"), DataType::Int32, unit, false)));
    }
    fields.extend(
        ["killed", "wounded"]
            .map(|sort| field(format!("civilians.{sort}"), DataType::Int32, "people", false)),
    );
    fields.extend(columns.parameters.iter().map(|row| field(&row.name, DataType::Float64, &row.unit, false)));
    Arc::new(Schema::new(fields))
}

/// Rows as columns, in the order of [`schema`].
pub(super) fn encode(columns: &Columns, rows: &[Row]) -> Result<RecordBatch, String> {
    let start = start_ms(columns.starts);
    let time = |at: Option<Minute>| at.map(|at| start + i64::from(at.0) * MINUTE_MS);
    let times = |value: &dyn Fn(&Row) -> Option<Minute>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| time(value(row))).collect::<TimestampMillisecondArray>())
    };
    let counts = |value: &dyn Fn(&Row) -> u32| -> ArrayRef {
        // What is counted in people and records stays far below two billion.
        Arc::new(rows.iter().map(|row| Some(value(row) as i32)).collect::<Int32Array>())
    };
    let numbers = |value: &dyn Fn(&Row) -> f64| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(value(row))).collect::<Float64Array>())
    };
    let longs = |value: &dyn Fn(&Row) -> i64| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(value(row))).collect::<Int64Array>())
    };
    let text =
        |row: &Row| row.result.and_then(|index| columns.results.get(index as usize)).map(String::as_str);
    let mut arrays: Vec<ArrayRef> = vec![
        longs(&|row| i64::from(row.run)),
        longs(&|row| row.seed as i64),
        Arc::new(rows.iter().map(|row| row.result.map(|index| index as i32)).collect::<Int32Array>()),
        Arc::new(rows.iter().map(text).collect::<StringArray>()),
        times(&|row| row.incident),
        counts(&|row| row.events),
        Arc::new(rows.iter().map(|row| Some(row.log_hash.as_str())).collect::<StringArray>()),
    ];
    arrays.extend((0..columns.facts.len()).map(|index| times(&|row| row.firsts[index])));
    arrays.extend((0..columns.outcomes.len()).map(|index| numbers(&|row| row.outcomes[index])));
    for index in 0..columns.parties.len() {
        arrays.extend((0..SORTS.len()).map(|sort| counts(&|row| row.losses[index].counts()[sort])));
    }
    arrays.push(counts(&|row| row.civilians.killed));
    arrays.push(counts(&|row| row.civilians.wounded));
    arrays.extend((0..columns.parameters.len()).map(|index| numbers(&|row| row.parameters[index])));
    RecordBatch::try_new(schema(columns), arrays).map_err(|error| error.to_string())
}

/// Columns as rows. The batch has the schema of the columns: that was seen when its file was opened.
pub(super) fn decode(columns: &Columns, batch: &RecordBatch) -> Result<Vec<Row>, String> {
    let start = start_ms(columns.starts);
    (0..batch.num_rows()).map(|index| decode_one(columns, start, batch, index)).collect()
}

fn decode_one(columns: &Columns, start: i64, batch: &RecordBatch, index: usize) -> Result<Row, String> {
    let mut next = 0;
    let mut column = || {
        next += 1;
        batch.column(next - 1)
    };
    let long = |array: &ArrayRef| array.as_primitive::<Int64Type>().value(index);
    let count = |array: &ArrayRef| u32::try_from(array.as_primitive::<Int32Type>().value(index));
    let number = |array: &ArrayRef| array.as_primitive::<Float64Type>().value(index);
    let time = |array: &ArrayRef| -> Result<Option<Minute>, String> {
        if array.is_null(index) {
            return Ok(None);
        }
        let ms = array.as_primitive::<TimestampMillisecondType>().value(index);
        let minutes = u32::try_from(ms.saturating_sub(start) / MINUTE_MS);
        minutes.map(|at| Some(Minute(at))).map_err(|_| "it holds a time before the scenario's start".into())
    };
    let wrong = |_| "it holds a negative count".to_string();
    let run = u32::try_from(long(column())).map_err(wrong)?;
    let seed = u64::try_from(long(column())).map_err(wrong)?;
    let result = column();
    let result = if result.is_null(index) { None } else { Some(count(result).map_err(wrong)?) };
    let _text = column();
    let incident = time(column())?;
    let events = count(column()).map_err(wrong)?;
    let log_hash = column().as_string::<i32>().value(index).to_string();
    let firsts = columns.facts.iter().map(|_| time(column())).collect::<Result<_, _>>()?;
    let outcomes = columns.outcomes.iter().map(|_| number(column())).collect();
    let mut losses = Vec::with_capacity(columns.parties.len());
    for _ in &columns.parties {
        let mut next = || count(column()).map_err(wrong);
        let (killed, wounded, captured) = (next()?, next()?, next()?);
        losses.push(Toll { killed, wounded, captured, vehicles: next()?, aircraft: next()? });
    }
    let (killed, wounded) = (count(column()).map_err(wrong)?, count(column()).map_err(wrong)?);
    let civilians = Toll { killed, wounded, ..Toll::default() };
    let parameters = columns.parameters.iter().map(|_| number(column())).collect();
    Ok(Row { run, seed, result, incident, events, log_hash, firsts, outcomes, losses, civilians, parameters })
}
