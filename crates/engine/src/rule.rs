//! Rules in the form the engine runs: the conditions and rates of doctrine, results and outcomes.
//!
//! An [`Expression`] is a checked tree. It is compiled once into a [`Program`] (a number, such as an option's urge)
//! or a [`Condition`] (a conjunction, such as its `when`), and evaluated many times without allocation.
//! What a [`Slot`] means is the business of whoever reads it: here it is only an index.
//!
//! **Arithmetic is total.** Every value is a finite `f64`, so a comparison always has an answer:
//! - `x / 0` and `x % 0` are 0: a ratio with nothing to compare against says nothing, and an urge of nothing is none;
//! - a result too large for `f64` becomes ±[`f64::MAX`];
//! - `sqrt` reads a negative argument as 0, and `ln` reads one below [`f64::MIN_POSITIVE`] as that (−708.4 is the
//!   lowest logarithm), so both stay monotone;
//! - anything else without a value (`pow` of a negative base to a fraction, a reading that is NaN) is 0.
//!
//! Facts are numbers here: 0 is false, 1 is true, and a reading of a fact must be one of the two.

mod assemble;
mod machine;
mod placed;

pub use machine::{Operand, finite};
pub use placed::{Layout, PlacedCondition, PlacedProgram};

use crate::parameter::Num;
use assemble::Assembler;
use machine::Code;
use placed::all_hold;
use std::fmt;
use std::ops::Range;

/// Index of a reading in the scenario-wide table of what rules read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u16);

/// Where an evaluation takes its readings from: a party's view or the truth.
///
/// Any `FnMut(Slot) -> f64` is one.
pub trait Readings {
    /// The value of `slot` now. Facts read as 0 or 1.
    fn read(&mut self, slot: Slot) -> f64;
}

impl<F: FnMut(Slot) -> f64> Readings for F {
    fn read(&mut self, slot: Slot) -> f64 {
        self(slot)
    }
}

/// An operation on one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `-x`
    Negate,
    /// `!x`
    Not,
    /// `abs(x)`
    Abs,
    /// `exp(x)`
    Exp,
    /// `ln(x)`, the natural logarithm
    Ln,
    /// `sqrt(x)`
    Sqrt,
    /// `sigmoid(x)` = 1 / (1 + exp(−x))
    Sigmoid,
}

/// An operation on two values; comparisons give 0 or 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// `x + y`
    Add,
    /// `x - y`
    Subtract,
    /// `x * y`
    Multiply,
    /// `x / y`, 0 when `y` is 0
    Divide,
    /// `x % y`, the remainder with the sign of `x`; 0 when `y` is 0
    Remainder,
    /// `min(x, y)`
    Min,
    /// `max(x, y)`
    Max,
    /// `pow(x, y)`
    Pow,
    /// `x < y`
    Less,
    /// `x <= y`
    LessOrEqual,
    /// `x > y`
    Greater,
    /// `x >= y`
    GreaterOrEqual,
    /// `x == y`, exactly
    Equal,
    /// `x != y`
    NotEqual,
}

/// A checked expression, its names resolved.
///
/// Compilation recurses over it: whoever builds one bounds its depth (the parser of scenarios does, at 100).
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A literal.
    Constant(f64),
    /// A scenario parameter.
    Number(Num),
    /// What a slot reads.
    Reading(Slot),
    /// An operation on one value.
    Unary(Unary, Box<Expression>),
    /// An operation on two values, both evaluated.
    Binary(Binary, Box<Expression>, Box<Expression>),
    /// `between(x, lo, hi)`: lo ≤ x ≤ hi.
    Between(Box<[Expression; 3]>),
    /// `x && y`; `y` is not read when `x` is false.
    And(Box<Expression>, Box<Expression>),
    /// `x || y`; `y` is not read when `x` is true.
    Or(Box<Expression>, Box<Expression>),
    /// `x ? y : z`; only the branch taken is read.
    Choice(Box<[Expression; 3]>),
}

impl Expression {
    /// `clamp(x, lo, hi)` = min(max(x, lo), hi).
    pub fn clamp(x: Self, lo: Self, hi: Self) -> Self {
        let raised = Self::Binary(Binary::Max, Box::new(x), Box::new(lo));
        Self::Binary(Binary::Min, Box::new(raised), Box::new(hi))
    }

    /// Every slot the expression may read, ascending, once each.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        self.visit(&mut |leaf| {
            if let Self::Reading(slot) = leaf {
                slots.push(*slot);
            }
        });
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Every scenario parameter the expression may use, ascending, once each.
    pub fn numbers(&self) -> Vec<Num> {
        let mut numbers = Vec::new();
        self.visit(&mut |leaf| {
            if let Self::Number(number) = leaf {
                numbers.push(*number);
            }
        });
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        match self {
            Self::Constant(_) | Self::Number(_) | Self::Reading(_) => {}
            Self::Unary(_, x) => x.visit(see),
            Self::Binary(_, x, y) | Self::And(x, y) | Self::Or(x, y) => {
                x.visit(see);
                y.visit(see);
            }
            Self::Between(parts) | Self::Choice(parts) => {
                for part in parts.iter() {
                    part.visit(see);
                }
            }
        }
    }
}

/// Why an expression cannot be compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// It needs more than [`STACK`] intermediate values at once.
    Stack,
    /// It has more steps, or more distinct literals, than a `u16` counts.
    Steps,
    /// It joins more than 255 conditions by `&&`.
    Conjuncts,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stack => write!(f, "the expression holds more than {STACK} intermediate values at once"),
            Self::Steps => f.write_str("the expression has more than 65,535 steps"),
            Self::Conjuncts => f.write_str("the condition joins more than 255 parts by `&&`"),
        }
    }
}

impl std::error::Error for TooLarge {}

/// Intermediate values one evaluation can hold.
pub const STACK: usize = 16;

/// An expression ready to be evaluated to a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    code: Code,
    slots: Box<[Slot]>,
}

impl Program {
    /// Compiles a tree.
    ///
    /// # Errors
    /// When it is too large for the machine: see [`TooLarge`].
    pub fn compile(expression: &Expression) -> Result<Self, TooLarge> {
        let mut assembler = Assembler::default();
        assembler.value(expression, false)?;
        Ok(Self { code: assembler.finish(), slots: expression.slots().into() })
    }

    /// The value now: always finite.
    ///
    /// # Panics
    /// When `numbers` is shorter than the parameters compiled in: our own mistake, not an author's.
    pub fn evaluate(&self, numbers: &[f64], readings: &mut impl Readings) -> f64 {
        // the assembler refused anything longer than u16::MAX steps
        let end = self.code.steps.len() as u16;
        self.code.run(0..end, numbers, readings)
    }

    /// Every slot it may read, ascending: while none of them changes, neither does the value.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Every scenario parameter it may use, ascending, once each. Allocates: for reports, not for the loop.
    pub fn numbers(&self) -> Vec<Num> {
        let number = |operand: &Operand| match *operand {
            Operand::Number(number) => Some(number),
            Operand::Constant(_) | Operand::Reading(_) => None,
        };
        let mut numbers: Vec<Num> = self.code.operands.iter().filter_map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Conjunct {
    steps: Range<u16>,
    text: Range<usize>,
    slots: Box<[Slot]>,
    numbers: Box<[Num]>,
}

/// A conjunction: it holds when each of its parts, the conjuncts, holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    code: Code,
    text: Box<str>,
    conjuncts: Box<[Conjunct]>,
}

/// What one conjunct said, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained<'a> {
    /// The conjunct as its author wrote it.
    pub text: &'a str,
    /// Where it stands in the condition's text, in bytes.
    pub span: Range<usize>,
    /// What each of its slots read.
    pub readings: Vec<(Slot, f64)>,
    /// The value of each scenario parameter in it.
    pub numbers: Vec<(Num, f64)>,
    /// Whether it held.
    pub held: bool,
}

impl Condition {
    /// The condition without conjuncts: it always holds.
    pub fn always() -> Self {
        Self { code: Code::default(), text: "".into(), conjuncts: Box::default() }
    }

    /// Compiles the conjuncts of a condition. Each comes with its byte range in `text`, which must lie on character
    /// boundaries.
    ///
    /// # Errors
    /// When it is too large for the machine: see [`TooLarge`].
    pub fn compile(text: &str, conjuncts: &[(Range<usize>, Expression)]) -> Result<Self, TooLarge> {
        if conjuncts.len() > usize::from(u8::MAX) {
            return Err(TooLarge::Conjuncts);
        }
        let mut assembler = Assembler::default();
        let mut parts = Vec::new();
        for (span, expression) in conjuncts {
            let start = assembler.here()?;
            assembler.value(expression, false)?;
            parts.push(Conjunct {
                steps: start..assembler.here()?,
                text: span.clone(),
                slots: expression.slots().into(),
                numbers: expression.numbers().into(),
            });
        }
        Ok(Self { code: assembler.finish(), text: text.into(), conjuncts: parts.into() })
    }

    /// Whether every conjunct holds now.
    ///
    /// `hint` names the conjunct to try first (the others follow in order, around the end) and receives the one that
    /// failed, so that a condition that stays false costs one conjunct. The answer does not depend on it. Start with 0.
    ///
    /// # Panics
    /// When `numbers` is shorter than the parameters compiled in: our own mistake, not an author's.
    pub fn holds(&self, hint: &mut u8, numbers: &[f64], readings: &mut impl Readings) -> bool {
        all_hold(self.conjuncts.len(), hint, |index| {
            self.code.run(self.conjuncts[index].steps.clone(), numbers, readings) != 0.0
        })
    }

    /// Number of conjuncts.
    pub fn len(&self) -> usize {
        self.conjuncts.len()
    }

    /// Whether there is no conjunct, so that it always holds.
    pub fn is_empty(&self) -> bool {
        self.conjuncts.is_empty()
    }

    /// Every slot that each conjunct may read, ascending, in the order of the conjuncts.
    ///
    /// A condition that failed at conjunct `hint` stays false until one of *that* conjunct's slots changes; one that
    /// held stays true until any slot changes.
    pub fn slots(&self) -> impl ExactSizeIterator<Item = &[Slot]> {
        self.conjuncts.iter().map(|conjunct| &*conjunct.slots)
    }

    /// The slots of one conjunct; none if there is no such conjunct.
    pub fn slots_of(&self, conjunct: u8) -> &[Slot] {
        self.conjuncts.get(usize::from(conjunct)).map_or(&[], |conjunct| &conjunct.slots)
    }

    /// The condition as its author wrote it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What each conjunct reads and says now, in the order written. Allocates: for reports, not for the loop.
    ///
    /// # Panics
    /// When `numbers` is shorter than the parameters compiled in: our own mistake, not an author's.
    pub fn explain(&self, numbers: &[f64], readings: &mut impl Readings) -> Vec<Explained<'_>> {
        let explain = |conjunct: &Conjunct| {
            let seen: Vec<(Slot, f64)> =
                conjunct.slots.iter().map(|&slot| (slot, finite(readings.read(slot)))).collect();
            // every slot is read once, also in branches not taken, so that the values shown are the values used
            let mut shown = |slot: Slot| {
                seen.binary_search_by_key(&slot, |&(slot, _)| slot).map_or(0.0, |index| seen[index].1)
            };
            let value = self.code.run(conjunct.steps.clone(), numbers, &mut shown);
            Explained {
                text: self.text.get(conjunct.text.clone()).unwrap_or_default(),
                span: conjunct.text.clone(),
                numbers: conjunct.numbers.iter().map(|&n| (n, numbers[usize::from(n.0)])).collect(),
                held: value != 0.0,
                readings: seen,
            }
        };
        self.conjuncts.iter().map(explain).collect()
    }
}

#[cfg(test)]
mod tests;
