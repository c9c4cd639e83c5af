//! What templates are given: the page with everything resolved that they would have to look up.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::Document;
use crate::dossier::evidence::{self, Ground};
use crate::dossier::page::{Block, Entry, Sentence, Table};
use crate::figure::Figure;
use crate::infobox::{Fact, Group, Infobox};

/// What a template can print.
#[derive(Serialize)]
pub(super) struct View<'a> {
    /// The language's tag: "en".
    language: &'a str,
    /// The program and its version.
    generator: &'static str,
    title: &'a str,
    infobox: InfoboxView<'a>,
    lead: Vec<BlockView<'a>>,
    sections: Vec<SectionView<'a>>,
    sources: Vec<SourceView<'a>>,
    categories: &'a [String],
    colophon: &'a [String],
    /// The records that sentences cite.
    events: Vec<Value>,
}

#[derive(Serialize)]
struct InfoboxView<'a> {
    #[serde(flatten)]
    infobox: &'a Infobox,
    facts: Vec<Fact>,
    below: Option<Fact>,
    /// The heads of the columns.
    columns: Vec<Column<'a>>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Column<'a> {
    title: &'a str,
    /// Which of the colours `--side-1` to `--side-3` is its own.
    colour: u8,
}

#[derive(Serialize)]
struct SectionView<'a> {
    anchor: &'a str,
    heading: &'a str,
    blocks: Vec<BlockView<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum BlockView<'a> {
    Paragraph { sentences: Vec<SentenceView<'a>> },
    List { points: Vec<Vec<SentenceView<'a>>> },
    Hours { days: Vec<DayView<'a>> },
    Table { table: &'a Table },
    Figure { figure: &'a Figure },
}

/// The entries of one day.
#[derive(Serialize)]
struct DayView<'a> {
    /// "10 April 2015"; empty where the entries' times name none.
    day: &'a str,
    entries: Vec<EntryView<'a>>,
}

#[derive(Serialize)]
struct EntryView<'a> {
    /// As the page has it.
    time: &'a str,
    /// Its time of day: "02:40".
    clock: &'a str,
    sentences: Vec<SentenceView<'a>>,
}

#[derive(Serialize)]
struct SentenceView<'a> {
    /// Its number on the page, from 1.
    number: usize,
    text: &'a str,
    /// The records behind it, whole.
    events: Vec<Value>,
    /// The numbers of its sources.
    sources: &'a [usize],
}

#[derive(Serialize)]
struct SourceView<'a> {
    number: usize,
    /// Whether a sentence cites it.
    cited: bool,
    text: &'a str,
    /// The text in pieces, so that addresses can be links.
    pieces: Vec<Piece<'a>>,
}

/// A piece of a source.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Piece<'a> {
    text: &'a str,
    is_address: bool,
}

#[derive(Serialize)]
struct EventView<'a> {
    number: usize,
    time: &'a str,
    text: &'a str,
    causes: Vec<CauseView<'a>>,
    /// Kind and fields, as in `log.jsonl`.
    event: &'a serde_json::Value,
    /// The numbers of the sentences that cite it.
    cited_by: &'a [usize],
}

#[derive(Serialize)]
struct CauseView<'a> {
    #[serde(flatten)]
    ground: &'a Ground,
    /// Whether it is among the events that the page lists.
    is_listed: bool,
}

impl<'a> View<'a> {
    pub(super) fn of(document: &'a Document, language: &'a str) -> Self {
        let page = &document.page;
        let events = events(document);
        let mut reader = Reader { events: &events, sentences: 0 };
        let lead = reader.blocks(&page.lead);
        let sections: Vec<SectionView> = page
            .sections
            .iter()
            .map(|section| SectionView {
                anchor: &section.anchor,
                heading: &section.heading,
                blocks: reader.blocks(&section.blocks),
            })
            .collect();
        Self {
            language,
            generator: concat!("powderkeg ", env!("CARGO_PKG_VERSION")),
            title: &page.title,
            infobox: InfoboxView::of(&page.infobox),
            lead,
            sections,
            sources: sources(document),
            categories: &page.categories,
            colophon: &page.colophon,
            events: events.into_values().collect(),
        }
    }
}

impl<'a> InfoboxView<'a> {
    fn of(infobox: &'a Infobox) -> Self {
        Self {
            infobox,
            facts: infobox.facts(),
            below: infobox.below(),
            columns: columns(infobox),
            groups: infobox.groups(),
        }
    }
}

fn columns(infobox: &Infobox) -> Vec<Column<'_>> {
    let columns = infobox.sides.iter().zip(infobox.colours());
    columns.map(|(side, colour)| Column { title: &side.title, colour }).collect()
}

/// The records by their numbers, each with the sentences that cite it.
fn events(document: &Document) -> BTreeMap<usize, Value> {
    let mut cited_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, sentence) in evidence::sentences(&document.page).enumerate() {
        for &record in &sentence.records {
            let citing = cited_by.entry(record).or_default();
            if citing.last() != Some(&(index + 1)) {
                citing.push(index + 1);
            }
        }
    }
    let listed: BTreeSet<usize> = document.events.iter().map(|event| event.number).collect();
    document
        .events
        .iter()
        .map(|event| {
            let causes = event.causes.iter().map(|ground| CauseView {
                ground,
                is_listed: ground.number.is_some_and(|number| listed.contains(&number)),
            });
            let view = EventView {
                number: event.number,
                time: &event.time,
                text: &event.text,
                causes: causes.collect(),
                event: &event.event,
                cited_by: cited_by.get(&event.number).map_or(&[], Vec::as_slice),
            };
            (event.number, Value::from(Serde(view)))
        })
        .collect()
}

/// Numbers the sentences while it reads them.
struct Reader<'e> {
    events: &'e BTreeMap<usize, Value>,
    sentences: usize,
}

impl Reader<'_> {
    fn blocks<'a>(&mut self, blocks: &'a [Block]) -> Vec<BlockView<'a>> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block<'a>(&mut self, block: &'a Block) -> BlockView<'a> {
        match block {
            Block::Paragraph { sentences } => BlockView::Paragraph { sentences: self.sentences(sentences) },
            Block::List { points } => {
                BlockView::List { points: points.iter().map(|point| self.sentences(point)).collect() }
            }
            Block::Hours { entries } => BlockView::Hours { days: self.days(entries) },
            Block::Table { table } => BlockView::Table { table },
            Block::Figure { figure } => BlockView::Figure { figure },
        }
    }

    fn days<'a>(&mut self, entries: &'a [Entry]) -> Vec<DayView<'a>> {
        let mut days: Vec<DayView> = Vec::new();
        for entry in entries {
            let (day, clock) = entry.time.rsplit_once(", ").unwrap_or(("", &entry.time));
            let view = EntryView { time: &entry.time, clock, sentences: self.sentences(&entry.sentences) };
            match days.last_mut() {
                Some(last) if last.day == day => last.entries.push(view),
                _ => days.push(DayView { day, entries: vec![view] }),
            }
        }
        days
    }

    fn sentences<'a>(&mut self, sentences: &'a [Sentence]) -> Vec<SentenceView<'a>> {
        sentences.iter().map(|sentence| self.sentence(sentence)).collect()
    }

    fn sentence<'a>(&mut self, sentence: &'a Sentence) -> SentenceView<'a> {
        self.sentences += 1;
        // In the order of the log and each once, whatever the order in which they were gathered.
        let records: BTreeSet<usize> = sentence.records.iter().copied().collect();
        SentenceView {
            number: self.sentences,
            text: &sentence.text,
            events: records.iter().filter_map(|number| self.events.get(number).cloned()).collect(),
            sources: &sentence.sources,
        }
    }
}

fn sources(document: &Document) -> Vec<SourceView<'_>> {
    let sentences = evidence::sentences(&document.page);
    let cited: BTreeSet<usize> = sentences.flat_map(|sentence| sentence.sources.iter().copied()).collect();
    let sources = document.page.sources.iter().enumerate().map(|(index, source)| SourceView {
        number: index + 1,
        cited: cited.contains(&(index + 1)),
        text: &source.text,
        pieces: pieces(&source.text),
    });
    sources.collect()
}

/// A source's text, cut where an address begins and ends.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(start);
        let length = from.find(|letter: char| !may_stand_in_address(letter)).unwrap_or(from.len());
        // The full stop after an address is the sentence's.
        let address = from[..length].trim_end_matches(['.', ',', ';', ':', ')', '?', '!']);
        if !before.is_empty() {
            pieces.push(Piece { text: before, is_address: false });
        }
        pieces.push(Piece { text: address, is_address: true });
        rest = &from[address.len()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece { text: rest, is_address: false });
    }
    pieces
}

fn may_stand_in_address(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~:/?#@!$&()*+,;=%".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_sources() {
        let told: Vec<(&str, bool)> = pieces("A. Title (https://a.example/b?c=1), 2015.")
            .into_iter()
            .map(|piece| (piece.text, piece.is_address))
            .collect();
        assert_eq!(told, [("A. Title (", false), ("https://a.example/b?c=1", true), ("), 2015.", false)]);
        assert!(pieces("javascript:alert(1) <b>").iter().all(|piece| !piece.is_address));
        assert_eq!(pieces("http://").len(), 1);
    }
}
