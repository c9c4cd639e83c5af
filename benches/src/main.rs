//! Does each piece of measured work, for `instructions.sh` to count: a reading, a start, and the runs of
//! seeds 0 to 19, since one seed's crisis may be longer than another's.

use powderkeg_benches::{SEED, hash_log, one_run, read_scenario, start_run};

fn main() {
    let engine = read_scenario();
    let began = start_run(&engine, 0);
    let records: usize = (0..20).map(|seed| one_run(&engine, seed)).sum();
    println!("{records} records from minute {began}, log {}", hash_log(&engine, SEED));
}
