//! `powderkeg dossier`.

mod pdf;
mod study;
mod templates;

use std::path::Path;

use powderkeg_engine::world::RunOptions;
use powderkeg_report::dossier::evidence::Evidence;
use powderkeg_report::dossier::page::Page;
use powderkeg_report::dossier::prose;
use powderkeg_report::dossier::render::{self, Document};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::scenario::Scenario;
use powderkeg_scenario::source::SourceTree;

use crate::args::{self, PageFormat as Format};
use crate::changes;
use crate::failure::Failure;
use crate::grounds;
use crate::new_file;
use crate::output::print;
use crate::recorded::{Given, Recorded};
use crate::run_dir::Manifest;
use crate::scenarios;

/// A page, and the files of the scenario that it is of.
struct Told {
    document: Document,
    tree: SourceTree,
}

impl Told {
    fn of(page: Page, run: &Run, tree: &SourceTree) -> Self {
        let events = Evidence::of(run, &page);
        Self { document: Document { page, events }, tree: tree.clone() }
    }
}

pub fn dossier(arguments: &args::Dossier) -> Result<(), Failure> {
    let format = format(arguments);
    // Before the work, not after it.
    let out = arguments.out.as_deref();
    if let Some(out) = out {
        new_file::ensure(out)?;
        new_file::note_other(out, named(out).map(name), name(format));
    }
    let printer = match format {
        Format::Pdf if out.is_none() => {
            return Err(Failure::Usage("a PDF is a file: say which with --out FILE".into()));
        }
        Format::Pdf => Some(pdf::Printer::find()?),
        Format::Html | Format::Wikitext | Format::Markdown | Format::Json => None,
    };
    let Told { document, tree } = told(arguments)?;
    let templates = templates::of(&tree, arguments.lang.as_deref());
    let text = document
        .render(written_as(format), &templates)
        .map_err(|fault| Failure::Scenario(fault.to_string()))?;
    match (out, printer) {
        (Some(out), Some(printer)) => new_file::save(out, &printer.print(&text)?),
        (Some(out), None) => new_file::save(out, text.as_bytes()),
        (None, _) => print(&text),
    }
}

/// What is asked for, else what the file's name ends in.
fn format(arguments: &args::Dossier) -> Format {
    arguments.format.or_else(|| arguments.out.as_deref().and_then(named)).unwrap_or(Format::Html)
}

/// What a file's name ends in.
fn named(out: &Path) -> Option<Format> {
    match out.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" => Some(Format::Html),
        "wikitext" | "wiki" | "mediawiki" => Some(Format::Wikitext),
        "md" | "markdown" => Some(Format::Markdown),
        "pdf" => Some(Format::Pdf),
        "json" => Some(Format::Json),
        _ => None,
    }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Html => "HTML",
        Format::Wikitext => "wikitext",
        Format::Markdown => "Markdown",
        Format::Pdf => "PDF",
        Format::Json => "JSON",
    }
}

/// A PDF is a printed page of HTML.
fn written_as(format: Format) -> render::Format {
    match format {
        Format::Html | Format::Pdf => render::Format::Html,
        Format::Wikitext => render::Format::Wikitext,
        Format::Markdown => render::Format::Markdown,
        Format::Json => render::Format::Json,
    }
}

/// Tells what is named: a folder with a run or a study in it, else a scenario.
fn told(arguments: &args::Dossier) -> Result<Told, Failure> {
    let given = Given::find(&arguments.of)?;
    if let (Some(_), Given::Run(_) | Given::Scenario) = (arguments.ask, &given) {
        return Err(Failure::Usage(format!("{} is no study: leave out --ask", arguments.of)));
    }
    match given {
        Given::Run(dir) => of_run(arguments, dir),
        Given::Study(dir) => {
            refuse_changes(arguments, "study")?;
            study::told(arguments, dir)
        }
        Given::Scenario => of_scenario(arguments),
    }
}

/// What was run is as it is.
fn refuse_changes(arguments: &args::Dossier, what: &str) -> Result<(), Failure> {
    if !arguments.changed.is_any() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "{} is a saved {what}, and nothing can be changed about it: name the scenario instead",
        arguments.of
    )))
}

fn of_run(arguments: &args::Dossier, dir: &Path) -> Result<Told, Failure> {
    refuse_changes(arguments, "run")?;
    let recorded = Recorded::read(dir)?;
    let seed = recorded.manifest.seed;
    if arguments.seed.is_some_and(|asked| asked != seed) {
        return Err(Failure::Usage(format!(
            "{} is the run with seed {seed}: leave out --seed",
            arguments.of
        )));
    }
    let played = recorded.played()?;
    let line = format!("powderkeg dossier {}", arguments.of);
    Ok(one_run(&played, &recorded.scenario, &recorded.tree, command(line, &recorded.manifest)))
}

fn of_scenario(arguments: &args::Dossier) -> Result<Told, Failure> {
    let changes = changes::of(&arguments.changed)?;
    let (scenario, options): (Scenario, RunOptions) = scenarios::open(&arguments.of, &changes)?;
    let seed = arguments.seed.unwrap_or(1);
    let engine = scenarios::engine(&scenario);
    let played = Played::new(&engine, seed, options);
    let typed = changes::texts(&changes).typed();
    let command = prose::Command {
        line: format!("powderkeg dossier {}{typed} --seed {seed}", arguments.of),
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: arguments.of.clone(),
        scenario_hash: scenario.hash.clone(),
        seed,
    };
    Ok(one_run(&played, &scenario, &scenarios::find(&arguments.of)?, command))
}

fn one_run(played: &Played, scenario: &Scenario, tree: &SourceTree, command: prose::Command) -> Told {
    let run = Run::of(played);
    let page = prose::of_run(&run, &grounds::gather(scenario, command, None));
    Told::of(page, &run, tree)
}

/// What it takes to make the page of a saved run again.
fn command(line: String, manifest: &Manifest) -> prose::Command {
    prose::Command {
        line,
        version: manifest.version.clone(),
        scenario: manifest.scenario.clone(),
        scenario_hash: manifest.scenario_hash.clone(),
        seed: manifest.seed,
    }
}
