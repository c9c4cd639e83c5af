//! Documents as files, for whoever works on the app without a server.

use std::path::Path;

use powderkeg_report::run::Run;
use powderkeg_server::api::{Condition, SelectionAsked};
use powderkeg_server::documents::scenario;
use powderkeg_server::documents::why::{DEPTH, Named, why};
use serde::Serialize;

use crate::fixture::Stage;
use crate::{page, study};

fn write(dir: &Path, name: &str, document: &impl Serialize) {
    let text = serde_json::to_string(document).expect("it can be written");
    std::fs::write(dir.join(name), text).expect("the folder can be written");
}

/// `POWDERKEG_DOCUMENTS=DIR cargo test -p powderkeg-server --test documents -- --ignored`.
#[test]
#[ignore = "writes files, for whoever asks for them"]
fn documents_as_files() {
    let dir = std::env::var("POWDERKEG_DOCUMENTS").expect("it says where to");
    let dir = Path::new(&dir);
    std::fs::create_dir_all(dir).expect("the folder can be made");
    let stage = Stage::new("baikonur-2015");
    let watched = stage.play(34);
    let story = stage.story(&watched, 34);
    write(dir, "story.json", &story);
    let run = Run::of(&watched.played);
    let raid = story.events.iter().find(|event| event.kind == "raid_began").expect("it is raided");
    let named = Named { run: "run", scenario: stage.name, sources: &stage.loaded.sources };
    write(dir, "why.json", &why(&run, named, raid.number, DEPTH));
    let named = scenario::Named { id: stage.name, is_builtin: true };
    write(dir, "scenario.json", &scenario::view(named, &stage.loaded));
    write(dir, "page.json", &page::written(&stage, &run).1);
    let saved = study::make(&stage, &dir.join("study"), 2_000, 1);
    let gathered = study::gather(&stage, &saved);
    write(dir, "study.json", &study::shown(&stage, &saved, &gathered));
    let asked = SelectionAsked {
        conditions: vec![Condition {
            column: "fact.raid".into(),
            low: Some(0.0),
            high: None,
            is_missing: false,
        }],
        histograms: vec!["incident".into(), "outcome.dead".into()],
        points: Some(("incident".into(), "outcome.dead".into())),
        ..SelectionAsked::default()
    };
    write(dir, "selected.json", &gathered.rows.select(&asked).expect("there are such columns"));
}
