//! The battle model: its fit to the record, and its scores.

pub mod fit;
pub mod generated;
pub mod record;
pub mod regression;
pub mod score;
