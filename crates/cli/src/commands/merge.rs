//! `powderkeg merge`.

use powderkeg_study::store::merge as merged;

use super::study::summary::{Ending, Told};
use crate::args;
use crate::failure::Failure;

pub fn merge(arguments: &args::Merge) -> Result<(), Failure> {
    let study = merged(&arguments.shards, &arguments.out)?;
    let summary = study.summary()?;
    let ending = Ending::Saved(&arguments.out);
    Told { manifest: &study.manifest, columns: &study.columns, summary: &summary, ending }
        .print(arguments.json)
}
