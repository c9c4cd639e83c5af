//! The forces domain.

mod out;

pub use out::*;
