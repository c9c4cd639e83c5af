//! The ten domains. Each is a folder: `out.rs` is what it publishes, `mod.rs` its state and step.
//!
//! A domain reads the frozen [`crate::now::Now`], changes its own state and its own `Out`, and
//! emits records. It imports no sibling; what it knows of the others it reads from the board.

pub mod battle;
pub mod capability;
pub mod diplomacy;
pub mod escalation;
pub mod forces;
pub mod labour;
pub mod project;
pub mod trade;
pub mod unrest;
pub mod weather;

#[cfg(test)]
mod stage;
