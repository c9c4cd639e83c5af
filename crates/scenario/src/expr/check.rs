//! From a tree to what the engine runs: names, kinds, types and units are checked, calls become slots.

mod resolve;
mod units;

use powderkeg_engine::parameter::Num;
use powderkeg_engine::rule::{Binary, Condition, Expression, Program, Slot, TooLarge, Unary};

use super::syntax::{Infix, Kind, Prefix};
use super::{Call, Catalogue, Code, ExprError, Names, Node, Scope, Severity, Unit, conjuncts, parse};
use units::{LetState, Measure};

/// A number that a rule's `let` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Let {
    /// Its name in the rule's expressions.
    pub name: String,
    /// The scenario parameter it is.
    pub number: Num,
    /// Its unit, if declared; otherwise it takes the unit of what it is first compared with or added to.
    pub unit: Option<String>,
}

/// An expression after checking.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked<T> {
    /// What the engine runs; none if there is an error among the problems.
    pub rule: Option<T>,
    /// The tree as far as it could be read. Its [`Display`](std::fmt::Display) is the expression in plain form.
    pub tree: Node,
    /// Errors and warnings, in the order of the text.
    pub problems: Vec<ExprError>,
}

/// Checks the expressions of one rule, which share their `let` numbers: a doctrine option's `when` and `urge`, say.
#[derive(Clone, Debug)]
pub struct Session<'a> {
    catalogue: &'a Catalogue,
    names: &'a Names,
    scope: Scope,
    lets: Vec<LetState>,
}

impl<'a> Session<'a> {
    /// A session for a rule of `scope` with its `let` numbers.
    pub fn new(catalogue: &'a Catalogue, names: &'a Names, scope: Scope, lets: Vec<Let>) -> Self {
        Self { catalogue, names, scope, lets: lets.into_iter().map(LetState::new).collect() }
    }

    /// Checks and compiles a condition. `intern` gives the slot of a call, the same for equal calls; it is called
    /// in the order of the text.
    pub fn condition(&mut self, text: &str, intern: &mut dyn FnMut(Call) -> Slot) -> Checked<Condition> {
        let (tree, problems) = parse(text);
        let grammatical = problems.len();
        let is_when = self.scope == Scope::Doctrine;
        let mut checker = Checker { session: self, text, intern, problems, is_when };
        let mut parts = Vec::new();
        for part in conjuncts(&tree) {
            let value = checker.fact(part, "a condition");
            checker.warn_if_constant(part, &value);
            parts.push((part.span.into(), value.code));
        }
        let problems = checker.first_problems(grammatical);
        finish(tree, problems, || Condition::compile(text, &parts))
    }

    /// Checks and compiles a number, such as an urge or an outcome. With a `unit` given, the number must have it.
    pub fn number(
        &mut self,
        text: &str,
        unit: Option<&str>,
        intern: &mut dyn FnMut(Call) -> Slot,
    ) -> Checked<Program> {
        let (tree, problems) = parse(text);
        let grammatical = problems.len();
        let mut checker = Checker { session: self, text, intern, problems, is_when: false };
        let (value, measure) = checker.number(&tree, "this rule");
        if let Some(unit) = unit {
            checker.expect_unit(&tree, &measure, &Unit::read(unit));
        }
        let problems = checker.first_problems(grammatical);
        finish(tree, problems, || Program::compile(&value.code))
    }

    /// States that a `let` number is used elsewhere in the rule, as in its order; false if there is none of that name.
    pub fn mark_used(&mut self, name: &str) -> bool {
        let found = self.lets.iter_mut().find(|one| one.name == name);
        found.map(|one| one.used = true).is_some()
    }

    /// The `let` numbers that nothing has used so far, in the order given.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        self.lets.iter().filter(|one| !one.used).map(|one| one.name.as_str())
    }

    /// The unit of a `let` number, declared or inferred so far.
    pub fn unit_of(&self, name: &str) -> Option<Unit> {
        let index = self.lets.iter().position(|one| one.name == name)?;
        match self.resolve(Measure::Let(index)) {
            Measure::Unit(unit) => Some(unit),
            Measure::Any | Measure::Let(_) => None,
        }
    }
}

fn finish<T>(
    tree: Node,
    mut problems: Vec<ExprError>,
    compile: impl FnOnce() -> Result<T, TooLarge>,
) -> Checked<T> {
    let mut rule = None;
    if problems.iter().all(|problem| problem.severity() == Severity::Warning) {
        match compile() {
            Ok(compiled) => rule = Some(compiled),
            Err(error) => {
                let problem = ExprError::new(Code::TooLarge, tree.span, error.to_string());
                problems.push(problem.help("split it into several rules"));
            }
        }
    }
    problems.sort_by_key(|problem| (problem.start, problem.end, problem.code));
    Checked { rule, tree, problems }
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
enum Type {
    /// Something whose mistake has been reported.
    Unknown,
    Fact,
    Number(Measure),
}

/// A node, checked.
#[derive(Clone, Debug)]
struct Value {
    ty: Type,
    code: Expression,
    reads: Reads,
}

/// What a value depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reads {
    /// at least one slot
    any: bool,
    /// the calendar
    calendar: bool,
}

impl Reads {
    const NOTHING: Self = Self { any: false, calendar: false };

    fn of(parts: &[&Value]) -> Self {
        Self {
            any: parts.iter().any(|part| part.reads.any),
            calendar: parts.iter().any(|part| part.reads.calendar),
        }
    }
}

impl Value {
    /// Stands for something whose mistake has been reported; it causes no further ones.
    fn unknown() -> Self {
        let reads = Reads { any: true, calendar: false };
        Self { ty: Type::Unknown, code: Expression::Constant(0.0), reads }
    }

    fn fixed(ty: Type, code: Expression) -> Self {
        Self { ty, code, reads: Reads::NOTHING }
    }
}

/// The pure functions of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pure {
    Min,
    Max,
    Clamp,
    Between,
    Pow,
    Abs,
    Sqrt,
    Exp,
    Ln,
    Sigmoid,
}

/// Each pure function with how it is called and how many arguments it takes; `min` and `max` take two or more.
const PURE: [(&str, Pure, &str, usize); 10] = [
    ("min", Pure::Min, "min(x, y)", 2),
    ("max", Pure::Max, "max(x, y)", 2),
    ("clamp", Pure::Clamp, "clamp(x, lo, hi)", 3),
    ("between", Pure::Between, "between(x, lo, hi)", 3),
    ("pow", Pure::Pow, "pow(x, exponent)", 2),
    ("abs", Pure::Abs, "abs(x)", 1),
    ("sqrt", Pure::Sqrt, "sqrt(x)", 1),
    ("exp", Pure::Exp, "exp(x)", 1),
    ("ln", Pure::Ln, "ln(x)", 1),
    ("sigmoid", Pure::Sigmoid, "sigmoid(x)", 1),
];

struct Checker<'s, 'a> {
    session: &'s mut Session<'a>,
    text: &'s str,
    intern: &'s mut dyn FnMut(Call) -> Slot,
    problems: Vec<ExprError>,
    /// the expression is a doctrine's `when`
    is_when: bool,
}

impl<'s> Checker<'s, '_> {
    fn written(&self, node: &Node) -> &'s str {
        node.span.of(self.text)
    }

    fn report(&mut self, problem: ExprError) {
        self.problems.push(problem);
    }

    /// The problems that are worth a word: what a text without grammar seems to mean is a guess.
    fn first_problems(mut self, grammatical: usize) -> Vec<ExprError> {
        if grammatical > 0 {
            self.problems.truncate(grammatical);
        }
        self.problems
    }

    fn value(&mut self, node: &Node) -> Value {
        match &node.kind {
            Kind::Missing => Value::unknown(),
            Kind::Number(value) => self.literal(node, *value),
            Kind::Bool(value) => Value::fixed(Type::Fact, Expression::Constant(f64::from(u8::from(*value)))),
            Kind::Text(text) => self.text(node, text),
            Kind::List(_) => {
                let message = "a list stands only where a function takes several entities";
                let problem = ExprError::new(Code::TypeMismatch, node.span, message);
                self.report(problem.help("as in `shortage(oil, [a, b])`"));
                Value::unknown()
            }
            Kind::Name(name) => self.name(node, name),
            Kind::Call { function, name, arguments } => self.call(node, function, *name, arguments),
            Kind::Prefix(Prefix::Minus, x) => {
                let (value, measure) = self.number(x, "`-`");
                let code = Expression::Unary(Unary::Negate, Box::new(value.code));
                Value { ty: Type::Number(measure), code, ..value }
            }
            Kind::Prefix(Prefix::Not, x) => {
                let value = self.fact(x, "`!`");
                let code = Expression::Unary(Unary::Not, Box::new(value.code));
                Value { ty: Type::Fact, code, ..value }
            }
            Kind::Infix(op, x, y) => self.infix(*op, node, x, y),
            Kind::Choice(parts) => self.choice(node, &parts[0], &parts[1], &parts[2]),
        }
    }

    /// A literal. Only 0 and 1 are free of suspicion, and only doctrine has a `let` to put the others into.
    fn literal(&mut self, node: &Node, value: f64) -> Value {
        if !matches!(value, 0.0 | 1.0) && self.session.scope == Scope::Doctrine {
            let message = format!("`{}` cannot be drawn or swept here", self.written(node));
            let problem = ExprError::new(Code::MagicNumber, node.span, message);
            self.report(problem.help("give it a name in the rule's `let`"));
        }
        Value::fixed(Type::Number(Measure::Any), Expression::Constant(value))
    }

    fn text(&mut self, node: &Node, text: &str) -> Value {
        let message = "rules have no values of text";
        let problem = ExprError::new(Code::TypeMismatch, node.span, message);
        self.report(problem.help(format!("ids and words stand without quotes: `{text}`")));
        Value::unknown()
    }

    /// A value that must be a fact; `user` is who needs it.
    fn fact(&mut self, node: &Node, user: &str) -> Value {
        let value = self.value(node);
        let Type::Number(measure) = &value.ty else { return value };
        let kind = match self.session.resolve(measure.clone()) {
            Measure::Unit(unit) => format!("a number ({unit})"),
            Measure::Any | Measure::Let(_) => "a number".to_owned(),
        };
        let written = self.written(node);
        let message = format!("`{written}` is {kind}, and {user} needs a fact");
        let problem = ExprError::new(Code::TypeMismatch, node.span, message);
        self.report(problem.help(format!("compare it, as in `{written} > 0`")));
        Value { ty: Type::Unknown, ..value }
    }

    /// A value that must be a number, with its unit; `user` is who needs it.
    fn number(&mut self, node: &Node, user: &str) -> (Value, Measure) {
        let value = self.value(node);
        match &value.ty {
            Type::Number(measure) => {
                let measure = measure.clone();
                (value, measure)
            }
            Type::Unknown => (value, Measure::Any),
            Type::Fact => {
                let written = self.written(node);
                let message = format!("`{written}` is a fact, and {user} needs a number");
                let problem = ExprError::new(Code::TypeMismatch, node.span, message);
                self.report(problem.help(format!("make it one: `({written} ? 1 : 0)`")));
                (value, Measure::Any)
            }
        }
    }

    fn infix(&mut self, op: Infix, node: &Node, x: &Node, y: &Node) -> Value {
        let arithmetic = match op {
            Infix::And | Infix::Or => return self.logic(op, x, y),
            Infix::Equal => return self.comparison(Binary::Equal, op, node, x, y),
            Infix::NotEqual => return self.comparison(Binary::NotEqual, op, node, x, y),
            Infix::Less => return self.comparison(Binary::Less, op, node, x, y),
            Infix::LessOrEqual => return self.comparison(Binary::LessOrEqual, op, node, x, y),
            Infix::Greater => return self.comparison(Binary::Greater, op, node, x, y),
            Infix::GreaterOrEqual => return self.comparison(Binary::GreaterOrEqual, op, node, x, y),
            Infix::Add => Binary::Add,
            Infix::Subtract => Binary::Subtract,
            Infix::Multiply => Binary::Multiply,
            Infix::Divide => Binary::Divide,
            Infix::Remainder => Binary::Remainder,
        };
        let user = format!("`{}`", op.symbol());
        let (a, of_a) = self.number(x, &user);
        let (b, of_b) = self.number(y, &user);
        if matches!(op, Infix::Divide | Infix::Remainder)
            && matches!(b.code, Expression::Constant(0.0))
            && b.ty != Type::Unknown
        {
            let message = format!("`{}` divides by 0", self.written(node));
            let problem = ExprError::new(Code::DivisionByZero, y.span, message);
            self.report(
                problem.help(
                    "divide by what can be more than 0; where it is 0 in a run, the quotient counts as 0",
                ),
            );
        }
        let measure = match op {
            Infix::Multiply => self.session.product(of_a, of_b),
            Infix::Divide => self.session.quotient(of_a, of_b),
            _ => self.unify((x, of_a), (y, of_b)),
        };
        let reads = Reads::of(&[&a, &b]);
        let code = Expression::Binary(arithmetic, Box::new(a.code), Box::new(b.code));
        Value { ty: Type::Number(measure), code, reads }
    }

    fn logic(&mut self, op: Infix, x: &Node, y: &Node) -> Value {
        let user = format!("`{}`", op.symbol());
        let [a, b] = [x, y].map(|node| {
            let value = self.fact(node, &user);
            self.warn_if_constant(node, &value);
            value
        });
        let reads = Reads::of(&[&a, &b]);
        let (left, right) = (Box::new(a.code), Box::new(b.code));
        let code = if op == Infix::And { Expression::And(left, right) } else { Expression::Or(left, right) };
        Value { ty: Type::Fact, code, reads }
    }

    fn comparison(&mut self, code: Binary, op: Infix, node: &Node, x: &Node, y: &Node) -> Value {
        let a = self.value(x);
        let b = self.value(y);
        if x.kind == Kind::Missing || y.kind == Kind::Missing {
            return Value::unknown();
        }
        match (&a.ty, &b.ty) {
            (Type::Unknown, _) | (_, Type::Unknown) => {}
            (Type::Number(of_a), Type::Number(of_b)) => {
                self.unify((x, of_a.clone()), (y, of_b.clone()));
            }
            (Type::Fact, Type::Fact) => {
                if !matches!(op, Infix::Equal | Infix::NotEqual) {
                    let message = format!("facts have no order: `{}` compares numbers", op.symbol());
                    let problem = ExprError::new(Code::TypeMismatch, node.span, message);
                    self.report(problem.help("facts are joined by `&&` and `||`, negated by `!`"));
                }
            }
            (Type::Fact, Type::Number(_)) => self.mixed(node, x, y),
            (Type::Number(_), Type::Fact) => self.mixed(node, y, x),
        }
        // What could not be resolved reads something and is a constant all the same.
        let is_resolved = !matches!(a.code, Expression::Constant(_));
        if a.reads.any && is_resolved && a.ty != Type::Unknown && a.code == b.code {
            let message = format!("both sides are `{}`: this never changes", self.written(x));
            let problem = ExprError::new(Code::ConstantCondition, node.span, message);
            self.report(problem.help("compare it with something else"));
        }
        self.warn_of_cutoff(node, &a, &[&b]);
        self.warn_of_cutoff(node, &b, &[&a]);
        let reads = Reads::of(&[&a, &b]);
        let code = Expression::Binary(code, Box::new(a.code), Box::new(b.code));
        Value { ty: Type::Fact, code, reads }
    }

    /// Reports the comparison of a fact with a number.
    fn mixed(&mut self, node: &Node, fact: &Node, number: &Node) {
        let (fact_text, number_text) = (self.written(fact), self.written(number));
        let help = match (&fact.kind, &number.kind) {
            (Kind::Infix(op, _, middle), _) if op.power() == Infix::Less.power() => {
                format!("comparisons do not chain: write `{fact_text} && {} …`", self.written(middle))
            }
            (_, Kind::Number(1.0)) => format!("write `{fact_text}` alone"),
            (_, Kind::Number(0.0)) => {
                format!("write `{fact_text}` alone, or `!{fact_text}`")
            }
            _ => format!("make the fact a number: `({fact_text} ? 1 : 0)`"),
        };
        let message = format!("`{fact_text}` is a fact, `{number_text}` a number: they do not compare");
        self.report(ExprError::new(Code::TypeMismatch, node.span, message).help(help));
    }

    fn choice(&mut self, node: &Node, condition: &Node, yes: &Node, no: &Node) -> Value {
        let test = self.fact(condition, "`?`");
        self.warn_if_constant(condition, &test);
        let a = self.value(yes);
        let b = self.value(no);
        let ty = match (&a.ty, &b.ty) {
            (Type::Number(of_a), Type::Number(of_b)) => {
                Type::Number(self.unify((yes, of_a.clone()), (no, of_b.clone())))
            }
            (Type::Fact, Type::Fact) => Type::Fact,
            (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
            (Type::Fact, Type::Number(_)) | (Type::Number(_), Type::Fact) => {
                let message = "one branch is a fact, the other a number";
                let problem = ExprError::new(Code::TypeMismatch, node.span, message);
                self.report(problem.help("both must be of one type"));
                Type::Unknown
            }
        };
        let reads = Reads::of(&[&test, &a, &b]);
        let code = Expression::Choice(Box::new([test.code, a.code, b.code]));
        Value { ty, code, reads }
    }

    /// A call of a pure function.
    fn pure(&mut self, function: Pure, usage: &str, count: usize, node: &Node, nodes: &[Node]) -> Value {
        let many = matches!(function, Pure::Min | Pure::Max);
        let user = format!("`{}`", usage.split('(').next().unwrap_or(usage));
        let problems = self.problems.len();
        let (values, measures): (Vec<Value>, Vec<Measure>) =
            nodes.iter().map(|node| self.number(node, &user)).unzip();
        if function == Pure::Pow && nodes.len() == count {
            self.forgive_literal(problems, &nodes[1]);
        }
        let ty = if function == Pure::Between { Type::Fact } else { Type::Number(Measure::Any) };
        if nodes.len() < count || (nodes.len() > count && !many) {
            let wanted = format!("{count}{}", if many { " or more" } else { "" });
            self.wrong_count(node, &user, &wanted, nodes.len(), usage);
            return Value { ty, ..Value::unknown() };
        }
        let measure = self.pure_measure(function, &user, nodes, measures);
        let ty = if function == Pure::Between { Type::Fact } else { Type::Number(measure) };
        let parts: Vec<&Value> = values.iter().collect();
        if let (Pure::Between, [x, limits @ ..]) = (function, parts.as_slice()) {
            self.warn_of_cutoff(node, x, limits);
        }
        let reads = Reads::of(&parts);
        let code = pure_code(function, values.into_iter().map(|value| value.code).collect());
        Value { ty, code, reads }
    }

    /// An exponent is part of a formula's form: `pow(x, 2)` needs no name.
    fn forgive_literal(&mut self, since: usize, node: &Node) {
        let mut index = 0;
        self.problems.retain(|problem| {
            index += 1;
            index <= since || problem.code != Code::MagicNumber || problem.start != node.span.start
        });
    }

    fn wrong_count(&mut self, node: &Node, function: &str, wanted: &str, given: usize, usage: &str) {
        let plural = if wanted == "1" { "argument" } else { "arguments" };
        let verb = if given == 1 { "is" } else { "are" };
        let message = format!("{function} takes {wanted} {plural}, but {given} {verb} given");
        self.report(ExprError::new(Code::WrongCount, node.span, message).help(format!("call `{usage}`")));
    }

    /// Warns of a condition that reads nothing, unless a part of it has been warned of.
    fn warn_if_constant(&mut self, node: &Node, value: &Value) {
        let within = |problem: &ExprError| {
            problem.code == Code::ConstantCondition
                && node.span.start <= problem.start
                && problem.end <= node.span.end
        };
        if value.reads.any || value.ty != Type::Fact || self.problems.iter().any(within) {
            return;
        }
        let message = format!("`{}` reads nothing, so it never changes during a run", self.written(node));
        let problem = ExprError::new(Code::ConstantCondition, node.span, message);
        self.report(problem.help("remove it, or compare with a reading"));
    }

    /// Warns of a `when` that opens or closes at a fixed distance from a date: that writes the story down instead of
    /// letting it happen.
    fn warn_of_cutoff(&mut self, node: &Node, x: &Value, limits: &[&Value]) {
        if self.is_when && x.reads.calendar && limits.iter().all(|limit| !limit.reads.any) {
            let message = format!("`{}` opens the option by the calendar", self.written(node));
            let problem = ExprError::new(Code::DeadlineCutoff, node.span, message);
            self.report(problem.help("let the `urge` change as the date nears"));
        }
    }
}

/// The tree of a pure function's call with the right number of arguments.
fn pure_code(function: Pure, arguments: Vec<Expression>) -> Expression {
    let unary = |op| move |x: Expression| Expression::Unary(op, Box::new(x));
    let fold = |op, arguments: Vec<Expression>| {
        arguments.into_iter().reduce(|x, y| Expression::Binary(op, Box::new(x), Box::new(y)))
    };
    let one = |op, arguments: Vec<Expression>| arguments.into_iter().next().map(unary(op));
    let three = |arguments: Vec<Expression>| <[Expression; 3]>::try_from(arguments).ok();
    let code = match function {
        Pure::Min => fold(Binary::Min, arguments),
        Pure::Max => fold(Binary::Max, arguments),
        Pure::Pow => fold(Binary::Pow, arguments),
        Pure::Clamp => three(arguments).map(|[x, lo, hi]| Expression::clamp(x, lo, hi)),
        Pure::Between => three(arguments).map(|parts| Expression::Between(Box::new(parts))),
        Pure::Abs => one(Unary::Abs, arguments),
        Pure::Sqrt => one(Unary::Sqrt, arguments),
        Pure::Exp => one(Unary::Exp, arguments),
        Pure::Ln => one(Unary::Ln, arguments),
        Pure::Sigmoid => one(Unary::Sigmoid, arguments),
    };
    code.unwrap_or(Expression::Constant(0.0)) // unreachable: the caller has counted
}
