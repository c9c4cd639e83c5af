//! What a reader function sees of one table. The same function reads a table and, without one, describes it.
//!
//! After a mistake every method reports it and returns a harmless placeholder, so that reading goes on; the caller
//! drops everything if any error was collected. A placeholder is not a valid index into anything.

mod tables;
mod whole;

use indexmap::IndexSet;
use powderkeg_engine::parameter::Num;

use crate::diagnostic::{Diagnostic, suggest};
use crate::document::{Date, Node, Table, Value};
use crate::kind::RefKind;
use crate::number::{self, Citation, NumberEntry, PageMark, Spec, page_marks};
use crate::reader::{FieldDoc, FieldForm, Reader};
use crate::registry::{Ref, bad_name};
use crate::source::Span;

/// Keys that every table may have.
const COMMON: [&str; 3] = ["like", "page", "source"];

/// A whole number: unit, range, default, meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Its unit; `1` for a count.
    pub unit: &'static str,
    /// The least value allowed.
    pub min: i64,
    /// The greatest value allowed.
    pub max: i64,
    /// The value if none is given; without one it must be given.
    pub default: Option<i64>,
    /// What it means, one sentence.
    pub doc: &'static str,
}

/// The text of a rule expression, uncompiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleText {
    /// The expression.
    pub text: String,
    /// Where it is written, quotes included; `None` when describing or after a mistake.
    pub span: Option<Span>,
}

impl RuleText {
    /// Whether there is no text because of a mistake that was reported.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.span.is_none()
    }
}

/// A number, or something else that may stand in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberOr<T> {
    /// A number or distribution.
    Number(Num),
    /// The other.
    Other(T),
}

/// What `source` says about the keys of a table.
#[derive(Clone, Debug, Default)]
struct Notes {
    every: Option<String>,
    /// Key, possibly dotted, and its source.
    by_key: Vec<(String, String)>,
}

impl Notes {
    fn of(&self, key: &str) -> Option<String> {
        let own = self.by_key.iter().find(|(name, _)| name == key).map(|(_, source)| source);
        own.or(self.every.as_ref()).cloned()
    }

    /// What they say about the keys of an inner table.
    fn within(&self, key: &str) -> Self {
        let inner = |name: &str| name.strip_prefix(key)?.strip_prefix('.').map(String::from);
        let by_key = self.by_key.iter().filter_map(|(name, source)| Some((inner(name)?, source.clone())));
        Self { every: self.of(key), by_key: by_key.collect() }
    }
}

/// One table being read, or described.
pub struct Fields<'r, 'd> {
    reader: &'r mut Reader<'d>,
    path: String,
    node: Option<&'d Node>,
    table: Option<&'d Table>,
    /// The keys asked for so far.
    known: IndexSet<String>,
    /// The keys that must be given and were not found, with their meanings.
    missing: Vec<(String, &'static str)>,
    notes: Notes,
    page: Vec<PageMark>,
    inherited: bool,
}

impl<'r, 'd> Fields<'r, 'd> {
    pub(crate) fn open(reader: &'r mut Reader<'d>, path: String, node: Option<&'d Node>) -> Self {
        Self::inner(reader, path, node, Notes::default(), Vec::new(), false)
    }

    fn inner(
        reader: &'r mut Reader<'d>,
        path: String,
        node: Option<&'d Node>,
        notes: Notes,
        page: Vec<PageMark>,
        inherited: bool,
    ) -> Self {
        let table = node.and_then(|node| node.value.as_table());
        let mut fields = Self {
            reader,
            path,
            node,
            table,
            known: IndexSet::new(),
            missing: Vec::new(),
            notes,
            page,
            inherited,
        };
        if let (Some(node), None) = (node, table) {
            fields.report_type(node, "a table", "write its keys in braces or under a header of their own");
        }
        fields.read_notes();
        fields.read_page();
        fields
    }

    // -- What was asked for -----------------------------------------------------------------------------------

    /// The dotted path of this table: `party.russia`; when describing, `party.*`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether there is no table and the answers are placeholders.
    #[must_use]
    pub const fn is_describing(&self) -> bool {
        self.reader.given.is_none()
    }

    /// Where the table is written.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.node.map(|node| node.span)
    }

    /// Where the value of a key is written; without the key, the table.
    #[must_use]
    pub fn span_of(&self, key: &str) -> Option<Span> {
        self.table.and_then(|table| table.get(key)).or(self.node).map(|node| node.span)
    }

    /// Whether a key is given.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.is_some_and(|table| table.get(key).is_some())
    }

    /// The text under a key, if there is one; reports nothing.
    #[must_use]
    pub fn text_at(&self, key: &str) -> Option<&'d str> {
        self.get(key)?.value.as_text()
    }

    /// Reports a mistake that only the reader function can see (two keys that exclude each other).
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if !self.is_describing() {
            self.reader.report(diagnostic);
        }
    }

    // -- Texts, flags, dates, words ---------------------------------------------------------------------------

    /// A text that must be given.
    pub fn text(&mut self, key: &'static str, doc: &'static str) -> String {
        let node = self.need(key, FieldForm::Text, doc);
        node.and_then(|node| self.text_of(key, node)).unwrap_or_default()
    }

    /// A text that may be given.
    pub fn optional_text(&mut self, key: &'static str, doc: &'static str) -> Option<String> {
        let node = self.may(key, FieldForm::Text, doc)?;
        self.text_of(key, node)
    }

    /// A list of texts; empty if not given.
    pub fn texts(&mut self, key: &'static str, doc: &'static str) -> Vec<String> {
        let items = self.list(key, FieldForm::Text, doc);
        items.into_iter().filter_map(|item| self.text_of(key, item)).collect()
    }

    /// A list of texts with their places, for what is looked up or compiled later; empty if not given.
    pub fn located_texts(&mut self, key: &'static str, doc: &'static str) -> Vec<RuleText> {
        let items = self.list(key, FieldForm::Text, doc);
        let located = |text, item: &Node| RuleText { text, span: Some(item.span) };
        items.into_iter().filter_map(|item| Some(located(self.text_of(key, item)?, item))).collect()
    }

    /// true or false, with a default.
    pub fn flag(&mut self, key: &'static str, default: bool, doc: &'static str) -> bool {
        self.record(FieldDoc {
            default: Some(default.to_string()),
            ..field(key, FieldForm::Flag, doc, false)
        });
        let Some(node) = self.get(key) else { return default };
        if let Value::Bool(flag) = node.value {
            return flag;
        }
        self.wrong(key, node, "true or false", "write true or false, without quotes");
        default
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str, whole: &Whole) -> i64 {
        let placeholder = whole.default.unwrap_or(whole.min);
        let doc = FieldDoc {
            unit: whole.unit,
            range: Some((whole.min as f64, whole.max as f64)),
            default: whole.default.map(|default| default.to_string()),
            ..field(key, FieldForm::Integer, whole.doc, whole.default.is_none())
        };
        let Some(node) = self.ask(doc) else { return placeholder };
        let Value::Integer(value) = node.value else {
            self.wrong(key, node, "a whole number", "write it without quotes and decimals");
            return placeholder;
        };
        if (whole.min..=whole.max).contains(&value) {
            return value;
        }
        let message = format!("`{key}` must be {}..{} {}, got {value}", whole.min, whole.max, whole.unit);
        let help = format!("{key}: {}", whole.doc);
        self.reader.report(Diagnostic::error("outside-range", message).at(node.span).help(help));
        placeholder
    }

    /// A date that must be given; none after a mistake.
    pub fn date(&mut self, key: &'static str, doc: &'static str) -> Option<Date> {
        let node = self.need(key, FieldForm::Date, doc)?;
        self.date_of(key, node)
    }

    /// A date that may be given.
    pub fn optional_date(&mut self, key: &'static str, doc: &'static str) -> Option<Date> {
        let node = self.may(key, FieldForm::Date, doc)?;
        self.date_of(key, node)
    }

    /// One of a closed set of words (which must not be empty); must be given if there is no default.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        variants: &[(&'static str, T)],
        default: Option<&'static str>,
        doc: &'static str,
    ) -> T {
        let form = FieldForm::Choice(variants.iter().map(|(word, _)| *word).collect());
        let default_toml = default.map(|word| format!("\"{word}\""));
        let node = self.ask(FieldDoc { default: default_toml, ..field(key, form, doc, default.is_none()) });
        let chosen = node.and_then(|node| self.word_of(key, node, variants, ""));
        let fallback = variants.iter().find(|(word, _)| Some(*word) == default).unwrap_or(&variants[0]);
        chosen.unwrap_or(fallback.1)
    }

    /// A list of words of a closed set; empty if not given.
    pub fn choices<T: Copy>(
        &mut self,
        key: &'static str,
        variants: &[(&'static str, T)],
        doc: &'static str,
    ) -> Vec<T> {
        let form = FieldForm::Choice(variants.iter().map(|(word, _)| *word).collect());
        let items = self.list(key, form, doc);
        items.into_iter().filter_map(|item| self.word_of(key, item, variants, "")).collect()
    }

    // -- Numbers ----------------------------------------------------------------------------------------------

    /// A number or distribution; the default of its specification if not given.
    pub fn number(&mut self, key: &'static str, spec: &Spec) -> Num {
        let node = self.ask(number_field(key, spec, spec.default.is_none()));
        self.add_number(key, node, spec)
    }

    /// A number or distribution that may be given; its specification's default is not used.
    pub fn optional_number(&mut self, key: &'static str, spec: &Spec) -> Option<Num> {
        let node = self.ask(number_field(key, spec, false))?;
        Some(self.add_number(key, Some(node), spec))
    }

    /// A number, or a rule expression in its place (`per_month = "1 + 2 * tension"`).
    pub fn number_or_rule(&mut self, key: &'static str, spec: &Spec) -> NumberOr<RuleText> {
        let form = FieldForm::Either(Box::new(FieldForm::Number), Box::new(FieldForm::Rule));
        let node = self.ask(FieldDoc { form, ..number_field(key, spec, spec.default.is_none()) });
        match node {
            Some(node) if !number::looks_numeric(&node.value) => NumberOr::Other(self.rule_of(key, node)),
            _ => NumberOr::Number(self.add_number(key, node, spec)),
        }
    }

    /// A number, or one of a closed set of words in its place (`price = "market"`).
    pub fn number_or_choice<T: Copy>(
        &mut self,
        key: &'static str,
        spec: &Spec,
        variants: &[(&'static str, T)],
    ) -> NumberOr<T> {
        let words = FieldForm::Choice(variants.iter().map(|(word, _)| *word).collect());
        let form = FieldForm::Either(Box::new(FieldForm::Number), Box::new(words));
        let node = self.ask(FieldDoc { form, ..number_field(key, spec, spec.default.is_none()) });
        match node {
            Some(node) if !number::looks_numeric(&node.value) => {
                let chosen = self.word_of(key, node, variants, "a number, or ").unwrap_or(variants[0].1);
                NumberOr::Other(chosen)
            }
            _ => NumberOr::Number(self.add_number(key, node, spec)),
        }
    }

    /// A plain number, not a parameter: part of a thing's definition, so it is never drawn.
    pub fn plain_number(&mut self, key: &'static str, spec: &Spec) -> f64 {
        let doc = number_field(key, spec, spec.default.is_none());
        let Some(node) = self.ask(FieldDoc { form: FieldForm::Plain, ..doc }) else {
            return spec.default.unwrap_or(spec.min);
        };
        let Some(number) = node.value.as_number() else {
            let message = format!("`{key}` is {}, a plain number is needed", node.value.kind());
            let help =
                "write a number without quotes; it is part of the definition and cannot be a distribution";
            self.report(Diagnostic::error("wrong-type", message).at(node.span).help(help));
            // Compares with nothing, so that no second mistake is made of it; the scenario is dropped anyway.
            return f64::NAN;
        };
        if !(spec.min..=spec.max).contains(&number) {
            let message = format!("`{key}` must be {}..{}, got {number}", spec.min, spec.max);
            let help = format!("{key}: {}", spec.doc);
            self.report(Diagnostic::error("outside-range", message).at(node.span).help(help));
        }
        number
    }

    // -- References and rules ---------------------------------------------------------------------------------

    /// The id of an entity, which must be given.
    pub fn reference(&mut self, key: &'static str, kinds: RefKind, doc: &'static str) -> Ref {
        let node = self.need(key, FieldForm::Reference(kinds), doc);
        node.and_then(|node| self.reference_of(key, node, kinds)).unwrap_or_else(Ref::placeholder)
    }

    /// The id of an entity, which may be given.
    pub fn optional_reference(
        &mut self,
        key: &'static str,
        kinds: RefKind,
        doc: &'static str,
    ) -> Option<Ref> {
        let node = self.may(key, FieldForm::Reference(kinds), doc)?;
        self.reference_of(key, node, kinds)
    }

    /// A list of ids; empty if not given.
    pub fn references(&mut self, key: &'static str, kinds: RefKind, doc: &'static str) -> Vec<Ref> {
        let items = self.list(key, FieldForm::Reference(kinds), doc);
        items.into_iter().filter_map(|item| self.reference_of(key, item, kinds)).collect()
    }

    /// A rule expression that must be given.
    pub fn rule(&mut self, key: &'static str, doc: &'static str) -> RuleText {
        let node = self.need(key, FieldForm::Rule, doc);
        node.map(|node| self.rule_of(key, node)).unwrap_or_default()
    }

    /// A rule expression that may be given.
    pub fn optional_rule(&mut self, key: &'static str, doc: &'static str) -> Option<RuleText> {
        let node = self.may(key, FieldForm::Rule, doc)?;
        Some(self.rule_of(key, node))
    }

    /// What is under a key, which may be given; the reader function checks it.
    pub fn raw(
        &mut self,
        key: &'static str,
        form: FieldForm,
        unit: &'static str,
        doc: &'static str,
    ) -> Option<&'d Node> {
        self.ask(FieldDoc { unit, ..field(key, form, doc, false) })
    }

    // -- Inside -----------------------------------------------------------------------------------------------

    fn record(&mut self, doc: FieldDoc) {
        if self.is_describing() {
            let path = format!("{}.{}", self.path, doc.path);
            self.reader.collected.fields.push(FieldDoc { path, ..doc });
        } else if doc.path != "*" {
            self.known.insert(doc.path);
        }
    }

    fn get(&self, key: &str) -> Option<&'d Node> {
        self.table?.get(key)
    }

    /// The elements of a list; one element may be written without brackets.
    fn list(&mut self, key: &'static str, form: FieldForm, doc: &'static str) -> Vec<&'d Node> {
        match self.may(key, FieldForm::List(Box::new(form)), doc) {
            None => Vec::new(),
            Some(Node { value: Value::Array(items), .. }) => items.iter().collect(),
            Some(node) => {
                self.wrong(key, node, "a list", "put it in brackets: [ … ]");
                Vec::new()
            }
        }
    }

    fn add_number(&mut self, key: &str, node: Option<&'d Node>, spec: &Spec) -> Num {
        let path = format!("{}.{key}", self.path);
        let mut entry = NumberEntry {
            path,
            distribution: Reader::default_distribution(spec.default),
            unit: spec.unit,
            min: spec.min,
            max: spec.max,
            default: spec.default,
            source: spec.default.map(|_| spec.source.to_string()),
            lever: false,
            reported: None,
            page: self.page.clone(),
            span: None,
            doc: spec.doc,
        };
        if self.is_describing() {
            return Num::default();
        }
        let Some(node) = node else { return self.reader.add_number(entry, false) };
        let inherited = self.inherited || node.inherited;
        let given = number::read(key, node, spec, &mut self.reader.collected.diagnostics);
        let is_override = self.reader.is_override(node.span);
        entry.distribution = given.distribution;
        entry.source = given.source.or_else(|| if is_override { None } else { self.notes.of(key) });
        (entry.lever, entry.reported) = (given.lever, given.reported);
        entry.page.extend(given.page.iter().map(|(mark, _)| mark.clone()));
        entry.span = Some(node.span);
        if !inherited {
            let path = &entry.path;
            let cite = |(mark, span)| Citation { path: path.clone(), mark, span };
            self.reader.collected.citations.extend(given.page.into_iter().map(cite));
        }
        self.reader.add_number(entry, inherited)
    }

    fn read_notes(&mut self) {
        let Some(node) = self.get("source") else { return };
        match &node.value {
            Value::Text(source) => self.notes = Notes { every: Some(source.clone()), by_key: Vec::new() },
            Value::Table(table) => {
                for (key, inner) in &table.entries {
                    match &inner.value {
                        Value::Text(source) if key == "*" => self.notes.every = Some(source.clone()),
                        Value::Text(source) => self.notes.by_key.insert(0, (key.clone(), source.clone())),
                        Value::Integer(_)
                        | Value::Float(_)
                        | Value::Bool(_)
                        | Value::Date(_)
                        | Value::Array(_)
                        | Value::Table(_) => {
                            self.report_type(inner, "a text", "name a source, or \"assumption\"");
                        }
                    }
                }
            }
            Value::Integer(_) | Value::Float(_) | Value::Bool(_) | Value::Date(_) | Value::Array(_) => self
                .report_type(node, "a text", "write source = \"…\" or { \"*\" = \"…\", some_key = \"…\" }"),
        }
    }

    fn read_page(&mut self) {
        let Some(node) = self.get("page") else { return };
        let marks = page_marks(node, &mut self.reader.collected.diagnostics);
        self.page.extend(marks.iter().map(|(mark, _)| mark.clone()));
        if !self.inherited && !node.inherited {
            let path = self.path.clone();
            let cite = |(mark, span)| Citation { path: path.clone(), mark, span };
            self.reader.collected.citations.extend(marks.into_iter().map(cite));
        }
    }

    fn text_of(&mut self, key: &str, node: &Node) -> Option<String> {
        if node.value.as_text().is_none() {
            self.wrong(key, node, "a text", "put it in quotes");
        }
        node.value.as_text().map(String::from)
    }

    fn date_of(&mut self, key: &str, node: &Node) -> Option<Date> {
        if let Value::Date(date) = node.value {
            return Some(date);
        }
        self.wrong(key, node, "a date", "write 2015-04-10 or 2015-04-10T04:30:00, without quotes");
        None
    }

    /// `others` says what could stand there besides a word.
    fn word_of<T: Copy>(
        &mut self,
        key: &str,
        node: &Node,
        variants: &[(&'static str, T)],
        others: &str,
    ) -> Option<T> {
        let text = self.text_of(key, node)?;
        if let Some((_, variant)) = variants.iter().find(|(word, _)| *word == text) {
            return Some(*variant);
        }
        let words = || variants.iter().map(|(word, _)| *word);
        let help = match suggest(&text, words()) {
            Some(word) => format!("did you mean \"{word}\"?"),
            None => format!("{others}one of \"{}\"", words().collect::<Vec<_>>().join("\", \"")),
        };
        let message = format!("`{key}` cannot be \"{text}\"");
        self.reader.report(Diagnostic::error("unknown-word", message).at(node.span).help(help));
        None
    }

    fn reference_of(&mut self, key: &str, node: &Node, kinds: RefKind) -> Option<Ref> {
        let id = self.text_of(key, node)?;
        self.find(&id, kinds, node.span)
    }

    fn find(&mut self, id: &str, kinds: RefKind, place: Span) -> Option<Ref> {
        let (_, registry) = self.reader.given?;
        self.reader.lookup(registry, id, kinds, place)
    }

    fn rule_of(&mut self, key: &str, node: &Node) -> RuleText {
        match self.text_of(key, node) {
            Some(text) => RuleText { text, span: Some(node.span) },
            None => RuleText::default(),
        }
    }

    fn check_name(&mut self, name: &str, node: &Node) {
        if let Some(diagnostic) = bad_name(name, node.key_span) {
            self.reader.report(diagnostic);
        }
    }

    fn wrong(&mut self, key: &str, node: &Node, wanted: &str, help: &str) {
        let message = format!("`{key}` is {}, {wanted} is needed", node.value.kind());
        self.reader.report(Diagnostic::error("wrong-type", message).at(node.span).help(help));
    }

    fn report_type(&mut self, node: &Node, wanted: &str, help: &str) {
        let message = format!("{wanted} is needed here, not {}", node.value.kind());
        self.reader.report(Diagnostic::error("wrong-type", message).at(node.span).help(help));
    }
}

fn field(key: &str, form: FieldForm, doc: &'static str, required: bool) -> FieldDoc {
    FieldDoc { path: key.to_string(), form, unit: "", range: None, default: None, doc, source: "", required }
}

fn number_field(key: &str, spec: &Spec, required: bool) -> FieldDoc {
    FieldDoc {
        unit: spec.unit,
        range: Some((spec.min, spec.max)),
        default: spec.default.map(|default| default.to_string()),
        source: spec.source,
        ..field(key, FieldForm::Number, spec.doc, required)
    }
}
