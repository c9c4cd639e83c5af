//! Which keys a table must have, which it has too many, and what is said of both at its end.

use super::{COMMON, Fields, field};
use crate::diagnostic::{Diagnostic, suggest};
use crate::document::{Node, Table, Value};
use crate::reader::{FieldDoc, FieldForm};
use crate::source::Span;

impl<'d> Fields<'_, 'd> {
    pub(super) fn need(&mut self, key: &'static str, form: FieldForm, doc: &'static str) -> Option<&'d Node> {
        self.ask(field(key, form, doc, true))
    }

    pub(super) fn may(&mut self, key: &'static str, form: FieldForm, doc: &'static str) -> Option<&'d Node> {
        self.ask(field(key, form, doc, false))
    }

    /// Notes that a key can be read and returns what is under it; reports it missing if it is required.
    pub(super) fn ask(&mut self, doc: FieldDoc) -> Option<&'d Node> {
        let (key, required) = (doc.path.clone(), doc.required);
        let meaning = doc.doc;
        self.record(doc);
        let node = self.get(&key);
        if node.is_none() && required && self.may_lack() {
            self.missing.push((key, meaning));
        }
        node
    }

    /// A table that lacks several keys is one mistake: it isn't finished.
    fn report_missing(&mut self) {
        let missing = std::mem::take(&mut self.missing);
        let names: Vec<_> = missing.iter().map(|(key, _)| format!("`{key}`")).collect();
        let list = match &names[..] {
            [] => return,
            [name] => name.clone(),
            [names @ .., last] => format!("{} and {last}", names.join(", ")),
        };
        let meanings: Vec<_> = missing.iter().map(|(key, meaning)| format!("{key}: {meaning}")).collect();
        let message = format!("[{}] lacks {list}", self.path);
        let diagnostic = Diagnostic::error("missing-key", message).help(meanings.join(" "));
        let diagnostic = self.span().map_or(diagnostic.clone(), |span| diagnostic.at(span));
        self.reader.report(diagnostic);
    }

    /// Whether an absent key is missing: not if the table itself is absent, its file is incomplete or its `like`
    /// could not be followed, all of which has been reported.
    pub(super) fn may_lack(&self) -> bool {
        self.table.is_some_and(|table| table.get("like").is_none())
            && !self.inherited
            && !self.reader.may_complete(&self.path)
    }

    /// Whether every key was asked for, and none is missing. To be asked last.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.strangers().next().is_none() && self.missing.is_empty() && !self.reader.may_complete(&self.path)
    }

    /// The keys that were not asked for. An inherited mistake is reported where it was written.
    fn strangers(&self) -> impl Iterator<Item = (&'d str, &'d Node)> {
        let own = self.table.filter(|_| !self.inherited);
        let entries = own.into_iter().flat_map(|table| &table.entries);
        let is_strange = |key: &str| !self.known.contains(key) && !COMMON.contains(&key);
        entries
            .filter(move |(key, node)| is_strange(key) && !node.inherited)
            .map(|(key, node)| (key.as_str(), node))
    }

    /// Reports every key that was not asked for, and every one that is missing: one that was only mistyped is one
    /// mistake. The reader calls it after each reader function.
    pub(crate) fn finish(mut self) {
        let Some(table) = self.table else { return };
        let strangers: Vec<_> = self.strangers().collect();
        let is_only = strangers.len() == 1;
        for (key, node) in strangers {
            let path = format!("{}.{key}", self.path);
            if self.reader.is_override(node.key_span) {
                self.reader.note_unknown_override(path, node.key_span);
                continue;
            }
            let missing = self.missing.iter().map(|(missing, _)| missing.as_str());
            let known = self.known.iter().map(String::as_str).chain(COMMON);
            let meant = suggest(key, missing.chain(known)).map(String::from);
            // One key too many and one too few are the same mistake, whatever they are called.
            let lacking =
                self.missing.first().filter(|_| is_only && self.missing.len() == 1 && meant.is_none());
            let help = lacking
                .map(|(lacking, meaning)| format!("did you mean `{lacking}`, which is missing? {meaning}"));
            let meant = meant.or_else(|| lacking.map(|(lacking, _)| lacking.clone()));
            let help = help.unwrap_or_else(|| match &meant {
                Some(similar) => format!("did you mean `{similar}`?"),
                None if self.known.is_empty() => "no key can be given here".to_string(),
                None => format!(
                    "known keys: {}",
                    self.known.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
                ),
            });
            // What another table would have given isn't missing, if the way to it is mistyped.
            let is_like = meant.as_deref() == Some("like");
            self.missing.retain(|(missing, _)| !is_like && Some(missing) != meant.as_ref());
            let message = format!("[{}] has no key `{key}`", self.path);
            self.reader.report(Diagnostic::error("unknown-key", message).at(node.key_span).help(help));
        }
        self.report_missing();
        if self.inherited {
            return;
        }
        for (key, span) in self.unknown_notes(table) {
            let message = format!("`source` speaks of `{key}`, which is no key of [{}]", self.path);
            let diagnostic = Diagnostic::error("unknown-key", message).at(span);
            self.reader.report(diagnostic.did_you_mean(&key, self.known.iter().map(String::as_str)));
        }
    }

    fn unknown_notes(&self, table: &Table) -> Vec<(String, Span)> {
        let Some(node) = table.get("source").filter(|node| !node.inherited) else { return Vec::new() };
        let Value::Table(notes) = &node.value else { return Vec::new() };
        let first = |key: &str| key.split('.').next().unwrap_or(key).to_string();
        let unknown =
            notes.entries.iter().filter(|(key, _)| *key != "*" && !self.known.contains(&first(key)));
        unknown.map(|(key, node)| (key.clone(), node.key_span)).collect()
    }
}
