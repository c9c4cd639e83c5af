//! Work that is asked for, watched, cancelled and gone on with.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Answered, Console};

fn study(name: &str, runs: u32) -> Value {
    json!({ "kind": "study", "name": name, "scenario": "first-steps", "runs": runs, "seed": 1 })
}

fn is_over(job: &Value) -> bool {
    ["done", "failed", "cancelled"].contains(&job["state"].as_str().unwrap_or_default())
}

/// Whether a part of a study is saved.
fn has_parts(console: &Console, name: &str) -> bool {
    let parts = console.workspace().join("studies").join(name).join("parts");
    let names = std::fs::read_dir(parts).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.into_iter().any(|name| name.to_string_lossy().starts_with("runs-"))
}

fn rows(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join("powderkeg/studies").join(name).join("runs.parquet")).expect("it is whole")
}

#[test]
fn a_study_is_made_and_looked_at() {
    let console = Console::new();
    let done = console.job(&study("one", 200));
    assert_eq!(
        (&done["state"], &done["done"], &done["of"]),
        (&json!("done"), &json!(200), &json!(200)),
        "{done}"
    );
    assert_eq!(console.get("/api/jobs/study-1").body, done);
    assert_eq!(console.get("/api/jobs/study-1/result").body, json!({ "kind": "study", "study": "one" }));
    let listed = console.get("/api/studies").body;
    assert_eq!((&listed[0]["id"], &listed[0]["state"]), (&json!("one"), &json!("complete")));
    let view = console.get("/api/studies/one").body;
    let shares = view["results"].as_array().expect("results").iter();
    assert_eq!(shares.filter_map(|row| row["share"]["held"].as_u64()).sum::<u64>(), 200);
    let row =
        view["results"][0]["rows"][0].as_u64().or(view["results"][1]["rows"][0].as_u64()).expect("a row");
    let story = console.get(&format!("/api/runs/one:{row}/story"));
    assert_eq!((story.status, &story.body["seed"]), (200, &json!(row)), "{story:?}");
    assert_eq!(console.get("/api/runs/one:201/story").status, 404);
    assert_eq!(console.get("/api/runs/one:x/story").status, 400);
    let selected = console.post("/api/studies/one/select", &json!({ "histograms": ["result"] }));
    assert_eq!((selected.status, &selected.body["share"]["held"]), (200, &json!(200)), "{selected:?}");
    let unknown = json!({ "conditions": [{ "column": "moon" }] });
    assert_eq!(console.post("/api/studies/one/select", &unknown).status, 400);
    assert_eq!(console.get("/api/studies/one/page").status, 200);
    // Forgotten is the job, not the study.
    let mut watched = console.watch();
    watched.until("study-1", is_over);
    assert_eq!(console.delete("/api/jobs/study-1").status, 200);
    watched.until("study-1", |forgotten| forgotten["state"].is_null());
    assert_eq!(console.get("/api/jobs").body, json!([]));
    assert_eq!(console.get("/api/studies/one").status, 200);
}

#[test]
fn a_study_is_cancelled_and_keeps_what_it_saved() {
    let console = Console::new();
    let mut watched = console.watch();
    assert_eq!(console.post("/api/jobs", &study("long", 500_000)).status, 200);
    assert_eq!(console.post("/api/jobs", &study("long", 500_000)).status, 409);
    assert_eq!(console.post("/api/jobs", &study("next", 10)).status, 200);
    watched.until("study-1", |job| job["done"].as_u64().is_some_and(|done| done > 0));
    assert_eq!(console.get("/api/jobs/study-2").body["state"], "queued");
    assert_eq!(console.get("/api/jobs/study-1/result").status, 404);
    watched.until("study-1", |_| has_parts(&console, "long"));
    assert_eq!(console.delete("/api/jobs/study-1").status, 200);
    let over = watched.until("study-1", is_over);
    assert_eq!(over["state"], "cancelled", "{over}");
    assert!(has_parts(&console, "long"));
    assert_eq!(console.get("/api/studies/long").status, 409);
    assert_eq!(watched.until("study-2", is_over)["state"], "done");
}

#[test]
fn a_study_goes_on_after_a_restart_and_comes_out_the_same() {
    let mut console = Console::new();
    let mut watched = console.watch();
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = Console::over(folder.path());
    console.post("/api/jobs", &study("one", 600));
    watched.until("study-1", |_| has_parts(&console, "one"));
    console.stop();
    assert!(watched.has_ended());
    assert!(!console.workspace().join("studies/one/runs.parquet").exists());
    let again = Console::over(console.folder());
    let mut watched = again.watch();
    let first = watched.until("study-1", |job| job["of"] == 600);
    assert!(first["done"].as_u64().is_some_and(|done| done > 0), "{first}");
    assert_eq!(watched.until("study-1", is_over)["state"], "done");
    assert_eq!(other.job(&study("never-stopped", 600))["state"], "done");
    other.stop();
    assert_eq!(rows(console.folder(), "one"), rows(folder.path(), "never-stopped"));
}

#[test]
fn questions_are_answered_beside_a_study() {
    let console = Console::new();
    console.job(&study("base", 200));
    let changed = json!({
        "kind": "study", "name": "with", "scenario": "first-steps", "runs": 200, "seed": 1,
        "changes": { "forbid": [option(&console)] }
    });
    assert_eq!(console.job(&changed)["state"], "done");
    let found = |asked: Value| {
        let job = console.job(&asked);
        assert_eq!(job["state"], "done", "{job}");
        assert!(job["of"].as_u64().is_some_and(|of| of > 0) && job["done"] == job["of"], "{job}");
        console.get(&format!("/api/jobs/{}/result", job["id"].as_str().expect("an id"))).body
    };
    let compared = found(json!({ "kind": "compare", "base": "base", "with": "with" }));
    assert_eq!((&compared["kind"], &compared["pairs"]), (&json!("compare"), &json!(200)));
    let alike = json!({ "kind": "compare", "base": "base", "with": "base" });
    assert_eq!(console.post("/api/jobs", &alike).status, 400);
    let ending = ending(&console);
    let discovered = found(json!({ "kind": "discover", "study": "base", "outcome": ending }));
    assert_eq!((&discovered["kind"], &discovered["base"]["of"]), (&json!("discover"), &json!(200)));
    let depends = found(json!({ "kind": "sensitivity", "study": "base", "outcome": ending, "runs": 8 }));
    assert_eq!((&depends["kind"], &depends["outcome"]), (&json!("sensitivity"), &json!(ending)));
    assert!(depends["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row["is_luck"] == true)));
    let story = console.get("/api/runs/base:1/story").body;
    let last = story["events"].as_array().and_then(|events| events.last()).expect("events")["number"].clone();
    let but_for = found(json!({ "kind": "but_for", "run": "base:1", "event": last, "runs": 10 }));
    assert_eq!((&but_for["event"], &but_for["happens"]["of"]), (&last, &json!(10)));
    let none = json!({ "kind": "but_for", "run": "base:1", "event": 100_000, "runs": 10 });
    assert_eq!(console.post("/api/jobs", &none).status, 404);
}

/// An option of the scenario.
fn option(console: &Console) -> String {
    let scenario = console.get("/api/scenarios/first-steps").body;
    scenario["options"][0]["path"].as_str().expect("an option").to_string()
}

/// A fact of the scenario's record.
fn ending(console: &Console) -> String {
    let scenario = console.get("/api/scenarios/first-steps").body;
    scenario["facts"][0].as_str().expect("a fact").to_string()
}

#[test]
fn a_study_larger_than_the_disk_is_refused_before_it_begins() {
    let console = Console::new();
    let asked = json!({ "kind": "study", "name": "huge", "scenario": "baikonur-2015", "runs": 1_000_000_000, "seed": 1 });
    let answer = console.post("/api/jobs", &asked);
    assert_eq!((answer.status, &answer.body["kind"]), (507, &json!("no_room")), "{answer:?}");
    assert!(answer.body["message"].as_str().is_some_and(|message| message.contains("TB")), "{answer:?}");
    assert_eq!(console.get("/api/jobs").body, json!([]));
    assert!(!console.workspace().exists());
}

#[test]
fn what_is_broken_in_the_workspace_is_told_and_hurts_nothing_else() {
    let mut console = Console::new();
    assert_eq!(console.job(&study("sound", 20))["state"], "done");
    let studies = console.workspace().join("studies");
    for (name, file, text) in [
        ("no-parquet", "runs.parquet", "this is no Parquet"),
        ("no-counts", "counts.parquet", "nor this"),
        ("no-manifest", "study.toml", "runs = many"),
    ] {
        let folder = studies.join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        for entry in std::fs::read_dir(studies.join("sound")).expect("it is there").flatten() {
            std::fs::copy(entry.path(), folder.join(entry.file_name())).expect("a copy");
        }
        std::fs::write(folder.join(file), text).expect("a file");
        let answer = console.get(&format!("/api/studies/{name}"));
        is_told(&answer, file);
        let asked = json!({ "kind": "discover", "study": name, "outcome": "x" });
        assert!([400, 409].contains(&console.post("/api/jobs", &asked).status));
        if file != "counts.parquet" {
            is_told(&console.get(&format!("/api/runs/{name}:3/story")), file);
        }
    }
    assert_eq!(
        console.post("/api/runs", &json!({ "scenario": "first-steps", "seed": 1, "name": "one" })).status,
        200
    );
    std::fs::write(console.workspace().join("runs/one/run.toml"), "seed = many").expect("a file");
    is_told(&console.get("/api/runs/one/story"), "run.toml");
    let problem = console.get("/api/runs").body[0]["problem"].clone();
    assert!(problem.as_str().is_some_and(|problem| problem.contains("remove the folder powderkeg/runs/one")));
    std::fs::write(console.workspace().join("jobs/study-1.result.json"), "{").expect("a file");
    let result = console.get("/api/jobs/study-1/result");
    assert_eq!((result.status, &result.body["kind"]), (409, &json!("damaged")), "{result:?}");
    let listed = console.get("/api/studies").body;
    assert_eq!(listed.as_array().map(Vec::len), Some(4));
    let jobs = console.workspace().join("jobs");
    std::fs::write(jobs.join("study-9.json"), "{").expect("a file");
    std::fs::write(jobs.join("mine.json"), "{}").expect("a file");
    console.stop();
    let again = Console::over(console.folder());
    assert_eq!(again.get("/api/jobs").body.as_array().map(Vec::len), Some(1));
    assert!(jobs.join("study-9.json").exists() && jobs.join("mine.json").exists());
    assert_eq!(again.get("/api/studies/sound").status, 200);
}

/// Damage is told with the file that is meant and what to do about it, and is no mistake of the server's.
fn is_told(answer: &Answered, file: &str) {
    assert_eq!((answer.status, &answer.body["kind"]), (409, &json!("damaged")), "{file}: {answer:?}");
    let message = answer.body["message"].as_str().unwrap_or_default();
    assert!(message.contains(file) && message.contains("remove the folder powderkeg/"), "{message}");
}

/// The last part of the study finds a full disk: a device that is always full stands where its file would come.
#[cfg(target_os = "linux")]
#[test]
fn a_study_goes_on_once_there_is_room_again() {
    const RUNS: u32 = 4_000;
    let console = Console::new();
    let mut watched = console.watch();
    assert_eq!(console.post("/api/jobs", &study("one", RUNS)).status, 200);
    watched.until("study-1", |job| job["of"] == RUNS);
    let parts = console.workspace().join("studies/one/parts");
    std::os::unix::fs::symlink("/dev/full", parts.join(".unfinished-runs-0000003801.parquet"))
        .expect("a link");
    let failed = watched.until("study-1", is_over);
    assert_eq!(failed["state"], "failed", "{failed}");
    let message = failed["message"].as_str().unwrap_or_default();
    assert!(message.contains("make room on that disk, ask for the same study again"), "{message}");
    assert_eq!(console.get("/api/studies").body[0]["state"], "partial");
    assert_eq!(console.post("/api/jobs", &study("one", RUNS)).status, 200);
    let first = watched.until("study-2", |job| job["of"] == RUNS);
    assert!(first["done"].as_u64().is_some_and(|done| done >= 3_800), "{first}");
    assert_eq!(watched.until("study-2", is_over)["state"], "done");
}

#[test]
fn two_hundred_watch_at_once() {
    let console = Console::new();
    let mut watching: Vec<_> = (0..200).map(|_| console.watch()).collect();
    assert_eq!(console.post("/api/jobs", &study("one", 500)).status, 200);
    assert_eq!(console.get("/api/about").status, 200);
    for watched in &mut watching {
        assert_eq!(watched.until("study-1", is_over)["state"], "done");
    }
}
