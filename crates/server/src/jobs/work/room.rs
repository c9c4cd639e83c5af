//! Whether a study fits on the disk, asked before it is begun.

use std::path::Path;

use powderkeg_report::words::count;
use powderkeg_study::row::Columns;
use powderkeg_study::store::Manifest;

use crate::api::{Fault, FaultKind};

/// Bytes of a value in a row.
const VALUE: u64 = 8;
/// Bytes of a row besides its values: its number, seed, number of events and hash.
const BESIDE: u64 = 48;
/// While a study is put together its parts are still there, each with its counts: measured on the founding scenario, two
/// and a half times the rows at most.
const AT_ONCE: (u64, u64) = (5, 2);

/// Refuses a study that is larger than what is free below `folder`, where it is to be. What it has in `dir` already, if it
/// was begun, needs no room any more.
pub fn ensure(folder: &Path, dir: &Path, manifest: &Manifest, columns: &Columns) -> Result<(), Fault> {
    let free = fs4::available_space(folder);
    let free =
        free.map_err(|error| Fault::of_path("cannot tell how much room there is in", folder, &error))?;
    let needed = needed(manifest.plan.runs, columns).saturating_sub(held(dir));
    if needed <= free {
        return Ok(());
    }
    let message = format!(
        "there is no room for it: {} runs of this scenario take about {} more while they are made, and {} are free in {}; make \
         fewer runs, or make room",
        count(manifest.plan.runs),
        size(needed),
        size(free),
        folder.display()
    );
    Err(Fault::new(FaultKind::NoRoom, message))
}

/// Bytes of the files in a folder, whatever is in it; 0 if it is not there.
fn held(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let bytes = entries.filter_map(|entry| {
        let file = entry.metadata().ok()?;
        Some(if file.is_dir() { held(&entry.path()) } else { file.len() })
    });
    bytes.sum()
}

/// Bytes that a study takes at most, about.
fn needed(runs: u32, columns: &Columns) -> u64 {
    u64::from(runs) * row(columns) * AT_ONCE.0 / AT_ONCE.1
}

/// Bytes of a row. Values hardly compress: most of them are drawn.
fn row(columns: &Columns) -> u64 {
    let Columns { facts, outcomes, parties, parameters, .. } = columns;
    let values = 2 + facts.len() + outcomes.len() + 3 * parties.len() + 2 + parameters.len();
    BESIDE + VALUE * values as u64
}

/// "3.2 GB".
fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    let mut size = bytes as f64 / 1e3;
    let mut unit = 0;
    while size >= 1e3 && unit + 1 < UNITS.len() {
        (size, unit) = (size / 1e3, unit + 1);
    }
    format!("{size:.1} {}", UNITS[unit])
}
