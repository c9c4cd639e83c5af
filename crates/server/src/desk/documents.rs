//! interim
use super::Desk;
use crate::api::*;

/// A page as a file.
#[derive(Debug)]
pub struct PageFile {
    /// Its name, without its end.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// What a page can be written in, to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFormat {
    /// One self-contained file.
    Html,
    /// As MediaWiki reads it.
    Wikitext,
    /// As GitHub reads it.
    Markdown,
}

impl PageFormat {
    const ALL: [Self; 3] = [Self::Html, Self::Wikitext, Self::Markdown];

    /// The end of its files' names.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Wikitext => "wikitext",
            Self::Markdown => "md",
        }
    }

    /// That whose files end so.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// What browsers call it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Wikitext => "text/x-wiki; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }
}
fn later<T>() -> Result<T, Fault> {
    Err(Fault::new(FaultKind::Internal, "to come"))
}
#[allow(missing_docs, clippy::missing_errors_doc)]
impl Desk {
    pub fn scenarios(&self) -> Result<Vec<ScenarioEntry>, Fault> {
        later()
    }
    pub fn scenario(&self, _: &str) -> Result<ScenarioView, Fault> {
        later()
    }
    pub fn check(&self, _: &str, _: &Changes) -> Result<Checked, Fault> {
        later()
    }
    pub fn sets(&self, _: &str) -> Result<Vec<OverrideSet>, Fault> {
        later()
    }
    pub fn put_set(&self, _: &str, _: &str, _: &NewSet) -> Result<OverrideSet, Fault> {
        later()
    }
    pub fn remove_set(&self, _: &str, _: &str, _: &str) -> Result<OverrideSet, Fault> {
        later()
    }
    pub fn runs(&self) -> Result<Vec<RunEntry>, Fault> {
        later()
    }
    pub fn make_run(&self, _: &RunAsked) -> Result<RunEntry, Fault> {
        later()
    }
    pub fn story(&self, _: &str) -> Result<Story, Fault> {
        later()
    }
    pub fn why(&self, _: &str, _: &str, _: Option<usize>) -> Result<CauseGraph, Fault> {
        later()
    }
    pub fn page_of_run(&self, _: &str) -> Result<WrittenPage, Fault> {
        later()
    }
    pub fn page_of_study(&self, _: &str) -> Result<WrittenPage, Fault> {
        later()
    }
    pub fn file_of_run(&self, _: &str, _: PageFormat) -> Result<PageFile, Fault> {
        later()
    }
    pub fn file_of_study(&self, _: &str, _: PageFormat) -> Result<PageFile, Fault> {
        later()
    }
    pub fn studies(&self) -> Result<Vec<StudyEntry>, Fault> {
        later()
    }
    pub fn study(&self, _: &str) -> Result<StudyView, Fault> {
        later()
    }
    pub fn select(&self, _: &str, _: &SelectionAsked) -> Result<Selected, Fault> {
        later()
    }
}
