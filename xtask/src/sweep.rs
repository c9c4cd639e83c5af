//! What each of the founding scenario's main assumptions does to its ending: every one is set to two values
//! in turn, all else as drawn and all luck the same.

use powderkeg_engine::parameter::Parameter;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, Row};
use std::fmt::Write;

const SCENARIO: &str = "baikonur-2015";
/// Seeds 1 to this many.
const RUNS: u32 = 1_000;
/// Where an assumption is tried.
#[derive(Clone, Copy)]
enum Ends {
    /// At the ends of the first range, from before any range was chosen (`docs/hindcast`): the chosen one is
    /// too narrow to show what the assumption carries.
    First([f64; 2]),
    /// Where one draw in twenty falls short, and where one in twenty passes.
    OfDraws,
}
use Ends::{First, OfDraws};

/// The assumptions without a record that the story or the fight rests on.
const ASSUMPTIONS: [(&str, Ends); 18] = [
    ("labour.gate_troops", First([5.0, 30.0])),
    ("labour.onset_rate", First([0.01, 0.06])),
    ("labour.onset_strain", First([1.14, 1.46])),
    ("labour.stubborn", First([1.0, 6.0])),
    ("workforce.baikonur_crews.pay_ratio", First([0.3, 0.7])),
    ("project.asat.purpose.believed_loss", First([0.1, 0.8])),
    ("project.asat.purpose.evidence_per_day", First([0.02, 0.12])),
    ("doctrine.russia.fly_in_troops.let.rate", First([0.08, 0.35])),
    ("doctrine.usa.raid_the_cosmodrome.let.risk", First([0.0, 0.3])),
    ("doctrine.usa.raid_the_cosmodrome.let.tau", First([2.0, 6.0])),
    ("diplomacy.comply", First([0.004, 0.04])),
    ("diplomacy.access_threshold", First([-0.1, 0.3])),
    ("battle.seizure", OfDraws),
    ("battle.seizure_losses", OfDraws),
    ("battle.duration_exponent", OfDraws),
    ("battle.posture", OfDraws),
    ("battle.surprise_lost", OfDraws),
    ("battle.counter_attack", OfDraws),
];

/// The table as text.
///
/// # Errors
/// When the scenario has mistakes, or lacks one of the assumptions.
pub fn table() -> Result<String, String> {
    let plain = case(&[])?;
    let mut out = format!(
        "{SCENARIO}, seeds 1 to {RUNS}: each assumption at two values, all else as drawn: at the ends of its\n\
         first range where one was chosen later, else at the 5 % and the 95 % of its draws.\n\
         A share of {RUNS} has a standard error of at most 1.6 points; the luck is the same in every row.\n\
         won: raids whose result names the raiders as victors (a wider war names nobody), of all raids. Dead: median and 95 % over raids.\n\
         Written by `cargo xtask sweep`.\n\n"
    );
    let _ = writeln!(
        out,
        "{:<42} {:>8} {:>5} {:>5} {:>8} {:>6} {:>9} {:>9}",
        "assumption", "value", "raid", "won", "launched", "called", "US dead", "Rus dead"
    );
    let _ = writeln!(out, "{:<42} {:>8} {}", "(all as drawn)", "", row(&plain)?);
    for (path, ends) in ASSUMPTIONS {
        let parameters = &plain.engine().setup().parameters;
        let found = parameters.iter().find(|row| row.path == path);
        let parameter = found.ok_or_else(|| format!("{SCENARIO} has no {path}"))?;
        let values = match ends {
            First(ends) => ends,
            OfDraws => [at(parameter, 0.05), at(parameter, 0.95)],
        };
        for value in values {
            let set = Override { path: path.into(), text: format!("{value}") };
            let _ = writeln!(out, "{path:<42} {value:>8.3} {}", row(&case(&[set])?)?);
        }
    }
    Ok(out)
}

fn at(parameter: &Parameter, share: f64) -> f64 {
    parameter.distribution.quantile(share, parameter.min, parameter.max)
}

fn case(set: &[Override]) -> Result<Case, String> {
    let tree = SourceTree::find(SCENARIO).ok_or_else(|| format!("{SCENARIO} is not built in"))?;
    let loaded = read(&tree, set);
    let scenario =
        loaded.scenario.ok_or_else(|| format!("{SCENARIO} has mistakes: `powderkeg check` lists them"))?;
    Ok(Case::new(Engine::new(scenario.setup), RunOptions::default(), Vec::new()))
}

/// The shares and medians of one setting.
fn row(case: &Case) -> Result<String, String> {
    let columns = case.columns();
    let place = |name: &str| {
        let found = columns.outcomes.iter().position(|scale| scale.name == name);
        found.ok_or_else(|| format!("{SCENARIO} has no outcome {name}"))
    };
    let (raided, launched, called) = (place("raided")?, place("launched")?, place("called_off")?);
    let (americans, russians) = (place("american_dead")?, place("russian_dead")?);
    let won = |row: &Row| {
        row.result.is_some_and(|result| columns.results[result as usize].starts_with("United States"))
    };
    let plan = Plan { seed: 1, runs: RUNS, shard: Shard::WHOLE };
    let all: Vec<Row> =
        case.courses(&plan, plan.shard_runs(), false, &|| {}).into_iter().map(|course| course.row).collect();
    let raids: Vec<&Row> = all.iter().filter(|row| row.outcomes[raided] > 0.0).collect();
    let share =
        |outcome: usize| percent(all.iter().filter(|row| row.outcomes[outcome] > 0.0).count(), all.len());
    let victories = percent(raids.iter().filter(|row| won(row)).count(), raids.len());
    Ok(format!(
        "{:>5} {:>5} {:>8} {:>6} {:>9} {:>9}",
        share(raided),
        victories,
        share(launched),
        share(called),
        spread(&raids, americans),
        spread(&raids, russians)
    ))
}

fn percent(count: usize, of: usize) -> String {
    if of == 0 { "-".into() } else { format!("{:.0} %", 100.0 * count as f64 / of as f64) }
}

/// Median and 95 %.
fn spread(rows: &[&Row], outcome: usize) -> String {
    let mut values: Vec<f64> = rows.iter().map(|row| row.outcomes[outcome]).collect();
    values.sort_by(f64::total_cmp);
    let at = |twentieths: usize| values.get(values.len() * twentieths / 20);
    at(10).zip(at(19)).map_or_else(|| "-".into(), |(median, most)| format!("{median:.0}, {most:.0}"))
}
