//! How far disputes go and how long they last, by the record of militarized disputes.
//!
//! Rates of one period are held against another: that is called calibration, not prediction of any war.

use powderkeg_models::escalation::MEDIAN_DURATION_DAYS;
use powderkeg_models::math::exponential_quantile;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::share::Share;

use crate::component::Findings;
use crate::formulas::tables;
use crate::frame::{Range, record};
use crate::plot::{Axis, Figure, Mark, Point, Series};
use crate::statistics::log_loss;
use crate::table::{Better, Estimate, Kind, Reference, Validation};

const LEVELS: [&str; 4] = ["threat", "display", "force", "war"];
const RECORD: &str = "priors/hostility_by_period.csv: GML MID";

/// Counts by level of two periods.
struct Periods {
    before: [f64; 4],
    since: [f64; 4],
}

/// Levels and durations.
#[must_use]
pub fn check() -> Findings {
    let periods = periods();
    let mut validation = vec![levels(&periods), war(&periods)];
    validation.extend(durations());
    Findings { verification: vec![tables::base_rates()], validation, figures: vec![figure(&periods)] }
}

fn periods() -> Periods {
    let rows = record(
        "hostility_by_period.csv",
        include_str!("../data/priors/hostility_by_period.csv"),
        &["period", "level", "disputes"],
        |row| {
            let since = row.word("period", &["to 1989", "since 1990"]) == 1;
            (since, row.word("level", &LEVELS), row.number("disputes", Range::NotNegative))
        },
    );
    let mut periods = Periods { before: [0.0; 4], since: [0.0; 4] };
    for (since, level, disputes) in rows {
        if since {
            periods.since[level] += disputes;
        } else {
            periods.before[level] += disputes;
        }
    }
    periods
}

fn shares(counts: &[f64; 4]) -> [f64; 4] {
    let all: f64 = counts.iter().sum();
    counts.map(|count| count / all)
}

/// Loss of a forecast by shares on the later disputes, nats a dispute.
fn loss(forecast: &[f64; 4], happened: &[f64; 4]) -> f64 {
    forecast.iter().zip(shares(happened)).map(|(forecast, share)| share * log_loss(*forecast, true)).sum()
}

fn levels(periods: &Periods) -> Validation {
    let exact = |forecast: &[f64; 4]| Estimate::exact(loss(forecast, &periods.since));
    let reference = |name: &str, forecast: &[f64; 4]| Reference { name: name.into(), score: exact(forecast) };
    Validation {
        key: "levels".into(),
        claim: "the highest level a dispute reaches".into(),
        kind: Kind::Calibration,
        record: RECORD,
        n: periods.since.iter().sum::<f64>() as usize,
        split: "rates of 1,616 disputes to 1989, scored on those since 1990".into(),
        metric: "log-loss, nats a dispute",
        better: Better::Lower,
        score: exact(&shares(&periods.before)),
        baselines: vec![
            reference("a quarter each", &[0.25; 4]),
            reference("their own shares, the least there is", &shares(&periods.since)),
        ],
        published: Vec::new(),
        gate: None,
        note:
            "the simulator takes a dispute's level from the acts that are carried out, not from these rates"
                .into(),
    }
}

fn war(periods: &Periods) -> Validation {
    let share = Share { held: periods.since[3] as u32, of: periods.since.iter().sum::<f64>() as u32 };
    let (low, high) = share.wilson();
    Validation {
        key: "war".into(),
        claim: "how many disputes become wars".into(),
        kind: Kind::Calibration,
        record: RECORD,
        n: share.of as usize,
        split: "rate to 1989 beside the share since 1990".into(),
        metric: "share since 1990, Wilson 95 %",
        better: Better::Neither,
        score: Estimate::between(share.value().unwrap_or(f64::NAN), low, high),
        baselines: vec![Reference {
            name: "rate to 1989".into(),
            score: Estimate::exact(shares(&periods.before)[3]),
        }],
        published: Vec::new(),
        gate: None,
        note: "the earlier rate is outside the interval: old rates forecast four times too many wars".into(),
    }
}

/// The engine's way out of a dispute, at half its ceiling rate (where both sides are in two minds).
fn durations() -> Option<Validation> {
    let scenario = read(&SourceTree::BuiltIn("baikonur-2015".into()), &[]).scenario?;
    let engine = powderkeg_engine::world::Engine::new(scenario.setup);
    let rate = engine.start(1, powderkeg_engine::world::RunOptions::default()).numbers()
        [engine.setup().escalation.off_ramp_rate];
    let median = exponential_quantile(0.5) / (0.5 * rate);
    let first_day = 1.0 - libm::exp(-0.5 * rate);
    Some(Validation {
        key: "durations".into(),
        claim: "how long a dispute lasts".into(),
        kind: Kind::Calibration,
        record: "GML MID, minimum durations",
        n: 2174,
        split: "the off-ramp's rate is an assumption; it was not fitted".into(),
        metric: "median days at half the off-ramp's ceiling rate",
        better: Better::Neither,
        score: Estimate::exact(median),
        baselines: vec![
            Reference { name: "record, all".into(), score: Estimate::exact(MEDIAN_DURATION_DAYS) },
            Reference { name: "record since 1990, use of force".into(), score: Estimate::exact(33.0) },
            Reference { name: "record since 1990, display".into(), score: Estimate::exact(2.0) },
        ],
        published: Vec::new(),
        gate: None,
        note: format!(
            "a miss: 38 % of recorded disputes last a single day, of the model's {:.0} %: it has no short ones",
            first_day * 100.0
        ),
    })
}

fn figure(periods: &Periods) -> Figure {
    let at = |counts: &[f64; 4], shift: f64, intervals: bool| -> Vec<Point> {
        let all = counts.iter().sum::<f64>() as u32;
        let point = |(level, count): (usize, &f64)| {
            let share = Share { held: *count as u32, of: all };
            let interval = intervals.then(|| share.wilson());
            Point { x: level as f64 + 2.0 + shift, y: share.value().unwrap_or(f64::NAN), interval }
        };
        counts.iter().enumerate().map(point).collect()
    };
    Figure {
        name: "escalation-levels",
        title: "Disputes by the highest level reached".into(),
        description: "Shares of disputes that end as threat (2), display (3), use of force (4) and war (5): to 1989, and \
                      since 1990 with Wilson 95 % intervals. Since 1990 there are more displays and fewer wars."
            .into(),
        axes: [
            Axis { label: "hostility level".into(), range: (1.5, 5.5) },
            Axis { label: "share of disputes".into(), range: (0.0, 0.8) },
        ],
        series: vec![
            Series { name: "to 1989".into(), mark: Mark::Dots, points: at(&periods.before, -0.08, false) },
            Series { name: "since 1990, 95 %".into(), mark: Mark::Dots, points: at(&periods.since, 0.08, true) },
        ],
    }
}
