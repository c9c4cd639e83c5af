//! What is watched of a run: the quick way looks only where something may have changed, and sees the same.

use powderkeg_engine::rule::Program;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::RunOptions;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, Course};

use crate::cases;

const SCENARIOS: [&str; 6] =
    ["baikonur-2015", "dam-2031", "first-steps", "gas-2009", "rio-hato-1989", "zhanaozen-2011"];

/// First minutes of the incident and of all rules, and the outcomes day by day, by looking at everything.
fn by_looking_at_all(
    case: &Case,
    rules: &[Program],
    seed: u64,
) -> (Option<Minute>, Vec<Option<Minute>>, Vec<f64>) {
    let mut world = case.engine().start(seed, RunOptions::default());
    let setup = case.engine().setup();
    let (mut incident, mut firsts, mut daily) = (None, vec![None; rules.len()], Vec::new());
    let mut today = None;
    while let Some(records) = world.advance() {
        let is_quiet = records.is_empty();
        let at = world.at();
        let is_new_day = today.replace(at.day()) != Some(at.day());
        if is_quiet && !is_new_day {
            continue;
        }
        let facts = setup.incident.iter().map(|&slot| world.truth(slot)).filter(|fact| fact.value != 0.0);
        let begun = facts.map(|fact| fact.since.map_or(at, |since| since.at)).min().filter(|_| !is_quiet);
        incident = incident.or(begun);
        for (first, rule) in firsts.iter_mut().zip(rules) {
            let holds = world.evaluate(rule) != 0.0;
            *first = first.or(holds.then_some(at));
        }
        if is_new_day {
            let values: Vec<f64> = setup.outcomes.iter().map(|outcome| world.evaluate(&outcome.is)).collect();
            while daily.len() < (at.day() as usize + 1) * values.len() {
                daily.extend_from_slice(&values);
            }
        }
    }
    let end: Vec<f64> = setup.outcomes.iter().map(|outcome| world.evaluate(&outcome.is)).collect();
    while daily.len() < case.columns().days as usize * end.len() {
        daily.extend_from_slice(&end);
    }
    (incident, firsts, daily)
}

#[test]
fn looking_where_something_may_have_changed_sees_the_same() {
    let (mut incidents, mut held, mut moved) = (0, 0, 0);
    for name in SCENARIOS {
        let (case, rules) = cases::watchful(name, |_| RunOptions::default());
        let plan = Plan { seed: 70, runs: 12, shard: Shard::WHOLE };
        for run in 1..=plan.runs {
            let Course { row, daily, .. } = case.course(&plan, run, true);
            let naive = by_looking_at_all(&case, &rules, plan.seed_of(run));
            assert_eq!(row.incident, naive.0, "{name}, run {run}: the incident");
            assert_eq!(row.firsts, naive.1, "{name}, run {run}: first minutes");
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&daily), bits(&naive.2), "{name}, run {run}: day by day");
            incidents += usize::from(row.incident.is_some());
            held += row.firsts.iter().flatten().filter(|at| at.0 > 0).count();
            moved += daily.iter().filter(|value| **value != 0.0).count();
        }
    }
    assert!(
        incidents > 10 && held > 300 && moved > 10_000,
        "{incidents}, {held}, {moved}: too little to tell"
    );
}
