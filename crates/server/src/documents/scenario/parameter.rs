//! A scenario's numbers, each with what is known of it.

use powderkeg_engine::parameter::{self, Distribution};
use powderkeg_engine::setup::Setup;
use powderkeg_report::export::text::plain;
use powderkeg_scenario::meaning::meaning;
use powderkeg_scenario::written::written;

use super::super::round::significant;
use super::density::relative;
use crate::api::{Parameter, ParameterKind};

/// Shares of the probability that are shown as quantiles.
const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// What a source says that is none, as the dossier counts them.
const ASSUMPTION: &str = "assumption";

/// All numbers of a scenario, in its order.
pub(super) fn parameters(setup: &Setup) -> Vec<Parameter> {
    setup.parameters.iter().map(|row| parameter(setup, row)).collect()
}

/// A number of a scenario.
pub(super) fn parameter(setup: &Setup, row: &parameter::Parameter) -> Parameter {
    let parameter::Parameter { distribution, min, max, .. } = row;
    let origin = setup.origins.get(row.origin);
    let bound = |bound: f64| bound.is_finite().then_some(bound);
    let quantile = |share| significant(distribution.quantile(share, *min, *max)).max(*min).min(*max);
    let [q05, q25, q50, q75, q95] = SHARES.map(quantile);
    let density = relative(distribution, *min, *max);
    Parameter {
        path: row.path.clone(),
        doc: meaning(&row.path).to_string(),
        unit: row.unit.clone(),
        kind: kind(row),
        value: value(row),
        min: bound(*min),
        max: bound(*max),
        quantiles: (q05, q25, q50, q75, q95),
        density: density.into_iter().map(|(x, height)| (significant(x), significant(height))).collect(),
        source: plain(&row.source),
        is_assumption: row.source.to_lowercase().contains(ASSUMPTION),
        file: origin.map_or_else(String::new, |origin| origin.file.clone()),
        line: origin.map_or(0, |origin| origin.line as usize),
    }
}

fn kind(row: &parameter::Parameter) -> ParameterKind {
    match (row.lever, row.distribution.is_constant()) {
        (true, _) => ParameterKind::Lever,
        (false, true) => ParameterKind::Fixed,
        (false, false) => ParameterKind::Uncertain,
    }
}

/// What reads as this number after `--set PATH=`; a number that replaces a lever's stays a lever.
fn value(row: &parameter::Parameter) -> String {
    let remarks: Vec<String> = row.lever.then(|| "lever = true".to_string()).into_iter().collect();
    match &row.distribution {
        Distribution::Constant(value) => value.to_string(),
        other => written(other, &remarks),
    }
}
