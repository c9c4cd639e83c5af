//! powderkeg: engine.
