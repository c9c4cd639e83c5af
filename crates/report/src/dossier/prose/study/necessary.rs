//! What was necessary: the causes without which the incident would not have happened.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::ForceId;
use powderkeg_study::butfor::{ButFor, Tally};

use powderkeg_study::share::Share;

use super::ended::share;
use super::{Studied, paragraph, stated};
use crate::dossier::page::{Block, Table};
use crate::run::Run;
use crate::sentence::gist;
use crate::turn;
use crate::words::{Words, capitalised, count, listed};

/// A cause counts as necessary from this share on.
const MOSTLY: f64 = 0.5;
/// The most causes in the table.
const MOST: usize = 8;

pub(super) fn blocks(run: &Run, studied: &Studied) -> Vec<Block> {
    let Some((but_for, runs)) = studied.but_for else { return Vec::new() };
    let words = run.words();
    let tallies = tallies(run, but_for);
    if tallies.is_empty() {
        return Vec::new();
    }
    let name = |tally: &Tally| what(&words, &tally.candidate.example);
    let mostly: Vec<String> =
        tallies.iter().filter(|tally| value(tally) > MOSTLY).map(|tally| name(tally)).collect();
    let (runs, happens) = (count(runs), count(but_for.happens.held));
    let first = format!(
        "for what was necessary, {runs} runs were taken apart, in {happens} of which the incident came about; each of its causes was taken away in turn, with the same luck"
    );
    let second = if mostly.is_empty() {
        "beside the steps of the incident itself, none was a cause that the incident mostly hung on: in most runs with such a cause, the incident would have come about without it too, by another way"
            .to_string()
    } else {
        format!(
            "beside the steps of the incident itself, the incident mostly hung on this, which means that in most runs with such a cause it would not have come about without it: that {}",
            listed(&mostly)
        )
    };
    let figures = |tally: &Tally| {
        let sufficient = tally.sufficient.filter(|share| share.of > 0);
        vec![of_runs(tally.necessary), sufficient.map_or_else(|| "not tried".into(), of_runs)]
    };
    // The steps of one way there, told apart by nothing, are a row.
    let rows = tallies
        .chunk_by(|a, b| figures(a) == figures(b))
        .map(|alike| {
            let names: Vec<String> = alike.iter().map(|tally| name(tally)).collect();
            [vec![capitalised(&names.join("; "))], figures(alike[0])].concat()
        })
        .collect();
    let table = Table {
        caption: "Causes of the incident: the probability that each was necessary (without it, no incident) and that it \
                  suffices (brought about where it was not, the incident follows), with 95 % intervals and the number of runs tried"
            .into(),
        head: ["Cause", "Necessary", "Sufficient"].map(String::from).to_vec(),
        rows,
    };
    vec![paragraph(vec![stated(&first, &[&runs, &happens]), stated(&second, &[])]), Block::Table { table }]
}

/// "56 % (50 to 62) of 40".
fn of_runs(held: Share) -> String {
    format!("{} of {}", share(held), count(held.of))
}

/// The causes that were ever necessary, the most often first, without the steps of the incident itself.
fn tallies<'b>(run: &Run, but_for: &'b ButFor) -> Vec<&'b Tally> {
    let raider = turn::incident(run).and_then(|place| force_of(&run.log.records()[place].event));
    let is_step = |tally: &&Tally| raider.is_some() && force_of(&tally.candidate.example) == raider;
    let ever = but_for.tallies.iter().filter(|tally| tally.necessary.held > 0);
    let mut tallies: Vec<&Tally> = ever.filter(|tally| !is_step(tally)).collect();
    tallies.sort_by(|a, b| value(b).total_cmp(&value(a)));
    tallies.truncate(MOST);
    tallies
}

/// The force that an event is a step of.
pub(super) fn force_of(event: &Event) -> Option<ForceId> {
    use powderkeg_engine::action::Action;
    match *event {
        Event::RaidBegan { force, .. }
        | Event::OperationLaunched { force, .. }
        | Event::ForceReady { force }
        | Event::StagingBegan { force }
        | Event::Decided { action: Action::Operate { force, .. } | Action::Prepare { force }, .. } => {
            Some(force)
        }
        // Others are no steps of an operation.
        _ => None,
    }
}

/// An event of its sort, without the amounts and dates that its example has.
fn what(words: &Words, event: &Event) -> String {
    let owner = |project| words.party(words.setup.projects[project].by);
    match *event {
        Event::Postponed { project, .. } => format!("{} put off {}", owner(project), words.project(project)),
        Event::Slipped { project, .. } | Event::BroughtForward { project, .. } => {
            format!("{} moved the date of {}", owner(project), words.project(project))
        }
        Event::Sweetened { by, to, about, .. } => {
            let (by, to, about) = (words.party(by), words.party(to), words.thing(about));
            format!("{by} offered {to} money to comply with its call about {about}")
        }
        Event::Decided { party, option: Some(option), .. } => {
            let title = words.title(words.setup.options[option].name.id);
            format!("{} took the option “{title}”", words.party(party))
        }
        _ => gist(words, event),
    }
}

fn value(tally: &Tally) -> f64 {
    tally.necessary.value().unwrap_or(0.0)
}
