//! What a page says, over many runs of every scenario that comes with the program: every number in it stands in the
//! records it cites, and it reads as English does.

mod numbers;
mod style;

use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_report::dossier::page::{Block, Page, Sentence};
use powderkeg_report::dossier::prose::{Grounds, of_run};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::builtin;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

/// The sentences of a page, in order.
fn sentences(page: &Page) -> Vec<&Sentence> {
    let blocks = page.lead.iter().chain(page.sections.iter().flat_map(|section| &section.blocks));
    blocks
        .flat_map(|block| -> Vec<&Sentence> {
            match block {
                Block::Paragraph { sentences } => sentences.iter().collect(),
                Block::List { points } => points.iter().flatten().collect(),
                Block::Hours { entries } => entries.iter().flat_map(|entry| &entry.sentences).collect(),
                Block::Table { .. } | Block::Figure { .. } => Vec::new(),
            }
        })
        .collect()
}

/// Holds the pages of some seeds of a scenario to the laws; what breaks them, at most so much.
fn faults(name: &str, seeds: std::ops::RangeInclusive<u64>) -> Vec<String> {
    let scenario = read(&SourceTree::BuiltIn(name.into()), &[]).scenario.unwrap();
    let engine = Engine::new(scenario.setup);
    let mut found = Vec::new();
    for seed in seeds {
        let played = Played::new(&engine, seed, RunOptions::default());
        let run = Run::of(&played);
        let page = of_run(&run, &Grounds::default());
        let all = sentences(&page);
        for sentence in &all {
            let faults = numbers::faults(&run, sentence).into_iter().chain(style::faults(&sentence.text));
            found.extend(faults.map(|fault| format!("{name} {seed}: {fault}\n    {}", sentence.text)));
        }
        found.extend(style::of_page(&page, &all).into_iter().map(|fault| format!("{name} {seed}: {fault}")));
        if found.len() > 40 {
            break;
        }
    }
    found
}

#[test]
fn every_number_in_baikonurs_prose_stands_in_its_records() {
    let found = faults("baikonur-2015", 1..=60);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_number_in_the_prose_of_all_scenarios_stands_in_its_records() {
    let names = builtin::names();
    let found: Vec<String> = names.into_iter().flat_map(|name| faults(name, 1..=8)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
