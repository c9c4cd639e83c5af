//! What is wrong with a scenario, with the lines that say so.

use powderkeg_scenario::diagnostic::{self, Diagnostics};
use powderkeg_scenario::source::{FileId, Sources, Span};

use crate::api::{Diagnostic, Place, Severity};

/// The longest line that is shown, in characters.
const LONGEST: usize = 2_000;

/// Mistakes in the order of their places. `setting` says which setting a file is of, if it is of one.
pub(super) fn diagnostics(
    found: &Diagnostics,
    sources: &Sources,
    setting: impl Fn(FileId) -> Option<usize>,
) -> Vec<Diagnostic> {
    let one = |one: &diagnostic::Diagnostic| {
        let labels = one.labels.iter();
        Diagnostic {
            severity: severity(one.severity),
            code: one.code.to_string(),
            message: one.message.clone(),
            help: one.help.clone(),
            places: labels.map(|(span, label)| place(*span, label, sources)).collect(),
            setting: one.labels.first().and_then(|(span, _)| setting(span.file)),
            also: one.also.len(),
        }
    };
    found.sorted().into_iter().map(one).collect()
}

fn severity(severity: diagnostic::Severity) -> Severity {
    match severity {
        diagnostic::Severity::Error => Severity::Error,
        diagnostic::Severity::Warning => Severity::Warning,
        diagnostic::Severity::Advice => Severity::Advice,
    }
}

fn place(span: Span, label: &str, sources: &Sources) -> Place {
    let (start, end) = (sources.position(span), sources.end_position(span));
    let line = sources.line(span.file, start.line);
    let before = start.column as usize - 1;
    let room = line.chars().count().saturating_sub(before);
    // What goes on in further lines covers the rest of its first.
    let covered = if end.line == start.line { (end.column - start.column) as usize } else { room };
    Place {
        file: sources.name(span.file).to_string(),
        line: start.line as usize,
        column: start.column as usize,
        width: covered.min(room).max(1),
        text: line.chars().take(LONGEST).collect(),
        label: label.to_string(),
    }
}
