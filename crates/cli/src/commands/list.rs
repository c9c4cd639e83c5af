//! `powderkeg list`.

use powderkeg_report::layout::{padded, width};
use powderkeg_scenario::builtin;
use powderkeg_scenario::source::SourceTree;

use crate::failure::Failure;
use crate::output::print;
use crate::scenarios;

pub fn list() -> Result<(), Failure> {
    let built_in: Vec<String> = builtin::names().into_iter().map(String::from).collect();
    let local = scenarios::here();
    let names = || built_in.iter().chain(&local);
    let widest = names().map(|name| width(name)).max().unwrap_or(0);
    let mut out = String::new();
    for (heading, names) in [("Built in", &built_in), ("Here", &local)] {
        if names.is_empty() {
            continue;
        }
        out.push_str(heading);
        out.push('\n');
        for name in names {
            let line = format!("  {}  {}", padded(name, widest), title(name));
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    if out.is_empty() {
        out.push_str("There is no scenario here: `powderkeg new NAME` starts one.\n");
    }
    print(&out)
}

/// What a scenario's file calls it; empty if it doesn't say.
fn title(name: &str) -> String {
    let text = SourceTree::find(name).and_then(|tree| tree.read("scenario.toml").ok()).unwrap_or_default();
    let table: Option<toml::Table> = text.parse().ok();
    let title = table.as_ref().and_then(|table| table.get("scenario")?.get("title")?.as_str());
    title.unwrap_or_default().chars().filter(|letter| !letter.is_control()).collect()
}
