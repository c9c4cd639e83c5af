//! What an outcome depends on, where it lies, who could have changed it: what is printed and refused.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{fails, json, ok};

fn is_narrow(told: &str) {
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
}

/// Without line breaks.
fn flat(told: &str) -> String {
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

const PAY: &str = "workforce.tunnel_crew.pay_ratio";

#[test]
fn what_a_strike_depends_on_is_told() {
    let dir = TempDir::new().unwrap();
    let told = ok(dir.path(), &["sensitivity", "first-steps", "strike", "-n", "64"]);
    is_narrow(&told);
    for said in ["what `strike` depends on", "luck", "uncertain numbers", PAY, "the two decide together"] {
        assert!(flat(&told).contains(said), "{said}: {told}");
    }
    let screened = ["--screen", "1", "--trajectories", "12"];
    let call = [&["sensitivity", "first-steps", "strike", "-n", "32"], &screened[..]].concat();
    let one = json(dir.path(), &[&call[..], &["--threads", "1"]].concat());
    assert_eq!(one, json(dir.path(), &[&call[..], &["--threads", "2"]].concat()));
    // Luck, all numbers, the one that was chosen, the other seven.
    let factors = one["factors"].as_array().unwrap();
    let of = |what: &str| factors.iter().filter(|row| row["what"] == what).collect::<Vec<_>>();
    assert_eq!(
        (of("luck").len(), of("uncertainties").len(), of("number").len(), of("other uncertainties").len()),
        (1, 1, 1, 1)
    );
    assert_eq!(one["runs"], 32 * 6 + 12 * 9);
    assert_eq!(of("number")[0]["path"], PAY);
}

#[test]
fn where_there_is_nothing_to_ask_it_is_said() {
    let dir = TempDir::new().unwrap();
    let told = |arguments: &[&str]| {
        let told = ok(dir.path(), arguments);
        is_narrow(&told);
        flat(&told)
    };
    let none = ["levers", "gas-2009", "bulgaria_short", "-n", "4"];
    assert!(told(&none).contains("there is nothing to try"));
    let never = ["sensitivity", "first-steps", "dug > 3", "-n", "8"];
    assert!(told(&never).contains("nothing differs, so there is nothing to explain"));
    // One trajectory, in which the same luck brings the same ending wherever the numbers stand.
    let still = ["sensitivity", "first-steps", "strike", "-n", "64", "--screen", "3"];
    let still = told(&[&still[..], &["--trajectories", "1"]].concat());
    for said in ["a screening of 8 numbers in 1 trajectory", "In the screening no number changed it"] {
        assert!(still.contains(said), "{said}: {still}");
    }
}

#[test]
fn where_strikes_lie_is_told_of_new_runs_and_of_saved_ones() {
    let dir = TempDir::new().unwrap();
    let told = ok(dir.path(), &["discover", "first-steps", "strike", "-n", "300"]);
    is_narrow(&told);
    assert!(
        told.contains(PAY) && told.contains("at most 0.") && told.contains("in the other half"),
        "{told}"
    );
    let new = json(dir.path(), &["discover", "first-steps", "strike", "-n", "300"]);
    ok(dir.path(), &["study", "first-steps", "-n", "300", "--out", "s"]);
    let mut saved = json(dir.path(), &["discover", "s", "strike"]);
    assert_eq!(saved["which"], "from s");
    saved["which"] = new["which"].clone();
    assert_eq!(saved, new);
    let complaint = fails(dir.path(), &["discover", "s", "strike", "-n", "10"], 2);
    assert!(complaint.contains("whose runs are as they are"), "{complaint}");
}

/// Strikes hang on the pay, shortages on the weather: what is either lies in two boxes.
#[test]
fn two_boxes_are_told_apart_and_together() {
    let dir = TempDir::new().unwrap();
    let copy = dir.path().join("winter");
    std::fs::create_dir(&copy).unwrap();
    for file in ["scenario.toml", "expect.toml"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/first-steps").join(file);
        std::fs::copy(from, copy.join(file)).unwrap();
    }
    let fact = "\n[fact.bad]\nevent = \"strike(tunnel_crew) || shortage(coal, birch) > 0.05\"\n";
    OpenOptions::new()
        .append(true)
        .open(copy.join("expect.toml"))
        .unwrap()
        .write_all(fact.as_bytes())
        .unwrap();
    ok(dir.path(), &["study", "winter", "-n", "1500", "--out", "s"]);
    let told = ok(dir.path(), &["discover", "s", "bad"]);
    is_narrow(&told);
    for said in
        ["2 boxes", "together", "numbers of box 1", "numbers of box 2", "To box 2", "coverages add up"]
    {
        assert!(flat(&told).contains(said), "{said}: {told}");
    }
    let report = json(dir.path(), &["discover", "s", "bad"]);
    let boxes = report["boxes"].as_array().unwrap();
    let mut limited: Vec<&str> =
        boxes.iter().map(|found| found["limits"][0]["path"].as_str().unwrap()).collect();
    limited.sort_unstable();
    assert_eq!(limited, ["weather.valley.season_shift_c", PAY]);
    // The old fields are the first box's.
    for field in ["found", "held_out", "limits", "trajectory"] {
        assert_eq!(report[field], boxes[0][field], "{field}");
    }
    let count = |of: &Value, what: &str| of["held_out"]["coverage"][what].as_u64().unwrap();
    assert_eq!(count(&boxes[0], "held") + count(&boxes[1], "held"), count(&report["together"], "held"));
    assert_eq!(count(&boxes[1], "of"), count(&report["together"], "of"));
    // A box that must hold more finds the first alone, or none.
    let wide = json(dir.path(), &["discover", "s", "bad", "--coverage", "0.6"]);
    assert!(wide["boxes"].as_array().unwrap().len() < 2, "{wide}");
}

#[test]
fn what_the_parties_could_do_is_told() {
    let dir = TempDir::new().unwrap();
    let told = ok(dir.path(), &["levers", "first-steps", "kept_home", "-n", "60"]);
    is_narrow(&told);
    assert!(told.contains("never alder.keep_coal_home") && told.contains("points (−"), "{told}");
    let report = json(dir.path(), &["levers", "first-steps", "kept_home", "-n", "60"]);
    let first = &report["acts"][0];
    assert_eq!((&first["forbid"], &first["with"]), (&Value::from("alder.keep_coal_home"), &Value::from(0.0)));
    assert_eq!(first["stands"], true);
}

#[test]
fn what_the_parties_could_do_on_a_day_is_what_compare_says_of_it() {
    let dir = TempDir::new().unwrap();
    let (day, moment) = ("2031-01-20", "2031-02-10T12:00");
    let asked = ["levers", "first-steps", "kept_home", "-n", "40", "--on", moment, "--on", day, "--on", day];
    let told = ok(dir.path(), &asked);
    is_narrow(&told);
    assert!(told.contains("alder.keep_coal_home on 20 January 2031; else"), "{told}");
    assert!(told.contains("alder.keep_coal_home on 10 February 2031, 12:00; else"), "{told}");
    let report = json(dir.path(), &asked);
    let acts = report["acts"].as_array().unwrap();
    let ordered = |option: &str, at: &str| {
        let is =
            |act: &&Value| act["do"]["option"] == option && act["do"]["at"].as_str().unwrap().starts_with(at);
        let mut found = acts.iter().filter(is);
        let act = found.next().unwrap_or_else(|| panic!("{option} on {at}: {report:#}"));
        assert!(found.next().is_none(), "{option} on {at} once");
        act.clone()
    };
    // Every option, on each of the days and on no other.
    let orders = acts.iter().filter(|act| act["do"].is_object());
    let mut options: Vec<&str> = orders.map(|act| act["do"]["option"].as_str().unwrap()).collect();
    assert_eq!(options.len() % 2, 0);
    options.sort_unstable();
    options.dedup();
    for option in options {
        for at in [day, moment] {
            let with = format!("do {at} {option}");
            let compared = json(dir.path(), &["compare", "first-steps", "--with", &with, "-n", "40"]);
            let kept = &compared["facts"]["kept_home"]["share"];
            assert_eq!(ordered(option, at)["difference"], kept["difference"], "{with}");
        }
    }
}

#[test]
fn what_cannot_be_asked_is_refused_with_the_reason() {
    let dir = TempDir::new().unwrap();
    for (on, said) in
        [("soon", "write a day as 2015-04-01"), ("1999-01-01", "it goes from 2030-11-01 to 2031-04-30")]
    {
        let complaint = fails(dir.path(), &["levers", "first-steps", "kept_home", "--on", on], 2);
        assert!(complaint.contains(said), "{complaint}");
    }
    for command in ["sensitivity", "discover", "levers"] {
        for (outcome, said) in [
            ("strik", "did you mean `strike`?"),
            ("outcome.dugg", "did you mean `outcome.dug`?"),
            ("moon", "there are result, incident"),
            ("result", "say which result is meant"),
            ("day(dug)", "has no day"),
        ] {
            let complaint = fails(dir.path(), &[command, "first-steps", outcome], 2);
            assert!(complaint.contains(said), "{command} {outcome}: {complaint}");
        }
        fails(dir.path(), &[command, "first-step", "strike"], 2);
        for number in ["0", "-3", "1000000000000000000"] {
            fails(dir.path(), &[command, "first-steps", "strike", "-n", number], 2);
        }
    }
    let complaint = fails(dir.path(), &["discover", "first-steps", "events"], 2);
    assert!(complaint.contains("is a quantity"), "{complaint}");
    fails(dir.path(), &["sensitivity", "first-steps", "strike", "--screen", "0"], 2);
    fails(dir.path(), &["discover", "first-steps", "strike", "--coverage", "1.5"], 2);
    let complaint = fails(dir.path(), &["discover", "first-steps", "strike", "-n", "20"], 2);
    assert!(complaint.contains("too few"), "{complaint}");
}

#[test]
fn what_never_differs_is_said_plainly() {
    let dir = TempDir::new().unwrap();
    let told = ok(dir.path(), &["sensitivity", "first-steps", "events > 0", "-n", "8"]);
    assert!(flat(&told).contains("nothing differs, so there is nothing to explain"), "{told}");
    let report = json(dir.path(), &["sensitivity", "first-steps", "events > 0", "-n", "8"]);
    assert_eq!((&report["factors"], &report["variance"]), (&Value::Null, &Value::from(0.0)));
    let told = ok(dir.path(), &["discover", "first-steps", "events > 0", "-n", "100"]);
    assert!(flat(&told).contains("in all of the runs"), "{told}");
    let told = ok(dir.path(), &["levers", "first-steps", "events > 0", "-n", "10"]);
    assert!(flat(&told).contains("none of them did anything"), "{told}");
}

/// A scenario whose every uncertain number has been given a value.
#[test]
fn without_uncertain_numbers_all_is_luck() {
    let dir = TempDir::new().unwrap();
    let report = json(dir.path(), &["sensitivity", "first-steps", "strike", "-n", "8"]);
    let paths = report["factors"].as_array().unwrap().iter().filter_map(|row| row["path"].as_str());
    let values: Vec<String> = paths.map(|path| format!("{path}=0.5")).collect();
    let set: Vec<&str> = values.iter().flat_map(|value| ["--set", value.as_str()]).collect();
    let told = ok(dir.path(), &[&["sensitivity", "first-steps", "strike", "-n", "64"], &set[..]].concat());
    assert!(flat(&told).contains("all that differs between its runs is luck"), "{told}");
    let told = ok(dir.path(), &[&["discover", "first-steps", "strike", "-n", "200"], &set[..]].concat());
    assert!(flat(&told).contains("has no uncertain numbers"), "{told}");
}
