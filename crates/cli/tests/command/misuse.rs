//! The command line used wrongly: what is said, on which stream, with which exit code.

use std::path::Path;

use tempfile::TempDir;

use crate::program::{fails, ok, with_demo};

#[test]
fn a_wrong_setting_is_shown_like_a_line_of_a_file() {
    let dir = with_demo();
    for (setting, said) in [
        ("contract.gas_to_southland.tolerence=0.2", "did you mean `contract.gas_to_southland.tolerance`?"),
        ("contract.gas_to_southlnd.tolerance=0.2", "did you mean `contract.gas_to_southland`?"),
        ("contrct.gas_to_southland.tolerance=0.2", "did you mean `contract`?"),
        ("contract.gas_to_southland.tolerance=7", "error[outside-range]"),
        ("contract.gas_to_southland.settles=montly", "did you mean \"monthly\"?"),
        ("contract.gas_to_southland.tolerance=", "error[bad-override]"),
        ("contract.gas_to_southland=5", "name one of its keys as well: `seller`"),
        ("contract.gas_to_southland.tolerance=0.1 kt", "`0.1 kt` is not a value"),
        ("contract.gas_to_southland.tolerance=abc", "error[wrong-type]"),
        ("=3", "`` is not a path"),
        ("contract.gas_to_southland.tolerance=1\nlabour.onset_rate=0.1", "sets more than one thing"),
        ("result.9.text=Peace", "`result` is a list"),
    ] {
        let complaint = fails(dir.path(), &["run", "demo", "--set", setting], 2);
        assert!(complaint.contains("--set:1:") && complaint.contains(said), "{setting}: {complaint}");
        assert!(complaint.contains("`demo` has no mistakes of its own"), "{setting}: {complaint}");
        // The line itself is shown, with a caret.
        assert!(complaint.contains("  1 | ") && complaint.contains('^'), "{complaint}");
    }
}

#[test]
fn a_setting_beside_a_mistake_is_not_to_blame() {
    let dir = with_demo();
    let file = dir.path().join("demo/scenario.toml");
    let scenario = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, scenario.replace("tolerance = 0.1", "tolerance = 7")).unwrap();
    let complaint = fails(dir.path(), &["run", "demo", "--set", "labour.onset_rate=0.1"], 1);
    assert!(complaint.contains("its mistakes are listed above"), "{complaint}");
}

#[test]
fn words_dates_and_flags_can_be_set() {
    let dir = TempDir::new().unwrap();
    for setting in [
        "project.breakthrough.due=2031-02-15",
        "contract.coal_for_birch.settles=quarterly",
        "contract.coal_for_birch.seasonal=false",
        "contract.coal_for_birch.price=market",
    ] {
        let told = ok(dir.path(), &["run", "first-steps", "--set", setting]);
        assert!(told.contains("seed 1"), "{told}");
    }
}

#[test]
fn arguments_of_the_wrong_sort_are_named() {
    let dir = with_demo();
    for (arguments, said) in [
        (&["run", "demo", "--seed", "abc"][..], "--seed"),
        (&["run", "demo", "--seed", "99999999999999999999"], "--seed"),
        (&["run", "demo", "--set", "contract.gas_to_southland.tolerance"], "PATH=VALUE"),
        (&["hindcast", "demo", "-n", "0"], "from 1 to 1000000000"),
        (&["hindcast", "demo", "-n", "many"], "--runs"),
        (&["hindcast", "demo", "--threads", "-1"], "a whole number from 0 to 1024"),
        (&["hindcast", "demo", "--threads", "100000"], "a whole number from 0 to 1024"),
        (&["study", "demo", "--seed", "9223372036854775806", "-n", "3"], "begin lower"),
        (&["study", "demo", "-n", "1000000000", "--chunk", "1000000000", "--out", "s"], "chunks of at most"),
        (&["study", "demo", "-n", "1000000000", "--chunk", "1", "--out", "s"], "take larger chunks"),
        (&["verify", "demo", "--row", "-1"], "a whole number from 0"),
        (&["levers", "demo", "dead", "-n", "1000000000"], "a whole number from 1 to 100000"),
        (&["sensitivity", "demo", "dead", "--trajectories", "0"], "a whole number from 1 to 100000"),
        (&["calibrate", "demo", "--out", "c", "-n", "many"], "a whole number from 20 to 100000"),
        (&["but-for", "demo", "x", "--for", "-7d"], "write a span as 7d or 12h"),
        (&["discover", "demo", "strike", "-n", "99"], "too few"),
        (&["run", "demo", "--seed", "-1"], "a whole number from 0"),
        (&["why", "demo", "1", "--depth", "-1"], "a whole number from 0"),
        (&["why", "demo", "1", "--depth", "deep"], "a whole number from 0"),
        (&["run"], "SCENARIO"),
    ] {
        let complaint = fails(dir.path(), arguments, 2);
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
}

#[test]
fn an_unknown_scenario_is_looked_for_among_those_that_are_listed() {
    let dir = with_demo();
    let said = |name| fails(dir.path(), &["run", name], 2);
    assert!(said("first-stesp").contains("did you mean `first-steps`?"));
    assert!(said("baikonur").contains("did you mean `baikonur-2015`?"));
    assert!(said("deno").contains("did you mean `demo`?"));
    assert!(said("nothing-like-it").contains("`powderkeg list`"));
    // A folder without a scenario is one, with a mistake.
    std::fs::create_dir(dir.path().join("hollow")).unwrap();
    assert!(fails(dir.path(), &["run", "hollow"], 1).contains("there is no file `hollow/scenario.toml`"));
}

#[test]
fn a_place_that_cannot_hold_a_run_is_refused_before_the_run() {
    let dir = with_demo();
    std::fs::write(dir.path().join("file"), "mine").unwrap();
    for place in ["file", "file/inside", "demo"] {
        let complaint = fails(dir.path(), &["run", "demo", "--out", place], 3);
        assert!(complaint.contains(place), "{complaint}");
    }
    assert_eq!(std::fs::read_to_string(dir.path().join("file")).unwrap(), "mine");
    assert_eq!(std::fs::read_dir(dir.path().join("demo")).unwrap().count(), 2);
}

#[test]
fn why_names_what_occurred() {
    let dir = with_demo();
    ok(dir.path(), &["run", "demo", "--out", "saved"]);
    let why = |event: &str| fails(dir.path(), &["why", "saved", event], 2);
    for (event, said) in [
        ("witheld", "neither a number nor a kind of event; did you mean `withheld`?"),
        (
            "cold",
            "neither a number nor a kind of event; did you mean `cold_spell_began` or `cold_spell_ended`?",
        ),
        ("raid_began", "there is no `raid_began` in this run\n"),
        ("0", "counted from 1"),
        ("-1", "neither a number"),
        ("", "neither a number"),
    ] {
        assert!(why(event).contains(said), "{event}: {}", why(event));
    }
    // Every kind that is listed occurs.
    let absent = why("raid_began");
    let list = absent.split("in this run:\n").nth(1).unwrap_or_default();
    assert!(!list.is_empty(), "{absent}");
    for kind in list.split([',', ' ', '\n']).filter(|kind| !kind.is_empty()) {
        ok(dir.path(), &["why", "saved", kind]);
    }
}

#[test]
fn a_run_is_not_written_over_another() {
    let dir = with_demo();
    let run = |seed: &'static str| ["run", "demo", "--seed", seed, "--out", "saved"];
    ok(dir.path(), &run("1"));
    let saved = || std::fs::read_to_string(dir.path().join("saved/run.toml")).unwrap();
    let before = saved();
    let complaint = fails(dir.path(), &run("2"), 3);
    assert!(complaint.contains("saved holds another run, `demo` with seed 1: "), "{complaint}");
    assert_eq!(saved(), before);
    ok(dir.path(), &run("1"));
    std::fs::write(dir.path().join("saved/notes.md"), "mine").unwrap();
    let complaint = fails(dir.path(), &run("1"), 3);
    assert!(complaint.contains("saved holds what no run wrote, `notes.md`: "), "{complaint}");
    // Nothing temporary stays, neither inside nor beside.
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
    assert_eq!(std::fs::read_dir(dir.path().join("saved")).unwrap().count(), 3);
}

#[test]
fn a_run_is_understood_from_any_folder() {
    let dir = with_demo();
    let (root, elsewhere) = (dir.path(), dir.path().join("elsewhere"));
    std::fs::create_dir(&elsewhere).unwrap();
    ok(root, &["run", "demo", "--out", "runs/1"]);
    let here = ok(root, &["why", "runs/1", "1"]);
    assert_eq!(ok(&elsewhere, &["why", "../runs/1", "1"]), here);
    let absolute = root.join("runs/1").display().to_string();
    ok(Path::new("/"), &["verify", &absolute]);

    // Run and scenario may move together.
    std::fs::create_dir(root.join("moved")).unwrap();
    for name in ["runs", "demo"] {
        std::fs::rename(root.join(name), root.join("moved").join(name)).unwrap();
    }
    ok(&elsewhere, &["verify", "../moved/runs/1"]);

    // If it is gone, every place that was looked at is named.
    std::fs::rename(root.join("moved/demo"), root.join("gone")).unwrap();
    for command in [&["verify", "../moved/runs/1"][..], &["why", "../moved/runs/1", "1"]] {
        let complaint = fails(&elsewhere, command, 3);
        for said in ["1/../../demo: no scenario", "`demo`, from here: no scenario", "scenario_path"] {
            assert!(complaint.contains(said), "{said}: {complaint}");
        }
    }
    // Found by its name, but changed.
    let file = root.join("gone/scenario.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::rename(root.join("gone"), elsewhere.join("demo")).unwrap();
    ok(&elsewhere, &["verify", "../moved/runs/1"]);
    std::fs::write(elsewhere.join("demo/scenario.toml"), format!("{text}# more\n")).unwrap();
    let complaint = fails(&elsewhere, &["why", "../moved/runs/1", "1"], 1);
    assert!(complaint.contains("`demo`, from here: another text, hash "), "{complaint}");
}

#[test]
fn a_run_of_another_version_or_of_a_damaged_log_does_not_verify() {
    let dir = with_demo();
    ok(dir.path(), &["run", "demo", "--out", "saved"]);
    let (manifest, log) = (dir.path().join("saved/run.toml"), dir.path().join("saved/log.jsonl"));
    let (text, lines) = (std::fs::read_to_string(&manifest).unwrap(), std::fs::read_to_string(&log).unwrap());

    let version = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version));
    std::fs::write(&manifest, text.replace(&version, "version = \"0.0.0\"")).unwrap();
    assert!(fails(dir.path(), &["verify", "saved"], 1).contains("version: it was run by 0.0.0"));
    std::fs::write(&manifest, &text).unwrap();

    let shorter = &lines[..lines.trim_end().rfind('\n').unwrap() + 1];
    for (changed, said) in [
        (shorter.to_owned(), "it ends before line"),
        (format!("{lines}{{}}\n"), "it goes on after"),
        (String::new(), "it ends before line 1"),
    ] {
        std::fs::write(&log, changed).unwrap();
        let complaint = fails(dir.path(), &["verify", "saved"], 1);
        assert!(complaint.contains(said), "{complaint}");
    }
    std::fs::write(&log, [0xff, 0xfe, b'\n']).unwrap();
    assert!(fails(dir.path(), &["verify", "saved"], 1).contains("line 1 is not what the replay says"));
    std::fs::remove_file(&log).unwrap();
    assert!(fails(dir.path(), &["verify", "saved"], 3).contains("log.jsonl"));
    std::fs::write(&log, &lines).unwrap();
    ok(dir.path(), &["verify", "saved"]);
    // A mistake in it is a mistake, whatever is asked of it.
    for broken in [&b"\0"[..], &[0xff], b"version = 1\n"] {
        std::fs::write(&manifest, broken).unwrap();
        for asked in SAVED {
            let complaint = fails(dir.path(), asked, 1);
            assert!(complaint.contains("saved/run.toml is no saved run: "), "{asked:?}: {complaint}");
        }
    }
}

/// All that is asked of a saved run.
const SAVED: [&[&str]; 6] = [
    &["verify", "saved"],
    &["why", "saved", "1"],
    &["dossier", "saved"],
    &["export", "saved", "--format", "csv"],
    &["but-for", "1", "--run", "saved"],
    &["run", "demo", "--from", "saved@1"],
];

#[test]
fn a_run_whose_log_is_not_as_it_was_saved_is_refused_by_all() {
    let dir = with_demo();
    ok(dir.path(), &["run", "demo", "--out", "saved"]);
    let log = dir.path().join("saved/log.jsonl");
    let lines = std::fs::read_to_string(&log).unwrap();
    let shorter = &lines[..lines.trim_end().rfind('\n').unwrap() + 1];
    let cut = &lines[..lines.len() - 20];
    for (changed, said) in [
        (lines.replacen("\"minute\":", "\"minute\":1", 1), "line 1 is not what the replay says"),
        (shorter.to_owned(), "it ends before line"),
        (cut.to_owned(), "is cut off"),
        (format!("{lines}{{}}\n"), "it goes on after"),
    ] {
        std::fs::write(&log, changed).unwrap();
        for asked in SAVED {
            let complaint = fails(dir.path(), asked, 1);
            assert!(complaint.contains(said) && complaint.contains("saved"), "{asked:?}: {complaint}");
            assert!(!complaint.contains("edited"), "{complaint}");
        }
    }
    // What `run` wrote it writes again, and all is well.
    ok(dir.path(), &["run", "demo", "--out", "saved"]);
    for asked in SAVED {
        ok(dir.path(), asked);
    }
}

#[test]
fn the_name_of_the_folder_does_not_change_the_scenario() {
    let dir = with_demo();
    let hash = |name: &str| {
        let report: serde_json::Value =
            serde_json::from_str(&ok(dir.path(), &["run", name, "--json"])).unwrap();
        report["scenario_hash"].as_str().expect("a hash").to_owned()
    };
    let here = hash("demo");
    let absolute = dir.path().join("demo").display().to_string();
    for name in ["./demo", "demo/", "demo/scenario.toml", "demo/../demo", &absolute] {
        assert_eq!(hash(name), here, "{name}");
    }
}
