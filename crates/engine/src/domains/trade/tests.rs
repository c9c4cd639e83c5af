mod laws;

use super::*;
use crate::action::{Action, Demand};
use crate::cause::{EventId, Since};
use crate::domains::diplomacy::SanctionOut;
use crate::domains::weather;
use crate::event::{Answer, Event, Reason};
use crate::gate::{Gate, Suppressed, Suppression};
use crate::id::{GoodId, NameId, PartyId, RegionId};
use crate::parameter::Num;
use crate::reading::Reading;
use crate::rule::{Binary, Expression, Program, Slot};
use crate::setup::{self, BlocRule, Decides, Pays, Price, RainSupply, Settles};
use crate::testkit::{Bench, Kit};
use crate::time::DAY;

const KAZAKHSTAN: PartyId = PartyId(0);
const UZBEKISTAN: PartyId = PartyId(1);
const TURKMENISTAN: PartyId = PartyId(2);
const SCO: PartyId = PartyId(3);
const OIL: GoodId = GoodId(0);
const SELLER: ProducerId = ProducerId(0);
const CONTRACT: ContractId = ContractId(0);
const BUYER: ConsumerId = ConsumerId(0);
const PIPELINE: RouteId = RouteId(0);

/// What a test varies. Amounts are units a month.
#[derive(Clone, Debug)]
struct Case {
    capacity: f64,
    home_demand: f64,
    per_month: f64,
    demand: f64,
    stock: f64,
    out_per_day: f64,
    substitutes: f64,
    household_share: f64,
    route_capacity: f64,
    transit_days: f64,
    /// First day, day after the last, and what gets through.
    limit: Option<(u32, u32, f64)>,
    season_shift_c: f64,
    anomaly_sd_c: f64,
    rain_per_mm: Option<f64>,
    creep_per_day: f64,
    settles: Settles,
}

/// Plenty of capacity, a third of demand contracted, weather as normal.
fn plain() -> Case {
    Case {
        capacity: 6_800.0,
        home_demand: 1_200.0,
        per_month: 90.0,
        demand: 270.0,
        stock: 0.0,
        out_per_day: 1.5,
        substitutes: 0.0,
        household_share: 0.35,
        route_capacity: 350.0,
        transit_days: 4.0,
        limit: None,
        season_shift_c: 0.0,
        anomaly_sd_c: 0.0,
        rain_per_mm: None,
        creep_per_day: 0.0,
        settles: Settles::Quarterly,
    }
}

/// Kazakhstan sells oil to Uzbekistan through Turkmenistan, under a bloc of the first two.
fn setup(case: &Case) -> Kit {
    let mut kit = Kit::new();
    for id in ["kazakhstan", "uzbekistan", "turkmenistan", "sco"] {
        kit.state(id);
    }
    let pays = Pays { member: kit.num(1.0), won_over: kit.num(1.5), won_over_members: Vec::new() };
    kit.setup.parties[SCO].bloc = Some(BlocRule {
        members: vec![KAZAKHSTAN, UZBEKISTAN],
        weights: Vec::new(),
        decides: Decides::Never,
        target_votes: false,
        pays: Some(pays),
        pledge: None,
    });
    kit.no_relations();
    add_region(&mut kit, case);
    let name = kit.name("good.oil");
    let (elasticity, price_usd, hardship) = (kit.num(0.26), kit.num(480_000.0), kit.num(1.0));
    kit.setup.goods.push(setup::Good { name, unit: "kt".into(), elasticity, price_usd, hardship });
    let rain = case.rain_per_mm.map(|per_mm| RainSupply { region: RegionId(0), per_mm: kit.num(per_mm) });
    let producer = setup::Producer {
        name: kit.name("producer.kazakhstan.oil"),
        party: KAZAKHSTAN,
        good: OIL,
        capacity_per_month: kit.num(case.capacity),
        home_demand_per_month: kit.num(case.home_demand),
        rain,
    };
    kit.setup.producers.push(producer);
    let consumer = setup::Consumer {
        name: kit.name("consumer.uzbekistan.oil"),
        party: UZBEKISTAN,
        good: OIL,
        demand_per_month: kit.num(case.demand),
        heating_share: kit.num(0.4),
        household_share: kit.num(case.household_share),
        stock: kit.num(case.stock),
        store_capacity: kit.num(case.stock * 1.5),
        out_per_day: kit.num(case.out_per_day),
        substitutes: kit.num(case.substitutes),
        region: Some(RegionId(0)),
    };
    kit.setup.consumers.push(consumer);
    let route = setup::Route {
        name: kit.name("route.pipeline"),
        capacity_per_month: kit.num(case.route_capacity),
        transit_days: kit.num(case.transit_days),
        via_parties: vec![TURKMENISTAN],
        via_facilities: Vec::new(),
        contracts: vec![CONTRACT],
        limits: Vec::from_iter(case.limit.map(|(from, until, passes)| setup::RouteLimit {
            from: Minute(from * DAY),
            until: Minute(until * DAY),
            passes: kit.num(passes),
        })),
    };
    kit.setup.routes.push(route);
    let contract = setup::Contract {
        name: kit.name("contract.oil_to_uzbekistan"),
        seller: KAZAKHSTAN,
        buyer: UZBEKISTAN,
        under: Some(SCO),
        good: OIL,
        per_month: kit.num(case.per_month),
        price: Price::Market,
        settles: case.settles,
        tolerance: kit.num(0.1),
        excused: None,
        route: Some(PIPELINE),
        seasonal: true,
    };
    kit.setup.contracts.push(contract);
    kit.setup.trade = setup::Trade {
        felt_days: kit.num(10.0),
        shortage_share: kit.num(0.05),
        shortage_end_share: kit.num(0.025),
        price_days: kit.num(7.0),
        price_cap: kit.num(5.0),
        account_days: kit.num(90.0),
        substitute_days: kit.num(60.0),
        creep_per_day: kit.num(case.creep_per_day),
        withheld_cap: kit.num(0.7),
        runoff_days: kit.num(30.0),
    };
    kit.setup.diplomacy.sanction_cut = kit.num(0.5);
    kit
}

fn add_region(kit: &mut Kit, case: &Case) {
    let name = kit.name("weather.central_asia");
    let means = [-8.0, -6.0, 1.0, 11.0, 17.0, 23.0, 25.0, 23.0, 17.0, 9.0, 1.0, -5.0];
    let region = setup::Region {
        name,
        covers: vec![KAZAKHSTAN, UZBEKISTAN],
        monthly_mean_c: means.map(|mean| kit.num(mean)),
        anomaly_sd_c: kit.num(case.anomaly_sd_c),
        persistence: kit.num(0.8),
        season_shift_c: kit.num(case.season_shift_c),
        monthly_rain_mm: [30.0; 12].map(|rain| kit.num(rain)),
        rain_spread: kit.num(0.3),
        latitude: 42.0,
    };
    kit.setup.regions.push(region);
    kit.setup.weather = setup::Weather {
        cold_spell_sd: kit.num(-1.2),
        cold_spell_end_sd: kit.num(-0.6),
        cold_scale_c: kit.num(3.0),
        reference_c: kit.num(8.0),
        wet_day_share: kit.num(0.25),
        ..setup::Weather::default()
    };
}

/// Weather and trade, stepped like the engine steps them, with seats that say what the test says.
struct Run {
    bench: Bench,
    weather: weather::State,
    trade: State,
    at: Minute,
}

impl Run {
    fn new(case: &Case) -> Self {
        Self::of(setup(case), 1)
    }

    fn of(kit: Kit, seed: u64) -> Self {
        let mut bench = Bench::new(kit.setup, seed);
        let (weather, weather_out) = weather::State::new(&bench.setup, &bench.numbers, bench.dice);
        let (trade, trade_out) = State::new(&bench.setup, &bench.numbers, bench.dice);
        (bench.board.weather, bench.board.trade) = (weather_out, trade_out);
        Self { bench, weather, trade, at: Minute(0) }
    }

    /// Trade acts; its readings are seen from now on.
    fn act<R>(&mut self, at: Minute, act: impl FnOnce(&mut State, &Now, &mut Out, &mut Emit) -> R) -> R {
        self.bench.act((Domain::Trade, |board| &mut board.trade), at, &mut self.trade, act)
    }

    fn step(&mut self, at: Minute) -> Minute {
        let next = self.act(at, step);
        assert!(next > at, "it asks for {next:?} at {at:?}");
        next
    }

    /// Whole days: the weather's mark, then trade's.
    fn days(&mut self, days: u32) {
        for _ in 0..days {
            let at = Mark::Weather.next_after(self.at);
            self.bench.act(
                (Domain::Weather, |board| &mut board.weather),
                at,
                &mut self.weather,
                weather::step,
            );
            self.at = at.next();
            self.step(self.at);
        }
    }

    /// Somebody else's record, and trade woken by it a minute later.
    fn news(&mut self, domain: Domain, event: Event) -> EventId {
        let id = self.bench.news(self.at.next(), domain, event);
        self.at = self.at.next().next();
        self.step(self.at);
        id
    }

    fn order(&mut self, party: PartyId, action: Action) -> EventId {
        self.news(
            Domain::Seats,
            Event::Decided { party, option: None, action, effective: self.at.next().next() },
        )
    }

    fn withhold(&mut self, share: f64) -> EventId {
        self.order(KAZAKHSTAN, Action::Withhold { good: OIL, share })
    }

    fn sanction(&mut self, severity: f64) -> EventId {
        let event = Event::Sanctioned { bloc: SCO, on: KAZAKHSTAN, severity: severity as f32 };
        let id = self.news(Domain::Diplomacy, event);
        let row = SanctionOut { since: Some(Since::first(id)), severity, moved: 1 };
        self.bench.board.diplomacy.parties[KAZAKHSTAN].sanctioned = true;
        self.bench.board.diplomacy.sanctions[(SCO, KAZAKHSTAN)] = row;
        id
    }

    fn consumer(&self) -> ConsumerOut {
        self.bench.board.trade.consumers[BUYER]
    }

    fn contract(&self) -> ContractOut {
        self.bench.board.trade.contracts[CONTRACT]
    }

    fn producer(&self) -> ProducerOut {
        self.bench.board.trade.producers[SELLER]
    }

    fn events(&self, kind: Kind) -> Vec<(Event, Vec<Cause>)> {
        let of_kind = self.bench.log.records().iter().filter(|record| record.event.kind() == kind);
        of_kind.map(|record| (record.event, self.bench.log.causes(record).to_vec())).collect()
    }
}

fn close_to(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn in_normal_weather_with_contracts_kept_nothing_is_short() {
    for seasonal in [true, false] {
        let mut kit = setup(&plain());
        kit.setup.contracts[CONTRACT].seasonal = seasonal;
        let mut run = Run::of(kit, 1);
        for _ in 0..240 {
            run.days(1);
            assert!(run.consumer().shortage < 1e-9, "{} on day {}", run.consumer().shortage, run.at.day());
            assert!(close_to(run.contract().due, run.contract().delivered));
            assert!(close_to(run.producer().home_shortage, 0.0));
        }
        assert!(close_to(run.consumer().price, 1.0));
        assert!(run.events(Kind::ShortageBegan).is_empty());
        assert_eq!(run.events(Kind::Settled).len(), 2, "January and April");
    }
}

#[test]
fn seasonal_contracts_follow_the_climate() {
    let mut run = Run::new(&plain());
    run.days(1);
    let autumn = run.contract().due;
    run.days(107);
    assert!(run.contract().due > 1.2 * autumn, "{} in January after {autumn}", run.contract().due);
}

#[test]
fn withheld_goods_are_missed_after_their_way_and_priced() {
    let mut run = Run::new(&plain());
    run.days(30);
    let withheld = run.withhold(0.35);
    assert!(close_to(run.producer().withheld, 0.35), "the fact holds at once");
    run.days(1);
    let first = run.consumer().shortage;
    assert!(close_to(run.contract().delivered, 0.65 * run.contract().due));
    run.days(60);
    let later = run.consumer();
    // A third of the supply is contracted, of which 35 % is missing: 11.7 %, less what the price saves.
    assert!(
        first < 0.03 && later.shortage > 0.05 && later.shortage < 0.117,
        "{first} then {}",
        later.shortage
    );
    // At rest the price is the one that fits what there is: D p^-ε (1 - σ) = S with p = (1 - σ)^(-1/ε).
    let at_rest = libm::pow(1.0 - 0.35 / 3.0, -0.5 / 0.26);
    assert!((later.price - at_rest).abs() < 0.02, "{} against {at_rest}", later.price);
    let (began, causes) = run.events(Kind::ShortageBegan).remove(0);
    assert!(matches!(began, Event::ShortageBegan { share, .. } if share >= 0.05));
    let because = run.bench.board.trade.producers[SELLER].withholding.expect("it withholds").because;
    assert_eq!(causes[0], Cause::Event(because));
    assert_eq!(run.bench.log.causes(run.bench.log.get(because).expect("a record")), [Cause::Event(withheld)]);
}

#[test]
fn resuming_ends_the_shortage_and_is_named_for_it() {
    let mut run = Run::new(&plain());
    run.withhold(0.6);
    run.days(60);
    assert!(run.consumer().short.is_some());
    run.order(KAZAKHSTAN, Action::Resume { good: OIL });
    run.days(60);
    let consumer = run.consumer();
    assert!(consumer.short.is_none() && consumer.felt < 0.025);
    let (ended, causes) = run.events(Kind::ShortageEnded).remove(0);
    assert!(matches!(ended, Event::ShortageEnded { days, peak, .. } if days > 20.0 && peak > 0.05));
    let resumed = run.bench.log.first(Kind::Resumed, |_| true).expect("it resumed").id;
    assert_eq!(causes[0], Cause::Event(resumed));
}

#[test]
fn a_breach_is_found_at_the_quarter_and_healed_at_the_next() {
    let mut run = Run::new(&plain());
    run.days(40);
    run.withhold(0.5);
    run.days(51);
    assert!(run.contract().breached.is_none(), "31 December: nobody has looked");
    assert!(run.contract().undelivered > 0.1);
    run.days(2);
    let breached = run.contract().breached.expect("found on 1 January");
    let (event, causes) = run.events(Kind::Breached).remove(0);
    assert!(
        matches!(event, Event::Breached { undelivered, .. } if undelivered > 0.25 && undelivered < 0.35),
        "{event:?}"
    );
    let withholding = run.producer().withholding.expect("it withholds").because;
    assert_eq!(causes[0], Cause::Event(withholding));
    assert!(
        causes.contains(&Cause::Given(
            run.bench.setup.names[run.bench.setup.contracts[CONTRACT].name.id].origin
        ))
    );
    assert_eq!(breached.at.day(), 92);
    run.order(KAZAKHSTAN, Action::Resume { good: OIL });
    run.days(95);
    assert!(run.contract().breached.is_none(), "settled within tolerance on 1 April");
    assert_eq!(run.events(Kind::Settled).len(), 1);
}

#[test]
fn contracts_settle_by_their_own_calendar() {
    for (settles, count) in [(Settles::Monthly, 7), (Settles::Quarterly, 2), (Settles::Yearly, 1)] {
        let mut run = Run::new(&Case { settles, ..plain() });
        run.days(240);
        assert_eq!(run.events(Kind::Settled).len(), count, "{settles:?}");
    }
}

#[test]
fn force_majeure_excuses_by_the_truth() {
    let cold = |below: f64| {
        let mut kit = setup(&Case { settles: Settles::Monthly, ..plain() });
        kit.setup.readings.push(Reading::Temperature(RegionId(0)));
        let (reading, limit) = (Expression::Reading(Slot(0)), Expression::Constant(below));
        let rule = Expression::Binary(Binary::Less, Box::new(reading), Box::new(limit));
        kit.setup.contracts[CONTRACT].excused = Some(Program::compile(&rule).expect("it is small"));
        let mut run = Run::of(kit, 1);
        run.withhold(0.5);
        run.days(33);
        (run.events(Kind::Excused).len(), run.events(Kind::Breached).len(), run.contract().breached.is_some())
    };
    assert_eq!(cold(40.0), (1, 0, false));
    assert_eq!(cold(-40.0), (0, 1, true));
}

#[test]
fn the_store_delays_the_shortage_and_runs_empty_once() {
    let first_short = |stock: f64| {
        let mut run = Run::new(&Case { stock, ..plain() });
        run.withhold(0.6);
        run.days(120);
        let began = run.bench.log.first(Kind::ShortageBegan, |_| true).expect("it runs short").id.at.day();
        (began, run.events(Kind::StoreEmptied).len(), run.consumer().stock)
    };
    let (none, small, large) = (first_short(0.0), first_short(20.0), first_short(60.0));
    assert!(none.0 < small.0 && small.0 < large.0, "{none:?} {small:?} {large:?}");
    assert_eq!((none.1, small.1, large.1), (0, 1, 1));
    assert!(small.2.abs() < 1e-9);
}

#[test]
fn bulgarias_store_in_january_2009() {
    // 13.5 mcm a day, 95 % from one seller, at most 4.5 mcm a day out of 570 mcm (VALIDATION, gas2009).
    let month = DAYS_PER_MONTH;
    let mut run = Run::new(&Case {
        per_month: 0.95 * 13.5 * month,
        demand: 13.5 * month,
        route_capacity: 1e6,
        stock: 570.0,
        out_per_day: 4.5,
        transit_days: 0.0,
        ..plain()
    });
    run.days(92 + 6);
    run.order(TURKMENISTAN, Action::CloseRoute { route: PIPELINE });
    run.days(1);
    let first = run.consumer();
    // Cold January demand is above 13.5, so more than 1 - (0.05 + 4.5 / 13.5) of it is missing: industry
    // can't bear that alone, until the price has lowered demand.
    assert!(first.shortage > 0.617 && first.households_short > 0.0, "{}", first.shortage);
    run.days(11);
    let consumer = run.consumer();
    assert!(close_to(first.stock - consumer.stock, 11.0 * 4.5), "the plain cap gives 49.5 in eleven days");
    assert!(consumer.short.is_some() && run.events(Kind::HouseholdsCut).len() == 1);
}

#[test]
fn a_given_limit_holds_for_its_days() {
    let limited = |passes| Run::new(&Case { transit_days: 0.0, limit: Some((10, 20, passes)), ..plain() });
    for passes in [0.0, 0.25] {
        let mut run = limited(passes);
        let mut arrived = Vec::new();
        for _ in 0..30 {
            run.days(1);
            let contract = run.bench.board.trade.contracts[CONTRACT];
            arrived.push(contract.delivered / contract.due);
            assert!(close_to(run.bench.board.trade.routes[PIPELINE].open, arrived[arrived.len() - 1]));
        }
        let whole = |days: &[f64], share| days.iter().all(|arrived| close_to(*arrived, share));
        let from = arrived.iter().position(|share| *share < 1.0).unwrap();
        assert!(whole(&arrived[from..from + 10], passes), "{arrived:?}");
        assert!(whole(&arrived[..from], 1.0) && whole(&arrived[from + 10..], 1.0), "{arrived:?}");
    }
    // It is nobody's act: a shortage's cause is the line that gives it.
    let mut run = limited(0.0);
    run.days(15);
    let because = run.consumer().because.causes().next();
    let given = run.bench.setup.routes[PIPELINE].limits[0].passes;
    assert_eq!(because, Some(Cause::Given(run.bench.setup.parameters[usize::from(given.0)].origin)));
}

#[test]
fn households_are_cut_last() {
    let run = |household_share: f64| {
        let mut run = Run::new(&Case { per_month: 200.0, household_share, ..plain() });
        run.withhold(1.0);
        run.days(40);
        (run.consumer(), run.events(Kind::HouseholdsCut))
    };
    let (spared, none) = run(0.2);
    assert!(spared.shortage > 0.1 && spared.households_short.abs() < f64::EPSILON && none.is_empty());
    let (cut, events) = run(0.8);
    assert!(cut.households_short > 0.0 && cut.households_short < cut.shortage);
    let short = cut.short.expect("a shortage").because;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].1[0], Cause::Event(short));
    assert!(cut.households_cut.is_some());
}

#[test]
fn a_harsh_winter_alone_makes_a_shortage_and_is_named_for_it() {
    let mut run = Run::new(&Case { season_shift_c: -6.0, anomaly_sd_c: 4.0, ..plain() });
    run.days(150);
    let (_, causes) = run.events(Kind::ShortageBegan).remove(0);
    let shift: Num = run.bench.setup.regions[RegionId(0)].season_shift_c;
    let given = Cause::Given(run.bench.setup.parameters[usize::from(shift.0)].origin);
    assert!(causes.iter().any(|cause| match cause {
        Cause::Event(id) =>
            matches!(run.bench.log.get(*id).expect("a record").event, Event::ColdSpellBegan { .. }),
        Cause::Chance(_) => true,
        Cause::Given(_) | Cause::Order(_) => *cause == given,
    }));
    let mut mild = Run::new(&plain());
    mild.days(150);
    assert!(run.consumer().price >= mild.consumer().price);
}

#[test]
fn cold_at_home_lets_the_withheld_share_creep_to_its_cap() {
    let mut run = Run::new(&Case { creep_per_day: 0.01, season_shift_c: -10.0, ..plain() });
    run.days(60);
    run.withhold(0.35);
    run.days(11);
    let ten = run.producer().withheld;
    assert!(ten > 0.43 && ten < 0.46, "ten days at nearly full cold: {ten}");
    run.days(60);
    assert!(close_to(run.producer().withheld, 0.7));
    // An order above the cap stands.
    run.withhold(0.9);
    run.days(10);
    assert!(close_to(run.producer().withheld, 0.9));
    assert_eq!(run.producer().withholding.expect("it withholds").occurrence, 0);
}

#[test]
fn withholding_relieves_a_home_shortage() {
    let scarce = Case { capacity: 1_250.0, ..plain() };
    let mut run = Run::new(&scarce);
    run.days(30);
    let before = run.producer().home_shortage;
    run.withhold(1.0);
    run.days(1);
    assert!(before > 0.02 && run.producer().home_shortage.abs() < 1e-9, "{before} before");
}

#[test]
fn substitutes_come_with_time_and_never_in_full() {
    let felt = |substitutes: f64, days: u32| {
        let mut run = Run::new(&Case { substitutes, ..plain() });
        run.withhold(0.8);
        run.days(days);
        run.consumer().shortage
    };
    assert!(felt(0.5, 90) < felt(0.2, 90) && felt(0.2, 90) < felt(0.0, 90));
    assert!(felt(0.5, 90) > 0.0);
    let relief = |days| 1.0 - felt(0.5, days) / felt(0.0, days);
    assert!(relief(15) < relief(90), "{} then {}", relief(15), relief(90));
}

#[test]
fn sanctions_cut_exports_to_members_without_a_breach() {
    let mut run = Run::new(&Case { settles: Settles::Monthly, ..plain() });
    run.days(20);
    let sanctioned = run.sanction(0.8);
    run.days(40);
    let contract = run.contract();
    assert!(close_to(contract.delivered, contract.due * (1.0 - 0.5 * 0.8)));
    assert!(contract.undelivered < 1e-9, "what sanctions cut off is not owed");
    assert!(run.events(Kind::Breached).is_empty());
    assert_eq!(run.consumer().because.first(), Cause::Event(sanctioned));
    // A member that has left keeps them no longer.
    run.bench.board.diplomacy.parties[UZBEKISTAN].left = 1 << SCO.0;
    run.days(1);
    assert!(close_to(run.contract().delivered, run.contract().due));
}

#[test]
fn sanctions_are_no_reason_for_a_breach_under_them() {
    let mut run = Run::new(&Case { settles: Settles::Monthly, ..plain() });
    let sanctioned = run.sanction(1.0);
    run.withhold(0.3);
    run.days(33);
    let (_, causes) = run.events(Kind::Breached).remove(0);
    let withholding = run.producer().withholding.expect("it withholds").because;
    assert_eq!(causes[0], Cause::Event(withholding));
    assert!(!causes.contains(&Cause::Event(sanctioned)));
}

#[test]
fn a_closed_route_holds_what_is_on_it() {
    let mut run = Run::new(&Case { settles: Settles::Monthly, ..plain() });
    run.days(10);
    let closed = run.order(TURKMENISTAN, Action::CloseRoute { route: PIPELINE });
    assert!(run.bench.board.trade.routes[PIPELINE].closed.is_some());
    run.days(1);
    let held = run.trade.contracts[CONTRACT].travelling.stock;
    run.days(29);
    assert!(close_to(run.trade.contracts[CONTRACT].travelling.stock, held) && held > 0.0);
    assert!(run.contract().delivered.abs() < 1e-12);
    let (_, causes) = run.events(Kind::Breached).remove(0);
    let event = run.bench.board.trade.routes[PIPELINE].closed.expect("closed").because;
    assert_eq!(causes[0], Cause::Event(event));
    assert_eq!(run.bench.log.causes(run.bench.log.get(event).expect("a record")), [Cause::Event(closed)]);
    run.order(TURKMENISTAN, Action::OpenRoute { route: PIPELINE });
    run.days(40);
    assert!(close_to(run.contract().delivered, run.contract().due));
    assert!(run.consumer().short.is_none());
}

#[test]
fn rain_supplies_through_the_catchment() {
    let mut run =
        Run::new(&Case { rain_per_mm: Some(40.0), home_demand: 600.0, per_month: 400.0, ..plain() });
    let mut made = 0.0;
    let mut fell = 0.0;
    run.days(1);
    for _ in 0..200 {
        made += run.producer().production;
        fell += 40.0 * run.bench.board.weather.regions[RegionId(0)].rain_mm;
        let production = run.producer().production;
        run.days(1);
        // A catchment of 30 days smooths: a day changes supply by a few percent of a day's normal rain.
        assert!((run.producer().production - production).abs() < 0.4 * 40.0);
    }
    assert!((made / fell - 1.0).abs() < 0.25, "made {made} of {fell}");
}

#[test]
fn orders_are_refused_when_they_must_be() {
    let withhold = |share| Action::Withhold { good: OIL, share };
    let resume = Action::Resume { good: OIL };
    let (close, open) = (Action::CloseRoute { route: PIPELINE }, Action::OpenRoute { route: PIPELINE });
    type Orders = Vec<(PartyId, Action)>;
    let cases: [(Orders, Option<Reason>); 12] = [
        (vec![(UZBEKISTAN, withhold(0.3))], Some(Reason::NotYours)),
        (vec![(KAZAKHSTAN, withhold(0.0))], Some(Reason::NotPossible)),
        (vec![(KAZAKHSTAN, withhold(f64::NAN))], Some(Reason::NotPossible)),
        (vec![(KAZAKHSTAN, withhold(0.3)), (KAZAKHSTAN, withhold(0.2))], Some(Reason::AlreadySo)),
        (vec![(KAZAKHSTAN, withhold(0.3)), (KAZAKHSTAN, withhold(0.5))], None),
        (vec![(KAZAKHSTAN, resume)], Some(Reason::AlreadySo)),
        (vec![(UZBEKISTAN, resume)], Some(Reason::NotYours)),
        (vec![(KAZAKHSTAN, close)], Some(Reason::NotYours)),
        (vec![(TURKMENISTAN, close), (TURKMENISTAN, close)], Some(Reason::AlreadySo)),
        (vec![(TURKMENISTAN, open)], Some(Reason::AlreadySo)),
        (vec![(TURKMENISTAN, close), (KAZAKHSTAN, open)], Some(Reason::NotYours)),
        (vec![(TURKMENISTAN, close), (TURKMENISTAN, open)], None),
    ];
    for (orders, refused) in cases {
        let mut run = Run::new(&plain());
        run.days(3);
        for (party, action) in &orders {
            run.order(*party, *action);
        }
        assert_eq!(run.bench.refusals(), Vec::from_iter(refused), "{orders:?}");
    }
}

#[test]
fn the_operator_of_a_facility_on_the_way_can_close_a_route() {
    let mut kit = setup(&plain());
    let site = setup::Site { name: kit.name("site.gate"), latitude: 41.0, longitude: 61.0 };
    let site = kit.setup.sites.push(site);
    let facility = setup::Facility {
        name: kit.name("facility.gate"),
        site,
        owner: UZBEKISTAN,
        operator: KAZAKHSTAN,
        region: None,
        airfields: Vec::new(),
        needs: Vec::new(),
        bays: 0,
        perimeter_km: Num(0),
    };
    let facility = kit.setup.facilities.push(facility);
    kit.setup.routes[PIPELINE].via_facilities.push(facility);
    let mut run = Run::of(kit, 1);
    run.order(UZBEKISTAN, Action::CloseRoute { route: PIPELINE });
    run.order(KAZAKHSTAN, Action::CloseRoute { route: PIPELINE });
    assert_eq!(run.bench.refusals(), [Reason::NotYours]);
    assert!(run.bench.board.trade.routes[PIPELINE].closed.is_some());
}

#[test]
fn complying_with_a_call_to_deliver_resumes() {
    let about = |pick: fn(&Setup) -> NameId| {
        let mut run = Run::new(&plain());
        run.days(5);
        run.withhold(0.5);
        let about = pick(&run.bench.setup);
        let answer = |answer| Event::Answered {
            by: UZBEKISTAN,
            to: KAZAKHSTAN,
            demand: Demand::Deliver,
            about,
            answer,
        };
        run.news(Domain::Diplomacy, answer(Answer::Refuse));
        assert!(run.producer().withholding.is_some(), "a refusal changes nothing");
        let complied = run.news(Domain::Diplomacy, answer(Answer::Comply));
        let resumed = run.events(Kind::Resumed);
        if let Some((_, causes)) = resumed.first() {
            assert_eq!(causes[0], Cause::Event(complied));
        }
        run.producer().withholding.is_none()
    };
    assert!(about(|setup| setup.goods[OIL].name.id));
    assert!(about(|setup| setup.contracts[CONTRACT].name.id));
    assert!(about(|setup| setup.producers[SELLER].name.id));
    assert!(!about(|setup| setup.routes[PIPELINE].name.id));
}

#[test]
fn a_suppressed_event_changes_no_state() {
    let suppress = |kind| {
        let mut run = Run::new(&Case { stock: 10.0, ..plain() });
        let what = Suppressed::Kind(kind);
        run.bench.gate = Gate::new(vec![Suppression::throughout(what)]);
        run.withhold(0.9);
        run.days(100);
        run
    };
    let run = suppress(Kind::Withheld);
    assert!(run.producer().withholding.is_none() && run.producer().withheld.abs() < f64::EPSILON);
    assert!(run.consumer().felt < 1e-9);
    let run = suppress(Kind::ShortageBegan);
    assert!(run.consumer().short.is_none() && run.consumer().felt > 0.05);
    assert!(run.events(Kind::ShortageEnded).is_empty() && run.events(Kind::HouseholdsCut).is_empty());
    let run = suppress(Kind::Breached);
    assert!(run.contract().breached.is_none());
    assert!(suppress(Kind::StoreEmptied).consumer().stock.abs() < 1e-9);
}

#[test]
fn readings_are_valid_at_birth() {
    let run = Run::new(&plain());
    let (consumer, contract) = (run.consumer(), run.contract());
    assert!(
        close_to(consumer.demand, 270.0 / DAYS_PER_MONTH) && close_to(consumer.delivered, consumer.demand)
    );
    assert!(close_to(contract.due, 90.0 / DAYS_PER_MONTH) && close_to(contract.delivered, contract.due));
    assert!(close_to(consumer.price, 1.0) && consumer.short.is_none());
    assert!(close_to(run.bench.board.trade.routes[PIPELINE].open, 1.0));
}

#[test]
fn members_won_over_are_paid_more() {
    let revenue = |won_over: bool| {
        let mut kit = setup(&plain());
        if let Some(pays) = kit.setup.parties[SCO].bloc.as_mut().and_then(|bloc| bloc.pays.as_mut())
            && won_over
        {
            pays.won_over_members.push(KAZAKHSTAN);
        }
        let mut run = Run::of(kit, 1);
        run.days(1);
        (run.producer().revenue, run.contract().delivered)
    };
    let ((old, delivered), (new, _)) = (revenue(false), revenue(true));
    // 480,000 USD a kt.
    assert!(close_to(old, delivered * 0.48) && close_to(new, 1.5 * old));
}
