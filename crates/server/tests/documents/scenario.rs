//! Scenarios, and what is wrong with them.

use std::collections::BTreeMap;

use powderkeg_scenario::builtin;
use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_scenario::scenario::{Loaded, read};
use powderkeg_scenario::source::SourceTree;
use powderkeg_server::api::{Changes, Checked, Parameter, ParameterKind, Severity};
use powderkeg_server::documents::scenario::{Named, checked, entry, view};

use crate::fixture::Stage;

fn named(id: &str) -> Named<'_> {
    Named { id, is_builtin: true }
}

fn check(name: &str, changes: &Changes) -> Checked {
    let tree = SourceTree::find(name).expect("it is built in");
    let interventions = Interventions::default()
        .and(Verb::Set, &changes.set)
        .and(Verb::Forbid, &changes.forbid)
        .and(Verb::Do, &changes.orders);
    let (base, loaded) = (read(&tree, &[]), read(&tree, &interventions.overrides()));
    checked(changes, &interventions, &base, &loaded)
}

fn set(texts: &[&str]) -> Changes {
    Changes { set: texts.iter().map(ToString::to_string).collect(), ..Changes::default() }
}

#[test]
fn every_scenario_is_whole() {
    for name in builtin::names() {
        let stage_tree = SourceTree::find(name).expect("it is built in");
        let loaded = read(&stage_tree, &[]);
        let scenario = loaded.scenario.as_ref().expect("it has no mistakes");
        let shown = view(named(name), &loaded);
        assert_eq!(shown.hash, scenario.hash);
        assert_eq!(shown.parameters.len(), scenario.setup.parameters.len());
        let listed = entry(named(name), &loaded, stage_tree.read("README.md").ok().as_deref());
        assert!(listed.errors == 0 && listed.days > 0 && listed.title == shown.title, "{listed:?}");
        assert!(listed.summary.ends_with('.') && !listed.summary.starts_with('#'), "{listed:?}");
        let files: BTreeMap<&str, &str> =
            shown.files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
        assert_eq!(files.len(), shown.files.len(), "{name}");
        for row in &shown.parameters {
            let (q05, q25, q50, q75, q95) = row.quantiles;
            assert!(q05 <= q25 && q25 <= q50 && q50 <= q75 && q75 <= q95, "{row:?}");
            assert!(row.min.is_none_or(|min| min <= q05) && row.max.is_none_or(|max| q95 <= max), "{row:?}");
            let is_one = q05.to_bits() == q95.to_bits();
            assert!(row.kind != ParameterKind::Fixed || (is_one && row.density.is_empty()), "{row:?}");
            assert!(row.density.iter().all(|&(_, height)| (0.0..=1.0).contains(&height)), "{row:?}");
            if row.kind == ParameterKind::Uncertain && !is_one {
                assert!(row.density.len() > 1, "{row:?}");
            }
            // Its line names it, if it is in a file.
            if row.line > 0 {
                let line = files[row.file.as_str()].lines().nth(row.line - 1);
                assert!(line.is_some_and(|line| !line.trim().is_empty()), "{row:?}");
            }
        }
    }
}

/// What a number is written as reads as the same number.
#[test]
fn values_read_back() {
    let stage = Stage::new("baikonur-2015");
    let shown = view(named("baikonur-2015"), &stage.loaded);
    let some = shown.parameters.iter().filter(|row| row.line > 0 && row.kind != ParameterKind::Fixed);
    let texts: Vec<String> = some.step_by(9).map(|row| format!("{}={}", row.path, row.value)).collect();
    assert!(texts.len() > 20);
    let changes = Changes { set: texts, ..Changes::default() };
    let checked = check("baikonur-2015", &changes);
    let errors: Vec<_> = checked.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let own: BTreeMap<&str, _> = shown.parameters.iter().map(|row| (row.path.as_str(), row)).collect();
    for row in &checked.changed {
        // A value that is set has no source any more, and is else the same.
        let own = own[row.path.as_str()];
        assert_eq!((&row.value, row.quantiles, row.kind), (&own.value, own.quantiles, own.kind), "{row:?}");
    }
}

#[test]
fn changes_are_checked_at_their_places() {
    let own = check("first-steps", &Changes::default());
    assert!(own.hash.is_some() && own.changed.is_empty());
    let path = "workforce.tunnel_crew.pay_ratio";
    let good = format!("{path}=0.7");
    let sound = check("first-steps", &set(&[&good]));
    assert_eq!(
        sound.changed.iter().map(|row| &row.path).collect::<Vec<_>>(),
        [&path],
        "{:?}",
        sound.diagnostics
    );
    assert!(sound.hash.is_some() && sound.hash != own.hash);
    assert_eq!(sound.changed[0].quantiles, (0.7, 0.7, 0.7, 0.7, 0.7));

    let bad = check("first-steps", &set(&[&good, "no value", &format!("{path}=many"), "nothing.there=1"]));
    assert_eq!(bad.hash, None);
    let settings: Vec<Option<usize>> =
        bad.diagnostics.iter().filter(|one| one.severity == Severity::Error).map(|one| one.setting).collect();
    assert_eq!(settings, [Some(1), Some(2), Some(3)], "{:?}", bad.diagnostics);
    for one in &bad.diagnostics {
        for place in &one.places {
            let room = place.text.chars().count() + 1;
            assert!(place.line > 0 && place.width > 0 && place.column + place.width <= room + 1, "{place:?}");
        }
    }

    let forbidden = Changes { forbid: vec!["nobody.nothing".into()], ..Changes::default() };
    let refused = check("first-steps", &forbidden);
    assert_eq!(refused.hash, None);
    assert_eq!(refused.diagnostics.iter().filter(|one| one.code == "unknown-option").count(), 1);
}

/// A scenario with mistakes still has its files, and says where they are.
#[test]
fn a_broken_scenario_is_shown() {
    let text = "[scenario]\ntitle = \"Té\"\nstarts = 2015-13-01\nwhat = 3\n";
    let files = BTreeMap::from([("scenario.toml".to_string(), text.as_bytes().to_vec())]);
    let loaded: Loaded = read(&SourceTree::Memory(files), &[]);
    let shown = view(named("broken"), &loaded);
    assert_eq!((shown.title.as_str(), shown.hash.as_str(), shown.parameters.len()), ("broken", "", 0));
    assert_eq!(shown.files.iter().map(|file| file.text.as_str()).collect::<Vec<_>>(), [text]);
    let errors = shown.diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    assert!(errors > 0 && entry(named("broken"), &loaded, None).errors == errors);
    for place in shown.diagnostics.iter().flat_map(|one| &one.places) {
        let line = text.lines().nth(place.line - 1).unwrap_or_default();
        assert_eq!(place.text, line);
    }
}

/// What an author called is left as it is but for its capital; what is called by its id has names as they are written.
#[test]
fn options_are_called_as_a_reader_would() {
    let stage = Stage::new("baikonur-2015");
    let shown = view(named("baikonur-2015"), &stage.loaded);
    let title = |path: &str| shown.options.iter().find(|one| one.path == path).map(|one| one.title.as_str());
    assert_eq!(title("kazakhstan.take_russian_money"), Some("Take Russian money"));
    assert_eq!(title("kazakhstan.leave_the_sco"), Some("Leave the Shanghai Cooperation Organization"));
    assert_eq!(title("kazakhstan.take_aetu_money"), Some("Take the AETU's money"));
    assert_eq!(title("usa.raid_the_cosmodrome"), Some("Raid the cosmodrome"));
}

/// What is written in a file has a field in the reference; a default that stands for several has none of its own.
#[test]
fn numbers_say_what_they_mean() {
    let stage = Stage::new("baikonur-2015");
    let shown = view(named("baikonur-2015"), &stage.loaded);
    let is_silent = |row: &&Parameter| row.doc.is_empty() && row.line > 0;
    let silent: Vec<_> = shown.parameters.iter().filter(is_silent).map(|row| &row.path).collect();
    assert!(silent.is_empty(), "{silent:?}");
    assert!(shown.parameters.iter().filter(|row| row.line == 0).any(|row| !row.doc.is_empty()));
}
