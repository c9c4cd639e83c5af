//! Intervals cover what is known as often as they say.
//!
//! The scenario is one region whose months are all 0 °C. Its temperature on any day is the season's shift, N(0, 2²), and a
//! stationary autoregression of 1.5 °C: a normal of mean 0 and standard deviation 2.5.

use powderkeg_study::mean::Mean;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, Course};
use powderkeg_study::summary::Summary;

use crate::cases;

const SCENARIO: &str = r#"
[scenario]
title  = "Weather"
starts = 2030-01-01
ends   = 2030-01-02
[party.here]
kind = "state"
[weather.valley]
covers         = ["here"]
monthly_mean_c = { jan = 0, feb = 0, mar = 0, apr = 0, may = 0, jun = 0, jul = 0, aug = 0, sep = 0, oct = 0, nov = 0, dec = 0 }
season_shift_c = { normal = [0, 2] }
anomaly_sd_c   = 1.5
[outcome.below_one]
is   = "temperature(valley) < 1 ? 1 : 0"
unit = "1"
[outcome.bitter]
is   = "temperature(valley) < -4 ? 1 : 0"
unit = "1"
[outcome.degrees]
is   = "temperature(valley)"
unit = "°C"
"#;

const STUDIES: u32 = 300;
const RUNS: u32 = 60;

/// A study on seeds of its own.
fn runs(case: &Case, study: u32) -> Vec<Course> {
    let seed = u64::from(study) * u64::from(RUNS) + 1;
    let plan = Plan { seed, runs: RUNS, shard: Shard::WHOLE };
    case.courses(&plan, plan.shard_runs(), false, &|| {})
}

/// Nominal is 95 %; three standard errors of 300 studies are 3.8 points, and small samples cost a point or two.
fn is_near_nominal(covered: u32) -> bool {
    (0.905..=0.99).contains(&(f64::from(covered) / f64::from(STUDIES)))
}

#[test]
fn shares_means_and_differences_are_covered_as_often_as_they_say() {
    // Of the standard normal distribution, from any table: Φ(0.4), Φ(-1.6), and Φ(0) - Φ(0.4) for a degree more.
    let (below_one, bitter, difference) = (0.655_42, 0.054_80, 0.5 - 0.655_42);
    let (plain, warmer) = (
        cases::written(SCENARIO, &[]),
        cases::written(SCENARIO, &["weather.valley.season_shift_c={ normal = [1, 2] }"]),
    );
    let [mut of_half, mut of_few, mut of_means, mut of_pairs] = [0_u32; 4];
    let (mut all, mut narrow) = (Summary::new(plain.columns()), Mean::default());
    for study in 0..STUDIES {
        let (before, after) = (runs(&plain, study), runs(&warmer, study));
        let (mut summary, mut paired) = (Summary::new(plain.columns()), Mean::default());
        for (one, other) in before.iter().zip(&after) {
            summary.add(&one.row);
            all.add(&one.row);
            paired.add(other.row.outcomes[0] - one.row.outcomes[0]);
        }
        let holds = |(low, high): (f64, f64), share: f64| u32::from((low..=high).contains(&share));
        of_half += holds(summary.outcomes[0].share_of_some().wilson(), below_one);
        of_few += holds(summary.outcomes[1].share_of_some().wilson(), bitter);
        let (mean, error) = (summary.outcomes[2].mean(), summary.outcomes[2].standard_error());
        of_means += u32::from(mean.abs() <= 1.96 * error);
        of_pairs += u32::from((paired.value() - difference).abs() <= 2.0 * paired.standard_error());
        narrow.add(paired.standard_error());
    }
    for (what, covered) in [("half", of_half), ("few", of_few), ("means", of_means), ("pairs", of_pairs)] {
        assert!(is_near_nominal(covered), "{what}: {covered} of {STUDIES}");
    }
    // And the scenario is what it is said to be: the share of all 18,000 runs.
    let share = all.outcomes[0].share_of_some().value().unwrap();
    assert!((share - below_one).abs() < 0.012, "{share}");
    // Pairs share their luck: independent runs would have an error of √(2 · 0.24 / 60) = 0.09.
    assert!(narrow.value() < 0.06, "{}", narrow.value());
}
