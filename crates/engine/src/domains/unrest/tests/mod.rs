//! What the unrest domain promises, in small worlds in which nothing else moves.

use super::{NEWS, Out, State, step};
use crate::action::Action;
use crate::board::Board;
use crate::cause::{Cause, Domain, EventId, Since};
use crate::event::{Event, Kind, Reason};
use crate::id::{CityId, ConsumerId, PartyId, ProducerId, RegionId};
use crate::parameter::Num;
use crate::setup::{City, Consumer, Good, Grievance, Pocket, Producer, Region, Setup, Unrest};
use crate::testkit::{Alone, Kit, Wiring};
use crate::time::{DAY, Mark, Minute};

/// The host of the cities, the payer of dissent, a bloc.
const HOST: PartyId = PartyId(0);
const RIVAL: PartyId = PartyId(1);
const BLOC: PartyId = PartyId(2);
const ALMATY: CityId = CityId(0);

/// Middles of the suggested ranges.
fn parameters(kit: &mut Kit) -> Unrest {
    Unrest {
        hardship_days: kit.num(10.0),
        hardship_price: kit.num(0.15),
        hardship_shortage: kit.num(0.15),
        hardship_sanctions: kit.num(0.10),
        sanctions_days: kit.num(30.0),
        hardship_cold: kit.num(0.06),
        relief_withheld: kit.num(0.14),
        relief_aid: kit.num(0.03),
        aid_days: kit.num(90.0),
        legitimacy_days: kit.num(500.0),
        rumour: kit.num(0.05),
        ignored_protest: kit.num(0.0008),
        concession: kit.num(0.05),
        death: kit.num(0.02),
        backlash: kit.num(0.03),
        incitement: kit.num(0.12),
        media: kit.num(0.05),
        anger: kit.num(0.1),
        anger_days: kit.num(60.0),
        anger_sanction: kit.num(0.15),
        anger_troops: kit.num(0.1),
        anger_clash: kit.num(0.15),
        anger_launch: kit.num(0.02),
        anger_crackdown: kit.num(0.1),
        anger_incitement: kit.num(0.3),
        mood_sd: kit.num(0.05),
        mood_days: kit.num(10.0),
        risk: kit.num(0.1),
        arrest: kit.num(2.3),
        join: kit.num(0.3),
        leave: kit.num(0.15),
        riot_end: kit.num(0.25),
        riot_over: kit.num(0.1),
        riot_rate: kit.num(0.003),
        riot_repress: kit.num(3.0),
        riot_death: kit.num(2.0),
        riot_death_days: kit.num(3.0),
        riot_share_low: kit.num(0.05),
        riot_share_high: kit.num(0.2),
        detain: kit.num(0.05),
        detained_days: kit.num(15.0),
        deaths_per_thousand: kit.num(0.2),
        repress_deaths: kit.num(3.0),
        hurt_per_death: kit.num(5.4),
        repress_days: kit.num(10.0),
        incitement_rise_days: kit.num(15.0),
        incitement_decay_days: kit.num(30.0),
        incitement_max: kit.num(0.5),
        incitement_musd: kit.num(20.0),
        incitement_days: kit.num(60.0),
        adult_share: kit.num(0.7),
        protest_share: kit.num(0.003),
        reference_protest: kit.num(0.005),
        protest_cap: kit.num(2.0),
        contagion_half: kit.num(0.02),
        restless_share: kit.num(0.01),
        exposure_rate: kit.num(0.02),
    }
}

/// Two cities of a host, a rival and a bloc.
fn kit(hardship: f64) -> Kit {
    let mut kit = Kit::new();
    for id in ["host", "rival", "bloc"] {
        kit.state(id);
    }
    kit.setup.parties[BLOC].kind = crate::setup::PartyKind::Bloc;
    kit.no_relations();
    kit.setup.unrest = parameters(&mut kit);
    for (id, population) in [("almaty", 1.5e6), ("astana", 0.8e6)] {
        let grievances = [(HOST, 0.3), (BLOC, 0.2), (RIVAL, 0.1)]
            .map(|(against, level)| Grievance { against, level: kit.num(level) });
        let city = City {
            name: kit.name(&format!("city.{id}")),
            party: HOST,
            site: None,
            region: None,
            population: kit.num(population),
            legitimacy: kit.num(0.65),
            hardship: kit.num(hardship),
            threshold: kit.num(0.97),
            spread: kit.num(0.25),
            contagion: kit.num(0.07),
            police_per_thousand: kit.num(4.0),
            grievances: grievances.to_vec(),
        };
        kit.setup.cities.push(city);
    }
    kit
}

/// One run of the domain alone.
type Run = Alone<State, Out>;

impl Run {
    fn new(setup: &Setup, seed: u64) -> Self {
        let wiring = Wiring {
            domain: Domain::Unrest,
            news: NEWS,
            published: |board| &mut board.unrest,
            new: State::new,
            step,
        };
        Self::start(setup.clone(), seed, wiring)
    }

    fn until(&mut self, day: u32) {
        self.run_until(Minute(day * DAY));
    }

    fn order(&mut self, day: u32, party: PartyId, action: Action) {
        self.until(day);
        self.ordered(Minute(day * DAY), party, action);
    }

    /// The rival pays for dissent among the host's people.
    fn incite(&mut self, day: u32, against: PartyId, musd: f32) {
        self.until(day);
        let began = Event::IncitementBegan { by: RIVAL, among: HOST, against, musd };
        self.told(Minute(day * DAY), Domain::Diplomacy, began);
    }

    fn concede(&mut self, day: u32, party: PartyId) {
        self.until(day);
        self.told(Minute(day * DAY), Domain::Diplomacy, Event::Conceded { party, musd: 1.0 });
    }

    fn kinds(&self, kind: Kind) -> usize {
        self.log.records().iter().filter(|record| record.event.kind() == kind).count()
    }
}

fn mean_protest(setup: &Setup, seeds: u64, day: u32, mut before: impl FnMut(&mut Run)) -> f64 {
    let runs = (0..seeds).map(|seed| {
        let mut run = Run::new(setup, seed);
        before(&mut run);
        run.until(day);
        run.board.unrest.parties[HOST].protest
    });
    runs.sum::<f64>() / seeds as f64
}

#[test]
fn calm_is_calm() {
    let kit = kit(0.6);
    let mean = mean_protest(&kit.setup, 20, 60, |_| {});
    assert!((1e-4..5e-3).contains(&mean), "{mean}");
}

#[test]
fn shares_add_up_and_readings_stay_in_range() {
    let kit = kit(0.95);
    for seed in 0..10 {
        let mut run = Run::new(&kit.setup, seed);
        run.order(20, HOST, Action::Repress);
        run.until(200);
        for (id, city) in run.state.cities.iter() {
            let crowd = &city.crowd;
            let total = crowd.calm + crowd.protest + crowd.riot + crowd.detained;
            assert!((total - 1.0).abs() < 1e-12);
            let row = &run.board.unrest.cities[id];
            for share in [row.protest, row.riot, row.detained, row.hardship, row.legitimacy, row.grievance] {
                assert!((0.0..=1.0).contains(&share), "{row:?}");
            }
            assert!(row.targets.iter().all(|level| (0.0..=1.0).contains(level)));
        }
    }
}

#[test]
fn needless_steps_change_nothing() {
    let kit = kit(0.9);
    let mut plain = Run::new(&kit.setup, 3);
    let mut nervous = Run::new(&kit.setup, 3);
    for run in [&mut plain, &mut nervous] {
        run.incite(10, BLOC, 30.0);
        run.order(30, HOST, Action::Repress);
    }
    plain.until(120);
    while nervous.next < Minute(120 * DAY) {
        let wanted = nervous.next;
        for at in (nervous.log.records().last().map_or(0, |record| record.id.at.0 + 1).max(wanted.0 - 200)
            ..wanted.0)
            .step_by(67)
        {
            nervous.step(Minute(at));
            assert_eq!(nervous.next, wanted, "a needless step asks for what was asked");
        }
        nervous.step(wanted);
    }
    assert_eq!(format!("{:?}", plain.board.unrest), format!("{:?}", nervous.board.unrest));
    assert_eq!(plain.log.hash(), nervous.log.hash());
    assert!(plain.kinds(Kind::RiotBegan) > 0, "the test saw a lively city");
}

/// News for one nation must not split the steps of another's cities.
#[test]
fn other_peoples_news_changes_nothing() {
    let mut kit = kit(0.9);
    let mut abroad = kit.setup.cities[ALMATY].clone();
    abroad.name = kit.name("city.abroad");
    abroad.party = RIVAL;
    kit.setup.cities.push(abroad);
    let mut quiet = Run::new(&kit.setup, 3);
    let mut busy = Run::new(&kit.setup, 3);
    busy.order(20, RIVAL, Action::Repress);
    busy.concede(25, RIVAL);
    for run in [&mut quiet, &mut busy] {
        run.until(150);
    }
    for id in [CityId(0), CityId(1)] {
        let row = |run: &Run| format!("{:?}", run.board.unrest.cities[id]);
        assert_eq!(row(&quiet), row(&busy));
    }
    let abroad = |run: &Run| run.board.unrest.cities[CityId(2)].legitimacy;
    assert!((abroad(&quiet) - abroad(&busy)).abs() > 0.01);
}

#[test]
fn a_finer_cadence_moves_means_little() {
    let coarse = kit(0.85);
    let mut fine = kit(0.85);
    // Always restless: twice a day instead of every day or less.
    fine.setup.unrest.restless_share = fine.num(0.0);
    let (a, b) = (mean_protest(&coarse.setup, 200, 100, |_| {}), mean_protest(&fine.setup, 200, 100, |_| {}));
    assert!((a / b - 1.0).abs() < 0.03, "{a} {b}");
}

#[test]
fn hardship_cold_sanctions_and_money_bring_people_out() {
    let kit = kit(0.75);
    let base = mean_protest(&kit.setup, 30, 90, |_| {});
    let sanctioned = mean_protest(&kit.setup, 30, 90, |run| {
        let event = Event::Sanctioned { bloc: BLOC, on: HOST, severity: 1.0 };
        let id = run.told(Minute(1), Domain::Diplomacy, event);
        run.board.diplomacy.parties[HOST].sanctioned = true;
        let row = &mut run.board.diplomacy.sanctions[(BLOC, HOST)];
        (row.since, row.severity) = (Some(Since::first(id)), 1.0);
    });
    let incited = mean_protest(&kit.setup, 30, 90, |run| {
        run.incite(5, BLOC, 60.0);
    });
    let conceded = mean_protest(&kit.setup, 30, 90, |run| run.concede(5, HOST));
    assert!(sanctioned > 1.1 * base, "{sanctioned} {base}");
    assert!(incited > 1.1 * base, "{incited} {base}");
    assert!(conceded < 0.95 * base, "{conceded} {base}");
}

/// A captured government that ignores protest loses legitimacy; so does one that is only said to be.
#[test]
fn capture_and_its_rumour_cost_legitimacy() {
    let mut kit = kit(0.85);
    let legitimacy = |setup: &Setup, capture: f64| {
        let mut run = Run::new(setup, 1);
        run.board.diplomacy.parties[HOST].capture = capture;
        run.until(150);
        run.board.unrest.parties[HOST].legitimacy
    };
    let (free, captured) = (legitimacy(&kit.setup, 0.0), legitimacy(&kit.setup, 0.8));
    assert!(captured < free - 0.02, "{captured} {free}");
    let pocket = Pocket { of: RIVAL, degree: kit.num(0.0), known_to: vec![], rumoured: kit.num(0.8) };
    kit.setup.parties[HOST].pocket = Some(pocket);
    let rumoured = legitimacy(&kit.setup, 0.0);
    assert!(rumoured < free - 0.02, "{rumoured} {free}");
}

#[test]
fn anger_finds_its_target() {
    let kit = kit(0.6);
    let mut run = Run::new(&kit.setup, 1);
    run.until(5);
    let before = run.board.unrest.cities[ALMATY].targets;
    run.told(Minute(5 * DAY), Domain::Diplomacy, Event::Sanctioned { bloc: BLOC, on: HOST, severity: 0.5 });
    run.step(Minute(5 * DAY + 1));
    let after = run.board.unrest.cities[ALMATY].targets;
    assert!((after[1] - (before[1] + (1.0 - before[1]) * 0.075)).abs() < 1e-4);
    assert!((after[2] - before[2]).abs() < 1e-6);
    // And it cools down.
    run.until(150);
    assert!((run.board.unrest.cities[ALMATY].targets[1] - 0.2).abs() < 0.02);
}

/// Riots need protest: with no protest reported there is none.
#[test]
fn riots_follow_protest_and_kill() {
    let kit = kit(1.0);
    let (mut riots, mut dead) = (0, 0);
    for seed in 0..20 {
        let mut run = Run::new(&kit.setup, seed);
        run.order(40, HOST, Action::Repress);
        run.until(200);
        riots += run.kinds(Kind::RiotBegan);
        dead += run.board.unrest.parties[HOST].killed;
        let told: u32 = run
            .log
            .records()
            .iter()
            .map(|record| match record.event {
                Event::Casualties { killed, .. } => killed,
                _ => 0,
            })
            .sum();
        assert_eq!(told, run.board.unrest.parties[HOST].killed);
        for record in run.log.records() {
            if record.event.kind() == Kind::RiotBegan {
                let Cause::Event(main) = run.log.causes(record)[0] else { panic!("a riot out of nothing") };
                assert_eq!(run.log.get(main).expect("earlier").event.kind(), Kind::ProtestBegan);
            }
        }
        let mut quiet = Run::new(&kit.setup, seed).without(Kind::ProtestBegan);
        quiet.until(200);
        assert_eq!(quiet.kinds(Kind::RiotBegan), 0);
    }
    assert!(riots > 20 && dead > 20, "{riots} {dead}");
}

#[test]
fn a_suppressed_riot_changes_nobody() {
    let kit = kit(1.0);
    let mut run = Run::new(&kit.setup, 2).without(Kind::RiotBegan);
    run.until(200);
    assert!(run.board.unrest.cities.rows().all(|row| row.riot.to_bits() == 0 && row.killed == 0));
    assert_eq!(run.kinds(Kind::RiotEnded), 0);
    assert!(run.state.cities.rows().any(|city| city.riot.occurrences() > 0), "it would have happened");
}

#[test]
fn a_crackdown_detains_and_ends() {
    let kit = kit(0.95);
    let mut run = Run::new(&kit.setup, 5);
    run.order(60, HOST, Action::Repress);
    run.until(64);
    let row = run.board.unrest.parties[HOST];
    assert!(row.crackdown.is_some());
    assert!(run.board.unrest.cities[ALMATY].detained > 0.0);
    run.order(65, HOST, Action::Repress);
    run.until(80);
    assert_eq!(run.refusals(), [Reason::AlreadySo]);
    assert!(run.board.unrest.parties[HOST].crackdown.is_none());
    let ended = run.log.first(Kind::CrackdownEnded, |_| true).expect("it ended");
    assert_eq!(ended.id.at, Minute(60 * DAY + 1 + 10 * DAY));
    assert!(matches!(ended.event, Event::CrackdownEnded { detained, .. } if detained > 100));
}

#[test]
fn money_flows_works_is_found_out_and_stops() {
    let kit = kit(0.6);
    let mut exposed = 0;
    for seed in 0..40 {
        let mut run = Run::new(&kit.setup, seed);
        run.incite(10, BLOC, 40.0);
        run.until(60);
        let row = run.board.unrest.parties[HOST];
        // 0.5 · (1 − e^−2) = 0.432 at most.
        assert!(row.incitement > 0.38 && row.incitement < 0.433, "{}", row.incitement);
        assert!(row.incited.is_some());
        assert!(run.board.unrest.cities[ALMATY].targets[1] > 0.22);
        run.until(239);
        let later = run.board.unrest.parties[HOST].incitement;
        assert!(later < 0.02, "{later}");
        exposed += run.kinds(Kind::IncitementExposed);
    }
    // 1 − e^(−0.02 · 60) = 0.70 of 40, give or take three standard errors.
    assert!((19..=37).contains(&exposed), "{exposed}");
}

#[test]
fn only_who_has_cities_can_crack_down() {
    let kit = kit(0.6);
    let mut run = Run::new(&kit.setup, 1);
    run.order(1, RIVAL, Action::Repress);
    run.until(20);
    assert_eq!(run.refusals(), [Reason::NotPossible]);
}

#[test]
fn every_record_has_few_causes_and_none_later() {
    let kit = kit(1.0);
    let mut run = Run::new(&kit.setup, 11);
    run.incite(3, HOST, 40.0);
    run.order(30, HOST, Action::Repress);
    run.concede(90, HOST);
    run.until(239);
    assert!(run.kinds(Kind::ProtestBegan) > 0 && run.kinds(Kind::ProtestGrew) > 0);
    for record in run.log.records() {
        let causes = run.log.causes(record);
        assert!((1..=6).contains(&causes.len()), "{record:?}");
        let mut seen = causes.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), causes.len(), "{record:?}");
    }
}

/// Marks only, and not even all of them, in quiet.
#[test]
fn quiet_cities_step_every_second_day() {
    let kit = kit(0.5);
    let mut run = Run::new(&kit.setup, 1);
    run.step(Mark::People.first());
    assert_eq!(run.next, Mark::People.next_of_days(Mark::People.first(), 2));
}

/// Clocks go off at their own minute, not at the next mark.
#[test]
fn clocks_are_not_forgotten() {
    let kit = kit(1.0);
    let quarter = DAY / 4;
    let off_mark = |minute: Minute| minute.0 % quarter != Mark::People.first().0 % quarter;
    for kind in [Kind::RiotBegan, Kind::IncitementExposed] {
        let (mut off, mut all) = (0, 0);
        for seed in 0..20 {
            let mut run = Run::new(&kit.setup, seed);
            run.incite(3, BLOC, 5.0);
            run.until(100);
            let minutes =
                run.log.records().iter().filter(|row| row.event.kind() == kind).map(|row| row.id.at);
            for at in minutes {
                all += 1;
                off += u32::from(off_mark(at));
            }
        }
        assert!(all > 5 && off >= all - 1, "{kind:?}: {off} of {all}");
    }
}

/// The kit with a region, a good of weight 0.8, its importer and its producer.
fn supplied_kit() -> Kit {
    let mut kit = kit(0.6);
    let zero = Num(0);
    let region = Region {
        name: kit.name("region.steppe"),
        covers: vec![HOST],
        monthly_mean_c: [zero; 12],
        anomaly_sd_c: zero,
        persistence: zero,
        season_shift_c: zero,
        monthly_rain_mm: [zero; 12],
        rain_spread: zero,
        latitude: 45.0,
    };
    let steppe = kit.setup.regions.push(region);
    let good = Good {
        name: kit.name("good.fuel"),
        unit: "kt".into(),
        elasticity: zero,
        price_usd: zero,
        hardship: kit.num(0.8),
    };
    let good = kit.setup.goods.push(good);
    let consumer = Consumer {
        name: kit.name("consumer.host.fuel"),
        party: HOST,
        good,
        demand_per_month: zero,
        heating_share: zero,
        household_share: zero,
        stock: zero,
        store_capacity: zero,
        out_per_day: zero,
        substitutes: zero,
        region: Some(steppe),
    };
    kit.setup.consumers.push(consumer);
    let name = kit.name("producer.host.fuel");
    let producer = Producer {
        name,
        party: HOST,
        good,
        capacity_per_month: zero,
        home_demand_per_month: zero,
        rain: None,
    };
    kit.setup.producers.push(producer);
    for city in kit.setup.cities.rows_mut() {
        city.region = Some(steppe);
    }
    kit
}

type Change<'a> = &'a dyn Fn(&mut Board, Since);

/// After ten of its times hardship is where MODELS §4 puts it.
#[test]
fn hardship_follows_its_parts() {
    let kit = supplied_kit();
    let (fuel, oil) = (ConsumerId(0), ProducerId(0));
    let cases: [(&str, Change, f64); 8] = [
        ("nothing", &|_, _| {}, 0.0),
        ("cold", &|board, _| board.weather.regions[RegionId(0)].cold = 0.5, 0.03),
        ("dear", &|board, _| board.trade.consumers[fuel].price = 2.0, 0.8 * 0.15),
        ("short", &|board, _| board.trade.consumers[fuel].felt = 0.2, 0.8 * 0.15 * 0.2),
        ("short at home", &|board, _| board.trade.producers[oil].home_shortage = 0.2, 0.8 * 0.15 * 0.2),
        ("kept at home", &|board, _| board.trade.producers[oil].withheld = 0.5, -0.8 * 0.14 * 0.5),
        (
            "sanctioned",
            &|board, since| {
                board.diplomacy.parties[HOST].sanctioned = true;
                let row = &mut board.diplomacy.sanctions[(BLOC, HOST)];
                (row.since, row.severity) = (Some(since), 0.5);
            },
            0.05,
        ),
        // A hundred days on, followed with a lag of ten days: a little more than e^(−100/90) of it.
        ("aided", &|board, since| board.diplomacy.parties[HOST].aided = Some(since.at), -0.03 * 0.37),
    ];
    for (name, change, expected) in cases {
        let mut run = Run::new(&kit.setup, 1);
        let id = EventId { at: Minute(1), domain: Domain::Diplomacy, n: 0 };
        change(&mut run.board, Since::first(id));
        run.until(100);
        let added = run.board.unrest.cities[ALMATY].hardship - 0.6;
        assert!((added - expected).abs() < 5e-4, "{name}: {added} instead of {expected}");
    }
}

/// A bitter city riots, but its dead don't feed further riots without limit.
#[test]
fn riots_burn_out() {
    let kit = kit(0.95);
    let (mut dead, mut most) = (Vec::new(), 0.0_f64);
    for seed in 0..40 {
        let mut run = Run::new(&kit.setup, seed);
        for day in 1..240 {
            run.until(day);
            most = most.max(run.board.unrest.parties[HOST].protest);
        }
        dead.push(run.board.unrest.parties[HOST].killed);
    }
    dead.sort_unstable();
    assert!(dead[20] > 0 && dead[36] < 100 && dead[39] < 300 && most < 0.2, "{dead:?} {most}");
}

/// Where everybody's mood is neutral at the start, the first morning is as calm as the thresholds say.
#[test]
fn the_first_morning_is_calm() {
    let kit = kit(0.6);
    for seed in 0..50 {
        let run = Run::new(&kit.setup, seed);
        assert!(run.board.unrest.cities.rows().all(|row| row.protest < 0.002), "{seed}");
    }
}

/// The dead of one city cost legitimacy in all of them.
#[test]
fn deaths_cost_legitimacy_everywhere() {
    let kit = kit(0.95);
    let mut compared = 0;
    for seed in 0..60 {
        let mut run = Run::new(&kit.setup, seed);
        while run.next < Minute(100 * DAY) && run.kinds(Kind::Casualties) == 0 {
            run.step(run.next);
        }
        let Some(Event::Casualties { killed, .. }) =
            run.log.first(Kind::Casualties, |_| true).map(|record| record.event)
        else {
            continue;
        };
        let mut spared = Run::new(&kit.setup, seed).without(Kind::Casualties);
        let at = run.log.records().last().expect("the dead").id.at;
        while spared.next <= at {
            spared.step(spared.next);
        }
        for (mourning, other) in run.board.unrest.cities.rows().zip(spared.board.unrest.cities.rows()) {
            let cost = other.legitimacy - mourning.legitimacy;
            let expected = 0.02 * libm::log1p(f64::from(killed));
            assert!((cost - expected).abs() < 1e-12, "{cost} for {killed}");
        }
        compared += u32::from(killed > 0);
    }
    assert!(compared > 3, "{compared}");
}
