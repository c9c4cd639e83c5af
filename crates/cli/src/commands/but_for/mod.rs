//! `powderkeg but-for`.

pub mod saved;
mod told;

use std::path::Path;

use powderkeg_engine::event::Kind;
use powderkeg_engine::log::Log;
use powderkeg_report::differences::identities;
use powderkeg_report::run::Run;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::expect::Expect;
use powderkeg_study::butfor::{ButFor, MOST_CANDIDATES, Question, Sought, Window};
use powderkeg_study::plan::{Plan, Shard};
use rayon::ThreadPool;

use self::saved::{Answer, Cause};
use self::told::Told;
use super::why::{as_number, number_of};
use crate::args;
use crate::changes;
use crate::failure::Failure;
use crate::many::{counted, plan, pool};
use crate::output::note;
use crate::recorded::Recorded;
use crate::run_dir::BUT_FOR;
use crate::scenarios;

/// Runs, where their number is not given.
const RUNS: u32 = 1_000;
/// Causes that are tried over many runs, where their number is not given.
const CANDIDATES: usize = 12;

pub fn but_for(arguments: &args::ButFor) -> Result<(), Failure> {
    match (&arguments.run, &arguments.of[..]) {
        (Some(dir), [event]) => of_run(arguments, dir, event),
        (None, [scenario, event]) => of_scenario(arguments, scenario, event),
        (Some(_), _) => {
            Err(Failure::Usage("with --run, name the event alone: the run says of which scenario".into()))
        }
        (None, _) => Err(Failure::Usage("name a scenario and an event, or --run DIR and an event".into())),
    }
}

fn of_scenario(arguments: &args::ButFor, scenario: &str, event: &str) -> Result<(), Failure> {
    let plan = plan(arguments.luck.seed(), arguments.runs.unwrap_or(RUNS), Shard::WHOLE)?;
    let pool = pool(arguments.luck.threads)?;
    let (scenario, options) = scenarios::open(scenario, &changes::of(&arguments.changed)?)?;
    let sought = sought(event, &scenario.expect)?;
    let engine = scenarios::engine(&scenario);
    let question =
        Question { engine: &engine, options: &options, sought: &sought, window: window(arguments) };
    let answer = over_runs(&question, &plan, arguments, &pool);
    Told { setup: engine.setup(), event, window: window(arguments) }.study(
        &plan,
        &answer,
        arguments.luck.json,
    )
}

fn over_runs(question: &Question, plan: &Plan, arguments: &args::ButFor, pool: &ThreadPool) -> ButFor {
    let most = arguments.candidates.map_or(CANDIDATES, usize::from).min(MOST_CANDIDATES);
    counted(pool, 3 * u64::from(plan.runs), |done| question.answer(plan, most, done))
}

fn of_run(arguments: &args::ButFor, dir: &Path, event: &str) -> Result<(), Failure> {
    let plan = arguments.runs.map(|runs| plan(arguments.luck.seed(), runs, Shard::WHOLE)).transpose()?;
    let pool = pool(arguments.luck.threads)?;
    let recorded = Recorded::read(dir)?;
    let played = recorded.played()?;
    let run = Run::of(&played);
    let Recorded { manifest, scenario, options, engine, .. } = &recorded;
    // Before the work, not after it.
    let mut file = saved::read(dir, &manifest.log_hash)?;
    let (sought, number) = sought_in_run(event, run.log, &scenario.expect)?;
    let question = Question { engine, options, sought: &sought, window: window(arguments) };
    let most = arguments.candidates.map_or(usize::MAX, usize::from);
    let Some((found, causes)) = pool.install(|| question.answer_for(manifest.seed, most)) else {
        return Err(Failure::Usage(format!("`{event}` does not come about in this run")));
    };
    let study = plan.map(|plan| (plan, over_runs(&question, &plan, arguments, &pool)));
    let shares = |event: &powderkeg_engine::event::Event| {
        let tallies = &study.as_ref()?.1.tallies;
        let own = tallies.iter().find(|tally| tally.candidate.identity.0 == event.subject());
        own.map(|tally| tally.necessary)
    };
    let told = Told { setup: engine.setup(), event, window: window(arguments) };
    let causes = causes
        .iter()
        .map(|cause| Cause {
            number: cause.position + 1,
            kind: cause.event.kind().name().into(),
            text: told.sentence(&cause.event),
            necessary: cause.necessary,
            share: shares(&cause.event),
        })
        .collect();
    let number = number.or(found.position.map(|position| position + 1));
    let answer = Answer { event: event.into(), number, window: told.window_words(), causes };
    file.add(answer.clone());
    saved::write(dir, &file)?;
    told.run(&answer, study.as_ref(), arguments.luck.json)?;
    let path = dir.join(BUT_FOR);
    note(&format!("saved in {}: `powderkeg why {}` shows it\n", path.display(), dir.display()));
    Ok(())
}

fn window(arguments: &args::ButFor) -> Window {
    match (arguments.once, arguments.span) {
        (true, _) => Window::Once,
        (false, Some(days)) => Window::Days(days),
        (false, None) => Window::ToTheEnd,
    }
}

/// What an event's name means over many runs.
fn sought(name: &str, expect: &Expect) -> Result<Sought, Failure> {
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
        return Err(Failure::Usage(format!(
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
    Err(Failure::Usage(format!("there is no event `{name}`: {help}")))
}

/// What an event's name means in a run, and its number there, if it is a record.
fn sought_in_run(name: &str, log: &Log, expect: &Expect) -> Result<(Sought, Option<usize>), Failure> {
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
    fn events_are_kinds_and_facts() {
        let expect = Expect::default();
        assert!(matches!(sought("raid_began", &expect), Ok(Sought::Kind(Kind::RaidBegan))));
        for (name, said) in [
            ("raid_begn", "did you mean `raid_began`?"),
            ("42", "--run DIR 42"),
            ("moon", "name a kind of event"),
            ("", "name a kind of event"),
        ] {
            let Err(Failure::Usage(reason)) = sought(name, &expect) else { panic!("{name}") };
            assert!(reason.contains(said), "{name}: {reason}");
        }
    }
}
