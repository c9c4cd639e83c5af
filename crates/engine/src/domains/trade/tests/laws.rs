//! Laws: conservation, monotone directions, steps that change nothing.

use super::*;
use crate::time::DAY;
use proptest::prelude::*;

#[test]
fn needless_steps_change_nothing() {
    let mut run = Run::new(&Case { stock: 30.0, substitutes: 0.3, anomaly_sd_c: 4.0, ..plain() });
    run.days(20);
    run.withhold(0.4);
    run.days(20);
    let before = format!("{:?} {:?}", run.trade, run.bench.board.trade);
    for minute in 1..400 {
        run.step(Minute(run.at.0 + minute));
    }
    assert_eq!(before, format!("{:?} {:?}", run.trade, run.bench.board.trade));
}

#[test]
fn news_of_an_order_does_not_split_the_day() {
    let mut woken = Run::new(&Case { stock: 30.0, ..plain() });
    let mut quiet = Run::new(&Case { stock: 30.0, ..plain() });
    woken.days(20);
    quiet.days(20);
    // Refused, so that nothing but the waking differs.
    woken.order(UZBEKISTAN, Action::Resume { good: OIL });
    woken.days(20);
    quiet.days(20);
    let (a, b) = (woken.consumer(), quiet.consumer());
    assert_eq!((a.stock.to_bits(), a.price.to_bits()), (b.stock.to_bits(), b.price.to_bits()));
}

#[test]
fn halving_the_cadence_moves_little() {
    let run = |parts: u32| {
        let mut run = Run::new(&Case { stock: 20.0, substitutes: 0.3, ..plain() });
        run.days(30);
        run.withhold(0.5);
        let from = Mark::Trade.next_after(run.at);
        for part in 0..60 * parts {
            let at = Minute(from.0 + part * DAY / parts);
            run.act(at, |trade, now, out, emit| {
                trade.settle_up(now, emit);
                trade.set_flows(now, out, emit, 1.0 / f64::from(parts));
            });
        }
        run.consumer()
    };
    let (daily, halves) = (run(1), run(2));
    assert!((daily.felt - halves.felt).abs() < 0.02 * daily.felt, "{} {}", daily.felt, halves.felt);
    assert!((daily.price - halves.price).abs() < 0.02 * daily.price, "{} {}", daily.price, halves.price);
}

/// An order of the test below.
fn orders() -> impl Strategy<Value = (u32, PartyId, Action)> {
    let action = prop_oneof![
        (0.0..1.2_f64).prop_map(|share| (KAZAKHSTAN, Action::Withhold { good: OIL, share })),
        Just((KAZAKHSTAN, Action::Resume { good: OIL })),
        Just((TURKMENISTAN, Action::CloseRoute { route: PIPELINE })),
        Just((TURKMENISTAN, Action::OpenRoute { route: PIPELINE })),
    ];
    (1..15_u32, action).prop_map(|(days, (party, action))| (days, party, action))
}

fn cases() -> impl Strategy<Value = Case> {
    let producer = (900.0..3_000.0_f64, 300.0..1_500.0_f64, 10.0..400.0_f64, prop::option::of(5.0..80.0_f64));
    let consumer = (50.0..600.0_f64, 0.0..100.0_f64, 0.0..5.0_f64, 0.0..0.6_f64);
    let way = (20.0..400.0_f64, prop_oneof![Just(0.0), 0.5..20.0_f64], -4.0..2.0_f64, 0.0..0.03_f64);
    (producer, consumer, way).prop_map(|(producer, consumer, way)| Case {
        capacity: producer.0,
        home_demand: producer.1,
        per_month: producer.2,
        rain_per_mm: producer.3,
        demand: consumer.0,
        stock: consumer.1,
        out_per_day: consumer.2,
        substitutes: consumer.3,
        route_capacity: way.0,
        transit_days: way.1,
        season_shift_c: way.2,
        creep_per_day: way.3,
        anomaly_sd_c: 4.0,
        settles: Settles::Monthly,
        ..plain()
    })
}

/// Sums over days of what was produced and where it went.
#[derive(Debug, Default)]
struct Book {
    produced: f64,
    home: f64,
    kept: f64,
    handed_over: f64,
    arrived: f64,
    drawn: f64,
    refilled: f64,
}

impl Book {
    /// Books the day ahead at the flows just set.
    fn day(&mut self, run: &Run, home_demand: f64) {
        let (producer, contract) = (run.producer(), &run.trade.contracts[CONTRACT]);
        let consumer = &run.trade.consumers[BUYER];
        self.produced += producer.production;
        self.home += home_demand / DAYS_PER_MONTH * (1.0 - producer.home_shortage);
        self.kept += run.trade.producers[SELLER].kept;
        self.handed_over += run.contract().delivered;
        self.arrived += contract.travelling.leaving;
        self.drawn += consumer.drawn;
        self.refilled += consumer.refill;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn tonnes_are_conserved_whatever_is_ordered(
        case in cases(),
        orders in prop::collection::vec(orders(), 0..8),
        severity in 0.0..1.0_f64,
        seed in 0..1_000_u64,
    ) {
        let mut run = Run::of(setup(&case), seed);
        run.days(1);
        let (way, stock) = (run.trade.contracts[CONTRACT].travelling.stock, run.consumer().stock);
        let mut book = Book::default();
        for (days, party, action) in orders {
            run.order(party, action);
            if days == 7 {
                run.sanction(severity);
            }
            for _ in 0..days {
                book.day(&run, case.home_demand);
                let (before, felt) = (run.consumer(), run.contract().undelivered);
                prop_assert!(before.drawn <= case.out_per_day + 1e-9 && before.drawn >= 0.0);
                prop_assert!((0.0..=1.0).contains(&before.shortage) && (0.0..=1.0).contains(&before.households_short));
                prop_assert!((0.0..=1.0).contains(&felt) && (0.0..=1.0).contains(&run.producer().withheld));
                prop_assert!((1.0..=5.0).contains(&before.price), "price {}", before.price);
                // What is met is supply and store: D (1 - σ) = taken - refilled + drawn.
                let met = before.demand * (1.0 - before.shortage);
                let refill = run.trade.consumers[BUYER].refill;
                prop_assert!(close_to(met, before.delivered - refill + before.drawn));
                prop_assert!(run.trade.producers[SELLER].kept >= -1e-9);
                run.days(1);
            }
        }
        // Flows may have been set for another day.
        while run.trade.settled != Some(run.at) {
            book.day(&run, case.home_demand);
            run.days(1);
        }
        prop_assert!(close_to(book.produced, book.home + book.kept + book.handed_over), "{book:?}");
        let on_the_way = run.trade.contracts[CONTRACT].travelling.stock;
        prop_assert!(close_to(way + book.handed_over, on_the_way + book.arrived), "{book:?}");
        let stored = run.consumer().stock;
        prop_assert!(close_to(stock + book.refilled, stored + book.drawn), "{book:?}");
        for record in run.bench.log.records() {
            prop_assert!((1..=6).contains(&run.bench.log.causes(record).len()));
        }
    }

    #[test]
    fn kept_goods_are_what_is_withheld_where_there_is_plenty(share in 0.01..1.0_f64, days in 1..60_u32) {
        let mut run = Run::new(&plain());
        run.days(days);
        run.withhold(share);
        run.days(1);
        let withheld = share * run.contract().due;
        prop_assert!(close_to(run.trade.producers[SELLER].kept, withheld));
        prop_assert!(close_to(run.contract().delivered, run.contract().due - withheld));
    }

    #[test]
    fn more_withheld_is_never_felt_less(low in 0.0..0.9_f64, more in 0.0..0.1_f64, days in 10..90_u32) {
        let felt = |share: f64| {
            let mut run = Run::new(&Case { stock: 15.0, ..plain() });
            run.withhold(share.max(1e-6));
            run.days(days);
            (run.consumer().felt, run.contract().undelivered)
        };
        let (less, worse) = (felt(low), felt(low + more));
        prop_assert!(worse.0 >= less.0 - 1e-9 && worse.1 >= less.1 - 1e-9);
    }
}
