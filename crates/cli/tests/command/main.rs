//! The command as people and programs meet it: exit codes, streams, files.

mod calibrate;
mod counterfactuals;
mod exports;
mod going_on;
mod interventions;
mod misuse;
mod program;
mod prose;
mod questions;
mod runs;
mod study;
mod validate;
