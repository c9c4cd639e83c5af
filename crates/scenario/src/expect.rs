//! `expect.toml`: what the record says happened. Nothing here reaches the engine.

use powderkeg_engine::time::{DAY, Minute};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Date;
use crate::fields::{Fields, RuleText};
use crate::kind::{Kind, Shape};
use crate::load::Document;
use crate::reader::{Name, Reader};
use crate::registry::Registry;
use crate::setup::{Built, Truth};
use crate::source::Span;

/// What a scenario is held against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expect {
    /// What the record says happened, dated or not: scored.
    pub facts: Vec<Fact>,
    /// True by construction, such as a planned date: not scored.
    pub givens: Vec<Fact>,
    /// What the record claims: scored apart.
    pub claims: Vec<Fact>,
    /// Precedence pairs: indices into `facts`, the first before the second.
    pub order: Vec<(usize, usize)>,
    /// Pairs and facts that are asked of the same run.
    pub chains: Vec<Chain>,
    /// What must move which way.
    pub directions: Vec<Direction>,
}

/// An entry of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// When it holds, in the truth.
    pub rule: Truth,
    /// First minute of the recorded interval.
    pub from: Option<Minute>,
    /// Last minute of the recorded interval.
    pub until: Option<Minute>,
}

/// Several pairs in order, and further facts, all in one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// Its name.
    pub name: String,
    /// Precedence pairs: indices into the facts.
    pub pairs: Vec<(usize, usize)>,
    /// Facts that happen besides.
    pub with: Vec<usize>,
}

/// A direction test: with these settings, some things happen more often or are larger, others less.
#[derive(Clone, Debug, PartialEq)]
pub struct Direction {
    /// Its name.
    pub name: String,
    /// Settings, `PATH = VALUE`.
    pub set: Vec<String>,
    /// What rises.
    pub raises: Vec<Measure>,
    /// What falls.
    pub lowers: Vec<Measure>,
}

/// What a direction test looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The share of runs in which a fact happens.
    Fact(usize),
    /// The mean of an outcome.
    Outcome(usize),
}

const EXPECT_KINDS: [Kind; 6] = [
    Kind { name: "fact", shape: Shape::Entity, doc: "What the record says happened." },
    Kind { name: "given", shape: Shape::Entity, doc: "True by construction." },
    Kind { name: "claim", shape: Shape::Entity, doc: "What the record claims." },
    Kind { name: "order", shape: Shape::Single, doc: "What came before what." },
    Kind { name: "direction", shape: Shape::Entity, doc: "What must move which way." },
    Kind { name: "chain", shape: Shape::Entity, doc: "Pairs and facts asked of one and the same run." },
];

/// An entry before its rule is compiled.
struct Draft {
    name: String,
    event: RuleText,
    from: Option<Date>,
    until: Option<Date>,
}

/// Reads and compiles `expect.toml`; an empty record without one.
#[must_use]
pub fn read(
    document: &Document,
    starts: Option<i64>,
    built: &mut Built,
    diagnostics: &mut Diagnostics,
) -> Expect {
    let Some(root) = &document.expect else { return Expect::default() };
    let document = Document { root: root.clone(), expect: None, complete: document.complete };
    let registry = Registry::collect(&document, &EXPECT_KINDS, &[], diagnostics);
    let mut reader = Reader::new(&document, &registry, Vec::new());
    let facts = reader.read_all(&EXPECT_KINDS[0], fact);
    let givens = reader.read_all(&EXPECT_KINDS[1], fact);
    let claims = reader.read_all(&EXPECT_KINDS[2], fact);
    let pairs = reader.read_single(&EXPECT_KINDS[3], |f| {
        (f.texts("pairs", "Precedence pairs: \"strike < airlift\"."), f.span_of("pairs"))
    });
    let directions = reader.read_all(&EXPECT_KINDS[4], direction);
    let chains = reader.read_all(&EXPECT_KINDS[5], |name, f| ChainDraft {
        name: name.id.clone(),
        pairs: f.texts("pairs", "Precedence pairs that hold in one run: \"strike < airlift\"."),
        with: f.texts("with", "Facts that happen in it besides."),
        span: f.span(),
    });
    let collected = reader.finish();
    built.citations.extend(collected.citations);
    diagnostics.extend(collected.diagnostics);

    let starts = starts.unwrap_or(0);
    let mut compile = |drafts: Vec<Draft>, diagnostics: &mut Diagnostics| -> Vec<Fact> {
        let rules = built.rules.clone();
        let compiled = drafts.into_iter().filter_map(|draft| {
            let rule = rules.truth(&draft.event, &mut built.setup, diagnostics)?;
            Some(Fact {
                name: draft.name,
                rule,
                from: draft.from.map(|date| minute(starts, date, false)),
                until: draft.until.map(|date| minute(starts, date, true)),
            })
        });
        compiled.collect()
    };
    let facts = compile(facts, diagnostics);
    let givens = compile(givens, diagnostics);
    let claims = compile(claims, diagnostics);
    let (pairs, pairs_span) = pairs.unwrap_or_default();
    let order = pairs.iter().filter_map(|pair| order_pair(pair, &facts, pairs_span, diagnostics)).collect();
    let outcomes: Vec<String> = built.setup.outcomes.iter().map(|outcome| outcome.name.clone()).collect();
    let chains = chains.into_iter().map(|draft| draft.finish(&facts, diagnostics)).collect();
    let directions =
        directions.into_iter().map(|draft| draft.finish(&facts, &outcomes, diagnostics)).collect();
    Expect { facts, givens, claims, order, chains, directions }
}

fn minute(starts: i64, date: Date, end_of_day: bool) -> Minute {
    let minutes =
        date.epoch_minutes() - starts + if end_of_day && !date.has_time { i64::from(DAY) - 1 } else { 0 };
    Minute(u32::try_from(minutes.max(0)).unwrap_or(u32::MAX))
}

fn fact(name: &Name, fields: &mut Fields<'_, '_>) -> Draft {
    let event = fields.rule("event", "When it holds, in the truth.");
    let on = fields.optional_date("on", "The recorded day.");
    let after = fields.optional_date("after", "Not before this day.");
    let before = fields.optional_date("before", "Not after this day.");
    if on.is_some() && (after.is_some() || before.is_some()) {
        let diagnostic =
            Diagnostic::error("two-dates", "`on` is a day; `after` and `before` are an interval")
                .help("keep one of the two forms");
        let diagnostic = match fields.span_of("on") {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        };
        fields.report(diagnostic);
    }
    Draft { name: name.id.clone(), event, from: on.or(after), until: on.or(before) }
}

/// Reads "a < b".
fn order_pair(
    pair: &str,
    facts: &[Fact],
    span: Option<Span>,
    diagnostics: &mut Diagnostics,
) -> Option<(usize, usize)> {
    let at = |diagnostic: Diagnostic| match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    };
    let Some((first, second)) = pair.split_once('<') else {
        let message = format!("`{pair}` is no precedence pair");
        diagnostics.push(at(Diagnostic::error("bad-pair", message).help("write \"strike < airlift\"")));
        return None;
    };
    let mut find = |name: &str| find_fact(name, facts, span, diagnostics);
    let (first, second) = (find(first.trim()), find(second.trim()));
    first.zip(second)
}

fn find_fact(name: &str, facts: &[Fact], span: Option<Span>, diagnostics: &mut Diagnostics) -> Option<usize> {
    let found = facts.iter().position(|fact| fact.name == name);
    if found.is_none() {
        let known = facts.iter().map(|fact| fact.name.as_str());
        let diagnostic =
            Diagnostic::error("unknown-id", format!("there is no fact `{name}`")).did_you_mean(name, known);
        diagnostics.push(match span {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        });
    }
    found
}

/// A chain before its names are looked up.
struct ChainDraft {
    name: String,
    pairs: Vec<String>,
    with: Vec<String>,
    span: Option<Span>,
}

impl ChainDraft {
    fn finish(self, facts: &[Fact], diagnostics: &mut Diagnostics) -> Chain {
        let Self { name, pairs, with, span } = self;
        let pairs = pairs.iter().filter_map(|pair| order_pair(pair, facts, span, diagnostics)).collect();
        let with = with.iter().filter_map(|fact| find_fact(fact, facts, span, diagnostics)).collect();
        Chain { name, pairs, with }
    }
}

/// A direction before its names are looked up.
struct DirectionDraft {
    name: String,
    set: Vec<String>,
    raises: Vec<String>,
    lowers: Vec<String>,
    span: Option<Span>,
}

fn direction(name: &Name, fields: &mut Fields<'_, '_>) -> DirectionDraft {
    DirectionDraft {
        name: name.id.clone(),
        set: fields.texts("set", "Settings: \"workforce.crews.pay_ratio = 0.9\"."),
        raises: fields.texts("raises", "Facts or outcomes that rise."),
        lowers: fields.texts("lowers", "Facts or outcomes that fall."),
        span: fields.span(),
    }
}

impl DirectionDraft {
    fn finish(self, facts: &[Fact], outcomes: &[String], diagnostics: &mut Diagnostics) -> Direction {
        let mut measure = |name: &String| {
            let fact = facts.iter().position(|fact| fact.name == *name).map(Measure::Fact);
            let found =
                fact.or_else(|| outcomes.iter().position(|outcome| outcome == name).map(Measure::Outcome));
            if found.is_none() {
                let known =
                    facts.iter().map(|fact| fact.name.as_str()).chain(outcomes.iter().map(String::as_str));
                let diagnostic =
                    Diagnostic::error("unknown-id", format!("there is no fact or outcome `{name}`"));
                let diagnostic = match self.span {
                    Some(span) => diagnostic.at(span),
                    None => diagnostic,
                };
                diagnostics.push(diagnostic.did_you_mean(name, known));
            }
            found
        };
        let raises = self.raises.iter().filter_map(&mut measure).collect();
        let lowers = self.lowers.iter().filter_map(&mut measure).collect();
        Direction { name: self.name, set: self.set, raises, lowers }
    }
}
