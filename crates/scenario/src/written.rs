//! A distribution as an author writes it.

use powderkeg_engine::parameter::Distribution;

/// The text that reads as this distribution, in place of a number or after `--set PATH=`, with remarks beside it.
///
/// ```
/// use powderkeg_engine::parameter::Distribution;
/// use powderkeg_scenario::written::written;
/// let range = Distribution::Uniform { low: 0.25, high: 3.0 };
/// assert_eq!(written(&range, &[]), "{ uniform = [0.25, 3] }");
/// assert_eq!(written(&range, &["lever = true".into()]), "{ uniform = [0.25, 3], lever = true }");
/// ```
#[must_use]
pub fn written(distribution: &Distribution, remarks: &[String]) -> String {
    let (word, numbers) = parts(distribution);
    let texts: Vec<String> = numbers.iter().map(f64::to_string).collect();
    let numbers = match word {
        "value" | "poisson" => format!("{word} = {}", texts.join(", ")),
        _ => format!("{word} = [{}]", texts.join(", ")),
    };
    let parts: Vec<&str> =
        std::iter::once(numbers.as_str()).chain(remarks.iter().map(String::as_str)).collect();
    format!("{{ {} }}", parts.join(", "))
}

/// A distribution's word and its numbers, in the order in which they are written.
#[must_use]
pub fn parts(distribution: &Distribution) -> (&'static str, Vec<f64>) {
    match distribution {
        Distribution::Constant(value) => ("value", vec![*value]),
        Distribution::Uniform { low, high } => ("uniform", vec![*low, *high]),
        Distribution::LogUniform { low, high } => ("loguniform", vec![*low, *high]),
        Distribution::Triangular { low, mode, high } => ("triangular", vec![*low, *mode, *high]),
        Distribution::Normal { mean, sd } => ("normal", vec![*mean, *sd]),
        Distribution::LogNormal { median, sigma } => ("lognormal", vec![*median, *sigma]),
        Distribution::Beta { a, b } => ("beta", vec![*a, *b]),
        Distribution::Poisson { mean } => ("poisson", vec![*mean]),
        Distribution::Choice(values) => ("choice", values.clone()),
    }
}

/// The distribution that has these [`parts`]; none if there is no such word, or it takes other numbers.
#[must_use]
pub fn of_parts(word: &str, numbers: &[f64]) -> Option<Distribution> {
    let made = match (word, numbers) {
        ("value", &[value]) => Distribution::Constant(value),
        ("uniform", &[low, high]) => Distribution::Uniform { low, high },
        ("loguniform", &[low, high]) => Distribution::LogUniform { low, high },
        ("triangular", &[low, mode, high]) => Distribution::Triangular { low, mode, high },
        ("normal", &[mean, sd]) => Distribution::Normal { mean, sd },
        ("lognormal", &[median, sigma]) => Distribution::LogNormal { median, sigma },
        ("beta", &[a, b]) => Distribution::Beta { a, b },
        ("poisson", &[mean]) => Distribution::Poisson { mean },
        ("choice", [_, ..]) => Distribution::Choice(numbers.to_vec()),
        _ => return None,
    };
    Some(made)
}
