//! What differs between two studies with the same seeds.

use powderkeg_study::compare::{Coming, Comparison, Costs};
use powderkeg_study::paired::Paired;
use powderkeg_study::row::Columns;

use super::study::meaning::{Meaning, NO_RESULT, civilians, incident};
use crate::api::{CompareAsked, Difference, Differences};

/// The unit of a ratio.
const RATIO: &str = "1";

/// What a comparison shows: of what is 0 in all runs of both, nothing. `meaning` is that of the base.
#[must_use]
pub fn differences(
    asked: &CompareAsked,
    columns: &Columns,
    sum: &Comparison,
    meaning: &Meaning,
) -> Differences {
    let mut rows: Vec<Difference> = results(columns, sum);
    // A fact that is the incident is told once.
    let facts = || columns.facts.iter().zip(&sum.facts);
    let is_incident = |found: &Coming| found == &sum.incident;
    let same = facts().find(|(_, found)| is_incident(found)).map(|(fact, _)| meaning.said(fact));
    rows.extend(coming("incident", &incident(same.as_deref()), &sum.incident));
    for (fact, found) in facts().filter(|(_, found)| !is_incident(found)) {
        rows.extend(coming(&format!("fact.{fact}"), &meaning.said(fact), found));
    }
    for (outcome, paired) in columns.outcomes.iter().zip(&sum.outcomes) {
        let (column, title) = (format!("outcome.{}", outcome.name), meaning.said(&outcome.name));
        rows.push(difference(&column, &title, &outcome.unit, paired));
    }
    for (party, found) in columns.parties.iter().zip(&sum.losses) {
        rows.extend(costs(|sort| (format!("{sort}.{party}"), meaning.loss(party, sort)), found));
    }
    rows.extend(costs(|sort| (format!("civilians.{sort}"), civilians(sort)), &sum.civilians));
    Differences {
        base: asked.base.clone(),
        with: asked.with.clone(),
        pairs: sum.pairs,
        differing: sum.differing,
        first_differing: sum.first_differing,
        rows,
    }
}

fn results(columns: &Columns, sum: &Comparison) -> Vec<Difference> {
    let texts = columns.results.iter().map(String::as_str).chain([NO_RESULT]);
    let rows = texts.zip(&sum.results).filter(|(_, paired)| is_any(paired));
    rows.map(|(text, paired)| difference("result", text, RATIO, paired)).collect()
}

/// Whether something comes about, and when where it does in both.
fn coming(column: &str, title: &str, found: &Coming) -> Vec<Difference> {
    let mut rows = Vec::new();
    if is_any(&found.share) {
        rows.push(difference(column, title, RATIO, &found.share));
    }
    if found.day.count() > 0 {
        rows.push(Difference { is_share: false, ..difference(column, title, "days", &found.day) });
    }
    rows
}

/// `called` gives the column of a sort of losses, and its title.
fn costs(called: impl Fn(&str) -> (String, String), found: &Costs) -> Vec<Difference> {
    let sorts = [("killed", &found.killed), ("wounded", &found.wounded), ("captured", &found.captured)];
    let some = sorts.into_iter().filter(|(_, paired)| is_any(paired));
    some.map(|(sort, paired)| {
        let (column, title) = called(sort);
        Difference { is_share: false, ..difference(&column, &title, "people", paired) }
    })
    .collect()
}

fn is_any(paired: &Paired) -> bool {
    paired.base() != 0.0 || paired.with() != 0.0
}

fn difference(column: &str, title: &str, unit: &str, paired: &Paired) -> Difference {
    Difference {
        column: column.into(),
        title: title.into(),
        unit: unit.into(),
        is_share: paired.is_yes_or_no(),
        base: paired.base(),
        with: paired.with(),
        difference: paired.difference(),
        interval: paired.interval().filter(|(low, high)| low.is_finite() && high.is_finite()),
        // Infinite where every pair differs by the same: there is no number to tell.
        saved: paired.variance_ratio().filter(|ratio| ratio.is_finite() && paired.differing() > 0),
        pairs: paired.count(),
    }
}
