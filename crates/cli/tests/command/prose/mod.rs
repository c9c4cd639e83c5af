//! What a page says, over many runs of every scenario that comes with the program: every number in it stands in the
//! records it cites, and it reads as English does.

mod numbers;
mod style;

use powderkeg_engine::event::Kind;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_report::dossier::page::{Block, Page, Sentence};
use powderkeg_report::dossier::prose::{
    Assumptions, Grounds, Miss, Odds, Studied, Tried, Typical, of_run, of_study,
};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::builtin;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::butfor::{Question, Sought, Window};
use powderkeg_study::levers::{Asked, Orders};
use powderkeg_study::measure::Measure;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::Case;
use powderkeg_study::summary::Summary;

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
    let scenario = read(&SourceTree::BuiltIn(name.into()), &[]).scenario.expect("it has no mistakes");
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

/// Grounds as a study has them.
fn grounds(runs: u32) -> Grounds {
    let seizures = vec![("Rio Hato Airfield".into(), 1.61), ("Point Salines".into(), 0.77)];
    Grounds {
        assumptions: Assumptions { numbers: 1200, assumed: 800, uncertain: 300 },
        misses: vec![Miss { fact: "riot".into(), share: "15 %".into(), runs }],
        facts: 16,
        odds: Some(Odds { most: (0.57, 6.3), battles: 536, seizures }),
        ..Grounds::default()
    }
}

/// What a study's page says is among the figures of its sentences, each as it is written.
#[test]
fn every_number_about_a_study_is_among_its_figures() {
    let runs = 12;
    for (name, kind, outcome) in
        [("baikonur-2015", Kind::RaidBegan, "incident"), ("first-steps", Kind::FacilityStopped, "incident")]
    {
        let scenario = read(&SourceTree::BuiltIn(name.into()), &[]).scenario.expect("it has no mistakes");
        let case = Case::new(Engine::new(scenario.setup), RunOptions::default(), Vec::new());
        let plan = Plan { seed: 1, runs, shard: Shard::WHOLE };
        let mut summary = Summary::new(case.columns());
        let rows: Vec<_> =
            case.courses(&plan, 1..runs + 1, false, &|| ()).into_iter().map(|course| course.row).collect();
        rows.iter().for_each(|row| summary.add(row));
        let mut typical = Typical::of(&summary);
        rows.iter().for_each(|row| typical.add(row));
        let row = typical.row().unwrap();

        let few = Plan { runs: 3, ..plan };
        let (sought, window) = (Sought::Kind(kind), Window::ToTheEnd);
        let question = Question { engine: case.engine(), options: case.options(), sought: &sought, window };
        let but_for = question.answer(&few, 6, &|| ());
        let measure = Measure::parse(outcome, case.columns()).unwrap();
        let asked = Asked { case: &case, measure: &measure };
        let base = asked.base(few, &|| ());
        let acts = asked.acts(&base, &Orders::Rare);
        let effects = asked.effects(&base, &acts[..acts.len().min(4)], &|| ());

        let studied = Studied {
            columns: case.columns(),
            summary: &summary,
            plan: &plan,
            row: &row,
            but_for: Some((&but_for, few.runs)),
            levers: Some(Tried { effects: &effects, pairs: few.runs, uncertain: case.uncertain() }),
        };
        let played = Played::new(case.engine(), row.seed, RunOptions::default());
        let run = Run::of(&played);
        let page = of_study(&run, &studied, &grounds(runs));
        let all = sentences(&page);
        let mut found: Vec<String> = style::of_page(&page, &all);
        for sentence in &all {
            let unsaid = sentence.figures.iter().filter(|figure| !sentence.text.contains(figure.as_str()));
            let faults = numbers::faults(&run, sentence).into_iter().chain(style::faults(&sentence.text));
            found.extend(
                unsaid
                    .map(|figure| format!("figure {figure} is not in it"))
                    .chain(faults)
                    .map(|fault| format!("{name}: {fault}\n    {}", sentence.text)),
            );
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        let anchors: Vec<&str> = page.sections.iter().map(|section| section.anchor.as_str()).collect();
        assert!(
            ["otherwise", "changed", "trust"].iter().all(|anchor| anchors.contains(anchor)),
            "{anchors:?}"
        );
    }
}
