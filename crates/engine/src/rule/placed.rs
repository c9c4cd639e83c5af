//! Rules in place: their operands stand in a table that many of them share, so that what is read often
//! is written once and fetched by its number.

use super::machine::{Code, Operand, Step, finite, run};
use super::{Binary, Condition, Conjunct, Program, Unary};
use crate::parameter::Num;
use std::ops::Range;

/// Operands that several rules share: each stands in it once, and a run keeps one table of their values.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    operands: Vec<Operand>,
}

impl Layout {
    /// The place of an operand, a new one if it has none yet.
    ///
    /// # Panics
    /// Beyond 65,536 operands: more than a scenario can have.
    pub fn place(&mut self, operand: Operand) -> u16 {
        let same = |known: &Operand| match (*known, operand) {
            (Operand::Constant(a), Operand::Constant(b)) => a.to_bits() == b.to_bits(),
            (a, b) => a == b,
        };
        let index = self.operands.iter().position(same).unwrap_or_else(|| {
            self.operands.push(operand);
            self.operands.len() - 1
        });
        u16::try_from(index).expect("the reader refuses more numbers and readings than this")
    }

    pub(super) fn len(&self) -> usize {
        self.operands.len()
    }

    pub(super) fn into_operands(self) -> Box<[Operand]> {
        self.operands.into()
    }

    /// The table at a run's start: constants and numbers have their values, readings 0.
    #[must_use]
    pub fn values(&self, numbers: &[f64]) -> Vec<f64> {
        let value = |operand: &Operand| match *operand {
            Operand::Constant(value) => finite(value),
            Operand::Number(Num(index)) => finite(numbers[usize::from(index)]),
            Operand::Reading(_) => 0.0,
        };
        self.operands.iter().map(value).collect()
    }
}

/// A [`Program`] whose operands stand in a [`Layout`].
#[derive(Clone, Debug)]
pub struct PlacedProgram {
    steps: Box<[Step]>,
}

impl PlacedProgram {
    /// The value, as [`Program::evaluate`] gives it for these values of the layout's operands.
    #[must_use]
    pub fn evaluate(&self, values: &[f64]) -> f64 {
        let end = self.steps.len() as u16; // the assembler refused more
        run(&self.steps, 0..end, &mut |index| values[usize::from(index)])
    }
}

/// A [`Condition`] whose operands stand in a [`Layout`].
#[derive(Clone, Debug)]
pub struct PlacedCondition {
    steps: Box<[Step]>,
    conjuncts: Box<[PlacedConjunct]>,
}

/// One conjunct. Most are no more than a fact, or that it does not hold, or one comparison, and need no machine.
#[derive(Clone, Debug)]
enum PlacedConjunct {
    Fact { operand: u16, holds: bool },
    Comparison { holds: fn(&f64, &f64) -> bool, x: u16, y: u16 },
    Steps(Range<u16>),
}

impl PlacedConjunct {
    fn new(steps: &[Step], range: Range<u16>) -> Self {
        match steps[usize::from(range.start)..usize::from(range.end)] {
            [Step::Load(operand)] => Self::Fact { operand, holds: true },
            [Step::Load(operand), Step::Unary(Unary::Not)] => Self::Fact { operand, holds: false },
            [Step::Load(x), Step::Operate(op, y)] => {
                comparison(op).map_or(Self::Steps(range), |holds| Self::Comparison { holds, x, y })
            }
            _ => Self::Steps(range),
        }
    }
}

/// Whether two values compare so; none for an operation that is no comparison.
fn comparison(op: Binary) -> Option<fn(&f64, &f64) -> bool> {
    match op {
        Binary::Less => Some(f64::lt),
        Binary::LessOrEqual => Some(f64::le),
        Binary::Greater => Some(f64::gt),
        Binary::GreaterOrEqual => Some(f64::ge),
        Binary::Equal => Some(f64::eq),
        Binary::NotEqual => Some(f64::ne),
        Binary::Add
        | Binary::Subtract
        | Binary::Multiply
        | Binary::Divide
        | Binary::Remainder
        | Binary::Min
        | Binary::Max
        | Binary::Pow => None,
    }
}

impl PlacedCondition {
    /// Whether every conjunct holds, as [`Condition::holds`] tells it for these values of the layout's operands.
    #[inline]
    pub fn holds(&self, hint: &mut u8, values: &[f64]) -> bool {
        all_hold(self.conjuncts.len(), hint, |index| {
            self.conjunct_holds(index as u8, values) // `compile` refused more than 255
        })
    }

    /// Whether one conjunct holds. One that does not exist holds.
    #[inline]
    pub fn conjunct_holds(&self, conjunct: u8, values: &[f64]) -> bool {
        match self.conjuncts.get(usize::from(conjunct)) {
            None => true,
            Some(&PlacedConjunct::Fact { operand, holds }) => (values[usize::from(operand)] != 0.0) == holds,
            Some(&PlacedConjunct::Comparison { holds, x, y }) => {
                holds(&values[usize::from(x)], &values[usize::from(y)])
            }
            Some(PlacedConjunct::Steps(range)) => self.steps_hold(range.clone(), values),
        }
    }

    // Not inlined, so that a fact does not pay for the machine's stack.
    #[inline(never)]
    fn steps_hold(&self, range: Range<u16>, values: &[f64]) -> bool {
        run(&self.steps, range, &mut |index| values[usize::from(index)]) != 0.0
    }
}

impl Code {
    /// The steps with their operands numbered as in `layout`, which takes up what it lacks.
    fn placed(&self, layout: &mut Layout) -> Box<[Step]> {
        let places: Vec<u16> = self.operands.iter().map(|&operand| layout.place(operand)).collect();
        self.steps.iter().map(|step| step.with_operand(|index| places[usize::from(index)])).collect()
    }
}

impl Program {
    /// The program with its operands in `layout`, which takes up what it lacks.
    #[must_use]
    pub fn placed(&self, layout: &mut Layout) -> PlacedProgram {
        PlacedProgram { steps: self.code.placed(layout) }
    }
}

impl Condition {
    /// The condition with its operands in `layout`, which takes up what it lacks.
    #[must_use]
    pub fn placed(&self, layout: &mut Layout) -> PlacedCondition {
        let steps = self.code.placed(layout);
        let conjunct = |conjunct: &Conjunct| PlacedConjunct::new(&steps, conjunct.steps.clone());
        PlacedCondition { conjuncts: self.conjuncts.iter().map(conjunct).collect(), steps }
    }
}

/// Asks conjuncts in turn, that of `hint` first; the first that fails ends it and is the new hint.
#[inline]
pub(super) fn all_hold(count: usize, hint: &mut u8, mut holds: impl FnMut(usize) -> bool) -> bool {
    let mut index = usize::from(*hint);
    if index >= count {
        index = 0;
    }
    for _ in 0..count {
        if !holds(index) {
            *hint = index as u8; // `compile` refused more than 255
            return false;
        }
        index += 1;
        if index == count {
            index = 0;
        }
    }
    true
}
