//! Laws of places and times, in runs of the built-in scenarios.

use powderkeg_engine::world::Engine;
use powderkeg_report::export::track::{Context, Happening, Track};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

const SCENARIOS: [(&str, &[u64]); 5] = [
    ("baikonur-2015", &[34, 1, 7]),
    ("rio-hato-1989", &[1, 2]),
    ("point-salines-1983", &[1, 2]),
    ("strait-2031", &[1, 3]),
    ("dam-2031", &[1, 2]),
];

/// Does something with the track of a run of each.
fn each(mut look: impl FnMut(&str, &Track)) {
    for (name, seeds) in SCENARIOS {
        let tree = SourceTree::find(name).expect("it is built in");
        let scenario = read(&tree, &[]).scenario.expect("it has no mistakes");
        let way_points = scenario.atlas.way_points;
        let engine = Engine::new(scenario.setup);
        for &seed in seeds {
            let played = Played::new(&engine, seed, Default::default());
            let context = Context { utc: None, way_points: &way_points, case: name, rep: "1" };
            look(&format!("{name}, seed {seed}"), &Track::of(&Run::of(&played), &context));
        }
    }
}

#[test]
fn nothing_is_at_two_places_in_a_minute() {
    let mut legs = 0;
    each(|run, track| {
        for entity in &track.entities {
            let moments: Vec<u32> = entity.pieces().into_iter().flatten().map(|(at, _)| at.0).collect();
            let is_rising = moments.windows(2).all(|pair| pair[0] < pair[1]);
            assert!(is_rising, "{run}, {}: {moments:?}", entity.path);
            for leg in entity.legs.iter().filter(|leg| !leg.course.is_empty()) {
                let ends = [leg.course.first(), leg.course.last()].map(|end| end.map(|&(_, point)| point));
                assert_eq!(ends, [Some(leg.from.point), Some(leg.to.point)], "{run}, {}", entity.path);
                legs += 1;
            }
        }
    });
    assert!(legs > 5, "{legs} ways are told");
}

#[test]
fn a_fight_is_at_one_place() {
    let mut fights = 0;
    each(|run, track| {
        let of = |kind: &str| track.events.iter().filter(|event| event.kind == kind).collect::<Vec<_>>();
        let [raid] = of("raid_began")[..] else { return };
        let at = |event: &Happening| event.place.as_ref().map(|place| place.title.clone());
        for kind in ["dropped", "assault", "losses", "broke", "captured", "seized", "counter_attack"] {
            for event in of(kind) {
                assert_eq!(at(event), at(raid), "{run}, event {}: {}", event.number, event.text);
            }
        }
        fights += of("losses").len();
    });
    assert!(fights > 5, "{fights} losses");
}

#[test]
fn what_is_noticed_is_where_it_stays() {
    let mut seen = 0;
    each(|run, track| {
        for event in track.events.iter().filter(|event| event.kind == "detected") {
            let force = track.entities.iter().find(|entity| Some(&entity.path) == event.other.as_ref());
            let stays = force.and_then(|force| force.place_at(event.at));
            let told = event.place.as_ref().map(|place| (place.point.longitude, place.point.latitude));
            assert_eq!(told, stays, "{run}, event {}", event.number);
            seen += usize::from(told.is_some());
        }
    });
    assert!(seen > 0);
}
