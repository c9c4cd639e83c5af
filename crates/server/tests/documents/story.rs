//! Laws of stories, on real runs.

use std::collections::BTreeSet;

use powderkeg_report::run::Played;
use powderkeg_server::api::{EntityKind, Position, QuantityOf, Story};

use crate::fixture::Stage;

const RUNS: [(&str, u64); 4] =
    [("baikonur-2015", 34), ("first-steps", 1), ("gas-2009", 1), ("rio-hato-1989", 2)];

fn each(mut look: impl FnMut(&str, &Story, &Stage)) {
    for (name, seed) in RUNS {
        let stage = Stage::new(name);
        let watched = stage.play(seed);
        look(&format!("{name}, seed {seed}"), &stage.story(&watched, seed), &stage);
    }
}

#[test]
fn watching_a_run_changes_nothing() {
    let stage = Stage::new("first-steps");
    let story = stage.story(&stage.play(7), 7);
    let plain = Played::new(&stage.engine, 7, Default::default());
    assert_eq!(story.log_hash, plain.world.log().hash().to_string());
}

#[test]
fn events_are_in_order_and_name_what_there_is() {
    each(|run, story, _| {
        let parties: BTreeSet<&str> = story.parties.iter().map(|party| party.id.as_str()).collect();
        let mut last = 0;
        for (index, event) in story.events.iter().enumerate() {
            assert_eq!(event.number, index + 1, "{run}");
            assert!(last <= event.at && event.at <= story.ends, "{run}: {event:?}");
            assert!(event.causes.iter().all(|&cause| cause < event.number && cause > 0), "{run}: {event:?}");
            assert!(event.party.as_deref().is_none_or(|party| parties.contains(party)), "{run}: {event:?}");
            last = event.at;
        }
        let told = story.events.iter().filter(|event| event.told.is_some()).count();
        assert!(told > 0 && told <= story.events.len(), "{run}: {told}");
        assert!(story.parties.iter().all(|party| party.colour <= 3), "{run}");
        let owners = story.entities.iter().filter_map(|entity| entity.party.as_deref());
        let charts = story.quantities.iter().filter_map(|quantity| quantity.party.as_deref());
        let traders = story.flows.iter().flat_map(|flow| [flow.seller.as_str(), flow.buyer.as_str()]);
        assert!(owners.chain(charts).chain(traders).all(|party| parties.contains(party)), "{run}");
    });
}

#[test]
fn quantities_have_a_value_for_each_day() {
    each(|run, story, stage| {
        let days = stage.scenario().setup.calendar.ends.day() as usize + 1;
        assert!(!story.quantities.is_empty(), "{run}");
        let mut known = BTreeSet::new();
        for quantity in &story.quantities {
            let what = format!("{run}: {} of {}", quantity.name, quantity.path);
            assert_eq!(quantity.days.len(), days, "{what}");
            assert!(quantity.days.iter().all(|value| value.is_finite()), "{what}");
            assert!(
                quantity.days.iter().any(|&value| value.to_bits() != quantity.days[0].to_bits()),
                "{what}"
            );
            let key = (&quantity.name, &quantity.path, &quantity.party);
            assert!(known.insert(key), "{what} is told twice");
        }
        for flow in &story.flows {
            assert_eq!(flow.delivered.len(), days, "{run}: {}", flow.path);
            assert!(flow.delivered.iter().all(|share| (0.0..=1.0).contains(share)), "{run}: {}", flow.path);
            let places = flow.between.iter().flat_map(|&(from, to)| [from, to]);
            assert!(places.into_iter().all(is_on_earth), "{run}: {}", flow.path);
        }
    });
}

/// What a chart begins with is what the setup says, and its last value what the world ended with.
#[test]
fn quantities_are_the_readings_of_the_run() {
    let stage = Stage::new("baikonur-2015");
    let watched = stage.play(34);
    let story = stage.story(&watched, 34);
    let dead = |quantity: &&powderkeg_server::api::Quantity| quantity.path == "outcome.dead";
    let dead = story.quantities.iter().find(dead).expect("people die in it");
    assert_eq!((dead.of, dead.unit.as_str()), (QuantityOf::Scenario, "people"));
    let world = &watched.played.world;
    let outcome = world.setup().outcomes.iter().find(|row| row.name == "dead").expect("it is there");
    let ended = world.evaluate(&outcome.is);
    assert!((dead.days[dead.days.len() - 1] - ended).abs() < 1e-9, "{ended}");
    // The last value before the raid is 0, the first after its day is all of it.
    let day = story.incident.expect("it is raided") as usize / 1440;
    assert!(dead.days[day].abs() < 1e-9 && dead.days[day + 1] > 0.0);
}

fn is_on_earth(Position(longitude, latitude): Position) -> bool {
    (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude)
}

#[test]
fn ways_begin_and_end_where_they_say() {
    let mut ways = 0;
    each(|run, story, _| {
        for entity in &story.entities {
            let places: Vec<Position> = entity.stays.iter().map(|stay| stay.at).collect();
            assert!(places.iter().copied().all(is_on_earth), "{run}: {}", entity.path);
            for leg in entity.legs.iter().filter(|leg| !leg.course.is_empty()) {
                let (first, last) = (leg.course[0], leg.course[leg.course.len() - 1]);
                let times = (f64::from(leg.departs), f64::from(leg.arrives));
                assert!(
                    (first.0 - times.0).abs() < 1e-9 && (last.0 - times.1).abs() < 1e-9,
                    "{run}: {leg:?}"
                );
                assert!(leg.course.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{run}: {leg:?}");
                let is_stay = |(_, x, y): (f64, f64, f64)| places.contains(&Position(x, y));
                // Who is lost on the way arrives nowhere, but every way begins or ends at a stay.
                assert!(is_stay(first) || is_stay(last), "{run}: {leg:?}");
                assert!(leg.record <= story.events.len(), "{run}: {leg:?}");
                ways += 1;
            }
        }
    });
    assert!(ways > 3, "{ways} ways are told");
}

#[test]
fn the_raid_of_seed_34_lies_at_baikonur() {
    let stage = Stage::new("baikonur-2015");
    let story = stage.story(&stage.play(34), 34);
    let raid = story.events.iter().find(|event| event.kind == "raid_began").expect("it is raided");
    assert_eq!(story.incident, Some(raid.at));
    assert!(story.incident_over.is_some_and(|over| over > raid.at && over < raid.at + 1440));
    let facility = story.entities.iter().find(|entity| entity.kind == EntityKind::Facility);
    assert_eq!(raid.place, facility.and_then(|facility| facility.stays.first()).map(|stay| stay.at));
    let Some(Position(longitude, latitude)) = raid.place else { panic!("it has no place") };
    assert!((longitude - 63.3).abs() < 1.0 && (latitude - 46.0).abs() < 1.0, "{longitude} {latitude}");
    let colours = ["usa", "russia", "kazakhstan"]
        .map(|id| story.parties.iter().find(|party| party.id == id).map(|party| party.colour));
    assert_eq!(colours, [Some(1), Some(2), Some(3)]);
}

#[test]
fn a_raid_is_fought_by_those_that_came_down() {
    let stage = Stage::new("baikonur-2015");
    let story = stage.story(&stage.play(34), 34);
    let rangers =
        story.entities.iter().find(|entity| entity.path == "force.rangers").expect("are in the story");
    let at = |kind: &str| story.events.iter().find(|event| event.kind == kind).expect("happens").at;
    let said = |minute| {
        let row = rangers.strength.iter().rev().find(|row| row.at <= minute).expect("has a strength");
        row.text.as_str()
    };
    assert_eq!(said(at("operation_launched") - 1), "300 soldiers");
    assert_eq!(said(at("raid_began")), "300 soldiers sent");
    // 240 jumped and 5 of them were hurt; the others' aircraft had turned back.
    assert_eq!(said(at("dropped")), "235 soldiers on the ground");
    assert_eq!(said(at("seized")), "166 soldiers on the ground");
    // With those whose aircraft had turned back.
    assert_eq!(said(story.ends), "129 soldiers");
}
