//! The escalation domain.

mod out;

pub use out::*;
