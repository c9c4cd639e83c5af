//! Printing: to a terminal, a pipe or a program.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use powderkeg_scenario::diagnostic::Style;
use serde_json::Value;

use crate::failure::Failure;

/// The widest text that still reads well.
const WIDEST: usize = 100;

/// Prints a text to standard output.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Prints JSON, indented, with a line break at the end.
pub fn print_json(value: &Value) -> Result<(), Failure> {
    print(&format!("{value:#}\n"))
}

/// Says on standard error why a command failed.
pub fn complain(failure: &Failure) {
    note(&failure.findings(style_of_errors()));
    let text = failure.to_string();
    if !text.is_empty() {
        note(&format!("error: {}\n", text.trim_end()));
    }
}

/// A path as it is typed in a shell: in quotes where it needs them.
pub fn typed(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+,:@%".contains(letter);
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// Says where something was saved.
pub fn note_saved(path: &Path) {
    note(&format!("saved in {}\n", path.display()));
}

/// Says so where a file is named like something else than what is written into it.
pub fn note_other(path: &Path, named: Option<&str>, written: &str) {
    if let Some(named) = named.filter(|&named| named != written) {
        note(&format!("{} is named like {named}, and holds {written}\n", path.display()));
    }
}

/// Prints to standard error. If nobody listens there, there is nobody to tell.
pub fn note(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Whether standard error may have colours.
pub fn style_of_errors() -> Style {
    style(io::stderr().is_terminal())
}

/// Whether standard output may have colours.
pub fn style_of_output() -> Style {
    style(io::stdout().is_terminal())
}

/// Colours are for terminals, and only where nobody asked for none (no-color.org).
fn style(is_terminal: bool) -> Style {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if is_terminal && !set("NO_COLOR") && !dumb { Style::Colour } else { Style::Plain }
}

/// Columns to write to: what `COLUMNS` asks for, else the terminal's, else 80; at most 100.
pub fn columns() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse().ok());
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    asked.or_else(terminal).unwrap_or(80).clamp(40, WIDEST)
}
