//! What can be typed.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use powderkeg_report::export::Format;
use powderkeg_scenario::interventions::Verb;
use powderkeg_server::http::Token;
use powderkeg_study::levers::MOST_PAIRS;
use powderkeg_study::plan::{MOST_RUNS, Shard};
use powderkeg_study::sensitivity::design::{LEAST_BASE, MOST_BASE, MOST_SPREAD};
use powderkeg_study::sensitivity::morris::MOST_TRAJECTORIES;
use powderkeg_validation::component::Component;
use powderkeg_workspace::limits::MOST_THREADS;

/// What changes a run, and a saved one is not changed.
const OF_A_SCENARIO: &str = "Of a scenario only, not of what was saved";

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

/// Which scenario, and with what changed.
#[derive(Args)]
pub struct Chosen {
    /// Name of a built-in scenario, or the folder of one
    pub scenario: String,
    #[command(flatten)]
    pub changed: Changed,
}

/// Which scenario, with what changed, and from where.
#[derive(Args)]
pub struct Begun {
    #[command(flatten)]
    pub chosen: Chosen,
    /// Go on from a moment of a saved run, with other luck: a day, a minute or an event, as in --from
    /// runs/34@2015-04-03 or --from runs/34@gate_riot. What is forbidden or done comes after it
    #[arg(long, value_name = "DIR@TIME")]
    pub from: Option<String>,
}

/// What is changed about a scenario.
#[derive(Args)]
pub struct Changed {
    /// Change a value of the scenario, as in --set workforce.crews.pay_ratio=0.9; may be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = override_argument)]
    pub set: Vec<String>,
    /// Keep a party from ever taking one of its options, as in --forbid usa.raid; may be repeated
    #[arg(long, value_name = "PARTY.OPTION")]
    pub forbid: Vec<String>,
    /// Have a party take one of its options at a moment, whether or not its own rule would, as in --do '2015-04-01
    /// usa.offer_inspection'; may be repeated
    #[arg(long = "do", value_name = "DATE PARTY.OPTION")]
    pub orders: Vec<String>,
    /// Take them from a TOML file with the lists `set`, `forbid` and `do`; what is typed comes after it
    #[arg(long, value_name = "FILE")]
    pub interventions: Option<PathBuf>,
}

impl Changed {
    /// Whether anything is.
    pub fn is_any(&self) -> bool {
        let Self { set, forbid, orders, interventions } = self;
        !set.is_empty() || !forbid.is_empty() || !orders.is_empty() || interventions.is_some()
    }
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

/// What is asked of runs.
#[derive(Args)]
pub struct Question {
    /// A fact, an outcome or a column of the scenario's runs, or a comparison: raid, 'raid < 2015-04-10', day(raid),
    /// 'killed.usa > 10'
    pub outcome: String,
}

/// Where many runs begin, and how they are made.
#[derive(Args)]
pub struct Luck {
    /// Another seed, other runs [default: 1]
    #[arg(long, value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Threads to run on; results do not depend on it [default: one a processor]
    #[arg(long, default_value_t = 0, hide_default_value = true, value_parser = threads, allow_negative_numbers = true)]
    pub threads: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
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

impl Luck {
    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }
}

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
pub struct List {
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

#[derive(Args)]
pub struct Completions {
    /// Which shell
    pub shell: Shell,
}

/// Seeds fit a TOML integer, so that run.toml can hold them.
fn seed(text: &str) -> Result<u64, String> {
    let fits = text.parse().ok().filter(|&seed| i64::try_from(seed).is_ok());
    fits.ok_or_else(|| format!("a seed is a whole number from 0 to {}", i64::MAX))
}

fn runs(text: &str) -> Result<u32, String> {
    let fits = text.parse().ok().filter(|runs| (1..=MOST_RUNS).contains(runs));
    fits.ok_or_else(|| format!("a number of runs is a whole number from 1 to {MOST_RUNS}"))
}

fn within(least: u32, most: u32) -> impl Fn(&str) -> Result<u32, String> + Clone {
    move |text| {
        let fits = text.parse().ok().filter(|number| (least..=most).contains(number));
        fits.ok_or_else(|| format!("it is a whole number from {least} to {most}"))
    }
}

fn threads(text: &str) -> Result<usize, String> {
    let fits = text.parse().ok().filter(|&threads| threads <= MOST_THREADS);
    fits.ok_or_else(|| format!("it is a whole number from 0 to {MOST_THREADS}"))
}

/// Days.
fn span(text: &str) -> Result<f64, String> {
    let read = |unit: char, days: f64| text.strip_suffix(unit)?.parse().ok().map(|count: f64| count * days);
    let days = read('d', 1.0).or_else(|| read('h', 1.0 / 24.0));
    days.filter(|days| days.is_finite() && *days > 0.0).ok_or_else(|| "write a span as 7d or 12h".into())
}

fn token(text: &str) -> Result<Token, String> {
    Token::given(text).map_err(|fault| fault.message)
}

fn share(text: &str) -> Result<f64, String> {
    let fits = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    fits.ok_or_else(|| "a share is a number from 0 to 1".into())
}

fn base(text: &str) -> Result<u32, String> {
    let fits = text.parse().ok().filter(|base| (LEAST_BASE..=MOST_BASE).contains(base));
    fits.ok_or_else(|| format!("base samples are a whole number from {LEAST_BASE} to {MOST_BASE}"))
}

fn screened(text: &str) -> Result<usize, String> {
    let fits = text.parse().ok().filter(|screened| (1..=MOST_SPREAD).contains(screened));
    fits.ok_or_else(|| format!("it is a whole number from 1 to {MOST_SPREAD}"))
}

fn component() -> impl clap::builder::TypedValueParser<Value = Component> {
    use clap::builder::TypedValueParser;
    clap::builder::PossibleValuesParser::new(Component::ALL.map(Component::name))
        .try_map(|name| Component::named(&name).ok_or("no such component"))
}

fn format() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::TypedValueParser;
    clap::builder::PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::named(&name).ok_or("no such format"))
}

/// A file or folder to write. Text goes to standard output without it, so that `-` would only be a strange name.
fn new_file() -> impl clap::builder::TypedValueParser<Value = PathBuf> {
    use clap::builder::TypedValueParser;
    clap::builder::PathBufValueParser::new().try_map(|path| {
        if path.as_os_str() == "-" {
            Err("for standard output leave it out; a file of that name is ./-")
        } else {
            Ok(path)
        }
    })
}

/// A tag as in BCP 47, of which a folder is named.
fn language(text: &str) -> Result<String, String> {
    let fits = !text.is_empty()
        && text.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if fits { Ok(text.to_string()) } else { Err("write a language's tag, as in de or zh-Hans".into()) }
}

fn override_argument(text: &str) -> Result<String, String> {
    match powderkeg_scenario::overrides::Override::split(text) {
        Some(_) => Ok(text.to_string()),
        None => Err("write PATH=VALUE, as in workforce.baikonur_crews.pay_ratio=0.9".into()),
    }
}

fn scenario_name(text: &str) -> Result<String, String> {
    let fits = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte));
    if fits { Ok(text.to_string()) } else { Err("use small letters, digits, - and _, a letter first".into()) }
}
