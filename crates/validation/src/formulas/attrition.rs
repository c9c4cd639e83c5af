//! Lanchester's laws, the square law on Iwo Jima, Hughes' salvoes, and the Dupuy Institute's table.

use powderkeg_engine::dice::{Dice, Key, Stream};
use powderkeg_models::combat::{
    ATTACKER_WINS, Loser, LossLaw, Pair, SalvoForce, attacker_win_share, fight, next_loss, salvo_losses,
};

use super::worst;
use crate::frame::{Range, record};
use crate::statistics::mean;
use crate::table::{Bound, Verification};

/// Steps a day of the Runge–Kutta method.
const STEPS: u32 = 24;

/// Everything of attrition.
#[must_use]
pub fn verify() -> Vec<Verification> {
    let island = Island::recorded();
    vec![closed_form(&island), trajectory(&island), one_by_one(), salvoes(), win_shares()]
}

/// Battles in which losses come one by one.
const BATTLES: u64 = 100;
const START: Pair = Pair { a: 400.0, b: 300.0 };
const NOBODY: Pair = Pair { a: 0.0, b: 0.0 };
const FOUGHT_DAYS: f64 = 5.0;

/// The stochastic laws in the mean against the deterministic ones: four laws, two sides.
fn one_by_one() -> Verification {
    // So that each law takes a tenth to a fifth of each side.
    let laws = [
        (LossLaw::Linear, Pair { a: 1e-4, b: 1e-4 }),
        (LossLaw::Square, Pair { a: 0.04, b: 0.02 }),
        (LossLaw::Logarithmic, Pair { a: 0.03, b: 0.03 }),
        (LossLaw::Mixed, Pair { a: 1e-4, b: 0.02 }),
    ];
    let scores = laws.iter().flat_map(|(law, rates)| {
        let ends: Vec<Pair> = (1..=BATTLES).map(|seed| battle(*law, *rates, seed)).collect();
        let wanted = fight(*law, START, *rates, NOBODY, FOUGHT_DAYS, 100);
        let side =
            |of: fn(&Pair) -> f64| standard_errors(&ends.iter().map(of).collect::<Vec<f64>>(), of(&wanted));
        [side(|end| end.a), side(|end| end.b)]
    });
    Verification {
        what: "linear, square, logarithmic and mixed law, losses one by one",
        oracle: "the deterministic laws, which are their means",
        n: laws.len() * BATTLES as usize,
        quantity: "largest deviation of eight means, standard errors",
        found: worst(scores),
        required: Some(Bound::AtMost(4.0)),
    }
}

fn battle(law: LossLaw, rates: Pair, seed: u64) -> Pair {
    let (dice, key) = (Dice::new(seed), Key::of("attrition"));
    let (mut strength, mut days) = (START, 0.0);
    for n in 0_u32.. {
        let draw = |part| dice.uniform_at(Stream::Study, key, 2 * n + part);
        let Some((wait, loser)) = next_loss(law, strength, rates, draw(0), draw(1)) else { break };
        days += wait;
        if days > FOUGHT_DAYS {
            break;
        }
        match loser {
            Loser::A => strength.a -= 1.0,
            Loser::B => strength.b -= 1.0,
        }
    }
    strength
}

fn standard_errors(found: &[f64], wanted: f64) -> f64 {
    let n = found.len() as f64;
    let middle = mean(found);
    let squares: Vec<f64> = found.iter().map(|value| (value - middle) * (value - middle)).collect();
    (middle - wanted).abs() / (mean(&squares) / (n - 1.0)).sqrt()
}

/// Engel's inputs.
struct Island {
    landed: [(usize, f64); 3],
    defenders: f64,
    rates: Pair,
}

impl Island {
    fn recorded() -> Self {
        let inputs = record(
            "lanchester_iwojima.csv",
            include_str!("../../data/combat/lanchester_iwojima.csv"),
            &["value"],
            |row| row.number("value", Range::NotNegative),
        );
        Self {
            landed: [(0, inputs[0]), (2, inputs[1]), (5, inputs[2])],
            defenders: inputs[3],
            rates: Pair { a: inputs[4], b: inputs[5] },
        }
    }

    fn landing(&self, day: usize) -> f64 {
        self.landed.iter().find(|(on, _)| *on == day).map_or(0.0, |(_, men)| *men)
    }

    fn start(&self) -> Pair {
        Pair { a: 0.0, b: self.defenders }
    }

    /// The strengths after each day, by a way of living through one.
    fn days(&self, count: usize, mut next: impl FnMut(Pair, f64) -> Pair) -> Vec<Pair> {
        let mut strengths = vec![self.start()];
        for day in 0..count {
            strengths.push(next(strengths[day], self.landing(day)));
        }
        strengths
    }

    fn fought(&self, count: usize) -> Vec<Pair> {
        self.days(count, |strength, landing| {
            fight(LossLaw::Square, strength, self.rates, Pair { a: landing, b: 0.0 }, 1.0, STEPS)
        })
    }

    /// A day of A′ = r − aB, B′ = −bA: A is a sum of cosh and sinh of √(ab)·t.
    fn solved(&self, strength: Pair, landing: f64) -> Pair {
        let Pair { a, b } = self.rates;
        let k = (a * b).sqrt();
        let (even, odd) = (strength.a, (landing - a * strength.b) / k);
        let (cosh, sinh) = (libm::cosh(k), libm::sinh(k));
        Pair { a: even * cosh + odd * sinh, b: (landing - k * (even * sinh + odd * cosh)) / a }
    }
}

fn closed_form(island: &Island) -> Verification {
    let solved = island.days(36, |strength, landing| island.solved(strength, landing));
    let pairs = island.fought(36).into_iter().zip(solved).skip(1);
    let deviations = pairs.flat_map(|(found, wanted)| {
        [(found.a - wanted.a).abs() / wanted.a, (found.b - wanted.b).abs() / wanted.b]
    });
    Verification {
        what: "Lanchester's square law with landings, Iwo Jima, 36 days",
        oracle: "its solution in cosh and sinh",
        n: 72,
        quantity: "largest error, relative",
        found: worst(deviations),
        required: Some(Bound::AtMost(1e-6)),
    }
}

/// The table is rounded to a tenth of a man, and its third row was taken one man short of the landing's
/// end; later rows are not.
fn trajectory(island: &Island) -> Verification {
    let table = record(
        "lanchester_iwojima_trajectory_computed.csv",
        include_str!("../../data/combat/lanchester_iwojima_trajectory_computed.csv"),
        &["us", "japan"],
        |row| Pair { a: row.number("us", Range::NotNegative), b: row.number("japan", Range::NotNegative) },
    );
    let fought = island.fought(table.len() - 1);
    let deviations: Vec<f64> = fought
        .iter()
        .zip(&table)
        .enumerate()
        .filter(|(day, _)| *day != 3)
        .flat_map(|(_, (found, wanted))| [(found.a - wanted.a).abs(), (found.b - wanted.b).abs()])
        .collect();
    Verification {
        what: "the same against Engel's inputs stepped by others, day 3 left out (day 36: US 51,985)",
        oracle: "Engel 1954, Operations Research 2:163; a table rounded to 0.1",
        n: deviations.len(),
        quantity: "largest error, men",
        found: worst(deviations),
        // Half a unit of the table's last digit, and 1e-6 of the men.
        required: Some(Bound::AtMost(0.05 + 1e-6 * island.landed[0].1)),
    }
}

fn salvoes() -> Verification {
    let columns = [
        "A",
        "B",
        "alpha",
        "a3(def A)",
        "a1(stay A)",
        "beta",
        "b3(def B)",
        "b1(stay B)",
        "dA",
        "dB",
        "A_after",
        "B_after",
    ];
    let table = record(
        "hughes_salvo_examples_computed.csv",
        include_str!("../../data/combat/hughes_salvo_examples_computed.csv"),
        &columns,
        |row| columns.map(|column| row.number(column, Range::NotNegative)),
    );
    let deviation = |x: &[f64; 12]| {
        let a = SalvoForce { units: x[0], striking: x[2], defensive: x[3], staying: x[4] };
        let b = SalvoForce { units: x[1], striking: x[5], defensive: x[6], staying: x[7] };
        let (lost_a, lost_b) = (salvo_losses(&b, &a), salvo_losses(&a, &b));
        let found = [lost_a, lost_b, a.units - lost_a, b.units - lost_b];
        worst(found.iter().zip(&x[8..]).map(|(found, wanted)| (found - wanted).abs()))
    };
    Verification {
        what: "salvo exchanges",
        oracle: "Hughes 1995, Naval Research Logistics 42:267, eq. 1",
        n: 4 * table.len(),
        quantity: "largest error, ships",
        found: worst(table.iter().map(deviation)),
        required: Some(Bound::AtMost(0.0)),
    }
}

/// The code's copy of the table, and the curve through its classes' middles.
fn win_shares() -> Verification {
    let columns = ["dataset", "ratio_low", "ratio_high", "pct_attacker_wins"];
    let table = record(
        "dupuy_force_ratio_tables.csv",
        include_str!("../../data/combat/dupuy_force_ratio_tables.csv"),
        &columns,
        |row| {
            let of_divisions = row.text("dataset").starts_with("Division-level");
            let numbers = ["ratio_low", "ratio_high", "pct_attacker_wins"]
                .map(|column| row.number(column, Range::NotNegative));
            (of_divisions, numbers)
        },
    );
    let divisions = table.iter().filter(|(of_divisions, _)| *of_divisions).map(|(_, numbers)| numbers);
    let deviations: Vec<f64> = divisions
        .zip(ATTACKER_WINS)
        .flat_map(|([low, high, percent], row)| {
            let curve = attacker_win_share((low * high).sqrt()) - percent / 100.0;
            [low - row.0, high - row.1, percent / 100.0 - row.2, curve].map(f64::abs)
        })
        .collect();
    Verification {
        what: "attackers' share of wins by force ratio",
        oracle: "Dupuy Institute, 31 October 2019",
        n: deviations.len(),
        quantity: "largest error",
        found: worst(deviations),
        required: Some(Bound::AtMost(1e-9)),
    }
}
