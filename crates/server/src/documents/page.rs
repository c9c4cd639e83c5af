//! The finished page of a run or a study.

use powderkeg_report::dossier::evidence::Evidence;
use powderkeg_report::dossier::page::{self, Block};
use powderkeg_report::dossier::render::Document;
use powderkeg_report::figure::Figure;
use powderkeg_report::infobox::{Fact, Infobox};
use powderkeg_report::run::Run;

use super::party;
use crate::api::{
    Citation, PageBlock, PageEntry, PageFigure, PageGroup, PageInfobox, PageSection, PageSentence, PageSide,
    Table, WrittenPage,
};

/// A page with the records that it cites. `named` is the run that it tells, as addresses have it: of a study, a typical one.
#[must_use]
pub fn page(document: &Document, run: &Run, named: &str) -> WrittenPage {
    let Document { page, events } = document;
    WrittenPage {
        run: named.to_string(),
        starts: party::starts(run.setup.starts),
        title: page.title.clone(),
        infobox: infobox(&page.infobox),
        lead: page.lead.iter().map(block).collect(),
        sections: page.sections.iter().map(section).collect(),
        sources: page.sources.iter().map(|source| source.text.clone()).collect(),
        colophon: page.colophon.clone(),
        events: events.iter().filter_map(|event| citation(event, run)).collect(),
    }
}

fn infobox(infobox: &Infobox) -> PageInfobox {
    let fact = |fact: Fact| (fact.label.to_string(), fact.text);
    let groups = infobox.groups();
    let columns = infobox.sides.iter().zip(infobox.colours()).enumerate();
    let side = |(column, (side, colour)): (usize, (&powderkeg_report::infobox::SideColumn, u8))| {
        let lines = groups.iter().map(|group| PageGroup {
            heading: group.heading.to_string(),
            lines: group.columns.get(column).cloned().unwrap_or_default(),
        });
        PageSide { title: side.title.clone(), colour, groups: lines.collect() }
    };
    PageInfobox {
        facts: infobox.facts().into_iter().map(fact).collect(),
        sides: columns.map(side).collect(),
        below: infobox.below().map(fact),
    }
}

fn section(section: &page::Section) -> PageSection {
    PageSection {
        anchor: section.anchor.clone(),
        heading: section.heading.clone(),
        blocks: section.blocks.iter().map(block).collect(),
    }
}

fn block(block: &Block) -> PageBlock {
    match block {
        Block::Paragraph { sentences: list } => PageBlock::Paragraph { sentences: sentences(list) },
        Block::List { points } => {
            PageBlock::List { points: points.iter().map(|point| sentences(point)).collect() }
        }
        Block::Hours { entries } => {
            let entry = |entry: &page::Entry| PageEntry {
                time: entry.time.clone(),
                sentences: sentences(&entry.sentences),
            };
            PageBlock::Hours { entries: entries.iter().map(entry).collect() }
        }
        Block::Table { table } => PageBlock::Table {
            table: Table {
                caption: table.caption.clone(),
                head: table.head.clone(),
                rows: table.rows.clone(),
            },
        },
        Block::Figure { figure: drawing } => PageBlock::Figure { figure: figure(drawing) },
    }
}

fn sentences(sentences: &[page::Sentence]) -> Vec<PageSentence> {
    let one = |sentence: &page::Sentence| {
        let mut records = sentence.records.clone();
        records.sort_unstable();
        records.dedup();
        PageSentence { text: sentence.text.clone(), records, sources: sentence.sources.clone() }
    };
    sentences.iter().map(one).collect()
}

fn figure(figure: &Figure) -> PageFigure {
    PageFigure {
        anchor: figure.anchor.clone(),
        svg: figure.svg.clone(),
        caption: figure.caption.clone(),
        alt: figure.alt.clone(),
    }
}

/// `None` for a record that the run does not have.
fn citation(event: &Evidence, run: &Run) -> Option<Citation> {
    let record = run.log.records().get(event.number.checked_sub(1)?)?;
    Some(Citation {
        number: event.number,
        at: record.id.at.0,
        text: event.text.clone(),
        causes: event.causes.iter().map(|ground| ground.text.clone()).collect(),
    })
}
