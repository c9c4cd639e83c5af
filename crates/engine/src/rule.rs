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

use crate::parameter::Num;
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

/// Where a step finds its operand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Source {
    Constant(u16),
    Number(Num),
    Reading(Slot),
}

/// One step of the machine: an accumulator and a small stack. Taking leaf operands in place halves the dispatches.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// accumulator ← source
    Load(Source),
    /// push the accumulator; accumulator ← source
    Push(Source),
    /// accumulator ← op accumulator
    Unary(Unary),
    /// accumulator ← accumulator op source
    Operate(Binary, Source),
    /// accumulator ← popped op accumulator
    Combine(Binary),
    /// accumulator ← lo ≤ x ≤ accumulator, popping lo, then x
    Between,
    /// go on at a step if the accumulator is 0
    JumpIfFalse(u16),
    /// go on at a step unless the accumulator is 0
    JumpIfTrue(u16),
    /// go on at a step
    Jump(u16),
}

#[derive(Clone, Debug, PartialEq, Default)]
struct Code {
    steps: Box<[Step]>,
    constants: Box<[f64]>,
}

impl Code {
    /// Runs the steps of `range` and returns the accumulator.
    #[inline]
    fn run(
        &self,
        range: Range<u16>,
        stack: &mut [f64; STACK],
        numbers: &[f64],
        readings: &mut impl Readings,
    ) -> f64 {
        let mut accumulator = 0.0;
        let mut depth = 0_usize;
        let mut at = usize::from(range.start);
        let end = usize::from(range.end);
        while at < end {
            let step = self.steps[at];
            at += 1;
            match step {
                Step::Load(source) => accumulator = self.fetch(source, numbers, readings),
                Step::Push(source) => {
                    stack[depth] = accumulator;
                    depth += 1;
                    accumulator = self.fetch(source, numbers, readings);
                }
                Step::Unary(op) => accumulator = unary(op, accumulator),
                Step::Operate(op, source) => {
                    accumulator = binary(op, accumulator, self.fetch(source, numbers, readings));
                }
                Step::Combine(op) => {
                    depth -= 1;
                    accumulator = binary(op, stack[depth], accumulator);
                }
                Step::Between => {
                    depth -= 2;
                    let (x, lo) = (stack[depth], stack[depth + 1]);
                    accumulator = fact(lo <= x && x <= accumulator);
                }
                Step::JumpIfFalse(target) => {
                    if accumulator == 0.0 {
                        at = usize::from(target);
                    }
                }
                Step::JumpIfTrue(target) => {
                    if accumulator != 0.0 {
                        at = usize::from(target);
                    }
                }
                Step::Jump(target) => at = usize::from(target),
            }
        }
        accumulator
    }

    #[inline]
    fn fetch(&self, source: Source, numbers: &[f64], readings: &mut impl Readings) -> f64 {
        finite(match source {
            Source::Constant(index) => self.constants[usize::from(index)],
            Source::Number(Num(index)) => numbers[usize::from(index)],
            Source::Reading(slot) => readings.read(slot),
        })
    }
}

/// NaN is 0, infinities are the largest numbers: see the module's note on total arithmetic.
#[inline]
fn finite(x: f64) -> f64 {
    if x.abs() <= f64::MAX {
        x
    } else if x.is_nan() {
        0.0
    } else {
        f64::MAX.copysign(x)
    }
}

#[inline]
fn fact(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn unary(op: Unary, x: f64) -> f64 {
    match op {
        Unary::Negate => -x,
        Unary::Not => fact(x == 0.0),
        Unary::Abs => x.abs(),
        Unary::Exp => finite(libm::exp(x)),
        Unary::Ln => libm::log(x.max(f64::MIN_POSITIVE)),
        Unary::Sqrt => {
            if x > 0.0 {
                libm::sqrt(x)
            } else {
                0.0
            }
        }
        Unary::Sigmoid => 1.0 / (1.0 + libm::exp(-x)),
    }
}

#[inline]
#[allow(clippy::float_cmp)] // `==` in a rule compares exactly: facts, counts and levels are exact
fn binary(op: Binary, x: f64, y: f64) -> f64 {
    match op {
        Binary::Add => finite(x + y),
        Binary::Subtract => finite(x - y),
        Binary::Multiply => finite(x * y),
        Binary::Divide if y == 0.0 => 0.0,
        Binary::Divide => finite(x / y),
        Binary::Remainder if y == 0.0 => 0.0,
        Binary::Remainder => libm::fmod(x, y),
        // not f64::min and max: which zero they give for 0 and -0 is unspecified
        Binary::Min => {
            if y < x {
                y
            } else {
                x
            }
        }
        Binary::Max => {
            if y > x {
                y
            } else {
                x
            }
        }
        Binary::Pow => finite(libm::pow(x, y)),
        Binary::Less => fact(x < y),
        Binary::LessOrEqual => fact(x <= y),
        Binary::Greater => fact(x > y),
        Binary::GreaterOrEqual => fact(x >= y),
        Binary::Equal => fact(x == y),
        Binary::NotEqual => fact(x != y),
    }
}

/// Turns trees into steps, one after another into the same code.
#[derive(Default)]
struct Assembler {
    steps: Vec<Step>,
    constants: Vec<f64>,
    depth: usize,
}

impl Assembler {
    /// Appends `expression`. `live` says that the accumulator holds a value still needed, which is then pushed.
    fn value(&mut self, expression: &Expression, live: bool) -> Result<(), TooLarge> {
        match expression {
            Expression::Constant(_) | Expression::Number(_) | Expression::Reading(_) => {
                let Some(source) = self.leaf(expression)? else { return Ok(()) };
                if live {
                    self.depth += 1;
                    if self.depth > STACK {
                        return Err(TooLarge::Stack);
                    }
                    self.emit(Step::Push(source))
                } else {
                    self.emit(Step::Load(source))
                }
            }
            Expression::Unary(op, x) => {
                self.value(x, live)?;
                self.emit(Step::Unary(*op))
            }
            Expression::Binary(op, x, y) => {
                self.value(x, live)?;
                if let Some(source) = self.leaf(y)? {
                    return self.emit(Step::Operate(*op, source));
                }
                self.value(y, true)?;
                self.depth -= 1;
                self.emit(Step::Combine(*op))
            }
            Expression::Between(parts) => {
                let [x, lo, hi] = &**parts;
                self.value(x, live)?;
                self.value(lo, true)?;
                self.value(hi, true)?;
                self.depth -= 2;
                self.emit(Step::Between)
            }
            Expression::And(x, y) => self.short_circuit(x, y, live, Step::JumpIfFalse),
            Expression::Or(x, y) => self.short_circuit(x, y, live, Step::JumpIfTrue),
            Expression::Choice(parts) => {
                let [condition, yes, no] = &**parts;
                self.value(condition, live)?;
                let over_yes = self.hole()?;
                self.value(yes, false)?;
                let over_no = self.hole()?;
                self.fill(over_yes, Step::JumpIfFalse)?;
                self.value(no, false)?;
                self.fill(over_no, Step::Jump)
            }
        }
    }

    fn short_circuit(
        &mut self,
        x: &Expression,
        y: &Expression,
        live: bool,
        jump: fn(u16) -> Step,
    ) -> Result<(), TooLarge> {
        self.value(x, live)?;
        let over = self.hole()?;
        self.value(y, false)?;
        self.fill(over, jump)
    }

    fn leaf(&mut self, expression: &Expression) -> Result<Option<Source>, TooLarge> {
        Ok(match expression {
            Expression::Constant(value) => {
                let known = self.constants.iter().position(|c| c.to_bits() == value.to_bits());
                let index = known.unwrap_or(self.constants.len());
                if known.is_none() {
                    self.constants.push(*value);
                }
                Some(Source::Constant(u16::try_from(index).map_err(|_| TooLarge::Steps)?))
            }
            Expression::Number(number) => Some(Source::Number(*number)),
            Expression::Reading(slot) => Some(Source::Reading(*slot)),
            Expression::Unary(..)
            | Expression::Binary(..)
            | Expression::Between(_)
            | Expression::And(..)
            | Expression::Or(..)
            | Expression::Choice(_) => None,
        })
    }

    fn emit(&mut self, step: Step) -> Result<(), TooLarge> {
        self.steps.push(step);
        self.here().map(|_| ())
    }

    fn here(&self) -> Result<u16, TooLarge> {
        u16::try_from(self.steps.len()).map_err(|_| TooLarge::Steps)
    }

    /// A place for a jump whose target is not known yet.
    fn hole(&mut self) -> Result<usize, TooLarge> {
        self.emit(Step::Jump(0))?;
        Ok(self.steps.len() - 1)
    }

    fn fill(&mut self, hole: usize, jump: fn(u16) -> Step) -> Result<(), TooLarge> {
        self.steps[hole] = jump(self.here()?);
        Ok(())
    }

    fn finish(self) -> Code {
        Code { steps: self.steps.into(), constants: self.constants.into() }
    }
}

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
        let mut stack = [0.0; STACK];
        // the assembler refused anything longer than u16::MAX steps
        let end = self.code.steps.len() as u16;
        self.code.run(0..end, &mut stack, numbers, readings)
    }

    /// Every slot it may read, ascending: while none of them changes, neither does the value.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Every scenario parameter it may use, ascending, once each. Allocates: for reports, not for the loop.
    pub fn numbers(&self) -> Vec<Num> {
        let number = |step: &Step| match *step {
            Step::Load(source) | Step::Push(source) | Step::Operate(_, source) => match source {
                Source::Number(number) => Some(number),
                Source::Constant(_) | Source::Reading(_) => None,
            },
            Step::Unary(_)
            | Step::Combine(_)
            | Step::Between
            | Step::JumpIfFalse(_)
            | Step::JumpIfTrue(_)
            | Step::Jump(_) => None,
        };
        let mut numbers: Vec<Num> = self.code.steps.iter().filter_map(number).collect();
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
    #[inline]
    pub fn holds(&self, hint: &mut u8, numbers: &[f64], readings: &mut impl Readings) -> bool {
        let mut stack = [0.0; STACK];
        let count = self.conjuncts.len();
        let mut index = usize::from(*hint);
        if index >= count {
            index = 0;
        }
        for _ in 0..count {
            let steps = self.conjuncts[index].steps.clone();
            if self.code.run(steps, &mut stack, numbers, readings) == 0.0 {
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
        let mut stack = [0.0; STACK];
        let explain = |conjunct: &Conjunct| {
            let seen: Vec<(Slot, f64)> =
                conjunct.slots.iter().map(|&slot| (slot, finite(readings.read(slot)))).collect();
            // every slot is read once, also in branches not taken, so that the values shown are the values used
            let mut shown = |slot: Slot| {
                seen.binary_search_by_key(&slot, |&(slot, _)| slot).map_or(0.0, |index| seen[index].1)
            };
            let value = self.code.run(conjunct.steps.clone(), &mut stack, numbers, &mut shown);
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
