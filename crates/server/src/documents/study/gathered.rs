//! All rows of a study, read once.

use powderkeg_study::row::{Columns, Row};
use powderkeg_study::store::{Fault, Saved};
use powderkeg_study::summary::Summary;

use super::{Columnar, Meaning};

/// What the rows of a study tell.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// What they are of.
    pub columns: Columns,
    /// Them in figures.
    pub summary: Summary,
    /// Them as columns.
    pub rows: Columnar,
}

impl Gathered {
    /// Reads the rows of a study.
    ///
    /// # Errors
    /// If a file of the study is damaged.
    pub fn read(saved: &Saved, meaning: &Meaning) -> Result<Self, Fault> {
        let runs = saved.manifest.plan.shard_runs();
        let seed = saved.manifest.plan.seed_of(runs.start);
        let mut rows = Columnar::new(&saved.columns, runs.start, seed, meaning);
        rows.reserve((runs.end - runs.start) as usize);
        let mut summary = Summary::new(&saved.columns);
        saved.each_row(|row: &Row| {
            rows.add(row);
            summary.add(row);
            Ok(())
        })?;
        rows.name_incident();
        Ok(Self { columns: saved.columns.clone(), summary, rows })
    }
}
