//! What crosses the wire. The app's TypeScript is generated from these types.
//!
//! Times are whole minutes from the scenario's start, whose civil date is given beside them; places are longitude and
//! latitude in degrees; records of a log have the numbers that people know them by, from 1.

use serde::Serialize;
use utoipa::ToSchema;

mod about;
mod change;
mod diagnostic;
mod fault;
mod job;
mod page;
mod run;
mod scenario;
mod story;
mod study;
mod why;

pub use self::about::About;
pub use self::change::{Changes, NewSet, OverrideSet};
pub use self::diagnostic::{Diagnostic, Place, Severity};
pub use self::fault::{Fault, FaultKind};
pub use self::job::{
    ButForAsked, ButForFound, ButForRow, CompareAsked, Difference, Differences, DiscoverAsked, Discovery,
    DiscoveryBox, Forgotten, Job, JobAsked, JobResult, JobState, Limits, SensitivityAsked, SensitivityFound,
    SensitivityRow, StudyAsked, Unconfirmed, Worth,
};
pub use self::page::{
    Citation, PageBlock, PageEntry, PageFigure, PageGroup, PageInfobox, PageSection, PageSentence, PageSide,
    Table, WrittenPage,
};
pub use self::run::{RunAsked, RunEntry};
pub use self::scenario::{
    Checked, Choice, Outcome, Parameter, ParameterKind, Party, ScenarioEntry, ScenarioFile, ScenarioView,
};
pub use self::story::{
    Entity, EntityKind, Flow, Happening, Leg, Quantity, QuantityOf, State, Stay, Story, Strength,
};
pub use self::study::{
    Column, ColumnKind, Condition, Dates, Estimate, Fan, Histogram, Losses, Point, ResultShare, RowEntry,
    Selected, SelectionAsked, Share, Spread, StudyEntry, StudyState, StudyView,
};
pub use self::why::{
    Bearing, CauseEdge, CauseGraph, CauseNode, Conjunct, Draw, GivenLine, NodeKind, Read, RuleSeen,
};

/// A place on the map: longitude and latitude in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Position(pub f64, pub f64);
