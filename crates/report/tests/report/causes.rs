//! The graph of causes: back to the scenario, with what was pivotal.

use powderkeg_engine::cause::{Cause, Domain};
use powderkeg_engine::event::{Event, Kind};
use powderkeg_engine::log::Seen;
use powderkeg_engine::reading::Reading;
use powderkeg_engine::rule::Slot;
use powderkeg_report::pivot::{Bearing, Toward, bearing, rule};
use powderkeg_report::why::Why;

use crate::fixture::*;

#[test]
fn the_tree_names_rules_lines_and_luck() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, Some(at(191, 2, 10)));
    let raid = log.first(Kind::RaidBegan, |_| true).unwrap();
    let number = run.number_of(raid).unwrap();
    let tree = Why::new(run, number, None).unwrap().tree(100);
    assert!(tree.starts_with(&format!("#{number} 10 Apr 2015, 02:10: The United States raided")), "{tree}");
    for expected in [
        "rule “raid the pads” (scenario.toml:",
        "holds: refused(russia, asat) >= patience",
        "refused(russia, asat) = 3",
        // What the urge was made of, with what each value was due to.
        "urge of: hostility(usa, russia) = 0.7 (#1), stopped(baikonur) = 1 (#2)",
        "luck: strike of Baikonur crews, draw 1, u = 0.",
        "workforce.baikonur_crews",
        "not pivotal: the rule would have held anyway",
        "[moved a level that the rule read]",
    ] {
        assert!(tree.contains(expected), "no {expected:?} in\n{tree}");
    }
    // Each record is told once; after that it is only named.
    let strike = "28 Feb 2015, 06:02: The Baikonur crews went on strike.";
    assert_eq!(tree.matches(strike).count(), 1, "{tree}");
    assert!(tree.contains("see #1"), "{tree}");
    let shallow = Why::new(run, number, Some(1)).unwrap().tree(100);
    assert!(shallow.contains(" …\n") && !shallow.contains("went on strike"), "{shallow}");
}

#[test]
fn a_tree_fits_where_no_depth_is_asked_for() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, Some(at(191, 2, 10)));
    let number = run.number_of(log.first(Kind::RaidBegan, |_| true).unwrap()).unwrap();
    let whole = Why::new(run, number, None).unwrap();
    assert_eq!(whole.hidden(), 0);
    let mut depths = Vec::new();
    for lines in [0, 5, 20, 1000] {
        let fitting = Why::fitting(run, number, 80, lines).unwrap();
        assert!(fitting.depth() == 1 || fitting.tree(80).lines().count() <= lines, "{}", fitting.tree(80));
        depths.push(fitting.depth());
    }
    assert!(depths.is_sorted() && depths[0] == 1 && depths[3] > depths[1], "{depths:?}");
}

#[test]
fn pivotal_is_what_the_rule_would_miss() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, Some(at(191, 2, 10)));
    let decided = log.first(Kind::Decided, |_| true).unwrap();
    let id = |kind| log.records().iter().rev().find(|record| record.event.kind() == kind).unwrap().id;
    // Two refusals would have sufficed, and hostility stood in for the cordon.
    assert_eq!(bearing(&run, decided, id(Kind::Answered)), Some(Bearing::NotPivotal));
    assert_eq!(bearing(&run, decided, id(Kind::Cordoned)), Some(Bearing::NotPivotal));
    assert_eq!(bearing(&run, decided, id(Kind::StrikeBegan)), Some(Bearing::Level(Toward::For)));
    assert_eq!(
        bearing(&run, decided, id(Kind::FacilityStopped)),
        Some(Bearing::Rate { with: 1.7, without: 0.7 })
    );
    assert_eq!(bearing(&run, decided, id(Kind::Sanctioned)), None);
    let rule = rule(&run, decided).unwrap();
    assert!(rule.conjuncts.iter().all(|conjunct| conjunct.held));
    assert_eq!(rule.conjuncts.len(), 2);
    let read: Vec<_> = rule.urge_read.iter().map(|read| (read.name.as_str(), read.value)).collect();
    assert_eq!(read, [("hostility(usa, russia)", 0.7), ("stopped(baikonur)", 1.0)]);
    assert_eq!(rule.urge_read[1].because, Some(id(Kind::FacilityStopped).into()));
}

/// The stop feeds a fact that changes the rate, and a level: the change of the rate is known, and said.
#[test]
fn what_moved_a_level_too_still_shows_its_change_of_the_rate() {
    let setup = setup();
    let numbers = numbers(&setup);
    let mut book = Book::default();
    let stop = Event::FacilityStopped { facility: BAIKONUR, present: 0.4 };
    let stopped = book.add(at(152, 6, 2), Domain::Labour, stop, &[GIVEN]).into();
    let saw = [(0, 3.0), (1, 1.0), (2, 0.7), (3, 1.0)].map(|(slot, value)| Seen {
        slot: Slot(slot),
        value,
        because: if slot < 2 { GIVEN } else { stopped },
    });
    book.decide(at(190, 6, 4), RAID, raid(), &[stopped], &saw);
    let log = book.log();
    let run = run(&setup, &log, &numbers, None);
    let decided = log.first(Kind::Decided, |_| true).unwrap();
    let Cause::Event(stopped) = stopped else { unreachable!() };
    assert_eq!(bearing(&run, decided, stopped), Some(Bearing::Rate { with: 1.7, without: 0.7 }));
}

/// The log does not say how far an event moved a level, but its causes are known to move it one way only.
#[test]
fn a_level_speaks_for_a_decision_or_not() {
    let strike = Kind::StrikeBegan;
    for (level, toward) in [
        (Reading::Hostility { of: USA, toward: RUSSIA }, Toward::For),
        // The more it likes the other, the more urgent would it be: what lowered that is no reason.
        (Reading::Stance { of: USA, toward: RUSSIA }, Toward::Against),
        (Reading::Belief(ASAT), Toward::Unknown),
    ] {
        let mut setup = setup();
        setup.readings[2] = level;
        let (log, numbers) = (crisis(&setup), numbers(&setup));
        let run = run(&setup, &log, &numbers, None);
        let decided = log.first(Kind::Decided, |_| true).unwrap();
        let cause = log.first(strike, |_| true).unwrap().id;
        assert_eq!(bearing(&run, decided, cause), Some(Bearing::Level(toward)), "{level:?}");
    }
}

#[test]
fn one_refusal_less_than_patience_is_pivotal() {
    let mut setup = setup();
    // Patience is the last number of the setup: now three refusals are needed.
    let last = setup.parameters.len() - 1;
    setup.parameters[last].distribution = powderkeg_engine::parameter::Distribution::Constant(3.0);
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, None);
    let decided = log.first(Kind::Decided, |_| true).unwrap();
    let refusal =
        log.records().iter().rev().find(|record| matches!(record.event, Event::Answered { .. })).unwrap();
    assert_eq!(bearing(&run, decided, refusal.id), Some(Bearing::Pivotal));
}

#[test]
fn graph_and_json_agree() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, None);
    let last = log.records().len();
    let why = Why::new(run, last, None).unwrap();
    let (dot, json) = (why.dot(), why.json());
    assert_eq!(dot.matches(" -> ").count(), json["edges"].as_array().unwrap().len());
    assert!(dot.starts_with("digraph") && dot.ends_with("}\n"));
    assert_eq!(json["root"], last);
    assert!(Why::new(run, last + 1, None).is_none() && Why::new(run, 0, None).is_none());
}
