//! Published formulas as pure functions, one file a source or topic.
//!
//! Each function's documentation holds one sentence, the formula, the unit of each argument, the
//! source, and a published (or, where none is published, a computed) number as a doctest. Nothing
//! here knows of parties, events or scenarios, and nothing is imported from the rest of the project.
//!
//! Every result is deterministic: transcendental functions come from `libm`, chance comes in as
//! uniforms or as a closure that gives them, and nothing reads a clock or iterates over a hash map.
//!
//! The published tables and runs that the functions must reproduce are in `validation/data`, and the
//! comparisons with them in the crate `validation`.
//!
//! Unless a function says otherwise, arguments outside their stated range give a clamped result or
//! a NaN, never a panic.

// A test that names an exact value means it.
#![cfg_attr(test, allow(clippy::float_cmp))]

pub mod airlift;
pub mod ario;
pub mod battle;
pub mod campaign;
pub mod combat;
pub mod escalation;
pub mod geodesy;
pub mod hazards;
pub mod heat;
pub mod labour;
pub mod market;
pub mod math;
pub mod missile_defence;
pub mod orbit;
pub mod unrest;
pub mod weather;
