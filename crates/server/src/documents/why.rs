//! The causes of an event, as a graph to be laid out.

use std::collections::BTreeMap;

use powderkeg_engine::cause::Cause;
use powderkeg_engine::dice::Draw;
use powderkeg_engine::id::OriginId;
use powderkeg_engine::log::Record;
use powderkeg_report::cause_text::{stream, uniform};
use powderkeg_report::export::subject;
use powderkeg_report::export::text::plain;
use powderkeg_report::graph::{Edge, Graph, Node, source};
use powderkeg_report::pivot::{self, Rule, label, rule};
use powderkeg_report::run::Run;
use powderkeg_report::sentence::sentence;
use powderkeg_scenario::source::Sources;

use super::party;
use crate::api::{
    self, Bearing, CauseEdge, CauseGraph, CauseNode, Conjunct, GivenLine, NodeKind, Read, RuleSeen,
};

/// Steps back where it isn't said how many: what still can be read.
pub const DEPTH: usize = 4;

/// What a run is called, and the texts of its scenario.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The run, as addresses have it.
    pub run: &'a str,
    /// Its scenario.
    pub scenario: &'a str,
    /// The scenario's texts.
    pub sources: &'a Sources,
}

/// The causes of the record with a number, at most `depth` steps back; `None` if there is no such record.
#[must_use]
pub fn why(run: &Run, named: Named, number: usize, depth: usize) -> Option<CauseGraph> {
    let root = number.checked_sub(1).filter(|&root| root < run.log.records().len())?;
    let graph = Graph::behind(run, [root], depth);
    let whole = Graph::behind(run, [root], usize::MAX).records.len();
    let maker = Maker { run, sources: named.sources, graph: &graph };
    let edges = maker.edges();
    let records = graph.records.iter().map(|(&position, &steps)| maker.record(position, steps, depth));
    let mut nodes: Vec<CauseNode> = records.collect();
    nodes.extend(maker.others(&edges));
    Some(CauseGraph {
        run: named.run.to_string(),
        scenario: named.scenario.to_string(),
        parties: party::of_run(run),
        root: number,
        starts: party::starts(run.setup.starts),
        nodes,
        edges,
        hidden: whole - graph.records.len(),
    })
}

struct Maker<'a, 'r> {
    run: &'a Run<'r>,
    sources: &'a Sources,
    graph: &'a Graph,
}

impl Maker<'_, '_> {
    fn record(&self, position: usize, steps: usize, depth: usize) -> CauseNode {
        let run = self.run;
        let record = &run.log.records()[position];
        let owner = subject::of(run.setup, &record.event).party;
        CauseNode {
            id: record_id(position),
            kind: NodeKind::Event,
            number: Some(position + 1),
            at: Some(record.id.at.0),
            text: plain(&sentence(&run.words(), &record.event)),
            event: Some(record.event.kind().name().to_string()),
            party: owner.map(|party| party::id_of(run.setup, party)),
            depth: steps,
            is_whole: steps < depth || self.causes(record).next().is_none(),
            rule: rule(run, record).map(|rule| self.seen(record, &rule)),
            draw: None,
            given: None,
        }
    }

    /// The causes of a record but for the place of its own rule, which the rule says itself.
    fn causes<'b>(&self, record: &'b Record) -> impl Iterator<Item = Cause> + use<'b, '_> {
        let own = rule(self.run, record).map(|rule| Cause::Given(rule.origin));
        self.run.log.causes(record).iter().copied().filter(move |&cause| Some(cause) != own)
    }

    /// The edges, of which those from the places of rules are left out.
    fn edges(&self) -> Vec<CauseEdge> {
        let mut own: BTreeMap<usize, Option<OriginId>> = BTreeMap::new();
        let mut edges: Vec<CauseEdge> = Vec::new();
        for edge in &self.graph.edges {
            let record = &self.run.log.records()[edge.to];
            let place = own.entry(edge.to).or_insert_with(|| rule(self.run, record).map(|rule| rule.origin));
            if self.given(edge).is_some_and(|given| Some(given) == *place) {
                continue;
            }
            let to = record_id(edge.to);
            // Causes stand in their order, the main one first, and those of one effect together.
            let is_main = edges.last().is_none_or(|last| last.to != to);
            edges.push(CauseEdge {
                from: match edge.from {
                    Node::Record(position) => record_id(position),
                    Node::Source(index) => source_id(index),
                },
                to,
                is_main,
                bearing: edge.bearing.map(bearing),
                remark: edge.bearing.and_then(pivot::Bearing::remark),
            });
        }
        edges
    }

    fn given(&self, edge: &Edge) -> Option<OriginId> {
        match edge.from {
            Node::Source(index) => match self.graph.sources[index] {
                Cause::Given(origin) => Some(origin),
                Cause::Chance(_) | Cause::Order(_) | Cause::Event(_) => None,
            },
            Node::Record(_) => None,
        }
    }

    /// Causes that are no records, each a step behind the nearest of its effects.
    fn others(&self, edges: &[CauseEdge]) -> Vec<CauseNode> {
        let steps_of: BTreeMap<String, usize> =
            self.graph.records.iter().map(|(&position, &steps)| (record_id(position), steps)).collect();
        let other = |(index, &cause): (usize, &Cause)| {
            let id = source_id(index);
            let effects = edges.iter().filter(|edge| edge.from == id);
            let steps = effects.filter_map(|edge| steps_of.get(&edge.to)).min()?;
            Some(self.other(id, cause, steps + 1))
        };
        self.graph.sources.iter().enumerate().filter_map(other).collect()
    }

    fn other(&self, id: String, cause: Cause, depth: usize) -> CauseNode {
        let (kind, draw, given) = match cause {
            Cause::Given(origin) => (NodeKind::Given, None, self.line(origin)),
            Cause::Chance(draw) => (NodeKind::Chance, Some(self.draw(draw)), None),
            Cause::Order(_) | Cause::Event(_) => (NodeKind::Order, None, None),
        };
        CauseNode {
            id,
            kind,
            number: None,
            at: None,
            text: plain(&source(self.run, cause)),
            event: None,
            party: None,
            depth,
            is_whole: true,
            rule: None,
            draw,
            given,
        }
    }

    fn line(&self, origin: OriginId) -> Option<GivenLine> {
        let setup = self.run.setup;
        let origin = setup.origins.get(origin)?;
        let file = self.sources.ids().find(|&file| self.sources.name(file) == origin.file);
        let text = file.map(|file| self.sources.line(file, origin.line)).filter(|text| !text.is_empty());
        let parameter = setup.parameters.iter().find(|parameter| parameter.path == origin.path);
        Some(GivenLine {
            path: origin.path.clone(),
            file: origin.file.clone(),
            line: origin.line as usize,
            text: text.map(plain),
            source: parameter.map(|parameter| plain(&parameter.source)),
        })
    }

    fn draw(&self, draw: Draw) -> api::Draw {
        let title = |name| plain(self.run.words().title(name));
        api::Draw {
            stream: stream(draw),
            of: title(draw.of),
            with: (draw.with != draw.of).then(|| title(draw.with)),
            number: u64::from(draw.number()) + 1,
            u: uniform(self.run, draw),
        }
    }

    fn seen(&self, record: &Record, rule: &Rule) -> RuleSeen {
        let origin = self.run.setup.origins.get(rule.origin);
        let because = self.because(record);
        let read = |(name, value): &(String, f64)| Read {
            name: plain(name),
            value: *value,
            because: because.get(name).copied(),
        };
        let number = |(name, value): &(String, f64)| Read { name: plain(name), value: *value, because: None };
        let urge = rule.urge_read.iter().map(|row| read(&(row.name.clone(), row.value)));
        RuleSeen {
            path: rule.name.clone(),
            title: plain(&rule.title),
            file: origin.map_or_else(String::new, |origin| origin.file.clone()),
            line: origin.map_or(0, |origin| origin.line as usize),
            urge_per_day: rule.urge,
            urge: urge.chain(rule.urge_numbers.iter().map(number)).collect(),
            conjuncts: rule
                .conjuncts
                .iter()
                .map(|conjunct| Conjunct {
                    text: plain(&conjunct.text),
                    held: conjunct.held,
                    read: conjunct
                        .readings
                        .iter()
                        .map(read)
                        .chain(conjunct.numbers.iter().map(number))
                        .collect(),
                })
                .collect(),
        }
    }

    /// Numbers of the records that the values were due to which a decision saw, by the names of the readings.
    fn because(&self, record: &Record) -> BTreeMap<String, usize> {
        let of = |seen: &powderkeg_engine::log::Seen| match seen.because {
            Cause::Event(id) => Some((label(self.run, seen.slot), self.run.log.position(id)? + 1)),
            Cause::Given(_) | Cause::Chance(_) | Cause::Order(_) => None,
        };
        self.run.log.saw(record).iter().filter_map(of).collect()
    }
}

fn record_id(position: usize) -> String {
    format!("e{}", position + 1)
}

fn source_id(index: usize) -> String {
    format!("s{}", index + 1)
}

fn bearing(bearing: pivot::Bearing) -> Bearing {
    match bearing {
        pivot::Bearing::Pivotal => Bearing::Pivotal,
        pivot::Bearing::NotPivotal => Bearing::NotPivotal,
        pivot::Bearing::Rate { .. } => Bearing::Rate,
        pivot::Bearing::Level(_) => Bearing::Level,
    }
}
