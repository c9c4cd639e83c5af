//! One run of a scenario, watched from its first instant to its last.

use powderkeg_engine::rule::Program;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions, World};

/// A world played to its end, with what has to be noticed on the way.
#[derive(Clone, Debug)]
pub struct Watched<'e> {
    /// The world at its end.
    pub world: World<'e>,
    /// When the incident first came about, if it did. It may be over at the end, as a protest is.
    pub incident: Option<Minute>,
    /// For each program asked about, the first minute at which it held.
    pub firsts: Vec<Option<Minute>>,
}

/// Plays a run to its end. `programs` read the truth; they are looked at after every instant in which something
/// happened, and after the first of each day (levels drift without a record), as `each_day` looks at the world.
#[must_use]
pub fn watch<'e>(
    engine: &'e Engine,
    seed: u64,
    options: RunOptions,
    programs: &[&Program],
    mut each_day: impl FnMut(&World),
) -> Watched<'e> {
    let mut world = engine.start(seed, options);
    let (mut incident, mut firsts) = (None, vec![None; programs.len()]);
    let mut today = None;
    while let Some(records) = world.advance() {
        let is_quiet = records.is_empty();
        let at = world.at();
        let is_new_day = today.replace(at.day()) != Some(at.day());
        if is_new_day {
            each_day(&world);
        }
        if is_quiet && !is_new_day {
            continue;
        }
        // The incident is made of facts, and facts switch with a record.
        if incident.is_none() && !is_quiet {
            incident = incident_in(&world);
        }
        for (first, program) in firsts.iter_mut().zip(programs) {
            if first.is_none() && world.evaluate(program) != 0.0 {
                *first = Some(at);
            }
        }
    }
    Watched { world, incident, firsts }
}

fn incident_in(world: &World) -> Option<Minute> {
    let slots = world.setup().incident.iter();
    let holding = slots.map(|&slot| world.truth(slot)).filter(|fact| fact.value != 0.0);
    holding.map(|fact| fact.since.map_or(world.at(), |since| since.at)).min()
}
