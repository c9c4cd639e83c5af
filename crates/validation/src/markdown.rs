//! The two tables as Markdown, for VALIDATION.md.

use std::fmt::Write;

use crate::component::{Component, Findings};
use crate::table::{Validation, Verification, shown};

/// Stands before the tables.
pub const BEGIN: &str = "<!-- tables:begin -->";
/// Stands after them.
pub const END: &str = "<!-- tables:end -->";

/// A text with the tables between its markers; `None` if a marker is missing.
#[must_use]
pub fn put_in(text: &str, found: &[(Component, Findings)]) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{}{END}{after}", tables(found)))
}

/// Both tables, each under its heading.
#[must_use]
pub fn tables(found: &[(Component, Findings)]) -> String {
    let mut out = String::from(
        "\n## Verification: does the code compute its formulas?\n\n\
         | component | what | oracle | n | found | required | |\n|---|---|---|---|---|---|---|\n",
    );
    for (component, findings) in found {
        for row in &findings.verification {
            let _ =
                writeln!(out, "| {} |", verification(*component, row).map(|cell| escaped(&cell)).join(" | "));
        }
    }
    out.push_str(
        "\n## Validation: do the formulas describe the world?\n\n\
         | component | claim | record, n, split | score | beside it | gate | |\n|---|---|---|---|---|---|---|\n",
    );
    for (component, findings) in found {
        for row in &findings.validation {
            let _ =
                writeln!(out, "| {} |", validation(*component, row).map(|cell| escaped(&cell)).join(" | "));
        }
    }
    out.push('\n');
    out
}

fn verification(component: Component, row: &Verification) -> [String; 7] {
    [
        component.name().into(),
        row.what.into(),
        row.oracle.into(),
        row.n.to_string(),
        format!("{}: {}", row.quantity, shown(row.found)),
        row.required.map_or_else(|| "–".into(), |bound| bound.to_string()),
        row.verdict().word().into(),
    ]
}

fn validation(component: Component, row: &Validation) -> [String; 7] {
    let beside: Vec<String> = row
        .baselines
        .iter()
        .map(ToString::to_string)
        .chain(row.published.iter().map(|reference| format!("published, {reference}")))
        .collect();
    let claim = if row.note.is_empty() { row.claim.clone() } else { format!("{} ({})", row.claim, row.note) };
    [
        component.name().into(),
        claim,
        format!("{}; n = {}; {}", row.record, row.n, row.split),
        format!("{}, {}: {}", row.kind.word(), row.metric, row.score),
        if beside.is_empty() { "–".into() } else { beside.join("; ") },
        row.gate.as_ref().map_or_else(|| "–".into(), ToString::to_string),
        row.verdict().word().into(),
    ]
}

fn escaped(cell: &str) -> String {
    cell.replace('|', "\\|").replace('\n', " ")
}
