//! What another machine is told to make parts of a study.

use std::collections::BTreeMap;
use std::ops::Range;

use powderkeg_scenario::source::SourceTree;
use powderkeg_study::row::Case;
use powderkeg_study::store::{Folder, Manifest, PartFiles};

use super::asked::case;
use crate::fault::Fault;
use crate::progress::Progress;
use crate::{VERSION, changes, scenarios};

/// A study, and the texts of its scenario: all that a machine without its files must know.
#[derive(Clone, Debug)]
pub struct Order {
    /// What the study is of.
    pub manifest: Manifest,
    /// As [`scenarios::texts`] gives them.
    pub texts: BTreeMap<String, Vec<u8>>,
}

impl Order {
    /// Makes the part that begins with a run, on the threads of the pool it is called in.
    ///
    /// # Errors
    /// If another version of the program began the study, the texts are not its scenario's, it has no such part, or there is
    /// no room for temporary files.
    pub fn make(&self, first: u32, progress: &dyn Progress) -> Result<PartFiles, Fault> {
        let manifest = &self.manifest;
        ensure_version(manifest)?;
        let part = part(manifest, first)?;
        let tree = SourceTree::Memory(self.texts.clone());
        let changes = changes::of(&manifest.changes);
        let (scenario, options) = scenarios::open_files(&tree, &manifest.scenario, &changes)?;
        if scenario.hash != manifest.scenario_hash {
            return Err(Fault::scenario(format!(
                "what came of the scenario `{}` is not what was sent: its hash is {}, not {}",
                manifest.scenario, scenario.hash, manifest.scenario_hash
            )));
        }
        make_part(manifest, &case(&scenario, options), &part, progress)
    }
}

/// The part of a study that begins with a run.
///
/// # Errors
/// If there is none.
pub fn part(manifest: &Manifest, first: u32) -> Result<Range<u32>, Fault> {
    let found = manifest.plan.parts(manifest.chunk).find(|part| part.start == first);
    found.ok_or_else(|| Fault::usage(format!("no part of this study begins with run {first}")))
}

fn ensure_version(manifest: &Manifest) -> Result<(), Fault> {
    if manifest.version == VERSION {
        return Ok(());
    }
    Err(Fault::usage(format!(
        "the study is version {}'s, this is {VERSION}: the same version must be everywhere",
        manifest.version
    )))
}

/// By the same steps as in the study's own folder, so that the bytes are the same.
fn make_part(
    manifest: &Manifest,
    case: &Case,
    part: &Range<u32>,
    progress: &dyn Progress,
) -> Result<PartFiles, Fault> {
    let room = tempfile::Builder::new().prefix("powderkeg-").tempdir();
    let room = room.map_err(|error| Fault::of_path("cannot write in", &std::env::temp_dir(), &error))?;
    let folder = Folder::open(room.path(), manifest.clone(), case)?;
    let courses = case.courses(&manifest.plan, part.clone(), true, &|| progress.done());
    folder.save(part, &courses)?;
    Ok(folder.part_files(part)?)
}
