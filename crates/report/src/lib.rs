//! powderkeg: report.
