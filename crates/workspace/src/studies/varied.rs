//! A scenario of which some numbers are chosen, point by point.

use powderkeg_engine::parameter::{Num, Parameter};
use powderkeg_engine::world::Engine;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::hindcast::Expected;
use powderkeg_study::row::Case;

use super::asked::facts;
use super::record::expected;
use crate::fault::Fault;
use crate::scenarios;

/// Beyond an end of its range by no more than this share of it, a value is meant to be the end: samplers round.
const ROUNDING: f64 = 1e-9;

/// A scenario that is ready to be run at points.
#[derive(Debug)]
pub struct Varied {
    /// What is run.
    pub case: Case,
    /// What its record says.
    pub expected: Expected,
    /// The numbers that are chosen, in the order of their paths.
    pub numbers: Vec<Num>,
}

impl Varied {
    /// Reads a scenario with what is changed about it, and finds the numbers.
    ///
    /// # Errors
    /// What is wrong with the scenario or the changes; that a path is no number's, or stands there twice.
    pub fn open(
        tree: &SourceTree,
        name: &str,
        changes: &Interventions,
        paths: &[String],
    ) -> Result<Self, Fault> {
        let (scenario, options) = scenarios::open_files(tree, name, changes)?;
        let numbers: Result<Vec<Num>, Fault> =
            paths.iter().map(|path| number(&scenario.setup.parameters, path)).collect();
        let numbers = numbers?;
        let twice = (1..numbers.len()).find(|&index| numbers[..index].contains(&numbers[index]));
        if let Some(index) = twice {
            return Err(Fault::usage(format!("`{}` stands among the paths twice", paths[index])));
        }
        let (expected, facts) = (expected(&scenario.expect), facts(&scenario.expect));
        Ok(Self { case: Case::new(Engine::new(scenario.setup), options, facts), expected, numbers })
    }

    /// A number that is chosen.
    #[must_use]
    pub fn parameter(&self, index: usize) -> &Parameter {
        &self.case.engine().setup().parameters[usize::from(self.numbers[index].0)]
    }

    /// Checks the values of all points, and brings those to the ends of their ranges that are beyond by rounding.
    ///
    /// # Errors
    /// If one of them is outside of what its number may be; it says which.
    pub fn check(&self, values: &mut [f64]) -> Result<(), Fault> {
        let width = self.numbers.len().max(1);
        for (cell, value) in values.iter_mut().enumerate() {
            let parameter = self.parameter(cell % width);
            *value = within(parameter, *value).map_err(|reason| {
                Fault::usage(format!("point {}: `{}` {reason}", cell / width, parameter.path))
            })?;
        }
        Ok(())
    }
}

fn number(parameters: &[Parameter], path: &str) -> Result<Num, Fault> {
    let found = parameters.iter().position(|parameter| parameter.path == path);
    if let Some(index) = found.and_then(|index| u16::try_from(index).ok()) {
        return Ok(Num(index));
    }
    let help = match suggest(path, parameters.iter().map(|parameter| parameter.path.as_str())) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None => "a path is that of a number of its own, such as workforce.crews.pay_ratio".into(),
    };
    Err(Fault::unknown(format!("the scenario has no number `{path}`: {help}")))
}

/// The value, or the end of the range that it is meant to be.
fn within(parameter: &Parameter, value: f64) -> Result<f64, String> {
    let &Parameter { min, max, ref unit, .. } = parameter;
    let end = value.max(min).min(max);
    if value.is_finite() && (value - end).abs() <= ROUNDING * end.abs() {
        return Ok(end);
    }
    let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
    let range = match (min.is_finite(), max.is_finite()) {
        (true, true) => format!("must be from {min} to {max}{unit}"),
        (true, false) => format!("must be at least {min}{unit}"),
        (false, true) => format!("must be at most {max}{unit}"),
        (false, false) => format!("must be a finite number{unit}"),
    };
    Err(format!("{range}, not {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Kind;
    use powderkeg_study::points::Points;

    const PAY: &str = "workforce.baikonur_crews.pay_ratio";

    fn open(changes: &Interventions, paths: &[&str]) -> Result<Varied, Fault> {
        let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
        Varied::open(&SourceTree::BuiltIn("baikonur-2015".into()), "baikonur-2015", changes, &paths)
    }

    #[test]
    fn a_point_is_run_as_if_its_values_were_set() {
        use powderkeg_scenario::interventions::Verb;
        let paths = [PAY, "labour.gate_rate", "force.rangers.staging_days"];
        let varied = open(&Interventions::default(), &paths).expect("sound");
        let medians: Vec<f64> = (0..paths.len())
            .map(|index| varied.parameter(index))
            .map(|row| row.distribution.quantile(0.7, row.min, row.max))
            .collect();
        let mut values = [&[0.5], &medians[1..], &medians[..]].concat();
        varied.check(&mut values).expect("in range");
        let points = Points { numbers: &varied.numbers, values: &values, seeds: &[34, 7], runs: 2 };
        let courses = points.courses(&varied.case, 0..4, false, &|| ());
        let rows: Vec<_> = courses.into_iter().map(|course| course.row).collect();
        assert_eq!(
            rows.iter().map(|row| (row.run, row.seed)).collect::<Vec<_>>(),
            [(1, 34), (2, 35), (3, 7), (4, 8)]
        );
        for (row, values) in rows.iter().zip([0, 0, 1, 1].map(|point| &values[point * 3..][..3])) {
            let texts: Vec<String> =
                paths.iter().zip(values).map(|(path, value)| format!("{path}={value}")).collect();
            let set = open(&Interventions::default().and(Verb::Set, &texts), &[]).expect("sound");
            let alone = set.case.row(1, row.seed, set.case.options().clone());
            assert_eq!((&row.log_hash, &row.outcomes), (&alone.log_hash, &alone.outcomes), "{texts:?}");
        }
        assert_ne!(rows[0].log_hash, rows[2].log_hash);
    }

    #[test]
    fn what_cannot_be_is_refused_and_rounding_is_not() {
        let unchanged = Interventions::default();
        let unknown = open(&unchanged, &["workforce.baikonur_crews.pay_ration"]).expect_err("no such number");
        assert_eq!(unknown.kind, Kind::Unknown);
        assert!(unknown.message.contains(&format!("did you mean `{PAY}`?")), "{unknown}");
        let twice = open(&unchanged, &[PAY, PAY]).expect_err("twice");
        assert!(twice.message.contains("twice"), "{twice}");
        let varied = open(&unchanged, &[PAY]).expect("sound");
        let (min, max) = (varied.parameter(0).min, varied.parameter(0).max);
        for wrong in [f64::NAN, f64::INFINITY, max + 1.0, min - 1.0] {
            let fault = varied.check(&mut [0.5, wrong]).expect_err("outside");
            assert!(fault.message.starts_with(&format!("point 1: `{PAY}` must be")), "{fault}");
        }
        let mut rounded = [max * (1.0 + 1e-12)];
        varied.check(&mut rounded).expect("rounded");
        assert!(rounded[0].total_cmp(&max).is_eq());
    }
}
