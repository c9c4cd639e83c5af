//! `powderkeg check`.

use crate::args;
use crate::failure::Failure;
use crate::output::{print, print_json, style_of_output};
use crate::scenarios;

pub fn check(arguments: &args::Check) -> Result<(), Failure> {
    let loaded = scenarios::load(&arguments.scenario, &[])?;
    if arguments.json {
        print_json(&loaded.diagnostics.to_json(&loaded.sources))?;
    } else if loaded.diagnostics.is_empty() {
        print(&format!("{}: no mistakes found\n", arguments.scenario))?;
    } else {
        print(&loaded.diagnostics.render(&loaded.sources, style_of_output()))?;
    }
    if loaded.diagnostics.has_errors() {
        return Err(Failure::Scenario(format!("`{}` cannot be run", arguments.scenario)));
    }
    Ok(())
}
