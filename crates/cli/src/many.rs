//! What all commands share that run a scenario many times.

use indicatif::{ProgressBar, ProgressStyle};
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::expect::Expect;
use powderkeg_study::measure::{Measure, Unmeasured};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, Columns, NamedFact, Row};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::args::Chosen;
use crate::changes;
use crate::failure::Failure;
use crate::scenarios;

/// A scenario, and what is asked of its runs.
pub struct Asked {
    /// The scenario with what is changed about it.
    pub case: Case,
    /// What the question is about.
    pub measure: Measure,
}

impl Asked {
    /// Reads both.
    pub fn of(chosen: &Chosen, outcome: &str) -> Result<Self, Failure> {
        let changes = changes::of(&chosen.changed)?;
        let (scenario, options) = scenarios::open(&chosen.scenario, &changes)?;
        let case = Case::new(scenarios::engine(&scenario), options, facts(&scenario.expect));
        let measure = measure(outcome, case.columns())?;
        Ok(Self { case, measure })
    }
}

/// What a question is about.
pub fn measure(outcome: &str, columns: &Columns) -> Result<Measure, Failure> {
    Measure::parse(outcome, columns).map_err(|reason| {
        Failure::Usage(match &reason {
            Unmeasured::Unknown { name, known } => {
                // A fact and an outcome are mostly called by their bare names.
                let bare = |name: &String| name.split_once('.').map(|(_, bare)| bare.to_string());
                let bare: Vec<String> = known.iter().filter_map(bare).collect();
                let all = bare.iter().chain(known).map(String::as_str);
                match suggest(name, all) {
                    Some(similar) => {
                        format!("there is no fact, outcome or column `{name}`: did you mean `{similar}`?")
                    }
                    None => reason.to_string(),
                }
            }
            Unmeasured::Misused(_) => format!("`{outcome}`: {reason}"),
        })
    })
}

/// What is looked for in every run.
pub fn facts(expect: &Expect) -> Vec<NamedFact> {
    let named = expect.facts.iter();
    named.map(|fact| NamedFact { name: fact.name.clone(), program: fact.rule.program.clone() }).collect()
}

/// Makes all runs of a plan and hands on every row, in order.
pub fn each_row(case: &Case, plan: &Plan, pool: &ThreadPool, mut each: impl FnMut(Row)) {
    const TOGETHER: u32 = 1000;
    let bar = progress(u64::from(plan.runs), 0);
    for part in plan.parts(TOGETHER) {
        for course in pool.install(|| case.courses(plan, part, false, &|| bar.inc(1))) {
            each(course.row);
        }
    }
    bar.finish_and_clear();
}

/// Which runs, if there are such.
pub fn plan(seed: u64, runs: u32, shard: Shard) -> Result<Plan, Failure> {
    if shard.of() > runs {
        return Err(Failure::Usage(format!("{runs} runs cannot be cut into {} shards", shard.of())));
    }
    if seed.checked_add(u64::from(runs)).is_none_or(|last| i64::try_from(last).is_err()) {
        return Err(Failure::Usage(format!("the last seeds would be beyond {}: begin lower", i64::MAX)));
    }
    Ok(Plan { seed, runs, shard })
}

/// Threads to run on; 0: one a processor.
pub fn pool(threads: usize) -> Result<ThreadPool, Failure> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| Failure::Usage(format!("cannot run on {threads} threads: {error}")))
}

/// A bar on standard error with rate and time left; silent where that is no terminal.
pub fn progress(runs: u64, done: u64) -> ProgressBar {
    let bar = ProgressBar::new(runs).with_position(done);
    let template = "{wide_bar} {human_pos} of {human_len} runs, {per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.reset_eta();
    bar
}
