//! One run: the loop.
//!
//! A run is a pure function of setup, interventions, orders and seed. Time is instants: each domain
//! states when it next wants to step, news wakes its readers a minute later, and what is quiet
//! costs nothing.

mod changes;
mod past;
mod playing;

pub use changes::Change;

use crate::board::Board;
use crate::cause::Domain;
use crate::dice::Dice;
use crate::domains::{
    battle, capability, diplomacy, escalation, forces, labour, project, trade, unrest, weather,
};
use crate::event::{Event, Kind, Kinds};
use crate::gate::{Gate, Suppression};
use crate::id::PartyId;
use crate::log::{Drafts, Log, Record};
use crate::now::{Emit, Now};
use crate::numbers::{Draws, Numbers};
use crate::parameter::Num;
use crate::reading::Value;
use crate::rule::{Program, Slot};
use crate::seats::{self, Ordered, Plan};
use crate::setup::Setup;
use crate::time::Minute;
use crate::view;
use std::ops::Deref;

/// A scenario ready to run: the setup, and what follows from it for every run.
#[derive(Clone, Debug)]
pub struct Engine {
    setup: Setup,
    plan: Plan,
    draws: Draws,
}

/// What is different about a run, besides its seed.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// What is kept from happening.
    pub suppressed: Vec<Suppression>,
    /// Seats that are played from outside.
    pub outside: Vec<PartyId>,
    /// The past of a run that goes on from a moment of another.
    pub past: Option<Past>,
    /// Quantiles of the uncertain parameters, in their order; what is `None` or missing is drawn.
    pub quantiles: Vec<Option<f64>>,
    /// Parameters that have these values, whatever is known of them; the luck of all others stays.
    pub values: Vec<(Num, f64)>,
    /// Options that are taken whatever their rules say.
    pub ordered: Vec<Ordered>,
    /// For tests of the engine's laws; results do not depend on it.
    pub calls: Calls,
}

/// The past of a run that goes on from a moment of another: it is the other's, and only then its own luck begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    /// The other run's seed.
    pub seed: u64,
    /// The last minute of the past.
    pub until: Minute,
}

/// How domains are called inside an instant. No result depends on it: that is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calls {
    /// The order in which due domains are called.
    pub order: [Domain; 11],
    /// Call every domain at every instant, due or not.
    pub needless: bool,
}

impl Default for Calls {
    fn default() -> Self {
        Self { order: Domain::ALL, needless: false }
    }
}

impl Engine {
    /// An engine for a checked scenario.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let (plan, draws) = (Plan::new(&setup), Draws::new(&setup.parameters));
        Self { setup, plan, draws }
    }

    /// The scenario.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// What a party's doctrine reads, and how the party sees it.
    #[must_use]
    pub fn sights(&self, party: PartyId) -> &view::Sights {
        self.plan.sights(party)
    }

    /// A world at minute 0.
    #[must_use]
    pub fn start(&self, seed: u64, options: RunOptions) -> World<'_> {
        World::new(self, seed, options)
    }

    /// A whole run.
    #[must_use]
    pub fn run(&self, seed: u64, options: RunOptions) -> World<'_> {
        let mut world = self.start(seed, options);
        while world.advance().is_some() {}
        world
    }
}

/// A run in progress of an engine that outlives it.
pub type World<'e> = WorldOf<&'e Engine>;

/// A run in progress, and how it holds its engine: borrowed by who makes one run after the other, shared (`Arc`) by who keeps
/// many that are played for as long as somebody likes.
#[derive(Clone, Debug)]
pub struct WorldOf<E> {
    engine: E,
    numbers: Numbers,
    dice: Dice,
    gate: Gate,
    calls: Calls,
    at: Minute,
    due: [Minute; 11],
    board: Board,
    /// Where domains write; equal to `board` between instants.
    next: Board,
    states: States,
    drafts: Drafts,
    log: Log,
    orders: u32,
    /// When a past ends that is another run's, and the luck that begins then.
    ahead: Option<(Minute, u64)>,
}

#[derive(Clone, Debug)]
struct States {
    weather: weather::State,
    trade: trade::State,
    unrest: unrest::State,
    labour: labour::State,
    project: project::State,
    capability: capability::State,
    forces: forces::State,
    battle: battle::State,
    diplomacy: diplomacy::State,
    escalation: escalation::State,
    seats: seats::State,
}

impl<E: Deref<Target = Engine>> WorldOf<E> {
    /// A world at minute 0.
    #[must_use]
    pub fn new(engine: E, seed: u64, options: RunOptions) -> Self {
        let held = &*engine;
        let setup = &held.setup;
        let dice = Dice::new(options.past.map_or(seed, |past| past.seed));
        let numbers = Numbers::draw(&setup.parameters, &held.draws, dice, &options.quantiles);
        let numbers = numbers.with(&options.values);
        let (weather, weather_out) = weather::State::new(setup, &numbers, dice);
        let (trade, trade_out) = trade::State::new(setup, &numbers, dice);
        let (unrest, unrest_out) = unrest::State::new(setup, &numbers, dice);
        let (labour, labour_out) = labour::State::new(setup, &numbers, dice);
        let (project, project_out) = project::State::new(setup, &numbers, dice);
        let (capability, capability_out) = capability::State::new(setup, &numbers, dice);
        let (forces, forces_out) = forces::State::new(setup, &numbers, dice);
        let (battle, battle_out) = battle::State::new(setup, &numbers, dice);
        let (diplomacy, diplomacy_out) = diplomacy::State::new(setup, &numbers, dice);
        let (escalation, escalation_out) = escalation::State::new(setup, &numbers, dice);
        let played = (&options.outside[..], &options.ordered[..]);
        let seats = seats::State::new(setup, &held.plan, &numbers, dice, played);
        let board = Board {
            weather: weather_out,
            trade: trade_out,
            unrest: unrest_out,
            labour: labour_out,
            project: project_out,
            capability: capability_out,
            forces: forces_out,
            battle: battle_out,
            diplomacy: diplomacy_out,
            escalation: escalation_out,
        };
        Self {
            engine,
            numbers,
            dice,
            gate: Gate::new(options.suppressed),
            calls: options.calls,
            at: Minute(0),
            // Everybody is asked at minute 0 when to be woken.
            due: [Minute(0); 11],
            next: board.clone(),
            board,
            states: States {
                weather,
                trade,
                unrest,
                labour,
                project,
                capability,
                forces,
                battle,
                diplomacy,
                escalation,
                seats,
            },
            drafts: Drafts::default(),
            log: Log::with_room(),
            orders: 0,
            ahead: options.past.map(|past| (past.until, seed)),
        }
    }

    /// Goes on to the next instant that anyone asked for; `None` when the scenario has ended.
    /// Returns what happened in it.
    pub fn advance(&mut self) -> Option<&[Record]> {
        let mut at = self.next();
        if let Some((until, luck)) = self.ahead.filter(|(until, _)| at > *until) {
            self.ahead = None;
            self.branch(until, luck);
            at = self.next();
        }
        if at > self.engine.setup.calendar.ends {
            return None;
        }
        self.at = at;
        let (called, count) = self.due_at(at);
        for &domain in &called[..count] {
            let next = self.step(domain, at);
            assert!(next > at, "{domain:?} asked for the present again");
            self.due[domain as usize] = next;
        }
        for &domain in &called[..count] {
            self.publish(domain);
        }
        let before = self.log.records().len();
        if !self.drafts.is_empty() {
            let happened = self.log.commit(&mut self.drafts);
            self.wake(happened, before, at.next());
        }
        Some(&self.log.records()[before..])
    }

    /// Who is called at an instant, in the order of calls: the first so many of the list.
    fn due_at(&self, at: Minute) -> ([Domain; 11], usize) {
        let (mut called, mut count) = (Domain::ALL, 0);
        for domain in self.calls.order {
            if self.due[domain as usize] <= at || self.calls.needless {
                called[count] = domain;
                count += 1;
            }
        }
        (called, count)
    }

    /// One domain's step: its own state, the frozen present, its own readings, a place to emit.
    fn step(&mut self, domain: Domain, at: Minute) -> Minute {
        let now = &Now {
            at,
            board: &self.board,
            log: &self.log,
            dice: self.dice,
            numbers: &self.numbers,
            setup: &self.engine.setup,
        };
        let emit = &mut Emit::new(at, domain, &mut self.drafts, &self.gate);
        let (states, next) = (&mut self.states, &mut self.next);
        match domain {
            Domain::Weather => weather::step(&mut states.weather, now, &mut next.weather, emit),
            Domain::Trade => trade::step(&mut states.trade, now, &mut next.trade, emit),
            Domain::Unrest => unrest::step(&mut states.unrest, now, &mut next.unrest, emit),
            Domain::Labour => labour::step(&mut states.labour, now, &mut next.labour, emit),
            Domain::Project => project::step(&mut states.project, now, &mut next.project, emit),
            Domain::Capability => capability::step(&mut states.capability, now, &mut next.capability, emit),
            Domain::Forces => forces::step(&mut states.forces, now, &mut next.forces, emit),
            Domain::Battle => battle::step(&mut states.battle, now, &mut next.battle, emit),
            Domain::Diplomacy => diplomacy::step(&mut states.diplomacy, now, &mut next.diplomacy, emit),
            Domain::Escalation => escalation::step(&mut states.escalation, now, &mut next.escalation, emit),
            Domain::Seats => seats::step(&mut states.seats, now, &self.engine.plan, emit),
        }
    }

    /// Makes a domain's new readings public.
    fn publish(&mut self, domain: Domain) {
        let (board, next) = (&mut self.board, &mut self.next);
        match domain {
            Domain::Weather => board.weather.publish(&mut next.weather),
            Domain::Trade => board.trade.publish(&mut next.trade),
            Domain::Unrest => board.unrest.publish(&mut next.unrest),
            Domain::Labour => board.labour.publish(&mut next.labour),
            Domain::Project => board.project.publish(&mut next.project),
            Domain::Capability => board.capability.publish(&mut next.capability),
            Domain::Forces => board.forces.publish(&mut next.forces),
            Domain::Battle => board.battle.publish(&mut next.battle),
            Domain::Diplomacy => board.diplomacy.publish(&mut next.diplomacy),
            Domain::Escalation => board.escalation.publish(&mut next.escalation),
            // Seats publish nothing: what they decide is in the log.
            Domain::Seats => {}
        }
    }

    /// News of this minute, the records from `first` on, wakes its readers at the next. A decision is news for no domain
    /// but the one that carries it out: the others would only note that it is not theirs, as they do when they wake.
    fn wake(&mut self, happened: Kinds, first: usize, at: Minute) {
        let for_all = happened.without(Kind::Decided);
        for domain in Domain::ALL {
            let news = match domain {
                Domain::Weather => weather::NEWS,
                Domain::Trade => trade::NEWS,
                Domain::Unrest => unrest::NEWS,
                Domain::Labour => labour::NEWS,
                Domain::Project => project::NEWS,
                Domain::Capability => capability::NEWS,
                Domain::Forces => forces::NEWS,
                Domain::Battle => battle::NEWS,
                Domain::Diplomacy => diplomacy::NEWS,
                Domain::Escalation => escalation::NEWS,
                Domain::Seats => self.engine.plan.news(),
            };
            if news.meets(for_all) {
                self.due[domain as usize] = self.due[domain as usize].min(at);
            }
        }
        if happened.contains(Kind::Decided) {
            for record in &self.log.records()[first..] {
                if let Event::Decided { action, .. } = record.event {
                    let due = &mut self.due[action.owner() as usize];
                    *due = (*due).min(at);
                }
            }
        }
    }

    /// Lets the run have other luck after `at`. Later draws are those of `seed`, and the remainder of every running clock
    /// is drawn anew. The run's numbers stay, and so does what is under way: orders given, people on the move, what is
    /// about to be noticed, and a fight that has begun.
    fn branch(&mut self, at: Minute, seed: u64) {
        self.dice = self.dice.branched(seed, at);
        let (states, dice) = (&mut self.states, self.dice);
        states.unrest.redraw(dice, at);
        states.labour.redraw(dice, at);
        states.forces.redraw(dice, at);
        states.battle.redraw(dice, at);
        states.escalation.redraw(dice, at);
        states.seats.redraw(dice, at);
        // Whoever is asked needlessly changes nothing, and says when its clocks are due now.
        self.due = [at.next(); 11];
    }

    /// When anybody is next due.
    fn next(&self) -> Minute {
        // As numbers: comparing references to them takes three times as long.
        Minute(self.due.iter().fold(u32::MAX, |first, due| first.min(due.0)))
    }

    /// Goes on through every instant until a minute, that minute included, or to the scenario's end. Returns whether more is
    /// to come.
    pub fn advance_until(&mut self, until: Minute) -> bool {
        while self.has_instant_before(until.next()) {
            self.advance();
        }
        self.has_instant_before(Minute::NEVER)
    }

    /// Whether there is another instant before a minute.
    #[must_use]
    pub fn has_instant_before(&self, minute: Minute) -> bool {
        let next = self.upcoming();
        next < minute && next <= self.engine.setup.calendar.ends
    }

    /// The next instant: as [`Self::next`], but for a past that ends before it.
    fn upcoming(&self) -> Minute {
        let next = self.next();
        self.ahead.map_or(next, |(until, _)| next.min(until.next()))
    }

    /// The truth at a slot.
    #[must_use]
    pub fn truth(&self, slot: Slot) -> Value {
        self.engine.setup.readings[usize::from(slot.0)].truth(&self.now())
    }

    /// The value of a rule that reads the truth.
    #[must_use]
    pub fn evaluate(&self, program: &Program) -> f64 {
        let now = self.now();
        let setup = &self.engine.setup;
        program.evaluate(self.numbers.as_slice(), &mut |slot: Slot| {
            setup.readings[usize::from(slot.0)].value(&now)
        })
    }

    /// The present, as domains read it.
    #[must_use]
    pub fn now(&self) -> Now<'_> {
        Now {
            at: self.at,
            board: &self.board,
            log: &self.log,
            dice: self.dice,
            numbers: &self.numbers,
            setup: &self.engine.setup,
        }
    }

    /// The minute of the last instant.
    #[must_use]
    pub fn at(&self) -> Minute {
        self.at
    }

    /// Everything that happened so far.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The run's numbers.
    #[must_use]
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// What every domain published.
    #[must_use]
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The scenario.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.engine.setup
    }
}
