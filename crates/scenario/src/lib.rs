//! powderkeg: scenario.
