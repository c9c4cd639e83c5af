//! Files that are made from the code and the scenarios, and must not drift from them.

use std::path::{Path, PathBuf};

use powderkeg_scenario::scenario::json_schema;

use crate::{page_map, reference, side_by_side};

/// A file of the workspace: its path below the root, and what it should say.
pub struct Made {
    path: String,
    text: String,
}

/// What makes files from the workspace below a root.
type Maker = dyn Fn(&Path) -> Result<Vec<Made>, String>;

/// Everything that is generated.
pub fn all(root: &Path) -> Result<Vec<Made>, String> {
    let mut made = vec![
        Made { path: "docs/schema.json".into(), text: format!("{:#}\n", json_schema()) },
        described_wire()?,
        Made { path: "docs/reference.md".into(), text: reference::reference(root)? },
        Made { path: "docs/founding-page.md".into(), text: side_by_side::beside(root)? },
    ];
    made.extend(page_maps(root)?);
    made.push(Made {
        path: "scenarios/gas-2009/countries.toml".into(),
        text: powderkeg_validation::gas::shipped_countries(),
    });
    Ok(made)
}

/// The description of the console's wire, of which the app's types are made.
pub fn wire(_root: &Path) -> Result<Vec<Made>, String> {
    Ok(vec![described_wire()?])
}

fn described_wire() -> Result<Made, String> {
    let json = powderkeg_server::http::openapi().to_pretty_json();
    let text = json.map_err(|error| format!("the description of the wire: {error}"))? + "\n";
    Ok(Made { path: "docs/openapi.json".into(), text })
}

/// All of it, and what takes a minute to make: the tables of VALIDATION.md, which a test of the crate
/// `validation` keeps from drifting.
pub fn all_and_validation(root: &Path) -> Result<Vec<Made>, String> {
    let mut made = all(root)?;
    let path = "VALIDATION.md";
    let found = powderkeg_validation::component::check_all();
    let text = powderkeg_validation::markdown::put_in(&read(root, path)?, &found)
        .ok_or_else(|| format!("{path} lacks a marker"))?;
    made.push(Made { path: path.into(), text });
    Ok(made)
}

/// The READMEs of scenarios that have a page map.
pub fn page_maps(root: &Path) -> Result<Vec<Made>, String> {
    let mut made = Vec::new();
    for name in powderkeg_scenario::builtin::names() {
        let path = format!("scenarios/{name}/README.md");
        let readme = read(root, &path)?;
        if readme.contains(page_map::BEGIN) {
            let map = page_map::page_map(&root.join("scenarios").join(name))?;
            let text = page_map::put_in(&readme, &map).ok_or_else(|| format!("{path} has no end marker"))?;
            made.push(Made { path, text });
        }
    }
    Ok(made)
}

/// The coefficients of models that are fitted to a record. Apart from the rest: it takes long, and a test of
/// the fit itself tells of drift.
pub fn coefficients(_root: &Path) -> Result<Vec<Made>, String> {
    let text = powderkeg_validation::battle::generated::source().map_err(|faults| faults.to_string())?;
    Ok(vec![Made { path: "crates/models/src/battle/coefficients.rs".into(), text }])
}

/// What assumptions do to the founding scenario's ending. Apart from the rest: it runs for a minute, and
/// each change of a model moves it.
pub fn sweep(_root: &Path) -> Result<Vec<Made>, String> {
    Ok(vec![Made { path: "docs/hindcast/4-sweep.txt".into(), text: crate::sweep::table()? }])
}

/// Writes what has changed.
pub fn write(maker: &Maker) -> Result<(), String> {
    let root = root();
    for Made { path, text } in maker(&root)? {
        if read(&root, &path).is_ok_and(|present| present == text) {
            continue;
        }
        std::fs::write(root.join(&path), text).map_err(|error| format!("cannot write {path}: {error}"))?;
        eprintln!("wrote {path}");
    }
    Ok(())
}

/// Reads a file of the workspace.
pub fn read(root: &Path, path: &str) -> Result<String, String> {
    std::fs::read_to_string(root.join(path)).map_err(|error| format!("cannot read {path}: {error}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn nothing_generated_has_drifted() {
    let root = root();
    let made = all(&root).expect("the scenarios of the workspace are sound");
    assert!(made.iter().any(|made| made.path.starts_with("scenarios/")), "a scenario has a page map");
    for Made { path, text } in made {
        let present = read(&root, &path).expect("it was generated once");
        assert!(present == text, "{path} is out of date: run `cargo xtask generate` and commit it");
    }
}
