//! One box: peeled, chosen among those on the way, freed of limits that say nothing, pasted.

use super::points::{Points, Region};
use super::{Rule, paste, peel};
use crate::significance::binomial_tail;

/// All boxes on the way, and the one that is chosen.
pub(super) fn search(points: &Points, rule: Rule) -> (Vec<Region>, Region) {
    let all: Vec<usize> = (0..points.numbers()).collect();
    let (mut way, mut region) = peeled(points, &all, rule);
    // Where many numbers say nothing, peeling spends itself on them. So those that said something, then or alone, are
    // peeled again without the others, until all of them do.
    let says_something =
        |number: &usize| region.is_restricted(*number) || says_something_alone(points, *number, rule);
    let mut numbers: Vec<usize> = all.into_iter().filter(says_something).collect();
    region = Region::whole(points.numbers());
    while !numbers.is_empty() {
        (way, region) = peeled(points, &numbers, rule);
        let telling: Vec<usize> = region.restricted().collect();
        if telling.len() == numbers.len() {
            break;
        }
        numbers = telling;
    }
    paste::paste(&mut region, points);
    (way, region)
}

/// Peels some numbers: all boxes on the way, and the one that is chosen of them, without limits that say nothing.
fn peeled(points: &Points, numbers: &[usize], rule: Rule) -> (Vec<Region>, Region) {
    let way = peel::trajectory(points, numbers, rule.coverage);
    let mut region = most_telling(points, &way);
    drop_limits(&mut region, points, rule.significance);
    (way, region)
}

fn says_something_alone(points: &Points, number: usize, rule: Rule) -> bool {
    peeled(points, &[number], rule).1.is_restricted(number)
}

/// The box that with the rest outside explains most; the widest of equals.
fn most_telling(points: &Points, way: &[Region]) -> Region {
    let mut best = (0.0, Region::whole(points.numbers()));
    for region in way {
        let gain = points.tally(region).gain();
        if gain > best.0 {
            best = (gain, region.clone());
        }
    }
    best.1
}

/// Takes away, one after the other, the limits that say least, until all that are left say something. Either end of a
/// number's range is a limit of its own.
fn drop_limits(region: &mut Region, points: &Points, significance: f64) {
    // Peeling has chosen among all limits: by chance alone, one of many looks good.
    let threshold = significance / (2 * points.numbers()).max(1) as f64;
    loop {
        let wider = region.without_one_limit().map(|wider| (tail(points, region, &wider), wider));
        match wider.max_by(|one, other| one.0.total_cmp(&other.0)) {
            Some((p, wider)) if p >= threshold => *region = wider,
            Some(_) | None => return,
        }
    }
}

/// The probability that as many or more of the box's runs would be endings, if they were runs of the wider one: the
/// quasi-p-value of Bryant and Lempert 2010.
pub(super) fn tail(points: &Points, region: &Region, wider: &Region) -> f64 {
    let inside = points.tally(region).inside;
    binomial_tail(inside.held, inside.of, points.tally(wider).density())
}
