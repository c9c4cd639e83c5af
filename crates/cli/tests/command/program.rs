//! Calls of the program in a folder, and what must be true of all of them.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A call that is not made yet; nothing of the terminal that the tests run in shows in it.
pub fn command(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_powderkeg"));
    command.args(arguments).current_dir(dir).env_remove("COLUMNS").env_remove("NO_COLOR");
    command
}

/// All that comes of a call.
pub fn call(dir: &Path, arguments: &[&str]) -> Output {
    command(dir, arguments).output().expect("the program starts")
}

/// What was printed, as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Standard output of a call that must succeed.
pub fn ok(dir: &Path, arguments: &[&str]) -> String {
    let output = call(dir, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// The same with `--json`, read.
pub fn json(dir: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&ok(dir, &[arguments, &["--json"]].concat())).expect("JSON")
}

/// Standard error of a call that must fail with `code` and print nothing else.
pub fn fails(dir: &Path, arguments: &[&str], code: i32) -> String {
    let output = call(dir, arguments);
    let complaint = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {complaint}");
    assert!(!complaint.contains("panicked") && output.stdout.is_empty(), "{arguments:?}: {complaint}");
    complaint
}

/// A folder with the scenario that `new` makes.
pub fn with_demo() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    ok(dir.path(), &["new", "demo"]);
    dir
}
