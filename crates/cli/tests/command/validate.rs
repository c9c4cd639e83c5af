//! `powderkeg validate`: two tables that are never mixed, JSON, curves, and files of one's own.

use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::program::{call, text};

fn validate(dir: &Path, arguments: &[&str]) -> (Output, String, String) {
    let output = call(dir, &[&["validate"], arguments].concat());
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(!err.contains("panicked"), "{err}");
    (output, out, err)
}

#[test]
fn the_tables_stand_apart_and_fit_80_columns() {
    let dir = TempDir::new().unwrap();
    let (output, out, _) = validate(dir.path(), &["launch"]);
    assert!(output.status.success());
    let rows = out.strip_suffix("\nVerification: agrees 1. Validation: reported 5.\n").expect("a summary");
    let (code, world) = rows.split_once("VALIDATION:").expect("both tables");
    assert!(code.contains("VERIFICATION:") && code.contains("agrees") && !world.contains("agrees"));
    assert!(world.contains("Jeffreys") && !code.contains("Jeffreys"));
    for line in out.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn json_holds_scores_by_key_and_everything_beneath() {
    let dir = TempDir::new().unwrap();
    let (output, out, _) = validate(dir.path(), &["escalation", "--json"]);
    assert!(output.status.success());
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["component"], "escalation");
    assert_eq!(json["n"], 558);
    assert!((json["levels"].as_f64().unwrap() - 0.886).abs() < 1e-3);
    assert!((json["baselines"]["levels"]["a quarter each"].as_f64().unwrap() - 1.386).abs() < 1e-3);
    assert_eq!(json["validation"][0]["key"], "levels");
    assert_eq!(json["verification"][0]["verdict"], "agrees");
}

#[test]
fn curves_are_written() {
    let dir = TempDir::new().unwrap();
    let (output, _, err) = validate(dir.path(), &["escalation", "--plot", "a/b"]);
    assert!(output.status.success(), "{err}");
    let svg = std::fs::read_to_string(dir.path().join("a/b/escalation-levels.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("<title") && svg.contains("<desc"));
    std::fs::write(dir.path().join("file"), "").unwrap();
    assert_eq!(validate(dir.path(), &["escalation", "--plot", "file"]).0.status.code(), Some(3));
    let (output, _, err) = validate(dir.path(), &["attrition", "--plot", "none"]);
    assert!(output.status.success() && err.contains("tables only"), "{err}");
    assert!(!dir.path().join("none").exists(), "a folder with nothing in it helps nobody");
}

#[test]
fn own_files_are_scored_or_refused_with_their_place() {
    let dir = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    let header = "series,trials,successes,claimed,claim\n";
    write("good.csv", &format!("{header}ours,10,9,0.95,go\n"));
    write("bad.csv", &format!("{header}ours,ten,9,0.95,go\nours,10,11,-1,go\n"));
    let (output, out, _) = validate(dir.path(), &["launch", "--data", "good.csv"]);
    assert!(output.status.success() && out.contains("ours") && !out.contains("Shuttle"));
    let (output, out, err) = validate(dir.path(), &["launch", "--data", "bad.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out.is_empty());
    for told in [
        "bad.csv, line 2, column 2 (trials): `ten` is not a number",
        "bad.csv, line 3, column 3 (successes): there are more successes than trials",
        "bad.csv, line 3, column 4 (claimed): -1 is out of range",
    ] {
        assert!(err.contains(told), "{err}");
    }
    for (arguments, code) in [
        (&["launch", "--data", "nowhere.csv"][..], 3),
        (&["launch", "--data", "."], 3),
        (&["heat", "--data", "good.csv"], 2),
        (&["--data", "good.csv"], 2),
        (&["weather machine"], 2),
    ] {
        let (output, _, err) = validate(dir.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {err}");
    }
}
