//! A study's folder: saved part by part, gone on with after any stop, put together when all parts are there.
//!
//! `study.toml` is written first; it says what the study is of. Each part of the runs becomes a file in `parts/` that
//! appears whole or not at all. When all are there, they are put together in order as `counts.parquet`,
//! `series.parquet` and, last, `runs.parquet`; then `parts/` goes. Whatever stops this, the same steps taken again
//! end in the same bytes.

mod changes;
mod claim;
mod fields;
mod fresh;
mod manifest;
mod memory;
mod merge;
mod part;
mod reading;
mod rows;
mod saved;
mod series;
mod table;
mod whole;

use std::fmt::Display;
use std::fs::File;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

pub use self::changes::{Changes, From};
use self::claim::{ensure_ours, locked};
pub use self::fields::Fields;
pub use self::fresh::Fresh;
pub use self::manifest::{FORMAT, Manifest, quoted};
pub use self::memory::{RowTable, Table, at_points, course_table};
pub use self::merge::merge;
pub use self::part::PartFiles;
pub use self::reading::Rows;
pub use self::saved::Saved;
pub use self::series::{QUANTILES, Series};
use self::table::{Reader, STEP, UNFINISHED, Writer, damaged};
use crate::row::{Case, Columns, Course, Row};
use crate::summary::Summary;

/// The manifest.
pub const MANIFEST: &str = "study.toml";
/// One row a run.
pub const RUNS: &str = "runs.parquet";
/// Quantiles of the outcomes, day by day.
pub const SERIES: &str = "series.parquet";
/// How many runs had which value, day by day.
pub const COUNTS: &str = "counts.parquet";
/// What is saved before all is there.
const PARTS: &str = "parts";

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// What is there is no such study, another one, or one that is not whole; it was left alone.
    Refused,
    /// A file is not what a study wrote.
    Damaged,
    /// The disk is full.
    NoRoom,
    /// A file can't be read or written.
    Io,
}

/// What keeps a study from being read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind it is.
    pub kind: FaultKind,
    /// What happened, where, and what to do.
    pub message: String,
}

impl Fault {
    fn refused(message: impl Into<String>) -> Self {
        Self { kind: FaultKind::Refused, message: message.into() }
    }

    fn damaged(message: impl Into<String>) -> Self {
        Self { kind: FaultKind::Damaged, message: message.into() }
    }

    fn of(path: &Path, doing: &str, error: &std::io::Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FaultKind::NoRoom,
            // Text that is no text.
            ErrorKind::InvalidData => FaultKind::Damaged,
            _ => FaultKind::Io,
        };
        Self { kind, message: format!("{doing} {}: {error}", path.display()) }
    }

    /// Values that cannot be laid out as a table in memory.
    fn of_table(reason: impl Display) -> Self {
        Self { kind: FaultKind::Io, message: format!("cannot make the table: {reason}") }
    }

    /// What no system says: values that cannot be encoded.
    fn of_values(path: &Path, reason: &dyn Display) -> Self {
        Self { kind: FaultKind::Io, message: format!("cannot write {}: {reason}", path.display()) }
    }
}

/// A study's folder that this process works in.
#[derive(Debug)]
pub struct Folder {
    dir: PathBuf,
    manifest: Manifest,
    mark: String,
    columns: Columns,
    /// Locked while we work, so that no two processes do.
    _lock: File,
}

impl Folder {
    /// Makes a study's folder, or goes on with one.
    ///
    /// # Errors
    /// If it cannot be written, holds something else, or another process is at work in it. Nothing is changed then.
    pub fn open(dir: &Path, manifest: Manifest, case: &Case) -> Result<Self, Fault> {
        ensure_ours(dir, &manifest)?;
        let parts = dir.join(PARTS);
        std::fs::create_dir_all(dir).map_err(|error| Fault::of(dir, "cannot make the folder", &error))?;
        let lock = locked(dir, &manifest)?;
        // Somebody may have begun another study here since it was looked at.
        ensure_ours(dir, &manifest)?;
        let (mark, columns) = (manifest.mark(), case.columns().clone());
        let folder = Self { dir: dir.to_path_buf(), manifest, mark, columns, _lock: lock };
        folder.remove_unfinished()?;
        if !folder.is_complete() {
            std::fs::create_dir_all(&parts)
                .map_err(|error| Fault::of(&parts, "cannot make the folder", &error))?;
        }
        Ok(folder)
    }

    /// Whether all is done.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.dir.join(RUNS).exists()
    }

    /// The runs that are still to be made, part by part.
    ///
    /// # Errors
    /// If a part that is there is damaged or another study's.
    pub fn missing(&self) -> Result<Vec<Range<u32>>, Fault> {
        if self.is_complete() {
            return Ok(Vec::new());
        }
        let mut missing = Vec::new();
        for part in self.parts() {
            let path = self.part(RUNS, &part);
            if path.exists() {
                self.check_part(&path, &part).map_err(|fault| hint(fault, &path, PART_AGAIN))?;
            } else {
                missing.push(part);
            }
        }
        Ok(missing)
    }

    /// Saves a part: whole, or not at all.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, part: &Range<u32>, courses: &[Course]) -> Result<(), Fault> {
        let mut series = Series::new(&self.columns);
        series.add(courses);
        series.write_counts(&self.part(COUNTS, part), &self.columns, &self.mark)?;
        let path = self.part(RUNS, part);
        let mut out = RowWriter::create(&path, &self.columns, &self.mark)?;
        for course in courses {
            out.add(&course.row)?;
        }
        out.finish()
    }

    /// Puts the parts together, if that has not been done, and sums all up.
    ///
    /// # Errors
    /// If a part is missing or damaged, or the files cannot be written.
    pub fn finish(&self) -> Result<Summary, Fault> {
        if self.is_complete() {
            self.check_days()?;
        } else {
            let target = Target { dir: &self.dir, columns: &self.columns, mark: &self.mark };
            let parts = self.parts().map(|part| Part {
                runs: self.part(RUNS, &part),
                counts: self.part(COUNTS, &part),
                mark: self.mark.clone(),
            });
            target.put_together(&self.manifest.plan.shard_runs(), parts)?;
        }
        let parts = self.dir.join(PARTS);
        match std::fs::remove_dir_all(&parts) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Fault::of(&parts, "cannot remove", &error));
            }
            Ok(()) | Err(_) => {}
        }
        let mut summary = Summary::new(&self.columns);
        let path = self.dir.join(RUNS);
        let rows = self.check(&path).map_err(|fault| hint(fault, &path, RUNS_AGAIN))?;
        read_rows(rows, &path, &self.manifest.plan.shard_runs(), |row| {
            summary.add(row);
            Ok(())
        })?;
        Ok(summary)
    }

    fn parts(&self) -> impl Iterator<Item = Range<u32>> + use<> {
        self.manifest.plan.parts(self.manifest.chunk)
    }

    fn part(&self, name: &str, part: &Range<u32>) -> PathBuf {
        let stem = name.strip_suffix(".parquet").unwrap_or(name);
        self.dir.join(PARTS).join(format!("{stem}-{:010}.parquet", part.start))
    }

    /// Opens a file of rows that must be of this study.
    fn check(&self, path: &Path) -> Result<Reader, Fault> {
        let file = Reader::open(path, &self.mark)?;
        if *file.columns() == self.columns && file.has(&rows::schema(&self.columns)) {
            return Ok(file);
        }
        Err(damaged(path, &"its columns are not those of the scenario"))
    }

    /// Looks whether a file has the rows of a part of this study.
    fn check_part(&self, path: &Path, part: &Range<u32>) -> Result<(), Fault> {
        if self.check(path)?.rows() == u64::from(part.end - part.start) {
            return Ok(());
        }
        Err(damaged(path, &"it does not have all its rows"))
    }

    /// Looks whether what is told day by day is there. Its quantiles can be made again, its counts only with the runs.
    fn check_days(&self) -> Result<(), Fault> {
        let (counts, quantiles) = (self.dir.join(COUNTS), self.dir.join(SERIES));
        let mut series = Series::new(&self.columns);
        let read = if counts.exists() {
            series.add_counts(&counts, &self.columns, &self.mark)
        } else {
            Err(Fault::damaged(format!("{} is missing", counts.display())))
        };
        read.map_err(|fault| hint(fault, &self.dir.join(RUNS), RUNS_AGAIN))?;
        if !quantiles.exists() {
            return series.write_quantiles(&quantiles, &self.columns, &self.mark);
        }
        let opened = Reader::open(&quantiles, &self.mark).map(drop);
        opened.map_err(|fault| hint(fault, &quantiles, "the same command makes it again"))
    }

    /// Files that a stop left unfinished are of no use to anybody.
    fn remove_unfinished(&self) -> Result<(), Fault> {
        for dir in [self.dir.clone(), self.dir.join(PARTS)] {
            for name in names_in(&dir)?.iter().filter(|name| name.starts_with(UNFINISHED)) {
                let path = dir.join(name);
                std::fs::remove_file(&path).map_err(|error| Fault::of(&path, "cannot remove", &error))?;
            }
        }
        Ok(())
    }
}

const PART_AGAIN: &str = "the same command runs that part again; the others stay";
const RUNS_AGAIN: &str = "the command that began the study makes its runs again";

/// Of a damaged file, what to delete, and what comes of it.
fn hint(fault: Fault, delete: &Path, then: &str) -> Fault {
    if fault.kind != FaultKind::Damaged {
        return fault;
    }
    Fault { message: format!("{}\ndelete {}, and {then}", fault.message, delete.display()), ..fault }
}

/// Where files are put together.
struct Target<'a> {
    dir: &'a Path,
    columns: &'a Columns,
    mark: &'a str,
}

/// The files of some of the runs, with the mark they bear.
struct Part {
    runs: PathBuf,
    counts: PathBuf,
    mark: String,
}

impl Target<'_> {
    /// `runs.parquet` comes last: where it is, all is.
    fn put_together(&self, runs: &Range<u32>, parts: impl Iterator<Item = Part>) -> Result<(), Fault> {
        let mut series = Series::new(self.columns);
        let mut out = RowWriter::create(&self.dir.join(RUNS), self.columns, self.mark)?;
        let mut next = runs.start;
        for part in parts {
            series.add_counts(&part.counts, self.columns, &part.mark)?;
            let file = Reader::open(&part.runs, &part.mark)?;
            if *file.columns() != *self.columns {
                return Err(damaged(&part.runs, &"its columns are not those of the others"));
            }
            let rows = u32::try_from(file.rows()).unwrap_or(u32::MAX);
            let held = next..next.saturating_add(rows);
            next = held.end;
            read_rows(file, &part.runs, &held, |row| out.add(row))?;
        }
        if next != runs.end {
            return Err(Fault::damaged(format!(
                "the parts of {} do not hold all its runs",
                self.dir.display()
            )));
        }
        if !series.is_of(u64::from(runs.end - runs.start)) {
            return Err(Fault::damaged(format!(
                "the counts of {} are not those of all its runs",
                self.dir.display()
            )));
        }
        series.write_counts(&self.dir.join(COUNTS), self.columns, self.mark)?;
        series.write_quantiles(&self.dir.join(SERIES), self.columns, self.mark)?;
        out.finish()
    }
}

/// Rows on their way into a file.
struct RowWriter<'a> {
    out: Writer,
    path: PathBuf,
    columns: &'a Columns,
    rows: Vec<Row>,
}

impl<'a> RowWriter<'a> {
    fn create(path: &Path, columns: &'a Columns, mark: &str) -> Result<Self, Fault> {
        let out = Writer::create(path, rows::schema(columns), columns, mark)?;
        Ok(Self { out, path: path.to_path_buf(), columns, rows: Vec::with_capacity(STEP) })
    }

    fn add(&mut self, row: &Row) -> Result<(), Fault> {
        self.rows.push(row.clone());
        if self.rows.len() == STEP { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Fault> {
        let batch = rows::encode(self.columns, &self.rows);
        let batch = batch.map_err(|reason| Fault::of_values(&self.path, &reason))?;
        self.rows.clear();
        self.out.write(&batch)
    }

    fn finish(mut self) -> Result<(), Fault> {
        if !self.rows.is_empty() {
            self.flush()?;
        }
        self.out.finish()
    }
}

/// Reads rows that must be those of `runs`, in order.
fn read_rows(
    file: Reader,
    path: &Path,
    runs: &Range<u32>,
    mut each: impl FnMut(&Row) -> Result<(), Fault>,
) -> Result<(), Fault> {
    Rows::new(file, path, runs.clone(), runs.start)?.try_for_each(|row| each(&row?))
}

/// Names in a folder, sorted; none if it is not there.
fn names_in(dir: &Path) -> Result<Vec<String>, Fault> {
    let wrong = |error: &std::io::Error| Fault::of(dir, "cannot look into", error);
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(wrong(&error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(|error| wrong(&error))?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
