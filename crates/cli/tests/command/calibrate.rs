//! Calibrations and scores as people meet them: files, refusals, and what goes on with them.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{fails, json, ok};

const FILES: [&str; 3] = ["calibration.toml", "overrides.toml", "particles.parquet"];

/// Two valleys, and a record of great cold in the first: that depends on its season's shift and on nothing else that is
/// uncertain.
const SCENARIO: &str = r#"
[scenario]
title  = "Weather"
starts = 2030-01-01
ends   = 2030-01-03
[party.here]
kind = "state"
[party.there]
kind = "state"
[weather.valley]
covers         = ["here"]
monthly_mean_c = { jan = 0, feb = 0, mar = 0, apr = 0, may = 0, jun = 0, jul = 0, aug = 0, sep = 0, oct = 0, nov = 0, dec = 0 }
season_shift_c = { normal = [0, 2], source = "none" }
anomaly_sd_c   = 1.0
[weather.hill]
like           = "valley"
covers         = ["there"]
season_shift_c = { uniform = [-4, 4] }
[outcome.degrees]
is   = "temperature(valley)"
unit = "°C"
"#;

fn with_weather() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    fs::create_dir(dir.path().join("cold")).expect("a file");
    fs::write(dir.path().join("cold/scenario.toml"), SCENARIO).expect("a file");
    let record = "[fact.bitter]\nevent = \"temperature(valley) < -3\"\n";
    fs::write(dir.path().join("cold/expect.toml"), record).expect("a file");
    dir
}

#[test]
fn what_the_record_identifies_is_overridden_and_nothing_else() {
    let dir = with_weather();
    let told = json(dir.path(), &["calibrate", "cold", "-n", "400", "--rounds", "3", "--out", "c"]);
    // Nearer than having the one fact there is nothing: one round.
    assert_eq!(told["rounds"].as_array().unwrap().len(), 1);
    let numbers = told["numbers"].as_array().unwrap();
    let moved: Vec<&Value> = numbers.iter().filter(|row| row["moved"] == true).collect();
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert_eq!(moved[0]["path"], "weather.valley.season_shift_c");
    assert!(moved[0]["shift"].as_f64().unwrap() < -1.0, "{}", moved[0]);
    assert!(told["distance_after"].as_f64().unwrap() < told["distance_before"].as_f64().unwrap());
    let text = fs::read_to_string(dir.path().join("c/overrides.toml")).unwrap();
    assert!(text.contains("weather.valley.season_shift_c={ normal = [-"), "{text}");
    assert_eq!(text.matches("=[").count() + text.matches("={").count(), 1, "{text}");
    // What is written is taken as it is, and does what it says.
    let plain = json(dir.path(), &["study", "cold", "-n", "300"]);
    let with = ["--interventions", "c/overrides.toml"];
    let fitted = json(dir.path(), &[&["study", "cold", "-n", "300"][..], &with].concat());
    let mean = |study: &Value| study["outcomes"]["degrees"]["mean"].as_f64().unwrap();
    assert!(mean(&fitted) < mean(&plain) - 1.5, "{} {}", mean(&plain), mean(&fitted));
    ok(dir.path(), &[&["run", "cold"][..], &with].concat());
    let hindcast = json(dir.path(), &[&["hindcast", "cold", "-n", "100"][..], &with].concat());
    assert!(hindcast["brier"].as_f64().unwrap() < 0.25);
}

#[test]
fn threads_do_not_change_a_calibration() {
    let dir = with_weather();
    let told = |threads: &str, out: &str| {
        let told = ok(
            dir.path(),
            &[
                "calibrate",
                "cold",
                "-n",
                "60",
                "--rounds",
                "2",
                "--seed",
                "4",
                "--threads",
                threads,
                "--out",
                out,
            ],
        );
        assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
        let files = FILES.map(|name| fs::read(dir.path().join(out).join(name)).expect("a file"));
        (told.replace(out, "OUT"), files)
    };
    assert!(told("1", "c1") == told("2", "c2"));
    let names: Vec<_> = fs::read_dir(dir.path().join("c1")).unwrap().collect();
    assert_eq!(names.len(), 3, "these files and no others");
}

#[test]
fn what_cannot_be_calibrated_says_why_and_leaves_everything() {
    let dir = with_weather();
    let calibrate = ["calibrate", "cold", "-n", "20", "--rounds", "1", "--out", "c"];
    ok(dir.path(), &calibrate);
    let bytes = || FILES.map(|name| fs::read(dir.path().join("c").join(name)).expect("a file"));
    let before = bytes();
    assert!(fails(dir.path(), &calibrate, 3).contains("nothing was changed"));
    assert!(bytes() == before);
    for (arguments, said) in [
        (&["-n", "0"][..], "a whole number from 20 to 100000"),
        (&["-n", "-5"], "a whole number from 20 to 100000"),
        (&["--rounds", "0"], "--rounds"),
        (&["--rounds", "many"], "--rounds"),
        (&["--set", "weather.valley.shift=1"], "weather.valley"),
    ] {
        let all: Vec<&str> = ["calibrate", "cold", "--out", "d"].iter().chain(arguments).copied().collect();
        let complaint = fails(dir.path(), &all, 2);
        assert!(complaint.contains(said), "{said}: {complaint}");
    }
    assert!(fails(dir.path(), &["calibrate", "cold"], 2).contains("--out"));
    let known = ["--set", "weather.valley.season_shift_c=0", "--set", "weather.hill.season_shift_c=0"];
    let all: Vec<&str> = ["calibrate", "cold", "--out", "d"].iter().chain(&known).copied().collect();
    let complaint = fails(dir.path(), &all, 1);
    assert!(complaint.contains("all its numbers are known"), "{complaint}");
    fs::remove_file(dir.path().join("cold/expect.toml")).unwrap();
    assert!(fails(dir.path(), &["calibrate", "cold", "--out", "d"], 1).contains("it has no record"));
    fs::write(dir.path().join("file"), "mine").unwrap();
    assert_eq!(fs::read_to_string(dir.path().join("file")).unwrap(), "mine");
    assert!(!dir.path().join("d").exists(), "nothing is made");
}

#[test]
fn long_names_of_changes_and_facts_stay_in_eighty_columns() {
    let dir = TempDir::new().unwrap();
    let told = ok(dir.path(), &["hindcast", "gas-2009", "-n", "1"]);
    for said in ["gas dispute", "  lower bulgarias_households", "larger_stores\n", "unclear"] {
        assert!(told.to_lowercase().contains(said), "{said}: {told}");
    }
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
}

#[test]
fn a_saved_study_is_scored_as_its_runs_are() {
    let dir = TempDir::new().unwrap();
    ok(dir.path(), &["study", "first-steps", "-n", "40", "--seed", "7", "--out", "s"]);
    let (saved, run) = (
        json(dir.path(), &["hindcast", "s"]),
        json(dir.path(), &["hindcast", "first-steps", "-n", "40", "--seed", "7"]),
    );
    for key in ["facts", "order", "results", "brier", "dates", "runs", "first_seed", "all_facts"] {
        assert_eq!(saved[key], run[key], "{key}");
    }
    let told = ok(dir.path(), &["hindcast", "s"]);
    assert!(told.contains("Scores") && !told.contains("If it is changed"), "{told}");
    assert!(fails(dir.path(), &["hindcast", "s", "-n", "5"], 2).contains("is a study"));
    assert!(fails(dir.path(), &["hindcast", "s", "--forbid", "a.b"], 2).contains("study.toml"));
}
