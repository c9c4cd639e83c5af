//! How the runs ended: results with their intervals, when, and at which price.

use powderkeg_engine::time::Minute;
use powderkeg_study::share::Share;
use powderkeg_study::summary::{Losses, Spread};

use super::{Studied, paragraph, stated};
use crate::dossier::page::{Block, Sentence, Table};
use crate::figure::{self, Figure};
use crate::run::Run;
use crate::words::{capitalised, count, date_from, percent};

pub(super) fn blocks(run: &Run, studied: &Studied) -> Vec<Block> {
    let mut blocks = vec![paragraph(vec![super::told(run, studied), commonest(studied)])];
    let this = studied.row.result.map(|index| index as usize);
    blocks.extend(drawn(figure::outcomes(studied.columns, studied.summary, this)));
    blocks.push(Block::Table { table: results(studied) });
    let mut sentences: Vec<Sentence> = incident(studied).into_iter().collect();
    sentences.extend(deadliest(run, studied));
    if !sentences.is_empty() {
        blocks.push(paragraph(sentences));
    }
    blocks.extend(drawn(dates(studied)));
    blocks.extend(losses(run, studied).map(|table| Block::Table { table }));
    blocks.extend(drawn(figure::losses(run.setup, studied.columns, studied.summary)));
    blocks
}

fn drawn(figure: Option<Figure>) -> Option<Block> {
    figure.map(|figure| Block::Figure { figure })
}

/// When the incident came about, with the run that is told marked.
fn dates(studied: &Studied) -> Option<Figure> {
    let (dates, runs) = (&studied.summary.incident, studied.summary.runs);
    let mark = studied.row.incident.map(|at| (at, "the run that is told"));
    figure::dates(studied.columns, "the incident", dates, runs, mark)
}

/// "56 % (50–62)".
pub(super) fn share(share: Share) -> String {
    let (low, high) = share.wilson();
    let (low, high) = (percent(low), percent(high));
    let low = low.trim_end_matches(" %");
    format!("{} ({low} to {high})", percent(share.value().unwrap_or(0.0)))
}

/// Each result with its share, the most frequent first.
fn ranked<'s>(studied: &'s Studied) -> Vec<(&'s str, Share)> {
    let name = |index: Option<usize>| {
        index
            .and_then(|index| studied.columns.results.get(index))
            .map_or("none of the scenario's results", String::as_str)
    };
    let mut rows: Vec<(&str, Share)> =
        studied.summary.results().map(|(index, share)| (name(index), share)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1.held));
    rows
}

fn commonest(studied: &Studied) -> Sentence {
    let rows = ranked(studied);
    let kinds = rows.iter().filter(|row| row.1.held > 0).count();
    let Some((name, first)) = rows.first() else { return Sentence::default() };
    let (first, kinds, runs) = (share(*first), count(kinds as u32), count(studied.summary.runs));
    let text = format!(
        "there are other ends: the {runs} runs ended in {kinds} ways, and “{name}” makes up {first} of them, in brackets the 95 % interval"
    );
    stated(&text, &[&runs, &kinds, name, &first, "95 %"])
}

fn results(studied: &Studied) -> Table {
    let rows = ranked(studied)
        .into_iter()
        .filter(|row| row.1.held > 0)
        .map(|(name, held)| vec![capitalised(name), count(held.held), share(held)])
        .collect();
    Table {
        caption: format!("How {} runs ended", count(studied.summary.runs)),
        head: ["Result", "Runs", "Share (95 % interval)"].map(String::from).to_vec(),
        rows,
    }
}

/// In how many runs the incident comes about, and when.
fn incident(studied: &Studied) -> Option<Sentence> {
    let dates = &studied.summary.incident;
    let how_many = share(studied.summary.share(dates.count()));
    let [early, median, late] = [0.05, 0.5, 0.95].map(|share| dates.quantile(share));
    let (Some(early), Some(median), Some(late)) = (early, median, late) else {
        return (studied.summary.runs > 0).then(|| {
            let runs = count(studied.summary.runs);
            stated(&format!("the incident came about in none of the {runs} runs"), &[&runs])
        });
    };
    let day = |at: Minute| date_from(studied.columns.starts, at);
    let [early, median, late] = [early, median, late].map(day);
    let text = format!(
        "the incident came about in {how_many} of all runs; where it did, half of the time by {median}, and in nine of ten of these runs between {early} and {late}"
    );
    Some(stated(&text, &[&how_many, &median, "nine of ten", &early, &late]))
}

/// Killed over all runs, of the party that loses most.
fn deadliest(run: &Run, studied: &Studied) -> Option<Sentence> {
    let worst = studied
        .columns
        .parties
        .iter()
        .zip(&studied.summary.losses)
        .max_by(|a, b| a.1.killed.mean().total_cmp(&b.1.killed.mean()))?;
    let some = worst.1.killed.share_of_some();
    if some.held == 0 {
        return None;
    }
    let (share, high) = (share(some), whole(worst.1.killed.quantile(0.95)));
    let text = format!(
        "soldiers of {} were killed in {share} of all runs, and in one run of twenty {high} or more",
        party(run, worst.0)
    );
    Some(stated(&text, &[&share, "one run of twenty", &high]))
}

/// A party by its id.
fn party(run: &Run, id: &str) -> String {
    let found = run.setup.parties.iter().find(|(_, party)| run.id_of(party.name.id) == id);
    found.map_or_else(|| id.replace('_', " "), |(party, _)| run.words().party(party))
}

/// The losses of each party over the runs.
fn losses(run: &Run, studied: &Studied) -> Option<Table> {
    let title = |id: &String| capitalised(&party(run, id));
    let parties = studied.columns.parties.iter().map(title).zip(&studied.summary.losses);
    let civilians = std::iter::once(("Civilians, in unrest".to_string(), &studied.summary.civilians));
    let is_some = |losses: &Losses| {
        [&losses.killed, &losses.wounded, &losses.captured]
            .iter()
            .any(|spread| spread.share_of_some().held > 0)
    };
    let rows: Vec<Vec<String>> = parties
        .chain(civilians)
        .filter(|row| is_some(row.1))
        .map(|(name, losses)| {
            vec![name, range(&losses.killed), range(&losses.wounded), range(&losses.captured)]
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        caption: "Losses over all runs: the median, and the values between which 90 % of the runs lie".into(),
        head: ["", "Killed", "Wounded", "Captured"].map(String::from).to_vec(),
        rows,
    })
}

/// "12 (0 to 81)".
fn range(spread: &Spread) -> String {
    let [low, middle, high] = [0.05, 0.5, 0.95].map(|share| whole(spread.quantile(share)));
    format!("{middle} ({low} to {high})")
}

fn whole(value: f64) -> String {
    count(value.round().max(0.0) as u32)
}
