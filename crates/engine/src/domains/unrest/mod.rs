//! The unrest domain.

mod out;

pub use out::*;
