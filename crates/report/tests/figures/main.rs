//! Figures of the built-in scenarios: what every one of them must be, wherever it is shown.
//!
//! `FIGURES=folder cargo test -p powderkeg-report --test figures` also writes them there, to be looked at.

mod drawn;
mod rules;
mod scenarios;
mod studies;
