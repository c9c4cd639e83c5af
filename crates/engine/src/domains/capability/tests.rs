//! Laws of capabilities and beliefs: what is feared, what comes, and what can be done about it.

use super::{NEWS, Out, State, step};
use crate::action::{Action, Demand};
use crate::cause::{Cause, Domain, EventId, Since};
use crate::domains::project::{ProjectState, State as Projects};
use crate::event::{Answer, Event, Kind, Reason};
use crate::gate::{Gate, Suppressed, Suppression};
use crate::id::{CapabilityId, ConstellationId, ConsumerId, FacilityId, PartyId, ProjectId, SiteId};
use crate::parameter::Num;
use crate::setup::{
    Asset, Assets, Capability, CapabilityKind, Constellation, Delivers, Facility, MissileDefence, Orbit,
    Project, ProjectKind, Purpose, RestsOn,
};
use crate::testkit::{Alone, Kit, Wiring, day};
use crate::time::{DAY, Minute};

const OWNER: PartyId = PartyId(0);
const WATCHER: PartyId = PartyId(1);
const OTHER: PartyId = PartyId(2);
const ANTISAT: ProjectId = ProjectId(0);
const SHIELD: CapabilityId = CapabilityId(0);
const DUE: Minute = Minute(60 * DAY);

/// A shield that rests half on early warning, and a launch that may threaten it.
struct Feared {
    truth: f64,
    prior: f64,
    drift: f64,
    noise: f64,
    believed_loss: Option<f64>,
}

impl Default for Feared {
    fn default() -> Self {
        Self { truth: 1.0, prior: -1.5, drift: 0.06, noise: 0.12, believed_loss: None }
    }
}

impl Feared {
    fn kit(&self) -> Kit {
        let mut kit = Kit::new();
        for party in ["owner", "watcher", "other"] {
            kit.state(party);
        }
        kit.setup.assets = Assets {
            jam_effect: kit.num(0.6),
            readiness_spread: kit.num(0.0),
            degraded_loss: kit.num(0.1),
            restored_loss: kit.num(0.08),
            suspected_at: kit.num(0.5),
            doubted_at: kit.num(0.4),
            log_odds_cap: kit.num(6.0),
        };
        let (name, six) = (kit.name("constellation.early_warning"), kit.num(6.0));
        kit.setup.constellations.push(Constellation {
            name,
            of: WATCHER,
            satellites: six,
            full_coverage: six,
            orbit: Orbit { inclination_deg: 63.4, altitude_km: 20_000.0 },
        });
        self.push_facility(&mut kit);
        self.push_launch(&mut kit);
        push_shield(&mut kit);
        kit
    }

    fn push_facility(&self, kit: &mut Kit) {
        let name = kit.name("facility.pad");
        kit.setup.facilities.push(Facility {
            name,
            site: SiteId(0),
            owner: OWNER,
            operator: OWNER,
            region: None,
            airfields: vec![],
            needs: vec![],
            bays: 1,
            perimeter_km: Num(0),
        });
    }

    fn push_launch(&self, kit: &mut Kit) {
        let purpose = Purpose {
            truth: kit.num(self.truth),
            known_to: vec![OWNER],
            watchers: vec![WATCHER],
            prior_log_odds: kit.num(self.prior),
            evidence_per_day: kit.num(self.drift),
            noise: kit.num(self.noise),
            watched_days_before: kit.num(33.0),
            feared_for: SHIELD,
            believed_loss: self.believed_loss.map(|loss| kit.num(loss)),
        };
        let project = Project {
            name: kit.name("project.antisat"),
            kind: ProjectKind::Launch,
            at: FacilityId(0),
            by: OWNER,
            tasks: vec![],
            due: DUE,
            work_days: Num(0),
            every_days: None,
            delivers: Some(Delivers::Weapon {
                against: ConstellationId(0),
                ready_days: kit.num(10.0),
                at_risk: kit.num(0.4),
            }),
            purpose: Some(purpose),
            go: Num(0),
            success: Num(0),
        };
        kit.setup.projects.push(project);
    }

    fn run(&self) -> Run {
        Run::new(self.kit(), 1)
    }
}

fn push_shield(kit: &mut Kit) {
    let defence = MissileDefence {
        interceptors: kit.num(30.0),
        single_shot_kill: kit.num(0.5),
        track: kit.num(0.85),
        warheads: kit.num(10.0),
        tolerated: kit.num(2.0),
    };
    let (name, half) = (kit.name("capability.missile_shield"), kit.num(0.5));
    kit.setup.capabilities.push(Capability {
        name,
        of: WATCHER,
        kind: CapabilityKind::MissileDefence(defence),
        rests_on: vec![
            RestsOn { asset: Asset::Constellation(ConstellationId(0)), weight: half },
            RestsOn { asset: Asset::Interceptors, weight: half },
        ],
        deters: Some(OWNER),
    });
}

type Run = Alone<State, Out>;

impl Run {
    fn new(kit: Kit, seed: u64) -> Self {
        let wiring = Wiring {
            domain: Domain::Capability,
            news: NEWS,
            published: |board| &mut board.capability,
            new: State::new,
            step,
        };
        let mut run = Self::start(kit.setup, seed, wiring);
        run.board.project = Projects::new(&run.setup, &run.numbers, run.dice).1;
        run
    }

    fn until(&mut self, until: Minute) {
        self.run_until(until);
        self.check_causes();
    }

    fn hear(&mut self, at: Minute, domain: Domain, event: Event) -> EventId {
        self.until(at);
        let id = self.news(at, domain, event);
        let row = &mut self.board.project.projects;
        match event {
            Event::Completed { project, .. } => {
                row[project].state = ProjectState::Done;
                row[project].completed = Some(Since::first(id));
            }
            Event::Cancelled { project } => {
                row[project].state = ProjectState::Cancelled;
                row[project].cancelled = Some(Since::first(id));
            }
            _ => {}
        }
        self.step(at.next());
        id
    }

    fn launched(&mut self, at: Minute) -> EventId {
        self.hear(at, Domain::Project, Event::Completed { project: ANTISAT, series: 0 })
    }

    /// Orders something and gives the reason why it was refused, if it was.
    fn orders(&mut self, at: Minute, party: PartyId, action: Action) -> Option<Reason> {
        self.until(at);
        self.decides(at, party, action);
        self.step(at.next());
        let refused = self.log.records().iter().rev().find_map(|row| match row.event {
            Event::Refused { reason, .. } if row.id.at == at.next() => Some(reason),
            _ => None,
        });
        self.check_causes();
        refused
    }

    fn margin(&self) -> f64 {
        self.board.capability.capabilities[SHIELD].margin
    }

    fn expected_loss(&self) -> f64 {
        self.board
            .capability
            .expected_loss(|project| project == ANTISAT, WATCHER)
            .map_or(0.0, |(loss, _)| loss)
    }

    fn fingerprint(&self) -> (String, String) {
        (self.log.hash().to_string(), format!("{:?}", self.board.capability))
    }
}

/// Margin by hand: three shots at each of ten warheads, at most two leaking, times tracking.
fn by_hand(track: f64) -> f64 {
    let leak: f64 = 0.125;
    let held = 1.0 - leak;
    let seventh = held * held * held * held * held * held * held * held;
    track * (seventh * held * held + 10.0 * leak * seventh * held + 45.0 * leak * leak * seventh)
}

#[test]
fn the_shield_starts_with_what_tracking_and_shots_give() {
    let run = Feared::default().run();
    assert!((run.margin() - by_hand(0.85)).abs() < 1e-12, "{} {}", run.margin(), by_hand(0.85));
}

#[test]
fn a_weapon_takes_what_was_feared() {
    let mut run = Feared::default().run();
    run.until(DUE);
    let before = run.margin();
    let feared = run.board.capability.beliefs[0];
    // Half of the tracking rests on early warning, of which 0.4 is at risk.
    assert!((feared.loss_if_true - 0.2).abs() < 1e-12);
    assert!((run.expected_loss() - feared.probability * 0.2).abs() < 1e-12);
    let launch = run.launched(DUE);
    assert!((run.margin() - before).abs() < 1e-15, "not ready yet");
    run.until(day(100));
    assert_eq!(run.when(Kind::WeaponReady), [day(70)], "ten days after the launch");
    assert_eq!(run.when(Kind::CapabilityDegraded), [day(70)]);
    assert!((run.margin() - by_hand(0.85 * 0.8)).abs() < 1e-12);
    assert!((run.margin() - before * 0.8).abs() < 1e-12);
    assert_eq!(run.causes(Kind::WeaponReady)[0], Cause::Event(launch));
    let ready = run.board.capability.projects[ANTISAT].weapon_ready.expect("it is ready");
    assert_eq!(run.causes(Kind::CapabilityDegraded)[0], Cause::Event(ready.because));
    assert!(
        run.board.capability.projects[ANTISAT].revealed.is_some()
            && run.board.capability.beliefs[0].probability > 0.99
    );
}

#[test]
fn a_false_fear_never_comes_true_and_fades() {
    let mut run = Feared { truth: 0.0, ..Feared::default() }.run();
    run.until(DUE);
    run.launched(DUE);
    run.until(day(200));
    assert!(run.when(Kind::WeaponReady).is_empty());
    assert!(run.when(Kind::CapabilityDegraded).is_empty());
    assert!((run.margin() - run.board.capability.capabilities[SHIELD].initial).abs() < 1e-15);
    assert!(
        run.board.capability.beliefs[0].probability < 0.01,
        "{}",
        run.board.capability.beliefs[0].probability
    );
}

#[test]
fn the_truth_is_drawn_once_a_run() {
    let feared = Feared { truth: 0.3, ..Feared::default() };
    let count = (0..1_000)
        .filter(|&seed| Run::new(feared.kit(), seed).board.capability.projects[ANTISAT].truth)
        .count();
    // Standard deviation 14.5.
    assert!((240..=360).contains(&count), "{count} of 1000");
}

#[test]
fn evidence_drifts_toward_the_truth() {
    for (truth, sign) in [(1.0, 1.0), (0.0, -1.0)] {
        let feared = Feared { truth, noise: 0.3, ..Feared::default() };
        let runs = 200;
        let mut sum = 0.0;
        for seed in 0..runs {
            let mut run = Run::new(feared.kit(), seed);
            run.until(DUE);
            sum += powderkeg_models::math::logit(run.board.capability.beliefs[0].probability);
        }
        // 33 days from T-33 d: mean -1.5 ± 33 · 0.06; standard error 0.3 √(33/200) = 0.12.
        let mean = sum / runs as f64;
        assert!((mean - (-1.5 + sign * 33.0 * 0.06)).abs() < 0.45, "{mean}");
    }
}

#[test]
fn the_same_signals_give_the_same_beliefs() {
    let beliefs = |truth| {
        let mut run = Feared { truth, drift: 0.0, noise: 0.3, ..Feared::default() }.run();
        run.until(DUE);
        format!("{:?}", run.board.capability.beliefs)
    };
    assert_eq!(beliefs(0.0), beliefs(1.0), "nothing but the evidence may show the truth");
}

#[test]
fn the_prior_holds_until_watching_begins() {
    let mut run = Feared::default().run();
    run.until(day(27));
    assert!(!run.board.capability.beliefs[0].watching);
    assert!((run.expected_loss()).abs() < 1e-15);
    assert!((powderkeg_models::math::logit(run.board.capability.beliefs[0].probability) + 1.5).abs() < 1e-12);
    run.until(day(28));
    assert!(run.board.capability.beliefs[0].watching);
}

#[test]
fn suspicion_comes_and_goes_with_hysteresis() {
    let mut run = Feared { prior: -0.01, drift: 0.0, noise: 0.2, ..Feared::default() }.run();
    let mut suspected = false;
    while run.next < day(220) {
        run.step(run.next);
        let row = run.board.capability.beliefs[0];
        suspected = if suspected { row.probability >= 0.4 } else { row.watching && row.probability >= 0.5 };
        assert_eq!(row.suspected.is_some(), suspected);
    }
    assert!(run.when(Kind::PurposeSuspected).len() > 2, "it crosses both ways");
}

#[test]
fn a_stated_loss_needs_no_mechanism() {
    let mut run = Feared { believed_loss: Some(0.7), ..Feared::default() }.run();
    run.until(DUE);
    assert!((run.expected_loss() - 0.7 * run.board.capability.beliefs[0].probability).abs() < 1e-12);
}

#[test]
fn a_cancelled_project_is_feared_no_more() {
    let mut run = Feared::default().run();
    run.until(day(40));
    assert!(run.expected_loss() > 0.0);
    run.hear(day(40), Domain::Project, Event::Cancelled { project: ANTISAT });
    assert!(run.expected_loss().abs() < 1e-15);
    let settled = run.board.capability.beliefs[0].probability;
    run.until(day(80));
    assert!((run.board.capability.beliefs[0].probability - settled).abs() < 1e-15);
}

#[test]
fn inspection_shows_the_truth() {
    for truth in [0.0, 1.0] {
        let mut run = Feared { truth, ..Feared::default() }.run();
        let inspect = Action::Inspect { project: ANTISAT, by: WATCHER };
        assert_eq!(run.orders(day(40), WATCHER, inspect), Some(Reason::NotYours));
        assert_eq!(run.orders(day(41), OWNER, inspect), None);
        assert!((run.board.capability.beliefs[0].probability - truth).abs() < 0.01);
        assert!(run.board.capability.projects[ANTISAT].revealed.is_some());
        assert_eq!(run.orders(day(42), OWNER, inspect), Some(Reason::AlreadySo));
        let known = run.board.capability.beliefs[0].probability;
        run.until(day(55));
        assert!(
            (run.board.capability.beliefs[0].probability - known).abs() < 1e-15,
            "nothing is left to be found out"
        );
    }
}

#[test]
fn compliance_lets_the_caller_look() {
    let mut run = Feared::default().run();
    run.until(day(40));
    let about = run.setup.projects[ANTISAT].name.id;
    let answer =
        |to| Event::Answered { by: WATCHER, to, demand: Demand::Inspect, about, answer: Answer::Comply };
    run.hear(day(40), Domain::Diplomacy, answer(OTHER));
    assert!(run.when(Kind::Inspected).is_empty(), "only the owner can let them in");
    let answered = run.hear(day(41), Domain::Diplomacy, answer(OWNER));
    assert_eq!(run.causes(Kind::Inspected), [Cause::Event(answered)]);
}

#[test]
fn nothing_in_orbit_can_be_inspected() {
    let mut run = Feared::default().run();
    run.launched(DUE);
    let inspect = Action::Inspect { project: ANTISAT, by: WATCHER };
    assert_eq!(run.orders(day(61), OWNER, inspect), Some(Reason::NotPossible));
}

#[test]
fn jamming_and_reconstitution_give_some_of_it_back() {
    let mut run = Feared::default().run();
    run.launched(DUE);
    run.until(day(80));
    let degraded = run.margin();
    let jam = Action::Jam { project: ANTISAT };
    assert_eq!(run.orders(day(80), OWNER, jam), Some(Reason::NotPossible));
    assert_eq!(run.orders(day(81), OTHER, jam), None);
    assert_eq!(run.orders(day(82), WATCHER, jam), Some(Reason::AlreadySo));
    // 0.4 of the coverage at risk, of which jamming leaves 0.4.
    assert!((run.margin() - by_hand(0.85 * (1.0 - 0.5 * 0.16))).abs() < 1e-12);
    assert!(run.margin() > degraded);
    assert_eq!(run.when(Kind::CapabilityRestored).len(), 0, "a loss of 0.08 isn't restored yet");
    let remake = |share| Action::Reconstitute { capability: SHIELD, share };
    assert_eq!(run.orders(day(83), OTHER, remake(0.5)), Some(Reason::NotYours));
    assert_eq!(run.orders(day(84), WATCHER, remake(0.0)), Some(Reason::NotPossible));
    assert_eq!(run.orders(day(85), WATCHER, remake(0.5)), None);
    assert!((run.margin() - by_hand(0.85 * (1.0 - 0.5 * 0.08))).abs() < 1e-12);
    assert_eq!(run.when(Kind::CapabilityRestored).len(), 1);
    assert!(run.board.capability.capabilities[SHIELD].degraded.is_none());
    assert_eq!(run.orders(day(86), WATCHER, remake(1.0)), None);
    assert_eq!(run.orders(day(87), WATCHER, remake(0.1)), Some(Reason::AlreadySo));
    assert!((run.margin() - run.board.capability.capabilities[SHIELD].initial).abs() < 1e-12);
}

#[test]
fn what_nobody_watches_cannot_be_jammed_before_it_flies() {
    let jam = Action::Jam { project: ANTISAT };
    let mut run = Feared::default().run();
    assert_eq!(run.orders(day(5), WATCHER, jam), Some(Reason::NotPossible));
    assert_eq!(run.orders(day(30), WATCHER, jam), None);
    assert!(
        (run.board.capability.beliefs[0].loss_if_true - 0.08).abs() < 1e-12,
        "less is feared of what is jammed"
    );
}

#[test]
fn a_share_follows_supply_facility_and_satellites() {
    let mut kit = Feared::default().kit();
    let weight = kit.num(0.5);
    let name = kit.name("capability.food_and_power");
    kit.setup.consumers.push(crate::setup::Consumer {
        name: kit.setup.projects[ANTISAT].name,
        party: OTHER,
        good: crate::id::GoodId(0),
        demand_per_month: Num(0),
        heating_share: Num(0),
        household_share: Num(0),
        stock: Num(0),
        store_capacity: Num(0),
        out_per_day: Num(0),
        substitutes: Num(0),
        region: None,
    });
    let rests_on = vec![
        RestsOn { asset: Asset::Supply(ConsumerId(0)), weight },
        RestsOn { asset: Asset::Facility(FacilityId(0)), weight },
    ];
    let kind = CapabilityKind::Share;
    let id = kit.setup.capabilities.push(Capability { name, of: OTHER, kind, rests_on, deters: None });
    let mut run = Run::new(kit, 1);
    run.until(day(10));
    assert!((run.board.capability.capabilities[id].margin - 1.0).abs() < 1e-12);
    run.board.trade.consumers[ConsumerId(0)].felt = 0.4;
    run.until(day(11));
    assert!((run.board.capability.capabilities[id].margin - 0.8).abs() < 1e-12);
    assert_eq!(run.when(Kind::CapabilityDegraded).len(), 1);
    let stop = Event::FacilityStopped { facility: FacilityId(0), present: 0.0 };
    run.until(day(12));
    let stopped = run.news(day(12), Domain::Labour, stop);
    run.board.labour.facilities[FacilityId(0)].stopped = Some(Since::first(stopped));
    run.step(day(12).next());
    assert!(
        (run.board.capability.capabilities[id].margin - 0.3).abs() < 1e-12,
        "at once, not at the next mark"
    );
    assert_eq!(run.board.capability.capabilities[id].because.first(), Cause::Event(stopped));
}

#[test]
fn a_satellite_fills_a_gap() {
    let mut kit = Feared::default().kit();
    kit.setup.constellations[ConstellationId(0)].satellites = kit.num(5.0);
    kit.setup.projects[ANTISAT].purpose = None;
    kit.setup.projects[ANTISAT].delivers = Some(Delivers::Satellite(ConstellationId(0)));
    let mut run = Run::new(kit, 1);
    assert!((run.margin() - by_hand(0.85 * (1.0 - 0.5 / 6.0))).abs() < 1e-12);
    run.launched(DUE);
    assert!((run.margin() - by_hand(0.85)).abs() < 1e-12);
    run.launched(day(70));
    assert!((run.margin() - by_hand(0.85)).abs() < 1e-12, "full coverage is enough");
}

#[test]
fn needless_steps_change_nothing() {
    let mut rare = Feared::default().run();
    let mut often = Feared::default().run();
    rare.launched(DUE);
    while often.next <= DUE {
        often.step(often.next);
        let (due, before) = (often.next, often.fingerprint());
        for early in [700, 3].into_iter().filter(|&early| due.0 > DAY + early) {
            often.step(Minute(due.0 - early));
            assert_eq!(often.next, due);
        }
        assert_eq!(often.fingerprint(), before);
    }
    often.launched(DUE);
    rare.until(day(120));
    often.until(day(120));
    assert_eq!(rare.fingerprint(), often.fingerprint());
}

#[test]
fn suppressed_events_change_nothing() {
    let suppressing = |kind| Gate::new(vec![Suppression::throughout(Suppressed::Kind(kind))]);
    let mut run = Feared::default().run();
    run.gate = suppressing(Kind::WeaponReady);
    run.launched(DUE);
    run.until(day(120));
    assert!((run.margin() - run.board.capability.capabilities[SHIELD].initial).abs() < 1e-15);
    assert!(
        run.board.capability.projects[ANTISAT].weapon_ready.is_none()
            && run.board.capability.projects[ANTISAT].revealed.is_none()
    );

    let mut run = Feared::default().run();
    run.gate = suppressing(Kind::Inspected);
    run.until(day(40));
    let before = format!("{:?}", run.board.capability);
    run.orders(day(40), OWNER, Action::Inspect { project: ANTISAT, by: WATCHER });
    assert_eq!(format!("{:?}", run.board.capability), before);

    let mut run = Feared::default().run();
    run.gate = suppressing(Kind::Jammed);
    run.until(day(40));
    run.orders(day(40), WATCHER, Action::Jam { project: ANTISAT });
    assert!(run.board.capability.projects[ANTISAT].jammed.is_none());
}
