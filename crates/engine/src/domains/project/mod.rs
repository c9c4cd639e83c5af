//! The project domain.

mod out;

pub use out::*;
