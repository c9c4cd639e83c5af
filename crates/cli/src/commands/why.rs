//! `powderkeg why`.

use std::path::Path;

use powderkeg_engine::event::Kind;
use powderkeg_engine::log::Log;
use powderkeg_report::layout::hang;
use powderkeg_report::run::Run;
use powderkeg_report::why::{Necessity, Why};
use powderkeg_scenario::diagnostic::suggest;

use super::but_for::saved;
use crate::args;
use crate::failure::Failure;
use crate::output::{columns, note, print, print_json};
use crate::recorded::Recorded;
use crate::run_dir::Manifest;

pub fn why(arguments: &args::Why) -> Result<(), Failure> {
    let recorded = Recorded::read(&arguments.dir)?;
    let played = recorded.played()?;
    let run = Run::of(&played);
    let number = number_of(&arguments.event, run.log)?;
    let is_tree = !arguments.dot && !arguments.json;
    let why = match arguments.depth {
        None if is_tree => Why::fitting(run, number, columns(), LINES),
        depth => Why::new(run, number, depth),
    };
    let Some(why) = why else {
        return Err(Failure::Usage(no_such_number(number, run.log)));
    };
    let (why, legend) = with_necessity(why, &arguments.dir, &recorded.manifest, number);
    if arguments.dot {
        print(&why.dot())
    } else if arguments.json {
        print_json(&why.json())
    } else {
        print(&format!("{}{}{legend}", why.tree(columns()), more(&why)))
    }
}

/// The causes with what `but-for` found of them, if it was asked, and what that means.
fn with_necessity<'a>(why: Why<'a>, dir: &Path, manifest: &Manifest, number: usize) -> (Why<'a>, String) {
    let saved = match saved::read(dir, &manifest.log_hash) {
        Ok(saved) => saved,
        Err(failure) => {
            note(&format!("{failure}\n"));
            return (why, String::new());
        }
    };
    let Some(answer) = saved.about(number) else { return (why, String::new()) };
    let rows = answer.causes.iter().map(|cause| {
        let share = cause.share.and_then(|share| Some((share.value()?, share.of)));
        (cause.number, Necessity { necessary: cause.necessary, share })
    });
    let legend = format!(
        "necessary: taken away {}, with all other luck kept, #{number} does not happen (powderkeg but-for)",
        answer.window
    );
    (why.with_necessity(rows.collect()), format!("\n{}", hang(&legend, columns(), "", "")))
}

/// Lines that a tree fills where no depth is asked for.
const LINES: usize = 50;

/// What the tree leaves out, and how to see it.
fn more(why: &Why) -> String {
    match why.hidden() {
        0 => String::new(),
        1 => format!("\n1 more event lies behind these (…): --depth {} shows more\n", why.depth() + 1),
        hidden => {
            format!("\n{hidden} more events lie behind these (…): --depth {} shows more\n", why.depth() + 1)
        }
    }
}

/// The number in the log of an event that is asked for by number, or by kind for the first of the kind.
pub fn number_of(text: &str, log: &Log) -> Result<usize, Failure> {
    if let Some(number) = as_number(text) {
        let is_there = (1..=log.records().len()).contains(&number);
        return if is_there { Ok(number) } else { Err(Failure::Usage(no_such_number(number, log))) };
    }
    let position = log.records().iter().position(|record| record.event.kind().name() == text);
    position.map(|position| position + 1).ok_or_else(|| Failure::Usage(no_such_kind(text, log)))
}

/// The number that a text is, as logs have it: 42 or #42.
pub fn as_number(text: &str) -> Option<usize> {
    text.strip_prefix('#').unwrap_or(text).parse().ok()
}

/// Says which kinds of event did occur, and which of them may be meant.
fn no_such_kind(text: &str, log: &Log) -> String {
    let occurs = |kind: &Kind| log.records().iter().any(|record| record.event.kind() == *kind);
    let occurred: Vec<&str> = Kind::ALL.into_iter().filter(occurs).map(Kind::name).collect();
    let is_kind = Kind::ALL.into_iter().any(|kind| kind.name() == text);
    let what = if is_kind {
        format!("there is no `{text}` in this run")
    } else {
        format!("`{text}` is neither a number nor a kind of event")
    };
    let similar: Vec<String> = similar(text, &occurred).iter().map(|name| format!("`{name}`")).collect();
    let help = match &similar[..] {
        [] => String::new(),
        [only] => format!("; did you mean {only}?"),
        [all @ .., last] => format!("; did you mean {} or {last}?", all.join(", ")),
    };
    format!("{what}{help}\nin this run:\n{}", hang(&occurred.join(", "), columns(), "  ", "  "))
}

/// Kinds with the text in them; if there are none, those that are spelt much like it, whole or a word of theirs.
fn similar<'a>(text: &str, kinds: &[&'a str]) -> Vec<&'a str> {
    let text = text.to_lowercase().replace(['-', ' '], "_");
    let holding = |part: &str| kinds.iter().copied().filter(|kind| kind.contains(part)).collect::<Vec<_>>();
    let found = if text.is_empty() { Vec::new() } else { holding(&text) };
    if !found.is_empty() {
        return found;
    }
    if let Some(kind) = suggest(&text, kinds.iter().copied()) {
        return vec![kind];
    }
    let words = kinds.iter().flat_map(|kind| kind.split('_'));
    suggest(&text, words).map_or_else(Vec::new, holding)
}

fn no_such_number(number: usize, log: &Log) -> String {
    format!("there is no event {number}: the run has {}, counted from 1", log.records().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_part_and_by_likeness() {
        let kinds = ["riot_began", "riot_ended", "gate_riot", "strike_began", "raid_began"];
        assert_eq!(similar("riot", &kinds), ["riot_began", "riot_ended", "gate_riot"]);
        assert_eq!(similar("Gate-riot", &kinds), ["gate_riot"]);
        assert_eq!(similar("raid_bega", &kinds), ["raid_began"]);
        assert_eq!(similar("raid_begam", &kinds), ["raid_began"]);
        assert_eq!(similar("striek", &kinds), ["strike_began"]);
        assert!(similar("moon", &kinds).is_empty() && similar("", &kinds).is_empty());
    }
}
