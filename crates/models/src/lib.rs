//! Published formulas as pure functions, one file a source or topic.
//!
//! Each function's documentation holds one sentence, the formula, the unit of each argument, the
//! source, and a published (or, where none is published, a computed) number as a doctest. Nothing
//! here knows of parties, events or scenarios, and nothing is imported from the rest of the project.
//!
//! Every result is deterministic: transcendental functions come from `libm`, chance comes in as
//! uniforms or as a closure that gives them, and nothing reads a clock or iterates over a hash map.
//!
//! Unless a function says otherwise, arguments outside their stated range give a clamped result or
//! a NaN, never a panic.

pub mod ario;
pub mod heat;
pub mod market;
pub mod math;
pub mod weather;

#[cfg(test)]
mod csv;
