//! `powderkeg check`.

use std::fmt::Write;

use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::number::PageMark;
use powderkeg_scenario::scenario::{Loaded, Scenario};
use powderkeg_workspace::scenarios;

use crate::args;
use crate::asked::here;
use crate::failure::Failure;
use crate::output::{print, print_json, style_of_output};

pub fn check(arguments: &args::Check) -> Result<(), Failure> {
    let loaded = scenarios::check(here(), &arguments.scenario, &Interventions::default())?.loaded;
    if arguments.json {
        print_json(&loaded.diagnostics.to_json(&loaded.sources))?;
    } else {
        print(&told(&arguments.scenario, &loaded))?;
    }
    if loaded.diagnostics.has_errors() {
        return Err(Failure::scenario(format!("`{}` cannot be run", arguments.scenario)));
    }
    Ok(())
}

/// The mistakes; then what the scenario says of its page and of the record's order.
fn told(name: &str, loaded: &Loaded) -> String {
    let mut text = loaded.diagnostics.render(&loaded.sources, style_of_output());
    let Some(scenario) = &loaded.scenario else { return text };
    let found = if loaded.diagnostics.is_empty() { "no mistakes found" } else { "it can be run" };
    let _ = writeln!(text, "{name}: {found}");
    if !scenario.page.is_empty() {
        let cited = |number| scenario.citations.iter().any(|row| row.mark == PageMark::Sentence(number));
        let count = scenario.page.iter().filter(|sentence| cited(sentence.number)).count();
        let _ = writeln!(text, "{count} of the {} sentences of its page are cited", scenario.page.len());
    }
    text + &designed_in(scenario)
}

/// Which edges of the record's order the rules encode: those are not to be called emergent.
fn designed_in(scenario: &Scenario) -> String {
    let pairs = scenario.expect.order.len();
    if pairs == 0 {
        return String::new();
    }
    if scenario.designed_in.is_empty() {
        let pairs = if pairs == 1 {
            "the precedence pair".to_owned()
        } else {
            format!("any of the {pairs} precedence pairs")
        };
        return format!("no condition encodes {pairs} of its record\n");
    }
    let mut text = "designed in, so not to be called emergent:\n".to_owned();
    for edge in &scenario.designed_in {
        let fact = |index: usize| scenario.expect.facts.get(index).map_or("?", |fact| fact.name.as_str());
        let _ = writeln!(text, "  {} < {}, by {}", fact(edge.first), fact(edge.second), edge.option);
    }
    text
}
