//! Reads a scenario's files and the shared material it uses, and merges them into one document.

use indexmap::map::Entry;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Form, Node, Parsed, Table, Value};
use crate::gaps::Gaps;
use crate::source::{FileId, MAX_FILE_BYTES, MAX_FILES, ReadFailure, SourceTree, Sources, Span};

/// The longest chain of files that `use` one another.
const MAX_USE_DEPTH: usize = 16;

/// Everything a scenario's files say.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The scenario and what it uses, merged.
    pub root: Table,
    /// `expect.toml`, which never reaches the engine.
    pub expect: Option<Table>,
    /// What could not be read. What is missing for it may have been written: it isn't reported.
    pub gaps: Gaps,
}

/// Reads all files of a scenario: `scenario.toml` first, the other `*.toml` by name (each table may be given once),
/// then what they `use` (overridden key by key). Never stops at a mistake.
pub fn load(tree: &SourceTree, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Document {
    let mut loader =
        Loader { tree, sources, diagnostics, gaps: Gaps::default(), chain: Vec::new(), used: Vec::new() };
    let names = loader.file_names();
    let mut root = Table::default();
    let mut expect = None;
    for name in names {
        let Some(table) = loader.own_file(&name) else { continue };
        if name == "expect.toml" {
            expect = Some(table);
        } else {
            loader.merge(&mut root, table, 0);
        }
    }
    if let Some(scenario) = root.table("scenario") {
        let uses = loader.uses(scenario);
        let mut shared = Table::default();
        loader.read_used(uses, &mut shared);
        fill_missing(&mut root, shared);
    }
    Document { root, expect, gaps: loader.gaps }
}

/// Adds the entries that `table` lacks, table by table. A table in braces is one value: it hides the other whole.
pub(crate) fn fill_missing(table: &mut Table, from: Table) {
    for (key, node) in from.entries {
        match table.entries.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(node);
            }
            Entry::Occupied(mut occupied) => {
                if let (Value::Table(own), Value::Table(other)) = (&mut occupied.get_mut().value, node.value)
                    && own.form != Form::Inline
                {
                    fill_missing(own, other);
                }
            }
        }
    }
}

struct Loader<'a> {
    tree: &'a SourceTree,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
    gaps: Gaps,
    /// The shared files being read, each used by the one before.
    chain: Vec<String>,
    /// The shared files read so far.
    used: Vec<String>,
}

impl Loader<'_> {
    fn file_names(&mut self) -> Vec<String> {
        let mut names = match self.tree.file_names() {
            Ok(names) => names,
            Err(failure) => {
                self.fail(&self.tree.shown("."), &failure, None);
                return Vec::new();
            }
        };
        if !names.iter().any(|name| name == "scenario.toml") {
            self.fail(&self.tree.shown("scenario.toml"), &ReadFailure::Missing, None);
        }
        if names.len() > MAX_FILES {
            let message = format!("{} TOML files in one scenario; {MAX_FILES} are allowed", names.len());
            let help = "join files, or move those that are no part of the scenario elsewhere";
            self.diagnostics.push(Diagnostic::error("too-many-files", message).help(help));
            self.gaps.add_file();
            names.truncate(MAX_FILES);
        }
        names
    }

    fn own_file(&mut self, name: &str) -> Option<Table> {
        let shown = self.tree.shown(name);
        match self.tree.read(name) {
            Ok(text) => Some(self.parse(&shown, name, text)),
            Err(failure) => {
                self.fail(&shown, &failure, None);
                None
            }
        }
    }

    fn parse(&mut self, shown: &str, relative: &str, text: String) -> Table {
        let file = self.sources.add_as(shown, relative, text);
        let Parsed { root, gaps } = document::parse(self.sources, file, self.diagnostics);
        if gaps.is_empty() && root.entries.is_empty() {
            self.report_empty(file);
        }
        self.gaps.extend(gaps);
        root
    }

    fn report_empty(&mut self, file: FileId) {
        let message = format!("{} says nothing", self.sources.name(file));
        let place = self.sources.whole(file).within(0, 0);
        let help = "write in it, or delete it";
        self.diagnostics.push(Diagnostic::warning("empty-file", message).at(place).help(help));
    }

    /// Merges a file into the scenario. At depth 0 are the kinds, which every file may add to; below, each table
    /// has one header and each key one value.
    fn merge(&mut self, into: &mut Table, from: Table, depth: usize) {
        for (key, node) in from.entries {
            match into.entries.entry(key) {
                Entry::Vacant(vacant) => {
                    vacant.insert(node);
                }
                Entry::Occupied(mut occupied) => {
                    let key = occupied.key().clone();
                    self.merge_node(&key, occupied.get_mut(), node, depth);
                }
            }
        }
    }

    fn merge_node(&mut self, key: &str, first: &mut Node, again: Node, depth: usize) {
        let places = (again.key_span, first.key_span);
        match (&mut first.value, again.value) {
            (Value::Table(own), Value::Table(other))
                if own.form != Form::Inline
                    && other.form != Form::Inline
                    && (depth == 0 || own.form == Form::Implied || other.form == Form::Implied) =>
            {
                if other.form == Form::Header {
                    own.form = Form::Header;
                    (first.span, first.key_span) = (again.span, again.key_span);
                }
                self.merge(own, other, depth + 1);
            }
            (Value::Array(own), Value::Array(other))
                if depth == 0 && are_tables(own) && are_tables(&other) =>
            {
                own.extend(other);
            }
            (Value::Table(_), _) if depth == 1 => {
                self.report_twice("duplicate-id", &format!("`{key}` is defined twice"), places);
            }
            _ => self.report_twice("duplicate-key", &format!("`{key}` is given twice"), places),
        }
    }

    fn report_twice(&mut self, code: &'static str, message: &str, (again, first): (Span, Span)) {
        let diagnostic = Diagnostic::error(code, message)
            .label(again, "again here")
            .label(first, "first given here")
            .help("keep one of them, or rename one");
        self.diagnostics.push(diagnostic);
    }

    /// The names under `use`, each with its place.
    fn uses(&mut self, table: &Table) -> Vec<(String, Span)> {
        let Some(node) = table.get("use") else { return Vec::new() };
        let items = match &node.value {
            Value::Array(items) => items.iter().collect(),
            Value::Text(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Bool(_)
            | Value::Date(_)
            | Value::Table(_) => {
                vec![node]
            }
        };
        let mut names = Vec::new();
        for item in items {
            match item.value.as_text() {
                Some(name) => names.push((name.to_string(), item.span)),
                None => {
                    let message = format!("`use` lists names of shared files, not {}", item.value.kind());
                    let help = "write use = [\"library/soyuz\"]";
                    self.diagnostics.push(Diagnostic::error("wrong-type", message).at(item.span).help(help));
                }
            }
        }
        names
    }

    /// Reads shared files and those they use in turn; the earlier name wins where two say the same key.
    fn read_used(&mut self, uses: Vec<(String, Span)>, shared: &mut Table) {
        for (name, place) in uses {
            if self.chain.contains(&name) {
                let chain = [self.chain.join("` uses `"), name.clone()].join("` uses `");
                let message = format!("shared files use each other in a circle: `{chain}`");
                let help = "take this name out of `use`: the file is read already";
                self.diagnostics.push(Diagnostic::error("use-cycle", message).at(place).help(help));
            } else if self.chain.len() >= MAX_USE_DEPTH {
                let message = format!("more than {MAX_USE_DEPTH} shared files use one another in a row");
                let help = "let shared files use fewer others";
                self.diagnostics.push(Diagnostic::error("too-deep", message).at(place).help(help));
            } else if !self.used.contains(&name) {
                self.used.push(name.clone());
                self.read_shared(name, place, shared);
            }
        }
    }

    fn read_shared(&mut self, name: String, place: Span, shared: &mut Table) {
        let (shown, text) = match self.tree.read_shared(&name) {
            Ok(found) => found,
            Err(failure) => return self.fail(&name, &failure, Some(place)),
        };
        let mut table = self.parse(&shown, &format!("{name}.toml"), text);
        if let Some(node) = table.get("scenario") {
            let message = "shared files have no [scenario]";
            let help = "a shared file lists what it needs as use = [\"…\"] at its top";
            self.diagnostics.push(Diagnostic::error("scenario-in-library", message).at(node.span).help(help));
            table.entries.shift_remove("scenario");
        }
        let uses = self.uses(&table);
        table.entries.shift_remove("use");
        fill_missing(shared, table);
        self.chain.push(name);
        self.read_used(uses, shared);
        self.chain.pop();
    }

    fn fail(&mut self, shown: &str, failure: &ReadFailure, place: Option<Span>) {
        self.gaps.add_file();
        let diagnostic = match failure {
            ReadFailure::Missing => Diagnostic::error("no-such-file", format!("there is no file `{shown}`"))
                .help(if place.is_some() {
                    "name a file beside the scenario's folder or a built-in one: library/people"
                } else {
                    "a scenario is a folder with a scenario.toml in it; `powderkeg new` makes one"
                }),
            ReadFailure::TooLarge(bytes) => {
                let limit = MAX_FILE_BYTES >> 20;
                let message = format!("`{shown}` has {bytes} bytes; a file may have {limit} MB");
                Diagnostic::error("too-large", message)
                    .help("a scenario is text written by people; keep data elsewhere")
            }
            ReadFailure::NotAllowed if place.is_none() => {
                let message =
                    format!("`{shown}` is no file: a folder, a device or a link that leads elsewhere");
                Diagnostic::error("not-allowed", message)
                    .help("put the text itself there, or rename what is no text")
            }
            ReadFailure::NotAllowed => {
                let message = format!("`{shown}` is not a file in the scenarios' folder");
                Diagnostic::error("not-allowed", message).help("name shared material like `library/soyuz`")
            }
            ReadFailure::NotText(at) => {
                let message = format!("`{shown}` is not UTF-8 text (byte {at})");
                Diagnostic::error("not-text", message).help("save the file as UTF-8 text, without NUL bytes")
            }
            ReadFailure::Other(reason) => {
                Diagnostic::error("unreadable", format!("`{shown}` cannot be read: {reason}"))
                    .help("look at its permissions, and whether it is a file")
            }
        };
        let diagnostic = match place {
            Some(span) => {
                let names = self.tree.shared_names();
                diagnostic.at(span).did_you_mean(shown, names.iter().map(String::as_str))
            }
            None => diagnostic,
        };
        self.diagnostics.push(diagnostic);
    }
}

fn are_tables(items: &[Node]) -> bool {
    items.iter().all(|item| item.value.as_table().is_some_and(|table| table.form == Form::Header))
}
