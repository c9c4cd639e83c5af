//! What an outcome depends on: the shares of its variance that single numbers, groups of them and luck decide.
//!
//! The mathematics knows nothing of scenarios: [`morris`] and [`sobol`] ask a function of a point in the unit cube.
//! [`cube`] makes a scenario such a function: a coordinate for each uncertain number, its quantile, and one more for
//! chance, the run's seed. docs/sensitivity.md tells what the figures mean.

mod bootstrap;
pub mod cube;
pub mod design;
pub mod morris;
pub mod sobol;
