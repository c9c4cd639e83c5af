//! ARIO against runs of another implementation on a made-up table.

use powderkeg_models::ario::{Day, Economy, Parameters};

use super::worst;
use crate::frame::{Range, record};
use crate::table::{Bound, Verification};

const SECTORS: [&str; 3] = ["energy", "industry", "services"];

/// A cut of the exporter's energy from day 6 that later heals in a straight line. Size, dates and the
/// rounding of the lost share to 1e-6 were inferred from the reference runs' first column.
struct Cut {
    lost: f64,
    last_full_day: f64,
    healing_days: f64,
}

impl Cut {
    fn on(&self, day: usize) -> f64 {
        let healed = ((day as f64 - self.last_full_day) / self.healing_days).clamp(0.0, 1.0);
        let lost = if day < 6 { 0.0 } else { self.lost * (1.0 - healed) };
        (lost * 1e6).round() / 1e6
    }
}

/// Every day of a mild and of a deep cut.
#[must_use]
pub fn verify() -> Vec<Verification> {
    let mild = Cut { lost: 0.2, last_full_day: 22.0, healing_days: 30.0 };
    let deep = Cut { lost: 0.6, last_full_day: 47.0, healing_days: 60.0 };
    vec![
        row(
            "ARIO, mild cut, every day (inventories 20, 60, 90 d)",
            include_str!("../../data/ario/mild.csv"),
            &mild,
            1e-9,
        ),
        row("ARIO, deep cut, every day", include_str!("../../data/ario/deep.csv"), &deep, 1e-7),
    ]
}

fn row(what: &'static str, text: &str, cut: &Cut, tolerance: f64) -> Verification {
    let reference = days(text);
    let mut economy = economy();
    let deviations: Vec<f64> = reference
        .iter()
        .enumerate()
        .flat_map(|(day, wanted)| deviations(&economy.step(&[cut.on(day)]), wanted))
        .collect();
    Verification {
        what,
        oracle: "BoARIO 0.7.2, its output only",
        n: deviations.len(),
        quantity: "largest error, relative",
        found: worst(deviations),
        required: Some(Bound::AtMost(tolerance)),
    }
}

/// Outputs relative to their size; unmet demand, which may be 0, relative to the final demand.
fn deviations(found: &Day, wanted: &[f64; 12]) -> Vec<f64> {
    let (outputs, unmet) = wanted.split_at(6);
    let output = found.output.iter().zip(outputs).map(|(found, wanted)| (found - wanted).abs() / wanted);
    // The reference adds up unmet demand by consumer and sector.
    let unmet = unmet.iter().enumerate().map(|(index, wanted)| {
        let (consumer, sector) = (index / 3, index % 3);
        (found.unmet[sector][consumer] + found.unmet[sector + 3][consumer] - wanted).abs()
    });
    output.chain(unmet).collect()
}

fn economy() -> Economy {
    let flows = daily(include_str!("../../data/ario/flows.csv"));
    let final_demand = daily(include_str!("../../data/ario/final_demand.csv"));
    // Inferred from the reference runs, whose notes say 90 days throughout: they fit with these only.
    let parameters =
        Parameters { inventory_days: vec![20.0, 60.0, 90.0], ..Parameters::published(SECTORS.len()) };
    match Economy::new(flows, final_demand, parameters) {
        Ok(economy) => economy,
        Err(error) => panic!("the tables that come with the program make an economy: {error}"),
    }
}

/// A table of money a year below three lines of header, as money a day.
fn daily(text: &str) -> Vec<Vec<f64>> {
    let number = |cell: &str| cell.trim().parse().map_or(f64::NAN, |year: f64| year / 365.0);
    text.lines().skip(3).map(|line| line.split(',').skip(2).map(number).collect()).collect()
}

/// Output of each industry, then unmet final demand by consumer and sector.
fn days(text: &str) -> Vec<[f64; 12]> {
    let mut columns = Vec::new();
    for column in [
        "EXP_energy",
        "EXP_industry",
        "EXP_services",
        "IMP_energy",
        "IMP_industry",
        "IMP_services",
        "unmetFD_EXP_energy",
        "unmetFD_EXP_industry",
        "unmetFD_EXP_services",
        "unmetFD_IMP_energy",
        "unmetFD_IMP_industry",
        "unmetFD_IMP_services",
    ] {
        columns.push(column);
    }
    record("ario", text, &columns, |row| {
        let mut day = [0.0; 12];
        for (value, column) in day.iter_mut().zip(&columns) {
            *value = row.number(column, Range::Any);
        }
        day
    })
}
