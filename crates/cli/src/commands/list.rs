//! `powderkeg list`.

use powderkeg_report::layout::{padded, width};
use powderkeg_workspace::scenarios::{self, Listed};
use serde_json::{Value, json};

use crate::args;
use crate::asked::here;
use crate::failure::Failure;
use crate::output::{print, print_json};

pub fn list(arguments: &args::List) -> Result<(), Failure> {
    let all = scenarios::list(here());
    if arguments.json {
        let row = |row: &Listed| json!({ "name": row.name, "title": row.title, "built_in": row.is_built_in });
        return print_json(&all.iter().map(row).collect::<Vec<Value>>().into());
    }
    let widest = all.iter().map(|row| width(&row.name)).max().unwrap_or(0);
    let mut out = String::new();
    for (heading, is_built_in) in [("Built in", true), ("Here", false)] {
        let rows: Vec<&Listed> = all.iter().filter(|row| row.is_built_in == is_built_in).collect();
        if rows.is_empty() {
            continue;
        }
        out.push_str(heading);
        out.push('\n');
        for row in rows {
            let line = format!("  {}  {}", padded(&row.name, widest), row.title);
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    if out.is_empty() {
        out.push_str("There is no scenario here: `powderkeg new NAME` starts one.\n");
    }
    print(&out)
}
