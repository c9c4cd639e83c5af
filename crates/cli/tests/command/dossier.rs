//! The page of a run, a study and a scenario, as people and programs ask for it.

use std::path::Path;

use tempfile::TempDir;

use crate::program::{call, command, fails, ok, text, with_demo};

/// A folder with a scenario, a run and a study of it.
fn with_runs() -> TempDir {
    let dir = with_demo();
    ok(dir.path(), &["run", "demo", "--seed", "3", "--out", "run"]);
    ok(dir.path(), &["study", "demo", "-n", "12", "--out", "study"]);
    dir
}

fn write(dir: &TempDir, name: &str, text: &str) {
    let path = dir.path().join(name);
    std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

fn read(dir: &TempDir, name: &str) -> String {
    std::fs::read_to_string(dir.path().join(name)).expect("a file")
}

#[test]
fn a_run_a_study_and_a_scenario_have_pages() {
    let dir = with_runs();
    for (of, more) in [("run", None), ("demo", None), ("study", Some("--ask=4"))] {
        for (format, begins) in [
            ("html", "<!DOCTYPE html>"),
            ("wikitext", "{{Infobox military conflict"),
            ("markdown", "# Gas dispute"),
            ("json", "{\n  \"title\": \"Gas dispute\""),
        ] {
            let asked: Vec<&str> = ["dossier", of, "--format", format].into_iter().chain(more).collect();
            let told = text(&call(dir.path(), &asked).stdout);
            assert!(told.starts_with(begins), "{of} {format}: {told}");
            assert!(told.contains("Gas dispute"), "{of} {format}");
        }
    }
    let study = ok(dir.path(), &["dossier", "study", "--ask", "0"]);
    assert!(study.contains("How else it could have ended") && study.contains("one of 12 runs"), "{study}");
    // The same page, whatever the threads and the place.
    let one = text(&call(dir.path(), &["dossier", "study", "--ask", "4", "--threads", "1"]).stdout);
    assert_eq!(one, text(&call(dir.path(), &["dossier", "study", "--ask", "4", "--threads", "2"]).stdout));
    // A saved run and the same run played again differ in nothing but the command.
    let page = |arguments: &[&str]| -> serde_json::Value {
        let mut page: serde_json::Value = serde_json::from_str(&ok(dir.path(), arguments)).unwrap();
        page.as_object_mut().unwrap().remove("colophon");
        page
    };
    let saved = page(&["dossier", "run", "--format", "json"]);
    assert_eq!(saved, page(&["dossier", "demo", "--seed", "3", "--format", "json"]));
    // Of a study, a run of it can be told.
    let told = page(&["dossier", "study", "--seed", "3", "--ask", "0", "--format", "json"]);
    assert_eq!(told["lead"], page(&["dossier", "demo", "--seed", "3", "--format", "json"])["lead"]);
}

#[test]
fn every_cited_record_is_listed() {
    let dir = with_runs();
    let page: serde_json::Value =
        serde_json::from_str(&ok(dir.path(), &["dossier", "run", "--format", "json"])).unwrap();
    let listed: Vec<u64> =
        page["events"].as_array().unwrap().iter().map(|event| event["number"].as_u64().unwrap()).collect();
    assert!(listed.is_sorted() && !listed.is_empty());
    let cited = page.to_string();
    let mut found = 0;
    for part in cited.split("\"records\":[").skip(1) {
        let (numbers, _) = part.split_once(']').unwrap();
        for number in numbers.split(',').filter(|number| !number.is_empty()) {
            assert!(listed.contains(&number.parse().unwrap()), "{number} is cited and not listed");
            found += 1;
        }
    }
    assert!(found > 3, "{found}");
}

#[test]
fn a_file_is_new_and_its_end_says_what_it_is() {
    let dir = with_runs();
    for (name, begins) in [
        ("a.html", "<!DOCTYPE"),
        ("a.wiki", "{{Infobox"),
        ("a.md", "# Gas"),
        ("a.json", "{"),
        ("a", "<!DOCTYPE"),
    ] {
        ok_quietly(&dir, &["dossier", "run", "--out", name]);
        assert!(read(&dir, name).starts_with(begins), "{name}");
    }
    let output = call(dir.path(), &["dossier", "run", "--format", "html", "--out", "b.md"]);
    assert_eq!(text(&output.stderr), "b.md is named like Markdown, and holds HTML\nsaved in b.md\n");
    write(&dir, "mine.html", "mine");
    let complaint = fails(dir.path(), &["dossier", "run", "--out", "mine.html"], 3);
    assert!(complaint.contains("mine.html is there already: nothing was changed"), "{complaint}");
    assert_eq!(read(&dir, "mine.html"), "mine");
    fails(dir.path(), &["dossier", "run", "--out", "no/such/folder.html"], 3);
    let left = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with('.')), "nothing is left over");
}

fn ok_quietly(dir: &TempDir, arguments: &[&str]) {
    let output = call(dir.path(), arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty() && text(&output.stderr).starts_with("saved in "));
}

#[test]
fn what_was_run_cannot_be_changed() {
    let dir = with_runs();
    for arguments in [
        &["dossier", "run", "--set", "contract.gas_to_southland.tolerance=0.2"][..],
        &["dossier", "study", "--set", "contract.gas_to_southland.tolerance=0.2"],
        &["dossier", "run", "--seed", "4"],
        &["dossier", "study", "--seed", "4000"],
        &["dossier", "nowhere"],
        &["dossier", "demo", "--format", "docx"],
        &["dossier", "demo", "--format", "pdf"],
        &["dossier", "demo", "--ask", "5"],
        &["dossier", "run", "--ask", "0"],
        &["dossier", "demo", "--out", "-"],
        &["dossier", "demo", "--lang", "../.."],
        &["dossier", "demo", "--lang", "de/at"],
        &["dossier", "demo", "--lang", ""],
    ] {
        assert!(!fails(dir.path(), arguments, 2).is_empty(), "{arguments:?}");
    }
    ok(dir.path(), &["dossier", "demo", "--set", "contract.gas_to_southland.tolerance=0.2"]);
    let scenario = read(&dir, "demo/scenario.toml");
    write(&dir, "demo/scenario.toml", &scenario.replace("[-3, 2]", "[-9, 2]"));
    for saved in ["run", "study"] {
        assert!(fails(dir.path(), &["dossier", saved], 1).contains("has changed since"));
    }
}

#[test]
fn a_scenario_brings_its_own_templates() {
    let dir = with_runs();
    write(&dir, "demo/dossier/page.markdown.jinja", "{{ title }}, {{ infobox.result }}\n");
    write(&dir, "demo/dossier/de/page.markdown.jinja", "{{ title }} ({{ language }})\n");
    // Of a saved run and of a study they are found too.
    for (of, more) in [("demo", None), ("run", None), ("study", Some("--ask=0"))] {
        let asked: Vec<&str> = ["dossier", of, "--format", "markdown"].into_iter().chain(more).collect();
        let told = ok(dir.path(), &asked);
        assert!(told.starts_with("Gas dispute, "), "{of}: {told}");
    }
    assert_eq!(
        ok(dir.path(), &["dossier", "demo", "--format", "markdown", "--lang", "de"]),
        "Gas dispute (de)\n"
    );
    let complaint = fails(dir.path(), &["dossier", "demo", "--lang", "de"], 1);
    assert!(complaint.contains("has no dossier/de/page.html.jinja"), "{complaint}");
    write(&dir, "demo/dossier/page.markdown.jinja", "a\n{{ titel }}\n");
    let complaint = fails(dir.path(), &["dossier", "demo", "--format", "markdown", "--out", "a.md"], 1);
    assert!(complaint.contains("dossier/page.markdown.jinja:2: undefined value"), "{complaint}");
    assert!(!dir.path().join("a.md").exists(), "nothing is left of a page that failed");
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_template_out_of_its_folder() {
    let dir = with_runs();
    write(&dir, "secret", "SECRET");
    std::fs::create_dir_all(dir.path().join("demo/dossier")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("secret"), dir.path().join("demo/dossier/page.html.jinja"))
        .unwrap();
    let complaint = fails(dir.path(), &["dossier", "demo"], 1);
    assert!(complaint.contains("a link leads out of the scenario's folder"), "{complaint}");
}

#[cfg(unix)]
#[test]
fn a_pdf_needs_a_browser_that_prints() {
    use std::os::unix::fs::PermissionsExt;
    let dir = with_runs();
    let printing = |browser: &str| {
        let output = command(dir.path(), &["dossier", "run", "--out", "page.pdf"])
            .env("POWDERKEG_CHROMIUM", browser)
            .env("PATH", "/usr/bin:/bin")
            .output()
            .expect("the program starts");
        (output.status.code(), text(&output.stderr))
    };
    let (code, complaint) = printing("no-such-browser");
    assert!(code == Some(3) && complaint.contains("POWDERKEG_CHROMIUM names no-such-browser"), "{complaint}");
    let script = |text: &str| {
        let path = dir.path().join("browser");
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path.display().to_string()
    };
    let (code, complaint) = printing(&script("echo 'no display today' >&2; exit 1"));
    assert!(code == Some(3) && complaint.contains("printed no page: no display today"), "{complaint}");
    assert!(!dir.path().join("page.pdf").exists());
    // One that does what it is asked, and only without its sandbox.
    let prints = "case \"$*\" in *--no-sandbox*) ;; *) echo 'not without --no-sandbox' >&2; exit 1;; esac\n\
                  for one in \"$@\"; do case $one in --print-to-pdf=*) printf %%PDF-1.4 > \"${one#*=}\";; esac; done";
    let (code, told) = printing(&script(prints));
    assert!(code == Some(0) && told == "saved in page.pdf\n", "{told}");
    assert_eq!(read(&dir, "page.pdf"), "%PDF-1.4");
}

/// `BLESS=1 cargo test -p powderkeg` writes the file anew: read it before you commit it. How the page was made is left
/// out, since every change of the scenario's text changes a hash.
fn reads_as_it_did(name: &str, told: &str) {
    let (story, _) = told.split_once("== How this page was made ==").expect("the page says how it was made");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, story).expect("the folder is there");
    }
    let wanted = std::fs::read_to_string(&path).expect("BLESS=1 writes it");
    assert!(story == wanted, "{name} reads otherwise now; BLESS=1 accepts this:\n{story}");
}

#[test]
fn the_page_of_baikonur_reads_as_it_did() {
    let dir = TempDir::new().expect("a folder");
    let run = ["dossier", "baikonur-2015", "--seed", "34", "--format", "wikitext"];
    reads_as_it_did("baikonur-34.wikitext", &ok(dir.path(), &run));
    ok(dir.path(), &["study", "baikonur-2015", "-n", "24", "--out", "study"]);
    let study = ["dossier", "study", "--ask", "0", "--format", "wikitext"];
    reads_as_it_did("baikonur-study.wikitext", &ok(dir.path(), &study));
}
