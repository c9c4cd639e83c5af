//! The command as people and programs meet it: exit codes, streams, files.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use tempfile::TempDir;

use crate::program::{call, command, fails, ok, text, with_demo};

#[test]
fn wrong_arguments_are_usage_errors() {
    let dir = with_demo();
    for arguments in [
        &["frobnicate"][..],
        &[],
        &["run"],
        &["run", "demo", "--seed", "minus one"],
        &["run", "demo", "--seed", "-1"],
        &["run", "demo", "--set", "no equals sign"],
        &["run", "nowhere"],
        &["check", "nowhere"],
        &["hindcast", "demo", "-n", "0"],
        &["why", "demo", "1", "--dot", "--json"],
        &["new", "../demo"],
        &["new", "Demo"],
        &["new", ""],
        &["completions", "tin"],
    ] {
        assert!(!fails(dir.path(), arguments, 2).is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_missing_file_is_an_io_error_and_a_broken_one_a_mistake() {
    let dir = with_demo();
    assert!(fails(dir.path(), &["verify", "demo"], 3).contains("no saved run in demo"));
    fails(dir.path(), &["why", "nowhere", "1"], 3);
    std::fs::write(dir.path().join("demo/run.toml"), "seed = \"no\"").unwrap();
    assert!(fails(dir.path(), &["verify", "demo"], 1).contains("no saved run"));
}

#[test]
fn a_foreign_folder_is_refused_before_the_run() {
    let dir = with_demo();
    let complaint = fails(dir.path(), &["run", "demo", "--out", "demo"], 3);
    assert!(
        complaint.contains("demo holds what no run wrote, `expect.toml` and `scenario.toml`: "),
        "{complaint}"
    );
}

#[test]
fn the_new_scenario_has_no_mistakes() {
    let dir = with_demo();
    let told = "demo: no mistakes found\nno condition encodes any of the 2 precedence pairs of its record\n";
    assert_eq!(ok(dir.path(), &["check", "demo"]), told);
    assert_eq!(ok(dir.path(), &["check", "demo", "--json"]), "[]\n");
    let list = ok(dir.path(), &["list"]);
    let words: Vec<&str> = list.lines().last().unwrap_or_default().split_whitespace().collect();
    assert_eq!(words, ["demo", "Gas", "dispute"]);
    let list: serde_json::Value = serde_json::from_str(&ok(dir.path(), &["list", "--json"])).unwrap();
    let rows = list.as_array().unwrap();
    let demo = serde_json::json!({ "name": "demo", "title": "Gas dispute", "built_in": false });
    assert_eq!(rows.last(), Some(&demo));
    assert!(rows.iter().any(|row| row["name"] == "baikonur-2015" && row["built_in"] == true));
}

#[test]
fn new_touches_nothing_that_is_there() {
    let dir = with_demo();
    let file = dir.path().join("demo/scenario.toml");
    std::fs::write(&file, "mine").unwrap();
    fails(dir.path(), &["new", "demo"], 3);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert!(fails(dir.path(), &["new", "dam-2031"], 2).contains("built-in"));
    assert!(!dir.path().join("dam-2031").exists());
}

#[test]
fn mistakes_are_shown_with_their_place_and_plainly() {
    let dir = with_demo();
    let file = dir.path().join("demo/scenario.toml");
    let scenario = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, scenario.replace("tolerance = 0.1", "tolerance = 7")).unwrap();
    let output = call(dir.path(), &["check", "demo"]);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    assert!(shown.contains("demo/scenario.toml:") && shown.contains("error["), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colours but on a terminal: {shown:?}");
    let json = call(dir.path(), &["check", "demo", "--json"]);
    assert_eq!(json.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(found[0]["severity"], "error");
    // Whoever runs it is told on standard error, and gets nothing on standard output.
    let run = call(dir.path(), &["run", "demo"]);
    assert_eq!((run.status.code(), run.stdout.len()), (Some(1), 0));
    assert!(text(&run.stderr).contains("tolerance"));
}

#[test]
fn programs_get_json_and_shells_get_scripts() {
    let dir = TempDir::new().unwrap();
    let schema: serde_json::Value = serde_json::from_str(&ok(dir.path(), &["schema"])).unwrap();
    assert!(schema.is_object());
    for shell in ["bash", "zsh", "fish"] {
        assert!(ok(dir.path(), &["completions", shell]).contains("powderkeg"));
    }
    assert!(ok(dir.path(), &["--help"]).contains("Exit codes"));
    assert!(ok(dir.path(), &["--version"]).starts_with("powderkeg "));
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    // The schema is longer than a pipe holds, so the program still writes when its reader goes.
    let dir = TempDir::new().unwrap();
    let mut child = command(dir.path(), &["schema"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0; 1];
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn a_saved_run_verifies_and_a_changed_one_does_not() {
    let dir = with_demo();
    let run =
        ["run", "demo", "--seed", "3", "--set", "contract.gas_to_southland.tolerance=0.2", "--out", "saved"];
    let told = ok(dir.path(), &run);
    assert_eq!(told, ok(dir.path(), &run), "again, over the saved run");
    assert!(ok(dir.path(), &["verify", "saved"]).starts_with("verified"));
    let report: serde_json::Value =
        serde_json::from_str(&ok(dir.path(), &["verify", "saved", "--json"])).unwrap();
    assert!(report["verified"] == true && report["differences"] == serde_json::json!([]), "{report}");
    let saved = dir.path().join("saved");
    let names: Vec<_> = std::fs::read_dir(&saved).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left over: {names:?}");

    let log = std::fs::read_to_string(saved.join("log.jsonl")).unwrap();
    assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    std::fs::write(saved.join("log.jsonl"), log.replacen("\"minute\":", "\"minute\":1", 1)).unwrap();
    assert!(fails(dir.path(), &["verify", "saved"], 1).contains("line 1 "));
    assert!(fails(dir.path(), &["why", "saved", "1"], 1).contains("line 1 "));
    std::fs::write(saved.join("log.jsonl"), &log).unwrap();

    let why = ok(dir.path(), &["why", "saved", "1"]);
    assert!(why.starts_with("#1 "), "{why}");
    assert!(ok(dir.path(), &["why", "saved", "1", "--dot"]).starts_with("digraph"));
    fails(dir.path(), &["why", "saved", "1000000"], 2);

    let file = dir.path().join("demo/scenario.toml");
    let scenario = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, scenario.replace("[-3, 2]", "[-9, 2]")).unwrap();
    let complaint = fails(dir.path(), &["verify", "saved"], 1);
    assert!(complaint.contains("scenario:") && complaint.contains("log:"), "{complaint}");
    let output = call(dir.path(), &["verify", "saved", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &report["verified"]), (Some(1), &serde_json::json!(false)));
    fails(dir.path(), &["why", "saved", "1"], 1);
}

#[test]
fn threads_do_not_change_a_hindcast() {
    let dir = with_demo();
    let one = ok(dir.path(), &["hindcast", "demo", "-n", "20", "--threads", "1", "--json"]);
    let two = ok(dir.path(), &["hindcast", "demo", "-n", "20", "--threads", "2", "--json"]);
    assert_eq!(one, two);
    let report: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(report["facts"][0]["share"]["of"], 20);
    assert_eq!(report["directions"][0]["name"], "colder_winter");
    // The template's every option, with the runs in which it is taken.
    assert!(report["options"].as_array().is_some_and(|rows| rows.iter().all(|row| row["share"]["of"] == 20)));
    assert!(ok(dir.path(), &["hindcast", "demo", "-n", "5"]).contains("kept_home before shortage"));
}

#[test]
fn options_that_no_run_takes_are_named() {
    let dir = with_demo();
    let file = dir.path().join("demo/scenario.toml");
    let scenario = std::fs::read_to_string(&file).unwrap();
    let never = "\n[doctrine.southland.idle]\nagenda = \"diplomatic\"\nwhen = \"shortage(gas, southland) > 2\"\nurge = \"1\"\n\
                 order = { call = { to = \"northland\", demand = \"deliver\", about = \"gas\" } }\n";
    std::fs::write(&file, scenario + never).unwrap();
    let told = ok(dir.path(), &["hindcast", "demo", "-n", "5"]);
    let (_, list) = told.split_once("took in any of the 5 runs\n").expect("a list");
    assert!(list.contains("Southland: ") && list.contains("idle"), "{list}");
}

/// `BLESS=1 cargo test -p powderkeg` writes the file anew: read it before you commit it.
#[test]
fn the_first_steps_read_as_they_did() {
    let dir = TempDir::new().expect("a folder");
    let told = ok(dir.path(), &["run", "first-steps", "--seed", "1"]);
    // How to go on names the log's hash, which is for `verify`.
    let (story, how) = told.split_once("\nSeed 1, ").expect("the run says how to go on");
    assert!(how.contains("--all") && how.contains("powderkeg why run "), "{how}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/first-steps-1.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, story).expect("the folder is there");
    }
    let wanted = std::fs::read_to_string(&path).expect("BLESS=1 writes it");
    assert!(story == wanted, "first-steps reads otherwise now; BLESS=1 accepts this:\n{story}");
}

#[test]
fn a_tree_of_causes_fits_a_screen() {
    let dir = TempDir::new().expect("a folder");
    ok(dir.path(), &["run", "first-steps", "--seed", "1", "--out", "run"]);
    let tree = ok(dir.path(), &["why", "run", "shortage_began"]);
    assert!(tree.lines().count() <= 52, "{tree}");
    let whole = ok(dir.path(), &["why", "run", "shortage_began", "--depth", "99"]);
    assert!(!whole.contains("lie behind these") && whole.len() >= tree.len(), "{whole}");
}
