//! Seizures of airfields, played by the engine that scenarios run on.
//!
//! Each row of the record becomes a small scenario (`template.toml`), is read like any scenario and run
//! many times. What raids from the air have that battles of armies have not is two numbers, estimated from
//! the other rows: an offset on the log-odds, with and without a correction for which raids were flown, and
//! one on the garrison's ln losses.

pub mod offset;
pub mod play;
pub mod record;
pub mod score;
