//! Builds the app and puts it into the program. Without Node.js, or where the build fails, a page that says so takes
//! its place: the Rust build never fails over it.
//!
//! `POWDERKEG_APP=skip` leaves the app out on purpose, for builds that only test Rust.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What the app is made of, below its folder. Folders count with all that is in them.
const SOURCES: [&str; 9] = [
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
    ".npmrc",
];
const SKIP: &str = "POWDERKEG_APP";
/// Where npm notes what it has installed.
const INSTALLED: &str = "node_modules/.package-lock.json";

fn main() {
    let app = folder("CARGO_MANIFEST_DIR").join("../../app");
    let out = folder("OUT_DIR");
    println!("cargo:rerun-if-env-changed={SKIP}");
    if !app.exists() {
        // What is missing is looked for at every build.
        println!("cargo:rerun-if-changed={}", app.display());
    }
    for source in SOURCES.map(|source| app.join(source)) {
        // One of them that is missing would run this every time.
        if source.exists() {
            println!("cargo:rerun-if-changed={}", source.display());
        }
    }
    let missing = match built(&app, &out.join("app")) {
        Ok(()) => String::new(),
        Err(missing) => {
            put_page(&out.join("app"), &missing);
            missing
        }
    };
    write(&out.join("missing.txt"), &missing);
}

fn folder(variable: &str) -> PathBuf {
    // Cargo sets both for every build script.
    std::env::var_os(variable).map(PathBuf::from).unwrap_or_default()
}

/// Builds the app into a folder; says what is missing, and what to do.
fn built(app: &Path, out: &Path) -> Result<(), String> {
    empty(out);
    if std::env::var_os(SKIP).is_some_and(|skip| skip == "skip") {
        return Err(format!("the program was built with {SKIP}=skip: build it again without"));
    }
    if !app.join("package.json").is_file() {
        return Err("its sources, the folder `app`, were not there when the program was built".into());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let no_node =
        "there was no Node.js when the program was built: install Node.js 20.19 or newer, and build again";
    Command::new(npm).arg("--version").output().ok().filter(|told| told.status.success()).ok_or(no_node)?;
    if is_stale(app) {
        run(npm, &["ci", "--no-audit", "--no-fund"], app)?;
    }
    let folder = out.display().to_string();
    run(npm, &["run", "build", "--", "--outDir", &folder, "--emptyOutDir"], app)?;
    if out.join("index.html").is_file() { Ok(()) } else { Err("the build of the app made no page".into()) }
}

/// Whether what npm has installed is not what the lock file says.
fn is_stale(app: &Path) -> bool {
    let changed = |name: &str| std::fs::metadata(app.join(name)).and_then(|file| file.modified()).ok();
    match (changed("package-lock.json"), changed(INSTALLED)) {
        (Some(wanted), Some(installed)) => installed < wanted,
        _ => true,
    }
}

/// The most lines that are told of a build that fails.
const MOST_LINES: usize = 20;

fn run(npm: &str, arguments: &[&str], app: &Path) -> Result<(), String> {
    let words = format!("npm {}", arguments[..arguments.len().min(2)].join(" "));
    let run = Command::new(npm).args(arguments).current_dir(app).output();
    let Output { status, stdout, stderr } =
        run.map_err(|error| format!("`{words}` cannot be started: {error}"))?;
    if status.success() {
        return Ok(());
    }
    let told = [stdout, stderr].map(|told| String::from_utf8_lossy(&told).into_owned()).concat();
    let lines: Vec<&str> = told.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines[lines.len().saturating_sub(MOST_LINES)..].join("\n");
    println!("cargo:warning=the app could not be built: `{words}` in app/ says why");
    Err(format!("`{words}` failed in `app`; mend it, and build again. It said:\n{last}"))
}

fn empty(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).expect("cargo gives a folder to write into");
}

/// The page in place of the app.
fn put_page(folder: &Path, missing: &str) {
    empty(folder);
    let escaped = missing.replace('&', "&amp;").replace('<', "&lt;");
    let page = include_str!("src/http/missing.html").replace("{missing}", &escaped);
    write(&folder.join("index.html"), &page);
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("cargo gives a folder to write into");
}
