//! What each of the founding scenario's main assumptions does to its ending: every one is set to the two
//! ends of its range in turn, all else as drawn and all luck the same.

use powderkeg_engine::parameter::Parameter;
use powderkeg_engine::world::Engine;
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::runs::{Sample, Seeds, samples};
use std::fmt::Write;

const SCENARIO: &str = "baikonur-2015";
/// Seeds 1 to this many.
const RUNS: u32 = 1_000;
/// The ends of a range: what one draw in twenty falls short of, and what one in twenty passes.
const ENDS: [f64; 2] = [0.05, 0.95];

/// The assumptions without a record that the story or the fight rests on.
const ASSUMPTIONS: [&str; 17] = [
    "labour.gate_troops",
    "labour.onset_rate",
    "labour.stubborn",
    "workforce.baikonur_crews.pay_ratio",
    "project.asat.purpose.believed_loss",
    "project.asat.purpose.evidence_per_day",
    "doctrine.russia.fly_in_troops.let.rate",
    "doctrine.usa.raid_the_cosmodrome.let.risk",
    "doctrine.usa.raid_the_cosmodrome.let.tau",
    "diplomacy.comply",
    "diplomacy.access_threshold",
    "battle.seizure",
    "battle.seizure_losses",
    "battle.duration_exponent",
    "battle.posture",
    "battle.surprise_lost",
    "battle.counter_attack",
];

/// The table as text.
///
/// # Errors
/// When the scenario has mistakes, or lacks one of the assumptions.
pub fn table() -> Result<String, String> {
    let plain = engine(&[])?;
    let mut out = format!(
        "{SCENARIO}, seeds 1 to {RUNS}: each assumption at the 5 % and at the 95 % of its range, all else as drawn.\n\
         A share of {RUNS} has a standard error of at most 1.6 points; the luck is the same in every row.\n\
         won: raids that ended for the raiders, of all raids. Dead: medians over raids. Written by `cargo xtask sweep`.\n\n"
    );
    let _ = writeln!(
        out,
        "{:<44} {:>9} {:>6} {:>6} {:>9} {:>7} {:>8} {:>9}",
        "assumption", "value", "raid", "won", "launched", "called", "US dead", "Rus dead"
    );
    let _ = writeln!(out, "{:<44} {:>9} {}", "(all as drawn)", "", row(&plain)?);
    for path in ASSUMPTIONS {
        let parameters = &plain.setup().parameters;
        let found = parameters.iter().find(|row| row.path == path);
        let parameter = found.ok_or_else(|| format!("{SCENARIO} has no {path}"))?;
        for end in ENDS {
            let value = at(parameter, end);
            let set = Override { path: path.into(), text: format!("{value}") };
            let _ = writeln!(out, "{path:<44} {value:>9.4} {}", row(&engine(&[set])?)?);
        }
    }
    Ok(out)
}

fn at(parameter: &Parameter, share: f64) -> f64 {
    parameter.distribution.quantile(share, parameter.min, parameter.max)
}

fn engine(set: &[Override]) -> Result<Engine, String> {
    let tree = SourceTree::find(SCENARIO).ok_or_else(|| format!("{SCENARIO} is not built in"))?;
    let loaded = read(&tree, set);
    let scenario =
        loaded.scenario.ok_or_else(|| format!("{SCENARIO} has mistakes: `powderkeg check` lists them"))?;
    Ok(Engine::new(scenario.setup))
}

/// The shares and medians of one setting.
fn row(engine: &Engine) -> Result<String, String> {
    let place = |name: &str| {
        let found = engine.setup().outcomes.iter().position(|scale| scale.name == name);
        found.ok_or_else(|| format!("{SCENARIO} has no outcome {name}"))
    };
    let (raided, launched, called) = (place("raided")?, place("launched")?, place("called_off")?);
    let (americans, russians) = (place("american_dead")?, place("russian_dead")?);
    let won = |sample: &Sample| {
        sample.result.is_some_and(|result| engine.setup().results[result].text.starts_with("United States"))
    };
    let all = samples(engine, Seeds { first: 1, runs: RUNS }, &[], 0);
    let raids: Vec<&Sample> = all.iter().filter(|sample| sample.outcomes[raided] > 0.0).collect();
    let share =
        |outcome: usize| percent(all.iter().filter(|row| row.outcomes[outcome] > 0.0).count(), all.len());
    let victories = percent(raids.iter().filter(|row| won(row)).count(), raids.len());
    Ok(format!(
        "{:>6} {:>6} {:>9} {:>7} {:>8} {:>9}",
        share(raided),
        victories,
        share(launched),
        share(called),
        median(&raids, americans),
        median(&raids, russians)
    ))
}

fn percent(count: usize, of: usize) -> String {
    if of == 0 { "-".into() } else { format!("{:.0} %", 100.0 * count as f64 / of as f64) }
}

fn median(samples: &[&Sample], outcome: usize) -> String {
    let mut values: Vec<f64> = samples.iter().map(|row| row.outcomes[outcome]).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).map_or_else(|| "-".into(), |value| format!("{value:.0}"))
}
