fn main() {
    let f = powderkeg_validation::gas::check();
    for r in &f.validation {
        println!(
            "{} n={} {:?}\n   base {:?}\n   gate {:?} {:?}\n   {}",
            r.key,
            r.n,
            r.score,
            r.baselines,
            r.gate,
            r.verdict(),
            r.note
        );
    }
    std::fs::write("scenarios/gas-2009/countries.toml", powderkeg_validation::gas::shipped_countries()).unwrap();
}
