//! `expect.toml`: what the record says happened. Nothing here reaches the engine.

use powderkeg_engine::time::{DAY, Minute};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Date, Table};
use crate::fields::{Fields, RuleText};
use crate::kind::{Kind, Shape};
use crate::load::Document;
use crate::reader::{Name, Reader};
use crate::registry::Registry;
use crate::setup::{Built, Truth, at};
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
    /// Where each setting is written.
    pub places: Vec<Option<Span>>,
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

/// Reads and compiles `expect.toml`, the direction tests apart; an empty record without one.
#[must_use]
pub fn read(
    scenario: &Document,
    starts: Option<i64>,
    built: &mut Built,
    diagnostics: &mut Diagnostics,
) -> (Expect, Vec<Direction>) {
    let Some(root) = &scenario.expect else { return Default::default() };
    let document = Document { root: root.clone(), expect: None, gaps: scenario.gaps.clone() };
    let registry = Registry::collect(&document, &EXPECT_KINDS, &[], diagnostics);
    let mut reader = Reader::new(&document, &registry, Vec::new());
    let facts = reader.read_all(&EXPECT_KINDS[0], fact);
    let givens = reader.read_all(&EXPECT_KINDS[1], fact);
    let claims = reader.read_all(&EXPECT_KINDS[2], fact);
    let pairs = reader.read_single(&EXPECT_KINDS[3], |f| {
        f.located_texts("pairs", "Precedence pairs: \"strike < airlift\".")
    });
    let directions = reader.read_all(&EXPECT_KINDS[4], direction);
    let chains = reader.read_all(&EXPECT_KINDS[5], |name, f| ChainDraft {
        name: name.id.clone(),
        pairs: f.located_texts("pairs", "Precedence pairs that hold in one run: \"strike < airlift\"."),
        with: f.located_texts("with", "Facts that happen in it besides."),
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
    let pairs = pairs.unwrap_or_default();
    let order = pairs.iter().filter_map(|pair| order_pair(pair, &facts, &registry, diagnostics)).collect();
    let compiled = built.setup.outcomes.iter().map(|outcome| outcome.name.clone()).collect();
    let outcomes = Outcomes { compiled, written: scenario.root.table("outcome") };
    let directions =
        directions.into_iter().map(|draft| draft.finish(&facts, &outcomes, &registry, diagnostics)).collect();
    let chains = chains.into_iter().map(|draft| draft.finish(&facts, &registry, diagnostics)).collect();
    (Expect { facts, givens, claims, order, chains }, directions)
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
        let diagnostic = at(diagnostic, fields.span_of("on"));
        fields.report(diagnostic);
    }
    if let (Some(first), Some(last)) = (after, before)
        && last.epoch_minutes() < first.epoch_minutes()
    {
        let message = format!("`before` {last} is earlier than `after` {first}: no day is both");
        let diagnostic = Diagnostic::error("bad-interval", message)
            .help("`after` is the first day that counts, `before` the last");
        let diagnostic = at(diagnostic, fields.span_of("before"));
        fields.report(diagnostic);
    }
    Draft { name: name.id.clone(), event, from: on.or(after), until: on.or(before) }
}

/// Reads "a < b".
fn order_pair(
    pair: &RuleText,
    facts: &[Fact],
    registry: &Registry,
    diagnostics: &mut Diagnostics,
) -> Option<(usize, usize)> {
    let here = |diagnostic| at(diagnostic, pair.span);
    let Some((first, second)) = pair.text.split_once('<') else {
        let message = format!("`{}` is no precedence pair", pair.text);
        diagnostics.push(here(Diagnostic::error("bad-pair", message).help("write \"strike < airlift\"")));
        return None;
    };
    let mut find = |name: &str| find_fact(name, pair.span, facts, registry, diagnostics);
    let (first, second) = (find(first.trim())?, find(second.trim())?);
    if first == second {
        let message = "a fact does not come before itself";
        diagnostics.push(here(Diagnostic::error("bad-pair", message).help("write \"strike < airlift\"")));
        return None;
    }
    Some((first, second))
}

/// The index of a fact that something names.
fn find_fact(
    name: &str,
    span: Option<Span>,
    facts: &[Fact],
    registry: &Registry,
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    let found = facts.iter().position(|fact| fact.name == name);
    // A fact whose rule has a mistake is there.
    if found.is_none() && registry.get(name).is_none() && !registry.gaps().may_define(name) {
        let known = facts.iter().map(|fact| fact.name.as_str());
        let diagnostic = Diagnostic::error("unknown-id", format!("there is no fact `{name}`"))
            .about(name)
            .help(format!("define [fact.{name}] with its event"))
            .did_you_mean(name, known);
        diagnostics.push(at(diagnostic, span));
    }
    found
}

/// A chain before its names are looked up.
struct ChainDraft {
    name: String,
    pairs: Vec<RuleText>,
    with: Vec<RuleText>,
}

impl ChainDraft {
    fn finish(self, facts: &[Fact], registry: &Registry, diagnostics: &mut Diagnostics) -> Chain {
        let Self { name, pairs, with } = self;
        let pairs = pairs.iter().filter_map(|pair| order_pair(pair, facts, registry, diagnostics)).collect();
        let with = with
            .iter()
            .filter_map(|fact| find_fact(&fact.text, fact.span, facts, registry, diagnostics))
            .collect();
        Chain { name, pairs, with }
    }
}

/// The outcomes that a direction can be about: those without a mistake, and all that are written.
struct Outcomes<'a> {
    compiled: Vec<String>,
    written: Option<&'a Table>,
}

/// A direction before its names are looked up.
struct DirectionDraft {
    name: String,
    set: Vec<RuleText>,
    raises: Vec<RuleText>,
    lowers: Vec<RuleText>,
}

fn direction(name: &Name, fields: &mut Fields<'_, '_>) -> DirectionDraft {
    let draft = DirectionDraft {
        name: name.id.clone(),
        set: fields.located_texts("set", "Settings: \"workforce.crews.pay_ratio = 0.9\"."),
        raises: fields.located_texts("raises", "Facts or outcomes that rise."),
        lowers: fields.located_texts("lowers", "Facts or outcomes that fall."),
    };
    for (is_missing, what, help) in [
        (draft.set.is_empty(), "sets nothing", "write set = [\"some.path = 1.5\"]"),
        (
            draft.raises.is_empty() && draft.lowers.is_empty(),
            "expects nothing",
            "write raises = [\"some_fact\"]",
        ),
    ] {
        if is_missing && fields.is_whole() && !fields.is_describing() {
            let diagnostic = Diagnostic::warning("empty-direction", format!("the direction test {what}"));
            let diagnostic = at(diagnostic.help(help), fields.span());
            fields.report(diagnostic);
        }
    }
    draft
}

impl DirectionDraft {
    fn finish(
        self,
        facts: &[Fact],
        outcomes: &Outcomes<'_>,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Direction {
        let mut measure = |text: &RuleText| {
            let name = &text.text;
            let fact = facts.iter().position(|fact| fact.name == *name).map(Measure::Fact);
            let found = fact.or_else(|| {
                outcomes.compiled.iter().position(|outcome| outcome == name).map(Measure::Outcome)
            });
            let is_written = registry.gaps().may_define(name)
                || registry.get(name).is_some()
                || outcomes.written.is_some_and(|all| all.get(name).is_some());
            if found.is_none() && !is_written {
                let known = facts
                    .iter()
                    .map(|fact| fact.name.as_str())
                    .chain(outcomes.compiled.iter().map(String::as_str));
                let diagnostic =
                    Diagnostic::error("unknown-id", format!("there is no fact or outcome `{name}`"))
                        .about(name)
                        .help(format!("define [fact.{name}] or [outcome.{name}]"));
                diagnostics.push(at(diagnostic, text.span).did_you_mean(name, known));
            }
            found
        };
        let raises = self.raises.iter().filter_map(&mut measure).collect();
        let lowers = self.lowers.iter().filter_map(&mut measure).collect();
        let places = self.set.iter().map(|setting| setting.span).collect();
        let set = self.set.into_iter().map(|setting| setting.text).collect();
        Direction { name: self.name, set, places, raises, lowers }
    }
}
