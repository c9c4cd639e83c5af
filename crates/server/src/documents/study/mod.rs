//! Studies: what all runs show, and which of them meet some conditions.

pub mod bins;
pub mod columnar;
pub mod gathered;
pub mod meaning;
mod select;

use powderkeg_engine::time::Minute;
use powderkeg_study::row::Columns;
use powderkeg_study::share;
use powderkeg_study::store::{QUANTILES, Series};
use powderkeg_study::summary;

pub use self::columnar::Columnar;
pub use self::gathered::Gathered;
pub use self::meaning::Meaning;
use self::meaning::{NO_RESULT, said};
use super::party;
use super::round::significant;
use crate::api::{Dates, Estimate, Fan, Losses, Party, ResultShare, Share, Spread, StudyEntry, StudyView};

/// Rows that are named of each ending.
const EXAMPLES: usize = 12;
/// Bins of a histogram where it isn't said how many.
const BINS: u32 = 30;
/// Standard errors on each side of a 95 % interval: the normal quantile.
const Z: f64 = 1.96;

/// A study, whole but for its rows.
#[must_use]
pub fn view(entry: StudyEntry, gathered: &Gathered, series: &Series, meaning: &Meaning) -> StudyView {
    let parties = meaning.parties.clone();
    let Gathered { columns, rows, .. } = gathered;
    StudyView {
        entry,
        title: columns.title.clone(),
        starts: party::starts(columns.starts),
        days: columns.days,
        results: results(gathered),
        dates: dates(gathered),
        outcomes: outcomes(gathered),
        losses: losses(gathered),
        fans: fans(gathered, series),
        columns: rows.columns().to_vec(),
        parties: if parties.is_empty() { nameless(gathered) } else { parties },
    }
}

/// Parties of a scenario that is not to be found: those whose losses are known, by their ids.
fn nameless(gathered: &Gathered) -> Vec<Party> {
    let party = |id: &String| Party { id: id.clone(), title: said(id), side: None, colour: 0 };
    gathered.columns.parties.iter().map(party).collect()
}

fn results(gathered: &Gathered) -> Vec<ResultShare> {
    let Gathered { columns, summary, rows } = gathered;
    let one = |(result, share): (Option<usize>, share::Share)| {
        let text = result.and_then(|index| columns.results.get(index));
        let result = result.map(|index| index as u32);
        ResultShare {
            result,
            text: text.map_or(NO_RESULT, String::as_str).to_string(),
            share: with_interval(share),
            rows: spread_over(&rows.ending(result), EXAMPLES).collect(),
        }
    };
    summary.results().map(one).collect()
}

/// At most so many of some things, evenly taken.
pub(super) fn spread_over<T: Copy>(all: &[T], most: usize) -> impl Iterator<Item = T> + use<'_, T> {
    let count = all.len().min(most);
    (0..count).map(move |n| all[n * all.len() / count.max(1)])
}

/// The incident and the facts; a fact that is the incident in every run is told once.
fn dates(gathered: &Gathered) -> Vec<Dates> {
    let Gathered { columns, summary, rows } = gathered;
    let names = columns.facts.iter().map(|name| format!("fact.{name}"));
    let facts = names.zip(&summary.facts).filter(|(column, _)| !rows.is_incident(column));
    let all = std::iter::once(("incident".to_string(), &summary.incident)).chain(facts);
    let one = |(column, dates): (String, &summary::Dates)| {
        let day = |share| dates.quantile(share).map(Minute::day);
        let known = rows.described(&column);
        Dates {
            title: known.map_or_else(|| said(&column), |known| known.title.clone()),
            gloss: known.and_then(|known| known.gloss.clone()),
            column,
            share: with_interval(summary.share(dates.count())),
            by_day: dates.by_day().to_vec(),
            quantiles: day(0.05)
                .zip(day(0.5))
                .zip(day(0.95))
                .map(|((low, middle), high)| (low, middle, high)),
        }
    };
    all.map(one).collect()
}

fn outcomes(gathered: &Gathered) -> Vec<Spread> {
    let Gathered { columns, summary, .. } = gathered;
    let rows = columns.outcomes.iter().zip(&summary.outcomes);
    let one = |(outcome, found): (&powderkeg_study::row::Quantity, &summary::Spread)| {
        spread(gathered, &format!("outcome.{}", outcome.name), found)
    };
    rows.map(one).collect()
}

fn losses(gathered: &Gathered) -> Vec<Losses> {
    let Gathered { columns, summary, .. } = gathered;
    let parties = columns.parties.iter().zip(&summary.losses).map(|(party, losses)| Losses {
        party: Some(party.clone()),
        killed: spread(gathered, &format!("killed.{party}"), &losses.killed),
        wounded: spread(gathered, &format!("wounded.{party}"), &losses.wounded),
        captured: Some(spread(gathered, &format!("captured.{party}"), &losses.captured)),
    });
    let civilians = Losses {
        party: None,
        killed: spread(gathered, "civilians.killed", &summary.civilians.killed),
        wounded: spread(gathered, "civilians.wounded", &summary.civilians.wounded),
        captured: None,
    };
    parties.chain([civilians]).collect()
}

fn spread(gathered: &Gathered, name: &str, found: &summary::Spread) -> Spread {
    let rows = &gathered.rows;
    let column = rows.find(name);
    let known = column.and_then(|index| rows.columns().get(index));
    Spread {
        column: name.to_string(),
        title: known.map_or_else(|| said(name), |column| column.title.clone()),
        gloss: known.and_then(|column| column.gloss.clone()),
        unit: known.map_or_else(String::new, |column| column.unit.clone()),
        is_yes_or_no: found.is_yes_or_no(),
        is_whole: known.is_some_and(|column| column.is_whole),
        mean: estimate(found.mean(), found.standard_error()),
        quantiles: five(|share| found.quantile(share)),
        some: with_interval(found.share_of_some()),
        quantiles_of_some: (found.share_of_some().held > 0)
            .then(|| five(|share| found.quantile_of_some(share))),
        histogram: column.map_or_else(bins::none, |index| rows.histogram(index, BINS, None)),
    }
}

/// The quantiles that are told.
fn five(quantile: impl Fn(f64) -> f64) -> (f64, f64, f64, f64, f64) {
    (quantile(0.05), quantile(0.25), quantile(0.5), quantile(0.75), quantile(0.95))
}

/// A mean with its 95 % interval; of one value, which has no error, the value itself.
fn estimate(value: f64, error: f64) -> Estimate {
    let reach = if error.is_finite() { Z * error } else { 0.0 };
    Estimate { value, low: value - reach, high: value + reach }
}

pub(in crate::documents) fn with_interval(share: share::Share) -> Share {
    let (low, high) = share.wilson();
    // Rounding leaves an end that is 0 or 1 by the formula a little off it.
    let low = if share.held == 0 { 0.0 } else { low };
    let high = if share.held == share.of { 1.0 } else { high };
    Share { held: share.held, of: share.of, value: share.value().unwrap_or(0.0), low, high }
}

/// The outcomes at the first instant of each day, and at the end.
fn fans(gathered: &Gathered, series: &Series) -> Vec<Fan> {
    let Gathered { columns, summary, .. } = gathered;
    let fan = |(index, (outcome, end)): (usize, (&powderkeg_study::row::Quantity, &summary::Spread))| {
        let shares = series.shares(columns, index).filter(|_| end.is_yes_or_no());
        let days = if shares.is_some() { Vec::new() } else { quantiles(columns, series, index, end) };
        let last = end.share_of_some().value();
        let shares = shares.map(|days| days.into_iter().chain(last).map(significant).collect());
        Fan { outcome: outcome.name.clone(), unit: outcome.unit.clone(), days, shares }
    };
    columns.outcomes.iter().zip(&summary.outcomes).enumerate().map(fan).collect()
}

fn quantiles(
    columns: &Columns,
    series: &Series,
    index: usize,
    end: &summary::Spread,
) -> Vec<(f64, f64, f64, f64, f64)> {
    let days = series.quantiles(columns, index).into_iter();
    let last = QUANTILES.map(|(_, share)| end.quantile(share));
    let told = |row: [f64; 5]| {
        let [q05, q25, q50, q75, q95] = row.map(significant);
        (q05, q25, q50, q75, q95)
    };
    days.chain([last]).map(told).collect()
}
