//! `--set PATH=VALUE`: values given for one run instead of those in the files.

use indexmap::map::Entry;

use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::document::{self, Form, Node, Parsed, Table, Value};
use crate::kind::{Kind, Shape};
use crate::load::Document;
use crate::number::REMARKS;
use crate::source::{FileId, Sources, Span};

/// The name under which an override is shown in diagnostics.
const SHOWN: &str = "--set";

/// What stands between path and value where an override is shown.
const SIGN: &str = " = ";

/// One value for one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Dotted path: `workforce.baikonur_crews.pay_ratio`.
    pub path: String,
    /// A TOML value: `0.5`, `{ uniform = [0.3, 0.5] }`, `2015-04-22`; a word, `market`, needs no quotes.
    pub text: String,
}

impl Override {
    /// Splits `PATH=VALUE` at the first `=`; `None` if there is none.
    #[must_use]
    pub fn split(argument: &str) -> Option<Self> {
        let (path, text) = argument.split_once('=')?;
        Some(Self { path: path.trim().to_string(), text: text.trim().to_string() })
    }
}

/// Writes overrides into a document, before `like` is resolved, the last one winning. Returns the pseudo-files they
/// are shown from. Paths below an existing entity are taken on trust: reading finds the wrong ones.
pub fn apply(
    document: &mut Document,
    overrides: &[Override],
    kinds: &[Kind],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<FileId> {
    let mut files = Vec::new();
    for one in overrides {
        let quotes = if is_word(&one.text) { "\"" } else { "" };
        let file = sources.add(SHOWN, format!("{}{SIGN}{quotes}{}{quotes}", one.path, one.text));
        files.push(file);
        let mut found = Diagnostics::default();
        let Parsed { root: table, gaps } = document::parse(sources, file, &mut found);
        let complete = gaps.is_empty();
        if complete && !found.has_errors() && table.entries.len() == 1 {
            let depth = table.keys().next().map_or(1, |name| entity_depth(name, kinds));
            overlay(&mut document.root, table, depth, "", diagnostics);
        } else if complete && found.has_errors() {
            diagnostics.extend(found);
        } else {
            diagnostics.push(syntax(one, sources.whole(file), &found));
        }
    }
    files
}

/// Whether a value is a word that a shell has stripped of its quotes, such as `monthly` or `return fire`.
fn is_word(text: &str) -> bool {
    const TOML_WORDS: [&str; 4] = ["true", "false", "inf", "nan"];
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_- ".contains(&byte))
        && !TOML_WORDS.contains(&text)
}

/// What keeps an override from being `PATH=VALUE`, and in which of the two.
fn syntax(one: &Override, whole: Span, found: &Diagnostics) -> Diagnostic {
    let (path, text) = (&one.path, &one.text);
    let error = |message: String| Diagnostic::error("bad-override", message);
    let value = whole.within(path.len() + SIGN.len(), usize::MAX);
    if !is_path(path) {
        return error(format!("`{path}` is not a path"))
            .at(whole.within(0, path.len().max(1)))
            .help("names joined by dots, as in workforce.crews.pay_ratio=0.9");
    }
    if text.is_empty() {
        return error(format!("no value is given for `{path}`"))
            .at(value)
            .help(format!("write {path}=VALUE"));
    }
    // One whose value goes on in further lines sets more than one thing.
    let reason =
        found.sorted().first().map_or("it sets more than one thing", |one| one.message.as_str()).to_string();
    error(format!("`{text}` is not a value: {reason}"))
        .at(value)
        .help("a number, '{ uniform = [1, 2] }', '\"text\"' in quotes, true, or a date, 2015-04-10")
}

/// Whether a text is bare names joined by dots.
fn is_path(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    text.split('.').all(is_name)
}

/// How many names of a path must exist already: those that lead to an entity.
fn entity_depth(kind: &str, kinds: &[Kind]) -> usize {
    let shape = kinds.iter().find(|known| known.name == kind).map(|known| known.shape);
    match shape {
        Some(Shape::Entity | Shape::Attached(_)) => 2,
        Some(Shape::Owned(_)) => 3,
        // Parameters have defaults: their table need not be written.
        Some(Shape::Single) => 0,
        Some(Shape::List) | None => 1,
    }
}

fn overlay(into: &mut Table, from: Table, depth: usize, path: &str, diagnostics: &mut Diagnostics) {
    for (key, node) in from.entries {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        if depth > 0 && !into.entries.contains_key(&key) {
            report_unknown(into, &key, &path, &node, diagnostics);
            continue;
        }
        match into.entries.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(node);
            }
            Entry::Occupied(mut occupied) => {
                let old = occupied.get_mut();
                match (&mut old.value, node) {
                    (Value::Table(own), Node { value: Value::Table(other), .. })
                        if other.form == Form::Implied =>
                    {
                        overlay(own, other, depth.saturating_sub(1), &path, diagnostics);
                    }
                    (Value::Array(items), Node { value: Value::Table(other), key_span, .. })
                        if other.form == Form::Implied =>
                    {
                        overlay_items(items, other, &path, key_span, diagnostics);
                    }
                    (value, node) if depth > 0 => {
                        let message = format!("`{path}` is more than one value");
                        let help = keys_of(value);
                        let diagnostic = Diagnostic::error("bad-override", message).at(node.key_span);
                        diagnostics.push(diagnostic.help(format!("name one of its keys as well{help}")));
                    }
                    (_, node) => replace(old, node),
                }
            }
        }
    }
}

/// Writes into items of a list, which are counted from 0 as in the paths of their numbers.
fn overlay_items(items: &mut [Node], from: Table, path: &str, place: Span, diagnostics: &mut Diagnostics) {
    for (key, node) in from.entries {
        let item = key.parse::<usize>().ok().and_then(|index| items.get_mut(index));
        match (item.map(|item| &mut item.value), node.value) {
            (Some(Value::Table(own)), Value::Table(other)) if other.form == Form::Implied => {
                overlay(own, other, 0, &format!("{path}.{key}"), diagnostics);
            }
            _ => {
                let message = format!("`{path}` is a list: it has no `{key}` to set something in");
                let help = format!(
                    "its tables are counted from 0, as in {path}.0.some_number; or set the whole list, {path}=[ … ]"
                );
                diagnostics.push(Diagnostic::error("bad-override", message).at(place).help(help));
            }
        }
    }
}

/// ": `a`, `b` and more", of a table.
fn keys_of(value: &Value) -> String {
    const MOST: usize = 8;
    let Value::Table(table) = value else { return String::new() };
    let keys: Vec<String> = table.keys().take(MOST).map(|key| format!("`{key}`")).collect();
    let more = if table.entries.len() > MOST { ", …" } else { "" };
    if keys.is_empty() { String::new() } else { format!(": {}{more}", keys.join(", ")) }
}

/// Replaces a value; the remarks on the old one (unit, lever) stay, its source does not.
fn replace(old: &mut Node, new: Node) {
    let is_number = matches!(new.value, Value::Integer(_) | Value::Float(_));
    if let Value::Table(table) = &mut old.value
        && table.entries.contains_key("lever")
        && is_number
    {
        table.entries.retain(|key, _| REMARKS.contains(&key.as_str()) && key != "source");
        table.entries.insert("value".to_string(), new.clone());
        (old.span, old.key_span) = (new.span, new.key_span);
    } else {
        *old = new;
    }
}

fn report_unknown(table: &Table, key: &str, path: &str, node: &Node, diagnostics: &mut Diagnostics) {
    let diagnostic =
        Diagnostic::error("unknown-path", format!("there is no `{path}` to set")).at(node.key_span);
    let prefix = path.strip_suffix(key).unwrap_or("");
    diagnostics.push(match suggest(key, table.keys()) {
        Some(similar) => diagnostic.help(format!("did you mean `{prefix}{similar}`?")),
        None if prefix.is_empty() => {
            diagnostic.help("a path begins with a kind of table: workforce.crews.pay_ratio")
        }
        None => {
            let known: Vec<String> = table.keys().take(8).map(|key| format!("`{prefix}{key}`")).collect();
            let more = if table.entries.len() > known.len() { ", …" } else { "" };
            diagnostic.help(format!("there are {}{more}", known.join(", ")))
        }
    });
}
