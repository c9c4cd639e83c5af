//! The diplomacy domain.

mod out;

pub use out::*;
