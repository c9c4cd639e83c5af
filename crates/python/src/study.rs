//! Many runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use powderkeg_study::plan::{MOST_RUNS, Plan, Shard};
use powderkeg_study::row::Case;
use powderkeg_study::store::{self, Manifest, RowTable, Saved, Series};
use powderkeg_study::summary::Summary;
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::progress::Progress;
use powderkeg_workspace::studies::{self, Made, Making};
use powderkeg_workspace::{VERSION, changes, figures, limits, scenarios};
use pyo3::prelude::*;
use serde_json::Value;

use crate::guard::{Watch, long, short};
use crate::raise::{Done, Trouble};
use crate::scenario::{Changed, Scenario, here};
use crate::table::{Held, Table};
use crate::value::to_python;

/// Runs that are made and kept in memory together.
pub const TOGETHER: u32 = 500;

/// Where rows go that are too many to be kept in memory.
pub const INTO_A_FOLDER: &str = "name a folder with out=";

/// A study that is over.
#[pyclass(frozen, module = "powderkeg._powderkeg")]
pub struct Study {
    manifest: Manifest,
    figures: Value,
    rows: Table,
    series: Table,
    folder: Option<PathBuf>,
}

/// How a study is made.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Asked {
    runs: u32,
    seed: u64,
    threads: usize,
    shard: String,
    chunk: u32,
    pub out: Option<PathBuf>,
}

/// Runs a scenario many times.
#[pyfunction]
pub fn study(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    changed: Changed,
    asked: Asked,
    told: Option<Py<PyAny>>,
) -> PyResult<Study> {
    let named = scenario.get().clone();
    Ok(long(py, asked.threads, told.as_ref(), |watch| {
        let (manifest, case) = begun(&named, &changed, &asked)?;
        match &asked.out {
            None => in_memory(manifest, &case, watch),
            Some(out) => {
                let dir = here()?.join(out);
                let scenario_path = scenarios::path_to(&dir, named.tree());
                in_folder(&dir, Manifest { scenario_path, ..manifest }, &case, watch)
            }
        }
    })?)
}

/// What is to be made, and of what.
pub fn begun(named: &Scenario, changed: &Changed, asked: &Asked) -> Done<(Manifest, Case)> {
    let interventions = changed.interventions();
    let plan = plan(asked.seed, asked.runs, &asked.shard)?;
    let opened = named.open(&interventions)?;
    let manifest = Manifest {
        version: VERSION.into(),
        scenario: named.name().into(),
        scenario_path: None,
        scenario_hash: opened.scenario.hash,
        changes: changes::texts(&interventions),
        plan,
        chunk: asked.chunk,
    };
    Ok((manifest, opened.case))
}

/// A study that was saved. `room`: what must stay for as long as somebody reads it, if the folder is not its own.
#[pyfunction]
#[pyo3(signature = (path, room=None))]
pub fn open_study(py: Python<'_>, path: PathBuf, room: Option<Py<PyAny>>) -> PyResult<Study> {
    Ok(short(py, || of_folder(&here()?.join(path), room, None))?)
}

/// Puts shards together that were run apart.
#[pyfunction]
pub fn merge(py: Python<'_>, shards: Vec<PathBuf>, out: PathBuf) -> PyResult<Study> {
    Ok(short(py, || {
        let base = here()?;
        let shards: Vec<PathBuf> = shards.into_iter().map(|shard| base.join(shard)).collect();
        let out = base.join(out);
        let summary = store::merge(&shards, &out)?.summary()?;
        of_folder(&out, None, Some(&summary))
    })?)
}

/// Which runs, if there are such.
pub fn plan(seed: u64, runs: u32, shard: &str) -> Done<Plan> {
    if !(1..=MOST_RUNS).contains(&runs) {
        let help = format!("a number of runs is a whole number from 1 to {MOST_RUNS}");
        return Err(Fault::usage(format!("{runs} runs cannot be made: {help}")).into());
    }
    let shard =
        Shard::parse(shard).map_err(|reason| Fault::usage(format!("`{shard}` is no shard: {reason}")))?;
    Ok(studies::plan(seed, runs, shard)?)
}

fn in_folder(dir: &Path, manifest: Manifest, case: &Case, watch: &Watch) -> Done<Study> {
    match Making::open(dir, manifest, case)?.make(watch)? {
        Made::Whole(summary) => of_folder(dir, None, Some(&summary)),
        // Whoever stops unwinds; should a stop come between two parts, its exception is raised all the same.
        Made::Stopped { runs, of } => {
            Err(Trouble::Ours(format!("it was stopped: {runs} of {of} runs are saved")))
        }
    }
}

/// The study in a folder. `summary`: its figures, if they are known already.
pub fn of_folder(dir: &Path, room: Option<Py<PyAny>>, summary: Option<&Summary>) -> Done<Study> {
    let saved = Saved::open(dir)?;
    let read;
    let summary = match summary {
        Some(summary) => summary,
        None => {
            read = saved.summary()?;
            &read
        }
    };
    let figures = figures::study(&saved.manifest, &saved.columns, summary);
    let folder = room.is_none().then(|| dir.to_path_buf());
    let manifest = saved.manifest.clone();
    let held = Arc::new(Held { saved, room });
    let (rows, series) = (Table::of_rows(held.clone()), Table::of_series(held)?);
    Ok(Study { manifest, figures, rows, series, folder })
}

fn in_memory(manifest: Manifest, case: &Case, watch: &Watch) -> Done<Study> {
    let (plan, columns) = (&manifest.plan, case.columns());
    let runs = plan.shard_runs();
    let runs = runs.end - runs.start;
    limits::ensure_room(u64::from(runs), RowTable::row_bytes(columns), INTO_A_FOLDER)?;
    let (mut rows, mut series, mut summary) =
        (RowTable::new(columns), Series::new(columns), Summary::new(columns));
    watch.begins(u64::from(runs), 0);
    for part in plan.parts(TOGETHER) {
        let courses = case.courses(plan, part, true, &|| watch.done());
        series.add(&courses);
        for course in courses {
            summary.add(&course.row);
            rows.add(course.row)?;
        }
    }
    let figures = figures::study(&manifest, columns, &summary);
    let (rows, series) = (Table::of(rows.finish()?), Table::of(series.table(columns)?));
    Ok(Study { manifest, figures, rows, series, folder: None })
}

#[pymethods]
impl Study {
    /// Its figures as dictionaries.
    fn figures(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        to_python(py, &self.figures)
    }

    /// One row a run.
    #[getter]
    fn rows(&self) -> Table {
        self.rows.clone()
    }

    /// Quantiles of the outcomes day by day.
    #[getter]
    fn series(&self) -> Table {
        self.series.clone()
    }

    /// Where it is saved.
    #[getter]
    fn folder(&self) -> Option<PathBuf> {
        self.folder.clone()
    }

    /// The seed of a run; `None` if it is not among these.
    fn seed_of(&self, run: u32) -> Option<u64> {
        let plan = &self.manifest.plan;
        plan.shard_runs().contains(&run).then(|| plan.seed_of(run))
    }
}
