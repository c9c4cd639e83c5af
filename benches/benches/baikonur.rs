//! Wall-clock times, single-threaded.

use divan::Bencher;
use powderkeg_benches::{SEED, one_run, read_scenario, start_run};

fn main() {
    divan::main();
}

#[divan::bench]
fn scenario_read() {
    divan::black_box(read_scenario());
}

#[divan::bench]
fn engine_start(bencher: Bencher) {
    let engine = read_scenario();
    bencher.bench(|| start_run(divan::black_box(&engine), SEED));
}

/// Runs of many seeds, since one seed's crisis may be longer than another's.
#[divan::bench]
fn baikonur_runs(bencher: Bencher) {
    let engine = read_scenario();
    let mut seed = 0;
    bencher.bench_local(|| {
        seed += 1;
        one_run(&engine, seed)
    });
}
