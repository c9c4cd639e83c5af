//! powderkeg: scenario. TOML text in, a checked setup or a list of diagnostics out.

pub mod builtin;
pub mod diagnostic;
pub mod source;
