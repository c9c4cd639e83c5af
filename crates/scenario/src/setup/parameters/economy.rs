//! Parameters of the weather and trade domains.

use powderkeg_engine::setup::{Trade, Weather};

use super::{ASSUMED, number};
use crate::fields::Fields;

pub(super) fn climate(f: &mut Fields<'_, '_>) -> Weather {
    Weather {
        cold_spell_sd: number(
            f,
            "cold_spell_sd",
            "sd",
            (-4.0, 0.0),
            (-1.2, ASSUMED),
            "Anomaly below which a cold spell begins, in standard deviations (negative).",
        ),
        cold_spell_end_sd: number(
            f,
            "cold_spell_end_sd",
            "sd",
            (-4.0, 2.0),
            (-0.6, ASSUMED),
            "Anomaly above which it ends, in standard deviations; above cold_spell_sd.",
        ),
        cold_scale_c: number(
            f,
            "cold_scale_c",
            "°C",
            (0.1, 20.0),
            (3.0, ASSUMED),
            "Scale κ of coldness σ(−θ/κ), °C.",
        ),
        no_fly_share: number(
            f,
            "no_fly_share",
            "1",
            (0.0, 1.0),
            (0.15, ASSUMED),
            "Share of days on which transport aircraft can't fly.",
        ),
        heat: powderkeg_models::heat::MIXED_HOUSEHOLD,
        reference_c: number(
            f,
            "reference_c",
            "°C",
            (-20.0, 25.0),
            (8.0, "BDEW/TUM profiles: demand about 1 at 8 °C"),
            "Temperature at which the heat factor is 1, °C.",
        ),
        wet_day_share: number(
            f,
            "wet_day_share",
            "1",
            (0.01, 1.0),
            (0.25, ASSUMED),
            "Share of days with rain, in (0, 1].",
        ),
        drought_share: number(
            f,
            "drought_share",
            "1",
            (0.0, 1.0),
            (0.6, ASSUMED),
            "Rain share under which there is a drought.",
        ),
        drought_end_share: number(
            f,
            "drought_end_share",
            "1",
            (0.0, 2.0),
            (0.75, ASSUMED),
            "Rain share above which it is over; above drought_share.",
        ),
    }
}

pub(super) fn market(f: &mut Fields<'_, '_>) -> Trade {
    Trade {
        felt_days: number(
            f,
            "felt_days",
            "days",
            (0.1, 120.0),
            (10.0, ASSUMED),
            "Days over which a shortage is felt (exponential mean).",
        ),
        shortage_share: number(
            f,
            "shortage_share",
            "1",
            (0.0, 1.0),
            (0.05, ASSUMED),
            "Felt shortage at which a shortage begins, share of demand.",
        ),
        shortage_end_share: number(
            f,
            "shortage_end_share",
            "1",
            (0.0, 1.0),
            (0.025, ASSUMED),
            "Felt shortage under which it ends, share of demand; below shortage_share.",
        ),
        price_days: number(
            f,
            "price_days",
            "days",
            (0.1, 365.0),
            (7.0, ASSUMED),
            "Days in which the price follows its target by a factor e.",
        ),
        price_cap: number(
            f,
            "price_cap",
            "1",
            (1.0, 100.0),
            (5.0, ASSUMED),
            "Largest price, multiple of the start.",
        ),
        account_days: number(
            f,
            "account_days",
            "days",
            (1.0, 730.0),
            (90.0, ASSUMED),
            "Days over which the undelivered share is counted between settlements.",
        ),
        substitute_days: number(
            f,
            "substitute_days",
            "days",
            (0.0, 730.0),
            (60.0, ASSUMED),
            "Days until substitutes for a withheld delivery are found (mean).",
        ),
        creep_per_day: number(
            f,
            "creep_per_day",
            "1/day",
            (0.0, 0.2),
            (0.01, ASSUMED),
            "Rise of a withheld share per day of cold.",
        ),
        withheld_cap: number(f, "withheld_cap", "1", (0.0, 1.0), (0.7, ASSUMED), "Largest withheld share."),
        runoff_days: number(
            f,
            "runoff_days",
            "days",
            (0.0, 365.0),
            (30.0, ASSUMED),
            "Mean days from rain to supply: soil, rivers and dams as one linear reservoir.",
        ),
    }
}
