//! Laws of fights: everything adds up, follows from kept quantiles, and names its causes.

use super::*;
use crate::action::{Action, Aim};
use crate::cause::{Cause, EventId};
use crate::domains::forces::theatre::*;
use crate::domains::forces::{Place, is_busy};
use crate::gate::{Gate, Suppressed, Suppression};
use crate::id::{PartyId, SiteId};
use crate::parameter::Num;
use crate::setup::{StandingOnFire, StandingOnRaid};
use crate::time::{DAY, HOUR};

fn days(days: u32) -> Minute {
    Minute(days * DAY)
}

/// A raid on the garrisoned and surrounded facility, run to its end.
fn raid(seed: u64, aim: Aim, change: impl FnOnce(&mut Theatre)) -> Theatre {
    let mut theatre = Theatre::new();
    theatre.seed = seed;
    theatre.garrison();
    theatre.surround();
    theatre.raid(aim);
    change(&mut theatre);
    theatre.run_until(days(14));
    theatre
}

fn ending(theatre: &Theatre) -> Option<Ending> {
    theatre.board.battle.facilities[PORT].ending
}

fn third(theatre: &mut Theatre, standing: Option<StandingOnRaid>) {
    theatre.kit.setup.forces[BRIGADE].standing.raid = standing;
}

/// Killed, wounded, captured, vehicles and aircraft of a party as its records tell.
fn toll_of_records(theatre: &Theatre, party: PartyId) -> Toll {
    let of = |force: ForceId| theatre.kit.setup.forces[force].of == party;
    let mut toll = Toll::default();
    for record in theatre.log.records() {
        match record.event {
            Event::LiftLost { force, lost, killed, .. } if of(force) => {
                toll.killed += killed;
                toll.aircraft += u32::from(lost);
            }
            Event::Dropped { force, injured, .. } if of(force) => toll.wounded += injured,
            Event::Losses { force, killed, wounded, vehicles, aircraft } if of(force) => {
                toll.killed += killed;
                toll.wounded += wounded;
                toll.vehicles += u32::from(vehicles);
                toll.aircraft += u32::from(aircraft);
            }
            Event::Captured { force, people } if of(force) => toll.captured += people,
            _ => {}
        }
    }
    toll
}

#[test]
fn every_raid_ends_and_adds_up() {
    let mut endings = Vec::new();
    for seed in 0..200 {
        let aim = if seed % 2 == 0 { Aim::Deny } else { Aim::Control };
        let standing =
            [None, Some(StandingOnRaid::HelpGarrison), Some(StandingOnRaid::HelpRaiders)][seed as usize % 3];
        let theatre = raid(seed, aim, |theatre| third(theatre, standing));
        let launched = theatre.first(|event| matches!(event, Event::OperationLaunched { .. }));
        assert!(launched.is_some(), "seed {seed}: {:?}", theatre.refusals());
        let ended = theatre.records(|event| matches!(event, Event::FightEnded { .. }));
        assert_eq!(ended.len(), 1, "seed {seed}");
        endings.push(ending(&theatre).expect("it has ended"));
        let row = &theatre.board.battle.facilities[PORT];
        assert!(!row.fighting);
        assert_eq!(row.holder.is_some(), row.ending == Some(Ending::Held), "seed {seed}");
        // The theatre checks people at every minute; here the tolls against records and forces.
        for party in theatre.kit.setup.parties.ids() {
            assert_eq!(theatre.board.battle.parties[party], toll_of_records(&theatre, party), "seed {seed}");
        }
        for force in [BATTALION, BRIGADE] {
            let row = &theatre.board.forces.forces[force];
            let toll = theatre.board.battle.parties[theatre.kit.setup.forces[force].of];
            assert_eq!((row.killed, row.wounded, row.captured), (toll.killed, toll.wounded, toll.captured));
            let phases = theatre
                .records(|event| matches!(event, Event::Losses { force: other, .. } if *other == force));
            assert!(phases.len() <= 5, "seed {seed}: {} records of losses", phases.len());
        }
        // Raiders are at home again, or hold the place.
        let rangers = &theatre.board.forces.forces[RANGERS];
        assert!(!is_busy(&theatre.board.forces, RANGERS), "seed {seed}: {:?}", rangers.place);
        let home = rangers.place == Place::At(SiteId(0));
        assert_eq!(home, row.ending != Some(Ending::Held), "seed {seed}: {:?}", row.ending);
    }
    for ending in [Ending::DeniedAndWithdrew, Ending::Held, Ending::Repulsed] {
        assert!(endings.contains(&ending), "{ending:?} never came about");
    }
}

#[test]
fn the_chain_of_a_raid_is_in_its_causes() {
    let theatre = (0..50)
        .map(|seed| raid(seed, Aim::Deny, |_| ()))
        .find(|theatre| ending(theatre) == Some(Ending::DeniedAndWithdrew));
    let theatre = theatre.expect("one in fifty succeeds");
    let ended = theatre.first(|event| matches!(event, Event::FightEnded { .. })).expect("it ends");
    let mut wanted = vec![
        Kind::Seized,
        Kind::Broke,
        Kind::Assault,
        Kind::Dropped,
        Kind::RaidBegan,
        Kind::OperationLaunched,
        Kind::Decided,
    ];
    let mut id: EventId = ended.id;
    while let Some(kind) = wanted.first().copied() {
        let record = theatre.log.get(id).expect("a cause is a record");
        let Cause::Event(main) = theatre.log.causes(record)[0] else {
            panic!("{kind:?} is not the main cause")
        };
        id = main;
        assert_eq!(theatre.log.get(id).map(|record| record.event.kind()), Some(kind));
        wanted.remove(0);
    }
    let broke = theatre.first(|event| matches!(event, Event::Broke { .. })).expect("it breaks");
    let causes = theatre.log.causes(&broke);
    assert!(causes.iter().any(|cause| matches!(cause, Cause::Chance(draw) if draw.stream == Stream::Ending)));
    for record in theatre.log.records() {
        assert!(theatre.log.causes(record).len() <= 6, "{:?}", record.event);
    }
}

#[test]
fn an_empty_facility_is_taken_without_a_fight() {
    for seed in 0..20 {
        let mut theatre = Theatre::new();
        theatre.seed = seed;
        theatre.set(|setup| &mut setup.battle.abort, 0.0);
        theatre.raid(Aim::Deny);
        theatre.run_until(days(12));
        assert_eq!(ending(&theatre), Some(Ending::DeniedAndWithdrew));
        assert!(theatre.first(|event| matches!(event, Event::Seized { .. })).is_some());
        assert!(theatre.first(|event| matches!(event, Event::Losses { .. } | Event::Broke { .. })).is_none());
        assert_eq!(theatre.board.battle.parties[RAIDER].killed, 0);
    }
}

#[test]
fn too_few_aircraft_abort_the_operation() {
    let theatre = raid(1, Aim::Deny, |theatre| theatre.set(|setup| &mut setup.battle.abort, 1.0));
    assert_eq!(ending(&theatre), Some(Ending::Aborted));
    assert!(theatre.first(|event| matches!(event, Event::OperationAborted { delivered: 0, .. })).is_some());
    assert!(theatre.first(|event| matches!(event, Event::RaidBegan { .. })).is_none());
    assert!(theatre.board.battle.facilities[PORT].raided.is_none());
    let rangers = &theatre.board.forces.forces[RANGERS];
    assert_eq!((rangers.people, rangers.present), (300, 300), "all came back");
}

#[test]
fn aircraft_lost_take_those_aboard_with_them() {
    let theatre = raid(1, Aim::Deny, |theatre| {
        theatre.set(|setup| &mut setup.battle.abort, 0.0);
        theatre.set(|setup| &mut setup.battle.lost, 1.0);
    });
    // Air defence 0.5: half of ten aircraft with thirty men and three crew each, on average.
    let toll = theatre.board.battle.parties[RAIDER];
    assert!(toll.aircraft > 0);
    let rangers = &theatre.board.forces.forces[RANGERS];
    let lost = theatre.records(|event| matches!(event, Event::LiftLost { .. }));
    let of_lift: u32 = lost
        .iter()
        .map(|record| match record.event {
            Event::LiftLost { aircraft, lost, .. } if aircraft.0 == 0 => u32::from(lost),
            _ => 0,
        })
        .sum();
    assert!(of_lift > 0 && rangers.killed >= 30 * of_lift, "{of_lift} aircraft, {} killed", rangers.killed);
}

#[test]
fn odds_move_the_ending_the_right_way() {
    let wins = |change: fn(&mut Theatre)| {
        (0..120)
            .filter(|&seed| ending(&raid(seed, Aim::Deny, change)) == Some(Ending::DeniedAndWithdrew))
            .count()
    };
    let base = wins(|_| ());
    let stronger = wins(|theatre| {
        theatre.set(|setup| &mut setup.forces[RANGERS].strength, 900.0);
        theatre.set(|setup| &mut setup.forces[RANGERS].lift[0].1, 20.0);
    });
    let unarmoured = wins(|theatre| theatre.set(|setup| &mut setup.forces[BATTALION].vehicles, 0.0));
    let helped = wins(|theatre| third(theatre, Some(StandingOnRaid::HelpRaiders)));
    let opposed = wins(|theatre| third(theatre, Some(StandingOnRaid::HelpGarrison)));
    assert!(
        opposed < base && base < stronger && base < unarmoured && base < helped,
        "{opposed} {base} {stronger} {unarmoured} {helped}"
    );
    assert!((20..110).contains(&base), "{base} of 120: the prior predictive is to be wide");
}

/// A joiner does not reshuffle: whoever wins without help wins with it.
#[test]
fn help_never_turns_a_victory_into_a_defeat() {
    for seed in 0..100 {
        let seized = |standing| {
            let theatre = raid(seed, Aim::Deny, |theatre| third(theatre, standing));
            theatre.first(|event| matches!(event, Event::Seized { .. })).is_some()
        };
        if seized(Some(StandingOnRaid::StandAside)) {
            assert!(seized(Some(StandingOnRaid::HelpRaiders)), "seed {seed}");
        }
        if seized(Some(StandingOnRaid::HelpGarrison)) {
            assert!(seized(Some(StandingOnRaid::StandAside)), "seed {seed}");
        }
    }
}

#[test]
fn a_third_army_keeps_both_apart() {
    let theatre = raid(1, Aim::Deny, |theatre| third(theatre, Some(StandingOnRaid::BlockBoth)));
    assert_eq!(ending(&theatre), Some(Ending::StandOff));
    let chose = theatre.first(|event| matches!(event, Event::ThirdArmyChose { .. })).expect("it chose");
    let ended = theatre.first(|event| matches!(event, Event::FightEnded { .. })).expect("it ended");
    assert_eq!(theatre.log.causes(&ended)[0], Cause::Event(chose.id));
    // Too weak to do so, it watches.
    let theatre = raid(1, Aim::Deny, |theatre| {
        third(theatre, Some(StandingOnRaid::BlockBoth));
        theatre.set(|setup| &mut setup.forces[BRIGADE].strength, 100.0);
    });
    assert_ne!(ending(&theatre), Some(Ending::StandOff));
}

#[test]
fn a_captured_government_helps_the_garrison_and_a_free_one_does_not() {
    let choices = |capture: f64, stance: f64| {
        let mut counts = [0; 2];
        for seed in 0..100 {
            let theatre = raid(seed, Aim::Deny, |theatre| {
                third(theatre, None);
                let degree = Num(0);
                let known_to = Vec::new();
                theatre.kit.setup.parties[OWNER].pocket =
                    Some(crate::setup::Pocket { of: OPERATOR, degree, known_to, rumoured: degree });
                theatre.board.diplomacy.parties[OWNER].capture = capture;
                theatre.board.diplomacy.dyads[(OWNER, OPERATOR)].stance = stance;
            });
            let first = theatre
                .first(|event| matches!(event, Event::ThirdArmyChose { .. }))
                .expect("it looks at contact");
            match first.event {
                Event::ThirdArmyChose { choice: StandingOnRaid::HelpGarrison, .. } => counts[0] += 1,
                Event::ThirdArmyChose {
                    choice: StandingOnRaid::HelpRaiders | StandingOnRaid::DisarmGarrison,
                    ..
                } => counts[1] += 1,
                _ => {}
            }
        }
        counts
    };
    let [captured, _] = choices(0.9, 0.5);
    let [free, against] = choices(0.0, -0.5);
    assert!(captured > 40 && captured > 3 * free, "{captured} of 100 captured, {free} free");
    assert!(against > free, "{against} against, {free} for");
}

#[test]
fn a_commander_looks_again_while_the_fight_goes_on() {
    // Slow to choose: it joins in the middle of the fight at least once.
    let late = (0..60).any(|seed| {
        let theatre = raid(seed, Aim::Deny, |theatre| {
            third(theatre, None);
            theatre.set(|setup| &mut setup.battle.fight_minutes, 300.0);
        });
        let assault = theatre.first(|event| matches!(event, Event::Assault { .. }));
        theatre
            .records(|event| matches!(event, Event::ThirdArmyChose { .. }))
            .iter()
            .any(|record| assault.is_some_and(|assault| record.id.at > assault.id.at))
    });
    assert!(late);
}

#[test]
fn fired_on_it_shoots_back_unless_told_not_to() {
    let chose = |fired_on| {
        let theatre = raid(3, Aim::Deny, |theatre| {
            theatre.kit.setup.forces[BRIGADE].standing.fired_on = fired_on;
            theatre.set(|setup| &mut setup.battle.third_fired_on, 1.0);
        });
        theatre
            .records(|event| {
                matches!(
                    event,
                    Event::ThirdArmyChose {
                        choice: StandingOnRaid::HelpGarrison | StandingOnRaid::HelpRaiders,
                        ..
                    }
                )
            })
            .len()
    };
    assert_eq!(chose(StandingOnFire::ReturnFire), 1);
    assert_eq!(chose(StandingOnFire::HoldFire), 0);
}

#[test]
fn a_held_place_can_be_lost_to_a_counter_attack() {
    let mut lost = 0;
    for seed in 0..60 {
        let theatre = raid(seed, Aim::Control, |theatre| {
            theatre.set(|setup| &mut setup.battle.counter_attack, 20.0);
            theatre.set(|setup| &mut setup.battle.captured, 0.05);
        });
        let counter = theatre.first(|event| matches!(event, Event::CounterAttack { succeeds: true, .. }));
        if let Some(counter) = counter {
            lost += 1;
            assert_eq!(ending(&theatre), Some(Ending::Repulsed));
            let seized =
                theatre.first(|event| matches!(event, Event::Seized { .. })).expect("it was taken before");
            assert!(seized.id < counter.id);
        }
    }
    assert!(lost > 5, "{lost} of 60");
}

#[test]
fn a_holder_ordered_home_ends_the_hold() {
    let theatre = (0..40)
        .map(|seed| {
            raid(seed, Aim::Control, |theatre| {
                theatre.set(|setup| &mut setup.battle.counter_attack, 0.0);
                theatre.order(Minute(6 * DAY + 20 * HOUR), RAIDER, Action::Withdraw { force: RANGERS });
            })
        })
        .find(|theatre| theatre.first(|event| matches!(event, Event::Seized { .. })).is_some())
        .expect("one of forty is taken");
    assert_eq!(ending(&theatre), Some(Ending::DeniedAndWithdrew));
    assert!(theatre.board.battle.facilities[PORT].holder.is_none());
    assert_eq!(theatre.board.forces.forces[RANGERS].place, Place::At(SiteId(0)));
}

#[test]
fn the_owner_can_storm_what_it_surrounds() {
    let mut theatre = Theatre::new();
    theatre.garrison();
    theatre.surround();
    theatre.order(days(7), OWNER, Action::Prepare { force: BRIGADE });
    let storm = Action::Operate {
        kind: crate::action::OperationKind::Seize,
        force: BRIGADE,
        on: PORT,
        aim: Aim::Control,
        via: None,
    };
    theatre.order(days(12), OWNER, storm);
    theatre.run_until(days(16));
    assert!(theatre.refusals().is_empty(), "{:?}", theatre.refusals());
    assert!(theatre.first(|event| matches!(event, Event::RaidBegan { force: BRIGADE, .. })).is_some());
    assert!(theatre.first(|event| matches!(event, Event::LiftLost { .. } | Event::Dropped { .. })).is_none());
    assert!(ending(&theatre).is_some());
    assert_eq!(theatre.board.forces.forces[BRIGADE].place, Place::At(SiteId(3)), "it stays where it stands");
}

#[test]
fn a_strike_has_no_ground_phase() {
    let mut endings = [0; 2];
    for seed in 0..60 {
        let mut theatre = Theatre::new();
        theatre.seed = seed;
        theatre.garrison();
        theatre.order(days(6), RAIDER, strike());
        theatre.run_until(days(9));
        assert!(
            theatre.first(|event| matches!(event, Event::Assault { .. } | Event::Dropped { .. })).is_none()
        );
        assert!(theatre.board.battle.facilities[PORT].raided.is_some());
        match ending(&theatre) {
            Some(Ending::DeniedAndWithdrew) => endings[0] += 1,
            Some(Ending::Repulsed) => endings[1] += 1,
            other => panic!("seed {seed}: {other:?}"),
        }
        assert!(!is_busy(&theatre.board.forces, BOMBERS));
    }
    // 1 − 0.6⁴ = 0.87 of 60, less the aircraft that turn back.
    assert!((42..60).contains(&endings[0]), "{endings:?}");
}

#[test]
fn losses_shrink_with_shorter_fights() {
    let mean = |minutes: f64| {
        let killed: u32 = (0..60)
            .map(|seed| {
                let theatre = raid(seed, Aim::Deny, |theatre| {
                    theatre.set(|setup| &mut setup.battle.fight_minutes, minutes);
                });
                theatre.board.battle.parties[OPERATOR].killed
            })
            .sum();
        f64::from(killed) / 60.0
    };
    let (short, long) = (mean(30.0), mean(480.0));
    assert!(short < long, "{short} {long}");
}

#[test]
fn suppressed_phases_change_nothing() {
    let run = |kind| {
        raid(2, Aim::Deny, |theatre| {
            theatre.gate = Gate::new(vec![Suppression::throughout(Suppressed::Kind(kind))]);
        })
    };
    let theatre = run(Kind::RaidBegan);
    assert!(theatre.board.battle.facilities[PORT].raided.is_none());
    assert_eq!(theatre.board.forces.forces[RANGERS].place, Place::At(SiteId(0)));
    let theatre = run(Kind::Losses);
    assert_eq!(theatre.board.forces.forces[BATTALION].killed, 0);
    let theatre = run(Kind::Captured);
    assert_eq!(theatre.board.battle.parties[OPERATOR].captured, 0);
    let theatre = run(Kind::Seized);
    assert!(theatre.board.battle.facilities[PORT].seized.is_none());
    let theatre = run(Kind::OperationLaunched);
    assert!(theatre.first(|event| matches!(event, Event::FightEnded { .. })).is_none());
    assert!(theatre.board.forces.forces[RANGERS].ready.is_some());
    let theatre = run(Kind::FightEnded);
    assert!(theatre.board.battle.facilities[PORT].ended.is_none());
}

#[test]
fn tolls_follow_the_seed_alone() {
    let hash = |seed| raid(seed, Aim::Control, |theatre| third(theatre, None)).log.hash();
    assert_eq!(hash(5), hash(5));
    assert_ne!(hash(5), hash(6));
}
#[test]
fn the_owner_can_storm_what_raiders_hold() {
    let mut stormed = 0;
    for seed in 0..30 {
        let theatre = raid(seed, Aim::Control, |theatre| {
            theatre.set(|setup| &mut setup.battle.counter_attack, 0.0);
            // Taken before the storm is ordered.
            theatre.set(|setup| &mut setup.battle.fight_spread, 0.0);
            theatre.order(days(5), OWNER, Action::Prepare { force: BRIGADE });
            theatre.set(|setup| &mut setup.forces[BRIGADE].staging_days, 0.5);
            let kind = crate::action::OperationKind::Seize;
            let storm = Action::Operate { kind, force: BRIGADE, on: PORT, aim: Aim::Control, via: None };
            theatre.order(Minute(6 * DAY + 20 * HOUR), OWNER, storm);
        });
        let raids = theatre.records(|event| matches!(event, Event::RaidBegan { .. }));
        let endings = theatre.records(|event| matches!(event, Event::FightEnded { .. }));
        if theatre.first(|event| matches!(event, Event::Seized { force: RANGERS, .. })).is_none() {
            continue;
        }
        stormed += 1;
        assert_eq!((raids.len(), endings.len()), (2, 2), "seed {seed}");
        assert!(matches!(endings[0].event, Event::FightEnded { ending: Ending::Held, .. }));
        assert_eq!(endings[0].id.at, raids[1].id.at, "one hold ends as the next fight begins");
        let holder = theatre.board.battle.facilities[PORT].holder;
        let retaken = ending(&theatre) == Some(Ending::Held);
        assert_eq!(holder, Some(if retaken { BRIGADE } else { RANGERS }), "seed {seed}");
    }
    assert!(stormed > 3, "{stormed}");
}

#[test]
fn the_heaviest_losses_still_add_up() {
    let mut wiped_out = false;
    for seed in 0..60 {
        let theatre = raid(seed, Aim::Control, |theatre| {
            third(theatre, None);
            theatre.set(|setup| &mut setup.battle.size_exponent, 1.0);
            theatre.set(|setup| &mut setup.battle.loss_transfer_sd, 2.0);
            theatre.set(|setup| &mut setup.battle.counter_attack, 30.0);
            theatre.set(|setup| &mut setup.battle.jump_injured_day, 0.5);
            theatre.set(|setup| &mut setup.battle.runway_blocked, 1.0);
        });
        for party in theatre.kit.setup.parties.ids() {
            assert_eq!(theatre.board.battle.parties[party], toll_of_records(&theatre, party), "seed {seed}");
        }
        for force in [BATTALION, BRIGADE] {
            let row = &theatre.board.forces.forces[force];
            let toll = theatre.board.battle.parties[theatre.kit.setup.forces[force].of];
            let fallen = (row.killed, row.wounded, row.captured);
            assert_eq!(
                fallen,
                (toll.killed, toll.wounded, toll.captured),
                "seed {seed}: more than were there"
            );
            wiped_out |= row.people == 0;
        }
        assert!(ending(&theatre).is_some(), "seed {seed}");
    }
    assert!(wiped_out, "the cap was never tried");
}

#[test]
fn the_injured_do_not_assault() {
    let theatre = raid(4, Aim::Deny, |theatre| {
        theatre.set(|setup| &mut setup.battle.abort, 0.0);
        theatre.set(|setup| &mut setup.battle.lost, 0.0);
        theatre.set(|setup| &mut setup.battle.assembled, 1.0);
        theatre.set(|setup| &mut setup.battle.runway_blocked, 1.0);
        theatre.set(|setup| &mut setup.battle.jump_injured_day, 0.1);
        theatre.set(|setup| &mut setup.battle.jump_spread, 0.0);
    });
    let dropped = theatre.first(|event| matches!(event, Event::Dropped { .. })).expect("they jump");
    assert!(matches!(dropped.event, Event::Dropped { people: 300, injured: 30, by_parachute: true, .. }));
    let assault = theatre.first(|event| matches!(event, Event::Assault { .. })).expect("they assault");
    assert!(matches!(assault.event, Event::Assault { assembled: 270, .. }));
}

#[test]
fn the_garrison_cannot_leave_in_the_middle_of_the_fight() {
    let theatre = raid(4, Aim::Deny, |theatre| {
        theatre.set(|setup| &mut setup.battle.fight_minutes, 600.0);
        theatre.set(|setup| &mut setup.battle.fight_spread, 0.0);
        theatre.order(Minute(6 * DAY + 12 * HOUR), OPERATOR, Action::Withdraw { force: BATTALION });
    });
    assert_eq!(theatre.refusals(), [crate::event::Reason::NotPossible]);
}

#[test]
fn a_second_operation_waits_for_the_first_to_end() {
    let theatre = raid(4, Aim::Deny, |theatre| {
        theatre.set(|setup| &mut setup.battle.abort, 0.0);
        theatre.set(|setup| &mut setup.battle.lost, 0.0);
        theatre.set(|setup| &mut setup.battle.fight_minutes, 600.0);
        theatre.set(|setup| &mut setup.battle.fight_spread, 0.0);
        // Launched two hours after the raid, it arrives while the main fight is on.
        theatre.order(Minute(6 * DAY - 3 * HOUR), RAIDER, strike());
    });
    let begins = theatre.records(|event| matches!(event, Event::RaidBegan { .. }));
    let endings = theatre.records(|event| matches!(event, Event::FightEnded { .. }));
    assert_eq!((begins.len(), endings.len()), (2, 2));
    assert!(begins[1].id.at >= endings[0].id.at, "fights over one place do not overlap");
    for force in [RANGERS, BOMBERS] {
        assert!(!is_busy(&theatre.board.forces, force));
        assert_eq!(theatre.board.forces.forces[force].place, Place::At(SiteId(0)));
    }
}
