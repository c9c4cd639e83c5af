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
    /// Draws every parameter at its own address: (parameter stream, key of its path, 0). `quantiles` are those of the
    /// uncertain parameters that are chosen instead, in their order; what is `None` or missing is drawn.
    #[must_use]
    pub fn draw(parameters: &[Parameter], draws: &Draws, dice: Dice, quantiles: &[Option<f64>]) -> Self {
        let mut values = draws.constants.clone();
        for (n, &(index, key)) in draws.drawn.iter().enumerate() {
            let parameter = &parameters[index];
            let chosen = quantiles.get(n).copied().flatten();
            let u = chosen.map_or_else(|| dice.uniform_at(Stream::Parameter, key, 0), inside);
            values[index] = parameter.distribution.quantile(u, parameter.min, parameter.max);
        }
        Self(values)
    }

    /// The same, but for some values.
    #[must_use]
    pub fn with(mut self, values: &[(Num, f64)]) -> Self {
        for &(num, value) in values {
            self.0[usize::from(num.0)] = value;
        }
        self
    }

    /// All values in the order of the parameters.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }
}

/// Strictly between 0 and 1, as what is drawn: the ends of an unbounded distribution are infinite.
fn inside(u: f64) -> f64 {
    u.clamp(f64::EPSILON, 1.0 - f64::EPSILON)
}

impl Index<Num> for Numbers {
    type Output = f64;
    fn index(&self, num: Num) -> &f64 {
        &self.0[usize::from(num.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::OriginId;
    use crate::parameter::Distribution;

    fn parameter(path: &str, distribution: Distribution) -> Parameter {
        Parameter {
            path: path.into(),
            unit: "1".into(),
            distribution,
            min: f64::NEG_INFINITY,
            max: f64::INFINITY,
            source: "assumption".into(),
            lever: false,
            origin: OriginId(0),
        }
    }

    #[test]
    fn a_chosen_quantile_leaves_the_luck_of_the_others() {
        let parameters = [
            parameter("a", Distribution::Normal { mean: 0.0, sd: 1.0 }),
            parameter("fixed", Distribution::Constant(5.0)),
            parameter("b", Distribution::Uniform { low: 10.0, high: 20.0 }),
            parameter("c", Distribution::Uniform { low: 0.0, high: 1.0 }),
        ];
        let draws = Draws::new(&parameters);
        let of = |quantiles: &[Option<f64>]| Numbers::draw(&parameters, &draws, Dice::new(3), quantiles);
        let (drawn, chosen) = (of(&[]), of(&[None, Some(0.25)]));
        assert_eq!(chosen.as_slice(), [drawn.0[0], 5.0, 12.5, drawn.0[3]]);
        let set = of(&[]).with(&[(Num(1), 6.0), (Num(2), 11.0)]);
        assert_eq!(set.as_slice(), [drawn.0[0], 6.0, 11.0, drawn.0[3]]);
        // The ends of an unbounded distribution are not reached.
        assert!(of(&[Some(0.0)]).0[0].is_finite() && of(&[Some(1.0)]).0[0].is_finite());
    }
}
