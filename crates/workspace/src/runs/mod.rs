//! Saved runs: a folder with `run.toml`, `log.jsonl` and, if `but-for` was asked, `but-for.json`.

pub mod answers;
mod asked;
mod folder;
mod list;
mod manifest;
mod recorded;

pub use self::asked::{Ask, over_runs, window_words};
pub use self::folder::{difference, ensure_ours, save};
pub use self::list::{Listed, list};
pub use self::manifest::Manifest;
pub use self::recorded::Recorded;

/// The records, one a line.
pub const LOG: &str = "log.jsonl";
/// What it takes to run it again.
pub const MANIFEST: &str = "run.toml";
/// What its events would not have happened without, if `but-for` was asked.
pub const BUT_FOR: &str = "but-for.json";
