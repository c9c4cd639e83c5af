//! Work that takes a while: asked for, watched, cancelled.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Changes, Estimate, Histogram, Share};

/// Work to be done.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JobAsked {
    /// A study.
    Study(StudyAsked),
    /// What an event of a run would not have happened without.
    ButFor(ButForAsked),
    /// Which numbers an outcome depends on.
    Sensitivity(SensitivityAsked),
    /// In which ranges of its numbers an ending of a study mostly lies.
    Discover(DiscoverAsked),
    /// What differs between two studies with the same seeds.
    Compare(CompareAsked),
}

/// A study to be made, or gone on with.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StudyAsked {
    /// What to call it.
    pub name: String,
    /// The scenario's id.
    pub scenario: String,
    /// How many runs.
    pub runs: u32,
    /// Seed of the first.
    pub seed: u64,
    /// What is changed about the scenario.
    #[serde(default)]
    pub changes: Changes,
}

/// A question about an event of a run.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ButForAsked {
    /// The run.
    pub run: String,
    /// Number of the record.
    pub event: usize,
    /// How many runs to ask besides this one.
    pub runs: u32,
}

/// A question about an outcome of a scenario.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SensitivityAsked {
    /// The study whose scenario and changes are asked.
    pub study: String,
    /// What is asked about, as `powderkeg sensitivity` has it.
    pub outcome: String,
    /// Samples of the design; 0: a default.
    #[serde(default)]
    pub runs: u32,
}

/// A question about an ending of a study.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DiscoverAsked {
    /// The study.
    pub study: String,
    /// The ending: a yes or no, as `powderkeg discover` has it.
    pub outcome: String,
}

/// Two studies to lay beside each other.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompareAsked {
    /// The one that is the base.
    pub base: String,
    /// The other.
    pub with: String,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// It waits for others.
    Queued,
    /// It runs.
    Running,
    /// It is done.
    Done,
    /// It failed: see its message.
    Failed,
    /// It was cancelled; what it saved is kept.
    Cancelled,
}

/// Work, and how far it is.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Job {
    /// Unique in the workspace.
    pub id: String,
    /// What was asked.
    pub asked: JobAsked,
    /// How far it is.
    pub state: JobState,
    /// Runs done; of a question about rows, rows read.
    pub done: u64,
    /// Runs or rows there will be; 0 where that is not known yet.
    pub of: u64,
    /// Runs a second, over the last moments; 0 where it does not run.
    pub rate: f64,
    /// What it waits for, how it ended, or why it failed.
    pub message: String,
}

/// A job that was forgotten: there is none of its name any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Forgotten {
    /// Its id, which no other job gets while the server runs.
    pub id: String,
}

/// What a finished job found.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JobResult {
    /// The study is in the workspace.
    Study {
        /// Its name.
        study: String,
    },
    /// Causes, ranked.
    ButFor(ButForFound),
    /// Numbers, ranked.
    Sensitivity(SensitivityFound),
    /// Boxes of ranges.
    Discover(Box<Discovery>),
    /// Differences.
    Compare(Differences),
}

/// What an event would not have happened without.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ButForFound {
    /// The run.
    pub run: String,
    /// Number of the record that was asked about.
    pub event: usize,
    /// What it is across runs, in words.
    pub sought: String,
    /// In which share of the runs it happens.
    pub happens: Share,
    /// Its causes, the most necessary first.
    pub rows: Vec<ButForRow>,
}

/// A candidate cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ButForRow {
    /// What it is across runs, in words.
    pub text: String,
    /// Number of its record in the run, if it happened there.
    pub number: Option<usize>,
    /// Whether the event would not have happened in this very run without it; none where that was not tried.
    pub here: Option<bool>,
    /// Probability of necessity: of the runs with both, those in which the event does not happen without the cause.
    pub necessary: Share,
    /// Probability of sufficiency, where it could be tried.
    pub sufficient: Option<Share>,
    /// Probability of both.
    pub both: Option<Share>,
}

/// Which numbers an outcome depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SensitivityFound {
    /// What was asked about.
    pub outcome: String,
    /// Its unit.
    pub unit: String,
    /// Its mean.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
    /// Runs it took.
    pub runs: u64,
    /// The numbers, that with the largest total index first.
    pub rows: Vec<SensitivityRow>,
}

/// A number and its part in the variance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SensitivityRow {
    /// Its path, or a word for several.
    pub name: String,
    /// Whether it is a party's choice.
    pub is_lever: bool,
    /// Whether it is luck: all draws that are no number's.
    pub is_luck: bool,
    /// First-order index with its bootstrap interval.
    pub first: Estimate,
    /// Total index with its bootstrap interval.
    pub total: Estimate,
}

/// Where an ending mostly lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Discovery {
    /// The study.
    pub study: String,
    /// The ending that was asked about.
    pub outcome: String,
    /// Its share of all runs.
    pub base: Share,
    /// The first box; none where nothing was found that is more than chance.
    pub found: Option<DiscoveryBox>,
    /// The boxes after it, each of runs that are in none before.
    #[serde(default)]
    pub further: Vec<DiscoveryBox>,
    /// What several boxes hold together; none of a single one.
    #[serde(default)]
    pub together: Option<Worth>,
    /// The box at which the search ended, since the runs held out do not bear it out; none if no box was found there.
    #[serde(default)]
    pub unconfirmed: Option<Unconfirmed>,
    /// The steps of peeling to the first box: coverage and density after each, for a picture.
    pub trajectory: Vec<(f64, f64)>,
    /// The same steps on the half of the runs that had no part in finding them.
    #[serde(default)]
    pub held_out: Vec<(f64, f64)>,
}

/// A box of ranges. It holds the runs within them that are in no box before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DiscoveryBox {
    /// The ranges.
    pub limits: Vec<Limits>,
    /// What it is worth.
    #[serde(flatten)]
    pub worth: Worth,
}

/// What one box or several are worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Worth {
    /// Of the runs inside, those that end so.
    pub density: Share,
    /// Of all runs that end so, those inside.
    pub coverage: Share,
    /// The same on runs that were not looked at when it was made: density.
    pub held_out: Share,
    /// The same on those runs: coverage. None in answers of versions that did not tell it.
    #[serde(default)]
    pub held_out_coverage: Option<Share>,
}

/// A box that one half of the runs found, and the other does not bear out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Unconfirmed {
    /// How many ranges it has.
    pub ranges: usize,
    /// Of the runs inside, those that end so, in the half that found it.
    pub density: Share,
    /// The same in the other half.
    pub held_out: Share,
    /// The probability that chance alone makes it as good in the other half.
    pub p: f64,
}

/// A range of a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Limits {
    /// The number's path.
    pub path: String,
    /// Its unit.
    pub unit: String,
    /// The least value; none: no bound.
    pub low: Option<f64>,
    /// The greatest value; none: no bound.
    pub high: Option<f64>,
    /// The probability that such a range comes of chance.
    pub p: f64,
    /// How its values lie in the study.
    pub histogram: Option<Histogram>,
}

/// What differs between two studies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Differences {
    /// The base.
    pub base: String,
    /// The other.
    pub with: String,
    /// Pairs of runs with the same luck.
    pub pairs: u32,
    /// Pairs whose logs differ.
    pub differing: u32,
    /// The first row whose logs differ.
    pub first_differing: Option<u32>,
    /// Results, the incident, facts, outcomes, losses, in this order.
    pub rows: Vec<Difference>,
}

/// A difference of means over pairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// The column, as conditions name it.
    pub column: String,
    /// Its name for people.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Whether it is a share.
    pub is_share: bool,
    /// Mean of the base.
    pub base: f64,
    /// Mean of the other.
    pub with: f64,
    /// The other less the base.
    pub difference: f64,
    /// Its 95 % interval; none where pairs are too few.
    pub interval: Option<(f64, f64)>,
    /// How many times more runs would be needed without pairing; none where no pair differs.
    pub saved: Option<f64>,
    /// The pairs it is over: of a day, those in which it came about on both sides.
    #[serde(default)]
    pub pairs: u32,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Answers are kept on disk: those of before there were several boxes stay readable.
    #[test]
    fn an_answer_with_one_box_is_still_read() {
        let share = json!({ "held": 1, "of": 2, "value": 0.5, "low": 0.1, "high": 0.9 });
        let kept = json!({
            "kind": "discover", "study": "base", "outcome": "strike", "base": share, "trajectory": [[1.0, 0.5]],
            "found": { "limits": [], "density": share, "coverage": share, "held_out": share }
        });
        let JobResult::Discover(read) = serde_json::from_value(kept).expect("it is read") else {
            panic!("it is a discovery")
        };
        assert!(read.found.is_some_and(|found| found.worth.held_out_coverage.is_none()));
        assert_eq!((read.further.len(), read.together, read.unconfirmed), (0, None, None));
    }
}
