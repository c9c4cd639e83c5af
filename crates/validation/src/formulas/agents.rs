//! Epstein's agents on a grid: do the published regimes come out, and does the dispute about them?
//!
//! The burst statistic was fixed before anything was run: the index of dispersion of the active counts
//! of steps 51 to 150, with a bar of 2 (a Poisson process has 1). So were the seeds, 1 to 10.

use powderkeg_engine::dice::{Dice, Key, Stream};
use powderkeg_models::unrest::{ARREST_CONSTANT, EpsteinCity, EpsteinParameters, RiskRatio, dispersion};

use super::worst;
use crate::frame::{Range, record};
use crate::statistics::mean;
use crate::table::{Bound, Verification};

const SEEDS: u64 = 10;
const CALM_SEEDS: u64 = 3;
const STEPS: usize = 150;
const WARM_UP: usize = 50;

/// Legitimacies of the sweep for tipping points, one run each.
const SWEEP: [f64; 6] = [0.70, 0.74, 0.78, 0.82, 0.86, 0.90];

/// Regimes as published, their dependence on rounding, and the sweep.
#[must_use]
pub fn verify() -> Vec<Verification> {
    let bursts = |ratio| -> Vec<f64> {
        (1..=SEEDS)
            .map(|seed| {
                dispersion(&active(EpsteinParameters { ratio, ..EpsteinParameters::OUTBURSTS }, seed))
            })
            .collect()
    };
    let calm = EpsteinParameters { legitimacy: 0.9, ..EpsteinParameters::OUTBURSTS };
    let calm_active = (1..=CALM_SEEDS).map(|seed| active(calm, seed).iter().sum::<usize>() as f64);
    let row = |what, oracle, n, quantity, found, required| Verification {
        what,
        oracle,
        n,
        quantity,
        found,
        required,
    };
    vec![
        row(
            "Epstein's run 2: parameters that the code names",
            "Epstein 2002, PNAS 99:7243, table of run 2",
            8,
            "largest difference to the table",
            unlike_the_table(),
            Some(Bound::AtMost(0.0)),
        ),
        row(
            "Epstein's agents, run 2, C/A rounded down: outbursts",
            "Epstein 2002, PNAS 99:7243, figures 3 to 6",
            SEEDS as usize,
            "smallest dispersion of active counts",
            bursts(RiskRatio::RoundedDown).into_iter().fold(f64::INFINITY, f64::min),
            Some(Bound::AtLeast(2.0)),
        ),
        row(
            "the same with the exact ratio C/A, as the formula is printed",
            "none: shown because the outbursts rest on the rounding",
            SEEDS as usize,
            "largest dispersion of active counts",
            worst(bursts(RiskRatio::Exact)),
            None,
        ),
        row(
            "Epstein's agents at legitimacy 0.9: calm",
            "Epstein 2002, PNAS 99:7243",
            CALM_SEEDS as usize,
            "most person-steps active",
            worst(calm_active),
            Some(Bound::AtMost(0.0)),
        ),
        row(
            "sweep of legitimacy, rounded: largest step of the mean active share",
            "Epstein 2002 sees tipping points, Thron and Jackson 2015 none",
            SWEEP.len(),
            "share of citizens, for a step of 0.04",
            largest_step(RiskRatio::RoundedDown),
            None,
        ),
        row(
            "sweep of legitimacy, exact ratio: largest step of the mean active share",
            "Epstein 2002 sees tipping points, Thron and Jackson 2015 none",
            SWEEP.len(),
            "share of citizens, for a step of 0.04",
            largest_step(RiskRatio::Exact),
            None,
        ),
    ]
}

/// Active citizens after each step, without the first.
fn active(parameters: EpsteinParameters, seed: u64) -> Vec<usize> {
    let (dice, key, mut n) = (Dice::new(seed), Key::of("epstein"), 0);
    let mut draw = move || {
        n += 1;
        dice.uniform_at(Stream::Study, key, n)
    };
    let mut city = EpsteinCity::new(parameters, &mut draw);
    let counts: Vec<usize> = (0..STEPS).map(|_| city.step(&mut draw)).collect();
    counts[WARM_UP..].to_vec()
}

fn largest_step(ratio: RiskRatio) -> f64 {
    let share = |legitimacy: f64| {
        let city = EpsteinParameters { legitimacy, ratio, ..EpsteinParameters::OUTBURSTS };
        let citizens = (city.side * city.side) as f64 * city.citizen_density;
        mean(&active(city, 1).iter().map(|count| *count as f64 / citizens).collect::<Vec<f64>>())
    };
    let shares = SWEEP.map(share);
    worst(shares.windows(2).map(|pair| (pair[1] - pair[0]).abs()))
}

fn unlike_the_table() -> f64 {
    let columns = ["citizen_density", "cop_density", "vision_citizen", "vision_cop", "L", "Jmax", "k", "T"];
    let runs = record(
        "epstein2002_parameters.csv",
        include_str!("../../data/thresholds/epstein2002_parameters.csv"),
        &columns,
        |row| columns.map(|column| row.optional(column, Range::Any).unwrap_or(f64::NAN)),
    );
    let run = EpsteinParameters::OUTBURSTS;
    let vision = run.vision as f64;
    let jail = f64::from(run.longest_jail);
    let ours = [
        run.citizen_density,
        run.cop_density,
        vision,
        vision,
        run.legitimacy,
        jail,
        ARREST_CONSTANT,
        run.threshold,
    ];
    worst(runs[0].iter().zip(ours).map(|(table, ours)| (table - ours).abs()))
}
