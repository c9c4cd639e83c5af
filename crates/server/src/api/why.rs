//! The causes of an event.

use serde::Serialize;
use utoipa::ToSchema;

use super::Party;

/// The graph of causes behind a record.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CauseGraph {
    /// The run.
    pub run: String,
    /// Its scenario's id.
    pub scenario: String,
    /// The parties of the run.
    pub parties: Vec<Party>,
    /// Number of the record that is asked about.
    pub root: usize,
    /// Civil date of minute 0.
    pub starts: String,
    /// Its nodes: records in the order of time, then causes that are no records.
    pub nodes: Vec<CauseNode>,
    /// Its edges, from causes to effects.
    pub edges: Vec<CauseEdge>,
    /// How many earlier records are too far back to be in it.
    pub hidden: usize,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// A record of the log.
    Event,
    /// A place in the scenario.
    Given,
    /// A draw.
    Chance,
    /// An order from outside.
    Order,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CauseNode {
    /// Unique in the graph: `e214` for record 214, `s3` for a cause that is no record.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// Number of the record, if it is one.
    pub number: Option<usize>,
    /// When it was, if it is a record.
    pub at: Option<u32>,
    /// What it says.
    pub text: String,
    /// Kind of event, if it is a record: `raid_began`.
    pub event: Option<String>,
    /// Id of the party whose it is.
    pub party: Option<String>,
    /// Steps back from the record that is asked about.
    pub depth: usize,
    /// Whether all of its causes are in the graph.
    pub is_whole: bool,
    /// The rule behind a decision.
    pub rule: Option<RuleSeen>,
    /// The draw.
    pub draw: Option<Draw>,
    /// The line of the scenario.
    pub given: Option<GivenLine>,
}

/// A line of a scenario that is a cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GivenLine {
    /// The path of what is given.
    pub path: String,
    /// The file; empty for the program's own defaults.
    pub file: String,
    /// The line, from 1; 0 where there is none.
    pub line: usize,
    /// The line as it is written, if it can be shown.
    pub text: Option<String>,
    /// Where the scenario has it from, if it says.
    pub source: Option<String>,
}

/// A draw of the dice.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Draw {
    /// What is drawn: `strike`.
    pub stream: String,
    /// Of whom.
    pub of: String,
    /// With whom, if of two.
    pub with: Option<String>,
    /// Its number, from 1.
    pub number: u64,
    /// The uniform that was drawn, in (0, 1).
    pub u: Option<f64>,
}

/// A decision's rule with the values it saw.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RuleSeen {
    /// Its path.
    pub path: String,
    /// What its author calls it.
    pub title: String,
    /// The file it is written in.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Its urge at the moment, a rate per day before the agenda's cap.
    pub urge_per_day: f64,
    /// What the urge read.
    pub urge: Vec<Read>,
    /// Its conditions, in the order written.
    pub conjuncts: Vec<Conjunct>,
}

/// A value that a rule saw.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Read {
    /// The reading or number, as rules name it.
    pub name: String,
    /// What was seen.
    pub value: f64,
    /// Number of the record it was due to, if it was due to one.
    pub because: Option<usize>,
}

/// One condition of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Conjunct {
    /// As its author wrote it.
    pub text: String,
    /// Whether it held.
    pub held: bool,
    /// What it read.
    pub read: Vec<Read>,
}

/// How a cause bears on a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// Without it the rule would not have held.
    Pivotal,
    /// The rule would have held anyway.
    NotPivotal,
    /// The rule would have held anyway, at another rate.
    Rate,
    /// It moved a level that the rule read.
    Level,
}

/// An edge, from cause to effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CauseEdge {
    /// The cause's id.
    pub from: String,
    /// The effect's id.
    pub to: String,
    /// Whether it is the effect's main cause.
    pub is_main: bool,
    /// How it bears on a decision.
    pub bearing: Option<Bearing>,
    /// The same in words.
    pub remark: Option<String>,
}
