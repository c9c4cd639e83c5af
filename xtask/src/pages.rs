//! Pages held against an HTML checker and a browser: `tests/pages/`. Where Node.js, its packages or Chromium are missing,
//! this says what is, and goes on: whoever has only Rust can test all else. The continuous integration has them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the pages are made.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/pages");
/// What holds them.
const CHECKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/pages");

/// Makes the pages of a run, of a study and of a scenario without an incident, and checks them.
pub fn check() -> Result<(), String> {
    if let Some(missing) = missing() {
        eprintln!("skipped: pages in a browser: {missing}");
        return Ok(());
    }
    let folder = Path::new(FOLDER);
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("cannot remove {FOLDER}: {error}"));
        }
        _ => std::fs::create_dir_all(folder).map_err(|error| format!("cannot make {FOLDER}: {error}"))?,
    }
    let file = |name: &str| folder.join(name).display().to_string();
    let [run, study, quiet, runs] = ["run.html", "study.html", "quiet.html", "runs"].map(file);
    build()?;
    powderkeg(&["study", "baikonur-2015", "--runs", "40", "--out", &runs])?;
    powderkeg(&["dossier", "baikonur-2015", "--seed", "34", "--out", &run])?;
    powderkeg(&["dossier", "strait-2031", "--out", &quiet])?;
    powderkeg(&["dossier", &runs, "--ask", "5", "--out", &study])?;
    powderkeg(&["dossier", &runs, "--ask", "0", "--out", &file("study.pdf")])?;
    call(Command::new("node").arg("check.mjs").args([&run, &study, &quiet]).current_dir(CHECKS))
}

/// What there is not.
fn missing() -> Option<&'static str> {
    let starts = |program: &str| {
        let mut command = Command::new(program);
        let command =
            command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if !starts("node") {
        return Some("there is no Node.js");
    }
    if !Path::new(CHECKS).join("node_modules").is_dir() {
        return Some("its packages are not installed: npm ci --prefix tests/pages");
    }
    let named = std::env::var_os("POWDERKEG_CHROMIUM").map(PathBuf::from);
    let has_browser = named.is_some_and(|program| program.is_file())
        || ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().any(starts);
    (!has_browser).then_some("there is no Chromium")
}

/// The optimised program: `cargo xtask test` has it already; alone, building it takes longer than all else here.
fn build() -> Result<(), String> {
    let arguments = ["build", "--release", "--package", "powderkeg"];
    eprintln!("cargo {}", arguments.join(" "));
    call(Command::new(env!("CARGO")).args(arguments))
}

fn powderkeg(arguments: &[&str]) -> Result<(), String> {
    let own = ["run", "--quiet", "--release", "--package", "powderkeg", "--"];
    call(Command::new(env!("CARGO")).args(own).args(arguments).stdout(Stdio::null()))
}

fn call(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}")),
        Err(error) => Err(format!("could not start {command:?}: {error}")),
    }
}
