//! The way in: a scenario's name or folder becomes a checked scenario, or a list of diagnostics.

use powderkeg_engine::dice::Key;
use powderkeg_engine::setup::Setup;

use crate::catalogue::CATALOGUE;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::document::Value;
use crate::expect::{self, Direction, Expect};
use crate::lint::{self, DesignedIn};
use crate::load::{self, Document};
use crate::number::Citation;
use crate::overrides::{self, Override};
use crate::page::{self, Sentence};
use crate::reader::Reader;
use crate::registry::Registry;
use crate::setup::{self, Atlas, Built, Cited, KINDS};
use crate::source::{FileId, ReadFailure, SourceTree, Sources};
use crate::{like, schema};

/// A checked scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What the engine runs.
    pub setup: Setup,
    /// What maps show of it besides.
    pub atlas: Atlas,
    /// What it is held against.
    pub expect: Expect,
    /// The sentences of its source page.
    pub page: Vec<Sentence>,
    /// Which tables cite what of the page.
    pub citations: Vec<Citation>,
    /// Where its facts are from.
    pub cited: Vec<Cited>,
    /// Edges of the record's order that some rule encodes.
    pub designed_in: Vec<DesignedIn>,
    /// A hash of everything the scenario was read from, overrides included: same hash, same scenario.
    pub hash: String,
}

/// What reading gives: the scenario if there was no error, and everything there is to say about the text.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The files that were read.
    pub sources: Sources,
    /// Errors, warnings and advice.
    pub diagnostics: Diagnostics,
    /// The pseudo-files of the settings, one an override, in order.
    pub settings: Vec<FileId>,
    /// The scenario; none if there is an error.
    pub scenario: Option<Scenario>,
}

/// A scenario with its direction tests, each of whose settings has been tried.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The scenario, and all that was found; no scenario if a setting breaks it.
    pub loaded: Loaded,
    /// What must move which way; none if there is an error.
    pub directions: Vec<Tried>,
}

/// A direction test, and the scenario as its settings make it.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What must move which way.
    pub direction: Direction,
    /// What the engine runs.
    pub setup: Setup,
    /// The record, its facts compiled against this setup.
    pub expect: Expect,
}

/// Reads a scenario with some settings changed. Reports all mistakes at once; nothing is half-loaded.
#[must_use]
pub fn read(tree: &SourceTree, overrides: &[Override]) -> Loaded {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let document = load::load(tree, &mut sources, &mut diagnostics);
    finish(tree, document, overrides, sources, diagnostics).0
}

/// Reads a scenario and tries the settings of its direction tests: each takes as long as reading does, so they are
/// not part of [`read`].
#[must_use]
pub fn check(tree: &SourceTree, overrides: &[Override]) -> Checked {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let written = load::load(tree, &mut sources, &mut diagnostics);
    let (mut loaded, wanted) = finish(tree, written.clone(), overrides, sources, diagnostics);
    let mut directions = Vec::new();
    if loaded.scenario.is_some() {
        for direction in wanted {
            let (sources, found) = (&loaded.sources, &mut loaded.diagnostics);
            directions.extend(try_settings(direction, &written, overrides, sources, found));
        }
    }
    if loaded.diagnostics.has_errors() {
        loaded.scenario = None;
        directions.clear();
    }
    Checked { loaded, directions }
}

/// From the merged text to the scenario, with its direction tests untried.
fn finish(
    tree: &SourceTree,
    mut document: Document,
    overrides: &[Override],
    mut sources: Sources,
    mut diagnostics: Diagnostics,
) -> (Loaded, Vec<Direction>) {
    let (mut built, settings) = assemble(&mut document, overrides, &mut sources, &mut diagnostics);
    let (expect, directions) = expect::read(&document, starts(&document), &mut built, &mut diagnostics);
    let page = read_page(tree, &mut sources, &built, &mut diagnostics);
    page::check(&page, &built.citations, &mut diagnostics);
    if !built.rules.is_whole() {
        diagnostics.keep_errors();
    }
    if !diagnostics.has_errors() {
        setup::check(&document, &built, &mut diagnostics);
    }
    let scenario = (!diagnostics.has_errors()).then(|| Scenario {
        designed_in: lint::designed_in(&built.setup, &expect),
        hash: hash(&sources),
        setup: built.setup,
        atlas: built.atlas,
        expect,
        page,
        citations: built.citations,
        cited: built.cited,
    });
    (Loaded { sources, diagnostics, settings, scenario }, directions)
}

/// Makes a setup of what was written and of what is set instead. Returns the pseudo-files of the settings, too.
fn assemble(
    document: &mut Document,
    overrides: &[Override],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> (Built, Vec<FileId>) {
    let files = overrides::apply(document, overrides, &KINDS, sources, diagnostics);
    like::resolve(document, &KINDS, diagnostics);
    let reserved: Vec<&str> = CATALOGUE
        .functions
        .iter()
        .map(|function| function.name)
        .chain(CATALOGUE.constants.iter().map(|constant| constant.name))
        .collect();
    let registry = Registry::collect(document, &KINDS, &reserved, diagnostics);
    let reader = Reader::new(document, &registry, files.clone());
    (setup::build(reader, &registry, sources, diagnostics), files)
}

/// Applies the settings of a direction test to a sound scenario; reports what that breaks where it is written, and
/// gives nothing then.
fn try_settings(
    direction: Direction,
    written: &Document,
    overrides: &[Override],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Tried> {
    let mut settings = Vec::new();
    for (text, &place) in direction.set.iter().zip(&direction.places) {
        match Override::split(text) {
            Some(setting) => settings.push((setting, place)),
            None => {
                let diagnostic = Diagnostic::error("bad-override", format!("`{text}` is not PATH = VALUE"))
                    .help("write \"some.path = 1.5\", with a TOML value");
                diagnostics.push(setup::at(diagnostic, place));
            }
        }
    }
    let all: Vec<Override> =
        overrides.iter().cloned().chain(settings.iter().map(|(setting, _)| setting.clone())).collect();
    let (mut document, mut sources) = (written.clone(), sources.clone());
    let mut found = Diagnostics::default();
    let (mut built, files) = assemble(&mut document, &all, &mut sources, &mut found);
    let (expect, _) = expect::read(&document, starts(&document), &mut built, &mut found);
    if !found.has_errors() {
        setup::check(&document, &built, &mut found);
    }
    let first = settings.first().and_then(|&(_, place)| place);
    for one in found.sorted().into_iter().filter(|one| one.severity == Severity::Error) {
        let file = one.labels.first().map(|(span, _)| span.file);
        let setting = files.iter().position(|&other| Some(other) == file);
        let setting = setting.and_then(|index| settings.get(index.checked_sub(overrides.len())?));
        let place = setting.map_or(first, |&(_, place)| place);
        let message = format!("with this setting: {}", one.message);
        let diagnostic = Diagnostic { labels: Vec::new(), message, ..one.clone() };
        diagnostics.push(setup::at(diagnostic, place));
    }
    (!found.has_errors()).then_some(Tried { direction, setup: built.setup, expect })
}

/// The JSON Schema of scenarios.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schema::schema(&KINDS, &setup::describe())
}

/// Minutes from the epoch to the scenario's start.
fn starts(document: &Document) -> Option<i64> {
    match document.root.table("scenario")?.get("starts")?.value {
        Value::Date(date) => Some(date.epoch_minutes()),
        _ => None,
    }
}

fn read_page(
    tree: &SourceTree,
    sources: &mut Sources,
    built: &Built,
    diagnostics: &mut Diagnostics,
) -> Vec<Sentence> {
    let Some((name, span)) = &built.page_file else { return Vec::new() };
    // Like shared material, the page cannot be taken from outside the scenario's folder.
    let leaves = name.starts_with('/') || name.contains('\\') || name.split('/').any(|part| part == "..");
    let text = if leaves { Err(ReadFailure::NotAllowed) } else { tree.read(name) };
    match text {
        Ok(text) => {
            let file = sources.add(name.clone(), text);
            page::sentences(sources, file)
        }
        Err(_) => {
            let diagnostic = Diagnostic::error("no-page", format!("the page `{name}` can't be read"))
                .help("`file` is a path inside the scenario's folder: sources/page.txt");
            diagnostics.push(match span {
                Some(span) => diagnostic.at(*span),
                None => diagnostic,
            });
            Vec::new()
        }
    }
}

/// A 128-bit hash of all texts in the order in which they were read, wherever they lie.
fn hash(sources: &Sources) -> String {
    let mut whole = (Key::of("powderkeg"), Key::of("scenario"));
    for file in sources.ids() {
        let text = Key::of(sources.text(file));
        let name = Key::of(sources.relative_name(file));
        whole = (whole.0.with(text).with(name), whole.1.with(name).with(text));
    }
    format!("{:016x}{:016x}", whole.0.0, whole.1.0)
}
