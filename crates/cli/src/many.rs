//! What all commands share that run a scenario many times.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::expect::{Expect, Fact};
use powderkeg_study::measure::{Measure, Unmeasured};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, Columns, NamedFact, Row};
use powderkeg_study::store::{MANIFEST, Saved};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::args::{Chosen, Luck};
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
    expect.facts.iter().map(named).collect()
}

/// A fact of the record, for studies.
pub fn named(fact: &Fact) -> NamedFact {
    NamedFact { name: fact.name.clone(), program: fact.rule.program.clone() }
}

/// The study that is meant where a folder with one is named in place of a scenario. Its runs are as they are: nothing
/// else can be asked of them.
pub fn saved<'a>(
    chosen: &'a Chosen,
    runs: Option<u32>,
    luck: &Luck,
) -> Result<Option<(&'a Path, Saved)>, Failure> {
    let dir = Path::new(&chosen.scenario);
    if !dir.join(MANIFEST).is_file() {
        return Ok(None);
    }
    if !changes::of(&chosen.changed)?.is_empty() || runs.is_some() || luck.seed.is_some() {
        return Err(Failure::Usage(format!(
            "{} is a study, whose runs are as they are: what was run stands in its {MANIFEST}; name the scenario instead \
             to make others",
            dir.display()
        )));
    }
    Ok(Some((dir, Saved::open(dir)?)))
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

/// Makes runs on the threads of a pool, with a bar. `work` calls what it is given after each; `most` is how many there
/// will be.
pub fn counted<T: Send>(
    pool: &ThreadPool,
    most: u64,
    work: impl FnOnce(&(dyn Fn() + Sync)) -> T + Send,
) -> T {
    let bar = progress(most, 0);
    let made = pool.install(|| work(&|| bar.inc(1)));
    bar.finish_and_clear();
    made
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
