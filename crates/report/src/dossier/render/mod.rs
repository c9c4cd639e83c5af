//! A page written in a format that people or programs read.
//!
//! Each format but JSON is a template, which a scenario can replace: see [`Templates`]. Whatever a template prints is
//! escaped as its format needs it, so a name in a scenario is text and never markup.

mod escape;
mod templates;
mod view;

use std::fmt;

use serde::Serialize;

use super::evidence::Evidence;
use super::page::Page;
pub use templates::{Own, Templates};

/// A page with what it takes to render it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// The page.
    #[serde(flatten)]
    pub page: Page,
    /// The records that its sentences cite, in the order of the log.
    pub events: Vec<Evidence>,
}

/// What a page can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One self-contained HTML file.
    Html,
    /// Wikitext as MediaWiki reads it.
    Wikitext,
    /// Markdown as GitHub reads it.
    Markdown,
    /// The page itself, for programs.
    Json,
}

impl Format {
    /// Its name, and the end of its template's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Wikitext => "wikitext",
            Self::Markdown => "markdown",
            Self::Json => "json",
        }
    }

    /// The template that a page of this format begins with.
    #[must_use]
    pub fn template(self) -> String {
        format!("page.{}.jinja", self.name())
    }
}

/// Why a template could not be rendered: which file, which line, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault(pub String);

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Document {
    /// Writes the page in a format.
    ///
    /// # Errors
    /// If a template has a mistake, or there is none for the language that is asked for. Those of the program have
    /// none, whatever the page says.
    pub fn render(&self, format: Format, templates: &Templates) -> Result<String, TemplateFault> {
        match format {
            Format::Json => serde_json::to_string_pretty(self)
                .map(|text| text + "\n")
                .map_err(|error| TemplateFault(format!("the page cannot be written as JSON: {error}"))),
            Format::Html | Format::Wikitext | Format::Markdown => templates.render(format, self),
        }
    }
}
