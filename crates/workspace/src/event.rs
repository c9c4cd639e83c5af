//! Which event is meant: by its number, its kind, or a fact of the record.

use powderkeg_engine::event::Kind;
use powderkeg_engine::log::Log;
use powderkeg_report::differences::identities;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::expect::Expect;
use powderkeg_study::butfor::Sought;

use crate::fault::Fault;

/// The number in the log of an event that is asked for by number, or by kind for the first of the kind.
///
/// # Errors
/// If there is no such event: it says which there are.
pub fn number_of(text: &str, log: &Log) -> Result<usize, Fault> {
    if let Some(number) = as_number(text) {
        let is_there = (1..=log.records().len()).contains(&number);
        return if is_there { Ok(number) } else { Err(no_such_number(number, log)) };
    }
    let position = log.records().iter().position(|record| record.event.kind().name() == text);
    position.map(|position| position + 1).ok_or_else(|| no_such_kind(text, log))
}

/// The number that a text is, as logs have it: 42 or #42.
#[must_use]
pub fn as_number(text: &str) -> Option<usize> {
    text.strip_prefix('#').unwrap_or(text).parse().ok()
}

/// Says which kinds of event did occur, and which of them may be meant.
fn no_such_kind(text: &str, log: &Log) -> Fault {
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
    Fault { known: occurred, ..Fault::unknown(format!("{what}{help}\nin this run:")) }
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

/// Says how many events there are.
#[must_use]
pub fn no_such_number(number: usize, log: &Log) -> Fault {
    Fault::unknown(format!("there is no event {number}: the run has {}, counted from 1", log.records().len()))
}

/// What an event's name means over many runs.
///
/// # Errors
/// If there is no such kind of event and no such fact: it says which may be meant.
pub fn sought(name: &str, expect: &Expect) -> Result<Sought, Fault> {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    if let Some(kind) = kind {
        return Ok(Sought::Kind(kind));
    }
    let facts = expect.facts.iter().chain(&expect.givens).chain(&expect.claims);
    let bare = name.strip_prefix("fact.").unwrap_or(name);
    if let Some(fact) = facts.clone().find(|fact| fact.name == bare) {
        return Ok(Sought::Fact(fact.rule.program.clone()));
    }
    if as_number(name).is_some() {
        let help = "numbers are those of a run, as in --run DIR 42";
        return Err(Fault::usage(format!(
            "`{name}` is a number, which is another event in every run: {help}"
        )));
    }
    let known = Kind::ALL.map(Kind::name).into_iter().chain(facts.clone().map(|fact| fact.name.as_str()));
    let help = match suggest(bare, known) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None => {
            let names: Vec<&str> = facts.map(|fact| fact.name.as_str()).collect();
            format!(
                "name a kind of event, as in log.jsonl (raid_began), or a fact of the record: {}",
                names.join(", ")
            )
        }
    };
    Err(Fault::unknown(format!("there is no event `{name}`: {help}")))
}

/// What an event's name means in a run, and its number there, if it is a record.
///
/// # Errors
/// If there is no such event and no such fact.
pub fn sought_in_run(name: &str, log: &Log, expect: &Expect) -> Result<(Sought, Option<usize>), Fault> {
    if as_number(name).is_some() {
        let number = number_of(name, log)?;
        return Ok((Sought::One(identities(log)[number - 1]), Some(number)));
    }
    match sought(name, expect)? {
        Sought::Kind(kind) => {
            // One that did not occur is told with those that did.
            let number = number_of(name, log)?;
            Ok((Sought::Kind(kind), Some(number)))
        }
        other => Ok((other, None)),
    }
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

    #[test]
    fn events_are_kinds_and_facts() {
        let expect = Expect::default();
        assert!(matches!(sought("raid_began", &expect), Ok(Sought::Kind(Kind::RaidBegan))));
        for (name, said) in [
            ("raid_begn", "did you mean `raid_began`?"),
            ("42", "--run DIR 42"),
            ("moon", "name a kind of event"),
            ("", "name a kind of event"),
        ] {
            let Err(fault) = sought(name, &expect) else { panic!("{name}") };
            assert!(fault.message.contains(said), "{name}: {fault}");
        }
    }
}
