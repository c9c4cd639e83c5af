//! A new folder for files that are written once, at the end.

use std::path::Path;

use super::whole::write_whole;
use super::{Fault, RowWriter, names_in};
use crate::row::{Columns, Row};

/// A folder that was empty, or not there, when it was opened.
#[derive(Debug)]
pub struct Fresh<'a> {
    dir: &'a Path,
}

impl<'a> Fresh<'a> {
    /// Makes the folder; one that is there must be empty.
    ///
    /// # Errors
    /// If it holds anything or cannot be written. Nothing is changed in it then.
    pub fn open(dir: &'a Path) -> Result<Self, Fault> {
        if let Some(name) = names_in(dir)?.first() {
            let help = "nothing was changed; name another folder, or empty this one";
            return Err(Fault::refused(format!("{} holds `{name}`: {help}", dir.display())));
        }
        std::fs::create_dir_all(dir).map_err(|error| Fault::of(dir, "cannot make the folder", &error))?;
        let fresh = Self { dir };
        // What cannot be written is found out before the work, not after it.
        let trial = dir.join(".unfinished-trial");
        std::fs::write(&trial, "").map_err(|error| Fault::of(dir, "cannot write into", &error))?;
        std::fs::remove_file(&trial).map_err(|error| Fault::of(dir, "cannot write into", &error))?;
        Ok(fresh)
    }

    /// Writes rows as `runs.parquet` has them, then texts in order, each under its name. `mark` says what the rows are of.
    ///
    /// # Errors
    /// If one of them cannot be written. None of them stays then: the folder is as empty as it was.
    pub fn fill(
        &self,
        (name, rows): (&str, &[Row]),
        (columns, mark): (&Columns, &str),
        texts: &[(&str, String)],
    ) -> Result<(), Fault> {
        let filled = self
            .rows(name, columns, mark, rows)
            .and_then(|()| texts.iter().try_for_each(|(name, text)| write_whole(&self.dir.join(name), text)));
        if filled.is_err() {
            for name in std::iter::once(name).chain(texts.iter().map(|(name, _)| *name)) {
                // What was not written yet is not there.
                let _ = std::fs::remove_file(self.dir.join(name));
            }
        }
        filled
    }

    fn rows(&self, name: &str, columns: &Columns, mark: &str, rows: &[Row]) -> Result<(), Fault> {
        let path = self.dir.join(name);
        let mut out = RowWriter::create(&path, columns, mark)?;
        for row in rows {
            out.add(row)?;
        }
        out.finish()
    }
}
