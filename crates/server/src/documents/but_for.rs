//! What an event would not have happened without.

use powderkeg_engine::event::Event;
use powderkeg_report::export::text::plain;
use powderkeg_report::run::Run;
use powderkeg_report::sentence::gist;
use powderkeg_report::words::capitalised;
use powderkeg_study::butfor::ButFor;
use powderkeg_study::share;
use powderkeg_workspace::runs::answers::{Answer, Cause};

use super::study::with_interval;
use crate::api::{ButForAsked, ButForFound, ButForRow};

/// The most causes that are listed.
const MOST: usize = 100;

/// What was found about an event of a run. `answer` is of this run, `study` of the others, if they were asked.
#[must_use]
pub fn found(run: &Run, asked: &ButForAsked, answer: &Answer, study: Option<&ButFor>) -> ButForFound {
    let event = |number: usize| run.log.records().get(number - 1).map(|record| record.event);
    let mut rows: Vec<ButForRow> =
        study.into_iter().flat_map(|study| over_runs(run, answer, study)).collect();
    let is_told = |cause: &&Cause| rows.iter().any(|row| row.number == Some(cause.number));
    let (needed, others): (Vec<&Cause>, Vec<&Cause>) =
        answer.causes.iter().filter(|cause| !is_told(cause)).partition(|cause| cause.necessary);
    rows.extend(needed.into_iter().chain(others).map(here_only));
    rows.truncate(MOST);
    ButForFound {
        run: asked.run.clone(),
        event: asked.event,
        sought: event(asked.event).map_or_else(String::new, |event| words(run, &event)),
        happens: with_interval(study.map_or_else(Default::default, |study| study.happens)),
        rows,
    }
}

/// The causes that were tried over many runs, with what they were in this one.
fn over_runs<'a>(
    run: &'a Run,
    answer: &'a Answer,
    study: &'a ButFor,
) -> impl Iterator<Item = ButForRow> + 'a {
    study.tallies.iter().map(move |tally| {
        let subject = tally.candidate.identity.0;
        let is_it = |cause: &&Cause| {
            run.log.records().get(cause.number - 1).is_some_and(|record| record.event.subject() == subject)
        };
        // The first of its like stands for all of them, as over many runs.
        let here = answer.causes.iter().filter(is_it).min_by_key(|cause| cause.number);
        ButForRow {
            text: words(run, &tally.candidate.example),
            number: here.map(|cause| cause.number),
            here: here.map(|cause| cause.necessary),
            necessary: with_interval(tally.necessary),
            sufficient: tally.sufficient.map(with_interval),
            both: tally.both.map(with_interval),
        }
    })
}

fn here_only(cause: &Cause) -> ButForRow {
    ButForRow {
        text: plain(&cause.text),
        number: Some(cause.number),
        here: Some(cause.necessary),
        necessary: with_interval(share::Share::default()),
        sufficient: None,
        both: None,
    }
}

/// An event across runs: what is in brackets is of one of them.
fn words(run: &Run, event: &Event) -> String {
    let text = plain(&capitalised(&gist(&run.words(), event)));
    text.split(" (").next().unwrap_or(&text).to_string()
}
