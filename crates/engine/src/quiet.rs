//! A board on which nothing happens, for tests of domains that read the others.

use crate::action::Action;
use crate::board::Board;
use crate::cause::{Cause, Domain, EventId, Leading};
use crate::dice::Dice;
use crate::domains::{
    battle, capability, diplomacy, escalation, forces, labour, project, trade, unrest, weather,
};
use crate::event::{Event, Kind};
use crate::gate::Gate;
use crate::id::{OriginId, PartyId, SiteId, Table};
use crate::log::{Drafts, Log};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::pairs::Pairs;
use crate::setup::Setup;
use crate::time::{DAY, Minute};

/// A quiet board of a setup: full crews, fair weather, full supplies, no projects begun.
pub(crate) fn board(setup: &Setup) -> Board {
    let parties = setup.parties.len();
    Board {
        weather: weather::Out { regions: Table::for_each_of(&setup.regions, |_| fair_region()) },
        trade: trade::Out {
            consumers: Table::for_each_of(&setup.consumers, |_| supplied()),
            ..trade::Out::default()
        },
        unrest: unrest::Out::default(),
        labour: labour::Out {
            workforces: Table::for_each_of(&setup.workforces, |_| at_work()),
            facilities: Table::for_each_of(&setup.facilities, |_| labour::FacilityOut {
                productivity: 1.0,
                stopped: None,
                riot: None,
            }),
        },
        project: project::Out::default(),
        capability: capability::Out::default(),
        forces: forces::Out {
            forces: Table::for_each_of(&setup.forces, |_| at_base()),
            facilities: Table::for_each_of(&setup.facilities, |_| forces::GarrisonOut {
                foreign_troops: 0,
                foreign_since: None,
                cordoned: None,
                cordon_force: None,
            }),
            noticed: Pairs::new(parties, |_, _| None),
        },
        battle: battle::Out {
            facilities: Table::for_each_of(&setup.facilities, |_| battle::ObjectiveOut::default()),
            parties: Table::for_each_of(&setup.parties, |_| battle::Toll::default()),
        },
        diplomacy: diplomacy::Out {
            dyads: Pairs::new(parties, |_, _| diplomacy::DyadOut {
                stance: 0.0,
                trust: 0.0,
                hostility: 0.0,
                because: nothing(),
            }),
            parties: Table::for_each_of(&setup.parties, |_| diplomacy::StandingOut {
                capture: 0.0,
                left: 0,
                treasury: 0.0,
            }),
            sanctions: Pairs::new(parties, |_, _| diplomacy::SanctionOut::default()),
            aid: Pairs::new(parties, |_, _| diplomacy::AidOut::default()),
            access: Vec::new(),
            invited: Pairs::new(parties, |_, _| None),
            calls: Vec::new(),
            lease_suspended: Table::for_each_of(&setup.facilities, |_| None),
        },
        escalation: escalation::Out {
            disputes: Pairs::new(parties, |_, _| escalation::DisputeOut::default()),
            fronts: 0,
            war: None,
            deaths: 0,
        },
    }
}

fn nothing() -> Leading {
    Leading::given(OriginId(0), 0.0)
}

fn fair_region() -> weather::RegionOut {
    weather::RegionOut {
        temperature_c: 10.0,
        anomaly_c: 0.0,
        heat: 1.0,
        climatological_heat: 1.0,
        cold: 0.0,
        rain_mm: 2.0,
        rain_share: 1.0,
        flyable: true,
        because: Cause::Given(OriginId(0)),
        cold_spell: None,
        drought: None,
    }
}

fn supplied() -> trade::ConsumerOut {
    trade::ConsumerOut {
        demand: 100.0,
        delivered: 100.0,
        drawn: 0.0,
        shortage: 0.0,
        felt: 0.0,
        households_short: 0.0,
        stock: 1_000.0,
        price: 1.0,
        because: nothing(),
        short: None,
        households_cut: None,
    }
}

fn at_work() -> labour::WorkforceOut {
    labour::WorkforceOut {
        striking: 0.0,
        dismissed: 0.0,
        strain: 0.0,
        because: nothing(),
        pay_ratio: 1.0,
        strike: None,
        dismissal: None,
        replacements: 0.0,
        replaced: None,
        skill: 0.0,
        riot: None,
        last_riot: None,
        crowd: 0.0,
        killed: 0,
        injured: 0,
    }
}

fn at_base() -> forces::ForceOut {
    forces::ForceOut {
        place: forces::Place::At(SiteId(0)),
        people: 0,
        vehicles: 0,
        present: 0,
        present_vehicles: 0,
        landed: None,
        staging: None,
        ready: None,
        cordon: None,
        operation: None,
        killed: 0,
        wounded: 0,
        captured: 0,
    }
}

/// A bench on which one domain runs alone against a board that the test sets.
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
        let numbers = Numbers::draw(&setup.parameters, dice);
        let board = board(&setup);
        Self { setup, numbers, dice, board, log: Log::default(), gate: Gate::default() }
    }

    /// Something happens outside the domain.
    pub fn news(&mut self, at: Minute, domain: Domain, event: Event) -> EventId {
        let mut drafts = Drafts::default();
        let id = EventId { at, domain, n: 0 };
        drafts.push(id, event, &[Cause::Given(OriginId(0))], &[]);
        self.log.commit(&mut drafts);
        id
    }

    /// A party decides; its order takes effect a minute later.
    pub fn decides(&mut self, at: Minute, party: PartyId, action: Action) -> EventId {
        let effective = at.next();
        self.news(at, Domain::Seats, Event::Decided { party, option: None, action, effective })
    }

    /// One step of a domain; what it emits goes to the log.
    pub fn step<R>(&mut self, domain: Domain, at: Minute, step: impl FnOnce(&Now, &mut Emit) -> R) -> R {
        let mut drafts = Drafts::default();
        let now = Now {
            at,
            board: &self.board,
            log: &self.log,
            dice: self.dice,
            numbers: &self.numbers,
            setup: &self.setup,
        };
        let result = step(&now, &mut Emit::new(at, domain, &mut drafts, &self.gate));
        self.log.commit(&mut drafts);
        result
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

/// Midnight of a day.
pub(crate) fn day(day: u32) -> Minute {
    Minute(day * DAY)
}
