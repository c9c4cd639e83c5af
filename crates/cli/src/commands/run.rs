//! `powderkeg run`.

use powderkeg_report::chronicle::{self, Options};
use powderkeg_report::infobox::Infobox;
use powderkeg_report::run::{Played, Run, civil};
use powderkeg_report::turn;
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::store::Changes;
use serde_json::{Value, json};

use crate::args;
use crate::changes;
use crate::failure::Failure;
use crate::output::{columns, note, print, print_json};
use crate::run_dir::{self, Manifest};
use crate::scenarios;

pub fn run(arguments: &args::Run) -> Result<(), Failure> {
    let changes = changes::going_on(&arguments.begun)?;
    let (scenario, options) = scenarios::open(&arguments.begun.chosen.scenario, &changes)?;
    let changes = changes::texts(&changes);
    let mut manifest = manifest(arguments, &changes, &scenario)?;
    if let Some(dir) = &arguments.out {
        // Before the work, not after it.
        run_dir::ensure_ours(dir, &manifest)?;
    }
    let engine = scenarios::engine(&scenario);
    let played = Played::new(&engine, arguments.seed, options);
    let run = Run::of(&played);
    manifest.log_hash = run.log.hash().to_string();
    if let Some(dir) = &arguments.out {
        run_dir::save(dir, &run, &manifest)?;
        note(&format!("saved in {}\n", dir.display()));
    }
    let infobox = Infobox::of(&run);
    let options = Options { all: arguments.all, columns: columns() };
    if arguments.json {
        return print_json(&report(&run, &manifest, &infobox, options));
    }
    let told = chronicle::render(&run, options);
    let end = how_to_go_on(&run, arguments, &changes, chronicle::entries(&run, options).len());
    print(&format!("{}\n{told}\n{end}", infobox.render(options.columns)))
}

/// What was left out, and how to see it, to ask why, and to run another.
fn how_to_go_on(run: &Run, arguments: &args::Run, changes: &Changes, told: usize) -> String {
    let scenario = &arguments.begun.chosen.scenario;
    let set = changes.typed();
    let same = format!("powderkeg run {scenario}{set} --seed {}", arguments.seed);
    let turn = turn::incident(run).or_else(|| turn::decisive(run).last().copied());
    let number = turn.map_or(1, |position| position + 1);
    let mut lines = vec![format!(
        "Seed {}, {} events in the log, {told} told here; log {}.",
        arguments.seed,
        run.log.records().len(),
        run.log.hash()
    )];
    if !arguments.all {
        lines.push(format!("All of them:     {same} --all"));
    }
    match &arguments.out {
        Some(dir) => lines.push(format!("Why it came so:  powderkeg why {} {number}", dir.display())),
        None => {
            lines.push(format!("Why it came so:  {same} --out run, then powderkeg why run {number}"));
        }
    }
    if run.setup.sides.is_empty() {
        lines.push("Own columns:     [[side]] with title and parties; the scenario names none".into());
    }
    lines.push(format!(
        "Another course:  powderkeg run {scenario}{set} --seed {}",
        arguments.seed.saturating_add(1)
    ));
    lines.join("\n") + "\n"
}

/// What is known before the run: all but the log's hash.
fn manifest(arguments: &args::Run, changes: &Changes, scenario: &Scenario) -> Result<Manifest, Failure> {
    let name = &arguments.begun.chosen.scenario;
    let scenario_path =
        arguments.out.as_ref().map(|dir| scenarios::path_from(dir, name)).transpose()?.flatten();
    Ok(Manifest {
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: name.clone(),
        scenario_path,
        scenario_hash: scenario.hash.clone(),
        seed: arguments.seed,
        changes: changes.clone(),
        log_hash: String::new(),
    })
}

fn report(run: &Run, manifest: &Manifest, infobox: &Infobox, options: Options) -> Value {
    let lines: Vec<Value> = chronicle::entries(run, options)
        .iter()
        .map(|entry| {
            let time = civil(run.setup, entry.at).to_string();
            json!({ "id": entry.position + 1, "time": time, "text": entry.text })
        })
        .collect();
    json!({
        "scenario": manifest.scenario,
        "scenario_hash": manifest.scenario_hash,
        "seed": manifest.seed,
        "set": manifest.changes.set,
        "forbid": manifest.changes.forbid,
        "do": manifest.changes.orders,
        "from": manifest.changes.from.as_ref().map(|from| &from.named),
        "log_hash": manifest.log_hash,
        "events": run.log.records().len(),
        "infobox": infobox.json(),
        "chronicle": lines,
    })
}
