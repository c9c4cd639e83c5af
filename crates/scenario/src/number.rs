//! A number in place: a constant or a distribution, with what the author says about it.

use powderkeg_engine::id::OriginId;
use powderkeg_engine::parameter::{Distribution, Parameter};

use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::document::{Node, Table, Value};
use crate::source::Span;

/// What a number may be: unit, range, default, meaning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spec {
    /// Its unit; `1` for a ratio.
    pub unit: &'static str,
    /// The least value allowed.
    pub min: f64,
    /// The greatest value allowed.
    pub max: f64,
    /// The value if none is given; without one the number must be given.
    pub default: Option<f64>,
    /// What it means, one sentence.
    pub doc: &'static str,
    /// Where the default and the range are from.
    pub source: &'static str,
}

impl Spec {
    /// A number that must be given.
    #[must_use]
    pub const fn new(unit: &'static str, min: f64, max: f64, doc: &'static str) -> Self {
        Self { unit, min, max, default: None, doc, source: "assumption" }
    }

    /// A ratio from 0 to 1 that must be given.
    #[must_use]
    pub const fn share(doc: &'static str) -> Self {
        Self::new("1", 0.0, 1.0, doc)
    }

    /// The value if none is given, and where it is from.
    #[must_use]
    pub const fn or(self, default: f64, source: &'static str) -> Self {
        Self { default: Some(default), source, ..self }
    }
}

/// A mark that ties a table to the scenario's source page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageMark {
    /// A sentence, from 1.
    Sentence(u32),
    /// A part of the page that is no sentence: `infobox`.
    Part(String),
}

/// A table or number that names its sentences of the source page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Dotted path of the table or number.
    pub path: String,
    /// What it cites.
    pub mark: PageMark,
    /// Where the mark is written.
    pub span: Span,
}

/// One number of a scenario, as read.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberEntry {
    /// Dotted path: `workforce.baikonur_crews.pay_ratio`.
    pub path: String,
    /// What is known of it.
    pub distribution: Distribution,
    /// Unit, from the field.
    pub unit: &'static str,
    /// Least value allowed, from the field.
    pub min: f64,
    /// Greatest value allowed, from the field.
    pub max: f64,
    /// The field's default.
    pub default: Option<f64>,
    /// Where the value is from, if the scenario says so; for a default, the default's source.
    pub source: Option<String>,
    /// Whether it is a party's choice rather than an uncertainty.
    pub lever: bool,
    /// What reports print instead of the number: `not recorded`.
    pub reported: Option<String>,
    /// The sentences that its table and itself cite.
    pub page: Vec<PageMark>,
    /// Where the value is written; `None` for a default.
    pub span: Option<Span>,
    /// What it means, from the field.
    pub doc: &'static str,
}

impl NumberEntry {
    /// The engine's view of it. A number without a source is an assumption.
    #[must_use]
    pub fn parameter(&self, origin: OriginId) -> Parameter {
        Parameter {
            path: self.path.clone(),
            unit: self.unit.to_string(),
            distribution: self.distribution.clone(),
            min: self.min,
            max: self.max,
            source: self.source.clone().unwrap_or_else(|| "assumption".to_string()),
            lever: self.lever,
            origin,
        }
    }
}

/// The words for distributions, with the names of their numbers; `value` is a constant with remarks.
pub(crate) const DISTRIBUTIONS: [(&str, &[&str]); 9] = [
    ("value", &["value"]),
    ("uniform", &["least", "greatest"]),
    ("loguniform", &["least", "greatest"]),
    ("triangular", &["least", "most probable", "greatest"]),
    ("normal", &["mean", "standard deviation"]),
    ("lognormal", &["median", "standard deviation of the logarithm"]),
    ("beta", &["a", "b"]),
    ("poisson", &["mean"]),
    ("choice", &[]),
];

/// The remarks that may stand beside a distribution.
pub(crate) const REMARKS: [&str; 5] = ["source", "lever", "reported", "unit", "page"];

/// A number as written.
pub(crate) struct Given {
    pub distribution: Distribution,
    pub source: Option<String>,
    pub lever: bool,
    pub reported: Option<String>,
    pub page: Vec<(PageMark, Span)>,
}

/// Whether a value can only be meant as a number.
pub(crate) const fn looks_numeric(value: &Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Float(_) | Value::Table(_))
}

/// Reads a number; after a mistake, returns what harmlessly takes its place.
pub(crate) fn read(key: &str, node: &Node, spec: &Spec, diagnostics: &mut Diagnostics) -> Given {
    let mut reader = NumberReader { key, spec, diagnostics };
    let (distribution, remarks) = match &node.value {
        Value::Integer(_) | Value::Float(_) => (reader.constant(node), None),
        Value::Table(table) => (reader.distribution(node, table), Some(table)),
        Value::Text(_) | Value::Bool(_) | Value::Date(_) | Value::Array(_) => {
            reader.report_type(node);
            (None, None)
        }
    };
    let mut given = Given {
        distribution: distribution.unwrap_or(Distribution::Constant(spec.min.max(0.0).min(spec.max))),
        source: None,
        lever: false,
        reported: None,
        page: Vec::new(),
    };
    if let Some(table) = remarks {
        reader.remarks(table, &mut given);
    }
    given
}

struct NumberReader<'a> {
    key: &'a str,
    spec: &'a Spec,
    diagnostics: &'a mut Diagnostics,
}

impl NumberReader<'_> {
    fn constant(&mut self, node: &Node) -> Option<Distribution> {
        let value = self.in_range(node)?;
        Some(Distribution::Constant(value))
    }

    fn distribution(&mut self, node: &Node, table: &Table) -> Option<Distribution> {
        let mut found = None;
        for (name, inner) in &table.entries {
            if let Some(&(word, names)) = DISTRIBUTIONS.iter().find(|(word, _)| word == name) {
                if let Some((first, _, place)) = found {
                    let message = format!("`{}` has two distributions, `{first}` and `{name}`", self.key);
                    let diagnostic = Diagnostic::error("two-distributions", message);
                    self.diagnostics
                        .push(diagnostic.at(inner.key_span).label(place, "the first").help("keep one"));
                    return None;
                }
                found = Some((word, (names, inner), inner.key_span));
            } else if !REMARKS.contains(&name.as_str()) {
                self.report_unknown_word(name, inner.key_span);
                return None;
            }
        }
        let Some((word, (names, inner), _)) = found else {
            let message = format!("`{}` has no value", self.key);
            let help = "write { value = … } or a distribution, such as { triangular = [1, 2, 4] }";
            self.diagnostics.push(Diagnostic::error("no-distribution", message).at(node.span).help(help));
            return None;
        };
        let items = self.items(word, names, inner)?;
        self.build(word, &items, inner.span)
    }

    fn report_unknown_word(&mut self, name: &str, place: Span) {
        let words = || DISTRIBUTIONS.iter().map(|(word, _)| *word).chain(REMARKS);
        let help = match suggest(name, words()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("known words: {}", words().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("`{name}` is no distribution and no remark on a number");
        self.diagnostics.push(Diagnostic::error("unknown-distribution", message).at(place).help(help));
    }

    /// The numbers of a distribution, as many as it takes.
    fn items<'n>(&mut self, word: &str, names: &[&str], node: &'n Node) -> Option<Vec<&'n Node>> {
        let items: Vec<&Node> = match &node.value {
            Value::Array(items) => items.iter().collect(),
            Value::Integer(_)
            | Value::Float(_)
            | Value::Text(_)
            | Value::Bool(_)
            | Value::Date(_)
            | Value::Table(_) => {
                vec![node]
            }
        };
        let wanted = if names.is_empty() { items.len().max(1) } else { names.len() };
        if items.len() != wanted {
            let takes = if names.is_empty() { "at least one value".to_string() } else { names.join(", ") };
            let message = format!("`{word}` takes {takes}; {} given", items.len());
            let help = match names.len() {
                0 => "write choice = [1, 2, 5]".to_string(),
                1 => format!("write {word} = {}", names[0]),
                _ => format!("write {word} = [{}]", names.join(", ")),
            };
            self.diagnostics.push(Diagnostic::error("wrong-count", message).at(node.span).help(help));
            return None;
        }
        Some(items)
    }

    fn build(&mut self, word: &str, items: &[&Node], place: Span) -> Option<Distribution> {
        let item = |index: usize| items.get(index).copied();
        match word {
            "value" => Some(Distribution::Constant(self.in_range(item(0)?)?)),
            "uniform" | "loguniform" => {
                let (low, high) = (self.in_range(item(0)?), self.in_range(item(1)?));
                let (low, high) = (low?, high?);
                self.ordered(low, high, place)?;
                if word == "uniform" {
                    return Some(Distribution::Uniform { low, high });
                }
                self.positive(low, "the least value of a loguniform", item(0)?)?;
                Some(Distribution::LogUniform { low, high })
            }
            "triangular" => {
                let [low, mode, high] = [item(0)?, item(1)?, item(2)?].map(|node| self.in_range(node));
                let (low, mode, high) = (low?, mode?, high?);
                self.ordered(low, high, place)?;
                self.mode_between(low, mode, high, item(1)?)?;
                Some(Distribution::Triangular { low, mode, high })
            }
            "normal" => {
                let (mean, sd) = (self.in_range(item(0)?), self.spread(item(1)?));
                Some(Distribution::Normal { mean: mean?, sd: sd? })
            }
            "lognormal" => {
                let (median, sigma) = (self.in_range(item(0)?), self.spread(item(1)?));
                let median = self.positive(median?, "the median of a lognormal", item(0)?)?;
                Some(Distribution::LogNormal { median, sigma: sigma? })
            }
            "beta" => {
                let (a, b) = (self.finite(item(0)?)?, self.finite(item(1)?)?);
                let a = self.positive(a, "the first shape of a beta", item(0)?)?;
                let b = self.positive(b, "the second shape of a beta", item(1)?)?;
                self.spans_unit_interval(place)?;
                Some(Distribution::Beta { a, b })
            }
            "poisson" => {
                let mean = self.in_range(item(0)?)?;
                Some(Distribution::Poisson { mean: self.positive(mean, "the mean of a poisson", item(0)?)? })
            }
            // The last word of DISTRIBUTIONS, `choice`.
            _ => {
                let values: Vec<_> = items.iter().map(|item| self.in_range(item)).collect();
                values.into_iter().collect::<Option<_>>().map(Distribution::Choice)
            }
        }
    }

    fn finite(&mut self, node: &Node) -> Option<f64> {
        match node.value {
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            Value::Text(_) | Value::Bool(_) | Value::Date(_) | Value::Array(_) | Value::Table(_) => {
                self.report_type(node);
                None
            }
        }
    }

    fn in_range(&mut self, node: &Node) -> Option<f64> {
        let value = self.finite(node)?;
        let Spec { unit, min, max, .. } = *self.spec;
        if min <= value && value <= max {
            return Some(value);
        }
        let range = range_text(min, max, unit);
        let message = format!("`{}` must be {range}, got {value}", self.key);
        let diagnostic = Diagnostic::error("outside-range", message).at(node.span);
        // 1.5 is rather a mistake than a percentage.
        let is_percentage = max <= 1.0 && value >= 2.0 && min <= value / 100.0 && value / 100.0 <= max;
        self.diagnostics.push(if is_percentage {
            diagnostic.help(format!("is this a percentage? write {}", value / 100.0))
        } else {
            diagnostic.help(format!("the unit is {}", unit_text(unit)))
        });
        None
    }

    fn ordered(&mut self, low: f64, high: f64, place: Span) -> Option<()> {
        if low <= high {
            return Some(());
        }
        let message = format!("the least value {low} exceeds the greatest {high}");
        self.diagnostics.push(Diagnostic::error("reversed-bounds", message).at(place).help("swap them"));
        None
    }

    fn mode_between(&mut self, low: f64, mode: f64, high: f64, node: &Node) -> Option<()> {
        if low <= mode && mode <= high {
            return Some(());
        }
        let message = format!("the most probable value {mode} is not between {low} and {high}");
        let help = "write triangular = [least, most probable, greatest]";
        self.diagnostics.push(Diagnostic::error("mode-outside", message).at(node.span).help(help));
        None
    }

    fn spread(&mut self, node: &Node) -> Option<f64> {
        let value = self.finite(node)?;
        if value >= 0.0 {
            return Some(value);
        }
        let message = format!("a standard deviation cannot be negative, got {value}");
        self.diagnostics.push(Diagnostic::error("negative-spread", message).at(node.span));
        None
    }

    fn positive(&mut self, value: f64, what: &str, node: &Node) -> Option<f64> {
        if value > 0.0 {
            return Some(value);
        }
        let message = format!("{what} must be above 0, got {value}");
        self.diagnostics.push(Diagnostic::error("not-positive", message).at(node.span));
        None
    }

    fn spans_unit_interval(&mut self, place: Span) -> Option<()> {
        let Spec { unit, min, max, .. } = *self.spec;
        if min <= 0.0 && max >= 1.0 {
            return Some(());
        }
        let message =
            format!("a beta runs from 0 to 1; `{}` must be {}", self.key, range_text(min, max, unit));
        let help = "use triangular = [least, most probable, greatest]";
        self.diagnostics.push(Diagnostic::error("outside-range", message).at(place).help(help));
        None
    }

    fn report_type(&mut self, node: &Node) {
        let message = format!("`{}` is {}, a number is needed", self.key, node.value.kind());
        let diagnostic = Diagnostic::error("wrong-type", message).at(node.span);
        self.diagnostics.push(match &node.value {
            Value::Text(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
                diagnostic.help(format!("without quotes: {}", text.trim()))
            }
            Value::Array(items) if items.len() == 3 => {
                diagnostic.help("for a range: { triangular = [1, 2, 4] }")
            }
            Value::Array(_) => diagnostic.help("for a range: { uniform = [1, 2] }"),
            Value::Text(_)
            | Value::Bool(_)
            | Value::Date(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Table(_) => diagnostic.help("write a number, or a range as { uniform = [1, 2] }"),
        });
    }

    fn remarks(&mut self, table: &Table, given: &mut Given) {
        given.source = self.text_remark(table, "source");
        given.reported = self.text_remark(table, "reported");
        if let Some(node) = table.get("lever") {
            match node.value {
                Value::Bool(lever) => given.lever = lever,
                Value::Text(_)
                | Value::Integer(_)
                | Value::Float(_)
                | Value::Date(_)
                | Value::Array(_)
                | Value::Table(_) => {
                    let message = format!("`lever` is true or false, not {}", node.value.kind());
                    self.diagnostics.push(Diagnostic::error("wrong-type", message).at(node.span));
                }
            }
        }
        if let (Some(unit), Some(node)) = (self.text_remark(table, "unit"), table.get("unit"))
            && unit != self.spec.unit
        {
            let message = format!("`{}` is in {}, not in {unit}", self.key, unit_text(self.spec.unit));
            let help = "convert the numbers; `unit` only repeats the field's own unit";
            self.diagnostics.push(Diagnostic::error("wrong-unit", message).at(node.span).help(help));
        }
        if let Some(node) = table.get("page") {
            given.page = page_marks(node, self.diagnostics);
        }
    }

    fn text_remark(&mut self, table: &Table, key: &str) -> Option<String> {
        let node = table.get(key)?;
        if node.value.as_text().is_none() {
            let message = format!("`{key}` is a text, not {}", node.value.kind());
            self.diagnostics.push(Diagnostic::error("wrong-type", message).at(node.span));
        }
        node.value.as_text().map(String::from)
    }
}

/// The marks of `page = 12` or `page = [2, "infobox"]`.
pub(crate) fn page_marks(node: &Node, diagnostics: &mut Diagnostics) -> Vec<(PageMark, Span)> {
    let items: Vec<&Node> = match &node.value {
        Value::Array(items) => items.iter().collect(),
        Value::Integer(_)
        | Value::Float(_)
        | Value::Text(_)
        | Value::Bool(_)
        | Value::Date(_)
        | Value::Table(_) => {
            vec![node]
        }
    };
    let mut marks = Vec::new();
    for item in items {
        let mark = match &item.value {
            Value::Integer(sentence) => {
                u32::try_from(*sentence).ok().filter(|&n| n > 0).map(PageMark::Sentence)
            }
            Value::Text(part) => Some(PageMark::Part(part.clone())),
            Value::Float(_) | Value::Bool(_) | Value::Date(_) | Value::Array(_) | Value::Table(_) => None,
        };
        match mark {
            Some(mark) => marks.push((mark, item.span)),
            None => {
                let message = "`page` counts the sentences of the source page from 1";
                let help = "write page = 12 or page = [2, 4, \"infobox\"]";
                diagnostics.push(Diagnostic::error("bad-page", message).at(item.span).help(help));
            }
        }
    }
    marks
}

fn unit_text(unit: &str) -> String {
    if unit == "1" { "1 (a plain ratio or count)".to_string() } else { unit.to_string() }
}

pub(crate) fn range_text(min: f64, max: f64, unit: &str) -> String {
    let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
    match (min.is_finite(), max.is_finite()) {
        (true, true) => format!("{min}..{max}{unit}"),
        (true, false) => format!("at least {min}{unit}"),
        (false, true) => format!("at most {max}{unit}"),
        (false, false) => format!("a number{unit}"),
    }
}
