//! Each component held against the record.
//!
//! Verification asks whether the code computes its formula; validation asks whether the formula
//! describes the world. They are two kinds of row and two tables, and are never mixed.
//!
//! What is scored is what ships: history goes through the models and domains that scenarios run on.

// A test that names an exact value means it.
#![cfg_attr(test, allow(clippy::float_cmp))]

pub mod battle;
pub mod component;
pub mod escalation;
pub mod formulas;
pub mod frame;
pub mod gas;
pub mod intercept;
pub mod launch;
pub mod markdown;
pub mod plot;
pub mod published;
pub mod recorded;
pub mod seizure;
pub mod statistics;
pub mod strike;
pub mod table;
