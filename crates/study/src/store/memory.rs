//! Tables in memory, with the columns of a study's files.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray,
};
use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef};

use super::Fault;
use super::rows::{encode, field, first_day, schema};
use crate::row::{Columns, Quantity, Row};

/// Batches of one schema.
#[derive(Clone, Debug)]
pub struct Table {
    /// Names, sorts and units of the columns.
    pub schema: SchemaRef,
    /// The rows, in order.
    pub batches: Vec<RecordBatch>,
}

impl Table {
    /// The table with more columns before and after its own, each as long as the table.
    fn framed(self, before: &[(Field, ArrayRef)], after: &[(Field, ArrayRef)]) -> Result<Self, Fault> {
        let fields = |columns: &[(Field, ArrayRef)]| -> Vec<FieldRef> {
            columns.iter().map(|(field, _)| Arc::new(field.clone())).collect()
        };
        let own = self.schema.fields().iter().cloned();
        let all = fields(before).into_iter().chain(own).chain(fields(after));
        let schema = Arc::new(Schema::new(all.collect::<Vec<FieldRef>>()));
        let mut from = 0;
        let mut batches = Vec::new();
        for batch in self.batches {
            let rows = batch.num_rows();
            let part = |(_, column): &(Field, ArrayRef)| column.slice(from, rows);
            let own = batch.columns().iter().cloned();
            let all = before.iter().map(part).chain(own).chain(after.iter().map(part)).collect();
            batches.push(RecordBatch::try_new(schema.clone(), all).map_err(Fault::of_table)?);
            from += rows;
        }
        Ok(Self { schema, batches })
    }
}

/// Columns that runs at points have besides those of a study: `point`, from 0, before them; `off_record`, from 0 (all of the
/// record is told) to 1, and the `chosen` numbers that are no column of a study, after them.
///
/// # Errors
/// If Arrow refuses them.
pub fn at_points(
    table: Table,
    points: Vec<i64>,
    off_record: Option<Vec<f64>>,
    chosen: Vec<(Quantity, Vec<f64>)>,
) -> Result<Table, Fault> {
    let point = (field("point", DataType::Int64, "", false), Arc::new(Int64Array::from(points)) as ArrayRef);
    let number = |name: String, unit: &str, values: Vec<f64>| {
        let values: ArrayRef = Arc::new(Float64Array::from(values));
        (field(name, DataType::Float64, unit, false), values)
    };
    let off = off_record.map(|values| number("off_record".into(), "1", values));
    let chosen = chosen.into_iter().map(|(row, values)| number(row.name, &row.unit, values));
    let after: Vec<_> = off.into_iter().chain(chosen).collect();
    table.framed(&[point], &after)
}

/// Rows that are put together as `runs.parquet` has them, but stay in memory.
#[derive(Debug)]
pub struct RowTable {
    columns: Columns,
    table: Table,
    /// Not encoded yet.
    held: Vec<Row>,
    /// Rows of a batch.
    batch: usize,
}

impl RowTable {
    /// Bytes of a batch, about: few batches are handed over fast, and what is held before it is encoded stays small.
    const BATCH_BYTES: u64 = 32 << 20;

    /// Of no rows yet.
    #[must_use]
    pub fn new(columns: &Columns) -> Self {
        let table = Table { schema: schema(columns), batches: Vec::new() };
        let batch = (Self::BATCH_BYTES / Self::row_bytes(columns).max(1)).clamp(1, 1 << 17) as usize;
        Self { columns: columns.clone(), table, held: Vec::new(), batch }
    }

    /// Bytes that a row takes, but for the text of its result.
    #[must_use]
    pub fn row_bytes(columns: &Columns) -> u64 {
        let width = |sort: &DataType| match sort {
            // A hash is 32 letters; a result's text is longer or shorter.
            DataType::Utf8 => 40,
            DataType::Int32 => 4,
            _ => 8,
        };
        schema(columns).fields().iter().map(|field| width(field.data_type())).sum()
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If Arrow refuses it.
    pub fn add(&mut self, row: Row) -> Result<(), Fault> {
        self.held.push(row);
        if self.held.len() == self.batch { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Fault> {
        self.table.batches.push(encode(&self.columns, &self.held).map_err(Fault::of_table)?);
        self.held.clear();
        Ok(())
    }

    /// All of them.
    ///
    /// # Errors
    /// If Arrow refuses the last.
    pub fn finish(mut self) -> Result<Table, Fault> {
        if !self.held.is_empty() {
            self.flush()?;
        }
        Ok(self.table)
    }
}

/// The outcomes of one run day by day, in the order of days and outcomes as [`Course::daily`](crate::row::Course::daily)
/// has them: `date`, `day` (from 0), `outcome`, `unit`, `value`.
///
/// # Errors
/// If Arrow refuses them.
pub fn course_table(columns: &Columns, daily: &[f64]) -> Result<Table, Fault> {
    let width = columns.outcomes.len().max(1);
    let first = first_day(columns.starts);
    let days = || (0..daily.len()).map(|cell| (cell / width) as i32);
    let outcomes = || (0..daily.len()).map(|cell| &columns.outcomes[cell % width]);
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(days().map(|day| Some(first + day)).collect::<Date32Array>()),
        Arc::new(days().map(Some).collect::<Int32Array>()),
        Arc::new(outcomes().map(|row| Some(row.name.as_str())).collect::<StringArray>()),
        Arc::new(outcomes().map(|row| Some(row.unit.as_str())).collect::<StringArray>()),
        Arc::new(daily.iter().map(|&value| Some(value)).collect::<Float64Array>()),
    ];
    let schema = Arc::new(Schema::new(vec![
        field("date", DataType::Date32, "", false),
        field("day", DataType::Int32, "days", false),
        field("outcome", DataType::Utf8, "", false),
        field("unit", DataType::Utf8, "", false),
        field("value", DataType::Float64, "", false),
    ]));
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(Fault::of_table)?;
    Ok(Table { schema, batches: vec![batch] })
}
