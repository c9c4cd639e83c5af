use crate::action::{Action, Aim, Demand};
use crate::cause::{Cause, Domain, Since};
use crate::domains::diplomacy::{self, State};
use crate::domains::forces::Place;
use crate::domains::project::ProjectState;
use crate::domains::stage::{
    ALLY, BATTALION, BRIGADE, BUYER, COSMODROME, CSTO, HOST, NATO, RANGERS, RUSSIA, SCO, SITE, USA, WEAPON,
    WORKERS, crisis, set_stage, since_start,
};
use crate::event::{Answer, Event, Kind, Motion, Reason};
use crate::gate::{Gate, Suppressed, Suppression};
use crate::id::{ContractId, PartyId, WorkforceId};
use crate::setup::{AccessKind, AccessTerms, Agreement, Decides, Pays, Permission, Trend};
use crate::testkit::{Bench, Kit};
use crate::time::{DAY, Mark, Minute};

/// Runs the domain whenever it asks to, until `until`.
fn run(stage: &mut Bench, state: &mut State, from: u32, until: u32) -> Minute {
    let mut at = Minute(from);
    while at <= Minute(until) {
        at = stage.diplomacy(state, at);
    }
    at
}

fn staged(seed: u64) -> (Bench, State) {
    let (stage, state, _) = set_stage(crisis(), seed);
    (stage, state)
}

fn hostility(stage: &Bench, from: PartyId, to: PartyId) -> f64 {
    stage.board.diplomacy.dyads[(from, to)].hostility
}

fn trust(stage: &Bench, from: PartyId, to: PartyId) -> f64 {
    stage.board.diplomacy.dyads[(from, to)].trust
}

fn refusals(stage: &Bench) -> Vec<Reason> {
    stage.events(|event| match event {
        Event::Refused { reason, .. } => Some(*reason),
        _ => None,
    })
}

fn cancel_the_weapon(stage: &Bench) -> Action {
    Action::Call { to: RUSSIA, demand: Demand::Cancel, about: stage.name_of(WEAPON) }
}

/// All money there is: in treasuries, on offer, and put up as sweeteners.
fn money(stage: &Bench) -> f64 {
    let out = &stage.board.diplomacy;
    let at_hand: f64 = out.parties.rows().map(|row| row.treasury).sum();
    let offered: f64 = out.aid.iter().map(|(_, _, row)| row.offer).sum();
    let sweeteners: f64 = out.calls.iter().map(|row| row.sweetener).sum();
    at_hand + offered + sweeteners
}

#[test]
fn a_quiet_world_sleeps() {
    let mut kit = crisis();
    kit.setup.parties[HOST].pocket = None;
    let (mut stage, mut state, _) = set_stage(kit, 1);
    assert_eq!(stage.diplomacy(&mut state, Mark::State.first()), Minute::NEVER);
}

#[test]
fn needless_steps_change_nothing() {
    let story = |needless: bool| {
        let (mut stage, mut state) = staged(5);
        stage.board.unrest.parties[HOST].protest = 0.004;
        let order = cancel_the_weapon(&stage);
        stage.orders(100, USA, order);
        stage.happens(
            Domain::Battle,
            100,
            Event::RaidBegan { force: RANGERS, on: COSMODROME, aim: Aim::Deny },
        );
        let mut at = Minute(101);
        while at < Minute(40 * DAY) {
            let next = stage.diplomacy(&mut state, at);
            if needless {
                for minute in [at.0 + 1, at.0 + 77, at.0 + 600] {
                    if minute < next.0 {
                        assert_eq!(stage.diplomacy(&mut state, Minute(minute)), next);
                    }
                }
            }
            at = next;
        }
        (format!("{:?}", stage.board.diplomacy), stage.log.hash())
    };
    assert_eq!(story(false), story(true));
}

#[test]
fn a_rival_that_notices_troops_abroad_is_angry_at_their_landing() {
    let (mut stage, mut state) = staged(1);
    stage.board.diplomacy.dyads[(USA, RUSSIA)].stance = -0.5;
    let before = hostility(&stage, USA, RUSSIA);
    let landed = Event::Landed { force: BATTALION, at: SITE, people: 100, vehicles: 0 };
    let landing = stage.happens(Domain::Forces, 100, landed);
    stage.board.forces.forces[BATTALION].place = Place::At(SITE);
    stage.board.forces.forces[BATTALION].landed = Some(Since::first(landing));
    stage.diplomacy(&mut state, Minute(101));
    assert!((hostility(&stage, USA, RUSSIA) - before).abs() < 1e-12, "not noticed yet");
    stage.happens(Domain::Forces, 200, Event::Detected { by: USA, force: BATTALION });
    stage.diplomacy(&mut state, Minute(201));
    assert!(hostility(&stage, USA, RUSSIA) > before);
    let because = stage.board.diplomacy.dyads[(USA, RUSSIA)].because;
    assert!(because.causes().any(|cause| cause == Cause::Event(landing)), "{because:?}");
}

#[test]
fn hostility_returns_by_a_factor_e_in_its_memory() {
    let (mut stage, mut state) = staged(1);
    stage.happens(Domain::Battle, 100, Event::RaidBegan { force: RANGERS, on: COSMODROME, aim: Aim::Deny });
    stage.diplomacy(&mut state, Minute(101));
    let after = hostility(&stage, RUSSIA, USA);
    assert!((after - 0.5).abs() < 1e-12);
    run(&mut stage, &mut state, Mark::State.first().0, 120 * DAY + 101);
    let left = hostility(&stage, RUSSIA, USA);
    // The last step before day 120 after the raid.
    let last = 119 - 119 % diplomacy::STEP_DAYS;
    let days = f64::from(last * DAY + Mark::State.first().0 - 101) / f64::from(DAY);
    assert!((left - 0.5 * libm::exp(-days / 120.0)).abs() < 1e-9, "{left}");
    assert!(stage.board.diplomacy.dyads[(RUSSIA, USA)].stance < -0.5);
}

#[test]
fn integration_does_not_depend_on_the_cadence() {
    // An impulse from elsewhere splits a relation's step; closed forms make that harmless.
    let story = |split: bool| {
        let mut kit = crisis();
        let per_month = kit.num(-0.03);
        let origin = crate::id::OriginId(0);
        kit.setup.trends.push(Trend { from: RUSSIA, to: USA, per_month, origin });
        let (mut stage, mut state, _) = set_stage(kit, 1);
        stage.happens(
            Domain::Battle,
            100,
            Event::RaidBegan { force: RANGERS, on: COSMODROME, aim: Aim::Deny },
        );
        let mut at = Minute(101);
        while at < Minute(30 * DAY) {
            let next = stage.diplomacy(&mut state, at);
            if split && Minute(at.0 + 300) < next && next < Minute(30 * DAY) {
                state.impulses_at(&mut stage, Minute(at.0 + 300), RUSSIA, USA);
            }
            at = next;
        }
        stage.board.diplomacy.dyads[(RUSSIA, USA)]
    };
    let (whole, split) = (story(false), story(true));
    assert!((whole.hostility - split.hostility).abs() < 1e-9);
    assert!((whole.stance - split.stance).abs() < 1e-9);
}

impl State {
    /// Settles one relation between its marks, by the smallest of impulses.
    fn impulses_at(&mut self, stage: &mut Bench, at: Minute, from: PartyId, to: PartyId) {
        let mut out = stage.board.diplomacy.clone();
        let mut impulses =
            diplomacy::Impulses { relations: &mut self.relations, setup: &stage.setup, at, out: &mut out };
        impulses.anger(from, to, 1e-300, Cause::Given(crate::id::OriginId(0)));
        stage.board.diplomacy = out;
    }
}

#[test]
fn a_trend_moves_a_stance_by_its_rate() {
    let mut kit = crisis();
    let per_month = kit.num(-0.03);
    kit.setup.trends.push(Trend { from: RUSSIA, to: USA, per_month, origin: crate::id::OriginId(0) });
    let (mut stage, mut state, _) = set_stage(kit, 1);
    run(&mut stage, &mut state, Mark::State.first().0, 60 * DAY + Mark::State.first().0);
    let days = 60.0 + f64::from(Mark::State.first().0) / f64::from(DAY);
    assert!((stage.board.diplomacy.dyads[(RUSSIA, USA)].stance + 0.001 * days).abs() < 1e-9);
}

#[test]
fn unequal_pay_turns_those_who_get_less_until_they_leave() {
    let mut kit = crisis();
    let pays = Pays { member: kit.num(1.0), won_over: kit.num(2.0), won_over_members: vec![BUYER] };
    kit.setup.parties[SCO].bloc.as_mut().unwrap().pays = Some(pays);
    let (mut stage, mut state, _) = set_stage(kit, 1);
    run(&mut stage, &mut state, Mark::State.first().0, 30 * DAY);
    let stance = |stage: &Bench, of| stage.board.diplomacy.dyads[(of, SCO)].stance;
    assert!(stance(&stage, HOST) < 0.0 && stance(&stage, BUYER) > 0.0);
    stage.orders(31 * DAY, HOST, Action::Leave { bloc: SCO });
    stage.diplomacy(&mut state, Minute(31 * DAY + 1));
    let left = stance(&stage, HOST);
    run(&mut stage, &mut state, 31 * DAY + Mark::State.first().0, 90 * DAY);
    assert_eq!(stance(&stage, HOST).to_bits(), left.to_bits());
    assert!(stage.board.diplomacy.has_left(HOST, SCO));
}

type Impulse = (&'static str, fn(&Bench) -> Event, &'static [(PartyId, PartyId)]);

/// Which relations an event makes more hostile, and that it leaves all others alone.
#[test]
fn impulses_hit_whom_they_should() {
    let cases: [Impulse; 5] = [
        (
            "a raid angers operator, owner and pledged allies",
            |_| Event::RaidBegan { force: RANGERS, on: COSMODROME, aim: Aim::Deny },
            &[(RUSSIA, USA), (HOST, USA), (ALLY, USA), (CSTO, USA)],
        ),
        (
            "troops flown in anger the host",
            |_| Event::Landed { force: BATTALION, at: SITE, people: 100, vehicles: 0 },
            &[(HOST, RUSSIA)],
        ),
        (
            "exposed incitement angers its victim and, less, the patron",
            |_| Event::IncitementExposed { by: NATO, among: HOST },
            &[(HOST, NATO), (RUSSIA, NATO)],
        ),
        (
            "a front angers both sides and their allies",
            |_| Event::FrontOpened { a: RUSSIA, b: USA, before: 0 },
            &[(RUSSIA, USA), (USA, RUSSIA), (HOST, USA), (USA, HOST), (ALLY, USA), (USA, ALLY)],
        ),
        (
            "own troops at home anger nobody",
            |_| Event::Landed { force: BRIGADE, at: SITE, people: 100, vehicles: 0 },
            &[],
        ),
    ];
    for (what, event, expected) in cases {
        let (mut stage, mut state) = staged(1);
        let news = event(&stage);
        let id = stage.happens(Domain::Forces, 100, news);
        stage.diplomacy(&mut state, Minute(101));
        let angry: Vec<_> = stage
            .board
            .diplomacy
            .dyads
            .iter()
            .filter(|(_, _, row)| row.hostility > 0.0)
            .map(|(from, to, row)| {
                assert_eq!(row.because.first(), Cause::Event(id), "{what}");
                (from, to)
            })
            .collect();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(angry, expected, "{what}");
    }
}

#[test]
fn a_host_that_invited_the_raider_is_less_angry_and_its_allies_owe_only_the_forces_hit() {
    let (mut stage, mut state) = staged(1);
    stage.orders(10, HOST, Action::Invite { party: USA });
    stage.diplomacy(&mut state, Minute(11));
    stage.happens(Domain::Battle, 100, Event::RaidBegan { force: RANGERS, on: COSMODROME, aim: Aim::Deny });
    stage.diplomacy(&mut state, Minute(101));
    assert!((hostility(&stage, HOST, USA) - 0.15).abs() < 1e-12);
    assert!((hostility(&stage, RUSSIA, USA) - 0.5).abs() < 1e-12);
    assert!((hostility(&stage, ALLY, USA) - 0.2).abs() < 1e-12);
}

#[test]
fn leased_rights_and_their_suspension_decide_whether_troops_are_welcome() {
    let weight = |suspended: bool| {
        let mut kit = crisis();
        let name = kit.name("agreement.lease");
        kit.setup.agreements.push(Agreement {
            name,
            lessor: HOST,
            lessee: RUSSIA,
            covers: vec![COSMODROME],
            permits: vec![Permission::Projects, Permission::Troops],
            rent_musd_per_year: crate::parameter::Num(0),
        });
        let (mut stage, mut state, _) = set_stage(kit, 1);
        if suspended {
            stage.orders(10, HOST, Action::SuspendLease { facility: COSMODROME });
            stage.diplomacy(&mut state, Minute(11));
        }
        stage.happens(
            Domain::Forces,
            100,
            Event::Landed { force: BATTALION, at: SITE, people: 9, vehicles: 0 },
        );
        stage.diplomacy(&mut state, Minute(101));
        hostility(&stage, HOST, RUSSIA)
    };
    assert!((weight(false) - 0.03).abs() < 1e-12);
    assert!((weight(true) - 0.1).abs() < 1e-12);
}

#[test]
fn a_clash_at_the_gate_counts_once_a_riot_and_only_with_foreign_troops() {
    for (force, expected) in [(Some(BATTALION), 0.15), (Some(BRIGADE), 0.0), (None, 0.0)] {
        let (mut stage, mut state) = staged(1);
        let workforce = WorkforceId(0);
        stage.happens(Domain::Labour, 100, Event::GateRiot { workforce, people: 900, force });
        for at in [200, 300] {
            let event = Event::GateCasualties { workforce, killed: 2, injured: 9, troops_hurt: 1 };
            stage.happens(Domain::Labour, at, event);
        }
        stage.diplomacy(&mut state, Minute(301));
        assert!((hostility(&stage, HOST, RUSSIA) - expected).abs() < 1e-12);
        assert!((hostility(&stage, WORKERS, RUSSIA) - expected).abs() < 1e-12);
    }
}

#[test]
fn a_breach_costs_the_trust_of_the_buyer_most() {
    let mut kit = crisis();
    let half = kit.num(0.5);
    kit.setup.dyads.iter_mut().for_each(|dyad| dyad.trust = half);
    let (mut stage, mut state, _) = set_stage(kit, 1);
    stage.happens(Domain::Trade, 100, Event::Breached { contract: ContractId(0), undelivered: 0.5 });
    stage.diplomacy(&mut state, Minute(101));
    assert!((trust(&stage, BUYER, HOST) - 0.5 * 0.85).abs() < 1e-7);
    assert!((trust(&stage, ALLY, HOST) - 0.5 * 0.94).abs() < 1e-7);
    assert!((trust(&stage, USA, HOST) - 0.5).abs() < 1e-12);
}

#[test]
fn a_refused_call_angers_and_counts_and_a_kept_promise_reassures() {
    let mut answers = [0_usize; 3];
    for seed in 0..400 {
        let mut kit = crisis();
        kit.setup.diplomacy.comply = kit.num(0.2);
        let (mut stage, mut state, _) = set_stage(kit, seed);
        let order = cancel_the_weapon(&stage);
        let decided = stage.orders(100, USA, order);
        run(&mut stage, &mut state, 101, 60 * DAY);
        let call = stage.board.diplomacy.calls[0];
        assert_eq!((call.by, call.to, call.made), (USA, RUSSIA, 1));
        assert_eq!(stage.log.causes(stage.log.get(call.last.because).unwrap()), &[Cause::Event(decided)]);
        let answer = stage.events(|event| match event {
            Event::Answered { answer, .. } => Some(*answer),
            _ => None,
        });
        match answer[0] {
            Answer::Comply => {
                answers[0] += 1;
                assert!(call.complied.is_some() && trust(&stage, USA, RUSSIA) > 0.0);
            }
            Answer::Delay => {
                answers[1] += 1;
                assert_eq!((call.delayed, call.refused), (1, 0));
            }
            Answer::Refuse => {
                answers[2] += 1;
                assert_eq!(call.refused, 1);
                assert!(hostility(&stage, USA, RUSSIA) > 0.0);
            }
        }
    }
    // Expected 80, 96, 224 of 400 with standard deviations of 8 to 10.
    for (count, expected) in answers.into_iter().zip([80_usize, 96, 224]) {
        assert!(count.abs_diff(expected) < 40, "{answers:?}");
    }
}

#[test]
fn a_sweetener_and_a_threat_never_make_compliance_less_likely() {
    let complied = |sweet: bool, threat: bool, seed: u64| {
        let mut kit = crisis();
        kit.setup.diplomacy.comply = kit.num(0.2);
        let (mut stage, mut state, _) = set_stage(kit, seed);
        let about = stage.name_of(WEAPON);
        let order = if threat {
            Action::Ultimatum { to: RUSSIA, demand: Demand::Cancel, about, days: 300.0 }
        } else {
            cancel_the_weapon(&stage)
        };
        stage.orders(100, USA, order);
        stage.diplomacy(&mut state, Minute(101));
        if sweet {
            stage.orders(101, USA, Action::Sweeten { to: RUSSIA, about, musd: 400.0 });
        }
        run(&mut stage, &mut state, 102, 100 * DAY);
        assert!((money(&stage) - 9_000.0).abs() < 1e-9);
        let complied = stage.board.diplomacy.calls[0].complied.is_some();
        let offers = stage.log.records().iter().filter(|record| record.event.kind() == Kind::Sweetened);
        assert_eq!(offers.count(), usize::from(sweet));
        if sweet {
            let offer = stage.log.first(Kind::Sweetened, |_| true).unwrap();
            assert_eq!(offer.event, Event::Sweetened { by: USA, to: RUSSIA, about, musd: 400.0 });
            let answer = stage.log.first(Kind::Answered, |_| true).unwrap();
            assert!(stage.log.causes(answer).contains(&Cause::Event(offer.id)));
        }
        if sweet && complied {
            assert!((stage.board.diplomacy.parties[RUSSIA].treasury - 1_400.0).abs() < 1e-9);
        }
        complied
    };
    let (mut bare, mut sweet, mut threatened) = (0, 0, 0);
    for seed in 0..100 {
        let plain = complied(false, false, seed);
        for (changed, count) in
            [(complied(true, false, seed), &mut sweet), (complied(false, true, seed), &mut threatened)]
        {
            assert!(changed || !plain, "the same luck, better odds");
            *count += u32::from(changed);
        }
        bare += u32::from(plain);
    }
    assert!(sweet > bare && threatened > bare, "{bare} {sweet} {threatened}");
}

#[test]
fn a_sweetener_that_may_not_be_leaves_the_money_where_it_was() {
    let (mut stage, mut state) = staged(1);
    let what = Suppressed::Kind(Kind::Sweetened);
    stage.gate = Gate::new(vec![Suppression::throughout(what)]);
    let order = cancel_the_weapon(&stage);
    stage.orders(100, USA, order);
    stage.diplomacy(&mut state, Minute(101));
    let before = format!("{:?}", stage.board.diplomacy);
    let about = stage.name_of(WEAPON);
    stage.orders(101, USA, Action::Sweeten { to: RUSSIA, about, musd: 400.0 });
    stage.diplomacy(&mut state, Minute(102));
    assert_eq!(format!("{:?}", stage.board.diplomacy), before);
}

/// Money on the table stays there after a refusal, and goes back with a record when the thing is over.
#[test]
fn a_sweetener_goes_back_when_its_thing_is_over() {
    let mut kit = crisis();
    kit.setup.diplomacy.comply = kit.num(1e-9);
    kit.setup.diplomacy.offer_weight = kit.num(0.0);
    let (mut stage, mut state, _) = set_stage(kit, 1);
    let order = cancel_the_weapon(&stage);
    stage.orders(100, USA, order);
    stage.diplomacy(&mut state, Minute(101));
    let about = stage.name_of(WEAPON);
    stage.orders(101, USA, Action::Sweeten { to: RUSSIA, about, musd: 400.0 });
    run(&mut stage, &mut state, 102, 100 * DAY);
    assert!(
        (stage.board.diplomacy.calls[0].sweetener - 400.0).abs() < 1e-9,
        "it was refused, and stays open"
    );
    stage.happens(Domain::Project, 100 * DAY + 1_000, Event::Destroyed { project: WEAPON });
    stage.board.project.projects[WEAPON].state = ProjectState::Destroyed;
    stage.diplomacy(&mut state, Minute(100 * DAY + 1_001));
    let returned = Event::SweetenerReturned { by: USA, to: RUSSIA, about, musd: 400.0 };
    assert_eq!(stage.log.first(Kind::SweetenerReturned, |_| true).map(|record| record.event), Some(returned));
    assert!(stage.board.diplomacy.calls[0].sweetener.abs() < 1e-9);
    assert!((stage.board.diplomacy.parties[USA].treasury - 1_000.0).abs() < 1e-9);
}

#[test]
fn an_unheeded_ultimatum_expires_at_its_end_and_a_moot_one_falls_to_the_ground() {
    for moot in [false, true] {
        let mut kit = crisis();
        kit.setup.diplomacy.comply = kit.num(1e-9);
        let (mut stage, mut state, _) = set_stage(kit, 1);
        let about = stage.name_of(WEAPON);
        stage.orders(100, USA, Action::Ultimatum { to: RUSSIA, demand: Demand::Cancel, about, days: 10.0 });
        stage.diplomacy(&mut state, Minute(101));
        assert!(stage.board.diplomacy.calls[0].ultimatum.is_some());
        if moot {
            stage.board.project.projects[WEAPON].state = ProjectState::Destroyed;
        }
        run(&mut stage, &mut state, 102, 20 * DAY);
        let expired = stage.log.first(Kind::UltimatumExpired, |_| true).map(|record| record.id.at);
        let dropped = stage.log.first(Kind::UltimatumDropped, |_| true).map(|record| record.id.at);
        let end = Minute(101 + 10 * DAY);
        assert_eq!((expired, dropped), if moot { (None, Some(end)) } else { (Some(end), None) });
        assert!(stage.board.diplomacy.calls[0].ultimatum.is_none());
        assert_eq!(stage.log.first(Kind::Answered, |_| true).is_some(), !moot);
    }
}

#[test]
fn aid_is_reserved_moved_and_conserved() {
    let (mut stage, mut state) = staged(1);
    stage.orders(10, USA, Action::OfferAid { to: HOST, musd: 800.0 });
    stage.diplomacy(&mut state, Minute(11));
    assert!((stage.board.diplomacy.parties[USA].treasury - 200.0).abs() < 1e-9);
    for (at, party, action) in [
        (20, USA, Action::OfferAid { to: HOST, musd: 100.0 }),
        (21, USA, Action::OfferAid { to: BUYER, musd: 300.0 }),
        (22, RUSSIA, Action::AcceptAid { from: USA }),
        (23, HOST, Action::AcceptAid { from: USA }),
    ] {
        stage.orders(at, party, action);
        stage.diplomacy(&mut state, Minute(at + 1));
        assert!((money(&stage) - 9_000.0).abs() < 1e-9);
    }
    assert_eq!(refusals(&stage), [Reason::AlreadySo, Reason::NoMoney, Reason::NotPossible]);
    let out = &stage.board.diplomacy;
    assert!((out.parties[HOST].treasury - 1_800.0).abs() < 1e-9);
    assert!(out.aid[(USA, HOST)].offered.is_none() && out.aid[(USA, HOST)].accepted.is_some());
    assert!((out.dyads[(HOST, USA)].stance - 0.04).abs() < 1e-12);
}

#[test]
fn money_is_spent_once_and_only_where_there_are_people_to_spend_it_on() {
    let (mut stage, mut state) = staged(1);
    let cases = [
        (HOST, Action::Concede { musd: 1_001.0 }, Some(Reason::NoMoney)),
        (HOST, Action::Concede { musd: f64::NAN }, Some(Reason::NotPossible)),
        (BUYER, Action::Concede { musd: 1.0 }, Some(Reason::NotPossible)),
        (NATO, Action::Incite { among: BUYER, against: RUSSIA, musd: 1.0 }, Some(Reason::NotPossible)),
        (NATO, Action::Incite { among: HOST, against: RUSSIA, musd: 0.0 }, Some(Reason::NotPossible)),
        (HOST, Action::Incite { among: HOST, against: RUSSIA, musd: 1.0 }, Some(Reason::NotPossible)),
        (NATO, Action::Incite { among: HOST, against: RUSSIA, musd: 40.0 }, None),
        (HOST, Action::Concede { musd: 0.0 }, None),
        (HOST, Action::Concede { musd: 1_000.0 }, None),
        (HOST, Action::OfferAid { to: BUYER, musd: 1_000.0 }, Some(Reason::NoMoney)),
    ];
    for (n, (party, action, _)) in (10..).zip(cases) {
        stage.orders(n, party, action);
    }
    stage.diplomacy(&mut state, Minute(20));
    assert_eq!(refusals(&stage), cases.iter().filter_map(|case| case.2).collect::<Vec<_>>());
    assert!((stage.board.diplomacy.parties[NATO].treasury - 960.0).abs() < 1e-9);
    assert!(stage.board.diplomacy.parties[HOST].treasury.abs() < 1e-9);
    assert!((money(&stage) - (9_000.0 - 1_040.0)).abs() < 1e-9);
}

#[test]
fn what_is_not_spent_after_all_stays() {
    let (mut stage, mut state) = staged(1);
    stage.suppress(Kind::Conceded);
    stage.orders(10, HOST, Action::Concede { musd: 500.0 });
    stage.diplomacy(&mut state, Minute(11));
    assert!((stage.board.diplomacy.parties[HOST].treasury - 1_000.0).abs() < 1e-9);
}

/// A kit in which the trading bloc's target has withheld much and its buyer is short.
fn after_a_winter_of_breach(stage: &mut Bench) {
    stage.board.trade.contracts[ContractId(0)].undelivered = 0.6;
    stage.board.trade.contracts[ContractId(0)].delivered = 1.0;
    stage.board.trade.contracts[ContractId(0)].breached = Some(since_start());
    stage.board.trade.consumers.rows_mut().for_each(|row| row.felt = 0.3);
}

fn sanction(kit: Kit, seed: u64, breached: bool) -> Bench {
    let (mut stage, mut state, _) = set_stage(kit, seed);
    if breached {
        stage.happens(Domain::Weather, 0, Event::RainFailed { region: crate::id::RegionId(0), share: 0.1 });
        after_a_winter_of_breach(&mut stage);
    }
    stage.orders(100, BUYER, Action::ProposeSanction { bloc: SCO, on: HOST, severity: 0.4 });
    run(&mut stage, &mut state, 101, 20 * DAY);
    stage
}

#[test]
fn a_motion_is_voted_on_by_all_but_its_target_and_moves_both_sides() {
    let mut passed = 0;
    for seed in 0..60 {
        let stage = sanction(crisis(), seed, true);
        let votes = stage.events(|event| match event {
            Event::Voted { member, yes, .. } => Some((*member, *yes)),
            _ => None,
        });
        assert_eq!(votes.iter().map(|vote| vote.0).collect::<Vec<_>>(), [RUSSIA, BUYER, ALLY]);
        assert!(votes[1].1, "who moved it is for it");
        let in_force = stage.board.diplomacy.sanctions[(SCO, HOST)].since.is_some();
        assert_eq!(in_force, votes.iter().filter(|vote| vote.1).count() >= 2);
        if in_force {
            passed += 1;
            let record = stage.log.first(Kind::Sanctioned, |_| true).unwrap();
            assert!(stage.log.causes(record).len() >= 3);
            assert!(hostility(&stage, HOST, BUYER) > hostility(&stage, BUYER, HOST));
            assert!(hostility(&stage, BUYER, HOST) > 0.0);
        }
    }
    assert!(passed > 30, "after a breach most motions pass: {passed}");
    let idle = (0..60).filter(|&seed| {
        sanction(crisis(), seed, false).board.diplomacy.sanctions[(SCO, HOST)].since.is_some()
    });
    assert!(idle.count() < 30, "without one they do not");
}

#[test]
fn ways_to_decide_differ() {
    let decide = |decides: Decides, seed: u64| {
        let mut kit = crisis();
        kit.setup.parties[SCO].bloc.as_mut().unwrap().decides = decides;
        sanction(kit, seed, true)
    };
    let passed = |decides| {
        (0..40)
            .filter(|&seed| decide(decides, seed).board.diplomacy.sanctions[(SCO, HOST)].since.is_some())
            .count()
    };
    let quota = crisis().setup.parties[SCO].bloc.as_ref().map(|bloc| bloc.decides).unwrap();
    assert!(passed(Decides::Consensus) < passed(quota), "consensus is harder");
    let leads = decide(Decides::Lead(BUYER), 1);
    assert_eq!(leads.events(|event| matches!(event, Event::Voted { .. }).then_some(())).len(), 1);
    assert!(leads.board.diplomacy.sanctions[(SCO, HOST)].since.is_some());
    assert_eq!(refusals(&decide(Decides::Never, 1)), [Reason::NotPossible]);
}

#[test]
fn need_in_the_cold_holds_members_back() {
    let yes = |delivered: f64| {
        (0..200)
            .filter(|&seed| {
                let (mut stage, mut state, _) = set_stage(crisis(), seed);
                stage.board.trade.contracts[ContractId(0)].undelivered = 0.3;
                stage.board.trade.contracts[ContractId(0)].delivered = delivered;
                stage.orders(100, RUSSIA, Action::ProposeSanction { bloc: SCO, on: HOST, severity: 0.4 });
                run(&mut stage, &mut state, 101, 20 * DAY);
                let vote = |event: &Event| matches!(event, Event::Voted { member: BUYER, yes: true, .. });
                stage.log.first(Kind::Voted, vote).is_some()
            })
            .count()
    };
    let (needy, free) = (yes(4.0), yes(0.0));
    assert!(needy < free, "{needy} {free}");
}

#[test]
fn sanctions_can_be_lifted_and_failures_are_told() {
    let mut seen = [false; 2];
    for seed in 0..40 {
        let (mut stage, mut state, _) = set_stage(crisis(), seed);
        after_a_winter_of_breach(&mut stage);
        stage.happens(Domain::Weather, 0, Event::RainFailed { region: crate::id::RegionId(0), share: 0.1 });
        stage.orders(10, SCO, Action::ProposeLift { bloc: SCO, on: HOST });
        stage.orders(11, BUYER, Action::ProposeSanction { bloc: SCO, on: HOST, severity: 0.4 });
        stage.orders(12, ALLY, Action::ProposeSanction { bloc: SCO, on: HOST, severity: 0.4 });
        stage.orders(13, USA, Action::ProposeSanction { bloc: SCO, on: HOST, severity: 0.4 });
        run(&mut stage, &mut state, 14, 10 * DAY);
        assert_eq!(refusals(&stage), [Reason::AlreadySo, Reason::AlreadySo, Reason::NotYours]);
        if stage.board.diplomacy.sanctions[(SCO, HOST)].since.is_none() {
            assert!(stage.log.first(Kind::MotionFailed, |_| true).is_some());
            continue;
        }
        stage.board.trade.contracts[ContractId(0)].undelivered = 0.0;
        stage.board.trade.consumers.rows_mut().for_each(|row| row.felt = 0.0);
        stage.orders(11 * DAY, SCO, Action::ProposeLift { bloc: SCO, on: HOST });
        run(&mut stage, &mut state, 11 * DAY + 1, 20 * DAY);
        let lifted = stage.board.diplomacy.sanctions[(SCO, HOST)].since.is_none();
        let lift = |event: &Event| matches!(event, Event::MotionFailed { motion: Motion::Lift, .. });
        assert_eq!(lifted, stage.log.first(Kind::MotionFailed, lift).is_none());
        seen[usize::from(lifted)] = true;
    }
    assert!(seen[1], "sanctions are lifted at least once");
}

#[test]
fn capture_stays_in_bounds_and_wears_off_under_sanctions_aid_and_protest() {
    let capture = |protest: f64, aid_from: Option<PartyId>| {
        let (mut stage, mut state) = staged(1);
        stage.board.unrest.parties[HOST].protest = protest;
        if let Some(from) = aid_from {
            stage.orders(10, from, Action::OfferAid { to: HOST, musd: 100.0 });
            stage.diplomacy(&mut state, Minute(11));
            stage.orders(12, HOST, Action::AcceptAid { from });
            stage.diplomacy(&mut state, Minute(13));
        }
        run(&mut stage, &mut state, Mark::State.first().0, 200 * DAY);
        let capture = stage.board.diplomacy.parties[HOST].capture;
        assert!((0.0..=1.0).contains(&capture));
        capture
    };
    assert_eq!(capture(0.0, None).to_bits(), 0.5_f64.to_bits());
    assert!(capture(0.005, None) < 0.5);
    assert!(capture(0.02, None) < capture(0.005, None));
    assert_eq!(capture(0.02, None).to_bits(), capture(0.9, None).to_bits());
    assert!(capture(0.005, Some(USA)) < capture(0.005, None));
    assert!(capture(0.005, Some(RUSSIA)) > capture(0.005, None));
}

#[test]
fn access_is_asked_for_answered_and_sometimes_out_of_the_question() {
    let ask = |terms: AccessTerms, stance: f64, invited: bool, seed: u64| {
        let mut kit = crisis();
        kit.setup.access[0].terms = terms;
        let stance = kit.num(stance);
        let row = usize::from(BUYER.0) * kit.setup.parties.len() + usize::from(USA.0);
        kit.setup.dyads[row].stance = stance;
        kit.setup.facilities[COSMODROME].owner = BUYER;
        let (mut stage, mut state, _) = set_stage(kit, seed);
        if invited {
            stage.orders(1, BUYER, Action::Invite { party: USA });
            stage.diplomacy(&mut state, Minute(2));
        }
        stage.orders(10, USA, Action::AskAccess { over: BUYER, kind: AccessKind::Overflight });
        stage.orders(11, USA, Action::AskAccess { over: BUYER, kind: AccessKind::Overflight });
        stage.orders(12, USA, Action::AskAccess { over: BUYER, kind: AccessKind::Basing });
        run(&mut stage, &mut state, 13, 90 * DAY);
        stage
    };
    let granted = |stage: &Bench| stage.board.diplomacy.access[0].granted;
    let share = |stance| (0..60).filter(|&seed| granted(&ask(AccessTerms::Ask, stance, false, seed))).count();
    assert!(share(-0.5) < share(0.1) && share(0.1) < share(0.8));
    assert!((0..60).all(|seed| !granted(&ask(AccessTerms::Denied, 1.0, true, seed))));
    assert!((0..60).all(|seed| granted(&ask(AccessTerms::Ask, -1.0, true, seed))));
    let open = ask(AccessTerms::Granted, 0.0, false, 1);
    assert_eq!(refusals(&open), [Reason::AlreadySo, Reason::AlreadySo, Reason::NoAccess]);
    let closed = ask(AccessTerms::Ask, 0.0, false, 1);
    assert_eq!(refusals(&closed), [Reason::AlreadySo, Reason::NoAccess]);
    assert!(closed.board.diplomacy.access[0].answered.is_some());
}

#[test]
fn orders_that_cannot_be_are_refused() {
    let (stage, _) = staged(1);
    let about = stage.name_of(WEAPON);
    let cases = [
        (USA, Action::Call { to: HOST, demand: Demand::Cancel, about }, Reason::NotPossible),
        (USA, Action::Call { to: RUSSIA, demand: Demand::Deliver, about }, Reason::NotPossible),
        (RUSSIA, Action::Call { to: RUSSIA, demand: Demand::Cancel, about }, Reason::NotPossible),
        (
            USA,
            Action::Ultimatum { to: RUSSIA, demand: Demand::Cancel, about, days: f64::NAN },
            Reason::NotPossible,
        ),
        (USA, Action::Sweeten { to: RUSSIA, about, musd: 1.0 }, Reason::NotPossible),
        (USA, Action::OfferAid { to: USA, musd: 1.0 }, Reason::NotPossible),
        (USA, Action::OfferAid { to: HOST, musd: f64::NAN }, Reason::NotPossible),
        (USA, Action::OfferAid { to: HOST, musd: 1e9 }, Reason::NoMoney),
        (USA, Action::AcceptAid { from: RUSSIA }, Reason::NotPossible),
        (USA, Action::ProposeSanction { bloc: SCO, on: HOST, severity: 0.5 }, Reason::NotYours),
        (BUYER, Action::ProposeSanction { bloc: SCO, on: HOST, severity: f64::NAN }, Reason::NotPossible),
        (BUYER, Action::ProposeSanction { bloc: USA, on: HOST, severity: 0.5 }, Reason::NotPossible),
        (USA, Action::Invite { party: RUSSIA }, Reason::NotPossible),
        (USA, Action::SuspendLease { facility: COSMODROME }, Reason::NotYours),
        (USA, Action::Leave { bloc: SCO }, Reason::NotPossible),
    ];
    for (party, action, reason) in cases {
        let (mut stage, mut state) = staged(1);
        let before = format!("{:?}", stage.board.diplomacy);
        let decided = stage.orders(10, party, action);
        stage.diplomacy(&mut state, Minute(11));
        assert_eq!(refusals(&stage), [reason], "{action:?}");
        let record = stage.log.first(Kind::Refused, |_| true).unwrap();
        assert_eq!(stage.log.causes(record), &[Cause::Event(decided)]);
        assert_eq!(format!("{:?}", stage.board.diplomacy), before, "{action:?}");
    }
}

#[test]
fn what_is_suppressed_changes_nothing() {
    let (stage, _) = staged(1);
    let about = stage.name_of(WEAPON);
    let cases = [
        (Kind::Called, USA, Action::Call { to: RUSSIA, demand: Demand::Cancel, about }),
        (Kind::UltimatumSet, USA, Action::Ultimatum { to: RUSSIA, demand: Demand::Cancel, about, days: 3.0 }),
        (Kind::AidOffered, USA, Action::OfferAid { to: HOST, musd: 800.0 }),
        (Kind::Moved, BUYER, Action::ProposeSanction { bloc: SCO, on: HOST, severity: 0.5 }),
        (Kind::AccessAsked, USA, Action::AskAccess { over: BUYER, kind: AccessKind::Overflight }),
        (Kind::Invited, HOST, Action::Invite { party: USA }),
        (Kind::LeftBloc, HOST, Action::Leave { bloc: SCO }),
    ];
    for (kind, party, action) in cases {
        let (mut stage, mut state) = staged(1);
        let what = Suppressed::Kind(kind);
        stage.gate = Gate::new(vec![Suppression::throughout(what)]);
        let before = format!("{:?}", stage.board.diplomacy);
        stage.orders(10, party, action);
        run(&mut stage, &mut state, 11, 30 * DAY);
        assert_eq!(format!("{:?}", stage.board.diplomacy), before, "{kind:?}");
    }
    for kind in [Kind::Sanctioned, Kind::Answered, Kind::AccessGranted, Kind::AccessDenied] {
        let (mut stage, mut state) = staged(1);
        let what = Suppressed::Kind(kind);
        stage.gate = Gate::new(vec![Suppression::throughout(what)]);
        let order = cancel_the_weapon(&stage);
        stage.orders(10, USA, order);
        stage.orders(10 + 1, BUYER, Action::ProposeSanction { bloc: SCO, on: HOST, severity: 0.5 });
        stage.orders(12, USA, Action::AskAccess { over: BUYER, kind: AccessKind::Overflight });
        run(&mut stage, &mut state, 13, 60 * DAY);
        assert_eq!(stage.events(|event| (event.kind() == kind).then_some(())).len(), 0);
        if kind == Kind::Sanctioned {
            assert!(stage.board.diplomacy.sanctions[(SCO, HOST)].since.is_none());
        }
    }
}

/// An event or order of any sort, by a number.
fn anything(stage: &mut Bench, at: u32, n: u32, amount: f64) {
    let parties = stage.setup.parties.len() as u32;
    let party = |n: u32| PartyId((n % parties) as u16);
    let (one, other) = (party(n / 16), party(n / 160));
    let about = stage.name_of(WEAPON);
    let musd = 1_500.0 * amount;
    let order = match n % 16 {
        0 => Action::Call { to: RUSSIA, demand: Demand::Postpone, about },
        1 => Action::Ultimatum { to: RUSSIA, demand: Demand::Cancel, about, days: 30.0 * amount },
        2 => Action::Sweeten { to: RUSSIA, about, musd },
        3 => Action::OfferAid { to: other, musd },
        4 => Action::AcceptAid { from: other },
        5 => Action::ProposeSanction { bloc: SCO, on: other, severity: 2.0 * amount },
        6 => Action::ProposeLift { bloc: SCO, on: other },
        7 => Action::Invite { party: other },
        8 => Action::Leave { bloc: SCO },
        9 => {
            stage.happens(
                Domain::Battle,
                at,
                Event::RaidBegan { force: RANGERS, on: COSMODROME, aim: Aim::Deny },
            );
            return;
        }
        10 => {
            let undelivered = amount as f32;
            stage.happens(Domain::Trade, at, Event::Breached { contract: ContractId(0), undelivered });
            return;
        }
        11 => {
            stage.happens(Domain::Unrest, at, Event::IncitementExposed { by: one, among: other });
            return;
        }
        12 => {
            stage.happens(
                Domain::Forces,
                at,
                Event::Landed { force: BATTALION, at: SITE, people: 1, vehicles: 0 },
            );
            return;
        }
        13 => {
            stage.happens(Domain::Escalation, at, Event::FrontOpened { a: one, b: other, before: 0 });
            return;
        }
        14 => {
            stage.board.unrest.parties[HOST].protest = amount;
            return;
        }
        _ => Action::AskAccess { over: BUYER, kind: AccessKind::Overflight },
    };
    stage.orders(at, one, order);
}

#[test]
fn whatever_happens_levels_stay_in_range_money_is_kept_and_causes_are_named() {
    for seed in 0..40 {
        let (mut stage, mut state) = staged(seed);
        let key = crate::dice::Key::of("test.anything");
        for day in 0..120 {
            let u = |n| stage.dice.uniform_at(crate::dice::Stream::Error, key, n);
            let (pick, amount) = ((u(2 * day) * 1e6) as u32, u(2 * day + 1));
            anything(&mut stage, day * DAY + 500, pick, amount);
            run(&mut stage, &mut state, day * DAY + 501, (day + 1) * DAY + 400);
            let out = &stage.board.diplomacy;
            for (from, to, row) in out.dyads.iter() {
                let unit = 0.0..=1.0;
                assert!(
                    unit.contains(&row.hostility) && unit.contains(&row.trust),
                    "{from:?} {to:?} {row:?}"
                );
                assert!((-1.0..=1.0).contains(&row.stance), "{from:?} {to:?} {row:?}");
            }
            assert!(out.parties.rows().all(|row| (0.0..=1.0).contains(&row.capture) && row.treasury >= 0.0));
            assert!(out.sanctions.iter().all(|(_, _, row)| (0.0..=1.0).contains(&row.severity)));
            assert!((money(&stage) - 9_000.0).abs() < 1e-6);
        }
        for record in stage.log.records() {
            let causes = stage.log.causes(record);
            assert!((1..=6).contains(&causes.len()));
        }
    }
}
