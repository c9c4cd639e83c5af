//! What was necessary: the causes without which the incident would not have happened.

use powderkeg_study::butfor::Tally;

use super::ended::share;
use super::{Studied, paragraph, stated};
use crate::dossier::page::{Block, Table};
use crate::run::Run;
use crate::sentence::gist;
use crate::words::{capitalised, count, listed};

/// A cause counts as necessary from this share on.
const MOSTLY: f64 = 0.5;
/// The most causes in the table.
const MOST: usize = 8;

pub(super) fn blocks(run: &Run, studied: &Studied) -> Vec<Block> {
    let Some((but_for, runs)) = studied.but_for else { return Vec::new() };
    let words = run.words();
    let mut tallies: Vec<&Tally> =
        but_for.tallies.iter().filter(|tally| tally.necessary.of > 0 && tally.necessary.held > 0).collect();
    tallies.sort_by(|a, b| value(b).total_cmp(&value(a)));
    tallies.truncate(MOST);
    if tallies.is_empty() {
        return Vec::new();
    }
    let name = |tally: &Tally| gist(&words, &tally.candidate.example);
    let (runs, happens) = (count(runs), count(but_for.happens.held));
    let mostly: Vec<String> =
        tallies.iter().filter(|tally| value(tally) > MOSTLY).map(|tally| name(tally)).collect();
    let first = format!(
        "in {happens} of {runs} runs that were taken apart for it, the incident came about; each of its causes was then taken away in turn, with the same luck"
    );
    let second = if mostly.is_empty() {
        "no single cause was necessary in most of the runs in which it came before the incident: other ways led there"
            .to_string()
    } else {
        format!(
            "in most of the runs in which it came before the incident, this was necessary: that {}",
            listed(&mostly)
        )
    };
    let rows = tallies
        .iter()
        .map(|tally| {
            let sufficient = tally.sufficient.filter(|share| share.of > 0);
            vec![
                capitalised(&name(tally)),
                share(tally.necessary),
                sufficient.map_or_else(|| "not tried".into(), share),
            ]
        })
        .collect();
    let table = Table {
        caption: "Causes of the incident: the probability that it was necessary (without it, no incident), and that it \
                  suffices (brought about where it was not, the incident follows), with 95 % intervals"
            .into(),
        head: ["Cause", "Necessary", "Sufficient"].map(String::from).to_vec(),
        rows,
    };
    vec![paragraph(vec![stated(&first, &[&happens, &runs]), stated(&second, &[])]), Block::Table { table }]
}

fn value(tally: &Tally) -> f64 {
    tally.necessary.value().unwrap_or(0.0)
}
