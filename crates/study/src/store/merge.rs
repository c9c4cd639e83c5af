//! Shards of a study, put together as the study.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::whole::write_whole;
use super::{COUNTS, Fault, MANIFEST, Manifest, Part, RUNS, Saved, Target, names_in, table};

/// Puts all shards of a study together in a new folder, and returns the study as if it had been run in one.
///
/// # Errors
/// If they are not the shards of one study, each once, all complete; if `out` holds anything, or cannot be written.
/// Nothing is left of `out` then.
pub fn merge(dirs: &[PathBuf], out: &Path) -> Result<Saved, Fault> {
    let shards = in_order(dirs)?;
    if !names_in(out)?.is_empty() {
        let help = "nothing was changed; name a new folder";
        return Err(Fault::refused(format!("{} is not empty: {help}", out.display())));
    }
    let wrong = |error: &std::io::Error| Fault::of(out, "cannot write", error);
    // An empty folder gives way to the whole one; a link to it would not.
    let place = std::fs::canonicalize(out).unwrap_or_else(|_| out.to_path_buf());
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = place
        .file_name()
        .ok_or_else(|| Fault::refused(format!("{} is no name of a folder", out.display())))?;
    let stage = parent.join(format!("{}{}", table::UNFINISHED, name.to_string_lossy()));
    if stage.exists() {
        std::fs::remove_dir_all(&stage).map_err(|error| wrong(&error))?;
    }
    std::fs::create_dir_all(&stage).map_err(|error| wrong(&error))?;
    let done = put_together(&shards, &stage)
        .and_then(|()| std::fs::rename(&stage, &place).map_err(|error| wrong(&error)));
    if let Err(fault) = done {
        let _ = std::fs::remove_dir_all(&stage);
        return Err(fault);
    }
    table::sync_folder_of(&place);
    Saved::open(out)
}

fn put_together(shards: &[Saved], stage: &Path) -> Result<(), Fault> {
    let [first, ..] = shards else { return Ok(()) };
    let manifest = first.manifest.whole();
    let mark = manifest.mark();
    let target = Target { dir: stage, columns: &first.columns, mark: &mark };
    let part = |shard: &Saved| Part {
        runs: shard.dir.join(RUNS),
        counts: shard.dir.join(COUNTS),
        mark: shard.manifest.mark(),
    };
    target.put_together(&manifest.plan.shard_runs(), shards.iter().map(part))?;
    write_whole(&stage.join(MANIFEST), &manifest.to_toml())
}

/// The shards by their number, once it is clear that they are those of one study.
fn in_order(dirs: &[PathBuf]) -> Result<Vec<Saved>, Fault> {
    let mut shards: BTreeMap<u32, Saved> = BTreeMap::new();
    let mut whole: Option<(Manifest, &PathBuf)> = None;
    for dir in dirs {
        let saved = Saved::open(dir)?;
        let mine = saved.manifest.whole();
        let (first, named) = whole.get_or_insert_with(|| (mine.clone(), dir));
        if let Some(how) = mine.differs_from(first) {
            let (dir, named) = (dir.display(), named.display());
            return Err(Fault::refused(format!("{dir} is of another study than {named}: {how}")));
        }
        let of = saved.manifest.plan.shard.of();
        if let Some(other) = shards.values().find(|other| other.manifest.plan.shard.of() != of) {
            let (own, others) = (saved.manifest.plan.shard, other.manifest.plan.shard);
            let (dir, other) = (dir.display(), other.dir.display());
            return Err(Fault::refused(format!(
                "{dir} is shard {own}, {other} is {others}: a study is cut one way"
            )));
        }
        let shard = saved.manifest.plan.shard;
        if let Some(other) = shards.insert(shard.index(), saved) {
            let (dir, other) = (dir.display(), other.dir.display());
            return Err(Fault::refused(format!("{dir} and {other} are both shard {shard}")));
        }
    }
    let of = shards.values().next().map_or(0, |saved| saved.manifest.plan.shard.of());
    let missing: Vec<String> =
        (1..=of).filter(|index| !shards.contains_key(index)).map(|index| format!("{index}/{of}")).collect();
    if !missing.is_empty() {
        return Err(Fault::refused(format!("shards are missing: {}", missing.join(", "))));
    }
    Ok(shards.into_values().collect())
}
