//! A study that was saved, for whoever reads it.

use std::path::{Path, PathBuf};

use arrow_schema::SchemaRef;
use parquet::arrow::arrow_reader::ParquetRecordBatchReader;

use super::{COUNTS, Fault, Manifest, RUNS, RUNS_AGAIN, Reader, Rows, SERIES, Series, hint, read_rows, rows};
use crate::row::{Columns, Row};
use crate::summary::Summary;

/// A study that was saved.
#[derive(Debug)]
pub struct Saved {
    /// What it is of.
    pub manifest: Manifest,
    /// What its rows tell.
    pub columns: Columns,
    pub(super) dir: PathBuf,
}

impl Saved {
    /// Reads a study that is complete.
    ///
    /// # Errors
    /// If there is none, or it is damaged.
    pub fn open(dir: &Path) -> Result<Self, Fault> {
        let manifest = Manifest::read(dir)?;
        let path = dir.join(RUNS);
        if !path.exists() {
            let reason = "is not complete: the command that began it goes on with it";
            return Err(Fault::refused(format!("the study in {} {reason}", dir.display())));
        }
        let opened = Reader::open(&path, &manifest.mark());
        let columns = opened.map_err(|fault| hint(fault, &path, RUNS_AGAIN))?.columns().clone();
        Ok(Self { manifest, columns, dir: dir.to_path_buf() })
    }

    /// How many runs had which value of each outcome, day by day.
    ///
    /// # Errors
    /// If the file is missing or damaged.
    pub fn series(&self) -> Result<Series, Fault> {
        let mut series = Series::new(&self.columns);
        series.add_counts(&self.dir.join(COUNTS), &self.columns, &self.manifest.mark())?;
        Ok(series)
    }

    /// The row of a run; `None` if this study or shard did not make it.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn row(&self, run: u32) -> Result<Option<Row>, Fault> {
        let is_ours = self.manifest.plan.shard_runs().contains(&run);
        if is_ours { self.rows_from(run)?.next().transpose() } else { Ok(None) }
    }

    /// All runs in figures.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn summary(&self) -> Result<Summary, Fault> {
        let mut summary = Summary::new(&self.columns);
        self.each_row(|row| {
            summary.add(row);
            Ok(())
        })?;
        Ok(summary)
    }

    /// Looks at every run, in order.
    ///
    /// # Errors
    /// If the file is damaged, or `each` says so.
    pub fn each_row(&self, each: impl FnMut(&Row) -> Result<(), Fault>) -> Result<(), Fault> {
        let path = self.dir.join(RUNS);
        let file = Reader::open(&path, &self.manifest.mark())?;
        read_rows(file, &path, &self.manifest.plan.shard_runs(), each)
    }

    /// Every run, in order.
    ///
    /// # Errors
    /// If the file is damaged; so may be any of its rows.
    pub fn rows(&self) -> Result<Rows, Fault> {
        self.rows_from(self.manifest.plan.shard_runs().start)
    }

    /// The rows as they stand in the file, batch by batch, for other programs. `columns`: which of them, by place; all
    /// where it is `None`.
    ///
    /// # Errors
    /// If the file is missing or another study's.
    pub fn row_batches(&self, columns: Option<&[usize]>) -> Result<ParquetRecordBatchReader, Fault> {
        self.open_table(RUNS)?.reader(columns)
    }

    /// The quantiles of the outcomes day by day, as they stand in the file.
    ///
    /// # Errors
    /// If the file is missing or another study's.
    pub fn series_batches(&self) -> Result<ParquetRecordBatchReader, Fault> {
        self.open_table(SERIES)?.reader(None)
    }

    fn open_table(&self, name: &str) -> Result<Reader, Fault> {
        Reader::open(&self.dir.join(name), &self.manifest.mark())
    }

    /// The schema of the rows: names, sorts and units of their columns.
    #[must_use]
    pub fn row_schema(&self) -> SchemaRef {
        rows::schema(&self.columns)
    }

    fn rows_from(&self, run: u32) -> Result<Rows, Fault> {
        let path = self.dir.join(RUNS);
        let file = Reader::open(&path, &self.manifest.mark())?;
        Rows::new(file, &path, self.manifest.plan.shard_runs(), run)
    }
}
