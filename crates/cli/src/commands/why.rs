//! `powderkeg why`.

use powderkeg_engine::event::Kind;
use powderkeg_engine::log::Log;
use powderkeg_engine::world::RunOptions;
use powderkeg_report::run::{Played, Run};
use powderkeg_report::why::Why;
use powderkeg_scenario::diagnostic::suggest;

use crate::args;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::run_dir::Manifest;
use crate::scenarios;

pub fn why(arguments: &args::Why) -> Result<(), Failure> {
    let wanted = Wanted::parse(&arguments.event)?;
    let manifest = Manifest::read(&arguments.dir)?;
    let scenario = scenarios::open(&manifest.scenario, &manifest.set)?;
    let engine = scenarios::engine(&scenario);
    let played = Played::new(&engine, manifest.seed, RunOptions::default());
    let run = Run::of(&played);
    if run.log.hash().to_string() != manifest.log_hash {
        let reason = "the run no longer comes out as it was saved: `powderkeg verify` says what differs";
        return Err(Failure::Scenario(reason.into()));
    }
    let number = wanted.find(run.log)?;
    let is_tree = !arguments.dot && !arguments.json;
    let why = match arguments.depth {
        None if is_tree => Why::fitting(run, number, columns(), LINES),
        depth => Why::new(run, number, depth),
    };
    let Some(why) = why else {
        return Err(Failure::Usage(no_such_number(number, run.log)));
    };
    if arguments.dot {
        print(&why.dot())
    } else if arguments.json {
        print_json(&why.json())
    } else {
        print(&format!("{}{}", why.tree(columns()), more(&why)))
    }
}

/// Lines that a tree fills where no depth is asked for.
const LINES: usize = 40;

/// What the tree leaves out, and how to see it.
fn more(why: &Why) -> String {
    match why.hidden() {
        0 => String::new(),
        1 => format!("\n1 more event lies behind these (…): --depth {} shows more\n", why.depth() + 1),
        hidden => {
            format!("\n{hidden} more events lie behind these (…): --depth {} shows more\n", why.depth() + 1)
        }
    }
}

/// An event by number or by kind.
enum Wanted {
    Number(usize),
    First(Kind),
}

impl Wanted {
    fn parse(text: &str) -> Result<Self, Failure> {
        if let Ok(number) = text.trim_start_matches('#').parse() {
            return Ok(Self::Number(number));
        }
        let known = Kind::ALL.into_iter().find(|kind| kind.name() == text);
        known.map(Self::First).ok_or_else(|| {
            let help = suggest(text, Kind::ALL.into_iter().map(Kind::name))
                .map_or_else(String::new, |similar| format!("; did you mean `{similar}`?"));
            Failure::Usage(format!("`{text}` is neither a number nor a kind of event{help}"))
        })
    }

    /// The number of the event in the log.
    fn find(&self, log: &Log) -> Result<usize, Failure> {
        match *self {
            Self::Number(number) if (1..=log.records().len()).contains(&number) => Ok(number),
            Self::Number(number) => Err(Failure::Usage(no_such_number(number, log))),
            Self::First(kind) => {
                let position = log.records().iter().position(|record| record.event.kind() == kind);
                position.map(|position| position + 1).ok_or_else(|| Failure::Usage(no_such_kind(kind, log)))
            }
        }
    }
}

/// Says which kinds of event did occur: a similar one, else all.
fn no_such_kind(kind: Kind, log: &Log) -> String {
    let occurs = |kind: &Kind| log.records().iter().any(|record| record.event.kind() == *kind);
    let occurred: Vec<&str> = Kind::ALL.into_iter().filter(occurs).map(Kind::name).collect();
    let help = match suggest(kind.name(), occurred.iter().copied()) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None => format!("these occur: {}", occurred.join(", ")),
    };
    format!("there is no `{}` in this run; {help}", kind.name())
}

fn no_such_number(number: usize, log: &Log) -> String {
    format!("there is no event {number}: the run has {}, counted from 1", log.records().len())
}
