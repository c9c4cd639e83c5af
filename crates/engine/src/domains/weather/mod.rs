//! The weather domain.

mod out;

pub use out::*;
