//! The infobox as a box for a terminal.

use std::fmt::Write;

use super::{Infobox, SideColumn};
use crate::layout::{centred, padded, wrap};
use crate::words::capitalised;

/// A part of a column.
type Section = fn(&SideColumn) -> &[String];

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
        match &infobox.date {
            Some(date) => self.entry("Date", date),
            None => self.entry("Period", &format!("{} to {}", infobox.period.0, infobox.period.1)),
        }
        if let Some(incident) = &infobox.incident {
            self.entry("Incident", incident);
        }
        if let Some(place) = &infobox.place {
            self.entry("Location", place);
        }
        if let Some(instead) = &infobox.instead {
            let label = if infobox.incident.is_some() { "Instead" } else { "Turn" };
            self.entry(label, &capitalised(instead));
        }
        self.entry("Result", &capitalised(&infobox.result));
        if !infobox.sides.is_empty() {
            self.sides(infobox);
        }
        let joint = (!infobox.sides.is_empty()).then_some('┴');
        if let Some(civilians) = &infobox.civilians {
            self.rule('├', '┤', joint, None);
            self.entry("Civilians", civilians);
            self.rule('└', '┘', None, None);
        } else {
            self.rule('└', '┘', joint, None);
        }
        self.out
    }

    fn sides(&mut self, infobox: &Infobox) {
        let fought = infobox.sides.iter().any(|side| !side.strength.is_empty());
        let leaders = if fought { "Commanders and leaders" } else { "Leaders" };
        let sections: [(&str, Section); 4] = [
            ("", |side| &side.belligerents),
            (leaders, |side| &side.leaders),
            ("Strength", |side| &side.strength),
            ("Casualties and losses", |side| &side.losses),
        ];
        self.rule('├', '┤', None, Some('┬'));
        let titles: Vec<Vec<String>> = infobox
            .sides
            .iter()
            .zip(&self.cells)
            .map(|(side, &cell)| wrap(&side.title, cell.saturating_sub(2)))
            .collect();
        self.cells(&titles, true);
        for (heading, section) in sections {
            // What nobody has is left out, and who stands under their own name alone.
            let says_nothing = |side: &SideColumn| {
                let rows = section(side);
                rows.is_empty() || heading.is_empty() && rows == [side.title.as_str()]
            };
            if infobox.sides.iter().all(says_nothing) {
                continue;
            }
            let rows: Vec<Vec<String>> = infobox
                .sides
                .iter()
                .zip(&self.cells)
                .map(|(side, &cell)| {
                    section(side).iter().flat_map(|text| wrap(text, cell.saturating_sub(2))).collect()
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
