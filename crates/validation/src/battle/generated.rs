//! The fitted coefficients as the source file that ships.

use std::fmt::Write as _;

use powderkeg_engine::dice::Key;
use powderkeg_models::battle::Linear;

use super::fit::{Baseline, Fit, Forecast, fit, leave_one_war_out};
use super::record::{Battle, CDB90, battles};
use crate::frame::Faults;
use crate::statistics::{log_loss, mean};

/// Fits the model to the record and writes the coefficients down, with where they are from.
///
/// # Errors
/// What is wrong with the record.
pub fn source() -> Result<String, Faults> {
    let record = battles(&CDB90)?;
    Ok(text(&fit(&record.battles), &record.battles, &leave_one_war_out(&record.battles)))
}

fn text(fit: &Fit, battles: &[Battle], forecasts: &[(Forecast, Baseline)]) -> String {
    let score = |p: fn(&(Forecast, Baseline)) -> f64| {
        let losses: Vec<f64> = battles
            .iter()
            .zip(forecasts)
            .map(|(battle, row)| log_loss(p(row), battle.attacker_won))
            .collect();
        mean(&losses)
    };
    let [winner, attacker, defender] = fit.penalties;
    let c = &fit.coefficients;
    let hash = Key::of(&String::from_utf8_lossy(CDB90.bytes)).0;
    let mut text = format!(
        "\
//! Coefficients of the battle model: written by `cargo xtask fit battle`, not by hand.
//!
//! - Record: cdb90.csv, hash {hash:016x}; {} decided battles of {} wars.
//! - Penalties, chosen by leaving out one war after the other: winner {winner}, attacker's losses
//!   {attacker}, defender's {defender}.
//! - Log-loss of the winner, wars left out one after the other: {:.4} (force ratio {:.4}, plain logit
//!   {:.4} and without guns {:.4}, always the same {:.4}).

use super::{{Coefficients, Linear}};

/// Fitted to the CAA Database of Battles, Version 1990.
#[rustfmt::skip]
#[allow(clippy::unreadable_literal, clippy::excessive_precision, reason = \"written by a program\")]
pub const CDB90: Coefficients = Coefficients {{
",
        fit.battles,
        fit.wars,
        score(|(forecast, _)| forecast.p),
        score(|(_, baseline)| baseline.ratio),
        score(|(_, baseline)| baseline.plain),
        score(|(_, baseline)| baseline.bare),
        score(|(_, baseline)| baseline.constant),
    );
    linear(&mut text, "winner", &c.winner);
    linear(&mut text, "attacker", &c.attacker);
    linear(&mut text, "defender", &c.defender);
    let _ = writeln!(text, "    spread: {:?},", c.spread);
    let _ = writeln!(text, "    correlation: {:?},", c.correlation);
    let _ = writeln!(text, "    hours: {:?},", c.hours);
    let _ = writeln!(text, "    people: {:?},\n}};", c.people);
    text
}

fn linear<const N: usize>(text: &mut String, name: &str, linear: &Linear<N>) {
    let _ = writeln!(text, "    {name}: Linear {{\n        beta: {:?},\n        covariance: [", linear.beta);
    for row in linear.covariance {
        let _ = writeln!(text, "            {row:?},");
    }
    let _ = writeln!(text, "        ],\n    }},");
}
