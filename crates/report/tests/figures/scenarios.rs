//! The figures of single runs.

use powderkeg_engine::event::Kind;
use powderkeg_report::figure::{Figure, causes, map, timeline};
use powderkeg_report::run::{Played, Run};

use crate::drawn::{engine, look_at};
use crate::rules::check;

/// Every built-in scenario, the seeds that are drawn, and whether it has a map.
const SCENARIOS: [(&str, &[u64], bool); 8] = [
    ("baikonur-2015", &[34, 1, 7], true),
    ("zhanaozen-2011", &[1, 2], true),
    ("gas-2009", &[1], true),
    ("rio-hato-1989", &[1], true),
    ("point-salines-1983", &[1], true),
    ("strait-2031", &[1, 2], true),
    ("dam-2031", &[1, 2], true),
    ("first-steps", &[1, 2], false),
];

#[test]
fn every_scenario_can_be_drawn() {
    for (name, seeds, has_map) in SCENARIOS {
        let engine = engine(name);
        for &seed in seeds {
            let played = Played::new(&engine, seed, Default::default());
            let run = Run::of(&played);
            let map = map(&run);
            assert_eq!(map.is_some(), has_map, "{name}");
            let figures: Vec<Figure> = map.into_iter().chain([timeline(&run)]).chain(turn(&run)).collect();
            for figure in &figures {
                check(figure);
                look_at(&format!("{name}-{seed}"), figure);
            }
        }
    }
}

/// The cause graphs of what decided the run.
fn turn(run: &Run) -> Vec<Figure> {
    let records = run.log.records();
    let wanted = [Kind::RaidBegan, Kind::FightEnded, Kind::RiotBegan, Kind::Sanctioned, Kind::RouteClosed];
    let places =
        wanted.iter().filter_map(|&kind| records.iter().rposition(|record| record.event.kind() == kind));
    places.filter_map(|place| causes(run, place + 1, None)).collect()
}

#[test]
fn the_same_run_is_drawn_with_the_same_bytes() {
    let engine = engine("baikonur-2015");
    let draw = || {
        let played = Played::new(&engine, 34, Default::default());
        let run = Run::of(&played);
        (map(&run), timeline(&run), causes(&run, run.log.records().len(), None))
    };
    assert_eq!(draw(), draw());
}

#[test]
fn a_map_is_small() {
    let engine = engine("baikonur-2015");
    let played = Played::new(&engine, 34, Default::default());
    let map = map(&Run::of(&played)).expect("it has places");
    assert!(map.svg.len() < 150_000, "{}", map.svg.len());
}

#[test]
fn there_are_no_causes_of_what_is_not_there() {
    let engine = engine("first-steps");
    let played = Played::new(&engine, 1, Default::default());
    let run = Run::of(&played);
    assert!(causes(&run, 0, None).is_none() && causes(&run, usize::MAX, None).is_none());
    assert!(causes(&run, run.log.records().len() + 1, Some(2)).is_none());
    // The first record has nothing but the scenario behind it.
    assert!(causes(&run, 1, Some(usize::MAX)).is_none());
}
