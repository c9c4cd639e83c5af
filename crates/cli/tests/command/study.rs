//! Studies as people meet them: what is printed, refused, killed and gone on with.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;

use crate::program::{command, fails, ok, with_demo};

const FILES: [&str; 4] = ["counts.parquet", "runs.parquet", "series.parquet", "study.toml"];

fn bytes(dir: &Path) -> Vec<Vec<u8>> {
    FILES.map(|name| fs::read(dir.join(name)).expect("a file of a study")).to_vec()
}

#[test]
fn a_study_is_told_in_eighty_columns() {
    let dir = TempDir::new().unwrap();
    let told = ok(dir.path(), &["study", "first-steps", "-n", "40"]);
    for said in
        ["The tunnel winter: 40 runs, seeds 1 to 40", "The tunnel was dug", "Kept home", "--out DIR keeps"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let report: serde_json::Value =
        serde_json::from_str(&ok(dir.path(), &["study", "first-steps", "-n", "40", "--json"])).unwrap();
    assert_eq!(report["runs_counted"], 40);
    let shares =
        report["results"].as_array().unwrap().iter().map(|row| row["share"]["held"].as_u64().unwrap());
    assert_eq!(shares.sum::<u64>(), 40);
    // What is kept in a folder says the same.
    let kept: serde_json::Value =
        serde_json::from_str(&ok(dir.path(), &["study", "first-steps", "-n", "40", "--json", "--out", "s"]))
            .unwrap();
    assert_eq!(kept["outcomes"], report["outcomes"]);
    assert_eq!(kept["facts"], report["facts"]);
}

/// The more runs, the more digits their shares have.
#[test]
fn results_stand_below_each_other_however_long_their_shares_are() {
    let dir = TempDir::new().unwrap();
    let set = "workforce.tunnel_crew.pay_ratio=0.6";
    let told = ok(dir.path(), &["study", "first-steps", "-n", "400", "--set", set]);
    let column = |result: &str| {
        let line = told.lines().find(|line| line.ends_with(result)).expect("a result");
        line.chars().count() - result.chars().count()
    };
    assert_eq!(column("The tunnel was dug"), column("No tunnel by the end of April"), "{told}");
}

#[test]
fn a_folder_with_a_space_is_named_as_it_is_typed() {
    let dir = TempDir::new().unwrap();
    for (place, typed) in [("two words", "'two words'"), ("it's", r"'it'\''s'"), ("plain/é", "plain/é")] {
        let told = ok(dir.path(), &["study", "first-steps", "-n", "1", "--out", place]);
        assert!(told.contains("The tunnel winter: 1 run, seed 1\n"), "{told}");
        assert!(told.contains(&format!("powderkeg verify {typed} --row 1")), "{told}");
    }
}

/// Killed fifty times, each time once some more files have appeared and a moment has passed that a small generator
/// chooses: before anything is written, while files are, between them.
#[test]
fn killed_at_any_moment_it_goes_on_to_the_same_bytes() {
    let dir = TempDir::new().unwrap();
    let study = |out| ["study", "first-steps", "-n", "400", "--chunk", "4", "--threads", "1", "--out", out];
    ok(dir.path(), &study("plain"));
    let parts = dir.path().join("killed/parts");
    let files = || fs::read_dir(&parts).map_or(0, Iterator::count);
    let mut state = 7_u64;
    let mut chosen = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let mut kills = 0;
    for _ in 0..50 {
        let awaited = files() + chosen(4) as usize;
        let mut child = command(dir.path(), &study("killed"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        while files() < awaited && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(100));
        }
        std::thread::sleep(Duration::from_micros(chosen(20_000)));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        child.wait().unwrap();
    }
    assert!(kills > 10, "only {kills} kills met a study at work");
    ok(dir.path(), &study("killed"));
    assert!(bytes(&dir.path().join("plain")) == bytes(&dir.path().join("killed")));
    assert_eq!(fs::read_dir(dir.path().join("killed")).unwrap().count(), FILES.len());
}

#[test]
fn shards_are_merged_into_the_study() {
    let dir = TempDir::new().unwrap();
    let set = ["--set", "labour.onset_rate=0.05"];
    let study = |out: &str, shard: &str| {
        let mut arguments = vec!["study", "first-steps", "-n", "30", "--out", out, "--shard", shard];
        arguments.extend(set);
        ok(dir.path(), &arguments)
    };
    let told = study("whole", "1/1");
    for (out, shard) in [("a", "1/3"), ("b", "2/3"), ("c", "3/3")] {
        study(out, shard);
    }
    let merged = ok(dir.path(), &["merge", "c", "a", "b", "--out", "merged"]);
    assert_eq!(merged, told.replace("whole", "merged"));
    assert!(bytes(&dir.path().join("whole")) == bytes(&dir.path().join("merged")));
    let complaint = fails(dir.path(), &["merge", "a", "b", "--out", "two"], 3);
    assert!(complaint.contains("shards are missing: 3/3"), "{complaint}");
    assert!(!dir.path().join("two").exists());
    fails(dir.path(), &["merge", "--out", "none"], 2);
}

#[test]
fn any_row_can_be_replayed_and_asked_why() {
    let dir = TempDir::new().unwrap();
    let option = option_of(dir.path());
    let common = ["--seed", "9", "--forbid", &option];
    let with =
        |first: &[&str]| -> Vec<String> { first.iter().chain(&common).map(ToString::to_string).collect() };
    let run = |words: Vec<String>| ok(dir.path(), &words.iter().map(String::as_str).collect::<Vec<_>>());
    run(with(&["study", "first-steps", "-n", "6", "--out", "s"]));
    let verified = ok(dir.path(), &["verify", "s", "--row", "1", "--out", "one"]);
    assert!(verified.starts_with("verified: "), "{verified}");
    ok(dir.path(), &["why", "one", "1"]);
    assert_eq!(ok(dir.path(), &["verify", "one"]), verified);
    // The very run that `run` makes.
    run(with(&["run", "first-steps", "--out", "same"]));
    for name in ["log.jsonl", "run.toml"] {
        assert!(
            fs::read(dir.path().join("one").join(name)).unwrap()
                == fs::read(dir.path().join("same").join(name)).unwrap()
        );
    }
    assert!(fails(dir.path(), &["verify", "s", "--row", "7"], 2).contains("holds runs 1 to 6, not 7"));
    assert!(fails(dir.path(), &["verify", "s"], 2).contains("--row 1"));
    fails(dir.path(), &["verify", "one", "--row", "1"], 3);
}

/// An option of the small scenario that its runs take.
fn option_of(dir: &Path) -> String {
    let complaint = fails(dir, &["run", "first-steps", "--forbid", "alder.?"], 2);
    let named = complaint.split("there are `").nth(1).and_then(|rest| rest.split('`').next());
    named.expect("the options are listed").to_string()
}

#[test]
fn what_is_forbidden_is_never_taken() {
    let dir = TempDir::new().unwrap();
    let option = option_of(dir.path());
    let name = option.split('.').nth(1).expect("PARTY.OPTION");
    let taken = |arguments: &[&str]| {
        let report: serde_json::Value = serde_json::from_str(&ok(dir.path(), arguments)).unwrap();
        let rows = report["options"].as_array().unwrap().clone();
        let row = rows.iter().find(|row| row["name"].as_str().is_some_and(|path| path.ends_with(name)));
        row.expect("the option has a row")["share"]["held"].as_u64().unwrap()
    };
    let hindcast = ["hindcast", "first-steps", "-n", "20", "--json"];
    assert!(taken(&hindcast) > 0);
    assert_eq!(taken(&[&hindcast[..], &["--forbid", &option]].concat()), 0);
    fs::write(dir.path().join("plan.toml"), format!("forbid = [\"{option}\"]\n")).unwrap();
    assert_eq!(taken(&[&hindcast[..], &["--interventions", "plan.toml"]].concat()), 0);
    let told = ok(dir.path(), &["study", "first-steps", "-n", "5", "--interventions", "plan.toml"]);
    assert!(told.contains(&format!("Forbidden: {option}")), "{told}");
}

#[test]
fn bad_arguments_are_named_and_nothing_is_written() {
    let dir = TempDir::new().unwrap();
    for (arguments, said) in [
        (&["-n", "0"][..], "from 1 to 1000000000"),
        (&["-n", "-5"], "from 1 to 1000000000"),
        (&["-n", "1000000000000000000"], "from 1 to 1000000000"),
        (&["-n", "many"], "from 1 to 1000000000"),
        (&["--shard", "8/7", "--out", "s"], "1/7 to 7/7"),
        (&["--shard", "0/3", "--out", "s"], "1/3 to 3/3"),
        (&["--shard", "1/0", "--out", "s"], "0 shards"),
        (&["--shard", "half", "--out", "s"], "K/M"),
        (&["--shard", "1/2"], "--out"),
        (&["--shard", "1/7", "-n", "6", "--out", "s"], "cannot be cut into 7 shards"),
        (&["--chunk", "0", "--out", "s"], "from 1 to 1000000000"),
        (&["--seed", "9223372036854775807", "--out", "s"], "begin lower"),
        (&["--set", "labour.onset_rat=1", "--out", "s"], "--set:1:"),
        (&["--forbid", "alder", "--out", "s"], "`alder` is not PARTY.OPTION"),
        (&["--forbid", "aldr.x", "--out", "s"], "did you mean `alder`?"),
        (&["--forbid", "alder.", "--out", "s"], "--forbid:1:7"),
    ] {
        let all: Vec<&str> = ["study", "first-steps"].into_iter().chain(arguments.iter().copied()).collect();
        let complaint = fails(dir.path(), &all, 2);
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
    fails(dir.path(), &["study", "first-steps", "--interventions", "nowhere.toml"], 3);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_place_that_cannot_hold_the_study_is_refused_before_the_runs() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("file"), "mine").unwrap();
    fs::create_dir(dir.path().join("full")).unwrap();
    fs::write(dir.path().join("full/thesis.tex"), "mine").unwrap();
    let study = |out: &'static str, seed: &'static str| {
        ["study", "first-steps", "-n", "4", "--seed", seed, "--out", out]
    };
    ok(dir.path(), &study("other", "2"));
    let before = bytes(&dir.path().join("other"));
    for (out, said) in [
        ("file", "file"),
        ("file/inside", "file/inside"),
        ("full", "holds what no study wrote, `thesis.tex`"),
        ("other", "other holds another study, its `seed` is 2, not 1"),
        ("/proc/study", "/proc/study"),
    ] {
        let complaint = fails(dir.path(), &study(out, "1"), 3);
        assert!(complaint.contains(said), "{out}: {complaint}");
    }
    assert!(bytes(&dir.path().join("other")) == before);
    assert_eq!(fs::read_to_string(dir.path().join("file")).unwrap(), "mine");
    let text = fs::read_to_string(dir.path().join("other/study.toml")).unwrap();
    fs::write(dir.path().join("other/study.toml"), text.replace("seed = 2", "seed = 1")).unwrap();
    let complaint = fails(dir.path(), &study("other", "1"), 3);
    assert!(complaint.contains("belongs to another study than study.toml says"), "{complaint}");
    let complaint = fails(dir.path(), &["verify", "other", "--row", "1"], 3);
    assert!(complaint.contains("belongs to another study"), "{complaint}");
}

#[test]
fn a_study_whose_scenario_is_gone_says_where_to_name_it() {
    let dir = with_demo();
    ok(dir.path(), &["study", "demo", "-n", "2", "--out", "s"]);
    fs::rename(dir.path().join("demo"), dir.path().join("moved")).unwrap();
    for asked in [&["hindcast", "s"][..], &["discover", "s", "incident"], &["verify", "s", "--row", "1"]] {
        let complaint = fails(dir.path(), asked, 3);
        assert!(complaint.contains("s/study.toml"), "{complaint}");
    }
}
