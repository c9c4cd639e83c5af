//! A run as people read it: what mattered, when, and why.
//!
//! A chronicle has room for so many lines. [`fold`] puts together what is one story (a riot and its dead, the breaches of
//! one day), [`rank`] says how much each story matters, [`reason`] what it happened because of; the most important fill
//! the room. What is told does not depend on the terminal's width.

mod fold;
pub(crate) mod rank;
pub(crate) mod reason;

use powderkeg_engine::cause::Domain;
use powderkeg_engine::time::{DAY, Minute};

use crate::layout::{hang, wrap};
use crate::pivot::ordered;
use crate::run::{Run, civil};
use crate::sentence::sentence;
use fold::Folds;
use rank::{ALWAYS, LEAST, Ranks};
use reason::Reasons;

/// What a chronicle shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Every record, not only what mattered.
    pub all: bool,
    /// Width of the text.
    pub columns: usize,
}

/// A line of a chronicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Place of its record in the log, from 0; of the first, where it tells of several.
    pub position: usize,
    /// When.
    pub at: Minute,
    /// What happened, with its main cause.
    pub text: String,
    /// Whether the time of day is shown.
    pub clock: bool,
}

/// Lines of [`TEXT_COLUMNS`] that a chronicle has for everything but battle.
const ROOM: usize = 72;
/// Columns that a chronicle of 80 columns leaves to its text.
const TEXT_COLUMNS: usize = 70;
/// Around a fight the time of day is told: minutes before its start.
const BEFORE_FIGHT: u32 = 12 * 60;

/// The lines of a run's chronicle.
#[must_use]
pub fn entries(run: &Run, options: Options) -> Vec<Entry> {
    let folds = if options.all { Folds::none() } else { Folds::of(run) };
    let mut stories = stories(run, &folds);
    if !options.all {
        choose(run, &mut stories);
    }
    tell(run, &folds, stories, options)
}

/// What mattered most between two minutes, at most so many stories, in the order of time: without their reasons, and without
/// the clock. What a story matters is its rank times what `weight` says of its place in the log.
#[must_use]
pub(crate) fn highlights(
    run: &Run,
    (from, until): (Minute, Minute),
    most: usize,
    weight: &dyn Fn(usize) -> f64,
) -> Vec<Entry> {
    let folds = Folds::of(run);
    let ranks = Ranks::new(run);
    let at = |position: usize| run.log.records()[position].id.at;
    let mut ranked: Vec<(f64, Story)> = stories(run, &folds)
        .into_iter()
        .filter(|story| (from..=until).contains(&at(story.position)))
        .map(|story| (ranks.of(story.position) * weight(story.position), story))
        .filter(|(rank, _)| *rank >= LEAST)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.position.cmp(&b.1.position)));
    ranked.truncate(most);
    let mut stories: Vec<Story> = ranked.into_iter().map(|(_, story)| story).collect();
    stories.sort_by_key(|story| story.position);
    let entry = |story: Story| Entry {
        position: story.position,
        at: at(story.position),
        text: story.text,
        clock: false,
    };
    stories.into_iter().map(entry).collect()
}

/// The chronicle as text: months as headings, a line a day; around a fight days as headings and
/// a line a minute.
#[must_use]
pub fn render(run: &Run, options: Options) -> String {
    let mut out = String::new();
    let mut heading = String::new();
    let entries = entries(run, options);
    if entries.is_empty() {
        return "Nothing of note happened.\n".into();
    }
    for entry in entries {
        let at = civil(run.setup, entry.at);
        let wanted = at.strftime(if entry.clock { "%-d %B %Y" } else { "%B %Y" }).to_string();
        if wanted != heading {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&wanted);
            out.push('\n');
            heading = wanted;
        }
        let first = if entry.clock { at.strftime("  %H:%M  ") } else { at.strftime("  %e %b  ") }.to_string();
        let rest = " ".repeat(crate::layout::width(&first));
        out.push_str(&hang(&entry.text, options.columns, &first, &rest));
    }
    out
}

/// A record with what is folded into it.
struct Story {
    position: usize,
    text: String,
    reason: Option<reason::Reason>,
}

/// One story a record, without those that are told by others.
fn stories(run: &Run, folds: &Folds) -> Vec<Story> {
    let words = run.words();
    let mut reasons = Reasons::new(run);
    let records = run.log.records().iter().enumerate();
    records
        .filter(|(position, _)| !folds.hides(*position))
        .map(|(position, record)| {
            let text = folds.text(position).map_or_else(|| sentence(&words, &record.event), str::to_string);
            let text = match folds.tail(position) {
                Some(tail) => append(&text, tail),
                None => text,
            };
            let text =
                if ordered(run, record).is_some() { append(&text, "as ordered from outside") } else { text };
            Story { position, text, reason: reasons.of(position, record) }
        })
        .collect()
}

/// Leaves the stories that matter most, as many as there is room for.
fn choose(run: &Run, stories: &mut Vec<Story>) {
    let ranks = Ranks::new(run);
    let mut ranked: Vec<(f64, usize, Story)> =
        stories.drain(..).map(|story| (ranks.of(story.position), story.position, story)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut room = ROOM;
    for (rank, position, story) in ranked {
        let is_battle = run.log.records()[position].id.domain == Domain::Battle;
        let reason = story.reason.as_ref().map_or("", |reason| &reason.text);
        let lines = wrap(&format!("{} {reason}", story.text), TEXT_COLUMNS).len();
        if is_battle && rank >= ALWAYS {
            stories.push(story);
        } else if rank >= LEAST && lines <= room {
            room -= lines;
            stories.push(story);
        }
    }
    stories.sort_by_key(|story| story.position);
}

/// The stories as lines. A reason is not given where the line before says it, and refusals in a row are the last of them.
fn tell(run: &Run, folds: &Folds, stories: Vec<Story>, options: Options) -> Vec<Entry> {
    let windows = windows(run);
    let mut before = None;
    let mut entries = Vec::new();
    for Story { position, text, reason } in stories {
        let at = run.log.records()[position].id.at;
        let clock = options.all || windows.iter().any(|&(from, until)| from <= at && at <= until);
        let reason = reason.filter(|reason| before != Some(reason.position));
        let text = reason.map_or_else(|| text.clone(), |reason| append(&text, &reason.text));
        if let Some(before) = before
            && folds.refusal(position).is_some()
            && folds.refusal(before) == folds.refusal(position)
        {
            entries.pop();
        }
        before = Some(position);
        entries.push(Entry { position, at, text, clock });
    }
    entries
}

/// The minutes told by the clock: from half a day before each fight to its end.
fn windows(run: &Run) -> Vec<(Minute, Minute)> {
    let mut windows: Vec<(Minute, Minute)> = Vec::new();
    for record in run.log.records().iter().filter(|record| record.id.domain == Domain::Battle) {
        let at = record.id.at;
        match windows.last_mut() {
            Some((_, until)) if at.0 <= until.0 + DAY => *until = at,
            Some(_) | None => windows.push((Minute(at.0.saturating_sub(BEFORE_FIGHT)), at)),
        }
    }
    windows
}

/// A sentence with a clause before its full stop.
fn append(sentence: &str, clause: &str) -> String {
    let body = sentence.strip_suffix('.').unwrap_or(sentence);
    let comma = if clause.starts_with('(') || clause.starts_with("with ") { "" } else { "," };
    format!("{body}{comma} {clause}.")
}
