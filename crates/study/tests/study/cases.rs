//! Scenarios to study.

use std::collections::BTreeMap;

use powderkeg_engine::rule::Program;
use powderkeg_engine::setup::Setup;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::diagnostic::Style;
use powderkeg_scenario::expect::Fact;
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::{Scenario, read};
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::row::{Case, NamedFact};

/// A built-in scenario with some settings changed, and the facts of its record.
pub fn built_in(name: &str, set: &[&str]) -> Case {
    case(scenario(&SourceTree::find(name).expect("it is built in"), set))
}

/// The same of a scenario that is a text.
pub fn written(text: &str, set: &[&str]) -> Case {
    let files = BTreeMap::from([("scenario.toml".to_string(), text.as_bytes().to_vec())]);
    case(scenario(&SourceTree::Memory(files), set))
}

/// A built-in scenario in which every rule of its record, outcome and result is looked for as a fact, and these rules.
pub fn watchful(name: &str, options: impl Fn(&Setup) -> RunOptions) -> (Case, Vec<Program>) {
    let Scenario { setup, expect, .. } = scenario(&SourceTree::find(name).expect("it is built in"), &[]);
    let recorded = expect.facts.iter().chain(&expect.givens).chain(&expect.claims);
    let mut rules: Vec<Program> = recorded.map(|fact| fact.rule.program.clone()).collect();
    rules.extend(setup.outcomes.iter().map(|outcome| outcome.is.clone()));
    rules.extend(setup.results.iter().map(|result| result.when.clone()));
    let facts =
        rules.iter().map(|program| NamedFact { name: "rule".into(), program: program.clone() }).collect();
    let options = options(&setup);
    (Case::new(Engine::new(setup), options, facts), rules)
}

fn scenario(tree: &SourceTree, set: &[&str]) -> Scenario {
    let overrides: Vec<Override> = set.iter().filter_map(|text| Override::split(text)).collect();
    let loaded = read(tree, &overrides);
    let problems = loaded.diagnostics.render(&loaded.sources, Style::Plain);
    loaded.scenario.unwrap_or_else(|| panic!("{problems}"))
}

fn case(scenario: Scenario) -> Case {
    let named = |fact: &Fact| NamedFact { name: fact.name.clone(), program: fact.rule.program.clone() };
    let facts = scenario.expect.facts.iter().map(named).collect();
    Case::new(Engine::new(scenario.setup), RunOptions::default(), facts)
}
