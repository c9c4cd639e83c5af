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
    let list = |values: &[f64]| values.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
    let numbers = match distribution {
        Distribution::Constant(value) => format!("value = {value}"),
        Distribution::Uniform { low, high } => format!("uniform = [{low}, {high}]"),
        Distribution::LogUniform { low, high } => format!("loguniform = [{low}, {high}]"),
        Distribution::Triangular { low, mode, high } => format!("triangular = [{low}, {mode}, {high}]"),
        Distribution::Normal { mean, sd } => format!("normal = [{mean}, {sd}]"),
        Distribution::LogNormal { median, sigma } => format!("lognormal = [{median}, {sigma}]"),
        Distribution::Beta { a, b } => format!("beta = [{a}, {b}]"),
        Distribution::Poisson { mean } => format!("poisson = {mean}"),
        Distribution::Choice(values) => format!("choice = [{}]", list(values)),
    };
    let parts: Vec<&str> =
        std::iter::once(numbers.as_str()).chain(remarks.iter().map(String::as_str)).collect();
    format!("{{ {} }}", parts.join(", "))
}
