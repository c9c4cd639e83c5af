//! Which numbers an outcome depends on.

use powderkeg_engine::parameter::Parameter;
use powderkeg_study::measure::Measure;
use powderkeg_study::row::Case;
use powderkeg_study::sensitivity::cube::Subject;
use powderkeg_study::sensitivity::sobol::{self, Indices};
use powderkeg_workspace::studies::Depends;

use crate::api::{Estimate, SensitivityFound, SensitivityRow};

/// What was found; of an outcome that is the same in every run, no rows.
#[must_use]
pub fn found(case: &Case, measure: &Measure, depends: &Depends) -> SensitivityFound {
    let Depends { subjects, found, .. } = depends;
    let factors = Factors { case, all: subjects };
    let indices = found.indices.as_deref().unwrap_or_default();
    let mut rows: Vec<SensitivityRow> =
        subjects.iter().zip(indices).map(|(subject, indices)| factors.row(subject, indices)).collect();
    rows.sort_by(|one, other| other.total.value.total_cmp(&one.total.value));
    SensitivityFound {
        outcome: measure.to_string(),
        unit: measure.unit().to_string(),
        mean: found.mean,
        variance: found.variance,
        runs: depends.runs(),
        rows,
    }
}

/// What was varied.
struct Factors<'a> {
    case: &'a Case,
    all: &'a [Subject],
}

impl Factors<'_> {
    fn row(&self, subject: &Subject, indices: &Indices) -> SensitivityRow {
        SensitivityRow {
            name: self.name(subject),
            is_lever: self.is_lever(subject),
            is_luck: *subject == Subject::Luck,
            first: estimate(indices.first),
            total: estimate(indices.total),
        }
    }

    fn parameter(&self, number: usize) -> &Parameter {
        &self.case.engine().setup().parameters[self.case.uncertain()[number]]
    }

    fn is_lever(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Number(number) => self.parameter(*number).lever,
            Subject::Levers | Subject::OtherLevers => true,
            Subject::Luck | Subject::Uncertainties | Subject::OtherUncertainties => false,
        }
    }

    fn name(&self, subject: &Subject) -> String {
        let others = |lever: bool| {
            let numbers = (0..self.case.uncertain().len()).map(Subject::Number);
            numbers.filter(|number| self.is_lever(number) == lever && !self.all.contains(number)).count()
        };
        match subject {
            Subject::Luck => "luck".into(),
            Subject::Uncertainties => "all uncertain numbers".into(),
            Subject::Levers => "all levers".into(),
            Subject::Number(number) => self.parameter(*number).path.clone(),
            Subject::OtherUncertainties => format!("the other {} uncertain numbers together", others(false)),
            Subject::OtherLevers => format!("the other {} levers together", others(true)),
        }
    }
}

fn estimate(found: sobol::Estimate) -> Estimate {
    Estimate { value: found.value, low: found.low, high: found.high }
}
