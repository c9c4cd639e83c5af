//! A Parquet file as a study writes and reads it: whole or not at all, and marked as the study's.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::Fault;
use crate::row::{Columns, Quantity};

/// Rows that are handed to the writer at once. Its pages follow from that: all files are written in the same steps,
/// so that the bytes do not depend on how the rows came together.
pub(super) const STEP: usize = 1_000;

/// Rows that the writer keeps in memory; a scenario may have five hundred columns.
const GROUP: usize = 5_000;

/// Begins the names of files that are not whole yet.
pub(super) const UNFINISHED: &str = ".unfinished-";

const MARK: &str = "powderkeg.study";
const TITLE: &str = "powderkeg.title";
const STARTS: &str = "powderkeg.starts";
const DAYS: &str = "powderkeg.days";
const RESULT: &str = "powderkeg.result";

/// A file in the making. It has its name once it is [`finish`](Writer::finish)ed: whole, and on the disk.
pub(super) struct Writer {
    inner: Option<ArrowWriter<File>>,
    /// The same file, to have it on the disk at the end.
    file: File,
    unfinished: PathBuf,
    path: PathBuf,
}

impl Writer {
    pub(super) fn create(
        path: &Path,
        schema: SchemaRef,
        columns: &Columns,
        mark: &str,
    ) -> Result<Self, Fault> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let unfinished = path.with_file_name(format!("{UNFINISHED}{name}"));
        let file =
            File::create(&unfinished).map_err(|error| Fault::of(&unfinished, "cannot write", &error))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .set_dictionary_enabled(false)
            .set_key_value_metadata(Some(notes(columns, mark)))
            .build();
        let same = file.try_clone().map_err(|error| Fault::of(&unfinished, "cannot write", &error))?;
        let mut made = Self { inner: None, file: same, unfinished, path: path.to_path_buf() };
        let inner = ArrowWriter::try_new(file, schema, Some(properties));
        made.inner = Some(inner.map_err(|error| made.fault(error))?);
        Ok(made)
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), Fault> {
        let Some(inner) = &mut self.inner else { return Ok(()) };
        let written = inner.write(batch);
        written.map_err(|error| self.fault(error))
    }

    pub(super) fn finish(mut self) -> Result<(), Fault> {
        let Some(inner) = self.inner.take() else { return Ok(()) };
        // Not `into_inner`, whose error does not say what the system said.
        inner.close().map_err(|error| self.fault(error))?;
        self.file.sync_all().map_err(|error| self.fault(error))?;
        std::fs::rename(&self.unfinished, &self.path).map_err(|error| self.fault(error))?;
        sync_folder_of(&self.path);
        Ok(())
    }

    fn fault(&self, error: impl Into<ParquetError>) -> Fault {
        let error = error.into();
        let system = match &error {
            ParquetError::External(inner) => inner.downcast_ref::<std::io::Error>(),
            _ => None,
        };
        match system {
            Some(system) => Fault::of(&self.path, "cannot write", system),
            None => Fault::of_values(&self.path, &error),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Gone if it was finished; else of no use to anybody.
        let _ = std::fs::remove_file(&self.unfinished);
    }
}

/// A renamed file is on the disk once its folder is. Where folders cannot be synced, the system does it when it does.
pub(super) fn sync_folder_of(path: &Path) {
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _ = folder.sync_all();
    }
}

/// What a file says of its study, besides its columns.
fn notes(columns: &Columns, mark: &str) -> Vec<KeyValue> {
    let (year, month, day) = columns.starts;
    let mut notes = vec![
        KeyValue::new(MARK.into(), mark.to_string()),
        KeyValue::new(TITLE.into(), columns.title.clone()),
        KeyValue::new(STARTS.into(), format!("{year:04}-{month:02}-{day:02}")),
        KeyValue::new(DAYS.into(), columns.days.to_string()),
    ];
    notes.extend(columns.results.iter().map(|text| KeyValue::new(RESULT.into(), text.clone())));
    notes
}

/// A file that is whole and belongs to the study.
pub(super) struct Reader {
    inner: ParquetRecordBatchReaderBuilder<File>,
    path: PathBuf,
    columns: Columns,
}

impl Reader {
    /// Opens a file that must bear the mark.
    pub(super) fn open(path: &Path, mark: &str) -> Result<Self, Fault> {
        let file = File::open(path).map_err(|error| Fault::of(path, "cannot read", &error))?;
        let inner = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(path, &error))?;
        let pairs = inner.metadata().file_metadata().key_value_metadata();
        let pairs = pairs.map(Vec::as_slice).unwrap_or_default();
        let values = |key: &'static str| {
            pairs.iter().filter(move |pair| pair.key == key).filter_map(|pair| pair.value.clone())
        };
        if values(MARK).next().as_deref() != Some(mark) {
            let reason = "belongs to another study than study.toml says; put study.toml back as it was, or name another folder";
            return Err(Fault::refused(format!("{} {reason}", path.display())));
        }
        let columns = columns(&inner.schema().clone(), |key| values(key).collect());
        let columns = columns.ok_or_else(|| damaged(path, &"it does not say what its columns are"))?;
        Ok(Self { inner, path: path.to_path_buf(), columns })
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Whether its columns are these, by name, sort and unit.
    pub(super) fn has(&self, schema: &SchemaRef) -> bool {
        self.inner.schema().fields() == schema.fields()
    }

    pub(super) fn rows(&self) -> u64 {
        u64::try_from(self.inner.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    /// Calls `each` with the batches in order.
    pub(super) fn read(self, mut each: impl FnMut(&RecordBatch) -> Result<(), Fault>) -> Result<(), Fault> {
        self.batches(0)?.try_for_each(|batch| each(&batch?))
    }

    /// The batches in order, as the file has them: for who knows nothing of rows.
    pub(super) fn reader(self, columns: Option<&[usize]>) -> Result<ParquetRecordBatchReader, Fault> {
        let Self { inner, path, .. } = self;
        let mask = match columns {
            Some(columns) => ProjectionMask::roots(inner.parquet_schema(), columns.iter().copied()),
            None => ProjectionMask::all(),
        };
        inner.with_projection(mask).with_batch_size(GROUP).build().map_err(|error| damaged(&path, &error))
    }

    /// The batches in order, from a row on.
    pub(super) fn batches(self, from: usize) -> Result<Batches, Fault> {
        let Self { inner, path, .. } = self;
        // One row that is asked for is not worth a thousand.
        let step = if from == 0 { STEP } else { 1 };
        let built = inner.with_batch_size(step).with_offset(from).build();
        let inner = built.map_err(|error| damaged(&path, &error))?;
        Ok(Batches { inner, path })
    }
}

/// The batches of a file.
pub(super) struct Batches {
    inner: ParquetRecordBatchReader,
    path: PathBuf,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.inner.next()?;
        Some(batch.map_err(|error| damaged(&self.path, &error)))
    }
}

/// What the columns of `runs.parquet` are, told from the file alone.
fn columns(schema: &SchemaRef, notes: impl Fn(&'static str) -> Vec<String>) -> Option<Columns> {
    let one = |key| notes(key).into_iter().next();
    let starts = one(STARTS)?;
    let mut parts = starts.rsplitn(3, '-');
    let (day, month, year) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let mut columns = Columns {
        title: one(TITLE)?,
        starts: (year, month, day),
        days: one(DAYS)?.parse().ok()?,
        results: notes(RESULT),
        facts: Vec::new(),
        outcomes: Vec::new(),
        parties: Vec::new(),
        parameters: Vec::new(),
    };
    let mut are_parameters = false;
    for field in schema.fields() {
        let name = field.name().as_str();
        let unit = field.metadata().get("unit").cloned().unwrap_or_default();
        // The parameters stand last, behind the civilians: their paths begin with whatever a scenario has.
        if are_parameters {
            columns.parameters.push(Quantity { name: name.into(), unit });
        } else if let Some(fact) = name.strip_prefix("fact.") {
            columns.facts.push(fact.into());
        } else if let Some(outcome) = name.strip_prefix("outcome.") {
            columns.outcomes.push(Quantity { name: outcome.into(), unit });
        } else if let Some(party) = name.strip_prefix("killed.") {
            columns.parties.push(party.into());
        } else if name == "civilians.wounded" {
            are_parameters = true;
        }
    }
    Some(columns)
}

pub(super) fn damaged(path: &Path, reason: &dyn std::fmt::Display) -> Fault {
    Fault::damaged(format!("{} is damaged: {reason}", path.display()))
}
