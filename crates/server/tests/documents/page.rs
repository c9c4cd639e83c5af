//! Pages, as the dossier writes them.

use std::collections::BTreeSet;

use powderkeg_report::dossier::evidence::Evidence;
use powderkeg_report::dossier::prose::{self, Grounds, ScenarioSource};
use powderkeg_report::dossier::render::Document;
use powderkeg_report::run::Run;
use powderkeg_server::api::{PageBlock, PageSentence, WrittenPage};
use powderkeg_server::documents::page::page;

use crate::fixture::Stage;

/// The page of a run with the scenario's sources, without what only the validation knows.
pub fn written(stage: &Stage, run: &Run) -> (Document, WrittenPage) {
    let cited = stage.scenario().cited.iter();
    let sources = cited.map(|row| ScenarioSource { kind: row.kind.into(), text: row.text.clone() });
    let grounds = Grounds { sources: sources.collect(), ..Grounds::default() };
    let whole = prose::of_run(run, &grounds);
    let events = Evidence::of(run, &whole);
    let document = Document { page: whole, events };
    let written = page(&document, run, "run");
    (document, written)
}

fn sentences(page: &WrittenPage) -> Vec<&PageSentence> {
    let blocks = page.lead.iter().chain(page.sections.iter().flat_map(|section| &section.blocks));
    blocks.flat_map(of_block).collect()
}

fn of_block(block: &PageBlock) -> Vec<&PageSentence> {
    match block {
        PageBlock::Paragraph { sentences } => sentences.iter().collect(),
        PageBlock::List { points } => points.iter().flatten().collect(),
        PageBlock::Hours { entries } => entries.iter().flat_map(|entry| &entry.sentences).collect(),
        PageBlock::Table { .. } | PageBlock::Figure { .. } => Vec::new(),
    }
}

#[test]
fn nothing_of_the_page_is_lost() {
    for (name, seed) in [("baikonur-2015", 34), ("first-steps", 1), ("gas-2009", 1)] {
        let stage = Stage::new(name);
        let watched = stage.play(seed);
        let run = Run::of(&watched.played);
        let (document, written) = written(&stage, &run);
        let texts: Vec<&str> = sentences(&written).iter().map(|sentence| sentence.text.as_str()).collect();
        let original = powderkeg_report::dossier::evidence::sentences(&document.page);
        assert_eq!(texts, original.map(|sentence| sentence.text.as_str()).collect::<Vec<_>>(), "{name}");
        let listed: BTreeSet<usize> = written.events.iter().map(|event| event.number).collect();
        let cited: BTreeSet<usize> =
            sentences(&written).iter().flat_map(|sentence| sentence.records.iter().copied()).collect();
        assert_eq!(listed, cited, "{name}");
        let sources = sentences(&written).into_iter().flat_map(|sentence| &sentence.sources);
        assert!(sources.into_iter().all(|&source| (1..=written.sources.len()).contains(&source)), "{name}");
        assert_eq!(written.infobox.sides.len(), document.page.infobox.sides.len(), "{name}");
        let headings = |side: &powderkeg_server::api::PageSide| {
            side.groups.iter().map(|group| group.heading.clone()).collect::<Vec<_>>()
        };
        assert!(
            written.infobox.sides.windows(2).all(|pair| headings(&pair[0]) == headings(&pair[1])),
            "{name}"
        );
    }
}

/// A side has one colour everywhere.
#[test]
fn sides_have_the_colours_of_their_parties() {
    let stage = Stage::new("baikonur-2015");
    let watched = stage.play(34);
    let run = Run::of(&watched.played);
    let (_, written) = written(&stage, &run);
    let story = stage.story(&watched, 34);
    assert!(written.infobox.sides.len() > 1);
    for side in &written.infobox.sides {
        let parties = story.parties.iter().filter(|party| party.side.as_deref() == Some(&side.title));
        let colours: Vec<u8> = parties.map(|party| party.colour).collect();
        assert_eq!(colours, [side.colour], "{}", side.title);
    }
}
