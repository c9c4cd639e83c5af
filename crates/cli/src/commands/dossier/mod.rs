//! `powderkeg dossier`.

mod pdf;

use std::path::Path;

use powderkeg_report::dossier::render::{self, Document};
use powderkeg_report::run::Played;
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_workspace::dossier::{self as page, Answers, Inquiry};
use powderkeg_workspace::given::Given;
use powderkeg_workspace::runs::Recorded;
use powderkeg_workspace::studies::Study;
use powderkeg_workspace::{changes, files, scenarios};

use crate::args::{self, PageFormat as Format};
use crate::asked::{self, here};
use crate::failure::Failure;
use crate::many::{Bar, pool};
use crate::output::{note, note_other, note_saved, print};

/// Runs of a study that are asked, if it isn't said how many.
const ASKED: u32 = 100;

/// A page, and the files of the scenario that it is of.
struct Told {
    document: Document,
    tree: SourceTree,
}

pub fn dossier(arguments: &args::Dossier) -> Result<(), Failure> {
    let format = format(arguments);
    // Before the work, not after it.
    let out = arguments.out.as_deref();
    if let Some(out) = out {
        files::ensure(out)?;
        note_other(out, named(out).map(name), name(format));
    }
    let printer = match format {
        Format::Pdf if out.is_none() => {
            return Err(Failure::usage("a PDF is a file: say which with --out FILE"));
        }
        Format::Pdf => Some(pdf::Printer::find()?),
        Format::Html | Format::Wikitext | Format::Markdown | Format::Json => None,
    };
    let Told { document, tree } = told(arguments)?;
    let templates = page::templates(&tree, arguments.lang.as_deref());
    let text = document
        .render(written_as(format), &templates)
        .map_err(|fault| Failure::scenario(fault.to_string()))?;
    let Some(out) = out else { return print(&text) };
    match printer {
        Some(printer) => files::save(out, &printer.print(&text)?)?,
        None => files::save(out, text.as_bytes())?,
    }
    note_saved(out);
    Ok(())
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
    let given = Given::find(Path::new(&arguments.of))?;
    if let (Some(_), Given::Run(_) | Given::Scenario) = (arguments.ask, &given) {
        return Err(Failure::usage(format!("{} is no study: leave out --ask", arguments.of)));
    }
    match given {
        Given::Run(dir) => of_run(arguments, dir),
        Given::Study(dir) => {
            refuse_changes(arguments, "study")?;
            of_study(arguments, dir)
        }
        Given::Scenario => of_scenario(arguments),
    }
}

/// What was run is as it is.
fn refuse_changes(arguments: &args::Dossier, what: &str) -> Result<(), Failure> {
    if !arguments.changed.is_any() {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "{} is a saved {what}, and nothing can be changed about it: name the scenario instead",
        arguments.of
    )))
}

fn of_run(arguments: &args::Dossier, dir: &Path) -> Result<Told, Failure> {
    refuse_changes(arguments, "run")?;
    let recorded = Recorded::read(here(), dir)?;
    let seed = recorded.manifest.seed;
    if arguments.seed.is_some_and(|asked| asked != seed) {
        return Err(Failure::usage(format!(
            "{} is the run with seed {seed}: leave out --seed",
            arguments.of
        )));
    }
    let played = recorded.played()?;
    let command = page::command(line(arguments), &recorded.manifest);
    let document = page::of_run(&played, &recorded.found.scenario, command);
    Ok(Told { document, tree: recorded.found.tree.clone() })
}

fn of_scenario(arguments: &args::Dossier) -> Result<Told, Failure> {
    let changes = asked::interventions(&arguments.changed)?;
    let (scenario, options) = asked::open(&arguments.of, &changes)?;
    let seed = arguments.seed.unwrap_or(1);
    let engine = scenarios::engine(&scenario);
    let played = Played::new(&engine, seed, options);
    let typed = changes::texts(&changes).typed();
    let line = format!("{}{typed} --seed {seed}", line(arguments));
    let command = page::command_now(line, &arguments.of, &scenario, seed);
    let document = page::of_run(&played, &scenario, command);
    Ok(Told { document, tree: scenarios::find(here(), &arguments.of)? })
}

fn of_study(arguments: &args::Dossier, dir: &Path) -> Result<Told, Failure> {
    let study = Study::read(here(), dir)?;
    let summary = study.saved.summary()?;
    let row = page::told_row(&study, &summary, arguments.seed)?;
    // Before the work, not after it.
    study.played(&row)?;
    let runs = arguments.ask.unwrap_or(ASKED);
    let answers = if runs == 0 { None } else { answers(&study, runs, arguments.threads)? };
    let document = page::of_study(&study, &summary, &row, answers.as_ref(), line(arguments))?;
    Ok(Told { document, tree: study.found.tree })
}

/// What was necessary for the incident, and what would have changed it; `None` where the scenario doesn't say what its
/// incident is.
fn answers(study: &Study, runs: u32, threads: usize) -> Result<Option<Answers>, Failure> {
    let pool = pool(threads)?;
    let Some(inquiry) = Inquiry::of(&study.case) else { return Ok(None) };
    note(&format!("asking {runs} runs what was necessary, and what would have changed it\n"));
    let plan = Plan { runs, shard: Shard::WHOLE, ..study.saved.manifest.plan };
    let bar = Bar::new();
    let answers = pool.install(|| inquiry.answer(&plan, &bar));
    bar.clear();
    Ok(Some(answers))
}

/// What was typed.
fn line(arguments: &args::Dossier) -> String {
    format!("powderkeg dossier {}", arguments.of)
}
