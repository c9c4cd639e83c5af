//! powderkeg: engine.

pub mod rule;
