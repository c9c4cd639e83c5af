//! How often, when and in which order the record's facts come about in a scenario's runs.

use powderkeg_engine::rule::Program;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_engine::world::{Engine, RunOptions};

use crate::runs::{Sample, Seeds, samples};
use crate::share::Share;

/// A fact, given or claim of the record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fact<'a> {
    /// Its name in the record.
    pub name: &'a str,
    /// Reads the truth; it holds where this is not 0.
    pub program: &'a Program,
    /// From when on, according to the record.
    pub from: Option<Minute>,
    /// Until when; on the day of `from` for a date.
    pub until: Option<Minute>,
}

/// What the record says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected<'a> {
    /// Scored.
    pub facts: Vec<Fact<'a>>,
    /// True by construction.
    pub givens: Vec<Fact<'a>>,
    /// On the page, but not a matter of fact.
    pub claims: Vec<Fact<'a>>,
    /// Pairs of `facts`: the first came before the second.
    pub order: Vec<(usize, usize)>,
    /// Pairs and facts asked of the same run.
    pub chains: Vec<Chain<'a>>,
}

/// Pairs of facts in order, and further facts, all in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain<'a> {
    /// Its name.
    pub name: &'a str,
    /// Pairs of facts: the first came before the second.
    pub pairs: &'a [(usize, usize)],
    /// Facts that happen besides.
    pub with: &'a [usize],
}

/// What the runs did.
#[derive(Clone, Debug, PartialEq)]
pub struct Hindcast {
    /// Which runs.
    pub seeds: Seeds,
    /// One row a fact, in order.
    pub facts: Vec<FactScore>,
    /// One row a given.
    pub givens: Vec<FactScore>,
    /// One row a claim.
    pub claims: Vec<FactScore>,
    /// One row a pair.
    pub order: Vec<OrderScore>,
    /// One row a chain, in order: its name, and the runs in which all of it comes about.
    pub chains: Vec<(String, Share)>,
    /// Runs in which all facts come about.
    pub all_facts: Share,
    /// Runs in which all pairs come about in order.
    pub all_order: Share,
    /// One row a result of the scenario, in order; then the runs in which none holds.
    pub results: Vec<(Option<usize>, Share)>,
    /// One row an option of the scenario's doctrines, in order: the runs in which it is ever taken.
    pub options: Vec<Share>,
}

/// How a fact fares.
#[derive(Clone, Debug, PartialEq)]
pub struct FactScore {
    /// Its name.
    pub name: String,
    /// Runs in which it ever holds.
    pub share: Share,
    /// The 10, 50 and 90 % quantiles of the minute at which it first holds, among the runs in which it
    /// does; `None` if there is none.
    pub when: Option<[Minute; 3]>,
    /// Runs, of all, in which it first holds within the record's interval; a date counts with
    /// [`DATE_TOLERANCE_DAYS`] on both sides. `None`: the record gives no time.
    pub in_time: Option<Share>,
}

/// How a pair fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderScore {
    /// Index of the fact that comes first in the record.
    pub before: usize,
    /// Index of the other.
    pub after: usize,
    /// Runs in this order, of those in which both come about.
    pub share: Share,
}

/// How far from a recorded date a run may be to count as in time, days on either side.
pub const DATE_TOLERANCE_DAYS: u32 = 7;

/// Runs a scenario over `seeds` and scores it against the record.
#[must_use]
pub fn hindcast(
    engine: &Engine,
    options: &RunOptions,
    expected: &Expected,
    seeds: Seeds,
    threads: usize,
) -> Hindcast {
    let all = expected.facts.iter().chain(&expected.givens).chain(&expected.claims);
    let programs: Vec<&Program> = all.map(|fact| fact.program).collect();
    let runs = samples(engine, options, seeds, &programs, threads);
    score(expected, seeds, engine.setup().results.len(), &runs)
}

/// Scores samples whose `firsts` are those of facts, givens and claims, in this order.
#[must_use]
pub fn score(expected: &Expected, seeds: Seeds, results: usize, runs: &[Sample]) -> Hindcast {
    let facts = expected.facts.len();
    let givens = expected.givens.len();
    let rows = |list: &[Fact], offset: usize| -> Vec<FactScore> {
        list.iter().enumerate().map(|(index, fact)| score_fact(fact, offset + index, runs)).collect()
    };
    let in_order =
        |run: &Sample, (before, after): (usize, usize)| match (run.firsts[before], run.firsts[after]) {
            (Some(before), Some(after)) => Some(before < after),
            (None, _) | (_, None) => None,
        };
    let order = expected
        .order
        .iter()
        .map(|&(before, after)| {
            let both: Vec<bool> = runs.iter().filter_map(|run| in_order(run, (before, after))).collect();
            OrderScore { before, after, share: Share::count(&both, |&held| held) }
        })
        .collect();
    let chains = expected.chains.iter().map(|chain| {
        let holds = |run: &Sample| {
            chain.pairs.iter().all(|&pair| in_order(run, pair) == Some(true))
                && chain.with.iter().all(|&fact| run.firsts[fact].is_some())
        };
        (chain.name.to_string(), Share::count(runs, holds))
    });
    let options = runs.first().map_or(0, |run| run.taken.len());
    let endings = (0..results).map(Some).chain([None]);
    Hindcast {
        seeds,
        facts: rows(&expected.facts, 0),
        givens: rows(&expected.givens, facts),
        claims: rows(&expected.claims, facts + givens),
        order,
        chains: chains.collect(),
        all_facts: Share::count(runs, |run| run.firsts[..facts].iter().all(Option::is_some)),
        all_order: Share::count(runs, |run| {
            expected.order.iter().all(|&pair| in_order(run, pair) == Some(true))
        }),
        results: endings.map(|end| (end, Share::count(runs, |run| run.result == end))).collect(),
        options: (0..options).map(|option| Share::count(runs, |run| run.taken[option])).collect(),
    }
}

fn score_fact(fact: &Fact, index: usize, runs: &[Sample]) -> FactScore {
    let mut minutes: Vec<Minute> = runs.iter().filter_map(|run| run.firsts[index]).collect();
    minutes.sort_unstable();
    let timed = fact.from.is_some() || fact.until.is_some();
    FactScore {
        name: fact.name.to_string(),
        share: Share::count(runs, |run| run.firsts[index].is_some()),
        when: (!minutes.is_empty()).then(|| [0.1, 0.5, 0.9].map(|share| quantile(&minutes, share))),
        in_time: timed
            .then(|| Share::count(runs, |run| run.firsts[index].is_some_and(|at| is_in_time(fact, at)))),
    }
}

/// The smallest value that is not exceeded by `share` of them. `sorted` is not empty.
fn quantile(sorted: &[Minute], share: f64) -> Minute {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}

fn is_in_time(fact: &Fact, at: Minute) -> bool {
    let dated = fact.from.is_some() && fact.from.map(Minute::day) == fact.until.map(Minute::day);
    let tolerance = if dated { DATE_TOLERANCE_DAYS } else { 0 };
    // The record's times are days: an interval holds its first and last day whole.
    let day = at.0 / DAY;
    let early = fact.from.is_some_and(|from| day + tolerance < from.day());
    let late = fact.until.is_some_and(|until| day > until.day() + tolerance);
    !early && !late
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_engine::rule::Expression;

    fn run(firsts: &[Option<u32>], result: Option<usize>) -> Sample {
        let firsts: Vec<Option<Minute>> =
            firsts.iter().map(|day| day.map(|day| Minute(day * DAY + 100))).collect();
        // The first option is taken where the first fact comes about, the second never.
        let taken = vec![firsts.first().is_some_and(Option::is_some), false];
        Sample { firsts, result, outcomes: Vec::new(), taken }
    }

    #[test]
    fn shares_dates_and_order_are_counted() {
        let program = Program::compile(&Expression::Constant(1.0)).unwrap();
        let fact = |name, from: Option<u32>, until: Option<u32>| Fact {
            name,
            program: &program,
            from: from.map(|day| Minute(day * DAY)),
            until: until.map(|day| Minute(day * DAY)),
        };
        let expected = Expected {
            facts: vec![
                fact("strike", Some(20), Some(20)),
                fact("raid", Some(30), Some(40)),
                fact("any", None, None),
            ],
            order: vec![(0, 1)],
            chains: vec![
                Chain { name: "both", pairs: &[(0, 1)], with: &[] },
                Chain { name: "and any", pairs: &[(0, 1)], with: &[2] },
                Chain { name: "raid and any", pairs: &[], with: &[1, 2] },
            ],
            ..Expected::default()
        };
        let runs = [
            run(&[Some(13), Some(40), None], Some(0)), // a week early; the last day of the interval
            run(&[Some(28), Some(25), Some(1)], Some(1)), // eight days late; before the interval, wrong order
            run(&[Some(20), None, Some(1)], None),
            run(&[None, Some(35), None], None),
        ];
        let seeds = Seeds { first: 1, runs: 4 };
        let scored = score(&expected, seeds, 2, &runs);
        let share = |held, of| Share { held, of };
        assert_eq!(scored.facts[0].share, share(3, 4));
        assert_eq!(scored.facts[0].in_time, Some(share(2, 4)));
        assert_eq!(scored.facts[1].in_time, Some(share(2, 4)));
        assert_eq!(scored.facts[2].in_time, None);
        let days = scored.facts[0].when.map(|when| when.map(Minute::day));
        assert_eq!(days, Some([13, 20, 28]));
        assert_eq!(scored.order[0].share, share(1, 2));
        assert_eq!(scored.all_facts, share(1, 4));
        let chains: Vec<Share> = scored.chains.iter().map(|row| row.1).collect();
        assert_eq!(chains, [share(1, 4), share(0, 4), share(1, 4)]);
        assert_eq!(scored.all_order, share(1, 4));
        assert_eq!(scored.options, [share(3, 4), share(0, 4)]);
        assert_eq!(scored.results, [(Some(0), share(1, 4)), (Some(1), share(1, 4)), (None, share(2, 4))]);
    }
}
