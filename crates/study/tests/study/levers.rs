//! Levers: what is not run again would have come out the same.

use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::id::{Id, OptionId};
use powderkeg_engine::seats::Ordered;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Change, RunOptions};
use powderkeg_study::levers::{Act, Asked, Orders};
use powderkeg_study::measure::Measure;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::Course;
use powderkeg_study::sensitivity::cube::{Cube, Subject};

use crate::cases::built_in;

#[test]
fn to_forbid_what_is_not_taken_changes_nothing() {
    for (name, runs) in [("first-steps", 6), ("baikonur-2015", 1)] {
        let case = built_in(name, &[]);
        let setup = case.engine().setup();
        let (mut same, mut other) = (0, 0);
        for seed in 1..=runs {
            let plan = Plan { seed, runs: 1, shard: Shard::WHOLE };
            let Course { row, taken, .. } = case.course(&plan, 1, false);
            for option in setup.options.ids() {
                let whole = Suppression::throughout(Suppressed::Option(option));
                let options = RunOptions { suppressed: vec![whole], ..RunOptions::default() };
                let without = case.row(1, seed, options);
                let is_same = without.log_hash == row.log_hash;
                // What was decided is not decided any more, and that is another log.
                assert_eq!(
                    is_same,
                    taken[option.index()].is_none(),
                    "{name}, seed {seed}, option {option:?}"
                );
                if is_same { same += 1 } else { other += 1 }
            }
        }
        assert!(same > 0 && other > 0, "{name}: both occur");
    }
}

#[test]
fn what_branches_off_is_the_run_that_was_changed_from_its_start() {
    for (name, runs) in [("first-steps", 4), ("baikonur-2015", 1)] {
        let case = built_in(name, &[]);
        let setup = case.engine().setup();
        let plan = Plan { seed: 20, runs, shard: Shard::WHOLE };
        for run in 1..=runs {
            let seed = plan.seed_of(run);
            let taken = case.course(&plan, run, false).taken;
            let mut trunk = case.trunk(&plan, run);
            // By quarters of the scenario, and where something was decided.
            let quarters = (0..4).map(|n| Minute(setup.calendar.ends.0 / 4 * n));
            let mut minutes: Vec<Minute> = taken.iter().flatten().copied().chain(quarters).collect();
            minutes.sort_unstable();
            for (n, &minute) in minutes.iter().enumerate() {
                trunk.grow(minute);
                let options: Vec<_> = setup.options.ids().collect();
                let option = options[n * 7 % options.len()];
                let ordered = Ordered { at: minute, option, origin: setup.options[option].origin };
                let orders = RunOptions { ordered: vec![ordered], ..RunOptions::default() };
                assert_eq!(trunk.branch(Change::Order(ordered)), case.row(run, seed, orders), "{name}, {n}");
                let what = taken
                    .iter()
                    .position(|&first| first == Some(minute))
                    .map_or(option, OptionId::from_index);
                let row = Suppression { what: Suppressed::Option(what), from: minute, until: Minute::NEVER };
                let suppressed = RunOptions { suppressed: vec![row], ..RunOptions::default() };
                assert_eq!(
                    trunk.branch(Change::Suppress(row)),
                    case.row(run, seed, suppressed),
                    "{name}, {n}"
                );
            }
        }
    }
}

#[test]
fn threads_change_no_effect_and_no_count() {
    let case = built_in("first-steps", &["workforce.tunnel_crew.pay_ratio={ uniform = [0.2, 0.4] }"]);
    let measure = Measure::parse("dug", case.columns()).expect("an outcome");
    let asked = Asked { case: &case, measure: &measure };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let base = asked.base(Plan { seed: 1, runs: 60, shard: Shard::WHOLE }, &|| {});
            let acts = asked.acts(&base, &Orders::Rare);
            let effects = asked.effects(&base, &acts, &|| {});
            (base, effects)
        })
    };
    let (base, effects) = on(1);
    assert_eq!((base.clone(), effects.clone()), on(2));
    for effect in &effects {
        match effect.act {
            Act::Forbid(option) => assert_eq!(effect.concerns, base.taken_in(option)),
            // What hardly any run does of itself.
            Act::Order(option, _) => assert!(base.taken_in(option) < 3 && effect.concerns == 60),
            Act::Choose(..) => assert_eq!(effect.concerns, 60),
        }
        assert!(effect.paired.differing() <= effect.concerns && effect.paired.count() == 60);
    }
}

#[test]
fn a_scenario_is_a_function_of_its_cube() {
    let case = built_in("first-steps", &[]);
    let measure = Measure::parse("strike", case.columns()).expect("a fact");
    let cube = Cube::new(&case, &measure);
    let point = vec![0.5; cube.dimensions()];
    assert_eq!(cube.value(&point).to_bits(), cube.value(&point).to_bits());
    // Poorly paid, the crew strikes whatever its luck; well paid, it does not.
    let pay = case.columns().parameters.iter().position(|row| row.name.ends_with("pay_ratio"));
    let share = |quantile: f64| {
        let strikes = (0..40).map(|n| {
            let mut point = vec![0.5; cube.dimensions()];
            point[pay.expect("it is uncertain")] = quantile;
            point[cube.chance()] = (f64::from(n) + 0.5) / 40.0;
            cube.value(&point)
        });
        strikes.sum::<f64>() / 40.0
    };
    assert!(share(0.02) > share(0.98) + 0.4, "{} {}", share(0.02), share(0.98));
    let factors = cube.factors(&[1]);
    let numbers = cube.chance();
    assert_eq!(factors[0], (Subject::Luck, vec![numbers]));
    assert_eq!(factors[1], (Subject::Uncertainties, (0..numbers).collect()));
    assert_eq!(factors[2], (Subject::Number(1), vec![1]));
    assert_eq!(factors[3].1.len(), numbers - 1);
}
