//! `powderkeg list`.

use powderkeg_report::layout::{padded, width};
use powderkeg_scenario::builtin;
use powderkeg_scenario::source::SourceTree;
use serde_json::{Value, json};

use crate::args;
use crate::failure::Failure;
use crate::output::{print, print_json};
use crate::scenarios;

pub fn list(arguments: &args::List) -> Result<(), Failure> {
    let built_in: Vec<String> = builtin::names().into_iter().map(String::from).collect();
    let local = scenarios::here();
    if arguments.json {
        let rows = |names: &[String], is_built_in: bool| -> Vec<Value> {
            let row = |name: &String| json!({ "name": name, "title": title(name, is_built_in), "built_in": is_built_in });
            names.iter().map(row).collect()
        };
        return print_json(&[rows(&built_in, true), rows(&local, false)].concat().into());
    }
    let names = || built_in.iter().chain(&local);
    let widest = names().map(|name| width(name)).max().unwrap_or(0);
    let mut out = String::new();
    for (heading, names, is_built_in) in [("Built in", &built_in, true), ("Here", &local, false)] {
        if names.is_empty() {
            continue;
        }
        out.push_str(heading);
        out.push('\n');
        for name in names {
            let line = format!("  {}  {}", padded(name, widest), title(name, is_built_in));
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
fn title(name: &str, is_built_in: bool) -> String {
    let tree = if is_built_in { Some(SourceTree::BuiltIn(name.into())) } else { SourceTree::find(name) };
    let text = tree.and_then(|tree| tree.read("scenario.toml").ok()).unwrap_or_default();
    let table: Option<toml::Table> = text.parse().ok();
    let title = table.as_ref().and_then(|table| table.get("scenario")?.get("title")?.as_str());
    title.unwrap_or_default().chars().filter(|letter| !letter.is_control()).collect()
}
