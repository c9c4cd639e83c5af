//! Does each piece of measured work once, for `instructions.sh` to count.

use powderkeg_benches::{SEED, one_run, read_scenario, start_run};

fn main() {
    let engine = read_scenario();
    let began = start_run(&engine, SEED);
    println!("{} records from minute {began}", one_run(&engine, SEED));
}
