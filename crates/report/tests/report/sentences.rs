//! Every event can be said, and said well.

use powderkeg_engine::action::{Action, Aim, Demand, OperationKind};
use powderkeg_engine::event::{Answer, Ending, Event, Kind, Level, Motion, Reason, StrikeEnd};
use powderkeg_engine::setup::{AccessKind, Setup, StandingOnRaid};
use powderkeg_report::sentence::{order, sentence};
use powderkeg_report::words::Words;

use crate::fixture::*;

/// One event of each kind.
fn every(setup: &Setup, n: u32, share: f32, yes: bool) -> Vec<Event> {
    let about = asat(setup);
    vec![
        Event::ColdSpellBegan { region: STEPPE, temperature_c: share, anomaly_c: share },
        Event::ColdSpellEnded { region: STEPPE, days: share },
        Event::RainFailed { region: STEPPE, share },
        Event::Withheld { party: KAZAKHSTAN, good: OIL, share },
        Event::Resumed { party: KAZAKHSTAN, good: OIL },
        Event::ShortageBegan { consumer: CONSUMER, share },
        Event::ShortageEnded { consumer: CONSUMER, days: share, peak: share },
        Event::HouseholdsCut { consumer: CONSUMER, share },
        Event::StoreEmptied { consumer: CONSUMER },
        Event::Settled { contract: CONTRACT, undelivered: share },
        Event::Breached { contract: CONTRACT, undelivered: share },
        Event::Excused { contract: CONTRACT, undelivered: share },
        Event::RouteClosed { route: ROUTE, by: USA },
        Event::RouteOpened { route: ROUTE, by: USA },
        Event::ProtestBegan { city: ALMATY, people: n },
        Event::ProtestGrew { city: ALMATY, people: n },
        Event::ProtestEnded { city: ALMATY, days: share },
        Event::RiotBegan { city: ALMATY, people: n },
        Event::RiotEnded { city: ALMATY, days: share },
        Event::Casualties { city: ALMATY, killed: n, injured: n },
        Event::Conceded { party: KAZAKHSTAN, musd: share },
        Event::CrackdownBegan { party: KAZAKHSTAN },
        Event::CrackdownEnded { party: KAZAKHSTAN, detained: n },
        Event::IncitementBegan { by: USA, among: KAZAKHSTAN, against: RUSSIA, musd: share },
        Event::IncitementExposed { by: USA, among: KAZAKHSTAN },
        Event::StrikeBegan { workforce: CREWS },
        Event::StrikeEnded { workforce: CREWS, how: StrikeEnd::Settled, days: share },
        Event::FacilityStopped { facility: BAIKONUR, present: share },
        Event::FacilityResumed { facility: BAIKONUR, days: share },
        Event::PayRaised { workforce: CREWS, by: share },
        Event::Dismissed { workforce: CREWS, people: n },
        Event::ReplacementsSent { workforce: CREWS, people: n },
        Event::ReplacementsArrived { workforce: CREWS, people: n },
        Event::GateRiot { workforce: CREWS, people: n, force: Some(BATTALION) },
        Event::GateCasualties { workforce: CREWS, killed: n, injured: n, troops_hurt: n },
        Event::GateRiotEnded { workforce: CREWS },
        Event::TaskBegan { project: ASAT, task: 0 },
        Event::ProjectReady { project: ASAT },
        Event::Slipped { project: ASAT, due: at(193, 12, 0) },
        Event::BroughtForward { project: ASAT, due: at(193, 12, 0) },
        Event::Scrubbed { project: ASAT, in_a_row: 0 },
        Event::Completed { project: ASAT, series: n as u16 },
        Event::Failed { project: ASAT, series: n as u16 },
        Event::Cancelled { project: ASAT },
        Event::Postponed { project: ASAT, due: at(193, 12, 0) },
        Event::Destroyed { project: ASAT },
        Event::PurposeSuspected { party: KAZAKHSTAN, project: ASAT, belief: share },
        Event::PurposeRevealed { project: ASAT, truth: yes },
        Event::WeaponReady { project: ASAT },
        Event::CapabilityDegraded { capability: SHIELD, margin: share },
        Event::CapabilityRestored { capability: SHIELD, margin: share },
        Event::Reconstituted { capability: SHIELD, share },
        Event::Jammed { project: ASAT, by: USA },
        Event::Inspected { project: ASAT, by: USA },
        Event::Departed { force: BATTALION, to: YUBILEYNIY },
        Event::Landed { force: BATTALION, at: YUBILEYNIY, people: n, vehicles: n },
        Event::Closed { force: BATTALION, at: YUBILEYNIY, people: n, vehicles: n },
        Event::Cordoned { force: BATTALION, facility: BAIKONUR },
        Event::CordonLifted { force: BATTALION, facility: BAIKONUR },
        Event::StagingBegan { force: BATTALION },
        Event::ForceReady { force: BATTALION },
        Event::Withdrew { force: BATTALION, to: YUBILEYNIY },
        Event::OperationLaunched {
            force: BATTALION,
            kind: OperationKind::Seize,
            on: BAIKONUR,
            aim: Aim::Deny,
            arrives: at(193, 12, 0),
        },
        Event::OperationEnded { force: BATTALION, kind: OperationKind::Seize },
        Event::OperationOver { force: BATTALION },
        Event::Demonstrated { force: BATTALION, at: KAZAKHSTAN },
        Event::Detected { by: USA, force: BATTALION },
        Event::TroopsPresent { facility: BAIKONUR, people: n },
        Event::TroopsGone { facility: BAIKONUR },
        Event::RaidBegan { force: BATTALION, on: BAIKONUR, aim: Aim::Deny },
        Event::LiftLost {
            force: BATTALION,
            aircraft: HERCULES,
            aborted: n as u16,
            lost: n as u16,
            killed: n,
        },
        Event::OperationAborted { force: BATTALION, on: BAIKONUR, delivered: n },
        Event::Dropped { force: BATTALION, people: n, injured: n, by_parachute: yes },
        Event::Assault { force: BATTALION, on: BAIKONUR, assembled: n },
        Event::ThirdArmyChose { force: BATTALION, choice: StandingOnRaid::BlockBoth },
        Event::Losses { force: BATTALION, killed: n, wounded: n, vehicles: n as u16, aircraft: n as u16 },
        Event::Broke { force: BATTALION, on: BAIKONUR },
        Event::Captured { force: BATTALION, people: n },
        Event::Seized { force: BATTALION, on: BAIKONUR },
        Event::CounterAttack { force: BATTALION, on: BAIKONUR, succeeds: yes },
        Event::FightEnded { on: BAIKONUR, ending: Ending::Repulsed, hours: share },
        Event::Called { by: USA, to: RUSSIA, demand: Demand::Cancel, about },
        Event::Answered { by: USA, to: RUSSIA, demand: Demand::Cancel, about, answer: Answer::Refuse },
        Event::UltimatumSet { by: USA, to: RUSSIA, demand: Demand::Cancel, about, ends: at(193, 12, 0) },
        Event::UltimatumExpired { by: USA, to: RUSSIA, about },
        Event::UltimatumDropped { by: USA, to: RUSSIA, about },
        Event::Sweetened { by: USA, to: RUSSIA, about, musd: share },
        Event::SweetenerReturned { by: USA, to: RUSSIA, about, musd: share },
        Event::Moved { bloc: SCO, by: USA, motion: Motion::Sanction, on: KAZAKHSTAN },
        Event::Voted { bloc: SCO, member: UZBEKISTAN, yes },
        Event::MotionFailed { bloc: SCO, motion: Motion::Sanction, on: KAZAKHSTAN },
        Event::Sanctioned { bloc: SCO, on: KAZAKHSTAN, severity: share },
        Event::SanctionsLifted { bloc: SCO, on: KAZAKHSTAN },
        Event::AidOffered { by: USA, to: RUSSIA, musd: share },
        Event::AidAccepted { by: USA, from: USA, musd: share },
        Event::AccessAsked { by: USA, over: UZBEKISTAN, kind: AccessKind::Overflight },
        Event::AccessGranted { to: RUSSIA, over: UZBEKISTAN, kind: AccessKind::Overflight },
        Event::AccessDenied { to: RUSSIA, over: UZBEKISTAN, kind: AccessKind::Overflight },
        Event::Invited { by: USA, party: KAZAKHSTAN },
        Event::LeaseSuspended { by: USA, facility: BAIKONUR },
        Event::LeftBloc { party: KAZAKHSTAN, bloc: SCO },
        Event::LevelRaised { a: USA, b: RUSSIA, level: Level::Force },
        Event::FrontOpened { a: USA, b: RUSSIA, before: n as u16 },
        Event::FrontClosed { a: USA, b: RUSSIA },
        Event::FrontDeaths { a: USA, b: RUSSIA, killed: n },
        Event::Mediated { by: USA, a: USA, b: RUSSIA },
        Event::DisputeClosed { a: USA, b: RUSSIA },
        Event::DisputeReopened { a: USA, b: RUSSIA },
        Event::Decided { party: KAZAKHSTAN, option: Some(RAID), action: raid(), effective: at(193, 12, 0) },
        Event::Refused { party: KAZAKHSTAN, action: raid(), reason: Reason::NotReady },
    ]
}

#[test]
fn the_list_has_every_kind() {
    let setup = setup();
    let kinds: Vec<Kind> = every(&setup, 1, 0.5, true).iter().map(Event::kind).collect();
    assert_eq!(kinds, Kind::ALL);
}

#[test]
fn every_event_is_a_plain_sentence() {
    let setup = setup();
    let words = Words::new(&setup);
    for (n, share, yes) in [(0, 0.0, false), (1, 0.004, true), (1234, 0.354, false), (u32::MAX, 1e9, true)] {
        for event in every(&setup, n, share, yes) {
            let text = sentence(&words, &event);
            let kind = event.kind().name();
            assert!(text.ends_with('.') && !text.ends_with(".."), "{kind}: {text}");
            assert!(!text.contains("  ") && !text.contains(" ,") && !text.contains(" ."), "{kind}: {text}");
            assert!(!text.contains('_') && !text.contains('{'), "{kind} shows an id: {text}");
            assert!(!text.contains("the the") && !text.contains("The the"), "{kind}: {text}");
            assert!(!text.contains("inf") && !text.contains("NaN"), "{kind}: {text}");
            assert!(
                text.chars().next().is_some_and(|first| first.is_uppercase() || first.is_ascii_digit()),
                "{text}"
            );
        }
    }
}

#[test]
fn sentences_read_as_meant() {
    let setup = setup();
    let words = Words::new(&setup);
    let about = asat(&setup);
    let cases = [
        (
            Event::Withheld { party: KAZAKHSTAN, good: OIL, share: 0.354 },
            "Kazakhstan kept 35 % of its contracted oil at home.",
        ),
        (
            Event::Landed { force: BATTALION, at: YUBILEYNIY, people: 550, vehicles: 30 },
            "550 Russian troops of the VDV battalion arrived at Yubileyniy with 30 vehicles.",
        ),
        (
            Event::Called { by: USA, to: RUSSIA, demand: Demand::Cancel, about },
            "The United States called on Russia to cancel the anti-satellite launch.",
        ),
        (
            Event::RaidBegan { force: RANGERS, on: BAIKONUR, aim: Aim::Deny },
            "The United States raided the Baikonur Cosmodrome with the US Army Rangers, to prevent its use.",
        ),
        (
            Event::CapabilityDegraded { capability: SHIELD, margin: 0.6 },
            "The missile shield of the United States fell to a margin of 60 %.",
        ),
        (
            Event::GateCasualties { workforce: CREWS, killed: 1, injured: 12, troops_hurt: 0 },
            "The riot at the gate of the Baikonur Cosmodrome killed 1 person and injured 12.",
        ),
        (
            Event::GateCasualties { workforce: CREWS, killed: 0, injured: 12, troops_hurt: 1 },
            "The riot at the gate of the Baikonur Cosmodrome injured 12 people and 1 soldier.",
        ),
        (
            Event::PayRaised { workforce: CREWS, by: 0.2 },
            "Russia offered the Baikonur crews a rise of 20 points (100 is what its own people earn).",
        ),
        (
            Event::Moved { bloc: SCO, by: SCO, motion: Motion::Sanction, on: KAZAKHSTAN },
            "A motion to sanction Kazakhstan came before SCO.",
        ),
        (
            Event::Decided {
                party: USA,
                option: None,
                action: Action::Mediate { between: USA, and: RUSSIA },
                effective: at(1, 0, 0),
            },
            "The United States decided to offer Russia talks.",
        ),
        (Event::RouteClosed { route: ROUTE, by: UZBEKISTAN }, "Uzbekistan closed the southern line."),
        (
            Event::TaskBegan { project: ASAT, task: 0 },
            "Rollout to the pad began for the anti-satellite launch.",
        ),
        (Event::TaskBegan { project: ASAT, task: 9 }, "Task 9 began for the anti-satellite launch."),
    ];
    for (event, expected) in cases {
        assert_eq!(sentence(&words, &event), expected);
    }
}

#[test]
fn every_order_follows_to() {
    let setup = setup();
    let words = Words::new(&setup);
    let about = asat(&setup);
    let orders = [
        Action::Withhold { good: OIL, share: 0.4 },
        Action::Resume { good: OIL },
        Action::CloseRoute { route: ROUTE },
        Action::OpenRoute { route: ROUTE },
        Action::Concede { musd: 150.0 },
        Action::Repress,
        Action::Incite { among: KAZAKHSTAN, against: SCO, musd: 20.0 },
        Action::RaisePay { workforce: CREWS, by: 0.1 },
        Action::Dismiss { workforce: CREWS },
        Action::Replace { workforce: CREWS },
        Action::ReturnToWork { workforce: CREWS },
        Action::Cancel { project: ASAT },
        Action::Postpone { project: ASAT, days: 30.0 },
        Action::Inspect { project: ASAT, by: USA },
        Action::Reconstitute { capability: SHIELD, share: 0.5 },
        Action::Jam { project: ASAT },
        Action::Airlift { force: BATTALION, to: YUBILEYNIY },
        Action::Withdraw { force: BATTALION },
        Action::Cordon { force: BRIGADE, around: BAIKONUR },
        Action::Prepare { force: RANGERS },
        raid(),
        Action::EndOperation { force: RANGERS },
        Action::Demonstrate { force: RANGERS, at: RUSSIA },
        Action::Call { to: RUSSIA, demand: Demand::Leave, about },
        Action::Ultimatum { to: RUSSIA, demand: Demand::Inspect, about, days: 5.0 },
        Action::Sweeten { to: RUSSIA, about, musd: 100.0 },
        Action::OfferAid { to: KAZAKHSTAN, musd: 1500.0 },
        Action::AcceptAid { from: USA },
        Action::ProposeSanction { bloc: SCO, on: KAZAKHSTAN, severity: 0.5 },
        Action::ProposeLift { bloc: SCO, on: KAZAKHSTAN },
        Action::AskAccess { over: UZBEKISTAN, kind: AccessKind::Basing },
        Action::Invite { party: USA },
        Action::SuspendLease { facility: BAIKONUR },
        Action::Leave { bloc: SCO },
        Action::Mediate { between: USA, and: RUSSIA },
    ];
    for action in orders {
        let text = order(&words, &action);
        assert!(text.starts_with(|first: char| first.is_ascii_lowercase()), "{text}");
        assert!(!text.contains('_') && !text.contains("  ") && !text.ends_with('.'), "{text}");
    }
}
