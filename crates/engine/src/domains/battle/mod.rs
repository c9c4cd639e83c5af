//! The battle domain.

mod out;

pub use out::*;
