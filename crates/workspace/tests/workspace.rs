//! A workspace in a folder that is not the current one: scenarios, runs and studies there and back.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_study::plan::Shard;
use powderkeg_study::store::{
    COUNTS, Changes, FaultKind, Folder, MANIFEST, Manifest as StudyManifest, PartFiles, RUNS, SERIES,
};
use powderkeg_workspace::dossier::{self, Inquiry};
use powderkeg_workspace::fault::{Fault, Kind};
use powderkeg_workspace::progress::{Progress, Unwatched};
use powderkeg_workspace::runs::{self, Manifest, Recorded};
use powderkeg_workspace::scenarios;
use powderkeg_workspace::studies::{self, Made, Making, Order, Study};
use powderkeg_workspace::{changes, files};
use tempfile::TempDir;

/// The scenario that `powderkeg new` begins with, in a folder of a workspace.
const NAME: &str = "scenarios/dam";

fn workspace() -> TempDir {
    let base = tempfile::tempdir().expect("a folder");
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/template");
    let folder = base.path().join(NAME);
    std::fs::create_dir_all(&folder).expect("a folder");
    for name in ["scenario.toml", "expect.toml"] {
        std::fs::copy(template.join(name), folder.join(name)).expect("a file");
    }
    base
}

fn set(text: &str) -> Interventions {
    Interventions::default().and(Verb::Set, &[text.into()])
}

/// Runs it once and saves it in `runs/NAME`.
fn save_run(base: &Path, name: &str, seed: u64) -> (PathBuf, Result<(), Fault>) {
    let changes = Interventions::default();
    let (scenario, options) = scenarios::open(base, NAME, &changes).expect("it is sound");
    let dir = base.join("runs").join(name);
    let before = Manifest::before(base, Some(&dir), NAME, &scenario, seed, &changes).expect("it is there");
    let engine = scenarios::engine(&scenario);
    let played = Played::new(&engine, seed, options);
    let run = Run::of(&played);
    let saved = runs::save(&dir, &run, &Manifest { log_hash: run.log.hash().to_string(), ..before });
    (dir, saved)
}

#[test]
fn a_run_is_saved_listed_and_played_again() {
    let workspace = workspace();
    let base = workspace.path();
    let (dir, saved) = save_run(base, "7", 7);
    saved.expect("it is saved");
    std::fs::create_dir_all(base.join("runs/broken")).expect("a folder");
    std::fs::write(base.join("runs/broken").join(runs::MANIFEST), "seed = ").expect("a file");
    std::fs::create_dir_all(base.join("runs/other")).expect("a folder");
    let listed = runs::list(&base.join("runs")).expect("a list");
    let names: Vec<&str> = listed.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["7", "broken"]);
    assert_eq!(listed[0].manifest.as_ref().map(|manifest| manifest.seed).ok(), Some(7));
    assert_eq!(listed[1].manifest.as_ref().map_err(|fault| fault.kind).err(), Some(Kind::Scenario));
    assert!(runs::list(&base.join("nowhere")).expect("none").is_empty());

    let recorded = Recorded::read(base, &dir).expect("it is sound");
    let played = recorded.played().expect("it comes out the same");
    let command = dossier::command(String::new(), &recorded.manifest);
    let document = dossier::of_run(&Run::of(&played), &recorded.found.scenario, command);
    assert!(!document.events.is_empty());
    // Nothing is written over another run, and what was changed since is noticed.
    let (_, again) = save_run(base, "7", 8);
    assert!(
        again.is_err_and(|fault| fault.kind == Kind::Taken && fault.message.contains("holds another run"))
    );
    let text = base.join(NAME).join("scenario.toml");
    std::fs::write(&text, std::fs::read_to_string(&text).expect("a text") + "\n# changed\n").expect("a file");
    let fault = Recorded::read(base, &dir).expect_err("it has changed");
    assert!(fault.kind == Kind::Scenario && fault.message.contains("has changed since"), "{fault}");
}

#[test]
fn runs_go_on_from_a_moment_of_a_run_that_is_named_from_the_base() {
    let workspace = workspace();
    let base = workspace.path();
    save_run(base, "7", 7).1.expect("it is saved");
    let none = Interventions::default();
    let begun = changes::going_on(base, &none, "runs/7@1", NAME).expect("there is a first event");
    assert_eq!(changes::texts(&begun).from.map(|from| (from.named, from.seed)), Some(("runs/7@1".into(), 7)));
    scenarios::open(base, NAME, &begun).expect("it can be gone on from");
    for (from, said) in [
        ("runs/8@1", "there is no saved run"),
        ("runs/7", "is not DIR@TIME"),
        ("runs/7@moon", "in this run:"),
    ] {
        let fault = changes::going_on(base, &none, from, NAME).expect_err("there is no such moment");
        assert!(fault.message.contains(said), "{from}: {fault}");
        assert_eq!(fault.known.is_empty(), from != "runs/7@moon");
    }
}

#[test]
fn faults_carry_the_mistakes_with_their_places() {
    let workspace = workspace();
    let base = workspace.path();
    let fault = scenarios::open(base, NAME, &set("scenario.title=5")).expect_err("a title is a text");
    assert_eq!(fault.kind, Kind::Usage);
    let found: Vec<_> =
        fault.findings.iter().flat_map(|found| found.to_json().as_array().cloned()).flatten().collect();
    assert!(found.iter().any(|row| row["severity"] == "error" && row["line"] == 1), "{found:?}");

    std::fs::write(base.join(NAME).join("more.toml"), "[scenari]\n").expect("a file");
    let fault = scenarios::open(base, NAME, &Interventions::default()).expect_err("there is no such table");
    assert_eq!(fault.kind, Kind::Scenario);
    let found = fault.findings[0].to_json();
    // As it is seen from the base, wherever that is.
    assert_eq!(found[0]["file"], format!("{NAME}/more.toml"));

    for changes in [set("no value"), Interventions::default().and(Verb::Forbid, &["nobody.nothing".into()])] {
        let fault =
            scenarios::open(base, "baikonur-2015", &changes).expect_err("nothing is left out in silence");
        assert_eq!(fault.kind, Kind::Usage, "{fault}");
    }
    let fault = scenarios::find(base, "scenarios/dma").expect_err("it is called otherwise");
    assert!(
        fault.kind == Kind::Unknown && fault.message.contains("did you mean `scenarios/dam`?"),
        "{fault}"
    );
}

/// Stops after so many runs.
struct Stopping {
    after: u32,
    made: AtomicU32,
}

impl Progress for Stopping {
    fn begins(&self, runs: u64, made: u64) {
        assert_eq!((runs, made), (6, 0));
    }

    fn done(&self) {
        self.made.fetch_add(1, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.made.load(Ordering::Relaxed) >= self.after
    }
}

#[test]
fn a_study_is_stopped_gone_on_with_and_any_of_its_runs_played_again() {
    let workspace = workspace();
    let base = workspace.path();
    let none = Interventions::default();
    let (scenario, options) = scenarios::open(base, NAME, &none).expect("it is sound");
    let case = studies::case(&scenario, options);
    let plan = studies::plan(1, 6, Shard::WHOLE).expect("there are such runs");
    let dir = base.join("studies/six");
    let manifest = studies::manifest(base, Some(&dir), NAME, &scenario, &none, plan, 2).expect("it is there");
    let making = Making::open(&dir, manifest, &case).expect("a new folder");
    let stopping = Stopping { after: 3, made: AtomicU32::new(0) };
    assert!(matches!(making.make(&stopping), Ok(Made::Stopped { runs: 4, of: 6 })));
    drop(making);
    let listed = studies::list(&base.join("studies")).expect("a list");
    assert_eq!((listed[0].name.as_str(), listed[0].is_complete), ("six", false));
    assert!(Study::read(base, &dir).is_err_and(|fault| fault.message.contains("is not complete")));

    // As another process would: by what the folder says.
    let (manifest, case) = studies::begun(base, &dir).expect("it was begun");
    let making = Making::open(&dir, manifest, &case).expect("it is ours");
    assert!(matches!(making.make(&Unwatched), Ok(Made::Whole(summary)) if summary.runs == 6));
    drop(making);
    let study = Study::read(base, &dir).expect("it is complete");
    let row = study.row(3).expect("it was made");
    let played = study.played(&row).expect("it comes out the same");
    assert_eq!(played.world.log().records().len(), row.events as usize);
    assert!(study.row(7).is_err_and(|fault| fault.kind == Kind::Unknown));
    let mut other = row.clone();
    other.log_hash = "ab".into();
    assert!(study.played(&other).is_err_and(|fault| fault.kind == Kind::Scenario));
    study.save_row(&base.join("runs/third"), &row).expect("it is saved");
    Recorded::read(base, &base.join("runs/third"))
        .and_then(|run| run.played().map(drop))
        .expect("it is a run");

    let summary = study.saved.summary().expect("it is sound");
    let told = dossier::told_row(&study, &summary, None).expect("there is a typical run");
    let answers = Inquiry::of(&study.case).map(|inquiry| inquiry.answer(&plan, &Unwatched));
    let document =
        dossier::of_study(&study, &summary, &told, answers.as_ref(), String::new()).expect("a page");
    assert!(document.page.sections.iter().any(|section| section.anchor == "otherwise"));

    std::fs::write(dir.join(RUNS), "no Parquet").expect("a file");
    assert!(Study::read(base, &dir).is_err_and(|fault| fault.kind == Kind::Damaged));
    let nowhere = base.join("studies/seven");
    assert!(Study::read(base, &nowhere).is_err_and(|fault| fault.kind == Kind::Missing));
    assert!(studies::begun(base, &nowhere).is_err_and(|fault| fault.kind == Kind::Missing));
    assert!(Recorded::read(base, &nowhere).is_err_and(|fault| fault.kind == Kind::Missing));
}

#[test]
fn parts_that_are_made_elsewhere_are_the_same_study() {
    let workspace = workspace();
    let base = workspace.path();
    let changes = Interventions::default();
    let (scenario, options) = scenarios::open(base, NAME, &changes).expect("it is sound");
    let case = studies::case(&scenario, options);
    let plan = studies::plan(1, 5, Shard::WHOLE).expect("there are such runs");
    let manifest = studies::manifest(base, None, NAME, &scenario, &changes, plan, 2).expect("it is there");
    let dirs = ["here", "there"].map(|name| base.join("studies").join(name));
    let making = Making::open(&dirs[0], manifest.clone(), &case).expect("a new folder");
    making.make(&Unwatched).expect("a study");

    let texts = scenarios::texts(&scenarios::find(base, NAME).expect("it is there"));
    let order = Order { manifest: manifest.clone(), texts };
    let folder = Folder::open(&dirs[1], manifest.clone(), &case).expect("a new folder");
    let third = order.make(3, &Unwatched).expect("a part");
    for first in [5, 1, 3, 1] {
        let part = studies::part(&manifest, first).expect("a part");
        // What is damaged, not whole or another's is refused, and leaves nothing.
        let torn = PartFiles { runs: third.runs[..third.runs.len() / 2].to_vec(), ..third.clone() };
        assert!(folder.adopt(&part, &torn).is_err_and(|fault| fault.kind == FaultKind::Damaged));
        folder.adopt(&part, &order.make(first, &Unwatched).expect("a part")).expect("it is sound");
    }
    assert_eq!(folder.missing(), Ok(Vec::new()));
    folder.finish().expect("a study");
    for name in [RUNS, SERIES, COUNTS, MANIFEST] {
        let [here, there] = dirs.each_ref().map(|dir| std::fs::read(dir.join(name)).expect("a file"));
        assert!(here == there, "{name}");
    }

    assert!(order.make(2, &Unwatched).is_err_and(|fault| fault.kind == Kind::Usage));
    let older =
        Order { manifest: StudyManifest { version: "0.0.9".into(), ..manifest.clone() }, ..order.clone() };
    assert!(older.make(3, &Unwatched).is_err_and(|fault| fault.message.contains("version 0.0.9")));
    let other = Order { manifest: StudyManifest { scenario_hash: "ab".into(), ..manifest }, ..order };
    assert!(other.make(3, &Unwatched).is_err_and(|fault| fault.message.contains("not what was sent")));
}

#[test]
fn files_are_new_or_replaced_whole() {
    let workspace = workspace();
    let path = workspace.path().join("a.toml");
    files::save(&path, b"one").expect("it is new");
    assert!(files::save(&path, b"two").is_err());
    assert!(files::ensure(&path).is_err());
    assert_eq!(std::fs::read(&path).expect("a file"), b"one");
    files::replace(&path, b"three").expect("it may be replaced");
    assert_eq!(std::fs::read(&path).expect("a file"), b"three");
    assert!(files::replace(&workspace.path().join("no/b.toml"), b"").is_err());
}

#[test]
fn what_is_typed_reads_back_as_a_manifest_keeps_it() {
    let typed = Changes {
        set: vec!["a.b=1".into()],
        forbid: vec!["usa.raid".into()],
        orders: vec!["2015-04-01 usa.offer".into()],
        from: None,
    };
    assert_eq!(changes::texts(&changes::of(&typed)), typed);
}
