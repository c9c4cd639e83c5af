//! What crosses the wire, made of runs, studies and scenarios: pure functions, without input or output.

pub mod page;
pub mod party;
mod round;
pub mod scenario;
pub mod story;
pub mod study;
pub mod why;
