//! In which ranges of its numbers an ending of a study mostly lies.

use powderkeg_study::discover::{self, Look, Restriction, Tally};
use powderkeg_study::row::Quantity;
use powderkeg_study::share::Share;

use super::study::{Columnar, with_interval};
use crate::api::{
    DiscoverAsked, Discovery, DiscoveryBox, Fault, Histogram, Limits, SelectionAsked, Unconfirmed, Worth,
};

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
    let first = found.first();
    let all = both(first.chosen.found.all, first.chosen.held_out.all);
    let way = |half: fn(&discover::Step) -> Tally| {
        let step = |step| (half(step).coverage(), half(step).density());
        first.trajectory.iter().map(step).collect()
    };
    let mut boxes =
        found.boxes.iter().map(|look| told(numbers, look, rows)).collect::<Result<Vec<_>, _>>()?.into_iter();
    Ok(Discovery {
        study: asked.study.clone(),
        outcome: asked.outcome.clone(),
        base: with_interval(all),
        found: boxes.next(),
        further: boxes.collect(),
        together: (found.boxes.len() > 1).then(|| worth(found.together())),
        unconfirmed: found.unconfirmed().map(unconfirmed),
        trajectory: way(|step| step.found),
        held_out: way(|step| step.held_out),
    })
}

fn told(numbers: &[Quantity], look: &Look, rows: &Columnar) -> Result<DiscoveryBox, Fault> {
    let paths: Vec<String> = look.restrictions.iter().map(|row| numbers[row.number].name.clone()).collect();
    let histograms =
        rows.select(&SelectionAsked { histograms: paths, ..SelectionAsked::default() })?.histograms;
    let limits = look.restrictions.iter().zip(histograms);
    Ok(DiscoveryBox {
        limits: limits.map(|(row, (histogram, _))| limit(&numbers[row.number], row, histogram)).collect(),
        worth: worth((look.chosen.found, look.chosen.held_out)),
    })
}

fn worth((found, held_out): (Tally, Tally)) -> Worth {
    Worth {
        density: with_interval(found.inside),
        coverage: with_interval(found.covered()),
        held_out: with_interval(held_out.inside),
        held_out_coverage: Some(with_interval(held_out.covered())),
    }
}

fn unconfirmed(look: &Look) -> Unconfirmed {
    Unconfirmed {
        ranges: look.restrictions.len(),
        density: with_interval(look.chosen.found.inside),
        held_out: with_interval(look.chosen.held_out.inside),
        p: look.p,
    }
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
