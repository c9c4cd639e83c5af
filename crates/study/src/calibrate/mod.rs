//! Which values of its uncertain numbers a scenario needs to come close to the record, and which the record leaves as
//! they were. docs/calibration.md has the method in words.

pub mod distance;
pub mod fit;
pub mod movement;
pub mod sampler;
