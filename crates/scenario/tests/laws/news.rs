//! A fact switches only when an event says so: seats are woken by events, and would miss it otherwise.

use powderkeg_engine::event::Kinds;
use powderkeg_engine::reading::Reading;
use powderkeg_engine::rule::Slot;
use powderkeg_engine::world::RunOptions;

use crate::{ALL, engine_with};

/// Known gaps. Foreign troops are counted a minute after the battle's news of who fell, was taken or has
/// jumped, and no record says that now there are some, or none. And an ultimatum about something that is
/// over is forgotten at its end without a word.
fn in_silence(reading: &Reading) -> bool {
    matches!(reading, Reading::ForeignTroopsAt(_) | Reading::Threatened { .. })
}

#[test]
fn no_fact_switches_without_an_event_that_switches_it() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        let readings = &engine.setup().readings;
        let facts: Vec<(Slot, Kinds)> = readings
            .iter()
            .enumerate()
            .map(|(index, reading)| (Slot(index as u16), reading.switched_by()))
            .filter(|(slot, kinds)| *kinds != Kinds::default() && !in_silence(&readings[usize::from(slot.0)]))
            .collect();
        for seed in 0..20 {
            let mut world = engine.start(seed, RunOptions::default());
            let mut known: Vec<f64> = facts.iter().map(|(slot, _)| world.truth(*slot).value).collect();
            while let Some(records) = world.advance() {
                let happened =
                    Kinds::of(&records.iter().map(|record| record.event.kind()).collect::<Vec<_>>());
                for ((slot, kinds), known) in facts.iter().zip(&mut known) {
                    let value = world.truth(*slot).value;
                    let switched = value.to_bits() != known.to_bits();
                    let reading = readings[usize::from(slot.0)];
                    assert!(
                        !switched || kinds.meets(happened),
                        "{name}, seed {seed}, {:?}: {reading:?} went from {known} to {value}",
                        world.at()
                    );
                    *known = value;
                }
            }
        }
    }
}
