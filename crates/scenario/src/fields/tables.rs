//! Tables inside a table.

use powderkeg_engine::parameter::Num;

use super::{COMMON, Fields, field, number_field};
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::kind::RefKind;
use crate::number::Spec;
use crate::reader::FieldForm;
use crate::registry::Ref;

impl<'d> Fields<'_, 'd> {
    /// A table that must be given.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        doc: &'static str,
        read: impl FnOnce(&mut Fields<'_, 'd>) -> T,
    ) -> T {
        let node = self.need(key, FieldForm::Table, doc);
        self.read_inner(key, key, node, read)
    }

    /// A table that may be given.
    pub fn optional_table<T>(
        &mut self,
        key: &'static str,
        doc: &'static str,
        read: impl FnOnce(&mut Fields<'_, 'd>) -> T,
    ) -> Option<T> {
        let node = self.may(key, FieldForm::Table, doc);
        (node.is_some() || self.is_describing()).then(|| self.read_inner(key, key, node, read))
    }

    /// A list of tables; empty if not given.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        doc: &'static str,
        mut read: impl FnMut(&mut Fields<'_, 'd>) -> T,
    ) -> Vec<T> {
        let items = self.list(key, FieldForm::Table, doc);
        if self.is_describing() {
            return vec![self.read_inner(key, &format!("{key}[]"), None, read)];
        }
        let numbered = items.into_iter().enumerate();
        numbered
            .map(|(index, item)| self.read_inner(key, &format!("{key}.{index}"), Some(item), &mut read))
            .collect()
    }

    /// A table with exactly one key, out of a closed set, and a table under it:
    /// `order = { airlift = { force = "vdv" } }`. `read` is told the key; when describing, each key in turn.
    /// `None` after a mistake.
    pub fn variant<T>(
        &mut self,
        key: &'static str,
        words: &[&'static str],
        doc: &'static str,
        read: impl FnMut(&'static str, &mut Fields<'_, 'd>) -> T,
    ) -> Option<T> {
        let node = self.need(key, FieldForm::Table, doc);
        self.variant_of(key, node, words, read)
    }

    /// The same, where it may be left out.
    pub fn optional_variant<T>(
        &mut self,
        key: &'static str,
        words: &[&'static str],
        doc: &'static str,
        read: impl FnMut(&'static str, &mut Fields<'_, 'd>) -> T,
    ) -> Option<T> {
        let node = self.may(key, FieldForm::Table, doc);
        self.variant_of(key, node, words, read)
    }

    fn variant_of<T>(
        &mut self,
        key: &'static str,
        node: Option<&'d Node>,
        words: &[&'static str],
        mut read: impl FnMut(&'static str, &mut Fields<'_, 'd>) -> T,
    ) -> Option<T> {
        if node.is_none() && !self.is_describing() {
            return None;
        }
        self.read_inner(key, key, node, |inner| {
            if inner.is_describing() {
                let mut last = None;
                for word in words {
                    last = inner.optional_table(word, "", |fields| read(word, fields));
                }
                return last;
            }
            let given: Vec<_> = words.iter().filter(|word| inner.has(word)).collect();
            inner.known.extend(words.iter().map(ToString::to_string));
            match given[..] {
                [word] => inner.optional_table(word, "", |fields| read(word, fields)),
                [] if inner.table.is_some_and(|table| !table.entries.is_empty()) => None,
                _ => {
                    let message = format!("`{key}` needs exactly one of its keys, {} given", given.len());
                    let help = format!("choose one of {}", words.join(", "));
                    let diagnostic = Diagnostic::error("not-one", message).help(help);
                    let diagnostic = inner.span().map_or(diagnostic.clone(), |span| diagnostic.at(span));
                    inner.report(diagnostic);
                    None
                }
            }
        })
    }

    /// Every key not asked for so far is an id, with a number: `rests_on = { early_warning = 0.5 }`.
    pub fn rest_numbers_by_id(&mut self, kinds: RefKind, spec: &Spec) -> Vec<(Ref, Num)> {
        self.record(number_field("*", spec, false));
        let mut numbers = Vec::new();
        for (name, node) in self.take_rest() {
            if let Some(found) = self.find(name, kinds, node.key_span) {
                numbers.push((found, self.add_number(name, Some(node), spec)));
            }
        }
        numbers
    }

    /// Every key not asked for so far is a new name, with a number: `let = { patience = 3 }`.
    pub fn rest_numbers_by_name(&mut self, spec: &Spec) -> Vec<(String, Num)> {
        self.record(number_field("*", spec, false));
        let mut numbers = Vec::new();
        for (name, node) in self.take_rest() {
            self.check_name(name, node);
            numbers.push((name.to_string(), self.add_number(name, Some(node), spec)));
        }
        numbers
    }

    /// Every key not asked for so far is an id, with a table: `[producer.kazakhstan] oil = { … }`.
    pub fn rest_tables_by_id<T>(
        &mut self,
        kinds: RefKind,
        doc: &'static str,
        mut read: impl FnMut(Ref, &mut Fields<'_, 'd>) -> T,
    ) -> Vec<T> {
        self.record(field("*", FieldForm::Table, doc, false));
        if self.is_describing() {
            return vec![self.read_inner("*", "*", None, |fields| read(Ref::placeholder(), fields))];
        }
        let mut results = Vec::new();
        for (name, node) in self.take_rest() {
            if let Some(found) = self.find(name, kinds, node.key_span) {
                results.push(self.read_inner(name, name, Some(node), |fields| read(found, fields)));
            }
        }
        results
    }

    /// Every key not asked for so far is a new name, with a table: `[calendar] cosmonautics_day = { … }`.
    pub fn rest_tables_by_name<T>(
        &mut self,
        doc: &'static str,
        mut read: impl FnMut(&str, &mut Fields<'_, 'd>) -> T,
    ) -> Vec<T> {
        self.record(field("*", FieldForm::Table, doc, false));
        if self.is_describing() {
            return vec![self.read_inner("*", "*", None, |fields| read("*", fields))];
        }
        let mut results = Vec::new();
        for (name, node) in self.take_rest() {
            self.check_name(name, node);
            results.push(self.read_inner(name, name, Some(node), |fields| read(name, fields)));
        }
        results
    }

    /// The keys that were neither asked for nor belong to every table.
    pub(super) fn take_rest(&mut self) -> Vec<(&'d str, &'d Node)> {
        let Some(table) = self.table else { return Vec::new() };
        let is_rest = |key: &str| !COMMON.contains(&key) && !self.known.contains(key);
        let entries = table.entries.iter().map(|(key, node)| (key.as_str(), node));
        let rest: Vec<_> = entries.filter(|(key, _)| is_rest(key)).collect();
        self.known.extend(rest.iter().map(|(key, _)| (*key).to_string()));
        rest
    }

    pub(super) fn read_inner<T>(
        &mut self,
        key: &str,
        name: &str,
        node: Option<&'d Node>,
        read: impl FnOnce(&mut Fields<'_, 'd>) -> T,
    ) -> T {
        let inherited = self.inherited || node.is_some_and(|node| node.inherited);
        let (path, notes, page) =
            (format!("{}.{name}", self.path), self.notes.within(key), self.page.clone());
        let mut inner = Fields::inner(self.reader, path, node, notes, page, inherited);
        let result = read(&mut inner);
        inner.finish();
        result
    }
}
