//! What is asked of many runs.

use std::path::PathBuf;

use clap::Args;
use powderkeg_scenario::interventions::Verb;
use powderkeg_study::levers::MOST_PAIRS;
use powderkeg_study::plan::Shard;
use powderkeg_study::sensitivity::morris::MOST_TRAJECTORIES;

use super::shared::{Begun, Changed, Chosen, Luck, Question};
use super::values::{base, override_argument, runs, screened, share, span, within};

#[derive(Args)]
pub struct Study {
    #[command(flatten)]
    pub begun: Begun,
    /// How many runs
    #[arg(short = 'n', long, default_value_t = 1000, value_parser = runs, allow_negative_numbers = true)]
    pub runs: u32,
    /// Save every run in a folder, as Parquet; the same command goes on with it after any stop
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Make only the K-th of M equal parts of the runs; `merge` puts them together
    #[arg(long, value_name = "K/M", default_value = "1/1", hide_default_value = true, value_parser = Shard::parse, requires = "out", allow_hyphen_values = true)]
    pub shard: Shard,
    /// Runs that are saved together: what a stop can lose at most
    #[arg(long, value_name = "RUNS", default_value_t = 1000, value_parser = runs, requires = "out", allow_negative_numbers = true)]
    pub chunk: u32,
    #[command(flatten)]
    pub luck: Luck,
}

#[derive(Args)]
pub struct Merge {
    /// Folders of all the shards of one study
    #[arg(required = true, value_name = "DIR")]
    pub shards: Vec<PathBuf>,
    /// Folder of the whole study: a new one
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Compare {
    /// What is changed here holds on both sides
    #[command(flatten)]
    pub begun: Begun,
    /// What is changed on one side only: 'set PATH=VALUE', 'forbid PARTY.OPTION', 'do DATE PARTY.OPTION', or a TOML file
    /// of them; may be repeated
    #[arg(long, value_name = "CHANGE", value_parser = Change::parse, required_unless_present = "base")]
    pub with: Vec<Change>,
    /// The same for the side that it is compared with
    #[arg(long, value_name = "CHANGE", value_parser = Change::parse)]
    pub base: Vec<Change>,
    /// How many pairs of runs
    #[arg(short = 'n', long, default_value_t = 1000, value_parser = runs, allow_negative_numbers = true)]
    pub runs: u32,
    /// Tell this pair, counted from 1 [default: the first that ends with another result]
    #[arg(long, value_name = "K", value_parser = within(0, u32::MAX), allow_negative_numbers = true)]
    pub pair: Option<u32>,
    #[command(flatten)]
    pub luck: Luck,
}

/// A change of one side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// As its option has it.
    Typed(Verb, String),
    /// A file of interventions.
    File(PathBuf),
}

impl Change {
    fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some((word, rest)) = text.split_once(char::is_whitespace)
            && let Some(verb) = Verb::ALL.into_iter().find(|verb| verb.word() == word)
        {
            let rest = if verb == Verb::Set { override_argument(rest)? } else { rest.to_string() };
            return Ok(Self::Typed(verb, rest.trim().to_string()));
        }
        if std::path::Path::new(text).extension().is_some_and(|end| end.eq_ignore_ascii_case("toml")) {
            return Ok(Self::File(text.into()));
        }
        Err("write 'set PATH=VALUE', 'forbid PARTY.OPTION', 'do DATE PARTY.OPTION', or name a .toml file"
            .into())
    }
}

#[derive(Args)]
pub struct ButFor {
    /// The scenario, and the event: its kind, as in log.jsonl, or a fact of expect.toml; with --run the event alone, or its
    /// number
    #[arg(value_names = ["SCENARIO", "EVENT"], num_args = 1..=2, required = true)]
    pub of: Vec<String>,
    /// Ask of a run saved with `run --out`, and save the answer beside it, for `why`
    #[arg(long, value_name = "DIR", conflicts_with_all = ["set", "forbid", "orders", "interventions"])]
    pub run: Option<PathBuf>,
    #[command(flatten)]
    pub changed: Changed,
    /// How many runs [default: 1000; with --run none but itself]
    #[arg(short = 'n', long, value_parser = runs, allow_negative_numbers = true)]
    pub runs: Option<u32>,
    /// How many causes are tried: those that most often stand behind the event [default: 12; with --run all of it]
    #[arg(long, value_name = "N", value_parser = within(1, 64), allow_negative_numbers = true)]
    pub candidates: Option<u32>,
    /// Take a cause away only this once: what wants to happen may do so a minute later [default: to the end of the run]
    #[arg(long, conflicts_with = "span")]
    pub once: bool,
    /// Take a cause away for so long, as in --for 7d or --for 12h
    #[arg(long = "for", value_name = "SPAN", value_parser = span, allow_hyphen_values = true)]
    pub span: Option<f64>,
    #[command(flatten)]
    pub luck: Luck,
}

#[derive(Args)]
pub struct Sensitivity {
    #[command(flatten)]
    pub chosen: Chosen,
    #[command(flatten)]
    pub question: Question,
    /// Base samples; each takes a run for every factor and two more
    #[arg(short = 'n', long, default_value_t = 512, value_parser = base, allow_negative_numbers = true)]
    pub base: u32,
    /// Look at this many numbers one by one: those that a screening finds to matter most. The others move together
    #[arg(long, value_name = "K", default_value_t = 12, value_parser = screened, allow_negative_numbers = true)]
    pub screen: usize,
    /// Trajectories of the screening; each takes a run for every uncertain number and one more
    #[arg(long, value_name = "R", default_value_t = 20, value_parser = within(1, MOST_TRAJECTORIES), allow_negative_numbers = true)]
    pub trajectories: u32,
    #[command(flatten)]
    pub luck: Luck,
}

/// Of a saved study, SCENARIO is its folder.
#[derive(Args)]
pub struct Discover {
    #[command(flatten)]
    pub chosen: Chosen,
    #[command(flatten)]
    pub question: Question,
    /// How many runs [default: 2000; of a saved study, all it has]
    #[arg(short = 'n', long, value_parser = runs, allow_negative_numbers = true)]
    pub runs: Option<u32>,
    /// The least share of all endings that each box must hold
    #[arg(long, value_name = "SHARE", default_value_t = 0.2, value_parser = share, allow_negative_numbers = true)]
    pub coverage: f64,
    #[command(flatten)]
    pub luck: Luck,
}

#[derive(Args)]
pub struct Levers {
    #[command(flatten)]
    pub chosen: Chosen,
    #[command(flatten)]
    pub question: Question,
    /// Have every option taken on this day or at this moment, as in --on 2015-04-01, to see what that would do; may be
    /// repeated [default: those that hardly any run takes, at noon of the scenario's middle day]
    #[arg(long, value_name = "DATE")]
    pub on: Vec<String>,
    /// How many pairs of runs for each act
    #[arg(short = 'n', long, default_value_t = 500, value_parser = within(1, MOST_PAIRS), allow_negative_numbers = true)]
    pub runs: u32,
    #[command(flatten)]
    pub luck: Luck,
}

#[derive(Args)]
pub struct Hindcast {
    #[command(flatten)]
    pub chosen: Chosen,
    /// How many runs [default: 1000]
    #[arg(short = 'n', long, value_parser = runs, allow_negative_numbers = true)]
    pub runs: Option<u32>,
    #[command(flatten)]
    pub luck: Luck,
}

#[derive(Args)]
pub struct Calibrate {
    #[command(flatten)]
    pub chosen: Chosen,
    /// How many particles: values of all uncertain numbers, each with the luck of a run
    #[arg(short = 'n', long, default_value_t = 1000, value_parser = within(20, 100_000), allow_negative_numbers = true)]
    pub particles: u32,
    /// How often the particles are halved by their distance to the record, at most
    #[arg(long, default_value_t = 5, value_parser = within(1, 50), allow_negative_numbers = true)]
    pub rounds: u32,
    /// A new folder for overrides.toml, which --interventions takes, and for how it was found
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub luck: Luck,
}
