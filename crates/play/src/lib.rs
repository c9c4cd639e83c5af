//! Seats played from outside, step by step: a game is a scenario, a seed, the seats that somebody plays and the days between
//! two decisions. Policies learn on it, whatever language they are written in.
//!
//! No rule of the scenario is here: what a seat sees is the engine's redacted view, what it may order are its doctrine's
//! options, and what a run is worth is what the scenario says under `[reward.*]`. Nothing is printed, and no clock is read.

pub mod fault;
pub mod fleet;
pub mod game;
pub mod rollout;
pub mod seat;
pub mod setting;
