//! What a party cannot know changes nothing that it sees or does.

use powderkeg_engine::event::{Event, Kind};
use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::id::PartyId;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions, World};

use crate::engine_with;

/// Two worlds that differ in the hidden purpose of the satellite, when watching gives no evidence of it.
fn worlds_with_purpose() -> (Engine, Engine) {
    let blind = "project.asat.purpose.evidence_per_day=0";
    (
        engine_with("baikonur-2015", &[blind, "project.asat.purpose.truth=1"]),
        engine_with("baikonur-2015", &[blind, "project.asat.purpose.truth=0"]),
    )
}

/// When the weapon shows itself, or somebody inspects it: until then no watcher can tell.
fn revealed(world: &World) -> Minute {
    let kinds = [Kind::WeaponReady, Kind::PurposeRevealed, Kind::Inspected];
    let first =
        kinds.iter().filter_map(|&kind| world.log().first(kind, |_| true)).map(|record| record.id.at).min();
    first.unwrap_or(world.at())
}

/// The decisions of some parties, in order.
fn decisions(world: &World, of: impl Fn(PartyId) -> bool) -> Vec<(Minute, Event)> {
    let records = world.log().records().iter();
    records
        .filter(|record| matches!(record.event, Event::Decided { party, .. } if of(party)))
        .map(|record| (record.id.at, record.event))
        .collect()
}

/// The first minute at which two lists differ.
fn parting(one: &[(Minute, Event)], other: &[(Minute, Event)]) -> Minute {
    let differ =
        one.iter().zip(other).find(|(one, other)| one != other).map(|(one, other)| one.0.min(other.0));
    let longer = if one.len() > other.len() { one.get(other.len()) } else { other.get(one.len()) };
    differ.or(longer.map(|row| row.0)).unwrap_or(Minute::NEVER)
}

#[test]
fn a_hidden_purpose_changes_no_view_and_no_order() {
    let (armed, harmless) = worlds_with_purpose();
    let setup = armed.setup();
    let knows = |party| {
        setup.projects.rows().any(|project| {
            project.purpose.as_ref().is_some_and(|row| project.by == party || row.known_to.contains(&party))
        })
    };
    let mut compared = 0;
    for seed in 0..25 {
        // Those who know may act on what they know; from then on the others may see it.
        let (one, other) =
            (armed.run(seed, RunOptions::default()), harmless.run(seed, RunOptions::default()));
        let until = revealed(&one)
            .min(revealed(&other))
            .min(parting(&decisions(&one, knows), &decisions(&other, knows)));
        let before = |world: &World| -> Vec<(Minute, Event)> {
            decisions(world, |party| !knows(party)).into_iter().take_while(|row| row.0 < until).collect()
        };
        assert_eq!(before(&one), before(&other), "seed {seed}");
        compared += before(&one).len();

        let (mut one, mut other) =
            (armed.start(seed, RunOptions::default()), harmless.start(seed, RunOptions::default()));
        while one.advance().is_some() && other.advance().is_some() && one.at() < until && other.at() < until {
            assert_eq!(one.at(), other.at(), "seed {seed}");
            for party in setup.parties.ids().filter(|&party| !knows(party)) {
                assert_eq!(one.view(party), other.view(party), "seed {seed}, {party:?} at {:?}", one.at());
            }
        }
    }
    assert!(compared > 100, "only {compared} decisions to compare");
}

/// Preparations that nobody can notice change nothing that others decide, until the force sets out.
#[test]
fn unnoticed_staging_changes_no_order_of_others() {
    let settings = ["movement.detect_staging=0", "movement.false_alarm=0"];
    let plain = engine_with("baikonur-2015", &settings);
    let usa = plain
        .setup()
        .parties
        .iter()
        .find(|(_, party)| plain.setup().names[party.name.id].id == "usa")
        .map(|(id, _)| id);
    let usa = usa.expect("the scenario has the United States");
    let mut compared = 0;
    for seed in 0..60 {
        let one = plain.run(seed, RunOptions::default());
        let Some(staged) = one.log().first(Kind::StagingBegan, |_| true) else { continue };
        let what = Suppressed::Kind(Kind::StagingBegan);
        let suppressed = vec![Suppression::throughout(what)];
        let other = plain.run(seed, RunOptions { suppressed, ..RunOptions::default() });
        // As long as the United States itself does the same in both.
        let own = |party| party == usa;
        let until = parting(&decisions(&one, own), &decisions(&other, own));
        let launched =
            one.log().first(Kind::OperationLaunched, |_| true).map_or(Minute::NEVER, |record| record.id.at);
        let until = until.min(launched);
        let others = |world: &World| -> Vec<(Minute, Event)> {
            decisions(world, |party| party != usa).into_iter().take_while(|row| row.0 < until).collect()
        };
        assert_eq!(others(&one), others(&other), "seed {seed}, staged at {:?}", staged.id.at);
        compared += usize::from(until > staged.id.at);
    }
    assert!(compared >= 5, "only {compared} runs to compare");
}
