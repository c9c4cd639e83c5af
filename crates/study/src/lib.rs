//! powderkeg: study.
