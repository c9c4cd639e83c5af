//! The graph of causes behind some records, or behind all of them.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;

use powderkeg_engine::cause::Cause;

use crate::cause_text::{given, luck};
use crate::layout::wrap;
use crate::pivot::{Bearing, bearing};
use crate::run::Run;
use crate::sentence::sentence;

/// Records and what they rest on, with the edges between them.
pub struct Graph {
    /// Records by their place in the log, with their distance from where the graph begins.
    pub records: BTreeMap<usize, usize>,
    /// Causes that are no records, each once.
    pub sources: Vec<Cause>,
    /// From causes to effects.
    pub edges: Vec<Edge>,
}

/// A cause of a record.
pub struct Edge {
    /// The cause.
    pub from: Node,
    /// The effect's place in the log.
    pub to: usize,
    /// How it bears on a decision.
    pub bearing: Option<Bearing>,
}

/// A node.
pub enum Node {
    /// A record, by its place in the log.
    Record(usize),
    /// A cause that is no record, by its place in [`Graph::sources`].
    Source(usize),
}

impl Graph {
    /// What is behind some records, at most `depth` steps back.
    #[must_use]
    pub fn behind(run: &Run, roots: impl IntoIterator<Item = usize>, depth: usize) -> Self {
        let mut queue: VecDeque<usize> = roots.into_iter().collect();
        let records = queue.iter().map(|&root| (root, 0)).collect();
        let mut graph = Self { records, sources: Vec::new(), edges: Vec::new() };
        let mut known = BTreeMap::new();
        while let Some(position) = queue.pop_front() {
            let steps = graph.records[&position];
            if steps >= depth {
                continue;
            }
            let record = &run.log.records()[position];
            for &cause in run.log.causes(record) {
                let (from, bearing) = match cause {
                    Cause::Event(id) => {
                        let Some(earlier) = run.log.position(id) else { continue };
                        graph.records.entry(earlier).or_insert_with(|| {
                            queue.push_back(earlier);
                            steps + 1
                        });
                        (Node::Record(earlier), bearing(run, record, id))
                    }
                    Cause::Given(_) | Cause::Chance(_) | Cause::Order(_) => {
                        let index = *known.entry(cause).or_insert_with(|| {
                            graph.sources.push(cause);
                            graph.sources.len() - 1
                        });
                        (Node::Source(index), None)
                    }
                };
                graph.edges.push(Edge { from, to: position, bearing });
            }
        }
        graph
    }

    /// The graph in Graphviz's language; `remark` says what else is known of the record at a position.
    #[must_use]
    pub fn dot(&self, run: &Run, remark: impl Fn(usize) -> Option<String>) -> String {
        let mut out =
            String::from("digraph why {\n  rankdir=BT;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        let words = run.words();
        for &position in self.records.keys() {
            let record = &run.log.records()[position];
            let (time, said) = (words.time(record.id.at), sentence(&words, &record.event));
            let remark = remark(position).map(|text| format!("\n[{text}]")).unwrap_or_default();
            let text = format!("#{} {time}\n{said}{remark}", position + 1);
            let _ = writeln!(out, "  e{} [label=\"{}\"];", position + 1, dot_text(&text));
        }
        for (index, &cause) in self.sources.iter().enumerate() {
            let shape = if matches!(cause, Cause::Chance(_)) { "ellipse" } else { "note" };
            let text = source(run, cause);
            let _ = writeln!(out, "  s{index} [label=\"{}\", shape={shape}];", dot_text(&text));
        }
        for edge in &self.edges {
            let from = match edge.from {
                Node::Record(position) => format!("e{}", position + 1),
                Node::Source(index) => format!("s{index}"),
            };
            let style = match edge.bearing {
                Some(Bearing::Pivotal) => " [style=bold, label=\"pivotal\"]",
                Some(Bearing::NotPivotal | Bearing::Rate { .. }) => " [style=dashed, label=\"not pivotal\"]",
                Some(Bearing::Level(_)) => " [label=\"level\"]",
                None => "",
            };
            let _ = writeln!(out, "  {from} -> e{}{style};", edge.to + 1);
        }
        out.push_str("}\n");
        out
    }
}

/// A cause that is no record, in words.
#[must_use]
pub fn source(run: &Run, cause: Cause) -> String {
    match cause {
        Cause::Given(origin) => given(run, origin),
        Cause::Chance(draw) => luck(run, draw),
        Cause::Order(n) => format!("order {n} from outside"),
        Cause::Event(_) => String::new(),
    }
}

/// Wrapped, on lines of signs that can be shown, and with what Graphviz would read as syntax escaped.
fn dot_text(text: &str) -> String {
    let lines = text.lines().map(crate::export::text::plain).flat_map(|line| wrap(&line, 36));
    let escaped = lines.map(|line| line.replace('\\', "\\\\").replace('"', "\\\""));
    escaped.collect::<Vec<_>>().join("\\n")
}
