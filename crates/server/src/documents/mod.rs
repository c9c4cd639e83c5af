//! What crosses the wire, made of runs, studies and scenarios: pure functions, without input or output.

pub mod but_for;
pub mod compare;
pub mod discover;
pub mod page;
pub mod party;
mod round;
pub mod scenario;
pub mod sensitivity;
pub mod story;
pub mod study;
pub mod why;
