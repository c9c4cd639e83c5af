//! Scenarios, runs and studies on disk: found, changed, run, saved, and played again.
//!
//! What the command line and the server share. Nothing here prints: what went wrong is told by a [`fault::Fault`].
//! Scenarios are named as seen from a base folder; folders of runs and studies are paths.

pub mod changes;
pub mod dossier;
pub mod event;
pub mod fault;
pub mod figures;
pub mod files;
pub mod given;
pub mod limits;
pub mod moment;
pub mod paths;
pub mod progress;
pub mod runs;
pub mod scenarios;
pub mod studies;

/// The version of the program, as manifests keep it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
