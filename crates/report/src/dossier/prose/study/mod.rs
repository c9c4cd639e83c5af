//! What the page says of a study: how else it could have ended, what was necessary, what would have changed it.

mod changed;
mod ended;
mod necessary;
mod typical;

use powderkeg_study::butfor::ButFor;
use powderkeg_study::levers::Effect;
use powderkeg_study::plan::Plan;
use powderkeg_study::row::{Columns, Row};
use powderkeg_study::summary::Summary;

pub use self::typical::Typical;
use super::pen::{figured, finished};
use crate::dossier::page::{Block, Section, Sentence};
use crate::run::Run;
use crate::words::count;

/// A study, and what else was asked of the same scenario.
#[derive(Clone, Copy)]
pub struct Studied<'a> {
    /// What its rows tell.
    pub columns: &'a Columns,
    /// Its figures.
    pub summary: &'a Summary,
    /// Which runs it made.
    pub plan: &'a Plan,
    /// The row of the run that is told: see [`Typical`].
    pub row: &'a Row,
    /// What the incident would not have happened without, over how many runs; `None` if nobody asked.
    pub but_for: Option<(&'a ButFor, u32)>,
    /// What the parties could have done about the incident; `None` if nobody asked.
    pub levers: Option<Tried<'a>>,
}

/// Acts that were tried.
#[derive(Clone, Copy)]
pub struct Tried<'a> {
    /// What each did to whether the incident comes about.
    pub effects: &'a [Effect],
    /// In how many pairs of runs each was tried.
    pub pairs: u32,
    /// The uncertain numbers, as [`powderkeg_study::row::Case::uncertain`] gives them.
    pub uncertain: &'a [usize],
}

/// The sections of a study.
pub(super) fn sections(run: &Run, studied: &Studied) -> Vec<Section> {
    let mut how = ended::blocks(run, studied);
    how.extend(necessary::blocks(run, studied));
    let changed = changed::blocks(run, studied);
    let mut sections = vec![Section {
        anchor: "otherwise".into(),
        heading: "How else it could have ended".into(),
        blocks: how,
    }];
    if !changed.is_empty() {
        sections.push(Section {
            anchor: "changed".into(),
            heading: "What would have changed it".into(),
            blocks: changed,
        });
    }
    sections
}

/// Which run of the study is told, and why it.
pub(super) fn told(run: &Run, studied: &Studied) -> Sentence {
    let runs = format!("one of {} runs", count(studied.summary.runs));
    let (number, seed) = (count(studied.row.run), studied.row.seed.to_string());
    let result = run.result.unwrap_or("none of the scenario's results");
    let nearest = if studied.row.incident.is_some() {
        ", and of those so ending the first whose incident lies nearest the median date"
    } else {
        ", the first so ending"
    };
    let text = format!(
        "this page tells {runs}, number {number} with seed {seed}: it ends as runs most often do, with “{result}”{nearest}"
    );
    Sentence {
        text: finished(&text),
        figures: vec![runs, number, seed, result.to_string()],
        ..Sentence::default()
    }
}

/// A paragraph about the study.
fn paragraph(sentences: Vec<Sentence>) -> Block {
    Block::Paragraph { sentences }
}

/// A sentence with all the numbers that stand in it.
fn stated(text: &str, figures: &[&str]) -> Sentence {
    figured(text, figures.iter().map(|figure| (*figure).to_string()).collect())
}
