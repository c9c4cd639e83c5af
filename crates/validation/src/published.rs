//! The published table of the model against the world, for pages that cite it. A test keeps VALIDATION.md from drifting
//! from what is computed, which takes half a minute.

use crate::component::Component;
use crate::markdown::END;

/// The document with the tables.
const DOCUMENT: &str = include_str!("../../../VALIDATION.md");
/// Stands over the table.
const HEADING: &str = "## Validation: do the formulas describe the world?";

/// A row of the table, in the words of VALIDATION.md.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The component.
    pub component: Component,
    /// What the model says something about, with what a reader has to know.
    pub claim: String,
    /// The record, its number of cases, and which were seen in fitting.
    pub record: String,
    /// What the comparison may be called, the metric, and the score.
    pub score: String,
    /// The trivial alternatives; `–` if there are none.
    pub beside: String,
    /// What must hold; `–` if nothing is asked.
    pub gate: String,
    /// "holds", "MISSES", "undecided" or "reported".
    pub verdict: String,
}

/// The rows of a component, in their order.
pub fn published(component: Component) -> impl Iterator<Item = Published> {
    let table = DOCUMENT.split_once(HEADING).map_or("", |(_, rest)| rest);
    let table = table.split_once(END).map_or(table, |(table, _)| table);
    table.lines().filter_map(read).filter(move |row| row.component == component)
}

fn read(line: &str) -> Option<Published> {
    // A bar inside a cell is escaped.
    let line = line.strip_prefix("| ")?.strip_suffix(" |")?.replace("\\|", "\u{0}");
    let cells: Vec<String> = line.split(" | ").map(|cell| cell.replace('\u{0}', "|")).collect();
    let [component, claim, record, score, beside, gate, verdict] = <[String; 7]>::try_from(cells).ok()?;
    Some(Published { component: Component::named(&component)?, claim, record, score, beside, gate, verdict })
}

#[test]
fn every_row_of_the_table_is_read() {
    let rows = Component::ALL.into_iter().flat_map(published).count();
    let (_, table) = DOCUMENT.split_once(HEADING).unwrap();
    let (table, _) = table.split_once(END).unwrap();
    // Without the head and the rule below it.
    assert_eq!(rows, table.lines().filter(|line| line.starts_with('|')).count() - 2);
    assert!(published(Component::Battle).any(|row| row.claim.starts_with("who wins a battle")));
}
