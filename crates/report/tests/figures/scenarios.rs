//! The figures of single runs.

use powderkeg_engine::event::Kind;
use powderkeg_engine::id::{Id, NameId, SiteId};
use powderkeg_report::figure::{Figure, causes, map, timeline};
use powderkeg_report::run::{Played, Run};

use crate::drawn::{engine, look_at};
use crate::rules::{check, check_labels};

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
            figures.iter().filter(|figure| figure.anchor == "figure-map").for_each(check_labels);
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

/// Numbers in [0, 1) that are the same each time: a linear congruential generator (Knuth's MMIX constants).
fn shuffled(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    }
}

#[test]
fn no_label_of_a_map_covers_another_wherever_the_places_lie() {
    let engine = engine("baikonur-2015");
    let played = Played::new(&engine, 34, Default::default());
    let run = Run::of(&played);
    for seed in 0..50 {
        let mut random = shuffled(seed);
        let mut setup = run.setup.clone();
        // From a few kilometres to half the Earth, anywhere.
        let reach = [0.05, 0.6, 4.0, 25.0, 80.0][seed as usize % 5];
        let centre = (random() * 160.0 - 80.0, random() * 360.0 - 180.0);
        for index in 0..setup.sites.len() {
            let site = &mut setup.sites[SiteId::from_index(index)];
            site.latitude = (centre.0 + (random() - 0.5) * reach).clamp(-90.0, 90.0);
            site.longitude = centre.1 + (random() - 0.5) * reach;
        }
        let map = map(&Run { setup: &setup, ..run }).unwrap_or_else(|| panic!("{seed}: there are places"));
        check(&map);
        check_labels(&map);
    }
}

#[test]
fn hostile_names_stay_text() {
    let engine = engine("baikonur-2015");
    let played = Played::new(&engine, 34, Default::default());
    let run = Run::of(&played);
    let mut setup = run.setup.clone();
    let hostile = "</text><script>alert(1)</script>&\"'\u{202e}\u{0}\u{1b}]]><!-- 宇宙基地 العربية";
    for index in 0..setup.names.len() {
        setup.names[NameId::from_index(index)].title = format!("{hostile} {index}");
    }
    setup.title = hostile.into();
    let hostile = Run { setup: &setup, ..run };
    let figures: Vec<Figure> =
        map(&hostile).into_iter().chain([timeline(&hostile)]).chain(turn(&hostile)).collect();
    assert!(figures.len() > 3);
    for figure in &figures {
        check(figure);
        assert!(
            !figure.svg.contains("<script")
                && !figure.svg.contains('\u{202e}')
                && !figure.svg.contains("<!--")
        );
    }
}
