//! What the labour domain promises, in a small world in which nothing else moves.

use super::{NEWS, Out, State, step};
use crate::action::Action;
use crate::cause::{Cause, Domain, Since};
use crate::domains::forces::Place;
use crate::domains::project::ProjectState;
use crate::event::{Event, Kind, Reason, StrikeEnd};
use crate::id::{FacilityId, ForceId, PartyId, ProjectId, SiteId, WorkforceId};
use crate::setup::{
    Facility, Force, ForceKind, Labour, Project, ProjectKind, Replacements, Setup, Site, Standing,
    StandingOnFire, Task, TaskWeather, Workforce,
};
use crate::testkit::{Alone, Kit, Wiring};
use crate::time::{DAY, Mark, Minute};

const HOST: PartyId = PartyId(0);
const LESSEE: PartyId = PartyId(1);
const UNION: PartyId = PartyId(2);
const CREWS: WorkforceId = WorkforceId(0);
const PADS: FacilityId = FacilityId(0);
const TROOPS: ForceId = ForceId(0);
const LAUNCH: ProjectId = ProjectId(0);
const REPLACEMENTS: f64 = 2_500.0;

/// Middles of the suggested ranges.
fn parameters(kit: &mut Kit) -> Labour {
    Labour {
        onset_rate: kit.num(0.03),
        onset_strain: kit.num(1.3),
        onset_softness: kit.num(0.1),
        protest: kit.num(0.15),
        incitement: kit.num(0.25),
        sanctions: kit.num(0.08),
        share_days: kit.num(4.0),
        share_strain: kit.num(0.7),
        share_softness: kit.num(0.25),
        share_protest: kit.num(0.3),
        share_incitement: kit.num(0.4),
        withered_share: kit.num(0.05),
        truce_days: kit.num(30.0),
        dismissal_fear: kit.num(0.5),
        dismissed_share: kit.num(0.3),
        settlement_days: kit.num(28.0),
        settlement_shape: kit.num(0.95),
        stubborn: kit.num(2.5),
        troops_settlement: kit.num(0.2),
        offer: kit.num(5.0),
        resume_margin: kit.num(0.03),
        gate_rate: kit.num(0.006),
        gate_dismissed: kit.num(1.0),
        gate_replaced: kit.num(1.0),
        gate_troops: kit.num(15.0),
        gate_fade_days: kit.num(14.0),
        gate_incitement: kit.num(0.5),
        gate_share: kit.num(0.2),
        gate_police: kit.num(0.25),
        clash_hours: kit.num(3.0),
        gate_riot_days: kit.num(1.0),
        learning_days: kit.num(15.0),
        learned_skill: kit.num(0.95),
        clash_deaths_per_thousand: kit.num(2.0),
        troops_hurt_per_thousand: kit.num(5.0),
        hurt_per_death: kit.num(5.4),
    }
}

/// The one task of a campaign that is planned to begin so many days before its end.
fn campaign_of(days: f64) -> Task {
    Task {
        id: "campaign".into(),
        title: "campaign".into(),
        days_before: days,
        share: 1.0,
        visible: false,
        weather: TaskWeather::Any,
        takes: None,
    }
}

/// A leased facility with one workforce, a project and a force that may come.
fn kit(pay: f64) -> Kit {
    let mut kit = Kit::new();
    for id in ["host", "lessee", "union"] {
        kit.state(id);
    }
    kit.no_relations();
    kit.setup.labour = parameters(&mut kit);
    kit.setup.unrest.reference_protest = kit.num(0.005);
    kit.setup.unrest.protest_cap = kit.num(2.0);
    for id in ["pads", "home"] {
        let name = kit.name(&format!("site.{id}"));
        kit.setup.sites.push(Site { name, latitude: 46.0, longitude: 63.0 });
    }
    let facility = Facility {
        name: kit.name("facility.pads"),
        site: SiteId(0),
        owner: HOST,
        operator: LESSEE,
        region: None,
        airfields: vec![],
        needs: vec![(CREWS, kit.num(0.6))],
        bays: 1,
        perimeter_km: kit.num(45.0),
    };
    kit.setup.facilities.push(facility);
    let project = Project {
        name: kit.name("project.launch"),
        kind: ProjectKind::Launch,
        at: PADS,
        by: LESSEE,
        tasks: vec![campaign_of(190.0)],
        due: Minute(190 * DAY),
        work_days: kit.num(20.0),
        every_days: None,
        delivers: None,
        purpose: None,
        go: kit.num(0.95),
        success: kit.num(0.95),
    };
    kit.setup.projects.push(project);
    let workforce = Workforce {
        name: kit.name("workforce.crews"),
        facility: PADS,
        employer: LESSEE,
        movement: Some(UNION),
        city: None,
        people: kit.num(5_000.0),
        pay_ratio: kit.num(pay),
        effort: kit.num(1.4),
        campaign_effort: kit.num(0.3),
        replacements: Some(Replacements {
            available: kit.num(REPLACEMENTS),
            arrive_days: kit.num(3.0),
            skill: kit.num(0.6),
        }),
    };
    kit.setup.workforces.push(workforce);
    let force = Force {
        name: kit.name("force.troops"),
        of: LESSEE,
        kind: ForceKind::Airborne,
        strength: kit.num(550.0),
        reported: None,
        vehicles: kit.num(30.0),
        air_defence: kit.num(0.0),
        at: SiteId(1),
        lift: vec![],
        fires: vec![],
        alert_hours: kit.num(24.0),
        staging_days: kit.num(5.0),
        open: false,
        standing: Standing { fired_on: StandingOnFire::ReturnFire, raid: None },
    };
    kit.setup.forces.push(force);
    kit
}

/// One run of the domain alone.
type Run = Alone<State, Out>;

impl Run {
    fn new(setup: &Setup, seed: u64) -> Self {
        let wiring = Wiring {
            domain: Domain::Labour,
            news: NEWS,
            published: |board| &mut board.labour,
            new: State::new,
            step,
        };
        let mut run = Self::start(setup.clone(), seed, wiring);
        run.board.project.projects[LAUNCH].state = ProjectState::Running;
        run
    }

    /// People are conserved at every step, and shares are shares.
    fn check(&self) {
        let row = &self.board.labour.workforces[CREWS];
        let at_work = 1.0 - row.striking - row.dismissed;
        for share in [row.striking, row.dismissed, at_work, row.skill] {
            assert!((-1e-12..=1.0).contains(&share), "{row:?}");
        }
        assert!(row.replacements <= REPLACEMENTS);
        assert!((0.0..=1.0).contains(&self.board.labour.facilities[PADS].productivity));
        assert!(row.strike.is_some() || row.striking.to_bits() == 0, "nobody strikes outside a strike");
    }

    fn checked_step(&mut self, at: Minute) {
        self.step(at);
        self.check();
    }

    fn until(&mut self, day: u32) {
        while self.next < Minute(day * DAY) {
            self.checked_step(self.next);
        }
    }

    fn order(&mut self, day: u32, party: PartyId, action: Action) {
        self.until(day);
        self.ordered(Minute(day * DAY), party, action);
    }

    /// The lessee's troops stand at the pads from `day` on.
    fn land(&mut self, day: u32) {
        self.until(day);
        let at = Minute(day * DAY);
        let event = Event::Landed { force: TROOPS, at: SiteId(0), people: 550, vehicles: 30 };
        let id = self.told(at, Domain::Forces, event);
        let force = &mut self.board.forces.forces[TROOPS];
        (force.place, force.people, force.present) = (Place::At(SiteId(0)), 550, 550);
        let garrison = &mut self.board.forces.facilities[PADS];
        (garrison.foreign_troops, garrison.foreign_since) = (550, Some(Since::first(id)));
    }

    fn kinds(&self, kind: Kind) -> usize {
        self.log.records().iter().filter(|record| record.event.kind() == kind).count()
    }

    fn first(&self, kind: Kind) -> Option<Minute> {
        self.log.first(kind, |_| true).map(|record| record.id.at)
    }

    fn ends(&self) -> Vec<StrikeEnd> {
        let end = |event: &Event| match event {
            Event::StrikeEnded { how, .. } => Some(*how),
            _ => None,
        };
        self.log.records().iter().filter_map(|record| end(&record.event)).collect()
    }
}

/// A run that is on strike (or was) by `day`; seeds are tried in order.
fn striking(setup: &Setup, day: u32) -> Run {
    let found = (0..200).find_map(|seed| {
        let mut run = Run::new(setup, seed);
        run.until(day);
        let row = &run.board.labour.workforces[CREWS];
        (row.strike.is_some() && row.striking > 0.6).then_some(run)
    });
    found.expect("a strike in two hundred runs")
}

/// How many of `seeds` runs saw a kind of event by `day`.
fn share(setup: &Setup, seeds: u64, day: u32, kind: Kind, mut before: impl FnMut(&mut Run)) -> f64 {
    let hit = (0..seeds).filter(|&seed| {
        let mut run = Run::new(setup, seed);
        before(&mut run);
        run.until(day);
        run.kinds(kind) > 0
    });
    hit.count() as f64 / seeds as f64
}

#[test]
fn little_pay_and_much_work_make_strikes() {
    let poor = kit(0.35);
    let fair = kit(0.8);
    let busy = share(&poor.setup, 100, 60, Kind::StrikeBegan, |_| {});
    let idle = share(&poor.setup, 100, 60, Kind::StrikeBegan, |run| {
        run.board.project.projects[LAUNCH].state = ProjectState::Cancelled;
    });
    let paid = share(&fair.setup, 100, 60, Kind::StrikeBegan, |_| {});
    let stirred = share(&fair.setup, 100, 60, Kind::StrikeBegan, |run| {
        run.board.unrest.parties[HOST].protest = 0.02;
        run.board.unrest.parties[HOST].incitement = 1.0;
    });
    assert!(busy > 0.6 && idle < 0.3 && paid < 0.05, "{busy} {idle} {paid}");
    assert!(stirred > paid, "{stirred} {paid}");
}

/// The manifest is planned: strain rises with the campaigns planned for the day, and with those that
/// run, against what the site can carry. One of three bays is no height of the manifest.
#[test]
fn strain_follows_the_manifest() {
    let mut kit = kit(0.5);
    kit.setup.facilities[PADS].bays = 3;
    let every = kit.num(40.0);
    let series = &mut kit.setup.projects[LAUNCH];
    (series.due, series.tasks, series.every_days) = (Minute(38 * DAY), vec![campaign_of(35.0)], Some(every));
    for due in [150, 155] {
        let mut late = kit.setup.projects[LAUNCH].clone();
        (late.due, late.every_days) = (Minute(due * DAY), None);
        late.name = kit.name(&format!("project.late_{due}"));
        kit.setup.projects.push(late);
    }
    // Day, campaigns running, effort: 0.4 for the planned three, 0.3 for three that run.
    let cases = [
        (1, 0, 1.0),
        (20, 0, 1.0 + 0.4 / 3.0),
        (20, 1, 1.0 + 0.7 / 3.0),
        (20, 3, 1.0 + 0.4 / 3.0 + 0.3),
        (40, 0, 1.0),
        (60, 0, 1.0 + 0.4 / 3.0),
        (130, 0, 1.4),
    ];
    for (day, running, effort) in cases {
        let mut run = Run::new(&kit.setup, 1).without(Kind::StrikeBegan);
        for (id, row) in kit.setup.projects.ids().zip(run.board.project.projects.rows_mut()) {
            let runs = usize::from(id.0) < running;
            row.state = if runs { ProjectState::Running } else { ProjectState::Planned };
        }
        run.until(day);
        let strain = run.board.labour.workforces[CREWS].strain;
        assert!((strain - libm::log(effort / 0.5)).abs() < 1e-12, "day {day}, {running} running: {strain}");
    }
    // Nobody works for what was given up.
    let mut run = Run::new(&kit.setup, 1).without(Kind::StrikeBegan);
    run.board.project.projects.rows_mut().for_each(|row| row.state = ProjectState::Cancelled);
    run.until(130);
    assert!((run.board.labour.workforces[CREWS].strain - libm::log(2.0)).abs() < 1e-12);
}

#[test]
fn a_strike_stops_the_facility_and_its_end_starts_it() {
    let kit = kit(0.35);
    let mut run = striking(&kit.setup, 40);
    let row = run.board.labour.workforces[CREWS];
    assert!(run.board.labour.facilities[PADS].stopped.is_some());
    assert!(run.board.labour.facilities[PADS].productivity < 0.05);
    assert!((row.crowd - 0.2 * row.striking * 5_000.0).abs() < 30.0);
    run.order(45, UNION, Action::ReturnToWork { workforce: CREWS });
    run.until(46);
    assert_eq!(run.ends().last(), Some(&StrikeEnd::Returned));
    assert!(run.board.labour.facilities[PADS].stopped.is_none());
    assert_eq!(run.board.labour.facilities[PADS].productivity.to_bits(), 1.0_f64.to_bits());
    // No new strike in the truce.
    let strikes = run.kinds(Kind::StrikeBegan);
    run.until(74);
    assert_eq!(run.kinds(Kind::StrikeBegan), strikes);
}

#[test]
fn half_of_strikes_settle_by_the_median() {
    let kit = kit(0.3);
    let mut days: Vec<f64> = (0..300)
        .filter_map(|seed| {
            let mut run = Run::new(&kit.setup, seed);
            run.until(239);
            let began = run.first(Kind::StrikeBegan)?;
            Some(run.first(Kind::StrikeEnded).map_or(1e9, |ended| ended.days_since(began)))
        })
        .collect();
    days.sort_by(f64::total_cmp);
    let median = days[days.len() / 2];
    // 28 · 2.5 = 70 days; standard error of a median of 300: about 101/sqrt(300) = 5.8.
    assert!((median - 70.0).abs() < 18.0, "{median} of {}", days.len());
}

#[test]
fn troops_delay_settlement_and_pay_hastens_it() {
    let kit = kit(0.3);
    // Of those on strike on day 40, how many are settled forty days later.
    let settled = |before: &dyn Fn(&mut Run)| {
        let (mut on_strike, mut ended) = (0, 0);
        for seed in 0..200 {
            let mut run = Run::new(&kit.setup, seed);
            run.until(40);
            if run.board.labour.workforces[CREWS].strike.is_some() && run.kinds(Kind::StrikeEnded) == 0 {
                on_strike += 1;
                before(&mut run);
                run.until(80);
                ended += usize::from(run.ends().first() == Some(&StrikeEnd::Settled));
            }
        }
        assert!(on_strike > 50);
        ended as f64 / f64::from(on_strike)
    };
    let plain = settled(&|_| {});
    let occupied = settled(&|run| run.land(40));
    let paid = settled(&|run| run.order(40, LESSEE, Action::RaisePay { workforce: CREWS, by: 0.2 }));
    assert!(occupied < plain - 0.1 && paid > plain + 0.1, "{occupied} {plain} {paid}");
}

#[test]
fn replacements_come_learn_and_man_the_posts() {
    let kit = kit(0.35);
    let mut run = striking(&kit.setup, 40);
    run.order(41, LESSEE, Action::Replace { workforce: CREWS });
    run.order(42, LESSEE, Action::Replace { workforce: CREWS });
    run.until(43);
    assert_eq!(run.refusals(), [Reason::AlreadySo]);
    assert!(run.board.labour.workforces[CREWS].replaced.is_none());
    run.until(45);
    let fresh = run.board.labour.workforces[CREWS];
    assert_eq!(run.first(Kind::ReplacementsArrived), Some(Minute(44 * DAY + 1)));
    assert!((fresh.replacements - REPLACEMENTS).abs() < 1e-9 && fresh.skill >= 0.6);
    let productivity = run.board.labour.facilities[PADS].productivity;
    assert!(productivity > 0.3, "{productivity}");
    run.until(60);
    assert!(run.board.labour.workforces[CREWS].skill > fresh.skill + 0.1);
}

#[test]
fn dismissal_moves_strikers_to_the_street() {
    let kit = kit(0.35);
    let mut run = striking(&kit.setup, 40);
    let before = run.board.labour.workforces[CREWS];
    run.order(41, LESSEE, Action::Dismiss { workforce: CREWS });
    run.checked_step(run.next);
    let after = run.board.labour.workforces[CREWS];
    assert!(after.dismissed > 0.29 * before.striking && after.striking < before.striking);
    assert!(matches!(
        run.log.first(Kind::Dismissed, |_| true).map(|record| record.event),
        Some(Event::Dismissed { people, .. }) if (f64::from(people) / 5_000.0 - after.dismissed).abs() < 1e-3
    ));
    for day in 42..70 {
        run.order(day, LESSEE, Action::Dismiss { workforce: CREWS });
    }
    run.until(100);
    assert!(run.ends().contains(&StrikeEnd::Dismissed) || run.ends().contains(&StrikeEnd::Settled));
    assert!(run.board.labour.workforces[CREWS].dismissed > 0.8);
}

#[test]
fn foreign_troops_provoke_a_riot_that_names_them() {
    let kit = kit(0.35);
    let riots = |provoked: bool| {
        let mut riots = 0;
        for seed in 0..150 {
            let mut run = Run::new(&kit.setup, seed);
            run.until(40);
            if run.board.labour.workforces[CREWS].strike.is_none() || run.kinds(Kind::GateRiot) > 0 {
                continue;
            }
            if provoked {
                run.land(40);
            }
            run.until(50);
            if let Some(record) = run.log.first(Kind::GateRiot, |_| true) {
                riots += 1;
                let Event::GateRiot { force, .. } = record.event else { unreachable!() };
                assert_eq!(force, provoked.then_some(TROOPS));
                let kinds: Vec<_> = run
                    .log
                    .causes(record)
                    .iter()
                    .filter_map(|cause| match cause {
                        Cause::Event(event) => run.log.get(*event).map(|record| record.event.kind()),
                        _ => None,
                    })
                    .collect();
                assert_eq!(kinds.contains(&Kind::Landed), provoked);
                assert_eq!(kinds[0], Kind::StrikeBegan);
            }
        }
        riots
    };
    let (alone, provoked) = (riots(false), riots(true));
    assert!(provoked > 3 * alone.max(3), "{provoked} {alone}");
}

#[test]
fn a_clash_is_counted_and_passes() {
    let kit = kit(0.35);
    let (mut killed, mut hurt, mut over) = (0, 0, 0);
    for seed in 0..60 {
        let mut run = Run::new(&kit.setup, seed);
        run.land(20);
        run.until(120);
        let row = run.board.labour.workforces[CREWS];
        let mut counted = (0, 0);
        let mut began = None;
        for record in run.log.records() {
            match record.event {
                Event::GateRiot { .. } => began = Some(record.id.at),
                Event::GateCasualties { killed: k, injured: i, troops_hurt, .. } => {
                    counted = (counted.0 + k, counted.1 + i);
                    hurt += troops_hurt;
                    assert_eq!(record.id.at, Minute(began.expect("a riot before").0 + 180));
                }
                Event::GateRiotEnded { .. } => {
                    let days = record.id.at.days_since(began.expect("a riot before"));
                    assert!((1.0..=2.001).contains(&days), "{days}");
                    over += 1;
                }
                _ => {}
            }
        }
        assert_eq!(counted, (row.killed, row.injured));
        assert_eq!(run.kinds(Kind::GateRiot) > 0, row.last_riot.is_some());
        killed += row.killed;
    }
    assert!(killed > 10 && hurt > 10 && over > 10, "{killed} {hurt} {over}");
}

#[test]
fn what_cannot_be_done_is_refused() {
    let kit = kit(0.35);
    let mut run = Run::new(&kit.setup, 1).without(Kind::StrikeBegan);
    let cases = [
        (HOST, Action::RaisePay { workforce: CREWS, by: 0.1 }, Reason::NotYours),
        (LESSEE, Action::RaisePay { workforce: CREWS, by: -0.1 }, Reason::NotPossible),
        (LESSEE, Action::RaisePay { workforce: CREWS, by: f64::NAN }, Reason::NotPossible),
        (HOST, Action::Dismiss { workforce: CREWS }, Reason::NotYours),
        (LESSEE, Action::Dismiss { workforce: CREWS }, Reason::NotPossible),
        (HOST, Action::Replace { workforce: CREWS }, Reason::NotYours),
        (LESSEE, Action::Replace { workforce: CREWS }, Reason::NotPossible),
        (LESSEE, Action::ReturnToWork { workforce: CREWS }, Reason::NotYours),
        (UNION, Action::ReturnToWork { workforce: CREWS }, Reason::AlreadySo),
    ];
    for (day, (party, action, _)) in (1..).zip(cases) {
        run.order(day, party, action);
    }
    run.until(239);
    assert_eq!(run.refusals(), cases.map(|(_, _, reason)| reason));
    assert!(run.state.workforces[CREWS].onset.occurrences() > 0, "strikes were kept from happening");
    assert_eq!(run.board.labour.workforces[CREWS].striking.to_bits(), 0);
}

#[test]
fn a_suppressed_act_changes_nothing() {
    let kit = kit(0.35);
    let acts = [
        (Kind::Dismissed, Action::Dismiss { workforce: CREWS }),
        (Kind::ReplacementsSent, Action::Replace { workforce: CREWS }),
        (Kind::PayRaised, Action::RaisePay { workforce: CREWS, by: 0.1 }),
    ];
    for (kind, action) in acts {
        let seed = 0;
        let mut run = Run::new(&kit.setup, seed).without(kind);
        let mut free = Run::new(&kit.setup, seed);
        run.order(50, LESSEE, action);
        for run in [&mut run, &mut free] {
            run.until(90);
        }
        let (row, free) = (run.board.labour.workforces[CREWS], free.board.labour.workforces[CREWS]);
        assert!(row.strike.is_some() && (row.striking - free.striking).abs() < 1e-12);
        assert_eq!(row.dismissed.to_bits(), 0);
        assert!(row.replaced.is_none() && (row.pay_ratio - free.pay_ratio).abs() < 1e-12);
    }
}

#[test]
fn needless_steps_and_foreign_news_change_nothing() {
    let kit = kit(0.35);
    let mut plain = Run::new(&kit.setup, 1);
    let mut nervous = Run::new(&kit.setup, 1);
    for run in [&mut plain, &mut nervous] {
        run.land(30);
    }
    plain.until(120);
    let mut orders = 0;
    while nervous.next < Minute(120 * DAY) {
        let wanted = nervous.next;
        let from = nervous.log.records().last().map_or(0, |record| record.id.at.0 + 1).max(wanted.0 - 200);
        for at in (from..wanted.0).step_by(67) {
            nervous.checked_step(Minute(at));
            assert_eq!(nervous.next, wanted, "a needless step asks for what was asked");
        }
        // Somebody far away moves and comes home: news of the kind, but not for this workforce.
        if wanted.0.is_multiple_of(7) && from + 1 < wanted.0 {
            orders += 1;
            nervous.told(
                Minute(wanted.0 - 2),
                Domain::Forces,
                Event::Withdrew { force: TROOPS, to: SiteId(1) },
            );
            nervous.checked_step(Minute(wanted.0 - 1));
        }
        nervous.checked_step(wanted);
    }
    assert!(orders > 10 && plain.kinds(Kind::StrikeBegan) > 0, "{orders}");
    assert_eq!(format!("{:?}", plain.board.labour), format!("{:?}", nervous.board.labour));
}

#[test]
fn every_record_has_few_causes() {
    let kit = kit(0.35);
    for seed in 0..30 {
        let mut run = Run::new(&kit.setup, seed);
        run.land(30);
        run.order(45, LESSEE, Action::Dismiss { workforce: CREWS });
        run.order(46, LESSEE, Action::Replace { workforce: CREWS });
        run.until(239);
        for record in run.log.records() {
            let causes = run.log.causes(record);
            assert!((1..=6).contains(&causes.len()), "{record:?}");
            let mut seen = causes.to_vec();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), causes.len(), "{record:?}");
        }
    }
}

/// Clocks go off at their own minute, not at the next mark.
#[test]
fn clocks_are_not_forgotten() {
    let kit = kit(0.35);
    let quarter = DAY / 4;
    for kind in [Kind::StrikeBegan, Kind::StrikeEnded, Kind::GateRiot] {
        let (mut off, mut all) = (0, 0);
        for seed in 0..40 {
            let mut run = Run::new(&kit.setup, seed);
            run.land(30);
            run.until(239);
            for record in run.log.records().iter().filter(|row| row.event.kind() == kind) {
                all += 1;
                off += u32::from(record.id.at.0 % quarter != Mark::People.first().0 % quarter);
            }
        }
        assert!(all > 5 && off >= all - 1, "{kind:?}: {off} of {all}");
    }
}

/// Troops at the gate provoke from the minute after they land.
#[test]
fn troops_are_seen_at_once() {
    let kit = kit(0.35);
    let mut run = striking(&kit.setup, 40);
    run.land(41);
    assert!(run.state.workforces[CREWS].gate.troops.is_none());
    run.checked_step(Minute(41 * DAY + 1));
    assert!(run.state.workforces[CREWS].gate.troops.is_some());
}
