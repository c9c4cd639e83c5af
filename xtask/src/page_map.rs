//! Which tables of a scenario say what of its source page, as a Markdown table.

use std::fmt::Write;
use std::path::Path;

use powderkeg_scenario::number::PageMark;
use powderkeg_scenario::scenario::{Scenario, read};
use powderkeg_scenario::source::SourceTree;

/// Stands before the map in a README.
pub const BEGIN: &str = "<!-- page-map:begin -->";
/// Stands after it.
pub const END: &str = "<!-- page-map:end -->";

/// The map of a scenario's folder.
pub fn page_map(folder: &Path) -> Result<String, String> {
    let name = folder.display().to_string();
    let tree = SourceTree::find(&name).ok_or_else(|| format!("there is no scenario in {name}"))?;
    let scenario = read(&tree, &[]).scenario.ok_or_else(|| format!("{name} has mistakes: check it"))?;
    Ok(table(&scenario))
}

/// A text with the map between its markers; `None` if a marker is missing.
pub fn put_in(readme: &str, map: &str) -> Option<String> {
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{map}{END}{after}"))
}

fn table(scenario: &Scenario) -> String {
    let mut out = String::from("| | the page | where the scenario says it |\n|---|---|---|\n");
    for sentence in &scenario.page {
        let paths = cited(scenario, &PageMark::Sentence(sentence.number));
        let text = sentence.text.replace('|', "\\|");
        let _ = writeln!(out, "| {} | {text} | {paths} |", sentence.number);
    }
    let mut parts: Vec<&str> = scenario
        .citations
        .iter()
        .filter_map(|citation| match &citation.mark {
            PageMark::Part(part) => Some(part.as_str()),
            PageMark::Sentence(_) => None,
        })
        .collect();
    parts.sort_unstable();
    parts.dedup();
    for part in parts {
        let _ = writeln!(out, "| | *{part}* | {} |", cited(scenario, &PageMark::Part(part.into())));
    }
    out
}

/// The tables and numbers that cite a mark, sorted.
fn cited(scenario: &Scenario, mark: &PageMark) -> String {
    let marked = scenario.citations.iter().filter(|citation| citation.mark == *mark);
    let mut paths: Vec<String> = marked.map(|citation| format!("`{}`", citation.path)).collect();
    paths.sort_unstable();
    paths.dedup();
    if paths.is_empty() { "nowhere".into() } else { paths.join(", ") }
}

#[test]
fn a_map_goes_between_its_markers() {
    let readme = format!("before {BEGIN}\nold\n{END} after");
    let whole = format!("before {BEGIN}\nnew\n{END} after");
    assert_eq!(put_in(&readme, "new\n"), Some(whole));
    assert_eq!(put_in("no markers", "new\n"), None);
}
