//! Laws of cause graphs, on real runs.

use std::collections::{BTreeMap, BTreeSet};

use powderkeg_report::run::Run;
use powderkeg_server::api::{CauseGraph, CauseNode, NodeKind};
use powderkeg_server::documents::party;
use powderkeg_server::documents::why::{DEPTH, Named, why};

use crate::fixture::Stage;

const RUNS: [(&str, u64); 3] = [("baikonur-2015", 34), ("first-steps", 1), ("gas-2009", 1)];

fn called(stage: &Stage) -> Named<'_> {
    Named { run: "run", scenario: stage.name, sources: &stage.loaded.sources }
}

fn each(mut look: impl FnMut(&str, &CauseGraph)) {
    for (name, seed) in RUNS {
        let stage = Stage::new(name);
        let watched = stage.play(seed);
        let run = Run::of(&watched.played);
        let all = run.log.records().len();
        for number in (1..=all).step_by(7).chain([all]) {
            for depth in [0, 1, DEPTH] {
                let graph = why(&run, called(&stage), number, depth).expect("there is such a record");
                assert_eq!((graph.scenario.as_str(), &graph.parties), (name, &party::of_run(&run)));
                look(&format!("{name}, record {number}, depth {depth}"), &graph);
            }
        }
        for number in [0, all + 1, usize::MAX] {
            assert_eq!(why(&run, called(&stage), number, DEPTH), None);
        }
    }
}

fn by_id(graph: &CauseGraph) -> BTreeMap<&str, &CauseNode> {
    graph.nodes.iter().map(|node| (node.id.as_str(), node)).collect()
}

#[test]
fn causes_come_before_effects() {
    each(|what, graph| {
        let nodes = by_id(graph);
        assert_eq!(nodes.len(), graph.nodes.len(), "{what}");
        for edge in &graph.edges {
            let (from, to) = (nodes[edge.from.as_str()], nodes[edge.to.as_str()]);
            assert!(from.at.is_none_or(|at| Some(at) <= to.at), "{what}: {edge:?}");
            assert!(from.number.is_none_or(|number| Some(number) < to.number), "{what}: {edge:?}");
            assert!(from.depth <= to.depth + 1, "{what}: {edge:?}");
        }
    });
}

#[test]
fn graphs_begin_with_their_root_and_go_as_deep_as_asked() {
    each(|what, graph| {
        let roots: Vec<usize> =
            graph.nodes.iter().filter(|node| node.depth == 0).filter_map(|node| node.number).collect();
        assert_eq!(roots, [graph.root], "{what}");
        let effects: BTreeSet<&str> = graph.edges.iter().map(|edge| edge.from.as_str()).collect();
        for node in graph.nodes.iter().filter(|node| node.depth > 0) {
            assert!(effects.contains(node.id.as_str()), "{what}: {} causes nothing", node.id);
        }
        let mains = |id: &str| graph.edges.iter().filter(|edge| edge.to == id && edge.is_main).count();
        for node in &graph.nodes {
            let causes = graph.edges.iter().filter(|edge| edge.to == node.id).count();
            assert_eq!(mains(&node.id), usize::from(causes > 0), "{what}: {}", node.id);
            assert_eq!(node.kind == NodeKind::Event, node.number.is_some() && node.at.is_some(), "{what}");
            assert_eq!(node.kind == NodeKind::Chance, node.draw.is_some(), "{what}");
            let is_cut = node.kind == NodeKind::Event && !node.is_whole;
            assert!(!is_cut || causes == 0, "{what}: {} has some of its causes", node.id);
        }
        let is_cut = graph.nodes.iter().any(|node| !node.is_whole);
        assert!(is_cut || graph.hidden == 0, "{what}");
    });
}

/// What the graph shows of scenario lines is what stands there, and decisions say which rule they followed.
#[test]
fn lines_and_rules_are_those_of_the_scenario() {
    let stage = Stage::new("baikonur-2015");
    let watched = stage.play(34);
    let run = Run::of(&watched.played);
    let is_raid = |record: &powderkeg_engine::log::Record| record.event.kind().name() == "raid_began";
    let raid = run.log.records().iter().position(is_raid).expect("it is raided") + 1;
    let sources = &stage.loaded.sources;
    let graph = why(&run, called(&stage), raid, 9).expect("there is such a record");
    let mut lines = 0;
    for given in graph.nodes.iter().filter_map(|node| node.given.as_ref()).filter(|given| given.line > 0) {
        let file = sources.ids().find(|&file| sources.name(file) == given.file).expect("it was read");
        let text = sources.text(file).lines().nth(given.line - 1);
        assert_eq!(given.text.as_deref().map(str::trim), text.map(str::trim), "{given:?}");
        lines += 1;
    }
    assert!(lines > 3, "{lines}");
    let rules: Vec<_> = graph.nodes.iter().filter_map(|node| node.rule.as_ref()).collect();
    assert!(rules.iter().any(|rule| rule.path.starts_with("doctrine.usa.")), "{rules:?}");
    for rule in rules {
        assert!(rule.urge_per_day > 0.0 && rule.conjuncts.iter().all(|conjunct| conjunct.held), "{rule:?}");
        let because =
            rule.conjuncts.iter().flat_map(|conjunct| &conjunct.read).filter_map(|read| read.because);
        assert!(because.chain(rule.urge.iter().filter_map(|read| read.because)).all(|number| number < raid));
    }
}
