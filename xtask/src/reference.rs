//! The reference of the scenario language: tables and their keys, rule functions, orders, events.

use std::fmt::Write;
use std::path::Path;

use powderkeg_report::fields::key;
use powderkeg_scenario::catalogue::CATALOGUE;
use powderkeg_scenario::expr::{Parameter, Quantity, Signature};
use powderkeg_scenario::kind::{Kind, Shape};
use powderkeg_scenario::reader::{FieldDoc, FieldForm};
use powderkeg_scenario::setup::{KINDS, describe};

use crate::generate::read;
use crate::variants::{Variant, variants};

const HEAD: &str = "\
# Reference of the scenario language

Made by `cargo xtask generate` from the code that reads scenarios: do not edit. `docs/schema.json` says the same to
editors.

- [Tables](#tables): what can be written, key by key
- [Rule functions](#rule-functions): what conditions and urges can ask
- [Orders](#orders): what options can do
- [Events](#events): what can happen

";

const TABLES: &str = "\
## Tables

`*` stands for an id or a name of your own, `[]` for each element of a list. Any *number* may be a distribution in
place: `{ triangular = [0.3, 0.45, 0.7] }`; a *plain number* is part of a definition and can't be. *Required* keys may
be inherited by `like`. Beside their own keys all tables take `like` (another table of the kind, for what isn't said
here), `page` (sentences of the source page) and `source` (where the values are from). Where a default or a range is an
*assumption*, nothing is known that would tie it.

";

const FUNCTIONS: &str = "\
## Rule functions

An optional parameter stands in brackets; a party that may be left out is the one whose doctrine the rule belongs to. A
doctrine reads what its party knows, results and outcomes read the truth. Facts are true or false, 1 or 0 in arithmetic.

| call | gives | meaning |
|---|---|---|
";

const ORDERS: &str = "\
## Orders

What stands under an option's `order`: one of these, with its keys.

";

const EVENTS: &str = "\
## Events

The kinds of record in `log.jsonl`, with their fields. `powderkeg why DIR KIND` asks for the first of a kind. Each record
also has its number `id`, its `time` and its `causes`.

";

/// The text of `docs/reference.md`.
pub fn reference(root: &Path) -> Result<String, String> {
    let fields = describe();
    let mut out = String::from(HEAD);
    out.push_str(TABLES);
    for kind in &KINDS {
        table(&mut out, kind, &fields);
    }
    functions(&mut out);
    orders(&mut out, &fields, &variants(&read(root, "crates/engine/src/action.rs")?, "Action"));
    events(&mut out, &variants(&read(root, "crates/engine/src/event/mod.rs")?, "Event"));
    Ok(out)
}

fn table(out: &mut String, kind: &Kind, fields: &[FieldDoc]) {
    let own = format!("{}.", kind.name);
    let prefix = prefix(kind);
    let rows: Vec<&FieldDoc> = fields
        .iter()
        .filter(|field| field.path.starts_with(&prefix) && !is_order(&field.path) && field.path != prefix)
        .collect();
    let _ = writeln!(out, "### `{}`\n\n{}\n", heading(kind), kind.doc);
    if rows.is_empty() {
        return;
    }
    out.push_str(
        "| key | what | unit | range | default | meaning | source |\n|---|---|---|---|---|---|---|\n",
    );
    for field in rows {
        let key = field.path.strip_prefix(&prefix).or_else(|| field.path.strip_prefix(&own));
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} | {} |",
            key.unwrap_or(&field.path),
            form(&field.form),
            unit(field),
            range(field),
            default(field),
            cell(field.doc),
            if is_number(&field.form) { cell(field.source) } else { String::new() },
        );
    }
    out.push('\n');
}

/// What stands before the keys of a kind's tables.
fn prefix(kind: &Kind) -> String {
    match kind.shape {
        Shape::Entity | Shape::Attached(_) => format!("{}.*.", kind.name),
        Shape::Owned(_) => format!("{}.*.*.", kind.name),
        Shape::Single => format!("{}.", kind.name),
        Shape::List => format!("{}[].", kind.name),
    }
}

/// How the table is written.
fn heading(kind: &Kind) -> String {
    match kind.shape {
        Shape::Entity => format!("[{}.ID]", kind.name),
        Shape::Attached(to) => format!("[{}.{}]", kind.name, to.join("|").to_uppercase()),
        Shape::Owned(by) => format!("[{}.{}.NAME]", kind.name, by.join("|").to_uppercase()),
        Shape::Single => format!("[{}]", kind.name),
        Shape::List => format!("[[{}]]", kind.name),
    }
}

fn form(form_of: &FieldForm) -> String {
    match form_of {
        FieldForm::Text => "text".into(),
        FieldForm::Number => "number".into(),
        FieldForm::Integer => "whole number".into(),
        FieldForm::Flag => "true or false".into(),
        FieldForm::Date => "date".into(),
        FieldForm::Choice(words) => {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        FieldForm::Reference(kinds) => format!("id of a {}", kinds.join(", ")),
        FieldForm::Rule => "rule".into(),
        FieldForm::Table => "table".into(),
        FieldForm::Plain => "plain number".into(),
        FieldForm::Place => "latitude, longitude".into(),
        FieldForm::List(inner) => format!("list: {}", form(inner)),
        FieldForm::Either(first, second) => format!("{} or {}", form(first), form(second)),
    }
}

fn is_number(form: &FieldForm) -> bool {
    match form {
        FieldForm::Number | FieldForm::Integer | FieldForm::Plain => true,
        FieldForm::List(inner) => is_number(inner),
        FieldForm::Either(first, second) => is_number(first) || is_number(second),
        FieldForm::Text
        | FieldForm::Flag
        | FieldForm::Date
        | FieldForm::Choice(_)
        | FieldForm::Reference(_)
        | FieldForm::Rule
        | FieldForm::Table
        | FieldForm::Place => false,
    }
}

fn unit(field: &FieldDoc) -> &str {
    if field.unit == "1" { "" } else { field.unit }
}

/// "0 to 1", "at least 0".
fn range(field: &FieldDoc) -> String {
    let Some((min, max)) = field.range else { return String::new() };
    match (min.is_finite(), max.is_finite()) {
        (true, true) => format!("{} to {}", number(min), number(max)),
        (true, false) => format!("at least {}", number(min)),
        (false, true) => format!("at most {}", number(max)),
        (false, false) => String::new(),
    }
}

fn number(value: f64) -> String {
    if value != 0.0 && (value.abs() >= 1e6 || value.abs() < 1e-4) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

fn default(field: &FieldDoc) -> String {
    match &field.default {
        Some(default) => format!("`{}`", cell(default)),
        None if field.required => "required".into(),
        None => String::new(),
    }
}

/// A text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn functions(out: &mut String) {
    out.push_str(FUNCTIONS);
    for function in CATALOGUE.functions {
        let gives = match function.result {
            Quantity::Fact => "fact",
            Quantity::Number(unit) => unit,
        };
        let _ = writeln!(out, "| `{}` | {gives} | {} |", call(function), cell(function.doc));
    }
    out.push_str("\nNamed numbers:\n\n| name | value | meaning |\n|---|---|---|\n");
    for constant in CATALOGUE.constants {
        let _ = writeln!(out, "| `{}` | {} | {} |", constant.name, constant.value, cell(constant.doc));
    }
    out.push('\n');
}

/// "shortage(good: good, where: party or bloc)".
fn call(function: &Signature) -> String {
    if function.parameters.is_empty() {
        return function.name.into();
    }
    let typed = |parameter: &Parameter| {
        let text = format!("{}: {}", parameter.name, parameter.accepts);
        if parameter.optional { format!("[{text}]") } else { text }
    };
    let parameters: Vec<String> = function.parameters.iter().map(typed).collect();
    format!("{}({})", function.name, parameters.join(", "))
}

const ORDER: &str = "doctrine.*.*.order.";

fn is_order(path: &str) -> bool {
    path.starts_with(ORDER)
}

fn orders(out: &mut String, fields: &[FieldDoc], actions: &[Variant]) {
    out.push_str(ORDERS);
    out.push_str("| order | meaning | keys |\n|---|---|---|\n");
    let own = fields.iter().filter_map(|field| Some((field.path.strip_prefix(ORDER)?, field)));
    for (word, _) in own.clone().filter(|(path, _)| !path.contains('.')) {
        let meaning = actions.iter().find(|action| action.name == word).map_or("", |action| &action.doc);
        let keys: Vec<String> = own
            .clone()
            .filter_map(|(path, field)| {
                let key = path.strip_prefix(word)?.strip_prefix('.')?;
                let unit = unit(field);
                let unit = if unit.is_empty() { String::new() } else { format!(" [{unit}]") };
                let doc = cell(field.doc);
                Some(format!("`{key}` ({}{unit}): {}", form(&field.form), doc.trim_end_matches('.')))
            })
            .collect();
        let _ = writeln!(out, "| `{word}` | {} | {} |", cell(meaning), keys.join("; "));
    }
    out.push('\n');
}

fn events(out: &mut String, events: &[Variant]) {
    out.push_str(EVENTS);
    let mut group = None;
    for event in events {
        if group != Some(&event.group) {
            let _ = writeln!(out, "\n**{}**\n\n| kind | meaning | fields |\n|---|---|---|", event.group);
            group = Some(&event.group);
        }
        let fields: Vec<String> = event.fields.iter().map(|field| format!("`{}`", key(field))).collect();
        let _ = writeln!(out, "| `{}` | {} | {} |", event.name, cell(&event.doc), fields.join(", "));
    }
}

#[test]
fn every_order_and_event_has_its_meaning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = reference(&root).expect("the sources are there");
    let orders = variants(&read(&root, "crates/engine/src/action.rs").expect("a source"), "Action");
    let events = variants(&read(&root, "crates/engine/src/event/mod.rs").expect("a source"), "Event");
    for variant in orders.iter().chain(&events) {
        assert!(!variant.doc.is_empty(), "{} has no comment", variant.name);
        let row = format!("| `{}` | {} | ", variant.name, cell(&variant.doc));
        assert!(text.contains(&row), "no {row}");
    }
    let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(names, powderkeg_engine::event::Kind::ALL.map(powderkeg_engine::event::Kind::name));
}
