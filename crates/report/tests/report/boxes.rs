//! The infobox is a box, and fills its blanks honestly.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::{Event, Level};
use powderkeg_engine::setup::StandingOnRaid;
use powderkeg_report::infobox::{Infobox, is_aligned};
use powderkeg_report::layout::width;

use crate::fixture::*;

#[test]
fn a_raid_fills_the_blanks() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let infobox = Infobox::of(&run(&setup, &log, &numbers, Some(at(191, 2, 10))));
    assert_eq!(infobox.date.as_deref(), Some("10 April 2015"));
    assert_eq!(infobox.result, "launch prevented");
    let [nato, csto, third] = &infobox.sides[..] else { panic!("three columns: {infobox:?}") };
    assert_eq!(nato.leaders, ["A. Name (President)"]);
    assert_eq!(nato.strength, ["300 US Army Rangers", "10 C-130J Hercules"]);
    assert_eq!(nato.losses, ["3 killed", "12 wounded"]);
    assert_eq!(csto.leaders, ["President of Russia"]);
    assert_eq!(csto.strength, ["550 VDV battalion", "30 vehicles"]);
    assert_eq!(csto.losses, ["31 killed", "60 wounded", "4 vehicles lost"]);
    assert_eq!(third.belligerents, ["Kazakhstan"]);
    assert_eq!(third.did, ["surrounded the Baikonur Cosmodrome on 7 April"]);
    assert_eq!(third.strength, ["Kazakh brigade: not recorded"]);
    assert_eq!(third.losses, ["none"]);
}

#[test]
fn an_open_force_stands_where_it_fought() {
    for (choice, expected) in [
        (StandingOnRaid::HelpRaiders, Some("NATO")),
        (StandingOnRaid::DisarmGarrison, Some("NATO")),
        (StandingOnRaid::HelpGarrison, Some("CSTO")),
        (StandingOnRaid::StandAside, None),
        (StandingOnRaid::BlockBoth, None),
    ] {
        let setup = setup();
        let mut book = Book::default();
        let aim = powderkeg_engine::action::Aim::Deny;
        let raid = Event::RaidBegan { force: RANGERS, on: BAIKONUR, aim };
        let raid = book.add(at(191, 2, 0), Domain::Battle, raid, &[GIVEN]);
        let chose = Event::ThirdArmyChose { force: BRIGADE, choice };
        book.add(at(191, 3, 0), Domain::Battle, chose, &[raid.into()]);
        let (log, numbers) = (book.log(), numbers(&setup));
        let infobox = Infobox::of(&run(&setup, &log, &numbers, Some(at(191, 2, 0))));
        let column =
            infobox.sides.iter().find(|side| side.belligerents.iter().any(|name| name == "Kazakhstan"));
        let title = column.map(|side| side.title.as_str());
        assert_eq!(title, Some(expected.unwrap_or("Third party")), "{choice:?}");
    }
}

#[test]
fn no_incident_is_a_result_too() {
    let setup = setup();
    let mut book = Book::default();
    book.add(at(193, 9, 0), Domain::Project, Event::Completed { project: ASAT, series: 0 }, &[GIVEN]);
    let (log, numbers) = (book.log(), numbers(&setup));
    let infobox = Infobox::of(&run(&setup, &log, &numbers, None));
    assert_eq!(infobox.date, None);
    let instead = infobox.instead.clone().unwrap_or_default();
    assert_eq!(instead, "12 April 2015: The anti-satellite launch succeeded.");
    let text = infobox.render(80);
    assert!(text.contains("│ Period    1 October 2014 to 29 May 2015 "), "{text}");
    // Nobody fought: who was there, and no rows of a battle.
    assert!(text.contains("Leaders") && text.contains("President of Russia"), "{text}");
    for absent in ["Date", "Commanders", "Strength", "Casualties", "│ none", "took no part", "Civilians"] {
        assert!(!text.contains(absent), "{absent}:\n{text}");
    }
}

#[test]
fn a_box_without_a_raid_says_that_there_was_none() {
    let mut setup = setup();
    setup.incident = vec![powderkeg_engine::rule::Slot(1)];
    let mut book = Book::default();
    let riot = Event::GateRiot { workforce: CREWS, people: 300, force: Some(BATTALION) };
    let riot = book.add(at(180, 9, 0), Domain::Labour, riot, &[GIVEN]);
    let hurt = Event::GateCasualties { workforce: CREWS, killed: 0, injured: 4, troops_hurt: 2 };
    book.add(at(180, 12, 0), Domain::Labour, hurt, &[riot.into()]);
    let (log, numbers) = (book.log(), numbers(&setup));
    let infobox = Infobox::of(&run(&setup, &log, &numbers, None));
    assert_eq!(infobox.incident.as_deref(), Some("none in this run"));
    // What was lost without a fight is told.
    assert_eq!(infobox.sides[1].losses, ["2 wounded"]);
    assert_eq!(infobox.civilians.as_deref(), Some("4 injured in unrest during the run"));
    assert!(!infobox.render(80).contains("Strength"));
}

#[test]
fn what_came_after_the_fight_is_no_part_of_it() {
    let setup = setup();
    let mut book = Book::default();
    let aim = powderkeg_engine::action::Aim::Deny;
    let raid = Event::RaidBegan { force: RANGERS, on: BAIKONUR, aim };
    let raid = book.add(at(191, 2, 0), Domain::Battle, raid, &[GIVEN]);
    let cordon = Event::Cordoned { force: BRIGADE, facility: BAIKONUR };
    book.add(at(195, 9, 0), Domain::Forces, cordon, &[raid.into()]);
    let riot = Event::GateRiot { workforce: CREWS, people: 300, force: Some(BATTALION) };
    let riot = book.add(at(196, 9, 0), Domain::Labour, riot, &[GIVEN]);
    let hurt = Event::GateCasualties { workforce: CREWS, killed: 0, injured: 4, troops_hurt: 2 };
    book.add(at(196, 12, 0), Domain::Labour, hurt, &[riot.into()]);
    let (log, numbers) = (book.log(), numbers(&setup));
    let infobox = Infobox::of(&run(&setup, &log, &numbers, Some(at(191, 2, 0))));
    assert_eq!(infobox.sides[2].belligerents, ["Kazakhstan"]);
    assert_eq!(infobox.sides[2].did, ["took no part"]);
    assert!(infobox.sides.iter().all(|side| side.losses == ["none"]), "{infobox:?}");
}

#[test]
fn without_sides_the_parties_in_dispute_stand_in_the_box() {
    let mut setup = setup();
    setup.sides.clear();
    let titles = |log: &powderkeg_engine::log::Log| -> Vec<String> {
        let numbers = numbers(&setup);
        let infobox = Infobox::of(&run(&setup, log, &numbers, None));
        infobox.sides.into_iter().map(|side| side.title).filter(|title| title != "Third party").collect()
    };
    let mut book = Book::default();
    for (day, a, b, level) in [(10, RUSSIA, KAZAKHSTAN, Level::Threat), (12, USA, RUSSIA, Level::Force)] {
        book.add(at(day, 9, 0), Domain::Escalation, Event::LevelRaised { a, b, level }, &[GIVEN]);
    }
    assert_eq!(titles(&book.log()), ["United States", "Russia"]);
}

#[test]
fn every_width_is_a_box() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, Some(at(191, 2, 10)));
    let mut infobox = Infobox::of(&run);
    for columns in 0..130 {
        let text = infobox.render(columns);
        assert!(is_aligned(&text), "{text}");
        assert!(text.lines().all(|line| width(line) <= 80), "{text}");
    }
    infobox.civilians = Some("3 killed, 12 injured".into());
    infobox.title = "Ереванский инцидент 宇宙基地事件".repeat(4);
    infobox.sides.clear();
    assert!(is_aligned(&infobox.render(60)), "{}", infobox.render(60));
}

#[test]
fn a_force_that_was_elsewhere_is_no_part_of_the_strength() {
    let setup = setup();
    let numbers = numbers(&setup);
    let box_of = |landed: bool| {
        let mut book = Book::default();
        if landed {
            let landing = Event::Landed { force: BATTALION, at: YUBILEYNIY, people: 550, vehicles: 30 };
            book.add(at(180, 1, 0), Domain::Forces, landing, &[GIVEN]);
        }
        let raid =
            Event::RaidBegan { force: RANGERS, on: BAIKONUR, aim: powderkeg_engine::action::Aim::Deny };
        book.add(at(191, 2, 10), Domain::Battle, raid, &[GIVEN]);
        let log = book.log();
        Infobox::of(&run(&setup, &log, &numbers, Some(at(191, 2, 10)))).sides[1].strength.clone()
    };
    assert_eq!(box_of(true), ["550 VDV battalion", "30 vehicles"]);
    assert_eq!(box_of(false), ["no forces there"]);
}
