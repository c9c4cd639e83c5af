//! The values a run uses for the scenario's uncertain parameters.

use crate::dice::{Dice, Key, Stream};
use crate::parameter::{Num, Parameter};
use std::ops::Index;

/// What is the same in every run of a scenario: the constants, and where the rest is drawn.
#[derive(Clone, Debug)]
pub struct Draws {
    /// The constants; a placeholder for what is drawn.
    constants: Vec<f64>,
    /// The uncertain parameters, and the key of each one's path.
    drawn: Vec<(usize, Key)>,
}

impl Draws {
    /// What is drawn of some parameters.
    #[must_use]
    pub fn new(parameters: &[Parameter]) -> Self {
        let constant =
            |parameter: &Parameter| parameter.distribution.quantile(0.5, parameter.min, parameter.max);
        let uncertain = parameters.iter().enumerate().filter(|(_, row)| !row.distribution.is_constant());
        Self {
            constants: parameters.iter().map(constant).collect(),
            drawn: uncertain.map(|(index, row)| (index, Key::of(&row.path))).collect(),
        }
    }
}

/// One value for each parameter, drawn once at the start of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers(Vec<f64>);

impl Numbers {
    /// Draws every parameter at its own address: (parameter stream, key of its path, 0).
    #[must_use]
    pub fn draw(parameters: &[Parameter], draws: &Draws, dice: Dice) -> Self {
        let mut values = draws.constants.clone();
        for &(index, key) in &draws.drawn {
            let parameter = &parameters[index];
            let u = dice.uniform_at(Stream::Parameter, key, 0);
            values[index] = parameter.distribution.quantile(u, parameter.min, parameter.max);
        }
        Self(values)
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
