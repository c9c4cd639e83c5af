//! The rows of a file, one after the other.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::table::{Batches, Reader, damaged};
use super::{Fault, rows};
use crate::row::{Columns, Row};

/// Rows that must be those of certain runs, in order. It ends after the first that is not.
pub struct Rows {
    batches: Batches,
    path: PathBuf,
    columns: Columns,
    expected: Range<u32>,
    /// Decoded, and not given yet.
    held: std::vec::IntoIter<Row>,
    is_over: bool,
}

impl Rows {
    /// Those of a file whose rows are `runs`, from one of them on: earlier ones are not decoded.
    pub(super) fn new(file: Reader, path: &Path, runs: Range<u32>, from: u32) -> Result<Self, Fault> {
        let columns = file.columns().clone();
        if !file.has(&rows::schema(&columns)) {
            return Err(damaged(path, &"its columns are not those of a study"));
        }
        let batches = file.batches(from.saturating_sub(runs.start) as usize)?;
        let held = Vec::new().into_iter();
        Ok(Self { batches, path: path.into(), columns, expected: from..runs.end, held, is_over: false })
    }

    fn read(&mut self) -> Result<Option<Row>, Fault> {
        loop {
            if let Some(row) = self.held.next() {
                if self.expected.next() != Some(row.run) {
                    let reason = format!("run {} stands where another should", row.run);
                    return Err(damaged(&self.path, &reason));
                }
                return Ok(Some(row));
            }
            let Some(batch) = self.batches.next().transpose()? else { break };
            let rows = rows::decode(&self.columns, &batch).map_err(|reason| damaged(&self.path, &reason))?;
            self.held = rows.into_iter();
        }
        match self.expected.next() {
            None => Ok(None),
            Some(run) => Err(damaged(&self.path, &format!("run {run} is missing"))),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let row = self.read();
        self.is_over = !matches!(row, Ok(Some(_)));
        row.transpose()
    }
}
