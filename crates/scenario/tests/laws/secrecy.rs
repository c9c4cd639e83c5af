//! What a party cannot know changes nothing that it sees or does.

use powderkeg_engine::event::{Event, Kind};
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

/// Until the weapon shows itself, or somebody inspects it, no seat can tell.
fn revealed(world: &World) -> bool {
    let log = world.log();
    [Kind::WeaponReady, Kind::PurposeRevealed, Kind::Inspected, Kind::Completed].iter().any(|&kind| {
        log.first(kind, |event| !matches!(event, Event::Completed { series: 1.., .. })).is_some()
    })
}

#[test]
fn a_hidden_purpose_changes_no_view_and_no_order() {
    let (armed, harmless) = worlds_with_purpose();
    let setup = armed.setup();
    let knows = |party| {
        let purpose =
            setup.projects.rows().find_map(|project| project.purpose.as_ref().map(|row| (project.by, row)));
        purpose.is_some_and(|(by, row)| by == party || row.known_to.contains(&party))
    };
    for seed in 0..25 {
        let mut one = armed.start(seed, RunOptions::default());
        let mut other = harmless.start(seed, RunOptions::default());
        loop {
            let more = (one.advance().is_some(), other.advance().is_some());
            assert_eq!(more.0, more.1);
            if !more.0 || revealed(&one) || revealed(&other) {
                break;
            }
            assert_eq!(one.at(), other.at(), "seed {seed}");
            for party in setup.parties.ids().filter(|&party| !knows(party)) {
                assert_eq!(one.view(party), other.view(party), "seed {seed}, {party:?} at {:?}", one.at());
            }
        }
        let orders = |world: &World| -> Vec<Event> {
            let until = one.at().min(other.at());
            let records = world.log().records().iter().take_while(|record| record.id.at < until);
            records.map(|record| record.event).filter(|event| event.kind() == Kind::Decided).collect()
        };
        assert_eq!(orders(&one), orders(&other), "seed {seed}");
    }
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
        let what = powderkeg_engine::gate::Suppressed::Kind(Kind::StagingBegan);
        let suppressed = vec![powderkeg_engine::gate::Suppression {
            what,
            from: powderkeg_engine::time::Minute(0),
            until: powderkeg_engine::time::Minute::NEVER,
        }];
        let other = plain.run(seed, RunOptions { suppressed, ..RunOptions::default() });
        // As long as the United States itself does the same in both.
        let own = |world: &World| -> Vec<(powderkeg_engine::time::Minute, Event)> {
            let records = world.log().records().iter();
            records
                .filter(|record| {
                    matches!(record.event, Event::Decided { party, .. } if party == usa)
                        || record.event.kind() == Kind::OperationLaunched
                })
                .map(|record| (record.id.at, record.event))
                .collect()
        };
        let (a, b) = (own(&one), own(&other));
        let until = a.iter().zip(&b).find(|(a, b)| a != b).map_or(one.at(), |(a, b)| a.0.min(b.0));
        let others = |world: &World| -> Vec<Event> {
            let records = world.log().records().iter().take_while(|record| record.id.at < until);
            records
                .map(|record| record.event)
                .filter(|event| matches!(event, Event::Decided { party, .. } if *party != usa))
                .collect()
        };
        assert_eq!(others(&one), others(&other), "seed {seed}, staged at {:?}", staged.id.at);
        compared += usize::from(until > staged.id.at);
    }
    assert!(compared >= 5, "only {compared} runs to compare");
}
