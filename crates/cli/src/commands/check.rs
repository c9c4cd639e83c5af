//! `powderkeg check`.

use std::fmt::Write;

use powderkeg_scenario::scenario::Loaded;

use crate::args;
use crate::failure::Failure;
use crate::output::{print, print_json, style_of_output};
use crate::scenarios;

pub fn check(arguments: &args::Check) -> Result<(), Failure> {
    let loaded = scenarios::load(&arguments.scenario, &[])?;
    if arguments.json {
        print_json(&loaded.diagnostics.to_json(&loaded.sources))?;
    } else {
        print(&told(&arguments.scenario, &loaded))?;
    }
    if loaded.diagnostics.has_errors() {
        return Err(Failure::Scenario(format!("`{}` cannot be run", arguments.scenario)));
    }
    Ok(())
}

/// The mistakes, then which of the record's order the rules say themselves.
fn told(name: &str, loaded: &Loaded) -> String {
    let mut text = loaded.diagnostics.render(&loaded.sources, style_of_output());
    if loaded.diagnostics.is_empty() {
        let _ = writeln!(text, "{name}: no mistakes found");
    }
    let Some(scenario) = &loaded.scenario else { return text };
    if !scenario.designed_in.is_empty() {
        text.push_str("Designed in, so not to be called emergent:\n");
    }
    for edge in &scenario.designed_in {
        let fact = |index: usize| scenario.expect.facts.get(index).map_or("?", |fact| fact.name.as_str());
        let _ = writeln!(text, "  {} < {}, by {}", fact(edge.first), fact(edge.second), edge.option);
    }
    text
}
