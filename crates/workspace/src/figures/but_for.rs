//! What an event would not have happened without, over many runs.

use powderkeg_engine::setup::Setup;
use powderkeg_report::sentence::gist;
use powderkeg_report::words::{Words, capitalised, ordinal};
use powderkeg_study::butfor::{ButFor, Candidate, Tally, Window};
use powderkeg_study::plan::Plan;
use serde_json::{Value, json};

use crate::runs::answers::share_json;
use crate::runs::window_words;

/// A candidate in words.
#[must_use]
pub fn candidate(setup: &Setup, candidate: &Candidate) -> String {
    let text = capitalised(&gist(&Words::new(setup), &candidate.example));
    // What is in brackets is of the one run that the example is from.
    let text = text.split(" (").next().unwrap_or(&text).to_string();
    match candidate.identity.1 {
        0 => text,
        nth => format!("{text} ({} time)", ordinal(nth as usize + 1)),
    }
}

/// An answer in figures; `event`: as it was named.
#[must_use]
pub fn but_for(setup: &Setup, event: &str, window: Window, plan: &Plan, answer: &ButFor) -> Value {
    let row = |tally: &Tally| {
        let cause = &tally.candidate;
        json!({
            "kind": cause.identity.0.kind().name(),
            "ordinal": cause.identity.1 + 1,
            "text": candidate(setup, cause),
            "behind_it_in_runs": cause.runs,
            "necessary": share_json(tally.necessary),
            "sufficient": tally.sufficient.map(share_json),
            "both": tally.both.map(share_json),
        })
    };
    json!({
        "title": setup.title,
        "event": event,
        "runs": plan.runs,
        "first_seed": plan.seed,
        "window": window_words(window),
        "happens": share_json(answer.happens),
        "causes": answer.tallies.iter().map(row).collect::<Vec<Value>>(),
    })
}
