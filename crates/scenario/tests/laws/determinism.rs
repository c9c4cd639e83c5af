//! The same setup and seed give the same log, however it is computed.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::log::LogHash;
use powderkeg_engine::world::{Calls, Engine, RunOptions};

use crate::{ALL, baikonur, engine_with};

fn hash(engine: &Engine, seed: u64, calls: Calls) -> LogHash {
    engine.run(seed, RunOptions { calls, ..RunOptions::default() }).log().hash()
}

fn reversed() -> [Domain; 11] {
    let mut order = Domain::ALL;
    order.reverse();
    order
}

fn interleaved() -> [Domain; 11] {
    let mut order = Domain::ALL;
    order.rotate_left(4);
    order.swap(0, 7);
    order.swap(2, 9);
    order
}

#[test]
fn the_order_of_calls_inside_an_instant_does_not_matter() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        for seed in 0..20 {
            let plain = hash(&engine, seed, Calls::default());
            for order in [reversed(), interleaved()] {
                let shuffled = hash(&engine, seed, Calls { order, needless: false });
                assert_eq!(plain, shuffled, "{name}, seed {seed}, order {order:?}");
            }
        }
    }
}

#[test]
fn needless_steps_change_nothing() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        for seed in 0..20 {
            let plain = hash(&engine, seed, Calls::default());
            let needless = hash(&engine, seed, Calls { order: Domain::ALL, needless: true });
            assert_eq!(plain, needless, "{name}, seed {seed}");
        }
    }
}

#[test]
fn threads_do_not_matter() {
    let engine = baikonur();
    let here: Vec<LogHash> = (0..12).map(|seed| hash(&engine, seed, Calls::default())).collect();
    let there: Vec<LogHash> = std::thread::scope(|scope| {
        let run = |seeds: std::ops::Range<u64>| -> Vec<LogHash> {
            seeds.map(|seed| hash(&engine, seed, Calls::default())).collect()
        };
        let (first, second) = (scope.spawn(move || run(0..6)), scope.spawn(move || run(6..12)));
        let mut all = first.join().expect("no panic");
        all.extend(second.join().expect("no panic"));
        all
    });
    assert_eq!(here, there);
}
