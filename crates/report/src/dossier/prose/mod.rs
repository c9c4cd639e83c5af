//! What the page says of a run, and of a study.
//!
//! [`led`] finds what the incident hangs on, [`stories`] puts records together that are one story, [`tell`] makes
//! connected sentences of stories. Each section of the page has a file of its own. Every sentence carries its records.

mod after;
mod background;
mod colophon;
mod decision;
mod fights;
mod grounds;
mod hours;
mod lead;
pub(crate) mod led;
mod pen;
mod phase;
mod stories;
mod study;
mod tell;
mod trust;

pub use self::colophon::Command;
pub use self::grounds::{Assumptions, Check, Grounds, Miss, Odds, ScenarioSource};
pub use self::study::{Studied, Tried, Typical};

use crate::dossier::evidence;
use crate::dossier::page::{Page, Section, Source};
use crate::infobox::Infobox;
use crate::run::Run;
use phase::Phase;
use std::collections::BTreeSet;

/// The page of one run.
#[must_use]
pub fn of_run(run: &Run, grounds: &Grounds) -> Page {
    page(run, None, grounds)
}

/// The page of a study: the run that is told, and what the others say of it.
#[must_use]
pub fn of_study(run: &Run, studied: &Studied, grounds: &Grounds) -> Page {
    page(run, Some(studied), grounds)
}

/// Places of the records that some sections tell of.
fn told(sections: &[Section]) -> BTreeSet<usize> {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    evidence::of_blocks(blocks).flat_map(|sentence| &sentence.records).map(|number| number - 1).collect()
}

fn page(run: &Run, studied: Option<&Studied>, grounds: &Grounds) -> Page {
    let phase = Phase::of(run);
    let mut sections = Vec::new();
    sections.extend(background::section(run, &phase, grounds));
    sections.extend(hours::section(run, &phase));
    let told = told(&sections);
    sections.extend(after::section(run, &phase, told));
    if let Some(studied) = studied {
        sections.extend(study::sections(run, studied));
    }
    sections.push(trust::section(run, &phase, grounds, studied.is_some()));
    sections.retain(|section: &Section| !section.blocks.is_empty());
    Page {
        title: run.setup.title.clone(),
        infobox: Infobox::of(run),
        lead: lead::blocks(run, &phase),
        sections,
        sources: grounds.sources.iter().map(|source| Source { text: source.text.clone() }).collect(),
        categories: colophon::categories(run),
        colophon: colophon::lines(run, grounds),
    }
}
