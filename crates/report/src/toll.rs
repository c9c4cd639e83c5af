//! Losses in words.

use powderkeg_study::toll::Toll;

use crate::words::{count, counted};

/// One line for each sort of loss; "none" if there is none.
#[must_use]
pub fn lines(toll: &Toll) -> Vec<String> {
    let lines = [
        (toll.killed > 0).then(|| format!("{} killed", count(toll.killed))),
        (toll.wounded > 0).then(|| format!("{} wounded", count(toll.wounded))),
        (toll.captured > 0).then(|| format!("{} captured", count(toll.captured))),
        (toll.vehicles > 0).then(|| format!("{} lost", counted(toll.vehicles, "vehicle", "vehicles"))),
        (toll.aircraft > 0).then(|| format!("{} aircraft lost", count(toll.aircraft))),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    if lines.is_empty() { vec!["none".into()] } else { lines }
}
