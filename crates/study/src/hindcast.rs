//! How often, when and in which order the record's facts come about in a scenario's runs.

use powderkeg_engine::time::Minute;

use crate::direction::{Direction, Moved};
use crate::plan::Plan;
use crate::row::{Case, Course, Row};
use crate::score::{Recorded, brier, crps, crps_of_any_day};
use crate::share::Share;
use crate::summary::Dates;

/// A fact, given or claim of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name in the record.
    pub name: String,
    /// When, according to the record; `None` if it gives no time.
    pub when: Option<Recorded>,
}

/// What the record says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Scored.
    pub facts: Vec<Fact>,
    /// True by construction.
    pub givens: Vec<Fact>,
    /// On the page, but not a matter of fact.
    pub claims: Vec<Fact>,
    /// Pairs of `facts`: the first came before the second.
    pub order: Vec<(usize, usize)>,
    /// Pairs and facts asked of the same run.
    pub chains: Vec<Chain>,
}

/// Pairs of facts in order, and further facts, all in one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Its name.
    pub name: String,
    /// Pairs of facts: the first came before the second.
    pub pairs: Vec<(usize, usize)>,
    /// Facts that happen besides.
    pub with: Vec<usize>,
}

/// What the runs did, in memory that does not grow with their number.
#[derive(Clone, Debug, PartialEq)]
pub struct Hindcast {
    expected: Expected,
    /// How many there are.
    pub runs: u32,
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
    /// What the record says of it.
    pub fact: Fact,
    /// Runs in which it ever holds.
    pub share: Share,
    /// When it first holds, among the runs in which it does.
    pub dates: Dates,
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

/// Runs a scenario whose facts are those of `expected`, then its givens and its claims, and scores it against the record,
/// with its changes beside it. On the threads of the pool it is called in; results do not depend on their number. `done`
/// is called after each run.
#[must_use]
pub fn hindcast(
    case: &Case,
    expected: &Expected,
    wanted: &[Direction],
    plan: &Plan,
    done: &(dyn Fn() + Sync),
) -> (Hindcast, Vec<Moved>) {
    let setup = case.engine().setup();
    let mut scored = Hindcast::new(expected, setup.results.len(), setup.options.len());
    let mut moved = Moved::none(wanted);
    for part in plan.parts(RUNS_AT_ONCE) {
        let before = case.courses(plan, part.clone(), false, done);
        for Course { row, taken, .. } in &before {
            scored.add(row, taken);
        }
        let mut rows = moved.as_mut_slice();
        for direction in wanted {
            let after = direction.changed.courses(plan, part.clone(), false, done);
            let (own, rest) = rows.split_at_mut(direction.targets());
            rows = rest;
            for (before, after) in before.iter().zip(&after) {
                own.iter_mut().for_each(|row| row.add(&before.row, &after.row));
            }
        }
    }
    (scored, moved)
}

/// Runs that are in memory together.
const RUNS_AT_ONCE: u32 = 1_000;

impl Hindcast {
    /// Of no runs yet.
    #[must_use]
    pub fn new(expected: &Expected, results: usize, options: usize) -> Self {
        let rows = |facts: &[Fact]| facts.iter().map(FactScore::new).collect();
        let pair = |&(before, after): &(usize, usize)| OrderScore { before, after, share: Share::default() };
        Self {
            runs: 0,
            facts: rows(&expected.facts),
            givens: rows(&expected.givens),
            claims: rows(&expected.claims),
            order: expected.order.iter().map(pair).collect(),
            chains: expected.chains.iter().map(|chain| (chain.name.clone(), Share::default())).collect(),
            all_facts: Share::default(),
            all_order: Share::default(),
            results: (0..results).map(Some).chain([None]).map(|end| (end, Share::default())).collect(),
            options: vec![Share::default(); options],
            expected: expected.clone(),
        }
    }

    /// Adds a run whose `firsts` are those of facts, givens and claims, in this order, and the options that were taken
    /// in it.
    pub fn add(&mut self, row: &Row, taken: &[Option<Minute>]) {
        self.runs += 1;
        let firsts = &row.firsts;
        let all = self.facts.iter_mut().chain(&mut self.givens).chain(&mut self.claims);
        for (score, &first) in all.zip(firsts) {
            score.add(first);
        }
        for row in &mut self.order {
            if let Some(held) = in_order(firsts, (row.before, row.after)) {
                row.share.add(held);
            }
        }
        let holds = |pair: &(usize, usize)| in_order(firsts, *pair) == Some(true);
        for (chain, (_, share)) in self.expected.chains.iter().zip(&mut self.chains) {
            let happens = |&fact: &usize| firsts.get(fact).is_some_and(Option::is_some);
            share.add(chain.pairs.iter().all(holds) && chain.with.iter().all(happens));
        }
        self.all_facts.add(firsts.iter().take(self.facts.len()).all(Option::is_some));
        self.all_order.add(self.expected.order.iter().all(holds));
        for (result, share) in &mut self.results {
            share.add(row.result.map(|index| index as usize) == *result);
        }
        for (share, &taken) in self.options.iter_mut().zip(taken) {
            share.add(taken.is_some());
        }
    }

    /// The mean Brier score of the facts; `None` without facts, or of fewer than two runs.
    #[must_use]
    pub fn brier(&self) -> Option<f64> {
        let scores: Option<Vec<f64>> = self.facts.iter().map(FactScore::brier).collect();
        scores
            .filter(|scores| !scores.is_empty())
            .map(|scores| scores.iter().sum::<f64>() / scores.len() as f64)
    }

    /// The sums of the dates' scores over the facts that have one, each divided by their number.
    #[must_use]
    pub fn dates(&self, days: u32) -> Option<DateScore> {
        let scores: Vec<DateScore> = self.facts.iter().filter_map(|row| row.date_score(days)).collect();
        let mean = |of: fn(&DateScore) -> f64| scores.iter().map(of).sum::<f64>() / scores.len() as f64;
        let (crps, any_day) = (mean(|row| row.crps), mean(|row| row.any_day));
        (!scores.is_empty()).then_some(DateScore { crps, any_day })
    }
}

/// Whether two facts come about in order; `None` if not both do.
#[must_use]
pub fn in_order(firsts: &[Option<Minute>], (before, after): (usize, usize)) -> Option<bool> {
    let at = |index: usize| firsts.get(index).copied().flatten();
    Some(at(before)? < at(after)?)
}

impl FactScore {
    fn new(fact: &Fact) -> Self {
        let in_time = fact.when.map(|_| Share::default());
        Self { fact: fact.clone(), share: Share::default(), dates: Dates::default(), in_time }
    }

    fn add(&mut self, first: Option<Minute>) {
        self.share.add(first.is_some());
        self.dates.add(first);
        if let (Some(share), Some(when)) = (&mut self.in_time, self.fact.when) {
            share.add(first.is_some_and(|at| is_in_time(when, at)));
        }
    }

    /// The first minutes of the days by which it has come about in 10, 50 and 90 % of the runs in which it does.
    #[must_use]
    pub fn when(&self) -> Option<[Minute; 3]> {
        let [early, median, late] = [0.1, 0.5, 0.9].map(|share| self.dates.quantile(share));
        Some([early?, median?, late?])
    }

    /// How far its share is from certainty: [`brier`].
    #[must_use]
    pub fn brier(&self) -> Option<f64> {
        brier(self.share)
    }

    /// How its dates are scored, over the runs in which it comes about; `None` without a recorded time, or if fewer than
    /// two runs have it. `days` is how long the scenario lasts.
    #[must_use]
    pub fn date_score(&self, days: u32) -> Option<DateScore> {
        let when = self.fact.when?;
        let crps = crps(self.dates.by_day(), when)?;
        Some(DateScore { crps, any_day: crps_of_any_day(days, when) })
    }
}

/// A score of dates, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateScore {
    /// The runs': [`crps`].
    pub crps: f64,
    /// That of taking every day for equally probable.
    pub any_day: f64,
}

impl DateScore {
    /// 1 where every run has the day, 0 where any day would do as well, below 0 where it would do better; `None` where
    /// nothing can be missed.
    #[must_use]
    pub fn skill(self) -> Option<f64> {
        (self.any_day > 0.0).then(|| 1.0 - self.crps / self.any_day)
    }
}

fn is_in_time(when: Recorded, at: Minute) -> bool {
    let is_dated = when.from.is_some() && when.from == when.until;
    let tolerance = if is_dated { DATE_TOLERANCE_DAYS } else { 0 };
    // The record's times are days: an interval holds its first and last day whole.
    when.distance(at.day()) <= tolerance
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_engine::time::DAY;

    fn row(firsts: &[Option<u32>], result: Option<u32>) -> Row {
        let firsts = firsts.iter().map(|day| day.map(|day| Minute(day * DAY + 100))).collect();
        Row { firsts, result, ..Row::default() }
    }

    fn fact(name: &str, when: Option<(u32, u32)>) -> Fact {
        let when = when.map(|(from, until)| Recorded { from: Some(from), until: Some(until) });
        Fact { name: name.into(), when }
    }

    fn chain(pairs: &[(usize, usize)], with: &[usize]) -> Chain {
        Chain { name: "it".into(), pairs: pairs.to_vec(), with: with.to_vec() }
    }

    fn scored() -> Hindcast {
        let expected = Expected {
            facts: vec![fact("strike", Some((20, 20))), fact("raid", Some((30, 40))), fact("any", None)],
            order: vec![(0, 1)],
            chains: vec![chain(&[(0, 1)], &[]), chain(&[(0, 1)], &[2]), chain(&[], &[1, 2])],
            ..Expected::default()
        };
        let mut scored = Hindcast::new(&expected, 2, 2);
        for row in [
            row(&[Some(13), Some(40), None], Some(0)), // a week early; the last day of the interval
            row(&[Some(28), Some(25), Some(1)], Some(1)), // eight days late; before the interval, wrong order
            row(&[Some(20), None, Some(1)], None),
            row(&[None, Some(35), None], None),
        ] {
            // The first option is taken where the first fact comes about, the second never.
            let taken = [row.firsts[0], None];
            scored.add(&row, &taken);
        }
        scored
    }

    #[test]
    fn shares_dates_and_order_are_counted() {
        let scored = scored();
        let share = |held, of| Share { held, of };
        assert_eq!(scored.facts[0].share, share(3, 4));
        assert_eq!(scored.facts[0].in_time, Some(share(2, 4)));
        assert_eq!(scored.facts[1].in_time, Some(share(2, 4)));
        assert_eq!(scored.facts[2].in_time, None);
        let days = scored.facts[0].when().map(|when| when.map(Minute::day));
        assert_eq!(days, Some([13, 20, 28]));
        assert_eq!(scored.order[0].share, share(1, 2));
        assert_eq!(scored.all_facts, share(1, 4));
        let chains: Vec<Share> = scored.chains.iter().map(|row| row.1).collect();
        assert_eq!(chains, [share(1, 4), share(0, 4), share(1, 4)]);
        assert_eq!(scored.all_order, share(1, 4));
        assert_eq!(scored.options, [share(3, 4), share(0, 4)]);
        assert_eq!(scored.results, [(Some(0), share(1, 4)), (Some(1), share(1, 4)), (None, share(2, 4))]);
    }

    #[test]
    fn scores_are_those_by_hand() {
        let scored = scored();
        let near =
            |score: Option<f64>, wanted: f64| score.is_some_and(|score| (score - wanted).abs() < 1e-12);
        // 1/16 - (3/16) / 3 and twice 1/4 - 1/12 for "any".
        assert!(near(scored.facts[0].brier(), 0.0) && near(scored.facts[2].brier(), 0.25 - 0.25 / 3.0));
        assert!(near(scored.brier(), (0.25 - 0.25 / 3.0) / 3.0));
        // Days 13, 20, 28 against 20: (7 + 0 + 8) / 3 - (7 + 15 + 8) / (2 · 3).
        assert!(near(scored.facts[0].date_score(60).map(|score| score.crps), 0.0));
        // Days 25, 35, 40 against 30 to 40: 5/3 - (5 + 5) / (2 · 3); any of days 0 to 40 has what its sums say.
        assert!(near(scored.facts[1].date_score(41).map(|score| score.crps), 0.0));
        assert_eq!(scored.facts[2].date_score(60), None);
        let both = scored.dates(60).unwrap();
        assert!(both.crps.abs() < 1e-12 && (both.skill().unwrap() - 1.0).abs() < 1e-12);
    }
}
