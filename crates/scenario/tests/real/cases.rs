//! The cases, and what can only be said with files on a disk.

use std::path::{Path, PathBuf};

use powderkeg_scenario::diagnostic::{Diagnostic, Severity};
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario;
use powderkeg_scenario::source::SourceTree;

use crate::{Files, base, read, said};

/// A case: the broken scenario, its settings, and the mistake that must be found.
struct Case {
    files: Files,
    settings: Vec<Override>,
    severity: String,
    code: String,
}

fn parse(text: &str) -> Case {
    let (first, rest) = text.split_once('\n').expect("a first line");
    let wanted = first.strip_prefix("#! ").expect("a first line `#! severity code`");
    let (severity, code) = wanted.split_once(' ').expect("severity and code");
    let (mut files, mut settings) = (base(), Vec::new());
    let (mut name, mut old) = ("scenario.toml".to_owned(), None);
    for line in rest.lines() {
        if let Some(next) = line.strip_prefix("#== ") {
            next.clone_into(&mut name);
            files.entry(name.clone()).or_default();
        } else if let Some(dropped) = line.strip_prefix("#drop ") {
            assert!(files.remove(dropped).is_some(), "there is no {dropped} to drop");
        } else if let Some(setting) = line.strip_prefix("#-- ") {
            settings.push(Override::split(setting).expect("PATH=VALUE"));
        } else if let Some(piece) = line.strip_prefix("#- ") {
            old = Some(piece);
        } else if let Some(piece) = line.strip_prefix("#+ ") {
            let old = old.take().expect("#- before #+");
            let file = files.get_mut(&name).expect("a file");
            let text = String::from_utf8(std::mem::take(file)).expect("text");
            assert!(text.contains(old), "{name} has no {old}");
            *file = text.replacen(old, piece, 1).into_bytes();
        } else {
            let file = files.entry(name.clone()).or_default();
            file.extend(line.bytes().chain(*b"\n"));
        }
    }
    Case { files, settings, severity: severity.to_owned(), code: code.to_owned() }
}

/// Mistakes that lie at no place in a text, because there is none.
const WITHOUT_PLACE: [&str; 6] =
    ["no-scenario", "no-such-file", "too-many-files", "not-text", "too-large", "unreadable"];

/// Whether a message has a place, and says what to do.
fn is_helpful(diagnostic: &Diagnostic) -> bool {
    let has_place = !diagnostic.labels.is_empty() || WITHOUT_PLACE.contains(&diagnostic.code);
    has_place && diagnostic.help.is_some()
}

#[test]
fn the_base_is_sound() {
    let loaded = read(base());
    assert_eq!(said(&loaded), "");
    assert!(loaded.scenario.is_some());
}

#[test]
fn broken_scenarios_are_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/cases");
    let entries = std::fs::read_dir(&folder).expect("cases");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    assert!(paths.len() >= 100, "{} cases", paths.len());
    let mut wrong = Vec::new();
    for path in paths {
        let case = parse(&std::fs::read_to_string(&path).expect("case"));
        let loaded = scenario::check(&SourceTree::Memory(case.files), &case.settings).loaded;
        let found = loaded.diagnostics.sorted();
        let name = path.display();
        let is_wanted = |one: &&&Diagnostic| one.code == case.code && one.severity.name() == case.severity;
        if !found.iter().any(|one| is_wanted(&one)) {
            wrong.push(format!("== {name}: no {} {}\n{}", case.severity, case.code, said(&loaded)));
            continue;
        }
        let has_errors = found.iter().any(|one| one.severity == Severity::Error);
        assert_eq!(
            loaded.scenario.is_none(),
            has_errors,
            "{name}: a scenario is there exactly without errors"
        );
        let unhelpful = found.iter().filter(|one| !is_helpful(one));
        wrong.extend(unhelpful.map(|one| format!("== {name}: no place, or nothing to do: {one:?}")));
        let expected = path.with_extension("txt");
        let said = said(&loaded);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &said).expect("bless");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("== {name}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Reads a folder of files and removes it.
fn read_folder(name: &str, make: impl FnOnce(&Path)) -> String {
    let folder = std::env::temp_dir().join(format!("powderkeg-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("folder");
    make(&folder);
    let loaded = scenario::read(&SourceTree::Folder(folder.clone()), &[]);
    std::fs::remove_dir_all(&folder).expect("cleaned");
    assert!(loaded.scenario.is_none());
    said(&loaded).replace(&folder.display().to_string(), "FOLDER")
}

#[test]
fn what_cannot_be_read_is_named() {
    let missing = scenario::read(&SourceTree::Folder("/nowhere/at/all".into()), &[]);
    assert!(missing.scenario.is_none());
    assert!(said(&missing).contains("error[no-such-file]: there is no file `/nowhere/at/all"));
    assert!(read_folder("empty", |_| ()).contains("there is no file `FOLDER/scenario.toml`"));
    let binary = read_folder("binary", |folder| {
        std::fs::write(folder.join("scenario.toml"), b"\x7fELF\x00\xff").expect("file");
    });
    assert!(binary.contains("error[not-text]"), "{binary}");
    let huge = read_folder("huge", |folder| {
        let file = std::fs::File::create(folder.join("scenario.toml")).expect("file");
        file.set_len(100 << 20).expect("length");
    });
    assert!(huge.contains("error[too-large]"), "{huge}");
    let folder_as_file =
        read_folder("folder", |folder| std::fs::create_dir(folder.join("scenario.toml")).expect("folder"));
    assert!(folder_as_file.contains("error[not-allowed]"), "{folder_as_file}");
}

#[test]
fn the_page_stays_in_its_folder() {
    for page in ["../secret.txt", "/etc/hostname", "sources/../../secret.txt", "", "."] {
        let mut files = base();
        let source = format!("[source.page_one]\nkind = \"page\"\nfile = \"{page}\"\n");
        files.entry("scenario.toml".into()).or_default().extend(source.bytes());
        let loaded = read(files);
        assert!(said(&loaded).contains("error[no-page]"), "{page}: {}", said(&loaded));
    }
}

#[test]
fn the_hash_is_of_the_text_and_not_of_its_place() {
    let folder = std::env::temp_dir().join(format!("powderkeg-hash-{}", std::process::id()));
    let hash_in = |name: &str| {
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder).expect("folder");
        for (file, bytes) in base() {
            std::fs::write(folder.join(file), bytes).expect("file");
        }
        let loaded = scenario::read(&SourceTree::Folder(folder), &[]);
        loaded.scenario.expect("sound").hash
    };
    let hashes = [hash_in("one"), hash_in("one/../two"), hash_in("./three/")];
    std::fs::remove_dir_all(&folder).expect("cleaned");
    let in_memory = read(base()).scenario.expect("sound").hash;
    assert!(hashes.iter().all(|hash| *hash == in_memory), "{hashes:?} {in_memory}");

    let mut renamed = base();
    let more = renamed.remove("more.toml").expect("more.toml");
    renamed.insert("other.toml".into(), more);
    assert_ne!(read(renamed).scenario.expect("sound").hash, in_memory);
    let setting = Override::split("workforce.tunnel_crew.pay_ratio=0.5").expect("PATH=VALUE");
    let set = scenario::read(&SourceTree::Memory(base()), &[setting]);
    assert_ne!(set.scenario.expect("sound").hash, in_memory);
}

#[test]
fn settings_are_numbers_words_dates_and_flags() {
    for setting in [
        "workforce.tunnel_crew.pay_ratio=0.5",
        "weather.valley.season_shift_c={ uniform = [-4, 0] }",
        "project.breakthrough.due=2031-02-15",
        "contract.coal_for_birch.settles=quarterly",
        "contract.coal_for_birch.settles=\"quarterly\"",
        "contract.coal_for_birch.seasonal=false",
        "contract.coal_for_birch.price=market",
        "workforce.tunnel_crew.employer=alder",
        "force.guards.kind=motorised infantry",
        "party.union.decides.by=consensus",
        "agreement.tunnel_lease.permits=[\"guards\"]",
        "market.felt_days=9",
        "decisions.per_day={ uniform = [0.2, 1] }",
    ] {
        let one = Override::split(setting).expect("PATH=VALUE");
        let loaded = scenario::read(&SourceTree::Memory(base()), &[one]);
        // What an employer may order changes with it: that is said, and nothing else.
        let text = said(&loaded);
        let is_sound = loaded.scenario.is_some()
            || text.matches("error[").count() == text.matches("not-its-order").count();
        assert!(is_sound, "{setting}: {text}");
    }
}
