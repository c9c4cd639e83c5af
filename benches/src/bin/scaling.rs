//! How a run's cost grows with days, cities and rules: counts the instructions of the same seeds on yardsticks of four
//! sizes each, and fits exponents. Needs valgrind.

use powderkeg_benches::yardstick::{Axis, engine, runs, text};
use std::process::{Command, ExitCode};

/// Seeds of each size.
const SEEDS: u32 = 10;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [] => measure_all(),
        [axis, size] => run_one(axis, size),
        _ => Err("usage: scaling".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

/// What is counted: runs of one size.
fn run_one(axis: &str, size: &str) -> Result<(), String> {
    let axis = Axis::ALL.into_iter().find(|known| known.name() == axis).ok_or("no such axis")?;
    let size = size.parse().map_err(|_| "no such size")?;
    println!("{} records", runs(&engine(text(axis, size)), u64::from(SEEDS)));
    Ok(())
}

fn measure_all() -> Result<(), String> {
    println!("million instructions a run; exponents of all of it, and of what each doubling adds\n");
    for axis in Axis::ALL {
        let mut costs = Vec::new();
        for size in axis.sizes() {
            costs.push(instructions(axis, size)? / f64::from(SEEDS) / 1e6);
        }
        let sizes = axis.sizes().map(|size| size as f64);
        let told: Vec<String> =
            axis.sizes().iter().zip(&costs).map(|(size, cost)| format!("{size}: {cost:.1}")).collect();
        let (whole, added) = (slope(&sizes, &costs), slope(&sizes[1..], &steps(&costs)));
        println!("{:8}{:48}{whole:6.2}{added:6.2}", axis.name(), told.join("   "));
    }
    Ok(())
}

/// Instructions of the runs of one size, by callgrind.
fn instructions(axis: Axis, size: usize) -> Result<f64, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let out = std::env::temp_dir().join(format!("powderkeg-scaling-{}", std::process::id()));
    let ran = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind", "--collect-atstart=no"])
        .arg("--toggle-collect=powderkeg_benches::yardstick::runs*")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(this)
        .args([axis.name(), &size.to_string()])
        .output()
        .map_err(|error| format!("valgrind: {error}; install it first"))?;
    if !ran.status.success() {
        return Err(String::from_utf8_lossy(&ran.stderr).into_owned());
    }
    let counted = std::fs::read_to_string(&out).map_err(|error| error.to_string())?;
    std::fs::remove_file(&out).map_err(|error| error.to_string())?;
    let totals =
        counted.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
    totals.and_then(|count| count.trim().parse().ok()).ok_or_else(|| "callgrind told no total".to_owned())
}

/// What each size costs more than the one before.
fn steps(costs: &[f64]) -> Vec<f64> {
    costs.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Slope of the least-squares line through (ln x, ln y).
fn slope(x: &[f64], y: &[f64]) -> f64 {
    let log = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| libm::log(*value)).collect() };
    let (x, y) = (log(x), log(y));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (middle_x, middle_y) = (mean(&x), mean(&y));
    let covariance: f64 = x.iter().zip(&y).map(|(x, y)| (x - middle_x) * (y - middle_y)).sum();
    let variance: f64 = x.iter().map(|x| (x - middle_x) * (x - middle_x)).sum();
    covariance / variance
}
