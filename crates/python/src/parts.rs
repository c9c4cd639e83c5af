//! Parts of a study: made on other machines, and taken into its folder on this one.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use powderkeg_scenario::source::SourceTree;
use powderkeg_study::row::Case;
use powderkeg_study::store::{COUNTS, Folder, MANIFEST, Manifest, PartFiles, RUNS, SERIES};
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::progress::Progress;
use powderkeg_workspace::studies::{Order, part};
use powderkeg_workspace::{VERSION, limits, scenarios};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::guard::{long, short};
use crate::raise::{Done, Trouble};
use crate::scenario::{Changed, Scenario, here};
use crate::study::{self, Asked, Study};

/// The files of a study that is whole, in the order in which they are written: where the last is, all are.
pub const WHOLE: [&str; 4] = [MANIFEST, COUNTS, SERIES, RUNS];

/// A study's folder that this process works in.
#[pyclass(frozen, module = "powderkeg._powderkeg")]
pub struct Parts {
    dir: PathBuf,
    manifest: Manifest,
    case: Case,
    tree: SourceTree,
    /// `None` once it is closed: others may work in it then.
    folder: Mutex<Option<Folder>>,
}

/// Makes the folder of a study, or goes on with one. `room`: a folder of ours, if the study has none of its own.
#[pyfunction]
#[pyo3(signature = (scenario, changed, asked, room))]
pub fn parts(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    changed: Changed,
    asked: Asked,
    room: Option<PathBuf>,
) -> PyResult<Parts> {
    let named = scenario.get().clone();
    Ok(short(py, || {
        let (manifest, case) = study::begun(&named, &changed, &asked)?;
        limits::ensure_parts(&manifest.plan, manifest.chunk, case.columns())?;
        let (dir, scenario_path) = match (&room, &asked.out) {
            // What lies in a temporary folder is going elsewhere, from where there is no way back.
            (Some(room), _) => (room.clone(), None),
            (None, Some(out)) => {
                let dir = here()?.join(out);
                let path = scenarios::path_to(&dir, named.tree());
                (dir, path)
            }
            (None, None) => return Err(Trouble::Ours("a study in parts needs a folder".into())),
        };
        let manifest = Manifest { scenario_path, ..manifest };
        let folder = Mutex::new(Some(Folder::open(&dir, manifest.clone(), &case)?));
        Ok(Parts { dir, manifest, case, tree: named.tree().clone(), folder })
    })?)
}

impl Parts {
    fn in_folder<T>(&self, work: impl FnOnce(&Folder) -> Done<T>) -> Done<T> {
        let folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = folder.as_ref().ok_or_else(|| Trouble::Ours("the study's folder is closed".into()))?;
        work(folder)
    }
}

#[pymethods]
impl Parts {
    /// Runs of the study or shard.
    fn __len__(&self) -> usize {
        let runs = self.manifest.plan.shard_runs();
        (runs.end - runs.start) as usize
    }

    /// What workers are told: the manifest, and the scenario's texts by their names.
    fn order<'py>(&self, py: Python<'py>) -> PyResult<(String, BTreeMap<String, Bound<'py, PyBytes>>)> {
        let texts = short(py, || Ok(scenarios::texts(&self.tree)))?;
        let texts = texts.into_iter().map(|(name, text)| (name, PyBytes::new(py, &text)));
        Ok((self.manifest.to_toml(), texts.collect()))
    }

    /// The parts that are to be made: each its first run, and how many.
    fn missing(&self, py: Python<'_>) -> PyResult<Vec<(u32, u32)>> {
        let parts = short(py, || self.in_folder(|folder| Ok(folder.missing()?)))?;
        Ok(parts.into_iter().map(|part| (part.start, part.end - part.start)).collect())
    }

    /// Where the files of a part are, seen from the folder: counts, then rows.
    fn names(&self, first: u32) -> PyResult<[String; 2]> {
        let part = part(&self.manifest, first).map_err(Trouble::from)?;
        Ok(self.in_folder(|folder| Ok(folder.part_names(&part)))?)
    }

    /// Takes a part that was made elsewhere.
    fn add(&self, py: Python<'_>, first: u32, counts: &[u8], runs: &[u8]) -> PyResult<()> {
        let files = PartFiles { counts: counts.into(), runs: runs.into() };
        Ok(short(py, || {
            let part = part(&self.manifest, first)?;
            self.in_folder(|folder| Ok(folder.adopt(&part, &files)?))
        })?)
    }

    /// Makes a part here, on so many threads. `made`: runs that were made before.
    fn make(
        &self,
        py: Python<'_>,
        first: u32,
        threads: usize,
        made: u64,
        told: Option<Py<PyAny>>,
    ) -> PyResult<()> {
        Ok(long(py, threads, told.as_ref(), |watch| {
            let part = part(&self.manifest, first)?;
            watch.begins(self.__len__() as u64, made);
            let courses = self.case.courses(&self.manifest.plan, part.clone(), true, &|| watch.done());
            self.in_folder(|folder| Ok(folder.save(&part, &courses)?))
        })?)
    }

    /// Puts all together. `room`: what must stay for as long as somebody reads the study.
    fn finish(&self, py: Python<'_>, room: Option<Py<PyAny>>) -> PyResult<Study> {
        Ok(long(py, 1, None, |_| {
            let summary = self.in_folder(|folder| Ok(folder.finish()?))?;
            study::of_folder(&self.dir, room, Some(&summary))
        })?)
    }

    /// Leaves the folder to others.
    fn close(&self) {
        *self.folder.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Makes the part of a study that begins with a run, on one thread: its counts and its rows, as bytes of files.
#[pyfunction]
pub fn make_part<'py>(
    py: Python<'py>,
    manifest: &str,
    texts: BTreeMap<String, Vec<u8>>,
    first: u32,
) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyBytes>)> {
    let made = long(py, 1, None, |watch| {
        let read = Manifest::from_toml(manifest);
        let manifest = read.map_err(|reason| {
            Fault::usage(format!("this is version {VERSION}, which cannot read what it is to do: {reason}"))
        })?;
        Ok(Order { manifest, texts }.make(first, watch)?)
    })?;
    Ok((PyBytes::new(py, &made.counts), PyBytes::new(py, &made.runs)))
}
