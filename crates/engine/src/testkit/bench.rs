//! A bench on which domains run one at a time against a board that the test sets.

use super::board::board;
use crate::action::Action;
use crate::board::Board;
use crate::cause::{Cause, Domain, EventId};
use crate::dice::Dice;
use crate::event::{Event, Kind, Kinds, Reason};
use crate::gate::{Gate, Suppressed, Suppression};
use crate::id::{OriginId, PartyId};
use crate::log::{Drafts, Log};
use crate::now::{Emit, Now};
use crate::numbers::{Draws, Numbers};
use crate::setup::Setup;
use crate::time::Minute;
use std::ops::{Deref, DerefMut};

/// A setup's neutral board, and a log that grows.
pub(crate) struct Bench {
    pub setup: Setup,
    pub numbers: Numbers,
    pub dice: Dice,
    pub board: Board,
    pub log: Log,
    pub gate: Gate,
}

impl Bench {
    pub fn new(setup: Setup, seed: u64) -> Self {
        let dice = Dice::new(seed);
        let numbers = Numbers::draw(&setup.parameters, &Draws::new(&setup.parameters), dice, &[]);
        let board = board(&setup);
        Self { setup, numbers, dice, board, log: Log::default(), gate: Gate::default() }
    }

    /// Something happens outside the domains on the bench.
    pub fn news(&mut self, at: Minute, domain: Domain, event: Event) -> EventId {
        let mut drafts = Drafts::default();
        let id = EventId { at, domain, n: 0 };
        drafts.push(id, event, &[Cause::Given(OriginId(0))], &[]);
        self.log.commit(&mut drafts);
        id
    }

    /// A party decides; its order takes effect a minute later.
    pub fn decides(&mut self, at: Minute, party: PartyId, action: Action) -> EventId {
        self.news(at, Domain::Seats, decision(at, party, action))
    }

    /// A domain acts on its own readings, which are then published; what it emits goes to the log.
    pub fn act<S, O: Clone, R>(
        &mut self,
        (domain, published): (Domain, fn(&mut Board) -> &mut O),
        at: Minute,
        state: &mut S,
        act: impl FnOnce(&mut S, &Now, &mut O, &mut Emit) -> R,
    ) -> R {
        self.act_and_tell((domain, published), at, state, act).0
    }

    fn act_and_tell<S, O: Clone, R>(
        &mut self,
        (domain, published): (Domain, fn(&mut Board) -> &mut O),
        at: Minute,
        state: &mut S,
        act: impl FnOnce(&mut S, &Now, &mut O, &mut Emit) -> R,
    ) -> (R, Kinds) {
        let mut out = published(&mut self.board).clone();
        let mut drafts = Drafts::default();
        let now = Now {
            at,
            board: &self.board,
            log: &self.log,
            dice: self.dice,
            numbers: &self.numbers,
            setup: &self.setup,
        };
        let result = act(state, &now, &mut out, &mut Emit::new(at, domain, &mut drafts, &self.gate));
        *published(&mut self.board) = out;
        (result, self.log.commit(&mut drafts))
    }

    /// From now on nothing of this kind happens.
    pub fn suppress(&mut self, kind: Kind) {
        let what = Suppressed::Kind(kind);
        self.gate = Gate::new(vec![Suppression::throughout(what)]);
    }

    /// What `pick` picks of the events so far.
    pub fn events<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Vec<T> {
        self.log.records().iter().filter_map(|record| pick(&record.event)).collect()
    }

    /// The reasons of all refusals so far.
    pub fn refusals(&self) -> Vec<Reason> {
        self.events(|event| match event {
            Event::Refused { reason, .. } => Some(*reason),
            _ => None,
        })
    }

    /// When each event of a kind happened.
    pub fn when(&self, kind: Kind) -> Vec<Minute> {
        self.log.records().iter().filter(|row| row.event.kind() == kind).map(|row| row.id.at).collect()
    }

    /// The causes of the first event of a kind.
    pub fn causes(&self, kind: Kind) -> Vec<Cause> {
        let first = self.log.first(kind, |_| true);
        first.map(|record| self.log.causes(record).to_vec()).unwrap_or_default()
    }

    /// Panics where a record has more than six causes, or one of them twice.
    pub fn check_causes(&self) {
        for record in self.log.records() {
            let causes = self.log.causes(record);
            assert!(causes.len() <= 6, "{record:?} has {} causes", causes.len());
            for (index, cause) in causes.iter().enumerate() {
                assert!(!causes[..index].contains(cause), "{record:?} names {cause:?} twice");
            }
        }
    }
}

/// How the engine calls a domain.
pub(crate) struct Wiring<S, O> {
    pub domain: Domain,
    pub news: Kinds,
    pub published: fn(&mut Board) -> &mut O,
    pub new: fn(&Setup, &Numbers, Dice) -> (S, O),
    pub step: fn(&mut S, &Now, &mut O, &mut Emit) -> Minute,
}

/// One domain alone, called as the engine calls it: when it asks to be, and a minute after news.
pub(crate) struct Alone<S, O> {
    bench: Bench,
    wiring: Wiring<S, O>,
    pub state: S,
    /// When it wants to be called.
    pub next: Minute,
}

impl<S, O: Clone> Alone<S, O> {
    pub fn start(setup: Setup, seed: u64, wiring: Wiring<S, O>) -> Self {
        let mut bench = Bench::new(setup, seed);
        let (state, out) = (wiring.new)(&bench.setup, &bench.numbers, bench.dice);
        *(wiring.published)(&mut bench.board) = out;
        Self { bench, wiring, state, next: Minute(0) }
    }

    /// One step, asked for or not.
    pub fn step(&mut self, at: Minute) -> Minute {
        let wiring = &self.wiring;
        let called = (wiring.domain, wiring.published);
        let (next, happened) = self.bench.act_and_tell(called, at, &mut self.state, wiring.step);
        assert!(next > at, "{:?} asks for {next:?} at {at:?}", wiring.domain);
        self.next = if happened.meets(wiring.news) { at.next() } else { next };
        self.next
    }

    /// Runs until `end` (exclusive), calling the domain when it asks for it.
    pub fn run_until(&mut self, end: Minute) {
        while self.next < end {
            self.step(self.next);
        }
    }

    /// Something that happens elsewhere; the domain is woken a minute later if it listens.
    pub fn told(&mut self, at: Minute, domain: Domain, event: Event) -> EventId {
        if self.wiring.news.contains(event.kind()) {
            self.next = self.next.min(at.next());
        }
        self.bench.news(at, domain, event)
    }

    /// A party decides; its order takes effect a minute later.
    pub fn ordered(&mut self, at: Minute, party: PartyId, action: Action) -> EventId {
        self.told(at, Domain::Seats, decision(at, party, action))
    }

    /// The same, where nothing of this kind happens.
    pub fn without(mut self, kind: Kind) -> Self {
        self.suppress(kind);
        self
    }
}

impl<S, O> Deref for Alone<S, O> {
    type Target = Bench;
    fn deref(&self) -> &Bench {
        &self.bench
    }
}

impl<S, O> DerefMut for Alone<S, O> {
    fn deref_mut(&mut self) -> &mut Bench {
        &mut self.bench
    }
}

fn decision(at: Minute, party: PartyId, action: Action) -> Event {
    Event::Decided { party, option: None, action, effective: at.next() }
}
