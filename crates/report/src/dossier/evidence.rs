//! The records that a page's sentences rest on, as the page lists them.

use std::collections::BTreeSet;

use powderkeg_engine::cause::Cause;
use serde::Serialize;
use serde_json::Value;

use super::page::{Block, Page, Sentence};
use crate::run::Run;
use crate::sentence::sentence;
use crate::{cause_text, fields};

/// A record of the run that some sentence cites.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// Its number in the log, from 1.
    pub number: usize,
    /// When: "10 April 2015, 02:10".
    pub time: String,
    /// What happened, as a sentence.
    pub text: String,
    /// Why, the main cause first.
    pub causes: Vec<Ground>,
    /// Its kind and fields as in `log.jsonl`, for templates that say it in words of their own.
    pub event: Value,
}

/// A cause of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ground {
    /// Its number in the log, if it is a record.
    pub number: Option<usize>,
    /// What it is: "because …", a place in the scenario, or a draw.
    pub text: String,
}

impl Evidence {
    /// The records that a page cites, in the order of the log. Numbers that the log does not have are left out.
    #[must_use]
    pub fn of(run: &Run, page: &Page) -> Vec<Self> {
        let cited: BTreeSet<usize> = sentences(page).flat_map(|sentence| sentence.records.clone()).collect();
        cited.into_iter().filter_map(|number| Self::record(run, number)).collect()
    }

    fn record(run: &Run, number: usize) -> Option<Self> {
        let record = run.log.records().get(number.checked_sub(1)?)?;
        let words = run.words();
        let causes = run.log.causes(record).iter().map(|&cause| Ground {
            number: match cause {
                Cause::Event(id) => run.log.position(id).map(|position| position + 1),
                Cause::Given(_) | Cause::Chance(_) | Cause::Order(_) => None,
            },
            text: cause_text::cause(run, cause),
        });
        Some(Self {
            number,
            time: format!("{}, {}", words.date(record.id.at), words.clock(record.id.at)),
            text: sentence(&words, &record.event),
            causes: causes.collect(),
            event: fields::event(run.setup, &record.event),
        })
    }
}

/// All sentences of a page, in the order in which they are read.
pub fn sentences(page: &Page) -> impl Iterator<Item = &Sentence> {
    let blocks = page.lead.iter().chain(page.sections.iter().flat_map(|section| &section.blocks));
    of_blocks(blocks)
}

/// All sentences of some blocks, in order.
pub fn of_blocks<'p>(blocks: impl Iterator<Item = &'p Block>) -> impl Iterator<Item = &'p Sentence> {
    blocks.flat_map(|block| -> Vec<&Sentence> {
        match block {
            Block::Paragraph { sentences } => sentences.iter().collect(),
            Block::List { points } => points.iter().flatten().collect(),
            Block::Hours { entries } => entries.iter().flat_map(|entry| &entry.sentences).collect(),
            Block::Table { .. } | Block::Figure { .. } => Vec::new(),
        }
    })
}
