//! `--set`, `--forbid`, `--do` and files of them: what is said of mistakes, and where they are; what is kept.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{fails, ok};

const ORDER: &str = "2030-12-24T18:30 alder.keep_coal_home";

#[test]
fn a_wrong_order_is_shown_with_its_place() {
    let dir = TempDir::new().unwrap();
    for (order, said) in [
        ("2030-12-24 alder.keep_coal_hom", "--do:1:18: error[unknown-option]"),
        ("2030-12-24 alder.keep_coal_hom", "did you mean `alder.keep_coal_home`?"),
        ("  2030-12-24   aldr.keep_coal_home", "--do:1:16: error[unknown-option]"),
        ("  2030-12-24   aldr.keep_coal_home", "did you mean `alder`?"),
        ("2030-12-24 alder", "`alder` is not PARTY.OPTION"),
        ("alder.keep_coal_home", "is not DATE PARTY.OPTION"),
        ("", "is not DATE PARTY.OPTION"),
        ("2030-02-30 alder.keep_coal_home", "--do:1:1: error[bad-date]: `2030-02-30` is no date"),
        ("tomorrow alder.keep_coal_home", "`tomorrow` is no date"),
        ("2030-12-24T25:00 alder.keep_coal_home", "is no date"),
        ("18:30 alder.keep_coal_home", "is no date"),
        ("2030-12-24T18:30Z alder.keep_coal_home", "names a time zone"),
        ("2030-10-31T23:59 alder.keep_coal_home", "it goes from 2030-11-01 to 2031-04-30"),
        ("2031-05-01 alder.keep_coal_home", "it goes from 2030-11-01 to 2031-04-30"),
        ("9999-05-01 alder.keep_coal_home", "is outside the scenario"),
    ] {
        for command in ["run", "study", "hindcast"] {
            let complaint = fails(dir.path(), &[command, "first-steps", "--do", order], 2);
            assert!(complaint.contains(said), "{order}: {complaint}");
        }
    }
    let both = ["run", "first-steps", "--do", ORDER, "--forbid", "alder.keep_coal_home"];
    assert!(fails(dir.path(), &both, 2).contains("is to be done, and forbidden as well"));
    ok(dir.path(), &["run", "first-steps", "--do", "2031-04-30T23:59 alder.keep_coal_home"]);
}

/// A file's mistakes are shown in the file, all of one sort at once.
#[test]
fn mistakes_of_a_file_are_shown_in_it() {
    let dir = TempDir::new().unwrap();
    for (text, places) in [
        (
            "forbid = [\n  \"alder.keep_coal_home\",\n  \"aldr.x\",\n]\n",
            &["plan.toml:3:4", "did you mean `alder`?"][..],
        ),
        (
            "do = [\"2030-12-24 alder.kep_coal_home\"]",
            &["plan.toml:1:25", "did you mean `alder.keep_coal_home`?"],
        ),
        ("do = [\"2029-12-24 alder.keep_coal_home\"]", &["plan.toml:1:8: error[bad-date]"]),
        (
            "# a plan\nset = [\"labour.onset_rate=0.1\", \"labour.onset_rat=0.1\"]",
            &[
                "plan.toml:2:34: error[unknown-path]",
                "did you mean `labour.onset_rate`?",
                "no mistakes of its own",
            ],
        ),
        ("set = [\"labour.onset_rate=lots\"]", &["plan.toml:1:9"]),
        ("set = [\"labour.onset_rate\"]", &["plan.toml:1:9: error[bad-override]", "is not PATH=VALUE"]),
        ("sets = []", &["plan.toml:1:1: error[unknown-key]", "did you mean `set`?"]),
        ("forbid = \"alder.keep_coal_home\"", &["plan.toml:1:10: error[wrong-type]", "a list of texts"]),
        ("do = [1, \"x\", true]", &["plan.toml:1:7: error[wrong-type]", "plan.toml:1:15: error[wrong-type]"]),
        ("set = [", &["plan.toml:1:", "error[syntax]"]),
    ] {
        fs::write(dir.path().join("plan.toml"), text).unwrap();
        let complaint = fails(dir.path(), &["run", "first-steps", "--interventions", "plan.toml"], 2);
        for said in places {
            assert!(complaint.contains(said), "{text}\n{said}: {complaint}");
        }
    }
    fails(dir.path(), &["run", "first-steps", "--interventions", "nowhere.toml"], 3);
    fs::write(dir.path().join("plan.toml"), [0xff, 0xfe]).unwrap();
    fails(dir.path(), &["run", "first-steps", "--interventions", "plan.toml"], 3);
    fails(dir.path(), &["run", "first-steps", "--interventions", "."], 3);
    fs::write(dir.path().join("plan.toml"), "").unwrap();
    ok(dir.path(), &["run", "first-steps", "--interventions", "plan.toml"]);
}

/// Chronicle, `why` and the log tell an order as one; what is saved replays, wherever the order was written.
#[test]
fn an_ordered_run_is_told_saved_and_replayed() {
    let dir = TempDir::new().unwrap();
    let told = ok(dir.path(), &["run", "first-steps", "--do", ORDER, "--out", "typed"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("24 Dec Alder decided to keep") && told.contains("as ordered from outside"),
        "{told}"
    );
    fs::write(dir.path().join("plan.toml"), format!("\n\ndo = [\"  {}\"]", ORDER.replace(' ', "   ")))
        .unwrap();
    ok(dir.path(), &["run", "first-steps", "--interventions", "plan.toml", "--out", "filed"]);
    let log = |run: &str| fs::read_to_string(dir.path().join(run).join("log.jsonl")).unwrap();
    assert_eq!(log("typed"), log("filed"));
    let manifest = fs::read_to_string(dir.path().join("filed/run.toml")).unwrap();
    assert!(manifest.contains(&format!("do = [\"{ORDER}\"]")), "{manifest}");
    ok(dir.path(), &["verify", "filed"]);
    let decided = |line: &&str| line.contains("\"decided\"") && line.contains("2030-12-24T18:30:00");
    let record: Value =
        serde_json::from_str(log("typed").lines().find(decided).expect("it is logged")).unwrap();
    assert_eq!(record["causes"][0]["file"], "--do");
    let why = ok(dir.path(), &["why", "filed", &record["id"].to_string()]);
    assert!(
        why.contains(&format!("ordered from outside: --do '{ORDER}'")) && !why.contains("rule “"),
        "{why}"
    );
    // Another run in the same place is refused.
    let complaint = fails(dir.path(), &["run", "first-steps", "--out", "typed"], 3);
    assert!(complaint.contains("another run, `first-steps` with seed 1 --do"), "{complaint}");
}

#[test]
fn a_study_keeps_its_orders() {
    let dir = TempDir::new().unwrap();
    let study = |out: &'static str, shard: &'static str| {
        ["study", "first-steps", "-n", "8", "--do", ORDER, "--out", out, "--shard", shard]
    };
    let told = ok(dir.path(), &study("whole", "1/1"));
    assert!(told.contains(&format!("Done: {ORDER}")), "{told}");
    ok(dir.path(), &study("a", "1/2"));
    ok(dir.path(), &study("b", "2/2"));
    ok(dir.path(), &["merge", "a", "b", "--out", "merged"]);
    let rows = |study: &str| fs::read(dir.path().join(study).join("runs.parquet")).unwrap();
    assert!(rows("whole") == rows("merged"));
    ok(dir.path(), &["verify", "merged", "--row", "3", "--out", "third"]);
    ok(dir.path(), &["verify", "third"]);
    let complaint = fails(dir.path(), &["study", "first-steps", "-n", "8", "--out", "whole"], 3);
    assert!(complaint.contains("its `do` is"), "{complaint}");
}
