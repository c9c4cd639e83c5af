//! Every id of a scenario: one namespace for all kinds, so that rules can call things by their bare id.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::document::{Node, Table, Value};
use crate::gaps::Gaps;
use crate::kind::{Kind, RefKind, Shape};
use crate::load::Document;
use crate::source::Span;

/// Words that cannot be ids: CEL's own, and keys that every table may have.
pub const RESERVED: [&str; 27] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "like",
    "loop",
    "namespace",
    "null",
    "package",
    "page",
    "return",
    "source",
    "this",
    "true",
    "use",
    "var",
    "void",
    "when",
    "while",
];

/// An entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The kind's name: `party`.
    pub kind: &'static str,
    /// Its position among the entities of its kind, from 0, in the order in which they were written.
    pub index: u32,
    /// The id in its header.
    pub span: Span,
}

/// A reference that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ref {
    /// The kind's name; empty for a placeholder after a mistake.
    pub kind: &'static str,
    /// Its position among the entities of its kind, from 0.
    pub index: u32,
    /// The id.
    pub id: String,
}

impl Ref {
    pub(crate) const fn placeholder() -> Self {
        Self { kind: "", index: 0, id: String::new() }
    }
}

/// All entities by id.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    by_id: BTreeMap<String, Registered>,
    by_kind: BTreeMap<&'static str, Vec<String>>,
    gaps: Gaps,
}

impl Registry {
    /// Collects the ids of a document. Reports unknown kinds, badly formed, reserved and repeated ids, and tables
    /// where values belong or values where tables belong. `reserved` adds to [`RESERVED`] (the names of functions).
    #[must_use]
    pub fn collect(
        document: &Document,
        kinds: &[Kind],
        reserved: &[&str],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut registry = Self { gaps: document.gaps.clone(), ..Self::default() };
        for (name, node) in &document.root.entries {
            let Some(kind) = kinds.iter().find(|kind| kind.name == name) else {
                report_unknown_kind(name, node, kinds, diagnostics);
                registry.leave_out(name, node, kinds);
                continue;
            };
            match (kind.shape, &node.value) {
                (Shape::Entity, Value::Table(table)) => {
                    for (id, node) in &table.entries {
                        registry.enter(kind.name, id, node, reserved, diagnostics);
                    }
                }
                (Shape::Attached(_) | Shape::Owned(_) | Shape::Single, Value::Table(_)) => {}
                (Shape::List, Value::Array(_)) => {}
                (shape, _) => report_wrong_shape(kind, shape, node, diagnostics),
            }
        }
        registry
    }

    /// What was not read: of ids that may be defined there, nothing is said.
    #[must_use]
    pub fn gaps(&self) -> &Gaps {
        &self.gaps
    }

    /// The entity with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Registered> {
        self.by_id.get(id)
    }

    /// The ids of a kind, in the order in which they were written.
    #[must_use]
    pub fn ids(&self, kind: &str) -> &[String] {
        self.by_kind.get(kind).map_or(&[], Vec::as_slice)
    }

    /// All ids with their entities, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Registered)> {
        self.by_id.iter().map(|(id, registered)| (id.as_str(), registered))
    }

    /// Finds an entity of one of the kinds, or says why not.
    pub fn find(&self, id: &str, kinds: RefKind, place: Span) -> Result<Ref, Box<Diagnostic>> {
        let wanted = kinds.join(" or ");
        match self.get(id) {
            Some(found) if kinds.contains(&found.kind) => {
                Ok(Ref { kind: found.kind, index: found.index, id: id.to_string() })
            }
            Some(found) => {
                let message = format!("`{id}` is a {}; a {wanted} is needed here", found.kind);
                let candidates = kinds.iter().flat_map(|kind| self.ids(kind)).map(String::as_str);
                let diagnostic = Diagnostic::error("wrong-kind", message).at(place);
                let diagnostic = diagnostic.label(found.span, "defined here");
                Err(Box::new(diagnostic.help(known_ids(candidates, &wanted))))
            }
            None => {
                let candidates = kinds.iter().flat_map(|kind| self.ids(kind)).map(String::as_str);
                let message = format!("there is no {wanted} `{id}`");
                let help = format!("define [{}.{id}]", kinds.first().unwrap_or(&""));
                let diagnostic = Diagnostic::error("unknown-id", message).at(place).about(id);
                Err(Box::new(diagnostic.help(help).did_you_mean(id, candidates)))
            }
        }
    }

    /// Notes what is defined in a table of no known kind.
    fn leave_out(&mut self, name: &str, node: &Node, kinds: &[Kind]) {
        let meant = suggest(name, kinds.iter().map(|kind| kind.name)).unwrap_or(name);
        if kinds.iter().any(|kind| kind.name == meant && kind.shape == Shape::Single) {
            self.gaps.add_table(meant);
        }
        for id in node.value.as_table().into_iter().flat_map(Table::keys) {
            self.gaps.add_table(&format!("{meant}.{id}"));
        }
    }

    fn enter(
        &mut self,
        kind: &'static str,
        id: &str,
        node: &Node,
        reserved: &[&str],
        diagnostics: &mut Diagnostics,
    ) {
        if node.value.as_table().is_none() {
            let message =
                format!("[{kind}] holds tables, one for each {kind}; `{id}` is {}", node.value.kind());
            let help = format!("write [{kind}.some_id] above its keys");
            diagnostics.push(Diagnostic::error("wrong-type", message).at(node.key_span).help(help));
            self.gaps.add_name(id);
            return;
        }
        if let Some(diagnostic) = bad_name(id, node.key_span) {
            diagnostics.push(diagnostic);
        } else if RESERVED.contains(&id) || reserved.contains(&id) {
            let message = format!("`{id}` has a meaning of its own in rules and cannot be an id");
            let help = format!("rename it, for example to `{id}_{kind}`");
            diagnostics.push(Diagnostic::error("reserved-id", message).at(node.key_span).help(help));
        }
        if let Some(other) = self.by_id.get(id) {
            let message =
                format!("`{id}` is both a {} and a {kind}; ids are unique over all kinds", other.kind);
            let diagnostic = Diagnostic::error("duplicate-id", message)
                .label(node.key_span, "again here")
                .label(other.span, "first defined here")
                .help(format!("rename one of them, for example to `{id}_{kind}`"));
            diagnostics.push(diagnostic);
            return;
        }
        let ids = self.by_kind.entry(kind).or_default();
        let registered = Registered { kind, index: ids.len() as u32, span: node.key_span };
        ids.push(id.to_string());
        self.by_id.insert(id.to_string(), registered);
    }
}

/// The ids that can be named, as far as a line can hold them.
fn known_ids<'a>(ids: impl Iterator<Item = &'a str>, wanted: &str) -> String {
    const MOST: usize = 8;
    let mut known: Vec<&str> = ids.take(MOST + 1).collect();
    if known.is_empty() {
        return format!("define a {wanted} first");
    }
    if known.len() > MOST {
        known[MOST] = "…";
    }
    format!("name one of these: {}", known.join(", "))
}

/// Why a name is no `snake_case` word, if it isn't.
pub(crate) fn bad_name(name: &str, place: Span) -> Option<Diagnostic> {
    const LONGEST: usize = 64;
    let starts_well = name.starts_with(|first: char| first.is_ascii_lowercase());
    let is_snake =
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if starts_well && is_snake && name.len() <= LONGEST {
        return None;
    }
    let fixed: String = name
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '_' })
        .skip_while(|character| !character.is_ascii_lowercase())
        .take(LONGEST)
        .collect();
    let message =
        format!("`{name}` is not a snake_case name (small letters, digits and _, at most {LONGEST})");
    let diagnostic = Diagnostic::error("bad-id", message).at(place);
    Some(if fixed.is_empty() { diagnostic } else { diagnostic.help(format!("write `{fixed}`")) })
}

fn report_unknown_kind(name: &str, node: &Node, kinds: &[Kind], diagnostics: &mut Diagnostics) {
    let help = match suggest(name, kinds.iter().map(|kind| kind.name)) {
        Some(kind) => format!("did you mean `{kind}`?"),
        None => format!("known kinds: {}", kinds.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ")),
    };
    let message = format!("there is no kind of table `{name}`");
    diagnostics.push(Diagnostic::error("unknown-kind", message).at(node.key_span).help(help));
}

fn report_wrong_shape(kind: &Kind, shape: Shape, node: &Node, diagnostics: &mut Diagnostics) {
    let name = kind.name;
    let header = match shape {
        Shape::Entity => format!("[{name}.some_id]"),
        Shape::Attached(to) => format!("[{name}.id_of_a_{}]", to.first().unwrap_or(&"")),
        Shape::Owned(by) => format!("[{name}.id_of_a_{}.some_name]", by.first().unwrap_or(&"")),
        Shape::Single => format!("[{name}]"),
        Shape::List => format!("[[{name}]]"),
    };
    let message = format!("`{name}` is {}", node.value.kind());
    let help = format!("write {header} above its keys");
    diagnostics.push(Diagnostic::error("wrong-type", message).at(node.key_span).help(help));
}

/// The tables of a kind: each entry of `entries` that is one.
pub(crate) fn tables(entries: &IndexMap<String, Node>) -> impl Iterator<Item = (&str, &Node)> {
    entries.iter().filter(|(_, node)| node.value.as_table().is_some()).map(|(id, node)| (id.as_str(), node))
}
