//! The crates' dependencies are the architecture: any arrow that ARCHITECTURE.md does not show is a mistake.

use std::collections::BTreeMap;
use std::path::Path;

/// Each crate and what of the workspace it may import.
const ARROWS: [(&str, &[&str]); 12] = [
    ("models", &[]),
    ("engine", &["models"]),
    ("scenario", &["engine", "models"]),
    ("study", &["engine"]),
    ("report", &["engine", "study"]),
    ("validation", &["engine", "models", "scenario", "study"]),
    ("page", &[]),
    ("workspace", &["engine", "report", "scenario", "study", "validation"]),
    ("server", &["engine", "report", "scenario", "study", "validation", "workspace"]),
    ("play", &["engine", "report"]),
    ("python", &["engine", "play", "report", "scenario", "study", "validation", "workspace"]),
    (
        "cli",
        &["engine", "models", "page", "report", "scenario", "server", "study", "validation", "workspace"],
    ),
];

fn imports(manifest: &str) -> Vec<&str> {
    let mut in_dependencies = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line == "[dependencies]";
        } else if in_dependencies && let Some(rest) = line.strip_prefix("powderkeg-") {
            found.push(rest.split(['.', ' ', '=']).next().unwrap_or(rest));
        }
    }
    found.sort_unstable();
    found
}

#[test]
fn crates_import_only_what_the_architecture_shows() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let allowed: BTreeMap<_, _> = ARROWS.into_iter().collect();
    let mut seen = 0;
    for entry in std::fs::read_dir(crates).expect("the workspace has crates") {
        let folder = entry.expect("a folder").path();
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
        let allowed =
            allowed.get(name.as_str()).unwrap_or_else(|| panic!("ARCHITECTURE.md does not know {name}"));
        for import in imports(&manifest) {
            assert!(
                allowed.contains(&import),
                "{name} imports {import}: an arrow that ARCHITECTURE.md does not show"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, ARROWS.len());
}

#[test]
fn imports_are_found() {
    let manifest = "[dependencies]\npowderkeg-models.workspace = true\nlibm = \"1\"\n[dev-dependencies]\npowderkeg-study = {}\n";
    assert_eq!(imports(manifest), ["models"]);
}
