//! How much can be asked for at once, found out before the work and not after it.

use powderkeg_study::plan::Plan;
use powderkeg_study::row::Columns;
use powderkeg_study::store::RowTable;

use crate::fault::Fault;

/// The most threads that can be asked for.
pub const MOST_THREADS: usize = 1_024;

/// The most files that a study is saved in on the way.
const MOST_PARTS: u32 = 1_000_000;

/// The most bytes of rows that are kept in memory.
const MOST_BYTES: u64 = 2 << 30;

/// Seeds fit a TOML integer, so that manifests can hold them.
///
/// # Errors
/// If the seeds of so many runs, one after the other, do not.
pub fn ensure_seeds(first: u64, runs: u32) -> Result<(), Fault> {
    let last = first.checked_add(u64::from(runs.saturating_sub(1)));
    if last.is_some_and(|last| i64::try_from(last).is_ok()) {
        return Ok(());
    }
    Err(Fault::usage(format!("the last seeds would be beyond {}: begin lower", i64::MAX)))
}

/// A chunk is in memory, with its days, until it is saved; and each is a file.
///
/// # Errors
/// If the chunks are too many or too large, with what would do.
pub fn ensure_parts(plan: &Plan, chunk: u32, columns: &Columns) -> Result<(), Fault> {
    let parts = plan.runs.div_ceil(chunk.max(1));
    if parts > MOST_PARTS {
        return Err(Fault::usage(format!(
            "{} runs in chunks of {chunk} are {parts} files, at most {MOST_PARTS} can be: take larger chunks",
            plan.runs
        )));
    }
    let days = u64::from(columns.days) * columns.outcomes.len() as u64 * size_of::<f64>() as u64;
    let bytes = RowTable::row_bytes(columns) + days;
    if u64::from(chunk.min(plan.runs)) * bytes > MOST_BYTES {
        let most = MOST_BYTES / bytes;
        return Err(Fault::usage(format!(
            "a chunk of {chunk} runs is more than is kept in memory: take chunks of at most {most}"
        )));
    }
    Ok(())
}

/// Looks whether so many runs, of so many bytes each, can be kept in memory. `instead`: what to do otherwise.
///
/// # Errors
/// If they are too many.
pub fn ensure_room(runs: u64, bytes: u64, instead: &str) -> Result<(), Fault> {
    let all = runs.saturating_mul(bytes);
    if all <= MOST_BYTES {
        return Ok(());
    }
    Err(Fault::usage(format!(
        "{runs} runs of {bytes} bytes each are more than is kept in memory ({:.1} of {} GiB): {instead}",
        all as f64 / f64::from(1 << 30),
        MOST_BYTES >> 30
    )))
}
