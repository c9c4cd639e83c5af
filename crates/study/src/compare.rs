//! Two ways of one scenario, run by run with the same luck.

use powderkeg_engine::time::Minute;

use crate::paired::Paired;
use crate::plan::Plan;
use crate::row::{Case, Columns, Row};
use crate::toll::Toll;

/// When and whether something comes about, in both.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coming {
    /// Whether.
    pub share: Paired,
    /// When, days since the scenario's start, over the pairs in which it comes about in both.
    pub day: Paired,
}

impl Coming {
    fn add(&mut self, base: Option<Minute>, with: Option<Minute>) {
        self.share.add_fact(base.is_some(), with.is_some());
        if let (Some(base), Some(with)) = (base, with) {
            let day = |at: Minute| at.days_since(Minute(0));
            self.day.add(day(base), day(with));
        }
    }
}

/// What people cost, in both.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Costs {
    /// Killed.
    pub killed: Paired,
    /// Wounded and injured.
    pub wounded: Paired,
    /// Taken prisoner.
    pub captured: Paired,
}

impl Costs {
    fn add(&mut self, base: &Toll, with: &Toll) {
        self.killed.add(f64::from(base.killed), f64::from(with.killed));
        self.wounded.add(f64::from(base.wounded), f64::from(with.wounded));
        self.captured.add(f64::from(base.captured), f64::from(with.captured));
    }
}

/// All pairs in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How many pairs.
    pub pairs: u32,
    /// Each result, in the order of the scenario; then that none holds.
    pub results: Vec<Paired>,
    /// The incident.
    pub incident: Coming,
    /// Each fact of the record.
    pub facts: Vec<Coming>,
    /// Each outcome of the scenario.
    pub outcomes: Vec<Paired>,
    /// Each party's losses.
    pub losses: Vec<Costs>,
    /// People hurt in unrest.
    pub civilians: Costs,
    /// Pairs whose logs differ.
    pub differing: u32,
    /// The first of them, from 1.
    pub first_differing: Option<u32>,
    /// The first pair that ends with another result.
    pub first_result: Option<u32>,
}

impl Comparison {
    /// Of no pairs yet; both sides have these columns.
    #[must_use]
    pub fn new(columns: &Columns) -> Self {
        Self {
            pairs: 0,
            results: vec![Paired::default(); columns.results.len() + 1],
            incident: Coming::default(),
            facts: vec![Coming::default(); columns.facts.len()],
            outcomes: vec![Paired::default(); columns.outcomes.len()],
            losses: vec![Costs::default(); columns.parties.len()],
            civilians: Costs::default(),
            differing: 0,
            first_differing: None,
            first_result: None,
        }
    }

    /// Adds a pair: the same run of both sides.
    pub fn add(&mut self, base: &Row, with: &Row) {
        self.pairs += 1;
        let none = self.results.len() - 1;
        let ending = |row: &Row| row.result.map_or(none, |index| index as usize);
        for (index, result) in self.results.iter_mut().enumerate() {
            result.add_fact(ending(base) == index, ending(with) == index);
        }
        self.incident.add(base.incident, with.incident);
        for (fact, (&base, &with)) in self.facts.iter_mut().zip(base.firsts.iter().zip(&with.firsts)) {
            fact.add(base, with);
        }
        for (row, (&base, &with)) in self.outcomes.iter_mut().zip(base.outcomes.iter().zip(&with.outcomes)) {
            row.add(base, with);
        }
        for (row, (base, with)) in self.losses.iter_mut().zip(base.losses.iter().zip(&with.losses)) {
            row.add(base, with);
        }
        self.civilians.add(&base.civilians, &with.civilians);
        if base.log_hash != with.log_hash {
            self.differing += 1;
            self.first_differing = self.first_differing.or(Some(base.run));
        }
        if ending(base) != ending(with) {
            self.first_result = self.first_result.or(Some(base.run));
        }
    }
}

/// Why two cases cannot be laid beside each other: the first thing of which they do not tell alike.
#[must_use]
pub fn mismatch(base: &Case, with: &Case) -> Option<&'static str> {
    let (a, b) = (base.columns(), with.columns());
    let names = |case: &Case| -> Vec<String> {
        case.engine().setup().names.rows().map(|named| named.path.clone()).collect()
    };
    let rows = [
        ("results", a.results == b.results),
        ("facts", a.facts == b.facts),
        ("outcomes", a.outcomes == b.outcomes),
        ("start", a.starts == b.starts),
        ("parties with forces", a.parties == b.parties),
        ("entities", names(base) == names(with)),
    ];
    rows.into_iter().find(|(_, same)| !same).map(|(what, _)| what)
}

/// Runs both, seed by seed, on the threads of the pool it is called in: run `k` of one and of the other have the same
/// seed, so what differs is what was changed and what came of it. The cases must not have a [`mismatch`].
#[must_use]
pub fn compare(base: &Case, with: &Case, plan: &Plan, done: &(dyn Fn() + Sync)) -> Comparison {
    /// Pairs that are held at a time.
    const STEP: u32 = 500;
    let mut sum = Comparison::new(base.columns());
    for part in plan.parts(STEP) {
        let before = base.courses(plan, part.clone(), false, done);
        let after = with.courses(plan, part, false, done);
        for (base, with) in before.iter().zip(&after) {
            sum.add(&base.row, &with.row);
        }
    }
    sum
}
