//! What is done with one run.

use std::path::PathBuf;

use clap::Args;
use powderkeg_report::export::Format;

use super::shared::{Begun, Changed, OF_A_SCENARIO};
use super::values::{format, new_file, seed, within};

#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    pub begun: Begun,
    /// The run's luck: another seed, another run
    #[arg(long, default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Tell every event, not only what mattered
    #[arg(long)]
    pub all: bool,
    /// Save the run in a folder, for `verify` and `why`: log.jsonl and run.toml
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Verify {
    /// Folder of a run saved with `run --out`, or of a study
    pub dir: PathBuf,
    /// Of a study: the run to replay, counted from 1
    #[arg(long, value_name = "K", value_parser = within(0, u32::MAX), allow_negative_numbers = true)]
    pub row: Option<u32>,
    /// Save the replayed run of a study in a folder of its own, for `why`
    #[arg(long, value_name = "RUN", requires = "row")]
    pub out: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Why {
    /// Folder of a run saved with `run --out`
    pub dir: PathBuf,
    /// Number of the event, or its kind for the first of that kind, as in log.jsonl: 42, raid_began
    #[arg(allow_negative_numbers = true)]
    pub event: String,
    /// Print a graph for Graphviz
    #[arg(long, conflicts_with = "json")]
    pub dot: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Go back this many steps [default: as many as fit into 50 lines; all in a graph or JSON]
    #[arg(long, value_name = "N", value_parser = within(0, u32::MAX), allow_negative_numbers = true)]
    pub depth: Option<u32>,
}

#[derive(Args)]
pub struct Export {
    /// Folder of a run saved with `run --out`, or a scenario, which is run then
    #[arg(value_name = "RUN|SCENARIO")]
    pub run: String,
    /// What to write: maps in time (geojson, kml, czml), tables (csv; cdf, Dstl's Common Data Format), the graph of causes
    /// (dot)
    #[arg(long, value_parser = format())]
    pub format: Format,
    /// Write a new file; cdf takes a new folder [default: standard output]
    #[arg(long, value_name = "FILE", required_if_eq("format", "cdf"), value_parser = new_file())]
    pub out: Option<PathBuf>,
    /// The run's luck [default: 1]
    #[arg(long, value_parser = seed, allow_negative_numbers = true, help_heading = OF_A_SCENARIO)]
    pub seed: Option<u64>,
    #[command(flatten, next_help_heading = OF_A_SCENARIO)]
    pub changed: Changed,
}
