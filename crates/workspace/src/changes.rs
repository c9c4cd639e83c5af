//! What is changed about a scenario from outside: typed, from a file, or as a manifest keeps it.

use std::path::Path;

use powderkeg_engine::time::Minute;
use powderkeg_engine::world::Past;
use powderkeg_scenario::diagnostic::Diagnostics;
use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_scenario::source::MAX_FILE_BYTES;
use powderkeg_study::store::{Changes, From};

use crate::fault::Fault;
use crate::moment;

/// Those of lists, as typed or as a manifest keeps them.
#[must_use]
pub fn of(changes: &Changes) -> Interventions {
    let Changes { set, forbid, orders, from } = changes;
    let mut interventions = Interventions::default().and(Verb::Set, set);
    if let Some(from) = from {
        let past = Past { seed: from.seed, until: Minute(from.minute) };
        let begun = interventions.and(Verb::Forbid, &from.forbid).and(Verb::Do, &from.orders);
        interventions = begun.after(past, &from.named);
    }
    interventions.and(Verb::Forbid, forbid).and(Verb::Do, orders)
}

/// As a manifest keeps them.
#[must_use]
pub fn texts(interventions: &Interventions) -> Changes {
    let [set, forbid, orders] = [Verb::Set, Verb::Forbid, Verb::Do].map(|verb| interventions.texts(verb));
    let from = interventions.past().map(|(past, named, [forbid, orders])| From {
        named: named.to_string(),
        seed: past.seed,
        minute: past.until.0,
        forbid,
        orders,
    });
    Changes { set, forbid, orders, from }
}

/// Adds those of a file.
///
/// # Errors
/// If it cannot be read, or is no list of interventions.
pub fn add_file(mut interventions: Interventions, path: &Path) -> Result<Interventions, Fault> {
    let wrong = |error| Fault::of_path("cannot read", path, &error);
    let shown = path.display();
    // Before reading it: what is that large was not written by hand.
    let bytes = std::fs::metadata(path).map_err(wrong)?.len();
    if bytes > MAX_FILE_BYTES as u64 {
        return Err(Fault::io(format!("{shown} is too large for a list of interventions: {bytes} bytes")));
    }
    let text = std::fs::read_to_string(path).map_err(wrong)?;
    let mut diagnostics = Diagnostics::default();
    interventions.read(&shown.to_string(), text, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(Fault::usage(format!("{shown} is no list of interventions, as shown"))
            .with(vec![interventions.findings(diagnostics)]));
    }
    Ok(interventions)
}

/// Looks whether they can come after a moment of a saved run.
///
/// # Errors
/// If anything is set.
pub fn ensure_unset(interventions: &Interventions) -> Result<(), Fault> {
    if texts(interventions).set.is_empty() {
        return Ok(());
    }
    Err(Fault::usage(
        "what is set is set from the start: a run that goes on from another keeps its numbers; leave it out, or leave \
         --from out",
    ))
}

/// The same interventions in runs of a scenario that go on from a moment of a saved run: see [`moment::read`].
///
/// # Errors
/// If anything is set, or there is no such moment of a run of this scenario.
pub fn going_on(
    base: &Path,
    interventions: &Interventions,
    from: &str,
    scenario: &str,
) -> Result<Interventions, Fault> {
    ensure_unset(interventions)?;
    let Changes { forbid, orders, .. } = texts(interventions);
    let begun = moment::read(base, from, scenario)?;
    Ok(of(&Changes { forbid, orders, ..begun }))
}
