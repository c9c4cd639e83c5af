//! Studies: a scenario run many times, and what that shows.
//!
//! Runs are spread over threads, sums are not: results are put together in the order of the seeds,
//! so that they do not depend on the number of threads.

pub mod butfor;
pub mod calibrate;
pub mod compare;
mod days;
pub mod direction;
pub mod discover;
pub mod hindcast;
pub mod histogram;
pub mod levers;
pub mod look;
pub mod mean;
pub mod measure;
pub mod paired;
pub mod plan;
pub mod points;
pub mod row;
pub mod runs;
pub mod score;
pub mod sensitivity;
pub mod share;
pub mod significance;
pub mod store;
pub mod summary;
pub mod toll;
