//! Names, calls and their arguments.

use powderkeg_engine::rule::Expression;

use super::super::catalogue::{Accepts, Argument, Call, Entity, EntityKind, Parameter, Quantity, Signature};
use super::super::syntax::Kind;
use super::super::words::{closest, indefinite, some};
use super::super::{Code, ExprError, Lack, Node, Span, Unit};
use super::units::Measure;
use super::{Checker, PURE, Reads, Type, Value};

impl Checker<'_, '_> {
    /// A name by itself: a `let` number, a constant of the language, or a function without arguments.
    pub(super) fn name(&mut self, node: &Node, name: &str) -> Value {
        if let Some(index) = self.session.lets.iter().position(|one| one.name == name) {
            let one = &mut self.session.lets[index];
            one.used = true;
            return Value::fixed(Type::Number(Measure::Let(index)), Expression::Number(one.number));
        }
        if let Some(constant) = self.session.catalogue.constant(name) {
            let measure = Measure::Unit(Unit::read(constant.unit));
            return Value::fixed(Type::Number(measure), Expression::Constant(constant.value));
        }
        if let Some((index, signature)) = self.session.catalogue.function(name) {
            return self.catalogued(index, signature, node, node.span, &[]);
        }
        self.unknown_value(node.span, name);
        Value::unknown()
    }

    fn unknown_value(&mut self, span: Span, name: &str) {
        if let Some((_, _, usage, _)) = PURE.iter().find(|(pure, ..)| *pure == name) {
            let message = format!("`{name}` is a function");
            self.report(ExprError::new(Code::WrongKind, span, message).help(format!("call `{usage}`")));
            return;
        }
        if let Some(entity) = self.session.names.entity(name) {
            let message =
                format!("`{name}` is {}, neither a number nor a fact", indefinite(entity.kind.noun()));
            let problem = ExprError::new(Code::WrongKind, span, message);
            let questions = self.functions_about(entity.kind);
            self.report(match some(questions) {
                Some(functions) => problem.help(format!("ask something about it: {functions}")),
                None => problem,
            });
            return;
        }
        if self.session.names.gaps().may_define(name) {
            return;
        }
        let message = format!("there is no number or fact called `{name}`");
        let problem = ExprError::new(Code::UnknownName, span, message).lacks(Lack::Number(name.to_owned()));
        let lets = self.session.lets.iter().map(|one| one.name.as_str());
        let constants = self.session.catalogue.constants.iter().map(|constant| constant.name);
        let functions = self.functions().filter(|signature| signature.required() == 0);
        let bare = lets.chain(constants).chain(functions.map(|signature| signature.name));
        let bare = closest(name, bare);
        let called = || closest(name, self.functions().map(|signature| signature.name));
        self.report(match bare.or_else(called) {
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => problem.help("numbers are named in the rule's `let`"),
        });
    }

    /// The functions that this scope may call.
    fn functions(&self) -> impl Iterator<Item = &'static Signature> + use<> {
        let scope = self.session.scope;
        self.session.catalogue.functions.iter().filter(move |signature| signature.available.covers(scope))
    }

    /// The functions whose first argument may be of `kind`.
    fn functions_about(&self, kind: EntityKind) -> impl Iterator<Item = &'static str> + use<> {
        let takes = move |signature: &&Signature| match signature.parameters.first().map(|p| p.accepts) {
            Some(Accepts::Entity(kinds) | Accepts::Entities(kinds)) => kinds.contains(&kind),
            Some(Accepts::Stage | Accepts::Word(_)) | None => false,
        };
        self.functions().filter(takes).map(|signature| signature.name)
    }

    pub(super) fn call(&mut self, node: &Node, function: &str, name: Span, arguments: &[Node]) -> Value {
        if let Some(&(_, pure, usage, count)) = PURE.iter().find(|(pure, ..)| *pure == function) {
            return self.pure(pure, usage, count, node, arguments);
        }
        if let Some((index, signature)) = self.session.catalogue.function(function) {
            return self.catalogued(index, signature, node, name, arguments);
        }
        self.unknown_function(name, function);
        for argument in arguments {
            self.mark_lets(argument);
        }
        Value::unknown()
    }

    fn unknown_function(&mut self, span: Span, function: &str) {
        let is_let = self.session.lets.iter().any(|one| one.name == function);
        let is_constant = self.session.catalogue.constant(function).is_some();
        let message = match self.session.names.entity(function) {
            _ if is_let || is_constant => format!("`{function}` is a number, not a function"),
            Some(entity) => format!("`{function}` is {}, not a function", indefinite(entity.kind.noun())),
            None => format!("there is no function `{function}`"),
        };
        let problem = ExprError::new(Code::UnknownFunction, span, message);
        let pure = PURE.iter().map(|(name, ..)| *name);
        let known = self.functions().map(|signature| signature.name).chain(pure);
        self.report(match closest(function, known) {
            _ if is_let || is_constant => problem.help("multiplication is `*`"),
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => problem.help("the reference lists what rules can ask"),
        });
    }

    /// Counts the `let` numbers within a call that is not known as used: one mistake is enough.
    fn mark_lets(&mut self, node: &Node) {
        match &node.kind {
            Kind::Name(name) => {
                self.session.mark_used(name);
            }
            Kind::Missing | Kind::Number(_) | Kind::Bool(_) | Kind::Text(_) => {}
            Kind::List(nodes) | Kind::Call { arguments: nodes, .. } => {
                nodes.iter().for_each(|node| self.mark_lets(node));
            }
            Kind::Prefix(_, x) => self.mark_lets(x),
            Kind::Infix(_, x, y) => {
                self.mark_lets(x);
                self.mark_lets(y);
            }
            Kind::Choice(parts) => parts.iter().for_each(|part| self.mark_lets(part)),
        }
    }

    /// A call of a function of the catalogue.
    fn catalogued(
        &mut self,
        function: u16,
        signature: &'static Signature,
        node: &Node,
        name: Span,
        nodes: &[Node],
    ) -> Value {
        let ty = match signature.result {
            Quantity::Fact => Type::Fact,
            Quantity::Number(unit) => Type::Number(Measure::Unit(Unit::read(unit))),
        };
        let reads = Reads { any: true, calendar: signature.calendar };
        // an argument that is not even a name makes it doubtful what was meant: say no more about the result
        let named = nodes.iter().all(|node| matches!(node.kind, Kind::Name(_) | Kind::List(_)));
        let doubtful = if named { ty.clone() } else { Type::Unknown };
        let unresolved = Value { ty: doubtful, reads, ..Value::unknown() };
        let scope = self.session.scope;
        let in_scope = signature.available.covers(scope);
        if !in_scope {
            let message = format!("`{}` cannot be asked in {scope}", signature.name);
            let help = match scope {
                super::Scope::Doctrine => "doctrine reads the party's view, which does not contain it",
                super::Scope::Truth => "it belongs to a party's view; here the truth is read",
            };
            self.report(ExprError::new(Code::NotInScope, name, message).help(help));
        }
        let (required, most) = (signature.required(), signature.parameters.len());
        let counted = (required..=most).contains(&nodes.len());
        if !counted {
            let wanted = if required == most { most.to_string() } else { format!("{required} to {most}") };
            let user = format!("`{}`", signature.name);
            self.wrong_count(node, &user, &wanted, nodes.len(), &signature.to_string());
        }
        let mut arguments: Vec<Option<Argument>> = Vec::new();
        for (parameter, node) in signature.parameters.iter().zip(nodes) {
            let before = arguments.last().cloned().flatten();
            arguments.push(self.argument(signature, parameter, before.as_ref(), node));
        }
        match arguments.into_iter().collect() {
            Some(arguments) if in_scope && counted => {
                let slot = (self.intern)(Call { function, arguments });
                Value { ty, code: Expression::Reading(slot), reads }
            }
            _ => unresolved,
        }
    }

    fn argument(
        &mut self,
        signature: &Signature,
        parameter: &Parameter,
        before: Option<&Argument>,
        node: &Node,
    ) -> Option<Argument> {
        match (parameter.accepts, &node.kind) {
            (_, Kind::Missing) => None,
            (Accepts::Entity(kinds), Kind::Name(id)) => {
                self.entity(signature, kinds, node, id).map(Argument::Entity)
            }
            (Accepts::Entities(kinds), Kind::Name(id)) => {
                self.entity(signature, kinds, node, id).map(|entity| Argument::Entities(vec![entity]))
            }
            (Accepts::Entities(kinds), Kind::List(nodes)) => self.entities(signature, kinds, node, nodes),
            (Accepts::Stage, Kind::Name(id)) => self.stage(before, node, id).map(Argument::Stage),
            (Accepts::Word(words), Kind::Name(word)) => self.word(signature, words, node, word),
            (accepts, kind) => {
                self.not_a_name(signature, accepts, node, kind);
                None
            }
        }
    }

    fn entities(
        &mut self,
        signature: &Signature,
        kinds: &[EntityKind],
        list: &Node,
        nodes: &[Node],
    ) -> Option<Argument> {
        if nodes.is_empty() {
            let problem = ExprError::new(Code::WrongCount, list.span, "the list is empty");
            self.report(problem.help("name at least one"));
            return None;
        }
        let mut entities = Vec::new();
        let mut complete = true;
        for node in nodes {
            let entity = match &node.kind {
                Kind::Missing => None,
                Kind::Name(id) => self.entity(signature, kinds, node, id),
                kind => {
                    self.not_a_name(signature, Accepts::Entity(&[]), node, kind);
                    None
                }
            };
            let Some(entity) = entity else {
                complete = false;
                continue;
            };
            if entities.contains(&entity) {
                let message = format!("`{}` is listed twice", self.written(node));
                let problem = ExprError::new(Code::RepeatedEntity, node.span, message);
                self.report(problem.help("remove one"));
            }
            entities.push(entity);
        }
        entities.sort_unstable();
        entities.dedup();
        complete.then_some(Argument::Entities(entities))
    }

    fn entity(
        &mut self,
        signature: &Signature,
        kinds: &[EntityKind],
        node: &Node,
        id: &str,
    ) -> Option<Entity> {
        let accepts = kinds.iter().map(|kind| kind.noun()).collect::<Vec<_>>().join(" or ");
        let names = self.session.names;
        let fitting =
            || names.entities().filter(|(_, entity)| kinds.contains(&entity.kind)).map(|(id, _)| id);
        let problem = match names.entity(id) {
            Some(entity) if kinds.contains(&entity.kind) => return Some(entity),
            Some(entity) => {
                let kind = indefinite(entity.kind.noun());
                let message =
                    format!("`{id}` is {kind}; `{}` takes {} here", signature.name, indefinite(&accepts));
                ExprError::new(Code::WrongKind, node.span, message)
            }
            None if self.session.mark_used(id) => {
                let message =
                    format!("`{id}` is a number; `{}` takes {} here", signature.name, indefinite(&accepts));
                ExprError::new(Code::WrongKind, node.span, message)
            }
            None if names.gaps().may_define(id) => return None,
            None => {
                let message = format!("there is no {accepts} `{id}`");
                let problem =
                    ExprError::new(Code::UnknownName, node.span, message).lacks(Lack::Entity(id.to_owned()));
                let meant =
                    closest(id, fitting()).or_else(|| closest(id, names.entities().map(|(id, _)| id)));
                if let Some(meant) = meant {
                    self.report(problem.help(format!("did you mean `{meant}`?")));
                    return None;
                }
                problem
            }
        };
        self.report(match some(fitting()) {
            Some(ids) => problem.help(format!("the scenario has {ids}")),
            None => problem.help(format!("the scenario has no {accepts}")),
        });
        None
    }

    fn stage(&mut self, before: Option<&Argument>, node: &Node, name: &str) -> Option<u16> {
        let Some(Argument::Entity(Entity { kind: EntityKind::Project, index })) = before else {
            return None; // the mistake is in the project, and has been reported
        };
        let stages = self.session.names.stages(*index);
        let found = (0_u16..).zip(stages).find(|(_, stage)| *stage == name);
        if let Some((stage, _)) = found {
            return Some(stage);
        }
        if stages.is_empty() {
            return None; // the mistake is in its campaign, and has been reported
        }
        let problem =
            ExprError::new(Code::UnknownName, node.span, format!("the project has no task `{name}`"));
        let help = match closest(name, stages.iter().map(String::as_str)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => some(stages.iter().map(String::as_str))
                .map_or("it has no tasks".to_owned(), |tasks| format!("its tasks are {tasks}")),
        };
        self.report(problem.help(help));
        None
    }

    fn word(
        &mut self,
        signature: &Signature,
        words: &[&'static str],
        node: &Node,
        word: &str,
    ) -> Option<Argument> {
        if let Some((index, _)) = (0_u16..).zip(words).find(|(_, known)| **known == word) {
            return Some(Argument::Word(index));
        }
        let message = format!("`{}` does not know the word `{word}`", signature.name);
        let problem = ExprError::new(Code::UnknownName, node.span, message);
        let help = match closest(word, words.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the words are {}", some(words.iter().copied()).unwrap_or_default()),
        };
        self.report(problem.help(help));
        None
    }

    /// Reports an argument that is not even a name.
    fn not_a_name(&mut self, signature: &Signature, accepts: Accepts, node: &Node, kind: &Kind) {
        self.mark_lets(node);
        let what = match kind {
            Kind::Number(_) => "a number",
            Kind::Bool(_) => "a fact",
            Kind::Text(_) => "text in quotes",
            Kind::List(_) => "a list",
            Kind::Call { .. } => "a call",
            Kind::Missing | Kind::Name(_) | Kind::Prefix(..) | Kind::Infix(..) | Kind::Choice(_) => {
                "an expression"
            }
        };
        let message = match accepts {
            Accepts::Entity([]) => format!("{what} cannot stand in a list of ids"),
            _ => format!("`{}` takes {} here, not {what}", signature.name, accepted(accepts)),
        };
        let problem = ExprError::new(Code::WrongKind, node.span, message);
        self.report(match kind {
            _ if matches!(accepts, Accepts::Word(_)) => problem.help("write the word alone"),
            Kind::Text(text) => problem.help(format!("write `{text}` without quotes")),
            Kind::List(_) => problem.help("name one"),
            Kind::Missing
            | Kind::Number(_)
            | Kind::Bool(_)
            | Kind::Name(_)
            | Kind::Call { .. }
            | Kind::Prefix(..)
            | Kind::Infix(..)
            | Kind::Choice(_) => problem.help("write its id"),
        });
    }
}

/// What a parameter takes, in words.
fn accepted(accepts: Accepts) -> String {
    match accepts {
        Accepts::Entity(_) | Accepts::Stage => indefinite(&accepts.to_string()),
        Accepts::Entities(_) => accepts.to_string(),
        Accepts::Word(_) => format!("the word {accepts}"),
    }
}
