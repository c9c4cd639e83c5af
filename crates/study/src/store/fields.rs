//! The values of a manifest, each with what is wrong with it if it is.

/// A manifest's table, read key by key.
pub struct Fields(toml::Table);

impl Fields {
    /// The table of a manifest's text.
    ///
    /// # Errors
    /// What keeps the text from being TOML.
    pub fn of(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|error: toml::de::Error| error.to_string())
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The text of a key.
    ///
    /// # Errors
    /// When there is none.
    pub fn text(&self, key: &str) -> Result<String, String> {
        let value = self.0.get(key).and_then(toml::Value::as_str);
        value.map(str::to_string).ok_or_else(|| format!("it has no text `{key}`"))
    }

    /// The text of a key that may be missing.
    ///
    /// # Errors
    /// When it is there and no text.
    pub fn text_if_any(&self, key: &str) -> Result<Option<String>, String> {
        self.0.contains_key(key).then(|| self.text(key)).transpose()
    }

    /// The texts of a key.
    ///
    /// # Errors
    /// When there is no list of them.
    pub fn texts(&self, key: &str) -> Result<Vec<String>, String> {
        let list = self.0.get(key).and_then(toml::Value::as_array);
        let list = list.and_then(|list| list.iter().map(|one| one.as_str().map(str::to_string)).collect());
        list.ok_or_else(|| format!("it has no list of texts `{key}`"))
    }

    /// The whole number of a key, 0 or more.
    ///
    /// # Errors
    /// When there is none.
    pub fn whole(&self, key: &str) -> Result<u64, String> {
        let value = self.0.get(key).and_then(toml::Value::as_integer);
        let value = value.and_then(|value| u64::try_from(value).ok());
        value.ok_or_else(|| format!("it has no whole number `{key}`"))
    }
}
