//! Runs that go on from a moment of another: the past is played once for many, and they come out as if each had played it.

use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::seats::Ordered;
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_engine::world::{Past, RunOptions};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, Course};
use rayon::ThreadPoolBuilder;

use crate::cases;

const PLAN: Plan = Plan { seed: 11, runs: 8, shard: Shard::WHOLE };

/// The seed of the run that they go on from.
const RECORDED: u64 = 34;

/// What goes on from a minute, with an option forbidden and another ordered afterwards, and one forbidden all along.
fn from(until: Minute, setup: &Setup) -> RunOptions {
    let options: Vec<_> = setup.options.ids().collect();
    let forbidden = |place: usize, from| Suppression {
        what: Suppressed::Option(options[place % options.len()]),
        from,
        until: Minute::NEVER,
    };
    let (option, at) = (options[0], Minute(until.0 + DAY / 2));
    RunOptions {
        past: Some(Past { seed: RECORDED, until }),
        suppressed: vec![forbidden(1, until.next()), forbidden(2, Minute(0))],
        ordered: vec![Ordered { at, option, origin: setup.options[option].origin }],
        ..RunOptions::default()
    }
}

/// All to the bit: the rows, what was taken, and the values day by day.
fn same(one: &Course, other: &Course) -> bool {
    let bits = |course: &Course| course.daily.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    one == other && bits(one) == bits(other)
}

fn together(case: &Case, threads: usize) -> Vec<Course> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
    pool.install(|| case.courses(&PLAN, PLAN.shard_runs(), true, &|| {}))
}

#[test]
fn a_past_that_is_played_once_is_the_past_of_each_run() {
    for name in ["baikonur-2015", "dam-2031", "first-steps"] {
        let (recorded, _) = cases::watchful(name, |_| RunOptions::default());
        let ends = recorded.engine().setup().calendar.ends;
        let world = recorded.engine().run(RECORDED, RunOptions::default());
        let records = world.log().records();
        let event = records[records.len() / 2].id.at;
        let last_day = Minute(ends.day() * DAY);
        let moments = [Minute(0), Minute(3), event, Minute(ends.0 / 2), last_day, ends];
        for (place, until) in moments.into_iter().enumerate() {
            let (case, _) = cases::watchful(name, |setup| from(until, setup));
            let replayed: Vec<Course> = PLAN.shard_runs().map(|run| case.course(&PLAN, run, true)).collect();
            for threads in [1, 2] {
                let cloned = together(&case, threads);
                assert_eq!(cloned.len(), replayed.len());
                for (one, other) in cloned.iter().zip(&replayed) {
                    let run = one.row.run;
                    assert!(same(one, other), "{name}, minute {}, run {run}, {threads} threads", until.0);
                }
            }
            let differ = replayed[1..].iter().any(|course| course.row.log_hash != replayed[0].row.log_hash);
            assert!(differ || place > 3, "{name}, minute {}: luck changes nothing", until.0);
        }
    }
}

/// Until the moment all is seen as it is seen of the recorded run.
#[test]
fn what_was_seen_in_the_past_is_that_of_the_recorded_run() {
    let (recorded, rules) = cases::watchful("baikonur-2015", |_| RunOptions::default());
    let until = Minute(recorded.engine().setup().calendar.ends.0 / 2);
    let past = RunOptions { past: Some(Past { seed: RECORDED, until }), ..RunOptions::default() };
    let (case, _) = cases::watchful("baikonur-2015", |_| past.clone());
    let old = recorded.row(1, RECORDED, RunOptions::default());
    let before = |at: &Option<Minute>| at.filter(|at| *at <= until);
    let known = old.firsts.iter().filter_map(before).count();
    assert!(known > 3 && known < rules.len(), "{known} of {}", rules.len());
    let days = until.day() as usize + 1;
    let width = case.columns().outcomes.len();
    let plan = Plan { seed: RECORDED, runs: 1, shard: Shard::WHOLE };
    let whole = recorded.course(&plan, 1, true).daily;
    for course in together(&case, 1) {
        let own = course.row.firsts.iter().map(before);
        assert!(own.eq(old.firsts.iter().map(before)), "run {}", course.row.run);
        assert_eq!(course.daily[..days * width], whole[..days * width], "run {}", course.row.run);
    }
}
