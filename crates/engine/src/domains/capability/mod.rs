//! The capability domain.

mod out;

pub use out::*;
