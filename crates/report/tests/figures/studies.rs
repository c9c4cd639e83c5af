//! The figures of studies.

use powderkeg_engine::time::{DAY, Minute};
use powderkeg_report::figure::{Bar, Bars, Fan, bars, dates, fan, losses, outcomes};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::Case;
use powderkeg_study::store::Series;
use powderkeg_study::summary::Summary;

use crate::drawn::{engine, look_at};
use crate::rules::check;

#[test]
fn a_study_can_be_drawn() {
    for (name, runs) in [("baikonur-2015", 12), ("first-steps", 12), ("gas-2009", 3)] {
        let case = Case::new(engine(name), Default::default(), Vec::new());
        let plan = Plan { seed: 1, runs, shard: Shard::WHOLE };
        let courses = case.courses(&plan, plan.shard_runs(), true, &|| ());
        let columns = case.columns();
        let (mut summary, mut series) = (Summary::new(columns), Series::new(columns));
        courses.iter().for_each(|course| summary.add(&course.row));
        series.add(&courses);
        let fans: Vec<Fan> = (0..columns.outcomes.len())
            .filter_map(|outcome| {
                let fan = Fan::of(columns, &series, &summary, outcome)?;
                Some(fan.with_run("this run", columns, outcome, &courses[0]))
            })
            .collect();
        for ((fan, end), at_the_end) in fans.iter().zip(&summary.outcomes).zip(&courses[0].row.outcomes) {
            let share = fan.shares.as_ref().map(|shares| shares.last().copied());
            assert!(share.is_none_or(|share| share == end.share_of_some().value()), "{}", fan.name);
            assert_eq!(fan.quantiles.last().map(|row| row[2]), Some(end.quantile(0.5)), "{}", fan.name);
            let line = fan.line.as_ref().and_then(|(_, values)| values.last());
            assert_eq!(line, Some(at_the_end), "{}", fan.name);
        }
        let this = courses[0].row.result.map(|result| result as usize);
        let setup = case.engine().setup();
        let mark = Some((Minute(100 * DAY), "this run"));
        let figures = [
            outcomes(columns, &summary, this),
            losses(setup, columns, &summary),
            dates(columns, "the incident", &summary.incident, runs, mark),
            fan(&fans),
        ];
        assert!(figures[0].is_some());
        assert_eq!(figures[3].is_some(), !fans.is_empty());
        for figure in figures.iter().flatten() {
            check(figure);
            look_at(&format!("{name}-study"), figure);
        }
    }
}

#[test]
fn bars_reach_both_ways() {
    let bar = |label: &str, value: f64, reach: f64, stands| Bar {
        label: label.into(),
        value,
        interval: Some((value - reach, value + reach)),
        note: "from 42 % to 13 % of 1,000 runs".into(),
        stands,
    };
    let rows = vec![
        bar(
            "Kazakhstan: deny overflight to whoever asks for it, at once and without a word",
            -29.0,
            4.0,
            true,
        ),
        bar("United States: offer mediation", -3.1, 5.0, false),
        bar("number: price of oil <b>", 12.0, 3.5, true),
        bar("nothing", f64::NAN, 1.0, false),
    ];
    let drawn = Bars {
        anchor: "figure-levers".into(),
        title: "What would have changed it".into(),
        axis: "change in the share of runs with a raid, percentage points".into(),
        unit: " points".into(),
        rows,
    };
    let figure = bars(&drawn).expect("there are rows");
    check(&figure);
    look_at("levers", &figure);
    assert!(
        figure.svg.contains("−29 points") && figure.svg.contains("+12 points") && !figure.svg.contains("<b>")
    );
    let shares = Bars {
        unit: " %".into(),
        rows: vec![bar("The SCO imposed sanctions", 78.0, 6.0, true), bar("A cold spell", 4.0, 3.0, true)],
        ..drawn
    };
    let figure = bars(&shares).expect("there are rows");
    check(&figure);
    look_at("necessity", &figure);
    assert!(bars(&Bars { rows: Vec::new(), ..shares }).is_none());
}
