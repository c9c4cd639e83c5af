//! Events as a flat table for spreadsheets (RFC 4180), in UTF-8.

use super::text::cell;
use super::track::{Happening, Track};

/// The heads of the columns.
pub const COLUMNS: [&str; 16] = [
    "number",
    "time",
    "minute",
    "event",
    "domain",
    "text",
    "party",
    "side",
    "entity",
    "other",
    "place",
    "latitude",
    "longitude",
    "causes",
    "grounds",
    "fields",
];

/// The table: a head and a line for each event.
#[must_use]
pub fn text(track: &Track) -> String {
    let mut table = Table::new(&COLUMNS);
    for event in &track.events {
        table.row(&row(track, event));
    }
    table.text()
}

fn row(track: &Track, event: &Happening) -> [String; COLUMNS.len()] {
    let (party, side) = track.whose(event.party);
    let point = event.place.as_ref().map(|place| place.point);
    let degrees = |of: Option<f64>| of.map_or_else(String::new, |value| format!("{value:.6}"));
    let causes: Vec<String> = event.causes.iter().map(usize::to_string).collect();
    [
        event.number.to_string(),
        track.clock.iso(event.at),
        event.at.0.to_string(),
        event.kind.into(),
        event.domain.clone(),
        cell(&event.text),
        cell(party.unwrap_or_default()),
        cell(side.unwrap_or_default()),
        cell(event.entity.as_deref().unwrap_or_default()),
        cell(event.other.as_deref().unwrap_or_default()),
        cell(event.place.as_ref().map_or("", |place| &place.title)),
        degrees(point.map(|point| point.latitude)),
        degrees(point.map(|point| point.longitude)),
        causes.join(" "),
        cell(&event.grounds.join("; ")),
        event.fields.to_string(),
    ]
}

/// A table in memory, with lines that end as RFC 4180 has it.
pub(super) struct Table(csv::Writer<Vec<u8>>);

impl Table {
    pub(super) fn new(columns: &[&str]) -> Self {
        let mut table = Self(
            csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                // Rows are as long as their heads: their types say so.
                .flexible(true)
                .from_writer(Vec::new()),
        );
        table.write(columns);
        table
    }

    pub(super) fn row(&mut self, cells: &[String]) {
        self.write(cells);
    }

    fn write<T: AsRef<[u8]>>(&mut self, cells: &[T]) {
        // Writing to memory does not fail.
        let _ = self.0.write_record(cells);
    }

    pub(super) fn text(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}
