//! `powderkeg run`.

use powderkeg_report::chronicle::{self, Options};
use powderkeg_report::infobox::Infobox;
use powderkeg_report::run::{Played, Run, civil};
use powderkeg_report::turn;
use powderkeg_study::store::Changes;
use powderkeg_workspace::runs::{self, Manifest};
use powderkeg_workspace::scenarios;
use serde_json::{Value, json};

use crate::args;
use crate::asked::{self, here};
use crate::failure::Failure;
use crate::output::{columns, note_saved, print, print_json, typed};

pub fn run(arguments: &args::Run) -> Result<(), Failure> {
    let changes = asked::going_on(&arguments.begun)?;
    let name = &arguments.begun.chosen.scenario;
    let (scenario, options) = asked::open(name, &changes)?;
    let out = arguments.out.as_deref();
    let mut manifest = Manifest::before(here(), out, name, &scenario, arguments.seed, &changes)?;
    if let Some(dir) = out {
        // Before the work, not after it.
        runs::ensure_ours(dir, &manifest)?;
    }
    let engine = scenarios::engine(&scenario);
    let played = Played::new(&engine, arguments.seed, options);
    let run = Run::of(&played);
    manifest.log_hash = run.log.hash().to_string();
    if let Some(dir) = out {
        runs::save(dir, &run, &manifest)?;
        note_saved(dir);
    }
    let infobox = Infobox::of(&run);
    let options = Options { all: arguments.all, columns: columns() };
    if arguments.json {
        return print_json(&report(&run, &manifest, &infobox, options));
    }
    let told = chronicle::render(&run, options);
    let end = how_to_go_on(&run, arguments, &manifest.changes, chronicle::entries(&run, options).len());
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
        Some(dir) => lines.push(format!("Why it came so:  powderkeg why {} {number}", typed(dir))),
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
