//! Rule expressions, seen from outside the crate.

#![allow(clippy::unwrap_used, clippy::float_cmp)] // a panic is how a test fails; exact results are compared

mod corpus;
mod fixture;
mod laws;
mod rules;
