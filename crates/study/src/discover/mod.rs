//! Where an ending lies: the few ranges of the uncertain numbers in which it comes about most.
//!
//! PRIM, the patient rule induction method (Friedman and Fisher 1999, Statistics and Computing 9:123), used for
//! discovery as Bryant and Lempert 2010 (Technological Forecasting and Social Change 77:34) do. One half of the runs
//! finds a box, the other half says what it is worth: on the runs that chose it, a box looks better than it is.

mod paste;
mod peel;
mod points;

pub use self::points::{Limits, Points, Region, Tally};
use crate::significance::binomial_tail;

/// Share of a box's runs that one step of peeling or pasting takes or gives.
pub const ALPHA: f64 = 0.05;

/// What a box is chosen by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The least share of the endings that the box must hold, in the half that finds it.
    pub coverage: f64,
    /// A limit stays only if chance alone would have made it as good with less than this probability, shared among
    /// all numbers.
    pub significance: f64,
}

impl Default for Rule {
    /// Most endings; one in twenty by chance.
    fn default() -> Self {
        Self { coverage: 0.5, significance: 0.05 }
    }
}

/// A step of the way from all runs to few.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The box.
    pub region: Region,
    /// What it holds of the half that found it.
    pub found: Tally,
    /// What it holds of the other half.
    pub held_out: Tally,
}

/// A number's limits in a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restriction {
    /// Which number.
    pub number: usize,
    /// Its limits.
    pub limits: Limits,
    /// How likely the runs outside these limits would do as well: quasi-p-value in the half that found the box.
    pub quasi_p: f64,
    /// The same in the other half, which had no part in it: a p-value as such.
    pub p: f64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// Every box on the way, from all runs on.
    pub trajectory: Vec<Step>,
    /// The box that was chosen: of those that hold enough of the endings the widest that is as dense as any, without
    /// limits that say nothing, pasted.
    pub chosen: Step,
    /// Its limits, the most telling first.
    pub restrictions: Vec<Restriction>,
}

/// Looks for a box. Runs of odd places in `points` find it, the others judge it.
#[must_use]
pub fn discover(points: &Points, rule: Rule) -> Discovery {
    let (finding, judging) = points.halves();
    let step = |region: Region| {
        let (found, held_out) = (finding.tally(&region), judging.tally(&region));
        Step { region, found, held_out }
    };
    let all: Vec<usize> = (0..points.numbers()).collect();
    let (way, region) = search(&finding, &all, rule);
    // Where many numbers say nothing, peeling spends itself on them. So those that said something, then or alone, are
    // peeled again without the others, until all of them do.
    let says_something =
        |number: &usize| region.is_restricted(*number) || says_something_alone(&finding, *number, rule);
    let mut numbers: Vec<usize> = all.into_iter().filter(says_something).collect();
    let (mut way, mut region) = (way, Region::whole(points.numbers()));
    while !numbers.is_empty() {
        (way, region) = search(&finding, &numbers, rule);
        let telling: Vec<usize> = region.restricted().collect();
        if telling.len() == numbers.len() {
            break;
        }
        numbers = telling;
    }
    let trajectory = way.into_iter().map(step).collect();
    paste::paste(&mut region, &finding);
    let chosen = step(region);
    let mut restrictions: Vec<Restriction> = chosen
        .region
        .restricted()
        .map(|number| Restriction {
            number,
            limits: chosen.region.limits(number),
            quasi_p: quasi_p(&finding, &chosen.region, number),
            p: quasi_p(&judging, &chosen.region, number),
        })
        .collect();
    restrictions.sort_by(|one, other| one.quasi_p.total_cmp(&other.quasi_p));
    Discovery { trajectory, chosen, restrictions }
}

/// Peels some numbers: all boxes on the way, and the one that is chosen of them, without limits that say nothing.
fn search(points: &Points, numbers: &[usize], rule: Rule) -> (Vec<Region>, Region) {
    let way = peel::trajectory(points, numbers, rule.coverage);
    let mut region = widest_of_the_best(points, &way, rule.coverage);
    drop_limits(&mut region, points, rule.significance);
    (way, region)
}

fn says_something_alone(points: &Points, number: usize, rule: Rule) -> bool {
    search(points, &[number], rule).1.is_restricted(number)
}

/// The widest of the boxes that are as good as the densest: within one standard error of its density (the rule of
/// Breiman et al. 1984, Classification and Regression Trees, section 3.4.3). Of those that hold enough of the endings;
/// the first holds all.
fn widest_of_the_best(points: &Points, way: &[Region], coverage: f64) -> Region {
    let tallies = way.iter().map(|region| (points.tally(region), region));
    let held: Vec<_> = tallies.filter(|(tally, _)| tally.coverage() >= coverage).collect();
    let best =
        held.iter().map(|(tally, _)| tally).max_by(|one, other| one.density().total_cmp(&other.density()));
    let least = best.map_or(0.0, |best| {
        let density = best.density();
        density - (density * (1.0 - density) / f64::from(best.inside.of.max(1))).sqrt()
    });
    let widest = held.iter().find(|(tally, _)| tally.density() >= least);
    widest.map_or_else(|| Region::whole(points.numbers()), |(_, region)| (*region).clone())
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

/// How likely a box would be as good without what limits this number.
fn quasi_p(points: &Points, region: &Region, number: usize) -> f64 {
    let mut wider = region.clone();
    wider.limit(number, Limits::NONE);
    tail(points, region, &wider)
}

/// The probability that as many or more of the box's runs would be endings, if they were runs of the wider one: the
/// quasi-p-value of Bryant and Lempert 2010.
fn tail(points: &Points, region: &Region, wider: &Region) -> f64 {
    let inside = points.tally(region).inside;
    binomial_tail(inside.held, inside.of, points.tally(wider).density())
}

#[cfg(test)]
mod tests {
    use powderkeg_engine::dice::{Dice, Key, Stream};

    use super::*;

    /// Runs with ten numbers from 0 to 1, and an ending that comes with probability 0.9 where the first is above 0.6
    /// and the second below 0.5, else with probability `elsewhere`.
    fn planted(runs: u32, inside: f64, elsewhere: f64) -> Points {
        let uniform = |what: &str, n| Dice::new(11).uniform_at(Stream::Study, Key::of(what), n);
        let mut points = Points::new(10);
        for n in 0..runs {
            let at: Vec<f64> = (0..10).map(|x| uniform(&format!("x{x}"), n)).collect();
            let p = if at[0] > 0.6 && at[1] < 0.5 { inside } else { elsewhere };
            points.add(&at, uniform("y", n) < p);
        }
        points
    }

    #[test]
    fn a_planted_box_is_found_and_nothing_else() {
        let found = discover(&planted(4000, 0.9, 0.05), Rule::default());
        let limits: Vec<usize> = found.restrictions.iter().map(|row| row.number).collect();
        assert!(limits == [0, 1] || limits == [1, 0], "{found:?}");
        let [first, second] = [0, 1].map(|number| found.chosen.region.limits(number));
        assert!((first.low - 0.6).abs() < 0.05 && first.high.is_infinite(), "{first:?}");
        assert!((second.high - 0.5).abs() < 0.05 && second.low.is_infinite(), "{second:?}");
        // 0.18 of 0.18 + 0.04 lie in it.
        assert!((found.chosen.held_out.coverage() - 0.8).abs() < 0.08, "{:?}", found.chosen);
        assert!((found.chosen.held_out.density() - 0.9).abs() < 0.06, "{:?}", found.chosen);
        assert!(found.restrictions.iter().all(|row| row.quasi_p < 1e-9 && row.p < 1e-9));
    }

    #[test]
    fn where_there_is_nothing_nothing_is_found() {
        let found = discover(&planted(2000, 0.3, 0.3), Rule::default());
        assert_eq!(found.restrictions, []);
        assert_eq!(found.chosen.found.inside.of, 1000);
        // On the way, the half that looks for boxes sees what is not there.
        let last = found.trajectory.last().unwrap();
        assert!(last.found.density() > last.held_out.density() + 0.05, "{last:?}");
    }

    #[test]
    fn an_ending_that_never_or_always_comes_has_no_box() {
        for p in [0.0, 1.0] {
            let found = discover(&planted(200, p, p), Rule::default());
            assert_eq!((found.restrictions.len(), found.chosen.found.inside.of), (0, 100));
        }
    }

    #[test]
    fn a_value_that_many_runs_share_is_taken_whole() {
        // 0 in three of five runs; the ending comes only with 1.
        let mut points = Points::new(1);
        for n in 0..1000 {
            points.add(&[f64::from(u8::from(n % 5 > 2))], n % 5 > 2);
        }
        let found = discover(&points, Rule::default());
        assert_eq!(found.chosen.region.limits(0), Limits { low: 1.0, high: f64::INFINITY });
        assert_eq!((found.chosen.held_out.density(), found.chosen.held_out.coverage()), (1.0, 1.0));
    }
}
