//! The trade domain.

mod out;

pub use out::*;
