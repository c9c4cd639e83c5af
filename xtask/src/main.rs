//! Chores of the workspace: `cargo xtask test`, `cargo xtask app`, `cargo xtask pages`, `cargo xtask console`,
//! `cargo xtask python`, `cargo xtask generate`, `cargo xtask page-map`, `cargo xtask wire`, `cargo xtask fit battle`,
//! `cargo xtask sweep`, `cargo xtask world`.

#[cfg(test)]
mod arrows;
mod browser;
mod generate;
mod page_map;
mod python;
mod reference;
mod side_by_side;
mod sweep;
mod variants;
mod world;

use std::process::{Command, ExitCode};

/// Where the release build's run is saved.
const ACROSS_BUILDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/across-builds");

/// The checks in the order in which they fail fastest. The last two: what the optimised program ran,
/// the unoptimised one runs to the same hash.
const CHECKS: [&[&str]; 5] = [
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"],
    &["test", "--workspace"],
    &[
        "run",
        "--release",
        "--package",
        "powderkeg",
        "--",
        "run",
        "baikonur-2015",
        "--seed",
        "1",
        "--out",
        ACROSS_BUILDS,
    ],
    &["run", "--package", "powderkeg", "--", "verify", ACROSS_BUILDS],
];

const USAGE: &str = "\
usage: cargo xtask <chore>
  test      all that must hold before a change lands
  app, pages, console
            the last of these only: the console's app against its types, pages
            in an HTML checker and in a browser, the console in a browser
  python    builds the Python package into a fresh environment and tests it there
  generate  writes everything that is made from the code and the scenarios:
            docs/schema.json, docs/openapi.json, docs/reference.md, docs/founding-page.md,
            the page maps of scenarios, gas-2009's countries, the tables of
            VALIDATION.md
  page-map  writes the page maps only
  wire      writes docs/openapi.json only
  fit battle
            fits the battle model to its record and writes its coefficients
  sweep     writes what the founding scenario's assumptions do to its ending:
            docs/hindcast/4-sweep.txt
  world FILE
            writes the map's land and borders from Natural Earth:
            crates/report/data/world.txt; its README says where FILE is from";

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("test") => run_all(&CHECKS),
        Some("app") => written(browser::check_app()),
        Some("pages") => written(browser::check_pages()),
        Some("console") => written(browser::check_console()),
        Some("python") => written(python::check()),
        Some("generate") => written(generate::write(&generate::all_and_validation)),
        Some("fit") if std::env::args().nth(2).as_deref() == Some("battle") => {
            written(generate::write(&generate::coefficients))
        }
        Some("sweep") => written(generate::write(&generate::sweep)),
        Some("world") => match std::env::args_os().nth(2) {
            Some(source) => written(write_world(source.as_ref())),
            None => {
                eprintln!("{USAGE}");
                ExitCode::from(2)
            }
        },
        Some("wire") => written(generate::write(&generate::wire)),
        Some("page-map") => written(generate::write(&generate::page_maps)),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn write_world(source: &std::path::Path) -> Result<(), String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/report/data/world.txt");
    std::fs::write(&path, world::text(source)?).map_err(|error| format!("{}: {error}", path.display()))
}

fn written(outcome: Result<(), String>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run_all(checks: &[&[&str]]) -> ExitCode {
    // A run is never written over another: that of an earlier state goes first.
    if let Err(error) = std::fs::remove_dir_all(ACROSS_BUILDS)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        eprintln!("cannot remove {ACROSS_BUILDS}: {error}");
        return ExitCode::FAILURE;
    }
    for arguments in checks {
        eprintln!("cargo {}", arguments.join(" "));
        match Command::new(env!("CARGO")).args(*arguments).status() {
            Ok(status) if status.success() => {}
            Ok(_) => return ExitCode::FAILURE,
            Err(error) => {
                eprintln!("could not start cargo: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    written(browser::check_all().and_then(|()| python::check()))
}
