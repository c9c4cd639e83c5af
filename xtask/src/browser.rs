//! Pages and the console held against checkers and a browser: `tests/browser/`, and the app's own checks. Where Node.js, its
//! packages or Chromium are missing, this says what is, and goes on: whoever has only Rust can test all else. The continuous
//! integration has them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where pages are made.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/pages");
/// What holds pages and console.
const CHECKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/browser");
/// The console's app.
const APP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../app");

/// The app's checks: types, what is generated of the server's description, and its functions.
const APP_CHECKS: [&str; 3] = ["check", "types:check", "test"];

/// Checks the app, pages and the console.
pub fn check_all() -> Result<(), String> {
    check_app()?;
    check_pages()?;
    check_console()
}

/// Holds the app against its types and tests.
pub fn check_app() -> Result<(), String> {
    if let Some(missing) = no_node(APP) {
        eprintln!("skipped: the app: {missing}");
        return Ok(());
    }
    for script in APP_CHECKS {
        call(Command::new("npm").args(["run", "--silent", script]).current_dir(APP))?;
    }
    Ok(())
}

/// Makes the pages of a run, of a study and of a scenario without an incident, and checks them.
pub fn check_pages() -> Result<(), String> {
    if let Some(missing) = no_browser() {
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
    call(Command::new("node").arg("pages.mjs").args([&run, &study, &quiet]).current_dir(CHECKS))
}

/// Serves the console and uses it as people do.
pub fn check_console() -> Result<(), String> {
    if let Some(missing) = no_browser().or_else(|| no_node(APP)) {
        eprintln!("skipped: the console in a browser: {missing}");
        return Ok(());
    }
    build()?;
    call(Command::new("node").arg("console.mjs").arg(program()?).current_dir(CHECKS))
}

/// What there is not of Node.js and the packages of a folder.
fn no_node(folder: &str) -> Option<String> {
    if !starts("node") {
        return Some("there is no Node.js".into());
    }
    let name = if folder == APP { "app" } else { "tests/browser" };
    (!Path::new(folder).join("node_modules").is_dir())
        .then(|| format!("its packages are not installed: npm ci --prefix {name}"))
}

/// What there is not of all that a page is looked at with.
fn no_browser() -> Option<String> {
    let named = std::env::var_os("POWDERKEG_CHROMIUM").map(PathBuf::from);
    let has_browser = named.is_some_and(|program| program.is_file())
        || ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().any(starts);
    no_node(CHECKS).or_else(|| (!has_browser).then(|| "there is no Chromium".into()))
}

fn starts(program: &str) -> bool {
    let mut command = Command::new(program);
    let command = command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The optimised program: `cargo xtask test` has it already; alone, building it takes longer than all else here.
pub fn build() -> Result<(), String> {
    let arguments = ["build", "--release", "--package", "powderkeg"];
    eprintln!("cargo {}", arguments.join(" "));
    call(Command::new(env!("CARGO")).args(arguments))
}

/// Where it is: beside the folder of this very program, wherever Cargo builds.
pub fn program() -> Result<PathBuf, String> {
    let own =
        std::env::current_exe().map_err(|error| format!("cannot tell where this program is: {error}"))?;
    let target = own.parent().and_then(Path::parent).unwrap_or(Path::new("target"));
    Ok(target.join("release").join("powderkeg").with_extension(std::env::consts::EXE_EXTENSION))
}

fn powderkeg(arguments: &[&str]) -> Result<(), String> {
    call(Command::new(program()?).args(arguments).stdout(Stdio::null()))
}

pub fn call(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}")),
        Err(error) => Err(format!("could not start {command:?}: {error}")),
    }
}
