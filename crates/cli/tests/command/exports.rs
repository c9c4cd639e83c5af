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
        assert_eq!(event["properties"]["event"], record["event"]["kind"]);
        assert_eq!(event["properties"]["fields"], record["event"]);
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
        (&["export", "demo", "--format", "dot", "--out", "-"], 2, "for standard output leave it out"),
        (&["export", "demo", "--format", "dot", "--set", "x.y=1"], 2, "--set:1:"),
    ] {
        let complaint = fails(dir.path(), arguments, code);
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
    std::fs::create_dir(dir.path().join("foreign")).unwrap();
    std::fs::write(dir.path().join("foreign/thesis.tex"), "x").unwrap();
    for asked in [&["export", "foreign", "--format", "dot"][..], &["dossier", "foreign"]] {
        let complaint = fails(dir.path(), asked, 1);
        assert!(
            complaint.contains("there is no saved run in foreign, no study and no scenario"),
            "{complaint}"
        );
    }
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
    let file = dir.path().join("demo/scenario.toml");
    let scenario = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, scenario.replace("[-3, 2]", "[-9, 2]")).unwrap();
    let complaint = fails(dir.path(), &["export", "saved", "--format", "csv", "--out", "events.csv"], 1);
    assert!(complaint.contains("the scenario of saved has changed since this run"), "{complaint}");
    assert!(!dir.path().join("events.csv").exists());
}

#[test]
fn a_file_named_like_another_format_is_said() {
    let dir = with_demo();
    for (out, said) in
        [("a.kml", "a.kml is named like kml, and holds geojson\n"), ("b.geojson", ""), ("c.json", "")]
    {
        let output = call(dir.path(), &["export", "demo", "--format", "geojson", "--out", out]);
        assert!(output.status.success(), "{out}");
        assert_eq!(text(&output.stderr), format!("{said}saved in {out}\n"));
    }
}

/// A shell that gives the program no more room than this, in blocks of 512 bytes, as a full disk would.
#[cfg(unix)]
fn in_little_room(dir: &Path, blocks: u32, arguments: &str) -> (Option<i32>, String) {
    let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {arguments}");
    let shell = std::process::Command::new("sh")
        .args(["-c", &line, env!("CARGO_BIN_EXE_powderkeg")])
        .current_dir(dir)
        .output()
        .expect("a shell");
    (shell.status.code(), text(&shell.stderr))
}

#[cfg(unix)]
#[test]
fn what_does_not_fit_on_the_disk_leaves_nothing() {
    let dir = with_run();
    std::fs::create_dir(dir.path().join("empty")).unwrap();
    // The first table fits, the second doesn't.
    for (arguments, out) in [
        ("export run --format cdf --out tables", "tables"),
        ("export run --format cdf --out empty", "empty"),
        ("export run --format csv --out events.csv", "events.csv"),
        ("dossier run --out page.html", "page.html"),
        ("run baikonur-2015 --out again", "again"),
    ] {
        let (code, complaint) = in_little_room(dir.path(), 32, arguments);
        assert!(code == Some(3) && complaint.contains(&format!("cannot write {out}: ")), "{complaint}");
        assert!(!complaint.contains(".powderkeg-") && !complaint.contains("unfinished"), "{complaint}");
        assert_eq!(names(dir.path()), ["empty", "run"]);
        assert_eq!(names(&dir.path().join("empty")), [""; 0]);
    }
    for out in ["tables", "empty"] {
        ok(dir.path(), &["export", "run", "--format", "cdf", "--out", out]);
        assert_eq!(names(&dir.path().join(out)).len(), 4);
    }
}

#[test]
fn nothing_is_twice_in_a_minute_in_the_tables() {
    let dir = with_run();
    ok(dir.path(), &["export", "run", "--format", "cdf", "--out", "cdf"]);
    let folder = dir.path().join("cdf");
    let file = names(&folder).into_iter().find(|name| name.starts_with("CDF_Events_")).unwrap();
    let table = std::fs::read_to_string(folder.join(file)).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    // The columns before the detail have no commas in them in this scenario.
    for row in table.lines().filter(|row| row.contains(",location update,")) {
        let columns: Vec<&str> = row.split(',').collect();
        assert!(seen.insert((columns[2].to_owned(), columns[3].to_owned())), "{row}");
    }
    assert!(seen.len() > 20, "{seen:?}");
}
