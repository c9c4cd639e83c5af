//! A row of a copied infobox: the lines under a label, and the columns in which they stand.

use crate::headings::Part;

/// The lines under a label.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) part: Part,
    pub(crate) label: String,
    /// How many tabs stand before the label: as many before a line are no empty cells.
    indent: usize,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    at: usize,
    text: String,
    /// Empty cells before it.
    empty: usize,
}

impl Line {
    fn tabs(&self) -> usize {
        self.empty + self.text.matches('\t').count()
    }
}

impl Row {
    pub(crate) fn new(part: Part, label: &str, indent: usize) -> Self {
        Self { part, label: label.to_owned(), indent, lines: Vec::new() }
    }

    /// Adds a line with the byte where it begins and the tabs before it.
    pub(crate) fn add(&mut self, at: usize, text: &str, indent: usize) {
        self.lines.push(Line { at, text: text.to_owned(), empty: indent.saturating_sub(self.indent) });
    }

    /// The entries: column, text, and the byte where each begins. Column 0 where the copy doesn't say which it is.
    ///
    /// A tab begins the next cell. Where each line has as many of them, each line is a row of its own. Where all lines
    /// together have one for each column, the cells have several lines. Otherwise a line without a tab may be anybody's.
    pub(crate) fn cells(&self, columns: usize) -> Vec<(usize, &str, usize)> {
        let tabs: usize = self.lines.iter().map(Line::tabs).sum();
        let with_tabs = self.lines.iter().filter(|line| line.tabs() > 0).count();
        let are_rows = with_tabs == self.lines.len();
        let run_on = !are_rows && (tabs + 1 == columns || columns == 0 && with_tabs == 1);
        let mut found = Vec::new();
        let mut column = 1;
        for line in &self.lines {
            if !run_on {
                column = if line.tabs() > 0 { 1 } else { 0 };
            }
            column += line.empty;
            let mut at = line.at;
            for (index, cell) in line.text.split('\t').enumerate() {
                column += usize::from(index > 0);
                let shift = cell.len() - cell.trim_start().len();
                if !cell.trim().is_empty() {
                    found.push((column, cell.trim(), at + shift));
                }
                at += cell.len() + 1;
            }
        }
        found
    }
}

#[test]
fn tabs_say_in_which_column_a_line_stands() {
    for (lines, columns, expected) in [
        (&["a", "b"][..], 2, "0a 0b"),
        (&["a\tb", "c\td"], 2, "1a 2b 1c 2d"),
        (&["a", "b\tc", "d"], 2, "1a 1b 2c 2d"),
        (&["a", "b\tc", "d\te"], 3, "1a 1b 2c 2d 3e"),
        (&["a", "b\tc", "d\te"], 2, "0a 1b 2c 1d 2e"),
        (&["a\tb", "c"], 0, "1a 2b 2c"),
        (&["\tb"], 2, "2b"),
    ] {
        let mut row = Row::new(Part::Strength, "Strength", 0);
        for line in lines {
            row.add(0, line, 0);
        }
        let cells: Vec<String> =
            row.cells(columns).iter().map(|(column, text, _)| format!("{column}{text}")).collect();
        assert_eq!(cells.join(" "), expected, "{lines:?}");
    }
}
