//! Parameters of the project and capability domains, and of what parties see.

use powderkeg_engine::setup::{Assets, Campaign, Visibility};

use super::{ASSUMED, number};
use crate::fields::Fields;

pub(super) fn work(f: &mut Fields<'_, '_>) -> Campaign {
    Campaign {
        riot_factor: number(
            f,
            "riot_factor",
            "1",
            (0.0, 1.0),
            (0.2, ASSUMED),
            "Factor on work for some days after a riot.",
        ),
        riot_days: number(f, "riot_days", "days", (0.0, 60.0), (3.0, ASSUMED), "Those days."),
        cordon_factor: number(
            f,
            "cordon_factor",
            "1",
            (0.0, 1.0),
            (0.8, ASSUMED),
            "Factor on work while a cordon hinders supplies.",
        ),
        scrubs_before_safing: number(
            f,
            "scrubs_before_safing",
            "1",
            (1.0, 50.0),
            (4.0, ASSUMED),
            "Scrubs in a row after which it must be made safe.",
        ),
        safing_days: number(f, "safing_days", "days", (0.0, 30.0), (2.0, ASSUMED), "Days that takes."),
        forecast_floor: number(
            f,
            "forecast_floor",
            "1",
            (0.01, 1.0),
            (0.3, ASSUMED),
            "Lowest productivity used to forecast the end (so that a stopped site forecasts late, not never).",
        ),
        slip_days: number(
            f,
            "slip_days",
            "days",
            (0.0, 30.0),
            (5.0, ASSUMED),
            "Days by which the forecast must be later than the announced end before a later one is announced.",
        ),
        forward_days: number(
            f,
            "forward_days",
            "days",
            (0.0, 60.0),
            (2.0, ASSUMED),
            "Days by which it must be earlier before an earlier end is announced again.",
        ),
        comply_days: number(
            f,
            "comply_days",
            "days",
            (1.0, 365.0),
            (30.0, ASSUMED),
            "Days a project is put off by an owner who complies with a call to postpone it.",
        ),
        repair_days: number(
            f,
            "repair_days",
            "days",
            (0.0, 3650.0),
            (90.0, ASSUMED),
            "Days a facility is out of use after a raid or strike that meant to deny or destroy it.",
        ),
    }
}

pub(super) fn assets(f: &mut Fields<'_, '_>) -> Assets {
    Assets {
        jam_effect: number(
            f,
            "jam_effect",
            "1",
            (0.0, 1.0),
            (0.5, ASSUMED),
            "Share of a weapon's effect that jamming takes away, in [0, 1].",
        ),
        readiness_spread: number(
            f,
            "readiness_spread",
            "1",
            (0.0, 2.0),
            (0.3, ASSUMED),
            "Spread (sd of ln) of a weapon's time to readiness.",
        ),
        degraded_loss: number(
            f,
            "degraded_loss",
            "1",
            (0.001, 1.0),
            (0.1, ASSUMED),
            "Loss of the initial margin at which a capability counts as degraded, share in (0, 1).",
        ),
        restored_loss: number(
            f,
            "restored_loss",
            "1",
            (0.0, 1.0),
            (0.05, ASSUMED),
            "Loss below which it counts as restored; less than degraded_loss.",
        ),
        suspected_at: number(
            f,
            "suspected_at",
            "1",
            (0.0, 1.0),
            (0.5, ASSUMED),
            "Belief at which a hidden purpose is suspected, in (0, 1).",
        ),
        doubted_at: number(
            f,
            "doubted_at",
            "1",
            (0.0, 1.0),
            (0.4, ASSUMED),
            "Belief below which it no longer is; less than suspected_at.",
        ),
        log_odds_cap: number(
            f,
            "log_odds_cap",
            "1",
            (1.0, 20.0),
            (6.0, ASSUMED),
            "Largest log-odds of a belief either way: certainty.",
        ),
    }
}

pub(super) fn visibility(f: &mut Fields<'_, '_>) -> Visibility {
    Visibility {
        open_delay_days: number(
            f,
            "open_delay_days",
            "days",
            (0.0, 3.0),
            (1.0, ASSUMED),
            "Days after which open facts and levels are seen.",
        ),
        open_error: number(
            f,
            "open_error",
            "1",
            (0.0, 2.0),
            (0.1, ASSUMED),
            "Standard deviation of the ln error of open levels.",
        ),
        contested_delay_days: number(
            f,
            "contested_delay_days",
            "days",
            (0.0, 3.0),
            (2.0, ASSUMED),
            "Days after which contested levels are seen.",
        ),
        contested_error: number(
            f,
            "contested_error",
            "1",
            (0.0, 2.0),
            (0.4, ASSUMED),
            "Standard deviation of the ln error of contested levels.",
        ),
        bias: number(
            f,
            "bias",
            "1",
            (0.0, 2.0),
            (0.1, ASSUMED),
            "Standard deviation of the constant ln bias.",
        ),
        error_days: number(
            f,
            "error_days",
            "days",
            (0.1, 365.0),
            (10.0, ASSUMED),
            "Correlation time of the error, days.",
        ),
        estimate_days: number(
            f,
            "estimate_days",
            "days",
            (1.0, 60.0),
            (4.0, ASSUMED),
            "Days between two estimates of a level: in between its error does not change.",
        ),
        detection: number(
            f,
            "detection",
            "1/day",
            (0.0, 100.0),
            (2.0, ASSUMED),
            "Detections a day of a fact that is watched from outside.",
        ),
        notice: number(
            f,
            "notice",
            "1",
            (0.0, 0.5),
            (0.02, ASSUMED),
            "Smallest change of a level that a party takes note of, as a share of the level.",
        ),
    }
}
