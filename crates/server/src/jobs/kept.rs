//! Jobs on disk: `jobs/ID.json` is what was asked and how it ended, `jobs/ID.result.json` what it found.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use powderkeg_workspace::files;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::board::number_of;
use crate::api::{Fault, FaultKind, Job, JobResult};

/// The end of a result's name.
const RESULT: &str = ".result";

/// The folder of jobs, made when it is first needed.
#[derive(Debug)]
pub struct Kept {
    folder: PathBuf,
}

impl Kept {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// All jobs, with a line for each file that is none: such a file is left as it is.
    ///
    /// # Errors
    /// If the folder cannot be looked into.
    pub fn all(&self) -> Result<(Vec<Job>, Vec<String>), Fault> {
        let wrong = |error: &std::io::Error| Fault::of_path("cannot look into", &self.folder, error);
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((Vec::new(), Vec::new())),
            Err(error) => return Err(wrong(&error)),
        };
        let (mut jobs, mut notes) = (Vec::new(), Vec::new());
        for entry in entries {
            let path = entry.map_err(|error| wrong(&error))?.path();
            let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            if path.extension() != Some(OsStr::new("json")) || stem.ends_with(RESULT) {
                continue;
            }
            match read::<Job>(&path) {
                Ok(job) if job.id == stem && number_of(stem).is_some() => jobs.push(job),
                Ok(_) => {
                    notes.push(format!("{} is of a job of another name; it is left alone", path.display()));
                }
                Err(fault) => notes.push(format!("{}; it is left alone", fault.message)),
            }
        }
        jobs.sort_by_key(|job| number_of(&job.id));
        notes.sort();
        Ok((jobs, notes))
    }

    /// Writes a job down: whole, or not at all.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put(&self, job: &Job) -> Result<(), Fault> {
        self.write(&self.path(&job.id, ""), job)
    }

    /// Writes down what a job found.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put_result(&self, id: &str, result: &JobResult) -> Result<(), Fault> {
        self.write(&self.path(id, RESULT), result)
    }

    /// What a job found.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn result(&self, id: &str) -> Result<JobResult, Fault> {
        read(&self.path(id, RESULT))
    }

    /// Forgets a job and what it found.
    ///
    /// # Errors
    /// If a file cannot be removed.
    pub fn forget(&self, id: &str) -> Result<(), Fault> {
        for path in [self.path(id, RESULT), self.path(id, "")] {
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(Fault::of_path("cannot remove", &path, &error));
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// Names of jobs are made by us or read from names of files here.
    fn path(&self, id: &str, what: &str) -> PathBuf {
        self.folder.join(format!("{id}{what}.json"))
    }

    fn write(&self, path: &Path, value: &impl Serialize) -> Result<(), Fault> {
        std::fs::create_dir_all(&self.folder)
            .map_err(|error| Fault::of_path("cannot make the folder", &self.folder, &error))?;
        let text = serde_json::to_vec_pretty(value).map_err(|error| {
            Fault::new(FaultKind::Internal, format!("{} cannot be said in JSON: {error}", path.display()))
        })?;
        Ok(files::replace(path, &text)?)
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Fault> {
    let text = std::fs::read(path).map_err(|error| Fault::of_path("cannot read", path, &error))?;
    serde_json::from_slice(&text).map_err(|error| {
        let message = format!("{} is damaged: {error}; ask for that job again", path.display());
        Fault::new(FaultKind::Damaged, message)
    })
}
