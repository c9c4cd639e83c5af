//! The values a run uses for the scenario's uncertain parameters.

use crate::dice::{Dice, Key, Stream};
use crate::parameter::{Num, Parameter};
use std::ops::Index;

/// One value for each parameter, drawn once at the start of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers(Vec<f64>);

impl Numbers {
    /// Draws every parameter at its own address: (parameter stream, key of its path, 0).
    #[must_use]
    pub fn draw(parameters: &[Parameter], dice: Dice) -> Self {
        Self(
            parameters
                .iter()
                .map(|parameter| {
                    if parameter.distribution.is_constant() {
                        return parameter.distribution.quantile(0.5, parameter.min, parameter.max);
                    }
                    let u = dice.uniform_at(Stream::Parameter, Key::of(&parameter.path), 0);
                    parameter.distribution.quantile(u, parameter.min, parameter.max)
                })
                .collect(),
        )
    }

    /// All values in the order of the parameters.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }
}

impl Index<Num> for Numbers {
    type Output = f64;
    fn index(&self, num: Num) -> &f64 {
        &self.0[usize::from(num.0)]
    }
}
