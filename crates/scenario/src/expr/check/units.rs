//! Units of values: `let` numbers without one take it from what they meet first.

use powderkeg_engine::parameter::Num;

use super::super::syntax::Kind;
use super::super::{Code, ExprError, Node, Unit};
use super::{Checker, Let, Pure, Session};

/// What is known of a number's unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measure {
    /// It fits any: a literal, or a product with one.
    Any,
    /// The unit of a `let` number, by its index.
    Let(usize),
    /// This one.
    Unit(Unit),
}

#[derive(Clone, Debug)]
pub(super) struct LetState {
    pub(super) name: String,
    pub(super) number: Num,
    pub(super) used: bool,
    measure: Measure,
    /// the expression the unit was taken from, if it was not declared
    from: Option<String>,
}

impl LetState {
    pub(super) fn new(one: Let) -> Self {
        let measure = one.unit.map_or(Measure::Any, |unit| Measure::Unit(Unit::read(&unit)));
        Self { name: one.name, number: one.number, used: false, measure, from: None }
    }
}

impl Session<'_> {
    /// Follows `let` numbers to their unit, or to the last one that has none.
    pub(super) fn resolve(&self, mut measure: Measure) -> Measure {
        while let Measure::Let(index) = measure {
            match &self.lets[index].measure {
                Measure::Any => return measure,
                next => measure = next.clone(),
            }
        }
        measure
    }

    pub(super) fn product(&self, x: Measure, y: Measure) -> Measure {
        self.combine(x, y, Unit::times)
    }

    pub(super) fn quotient(&self, x: Measure, y: Measure) -> Measure {
        self.combine(x, y, Unit::over)
    }

    fn combine(&self, x: Measure, y: Measure, by: fn(&Unit, &Unit) -> Option<Unit>) -> Measure {
        match (self.resolve(x), self.resolve(y)) {
            (Measure::Unit(x), Measure::Unit(y)) => by(&x, &y).map_or(Measure::Any, Measure::Unit),
            (Measure::Any | Measure::Let(_), _) | (_, Measure::Any | Measure::Let(_)) => Measure::Any,
        }
    }

    fn bind(&mut self, index: usize, measure: Measure, from: &str) {
        self.lets[index].measure = measure;
        self.lets[index].from = Some(from.to_owned());
    }
}

impl Checker<'_, '_> {
    /// The unit common to two numbers that are compared or added.
    pub(super) fn unify(&mut self, (x, of_x): (&Node, Measure), (y, of_y): (&Node, Measure)) -> Measure {
        match (self.session.resolve(of_x), self.session.resolve(of_y)) {
            (Measure::Any, other) | (other, Measure::Any) => other,
            (Measure::Let(one), Measure::Let(other)) => {
                if one != other {
                    self.session.bind(one, Measure::Let(other), self.written(y));
                }
                Measure::Let(other)
            }
            (Measure::Let(one), Measure::Unit(unit)) => {
                self.session.bind(one, Measure::Unit(unit.clone()), self.written(y));
                Measure::Unit(unit)
            }
            (Measure::Unit(unit), Measure::Let(other)) => {
                self.session.bind(other, Measure::Unit(unit.clone()), self.written(x));
                Measure::Unit(unit)
            }
            (Measure::Unit(one), Measure::Unit(other)) if one == other => Measure::Unit(one),
            (Measure::Unit(one), Measure::Unit(other)) => {
                let message = format!(
                    "`{}` is {}, `{}` is {}",
                    self.written(x),
                    phrase(&one),
                    self.written(y),
                    phrase(&other)
                );
                let problem = ExprError::new(Code::UnitMismatch, x.span, message);
                let problem = problem.also(y.span, format!("{} here", phrase(&other)));
                let help = self.origin(x).or_else(|| self.origin(y));
                self.report(problem.help(help.unwrap_or_else(|| {
                    "numbers of one unit are compared or added; divide to relate others".to_owned()
                })));
                Measure::Any
            }
        }
    }

    /// Why a `let` number has a unit that nobody declared.
    fn origin(&self, node: &Node) -> Option<String> {
        let Kind::Name(name) = &node.kind else { return None };
        let one = self.session.lets.iter().find(|one| one.name == *name)?;
        let from = one.from.as_ref()?;
        Some(format!("`{name}` took its unit from `{from}`; use two numbers"))
    }

    /// Reports a number that is not in the unit expected.
    pub(super) fn expect_unit(&mut self, node: &Node, measure: &Measure, expected: &Unit) {
        match self.session.resolve(measure.clone()) {
            Measure::Any => {}
            Measure::Let(index) => {
                self.session.bind(index, Measure::Unit(expected.clone()), "the unit of the result");
            }
            Measure::Unit(unit) if unit == *expected => {}
            Measure::Unit(unit) => {
                let message = format!("the result is {}, but must be {}", phrase(&unit), phrase(expected));
                let problem = ExprError::new(Code::UnitMismatch, node.span, message);
                self.report(problem.help("multiply by a `let` number that carries the difference"));
            }
        }
    }

    /// The unit of a pure function's result, its arguments checked.
    pub(super) fn pure_measure(
        &mut self,
        function: Pure,
        user: &str,
        nodes: &[Node],
        measures: Vec<Measure>,
    ) -> Measure {
        match function {
            Pure::Min | Pure::Max | Pure::Clamp | Pure::Between | Pure::Abs => {
                let mut common = Measure::Any;
                let mut last = None;
                for (node, measure) in nodes.iter().zip(measures) {
                    // name the first argument that brought a unit, not a literal before it
                    let before = last.unwrap_or(node);
                    common = self.unify((before, common), (node, measure));
                    if last.is_none() && common != Measure::Any {
                        last = Some(node);
                    }
                }
                common
            }
            Pure::Sqrt => match measures.first().map(|measure| self.session.resolve(measure.clone())) {
                Some(Measure::Unit(unit)) => unit.root().map_or(Measure::Any, Measure::Unit),
                Some(Measure::Any | Measure::Let(_)) | None => Measure::Any,
            },
            Pure::Pow => {
                self.needs_pure(user, &nodes[1], &measures[1]);
                match self.session.resolve(measures[0].clone()) {
                    Measure::Unit(unit) if unit.is_pure() => Measure::Unit(unit),
                    Measure::Unit(_) | Measure::Any | Measure::Let(_) => Measure::Any,
                }
            }
            Pure::Exp | Pure::Ln | Pure::Sigmoid => {
                self.needs_pure(user, &nodes[0], &measures[0]);
                if function == Pure::Sigmoid { Measure::Unit(Unit::share()) } else { Measure::Any }
            }
        }
    }

    /// Reports a number with a unit of measure where only a pure one has a meaning.
    fn needs_pure(&mut self, user: &str, node: &Node, measure: &Measure) {
        if let Measure::Unit(unit) = self.session.resolve(measure.clone())
            && !unit.is_pure()
        {
            let message =
                format!("`{}` is {}, and {user} needs a pure number", self.written(node), phrase(&unit));
            let problem = ExprError::new(Code::UnitMismatch, node.span, message);
            self.report(problem.help(format!("divide by a `let` number in {unit}")));
        }
    }
}

/// `a share`, `in people`.
fn phrase(unit: &Unit) -> String {
    if unit.is_pure() { format!("a {unit}") } else { format!("in {unit}") }
}
