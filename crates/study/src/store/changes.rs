//! What is changed about a scenario, as manifests keep it.

use super::fields::Fields;
use super::manifest::quoted;

/// What is changed about a scenario: texts as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// `PATH=VALUE` for each override, the last one winning.
    pub set: Vec<String>,
    /// `PARTY.OPTION` for each option that is never taken.
    pub forbid: Vec<String>,
    /// `DATE PARTY.OPTION` for each option that is taken at a moment.
    pub orders: Vec<String>,
}

impl Changes {
    /// The keys of a manifest that hold them.
    pub const KEYS: [&'static str; 3] = ["set", "forbid", "do"];

    /// The lines of a manifest. `do` is left out where there is none: manifests without it are older than it.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let texts = |list: &[String]| list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
        let orders =
            if self.orders.is_empty() { String::new() } else { format!("do = [{}]\n", texts(&self.orders)) };
        format!("set = [{}]\nforbid = [{}]\n{orders}", texts(&self.set), texts(&self.forbid))
    }

    /// Reads them from a manifest.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(fields: &Fields) -> Result<Self, String> {
        let has_orders = fields.keys().any(|key| key == "do");
        Ok(Self {
            set: fields.texts("set")?,
            forbid: fields.texts("forbid")?,
            orders: if has_orders { fields.texts("do")? } else { Vec::new() },
        })
    }

    /// As they are typed, each with a space before it.
    #[must_use]
    pub fn typed(&self) -> String {
        let set = self.set.iter().map(|set| format!(" --set '{set}'"));
        let forbid = self.forbid.iter().map(|forbid| format!(" --forbid {forbid}"));
        let orders = self.orders.iter().map(|order| format!(" --do '{order}'"));
        set.chain(forbid).chain(orders).collect()
    }

    /// The lists with their titles, for people; those that are not empty.
    pub fn titled(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        let lists = [("Set", &self.set), ("Forbidden", &self.forbid), ("Done", &self.orders)];
        lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(title, list)| (title, &list[..]))
    }
}
