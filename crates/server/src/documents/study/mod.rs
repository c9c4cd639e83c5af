//! Studies: what all runs show, and which of them meet some conditions.

pub mod bins;
pub mod columnar;
pub mod gathered;
pub mod meaning;
mod select;

use powderkeg_engine::time::Minute;
use powderkeg_study::share;
use powderkeg_study::store::Series;
use powderkeg_study::summary;

pub use self::columnar::Columnar;
pub use self::gathered::Gathered;
pub use self::meaning::Meaning;
use self::meaning::{INCIDENT, NO_RESULT, said};
use super::party;
use super::round::significant;
use crate::api::{Dates, Estimate, Fan, Losses, Party, ResultShare, Share, Spread, StudyEntry, StudyView};

/// Rows that are named of each ending.
const EXAMPLES: usize = 12;
/// Bins of a histogram where it isn't said how many.
const BINS: u32 = 30;
/// Standard errors on each side of a 95 % interval: the normal quantile.
const Z: f64 = 1.96;

/// A study, whole but for its rows. `parties` are those of its scenario.
#[must_use]
pub fn view(entry: StudyEntry, gathered: &Gathered, series: &Series, parties: Vec<Party>) -> StudyView {
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

fn dates(gathered: &Gathered) -> Vec<Dates> {
    let Gathered { columns, summary, .. } = gathered;
    let incident = std::iter::once(("incident".to_string(), INCIDENT.to_string(), &summary.incident));
    let facts = columns.facts.iter().zip(&summary.facts);
    let facts = facts.map(|(name, dates)| (format!("fact.{name}"), said(name), dates));
    let one = |(column, title, dates): (String, String, &summary::Dates)| {
        let day = |share| dates.quantile(share).map(Minute::day);
        Dates {
            column,
            title,
            share: with_interval(summary.share(dates.count())),
            by_day: dates.by_day().to_vec(),
            quantiles: day(0.05)
                .zip(day(0.5))
                .zip(day(0.95))
                .map(|((low, middle), high)| (low, middle, high)),
        }
    };
    incident.chain(facts).map(one).collect()
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
    let [q05, q25, q50, q75, q95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| found.quantile(share));
    Spread {
        column: name.to_string(),
        title: known.map_or_else(|| said(name), |column| column.title.clone()),
        unit: known.map_or_else(String::new, |column| column.unit.clone()),
        is_yes_or_no: found.is_yes_or_no(),
        is_whole: known.is_some_and(|column| column.is_whole),
        mean: estimate(found.mean(), found.standard_error()),
        quantiles: (q05, q25, q50, q75, q95),
        some: with_interval(found.share_of_some()),
        histogram: column.map_or_else(bins::none, |index| rows.histogram(index, BINS, None)),
    }
}

/// A mean with its 95 % interval; of one value, which has no error, the value itself.
fn estimate(value: f64, error: f64) -> Estimate {
    let reach = if error.is_finite() { Z * error } else { 0.0 };
    Estimate { value, low: value - reach, high: value + reach }
}

pub(in crate::documents) fn with_interval(share: share::Share) -> Share {
    let (low, high) = share.wilson();
    Share { held: share.held, of: share.of, value: share.value().unwrap_or(0.0), low, high }
}

fn fans(gathered: &Gathered, series: &Series) -> Vec<Fan> {
    let columns = &gathered.columns;
    let fan = |(index, outcome): (usize, &powderkeg_study::row::Quantity)| {
        let shares = series.shares(columns, index);
        let shares: Option<Vec<f64>> = shares.map(|days| days.into_iter().map(significant).collect());
        let days = if shares.is_some() { Vec::new() } else { series.quantiles(columns, index) };
        let days = days.into_iter().map(|row| {
            let [q05, q25, q50, q75, q95] = row.map(significant);
            (q05, q25, q50, q75, q95)
        });
        Fan { outcome: outcome.name.clone(), unit: outcome.unit.clone(), days: days.collect(), shares }
    };
    columns.outcomes.iter().enumerate().map(fan).collect()
}
