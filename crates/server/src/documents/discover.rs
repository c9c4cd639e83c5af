//! In which ranges of its numbers an ending of a study mostly lies.

use powderkeg_study::discover::{self, Restriction, Tally};
use powderkeg_study::row::Quantity;
use powderkeg_study::share::Share;

use super::study::{Columnar, with_interval};
use crate::api::{DiscoverAsked, Discovery, DiscoveryBox, Fault, Histogram, Limits, SelectionAsked};

/// What was found. `numbers` are those that the study's rows tell, `rows` the rows.
///
/// # Errors
/// If the rows do not tell of a number.
pub fn found(
    asked: &DiscoverAsked,
    numbers: &[Quantity],
    found: &discover::Discovery,
    rows: &Columnar,
) -> Result<Discovery, Fault> {
    let all = both(found.chosen.found.all, found.chosen.held_out.all);
    let way = |half: fn(&discover::Step) -> Tally| {
        let step = |step| (half(step).coverage(), half(step).density());
        found.trajectory.iter().map(step).collect()
    };
    Ok(Discovery {
        study: asked.study.clone(),
        outcome: asked.outcome.clone(),
        base: with_interval(all),
        found: if found.restrictions.is_empty() { None } else { Some(chosen(numbers, found, rows)?) },
        trajectory: way(|step| step.found),
        held_out: way(|step| step.held_out),
    })
}

fn chosen(numbers: &[Quantity], found: &discover::Discovery, rows: &Columnar) -> Result<DiscoveryBox, Fault> {
    let Tally { inside, all } = found.chosen.found;
    let paths: Vec<String> = found.restrictions.iter().map(|row| numbers[row.number].name.clone()).collect();
    let histograms =
        rows.select(&SelectionAsked { histograms: paths, ..SelectionAsked::default() })?.histograms;
    let limits = found.restrictions.iter().zip(histograms);
    Ok(DiscoveryBox {
        limits: limits.map(|(row, (histogram, _))| limit(&numbers[row.number], row, histogram)).collect(),
        density: with_interval(inside),
        coverage: with_interval(Share { held: inside.held, of: all.held }),
        held_out: with_interval(found.chosen.held_out.inside),
    })
}

fn limit(number: &Quantity, row: &Restriction, histogram: Histogram) -> Limits {
    let end = |limit: f64| limit.is_finite().then_some(limit);
    Limits {
        path: number.name.clone(),
        unit: number.unit.clone(),
        low: end(row.limits.low),
        high: end(row.limits.high),
        // That of the half that had no part in finding the box.
        p: row.p,
        histogram: Some(histogram),
    }
}

fn both(one: Share, other: Share) -> Share {
    Share { held: one.held + other.held, of: one.of + other.of }
}
