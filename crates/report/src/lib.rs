//! Reports: folds over a run's log that people and programs read.
//!
//! [`run::Run`] is what every report is made from. [`sentence`] says one event, [`cause_text`] one
//! cause; [`chronicle`], [`infobox`] and [`why`] (with the [`graph`] of causes) are for people, [`jsonl`] and [`fields`] for
//! programs, [`export`] for other programs. [`dossier`] is the finished page, [`figure`] what is drawn on it.

pub(crate) mod alike;
pub mod cause_text;
pub mod chronicle;
pub mod differences;
pub mod dossier;
pub mod export;
pub mod fields;
pub mod figure;
pub mod graph;
pub mod great_circle;
pub mod infobox;
pub mod jsonl;
pub mod layout;
mod markup;
pub mod pivot;
pub mod run;
pub mod sentence;
pub mod toll;
pub mod turn;
pub mod why;
pub mod words;
