//! powderkeg: scenario.

pub mod expr;
