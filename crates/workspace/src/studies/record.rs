//! A scenario held against its record.

use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::expect::{self, Expect, Measure};
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::{Scenario, Tried};
use powderkeg_study::direction::{Direction, Target};
use powderkeg_study::hindcast::{Chain, Expected, Fact, Hindcast};
use powderkeg_study::row::Case;
use powderkeg_study::score::Recorded;
use powderkeg_study::store::Saved;

use super::asked::named;
use crate::fault::Fault;
use crate::scenarios;

/// A scenario to hold against its record: facts, givens and claims are looked for, in this order.
#[must_use]
pub fn against_record(engine: Engine, options: RunOptions, expect: &Expect) -> Case {
    let all = expect.facts.iter().chain(&expect.givens).chain(&expect.claims);
    Case::new(engine, options, all.map(named).collect())
}

/// What the record says, for studies.
#[must_use]
pub fn expected(expect: &Expect) -> Expected {
    let day = |at: Option<Minute>| at.map(Minute::day);
    let fact = |fact: &expect::Fact| {
        let is_timed = fact.from.is_some() || fact.until.is_some();
        let when = is_timed.then(|| Recorded { from: day(fact.from), until: day(fact.until) });
        Fact { name: fact.name.clone(), when }
    };
    let chain = |chain: &expect::Chain| Chain {
        name: chain.name.clone(),
        pairs: chain.pairs.clone(),
        with: chain.with.clone(),
    };
    Expected {
        facts: expect.facts.iter().map(fact).collect(),
        givens: expect.givens.iter().map(fact).collect(),
        claims: expect.claims.iter().map(fact).collect(),
        order: expect.order.clone(),
        chains: expect.chains.iter().map(chain).collect(),
    }
}

/// A direction test, for studies.
///
/// # Errors
/// If what is changed about the scenario does not fit what the test makes of it.
pub fn direction(tried: Tried, changes: &Interventions) -> Result<Direction, Fault> {
    let Tried { direction, mut setup, expect } = tried;
    let options = scenarios::intervene(&mut setup, changes)?;
    let targets = |measures: &[Measure]| measures.iter().map(target).collect();
    Ok(Direction {
        name: direction.name,
        changed: against_record(Engine::new(setup), options, &expect),
        raises: targets(&direction.raises),
        lowers: targets(&direction.lowers),
    })
}

fn target(measure: &Measure) -> Target {
    match *measure {
        Measure::Fact(index) => Target::Fact(index),
        Measure::Outcome(index) => Target::Outcome(index),
    }
}

/// A study's rows against the scenario's own record: its facts, their order and how it ended. Givens, claims, options and
/// changes are not in the rows.
///
/// # Errors
/// If the rows cannot be read.
pub fn scored(study: &Saved, scenario: &Scenario) -> Result<Hindcast, Fault> {
    let expected = Expected { givens: Vec::new(), claims: Vec::new(), ..expected(&scenario.expect) };
    let mut scored = Hindcast::new(&expected, scenario.setup.results.len(), 0);
    study.each_row(|row| {
        scored.add(row, &[]);
        Ok(())
    })?;
    Ok(scored)
}
