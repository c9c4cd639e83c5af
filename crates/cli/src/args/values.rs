//! What options take, read from what was typed.

use std::path::PathBuf;

use powderkeg_report::export::Format;
use powderkeg_server::http::Token;
use powderkeg_study::plan::MOST_RUNS;
use powderkeg_study::sensitivity::design::{LEAST_BASE, MOST_BASE, MOST_SPREAD};
use powderkeg_validation::component::Component;
use powderkeg_workspace::limits::MOST_THREADS;

/// Seeds fit a TOML integer, so that run.toml can hold them.
pub(super) fn seed(text: &str) -> Result<u64, String> {
    let fits = text.parse().ok().filter(|&seed| i64::try_from(seed).is_ok());
    fits.ok_or_else(|| format!("a seed is a whole number from 0 to {}", i64::MAX))
}

pub(super) fn runs(text: &str) -> Result<u32, String> {
    let fits = text.parse().ok().filter(|runs| (1..=MOST_RUNS).contains(runs));
    fits.ok_or_else(|| format!("a number of runs is a whole number from 1 to {MOST_RUNS}"))
}

pub(super) fn within(least: u32, most: u32) -> impl Fn(&str) -> Result<u32, String> + Clone {
    move |text| {
        let fits = text.parse().ok().filter(|number| (least..=most).contains(number));
        fits.ok_or_else(|| format!("it is a whole number from {least} to {most}"))
    }
}

pub(super) fn threads(text: &str) -> Result<usize, String> {
    let fits = text.parse().ok().filter(|&threads| threads <= MOST_THREADS);
    fits.ok_or_else(|| format!("it is a whole number from 0 to {MOST_THREADS}"))
}

/// Days.
pub(super) fn span(text: &str) -> Result<f64, String> {
    let read = |unit: char, days: f64| text.strip_suffix(unit)?.parse().ok().map(|count: f64| count * days);
    let days = read('d', 1.0).or_else(|| read('h', 1.0 / 24.0));
    days.filter(|days| days.is_finite() && *days > 0.0).ok_or_else(|| "write a span as 7d or 12h".into())
}

pub(super) fn token(text: &str) -> Result<Token, String> {
    Token::given(text).map_err(|fault| fault.message)
}

pub(super) fn share(text: &str) -> Result<f64, String> {
    let fits = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    fits.ok_or_else(|| "a share is a number from 0 to 1".into())
}

pub(super) fn base(text: &str) -> Result<u32, String> {
    let fits = text.parse().ok().filter(|base| (LEAST_BASE..=MOST_BASE).contains(base));
    fits.ok_or_else(|| format!("base samples are a whole number from {LEAST_BASE} to {MOST_BASE}"))
}

pub(super) fn screened(text: &str) -> Result<usize, String> {
    let fits = text.parse().ok().filter(|screened| (1..=MOST_SPREAD).contains(screened));
    fits.ok_or_else(|| format!("it is a whole number from 1 to {MOST_SPREAD}"))
}

pub(super) fn component() -> impl clap::builder::TypedValueParser<Value = Component> {
    use clap::builder::TypedValueParser;
    clap::builder::PossibleValuesParser::new(Component::ALL.map(Component::name))
        .try_map(|name| Component::named(&name).ok_or("no such component"))
}

pub(super) fn format() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::TypedValueParser;
    clap::builder::PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::named(&name).ok_or("no such format"))
}

/// A file or folder to write. Text goes to standard output without it, so that `-` would only be a strange name.
pub(super) fn new_file() -> impl clap::builder::TypedValueParser<Value = PathBuf> {
    use clap::builder::TypedValueParser;
    clap::builder::PathBufValueParser::new().try_map(|path| {
        if path.as_os_str() == "-" {
            Err("for standard output leave it out; a file of that name is ./-")
        } else {
            Ok(path)
        }
    })
}

/// A tag as in BCP 47, of which a folder is named.
pub(super) fn language(text: &str) -> Result<String, String> {
    let fits = !text.is_empty()
        && text.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if fits { Ok(text.to_string()) } else { Err("write a language's tag, as in de or zh-Hans".into()) }
}

pub(super) fn override_argument(text: &str) -> Result<String, String> {
    match powderkeg_scenario::overrides::Override::split(text) {
        Some(_) => Ok(text.to_string()),
        None => Err("write PATH=VALUE, as in workforce.baikonur_crews.pay_ratio=0.9".into()),
    }
}

pub(super) fn scenario_name(text: &str) -> Result<String, String> {
    let fits = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte));
    if fits { Ok(text.to_string()) } else { Err("use small letters, digits, - and _, a letter first".into()) }
}
