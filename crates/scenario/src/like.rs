//! `like = "other"`: an entity takes over the keys it does not give itself.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Node, Table, Value};
use crate::gaps::Gaps;
use crate::kind::{Kind, Shape};
use crate::load::{Document, fill_missing};
use crate::source::Span;

/// The most values taken over in one scenario: many entities like a huge one would fill the memory.
const MAX_INHERITED: usize = 1_000_000;

/// Resolves every `like` of a document. Inherited nodes keep their place and are marked as inherited.
pub fn resolve(document: &mut Document, kinds: &[Kind], diagnostics: &mut Diagnostics) {
    let mut budget = MAX_INHERITED;
    let gaps = document.gaps.clone();
    for kind in kinds {
        let Some(Value::Table(table)) = document.root.entries.get_mut(kind.name).map(|node| &mut node.value)
        else {
            continue;
        };
        match kind.shape {
            Shape::Entity | Shape::Attached(_) => {
                resolve_siblings(&mut table.entries, &gaps, &mut budget, diagnostics);
            }
            Shape::Owned(_) => {
                for owner in table.entries.values_mut() {
                    if let Value::Table(options) = &mut owner.value {
                        resolve_siblings(&mut options.entries, &gaps, &mut budget, diagnostics);
                    }
                }
            }
            Shape::Single | Shape::List => {}
        }
    }
}

fn resolve_siblings(
    siblings: &mut IndexMap<String, Node>,
    gaps: &Gaps,
    budget: &mut usize,
    diagnostics: &mut Diagnostics,
) {
    let mut resolved = BTreeSet::new();
    let names: Vec<String> = siblings.keys().cloned().collect();
    for name in names {
        // From the entity up to the first that likes nobody or is resolved already; then back down.
        let mut on_chain = BTreeSet::from([name.clone()]);
        let mut chain = vec![name];
        while let Some(last) = chain.last()
            && !resolved.contains(last)
            && let Some((model, place)) = model_of(siblings, last, gaps, diagnostics)
        {
            if !on_chain.insert(model.clone()) {
                report_cycle(&chain, &model, place, diagnostics);
                break;
            }
            chain.push(model);
        }
        for pair in chain.windows(2).rev() {
            if !resolved.contains(&pair[0]) {
                inherit(siblings, &pair[0], &pair[1], budget, diagnostics);
            }
        }
        resolved.extend(chain);
    }
}

/// The sibling named by `like`, if it exists.
fn model_of(
    siblings: &IndexMap<String, Node>,
    name: &str,
    gaps: &Gaps,
    diagnostics: &mut Diagnostics,
) -> Option<(String, Span)> {
    let node = siblings.get(name)?.value.as_table()?.get("like")?;
    let Some(model) = node.value.as_text() else {
        let message = format!("`like` names another table of this kind, not {}", node.value.kind());
        let help = "write like = \"another_id\"";
        diagnostics.push(Diagnostic::error("wrong-type", message).at(node.span).help(help));
        return None;
    };
    if siblings.get(model).is_none_or(|node| node.value.as_table().is_none()) {
        if gaps.may_define(model) {
            return None;
        }
        let others = siblings.keys().map(String::as_str).filter(|&other| other != name);
        let message = format!("there is no `{model}` of this kind to be like");
        let diagnostic = Diagnostic::error("unknown-like", message).at(node.span).about(model);
        let is_shown = !diagnostics.is_full();
        diagnostics.push(if is_shown { diagnostic.did_you_mean(model, others) } else { diagnostic });
        return None;
    }
    Some((model.to_string(), node.span))
}

fn report_cycle(chain: &[String], model: &str, place: Span, diagnostics: &mut Diagnostics) {
    let start = chain.iter().position(|name| name == model).unwrap_or(0);
    let circle = chain[start..].join("` is like `");
    let message = format!("a circle of `like`: `{circle}` is like `{model}`");
    diagnostics
        .push(Diagnostic::error("like-cycle", message).at(place).help("write the keys out in one of them"));
}

fn inherit(
    siblings: &mut IndexMap<String, Node>,
    name: &str,
    model: &str,
    budget: &mut usize,
    diagnostics: &mut Diagnostics,
) {
    let Some(from) = siblings.get(model).and_then(|node| node.value.as_table()) else { return };
    if !spend(from, budget) {
        let place = siblings.get(name).map(|node| node.key_span);
        let message = format!("more than {MAX_INHERITED} values are taken over by `like`");
        let diagnostic = Diagnostic::error("too-large", message);
        diagnostics.push(place.map_or(diagnostic.clone(), |span| diagnostic.at(span)));
        return;
    }
    let mut inherited = from.clone();
    mark(&mut inherited);
    if let Some(Value::Table(own)) = siblings.get_mut(name).map(|node| &mut node.value) {
        fill_missing(own, inherited);
    }
}

/// Takes a table's number of values from the budget; false once it is spent.
fn spend(table: &Table, budget: &mut usize) -> bool {
    table.entries.values().all(|node| spend_node(node, budget))
}

fn spend_node(node: &Node, budget: &mut usize) -> bool {
    let Some(rest) = budget.checked_sub(1) else { return false };
    *budget = rest;
    match &node.value {
        Value::Table(table) => spend(table, budget),
        Value::Array(items) => items.iter().all(|item| spend_node(item, budget)),
        Value::Text(_) | Value::Integer(_) | Value::Float(_) | Value::Bool(_) | Value::Date(_) => true,
    }
}

fn mark(table: &mut Table) {
    for node in table.entries.values_mut() {
        node.inherited = true;
        if let Value::Table(inner) = &mut node.value {
            mark(inner);
        }
    }
}
