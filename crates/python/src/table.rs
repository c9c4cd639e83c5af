//! Tables that other packages read through Arrow's C stream interface, without a copy.
//! <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>

use std::sync::Arc;

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use powderkeg_study::store::{self, Saved};
use powderkeg_workspace::fault::Fault;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::guard::short;
use crate::raise::{Done, Trouble};

/// Rows and columns. A copy shares them.
#[pyclass(frozen, module = "powderkeg._powderkeg")]
#[derive(Clone)]
pub struct Table {
    schema: SchemaRef,
    source: Source,
}

/// A study's files, and what must stay for as long as somebody reads them: a temporary folder, where they are in one.
pub struct Held {
    /// The files.
    pub saved: Saved,
    /// Whatever Python gives.
    pub room: Option<Py<PyAny>>,
}

/// Where the batches are.
#[derive(Clone)]
enum Source {
    Memory(Arc<[RecordBatch]>),
    /// `runs.parquet` of a study, of which so many rows and these columns.
    Rows {
        held: Arc<Held>,
        columns: Option<Arc<[usize]>>,
        rows: usize,
    },
    /// `series.parquet` of a study.
    Series(Arc<Held>),
}

impl Table {
    /// One in memory.
    pub fn of(table: store::Table) -> Self {
        Self { schema: table.schema, source: Source::Memory(table.batches.into()) }
    }

    /// The rows of a study on disk, which are read when they are asked for.
    pub fn of_rows(held: Arc<Held>) -> Self {
        let runs = held.saved.manifest.plan.shard_runs();
        let rows = (runs.end - runs.start) as usize;
        Self { schema: held.saved.row_schema(), source: Source::Rows { held, columns: None, rows } }
    }

    /// The series of a study on disk.
    pub fn of_series(held: Arc<Held>) -> Done<Self> {
        let schema = held.saved.series_batches()?.schema();
        Ok(Self { schema, source: Source::Series(held) })
    }

    fn stream(&self) -> Done<FFI_ArrowArrayStream> {
        let reader: Box<dyn RecordBatchReader + Send> = match &self.source {
            Source::Memory(batches) => {
                // A batch is a handful of pointers to columns that are shared.
                let batches: Vec<Result<RecordBatch, ArrowError>> = batches.iter().cloned().map(Ok).collect();
                Box::new(RecordBatchIterator::new(batches, self.schema.clone()))
            }
            Source::Rows { held, columns, .. } => Box::new(held.saved.row_batches(columns.as_deref())?),
            Source::Series(held) => Box::new(held.saved.series_batches()?),
        };
        Ok(FFI_ArrowArrayStream::new(reader))
    }
}

#[pymethods]
impl Table {
    /// The stream that Arrow's interface asks for. A wish for another schema is not heeded: whoever has it casts.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let stream = short(py, || self.stream())?;
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// The schema alone.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.schema);
        let schema = schema.map_err(|error| Trouble::Ours(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Names and units of the columns; a unit may be missing.
    #[getter]
    fn columns(&self) -> Vec<(String, Option<String>)> {
        let fields = self.schema.fields().iter();
        fields.map(|field| (field.name().clone(), field.metadata().get("unit").cloned())).collect()
    }

    /// The same with only these columns.
    fn select(&self, names: Vec<String>) -> PyResult<Self> {
        Ok(self.selected(&names)?)
    }

    /// Rows; `None` where only reading tells.
    #[getter]
    fn rows(&self) -> Option<usize> {
        match &self.source {
            Source::Memory(batches) => Some(batches.iter().map(RecordBatch::num_rows).sum()),
            Source::Rows { rows, .. } => Some(*rows),
            Source::Series(_) => None,
        }
    }
}

impl Table {
    fn selected(&self, names: &[String]) -> Done<Self> {
        let mut places = Vec::new();
        for name in names {
            places.push(self.schema.index_of(name).map_err(|_| self.no_such_column(name))?);
        }
        // Parquet gives columns in the file's order, so all tables do.
        places.sort_unstable();
        places.dedup();
        let wrong = |error: ArrowError| Trouble::Ours(error.to_string());
        let schema = Arc::new(self.schema.project(&places).map_err(wrong)?);
        let source = match &self.source {
            Source::Memory(batches) => {
                let batches: Result<Vec<_>, _> = batches.iter().map(|batch| batch.project(&places)).collect();
                Source::Memory(batches.map_err(wrong)?.into())
            }
            Source::Rows { held, columns, rows } => {
                let place = |index: usize| columns.as_ref().map_or(index, |columns| columns[index]);
                let columns = places.iter().map(|&index| place(index)).collect();
                Source::Rows { held: held.clone(), columns: Some(columns), rows: *rows }
            }
            Source::Series(_) => {
                return Err(
                    Fault::usage("a series has few columns: choose among them after reading it").into()
                );
            }
        };
        Ok(Self { schema, source })
    }

    fn no_such_column(&self, name: &str) -> Fault {
        let names = self.schema.fields().iter().map(|field| field.name().as_str());
        let help = powderkeg_scenario::diagnostic::suggest(name, names)
            .map_or("`columns` lists them".into(), |similar| format!("did you mean `{similar}`?"));
        Fault::unknown(format!("there is no column `{name}`: {help}"))
    }
}
