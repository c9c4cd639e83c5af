//! The Python package, built into a fresh environment and tested there: `python/tests/`. Where there is no Python of its
//! version, or what the tests take cannot be fetched, this says so and goes on: whoever has only Rust can test all else. The
//! continuous integration has them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::browser::{build, call, program};

/// The package.
const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../python");
/// Where its environment and its wheel are made.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/python");

/// Whether a Python is of a version that the package takes, and can make environments.
const FITS: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";

/// Builds the package as it is published, installs it, and runs its tests beside the command line.
pub fn check() -> Result<(), String> {
    let Some(python) = ["python3", "python"].into_iter().find(|name| fits(name)) else {
        eprintln!("skipped: the Python package: there is no Python 3.11 or later with `venv`");
        return Ok(());
    };
    let folder = Path::new(FOLDER);
    let venv = folder.join("venv");
    call(Command::new(python).args(["-m", "venv", "--clear"]).arg(&venv))?;
    let requirements = Path::new(PROJECT).join("tests").join("requirements.txt");
    let fetched = pip(&venv, |pip| pip.arg("--requirement").arg(requirements).arg("maturin>=1.9,<2"));
    if let Err(reason) = fetched {
        // Offline, all else can be tested; where everything is to be there, this is no reason to be silent.
        return if std::env::var_os("CI").is_some() {
            Err(reason)
        } else {
            eprintln!("skipped: the Python package: what its tests take cannot be fetched ({reason})");
            Ok(())
        };
    }
    build()?;
    let wheel = wheel(&venv, &folder.join("wheels"))?;
    pip(&venv, |pip| pip.arg("--no-deps").arg(wheel))?;
    let tests = Path::new(PROJECT).join("tests");
    call(executable(&venv, "pytest").current_dir(tests).env("POWDERKEG", program()?))
}

fn fits(python: &str) -> bool {
    let mut command = Command::new(python);
    let command = command.args(["-c", FITS]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn pip(venv: &Path, what: impl FnOnce(&mut Command) -> &mut Command) -> Result<(), String> {
    let mut pip = executable(venv, "python");
    pip.args(["-m", "pip", "--disable-pip-version-check", "--quiet", "install"]);
    call(what(&mut pip))
}

/// Builds the wheel with the profile of releases, whose libraries the command line has built already.
fn wheel(venv: &Path, out: &Path) -> Result<PathBuf, String> {
    match std::fs::remove_dir_all(out) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("cannot remove {}: {error}", out.display()));
        }
        Ok(()) | Err(_) => {}
    }
    let target = Path::new(FOLDER).join("..");
    let mut maturin = executable(venv, "maturin");
    maturin.args(["build", "--release", "--locked", "--quiet", "--interpreter"]);
    maturin.arg(bin(venv, "python")).arg("--target-dir").arg(target).arg("--out").arg(out);
    call(maturin.current_dir(PROJECT))?;
    let entries =
        std::fs::read_dir(out).map_err(|error| format!("cannot look into {}: {error}", out.display()))?;
    let found = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|end| end == "whl"));
    found.ok_or_else(|| format!("maturin left no wheel in {}", out.display()))
}

fn executable(venv: &Path, name: &str) -> Command {
    Command::new(bin(venv, name))
}

/// A program of an environment.
fn bin(venv: &Path, name: &str) -> PathBuf {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    venv.join(folder).join(name).with_extension(std::env::consts::EXE_EXTENSION)
}
