//! The command as people and programs meet it: exit codes, streams, files.

mod calibrate;
mod counterfactuals;
mod exports;
mod going_on;
mod interventions;
mod misuse;
mod pages;
mod program;
mod questions;
mod runs;
mod study;
mod validate;
