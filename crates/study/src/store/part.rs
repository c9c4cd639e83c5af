//! A part of a study that is made in one place and saved in another.

use std::ops::Range;

use super::table::Reader;
use super::whole::Beside;
use super::{COUNTS, Fault, Folder, PARTS, RUNS};

/// What the two files of a part hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFiles {
    /// How many of its runs had which value, day by day.
    pub counts: Vec<u8>,
    /// One row a run.
    pub runs: Vec<u8>,
}

impl Folder {
    /// Where the files of a part are, seen from the folder, with `/`: counts, then rows. A part is there once its rows are.
    #[must_use]
    pub fn part_names(&self, part: &Range<u32>) -> [String; 2] {
        [COUNTS, RUNS].map(|name| {
            let path = self.part(name, part);
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            format!("{PARTS}/{name}")
        })
    }

    /// What the files of a part that is saved hold.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn part_files(&self, part: &Range<u32>) -> Result<PartFiles, Fault> {
        let read = |name| {
            let path = self.part(name, part);
            std::fs::read(&path).map_err(|error| Fault::of(&path, "cannot read", &error))
        };
        Ok(PartFiles { counts: read(COUNTS)?, runs: read(RUNS)? })
    }

    /// Saves a part that was made elsewhere: whole, or not at all. One that is there already is as good as this one.
    ///
    /// # Errors
    /// If it is damaged or another study's, or cannot be written. Nothing is saved then.
    pub fn adopt(&self, part: &Range<u32>, files: &PartFiles) -> Result<(), Fault> {
        let counts = Beside::write(self.part(COUNTS, part), &files.counts)?;
        Reader::open(&counts.unfinished, &self.mark)?;
        let runs = Beside::write(self.part(RUNS, part), &files.runs)?;
        self.check_part(&runs.unfinished, part)?;
        counts.keep()?;
        runs.keep()
    }
}
