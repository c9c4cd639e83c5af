//! Laws of movement, access and notice.

use super::theatre::*;
use super::*;
use crate::action::{Action, Aim, Demand, OperationKind};
use crate::event::{Answer, Reason};
use crate::gate::{Gate, Suppressed, Suppression};
use crate::parameter::Num;
use crate::setup::AccessTerms;
use crate::testkit::Kit;
use crate::time::{DAY, HOUR};

fn days(days: u32) -> Minute {
    Minute(days * DAY)
}

fn suppress(kind: Kind) -> Gate {
    Gate::new(vec![Suppression::throughout(Suppressed::Kind(kind))])
}

#[test]
fn an_airlift_lands_in_waves_and_closes_with_all() {
    let mut theatre = Theatre::new();
    // One aircraft on the ground at a time: an hour apart.
    theatre.set(|setup| &mut setup.airfields[crate::id::AirfieldId(0)].parking, 1.0);
    theatre.garrison();
    let mut stood = Vec::new();
    for hour in 12..8 * 24 {
        theatre.run_until(Minute(hour * HOUR));
        let row = &theatre.board.forces.forces[BATTALION];
        stood.push(if row.landed.is_some() { row.present + row.present_vehicles } else { 0 });
    }
    stood.dedup();
    // Four loads of men, then fifteen of two vehicles.
    let expected: Vec<u32> =
        [0, 145, 290, 435].into_iter().chain((0..=15).map(|load| 550 + 2 * load)).collect();
    assert_eq!(stood, expected);
    let departed =
        theatre.first(|event| matches!(event, Event::Departed { force: BATTALION, .. })).expect("it departs");
    // Alert of 12 h from the minute after the order.
    assert_eq!(departed.id.at, Minute(11 + 12 * HOUR));
    let landed = theatre.first(|event| matches!(event, Event::Landed { .. })).expect("it lands");
    assert!(matches!(landed.event, Event::Landed { people: 145, vehicles: 0, at: FIELD, .. }));
    // 2 h to load, 930 km at 800 km/h, 1 h to unload.
    let hours = landed.id.at.days_since(departed.id.at) * 24.0;
    assert!((hours - 4.12).abs() < 0.1, "{hours}");
    let closed = theatre.first(|event| matches!(event, Event::Closed { .. })).expect("it closes");
    assert!(matches!(closed.event, Event::Closed { people: 550, vehicles: 30, at: FIELD, .. }));
    assert!(closed.id.at > landed.id.at);
    let row = &theatre.board.forces.forces[BATTALION];
    assert_eq!((row.present, row.present_vehicles, row.place), (550, 30, Place::At(FIELD)));
    let garrison = &theatre.board.forces.facilities[PORT];
    assert_eq!(garrison.foreign_troops, 550);
    assert_eq!(garrison.foreign_since.map(|since| since.because), Some(landed.id));
}

#[test]
fn no_flying_weather_holds_the_lift_up() {
    let mut theatre = Theatre::new();
    let region = crate::id::RegionId(0);
    theatre.kit.setup.facilities[PORT].region = Some(region);
    theatre.board.weather.regions.push(crate::domains::weather::RegionOut {
        temperature_c: 0.0,
        anomaly_c: 0.0,
        heat: 1.0,
        climatological_heat: 1.0,
        cold: 0.5,
        rain_mm: 0.0,
        rain_share: 1.0,
        flyable: false,
        because: Cause::Given(crate::id::OriginId(0)),
        cold_spell: None,
        drought: None,
    });
    theatre.garrison();
    theatre.run_until(days(3));
    assert!(theatre.first(|event| matches!(event, Event::Landed { .. })).is_none());
    theatre.board.weather.regions[region].flyable = true;
    theatre.run_until(days(9));
    assert!(theatre.first(|event| matches!(event, Event::Closed { people: 550, .. })).is_some());
}

#[test]
fn a_march_ends_in_a_cordon_and_a_withdrawal_lifts_it() {
    let mut theatre = Theatre::new();
    theatre.surround();
    theatre.order(days(9), OWNER, Action::Withdraw { force: BRIGADE });
    theatre.run_until(days(7));
    assert_eq!(theatre.board.forces.facilities[PORT].cordon_force, Some(BRIGADE));
    assert!(is_busy(&theatre.board.forces, BRIGADE));
    // It surrounds its own soil, and the cordon is no garrison.
    assert_eq!(theatre.board.forces.facilities[PORT].foreign_troops, 0);
    theatre.run_until(days(14));
    assert!(theatre.first(|event| matches!(event, Event::CordonLifted { force: BRIGADE, .. })).is_some());
    let row = &theatre.board.forces.forces[BRIGADE];
    assert_eq!((row.present, row.place), (2_500, Place::At(SiteId(2))));
    assert!(theatre.board.forces.facilities[PORT].cordoned.is_none());
    assert!(theatre.refusals().is_empty());
}

#[test]
fn staging_makes_ready_and_both_are_news() {
    let mut theatre = Theatre::new();
    theatre.order(days(1), RAIDER, Action::Prepare { force: RANGERS });
    theatre.run_until(days(4));
    assert!(theatre.board.forces.forces[RANGERS].staging.is_some());
    theatre.run_until(days(6));
    let row = &theatre.board.forces.forces[RANGERS];
    assert!(row.staging.is_none() && row.ready.is_some());
    theatre.order(days(7), RAIDER, Action::Withdraw { force: RANGERS });
    theatre.run_until(days(8));
    let row = &theatre.board.forces.forces[RANGERS];
    assert!(row.ready.is_none());
    assert_eq!((row.place, row.present), (Place::At(SiteId(0)), 300));
}

#[test]
fn orders_are_refused_when_they_must_be() {
    let airlift = Action::Airlift { force: BATTALION, to: FIELD };
    let operate = |kind| Action::Operate { kind, force: RANGERS, on: PORT, aim: Aim::Deny, via: None };
    let cases: [(PartyId, Action, Reason); 12] = [
        (OWNER, airlift, Reason::NotYours),
        (RAIDER, Action::Airlift { force: RANGERS, to: FIELD }, Reason::NotPermitted),
        (OWNER, Action::Airlift { force: BRIGADE, to: SiteId(0) }, Reason::NotPossible),
        (OPERATOR, Action::Airlift { force: BATTALION, to: SiteId(1) }, Reason::AlreadySo),
        (RAIDER, Action::Withdraw { force: RANGERS }, Reason::AlreadySo),
        (RAIDER, Action::EndOperation { force: RANGERS }, Reason::AlreadySo),
        (RAIDER, operate(OperationKind::Seize), Reason::NotReady),
        (RAIDER, operate(OperationKind::Strike), Reason::NotPossible),
        (RAIDER, operate(OperationKind::Interdict), Reason::NotPossible),
        (RAIDER, operate(OperationKind::Escort), Reason::NotPossible),
        (OPERATOR, Action::Cordon { force: BATTALION, around: PORT }, Reason::NoAccess),
        (RAIDER, Action::Demonstrate { force: RANGERS, at: RAIDER }, Reason::NotPossible),
    ];
    for (party, action, reason) in cases {
        let mut theatre = Theatre::new();
        theatre.order(Minute(5), party, action);
        theatre.run_until(Minute(DAY));
        assert_eq!(theatre.refusals(), [reason], "{action:?}");
        // The decision and its refusal are all that happened.
        assert_eq!(theatre.log.records().len(), 2, "{action:?}");
    }
}

#[test]
fn a_suspended_lease_closes_the_airfield_unless_invited() {
    let since = |theatre: &Theatre| Since::first(theatre.log.records()[0].id);
    for invited in [false, true] {
        let mut theatre = Theatre::new();
        theatre.happens(Minute(1), Domain::Diplomacy, Event::LeaseSuspended { by: OWNER, facility: PORT });
        theatre.run_until(Minute(2));
        theatre.board.diplomacy.lease_suspended[PORT] = Some(since(&theatre));
        if invited {
            theatre.board.diplomacy.invited[(OWNER, OPERATOR)] = Some(since(&theatre));
        }
        theatre.garrison();
        theatre.run_until(days(8));
        let expected: &[Reason] = if invited { &[] } else { &[Reason::NotPermitted] };
        assert_eq!(theatre.refusals(), expected);
    }
}

#[test]
fn a_way_needs_grants_and_range() {
    let way_of = |change: fn(&mut Theatre)| {
        let mut theatre = Theatre::new();
        change(&mut theatre);
        let numbers = theatre.kit.numbers(1);
        let setup = &theatre.kit.setup;
        let (board, log) = (&theatre.board, &theatre.log);
        let now = Now { at: Minute(1), board, log, dice: Dice::new(1), numbers: &numbers, setup };
        way(&now, RANGERS, PORT)
    };
    assert_eq!(way_of(|_| ()), Some(NEAR_WAY));
    assert_eq!(way_of(|theatre| theatre.board.diplomacy.access[0].granted = false), None);
    assert_eq!(
        way_of(|theatre| {
            theatre.board.diplomacy.access[0].granted = false;
            theatre.kit.setup.access[0].terms = AccessTerms::Unseen(Num(0));
        }),
        Some(NEAR_WAY)
    );
    // From the far base, 2,509 km away: within 3,700 km, not within 2,000.
    let far = |theatre: &mut Theatre| theatre.board.forces.forces[RANGERS].place = Place::At(SiteId(5));
    assert_eq!(
        way_of(|theatre| theatre.board.forces.forces[RANGERS].place = Place::At(SiteId(5))),
        Some(FAR_WAY)
    );
    let mut theatre = Theatre::new();
    far(&mut theatre);
    let short = theatre.kit.num(2_000.0);
    theatre.kit.setup.aircraft[crate::id::AircraftId(0)].range_km = short;
    let numbers = theatre.kit.numbers(1);
    let setup = &theatre.kit.setup;
    let (board, log) = (&theatre.board, &theatre.log);
    let now = Now { at: Minute(1), board, log, dice: Dice::new(1), numbers: &numbers, setup };
    assert_eq!(way(&now, RANGERS, PORT), None);
    // From a base without a corridor there is none.
    assert_eq!(way_of(|theatre| theatre.board.forces.forces[RANGERS].place = Place::At(SiteId(2))), None);
}

#[test]
fn an_operation_without_leave_is_refused_and_an_unseen_one_may_be_seen() {
    let run = |chance: Option<f64>| {
        let mut theatre = Theatre::new();
        theatre.board.diplomacy.access[0].granted = false;
        if let Some(chance) = chance {
            let num = theatre.kit.num(chance);
            theatre.kit.setup.access[0].terms = AccessTerms::Unseen(num);
        }
        theatre.set(|setup| &mut setup.movement.detect_staging, 0.0);
        theatre.raid(Aim::Deny);
        theatre.run_until(days(8));
        theatre
    };
    assert_eq!(run(None).refusals(), [Reason::NoAccess]);
    let seen = |theatre: &Theatre| theatre.records(|event| matches!(event, Event::Detected { .. })).len();
    assert_eq!(seen(&run(Some(0.0))), 0);
    let theatre = run(Some(1.0));
    assert_eq!(seen(&theatre), 1);
    let detected =
        theatre.first(|event| matches!(event, Event::Detected { by: NEIGHBOUR, .. })).expect("it is seen");
    let launched =
        theatre.first(|event| matches!(event, Event::OperationLaunched { .. })).expect("it sets out");
    assert!(detected.id.at > launched.id.at);
}

#[test]
fn detections_follow_their_rate() {
    let (mut days_sum, mut seen) = (0.0, 0);
    let runs = 300;
    for seed in 0..runs {
        let mut theatre = Theatre::new();
        theatre.seed = seed;
        theatre.order(Minute(1), RAIDER, Action::Prepare { force: RANGERS });
        theatre.run_until(days(60));
        let staging = theatre.first(|event| matches!(event, Event::StagingBegan { .. })).expect("it stages");
        let by_operator =
            theatre.records(|event| matches!(event, Event::Detected { by: OPERATOR, force: RANGERS }));
        assert!(by_operator.len() <= 1, "an activity is noticed once");
        for record in by_operator {
            seen += 1;
            days_sum += record.id.at.days_since(staging.id.at);
            assert!(theatre.log.causes(&record).contains(&Cause::Event(staging.id)));
            let noticed = theatre.board.forces.noticed[(OPERATOR, RAIDER)].expect("published");
            assert_eq!(noticed.because, record.id);
        }
    }
    let mean = days_sum / f64::from(seen);
    // Rate 0.3 a day: mean 3.33 days, standard error 3.33/√300 = 0.19.
    assert!(u64::from(seen as u32) == runs && (mean - 3.33).abs() < 0.6, "{seen} seen, mean {mean} days");
}

#[test]
fn false_alarms_name_the_most_feared() {
    let mut theatre = Theatre::new();
    theatre.set(|setup| &mut setup.movement.false_alarm, 0.1);
    theatre.board.diplomacy.dyads[(OWNER, RAIDER)].hostility = 0.9;
    theatre.run_until(days(100));
    let alarms = theatre.records(|event| matches!(event, Event::Detected { by: OWNER, .. }));
    assert!((3..30).contains(&alarms.len()), "{}", alarms.len());
    assert!(alarms.iter().all(|record| matches!(record.event, Event::Detected { force: RANGERS, .. })));
}

#[test]
fn a_demand_complied_with_sends_the_garrison_home() {
    let mut theatre = Theatre::new();
    theatre.garrison();
    let about = theatre.kit.setup.facilities[PORT].name.id;
    let (by, to, demand, answer) = (OWNER, OPERATOR, Demand::Leave, Answer::Comply);
    theatre.happens(days(8), Domain::Diplomacy, Event::Answered { by, to, demand, about, answer });
    theatre.run_until(days(12));
    let withdrew =
        theatre.first(|event| matches!(event, Event::Withdrew { force: BATTALION, .. })).expect("it goes");
    let answered = theatre.first(|event| matches!(event, Event::Answered { .. })).expect("told").id;
    assert_eq!(theatre.log.causes(&withdrew), [Cause::Event(answered)]);
    assert_eq!(theatre.board.forces.facilities[PORT].foreign_troops, 0);
    assert!(theatre.board.forces.facilities[PORT].foreign_since.is_none());
    assert_eq!(theatre.board.forces.forces[BATTALION].present, 550);
}

#[test]
fn a_demonstration_is_seen() {
    let mut theatre = Theatre::new();
    theatre.order(days(1), RAIDER, Action::Demonstrate { force: RANGERS, at: OPERATOR });
    theatre.run_until(days(2));
    assert!(
        theatre.first(|event| matches!(event, Event::Detected { by: OPERATOR, force: RANGERS })).is_some()
    );
    assert!(theatre.board.forces.noticed[(OPERATOR, RAIDER)].is_some());
}

#[test]
fn a_recalled_operation_meets_nothing() {
    let mut theatre = Theatre::new();
    theatre.garrison();
    theatre.raid(Aim::Deny);
    theatre.order(days(6), RAIDER, Action::EndOperation { force: RANGERS });
    theatre.run_until(days(12));
    assert!(theatre.first(|event| matches!(event, Event::OperationEnded { .. })).is_some());
    assert!(theatre.first(|event| matches!(event, Event::RaidBegan { .. })).is_none());
    assert_eq!(theatre.board.forces.forces[RANGERS].present, 300);
    assert!(!is_busy(&theatre.board.forces, RANGERS));
}

#[test]
fn suppressed_events_change_nothing() {
    let stands = |gate: Option<Kind>| {
        let mut theatre = Theatre::new();
        if let Some(kind) = gate {
            theatre.gate = suppress(kind);
        }
        theatre.garrison();
        theatre.surround();
        theatre.order(days(1), RAIDER, Action::Prepare { force: RANGERS });
        theatre.run_until(days(12));
        theatre
    };
    let theatre = stands(Some(Kind::Departed));
    assert_eq!(theatre.board.forces.forces[BATTALION].place, Place::At(SiteId(1)));
    assert_eq!(theatre.board.forces.forces[BATTALION].present, 550);
    let theatre = stands(Some(Kind::Landed));
    assert_eq!(theatre.board.forces.facilities[PORT].foreign_troops, 0);
    assert!(theatre.board.forces.forces[BATTALION].landed.is_none());
    let theatre = stands(Some(Kind::Cordoned));
    assert!(theatre.board.forces.facilities[PORT].cordoned.is_none());
    let theatre = stands(Some(Kind::ForceReady));
    assert!(theatre.board.forces.forces[RANGERS].ready.is_none());
    assert!(theatre.board.forces.forces[RANGERS].staging.is_some());
    let theatre = stands(Some(Kind::Detected));
    assert!(theatre.board.forces.noticed.iter().all(|(_, _, noticed)| noticed.is_none()));
    assert!(stands(None).board.forces.noticed.iter().any(|(_, _, noticed)| noticed.is_some()));
}

#[test]
fn troops_hurt_at_the_gate_are_no_longer_fit() {
    let mut theatre = Theatre::new();
    theatre.kit.setup.workforces.push(workforce(&mut Kit::new()));
    theatre.garrison();
    let workforce = WorkforceId(0);
    let riot = Event::GateRiot { workforce, people: 500, force: Some(BATTALION) };
    let hurt = Event::GateCasualties { workforce, killed: 2, injured: 9, troops_hurt: 7 };
    theatre.happens(days(8), Domain::Labour, riot);
    theatre.happens(Minute(8 * DAY + 60), Domain::Labour, hurt);
    theatre.run_until(days(9));
    let row = &theatre.board.forces.forces[BATTALION];
    assert_eq!((row.people, row.wounded, row.present), (543, 7, 543));
    assert_eq!(theatre.board.forces.facilities[PORT].foreign_troops, 543);
}

fn workforce(kit: &mut Kit) -> crate::setup::Workforce {
    crate::setup::Workforce {
        name: kit.name("workforce.crews"),
        facility: PORT,
        employer: OPERATOR,
        movement: None,
        city: None,
        people: Num(0),
        pay_ratio: Num(0),
        effort: Num(0),
        campaign_effort: Num(0),
        replacements: None,
    }
}

#[test]
fn initial_garrisons_stand_without_a_record() {
    let mut theatre = Theatre::new();
    theatre.kit.setup.forces[BATTALION].at = SiteId(3);
    theatre.run_until(days(1));
    theatre.surround();
    theatre.run_until(days(8));
    let garrison = &theatre.board.forces.facilities[PORT];
    assert_eq!(garrison.foreign_troops, 550);
    assert!(garrison.foreign_since.is_none(), "it came by no record");
}

#[test]
fn the_owners_own_troops_are_not_foreign() {
    let mut theatre = Theatre::new();
    theatre.kit.setup.forces[BRIGADE].at = SiteId(3);
    theatre.garrison();
    theatre.run_until(days(8));
    assert_eq!(theatre.board.forces.facilities[PORT].foreign_troops, 550);
}

#[test]
fn an_alert_can_be_called_off() {
    let mut theatre = Theatre::new();
    theatre.garrison();
    theatre.order(Minute(5 * HOUR), OPERATOR, Action::Withdraw { force: BATTALION });
    theatre.run_until(days(8));
    assert!(theatre.refusals().is_empty());
    assert!(theatre.first(|event| matches!(event, Event::Departed { .. })).is_none());
}

#[test]
fn needless_steps_change_nothing() {
    let run = |needless| {
        let mut theatre = Theatre::new();
        theatre.needless = needless;
        theatre.set(|setup| &mut setup.movement.false_alarm, 0.05);
        theatre.garrison();
        theatre.surround();
        theatre.raid(Aim::Control);
        theatre.order(days(14), OPERATOR, Action::Withdraw { force: BATTALION });
        theatre.run_until(days(20));
        theatre
    };
    let plain = run(None);
    assert!(plain.log.records().len() > 20);
    for every in [1, 7, 61] {
        let stepped = run(Some(every));
        assert_eq!(plain.log.hash(), stepped.log.hash(), "every {every} minutes");
        assert_eq!(format!("{:?}", plain.board.forces), format!("{:?}", stepped.board.forces));
        assert_eq!(format!("{:?}", plain.board.battle), format!("{:?}", stepped.board.battle));
    }
}
