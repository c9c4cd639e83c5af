//! Pages of runs and studies.

use powderkeg_report::dossier::render::{self, Document};
use powderkeg_report::run::Run;
use powderkeg_scenario::source::SourceTree;
use powderkeg_workspace::dossier;

use super::Desk;
use crate::api::{Fault, FaultKind, WrittenPage};
use crate::documents::page::page;

/// A page as a file.
#[derive(Clone, Debug)]
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

    fn written(self) -> render::Format {
        match self {
            Self::Html => render::Format::Html,
            Self::Wikitext => render::Format::Wikitext,
            Self::Markdown => render::Format::Markdown,
        }
    }
}

impl Desk {
    /// The page of a run.
    ///
    /// # Errors
    /// If there is none, or it no longer comes out as it was.
    pub fn page_of_run(&self, named: &str) -> Result<WrittenPage, Fault> {
        let replay = self.replay(named)?;
        let played = replay.played()?;
        let command = dossier::command(line(named), &replay.recorded.manifest);
        let document = dossier::of_run(&played, &replay.recorded.found.scenario, command);
        Ok(page(&document, &Run::of(&played), named))
    }

    /// The page of a run as a file.
    ///
    /// # Errors
    /// As [`Desk::page_of_run`], or if the scenario's template cannot be followed.
    pub fn file_of_run(&self, named: &str, format: PageFormat) -> Result<PageFile, Fault> {
        let replay = self.replay(named)?;
        let played = replay.played()?;
        let command = dossier::command(line(named), &replay.recorded.manifest);
        let document = dossier::of_run(&played, &replay.recorded.found.scenario, command);
        file(named, &document, &replay.recorded.found.tree, format)
    }

    /// The page of a study.
    ///
    /// # Errors
    /// If there is none, or its typical run no longer comes out as it was.
    pub fn page_of_study(&self, id: &str) -> Result<WrittenPage, Fault> {
        let study = self.read_study(id)?;
        let summary = study.saved.summary()?;
        let row = dossier::told_row(&study, &summary, None)?;
        let document = dossier::of_study(&study, &summary, &row, None, line(id))?;
        let played = study.played(&row)?;
        Ok(page(&document, &Run::of(&played), &format!("{id}:{}", row.run)))
    }

    /// The page of a study as a file.
    ///
    /// # Errors
    /// As [`Desk::page_of_study`], or if the scenario's template cannot be followed.
    pub fn file_of_study(&self, id: &str, format: PageFormat) -> Result<PageFile, Fault> {
        let study = self.read_study(id)?;
        let summary = study.saved.summary()?;
        let row = dossier::told_row(&study, &summary, None)?;
        let document = dossier::of_study(&study, &summary, &row, None, line(id))?;
        file(id, &document, &study.found.tree, format)
    }
}

fn file(named: &str, document: &Document, tree: &SourceTree, format: PageFormat) -> Result<PageFile, Fault> {
    let text = document.render(format.written(), &dossier::templates(tree, None));
    let text = text.map_err(|fault| Fault::new(FaultKind::Mistakes, fault.to_string()))?;
    Ok(PageFile { name: named.replace(':', "-"), text })
}

/// What makes the page again, as its colophon says.
fn line(named: &str) -> String {
    match named.split_once(':') {
        Some((study, row)) => format!("powderkeg serve: run {row} of the study {study}"),
        None => format!("powderkeg serve: {named}"),
    }
}
