//! What is unfinished or doesn't add up on a page.

mod dates;
mod figures;
mod named;
mod unfinished;

pub(crate) use figures::said;
use serde::Serialize;
pub(crate) use unfinished::is_boilerplate;

use crate::page::{Form, Page};
use crate::skeleton::{in_line, short};
use crate::source::Place;

/// How bad it is; the words are those of `powderkeg check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It is missing, or can't be true.
    Error,
    /// It is probably not what was meant.
    Warning,
    /// It could be said better.
    Advice,
}

/// Something about a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of finding, in kebab-case; stable.
    pub code: &'static str,
    /// What it is, one line.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The parameter or part of the page.
    pub from: String,
    /// Where.
    pub place: Place,
}

/// All there is to say about a page, in the order of its lines.
#[must_use]
pub fn lint(page: &Page) -> Vec<Finding> {
    let mut findings = Findings::default();
    unfinished::check(page, &mut findings);
    figures::check(page, &mut findings);
    dates::check(page, &mut findings);
    unread(page, &mut findings);
    let mut found = findings.found;
    let is_full = found.len() >= MOST;
    found.sort_by(|a, b| (a.place, a.severity, a.code).cmp(&(b.place, b.severity, b.code)));
    found.truncate(MOST);
    // Whatever it quotes, a finding is a line.
    for finding in &mut found {
        finding.message = in_line(&finding.message);
        finding.help = in_line(&finding.help);
    }
    if let Some(last) = found.last().filter(|_| is_full).cloned() {
        let message = format!("there may be more than these {MOST}");
        found.push(Finding {
            severity: Severity::Advice,
            code: "more",
            message,
            help: "mend these, then ask again".into(),
            ..last
        });
    }
    found
}

/// A finding as people read it, behind the name of the file.
#[must_use]
pub fn told(file: &str, finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    };
    let Finding { code, message, help, place, .. } = finding;
    format!("{file}:{place}: {severity}[{code}]: {message}\n  help: {help}\n")
}

/// The most findings that are told: who has mended these asks again.
const MOST: usize = 500;

#[derive(Default)]
struct Findings {
    found: Vec<Finding>,
}

impl Findings {
    fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        at: (&str, Place),
        message: String,
        help: impl Into<String>,
    ) {
        let (from, place) = (at.0.to_owned(), at.1);
        self.found.push(Finding { severity, code, message, help: help.into(), from, place });
    }
}

fn unread(page: &Page, findings: &mut Findings) {
    for unread in &page.unread {
        if unread.is_no_flaw() {
            continue;
        }
        let at = (unread.from.as_str(), unread.place);
        let (severity, code) = match unread.why.as_str() {
            why if why.starts_with("it is never closed") || why.starts_with("the comment never") => {
                (Severity::Error, "unclosed")
            }
            why if why.contains("there is no day") => (Severity::Error, "impossible-date"),
            why if why.contains(" was a ") => (Severity::Error, "wrong-weekday"),
            why if why.starts_with("it ends on") => (Severity::Error, "dates-out-of-order"),
            why if why.starts_with("the range ends") => (Severity::Error, "range-out-of-order"),
            _ => (Severity::Warning, "unreadable"),
        };
        let help = if severity == Severity::Error {
            "correct it"
        } else {
            "write it in the form that docs/import.md shows"
        };
        findings.add(severity, code, at, format!("`{}`: {}", short(&unread.what), unread.why), help);
    }
    for left_out in &page.left_out {
        let at = (left_out.from.as_str(), left_out.place);
        let message = format!("`{}`: {}", short(&left_out.what), left_out.why);
        findings.add(Severity::Warning, "unsafe", at, message, "take it out of the page");
    }
    if page.infobox.is_none() {
        let message = match page.form {
            Form::Wikitext => "the page has no conflict infobox",
            Form::Copied | Form::Numbered => {
                "no line of the page is a heading of an infobox, such as `Strength`"
            }
        };
        let at = ("page", Place { line: 1, column: 1 });
        findings.add(
            Severity::Error,
            "no-infobox",
            at,
            message.into(),
            "add {{Infobox military conflict}}, or copy the whole page",
        );
    }
}
