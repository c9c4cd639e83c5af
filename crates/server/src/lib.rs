//! The console: a web server over the scenarios, runs and studies of a folder, and the app that shows them.
//!
//! [`api`] is what crosses the wire; [`documents`] makes it.

pub mod api;
pub mod documents;
