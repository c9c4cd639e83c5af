//! Planted boxes are found again, and nothing else.

use powderkeg_engine::dice::{Dice, Key, Stream};

use super::*;

/// Numbers of a run.
const NUMBERS: usize = 10;

/// Runs with ten numbers from 0 to 1, and an ending whose probability hangs on them.
fn runs(seed: u64, count: u32, probability: impl Fn(&[f64]) -> f64) -> Points {
    let uniform = |what: &str, n| Dice::new(seed).uniform_at(Stream::Study, Key::of(what), n);
    let mut points = Points::new(NUMBERS);
    for n in 0..count {
        let at: Vec<f64> = (0..NUMBERS).map(|x| uniform(&format!("x{x}"), n)).collect();
        points.add(&at, uniform("y", n) < probability(&at));
    }
    points
}

/// An ending that comes with probability 0.9 where the first number is above 0.6 and the second below 0.5, else with
/// probability `elsewhere`.
fn planted(count: u32, inside: f64, elsewhere: f64) -> Points {
    runs(11, count, |x| if x[0] > 0.6 && x[1] < 0.5 { inside } else { elsewhere })
}

/// Another one, where the third is below 0.3 and the fourth above 0.4.
fn two_planted(seed: u64) -> Points {
    let is_in = |x: &[f64]| (x[0] > 0.6 && x[1] < 0.5) || (x[2] < 0.3 && x[3] > 0.4);
    runs(seed, 4000, |x| if is_in(x) { 0.9 } else { 0.05 })
}

/// Which numbers have limits in each box.
fn numbers(found: &Discovery) -> Vec<Vec<usize>> {
    found.boxes.iter().map(|look| look.chosen.region.restricted().collect()).collect()
}

#[test]
fn a_planted_box_is_found_and_nothing_else() {
    let found = discover(&planted(4000, 0.9, 0.05), Rule::default());
    assert_eq!((numbers(&found), &found.last.restrictions[..]), (vec![vec![0, 1]], &[][..]));
    let look = found.first();
    let [first, second] = [0, 1].map(|number| look.chosen.region.limits(number));
    assert!((first.low - 0.6).abs() < 0.05 && first.high.is_infinite(), "{first:?}");
    assert!((second.high - 0.5).abs() < 0.05 && second.low.is_infinite(), "{second:?}");
    // 0.18 of 0.18 + 0.04 lie in it.
    assert!((look.chosen.held_out.coverage() - 0.8).abs() < 0.08, "{:?}", look.chosen);
    assert!((look.chosen.held_out.density() - 0.9).abs() < 0.06, "{:?}", look.chosen);
    assert!(look.p < 1e-9 && look.restrictions.iter().all(|row| row.quasi_p < 1e-9 && row.p < 1e-9));
}

#[test]
fn two_planted_boxes_are_both_found_and_nothing_else() {
    for seed in 0..5 {
        let found = discover(&two_planted(seed), Rule::default());
        let mut which = numbers(&found);
        which.sort();
        assert_eq!((which, found.last.restrictions.len()), (vec![vec![0, 1], vec![2, 3]], 0), "seed {seed}");
        for look in &found.boxes {
            assert!((look.chosen.held_out.density() - 0.9).abs() < 0.08, "seed {seed}: {:?}", look.chosen);
        }
        // They hold 0.344 of the runs, of which 0.9 end so; of the others 0.05.
        let (_, together) = found.together();
        assert!((together.coverage() - 0.904).abs() < 0.05, "seed {seed}: {together:?}");
        assert!(together.outside().value().is_some_and(|share| share < 0.1), "seed {seed}: {together:?}");
    }
}

#[test]
fn a_box_holds_no_run_of_one_before_it_and_coverages_add_up() {
    let points = two_planted(3);
    let found = discover(&points, Rule::default());
    let [first, second] = &found.boxes[..] else { panic!("{found:?}") };
    let (_, judging) = points.halves();
    let (whole, one) = (judging.tally(&second.chosen.region), first.chosen.held_out);
    let both = (0..judging.runs()).filter(|&run| {
        let is_in = |look: &Look| judging.is_in(run, &look.chosen.region, &numbers_of(look));
        is_in(first) && is_in(second)
    });
    let both = both.count() as u32;
    let told = second.chosen.held_out;
    assert!(both > 0 && told.inside.of == whole.inside.of - both);
    assert_eq!((told.left.of, told.left.held), (one.outside().of, one.outside().held));
    assert_eq!((told.all, one.all), (whole.all, whole.all));
    let (_, together) = found.together();
    assert!((together.coverage() - one.coverage() - told.coverage()).abs() < 1e-12);
    assert_eq!(together.inside.of, one.inside.of + told.inside.of);
    assert_eq!(together.outside(), told.outside());
}

fn numbers_of(look: &Look) -> Vec<usize> {
    look.chosen.region.restricted().collect()
}

#[test]
fn both_ends_of_one_number_are_two_boxes() {
    let found =
        discover(&runs(4, 4000, |x| if (0.2..0.85).contains(&x[4]) { 0.05 } else { 0.8 }), Rule::default());
    assert_eq!(numbers(&found), [[4], [4]]);
    let ends: Vec<Limits> = found.boxes.iter().map(|look| look.chosen.region.limits(4)).collect();
    assert!((ends[0].low - 0.85).abs() < 0.05 && (ends[1].high - 0.2).abs() < 0.05, "{ends:?}");
}

/// What is denser than the rest only because the densest is gone is no place where the ending lies.
#[test]
fn a_slope_is_one_box() {
    for seed in 0..5 {
        let found = discover(&runs(seed, 4000, |x| 0.2 + 0.6 * x[0]), Rule::default());
        assert_eq!(numbers(&found), [[0]], "seed {seed}");
    }
}

#[test]
fn where_there_is_nothing_nothing_is_found() {
    let found = discover(&planted(2000, 0.3, 0.3), Rule::default());
    assert_eq!((found.boxes.len(), found.last.restrictions.len()), (0, 0));
    assert_eq!(found.last.chosen.found.inside.of, 1000);
    // On the way, the half that looks for boxes sees what is not there.
    let last = found.last.trajectory.last().unwrap();
    assert!(last.found.density() > last.held_out.density() + 0.05, "{last:?}");
}

/// The half that looks is wrong more often than the rule for limits says, since it chooses among all ranges. The other
/// half is not.
#[test]
fn what_the_other_half_does_not_bear_out_is_not_told() {
    let small = Rule { coverage: 0.05, ..Rule::default() };
    let found: Vec<Discovery> = (0..40).map(|seed| discover(&runs(seed, 1500, |_| 0.3), small)).collect();
    let sought = found.iter().filter(|found| found.unconfirmed().is_some()).count();
    let told = found.iter().filter(|found| !found.boxes.is_empty()).count();
    assert!(sought >= 8 && told <= 2, "{sought} found, {told} told");
}

#[test]
fn an_ending_that_never_or_always_comes_has_no_box() {
    for p in [0.0, 1.0] {
        let found = discover(&planted(200, p, p), Rule::default());
        assert_eq!((found.boxes.len(), found.last.restrictions.len()), (0, 0));
        assert_eq!(found.last.chosen.found.inside.of, 100);
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
    assert_eq!(found.boxes.len(), 1);
    let chosen = &found.first().chosen;
    assert_eq!(chosen.region.limits(0), Limits { low: 1.0, high: f64::INFINITY });
    assert_eq!((chosen.held_out.density(), chosen.held_out.coverage()), (1.0, 1.0));
}

#[test]
fn a_gain_is_that_of_two_densities_over_one() {
    let share = |held, of| crate::share::Share { held, of };
    // By hand: 3 of 4 inside, 1 of 6 outside, 4 of 10 in all.
    let tally = Tally { inside: share(3, 4), left: share(4, 10), all: share(4, 10) };
    let two = 3.0 * libm::log(0.75) + libm::log(0.25) + libm::log(1.0 / 6.0) + 5.0 * libm::log(5.0 / 6.0);
    let one = 4.0 * libm::log(0.4) + 6.0 * libm::log(0.6);
    assert!((tally.gain() - (two - one)).abs() < 1e-12);
    // A box that is less dense explains nothing.
    let sparse = Tally { inside: share(1, 6), ..tally };
    assert!(sparse.gain().abs() < 1e-12);
}
