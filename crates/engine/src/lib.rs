//! The engine: setup, dice, board, log, orders, views and the loop.
//!
//! It does no input or output, reads no wall clock, spawns no thread and cannot fail: the same
//! setup, seed and orders give the same log, bit for bit. Start reading at [`world`].

pub mod action;
pub mod board;
pub mod cause;
pub mod clock;
pub mod dice;
pub mod domains;
pub mod event;
pub mod facility;
pub mod gate;
pub mod id;
pub mod log;
pub mod now;
pub mod numbers;
mod obligation;
pub mod orders;
pub mod pairs;
pub mod parameter;
pub mod places;
pub mod reading;
mod reasons;
pub mod rule;
pub mod seats;
pub mod setup;
#[cfg(test)]
mod testkit;
pub mod time;
pub mod view;
pub mod world;
