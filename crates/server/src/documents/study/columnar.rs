//! The rows of a study as columns in memory, to be conditioned on.
//!
//! Values are held to seven digits, as 32-bit floats: four bytes a row and column. A study of 100,000 runs of the founding
//! scenario, which has some 470 columns, takes about 190 MB, and a selection a few milliseconds.

use std::collections::BTreeMap;

use powderkeg_engine::time::DAY;
use powderkeg_study::row::{Columns, Row};
use powderkeg_study::toll::SORTS;

use super::bins::{Binned, Extent};
use super::meaning::{self, Meaning, civilians};
use crate::api::{Column, ColumnKind, Histogram};

/// The rows of a study as columns.
#[derive(Clone, Debug)]
pub struct Columnar {
    columns: Vec<Column>,
    places: BTreeMap<String, usize>,
    /// Column by column; NaN where a row has no value.
    values: Vec<Vec<f32>>,
    results: usize,
    rows: usize,
    /// Number of the first row.
    first: u32,
    /// Seed of the first row.
    seed: u64,
}

/// Dates within so many days have a bin a day.
const DAY_BY_DAY: u32 = 120;

/// The column of results is the first, that of the incident the second.
pub(super) const RESULT: usize = 0;
pub(super) const INCIDENT: usize = 1;

impl Columnar {
    /// Of no rows yet, the first of which has this number and seed.
    #[must_use]
    pub fn new(columns: &Columns, first: u32, seed: u64, meaning: &Meaning) -> Self {
        let results = columns.results.len();
        let columns = described(columns, meaning);
        let places = columns.iter().enumerate().map(|(index, column)| (column.name.clone(), index)).collect();
        let values = vec![Vec::new(); columns.len()];
        Self { columns, places, values, results, rows: 0, first, seed }
    }

    /// Makes room for so many more rows.
    pub fn reserve(&mut self, rows: usize) {
        self.values.iter_mut().for_each(|column| column.reserve_exact(rows));
    }

    /// Adds a row, the next in order.
    pub fn add(&mut self, row: &Row) {
        let days = |at: powderkeg_engine::time::Minute| f64::from(at.0) / f64::from(DAY);
        let result = row.result.map(f64::from);
        let dates = std::iter::once(row.incident).chain(row.firsts.iter().copied()).map(|at| at.map(days));
        let outcomes = row.outcomes.iter().copied().map(Some);
        let losses = row.losses.iter().flat_map(|toll| toll.counts()).map(|count| Some(f64::from(count)));
        let hurt = row.civilians.counts().into_iter().take(2).map(|count| Some(f64::from(count)));
        let parameters = row.parameters.iter().copied().map(Some);
        let values = std::iter::once(result).chain(dates).chain(outcomes);
        let values = values.chain(losses).chain(hurt).chain(parameters);
        for ((column, held), value) in self.columns.iter_mut().zip(&mut self.values).zip(values) {
            column.is_whole &= value.is_none_or(|value| value.fract() == 0.0);
            held.push(value.map_or(f32::NAN, |value| value as f32));
        }
        self.rows += 1;
    }

    /// What its columns are.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The place of a column.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// What a column is, by its name.
    pub(super) fn described(&self, name: &str) -> Option<&Column> {
        self.columns.get(self.find(name)?)
    }

    /// Whether a fact is the incident in every row.
    pub(super) fn is_incident(&self, fact: &str) -> bool {
        let bits = |column: usize| self.values[column].iter().map(|value| value.to_bits());
        self.find(fact).is_some_and(|fact| bits(fact).eq(bits(INCIDENT)))
    }

    /// Says which fact the incident is, once all rows are there.
    pub(super) fn name_incident(&mut self) {
        let mut facts = self.columns.iter().filter(|column| column.name.starts_with("fact."));
        let Some(same) = facts.find(|column| self.is_incident(&column.name)).cloned() else {
            return;
        };
        let incident = &mut self.columns[INCIDENT];
        incident.title = meaning::incident(Some(&same.title));
        incident.gloss = same.gloss;
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Bytes that its values take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.values.iter().map(|column| column.capacity() * size_of::<f32>()).sum()
    }

    /// How many results the scenario has.
    pub(super) fn results(&self) -> usize {
        self.results
    }

    /// The values of a column, in the order of the rows; NaN where there is none.
    pub(super) fn values(&self, column: usize) -> &[f32] {
        &self.values[column]
    }

    /// The number of the row at a place.
    pub(super) fn row(&self, place: usize) -> u32 {
        self.first + place as u32
    }

    /// The seed of the row at a place.
    pub(super) fn seed(&self, place: usize) -> u64 {
        self.seed.wrapping_add(place as u64)
    }

    /// The result of the row at a place.
    pub(super) fn result(&self, place: usize) -> Option<u32> {
        let result = self.values[RESULT][place];
        (!result.is_nan()).then_some(result as u32)
    }

    /// Numbers of the rows that end so.
    pub(super) fn ending(&self, result: Option<u32>) -> Vec<u32> {
        (0..self.rows).filter(|&place| self.result(place) == result).map(|place| self.row(place)).collect()
    }

    /// How the values of a column lie, of all rows or of those at some places, on edges that are those of all.
    pub(super) fn histogram(&self, column: usize, bins: u32, places: Option<&[u32]>) -> Histogram {
        let (values, Column { kind, is_whole, .. }) = (&self.values[column], &self.columns[column]);
        let extent = Extent::of(values, *is_whole || *kind == ColumnKind::Date);
        // Dates near each other are counted day by day.
        let spans = |most: u32| extent.is_some_and(|extent| extent.high - extent.low <= f64::from(most));
        let bins = if *kind == ColumnKind::Date && spans(DAY_BY_DAY) { bins.max(DAY_BY_DAY) } else { bins };
        let mut binned = Binned::new(extent, bins);
        match places {
            None => values.iter().for_each(|&value| binned.add(value)),
            Some(places) => places.iter().for_each(|&place| binned.add(values[place as usize])),
        }
        binned.histogram()
    }
}

/// All columns in the order in which a row's values come.
fn described(columns: &Columns, meaning: &Meaning) -> Vec<Column> {
    let column = |name: String, title: String, unit: &str, kind| Column {
        name,
        title,
        gloss: None,
        unit: unit.into(),
        kind,
        // Until a row says otherwise; moments are no counts, whichever minute they are.
        is_whole: kind != ColumnKind::Date,
    };
    let mut all = vec![
        column("result".into(), "Result".into(), "1", ColumnKind::Result),
        column("incident".into(), meaning::INCIDENT.into(), "days", ColumnKind::Date),
    ];
    let fact = |name: &String| column(format!("fact.{name}"), meaning.said(name), "days", ColumnKind::Date);
    all.extend(columns.facts.iter().map(fact));
    let outcomes = columns.outcomes.iter();
    all.extend(outcomes.map(|row| {
        column(format!("outcome.{}", row.name), meaning.said(&row.name), &row.unit, ColumnKind::Outcome)
    }));
    for id in &columns.parties {
        let lost =
            |(sort, unit)| column(format!("{sort}.{id}"), meaning.loss(id, sort), unit, ColumnKind::Loss);
        all.extend(SORTS.map(lost));
    }
    let hurt = SORTS[..2].iter();
    all.extend(
        hurt.map(|&(sort, unit)| {
            column(format!("civilians.{sort}"), civilians(sort), unit, ColumnKind::Loss)
        }),
    );
    all.extend(columns.parameters.iter().map(|row| {
        let kind = if meaning.is_lever(&row.name) { ColumnKind::Lever } else { ColumnKind::Parameter };
        column(row.name.clone(), meaning.number(&row.name), &row.unit, kind)
    }));
    for column in &mut all {
        column.gloss = meaning.gloss(&column.name);
    }
    all
}
