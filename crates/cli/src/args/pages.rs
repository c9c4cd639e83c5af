//! What is done with pages.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::shared::{Changed, OF_A_SCENARIO};
use super::values::{language, new_file, seed, threads, within};

#[derive(Args)]
pub struct Dossier {
    /// Folder of a saved run or of a study, or a scenario, of which one run is played
    #[arg(value_name = "RUN|STUDY|SCENARIO")]
    pub of: String,
    /// What to write [default: by the end of FILE, else html]
    #[arg(long, value_enum)]
    pub format: Option<PageFormat>,
    /// Write it into a new file
    #[arg(long, value_name = "FILE", value_parser = new_file())]
    pub out: Option<PathBuf>,
    /// The run that is told: of a scenario any seed [default: 1], of a study one of its own [default: a typical one]
    #[arg(long, value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Write it by the scenario's own template for a language, as in --lang de: the folder dossier/de in the scenario's
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub lang: Option<String>,
    /// Of a study: how many of its runs are taken apart for what was necessary, and in how many every act is tried; 0
    /// leaves both out [default: 100]
    #[arg(long, value_name = "RUNS", value_parser = within(0, 10_000), allow_negative_numbers = true)]
    pub ask: Option<u32>,
    /// Threads to run on; results do not depend on it [default: one a processor]
    #[arg(long, default_value_t = 0, hide_default_value = true, value_parser = threads, allow_negative_numbers = true)]
    pub threads: usize,
    #[command(flatten, next_help_heading = OF_A_SCENARIO)]
    pub changed: Changed,
}

/// What a page can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// One self-contained file
    Html,
    /// As MediaWiki reads it
    Wikitext,
    /// As GitHub reads it
    Markdown,
    /// Printed by Chromium
    Pdf,
    /// For programs
    Json,
}

/// Nothing on the page is run, fetched or expanded.
#[derive(Args)]
pub struct Import {
    /// File with the page: wikitext, or the text it turns into when it is copied from a browser
    pub page: PathBuf,
    /// A new folder for the scenario [default: one here, called as the page]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print JSON: what was read, each value with its place, and the questions
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct LintPage {
    /// File with the page: wikitext, or the text it turns into when it is copied from a browser
    pub page: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
