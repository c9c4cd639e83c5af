//! `compare` and `but-for` as people meet them: what is printed, refused and kept.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{call, fails, json, ok, text};

const KEEP: &str = "forbid alder.keep_coal_home";
const ORDER: &str = "do 2030-12-24T18:30 alder.keep_coal_home";

#[test]
fn a_comparison_is_told_with_its_intervals_and_one_pair() {
    let dir = TempDir::new().unwrap();
    let arguments = ["compare", "first-steps", "--with", KEEP, "-n", "40"];
    let told = ok(dir.path(), &arguments);
    for said in [
        "The tunnel winter: 40 pairs, seeds 1 to 40",
        "Without: as it is",
        "With: forbidden alder.keep_coal_home",
        "Kept home",
        "Where they come apart",
        "not with the",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let report = json(dir.path(), &arguments);
    let kept = &report["facts"]["kept_home"]["share"];
    assert!(kept["base"].as_f64().unwrap() > 0.2 && kept["with"] == 0.0, "{kept}");
    assert!(kept["low"].as_f64() < kept["difference"].as_f64() && kept["high"].as_f64() < Some(0.0));
    assert_eq!((report["pairs"].as_u64(), report["pair"]["seed"].as_u64().is_some()), (Some(40), true));
    // What has nothing to do with it is the same in every pair, which no unpaired runs would show.
    let first = &report["pair"]["first_differences"][0];
    assert_eq!(
        (&first["kind"], &first["in"], &first["otherwise"]),
        (&"decided".into(), &"base".into(), &"missing".into())
    );
    let threads = |count: &'static str| ok(dir.path(), &[&arguments[..], &["--threads", count]].concat());
    assert_eq!(threads("1"), threads("3"));
}

#[test]
fn a_pair_is_explained_from_the_order_on() {
    let dir = TempDir::new().unwrap();
    let arguments = [
        "compare",
        "first-steps",
        "--forbid",
        "birch.raise_pay",
        "--base",
        KEEP,
        "--with",
        ORDER,
        "-n",
        "5",
        "--pair",
        "3",
    ];
    let told = ok(dir.path(), &arguments);
    let even = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(even.contains("Pair 3 (seed 3), as asked for"), "{told}");
    assert!(even.contains("ordered from outside: --do '2030-12-24T18:30 alder.keep_coal_home'"), "{told}");
    assert!(even.contains("Without: forbidden birch.raise_pay, alder.keep_coal_home"), "{told}");
    let report = json(dir.path(), &arguments);
    assert_eq!(report["pair"]["pair"], 3);
    assert_eq!(report["base"]["forbid"].as_array().map(Vec::len), Some(2));
    fs::write(dir.path().join("plan.toml"), "forbid = [\"alder.keep_coal_home\"]").unwrap();
    ok(dir.path(), &["compare", "first-steps", "--with", "plan.toml", "-n", "2"]);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("plan.toml"), "forbid = [\"alder.keep_coal\"]").unwrap();
    for (arguments, said) in [
        (&["-n", "5"][..], "--with"),
        (&["-n", "0", "--with", KEEP], "from 1 to"),
        (&["-n", "-3", "--with", KEEP], "from 1 to"),
        (&["-n", "5", "--with", KEEP, "--base", KEEP], "both sides are the same"),
        (&["-n", "5", "--with", "forbid alder.keep_coal"], "did you mean `alder.keep_coal_home`?"),
        (&["-n", "5", "--with", "plan.toml"], "plan.toml:1:"),
        (&["-n", "5", "--with", "set labour.onset_rat=1"], "did you mean `labour.onset_rate`?"),
        (&["-n", "5", "--with", "set labour.onset_rate"], "PATH=VALUE"),
        (&["-n", "5", "--with", "prevent alder.keep_coal"], "'forbid PARTY.OPTION'"),
        (&["-n", "5", "--with", KEEP, "--pair", "6"], "counted from 1 to 5"),
        (&["-n", "5", "--with", KEEP, "--pair", "0"], "counted from 1 to 5"),
        (&["-n", "5", "--with", "set scenario.starts=2030-11-02"], "other start"),
    ] {
        let all: Vec<&str> =
            ["compare", "first-steps"].into_iter().chain(arguments.iter().copied()).collect();
        let complaint = fails(dir.path(), &all, 2);
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
    fails(dir.path(), &["compare", "first-steps", "--with", "nowhere.toml"], 3);
}

#[test]
fn an_event_is_asked_for_over_many_runs() {
    let dir = TempDir::new().unwrap();
    let arguments = ["but-for", "first-steps", "withheld", "-n", "40"];
    let told = ok(dir.path(), &arguments);
    assert!(told.contains("`withheld` came about in") && told.contains("Alder decided to"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let report = json(dir.path(), &arguments);
    let decided = report["causes"].as_array().unwrap().iter().find(|row| row["kind"] == "decided").unwrap();
    assert_eq!(decided["necessary"]["share"], 1.0);
    assert!(decided["sufficient"]["of"].as_u64() > Some(0));
    // A fact of the record is asked for by its name; it is the same event here.
    let fact = json(dir.path(), &["but-for", "first-steps", "kept_home", "-n", "40"]);
    assert_eq!(fact["happens"], report["happens"]);
    let never = ok(dir.path(), &["but-for", "first-steps", "raid_began", "-n", "8"]);
    assert!(never.contains("came about in none of the 8 runs"), "{never}");
    assert_eq!(json(dir.path(), &["but-for", "first-steps", "raid_began", "-n", "8"])["happens"]["held"], 0);
    for (arguments, said) in [
        (&["first-steps", "withheld", "-n", "0"][..], "from 1 to"),
        (&["first-steps", "witheld"], "did you mean `withheld`?"),
        (&["first-steps", "kept_hom"], "did you mean `kept_home`?"),
        (&["first-steps", "17"], "--run DIR 42"),
        (&["first-steps"], "name a scenario and an event"),
        (&["first-steps", "withheld", "--once", "--for", "7d"], "--once"),
        (&["first-steps", "withheld", "--for", "week"], "7d or 12h"),
        (&["first-steps", "withheld", "--for=-7d"], "7d or 12h"),
        (&["first-steps", "withheld", "--candidates", "0"], "--candidates"),
        (&["first-step", "withheld"], "did you mean `first-steps`?"),
    ] {
        let all: Vec<&str> = ["but-for"].into_iter().chain(arguments.iter().copied()).collect();
        let complaint = fails(dir.path(), &all, 2);
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
}

/// What a run's event would not have happened without is kept in its folder, and `why` shows it.
#[test]
fn a_saved_run_keeps_what_was_necessary() {
    let dir = TempDir::new().unwrap();
    let root = dir.path();
    ok(root, &["run", "first-steps", "--seed", "3", "--do", &ORDER[3..], "--out", "saved"]);
    assert!(!ok(root, &["why", "saved", "withheld"]).contains("[necessary]"));
    let told = ok(root, &["but-for", "--run", "saved", "withheld", "--once"]);
    assert!(told.contains("Necessary") && told.contains("once"), "{told}");
    // What is said to be typed can be typed.
    let note = text(&call(root, &["but-for", "--run", "saved", "withheld", "-n", "10"]).stderr);
    let typed = note.split("`powderkeg ").nth(1).and_then(|rest| rest.split('`').next()).unwrap_or_default();
    let typed: Vec<&str> = typed.split(' ').collect();
    assert!(typed.starts_with(&["why", "saved"]) && ok(root, &typed).contains("[necessary"), "{note}");
    let file = root.join("saved/but-for.json");
    let kept: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(kept["answers"].as_array().map(Vec::len), Some(1), "asked again, the answer gives way");
    let why = ok(root, &["why", "saved", "withheld"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        why.contains("[necessary") && why.contains("necessary: taken away to the end of the run"),
        "{why}"
    );
    assert!(ok(root, &["why", "saved", "withheld", "--dot"]).contains("[necessary"));
    let graph = json(root, &["why", "saved", "withheld"]);
    assert!(graph["records"].as_array().unwrap().iter().any(|record| record["necessary"] == true));
    // The run is still the run, and may be saved again.
    ok(root, &["verify", "saved"]);
    ok(root, &["run", "first-steps", "--seed", "3", "--do", &ORDER[3..], "--out", "saved"]);

    for (arguments, said) in [
        (&["--run", "saved", "raid_began"][..], "there is no `raid_began` in this run"),
        (&["--run", "saved", "99999"], "counted from 1"),
        (&["--run", "saved", "first-steps", "withheld"], "name the event alone"),
        (&["--run", "saved", "withheld", "--forbid", "alder.keep_coal_home"], "--run"),
    ] {
        let all: Vec<&str> = ["but-for"].into_iter().chain(arguments.iter().copied()).collect();
        let complaint = fails(root, &all, 2);
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
    fails(root, &["but-for", "--run", "nowhere", "withheld"], 3);
    for mine in ["notes of mine", "{\"log_hash\": \"ab\", \"answers\": []}"] {
        fs::write(&file, mine).unwrap();
        let complaint = fails(root, &["but-for", "--run", "saved", "withheld"], 3);
        assert!(complaint.contains("nothing was changed"), "{complaint}");
        assert_eq!(fs::read_to_string(&file).unwrap(), mine);
        assert!(!ok(root, &["why", "saved", "withheld"]).contains("[necessary"));
    }
    fs::remove_file(&file).unwrap();
    let manifest = root.join("saved/run.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("seed = 3", "seed = 4")).unwrap();
    let complaint = fails(root, &["but-for", "--run", "saved", "withheld"], 1);
    assert!(complaint.contains("no longer comes out as it was saved"), "{complaint}");
    assert!(!file.exists());
}
