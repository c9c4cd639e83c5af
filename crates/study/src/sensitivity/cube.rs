//! A scenario as a function of a point in the unit cube.

use powderkeg_engine::dice::seed_at;
use powderkeg_engine::time::DAY;
use powderkeg_engine::world::RunOptions;

use super::design::Factor;
use crate::measure::Measure;
use crate::row::{Case, Row};

/// What moves as one: a factor of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// All luck besides the scenario's uncertain numbers.
    Luck,
    /// All numbers that are nature's, or nobody's.
    Uncertainties,
    /// All numbers that are a party's choice.
    Levers,
    /// One number: its place among the uncertain ones.
    Number(usize),
    /// The uncertainties that are not looked at one by one.
    OtherUncertainties,
    /// The levers that are not looked at one by one.
    OtherLevers,
}

/// What a question is about, as a function of where the uncertain numbers lie in their distributions, and of luck.
///
/// The first coordinates are the quantiles of the uncertain numbers, in the order of [`Case::uncertain`]; the last one
/// is chance: all luck besides them.
#[derive(Clone, Copy, Debug)]
pub struct Cube<'a> {
    case: &'a Case,
    measure: &'a Measure,
}

impl<'a> Cube<'a> {
    /// What is asked of a case.
    #[must_use]
    pub fn new(case: &'a Case, measure: &'a Measure) -> Self {
        Self { case, measure }
    }

    /// How many coordinates there are: one for each uncertain number, and chance.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.chance() + 1
    }

    /// The coordinate of chance.
    #[must_use]
    pub fn chance(&self) -> usize {
        self.case.uncertain().len()
    }

    /// Whether an uncertain number is a party's choice.
    #[must_use]
    pub fn is_lever(&self, number: usize) -> bool {
        self.case.engine().setup().parameters[self.case.uncertain()[number]].lever
    }

    /// What there is to tell apart when the `chosen` numbers are looked at one by one: luck, all uncertainties, all
    /// levers; then each of the chosen; then what is left of either sort, if some of it were
    /// chosen. Groups of nothing are left out.
    #[must_use]
    pub fn factors(&self, chosen: &[usize]) -> Vec<(Subject, Factor)> {
        let all = |lever: bool| (0..self.chance()).filter(move |&number| self.is_lever(number) == lever);
        // Where none of a sort is chosen, all of them are the others.
        let others = |lever: bool| {
            let others: Factor = all(lever).filter(|number| !chosen.contains(number)).collect();
            if others.len() < all(lever).count() { others } else { Factor::new() }
        };
        let mut factors = vec![
            (Subject::Luck, vec![self.chance()]),
            (Subject::Uncertainties, all(false).collect()),
            (Subject::Levers, all(true).collect()),
        ];
        factors.extend(chosen.iter().map(|&number| (Subject::Number(number), vec![number])));
        factors.push((Subject::OtherUncertainties, others(false)));
        factors.push((Subject::OtherLevers, others(true)));
        factors.retain(|(_, members): &(Subject, Factor)| !members.is_empty());
        factors
    }

    /// Runs the scenario at a point. The day of what does not come about is the day after the scenario's last, so that
    /// every run has a value.
    #[must_use]
    pub fn value(&self, point: &[f64]) -> f64 {
        let (quantiles, chance) = point.split_at(self.chance());
        let options = RunOptions {
            quantiles: quantiles.iter().copied().map(Some).collect(),
            ..self.case.options().clone()
        };
        let seed = seed_at(chance.first().copied().unwrap_or(0.0));
        value_or_end(self.measure, self.case, &self.case.row(1, seed, options))
    }
}

/// The measure of a run; for the day of what did not come about, the first midnight after the scenario's last day.
#[must_use]
pub fn value_or_end(measure: &Measure, case: &Case, row: &Row) -> f64 {
    let end = case.engine().setup().calendar.ends.0.div_ceil(DAY);
    measure.of(row).unwrap_or(f64::from(end))
}
