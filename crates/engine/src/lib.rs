//! powderkeg: engine.

pub mod parameter;
