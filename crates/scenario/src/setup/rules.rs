//! Compiles rules: resolves calls to readings, reports problems at their place in the text.

use powderkeg_engine::dice::Key;
use powderkeg_engine::id::{ContractId, Id, NameId, OptionId, PartyId};
use powderkeg_engine::parameter::Num;
use powderkeg_engine::reading::Reading;
use powderkeg_engine::rule::{Condition, Expression, Program, Slot};
use powderkeg_engine::setup::{Doctrine, OptionSetup, OrderTemplate, ResultRule, Reward, Scale, Setup};

use super::doctrine::{Amount, OptionDraft};
use super::economy::ContractDraft;
use super::ids::Ids;
use super::reward::RewardDraft;
use super::{at, intern};
use crate::catalogue::{self, CATALOGUE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::expr::{Call, Checked, Entity, EntityKind, ExprError, Lack, Let, Names, Scope, Session, Severity};
use crate::fields::RuleText;
use crate::registry::Registry;
use crate::source::Span;

/// The condition of the result that a run has if it has no other.
const ALWAYS: &str = "true";

/// What is needed to compile rules of a scenario.
#[derive(Clone, Debug)]
pub struct Rules {
    names: Names,
    /// For each kind that rules can be about, the first of its names.
    offsets: Vec<(EntityKind, usize)>,
}

/// A compiled rule that reads the truth, with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// The rule.
    pub program: Program,
    /// Its text.
    pub text: String,
}

/// The kinds of the registry as rules know them.
fn entity_kind(kind: &str) -> Option<EntityKind> {
    Some(match kind {
        "city" => EntityKind::City,
        "weather" => EntityKind::Region,
        "good" => EntityKind::Good,
        "contract" => EntityKind::Contract,
        "route" => EntityKind::Route,
        "workforce" => EntityKind::Workforce,
        "facility" => EntityKind::Facility,
        "project" => EntityKind::Project,
        "capability" => EntityKind::Capability,
        "constellation" => EntityKind::Asset,
        "force" => EntityKind::Force,
        "airfield" => EntityKind::Airfield,
        "agreement" => EntityKind::Agreement,
        _ => return None,
    })
}

impl Rules {
    /// The names that rules can use.
    pub(super) fn new(registry: &Registry, setup: &Setup, offsets: Vec<(&'static str, usize)>) -> Self {
        let mut names = Names::new();
        for (id, found) in registry.iter() {
            let index = u16::try_from(found.index).unwrap_or(u16::MAX);
            if found.kind == "party" {
                let kind = setup
                    .parties
                    .get(PartyId(index))
                    .map_or(EntityKind::Party, |party| catalogue::party_kind(party.kind));
                names.add(id, kind, index);
            } else if let Some(kind) = entity_kind(found.kind) {
                names.add(id, kind, index);
            }
        }
        for (id, project) in setup.projects.iter() {
            names.add_stages(id.0, project.tasks.iter().map(|task| task.id.as_str()));
        }
        names.set_gaps(registry.gaps().clone());
        let offsets =
            offsets.into_iter().filter_map(|(kind, first)| Some((entity_kind(kind)?, first))).collect();
        Self { names, offsets }
    }

    /// Whether all of the scenario was read.
    pub fn is_whole(&self) -> bool {
        self.names.gaps().is_empty()
    }

    fn name_of(&self, entity: Entity) -> NameId {
        let first = self.offsets.iter().find(|(kind, _)| *kind == entity.kind).map_or(0, |(_, first)| *first);
        NameId::from_index(first + usize::from(entity.index))
    }

    /// Compiles a condition that reads the truth.
    pub fn truth(&self, text: &RuleText, setup: &mut Setup, diagnostics: &mut Diagnostics) -> Option<Truth> {
        let mut compiler = Compiler { rules: self, setup, seat: None, problems: Vec::new() };
        let mut session = Session::new(&CATALOGUE, &self.names, Scope::Truth, Vec::new());
        // A condition as a number: 1 where it holds.
        let as_number = RuleText { text: format!("({}) ? 1 : 0", text.text), span: None };
        if text.is_missing() {
            return None;
        }
        let checked = session.condition(&text.text, &mut |call| compiler.intern(&call));
        compiler.report(text, &checked.problems, diagnostics);
        checked.rule.as_ref()?;
        let mut session = Session::new(&CATALOGUE, &self.names, Scope::Truth, Vec::new());
        let mut compiler = Compiler { rules: self, setup, seat: None, problems: Vec::new() };
        let program = session.number(&as_number.text, None, &mut |call| compiler.intern(&call)).rule?;
        Some(Truth { program, text: text.text.clone() })
    }

    /// Compiles a number that reads the truth.
    fn truth_number(
        &self,
        text: &RuleText,
        setup: &mut Setup,
        diagnostics: &mut Diagnostics,
    ) -> Option<Program> {
        if text.is_missing() {
            return None;
        }
        let mut compiler = Compiler { rules: self, setup, seat: None, problems: Vec::new() };
        let mut session = Session::new(&CATALOGUE, &self.names, Scope::Truth, Vec::new());
        let checked = session.number(&text.text, None, &mut |call| compiler.intern(&call));
        compiler.report(text, &checked.problems, diagnostics);
        checked.rule
    }

    pub(super) fn contracts(
        &self,
        drafts: Vec<ContractDraft>,
        setup: &mut Setup,
        diagnostics: &mut Diagnostics,
    ) {
        for draft in drafts {
            let mut contract = draft.contract;
            contract.excused =
                draft.excused.and_then(|text| self.truth(&text, setup, diagnostics)).map(|rule| rule.program);
            let route = contract.route;
            let id: ContractId = setup.contracts.push(contract);
            if let Some(route) = route.filter(|&route| setup.routes.get(route).is_some()) {
                setup.routes[route].contracts.push(id);
            }
        }
    }

    pub(super) fn options(
        &self,
        drafts: Vec<OptionDraft>,
        setup: &mut Setup,
        ids: &mut Ids<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        setup.doctrines = setup.parties.ids().map(|_| Doctrine::default()).collect();
        for draft in drafts {
            let party = draft.party;
            if let Some(option) = self.option(&draft, setup, ids, diagnostics) {
                let id: OptionId = setup.options.push(option);
                if setup.doctrines.get(party).is_some() {
                    setup.doctrines[party].options.push(id);
                }
            }
        }
    }

    fn option(
        &self,
        draft: &OptionDraft,
        setup: &mut Setup,
        ids: &mut Ids<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<OptionSetup> {
        if draft.when.is_missing() || draft.urge.is_missing() {
            // That has been reported; what else depends on it would follow from it.
            return None;
        }
        let lets =
            draft.lets.iter().map(|(name, number)| Let { name: name.clone(), number: *number, unit: None });
        let mut session = Session::new(&CATALOGUE, &self.names, Scope::Doctrine, lets.collect());
        let mut compiler = Compiler { rules: self, setup, seat: Some(draft.party), problems: Vec::new() };
        let when: Checked<Condition> =
            session.condition(&draft.when.text, &mut |call| compiler.intern(&call));
        let mut lacking = Lacking::default();
        compiler.report(&draft.when, &lacking.take_out(&draft.when, &when.problems), diagnostics);
        let mut compiler = Compiler { rules: self, setup, seat: Some(draft.party), problems: Vec::new() };
        let urge: Checked<Program> =
            session.number(&draft.urge.text, None, &mut |call| compiler.intern(&call));
        compiler.report(&draft.urge, &lacking.take_out(&draft.urge, &urge.problems), diagnostics);
        let amount = amount(draft, &mut session, &mut lacking);
        if draft.is_whole {
            lacking.report(draft.let_span, diagnostics);
            for unused in session.unused() {
                let message = format!("`{unused}` is never used");
                let diagnostic = Diagnostic::warning("unused-let", message)
                    .help("use it in `when`, `urge` or the order, or take it away");
                diagnostics.push(at(diagnostic, draft.let_span));
            }
        }
        let origin = ids.origin(draft.path.clone(), draft.span);
        let name = ids.part(&draft.path, draft.title.clone(), draft.span);
        debug_assert_eq!(name.key, Key::of(&draft.path));
        Some(OptionSetup {
            name,
            party: draft.party,
            agenda: draft.agenda,
            when: when.rule?,
            urge: urge.rule?,
            order: OrderTemplate { action: draft.action?, amount },
            lead_days: draft.lead_days,
            repeats: draft.repeats,
            at_most: draft.at_most,
            cadence_hours: draft.cadence_hours,
            origin,
        })
    }

    pub(super) fn endings(
        &self,
        results: Vec<(RuleText, String, Option<Span>)>,
        outcomes: Vec<(String, RuleText, String)>,
        setup: &mut Setup,
        ids: &mut Ids<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        for (index, (when, text, span)) in results.into_iter().enumerate() {
            // A condition that never changes is a mistake anywhere but here, where it is the end of the list.
            let when = if when.text.trim() == ALWAYS {
                Program::compile(&Expression::Constant(1.0)).ok()
            } else {
                self.truth(&when, setup, diagnostics).map(|rule| rule.program)
            };
            if let Some(when) = when {
                let origin = ids.origin(format!("result.{index}"), span);
                setup.results.push(ResultRule { when, text, origin });
            }
        }
        for (name, is, unit) in outcomes {
            if let Some(program) = self.truth_number(&is, setup, diagnostics) {
                setup.outcomes.push(Scale { name, is: program, text: is.text, unit });
            }
        }
    }

    pub(super) fn rewards(&self, drafts: Vec<RewardDraft>, setup: &mut Setup, diagnostics: &mut Diagnostics) {
        for RewardDraft { name, title, party, kind, is } in drafts {
            if let Some(is) = self.truth_number(&is, setup, diagnostics) {
                setup.rewards.push(Reward { name, title, party, kind, is });
            }
        }
    }

    pub(super) fn incident(&self, text: &RuleText, setup: &mut Setup, diagnostics: &mut Diagnostics) {
        let Some(rule) = self.truth(text, setup, diagnostics) else { return };
        match rule.program.slots() {
            [slot] if is_call(&text.text) => setup.incident.push(*slot),
            // What it asks about may be what could not be read.
            _ if is_call(&text.text) && !self.is_whole() => {}
            _ => {
                let diagnostic = Diagnostic::error(
                    "bad-incident",
                    "an incident is one fact, such as stopped(some_facility)",
                )
                .help("list several facts as several texts; a level that is compared is no fact");
                diagnostics.push(at(diagnostic, text.span));
            }
        }
    }
}

/// Whether a checked expression is one call and nothing else: then it is a fact, and not a level compared.
fn is_call(text: &str) -> bool {
    let Some((name, arguments)) = text.trim().split_once('(') else { return false };
    let is_name = name.trim_end().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name && arguments.find(')') == Some(arguments.len() - 1)
}

/// The number of an option's order: in place, or one of its `let`.
fn amount(draft: &OptionDraft, session: &mut Session<'_>, lacking: &mut Lacking) -> Option<Num> {
    match &draft.amount {
        Amount::None => None,
        Amount::Number(num) => Some(*num),
        Amount::Let(text) => {
            let name = text.text.trim();
            let found = draft.lets.iter().find(|(known, _)| known == name).map(|(_, num)| *num);
            if found.is_some() {
                session.mark_used(name);
                return found;
            }
            let message = format!("the order names `{name}`, which is no number of its `let`");
            let diagnostic = Diagnostic::error("unknown-let", message)
                .help("write a number, or define it: let = { ".to_owned() + name + " = 0.5 }")
                .did_you_mean(name, draft.lets.iter().map(|(name, _)| name.as_str()));
            lacking.add(name, at(diagnostic, text.span.or(draft.order_span)));
            None
        }
    }
}

/// The numbers that an option names and doesn't have: if they are several, its `let` is missing, and that is one mistake.
#[derive(Default)]
struct Lacking {
    names: Vec<String>,
    /// What is said of the first.
    first: Option<Diagnostic>,
}

impl Lacking {
    fn add(&mut self, name: &str, diagnostic: Diagnostic) {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
        self.first.get_or_insert(diagnostic);
    }

    /// Takes the lacking numbers out of an expression's problems.
    fn take_out(&mut self, text: &RuleText, problems: &[ExprError]) -> Vec<ExprError> {
        let mut others = Vec::new();
        for problem in problems {
            match &problem.lacks {
                Some(Lack::Number(name)) => self.add(name, place(problem, text)),
                Some(Lack::Entity(_)) | None => others.push(problem.clone()),
            }
        }
        others
    }

    fn report(self, let_span: Option<Span>, diagnostics: &mut Diagnostics) {
        let Some(first) = self.first else { return };
        let [others @ .., last] = &self.names[1..] else { return diagnostics.push(first) };
        let list =
            |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let known = [&self.names[..1], others].concat();
        let message = format!("there are no numbers or facts called {} and `{last}`", list(&known));
        let numbers = self.names.iter().map(|name| format!("{name} = …")).collect::<Vec<_>>().join(", ");
        let diagnostic = Diagnostic { message, ..first }.help(format!("name them: let = {{ {numbers} }}"));
        diagnostics.push(match let_span {
            Some(span) => diagnostic.label(span, "not named here"),
            None => diagnostic,
        });
    }
}

/// Resolves the calls of one expression.
struct Compiler<'a> {
    rules: &'a Rules,
    setup: &'a mut Setup,
    seat: Option<PartyId>,
    problems: Vec<String>,
}

impl Compiler<'_> {
    fn intern(&mut self, call: &Call) -> Slot {
        match catalogue::resolve(call, self.seat, self.setup, |entity| self.rules.name_of(entity)) {
            Ok(reading) => intern(self.setup, reading),
            Err(problem) => {
                self.problems.push(problem);
                intern(self.setup, Reading::Day)
            }
        }
    }

    fn report(self, text: &RuleText, problems: &[ExprError], diagnostics: &mut Diagnostics) {
        for problem in problems {
            diagnostics.push(place(problem, text));
        }
        // What is produced or consumed may have been written where nothing could be read.
        let is_certain = self.rules.is_whole();
        for problem in self.problems.into_iter().filter(|_| is_certain) {
            let help = "give the function all its arguments, each an id of the scenario";
            let diagnostic = Diagnostic::error("no-such-reading", problem.clone()).about(&problem).help(help);
            diagnostics.push(at(diagnostic, text.span));
        }
    }
}

/// A problem of an expression at its place in the scenario's text.
fn place(problem: &ExprError, text: &RuleText) -> Diagnostic {
    let diagnostic = match problem.severity() {
        Severity::Error => Diagnostic::error(problem.code.as_str(), problem.message.clone()),
        Severity::Warning => Diagnostic::warning(problem.code.as_str(), problem.message.clone()),
    };
    // The span of a rule includes its opening quote, one byte in a basic or literal string.
    let inner = |start: usize, end: usize| text.span.map(|span| span.within(start + 1, end + 1));
    let mut diagnostic = at(diagnostic, inner(problem.start, problem.end));
    if let (Some(also), Some(span)) =
        (&problem.also, problem.also.as_ref().and_then(|also| inner(also.start, also.end)))
    {
        diagnostic = diagnostic.label(span, also.message.clone());
    }
    if let Some(Lack::Entity(id)) = &problem.lacks {
        diagnostic = diagnostic.about(id);
    }
    match &problem.help {
        Some(help) => diagnostic.help(help.clone()),
        None => diagnostic,
    }
}
