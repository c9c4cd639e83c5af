//! The heat profiles of the German gas trade.

use powderkeg_models::heat::{
    COMMERCE, COMMERCE_WEEK, DETACHED_HOUSEHOLD, HOUSEHOLD_WEEK, HeatProfile, MIXED_HOUSEHOLD,
    degree_day_demand,
};

use super::worst;
use crate::frame::{Range, record};
use crate::table::{Bound, Verification};

/// Demand at each row's temperature, and the profiles that the code names.
#[must_use]
pub fn verify() -> Vec<Verification> {
    let profiles = profiles();
    let computed = record(
        "heat_demand_computed.csv",
        include_str!("../../data/heat/heat_demand_computed.csv"),
        &["row", "temperature_c", "h"],
        |row| ["row", "temperature_c", "h"].map(|column| row.number(column, Range::Any)),
    );
    let deviation = |[row, temperature, h]: [f64; 3]| {
        profiles.get(row as usize).map_or(f64::NAN, |(_, profile)| (profile.demand(temperature) - h).abs())
    };
    let demand = Verification {
        what: "heat demand h(θ), 68 profiles at 6 temperatures",
        oracle: "BDEW/TUM sigmoid in 40-digit decimal arithmetic",
        n: computed.len(),
        quantity: "largest error",
        found: worst(computed.into_iter().map(deviation)),
        required: Some(Bound::AtMost(1e-9)),
    };
    vec![demand, named(&profiles), degree_days()]
}

/// How much more the plain line would ask for in great cold.
fn degree_days() -> Verification {
    let share = MIXED_HOUSEHOLD.d / MIXED_HOUSEHOLD.demand(8.0);
    let sigmoid = MIXED_HOUSEHOLD.demand(-15.0) / MIXED_HOUSEHOLD.demand(8.0);
    Verification {
        what: "beside the sigmoid: heating degree days below 15 °C, both 1 at 8 °C",
        oracle: "none: two descriptions, of which the domains use the sigmoid",
        n: 1,
        quantity: "line over sigmoid at −15 °C",
        found: degree_day_demand(-15.0, 15.0, share) / sigmoid,
        required: None,
    }
}

/// The profiles and weeks that the code names are those of the guideline.
fn named(profiles: &[(String, HeatProfile)]) -> Verification {
    let weeks = record(
        "shlp_weekday_factors.csv",
        include_str!("../../data/heat/shlp_weekday_factors.csv"),
        &["shlp_type", "wochentagsfaktor"],
        |row| (row.text("shlp_type").to_owned(), row.number("wochentagsfaktor", Range::Positive)),
    );
    let mut n = 0;
    let mut unlike = 0;
    for (name, constant, week) in [
        ("11,MFH,0", MIXED_HOUSEHOLD, HOUSEHOLD_WEEK),
        ("11,EFH,0", DETACHED_HOUSEHOLD, HOUSEHOLD_WEEK),
        ("0,GHD,0", COMMERCE, COMMERCE_WEEK),
    ] {
        let kind = name.split(',').nth(1).unwrap_or_default();
        let table: Vec<f64> = weeks.iter().filter(|(of, _)| of == kind).map(|(_, factor)| *factor).collect();
        unlike += usize::from(!profiles.contains(&(name.to_owned(), constant)));
        unlike += usize::from(table != week);
        n += 4 + week.len();
    }
    Verification {
        what: "heat profiles and weeks that the code names",
        oracle: "BDEW/TUM factors as tabulated in demandlib 0.2.2",
        n,
        quantity: "profiles or weeks unlike the table",
        found: unlike as f64,
        required: Some(Bound::AtMost(0.0)),
    }
}

/// The guideline's profiles: building class, type and wind, and the factors.
fn profiles() -> Vec<(String, HeatProfile)> {
    let columns = [
        "parameter_a",
        "parameter_b",
        "parameter_c",
        "parameter_d",
        "building_class",
        "shlp_type",
        "wind_impact",
    ];
    record(
        "shlp_sigmoid_factors.csv",
        include_str!("../../data/heat/shlp_sigmoid_factors.csv"),
        &columns,
        |row| {
            let [a, b, c, d] =
                [columns[0], columns[1], columns[2], columns[3]].map(|column| row.number(column, Range::Any));
            let name = [columns[4], columns[5], columns[6]].map(|column| row.text(column)).join(",");
            (name, HeatProfile { a, b, c, d })
        },
    )
}
