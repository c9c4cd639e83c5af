//! Numbers that the code holds against the tables they were taken from.

use powderkeg_models::airlift::{AC_130U, Aircraft, C_130H, C_130J, C_130J_30, IL_76MD};
use powderkeg_models::campaign::{SHUTTLE_LAUNCHES_PER_ATTEMPT, SOYUZ_CAMPAIGN};
use powderkeg_models::escalation::{
    FATAL_SHARE_SINCE_1990, Hostility, MEDIAN_DURATION_DAYS, RECIPROCATED_SHARE, SANCTION_SUCCESS_SHARE,
    STALEMATE_SHARE, WAR_SHARE_SINCE_1990,
};

use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

use super::worst;
use crate::frame::record;
use crate::table::{Bound, Verification};

/// Aircraft.
#[must_use]
pub fn aircraft() -> Verification {
    let columns = ["type", "cruise_kmh", "range_km_with_payload", "payload_t", "troops", "paratroops"];
    let table =
        record("performance.csv", include_str!("../../data/aircraft/performance.csv"), &columns, |row| {
            columns.map(|column| row.text(column).to_owned())
        });
    let types: [Aircraft; 5] = [C_130J, C_130J_30, C_130H, AC_130U, IL_76MD];
    let deviations: Vec<f64> = types
        .iter()
        .flat_map(|aircraft| {
            let ours = [
                aircraft.cruise_kmh,
                aircraft.range_km,
                aircraft.payload_t,
                f64::from(aircraft.troops),
                f64::from(aircraft.paratroops),
            ];
            let row = table.iter().find(|row| row[0] == aircraft.name);
            (0..5)
                .map(move |place| row.map_or(f64::NAN, |row| (ours[place] - leading(&row[place + 1])).abs()))
        })
        .collect();
    copied(
        "aircraft: speed, range, payload, seats",
        "press and makers, per row of performance.csv",
        deviations,
    )
}

/// Soyuz campaigns, in the models and in the library of scenarios, and the Shuttle's attempts.
#[must_use]
pub fn launches() -> Verification {
    let timeline = record(
        "campaign_soyuz.csv",
        include_str!("../../data/launch/campaign_soyuz.csv"),
        &["event", "T_minus_days"],
        |row| (row.text("event").to_owned(), row.text("T_minus_days").parse::<f64>().ok()),
    );
    let published = named(include_str!("../../data/launch/reliability.csv"), ["quantity", "value"]);
    let mut deviations: Vec<f64> = SOYUZ_CAMPAIGN
        .iter()
        .map(|milestone| {
            let row = timeline.iter().find(|(event, _)| event == milestone.name);
            row.and_then(|(_, days)| *days).map_or(f64::NAN, |days| (days - milestone.days_before).abs())
        })
        .collect();
    let planned = library_campaign();
    deviations
        .extend(SOYUZ_CAMPAIGN.iter().zip(&planned).map(|(ours, days)| (ours.days_before - days).abs()));
    // Published to three decimals.
    let share = published("P(launch | attempt) Shuttle");
    deviations.push(((SHUTTLE_LAUNCHES_PER_ATTEMPT * 1000.0).round() / 1000.0 - share).abs());
    copied("Soyuz campaign and the Shuttle's launches an attempt", "Starsem; IEEE Aerospace 2014", deviations)
}

/// Days before launch of the tasks of a Soyuz campaign in the scenarios' library.
fn library_campaign() -> Vec<f64> {
    let loaded = read(&SourceTree::BuiltIn("baikonur-2015".into()), &[]);
    let projects = loaded.scenario.iter().flat_map(|scenario| scenario.setup.projects.iter());
    let longest = projects.map(|(_, project)| &project.tasks).max_by_key(|tasks| tasks.len());
    longest.map_or_else(|| vec![f64::NAN], |tasks| tasks.iter().map(|task| task.days_before).collect())
}

/// Base rates of disputes and sanctions.
#[must_use]
pub fn base_rates() -> Verification {
    let published = named(include_str!("../../data/priors/base_rates.csv"), ["prior", "value"]);
    let deviations: Vec<f64> = [
        (Hostility::Threat.base_share(), "GML MID: threat only (2)"),
        (Hostility::Display.base_share(), "GML MID: display only (3)"),
        (Hostility::UseOfForce.base_share(), "GML MID: ends in use of force (hostlev 4)"),
        (Hostility::War.base_share(), "GML MID: war (hostlev 5)"),
        (WAR_SHARE_SINCE_1990, "GML MID post-1990: war"),
        (FATAL_SHARE_SINCE_1990, "GML MID post-1990: any fatality"),
        (RECIPROCATED_SHARE, "GML MID: reciprocated"),
        (STALEMATE_SHARE, "GML MID: outcome stalemate (5)"),
        (MEDIAN_DURATION_DAYS, "GML MID: median duration days"),
        (SANCTION_SUCCESS_SHARE, "HSE sanctions success"),
    ]
    .iter()
    .map(|(ours, name)| (ours - published(name)).abs())
    .collect();
    copied("base rates of disputes and sanctions", "GML MID, HSE, per row of base_rates.csv", deviations)
}

fn copied(what: &'static str, oracle: &'static str, deviations: Vec<f64>) -> Verification {
    Verification {
        what,
        oracle,
        n: deviations.len(),
        quantity: "largest difference to the table",
        found: worst(deviations),
        required: Some(Bound::AtMost(0.0)),
    }
}

/// The numbers of a table, by the name in its first column; NaN where there is none.
fn named(text: &str, columns: [&'static str; 2]) -> impl Fn(&str) -> f64 {
    let rows = record("named", text, &columns, |row| {
        (row.text(columns[0]).to_owned(), row.text(columns[1]).parse().unwrap_or(f64::NAN))
    });
    move |name| rows.iter().find(|(row, _)| row == name).map_or(f64::NAN, |(_, value)| *value)
}

/// The number at the start of "4200 @40-48 t"; 0 where there is none.
fn leading(cell: &str) -> f64 {
    let end = cell.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(cell.len());
    cell[..end].parse().unwrap_or(0.0)
}
