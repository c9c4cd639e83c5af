//! Top-down peeling: from all runs, again and again, the thin slice that does best to be without.

use super::ALPHA;
use super::points::{Limits, Points, Region};

/// Boxes of fewer runs say nothing.
const LEAST: usize = 20;

/// What is left while peeling.
struct Left<'a> {
    points: &'a Points,
    /// For each number that is looked at, the runs that are left by its value.
    orders: Vec<(usize, Vec<usize>)>,
    runs: usize,
    endings: usize,
}

/// A slice at one end of a number's values.
struct Slice {
    /// Its place in [`Left::orders`].
    place: usize,
    /// How many runs it takes, from that end.
    runs: usize,
    is_low: bool,
    /// What the others gain in density, per run that is taken.
    gain: f64,
}

/// Every box on the way, the whole first, with limits of some `numbers`, until it holds less than the share `coverage`
/// of all endings or hardly any runs.
pub(super) fn trajectory(points: &Points, numbers: &[usize], coverage: f64) -> Vec<Region> {
    let mut region = Region::whole(points.numbers());
    let mut trajectory = vec![region.clone()];
    let mut left = Left::all(points, numbers);
    let all = points.tally(&region).all;
    let least = coverage * f64::from(all.held);
    while let Some(slice) = left.best_slice() {
        left.peel(&slice, &mut region);
        if left.runs < LEAST || (left.endings as f64) < least {
            break;
        }
        trajectory.push(region.clone());
    }
    trajectory
}

impl<'a> Left<'a> {
    fn all(points: &'a Points, numbers: &[usize]) -> Self {
        let order = |&number: &usize| {
            let column = points.column(number);
            let mut order: Vec<usize> = (0..points.runs()).collect();
            order.sort_by(|&one, &other| column[one].total_cmp(&column[other]));
            (number, order)
        };
        let endings = (0..points.runs()).filter(|&run| points.has(run)).count();
        Self { points, orders: numbers.iter().map(order).collect(), runs: points.runs(), endings }
    }

    /// The slice whose loss makes the rest denser, most for each run it takes; the first of equals. Per run, so that a
    /// value that many runs share is not taken just because it takes many at once (Kwakkel and Jaxa-Rozen 2016,
    /// Environmental Modelling & Software 79:311). `None` if nothing can be taken, or all that is left are endings.
    fn best_slice(&self) -> Option<Slice> {
        if self.endings == self.runs {
            return None;
        }
        let mut best: Option<Slice> = None;
        for place in 0..self.orders.len() {
            for slice in [true, false].into_iter().filter_map(|is_low| self.slice(place, is_low)) {
                if best.as_ref().is_none_or(|best| slice.gain > best.gain) {
                    best = Some(slice);
                }
            }
        }
        best
    }

    fn slice(&self, place: usize, is_low: bool) -> Option<Slice> {
        let (number, order) = &self.orders[place];
        let column = self.points.column(*number);
        let at = |place: usize| if is_low { order[place] } else { order[self.runs - 1 - place] };
        let mut runs = ((ALPHA * self.runs as f64) as usize).max(1);
        // Equal values go together.
        while runs < self.runs && column[at(runs)].total_cmp(&column[at(runs - 1)]).is_eq() {
            runs += 1;
        }
        let rest = self.runs.checked_sub(runs).filter(|&rest| rest > 0)?;
        let endings = (0..runs).filter(|&place| self.points.has(at(place))).count();
        let density = |endings: usize, runs: usize| endings as f64 / runs as f64;
        let gain = density(self.endings - endings, rest) - density(self.endings, self.runs);
        Some(Slice { place, runs, is_low, gain: gain / runs as f64 })
    }

    fn peel(&mut self, slice: &Slice, region: &mut Region) {
        let (number, order) = &self.orders[slice.place];
        let (taken, kept) = if slice.is_low {
            order.split_at(slice.runs)
        } else {
            let (kept, taken) = order.split_at(self.runs - slice.runs);
            (taken, kept)
        };
        let value = |run: Option<&usize>| run.map(|&run| self.points.column(*number)[run]);
        let limits = region.limits(*number);
        region.limit(
            *number,
            if slice.is_low {
                Limits { low: value(kept.first()).unwrap_or(limits.low), ..limits }
            } else {
                Limits { high: value(kept.last()).unwrap_or(limits.high), ..limits }
            },
        );
        let mut is_taken = vec![false; self.points.runs()];
        taken.iter().for_each(|&run| is_taken[run] = true);
        self.endings -= taken.iter().filter(|&&run| self.points.has(run)).count();
        self.runs -= slice.runs;
        for (_, order) in &mut self.orders {
            order.retain(|&run| !is_taken[run]);
        }
    }
}
