//! The founding page beside the page that a run writes: each of its sentences and slots, and what became of it.

use std::fmt::Write;
use std::path::Path;

use powderkeg_engine::event::Kinds;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_report::dossier::evidence::of_blocks;
use powderkeg_report::dossier::page::{Page, Section, Sentence};
use powderkeg_report::dossier::prose::{self, Grounds};
use powderkeg_report::infobox::{NOT_RECORDED, SideColumn};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::expect::Fact;
use powderkeg_scenario::number::PageMark;
use powderkeg_scenario::scenario::{Scenario, read};
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::look::Look;
use powderkeg_study::runs::watch;

use crate::generate;

/// The founding scenario, whose source is a page.
const SCENARIO: &str = "baikonur-2015";
/// The run that README.md tells.
const SEED: u64 = 34;

/// `docs/founding-page.md`.
pub fn beside(root: &Path) -> Result<String, String> {
    let folder = root.join("scenarios").join(SCENARIO).display().to_string();
    let tree = SourceTree::find(&folder).ok_or("the founding scenario is not there")?;
    let scenario = read(&tree, &[]).scenario.ok_or("the founding scenario has mistakes: check it")?;
    let engine = Engine::new(scenario.setup.clone());
    let played = Played::new(&engine, SEED, RunOptions::default());
    let run = Run::of(&played);
    let told = Told {
        scenario: &scenario,
        run,
        page: prose::of_run(&run, &Grounds::default()),
        firsts: firsts(&scenario, &engine),
    };
    let lines = generate::read(root, &format!("scenarios/{SCENARIO}/sources/page.txt"))?;
    Ok(told.text(&lines))
}

/// The facts and claims of the record, each with the first minute at which it holds.
fn firsts<'s>(scenario: &'s Scenario, engine: &Engine) -> Vec<(String, &'s Fact, Option<Minute>)> {
    let expect = &scenario.expect;
    let facts = expect.facts.iter().map(|fact| ("fact", fact));
    let all: Vec<_> = facts.chain(expect.claims.iter().map(|claim| ("claim", claim))).collect();
    let looks: Vec<Look> =
        all.iter().map(|(_, fact)| Look::of(engine.setup(), fact.rule.program.clone())).collect();
    let firsts = watch(engine, SEED, RunOptions::default(), &looks, |_| {}).firsts;
    all.into_iter()
        .zip(firsts)
        .map(|((kind, fact), at)| (format!("{kind}.{}", fact.name), fact, at))
        .collect()
}

/// A run, its page, and what the founding page is compared with.
struct Told<'s> {
    scenario: &'s Scenario,
    run: Run<'s>,
    page: Page,
    firsts: Vec<(String, &'s Fact, Option<Minute>)>,
}

impl Told<'_> {
    fn text(&self, lines: &str) -> String {
        let mut out = format!(
            "# The founding page, finished\n\n\
             What became of each sentence and each slot of the founding page, in one run of the scenario that was made of \
             it: the page that `powderkeg dossier {SCENARIO} --seed {SEED}` writes. Nothing of what the page says happened \
             is ordered: in this run some of it came about, at its own dates, and some did not. Made by \
             `cargo xtask generate`.\n\n\
             ## Sentences\n\n\
             What the page says of the world before the crisis is given, by the tables that the README of the scenario \
             names for it. What it says happened is an entry of the scenario's record, which never reaches the engine; here \
             stands when it first held.\n\n\
             | | the page | in this run | the finished page |\n|---|---|---|---|\n"
        );
        for sentence in &self.scenario.page {
            let (came, said) = self.became(sentence.number);
            let _ = writeln!(out, "| {} | {} | {came} | {said} |", sentence.number, cell(&sentence.text));
        }
        out.push_str("\n## Infobox, stub and caption\n\n| the page | the finished page |\n|---|---|\n");
        for (part, texts) in furniture(lines) {
            let became = self.stands_in_place_of(part);
            let _ = writeln!(out, "| {} | {} |", cell(&texts.join("<br>")), cell(&became));
        }
        out
    }

    /// When what a sentence says came about, and in which sentences of the finished page that is told.
    fn became(&self, number: u32) -> (String, String) {
        let cites = |path: &str| {
            let mut citations = self.scenario.citations.iter();
            citations.any(|citation| citation.path == path && citation.mark == PageMark::Sentence(number))
        };
        let facts: Vec<_> = self.firsts.iter().filter(|(path, ..)| cites(path)).collect();
        if facts.is_empty() {
            return ("given".into(), String::new());
        }
        let words = self.run.words();
        let came = facts.iter().map(|(path, _, at)| {
            let when = at.map_or("did not come about".into(), |at| words.date(at));
            format!("`{path}`: {when}")
        });
        let mut said: Vec<&str> = facts.iter().flat_map(|(_, fact, at)| self.told_of(fact, *at)).collect();
        said.dedup();
        let is_untold = said.is_empty() && facts.iter().any(|(.., at)| at.is_some());
        let untold = is_untold.then_some("(not told: it led to nothing that the page is about)");
        let said = said.into_iter().chain(untold).map(cell);
        (came.collect::<Vec<_>>().join("<br>"), said.collect::<Vec<_>>().join("<br>"))
    }

    /// The sentences of the page that rest on the record by which a fact came about.
    fn told_of(&self, fact: &Fact, at: Option<Minute>) -> Vec<&str> {
        let readings =
            fact.rule.program.slots().iter().map(|slot| &self.run.setup.readings[usize::from(slot.0)]);
        let switches = readings.fold(Kinds::default(), |all, reading| all.and(reading.switched_by()));
        let by = |number: &usize| {
            let record = number.checked_sub(1).and_then(|place| self.run.log.records().get(place));
            record.is_some_and(|record| {
                Some(record.id.at) == at && switches.meets(Kinds::of(&[record.event.kind()]))
            })
        };
        let told = sentences(&self.page).filter(|sentence| sentence.records.iter().any(by));
        // The lead says again what the sections tell.
        told.map(|sentence| sentence.text.as_str()).take(1).collect()
    }

    /// What stands in the place of a part of the page that is no sentence.
    fn stands_in_place_of(&self, part: &str) -> String {
        let infobox = &self.page.infobox;
        let of_sides = |rows: fn(&SideColumn) -> &[String]| {
            let sides = infobox.sides.iter().map(|side| format!("{}: {}", side.title, rows(side).join(", ")));
            sides.collect::<Vec<_>>().join("<br>")
        };
        match part {
            "Date" => infobox.date.clone().unwrap_or_else(|| "no incident in this run".into()),
            "Location" => infobox.place.clone().unwrap_or_else(|| NOT_RECORDED.into()),
            "Result" => infobox.result.clone(),
            "Combatants" => of_sides(|side| &side.belligerents),
            "Commanders and leaders" => of_sides(|side| &side.leaders),
            "Strength" => of_sides(|side| &side.strength),
            "Casualties and losses" => of_sides(|side| &side.losses),
            "stub" => format!("Sections: {}.", headings(&self.page.sections)),
            "caption" => {
                "No photograph: a simulation has none. A map, a timeline and the causes, drawn from the log."
                    .into()
            }
            _ => infobox.title.clone(),
        }
    }
}

/// The lines of a page that are no sentences, by what they are: a label of the infobox, or a part of the page.
fn furniture(lines: &str) -> Vec<(&str, Vec<&str>)> {
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    let is_part = |part: &str| ["infobox", "stub", "caption"].contains(&part);
    for (part, text) in lines.lines().filter_map(|line| line.split_once(": ")).filter(|line| is_part(line.0))
    {
        let (part, text) = match (part, text.split_once(": ")) {
            ("infobox", Some((label, text))) => (label, text),
            (part, _) => (part, text),
        };
        match parts.last_mut().filter(|last| last.0 == part) {
            Some(last) => last.1.push(text),
            None => parts.push((part, vec![text])),
        }
    }
    parts
}

fn headings(sections: &[Section]) -> String {
    sections.iter().map(|section| section.heading.as_str()).collect::<Vec<_>>().join(", ")
}

/// All sentences of a page, the sections' before the lead's.
fn sentences(page: &Page) -> impl Iterator<Item = &Sentence> {
    let blocks = page.sections.iter().flat_map(|section| &section.blocks).chain(&page.lead);
    of_blocks(blocks)
}

/// A text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
