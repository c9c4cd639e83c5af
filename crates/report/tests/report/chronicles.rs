//! The chronicle tells what mattered, once.

use powderkeg_engine::action::Demand;
use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::{Answer, Event};
use powderkeg_engine::log::Seen;
use powderkeg_engine::rule::{Binary, Expression, Program, Slot};
use powderkeg_report::chronicle::{Options, entries, render};
use powderkeg_report::layout::width;

use crate::fixture::*;

#[test]
fn a_crisis_reads_as_a_story() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, Some(at(191, 2, 10)));
    let text = render(&run, Options { all: false, columns: 200 });
    for expected in [
        "February 2015\n  28 Feb  The Baikonur crews went on strike.\n",
        "SCO imposed sanctions on Kazakhstan, at 60 % of the full severity, by 2 votes to 1",
        "Russia refused the call of the United States to cancel the anti-satellite launch (for the 3rd time since 31 March)",
        "10 April 2015\n  02:10  The United States raided the Baikonur Cosmodrome",
        "\n  05:00  The fight for the Baikonur Cosmodrome ended after 3 hours",
    ] {
        assert!(text.contains(expected), "no {expected:?} in\n{text}");
    }
    assert_eq!(text.matches("refused the call").count(), 1, "refusals in a row are one line\n{text}");
    assert!(!text.contains("called on") && !text.contains("voted") && !text.contains("decided"), "{text}");
}

#[test]
fn all_means_all_and_lines_fit() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, None);
    let all = entries(&run, Options { all: true, columns: 60 });
    let told: Vec<usize> = all.iter().map(|entry| entry.position).collect();
    assert_eq!(told, (0..log.records().len()).collect::<Vec<_>>());
    for columns in [40, 60, 80] {
        let text = render(&run, Options { all: true, columns });
        assert!(text.lines().all(|line| width(line) <= columns), "{text}");
    }
}

#[test]
fn a_second_raid_is_called_so() {
    let setup = setup();
    let mut book = Book::default();
    let aim = powderkeg_engine::action::Aim::Deny;
    let domain = Domain::Battle;
    for day in [191, 200] {
        let raid = Event::RaidBegan { force: RANGERS, on: BAIKONUR, aim };
        book.add(at(day, 2, 10), domain, raid, &[GIVEN]);
    }
    let (log, numbers) = (book.log(), numbers(&setup));
    let text =
        render(&run(&setup, &log, &numbers, Some(at(191, 2, 10))), Options { all: false, columns: 200 });
    assert!(text.contains("(the first raid).") && text.contains("(the second raid)."), "{text}");
}

#[test]
fn what_is_one_story_is_one_line() {
    let setup = setup();
    let mut book = Book::default();
    book.add(at(10, 6, 0), Domain::Unrest, Event::RiotBegan { city: ALMATY, people: 900 }, &[GIVEN]);
    for day in 11..15 {
        let dead = Event::Casualties { city: ALMATY, killed: 1, injured: 3 };
        book.add(at(day, 6, 0), Domain::Unrest, dead, &[GIVEN]);
    }
    book.add(at(15, 6, 0), Domain::Unrest, Event::RiotEnded { city: ALMATY, days: 5.0 }, &[GIVEN]);
    let riot = Event::GateRiot { workforce: CREWS, people: 700, force: Some(BATTALION) };
    book.add(at(20, 6, 0), Domain::Labour, riot, &[GIVEN]);
    for day in [20, 21] {
        let dead = Event::GateCasualties { workforce: CREWS, killed: 1, injured: 2, troops_hurt: 4 };
        book.add(at(day, 7, 0), Domain::Labour, dead, &[GIVEN]);
    }
    let (log, numbers) = (book.log(), numbers(&setup));
    let told = entries(&run(&setup, &log, &numbers, None), Options { all: false, columns: 80 });
    let texts: Vec<&str> = told.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "A riot of 900 people broke out in Almaty.",
            "The riot in Almaty ended after 5 days with 4 killed and 12 injured.",
            "The strike of the Baikonur crews became a riot of 700 people at the gate of the Baikonur \
             Cosmodrome, clashing with the VDV battalion (2 killed, 4 people and 8 soldiers injured).",
        ]
    );
}

#[test]
fn a_reason_is_not_what_it_explains() {
    let setup = setup();
    let (about, mut book) = (asat(&setup), Book::default());
    let refused =
        |by| Event::Answered { by, to: RUSSIA, demand: Demand::Cancel, about, answer: Answer::Refuse };
    let first = book.add(at(170, 9, 0), Domain::Diplomacy, refused(USA), &[GIVEN]);
    for (day, domain, event) in [
        // Another asks for the same, and for something else.
        (171, Domain::Diplomacy, Event::Called { by: UZBEKISTAN, to: RUSSIA, demand: Demand::Cancel, about }),
        (172, Domain::Diplomacy, Event::Called { by: USA, to: RUSSIA, demand: Demand::Inspect, about }),
        (173, Domain::Forces, Event::Detected { by: RUSSIA, force: RANGERS }),
    ] {
        book.add(at(day, 9, 0), domain, event, &[first.into()]);
    }
    let riot = Event::GateRiot { workforce: CREWS, people: 700, force: None };
    let riot = book.add(at(174, 9, 0), Domain::Labour, riot, &[GIVEN]);
    book.add(at(175, 9, 0), Domain::Labour, Event::GateRiotEnded { workforce: CREWS }, &[riot.into()]);
    let (log, numbers) = (book.log(), numbers(&setup));
    let run = run(&setup, &log, &numbers, None);
    let told = entries(&run, Options { all: true, columns: 200 });
    let because: Vec<bool> = told.iter().map(|entry| entry.text.contains("because")).collect();
    assert_eq!(because, [false, false, true, false, false, false], "{told:?}");
}

#[test]
fn what_held_a_party_back_is_no_reason() {
    let mut setup = setup();
    let read = |slot| Expression::Reading(Slot(slot));
    for (sign, told) in [(Binary::Add, true), (Binary::Subtract, false)] {
        let urge = Expression::Binary(sign, read(0).into(), read(3).into());
        setup.options[RAID].urge = Program::compile(&urge).expect("a small rule");
        let mut book = Book::default();
        let stopped = Event::FacilityStopped { facility: BAIKONUR, present: 0.4 };
        let stopped = book.add(at(180, 9, 0), Domain::Labour, stopped, &[GIVEN]);
        let saw = [
            Seen { slot: Slot(0), value: 3.0, because: GIVEN },
            Seen { slot: Slot(1), value: 1.0, because: GIVEN },
            Seen { slot: Slot(3), value: 1.0, because: stopped.into() },
        ];
        let decided = book.decide(at(181, 9, 0), RAID, raid(), &[stopped.into()], &saw);
        book.add(at(182, 9, 0), Domain::Forces, Event::StagingBegan { force: RANGERS }, &[decided.into()]);
        let (log, numbers) = (book.log(), numbers(&setup));
        let run = run(&setup, &log, &numbers, None);
        let last = entries(&run, Options { all: true, columns: 200 }).pop().expect("a line").text;
        assert_eq!(last.contains("after the Baikonur Cosmodrome fell out of operation"), told, "{last}");
    }
}
