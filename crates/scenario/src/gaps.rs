//! What of a scenario could not be read. Of what may have been written there, nothing is said: it would follow from a
//! mistake that is reported already.

use std::collections::BTreeSet;

/// What could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Whether anything may be missing: a whole file was not read, or it is not known what the scenario uses.
    anything: bool,
    /// Dotted headers of tables that were not read, or not whole.
    tables: BTreeSet<String>,
    /// Names that were given to something that was not read.
    names: BTreeSet<String>,
}

impl Gaps {
    /// Whether everything was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.anything && self.names.is_empty() && self.tables.is_empty()
    }

    /// A file was not read.
    pub fn add_file(&mut self) {
        self.anything = true;
    }

    /// A table was not read, or not whole: `party.russia`. Whatever its header names may be defined in it.
    pub fn add_table(&mut self, header: &str) {
        // What [scenario] would use is not known then.
        self.anything |= header == "scenario" || header.is_empty();
        self.names.extend(header.split('.').skip(1).map(String::from));
        self.tables.insert(header.to_owned());
    }

    /// Something of this name was not read.
    pub fn add_name(&mut self, name: &str) {
        self.names.insert(name.to_owned());
    }

    /// Adds the gaps of another text.
    pub fn extend(&mut self, other: Self) {
        self.anything |= other.anything;
        self.tables.extend(other.tables);
        self.names.extend(other.names);
    }

    /// Whether something of this name may have been defined.
    #[must_use]
    pub fn may_define(&self, name: &str) -> bool {
        self.anything || self.names.contains(name)
    }

    /// Whether the table at a path may have had more keys than were read.
    #[must_use]
    pub fn may_complete(&self, path: &str) -> bool {
        let within = |outer: &str, inner: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.anything || self.tables.iter().any(|table| within(table, path) || within(path, table))
    }
}
