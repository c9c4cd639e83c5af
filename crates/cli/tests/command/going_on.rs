//! Runs and studies that go on from a moment of a saved run.

use std::fs;

use crate::program::{fails, ok};

#[test]
fn a_run_goes_on_from_a_moment_of_another() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let set = "contract.coal_for_birch.tolerance=0.2";
    ok(dir, &["run", "first-steps", "--seed", "1", "--set", set, "--out", "old"]);
    ok(dir, &["run", "first-steps", "--from", "old@2031-02-01", "--seed", "4", "--out", "new"]);
    assert!(ok(dir, &["verify", "new"]).starts_with("verified"));
    let lines = |name: &str| {
        let text = fs::read_to_string(dir.join(name).join("log.jsonl")).unwrap();
        text.lines().map(str::to_string).collect::<Vec<_>>()
    };
    let is_past = |line: &&String| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        record["time"].as_str().is_some_and(|time| time < "2031-02-01T00:01")
    };
    let (old, new) = (lines("old"), lines("new"));
    let past = old.iter().filter(is_past).count();
    assert!(past > 0 && past < old.len(), "{past} of {}", old.len());
    assert_eq!(old[..past], new[..past]);
    assert_eq!(new.iter().filter(is_past).count(), past);
    assert_ne!(old, new);

    // A study of such runs, and one of its rows as a run of its own.
    let study = ["study", "first-steps", "-n", "6", "--from", "old@strike_began", "--out", "study"];
    ok(dir, &study);
    let told = ok(dir, &["verify", "study", "--row", "3", "--out", "row"]);
    assert!(told.starts_with("verified"), "{told}");
    assert!(ok(dir, &["verify", "row"]).starts_with("verified"));
    assert!(ok(dir, &["why", "row", "1"]).starts_with("#1 "));
    assert_eq!(ok(dir, &study), ok(dir, &study), "it goes on with what is there");
    // Another moment is another study.
    let other = ["study", "first-steps", "-n", "6", "--from", "old@2031-02-01", "--out", "study"];
    let told = fails(dir, &other, 3);
    for said in
        ["its `from` is old@strike_began (seed 1, minute ", "), not old@2031-02-01 (seed 1, minute 132480):"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn a_moment_that_is_none_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    ok(dir, &["run", "first-steps", "--seed", "1", "--out", "old"]);
    ok(dir, &["run", "first-steps", "--from", "old@2031-02-01", "--out", "new"]);
    let run = |from: &'static str| ["run", "first-steps", "--from", from];
    for (from, code, said) in [
        ("old", 2, "not DIR@TIME"),
        ("old@", 2, "not DIR@TIME"),
        ("@2031-02-01", 2, "not DIR@TIME"),
        ("nowhere@2031-02-01", 3, "no saved run"),
        ("old@2031-02-31", 2, "no date"),
        ("old@2041-02-01", 2, "outside the scenario"),
        ("old@strike_begun", 2, "strike_began"),
        ("old@100000", 2, "no event 100000"),
        ("new@2031-03-01", 2, "goes on from another itself"),
    ] {
        let told = fails(dir, &run(from), code);
        assert!(told.contains(said), "{from}: {told}");
    }
    let told = fails(dir, &["run", "dam-2031", "--from", "old@2031-02-01"], 2);
    assert!(told.contains("is of first-steps, not of dam-2031"), "{told}");
    let set = "contract.coal_for_birch.tolerance=0.2";
    fs::write(dir.join("set.toml"), format!("set = [\"{set}\"]\n")).unwrap();
    let change = format!("set {set}");
    for (command, flag, value) in [
        ("run", "--set", set),
        ("study", "--interventions", "set.toml"),
        ("compare", "--with", &change),
        ("compare", "--base", &change),
        ("compare", "--with", "set.toml"),
    ] {
        let told = fails(dir, &[command, "first-steps", "--from", "old@2031-02-01", flag, value], 2);
        assert!(told.contains("keeps its numbers"), "{command} {flag}: {told}");
    }
}
