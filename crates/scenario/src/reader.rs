//! Walks a document kind by kind and hands each table to its reader function; without a document, walks the reader
//! functions alone to learn what they would read.

use std::collections::BTreeMap;

use powderkeg_engine::parameter::{Distribution, Num};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Node, Table, Value};
use crate::fields::Fields;
use crate::kind::{Kind, RefKind, Shape};
use crate::load::Document;
use crate::number::{Citation, NumberEntry};
use crate::registry::{Ref, Registry, bad_name, tables};
use crate::source::{FileId, Span};

/// One key that a reader function reads.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDoc {
    /// Dotted path with `*` for an id or name and `[]` for an element: `workforce.*.pay_ratio`, `result[].when`.
    pub path: String,
    /// What can be written.
    pub form: FieldForm,
    /// The unit, for numbers.
    pub unit: &'static str,
    /// Least and greatest value, for numbers.
    pub range: Option<(f64, f64)>,
    /// The default, as TOML.
    pub default: Option<String>,
    /// What it means.
    pub doc: &'static str,
    /// Where default and range are from, for numbers.
    pub source: &'static str,
    /// Whether it must be given.
    pub required: bool,
}

/// What can be written under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldForm {
    /// A text.
    Text,
    /// A number or a distribution.
    Number,
    /// A whole number.
    Integer,
    /// true or false.
    Flag,
    /// A date, with or without a time.
    Date,
    /// One of these words.
    Choice(Vec<&'static str>),
    /// The id of an entity of one of these kinds.
    Reference(RefKind),
    /// A rule expression.
    Rule,
    /// A table with keys of its own.
    Table,
    /// A number that is part of a definition, and so never a distribution.
    Plain,
    /// A latitude north and a longitude east: `[45.965, 63.305]`.
    Place,
    /// A list.
    List(Box<FieldForm>),
    /// One or the other.
    Either(Box<FieldForm>, Box<FieldForm>),
}

/// The name of a table that is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The entity's id; for an owned table its own name; empty for attached tables and lists.
    pub id: String,
    /// The entity that the table belongs to, for attached and owned tables.
    pub owner: Option<Ref>,
    /// Where the name is written; `None` when describing.
    pub span: Option<Span>,
}

/// Everything that reading collects.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// All numbers; a [`Num`] is an index into them.
    pub numbers: Vec<NumberEntry>,
    /// All marks of the source page.
    pub citations: Vec<Citation>,
    /// All keys that can be read; only when describing.
    pub fields: Vec<FieldDoc>,
    /// The mistakes.
    pub diagnostics: Diagnostics,
}

/// Reads a document, or describes what would be read.
pub struct Reader<'d> {
    pub(crate) given: Option<(&'d Document, &'d Registry)>,
    pub(crate) collected: Collected,
    /// The pseudo-files of `--set`.
    overrides: Vec<FileId>,
    unknown_overrides: Vec<(String, Span)>,
    /// The number read from each place, and whether it was read only as inherited so far.
    by_place: BTreeMap<Span, (Num, bool)>,
}

impl<'d> Reader<'d> {
    /// Reads this document. `overrides` are the pseudo-files that [`crate::overrides::apply`] returned.
    #[must_use]
    pub fn new(document: &'d Document, registry: &'d Registry, overrides: Vec<FileId>) -> Self {
        Self { given: Some((document, registry)), overrides, ..Self::describing() }
    }

    /// Reads nothing; every reader function is called once per kind, and what it asks for is recorded.
    #[must_use]
    pub fn describing() -> Self {
        Self {
            given: None,
            collected: Collected::default(),
            overrides: Vec::new(),
            unknown_overrides: Vec::new(),
            by_place: BTreeMap::new(),
        }
    }

    /// Reads every table of an entity, attached, owned or list kind, in the order in which they were written.
    pub fn read_all<T>(
        &mut self,
        kind: &Kind,
        mut read: impl FnMut(&Name, &mut Fields<'_, 'd>) -> T,
    ) -> Vec<T> {
        let Some((document, registry)) = self.given else {
            return vec![self.describe(kind, &mut read)];
        };
        let Some(node) = document.root.get(kind.name) else { return Vec::new() };
        let mut results = Vec::new();
        for (path, name, table) in self.tables_of(kind, node, registry) {
            let mut fields = Fields::open(self, path, Some(table));
            results.push(read(&name, &mut fields));
            fields.finish();
        }
        results
    }

    /// Reads the one table of a kind; `None` if it isn't there.
    pub fn read_single<T>(&mut self, kind: &Kind, read: impl FnOnce(&mut Fields<'_, 'd>) -> T) -> Option<T> {
        let node = match self.given {
            None => None,
            Some((document, _)) => {
                Some(document.root.get(kind.name).filter(|node| node.value.as_table().is_some())?)
            }
        };
        let mut fields = Fields::open(self, kind.name.to_string(), node);
        let result = read(&mut fields);
        fields.finish();
        Some(result)
    }

    /// Reads the one table of a kind all of whose keys have defaults: it need not be there.
    pub fn read_parameters<T>(&mut self, kind: &Kind, read: impl FnOnce(&mut Fields<'_, 'd>) -> T) -> T {
        let node = self.given.and_then(|(document, _)| document.root.get(kind.name));
        let mut fields = Fields::open(self, kind.name.to_string(), node);
        let result = read(&mut fields);
        fields.finish();
        result
    }

    /// Ends reading: reports overrides of unknown keys, with "did you mean" over all numbers.
    #[must_use]
    pub fn finish(mut self) -> Collected {
        for (path, place) in std::mem::take(&mut self.unknown_overrides) {
            let known = self.collected.numbers.iter().map(|number| number.path.as_str());
            let diagnostic =
                Diagnostic::error("unknown-path", format!("there is no `{path}` to set")).at(place);
            let diagnostic = diagnostic.did_you_mean(&path, known);
            self.collected.diagnostics.push(diagnostic);
        }
        self.collected
    }

    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.collected.diagnostics.push(diagnostic);
    }

    pub(crate) fn is_override(&self, place: Span) -> bool {
        self.overrides.contains(&place.file)
    }

    pub(crate) fn note_unknown_override(&mut self, path: String, place: Span) {
        self.unknown_overrides.push((path, place));
    }

    /// Adds a number. What several tables take over by `like` from one place is one number, under the path of the
    /// table it was written in.
    pub(crate) fn add_number(&mut self, entry: NumberEntry, inherited: bool) -> Num {
        if let Some(&(number, provisional)) = entry.span.and_then(|place| self.by_place.get(&place)) {
            if provisional && !inherited {
                if let Some(span) = entry.span {
                    self.by_place.insert(span, (number, false));
                }
                self.collected.numbers[usize::from(number.0)] = entry;
            }
            return number;
        }
        let Ok(index) = u16::try_from(self.collected.numbers.len()) else {
            let diagnostic = Diagnostic::error("too-many-numbers", "more than 65536 numbers in one scenario");
            self.report(match entry.span {
                Some(span) => diagnostic.at(span),
                None => diagnostic,
            });
            return Num::default();
        };
        if let Some(span) = entry.span {
            self.by_place.insert(span, (Num(index), inherited));
        }
        self.collected.numbers.push(entry);
        Num(index)
    }

    fn describe<T>(&mut self, kind: &Kind, read: &mut impl FnMut(&Name, &mut Fields<'_, 'd>) -> T) -> T {
        let (path, id, owner) = match kind.shape {
            Shape::Entity => (format!("{}.*", kind.name), "*", None),
            Shape::Attached(_) => (format!("{}.*", kind.name), "", Some(Ref::placeholder())),
            Shape::Owned(_) => (format!("{}.*.*", kind.name), "*", Some(Ref::placeholder())),
            Shape::Single => (kind.name.to_string(), "", None),
            Shape::List => (format!("{}[]", kind.name), "", None),
        };
        let name = Name { id: id.to_string(), owner, span: None };
        let mut fields = Fields::open(self, path, None);
        let result = read(&name, &mut fields);
        fields.finish();
        result
    }

    /// The tables of a kind with their paths and names; reports owners that do not exist and names badly formed.
    fn tables_of(
        &mut self,
        kind: &Kind,
        node: &'d Node,
        registry: &Registry,
    ) -> Vec<(String, Name, &'d Node)> {
        let mut found = Vec::new();
        match (&node.value, kind.shape) {
            (Value::Table(table), Shape::Entity) => {
                for (id, node) in tables(&table.entries) {
                    let name = Name { id: id.to_string(), owner: None, span: Some(node.key_span) };
                    found.push((format!("{}.{id}", kind.name), name, node));
                }
            }
            (Value::Table(table), Shape::Attached(to)) => {
                for (id, node) in self.checked_tables(kind.name, table) {
                    let Some(owner) = self.lookup(registry, id, to, node.key_span) else { continue };
                    let name = Name { id: String::new(), owner: Some(owner), span: Some(node.key_span) };
                    found.push((format!("{}.{id}", kind.name), name, node));
                }
            }
            (Value::Table(table), Shape::Owned(by)) => {
                for (id, node) in self.checked_tables(kind.name, table) {
                    let Some(owner) = self.lookup(registry, id, by, node.key_span) else { continue };
                    let Value::Table(inner) = &node.value else { continue };
                    for (own, node) in self.checked_tables(&format!("{}.{id}", kind.name), inner) {
                        if let Some(diagnostic) = bad_name(own, node.key_span) {
                            self.report(diagnostic);
                        }
                        let name = Name {
                            id: own.to_string(),
                            owner: Some(owner.clone()),
                            span: Some(node.key_span),
                        };
                        found.push((format!("{}.{id}.{own}", kind.name), name, node));
                    }
                }
            }
            (Value::Array(items), Shape::List) => {
                for (index, node) in items.iter().enumerate() {
                    let name = Name { id: String::new(), owner: None, span: Some(node.span) };
                    found.push((format!("{}.{index}", kind.name), name, node));
                }
            }
            // Reported by `Registry::collect`.
            _ => {}
        }
        found
    }

    fn checked_tables(&mut self, path: &str, table: &'d Table) -> Vec<(&'d str, &'d Node)> {
        for (id, node) in &table.entries {
            if node.value.as_table().is_none() {
                let message = format!("[{path}] holds tables; `{id}` is {}", node.value.kind());
                let help = format!("write [{path}.some_name] above its keys");
                self.report(Diagnostic::error("wrong-type", message).at(node.key_span).help(help));
            }
        }
        tables(&table.entries).collect()
    }

    /// Finds an entity or reports why not. Nothing is said of an id that may have been defined where nothing could be
    /// read.
    pub(crate) fn lookup(
        &mut self,
        registry: &Registry,
        id: &str,
        kinds: RefKind,
        place: Span,
    ) -> Option<Ref> {
        let is_known = registry.get(id).is_some();
        if !is_known && registry.gaps().may_define(id) {
            return None;
        }
        if !is_known && self.collected.diagnostics.is_full() {
            self.report(Diagnostic::error("unknown-id", ""));
            return None;
        }
        registry.find(id, kinds, place).map_err(|diagnostic| self.report(*diagnostic)).ok()
    }

    /// Whether the table at a path may have had more keys than were read.
    pub(crate) fn may_complete(&self, path: &str) -> bool {
        self.given.is_some_and(|(_, registry)| registry.gaps().may_complete(path))
    }

    /// The number that stands where none could be added.
    pub(crate) fn default_distribution(default: Option<f64>) -> Distribution {
        Distribution::Constant(default.unwrap_or(0.0))
    }
}
