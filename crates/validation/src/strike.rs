//! From strike to violence: the prior predictive of `zhanaozen-2011` beside the one recorded case.
//!
//! One case can clash with the model; it cannot confirm it. So this is called consistency.

use powderkeg_engine::event::Kind;
use powderkeg_engine::log::Record;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_models::labour::{
    SETTLEMENT_MEDIAN_DAYS, SETTLEMENT_SHAPE, poisson_rate, settlement_share, weibull_scale,
};
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::share::Share;

use crate::component::Findings;
use crate::frame::record;
use crate::plot::{Axis, Figure, Mark, Point, Series};
use crate::statistics::quantile;
use crate::table::{Better, Estimate, Kind as RowKind, Reference, Validation};

const RUNS: u64 = 400;

const RECORD: &str =
    "Zhanaozen 2011: strike 11 May, about 900 dismissed 26 August, shots 16 December (press)";

/// One run's course, in days. What did not come to pass by the end is infinitely late.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Course {
    /// From the first strike to its end.
    settled: f64,
    /// From the first strike to the first dismissals.
    dismissed: f64,
    /// From the first strike to the first violence at the gate.
    first_violent: f64,
    /// From the dismissals to the next violence there.
    violent: f64,
    /// Days between the dismissals and violence or the end.
    exposed: f64,
    /// Killed at the gate, where there was violence.
    killed: Option<f64>,
}

/// The one case, as recorded.
#[derive(Clone, Copy, Debug)]
struct Case {
    /// Days from the strike of 11 May 2011 to the dismissals of 26 August.
    dismissed: f64,
    /// Days from there to the violence of 16 December.
    violent: f64,
    /// Killed then, officially.
    killed: f64,
}

impl Case {
    fn recorded() -> Self {
        let rows = record(
            "strike.csv",
            include_str!("../data/zhanaozen2011/strike.csv"),
            &["quantity", "value"],
            |row| (row.text("quantity").to_owned(), row.text("value").parse().unwrap_or(f64::NAN)),
        );
        let value =
            |name: &str| rows.iter().find(|(row, _)| row == name).map_or(f64::NAN, |(_, value)| *value);
        Self {
            dismissed: value("days from strike to dismissals"),
            violent: value("days from dismissals to violence"),
            killed: value("killed official"),
        }
    }
}

/// Five readings of the one case.
#[must_use]
pub fn check() -> Findings {
    let recorded = Case::recorded();
    let courses = courses();
    let dismissed: Vec<Course> =
        courses.iter().filter(|course| course.dismissed.is_finite()).copied().collect();
    let validation = vec![
        violence(&dismissed, recorded),
        rate(&dismissed, recorded),
        dismissals(&courses, recorded),
        quiet(&courses),
        unsettled(&courses, recorded),
        deaths(&courses, recorded),
    ];
    Findings { validation, figures: vec![figure(&dismissed, recorded)], ..Findings::default() }
}

fn courses() -> Vec<Course> {
    let loaded = read(&SourceTree::BuiltIn("zhanaozen-2011".into()), &[]);
    let Some(scenario) = loaded.scenario else { panic!("the shipped scenario is sound") };
    let engine = Engine::new(scenario.setup);
    (1..=RUNS).filter_map(|seed| course(&engine, seed)).collect()
}

/// The course of a run; `None` if no strike begins.
fn course(engine: &Engine, seed: u64) -> Option<Course> {
    use powderkeg_engine::event::Event;
    let world = engine.run(seed, RunOptions::default());
    let first = |kind: Kind, from: Minute| -> Option<&Record> {
        world.log().records().iter().find(|record| record.event.kind() == kind && record.id.at >= from)
    };
    let strike = first(Kind::StrikeBegan, Minute(0))?.id.at;
    let days =
        |kind, from: Minute| first(kind, from).map_or(f64::INFINITY, |record| record.id.at.days_since(from));
    let dismissals = first(Kind::Dismissed, strike).map(|record| record.id.at);
    let violent = dismissals.map_or(f64::INFINITY, |from| days(Kind::GateRiot, from));
    let left = dismissals.map_or(0.0, |from| engine.setup().calendar.ends.days_since(from));
    let killed = first(Kind::GateRiot, strike).map(|riot| {
        let casualties = first(Kind::GateCasualties, riot.id.at);
        match casualties.map(|record| &record.event) {
            Some(Event::GateCasualties { killed, .. }) => f64::from(*killed),
            Some(_) | None => 0.0,
        }
    });
    Some(Course {
        settled: days(Kind::StrikeEnded, strike),
        dismissed: days(Kind::Dismissed, strike),
        first_violent: days(Kind::GateRiot, strike),
        violent,
        exposed: violent.min(left),
        killed,
    })
}

/// The share for which something holds, with Wilson's interval.
fn share<T>(of: &[T], holds: impl FnMut(&T) -> bool) -> Estimate {
    let share = Share::count(of, holds);
    let (low, high) = share.wilson();
    Estimate::between(share.value().unwrap_or(f64::NAN), low, high)
}

/// A row about the one case.
fn case(key: &str, claim: &str, metric: &'static str, score: Estimate, note: String) -> Validation {
    Validation {
        key: key.into(),
        claim: claim.into(),
        kind: RowKind::Consistency,
        record: RECORD,
        n: 1,
        split: "prior predictive of 400 runs with the library's ranges; that a strike begins is given".into(),
        metric,
        better: Better::Neither,
        score,
        baselines: Vec::new(),
        published: Vec::new(),
        gate: None,
        note,
    }
}

fn violence(dismissed: &[Course], recorded: Case) -> Validation {
    let days: Vec<f64> = dismissed.iter().map(|course| course.violent.min(1e4)).collect();
    let [low, middle] = [0.1, 0.5].map(|at| quantile(&days, at));
    case(
        "violence_days",
        "days from dismissals to violence (recorded: 112)",
        "share of runs in which it comes within 112 days",
        share(dismissed, |course| course.violent <= recorded.violent),
        format!(
            "a tenth of runs by day {low:.0}, half by day {middle:.0}: the record is neither early nor late"
        ),
    )
}

fn rate(dismissed: &[Course], recorded: Case) -> Validation {
    let events = dismissed.iter().filter(|course| course.violent.is_finite()).count() as f64;
    let days: f64 = dismissed.iter().map(|course| course.exposed).sum();
    let case_rate = poisson_rate(1, recorded.violent, 0.95);
    let mut row = case(
        "violence_rate",
        "rate of violence after dismissals, a day",
        "outbreaks a day of exposure, all runs together",
        Estimate::exact(events / days),
        "the record's interval is 250 times as high as low: it could hardly have clashed".into(),
    );
    row.baselines.push(Reference {
        name: "record, Garwood 95 %".into(),
        score: Estimate::between(case_rate.estimate, case_rate.low, case_rate.high),
    });
    row
}

fn dismissals(courses: &[Course], recorded: Case) -> Validation {
    case(
        "dismissal_day",
        "day of the strike on which they were dismissed (recorded: 107)",
        "share of runs in which it comes by day 107",
        share(courses, |course| course.dismissed <= recorded.dismissed),
        "the rate of dismissals was taken from this case: no test".into(),
    )
}

/// The record had months without violence before the dismissals.
fn quiet(courses: &[Course]) -> Validation {
    let both: Vec<Course> = courses
        .iter()
        .filter(|course| course.dismissed.is_finite() && course.first_violent.is_finite())
        .copied()
        .collect();
    case(
        "quiet_before",
        "no violence before the dismissals (recorded: none)",
        "share of runs with both in which dismissals come first",
        share(&both, |course| course.dismissed < course.first_violent),
        "the rate of riots does not depend much on dismissals in the library".into(),
    )
}

fn unsettled(courses: &[Course], recorded: Case) -> Validation {
    let days = recorded.dismissed + recorded.violent;
    let kennan = weibull_scale(SETTLEMENT_MEDIAN_DAYS, SETTLEMENT_SHAPE);
    let mut row = case(
        "unsettled",
        "the strike was not settled in 219 days",
        "share of runs in which it is not",
        share(courses, |course| course.settled > days),
        "the factor on Kennan's durations was chosen with this strike in mind".into(),
    );
    row.baselines.push(Reference {
        name: "Kennan 1985 as it is".into(),
        score: Estimate::exact(1.0 - settlement_share(0.0, days, SETTLEMENT_SHAPE, kennan)),
    });
    row
}

fn deaths(courses: &[Course], recorded: Case) -> Validation {
    let killed: Vec<f64> = courses.iter().filter_map(|course| course.killed).collect();
    let most = quantile(&killed, 0.95);
    case(
        "killed",
        "killed when it came to violence (recorded: 16, officially)",
        "share of violent runs with 16 or more",
        share(&killed, |killed| *killed >= recorded.killed),
        format!(
            "a miss: 95 % of violent runs have at most {most:.0}; police who fire into a crowd are not in the model"
        ),
    )
}

fn figure(dismissed: &[Course], recorded: Case) -> Figure {
    let within = |day: f64| share(dismissed, |course| course.violent <= day).value;
    let points = (0..=18).map(|step| f64::from(step) * 10.0).map(|day| Point {
        x: day,
        y: within(day),
        interval: None,
    });
    Figure {
        name: "strike-violence",
        title: "From dismissals to violence: prior predictive and the one case".into(),
        description: "The share of runs with violence rises with the days since the dismissals; the record's single case \
                      came on day 112."
            .into(),
        axes: [
            Axis { label: "days since the dismissals".into(), range: (0.0, 180.0) },
            Axis { label: "share of runs with violence".into(), range: (0.0, 1.0) },
        ],
        series: vec![
            Series { name: "model".into(), mark: Mark::Line, points: points.collect() },
            Series {
                name: "Zhanaozen 2011".into(),
                mark: Mark::Dashed,
                points: vec![
                    Point { x: recorded.violent, y: 0.0, interval: None },
                    Point { x: recorded.violent, y: 1.0, interval: None },
                ],
            },
        ],
    }
}
