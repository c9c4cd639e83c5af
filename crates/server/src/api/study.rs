//! Studies.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Changes, Party};

/// How far a study is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum StudyState {
    /// All runs are there.
    Complete,
    /// Some are; a job goes on with it, or can.
    Partial,
    /// Its folder cannot be read: why, and what to do.
    Broken {
        /// Why.
        reason: String,
    },
}

/// A study in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StudyEntry {
    /// Its name, unique in the workspace.
    pub id: String,
    /// The scenario, as it was named.
    pub scenario: String,
    /// Runs of the whole study.
    pub runs: u32,
    /// Seed of its first run.
    pub seed: u64,
    /// What is changed about the scenario.
    pub changes: Changes,
    /// How far it is.
    #[serde(flatten)]
    pub state: StudyState,
}

/// A share of runs, with its 95 % interval (Wilson).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Share {
    /// In how many it holds.
    pub held: u32,
    /// Of how many.
    pub of: u32,
    /// Their ratio; 0 of none.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// An estimate with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A result and its share.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ResultShare {
    /// Its place among the scenario's results, from 0; none: no result holds.
    pub result: Option<u32>,
    /// Its text.
    pub text: String,
    /// In how many runs.
    pub share: Share,
    /// Some rows that ended so, spread over the study.
    pub rows: Vec<u32>,
}

/// When something came about, over the runs in which it did.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Dates {
    /// As conditions name it: `incident`, `fact.raid`.
    pub column: String,
    /// Its name for people.
    pub title: String,
    /// What it is, as the scenario has it; none where the scenario is not to be found.
    pub gloss: Option<String>,
    /// In which share of the runs it came about.
    pub share: Share,
    /// In how many runs it came about on each day, from day 0; shorter than the scenario where nothing follows.
    pub by_day: Vec<u32>,
    /// Days by which it had come about in 5, 50 and 95 % of the runs in which it did; none if in none.
    pub quantiles: Option<(u32, u32, u32)>,
}

/// A quantity over the runs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Spread {
    /// As conditions name it: `outcome.dead`.
    pub column: String,
    /// Its name for people.
    pub title: String,
    /// What it counts, as the scenario has it; none where the scenario is not to be found.
    pub gloss: Option<String>,
    /// Its unit; `1` for a ratio or a yes or no.
    pub unit: String,
    /// Whether it is 0 or 1 in every run: then its mean is a share.
    pub is_yes_or_no: bool,
    /// Whether it is a whole number in every run, as counts are.
    pub is_whole: bool,
    /// Its mean with the 95 % interval of the mean.
    pub mean: Estimate,
    /// Quantiles at 5, 25, 50, 75 and 95 %.
    pub quantiles: (f64, f64, f64, f64, f64),
    /// The runs in which it is not 0.
    pub some: Share,
    /// The same quantiles among those runs alone; none where there is no such run.
    pub quantiles_of_some: Option<(f64, f64, f64, f64, f64)>,
    /// How its values lie.
    pub histogram: Histogram,
}

/// Counts of runs over bins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Histogram {
    /// The edges of the bins, one more than there are bins. A bin holds its lower edge, the last also its upper.
    pub edges: Vec<f64>,
    /// Runs in each bin.
    pub counts: Vec<u32>,
}

/// Losses of a party's forces.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Losses {
    /// The party's id; none for civilians.
    pub party: Option<String>,
    /// Killed.
    pub killed: Spread,
    /// Wounded.
    pub wounded: Spread,
    /// Taken prisoner; none of civilians.
    pub captured: Option<Spread>,
}

/// An outcome at the first instant of each day, and at the end: its quantiles over the runs. There is one more entry than
/// the scenario has days; the last is the end, as [`StudyView::outcomes`] tells it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Fan {
    /// The outcome.
    pub outcome: String,
    /// Its unit.
    pub unit: String,
    /// Quantiles at 5, 25, 50, 75 and 95 %, day by day; empty for a yes or no.
    pub days: Vec<(f64, f64, f64, f64, f64)>,
    /// The share of runs in which it is 1, day by day, for a yes or no.
    pub shares: Option<Vec<f64>>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// Which result.
    Result,
    /// Days from the scenario's start until something came about; missing where it did not.
    Date,
    /// An outcome at the end.
    Outcome,
    /// People lost.
    Loss,
    /// An uncertain number of the scenario.
    Parameter,
    /// A party's choice.
    Lever,
}

/// A column that can be looked at and conditioned on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Column {
    /// Its name: `result`, `incident`, `fact.raid`, `outcome.dead`, `killed.usa`, or a parameter's path.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What it counts, as the scenario has it; none where there is nothing to say.
    pub gloss: Option<String>,
    /// Its unit; days for dates.
    pub unit: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether it is a whole number in every run, as counts are; never of dates.
    pub is_whole: bool,
}

/// A study, whole but for its rows.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StudyView {
    /// Name, scenario, changes, state.
    #[serde(flatten)]
    pub entry: StudyEntry,
    /// The scenario's title.
    pub title: String,
    /// Civil date of minute 0.
    pub starts: String,
    /// Whole days that the scenario lasts.
    pub days: u32,
    /// The parties.
    pub parties: Vec<Party>,
    /// How it ends.
    pub results: Vec<ResultShare>,
    /// The incident, then the facts of the record; a fact that is the incident in every run is told by it alone.
    pub dates: Vec<Dates>,
    /// The outcomes at the end.
    pub outcomes: Vec<Spread>,
    /// Losses of parties, then of civilians.
    pub losses: Vec<Losses>,
    /// The outcomes day by day.
    pub fans: Vec<Fan>,
    /// All columns.
    pub columns: Vec<Column>,
}

/// A condition on the rows of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The column.
    pub column: String,
    /// The least value; none: no bound. A bound excludes rows that have no value.
    #[serde(default)]
    pub low: Option<f64>,
    /// The greatest value; none: no bound.
    #[serde(default)]
    pub high: Option<f64>,
    /// Only rows that have no value here (a fact that did not come about, a run without a result).
    #[serde(default)]
    pub is_missing: bool,
}

/// Which rows of a study to look at, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SelectionAsked {
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// Columns to show as histograms over all rows and over those selected.
    pub histograms: Vec<String>,
    /// Bins of each, 5 to 100; 0: 30.
    pub bins: u32,
    /// Two columns to show as points.
    pub points: Option<(String, String)>,
}

/// What is among the rows that were selected.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Selected {
    /// How many rows hold all conditions.
    pub share: Share,
    /// How those end, in the order of [`StudyView::results`].
    pub results: Vec<Share>,
    /// The histograms asked for: of all rows, and of those selected, on the same edges.
    pub histograms: Vec<(Histogram, Histogram)>,
    /// At most 1,500 of the selected rows, evenly taken.
    pub points: Vec<Point>,
    /// The first rows of the selection.
    pub rows: Vec<RowEntry>,
}

/// A row as a point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Point {
    /// Its number.
    pub row: u32,
    /// Value of the first column.
    pub x: f64,
    /// Value of the second column.
    pub y: f64,
    /// Its result.
    pub result: Option<u32>,
}

/// A row in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowEntry {
    /// Its number.
    pub row: u32,
    /// Its seed.
    pub seed: u64,
    /// Its result.
    pub result: Option<u32>,
    /// When its incident came about.
    pub incident: Option<u32>,
}
