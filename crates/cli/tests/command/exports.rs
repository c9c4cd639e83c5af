//! `powderkeg export`: what it writes where, and what it leaves alone.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{call, fails, ok, text, with_demo};

const FORMATS: [&str; 5] = ["geojson", "kml", "czml", "csv", "dot"];

fn with_run() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    ok(dir.path(), &["run", "baikonur-2015", "--seed", "34", "--out", "run"]);
    dir
}

fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_saved_run_and_its_scenario_are_written_alike() {
    let dir = with_run();
    for format in FORMATS {
        let saved = ok(dir.path(), &["export", "run", "--format", format]);
        let played = ok(dir.path(), &["export", "baikonur-2015", "--seed", "34", "--format", format]);
        assert!(saved == played && saved.ends_with('\n'), "{format}");
        let file = format!("r.{format}");
        assert_eq!(ok(dir.path(), &["export", "run", "--format", format, "--out", &file]), "");
        assert_eq!(std::fs::read_to_string(dir.path().join(&file)).unwrap(), saved);
    }
    ok(dir.path(), &["export", "run", "--format", "cdf", "--out", "cdf"]);
    let files = names(&dir.path().join("cdf"));
    let beginnings = ["CDF_Cbt_Pwr_", "CDF_EntityTable_", "CDF_Events_", "CDF_Metadata_"];
    assert!(files.len() == 4 && files.iter().zip(beginnings).all(|(file, begins)| file.starts_with(begins)));
    assert!(files.iter().all(|file| file.contains("baikonur-2015-34_S1_01-10-2014")), "{files:?}");
    let all = names(dir.path());
    assert_eq!(all.len(), 2 + FORMATS.len(), "nothing is left over: {all:?}");
}

#[test]
fn the_map_says_what_the_log_says() {
    let dir = with_run();
    let log = std::fs::read_to_string(dir.path().join("run/log.jsonl")).unwrap();
    let log: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let map: Value =
        serde_json::from_str(&ok(dir.path(), &["export", "run", "--format", "geojson"])).unwrap();
    let features = map["features"].as_array().unwrap();
    // The scenario gives the offset of its local time, and the corridors their way points.
    let events: Vec<&Value> = features.iter().filter(|row| row["properties"]["kind"] == "event").collect();
    assert_eq!(events.len(), log.len());
    for (event, record) in events.iter().zip(&log) {
        let time = format!("{}+06:00", record["time"].as_str().unwrap());
        assert_eq!(event["properties"]["when"], time.as_str());
        assert_eq!(&event["properties"]["event"], event_kind(record));
    }
    // Who has arrived in full is as strong as the log has it then.
    let closed: Vec<&Value> = log.iter().filter(|record| record["event"]["kind"] == "closed").collect();
    assert!(!closed.is_empty(), "seed 34 has an airlift");
    for record in closed {
        let path = format!("force.{}", record["event"]["force"].as_str().unwrap());
        let people = &record["event"]["people"];
        let of = |row: &&Value| row["properties"]["entity"] == path.as_str();
        let stays = features.iter().filter(of).map(|row| &row["properties"]["people"]);
        assert!(stays.clone().any(|stay| stay == people), "{record}");
    }
    let raid = features.iter().find(|row| {
        row["properties"]["entity"] == "force.rangers" && row["geometry"]["type"] == "LineString"
    });
    assert!(raid.is_some_and(|way| way["properties"]["way"].as_str().unwrap().starts_with("corridor ")));
}

/// The kind of a record; `is` where the event has a field of that name.
fn event_kind(record: &Value) -> &Value {
    let event = &record["event"];
    if event["is"].is_null() { &event["kind"] } else { &event["is"] }
}

#[test]
fn an_offset_that_cannot_be_read_is_said() {
    let dir = with_demo();
    for (utc, offset, is_said) in [("+05:30", "+05:30", false), ("UTC+6", "+02:00", true)] {
        let file = dir.path().join("demo/scenario.toml");
        let scenario = std::fs::read_to_string(&file).unwrap();
        let (before, after) = scenario.split_once("[scenario]\n").unwrap();
        let after = after.trim_start_matches("utc = \"+05:30\"\n");
        std::fs::write(&file, format!("{before}[scenario]\nutc = \"{utc}\"\n{after}")).unwrap();
        let output = call(dir.path(), &["export", "demo", "--format", "geojson"]);
        let map: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(map["begin"], format!("2024-11-01T00:00:00{offset}"));
        assert_eq!(text(&output.stderr).contains("utc = \"UTC+6\" is no offset"), is_said);
    }
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let dir = with_demo();
    let file = dir.path().join("map.json");
    std::fs::write(&file, "mine").unwrap();
    let complaint = fails(dir.path(), &["export", "demo", "--format", "geojson", "--out", "map.json"], 3);
    assert!(complaint.contains("map.json is there already: nothing was changed"), "{complaint}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    let complaint = fails(dir.path(), &["export", "demo", "--format", "cdf", "--out", "demo"], 3);
    assert!(complaint.contains("demo holds `"), "{complaint}");
    fails(dir.path(), &["export", "demo", "--format", "cdf", "--out", "map.json"], 3);
    let complaint = fails(dir.path(), &["export", "demo", "--format", "kml", "--out", "no/such/map.kml"], 3);
    assert!(complaint.contains("there is no folder no/such"), "{complaint}");
    fails(dir.path(), &["export", "demo", "--format", "kml", "--out", "demo"], 3);
    assert_eq!(names(dir.path()), ["demo", "map.json"]);
}

#[test]
fn what_is_no_run_is_named() {
    let dir = with_demo();
    for (arguments, code, said) in [
        (&["export", "demo"][..], 2, "--format"),
        (&["export", "demo", "--format", "shapefile"], 2, "geojson, kml, czml, cdf, csv, dot"),
        (&["export", "demo", "--format", "cdf"], 2, "--out"),
        (&["export", "nowhere", "--format", "dot"], 2, "there is no scenario `nowhere`"),
        (&["export", "demo", "--format", "dot", "--seed", "-1"], 2, "seed"),
        (&["export", "demo", "--format", "dot", "--set", "x.y=1"], 2, "--set:1:"),
    ] {
        let complaint = fails(dir.path(), arguments, code);
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
    std::fs::create_dir(dir.path().join("foreign")).unwrap();
    std::fs::write(dir.path().join("foreign/thesis.tex"), "x").unwrap();
    let complaint = fails(dir.path(), &["export", "foreign", "--format", "dot"], 3);
    assert!(complaint.contains("there is no saved run in foreign"), "{complaint}");
    ok(dir.path(), &["study", "demo", "-n", "2", "--out", "study"]);
    let complaint = fails(dir.path(), &["export", "study", "--format", "dot"], 2);
    assert!(complaint.contains("powderkeg verify study --row 1 --out RUN"), "{complaint}");
    assert_eq!(names(dir.path()), ["demo", "foreign", "study"]);
}

#[test]
fn a_saved_run_is_exported_as_it_was_or_not_at_all() {
    let dir = with_demo();
    let set = "contract.gas_to_southland.tolerance=0.2";
    ok(dir.path(), &["run", "demo", "--seed", "3", "--set", set, "--out", "saved"]);
    let map = ok(dir.path(), &["export", "saved", "--format", "geojson"]);
    let map: Value = serde_json::from_str(&map).unwrap();
    assert_eq!((&map["case"], &map["rep"]), (&format!("demo --set '{set}'").into(), &"3".into()));
    for changed in [&["--seed", "4"][..], &["--set", set], &["--forbid", "southland.ask"]] {
        let complaint = fails(dir.path(), &[&["export", "saved", "--format", "csv"], changed].concat(), 2);
        assert!(complaint.contains("saved is a saved run, which cannot be changed"), "{complaint}");
    }
    let log = dir.path().join("saved/log.jsonl");
    let lines = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, lines.replacen("\"minute\":", "\"minute\":1", 1)).unwrap();
    let output = call(dir.path(), &["export", "saved", "--format", "csv"]);
    assert!(output.status.success() && text(&output.stderr).contains("it has been edited"));
    let file = dir.path().join("demo/scenario.toml");
    let scenario = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, scenario.replace("[-3, 2]", "[-9, 2]")).unwrap();
    let complaint = fails(dir.path(), &["export", "saved", "--format", "csv", "--out", "events.csv"], 1);
    assert!(complaint.contains("the scenario has changed since this run"), "{complaint}");
    assert!(!dir.path().join("events.csv").exists());
}
