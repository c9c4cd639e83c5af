//! Why something happened: the graph of its causes, back to scenario lines, orders and draws.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use powderkeg_engine::cause::Cause;
use powderkeg_engine::log::Record;
use serde_json::{Value, json};

use crate::cause_text::{cause_json, given};
use crate::fields::{float, object};
use crate::graph::{Graph, Node, source};
use crate::layout::{hang, width};
use crate::pivot::{Bearing, Read, Rule, rule};
use crate::run::{Run, civil};
use crate::sentence::sentence;
use crate::words::{percent, significant};

/// What reruns found of a cause: whether the record that is asked about would have happened without it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Necessity {
    /// Whether it would not, with this run's luck.
    pub necessary: bool,
    /// In which share of how many other runs it would not, if that was asked.
    pub share: Option<(f64, u32)>,
}

impl Necessity {
    fn remark(self) -> String {
        let word = if self.necessary { "necessary" } else { "not necessary" };
        match self.share {
            Some((share, runs)) => format!("{word}; in {} of {runs} runs", percent(share)),
            None => word.into(),
        }
    }
}

/// The causes of one record.
#[derive(Clone)]
pub struct Why<'a> {
    run: Run<'a>,
    /// By number in the log, from 1.
    necessity: BTreeMap<usize, Necessity>,
    /// Place of the record in the log, from 0.
    root: usize,
    /// How many steps back from the record; `usize::MAX` for all.
    depth: usize,
}

/// Steps back that a tree shows where no depth is asked for.
const MOST_STEPS: usize = 5;

impl<'a> Why<'a> {
    /// The causes of the record with a number (its place in the log, from 1), at most `depth` steps
    /// back; `None` if there is no such record.
    #[must_use]
    pub fn new(run: Run<'a>, number: usize, depth: Option<usize>) -> Option<Self> {
        let root = number.checked_sub(1).filter(|&root| root < run.log.records().len())?;
        Some(Self { run, necessity: BTreeMap::new(), root, depth: depth.unwrap_or(usize::MAX) })
    }

    /// The same with what reruns found, by number in the log.
    #[must_use]
    pub fn with_necessity(self, necessity: BTreeMap<usize, Necessity>) -> Self {
        Self { necessity, ..self }
    }

    /// The causes of a record, as many steps back as fit into `lines` of a tree of `columns`, and at least one.
    #[must_use]
    pub fn fitting(run: Run<'a>, number: usize, columns: usize, lines: usize) -> Option<Self> {
        let mut best = Self::new(run, number, Some(1))?;
        let mut shown = best.tree(columns);
        // A long thin tree is no easier to read than a long one.
        for depth in 2..=MOST_STEPS {
            let deeper = Self { depth, ..best.clone() };
            let tree = deeper.tree(columns);
            if tree == shown || tree.lines().count() > lines {
                break;
            }
            (best, shown) = (deeper, tree);
        }
        Some(best)
    }

    /// How many steps back the tree goes.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// How many earlier events are too far back to be in the tree.
    #[must_use]
    pub fn hidden(&self) -> usize {
        let whole = Self { depth: usize::MAX, ..self.clone() };
        whole.graph().records.len() - self.graph().records.len()
    }

    /// A tree for people, at most `columns` wide. A record that was shown before is only named.
    #[must_use]
    pub fn tree(&self, columns: usize) -> String {
        let mut tree = Tree { why: self, columns, shown: BTreeSet::new(), out: String::new() };
        tree.record(self.root, 0, "", "", None);
        tree.out
    }

    /// The graph in Graphviz's language.
    #[must_use]
    pub fn dot(&self) -> String {
        self.graph().dot(&self.run, |position| self.necessity.get(&(position + 1)).map(|row| row.remark()))
    }

    /// The graph for programs: `root`, `records` and `edges` (from cause to effect).
    #[must_use]
    pub fn json(&self) -> Value {
        let graph = self.graph();
        let records: Vec<Value> = graph
            .records
            .keys()
            .map(|&position| {
                let record = &self.run.log.records()[position];
                object([
                    ("id", json!(position + 1)),
                    ("time", json!(civil(self.run.setup, record.id.at).to_string())),
                    ("kind", json!(record.event.kind().name())),
                    ("text", json!(self.sentence(record))),
                    ("rule", rule(&self.run, record).map_or(Value::Null, |rule| rule_json(&self.run, &rule))),
                    ("necessary", json!(self.necessity.get(&(position + 1)).map(|row| row.necessary))),
                ])
            })
            .collect();
        let edges: Vec<Value> = graph
            .edges
            .iter()
            .map(|edge| {
                let from = match edge.from {
                    Node::Record(position) => object([("type", json!("event")), ("id", json!(position + 1))]),
                    Node::Source(index) => cause_json(&self.run, graph.sources[index]),
                };
                object([
                    ("from", from),
                    ("to", json!(edge.to + 1)),
                    ("bearing", json!(edge.bearing.map(Bearing::name))),
                ])
            })
            .collect();
        object([("root", json!(self.root + 1)), ("records", json!(records)), ("edges", json!(edges))])
    }

    fn graph(&self) -> Graph {
        Graph::behind(&self.run, [self.root], self.depth)
    }

    fn sentence(&self, record: &Record) -> String {
        sentence(&self.run.words(), &record.event)
    }

    fn time(&self, record: &Record) -> String {
        self.run.words().time(record.id.at)
    }
}

struct Tree<'a, 'r> {
    why: &'a Why<'r>,
    columns: usize,
    shown: BTreeSet<usize>,
    out: String,
}

impl Tree<'_, '_> {
    /// A record with what is behind it; `first` and `rest` stand before its first and further lines.
    fn record(&mut self, position: usize, depth: usize, first: &str, rest: &str, bearing: Option<Bearing>) {
        let run = self.why.run;
        let record = &run.log.records()[position];
        let number = position + 1;
        let necessity = self.why.necessity.get(&number).map(|row| row.remark());
        let remarks = bearing.and_then(Bearing::remark).into_iter().chain(necessity);
        let remark: String = remarks.map(|text| format!(" [{text}]")).collect();
        if !self.shown.insert(position) {
            let sentence = self.why.sentence(record);
            self.line(&format!("{sentence} see #{number}{remark}"), first, rest);
            return;
        }
        let causes = run.log.causes(record);
        let behind = depth >= self.why.depth
            && (causes.iter().any(|cause| matches!(cause, Cause::Event(_))) || rule(&run, record).is_some());
        let more = if behind { " …" } else { "" };
        let text =
            format!("#{number} {}: {}{remark}{more}", self.why.time(record), self.why.sentence(record));
        self.line(&text, first, rest);
        if depth >= self.why.depth {
            return;
        }
        let rule = rule(&run, record);
        if let Some(rule) = &rule {
            self.rule(rule, &format!("{rest}│  "));
        }
        // The rule names its own place.
        let its_place = |cause: &Cause| match (cause, &rule) {
            (Cause::Given(origin), Some(rule)) => *origin == rule.origin,
            _ => false,
        };
        let causes: Vec<Cause> = causes.iter().copied().filter(|cause| !its_place(cause)).collect();
        for (index, &cause) in causes.iter().enumerate() {
            let last = index + 1 == causes.len();
            let branch = format!("{rest}{}", if last { "└─ " } else { "├─ " });
            let below = format!("{rest}{}", if last { "   " } else { "│  " });
            match cause {
                Cause::Event(id) => match run.log.position(id) {
                    Some(earlier) => {
                        let bearing = crate::pivot::bearing(&run, record, id);
                        self.record(earlier, depth + 1, &branch, &below, bearing);
                    }
                    None => self.line("a record that is not in this log", &branch, &below),
                },
                Cause::Given(_) | Cause::Chance(_) | Cause::Order(_) => {
                    self.line(&source(&self.why.run, cause), &branch, &below);
                }
            }
        }
    }

    fn rule(&mut self, rule: &Rule, prefix: &str) {
        let hung = format!("{prefix}    ");
        self.line(
            &format!(
                "rule “{}” ({} {}), urge {} a day",
                rule.title,
                rule.place,
                rule.name,
                significant(rule.urge)
            ),
            prefix,
            &hung,
        );
        let read: Vec<String> = rule.urge_read.iter().map(|read| self.read(read)).collect();
        let numbers: Vec<String> =
            rule.urge_numbers.iter().map(|(name, value)| value_of(name, *value)).collect();
        let made_of: Vec<String> =
            [read, numbers].into_iter().filter(|list| !list.is_empty()).map(|list| list.join(", ")).collect();
        if !made_of.is_empty() {
            self.line(&format!("urge of: {}", made_of.join("; ")), &format!("{prefix}  "), &hung);
        }
        for conjunct in &rule.conjuncts {
            let values: Vec<String> = conjunct
                .readings
                .iter()
                .chain(&conjunct.numbers)
                // A fact that held or did not says so itself.
                .filter(|(name, _)| !(conjunct.held && conjunct.text.trim_start_matches('!') == name))
                .map(|(name, value)| value_of(name, *value))
                .collect();
            let held = if conjunct.held { "holds:" } else { "fails:" };
            let mut text = format!("{held} {}", conjunct.text);
            if !values.is_empty() {
                let _ = write!(text, "  with {}", values.join(", "));
            }
            self.line(&text, &format!("{prefix}  "), &hung);
        }
    }

    /// "`striking_share(crews)` = 0.4 (#171)".
    fn read(&self, read: &Read) -> String {
        let run = self.why.run;
        let because = match read.because {
            Some(Cause::Event(id)) => run.log.position(id).map(|position| format!("#{}", position + 1)),
            Some(Cause::Given(origin)) => Some(given(&run, origin)),
            Some(Cause::Chance(_) | Cause::Order(_)) | None => None,
        };
        let because = because.map_or_else(String::new, |because| format!(" ({because})"));
        format!("{}{because}", value_of(&read.name, read.value))
    }

    fn line(&mut self, text: &str, first: &str, rest: &str) {
        // Deep in the tree the text keeps at least some room, even if the line grows longer.
        let columns = self.columns.max(width(rest) + 40);
        self.out.push_str(&hang(text, columns, first, rest));
    }
}

fn value_of(name: &str, value: f64) -> String {
    format!("{name} = {}", significant(value))
}

fn rule_json(run: &Run, rule: &Rule) -> Value {
    let read = |read: &Read| {
        let because = read.because.map_or(Value::Null, |because| cause_json(run, because));
        object([("name", json!(read.name)), ("value", float(read.value)), ("because", because)])
    };
    let values = |rows: &[(String, f64)]| -> Value {
        rows.iter().map(|(name, value)| object([("name", json!(name)), ("value", float(*value))])).collect()
    };
    let conjuncts: Vec<Value> = rule
        .conjuncts
        .iter()
        .map(|conjunct| {
            object([
                ("text", json!(conjunct.text)),
                ("held", json!(conjunct.held)),
                ("readings", values(&conjunct.readings)),
                ("numbers", values(&conjunct.numbers)),
            ])
        })
        .collect();
    object([
        ("name", json!(rule.name)),
        ("place", json!(rule.place)),
        ("urge_per_day", float(rule.urge)),
        ("urge_readings", rule.urge_read.iter().map(read).collect()),
        ("urge_numbers", values(&rule.urge_numbers)),
        ("conjuncts", json!(conjuncts)),
    ])
}
