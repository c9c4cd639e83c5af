//! Data files: comma-separated tables with a header, read row by row into what a component needs.
//!
//! Every fault is told with file, line and column, several at once. A file with a fault gives no rows.

use std::fmt;

use csv::{ByteRecord, ReaderBuilder};
use powderkeg_scenario::diagnostic::suggest;

/// Faults that are told; of the rest, only the number.
const TOLD: usize = 20;

/// Letters of a cell that a message repeats.
const QUOTED: usize = 40;

/// A file that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// What a number may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// Any finite number.
    Any,
    /// Not negative.
    NotNegative,
    /// Above 0.
    Positive,
    /// From the first to the second, both included.
    Between(f64, f64),
}

impl Range {
    fn holds(self, number: f64) -> bool {
        number.is_finite()
            && match self {
                Self::Any => true,
                Self::NotNegative => number >= 0.0,
                Self::Positive => number > 0.0,
                Self::Between(low, high) => (low..=high).contains(&number),
            }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("it must be a finite number"),
            Self::NotNegative => f.write_str("it must be 0 or more"),
            Self::Positive => f.write_str("it must be above 0"),
            Self::Between(low, high) => write!(f, "it must lie between {low} and {high}"),
        }
    }
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1; a row that spans lines has its first.
    pub line: u64,
    /// Name and place (from 1) of the column, if one is to blame.
    pub column: Option<(String, usize)>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
}

/// All that is wrong with a file: never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    file: String,
    /// The first ones.
    pub told: Vec<Fault>,
    /// How many more there are.
    pub untold: usize,
}

impl Faults {
    fn none(file: &str) -> Self {
        Self { file: file.to_owned(), told: Vec::new(), untold: 0 }
    }

    /// One fault of a whole file.
    #[must_use]
    pub fn of_file(file: &str, what: impl Into<String>, help: impl Into<String>) -> Self {
        let mut faults = Self::none(file);
        faults.add(Fault { line: 1, column: None, what: what.into(), help: help.into() });
        faults
    }

    fn add(&mut self, fault: Fault) {
        if self.told.len() < TOLD {
            self.told.push(fault);
        } else {
            self.untold += 1;
        }
    }

    fn is_empty(&self) -> bool {
        self.told.is_empty()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.told.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}, line {}", self.file, fault.line)?;
            if let Some((name, place)) = &fault.column {
                write!(f, ", column {place} ({name})")?;
            }
            write!(f, ": {}; {}", fault.what, fault.help)?;
        }
        match self.untold {
            0 => Ok(()),
            1 => f.write_str("\nand 1 more fault"),
            more => write!(f, "\nand {more} more faults"),
        }
    }
}

impl std::error::Error for Faults {}

/// One row, asked by column name. A faulty cell is noted and a stand-in returned: the rows of a faulty
/// file are thrown away.
pub struct Cells<'a> {
    columns: &'a [&'static str],
    places: &'a [usize],
    record: &'a ByteRecord,
    line: u64,
    faults: &'a mut Faults,
}

impl<'a> Cells<'a> {
    /// Line of the row, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// A text, without white space around it; it may be empty.
    pub fn text(&mut self, column: &'static str) -> &'a str {
        let bytes = self.place(column).and_then(|place| self.record.get(place)).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => text.trim(),
            Err(_) => {
                self.fault(column, "this is not UTF-8 text", "save the file as UTF-8");
                ""
            }
        }
    }

    /// A number that must be there.
    pub fn number(&mut self, column: &'static str, range: Range) -> f64 {
        match self.text(column) {
            "" => {
                self.fault(column, "the cell is empty", "write a number");
                f64::NAN
            }
            text => self.parsed(column, text, range),
        }
    }

    /// A number that may be missing: an empty cell.
    pub fn optional(&mut self, column: &'static str, range: Range) -> Option<f64> {
        match self.text(column) {
            "" => None,
            text => Some(self.parsed(column, text, range)),
        }
    }

    /// One of a few words: its index.
    pub fn word(&mut self, column: &'static str, words: &[&str]) -> usize {
        let text = self.text(column);
        words.iter().position(|word| *word == text).unwrap_or_else(|| {
            self.fault(column, &format!("{} is not known here", quoted(text)), &one_of(words));
            0
        })
    }

    /// Notes something wrong with a cell.
    pub fn fault(&mut self, column: &'static str, what: &str, help: &str) {
        let place = self.place(column).map_or(0, |place| place + 1);
        let column = Some((column.to_owned(), place));
        self.faults.add(Fault { line: self.line, column, what: what.to_owned(), help: help.to_owned() });
    }

    fn parsed(&mut self, column: &'static str, text: &str, range: Range) -> f64 {
        match text.parse::<f64>() {
            Ok(number) if range.holds(number) => number,
            Ok(number) if !number.is_finite() => {
                self.fault(
                    column,
                    &format!("{} is not a finite number", quoted(text)),
                    "write it like 1234.5",
                );
                f64::NAN
            }
            Ok(number) => {
                self.fault(column, &format!("{number} is out of range"), &range.to_string());
                f64::NAN
            }
            Err(_) => {
                self.fault(
                    column,
                    &format!("{} is not a number", quoted(text)),
                    "write it like 1234.5, without unit or separator",
                );
                f64::NAN
            }
        }
    }

    fn place(&self, column: &'static str) -> Option<usize> {
        let index = self.columns.iter().position(|name| *name == column)?;
        self.places.get(index).copied()
    }
}

fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTED).collect();
    if text.chars().nth(QUOTED).is_some() {
        short.push('…');
    }
    format!("`{}`", short.escape_debug())
}

fn one_of(words: &[&str]) -> String {
    format!("write {}", words.join(" or "))
}

/// Reads a table. `columns` must all be there, in any order, and others may be; `row` makes what it
/// needs of a row, asking for none but these.
///
/// # Errors
/// All that is wrong with the file, up to a limit; a file without rows is an error too.
pub fn read<T>(
    source: &Source,
    columns: &[&'static str],
    mut row: impl FnMut(&mut Cells) -> T,
) -> Result<Vec<T>, Faults> {
    let mut faults = Faults::none(source.name);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source.bytes);
    let mut record = ByteRecord::new();
    let mut next = |record: &mut ByteRecord| {
        reader.read_byte_record(record).map_err(|error| {
            Faults::of_file(source.name, format!("it cannot be read: {error}"), "is it a table?")
        })
    };
    if !next(&mut record)? {
        return Err(Faults::of_file(source.name, "the file is empty", header_help(columns)));
    }
    let width = record.len();
    let places = places(&record, columns, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut rows = Vec::new();
    while next(&mut record)? {
        let line = record.position().map_or(0, |start| {
            // After \r\n the reader's row begins at the \n, which is still the line before.
            let before = source.bytes.get(start.byte() as usize) == Some(&b'\n');
            start.line() + u64::from(before)
        });
        if record.len() != width {
            faults.add(Fault {
                line,
                column: None,
                what: format!("the row has {} cells and the header {width}", record.len()),
                help: "quote text that holds a comma".to_owned(),
            });
            continue;
        }
        let mut cells = Cells { columns, places: &places, record: &record, line, faults: &mut faults };
        let made = row(&mut cells);
        if faults.is_empty() {
            rows.push(made);
        }
    }
    if faults.is_empty() && rows.is_empty() {
        let help = "there must be a row below the header";
        return Err(Faults::of_file(source.name, "there are no rows, so nothing to score", help));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

/// Reads a table of the record that comes with the program; a fault in it is our own mistake.
pub(crate) fn record<T>(
    name: &str,
    text: &str,
    columns: &[&'static str],
    row: impl FnMut(&mut Cells) -> T,
) -> Vec<T> {
    match read(&Source { name, bytes: text.as_bytes() }, columns, row) {
        Ok(rows) => rows,
        Err(faults) => panic!("the record that comes with the program is sound: {faults}"),
    }
}

fn header_help(columns: &[&str]) -> String {
    format!("the first line must name the columns {}", columns.join(","))
}

/// Where the columns stand.
fn places(header: &ByteRecord, columns: &[&'static str], faults: &mut Faults) -> Vec<usize> {
    let names: Vec<String> =
        header.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for column in columns {
        let mut places = names.iter().enumerate().filter(|(_, name)| name == column).map(|(at, _)| at);
        match (places.next(), places.next()) {
            (Some(place), None) => found.push(place),
            (Some(_), Some(again)) => faults.add(Fault {
                line: 1,
                column: Some(((*column).to_owned(), again + 1)),
                what: "the column is there twice".to_owned(),
                help: "remove one of them".to_owned(),
            }),
            (None, _) => missing.push(*column),
        }
    }
    let unused: Vec<&str> = names.iter().map(String::as_str).filter(|name| !columns.contains(name)).collect();
    missing.retain(|column| {
        let Some(similar) = suggest(column, unused.iter().copied()) else { return true };
        let what = format!("there is no column `{column}`");
        faults.add(Fault { line: 1, column: None, what, help: format!("did you mean it by `{similar}`?") });
        false
    });
    if !missing.is_empty() {
        let what = match missing[..] {
            [one] => format!("there is no column `{one}`"),
            _ => format!("{} columns are missing: {}", missing.len(), missing.join(", ")),
        };
        let separated = names.len() > 1 || !names.iter().any(|name| name.contains([';', '\t']));
        let help = if separated {
            "the first line must name them; others may stand beside"
        } else {
            "separate columns by commas"
        };
        faults.add(Fault { line: 1, column: None, what, help: help.to_owned() });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heights(text: &str) -> Result<Vec<(String, f64)>, String> {
        let source = Source { name: "hills.csv", bytes: text.as_bytes() };
        read(&source, &["name", "height"], |row| {
            (row.text("name").to_owned(), row.number("height", Range::NotNegative))
        })
        .map_err(|faults| faults.to_string())
    }

    #[test]
    fn rows_are_read_whatever_the_order_and_the_line_ends() {
        let want = vec![("A, b".to_owned(), 3.0), ("C".to_owned(), 4.5)];
        assert_eq!(heights("\u{feff}height,x,name\r\n3,,\"A, b\"\r\n4.5,9, C \r\n"), Ok(want));
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        let told = heights("name,height\r\na,1\r\nb,tall\r\n").unwrap_err();
        assert!(told.starts_with("hills.csv, line 3, column 2 (height)"), "{told}");
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let told = heights("name,height\na,tall\nb,-2\n\"c\nc\",\nd,inf\ne,1,2\n").unwrap_err();
        let want = "\
hills.csv, line 2, column 2 (height): `tall` is not a number; write it like 1234.5, without unit or separator
hills.csv, line 3, column 2 (height): -2 is out of range; it must be 0 or more
hills.csv, line 4, column 2 (height): the cell is empty; write a number
hills.csv, line 6, column 2 (height): `inf` is not a finite number; write it like 1234.5
hills.csv, line 7: the row has 3 cells and the header 2; quote text that holds a comma";
        assert_eq!(told, want);
    }

    #[test]
    fn what_is_no_table_is_told() {
        for (text, start) in [
            ("", "hills.csv, line 1: the file is empty; the first line must name the columns name,height"),
            ("name,height\n", "hills.csv, line 1: there are no rows"),
            ("name,heigth\n", "hills.csv, line 1: there is no column `height`; did you mean it by `heigth`?"),
            ("x,y\n", "hills.csv, line 1: 2 columns are missing: name, height; the first line"),
            (
                "name;height\n",
                "hills.csv, line 1: 2 columns are missing: name, height; separate columns by commas",
            ),
            ("name,height,name\n", "hills.csv, line 1, column 3 (name): the column is there twice"),
        ] {
            let told = heights(text).unwrap_err();
            assert!(told.starts_with(start), "{told}");
        }
        let source = Source { name: "x", bytes: b"name\n\xff\xfe\n" };
        let told = read(&source, &["name"], |row| row.text("name").len()).unwrap_err();
        assert!(told.to_string().contains("not UTF-8"), "{told}");
    }

    #[test]
    fn many_faults_are_cut_short() {
        let text = format!("name,height\n{}", "a,b\n".repeat(100));
        assert!(heights(&text).unwrap_err().ends_with("\nand 80 more faults"));
    }
}
