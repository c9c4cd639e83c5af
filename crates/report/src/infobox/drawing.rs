//! The infobox as a box for a terminal.

use std::fmt::Write;

use super::{Group, Infobox};
use crate::layout::{centred, padded, wrap};

/// Lays a box out. `inner` is the width between the outer borders.
pub(super) struct Drawing {
    inner: usize,
    /// Width of each side's column, without its borders.
    cells: Vec<usize>,
    out: String,
}

/// Width of the labels "Date", "Location", "Result".
const LABEL: usize = 10;

impl Drawing {
    pub(super) fn new(columns: usize, sides: usize) -> Self {
        let inner = columns - 2;
        let sides = sides.max(1);
        let room = inner.saturating_sub(sides - 1);
        let cells = (0..sides).map(|side| room / sides + usize::from(side < room % sides)).collect();
        Self { inner, cells, out: String::new() }
    }

    pub(super) fn draw(mut self, infobox: &Infobox) -> String {
        self.rule('┌', '┐', None, None);
        for line in wrap(&infobox.title, self.inner - 2) {
            let line = centred(&line, self.inner);
            self.row(&line);
        }
        self.rule('├', '┤', None, None);
        for fact in infobox.facts() {
            self.entry(fact.label, &fact.text);
        }
        if !infobox.sides.is_empty() {
            self.sides(infobox);
        }
        let joint = (!infobox.sides.is_empty()).then_some('┴');
        if let Some(fact) = infobox.below() {
            self.rule('├', '┤', joint, None);
            self.entry(fact.label, &fact.text);
            self.rule('└', '┘', None, None);
        } else {
            self.rule('└', '┘', joint, None);
        }
        self.out
    }

    fn sides(&mut self, infobox: &Infobox) {
        self.rule('├', '┤', None, Some('┬'));
        let titles: Vec<Vec<String>> = infobox
            .sides
            .iter()
            .zip(&self.cells)
            .map(|(side, &cell)| wrap(&side.title, cell.saturating_sub(2)))
            .collect();
        self.cells(&titles, true);
        for Group { heading, columns } in infobox.groups() {
            let rows: Vec<Vec<String>> = columns
                .iter()
                .zip(&self.cells)
                .map(|(rows, &cell)| {
                    rows.iter().flat_map(|text| wrap(text, cell.saturating_sub(2))).collect()
                })
                .collect();
            if heading.is_empty() {
                self.rule('├', '┤', Some('┼'), None);
            } else {
                self.rule('├', '┤', Some('┴'), None);
                let heading = centred(heading, self.inner);
                self.row(&heading);
                self.rule('├', '┤', None, Some('┬'));
            }
            self.cells(&rows, false);
        }
    }

    /// A horizontal rule; `joint` where columns cross or end, `start` where they begin.
    fn rule(&mut self, left: char, right: char, joint: Option<char>, start: Option<char>) {
        self.out.push(left);
        match joint.or(start) {
            None => self.out.push_str(&"─".repeat(self.inner)),
            Some(joint) => {
                let parts: Vec<String> = self.cells.iter().map(|&cell| "─".repeat(cell)).collect();
                self.out.push_str(&parts.join(&joint.to_string()));
            }
        }
        self.out.push(right);
        self.out.push('\n');
    }

    fn row(&mut self, text: &str) {
        let _ = writeln!(self.out, "│{}│", padded(text, self.inner));
    }

    fn entry(&mut self, label: &str, text: &str) {
        let room = self.inner - 2 - LABEL;
        for (index, line) in wrap(text, room).iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let row = format!(" {}{line}", padded(label, LABEL));
            self.row(&row);
        }
    }

    fn cells(&mut self, rows: &[Vec<String>], centre: bool) {
        let height = rows.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let parts: Vec<String> = rows
                .iter()
                .zip(&self.cells)
                .map(|(row, &cell)| {
                    let text = row.get(line).map_or("", String::as_str);
                    if centre { centred(text, cell) } else { padded(&format!(" {text}"), cell) }
                })
                .collect();
            let _ = writeln!(self.out, "│{}│", parts.join("│"));
        }
    }
}
