//! Expressions into steps.

use super::machine::{Code, Operand, Step};
use super::placed::Layout;
use super::{Binary, Expression, STACK, TooLarge, Unary};

/// Turns trees into steps, one after another into the same code.
#[derive(Default)]
pub(super) struct Assembler {
    steps: Vec<Step>,
    operands: Layout,
    depth: usize,
}

impl Assembler {
    /// Appends `expression`. `live` says that the accumulator holds a value still needed, which is then pushed.
    pub fn value(&mut self, expression: &Expression, live: bool) -> Result<(), TooLarge> {
        match expression {
            Expression::Constant(_) | Expression::Number(_) | Expression::Reading(_) => {
                let Some(operand) = self.leaf(expression)? else { return Ok(()) };
                if live {
                    self.depth += 1;
                    if self.depth > STACK {
                        return Err(TooLarge::Stack);
                    }
                    self.emit(Step::Push(operand))
                } else {
                    self.emit(Step::Load(operand))
                }
            }
            Expression::Unary(op, x) => {
                if let (Unary::Sigmoid, Expression::Binary(Binary::Divide, above, softness)) = (op, &**x)
                    && let Expression::Binary(Binary::Subtract, x, middle) = &**above
                    && let (Some(middle), Some(softness)) = (self.leaf(middle)?, self.leaf(softness)?)
                {
                    self.value(x, live)?;
                    return self.emit(Step::Threshold(middle, softness));
                }
                self.value(x, live)?;
                self.emit(Step::Unary(*op))
            }
            Expression::Binary(op, x, y) => {
                if let Some(step) = self.in_place(*op, y)? {
                    self.value(x, live)?;
                    return self.emit(step);
                }
                // Of two that may change places, the one that is no more than operands comes second.
                if matches!(op, Binary::Add | Binary::Multiply)
                    && let Some(step) = self.in_place(*op, x)?
                {
                    self.value(y, live)?;
                    return self.emit(step);
                }
                self.value(x, live)?;
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

    /// The one step that combines the accumulator with `y`, where that is no more than operands.
    fn in_place(&mut self, op: Binary, y: &Expression) -> Result<Option<Step>, TooLarge> {
        if let Some(operand) = self.leaf(y)? {
            return Ok(Some(Step::Operate(op, operand)));
        }
        Ok(match y {
            Expression::Binary(of, x, y) => match (self.leaf(x)?, self.leaf(y)?) {
                (Some(x), Some(y)) => Some(Step::Term(op, *of, x, y)),
                _ => None,
            },
            Expression::Choice(parts) => {
                let [condition, yes, no] = &**parts;
                match (self.leaf(condition)?, self.leaf(yes)?, self.leaf(no)?) {
                    (Some(condition), Some(yes), Some(no)) => Some(Step::Choose(op, condition, yes, no)),
                    _ => None,
                }
            }
            _ => None,
        })
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

    fn leaf(&mut self, expression: &Expression) -> Result<Option<u16>, TooLarge> {
        let operand = match *expression {
            Expression::Constant(value) => Operand::Constant(value),
            Expression::Number(number) => Operand::Number(number),
            Expression::Reading(slot) => Operand::Reading(slot),
            Expression::Unary(..)
            | Expression::Binary(..)
            | Expression::Between(_)
            | Expression::And(..)
            | Expression::Or(..)
            | Expression::Choice(_) => return Ok(None),
        };
        if self.operands.len() > usize::from(u16::MAX) {
            return Err(TooLarge::Steps);
        }
        Ok(Some(self.operands.place(operand)))
    }

    fn emit(&mut self, step: Step) -> Result<(), TooLarge> {
        self.steps.push(step);
        self.here().map(|_| ())
    }

    pub fn here(&self) -> Result<u16, TooLarge> {
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

    pub fn finish(self) -> Code {
        Code { steps: self.steps.into(), operands: self.operands.into_operands() }
    }
}
