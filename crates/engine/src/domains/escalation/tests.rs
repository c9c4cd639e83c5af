use crate::action::{Action, Aim};
use crate::cause::{Cause, Domain, Since};
use crate::domains::escalation::State;
use crate::domains::stage::{
    ALLY, BASE, BATTALION, BRIGADE, COSMODROME, HOST, NATO, RANGERS, RUSSIA, SITE, USA, WEAPON, WORKERS,
    crisis, set_stage, since_start,
};
use crate::event::{Ending, Event, Kind, Level, Reason};
use crate::gate::{Gate, Suppressed, Suppression};
use crate::id::PartyId;
use crate::setup::{Pledge, StandingOnRaid};
use crate::testkit::Bench;
use crate::time::{DAY, Mark, Minute};

const RAID: Event = Event::RaidBegan { force: RANGERS, on: COSMODROME, aim: Aim::Deny };

fn staged(seed: u64) -> (Bench, State) {
    let (stage, _, state) = set_stage(crisis(), seed);
    (stage, state)
}

fn run(stage: &mut Bench, state: &mut State, from: u32, until: u32) -> Minute {
    let mut at = Minute(from);
    while at <= Minute(until) {
        at = stage.escalation(state, at);
    }
    at
}

fn level(stage: &Bench, a: PartyId, b: PartyId) -> Level {
    let out = &stage.board.escalation.disputes;
    assert_eq!(out[(a, b)].level, out[(b, a)].level);
    out[(a, b)].level
}

/// All are as hostile to all as `hostility` says.
fn everybody_hates(stage: &mut Bench, hostility: f64) {
    let parties: Vec<_> = stage.setup.parties.ids().collect();
    for &a in &parties {
        for &b in &parties {
            stage.board.diplomacy.dyads[(a, b)].hostility = hostility;
        }
    }
}

#[test]
fn a_peaceful_world_sleeps() {
    let (mut stage, mut state) = staged(1);
    assert_eq!(stage.escalation(&mut state, Mark::State.first()), Minute::NEVER);
}

#[test]
fn acts_have_the_levels_of_their_definitions() {
    let about = staged(1).0.name_of(WEAPON);
    let threat = Event::UltimatumSet {
        by: USA,
        to: RUSSIA,
        demand: crate::action::Demand::Cancel,
        about,
        ends: Minute(9_999),
    };
    let by_bloc = Event::UltimatumSet {
        by: NATO,
        to: RUSSIA,
        demand: crate::action::Demand::Cancel,
        about,
        ends: Minute(9_999),
    };
    let cases = [
        (threat, vec![(USA, RUSSIA, Level::Threat)]),
        (by_bloc, vec![(USA, RUSSIA, Level::Threat)]),
        (Event::Demonstrated { force: RANGERS, at: RUSSIA }, vec![(USA, RUSSIA, Level::Display)]),
        (
            Event::Landed { force: BATTALION, at: SITE, people: 9, vehicles: 0 },
            vec![(RUSSIA, HOST, Level::Display)],
        ),
        (Event::Landed { force: BRIGADE, at: SITE, people: 9, vehicles: 0 }, vec![]),
        (Event::Landed { force: BATTALION, at: BASE, people: 9, vehicles: 0 }, vec![]),
        (Event::Cordoned { force: BRIGADE, facility: COSMODROME }, vec![(RUSSIA, HOST, Level::Display)]),
        (Event::Detected { by: RUSSIA, force: RANGERS }, vec![]),
        (RAID, vec![(USA, RUSSIA, Level::Force), (USA, HOST, Level::Force)]),
        (Event::Demonstrated { force: RANGERS, at: WORKERS }, vec![]),
    ];
    for (event, expected) in cases {
        let (mut stage, mut state) = staged(1);
        let act = stage.happens(Domain::Forces, 100, event);
        stage.escalation(&mut state, Minute(101));
        let mut reached: Vec<_> = stage
            .board
            .escalation
            .disputes
            .iter()
            .filter(|(a, b, row)| a < b && row.level > Level::None)
            .map(|(a, b, row)| (a, b, row.level))
            .collect();
        let mut expected = expected;
        reached.sort_unstable();
        expected.sort_unstable();
        assert_eq!(reached, expected, "{event:?}");
        for record in stage.log.records().iter().filter(|record| record.event.kind() == Kind::LevelRaised) {
            assert_eq!(stage.log.causes(record)[0], Cause::Event(act));
        }
    }
}

#[test]
fn staging_is_a_display_only_to_rivals_who_see_it() {
    for (stance, expected) in [(-0.5, Level::Display), (0.5, Level::None)] {
        let (mut stage, mut state) = staged(1);
        stage.happens(Domain::Forces, 0, Event::StagingBegan { force: RANGERS });
        stage.board.forces.forces[RANGERS].staging = Some(since_start());
        stage.board.diplomacy.dyads[(RUSSIA, USA)].stance = stance;
        stage.happens(Domain::Forces, 100, Event::Detected { by: RUSSIA, force: RANGERS });
        stage.escalation(&mut state, Minute(101));
        assert_eq!(level(&stage, USA, RUSSIA), expected);
    }
}

#[test]
fn a_level_is_the_highest_act_and_is_told_once() {
    let (mut stage, mut state) = staged(1);
    stage.happens(Domain::Battle, 100, RAID);
    stage.happens(Domain::Forces, 101, Event::Demonstrated { force: RANGERS, at: RUSSIA });
    stage.happens(Domain::Battle, 102, RAID);
    stage.escalation(&mut state, Minute(103));
    assert_eq!(level(&stage, USA, RUSSIA), Level::Force);
    assert_eq!(stage.events(|event| matches!(event, Event::LevelRaised { .. }).then_some(())).len(), 2);
}

#[test]
fn troops_flown_in_also_face_those_whose_call_about_the_place_is_open() {
    let (mut stage, mut state) = staged(1);
    let about = stage.name_of(WEAPON);
    stage.board.diplomacy.calls.push(crate::domains::diplomacy::CallsOut {
        by: USA,
        to: RUSSIA,
        about,
        demand: crate::action::Demand::Cancel,
        made: 1,
        refused: 0,
        delayed: 0,
        last: since_start(),
        last_refusal: None,
        complied: None,
        ultimatum: None,
        sweetener: 0.0,
        sweetened: None,
    });
    stage.happens(Domain::Forces, 100, Event::Landed { force: BATTALION, at: SITE, people: 9, vehicles: 0 });
    stage.escalation(&mut state, Minute(101));
    assert_eq!((level(&stage, RUSSIA, HOST), level(&stage, RUSSIA, USA)), (Level::Display, Level::Display));
}

/// Who can open a front after the raid, by pledge and invitation: Kazakh soil, Russian forces, and a
/// host that may have invited the raider.
#[test]
fn pledges_oblige_allies_by_what_was_attacked() {
    let cases = [
        (Pledge::TerritoryAndForces, false, vec![RUSSIA, HOST, ALLY]),
        (Pledge::TerritoryAndForces, true, vec![RUSSIA, ALLY]),
        (Pledge::Territory, false, vec![RUSSIA, HOST, ALLY]),
        (Pledge::Territory, true, vec![RUSSIA]),
    ];
    for (pledge, invited, expected) in cases {
        let mut kit = crisis();
        kit.setup.parties[crate::domains::stage::CSTO].bloc.as_mut().unwrap().pledge = Some(pledge);
        let (mut stage, _, mut state) = set_stage(kit, 1);
        if invited {
            stage.board.diplomacy.invited[(HOST, USA)] = Some(since_start());
        }
        everybody_hates(&mut stage, 1.0);
        stage.happens(Domain::Battle, 100, RAID);
        stage.escalation(&mut state, Minute(101));
        let mut opens: Vec<_> = state.disputes.openers().collect();
        opens.sort_unstable();
        let expected: Vec<_> = expected.into_iter().map(|party| (party, USA)).collect();
        assert_eq!(opens, expected, "{pledge:?}, invited: {invited}");
    }
}

fn killed(stage: &mut Bench, at: u32, party: PartyId, killed: u32) {
    stage.board.battle.parties[party].killed += killed;
    let force = if party == USA { RANGERS } else { BATTALION };
    stage.happens(Domain::Battle, at, Event::Losses { force, killed, wounded: 0, vehicles: 0, aircraft: 0 });
}

#[test]
fn a_raid_of_300_against_550_is_no_war_by_itself() {
    let mut kit = crisis();
    kit.setup.escalation.front_rate = crate::parameter::Num(0);
    let (mut stage, _, mut state) = set_stage(kit, 1);
    everybody_hates(&mut stage, 1.0);
    stage.happens(Domain::Battle, 100, RAID);
    stage.escalation(&mut state, Minute(101));
    killed(&mut stage, 110, USA, 300);
    killed(&mut stage, 111, RUSSIA, 550);
    run(&mut stage, &mut state, 112, 200 * DAY);
    let out = &stage.board.escalation;
    assert_eq!((out.deaths, out.disputes[(USA, RUSSIA)].deaths), (850, 850));
    assert_eq!(level(&stage, USA, RUSSIA), Level::Force);
    assert!(out.war.is_none());
}

#[test]
fn a_thousand_dead_are_a_war() {
    let (mut stage, mut state) = staged(1);
    stage.happens(Domain::Battle, 100, RAID);
    stage.escalation(&mut state, Minute(101));
    killed(&mut stage, 110, RUSSIA, 999);
    stage.escalation(&mut state, Minute(111));
    assert_eq!(level(&stage, USA, RUSSIA), Level::Force);
    killed(&mut stage, 120, USA, 1);
    stage.escalation(&mut state, Minute(121));
    assert_eq!(level(&stage, USA, RUSSIA), Level::War);
    assert!(stage.board.escalation.war.is_some());
}

#[test]
fn a_third_army_that_takes_a_side_uses_force() {
    for (choice, against_usa, against_russia) in [
        (StandingOnRaid::StandAside, Level::Force, Level::None),
        (StandingOnRaid::BlockBoth, Level::Force, Level::Display),
        (StandingOnRaid::HelpRaiders, Level::Force, Level::Force),
        (StandingOnRaid::HelpGarrison, Level::Force, Level::None),
    ] {
        let (mut stage, mut state) = staged(1);
        stage.happens(Domain::Forces, 90, Event::Cordoned { force: BRIGADE, facility: COSMODROME });
        stage.board.forces.forces[BRIGADE].cordon = Some((COSMODROME, since_start()));
        stage.happens(Domain::Battle, 100, RAID);
        stage.board.battle.facilities[COSMODROME].fighting = true;
        stage.board.battle.facilities[COSMODROME].raider = Some(RANGERS);
        stage.happens(Domain::Battle, 101, Event::ThirdArmyChose { force: BRIGADE, choice });
        stage.escalation(&mut state, Minute(102));
        assert_eq!(level(&stage, HOST, USA), against_usa, "{choice:?}");
        let expected = against_russia.max(Level::Display);
        assert_eq!(level(&stage, HOST, RUSSIA), expected, "{choice:?}");
    }
}

/// Number of fronts sixty days after the raid, over seeds.
fn fronts(hostility: f64, change: impl Fn(&mut Bench)) -> u32 {
    (0..60)
        .map(|seed| {
            let (mut stage, mut state) = staged(seed);
            everybody_hates(&mut stage, hostility);
            change(&mut stage);
            stage.happens(Domain::Battle, 100, RAID);
            run(&mut stage, &mut state, 101, 61 * DAY);
            let opened = stage.events(|event| matches!(event, Event::FrontOpened { .. }).then_some(()));
            u32::try_from(opened.len()).unwrap()
        })
        .sum()
}

#[test]
fn hostility_and_the_dead_open_fronts() {
    let (calm, tense) = (fronts(0.1, |_| ()), fronts(0.8, |_| ()));
    assert!(calm < 5, "{calm}");
    assert!(tense > 60, "{tense}");
    let bloody = fronts(0.6, |stage| stage.board.battle.parties[RUSSIA].killed = 0);
    let dead = |stage: &mut Bench| stage.board.escalation.deaths = 51;
    assert!(fronts(0.6, dead) > bloody);
}

#[test]
fn no_front_opens_without_force_nor_after_the_horizon() {
    let (mut stage, mut state) = staged(1);
    everybody_hates(&mut stage, 1.0);
    stage.happens(Domain::Forces, 100, Event::Demonstrated { force: RANGERS, at: RUSSIA });
    run(&mut stage, &mut state, 101, 200 * DAY);
    assert!(stage.log.first(Kind::FrontOpened, |_| true).is_none());
    for seed in 0..30 {
        let (mut stage, mut state) = staged(seed);
        everybody_hates(&mut stage, 0.62);
        stage.happens(Domain::Battle, 100, RAID);
        run(&mut stage, &mut state, 101, 230 * DAY);
        let mut last = Minute(100);
        for record in stage.log.records() {
            match record.event {
                Event::FrontOpened { .. } => {
                    assert!(record.id.at.days_since(last) <= 61.0);
                    last = record.id.at;
                }
                Event::LevelRaised { level, .. } if level >= Level::Force => last = record.id.at,
                _ => {}
            }
        }
    }
}

/// Those who fight over a facility do not open a front against each other until that is over; others may.
#[test]
fn no_front_opens_between_two_who_fight_already() {
    let mut opened_after = 0;
    for seed in 0..30 {
        let (mut stage, mut state) = staged(seed);
        everybody_hates(&mut stage, 1.0);
        stage.happens(Domain::Battle, 100, RAID);
        stage.board.battle.facilities[COSMODROME].fighting = true;
        stage.board.battle.facilities[COSMODROME].raider = Some(RANGERS);
        run(&mut stage, &mut state, 101, 50 * DAY);
        let between = |stage: &Bench| {
            stage.events(|event| match event {
                Event::FrontOpened { a, b, .. } if [a, b].contains(&&USA) => {
                    Some(if *a == USA { *b } else { *a })
                }
                _ => None,
            })
        };
        let during = between(&stage);
        assert!(during.iter().all(|party| ![RUSSIA, HOST].contains(party)), "seed {seed}: {during:?}");
        let ended = Event::FightEnded { on: COSMODROME, ending: Ending::Repulsed, hours: 1_200.0 };
        stage.board.battle.facilities[COSMODROME].fighting = false;
        stage.happens(Domain::Battle, 50 * DAY + 1_000, ended);
        run(&mut stage, &mut state, 50 * DAY + 1_001, 110 * DAY);
        opened_after += between(&stage).iter().filter(|party| [RUSSIA, HOST].contains(party)).count();
        let mut open = Vec::new();
        for record in stage.log.records() {
            match record.event {
                Event::FrontOpened { a, b, .. } => {
                    assert!(!open.contains(&(a.min(b), a.max(b))), "seed {seed}: a front besides a front");
                    open.push((a.min(b), a.max(b)));
                }
                Event::FrontClosed { a, b } => open.retain(|pair| *pair != (a.min(b), a.max(b))),
                _ => {}
            }
        }
    }
    assert!(opened_after > 0, "the rate comes back when the fight is over");
}

#[test]
fn two_fronts_are_a_wider_war_with_causes_and_deaths() {
    let mut wars = 0;
    for seed in 0..40 {
        let (mut stage, mut state) = staged(seed);
        everybody_hates(&mut stage, 1.0);
        let raid = stage.happens(Domain::Battle, 100, RAID);
        run(&mut stage, &mut state, 101, 61 * DAY);
        let out = stage.board.escalation.clone();
        let opened = stage.log.records().iter().filter(|record| record.event.kind() == Kind::FrontOpened);
        let opened: Vec<_> = opened.collect();
        if let Some(first) = opened.first() {
            let causes = stage.log.causes(first);
            assert_eq!(causes[0], Cause::Event(raid));
            assert!(causes.iter().any(|cause| matches!(cause, Cause::Chance(_))));
        }
        let dead: u32 = stage
            .events(|event| match event {
                Event::FrontDeaths { killed, .. } => Some(*killed),
                _ => None,
            })
            .iter()
            .sum();
        assert_eq!(dead, out.deaths);
        let open = out.disputes.iter().filter(|(a, b, row)| a < b && row.front.is_some()).count();
        assert_eq!(open, out.fronts as usize);
        if out.war.is_some() {
            wars += 1;
        } else {
            assert!(opened.len() < 2 || out.fronts < 2);
        }
    }
    assert!(wars > 10, "{wars}");
}

#[test]
fn mediation_brings_disputes_to_an_end_sooner() {
    let end = |mediated: bool, seed: u64| {
        let (mut stage, mut state) = staged(seed);
        let parties: Vec<_> = stage.setup.parties.ids().collect();
        for &a in &parties {
            for &b in &parties {
                stage.board.diplomacy.dyads[(a, b)].trust = 0.4;
            }
        }
        stage.happens(Domain::Forces, 100, Event::Demonstrated { force: RANGERS, at: RUSSIA });
        if mediated {
            stage.orders(101, ALLY, Action::Mediate { between: NATO, and: RUSSIA });
            stage.orders(102, HOST, Action::Mediate { between: USA, and: RUSSIA });
        }
        run(&mut stage, &mut state, 103, 900 * DAY);
        let refused = stage.events(|event| match event {
            Event::Refused { reason, .. } => Some(*reason),
            _ => None,
        });
        assert_eq!(refused, if mediated { vec![Reason::AlreadySo] } else { vec![] });
        stage.log.first(Kind::DisputeClosed, |_| true).map_or(Minute::NEVER, |record| record.id.at)
    };
    let mut sooner = 0;
    for seed in 0..30 {
        assert!(end(true, seed) <= end(false, seed), "the same luck, a higher rate");
        sooner += u32::from(end(true, seed) < end(false, seed));
    }
    assert!(sooner > 20);
}

#[test]
fn there_is_nothing_to_mediate_without_a_dispute() {
    for (between, and) in [(USA, RUSSIA), (USA, USA), (WORKERS, USA)] {
        let (mut stage, mut state) = staged(1);
        stage.orders(10, ALLY, Action::Mediate { between, and });
        stage.escalation(&mut state, Minute(11));
        assert!(stage.log.first(Kind::Refused, |_| true).is_some());
        assert!(stage.log.first(Kind::Mediated, |_| true).is_none());
    }
}

#[test]
fn a_closed_dispute_reopens_with_the_next_act_and_keeps_its_level() {
    let (mut stage, mut state) = staged(3);
    stage.happens(Domain::Battle, 100, RAID);
    stage.escalation(&mut state, Minute(101));
    let closed = Since::first(stage.log.records()[0].id);
    stage.board.escalation.disputes[(USA, RUSSIA)].closed = Some(closed);
    stage.board.escalation.disputes[(RUSSIA, USA)].closed = Some(closed);
    stage.happens(Domain::Forces, 200, Event::Demonstrated { force: RANGERS, at: RUSSIA });
    stage.escalation(&mut state, Minute(201));
    assert!(stage.board.escalation.disputes[(USA, RUSSIA)].closed.is_none());
    assert_eq!(level(&stage, USA, RUSSIA), Level::Force);
}

#[test]
fn needless_steps_change_nothing() {
    let story = |needless: bool| {
        let (mut stage, mut state) = staged(7);
        everybody_hates(&mut stage, 0.7);
        stage.happens(Domain::Battle, 100, RAID);
        let mut at = Minute(101);
        while at < Minute(60 * DAY) {
            let next = stage.escalation(&mut state, at);
            if needless {
                for minute in [at.0 + 1, at.0 + 77, at.0 + 600] {
                    if minute < next.0 {
                        assert_eq!(stage.escalation(&mut state, Minute(minute)), next);
                    }
                }
            }
            at = next;
        }
        (format!("{:?}", stage.board.escalation), stage.log.hash())
    };
    assert_eq!(story(false), story(true));
}

#[test]
fn what_is_suppressed_changes_nothing() {
    let (mut stage, mut state) = staged(1);
    everybody_hates(&mut stage, 1.0);
    let suppress = |kind| Suppression::throughout(Suppressed::Kind(kind));
    stage.gate = Gate::new(
        [
            Kind::LevelRaised,
            Kind::FrontOpened,
            Kind::FrontClosed,
            Kind::DisputeClosed,
            Kind::DisputeReopened,
            Kind::FrontDeaths,
        ]
        .map(suppress)
        .to_vec(),
    );
    let before = format!("{:?}", stage.board.escalation);
    stage.happens(Domain::Battle, 100, RAID);
    run(&mut stage, &mut state, 101, 100 * DAY);
    assert_eq!(format!("{:?}", stage.board.escalation), before);
}
