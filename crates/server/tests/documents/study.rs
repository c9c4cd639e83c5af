//! Studies: their figures, and which rows meet some conditions.

use std::path::Path;
use std::sync::LazyLock;

use powderkeg_server::api::{
    Changes, ColumnKind, Condition, FaultKind, Histogram, SelectionAsked, StudyEntry, StudyState, StudyView,
};
use powderkeg_server::documents::study::{Columnar, Gathered, Meaning, view};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, NamedFact, Row};
use powderkeg_study::store::{self, Folder, Manifest, Saved};
use proptest::prelude::*;

use crate::fixture::Stage;

/// Makes a study of a scenario in a folder.
pub fn make(stage: &Stage, dir: &Path, runs: u32, seed: u64) -> Saved {
    let facts = stage.scenario().expect.facts.iter();
    let facts = facts.map(|fact| NamedFact { name: fact.name.clone(), program: fact.rule.program.clone() });
    let case = Case::new(stage.engine.clone(), Default::default(), facts.collect());
    let manifest = Manifest {
        version: "0".into(),
        scenario: stage.name.into(),
        scenario_path: None,
        scenario_hash: stage.scenario().hash.clone(),
        changes: store::Changes::default(),
        plan: Plan { seed, runs, shard: Shard::WHOLE },
        chunk: 1_000,
    };
    let folder = Folder::open(dir, manifest.clone(), &case).expect("the folder can be written");
    for part in folder.missing().expect("it is new") {
        let courses = case.courses(&manifest.plan, part.clone(), true, &|| {});
        folder.save(&part, &courses).expect("the folder can be written");
    }
    folder.finish().expect("all parts are there");
    Saved::open(dir).expect("it is complete")
}

fn meaning(stage: &Stage) -> Meaning {
    Meaning::of(&stage.scenario().setup, &stage.scenario().expect)
}

pub fn gather(stage: &Stage, saved: &Saved) -> Gathered {
    Gathered::read(saved, &meaning(stage)).expect("it is whole")
}

pub fn shown(stage: &Stage, saved: &Saved, gathered: &Gathered) -> StudyView {
    let plan = saved.manifest.plan;
    let entry = StudyEntry {
        id: "study".into(),
        scenario: stage.name.into(),
        runs: plan.runs,
        seed: plan.seed,
        changes: Changes::default(),
        state: StudyState::Complete,
    };
    let series = saved.series().expect("it is whole");
    view(entry, gathered, &series, &meaning(stage))
}

const RUNS: u32 = 240;
const SEED: u64 = 5;

/// A study with its rows, for all tests.
struct Made {
    gathered: Gathered,
    shown: StudyView,
    rows: Vec<Row>,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let stage = Stage::new("first-steps");
    let dir = tempfile::tempdir().expect("there is room");
    let saved = make(&stage, &dir.path().join("study"), RUNS, SEED);
    let gathered = gather(&stage, &saved);
    let shown = shown(&stage, &saved, &gathered);
    let mut rows = Vec::new();
    let note = |row: &Row| {
        rows.push(row.clone());
        Ok(())
    };
    saved.each_row(note).expect("it is whole");
    Made { gathered, shown, rows }
});

/// The value of a column in a row, looked up by hand.
fn value(row: &Row, name: &str) -> Option<f64> {
    let columns = &MADE.gathered.columns;
    let days = |at: powderkeg_engine::time::Minute| f64::from(at.0) / 1440.0;
    match name.split_once('.') {
        None if name == "result" => row.result.map(f64::from),
        None => row.incident.map(days),
        Some(("fact", fact)) => row.firsts[columns.facts.iter().position(|own| own == fact)?].map(days),
        Some(("outcome", outcome)) => {
            Some(row.outcomes[columns.outcomes.iter().position(|own| own.name == outcome)?])
        }
        Some(_) => Some(row.parameters[columns.parameters.iter().position(|own| own.name == name)?]),
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn figures_are_those_of_the_rows() {
    let Made { shown, rows, .. } = &*MADE;
    let all = RUNS as usize;
    assert_eq!(rows.len(), all);
    assert_eq!(shown.results.iter().map(|row| row.share.held).sum::<u32>(), RUNS);
    for result in &shown.results {
        let held = rows.iter().filter(|row| row.result == result.result).count();
        assert_eq!(result.share.held as usize, held);
        assert_eq!(result.rows.len(), held.min(12));
        assert!(result.rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(result.rows.iter().all(|&row| rows[row as usize - 1].result == result.result));
    }
    for dates in &shown.dates {
        let held = rows.iter().filter(|row| value(row, &dates.column).is_some()).count();
        assert_eq!((dates.share.held as usize, dates.by_day.iter().sum::<u32>() as usize), (held, held));
        assert_eq!(dates.quantiles.is_some(), held > 0, "{}", dates.column);
    }
    for outcome in &shown.outcomes {
        let mean = rows.iter().filter_map(|row| value(row, &outcome.column)).sum::<f64>() / f64::from(RUNS);
        assert!(close(outcome.mean.value, mean), "{}", outcome.column);
        assert!(outcome.mean.low <= mean + 1e-9 && mean <= outcome.mean.high + 1e-9, "{}", outcome.column);
        assert_eq!(outcome.histogram.counts.iter().sum::<u32>(), RUNS, "{}", outcome.column);
    }
    assert_eq!(shown.fans.len(), shown.outcomes.len());
    for fan in &shown.fans {
        let days = fan.shares.as_ref().map_or(fan.days.len(), Vec::len);
        assert_eq!(days, shown.days as usize + 1, "{}", fan.outcome);
        let end = shown.outcomes.iter().find(|row| row.column == format!("outcome.{}", fan.outcome));
        let end = end.expect("there is a spread of each outcome");
        let last = (fan.days.last().map(|row| row.2), fan.shares.as_ref().and_then(|row| row.last()));
        match last {
            (Some(median), None) => assert!((median - end.quantiles.2).abs() <= 1e-3 * median.abs()),
            (None, Some(share)) => assert!((share - end.some.value).abs() < 1e-3),
            other => panic!("{other:?}"),
        }
    }
    assert!(shown.columns.iter().any(|column| column.kind == ColumnKind::Parameter));
    for column in shown.columns.iter().filter(|column| column.kind != ColumnKind::Loss) {
        let is_whole =
            rows.iter().filter_map(|row| value(row, &column.name)).all(|value| value.fract() == 0.0);
        assert_eq!(column.is_whole, is_whole && column.kind != ColumnKind::Date, "{}", column.name);
    }
}

#[test]
fn columns_have_names_for_people() {
    for column in &MADE.shown.columns {
        assert!(!column.title.contains(['_', '.']), "{}: {}", column.name, column.title);
    }
}

fn some_columns() -> impl Strategy<Value = String> {
    let names = || MADE.shown.columns.iter().filter(|column| column.kind != ColumnKind::Loss);
    (0..names().count()).prop_map(move |index| names().nth(index).expect("it is one of them").name.clone())
}

/// A condition whose bounds are values of rows, or none.
fn conditions() -> impl Strategy<Value = Condition> {
    let bound = || prop::option::of(0..RUNS as usize);
    (some_columns(), bound(), bound(), prop::bool::weighted(0.1)).prop_map(
        |(column, low, high, is_missing)| {
            let at = |row: usize| value(&MADE.rows[row], &column);
            let (low, high) = (low.and_then(at), high.and_then(at));
            Condition { low, high, is_missing, column }
        },
    )
}

fn meets(row: &Row, condition: &Condition) -> bool {
    let value = value(row, &condition.column);
    // As many digits as columns hold.
    let low = condition.low.is_none_or(|low| value.is_some_and(|value| value as f32 >= low as f32));
    let high = condition.high.is_none_or(|high| value.is_some_and(|value| value as f32 <= high as f32));
    low && high && (!condition.is_missing || value.is_none())
}

proptest! {
    #[test]
    fn selections_are_plain_counts(
        conditions in prop::collection::vec(conditions(), 0..4),
        column in some_columns(),
        other in some_columns(),
        bins in 5_u32..=100,
    ) {
        let Made { gathered, rows, .. } = &*MADE;
        let asked = SelectionAsked {
            conditions: conditions.clone(),
            histograms: vec![column.clone()],
            bins,
            points: Some((column.clone(), other.clone())),
        };
        let found = gathered.rows.select(&asked).expect("there are such columns");
        let held: Vec<&Row> =
            rows.iter().filter(|row| conditions.iter().all(|condition| meets(row, condition))).collect();
        prop_assert_eq!((found.share.held as usize, found.share.of), (held.len(), RUNS));
        let ends = |result| held.iter().filter(|row| row.result == result).count() as u32;
        let results = gathered.columns.results.len() as u32;
        let wanted: Vec<u32> = (0..results).map(Some).chain([None]).map(ends).collect();
        prop_assert_eq!(found.results.iter().map(|share| share.held).collect::<Vec<_>>(), wanted);
        let (all, some) = &found.histograms[0];
        prop_assert_eq!(&all.edges, &some.edges);
        let have = |rows: &[&Row]| rows.iter().filter(|row| value(row, &column).is_some()).count();
        prop_assert_eq!(sum(all), have(&rows.iter().collect::<Vec<_>>()));
        prop_assert_eq!(sum(some), have(&held));
        prop_assert!(all.counts.iter().zip(&some.counts).all(|(all, some)| some <= all));
        let both: Vec<u32> = held
            .iter()
            .filter(|row| value(row, &column).is_some() && value(row, &other).is_some())
            .map(|row| row.run)
            .collect();
        prop_assert_eq!(found.points.iter().map(|point| point.row).collect::<Vec<_>>(), both);
        for point in &found.points {
            let row = &rows[point.row as usize - 1];
            prop_assert!(close(point.x, value(row, &column).unwrap_or(f64::NAN)));
            prop_assert!(close(point.y, value(row, &other).unwrap_or(f64::NAN)));
        }
        for (entry, row) in found.rows.iter().zip(held.iter().take(20)) {
            let incident = row.incident.map(|at| at.0);
            prop_assert_eq!((entry.row, entry.seed, entry.result, entry.incident), (row.run, row.seed, row.result, incident));
        }
        prop_assert_eq!(found.rows.len(), held.len().min(20));
    }
}

fn sum(histogram: &Histogram) -> usize {
    histogram.counts.iter().sum::<u32>() as usize
}

#[test]
fn what_is_not_there_is_refused() {
    let rows = &MADE.gathered.rows;
    let on = |column: &str| Condition { column: column.into(), low: None, high: None, is_missing: false };
    let named =
        |histogram: &str| SelectionAsked { histograms: vec![histogram.into()], ..SelectionAsked::default() };
    for (asked, said) in [
        (
            SelectionAsked { conditions: vec![on("resutl")], ..SelectionAsked::default() },
            "did you mean `result`?",
        ),
        (named("nothing"), "there are result, incident, fact."),
        (
            SelectionAsked { points: Some(("result".into(), String::new())), ..SelectionAsked::default() },
            "no column ``",
        ),
        (SelectionAsked { bins: 4, ..SelectionAsked::default() }, "5 to 100 bins"),
        (SelectionAsked { bins: u32::MAX, ..SelectionAsked::default() }, "5 to 100 bins"),
        (SelectionAsked { conditions: vec![on("result"); 65], ..SelectionAsked::default() }, "at most 64"),
    ] {
        let fault = rows.select(&asked).expect_err("it makes no sense");
        assert_eq!(fault.kind, FaultKind::BadRequest);
        assert!(fault.message.contains(said), "{}", fault.message);
    }
}

/// However large a study, what crosses the wire is small.
#[test]
fn points_and_rows_are_few() {
    let gathered = &MADE.gathered;
    let mut rows = Columnar::new(&gathered.columns, 1, SEED, &Meaning::default());
    for _ in 0..20 {
        MADE.rows.iter().for_each(|row| rows.add(row));
    }
    let first = gathered.columns.parameters[0].name.clone();
    let asked = SelectionAsked { points: Some((first.clone(), first)), ..SelectionAsked::default() };
    let found = rows.select(&asked).expect("there is such a column");
    assert_eq!((found.share.held, found.points.len(), found.rows.len()), (20 * RUNS, 1_500, 20));
    assert!(found.points.windows(2).all(|pair| pair[0].row < pair[1].row));
    assert!(rows.bytes() >= rows.len() * rows.columns().len() * 4);
}
