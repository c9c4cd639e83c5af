//! Bottom-up pasting: what peeling took too much of is given back, as long as the box gets denser by it.

use super::ALPHA;
use super::points::{Limits, Points, Region};

/// Widens one limit after the other, always the one that makes the box densest, until none does.
pub(super) fn paste(region: &mut Region, points: &Points) {
    loop {
        let before = points.tally(region).density();
        let mut best: Option<(f64, Region)> = None;
        for number in region.restricted() {
            for wider in [wider(region, points, number, true), wider(region, points, number, false)] {
                let Some(wider) = wider else { continue };
                let density = points.tally(&wider).density();
                if density > best.as_ref().map_or(before, |best| best.0) {
                    best = Some((density, wider));
                }
            }
        }
        match best {
            Some((_, wider)) => *region = wider,
            None => return,
        }
    }
}

/// The box with one limit moved out by as many runs as a slice holds; `None` if there is no such limit. Where no runs
/// are left beyond, the limit goes.
fn wider(region: &Region, points: &Points, number: usize, is_low: bool) -> Option<Region> {
    let limits = region.limits(number);
    let is_beyond = |value: f64| if is_low { value < limits.low } else { value > limits.high };
    let limit = if is_low { limits.low } else { limits.high };
    if limit.is_infinite() {
        return None;
    }
    let others: Vec<usize> = region.restricted().filter(|&other| other != number).collect();
    let column = points.column(number);
    let mut beyond: Vec<f64> = (0..points.runs())
        .filter(|&run| is_beyond(column[run]) && points.is_in(run, region, &others))
        .map(|run| column[run])
        .collect();
    // The nearest first.
    beyond.sort_by(|one, other| if is_low { other.total_cmp(one) } else { one.total_cmp(other) });
    let slice = ((ALPHA * f64::from(points.tally(region).inside.of)) as usize).max(1);
    let end = if is_low { f64::NEG_INFINITY } else { f64::INFINITY };
    let to = beyond.get(slice - 1).copied().unwrap_or(end);
    let mut wider = region.clone();
    wider.limit(number, if is_low { Limits { low: to, ..limits } } else { Limits { high: to, ..limits } });
    Some(wider)
}
