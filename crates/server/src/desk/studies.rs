//! Studies, as the server finds them.

use powderkeg_study::store::Manifest;
use powderkeg_workspace::studies::{self, Listed, Study};

use super::Desk;
use super::names::checked;
use super::runs::missing;
use super::scenarios::told;
use crate::api::{Fault, FaultKind, Selected, SelectionAsked, StudyEntry, StudyState, StudyView};

/// The folder of studies in the workspace.
pub const FOLDER: &str = "studies";

impl Desk {
    /// The studies there are, whole or not.
    ///
    /// # Errors
    /// If their folder cannot be looked into.
    pub fn studies(&self) -> Result<Vec<StudyEntry>, Fault> {
        let listed = studies::list(&self.workspace.join(FOLDER))?.into_iter();
        Ok(listed.filter(|row| checked(&row.name).is_ok()).map(entry).collect())
    }

    /// A study that is complete, with its scenario as it was.
    ///
    /// # Errors
    /// If there is none, it is not complete or damaged, or its scenario has changed or is gone.
    pub fn read_study(&self, id: &str) -> Result<Study, Fault> {
        let dir = self.folder(FOLDER, id)?;
        Study::read(&self.base, &dir).map_err(|fault| missing(fault, "study", id))
    }

    /// A study in figures.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn study(&self, _id: &str) -> Result<StudyView, Fault> {
        Err(Fault::new(FaultKind::Internal, "to come"))
    }

    /// What is among some of a study's runs.
    ///
    /// # Errors
    /// If there is no such study or column.
    pub fn select(&self, _id: &str, _asked: &SelectionAsked) -> Result<Selected, Fault> {
        Err(Fault::new(FaultKind::Internal, "to come"))
    }
}

pub fn entry(Listed { name, manifest, is_complete }: Listed) -> StudyEntry {
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
            id: name,
            scenario: String::new(),
            runs: 0,
            seed: 0,
            changes: Default::default(),
            state: StudyState::Broken { reason: fault.to_string() },
        },
    }
}
