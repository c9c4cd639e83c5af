//! Laws of projects: on plan without trouble, late with it, and never without a reason.

use super::{NEWS, Out, ProjectState, State, step};
use crate::action::{Action, Aim, Demand};
use crate::cause::{Cause, Domain, Since};
use crate::dice::Stream;
use crate::event::{Answer, Ending, Event, Kind, Reason};
use crate::gate::{Gate, Suppressed, Suppression};
use crate::id::{ConsumerId, FacilityId, ForceId, GoodId, PartyId, ProjectId, RegionId, WorkforceId};
use crate::setup::{
    Campaign, Consumer, Facility, Project, ProjectKind, Region, Task, TaskWeather, Workforce,
};
use crate::testkit::{Alone, Kit, Wiring, day};
use crate::time::{DAY, HOUR, Minute};

const OWNER: PartyId = PartyId(0);
const OTHER: PartyId = PartyId(1);
const PAD: FacilityId = FacilityId(0);
const CREW: WorkforceId = WorkforceId(0);
const LAUNCH: ProjectId = ProjectId(0);

/// Noon of the sixtieth day.
const DUE: Minute = Minute(60 * DAY + 12 * HOUR);

/// A pad with a crew in a region, and two parties. Numbers are the defaults of the reader, but
/// without luck.
fn kit() -> Kit {
    let mut kit = Kit::new();
    kit.state("owner");
    kit.state("other");
    let zero = kit.num(0.0);
    let name = kit.name("region.steppe");
    kit.setup.regions.push(Region {
        name,
        covers: vec![],
        monthly_mean_c: [zero; 12],
        anomaly_sd_c: zero,
        persistence: zero,
        season_shift_c: zero,
        monthly_rain_mm: [zero; 12],
        rain_spread: zero,
        latitude: 46.0,
    });
    let (name, share) = (kit.name("facility.pad"), kit.num(0.4));
    kit.setup.facilities.push(Facility {
        name,
        site: crate::id::SiteId(0),
        owner: OTHER,
        operator: OWNER,
        region: Some(RegionId(0)),
        airfields: vec![],
        needs: vec![(CREW, share)],
        bays: 2,
        perimeter_km: zero,
    });
    let (name, skill) = (kit.name("workforce.crew"), kit.num(0.5));
    kit.setup.workforces.push(Workforce {
        name,
        facility: PAD,
        employer: OWNER,
        movement: None,
        city: None,
        people: zero,
        pay_ratio: zero,
        effort: zero,
        campaign_effort: zero,
        replacements: Some(crate::setup::Replacements { available: zero, arrive_days: zero, skill }),
    });
    kit.setup.campaign = Campaign {
        riot_factor: kit.num(0.2),
        riot_days: kit.num(3.0),
        cordon_factor: kit.num(0.8),
        scrubs_before_safing: kit.num(4.0),
        safing_days: kit.num(2.0),
        forecast_floor: kit.num(0.3),
        slip_days: kit.num(1.0),
        forward_days: kit.num(2.0),
        comply_days: kit.num(30.0),
        repair_days: kit.num(90.0),
    };
    kit
}

fn task(days_before: f64, share: f64) -> Task {
    Task {
        id: format!("t{days_before}"),
        title: format!("task at T-{days_before} d"),
        days_before,
        share,
        visible: true,
        weather: TaskWeather::Any,
        takes: None,
    }
}

/// Twenty crew-days in thirty-five days.
fn launch(kit: &mut Kit, path: &str, due: Minute) -> Project {
    Project {
        name: kit.name(path),
        kind: ProjectKind::Launch,
        at: PAD,
        by: OWNER,
        tasks: vec![task(35.0, 0.5), task(18.0, 0.4), task(3.0, 0.1)],
        due,
        work_days: kit.num(20.0),
        every_days: None,
        delivers: None,
        purpose: None,
        go: kit.num(1.0),
        success: kit.num(1.0),
    }
}

type Run = Alone<State, Out>;

impl Run {
    fn new(kit: Kit) -> Self {
        Self::seeded(kit, 1)
    }

    fn seeded(kit: Kit, seed: u64) -> Self {
        let wiring = Wiring {
            domain: Domain::Project,
            news: NEWS,
            published: |board| &mut board.project,
            new: State::new,
            step,
        };
        Self::start(kit.setup, seed, wiring)
    }

    fn one_launch() -> Self {
        Self::with(|_, _| {})
    }

    fn with(change: impl FnOnce(&mut Kit, &mut Project)) -> Self {
        let mut kit = kit();
        let mut project = launch(&mut kit, "project.launch", DUE);
        change(&mut kit, &mut project);
        kit.setup.projects.push(project);
        Self::new(kit)
    }

    /// Runs until `until` (exclusive), calling the domain when it asks for it.
    fn until(&mut self, until: Minute) {
        self.run_until(until);
        self.check_causes();
    }

    /// News at `at`, heard a minute later.
    fn hear(&mut self, at: Minute, domain: Domain, event: Event) -> crate::cause::EventId {
        self.until(at);
        self.news(at, domain, event)
    }

    fn wake(&mut self, at: Minute) {
        self.step(at.next());
    }

    fn productivity(&mut self, at: Minute, productivity: f64) -> crate::cause::EventId {
        let event = if productivity > 0.0 {
            Event::FacilityResumed { facility: PAD, days: 1.0 }
        } else {
            Event::FacilityStopped { facility: PAD, present: 0.0 }
        };
        let id = self.hear(at, Domain::Labour, event);
        let row = &mut self.board.labour.facilities[PAD];
        row.productivity = productivity;
        row.stopped = if productivity > 0.0 { None } else { Some(Since::first(id)) };
        self.wake(at);
        id
    }

    fn completed(&self) -> Minute {
        self.when(Kind::Completed).first().copied().unwrap_or(Minute::NEVER)
    }

    fn row(&self) -> &super::ProjectOut {
        &self.board.project.projects[LAUNCH]
    }

    fn fingerprint(&self) -> (String, String) {
        (self.log.hash().to_string(), format!("{:?}", self.board.project))
    }
}

#[test]
fn a_campaign_without_trouble_keeps_its_plan() {
    let mut run = Run::one_launch();
    run.until(day(100));
    let planned: Vec<Minute> = [35, 18, 3].iter().map(|days| Minute(DUE.0 - days * DAY)).collect();
    assert_eq!(run.when(Kind::TaskBegan), planned);
    assert_eq!(run.when(Kind::ProjectReady), [Minute(DUE.0 - DAY)], "two crew-days from T-3 d");
    assert_eq!(run.completed(), DUE);
    assert_eq!(run.log.records().len(), 5);
    assert_eq!(run.row().state, ProjectState::Done);
    assert!(run.row().remaining_days.abs() < 1e-12);
}

#[test]
fn slack_and_forecast_add_up() {
    let mut run = Run::one_launch();
    run.until(day(10));
    let row = run.row();
    let to_due = run.board.project.projects[LAUNCH].due.days_since(Minute(9 * DAY + 363));
    assert!((row.forecast_days - to_due).abs() < 1e-9, "{}", row.forecast_days);
    // Twenty crew-days at the replacement crew's half pace.
    assert!((row.slack_days - (to_due - 40.0)).abs() < 1e-9, "{}", row.slack_days);
    assert!((row.remaining_days - 20.0).abs() < 1e-12);
}

#[test]
fn a_stop_delays_slips_and_is_named() {
    let mut run = Run::one_launch();
    let stop = run.productivity(day(30), 0.0);
    run.productivity(day(50), 1.0);
    run.until(day(120));
    // Worked 25.5 to 30.0: 4.5 of 20 days; the other 15.5 from day 50 on, all tasks being late.
    let ready = run.when(Kind::ProjectReady)[0];
    assert!((ready.days_since(Minute(0)) - 65.5).abs() < 0.01, "{ready:?}");
    assert!(run.completed() > DUE);
    assert!(run.when(Kind::Slipped)[0] < day(33), "announced soon after the stop");
    assert!(run.causes(Kind::Slipped).contains(&Cause::Event(stop)));
    assert!(!run.when(Kind::BroughtForward).is_empty(), "and taken back when work went on");
    assert_eq!((run.completed().0 - DUE.0) % DAY, 0, "launches keep their hour");
}

#[test]
fn announcements_are_at_most_one_a_day() {
    let mut run = Run::one_launch();
    run.productivity(day(30), 0.0);
    run.until(day(100));
    let slips = run.when(Kind::Slipped);
    assert!(slips.len() > 1);
    assert!(slips.windows(2).all(|pair| pair[1].0 - pair[0].0 >= DAY));
}

#[test]
fn less_productive_crews_never_finish_earlier() {
    let mut last = Minute(0);
    for productivity in [1.0, 0.9, 0.7, 0.5, 0.35, 0.2] {
        let mut run = Run::one_launch();
        run.productivity(day(20), productivity);
        run.until(day(230));
        assert!(run.completed() >= last, "{productivity}");
        last = run.completed();
    }
    assert!(last > DUE);
}

#[test]
fn needless_steps_change_nothing() {
    let mut rare = Run::one_launch();
    let mut often = Run::one_launch();
    for run in [&mut rare, &mut often] {
        run.productivity(day(30), 0.6);
    }
    rare.until(day(80));
    let mut at = Minute(day(30).0 + 2);
    while at < day(80) {
        let due = often.next;
        if at < due {
            let before = often.fingerprint();
            often.step(at);
            assert_eq!(often.next, due, "a needless step at {at:?} changed the schedule");
            assert_eq!(often.fingerprint(), before);
        } else {
            often.step(due);
        }
        at = Minute(often.next.0.min(at.0 + 97));
    }
    often.until(day(80));
    assert_eq!(rare.fingerprint(), often.fingerprint());
}

#[test]
fn looking_more_often_moves_little() {
    let finished = |every: u32| {
        let mut run = Run::one_launch();
        run.productivity(day(20), 0.45);
        let mut at = day(21);
        while at < day(100) {
            run.hear(at, Domain::Labour, Event::GateRiotEnded { workforce: CREW });
            run.wake(at);
            at = Minute(at.0 + every);
        }
        run.until(day(200));
        run.when(Kind::ProjectReady)[0]
    };
    let (rare, often) = (finished(2 * DAY), finished(5 * HOUR));
    assert!(rare.0.abs_diff(often.0) <= 3, "{rare:?} {often:?}");
}

#[test]
fn scrubs_come_daily_with_pauses_to_make_safe() {
    let mut run = Run::with(|kit, project| project.go = kit.num(0.0));
    run.until(day(70));
    let days: Vec<u32> = run.when(Kind::Scrubbed).iter().map(|at| (at.0 - DUE.0) / DAY).collect();
    assert_eq!(days, [0, 1, 2, 3, 5, 6, 7, 8], "four in a row, then two days to make it safe");
    assert_eq!(run.completed(), Minute::NEVER);
    let causes = run.causes(Kind::Scrubbed);
    assert!(
        causes.iter().any(|cause| matches!(cause, Cause::Chance(draw) if draw.stream == Stream::Attempt))
    );
}

#[test]
fn a_scrub_that_is_kept_from_happening_is_a_launch() {
    let mut run = Run::with(|kit, project| project.go = kit.num(0.0));
    run.gate = suppressing(Kind::Scrubbed);
    run.until(day(70));
    assert_eq!(run.completed(), DUE);
}

#[test]
fn half_of_the_launches_fail_at_one_half() {
    let failed = (0..400)
        .filter(|&seed| {
            let mut kit = kit();
            let mut project = launch(&mut kit, "project.launch", DUE);
            project.success = kit.num(0.5);
            kit.setup.projects.push(project);
            let mut run = Run::seeded(kit, seed);
            run.until(day(70));
            run.row().failed.is_some() && run.row().state == ProjectState::Failed
        })
        .count();
    // Standard deviation 10.
    assert!((160..=240).contains(&failed), "{failed} of 400");
}

fn suppressing(kind: Kind) -> Gate {
    Gate::new(vec![Suppression::throughout(Suppressed::Kind(kind))])
}

#[test]
fn suppressed_events_change_nothing() {
    let mut run = Run::one_launch();
    run.gate = suppressing(Kind::TaskBegan);
    run.until(day(70));
    assert_eq!(run.row().state, ProjectState::Planned);
    assert!((run.row().remaining_days - 20.0).abs() < 1e-12);

    for kind in [Kind::ProjectReady, Kind::Completed] {
        let mut run = Run::one_launch();
        run.gate = suppressing(kind);
        run.until(day(70));
        assert!(run.row().state.is_open() && run.row().completed.is_none(), "{kind:?}");
    }
    let mut run = Run::one_launch();
    run.gate = suppressing(Kind::Slipped);
    run.productivity(day(30), 0.0);
    run.until(day(70));
    assert_eq!(run.row().due, DUE);
}

#[test]
fn only_the_owner_orders_and_only_what_can_be() {
    let cancel = Action::Cancel { project: LAUNCH };
    let postpone = |days| Action::Postpone { project: LAUNCH, days };
    let mut run = Run::one_launch();
    let cases = [
        (OTHER, cancel, Some(Reason::NotYours)),
        (OWNER, postpone(0.0), Some(Reason::NotPossible)),
        (OWNER, postpone(f64::NAN), Some(Reason::NotPossible)),
        (OWNER, postpone(10.0), None),
        (OWNER, cancel, None),
        (OWNER, cancel, Some(Reason::AlreadySo)),
        (OWNER, postpone(5.0), Some(Reason::NotPossible)),
    ];
    for (index, (party, action, expected)) in cases.into_iter().enumerate() {
        let at = day(5 + index as u32);
        run.until(at);
        let decided = run.decides(at, party, action);
        run.wake(at);
        let last = run.log.records().last().expect("an order leaves a record");
        let refused = if let Event::Refused { reason, .. } = last.event { Some(reason) } else { None };
        assert_eq!(refused, expected, "case {index}");
        assert_eq!(run.log.causes(last), [Cause::Event(decided)]);
    }
    assert_eq!(run.when(Kind::Postponed).len(), 1);
    assert_eq!(run.row().due, Minute(DUE.0 + 10 * DAY));
    assert_eq!(run.row().state, ProjectState::Cancelled);
    run.until(day(200));
    assert!(run.when(Kind::TaskBegan).is_empty());
}

#[test]
fn an_answer_to_comply_is_kept() {
    for (demand, to, kind) in [
        (Demand::Cancel, OWNER, Some(Kind::Cancelled)),
        (Demand::Postpone, OWNER, Some(Kind::Postponed)),
        (Demand::Inspect, OWNER, None),
        (Demand::Cancel, OTHER, None),
    ] {
        let mut run = Run::one_launch();
        let about = run.setup.projects[LAUNCH].name.id;
        let answer = Event::Answered { by: OTHER, to, demand, about, answer: Answer::Comply };
        let answered = run.hear(day(10), Domain::Diplomacy, answer);
        run.wake(day(10));
        let kinds: Vec<Kind> = run.log.records().iter().skip(1).map(|row| row.event.kind()).collect();
        assert_eq!(kinds, kind.into_iter().collect::<Vec<_>>());
        if let Some(kind) = kind {
            assert_eq!(run.causes(kind), [Cause::Event(answered)]);
        }
    }
}

/// The board after a raid on the pad took it.
fn seize(run: &mut Run, at: Minute, aim: Aim) {
    let id = run.hear(at, Domain::Battle, Event::Seized { force: ForceId(0), on: PAD });
    let row = &mut run.board.battle.facilities[PAD];
    row.raided = Some(Since::first(id));
    row.seized = Some(Since::first(id));
    row.aim = Some(aim);
    row.holder = Some(ForceId(0));
    run.wake(at);
}

fn end_fight(run: &mut Run, at: Minute, ending: Ending, aim: Aim) {
    let id = run.hear(at, Domain::Battle, Event::FightEnded { on: PAD, ending, hours: 4.0 });
    let row = &mut run.board.battle.facilities[PAD];
    row.ended = Some(Since::first(id));
    row.ending = Some(ending);
    row.aim = Some(aim);
    row.holder = None;
    run.wake(at);
}

#[test]
fn what_stands_at_a_denied_facility_is_destroyed() {
    for (aim, at, destroyed) in [
        (Aim::Deny, day(40), true),
        (Aim::Destroy, day(40), true),
        (Aim::Control, day(40), false),
        (Aim::Deny, day(10), false),
    ] {
        let mut run = Run::one_launch();
        seize(&mut run, at, aim);
        assert_eq!(run.row().destroyed.is_some(), destroyed, "{aim:?} on {at:?}");
        assert_eq!(run.row().state == ProjectState::Destroyed, destroyed);
    }
}

#[test]
fn a_strike_destroys_only_if_it_succeeds() {
    for (ending, aim, destroyed) in [
        (Ending::DeniedAndWithdrew, Aim::Destroy, true),
        (Ending::Repulsed, Aim::Destroy, false),
        (Ending::Aborted, Aim::Deny, false),
        (Ending::Held, Aim::Control, false),
    ] {
        let mut run = Run::one_launch();
        end_fight(&mut run, day(40), ending, aim);
        assert_eq!(run.row().destroyed.is_some(), destroyed, "{ending:?}");
    }
}

#[test]
fn work_rests_while_the_pad_is_held() {
    let mut run = Run::one_launch();
    seize(&mut run, day(40), Aim::Control);
    let before = run.row().remaining_days;
    run.until(day(45));
    assert!((run.row().remaining_days - before).abs() < 1e-12);
    assert_eq!(run.row().state, ProjectState::Running);
    end_fight(&mut run, day(45), Ending::Repulsed, Aim::Control);
    run.until(day(100));
    assert!(run.completed() < Minute::NEVER);
}

#[test]
fn a_riot_slows_for_its_days_and_a_cordon_while_it_lasts() {
    let work_in = |change: &dyn Fn(&mut Run)| {
        let mut run = Run::with(|_, project| project.tasks = vec![task(35.0, 1.0)]);
        run.until(day(30));
        change(&mut run);
        let before = run.row().remaining_days;
        run.until(day(36));
        before - run.row().remaining_days
    };
    let free = work_in(&|run| {
        run.hear(day(30), Domain::Labour, Event::GateRiotEnded { workforce: CREW });
        run.wake(day(30));
    });
    let riot = work_in(&|run| {
        let id =
            run.hear(day(30), Domain::Labour, Event::GateRiot { workforce: CREW, people: 900, force: None });
        run.board.labour.workforces[CREW].last_riot = Some(Since::first(id));
        run.wake(day(30));
    });
    let cordon = work_in(&|run| {
        let id = run.hear(day(30), Domain::Forces, Event::Cordoned { force: ForceId(0), facility: PAD });
        run.board.forces.facilities[PAD].cordoned = Some(Since::first(id));
        run.wake(day(30));
    });
    assert!((free - riot - 0.8 * 3.0).abs() < 0.01, "{free} {riot}");
    assert!((cordon / free - 0.8).abs() < 0.001, "{free} {cordon}");
}

#[test]
fn the_one_due_first_gets_the_bay() {
    let mut kit = kit();
    kit.setup.facilities[PAD].bays = 1;
    for (path, due) in [("project.later", Minute(DUE.0 + DAY)), ("project.sooner", DUE)] {
        let project = launch(&mut kit, path, due);
        kit.setup.projects.push(project);
    }
    let mut run = Run::new(kit);
    let mut at_once = 0;
    while run.next < day(150) {
        let at = run.next;
        run.step(at);
        at_once = at_once.max(run.state.projects.rows().filter(|row| row.rate > 0.0).count());
    }
    assert_eq!(at_once, 1);
    let completed =
        [0, 1].map(|id| run.board.project.projects[ProjectId(id)].completed.expect("both get done").at);
    assert_eq!(completed[1], DUE);
    assert!(completed[0] > Minute(DUE.0 + DAY));
}

#[test]
fn a_series_counts_and_goes_on() {
    let mut run = Run::with(|kit, project| project.every_days = Some(kit.num(40.0)));
    run.until(day(145));
    let completed = [60, 100, 140].map(|days| Minute(days * DAY + 12 * HOUR));
    assert_eq!(run.when(Kind::Completed), completed);
    let series: Vec<u16> = run
        .log
        .records()
        .iter()
        .filter_map(|row| if let Event::Completed { series, .. } = row.event { Some(series) } else { None })
        .collect();
    assert_eq!(series, [1, 2, 3]);
    assert_eq!(run.row().completions, 3);
    run.until(day(240));
    assert_eq!(run.when(Kind::TaskBegan).len(), 3 * 5 + 1, "the sixth is under way");
}

#[test]
fn a_campaign_under_way_at_the_start_is_on_its_plan() {
    let mut run = Run::with(|_, project| project.due = day(10));
    // T-35 to T-18: all of the first half; 8 of the 15 days of the second task.
    assert!(
        (run.row().remaining_days - (2.0 + 8.0 * 7.0 / 15.0)).abs() < 1e-9,
        "{}",
        run.row().remaining_days
    );
    run.until(day(20));
    assert_eq!(run.completed(), day(10));
    assert_eq!(run.when(Kind::TaskBegan).len(), 3);
}

#[test]
fn fair_weather_is_waited_for() {
    let mut run = Run::with(|_, project| project.tasks[2].weather = TaskWeather::Fair);
    run.until(day(50));
    run.board.weather.regions[RegionId(0)].flyable = false;
    run.until(day(64));
    assert_eq!(run.when(Kind::TaskBegan).len(), 2, "no rollout");
    run.board.weather.regions[RegionId(0)].flyable = true;
    run.until(day(80));
    assert!(run.completed() > day(65) && run.completed() < day(68), "{:?}", run.completed());
}

/// Closing the gates, then sixty days of filling with 18,000 units of water.
fn filling() -> Run {
    Run::with(|kit, project| {
        let zero = kit.num(0.0);
        let (good, consumer) = (kit.name("good.water"), kit.name("consumer.downstream.water"));
        kit.setup.goods.push(crate::setup::Good {
            name: good,
            unit: "mcm".into(),
            elasticity: zero,
            price_usd: zero,
            hardship: zero,
        });
        kit.setup.consumers.push(Consumer {
            name: consumer,
            party: OTHER,
            good: GoodId(0),
            demand_per_month: zero,
            heating_share: zero,
            household_share: zero,
            stock: zero,
            store_capacity: zero,
            out_per_day: zero,
            substitutes: zero,
            region: None,
        });
        let mut fill = task(60.0, 60.0 / 62.0);
        fill.weather = TaskWeather::Rain;
        fill.takes = Some((GoodId(0), ConsumerId(0), kit.num(18_000.0)));
        project.kind = ProjectKind::Filling;
        project.tasks = vec![task(62.0, 2.0 / 62.0), fill];
        project.work_days = kit.num(62.0);
        project.due = day(80);
    })
}

/// Runs a filling to its end; gives the day it is full and all that it took.
fn fill(mut run: Run, rain: f64, delivered: f64) -> (f64, f64) {
    run.board.weather.regions[RegionId(0)].rain_share = rain;
    run.board.trade.consumers[ConsumerId(0)].delivered = delivered;
    run.board.trade.consumers[ConsumerId(0)].stock = 0.0;
    let (mut taken, mut last, mut rate) = (0.0, Minute(0), 0.0);
    while run.next < day(239) && run.completed() == Minute::NEVER {
        let at = run.next;
        taken += rate * at.days_since(last);
        run.step(at);
        (last, rate) = (at, run.row().taking);
        assert!(rate <= delivered + 1e-9, "takes more than there is");
    }
    (run.completed().days_since(Minute(0)), taken)
}

#[test]
fn a_filling_takes_its_water_and_needs_rain() {
    let (full, taken) = fill(filling(), 1.0, 500.0);
    assert!((full - 80.0).abs() < 0.01, "{full}");
    assert!((taken - 18_000.0).abs() < 1.0, "{taken}");
    let (full, taken) = fill(filling(), 0.5, 500.0);
    assert!((full - 140.0).abs() < 0.01, "half the rain, twice the time: {full}");
    assert!((taken - 18_000.0).abs() < 1.0, "{taken}");
    let (full, taken) = fill(filling(), 1.0, 150.0);
    assert!((full - 140.0).abs() < 0.01, "half the supply, twice the time: {full}");
    assert!((taken - 18_000.0).abs() < 1.0, "{taken}");
}

/// The filling begun on day 20 is put off on day 50, half full, by a hundred days; gives what it took
/// from then to day 150, and when it was full.
fn put_off(rain: f64) -> (f64, Minute) {
    let mut run = filling();
    run.board.trade.consumers[ConsumerId(0)].delivered = 5_000.0;
    run.board.weather.regions[RegionId(0)].rain_share = 1.0;
    run.until(day(50));
    assert!((run.row().taking - 300.0).abs() < 1e-9, "{}", run.row().taking);
    run.decides(day(50), OWNER, Action::Postpone { project: LAUNCH, days: 100.0 });
    run.wake(day(50));
    run.board.weather.regions[RegionId(0)].rain_share = rain;
    let (mut taken, mut last) = (0.0, day(50).next());
    while run.next < day(150) {
        let at = run.next;
        taken += run.row().taking * at.days_since(last);
        run.step(at);
        last = at;
    }
    run.until(day(239));
    (taken, run.completed())
}

#[test]
fn a_filling_that_is_put_off_takes_no_water_until_it_goes_on() {
    let (taken, full) = put_off(1.0);
    assert!(taken.abs() < 1e-9, "{taken}");
    assert!((full.days_since(day(180))).abs() < 0.01 && full >= day(180), "{full:?}");
}

#[test]
fn a_filling_that_is_put_off_is_not_full_before_its_day_in_any_rain() {
    for rain in [0.6, 1.0, 3.0] {
        let (_, full) = put_off(rain);
        assert!(full >= day(180) && full < Minute::NEVER, "rain {rain}: {full:?}");
    }
}

#[test]
fn what_is_put_off_rests_only_where_it_is_ahead_of_its_new_plan() {
    let done = |late: bool| {
        let mut run = Run::one_launch();
        if late {
            run.productivity(day(26), 0.0);
            run.productivity(day(50), 1.0);
        }
        let at = if late { day(51) } else { day(27) };
        run.until(at);
        run.decides(at, OWNER, Action::Postpone { project: LAUNCH, days: 5.0 });
        run.wake(at);
        let (due, before) = (run.row().due, run.row().remaining_days);
        // Five days on, as published in the morning.
        run.until(Minute(at.0 + 5 * DAY + 7 * HOUR));
        let done = before - run.row().remaining_days;
        run.until(day(200));
        assert_eq!(run.completed(), due);
        done
    };
    assert!(done(false).abs() < 1e-9, "on its plan, so it rests");
    assert!(done(true) > 5.0, "behind it, so it goes on");
}

#[test]
fn a_finished_launch_waits_while_it_cannot_go() {
    let mut run = Run::one_launch();
    let stop = run.productivity(Minute(DUE.0 - HOUR), 0.0);
    run.until(day(65));
    assert_eq!(run.completed(), Minute::NEVER);
    assert_eq!(run.row().because.first(), Cause::Event(stop));
    assert!(run.when(Kind::Slipped).is_empty(), "no day can be announced");
    run.productivity(day(65), 1.0);
    run.until(day(70));
    assert_eq!(run.completed(), Minute(65 * DAY + 12 * HOUR));
}

/// Whatever happens around them: work never comes back, bays are not exceeded, an end is an end,
/// and productivity, weather and raids in any order leave every record with its causes.
#[test]
fn laws_hold_in_any_turmoil() {
    for seed in 0..200 {
        let mut kit = kit();
        kit.setup.facilities[PAD].bays = 2;
        for (index, kind) in
            [ProjectKind::Launch, ProjectKind::Construction, ProjectKind::Filling].iter().enumerate()
        {
            let mut project =
                launch(&mut kit, &format!("project.p{index}"), Minute(DUE.0 + index as u32 * 9 * DAY));
            project.kind = *kind;
            project.go = kit.num(0.6);
            project.success = kit.num(0.8);
            project.tasks[1].weather = TaskWeather::Rain;
            project.tasks[2].weather = TaskWeather::Fair;
            kit.setup.projects.push(project);
        }
        let mut run = Run::seeded(kit, seed);
        let luck = |day: u32, what: u32| {
            run.dice.uniform_at(Stream::Alarm, crate::dice::Key::of("turmoil"), day * 10 + what)
        };
        let plan: Vec<[f64; 4]> = (0..239).map(|day| [0, 1, 2, 3].map(|what| luck(day, what))).collect();
        for (at, luck) in plan.iter().enumerate() {
            let before: Vec<_> = run.board.project.projects.rows().copied().collect();
            turmoil(&mut run, Minute(at as u32 * DAY + 700), *luck);
            for (id, row) in run.board.project.projects.iter() {
                check_row(&before[usize::from(id.0)], row, seed);
            }
            let at_work = run.state.projects.rows().filter(|row| row.rate > 0.0).count();
            assert!(at_work <= 2, "seed {seed}");
        }
    }
}

/// One day of trouble.
fn turmoil(run: &mut Run, at: Minute, luck: [f64; 4]) {
    run.until(at);
    let region = &mut run.board.weather.regions[RegionId(0)];
    region.flyable = luck[0] < 0.8;
    region.rain_share = 1.6 * luck[1];
    if luck[2] < 0.15 {
        run.productivity(at, if luck[3] < 0.4 { 0.0 } else { luck[3] });
    } else if luck[2] < 0.155 {
        seize(run, at, if luck[3] < 0.5 { Aim::Control } else { Aim::Deny });
    } else if luck[2] < 0.2 {
        end_fight(run, at, Ending::Repulsed, Aim::Control);
    } else if luck[2] < 0.21 {
        run.decides(at, OWNER, Action::Postpone { project: LAUNCH, days: 20.0 * luck[3] });
        run.wake(at);
    }
}

fn check_row(before: &super::ProjectOut, after: &super::ProjectOut, seed: u64) {
    assert!(after.remaining_days >= 0.0 && after.remaining_days <= before.remaining_days, "seed {seed}");
    assert!(after.taking >= 0.0 && after.forecast_days >= 0.0, "seed {seed}");
    if !before.state.is_open() {
        assert_eq!(before.state, after.state, "seed {seed}: an end is an end");
    }
    let ends = [after.completed, after.failed, after.cancelled, after.destroyed];
    assert!(ends.iter().flatten().count() <= 1, "seed {seed}");
}
