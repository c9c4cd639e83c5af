//! What is wrong with a scenario, where, and what to do about it.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use crate::source::{Sources, Span};

/// The most diagnostics that are kept; the rest is counted.
const MAX_KEPT: usize = 500;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// It can be run, and probably does not say what was meant.
    Warning,
    /// It could be said better.
    Advice,
}

impl Severity {
    /// The word people read.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of mistake, in kebab-case; stable, for tests and editors.
    pub code: &'static str,
    /// What happened, one line.
    pub message: String,
    /// Where; the first label is the place itself, the others explain it. A label's text may be empty.
    pub labels: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
    /// The name it is about, if that is missing: what lacks the same is one mistake.
    pub about: Option<String>,
    /// Other places with the same mistake.
    pub also: Vec<Span>,
}

impl Diagnostic {
    /// A mistake that keeps the scenario from being run.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            about: None,
            also: Vec::new(),
        }
    }

    /// Something that is probably not what was meant.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Something that could be said better.
    #[must_use]
    pub fn advice(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::error(code, message) }
    }

    /// Adds the place, without a word beside it.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.label(span, "")
    }

    /// Adds a place with a word beside it.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says which name is missing.
    #[must_use]
    pub fn about(self, name: &str) -> Self {
        Self { about: Some(name.to_owned()), ..self }
    }

    /// Says "did you mean …" if a candidate resembles the name; keeps the present help otherwise.
    #[must_use]
    pub fn did_you_mean<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match suggest(name, candidates) {
            Some(candidate) => self.help(format!("did you mean `{candidate}`?")),
            None => self,
        }
    }

    fn place(&self) -> Option<Span> {
        self.labels.first().map(|&(span, _)| span)
    }

    /// Takes the places of another that is about the same; what comes first in the text is told.
    fn join(&mut self, mut other: Self) {
        if other.place() < self.place() {
            std::mem::swap(self, &mut other);
        }
        self.also.append(&mut other.also);
        self.also.extend(other.place());
        self.also.sort_unstable();
        self.also.dedup();
        let place = self.place();
        self.also.retain(|&span| Some(span) != place);
    }
}

/// Collects mistakes; never stops at the first.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    dropped: usize,
    errors: usize,
    /// Which of the kept is about which missing name.
    about: BTreeMap<String, usize>,
}

/// Whether the rendering may use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With ANSI colours, for a terminal.
    Colour,
}

impl Diagnostics {
    /// Notes a mistake.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let known = diagnostic.about.as_ref().and_then(|name| self.about.get(name));
        if let Some(known) = known.and_then(|&index| self.kept.get_mut(index)) {
            known.join(diagnostic);
            return;
        }
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
        }
        if self.kept.len() < MAX_KEPT {
            if let Some(name) = &diagnostic.about {
                self.about.insert(name.clone(), self.kept.len());
            }
            self.kept.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// Drops warnings and advice: what is only odd in a part may be well in the whole.
    pub fn keep_errors(&mut self) {
        let kept = std::mem::take(&mut self.kept);
        self.about.clear();
        self.errors -= kept.iter().filter(|one| one.severity == Severity::Error).count();
        kept.into_iter().filter(|one| one.severity == Severity::Error).for_each(|one| self.push(one));
    }

    /// Notes all mistakes of another collection.
    pub fn extend(&mut self, others: Self) {
        self.dropped += others.dropped;
        let kept_errors = others.kept.iter().filter(|one| one.severity == Severity::Error).count();
        self.errors += others.errors - kept_errors;
        for diagnostic in others.kept {
            self.push(diagnostic);
        }
    }

    /// Whether any mistake keeps the scenario from being run.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether further mistakes are only counted: explaining them is lost labour.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.kept.len() >= MAX_KEPT
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The mistakes by file and position, each once; those without a place come first.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.kept.iter().collect();
        sorted.sort_by_key(|one| (one.place(), one.severity, one.code, &one.message));
        sorted.dedup_by(|a, b| a == b);
        sorted
    }

    /// All mistakes as text for people.
    #[must_use]
    pub fn render(&self, sources: &Sources, style: Style) -> String {
        let mut text = String::new();
        for diagnostic in self.sorted() {
            render_one(&mut text, diagnostic, sources, style);
        }
        if self.dropped > 0 {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "… and {} more", self.dropped);
        }
        text
    }

    /// All mistakes as a JSON array for editors and programs: `severity`, `code`, `message`, `help`, `file`,
    /// `line`, `column`, `end` (line and column), `labels`, and the places of the same mistake `also`.
    #[must_use]
    pub fn to_json(&self, sources: &Sources) -> Value {
        self.sorted().into_iter().map(|one| json_of(one, sources)).collect()
    }
}

fn json_of(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let mut value = json!({
        "severity": diagnostic.severity.name(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "also": diagnostic.also.iter().map(|&span| place_json(span, sources)).collect::<Vec<_>>(),
        "labels": diagnostic.labels.iter().map(|(span, text)| label_json(*span, text, sources)).collect::<Vec<_>>(),
    });
    if let (Some(span), Value::Object(fields)) = (diagnostic.place(), &mut value)
        && let Value::Object(place) = place_json(span, sources)
    {
        fields.extend(place);
    }
    value
}

fn place_json(span: Span, sources: &Sources) -> Value {
    let (start, end) = (sources.position(span), sources.end_position(span));
    json!({
        "file": sources.name(span.file),
        "line": start.line,
        "column": start.column,
        "end": { "line": end.line, "column": end.column },
    })
}

fn label_json(span: Span, text: &str, sources: &Sources) -> Value {
    let mut place = place_json(span, sources);
    place["text"] = text.into();
    place
}

/// `file:line:column: error[code]: message`, then each place with its line and a caret, then the help.
fn render_one(out: &mut String, diagnostic: &Diagnostic, sources: &Sources, style: Style) {
    let severity = diagnostic.severity;
    let hue = match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Advice => "1;36",
    };
    let head = paint(&format!("{}[{}]", severity.name(), diagnostic.code), hue, style);
    let place = diagnostic.place().map(|span| format!("{}: ", place_of(span, sources))).unwrap_or_default();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}{head}: {}", paint(&place, "1", style), printable(&diagnostic.message));
    for (index, (span, text)) in diagnostic.labels.iter().enumerate() {
        if index > 0 {
            let _ = writeln!(out, "  {}:", place_of(*span, sources));
        }
        render_line(out, *span, text, sources, hue, style);
    }
    if !diagnostic.also.is_empty() {
        const SHOWN: usize = 3;
        let places: Vec<_> =
            diagnostic.also.iter().take(SHOWN).map(|&span| place_of(span, sources)).collect();
        let more = match diagnostic.also.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let _ = writeln!(out, "  also at {}{more}", places.join(", "));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  {} {}", paint("help:", "1;32", style), printable(help));
    }
    out.push('\n');
}

fn place_of(span: Span, sources: &Sources) -> String {
    let position = sources.position(span);
    format!("{}:{}:{}", printable(sources.name(span.file)), position.line, position.column)
}

/// The longest stretch of a source line that is shown, in characters.
const MAX_SHOWN: usize = 100;

fn render_line(out: &mut String, span: Span, label: &str, sources: &Sources, hue: &str, style: Style) {
    let (start, end) = (sources.position(span), sources.end_position(span));
    let line = sources.line(span.file, start.line);
    if line.trim().is_empty() {
        return;
    }
    // A long line is shown from shortly before the place.
    let skipped = (start.column as usize - 1).saturating_sub(MAX_SHOWN / 2);
    let shown: String = line.chars().skip(skipped).take(MAX_SHOWN).map(one_column).collect();
    let before = start.column as usize - 1 - skipped;
    let room = shown.chars().count().saturating_sub(before).max(1);
    let covered = if end.line == start.line { (end.column - start.column) as usize } else { room };
    let caret = paint(&"^".repeat(covered.clamp(1, room)), hue, style);
    let label = if label.is_empty() { String::new() } else { format!(" {}", printable(label)) };
    let number = start.line.to_string();
    let _ = writeln!(out, "  {number} | {}", shown.trim_end());
    let _ = writeln!(out, "  {} | {}{caret}{label}", " ".repeat(number.len()), " ".repeat(before));
}

/// Control characters would move the cursor: each is shown as one space, so that carets stay in place.
fn one_column(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}

/// Text quoted from a scenario must not write to the terminal's controls or start a line of its own.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

fn paint(text: &str, code: &str, style: Style) -> String {
    match style {
        Style::Plain => text.to_string(),
        Style::Colour => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
    }
}

/// The candidate that a mistyped name most probably meant: the fewest typing slips (insert, delete, replace,
/// swap), at most one for every three letters; the earlier candidate wins a tie. If only
/// one candidate goes on where the name ends, it is that.
///
/// ```
/// use powderkeg_scenario::diagnostic::suggest;
/// assert_eq!(suggest("kazakstan", ["kazakhstan", "uzbekistan"]), Some("kazakhstan"));
/// assert_eq!(suggest("moon", ["kazakhstan", "uzbekistan"]), None);
/// ```
#[must_use]
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 200;
    if name.len() > LONGEST {
        return None;
    }
    let candidates: Vec<_> = candidates.into_iter().collect();
    if let Some(longer) = only_longer(name, &candidates) {
        return Some(longer);
    }
    let letters = name.chars().count();
    let allowed = (letters / 3).max(1);
    let similar =
        candidates.iter().copied().filter(|candidate| candidate.len() <= LONGEST).filter_map(|candidate| {
            if candidate.chars().count().abs_diff(letters) > allowed {
                return None;
            }
            let slips = strsim::osa_distance(&name.to_lowercase(), &candidate.to_lowercase());
            // A short name of which every letter differs resembles nothing.
            (slips <= allowed && slips < letters).then_some((slips, candidate))
        });
    similar.min_by_key(|&(slips, _)| slips).map(|(_, candidate)| candidate)
}

/// The one candidate that begins with the name and a `_`: `capacity` for `capacity_per_month`.
fn only_longer<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let begins = |candidate: &&str| candidate.strip_prefix(name).is_some_and(|rest| rest.starts_with('_'));
    let mut longer = candidates.iter().copied().filter(begins);
    let found = longer.next()?;
    longer.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_place_and_drops_repeats() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "one\ntwo\n");
        let at = |start| Span { file, start, end: start + 3 };
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::error("late", "second").at(at(4)).help("look"));
        diagnostics.push(Diagnostic::warning("early", "first").label(at(0), "here"));
        diagnostics.push(Diagnostic::error("late", "second").at(at(4)).help("look"));
        assert_eq!(
            diagnostics.render(&sources, Style::Plain),
            "a.toml:1:1: warning[early]: first\n  1 | one\n    | ^^^ here\n\n\
             a.toml:2:1: error[late]: second\n  2 | two\n    | ^^^\n  help: look\n\n"
        );
        let json = diagnostics.to_json(&sources);
        assert_eq!(json[1]["line"], 2);
        assert_eq!(json[1]["end"]["column"], 4);
        assert_eq!(json.as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn quoted_text_cannot_drive_the_terminal() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "x\u{1b}[2Jy");
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::error("odd", "\u{1b}[2J").at(Span { file, start: 0, end: 1 }));
        assert!(!diagnostics.render(&sources, Style::Plain).contains('\u{1b}'));
        assert!(diagnostics.render(&sources, Style::Colour).contains("\u{1b}[1;31m"));
    }

    #[test]
    fn suggestions_need_resemblance() {
        assert_eq!(suggest("pay_ration", ["pay_ratio", "people"]), Some("pay_ratio"));
        assert_eq!(suggest("Russia", ["russia"]), Some("russia"));
        assert_eq!(suggest("ab", ["xy"]), None);
        assert_eq!(suggest("a", ["b"]), None);
        assert_eq!(suggest("oli", ["oil"]), Some("oil"));
        assert_eq!(suggest("x", []), None);
        assert_eq!(suggest("capacity", ["capacity_per_month", "rain"]), Some("capacity_per_month"));
        assert_eq!(suggest("gate", ["gate_rate", "gate_troops"]), None);
    }
}
