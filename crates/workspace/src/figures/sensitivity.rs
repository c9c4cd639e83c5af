//! What an outcome depends on.

use powderkeg_engine::parameter::Parameter;
use powderkeg_study::row::Case;
use powderkeg_study::sensitivity::cube::Subject;
use powderkeg_study::sensitivity::sobol::{Estimate, Indices};
use serde_json::{Value, json};

use crate::studies::{Asked, Depends};

/// What an outcome depends on, in figures.
#[must_use]
pub fn sensitivity(asked: &Asked, depends: &Depends) -> Value {
    let screening = depends.screening.map(|screening| {
        let effects = depends.effects.iter().flatten().enumerate().map(|(number, found)| {
            let parameter = parameter(&asked.case, number);
            json!({
                "path": parameter.path, "unit": parameter.unit, "lever": parameter.lever,
                "mean_absolute_effect": found.mean_absolute, "mean_effect": found.mean,
                "deviation": found.deviation,
            })
        });
        json!({ "trajectories": screening.trajectories, "numbers": effects.collect::<Vec<_>>() })
    });
    let factors = depends.found.indices.as_ref().map(|indices| {
        let rows =
            depends.subjects.iter().zip(indices).map(|(subject, found)| factor(&asked.case, subject, found));
        rows.collect::<Vec<Value>>()
    });
    json!({
        "title": asked.case.columns().title,
        "outcome": asked.measure.to_string(),
        "unit": asked.measure.unit(),
        "seed": depends.seed,
        "base": depends.design.base(),
        "runs": depends.runs(),
        "mean": depends.found.mean,
        "variance": depends.found.variance,
        "factors": factors,
        "screening": screening,
    })
}

fn factor(case: &Case, subject: &Subject, found: &Indices) -> Value {
    let estimate =
        |estimate: Estimate| json!({ "value": estimate.value, "low": estimate.low, "high": estimate.high });
    let earlier =
        |part: Option<(f64, f64)>| part.map(|(first, total)| json!({ "first_order": first, "total": total }));
    let (path, unit) = match subject {
        Subject::Number(number) => {
            let parameter = parameter(case, *number);
            (Some(&parameter.path), Some(&parameter.unit))
        }
        _ => (None, None),
    };
    json!({
        "what": match subject {
            Subject::Luck => "luck",
            Subject::Uncertainties => "uncertainties",
            Subject::Levers => "levers",
            Subject::Number(_) => "number",
            Subject::OtherUncertainties => "other uncertainties",
            Subject::OtherLevers => "other levers",
        },
        "path": path,
        "unit": unit,
        "lever": is_lever(case, subject),
        "first_order": estimate(found.first),
        "total": estimate(found.total),
        "at_quarter": earlier(found.earlier[0]),
        "at_half": earlier(found.earlier[1]),
    })
}

/// An uncertain number of a scenario, by its place among them.
#[must_use]
pub fn parameter(case: &Case, number: usize) -> &Parameter {
    &case.engine().setup().parameters[case.uncertain()[number]]
}

/// Whether somebody could turn it.
#[must_use]
pub fn is_lever(case: &Case, subject: &Subject) -> bool {
    match subject {
        Subject::Number(number) => parameter(case, *number).lever,
        Subject::Levers | Subject::OtherLevers => true,
        Subject::Luck | Subject::Uncertainties | Subject::OtherUncertainties => false,
    }
}
