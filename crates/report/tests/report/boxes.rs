//! The infobox is a box, and fills its blanks honestly.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::Event;
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
    assert_eq!(third.belligerents, ["Kazakhstan", "surrounded the Baikonur Cosmodrome"]);
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
    assert!(infobox.sides.iter().all(|side| side.losses == ["none"]));
    assert!(infobox.render(80).contains("none: no incident by 29 May 2015"));
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
