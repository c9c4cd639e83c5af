//! What can be typed.

mod many_runs;
mod one_run;
mod pages;
mod shared;
mod values;

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use powderkeg_server::http::Token;
use powderkeg_validation::component::Component;

pub use self::many_runs::{
    ButFor, Calibrate, Change, Compare, Discover, Hindcast, Levers, Merge, Sensitivity, Study,
};
pub use self::one_run::{Export, Run, Verify, Why};
pub use self::pages::{Dossier, Import, LintPage, PageFormat};
pub use self::shared::{Begun, Changed, Chosen, Luck};
use self::values::{component, scenario_name, token};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  the scenario, a saved run or data has errors, a run does not verify, or a formula is computed wrongly
  2  the command line is wrong
  3  a file cannot be read or written, or is there already
  130  stopped by Ctrl-C; the same command goes on

A SCENARIO is the name of a built-in one (see `powderkeg list`) or a folder with a scenario.toml.";

/// Simulates how a dispute becomes an incident.
///
/// A crisis is written down as a scenario; the same scenario and seed give the same run, to the bit, and every
/// event of a run names its causes.
#[derive(Parser)]
#[command(name = "powderkeg", version, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run a scenario once and tell what happened
    Run(Run),
    /// Replay a saved run and say whether it comes out the same
    Verify(Verify),
    /// Show why something happened in a saved run
    Why(Why),
    /// Write a run for other programs: maps in time, tables, the graph of its causes
    Export(Export),
    /// Run a scenario many times, or take a study that was saved, and score it against the record
    Hindcast(Hindcast),
    /// Run a scenario many times: how it ends, when, at which price, and every run as a row
    Study(Study),
    /// Run a scenario in two ways with the same luck: what a change does, how sure that is, and how it comes about
    Compare(Compare),
    /// Find what an event would not have happened without, and what would have brought it about
    ButFor(ButFor),
    /// Find the values that bring a scenario near the record, and what the record does not identify
    Calibrate(Calibrate),
    /// Say which of a scenario's numbers an outcome depends on, and how much of it is luck
    Sensitivity(Sensitivity),
    /// Find the few ranges of a scenario's numbers in which an ending mostly comes about, in new runs
    /// or in a saved study
    Discover(Discover),
    /// Rank what each party could have done by what it does to an outcome
    Levers(Levers),
    /// Write the incident page of a run, a study or a scenario: HTML, wikitext, Markdown, PDF or JSON
    Dossier(Dossier),
    /// Put the shards of a study together
    Merge(Merge),
    /// Find the mistakes of a scenario
    Check(Check),
    /// Hold the models against their formulas and against history
    Validate(Validate),
    /// Open the console: a web page on which scenarios, runs and studies are explored
    Serve(Serve),
    /// Print the JSON Schema of scenario files
    Schema,
    /// List the scenarios that can be run from here
    List(List),
    /// Start a scenario of your own from a small commented one
    New(New),
    /// Turn a wiki page about a conflict into the skeleton of a scenario, and ask what it leaves open
    Import(Import),
    /// Find what is unfinished or doesn't add up on a wiki page
    LintPage(LintPage),
    /// Print a completion script for a shell
    Completions(Completions),
}

#[derive(Args)]
pub struct Serve {
    /// Folder whose scenarios are served; runs, studies and jobs are kept below it, in powderkeg/
    #[arg(default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// Port to listen at; 0 picks one that is free
    #[arg(long, value_name = "N", default_value_t = 4712)]
    pub port: u16,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// Listen at another address of this machine, so that others can ask too; they need the token
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1", hide_default_value = true)]
    pub bind: IpAddr,
    /// What clients must show [default: made anew where others than this machine can ask]
    #[arg(long, value_name = "TOKEN", value_parser = token)]
    pub token: Option<Token>,
}

#[derive(Args)]
pub struct List {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Check {
    /// Folder of a scenario, or the name of a built-in one
    #[arg(value_name = "PATH")]
    pub scenario: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Validate {
    /// One component; all of them if none is named
    #[arg(value_parser = component())]
    pub component: Option<Component>,
    /// Score cases of your own: a CSV file with the columns of the component's record
    #[arg(long, value_name = "FILE", requires = "component")]
    pub data: Option<PathBuf>,
    /// Write the curves into a folder, as SVG
    #[arg(long, value_name = "DIR")]
    pub plot: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct New {
    /// Name of the scenario, and of the folder that is made for it here
    #[arg(value_parser = scenario_name)]
    pub name: String,
}

#[derive(Args)]
pub struct Completions {
    /// Which shell
    pub shell: Shell,
}
