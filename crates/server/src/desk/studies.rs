//! Studies, as the server finds them.

use std::path::PathBuf;
use std::sync::Arc;

use powderkeg_study::row::Columns;
use powderkeg_study::store::{MANIFEST, Manifest, RUNS, Saved};
use powderkeg_workspace::studies::{self, Listed, Study};

use super::Desk;
use super::faults::amiss;
use super::names::checked;
use super::scenarios::told;
use super::shelf::Stamp;
use crate::api::{Fault, FaultKind, Selected, SelectionAsked, StudyEntry, StudyState, StudyView};
use crate::documents::study::{Gathered, Meaning, view};

/// The most memory that the rows of a study may take, in bytes.
const MOST_BYTES: u64 = 4 << 30;

/// A study that is looked at.
#[derive(Debug)]
pub struct Looked {
    /// It in figures.
    pub view: StudyView,
    /// Its rows.
    pub gathered: Gathered,
}

/// The folder of studies in the workspace.
pub const FOLDER: &str = "studies";

impl Desk {
    /// The studies there are, whole or not.
    ///
    /// # Errors
    /// If their folder cannot be looked into.
    pub fn studies(&self) -> Result<Vec<StudyEntry>, Fault> {
        let listed = studies::list(&self.workspace.join(FOLDER))?.into_iter();
        Ok(listed.filter(|row| checked(&row.name).is_ok()).map(|row| self.short(entry(row))).collect())
    }

    fn short(&self, entry: StudyEntry) -> StudyEntry {
        let StudyState::Broken { reason } = entry.state else { return entry };
        StudyEntry { state: StudyState::Broken { reason: self.shortened(reason) }, ..entry }
    }

    /// A study that is complete, with its scenario as it was.
    ///
    /// # Errors
    /// If there is none, it is not complete or damaged, or its scenario has changed or is gone.
    pub fn read_study(&self, id: &str) -> Result<Study, Fault> {
        let dir = self.folder(FOLDER, id)?;
        Study::read(&self.base, &dir).map_err(|fault| amiss(fault, FOLDER, id))
    }

    /// A study that is complete, whatever became of its scenario.
    ///
    /// # Errors
    /// If there is none, or it is not complete or damaged.
    pub fn saved_study(&self, id: &str) -> Result<Saved, Fault> {
        let dir = self.folder(FOLDER, id)?;
        let listed = self.listed(id)?;
        if listed.manifest.is_ok() && !listed.is_complete {
            let message = format!("the study `{id}` is not complete yet: ask for it again, and it goes on");
            return Err(Fault::new(FaultKind::Conflict, message));
        }
        Saved::open(&dir).map_err(|fault| amiss(fault, FOLDER, id))
    }

    fn listed(&self, id: &str) -> Result<Listed, Fault> {
        let dir = self.folder(FOLDER, id)?;
        if !dir.join(MANIFEST).is_file() {
            return Err(Fault::not_found(format!("there is no study `{id}` in this workspace")));
        }
        let manifest = Manifest::read(&dir).map_err(Into::into);
        Ok(Listed { name: id.into(), manifest, is_complete: dir.join(RUNS).exists() })
    }

    /// The folder of a study, which need not be there yet.
    ///
    /// # Errors
    /// If it is no name, or a link leads out of the workspace.
    pub fn study_folder(&self, name: &str) -> Result<PathBuf, Fault> {
        self.folder(FOLDER, name)
    }

    /// The same, to be written into.
    ///
    /// # Errors
    /// If the workspace cannot be written.
    pub fn new_study(&self, name: &str) -> Result<PathBuf, Fault> {
        self.new_folder(FOLDER, name)
    }

    /// A study in figures.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn study(&self, id: &str) -> Result<StudyView, Fault> {
        Ok(self.looked(id)?.view.clone())
    }

    /// What is among some of a study's runs.
    ///
    /// # Errors
    /// If there is no such study or column.
    pub fn select(&self, id: &str, asked: &SelectionAsked) -> Result<Selected, Fault> {
        self.looked(id)?.gathered.rows.select(asked)
    }

    /// A study with its rows in memory: read once, and kept while its files stay as they are.
    ///
    /// # Errors
    /// If there is none, it cannot be read, or it is larger than what is kept in memory.
    pub fn looked(&self, id: &str) -> Result<Arc<Looked>, Fault> {
        let dir = self.folder(FOLDER, id)?;
        self.shelf.get(id, Stamp::of(&dir), || self.look(id))
    }

    fn look(&self, id: &str) -> Result<Looked, Fault> {
        let saved = self.saved_study(id)?;
        ensure_fits(&saved)?;
        let entry = entry(self.listed(id)?);
        let meaning = self.meaning(id)?;
        let damaged = |fault: powderkeg_study::store::Fault| amiss(fault, FOLDER, id);
        let gathered = Gathered::read(&saved, &meaning).map_err(damaged)?;
        let series = saved.series().map_err(damaged)?;
        Ok(Looked { view: view(entry, &gathered, &series, &meaning), gathered })
    }

    /// What the columns of a study are called. A scenario that is gone or has changed keeps nobody from the rows.
    ///
    /// # Errors
    /// If it is no name.
    pub fn meaning(&self, id: &str) -> Result<Meaning, Fault> {
        let study = Study::recover(&self.base, &self.folder(FOLDER, id)?);
        let of = |study: Study| Meaning::of(&study.found.scenario.setup, &study.found.scenario.expect);
        Ok(study.map(of).unwrap_or_default())
    }
}

/// Refuses a study whose rows would not fit into memory.
fn ensure_fits(saved: &Saved) -> Result<(), Fault> {
    let Columns { facts, outcomes, parties, parameters, .. } = &saved.columns;
    let columns = 4 + facts.len() + outcomes.len() + 3 * parties.len() + parameters.len();
    let bytes = u64::from(saved.manifest.plan.runs) * columns as u64 * size_of::<f32>() as u64;
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let message = format!(
        "the study is too large to be looked at here: its {} rows would take {} GB of memory. Look at its Parquet files \
         with a program for tables, or make a study of fewer runs",
        saved.manifest.plan.runs,
        bytes >> 30
    );
    Err(Fault::new(FaultKind::TooLarge, message))
}

fn entry(Listed { name, manifest, is_complete }: Listed) -> StudyEntry {
    match manifest {
        Ok(Manifest { scenario, changes, plan, .. }) => StudyEntry {
            id: name,
            scenario,
            runs: plan.runs,
            seed: plan.seed,
            changes: told(&changes),
            state: if is_complete { StudyState::Complete } else { StudyState::Partial },
        },
        Err(fault) => StudyEntry {
            state: StudyState::Broken { reason: amiss(fault, FOLDER, &name).message },
            id: name,
            scenario: String::new(),
            runs: 0,
            seed: 0,
            changes: Default::default(),
        },
    }
}
