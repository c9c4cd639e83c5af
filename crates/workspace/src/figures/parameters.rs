//! A scenario's numbers, each with what is known of it.

use powderkeg_engine::parameter::Parameter;
use powderkeg_engine::setup::Setup;
use powderkeg_report::export::text::plain;
use powderkeg_scenario::meaning::meaning;
use powderkeg_scenario::written::parts;
use serde_json::{Value, json};

/// What a source says that is none, as the dossier counts them.
const ASSUMPTION: &str = "assumption";

/// All of them, in its order.
#[must_use]
pub fn parameters(setup: &Setup) -> Value {
    setup.parameters.iter().map(|row| parameter(setup, row)).collect()
}

fn parameter(setup: &Setup, row: &Parameter) -> Value {
    let (distribution, numbers) = parts(&row.distribution);
    let origin = setup.origins.get(row.origin);
    let bound = |bound: f64| bound.is_finite().then_some(bound);
    json!({
        "path": row.path,
        "unit": row.unit,
        "doc": meaning(&row.path),
        "distribution": distribution,
        "numbers": numbers,
        "min": bound(row.min),
        "max": bound(row.max),
        "source": plain(&row.source),
        "is_assumption": row.source.to_lowercase().contains(ASSUMPTION),
        "is_lever": row.lever,
        "file": origin.map(|origin| origin.file.as_str()).filter(|file| !file.is_empty()),
        "line": origin.map(|origin| origin.line).filter(|&line| line > 0),
    })
}
