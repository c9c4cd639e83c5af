//! Scenarios: what they say, every number of theirs, and what is wrong with them.

mod choice;
pub mod density;
mod diagnostic;
mod parameter;

use std::collections::BTreeMap;

use powderkeg_engine::setup::Setup;
use powderkeg_report::export::text::plain;
use powderkeg_scenario::diagnostic::{Diagnostics, Severity};
use powderkeg_scenario::findings::Findings;
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::Loaded;
use powderkeg_scenario::source::{FileId, Sources};

use self::choice::choices;
use self::parameter::{parameter, parameters};
use super::party;
use crate::api::{
    Changes, Checked, Diagnostic, Outcome, Parameter, ScenarioEntry, ScenarioFile, ScenarioView,
};

/// What a scenario is called in addresses, and whether it is part of the program.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it is part of the program.
    pub is_builtin: bool,
}

/// A scenario in a list. One that cannot be run has its id for a title, no date and no days. `readme`: the text beside it,
/// whose first sentence is the line about it.
#[must_use]
pub fn entry(named: Named, loaded: &Loaded, readme: Option<&str>) -> ScenarioEntry {
    let setup = loaded.scenario.as_ref().map(|scenario| &scenario.setup);
    let is_error = |one: &&powderkeg_scenario::diagnostic::Diagnostic| one.severity == Severity::Error;
    ScenarioEntry {
        id: named.id.to_string(),
        title: setup.map_or_else(|| named.id.to_string(), |setup| plain(&setup.title)),
        summary: readme.map_or_else(String::new, first_sentence),
        is_builtin: named.is_builtin,
        starts: setup.map_or_else(String::new, |setup| party::starts(setup.starts)),
        days: setup.map_or(0, |setup| setup.calendar.ends.day() + 1),
        errors: loaded.diagnostics.sorted().into_iter().filter(is_error).count(),
    }
}

/// The first sentence after the heading of a text in Markdown.
fn first_sentence(text: &str) -> String {
    let is_prose = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let lines = text.lines().map(str::trim).skip_while(|line| !is_prose(line)).take_while(is_prose);
    let paragraph = lines.collect::<Vec<_>>().join(" ");
    let end = paragraph.find(". ").map_or(paragraph.len(), |at| at + 1);
    plain(&paragraph[..end])
}

/// A scenario, whole. One that cannot be run has only its files and what is wrong with them.
#[must_use]
pub fn view(named: Named, loaded: &Loaded) -> ScenarioView {
    let scenario = loaded.scenario.as_ref();
    let empty = Setup::default();
    let setup = scenario.map_or(&empty, |scenario| &scenario.setup);
    let facts = scenario.map(|scenario| scenario.expect.facts.iter().map(|fact| fact.name.clone()).collect());
    ScenarioView {
        id: named.id.to_string(),
        title: scenario.map_or_else(|| named.id.to_string(), |scenario| plain(&scenario.setup.title)),
        is_builtin: named.is_builtin,
        starts: scenario.map_or_else(String::new, |scenario| party::starts(scenario.setup.starts)),
        ends: setup.calendar.ends.0,
        hash: scenario.map_or_else(String::new, |scenario| scenario.hash.clone()),
        parties: party::of_setup(setup),
        parameters: parameters(setup),
        options: choices(setup),
        results: setup.results.iter().map(|rule| rule.text.clone()).collect(),
        facts: facts.unwrap_or_default(),
        outcomes: outcomes(setup),
        files: files(loaded),
        diagnostics: diagnostic::diagnostics(&loaded.diagnostics, &loaded.sources, |_| None),
    }
}

fn outcomes(setup: &Setup) -> Vec<Outcome> {
    let outcomes = setup.outcomes.iter();
    outcomes.map(|scale| Outcome { name: scale.name.clone(), unit: scale.unit.clone() }).collect()
}

/// The files that were read, without the settings, which are shown as files.
fn files(loaded: &Loaded) -> Vec<ScenarioFile> {
    let written = loaded.sources.ids().filter(|file| !loaded.settings.contains(file));
    let file = |file: FileId| ScenarioFile {
        name: loaded.sources.name(file).to_string(),
        text: loaded.sources.text(file).to_string(),
    };
    written.map(file).collect()
}

/// What is to be said of a scenario with changes. `base` is the scenario without them, `loaded` with all that is set, and
/// `interventions` all changes, set and otherwise.
#[must_use]
pub fn checked(changes: &Changes, interventions: &Interventions, base: &Loaded, loaded: &Loaded) -> Checked {
    // A text that is no `PATH=VALUE` was not read with the others.
    let (read, unread): (Vec<usize>, Vec<usize>) =
        (0..changes.set.len()).partition(|&index| Override::split(&changes.set[index]).is_some());
    let setting = |file| loaded.settings.iter().position(|&other| other == file);
    let mut found: Vec<Diagnostic> =
        unread.iter().map(|&index| no_setting(&changes.set[index], index)).collect();
    let of_file = |file| setting(file).and_then(|place| read.get(place).copied());
    found.extend(diagnostic::diagnostics(&loaded.diagnostics, &loaded.sources, of_file));
    let mut is_sound = unread.is_empty() && loaded.scenario.is_some();
    if let Some(scenario) = &loaded.scenario
        && let Err(others) = interventions.apply(&mut scenario.setup.clone())
    {
        is_sound = false;
        found.extend(told(&interventions.findings(others)));
    }
    let hash = loaded.scenario.as_ref().filter(|_| is_sound).map(|scenario| scenario.hash.clone());
    Checked { hash, diagnostics: found, changed: changed(base, loaded) }
}

/// Mistakes of texts that are no scenario's, such as what is to be forbidden.
#[must_use]
pub fn told(found: &Findings) -> Vec<Diagnostic> {
    diagnostic::diagnostics(&found.diagnostics, &found.sources, |_| None)
}

fn no_setting(text: &str, index: usize) -> Diagnostic {
    let mut sources = Sources::default();
    let file = sources.add("--set", text);
    let message = format!("`{text}` is not PATH=VALUE");
    let mistake = powderkeg_scenario::diagnostic::Diagnostic::error("bad-override", message)
        .at(sources.whole(file))
        .help("write a path and a TOML value: workforce.crews.pay_ratio=0.9");
    let mut found = Diagnostics::default();
    found.push(mistake);
    let told = diagnostic::diagnostics(&found, &sources, |_| Some(index));
    told.into_iter().next().expect("one was noted")
}

/// The numbers that are not what the scenario says itself, or are not in it.
fn changed(base: &Loaded, loaded: &Loaded) -> Vec<Parameter> {
    let (Some(base), Some(loaded)) = (&base.scenario, &loaded.scenario) else { return Vec::new() };
    let own: BTreeMap<&str, _> = base.setup.parameters.iter().map(|row| (row.path.as_str(), row)).collect();
    let differs = |row: &&powderkeg_engine::parameter::Parameter| {
        own.get(row.path.as_str()).is_none_or(|own| {
            (&own.distribution, &own.source, own.lever) != (&row.distribution, &row.source, row.lever)
        })
    };
    let setup = &loaded.setup;
    setup.parameters.iter().filter(differs).map(|row| parameter(setup, row)).collect()
}
