//! One row a run: what a study keeps of each of its futures.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{Id, PartyId};
use powderkeg_engine::log::Log;
use powderkeg_engine::rule::Program;
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Change, Engine, RunOptions};
use rayon::prelude::*;

use crate::days::Days;
use crate::look::Look;
use crate::plan::Plan;
use crate::runs::Watched;
use crate::toll::{Toll, Tolls};

/// A fact that is looked for in every run.
#[derive(Clone, Debug)]
pub struct NamedFact {
    /// Its name in the record.
    pub name: String,
    /// Holds in the truth where this is not 0.
    pub program: Program,
}

/// What is run: a scenario, what is kept from happening in it, and what is looked for.
#[derive(Clone, Debug)]
pub struct Case {
    engine: Engine,
    options: RunOptions,
    /// The facts that are looked for.
    facts: Vec<Look>,
    /// The scenario's outcomes.
    outcomes: Vec<Look>,
    columns: Columns,
    /// The uncertain parameters, as indices into the scenario's.
    uncertain: Vec<usize>,
    /// The parties that have forces.
    parties: Vec<PartyId>,
}

/// A name and the unit of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Name or dotted path.
    pub name: String,
    /// Unit; `1` for a ratio.
    pub unit: String,
}

/// What the rows of a study tell, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The scenario's title.
    pub title: String,
    /// Civil date of minute 0: year, month, day.
    pub starts: (i16, u8, u8),
    /// Whole days that the scenario lasts.
    pub days: u32,
    /// Texts of the results that [`Row::result`] counts.
    pub results: Vec<String>,
    /// Facts of the record.
    pub facts: Vec<String>,
    /// Outcomes of the scenario.
    pub outcomes: Vec<Quantity>,
    /// Parties with forces, by id.
    pub parties: Vec<String>,
    /// The scenario's uncertain numbers.
    pub parameters: Vec<Quantity>,
}

/// What is kept of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Which run of the study, from 1.
    pub run: u32,
    /// Its seed.
    pub seed: u64,
    /// The first of the scenario's results that holds at the end.
    pub result: Option<u32>,
    /// When the incident came about.
    pub incident: Option<Minute>,
    /// Records in the log.
    pub events: u32,
    /// Hash of the log, as it is printed.
    pub log_hash: String,
    /// When each fact first held.
    pub firsts: Vec<Option<Minute>>,
    /// The outcomes at the end.
    pub outcomes: Vec<f64>,
    /// Losses of each party's forces.
    pub losses: Vec<Toll>,
    /// People hurt in unrest; only killed and wounded.
    pub civilians: Toll,
    /// Values of the uncertain numbers.
    pub parameters: Vec<f64>,
}

/// A run with its outcomes day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What is kept of it.
    pub row: Row,
    /// The outcomes at the first instant of each day, in the order of days and outcomes.
    pub daily: Vec<f64>,
    /// For each option of the scenario's doctrines, in order, when it was first decided on.
    pub taken: Vec<Option<Minute>>,
}

/// A run on its way, with what is noted of it day by day.
#[derive(Clone, Debug)]
struct Playing<'e> {
    watched: Watched<'e>,
    days: Option<Days>,
}

impl Playing<'_> {
    fn with_luck(&self, seed: u64) -> Self {
        Self { watched: self.watched.with_luck(seed), days: self.days.clone() }
    }
}

/// A run from which others branch off that are the same up to some minute: it is played once for all of them.
#[derive(Clone, Debug)]
pub struct Trunk<'c> {
    case: &'c Case,
    run: u32,
    seed: u64,
    playing: Playing<'c>,
}

impl Trunk<'_> {
    /// Goes on to the last instant before a minute.
    pub fn grow(&mut self, minute: Minute) {
        while self.playing.watched.world.has_instant_before(minute) {
            self.case.advance(&mut self.playing);
        }
    }

    /// The row of the run that is changed here.
    #[must_use]
    pub fn branch(&self, change: Change) -> Row {
        let mut playing = self.playing.clone();
        playing.watched.world.change(change);
        self.case.finish(self.run, self.seed, playing).row
    }
}

impl Case {
    /// A scenario to study, with what is suppressed in `options`.
    #[must_use]
    pub fn new(engine: Engine, options: RunOptions, facts: Vec<NamedFact>) -> Self {
        let setup = engine.setup();
        let uncertain: Vec<usize> = (0..setup.parameters.len())
            .filter(|&index| !setup.parameters[index].distribution.is_constant())
            .collect();
        let has_forces = |party: &PartyId| setup.forces.rows().any(|force| force.of == *party);
        let parties: Vec<PartyId> = setup.parties.ids().filter(has_forces).collect();
        let columns = columns(setup, &facts, &uncertain, &parties);
        let facts = facts.into_iter().map(|fact| Look::of(setup, fact.program)).collect();
        let outcomes = setup.outcomes.iter().map(|scale| Look::of(setup, scale.is.clone())).collect();
        Self { engine, options, facts, outcomes, columns, uncertain, parties }
    }

    /// What its rows tell.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The engine of the scenario.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// What is kept from happening.
    #[must_use]
    pub fn options(&self) -> &RunOptions {
        &self.options
    }

    /// The uncertain parameters, as indices into the scenario's: what [`Row::parameters`] and
    /// [`RunOptions::quantiles`] are of.
    #[must_use]
    pub fn uncertain(&self) -> &[usize] {
        &self.uncertain
    }

    /// Runs one run of a study. `days`: whether to note the outcomes day by day.
    #[must_use]
    pub fn course(&self, plan: &Plan, run: u32, days: bool) -> Course {
        self.played(run, plan.seed_of(run), self.options.clone(), days)
    }

    /// Runs one run with options of its own, in place of the case's.
    #[must_use]
    pub fn row(&self, run: u32, seed: u64, options: RunOptions) -> Row {
        self.played(run, seed, options, false).row
    }

    /// The same. `days`: whether to note the outcomes day by day.
    #[must_use]
    pub fn played(&self, run: u32, seed: u64, options: RunOptions, days: bool) -> Course {
        self.finish(run, seed, self.begin(seed, options, days))
    }

    /// One run of a study before its first instant, for others to branch off.
    #[must_use]
    pub fn trunk(&self, plan: &Plan, run: u32) -> Trunk<'_> {
        let seed = plan.seed_of(run);
        Trunk { case: self, run, seed, playing: self.begin(seed, self.options.clone(), false) }
    }

    /// A run before its first instant.
    fn begin(&self, seed: u64, options: RunOptions, days: bool) -> Playing<'_> {
        let watched = Watched::new(self.engine.start(seed, options), self.facts.len());
        let room = self.columns.days as usize * self.outcomes.len();
        Playing { watched, days: days.then(|| Days::with_room(room)) }
    }

    /// The past of another run that all runs of the case have in common, if they go on from one: up to its last instant
    /// they are the same run.
    fn past(&self, days: bool) -> Option<Playing<'_>> {
        let past = self.options.past?;
        let mut playing = self.begin(past.seed, self.options.clone(), days);
        while playing.watched.world.is_in_past() {
            self.advance(&mut playing);
        }
        Some(playing)
    }

    /// Goes on to the next instant; false at the end.
    fn advance(&self, playing: &mut Playing) -> bool {
        let Some(is_new_day) = playing.watched.advance(&self.facts) else { return false };
        if let Some(days) = playing.days.as_mut().filter(|_| is_new_day) {
            days.note(&playing.watched.world, &self.outcomes);
        }
        true
    }

    /// Plays a run to its end.
    fn finish(&self, run: u32, seed: u64, mut playing: Playing) -> Course {
        while self.advance(&mut playing) {}
        let Playing { watched: Watched { world, incident, firsts, .. }, days } = playing;
        let setup = self.engine.setup();
        let outcomes: Vec<f64> = self.outcomes.iter().map(|outcome| outcome.value(&world)).collect();
        let daily = days.map(|days| days.finish(&outcomes, self.columns.days as usize)).unwrap_or_default();
        let tolls = Tolls::of(setup, world.log());
        let result = setup.results.iter().position(|rule| world.evaluate(&rule.when) != 0.0);
        let numbers = world.numbers().as_slice();
        let row = Row {
            run,
            seed,
            result: result.map(|index| index as u32),
            incident,
            events: world.log().records().len() as u32,
            log_hash: world.log().hash().to_string(),
            firsts,
            outcomes,
            losses: self.parties.iter().map(|&party| tolls.party(setup, party)).collect(),
            civilians: tolls.civilians,
            parameters: self.uncertain.iter().map(|&index| numbers[index]).collect(),
        };
        Course { row, daily, taken: taken(setup, world.log()) }
    }

    /// Runs several, on the threads of the pool it is called in; in order, whatever their number. A past that they go on
    /// from is played once. `done` is called after each.
    #[must_use]
    pub fn courses(
        &self,
        plan: &Plan,
        runs: std::ops::Range<u32>,
        days: bool,
        done: &(dyn Fn() + Sync),
    ) -> Vec<Course> {
        let past = self.past(days);
        let one = |run: u32| {
            let seed = plan.seed_of(run);
            let begun = past.as_ref().map(|past| past.with_luck(seed));
            let playing = begun.unwrap_or_else(|| self.begin(seed, self.options.clone(), days));
            let course = self.finish(run, seed, playing);
            done();
            course
        };
        // Whoever is told of a run may unwind to stop all: then no thread begins another.
        runs.into_par_iter().panic_fuse().map(one).collect()
    }
}

fn taken(setup: &Setup, log: &Log) -> Vec<Option<Minute>> {
    let mut taken = vec![None; setup.options.len()];
    for record in log.records() {
        if let Event::Decided { option: Some(option), .. } = record.event {
            taken[option.index()].get_or_insert(record.id.at);
        }
    }
    taken
}

fn columns(setup: &Setup, facts: &[NamedFact], uncertain: &[usize], parties: &[PartyId]) -> Columns {
    let parameter = |&index: &usize| {
        let parameter = &setup.parameters[index];
        Quantity { name: parameter.path.clone(), unit: parameter.unit.clone() }
    };
    let party = |&party: &PartyId| setup.id(setup.parties[party].name.id).to_string();
    let outcomes = setup.outcomes.iter();
    Columns {
        title: setup.title.clone(),
        starts: setup.starts,
        days: setup.calendar.ends.day() + 1,
        results: setup.results.iter().map(|rule| rule.text.clone()).collect(),
        facts: facts.iter().map(|fact| fact.name.clone()).collect(),
        outcomes: outcomes.map(|row| Quantity { name: row.name.clone(), unit: row.unit.clone() }).collect(),
        parties: parties.iter().map(party).collect(),
        parameters: uncertain.iter().map(parameter).collect(),
    }
}
