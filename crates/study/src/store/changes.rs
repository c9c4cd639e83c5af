//! What is changed about a scenario, as manifests keep it.

use std::fmt;

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
    /// The moment of another run from which the runs go on: `forbid` and `orders` come after it.
    pub from: Option<From>,
}

/// A moment of a run, with what it takes to come to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct From {
    /// As it was named: `DIR@TIME`.
    pub named: String,
    /// The run's seed.
    pub seed: u64,
    /// The last minute that is the run's.
    pub minute: u32,
    /// What was forbidden in it.
    pub forbid: Vec<String>,
    /// What was ordered in it.
    pub orders: Vec<String>,
}

impl Changes {
    /// The keys of a manifest that hold them.
    pub const KEYS: [&'static str; 8] =
        ["set", "forbid", "do", "from", "from_seed", "from_minute", "from_forbid", "from_do"];

    /// The lines of a manifest. `do` and `from` are left out where there is none: manifests without them are older.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let texts = |list: &[String]| list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
        let orders =
            if self.orders.is_empty() { String::new() } else { format!("do = [{}]\n", texts(&self.orders)) };
        let from = self.from.as_ref().map_or_else(String::new, |from| {
            format!(
                "from = {}\nfrom_seed = {}\nfrom_minute = {}\nfrom_forbid = [{}]\nfrom_do = [{}]\n",
                quoted(&from.named),
                from.seed,
                from.minute,
                texts(&from.forbid),
                texts(&from.orders),
            )
        });
        format!("set = [{}]\nforbid = [{}]\n{orders}{from}", texts(&self.set), texts(&self.forbid))
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
            from: fields.text_if_any("from")?.map(|named| From::of(named, fields)).transpose()?,
        })
    }

    /// As they are typed, each with a space before it.
    #[must_use]
    pub fn typed(&self) -> String {
        // What is set is the past run's, where there is one.
        let set = self.set.iter().filter(|_| self.from.is_none()).map(|set| format!(" --set '{set}'"));
        let from = self.from.iter().map(|from| format!(" --from {}", from.named));
        let forbid = self.forbid.iter().map(|forbid| format!(" --forbid {forbid}"));
        let orders = self.orders.iter().map(|order| format!(" --do '{order}'"));
        set.chain(from).chain(forbid).chain(orders).collect()
    }

    /// The lists with their titles, for people; those that are not empty.
    pub fn titled(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        let from = self.from.as_ref().map_or(&[][..], |from| std::slice::from_ref(&from.named));
        let lists =
            [("Set", &self.set[..]), ("From", from), ("Forbidden", &self.forbid), ("Done", &self.orders)];
        lists.into_iter().filter(|(_, list)| !list.is_empty())
    }
}

/// All that tells it from others: `old@2031-02-01 (seed 1, minute 132480)`.
impl fmt::Display for From {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { named, seed, minute, forbid, orders } = self;
        write!(f, "{named} (seed {seed}, minute {minute}")?;
        forbid.iter().try_for_each(|forbid| write!(f, ", forbid {forbid}"))?;
        orders.iter().try_for_each(|order| write!(f, ", do {order}"))?;
        f.write_str(")")
    }
}

impl From {
    fn of(named: String, fields: &Fields) -> Result<Self, String> {
        let minute = fields.whole("from_minute")?;
        let minute = u32::try_from(minute).map_err(|_| format!("its `from_minute` is {minute}"))?;
        let (seed, forbid) = (fields.whole("from_seed")?, fields.texts("from_forbid")?);
        Ok(Self { named, seed, minute, forbid, orders: fields.texts("from_do")? })
    }
}
