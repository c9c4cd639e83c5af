//! Wiki pages in: `import` and `lint-page`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{call, fails, json, ok, text};

/// The founding page: as scenarios keep it, and as it is copied from a browser.
const NUMBERED: &str = include_str!("../../../../scenarios/baikonur-2015/sources/page.txt");
const COPIED: &str = include_str!("../../../../scenarios/baikonur-2015/sources/founding-page.txt");

/// A folder with a page in it.
fn with_page(page: &str) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    fs::write(dir.path().join("page.txt"), page).expect("a file");
    dir
}

/// An answer of the sort that a question wants; of several choices the one at `turn`.
fn answer(question: &Value, turn: usize) -> String {
    let choices = question["choices"].as_array().expect("a list");
    let asks = question["asks"].as_str().expect("a question");
    match question["wants"].as_str().expect("a sort") {
        "choice" => choices[0].as_str().expect("a word").to_owned(),
        "choices" => choices[turn % choices.len()].as_str().expect("a word").to_owned(),
        "number" => "1000".into(),
        "text" => "Answered".into(),
        "rule" => "wider_war()".into(),
        "date" => format!("2030-0{}-01", 1 + turn % 9),
        "point" => "[45.965, 63.305]".into(),
        "aircraft" if asks.contains("AC-130") => "fires.ac130".into(),
        "aircraft" => "lift.c130j".into(),
        "confirm" => String::new(),
        other => panic!("no answer to {other}"),
    }
}

/// Answers all questions in the files of a skeleton.
fn answer_all(folder: &Path, questions: &Value) {
    let questions = questions.as_array().expect("a list");
    for name in ["scenario.toml", "expect.toml"] {
        let path = folder.join(name);
        let mut answered = String::new();
        for line in fs::read_to_string(&path).expect("a file").lines() {
            let marked = line.strip_prefix("#?").and_then(|rest| rest.split_once(' '));
            let line = match marked {
                Some((number, rest)) => {
                    let number: usize = number.parse().expect("a number");
                    rest.replace('…', &answer(&questions[number - 1], number))
                }
                None => line.to_owned(),
            };
            answered += &(line + "\n");
        }
        fs::write(&path, answered).expect("written");
    }
}

/// Imports a page, answers what it asks, and checks what came of it.
fn imported_and_answered(page: &str) -> (TempDir, Value) {
    let dir = with_page(page);
    let told = json(dir.path(), &["import", "page.txt", "--out", "made"]);
    answer_all(&dir.path().join("made"), &told["questions"]);
    ok(dir.path(), &["check", "made"]);
    (dir, told)
}

#[test]
fn the_founding_page_becomes_a_scenario_once_its_questions_are_answered() {
    for page in [NUMBERED, COPIED] {
        let (dir, told) = imported_and_answered(page);
        ok(dir.path(), &["run", "made"]);
        let questions = fs::read_to_string(dir.path().join("made/questions.md")).expect("questions");
        assert!(questions.contains("lift.ID") && !questions.contains("\\`"), "{questions}");
        let page = &told["page"];
        assert_eq!(page["title"]["value"], "Baikonur Cosmodrome Incident");
        assert_eq!(page["date"]["value"]["first"], "2015-04-10");
        assert_eq!(page["place"]["value"], "Baikonur, Kazakhstan");
        let sides: Vec<&Value> =
            page["columns"].as_array().unwrap().iter().map(|side| &side["title"]["value"]).collect();
        assert_eq!(sides, ["NATO", "CSTO"]);
        let loose = &page["loose"];
        let belligerents: Vec<&Value> =
            loose["belligerents"].as_array().unwrap().iter().map(|found| &found["value"]).collect();
        assert_eq!(belligerents, ["US Army Rangers", "Kazakh Army"]);
        let strengths: Vec<String> = loose["strength"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| {
                let amount = &found["value"];
                assert_eq!(amount["least"], amount["most"]);
                format!(
                    "{} {} ({})",
                    amount["least"],
                    amount["unit"].as_str().unwrap(),
                    amount["kind"].as_str().unwrap()
                )
            })
            .collect();
        assert_eq!(
            strengths,
            [
                "300 US Army Rangers (people)",
                "10 C-130J Hercules (aircraft)",
                "2 AC-130 (aircraft)",
                "550 Russian Troops (people)",
                "30 Vehicles (vehicles)",
            ]
        );
        let slots: Vec<&Value> =
            page["slots"].as_array().unwrap().iter().map(|found| &found["value"]).collect();
        assert_eq!(slots, ["Result", "NATO Leaders", "CSTO Leaders", "NATO Losses", "CSTO Losses"]);
    }
}

#[test]
fn what_a_skeleton_keeps_is_read_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../page/tests/infoboxes");
    let infobox = |name: &str| fs::read_to_string(folder.join(name).with_extension("wiki")).expect("a page");
    for page in
        [COPIED.to_owned(), infobox("dossier"), infobox("about"), infobox("ranges"), infobox("headers")]
    {
        let dir = with_page(&page);
        let first = json(dir.path(), &["import", "page.txt", "--out", "first"]);
        let again = json(dir.path(), &["import", "first/sources/page.txt", "--out", "again"]);
        let values = |told: &Value| -> Vec<Value> {
            let page = &told["page"];
            let columns = page["columns"].as_array().unwrap().iter().chain([&page["loose"]]);
            let lists = columns.flat_map(|column| {
                ["belligerents", "leaders", "strength", "losses"].map(|list| &column[list])
            });
            let found = lists.flat_map(|list| list.as_array().unwrap()).map(|found| found["value"].clone());
            found.chain([page["title"]["value"].clone(), page["date"]["value"]["first"].clone()]).collect()
        };
        assert_eq!(values(&first), values(&again));
    }
}

#[test]
fn infoboxes_of_many_shapes_become_scenarios_once_answered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../page/tests/infoboxes");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|end| end == "wiki" || end == "txt") {
            imported_and_answered(&fs::read_to_string(path).expect("a page"));
            count += 1;
        }
    }
    assert!(count >= 25, "{count} infoboxes");
}

#[test]
fn nothing_is_written_over() {
    let dir = with_page(COPIED);
    let told = ok(dir.path(), &["import", "page.txt"]);
    assert!(told.contains("baikonur-cosmodrome-incident-2015/ is ready"), "{told}");
    let folder = dir.path().join("baikonur-cosmodrome-incident-2015");
    fs::write(folder.join("scenario.toml"), "mine").unwrap();
    let complaint = fails(dir.path(), &["import", "page.txt"], 3);
    assert!(complaint.contains("already: nothing was changed"), "{complaint}");
    assert_eq!(fs::read_to_string(folder.join("scenario.toml")).unwrap(), "mine");
    for place in ["page.txt", "."] {
        fails(dir.path(), &["import", "page.txt", "--out", place], 3);
    }
    let complaint = fails(dir.path(), &["import", "page.txt", "--out", "page.txt/place"], 3);
    assert!(complaint.contains("page.txt/place") && !complaint.contains(".import-"), "{complaint}");
    // Nothing temporary stays.
    let names: Vec<PathBuf> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn folders_on_the_way_are_made() {
    let dir = with_page(COPIED);
    ok(dir.path(), &["import", "page.txt", "--out", "scenarios/ford"]);
    assert!(dir.path().join("scenarios/ford/scenario.toml").exists());
}

#[test]
fn what_goes_beyond_a_limit_is_said_and_the_rest_is_whole() {
    let mut page = "{{Infobox military conflict\n| conflict = Ford\n| date = 3 May 2031\n| combatant1 = A\n| combatant2 = ".to_owned();
    page += &(1..100).map(|number| format!("Ally {number}<br>")).collect::<String>();
    page += "\n| strength1 = ";
    page += &(1..900).map(|number| format!("{number} men in line {number}<br>")).collect::<String>();
    page += "\n}}\n";
    page += &"It came to a fight on 3 May 2031. ".repeat(70);
    page += "Long before, on 5 April 1931, it had not.\n";
    let (_dir, told) = imported_and_answered(&page);
    let dropped = told["dropped"].as_array().expect("a list");
    let said = |what: &str| {
        dropped.iter().any(|unread| unread["why"].as_str().is_some_and(|why| why.contains(what)))
    };
    for what in ["40 become parties", "1000 questions at most", "its day is far"] {
        assert!(said(what), "{what}: {dropped:?}");
    }
}

#[test]
fn a_page_that_cannot_be_read_is_refused_with_a_reason() {
    let dir = with_page("Just a text.");
    for (bytes, code, said) in [
        (&b""[..], 1, "is empty"),
        (b"\xff\xfe\x00", 1, "no text in UTF-8: byte 0"),
        (b"Just a text.", 1, "no conflict infobox"),
        (b"{{Infobox person|name=A}}", 1, "no conflict infobox"),
        (&vec![b'a'; 3 << 20], 1, "3145728 bytes"),
    ] {
        fs::write(dir.path().join("page.txt"), bytes).unwrap();
        let complaint = fails(dir.path(), &["import", "page.txt", "--out", "made"], code);
        assert!(complaint.contains(said), "{complaint}");
    }
    assert!(!dir.path().join("made").exists());
    for page in ["absent.txt", "."] {
        assert!(fails(dir.path(), &["import", page], 3).contains("cannot read"));
        assert!(fails(dir.path(), &["lint-page", page], 3).contains("cannot read"));
    }
}

#[test]
fn lint_page_lists_what_the_founding_page_lacks() {
    let dir = with_page(COPIED);
    let output = call(dir.path(), &["lint-page", "page.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("`page.txt` is not finished: 5 errors"),
        "{}",
        text(&output.stderr)
    );
    let told = text(&output.stdout);
    for said in [
        "page.txt:5:8: error[open-slot]: {{{Result}}} was never filled",
        "page.txt:23:19: error[open-slot]: {{{CSTO Losses}}}",
        "page.txt:36:1: warning[boilerplate]: `Section heading`",
        "page.txt:38:1: warning[boilerplate]: `Write the second section",
        "advice[glued-sentences]: `facilityMany`",
        "advice[stranger]: `Russian Troops`",
    ] {
        assert!(told.contains(said), "{said}:\n{told}");
    }
    let output = call(dir.path(), &["lint-page", "page.txt", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let findings: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(findings[0]["place"]["line"].is_u64() && findings[0]["help"].is_string(), "{findings}");
}

#[test]
fn a_finished_page_passes() {
    let page = "{{Infobox military conflict\n| conflict = A\n| date = 3 May 2031\n| place = B\n| result = C\n| combatant1 = D\n\
                | combatant2 = E\n}}\nIt was fought on 3 May 2031.\n[[Category:Conflicts]]\n";
    let dir = with_page(page);
    assert_eq!(ok(dir.path(), &["lint-page", "page.txt"]), "page.txt: nothing to mend\n");
}
