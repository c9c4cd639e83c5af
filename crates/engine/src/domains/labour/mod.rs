//! The labour domain.

mod out;

pub use out::*;
