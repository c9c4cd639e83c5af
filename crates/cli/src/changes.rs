//! What is changed about a scenario from outside: typed, from a file, or as a manifest keeps it.

use std::path::Path;

use powderkeg_engine::time::Minute;
use powderkeg_engine::world::Past;
use powderkeg_scenario::diagnostic::Diagnostics;
use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_scenario::source::MAX_FILE_BYTES;
use powderkeg_study::store::{Changes, From};

use crate::args::{Begun, Changed};
use crate::failure::Failure;
use crate::moment;
use crate::output::{note, style_of_errors};

/// Those of a file, if one is named, then those that are typed.
pub fn of(changed: &Changed) -> Result<Interventions, Failure> {
    let mut interventions = Interventions::default();
    if let Some(path) = &changed.interventions {
        interventions = add_file(interventions, path)?;
    }
    let typed = interventions.and(Verb::Set, &changed.set).and(Verb::Forbid, &changed.forbid);
    Ok(typed.and(Verb::Do, &changed.orders))
}

/// Those of a manifest.
pub fn of_saved(changes: &Changes) -> Interventions {
    let Changes { set, forbid, orders, from } = changes;
    let mut interventions = Interventions::default().and(Verb::Set, set);
    if let Some(from) = from {
        let past = Past { seed: from.seed, until: Minute(from.minute) };
        let begun = interventions.and(Verb::Forbid, &from.forbid).and(Verb::Do, &from.orders);
        interventions = begun.after(past, &from.named);
    }
    interventions.and(Verb::Forbid, forbid).and(Verb::Do, orders)
}

/// What is typed, for runs of a scenario that go on from a moment of a saved one, if one is named.
pub fn going_on(begun: &Begun) -> Result<Interventions, Failure> {
    let typed = of(&begun.chosen.changed)?;
    let Some(named) = &begun.from else { return Ok(typed) };
    let typed = texts(&typed);
    if !typed.set.is_empty() {
        return Err(Failure::Usage(
            "what is set is set from the start: a run that goes on from another keeps its numbers".into(),
        ));
    }
    let from = moment::read(named, &begun.chosen.scenario)?;
    Ok(of_saved(&Changes { forbid: typed.forbid, orders: typed.orders, ..from }))
}

/// As a manifest keeps them.
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

/// Adds those of a file; says on standard error what is wrong with it.
pub fn add_file(mut interventions: Interventions, path: &Path) -> Result<Interventions, Failure> {
    let wrong = |error| Failure::of_path("cannot read", path, &error);
    let shown = path.display();
    // Before reading it: what is that large was not written by hand.
    let bytes = std::fs::metadata(path).map_err(wrong)?.len();
    if bytes > MAX_FILE_BYTES as u64 {
        return Err(Failure::Io(format!("{shown} is too large for a list of interventions: {bytes} bytes")));
    }
    let text = std::fs::read_to_string(path).map_err(wrong)?;
    let mut diagnostics = Diagnostics::default();
    interventions.read(&shown.to_string(), text, &mut diagnostics);
    if diagnostics.has_errors() {
        note(&interventions.render(&diagnostics, style_of_errors()));
        return Err(Failure::Usage(format!("{shown} is no list of interventions, as shown above")));
    }
    Ok(interventions)
}
