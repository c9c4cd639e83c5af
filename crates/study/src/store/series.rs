//! Outcomes day by day: `counts.parquet`, how many runs had which value, and `series.parquet`, the quantiles.

use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use rayon::prelude::*;

use super::Fault;
use super::memory::Table;
use super::rows::{field, first_day};
use super::table::{Reader, STEP, Writer, damaged};
use crate::histogram::{Histogram, rounded};
use crate::row::{Columns, Course};

/// The quantiles of each day.
pub const QUANTILES: [(&str, f64); 5] =
    [("q05", 0.05), ("q25", 0.25), ("q50", 0.5), ("q75", 0.75), ("q95", 0.95)];

/// How many runs had which value of each outcome on each day.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// In the order of days and outcomes.
    cells: Vec<Histogram>,
}

impl Series {
    /// Of no runs yet.
    #[must_use]
    pub fn new(columns: &Columns) -> Self {
        Self { cells: vec![Histogram::default(); columns.days as usize * columns.outcomes.len()] }
    }

    /// Adds runs. Counts are whole numbers: the order in which they are summed is of no account.
    pub fn add(&mut self, courses: &[Course]) {
        self.cells.par_iter_mut().enumerate().for_each(|(cell, histogram)| {
            for course in courses {
                histogram.add(course.daily[cell]);
            }
        });
    }

    /// An outcome's quantiles ([`QUANTILES`]) day by day, by its place among the columns' outcomes; empty if it has no runs
    /// or there is no such outcome.
    #[must_use]
    pub fn quantiles(&self, columns: &Columns, outcome: usize) -> Vec<[f64; 5]> {
        let width = columns.outcomes.len();
        if outcome >= width {
            return Vec::new();
        }
        let days = self.cells.iter().skip(outcome).step_by(width);
        let row = |cell: &Histogram| {
            let mut row = [0.0; 5];
            for (value, (_, share)) in row.iter_mut().zip(QUANTILES) {
                *value = cell.quantile(share)?;
            }
            Some(row)
        };
        days.map_while(row).collect()
    }

    /// The share of runs in which an outcome is 1, day by day, if it is 0 or 1 on all days of all runs.
    #[must_use]
    pub fn shares(&self, columns: &Columns, outcome: usize) -> Option<Vec<f64>> {
        let width = columns.outcomes.len();
        let days = self.cells.iter().skip(outcome).step_by(width.max(1));
        let share = |cell: &Histogram| {
            let is_yes = |value: f64| value.to_bits() == 1.0_f64.to_bits();
            let is_no = |value: f64| value.to_bits() == 0.0_f64.to_bits();
            let rows = cell.rows();
            let yes: u64 = rows.iter().filter(|row| is_yes(row.0)).map(|row| row.1).sum();
            let all = rows.iter().all(|row| is_yes(row.0) || is_no(row.0)) && cell.total() > 0;
            all.then(|| yes as f64 / cell.total() as f64)
        };
        (outcome < width).then(|| days.map(share).collect::<Option<Vec<f64>>>()).flatten()
    }

    fn rows(&self, outcomes: usize) -> impl Iterator<Item = (i32, usize, f64, u64)> + '_ {
        self.cells.iter().enumerate().flat_map(move |(cell, histogram)| {
            let (day, outcome) = ((cell / outcomes) as i32, cell % outcomes);
            histogram.rows().iter().map(move |&(value, count)| (day, outcome, value, count))
        })
    }

    /// Writes `counts.parquet`.
    pub(super) fn write_counts(&self, path: &Path, columns: &Columns, mark: &str) -> Result<(), Fault> {
        let schema = counts_schema();
        let mut out = Writer::create(path, schema.clone(), columns, mark)?;
        let rows: Vec<_> = self.rows(columns.outcomes.len().max(1)).collect();
        for rows in rows.chunks(STEP) {
            let names = rows.iter().map(|row| Some(columns.outcomes[row.1].name.as_str()));
            let arrays: Vec<ArrayRef> = vec![
                Arc::new(rows.iter().map(|row| Some(row.0)).collect::<Int32Array>()),
                Arc::new(names.collect::<StringArray>()),
                Arc::new(rows.iter().map(|row| Some(row.2)).collect::<Float64Array>()),
                Arc::new(rows.iter().map(|row| Some(row.3 as i64)).collect::<Int64Array>()),
            ];
            out.write(&batch(path, &schema, arrays)?)?;
        }
        out.finish()
    }

    /// Adds what `counts.parquet` says.
    pub(super) fn add_counts(&mut self, path: &Path, columns: &Columns, mark: &str) -> Result<(), Fault> {
        let file = Reader::open(path, mark)?;
        if !file.has(&counts_schema()) {
            return Err(damaged(path, &"its columns are not those of counts"));
        }
        let width = columns.outcomes.len();
        file.read(|batch| {
            let days = batch.column(0).as_primitive::<Int32Type>();
            let names = batch.column(1).as_string::<i32>();
            let values = batch.column(2).as_primitive::<Float64Type>();
            let counts = batch.column(3).as_primitive::<Int64Type>();
            for row in 0..batch.num_rows() {
                let outcome = columns.outcomes.iter().position(|outcome| outcome.name == names.value(row));
                let day = usize::try_from(days.value(row)).ok();
                let cell = day.zip(outcome).map(|(day, outcome)| day * width + outcome);
                let cell = cell.and_then(|cell| self.cells.get_mut(cell));
                let count = u64::try_from(counts.value(row)).ok();
                let value = values.value(row);
                let is_rounded = rounded(value).to_bits() == value.to_bits();
                let (Some(cell), Some(count), true) = (cell, count, is_rounded) else {
                    return Err(damaged(path, &"it counts what no run of the scenario has"));
                };
                cell.add_many(value, count);
            }
            Ok(())
        })
    }

    /// Whether every cell counts so many runs.
    pub(super) fn is_of(&self, runs: u64) -> bool {
        self.cells.iter().all(|cell| cell.total() == runs)
    }

    /// Writes `series.parquet`.
    pub(super) fn write_quantiles(&self, path: &Path, columns: &Columns, mark: &str) -> Result<(), Fault> {
        let mut out = Writer::create(path, quantiles_schema(), columns, mark)?;
        for batch in self.quantile_batches(columns) {
            out.write(&batch.map_err(|error| Fault::of_values(path, &error))?)?;
        }
        out.finish()
    }

    /// The quantiles as `series.parquet` has them.
    fn quantile_batches<'a>(
        &'a self,
        columns: &'a Columns,
    ) -> impl Iterator<Item = Result<RecordBatch, ArrowError>> + 'a {
        let schema = quantiles_schema();
        let width = columns.outcomes.len().max(1);
        let first_day = first_day(columns.starts);
        self.cells.chunks(STEP).enumerate().map(move |(step, cells)| {
            let numbered = || (step * STEP..).zip(cells);
            let days = || numbered().map(|(cell, _)| (cell / width) as i32);
            let outcomes = || numbered().map(|(cell, _)| &columns.outcomes[cell % width]);
            let mut arrays: Vec<ArrayRef> = vec![
                Arc::new(days().map(|day| Some(first_day + day)).collect::<Date32Array>()),
                Arc::new(days().map(Some).collect::<Int32Array>()),
                Arc::new(outcomes().map(|row| Some(row.name.as_str())).collect::<StringArray>()),
                Arc::new(outcomes().map(|row| Some(row.unit.as_str())).collect::<StringArray>()),
            ];
            for (_, share) in QUANTILES {
                let values = cells.iter().map(|histogram| histogram.quantile(share));
                arrays.push(Arc::new(values.collect::<Float64Array>()));
            }
            RecordBatch::try_new(schema.clone(), arrays)
        })
    }

    /// The quantiles as a table, with the columns of `series.parquet`.
    ///
    /// # Errors
    /// If Arrow refuses them.
    pub fn table(&self, columns: &Columns) -> Result<Table, Fault> {
        let batches = self.quantile_batches(columns).collect::<Result<_, _>>();
        Ok(Table { schema: quantiles_schema(), batches: batches.map_err(Fault::of_table)? })
    }
}

fn batch(path: &Path, schema: &SchemaRef, arrays: Vec<ArrayRef>) -> Result<RecordBatch, Fault> {
    RecordBatch::try_new(schema.clone(), arrays).map_err(|error| Fault::of_values(path, &error))
}

fn counts_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        field("day", DataType::Int32, "days", false),
        field("outcome", DataType::Utf8, "", false),
        field("value", DataType::Float64, "", false),
        field("runs", DataType::Int64, "runs", false),
    ]))
}

fn quantiles_schema() -> SchemaRef {
    let mut fields = vec![
        field("date", DataType::Date32, "", false),
        field("day", DataType::Int32, "days", false),
        field("outcome", DataType::Utf8, "", false),
        field("unit", DataType::Utf8, "", false),
    ];
    fields.extend(QUANTILES.map(|(name, _)| field(name, DataType::Float64, "", true)));
    Arc::new(Schema::new(fields))
}
