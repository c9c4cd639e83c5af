//! The countries of the gas dispute of January 2009: rows of a table, and the scenario they make.

use std::fmt::Write;

use powderkeg_models::heat::MIXED_HOUSEHOLD;

use crate::frame::{Cells, Faults, Range, Source, read};

/// Days in a mean month, as the trade domain counts them.
const DAYS_PER_MONTH: f64 = 30.4375;

/// Normal January temperature of the scenario's weather, °C.
const NORMAL_C: f64 = -2.5;

/// Temperature at which the heat factor is 1, °C.
const REFERENCE_C: f64 = 8.0;

/// Share of demand that heats (an assumption).
const HEATING_SHARE: f64 = 0.4;

/// Flow through Ukraine on 6 January against the day before: 92 of 270 mcm (euobserver, 6 January 2009).
const PASSED_ON_THE_SIXTH: f64 = 92.0 / 270.0;

/// Amounts that a country may have, mcm or mcm a day: the world burns about 10,000 mcm a day.
const MOST_MCM: f64 = 1e6;
const LEAST_MCM: f64 = 1e-3;

const COLUMNS: [&str; 11] = [
    "country",
    "russian_share_of_gas_pct",
    "share_status",
    "reported_loss_of_russian_supply_6Jan_pct",
    "loss_from_7Jan_pct",
    "loss_status",
    "storage_mcm",
    "storage_withdrawal_mcm_d",
    "normal_winter_demand_mcm_d",
    "temp_C_early_Jan",
    "households_no_heat",
];
const SEVERITY: &str = "gas_coord_group_severity(3=worst)";

/// What the record says of a country.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// Its name.
    pub name: String,
    /// Share of its gas that came from Russia, \[0, 1\].
    pub russian_share: f64,
    /// Share of that lost on 6 January, if reported.
    pub lost_on_the_sixth: Option<f64>,
    /// Share of it lost from 7 January on.
    pub lost: f64,
    /// In store on 6 January, mcm.
    pub storage: Option<f64>,
    /// Greatest withdrawal, mcm a day.
    pub withdrawal: Option<f64>,
    /// Normal winter demand, mcm a day.
    pub demand: Option<f64>,
    /// Temperature in early January, °C.
    pub temperature: Option<f64>,
    /// Whether households were without heat, if recorded.
    pub cold_households: Option<bool>,
    /// Severity class, 3 the worst.
    pub severity: f64,
    /// Whether shares and losses were seen in a source, rather than generally known.
    pub seen: bool,
}

/// Reads countries.
///
/// # Errors
/// All that is wrong with the file.
pub fn countries(source: &Source) -> Result<Vec<Country>, Faults> {
    let columns: Vec<&str> = COLUMNS.into_iter().chain([SEVERITY]).collect();
    read(source, &columns, country)
}

fn country(row: &mut Cells) -> Country {
    let percent = Range::Between(0.0, 100.0);
    let [name, share, share_status, sixth, lost, loss_status, storage, out, demand, cold, households] =
        COLUMNS;
    let text = row.text(name).to_owned();
    if text.is_empty() {
        row.fault(name, "the cell is empty", "name the country");
    }
    let seen = [share_status, loss_status].iter().all(|column| row.text(column).starts_with('V'));
    Country {
        name: text,
        russian_share: row.number(share, percent) / 100.0,
        lost_on_the_sixth: row.optional(sixth, percent).map(|percent| percent / 100.0),
        lost: row.number(lost, percent) / 100.0,
        storage: row.optional(storage, Range::Between(0.0, MOST_MCM)),
        withdrawal: row.optional(out, Range::Between(0.0, MOST_MCM)),
        demand: row.optional(demand, Range::Between(LEAST_MCM, MOST_MCM)),
        temperature: row.optional(cold, Range::Between(-60.0, 50.0)),
        cold_households: match row.text(households) {
            "" => None,
            count => Some(count != "0"),
        },
        severity: row.number(SEVERITY, Range::Between(0.0, 10.0)),
        seen,
    }
}

/// The id of a country in the shipped scenario: its name in small letters.
#[must_use]
pub fn readable_id(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    name.chars().map(letter).collect()
}

/// The scenario tables of countries; `id` names the n-th.
#[must_use]
pub fn tables(countries: &[Country], id: impl Fn(usize, &Country) -> String) -> String {
    let mut text = String::new();
    for (index, country) in countries.iter().enumerate() {
        table(&mut text, country, &id(index, country));
    }
    text
}

fn table(text: &mut String, country: &Country, id: &str) {
    // A demand that is not recorded is set to 1 mcm a day: shares do not depend on it.
    let per_day = country.demand.unwrap_or(1.0);
    let heat = |celsius| MIXED_HOUSEHOLD.demand(celsius) / MIXED_HOUSEHOLD.demand(REFERENCE_C);
    let month = per_day / (1.0 + HEATING_SHARE * (heat(NORMAL_C) - 1.0)) * DAYS_PER_MONTH;
    let region = if country.temperature.is_some() { format!("{id}_weather") } else { "europe".to_owned() };
    let passes = 1.0 - country.lost_on_the_sixth.unwrap_or(1.0 - PASSED_ON_THE_SIXTH);
    let _ = writeln!(text, "\n[party.{id}]\ntitle = {}\nkind = \"state\"", quoted(&country.name));
    if let Some(celsius) = country.temperature {
        let shift = celsius - NORMAL_C;
        let _ = writeln!(text, "[weather.{region}]\nlike = \"europe\"\ntitle = {}", quoted(&country.name));
        let _ = writeln!(
            text,
            "season_shift_c = {{ value = {shift:.1}, source = \"press: {celsius} °C in early January\" }}\nanomaly_sd_c = 2"
        );
    }
    let _ = writeln!(
        text,
        "[consumer.{id}]\ngas = {{ demand_per_month = {month:.3}, heating_share = {HEATING_SHARE}, {}, region = \"{region}\" }}",
        store(country, per_day)
    );
    let _ = writeln!(
        text,
        "[contract.gas_to_{id}]\nseller = \"russia\"\nbuyer = \"{id}\"\ngood = \"gas\"\nper_month = {:.3}\nprice = \"market\"\nroute = \"to_{id}\"",
        month * country.russian_share
    );
    let _ = writeln!(text, "[route.to_{id}]\nvia = [\"ukraine\"]\nlimits = [");
    for (from, until, passes) in [
        ("2009-01-06", "2009-01-07", passes),
        ("2009-01-07", "2009-01-20", 1.0 - country.lost),
        // The flow restarted on the 20th and was restored within two days.
        ("2009-01-20", "2009-01-22", 1.0 - 0.5 * country.lost),
    ] {
        let _ = writeln!(text, "  {{ from = {from}, until = {until}, passes = {passes:.3} }},");
    }
    text.push_str("]\n");
}

/// What is recorded of the store; else days of demand and a withdrawal that are assumptions.
fn store(country: &Country, per_day: f64) -> String {
    match (country.storage, country.withdrawal, country.demand) {
        (Some(storage), _, _) if storage <= 0.0 => "stock = 0, out_per_day = 0".to_owned(),
        (Some(storage), Some(out), Some(_)) => {
            format!("stock = {storage}, store_capacity = {storage}, out_per_day = {out}")
        }
        (Some(_) | None, _, _) => format!(
            "stock = {{ uniform = [{:.3}, {:.3}] }}, out_per_day = {{ uniform = [{:.3}, {:.3}] }}",
            8.0 * per_day,
            35.0 * per_day,
            0.1 * per_day,
            0.3 * per_day
        ),
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", control as u32);
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
