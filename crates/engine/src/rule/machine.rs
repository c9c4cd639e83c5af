//! The machine that rules run on: steps over an accumulator and a small stack.

use super::{Binary, Readings, STACK, Slot, Unary};
use crate::parameter::Num;
use powderkeg_models::math;
use std::ops::Range;

/// A value that a rule takes from outside its own arithmetic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// A literal.
    Constant(f64),
    /// A scenario parameter.
    Number(Num),
    /// What a slot reads.
    Reading(Slot),
}

/// One step of the machine: an accumulator and a small stack. Taking operands in place saves most dispatches;
/// operands are numbered, so that all kinds of them are fetched alike. Its tag is a byte of its own, which
/// is quicker to tell than one that shares bits with an operation.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(u8)]
pub(super) enum Step {
    /// accumulator ← operand
    Load(u16),
    /// push the accumulator; accumulator ← operand
    Push(u16),
    /// accumulator ← op accumulator
    Unary(Unary),
    /// accumulator ← accumulator op operand
    Operate(Binary, u16),
    /// accumulator ← accumulator op (operand op operand): a weighted term of a sum
    Term(Binary, Binary, u16, u16),
    /// accumulator ← accumulator op (operand ? operand : operand)
    Choose(Binary, u16, u16, u16),
    /// accumulator ← sigmoid((accumulator − operand) / operand): how most urges end
    Threshold(u16, u16),
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

impl Step {
    /// The step with its operand renumbered.
    pub fn with_operand(self, renumber: impl Fn(u16) -> u16) -> Self {
        match self {
            Self::Load(operand) => Self::Load(renumber(operand)),
            Self::Push(operand) => Self::Push(renumber(operand)),
            Self::Operate(op, operand) => Self::Operate(op, renumber(operand)),
            Self::Term(op, of, x, y) => Self::Term(op, of, renumber(x), renumber(y)),
            Self::Choose(op, condition, yes, no) => {
                Self::Choose(op, renumber(condition), renumber(yes), renumber(no))
            }
            Self::Threshold(middle, softness) => Self::Threshold(renumber(middle), renumber(softness)),
            Self::Unary(_)
            | Self::Combine(_)
            | Self::Between
            | Self::JumpIfFalse(_)
            | Self::JumpIfTrue(_)
            | Self::Jump(_) => self,
        }
    }
}

/// Runs steps and returns the accumulator. `operand` gives an operand's value by its number, always finite.
#[inline]
pub(super) fn run(steps: &[Step], range: Range<u16>, operand: &mut impl FnMut(u16) -> f64) -> f64 {
    let mut stack = [0.0; STACK];
    let mut accumulator = 0.0;
    let mut depth = 0_usize;
    let mut at = usize::from(range.start);
    let steps = &steps[..usize::from(range.end)];
    while let Some(&step) = steps.get(at) {
        at += 1;
        match step {
            Step::Load(index) => accumulator = operand(index),
            Step::Push(index) => {
                stack[depth] = accumulator;
                depth += 1;
                accumulator = operand(index);
            }
            Step::Unary(op) => accumulator = unary(op, accumulator),
            Step::Operate(op, index) => accumulator = binary(op, accumulator, operand(index)),
            Step::Term(op, of, x, y) => {
                accumulator = binary(op, accumulator, binary(of, operand(x), operand(y)));
            }
            Step::Choose(op, condition, yes, no) => {
                let chosen = if operand(condition) != 0.0 { yes } else { no };
                accumulator = binary(op, accumulator, operand(chosen));
            }
            Step::Threshold(middle, softness) => {
                let above = binary(Binary::Subtract, accumulator, operand(middle));
                accumulator = unary(Unary::Sigmoid, binary(Binary::Divide, above, operand(softness)));
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

#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Code {
    pub steps: Box<[Step]>,
    pub operands: Box<[Operand]>,
}

impl Code {
    /// Runs the steps of `range`, reading only what the branches taken need.
    pub fn run(&self, range: Range<u16>, numbers: &[f64], readings: &mut impl Readings) -> f64 {
        run(&self.steps, range, &mut |index| {
            finite(match self.operands[usize::from(index)] {
                Operand::Constant(value) => value,
                Operand::Number(Num(index)) => numbers[usize::from(index)],
                Operand::Reading(slot) => readings.read(slot),
            })
        })
    }
}

/// What a rule takes a value for: NaN is 0, infinities are the largest numbers. See the module's note on total
/// arithmetic.
#[inline]
#[must_use]
pub fn finite(x: f64) -> f64 {
    if x.abs() <= f64::MAX {
        x
    } else if x.is_nan() {
        0.0
    } else {
        f64::MAX.copysign(x)
    }
}

#[inline]
pub(super) fn fact(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn unary(op: Unary, x: f64) -> f64 {
    match op {
        Unary::Negate => -x,
        Unary::Not => fact(x == 0.0),
        Unary::Abs => x.abs(),
        Unary::Exp => finite(math::exp(x)),
        Unary::Ln => libm::log(x.max(f64::MIN_POSITIVE)),
        Unary::Sqrt => {
            if x > 0.0 {
                libm::sqrt(x)
            } else {
                0.0
            }
        }
        Unary::Sigmoid => 1.0 / (1.0 + math::exp(-x)),
    }
}

#[inline(always)]
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
