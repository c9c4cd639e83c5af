//! A small theatre for tests of forces and battle together: a leased facility, its owner's brigade,
//! its operator's battalion, and raiders two countries away. Numbers are round, not a scenario's.

use crate::action::{Action, Aim, OperationKind};
use crate::board::Board;
use crate::cause::{Cause, Domain};
use crate::dice::Dice;
use crate::domains::{battle, forces};
use crate::event::{Event, Kinds};
use crate::gate::Gate;
use crate::id::{AircraftId, CorridorId, FacilityId, ForceId, PartyId, SiteId};
use crate::log::{Drafts, Log, Record};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::parameter::Num;
use crate::setup::{
    Access, AccessKind, AccessTerms, Agreement, Aircraft, Airfield, Corridor, Facility, Force, ForceKind,
    Permission, Site, Standing, StandingOnFire, StandingOnRaid,
};
use crate::testkit::{self, Kit};
use crate::time::{DAY, HOUR, Minute};

pub(crate) const RAIDER: PartyId = PartyId(0);
pub(crate) const OPERATOR: PartyId = PartyId(1);
pub(crate) const OWNER: PartyId = PartyId(2);
pub(crate) const NEIGHBOUR: PartyId = PartyId(3);

pub(crate) const RANGERS: ForceId = ForceId(0);
pub(crate) const BATTALION: ForceId = ForceId(1);
pub(crate) const BRIGADE: ForceId = ForceId(2);
pub(crate) const BOMBERS: ForceId = ForceId(3);

pub(crate) const PORT: FacilityId = FacilityId(0);
pub(crate) const FIELD: SiteId = SiteId(4);
pub(crate) const NEAR_WAY: CorridorId = CorridorId(0);
pub(crate) const FAR_WAY: CorridorId = CorridorId(1);

/// Two domains and a board on which all others stand still.
pub(crate) struct Theatre {
    pub kit: Kit,
    pub board: Board,
    pub log: Log,
    pub gate: Gate,
    pub seed: u64,
    /// Extra steps every so many minutes, to show that they change nothing.
    pub needless: Option<u32>,
    at: Minute,
    pending: Vec<(Minute, Domain, Event)>,
    worlds: Option<(forces::State, battle::State)>,
}

impl Theatre {
    pub fn new() -> Self {
        let mut kit = Kit::new();
        for party in ["raider", "operator", "owner", "neighbour"] {
            kit.state(party);
        }
        kit.no_relations();
        places(&mut kit);
        units(&mut kit);
        movement(&mut kit);
        rates(&mut kit);
        let board = board(&kit);
        Self {
            kit,
            board,
            log: Log::default(),
            gate: Gate::default(),
            seed: 1,
            needless: None,
            at: Minute(0),
            pending: Vec::new(),
            worlds: None,
        }
    }

    /// Sets a number of the scenario before the first step.
    pub fn set(&mut self, field: impl Fn(&mut crate::setup::Setup) -> &mut Num, value: f64) {
        let num = self.kit.num(value);
        *field(&mut self.kit.setup) = num;
    }

    /// Records a decision at `at`, carried out a minute later.
    pub fn order(&mut self, at: Minute, party: PartyId, action: Action) {
        let decided = Event::Decided { party, option: None, action, effective: at.next() };
        self.pending.push((at, Domain::Seats, decided));
    }

    /// Records anything at `at`, as by `domain`.
    pub fn happens(&mut self, at: Minute, domain: Domain, event: Event) {
        self.pending.push((at, domain, event));
    }

    /// Runs to (and with) the minute `end`.
    pub fn run_until(&mut self, end: Minute) {
        let dice = Dice::new(self.seed);
        let numbers = self.kit.numbers(self.seed);
        let (mut force_state, mut battle_state) = match self.worlds.take() {
            Some(worlds) => worlds,
            None => self.begin(&numbers, dice),
        };
        let mut due = (self.at.next(), self.at.next());
        let mut drafts = Drafts::default();
        while let Some(at) = self.next(due).filter(|&at| at <= end) {
            self.at = at;
            let mut board = self.board.clone();
            let now = Now {
                at,
                board: &self.board,
                log: &self.log,
                dice,
                numbers: &numbers,
                setup: &self.kit.setup,
            };
            let needless = self.needless.is_some_and(|every| at.0 % every == 0);
            if due.0 <= at || needless {
                let mut emit = Emit::new(at, Domain::Forces, &mut drafts, &self.gate);
                due.0 = forces::step(&mut force_state, &now, &mut board.forces, &mut emit);
                assert!(due.0 > at);
            }
            if due.1 <= at || needless {
                let mut emit = Emit::new(at, Domain::Battle, &mut drafts, &self.gate);
                due.1 = battle::step(&mut battle_state, &now, &mut board.battle, &mut emit);
                assert!(due.1 > at);
            }
            let told: Vec<_> = self.pending.extract_if(.., |row| row.0 == at).collect();
            for (n, (_, domain, event)) in told.into_iter().enumerate() {
                assert!(n == 0 || domain != Domain::Seats, "one order a minute");
                let mut emit = Emit::new(at, domain, &mut drafts, &self.gate);
                let _ = emit.event(event, &[Cause::Order(0)]);
            }
            let happened = self.log.commit(&mut drafts);
            self.board = board;
            wake(&mut due.0, happened, forces::NEWS, at);
            wake(&mut due.1, happened, battle::NEWS, at);
            self.check_people();
        }
        self.worlds = Some((force_state, battle_state));
    }

    fn begin(&mut self, numbers: &Numbers, dice: Dice) -> (forces::State, battle::State) {
        let (force_state, out) = forces::State::new(&self.kit.setup, numbers, dice);
        self.board.forces = out;
        let (battle_state, out) = battle::State::new(&self.kit.setup, numbers, dice);
        self.board.battle = out;
        (force_state, battle_state)
    }

    fn next(&self, due: (Minute, Minute)) -> Option<Minute> {
        let pending = self.pending.iter().map(|row| row.0);
        let needless = self.needless.map(|every| Minute((self.at.0 / every + 1) * every));
        pending.chain(needless).chain([due.0, due.1]).min().filter(|&at| at != Minute::NEVER)
    }

    /// People are conserved at every minute.
    fn check_people(&self) {
        let numbers = self.kit.numbers(self.seed);
        for (id, force) in self.kit.setup.forces.iter() {
            let row = &self.board.forces.forces[id];
            let all = row.people + row.killed + row.wounded + row.captured;
            assert_eq!(all, numbers[force.strength] as u32, "{:?} at {:?}", force.name, self.at);
            assert!(row.present <= row.people && row.present_vehicles <= row.vehicles);
        }
    }

    /// All records that `matches`.
    pub fn records(&self, matches: impl Fn(&Event) -> bool) -> Vec<Record> {
        self.log.records().iter().filter(|record| matches(&record.event)).copied().collect()
    }

    /// The first such record.
    pub fn first(&self, matches: impl Fn(&Event) -> bool) -> Option<Record> {
        self.records(matches).first().copied()
    }

    /// The reasons of all refusals so far.
    pub fn refusals(&self) -> Vec<crate::event::Reason> {
        let reason = |record: &Record| match record.event {
            Event::Refused { reason, .. } => Some(reason),
            _ => None,
        };
        self.log.records().iter().filter_map(reason).collect()
    }

    /// A raid by the rangers, prepared from day 1 and ordered on day 6 (at one in the morning).
    pub fn raid(&mut self, aim: Aim) {
        self.order(Minute(DAY), RAIDER, Action::Prepare { force: RANGERS });
        self.order(Minute(6 * DAY - 5 * HOUR), RAIDER, seize(aim));
    }

    /// The operator's battalion stands at the facility from day 3.
    pub fn garrison(&mut self) {
        self.order(Minute(10), OPERATOR, Action::Airlift { force: BATTALION, to: FIELD });
    }

    /// The owner's brigade surrounds the facility by day 5.
    pub fn surround(&mut self) {
        self.order(Minute(4 * DAY), OWNER, Action::Cordon { force: BRIGADE, around: PORT });
    }
}

pub(crate) fn seize(aim: Aim) -> Action {
    Action::Operate { kind: OperationKind::Seize, force: RANGERS, on: PORT, aim, via: None }
}

pub(crate) fn strike() -> Action {
    Action::Operate { kind: OperationKind::Strike, force: BOMBERS, on: PORT, aim: Aim::Destroy, via: None }
}

fn wake(due: &mut Minute, happened: Kinds, news: Kinds, at: Minute) {
    if happened.meets(news) {
        *due = (*due).min(at.next());
    }
}

fn places(kit: &mut Kit) {
    let mut site = |path: &str, latitude, longitude| {
        let name = kit.name(path);
        kit.setup.sites.push(Site { name, latitude, longitude })
    };
    let raiders = site("site.raiders", 35.0, 69.0);
    let operators = site("site.operators", 52.0, 55.0);
    let owners = site("site.owners", 45.0, 65.5);
    let port = site("site.port", 46.0, 63.3);
    let field = site("site.field", 46.05, 63.25);
    let far = site("site.far", 37.0, 35.4);
    let parking = kit.num(4.0);
    let name = kit.name("airfield.field");
    let airfield = kit.setup.airfields.push(Airfield {
        name,
        site: field,
        parking,
        runway_m: 4_500.0,
        facility: Some(PORT),
    });
    let name = kit.name("facility.port");
    kit.setup.facilities.push(Facility {
        name,
        site: port,
        owner: OWNER,
        operator: OPERATOR,
        region: None,
        airfields: vec![airfield],
        needs: Vec::new(),
        bays: 1,
        perimeter_km: Num(0),
    });
    for (path, from, length_km) in [("corridor.near", raiders, 1_335.0), ("corridor.far", far, 2_509.0)] {
        let name = kit.name(path);
        let crosses = vec![NEIGHBOUR, OWNER];
        kit.setup.corridors.push(Corridor { name, from, to: port, length_km, crosses });
    }
    let name = kit.name("access.raider_over_neighbour");
    let kind = AccessKind::Overflight;
    kit.setup.access.push(Access { name, to: RAIDER, over: NEIGHBOUR, kind, terms: AccessTerms::Ask });
    let name = kit.name("agreement.lease");
    kit.setup.agreements.push(Agreement {
        name,
        lessor: OWNER,
        lessee: OPERATOR,
        covers: vec![PORT],
        permits: vec![Permission::Projects],
        rent_musd_per_year: Num(0),
    });
    let _ = (operators, owners);
}

fn units(kit: &mut Kit) {
    let mut aircraft =
        |path: &str, cruise: f64, range: f64, troops: f64, paratroops: f64, vehicles: f64, crew: f64| {
            let name = kit.name(path);
            let [cruise_kmh, range_km, troops, paratroops, vehicles, crew] =
                [cruise, range, troops, paratroops, vehicles, crew].map(|value| kit.num(value));
            let runway_m = 1_000.0;
            kit.setup.aircraft.push(Aircraft {
                name,
                cruise_kmh,
                range_km,
                troops,
                paratroops,
                vehicles,
                runway_m,
                crew,
            })
        };
    let light = aircraft("aircraft.light", 640.0, 3_700.0, 92.0, 64.0, 1.0, 3.0);
    let heavy = aircraft("aircraft.heavy", 800.0, 4_200.0, 145.0, 126.0, 2.0, 7.0);
    let gunship = aircraft("aircraft.gunship", 480.0, 2_400.0, 0.0, 0.0, 0.0, 13.0);
    let bomber = aircraft("aircraft.bomber", 900.0, 5_000.0, 0.0, 0.0, 0.0, 2.0);
    let mut force =
        |path: &str, of, kind, at, people: f64, vehicles: f64, lift: &[(AircraftId, f64)], fires| {
            let name = kit.name(path);
            let strength = kit.num(people);
            let vehicles = kit.num(vehicles);
            let lift = lift.iter().map(|&(id, number)| (id, kit.num(number))).collect();
            let fires = match fires {
                Some(id) => vec![(id, kit.num(2.0))],
                None => Vec::new(),
            };
            let [alert_hours, staging_days, air_defence] = [12.0, 4.0, 0.5].map(|value| kit.num(value));
            kit.setup.forces.push(Force {
                name,
                of,
                kind,
                strength,
                reported: None,
                vehicles,
                air_defence,
                at,
                lift,
                fires,
                alert_hours,
                staging_days,
                open: false,
                standing: Standing {
                    fired_on: StandingOnFire::HoldFire,
                    raid: Some(StandingOnRaid::StandAside),
                },
            });
        };
    force(
        "force.rangers",
        RAIDER,
        ForceKind::LightInfantry,
        SiteId(0),
        300.0,
        0.0,
        &[(light, 10.0)],
        Some(gunship),
    );
    force("force.battalion", OPERATOR, ForceKind::Airborne, SiteId(1), 550.0, 30.0, &[(heavy, 6.0)], None);
    force("force.brigade", OWNER, ForceKind::Motorised, SiteId(2), 2_500.0, 200.0, &[], None);
    force("force.bombers", RAIDER, ForceKind::StrikeAircraft, SiteId(0), 40.0, 0.0, &[(bomber, 4.0)], None);
}

fn movement(kit: &mut Kit) {
    let [utilisation, load, unload, road_kmh, road_factor] =
        [0.5, 2.0, 1.0, 35.0, 1.3].map(|value| kit.num(value));
    let [detect_airlift, detect_march, detect_staging] = [2.0, 2.0, 0.3].map(|value| kit.num(value));
    let movement = &mut kit.setup.movement;
    movement.utilisation = utilisation;
    movement.load_hours = load;
    movement.unload_hours = unload;
    movement.road_kmh = road_kmh;
    movement.road_factor = road_factor;
    movement.detect_airlift = detect_airlift;
    movement.detect_march = detect_march;
    movement.detect_staging = detect_staging;
}

/// The suggested defaults of `setup.battle`.
fn rates(kit: &mut Kit) {
    let mut num = |value: f64| kit.num(value);
    let battle = crate::setup::Battle {
        abort: num(0.036),
        lost: num(0.02),
        minimum_delivered: num(0.6),
        runway_blocked: num(0.5),
        jump_injured_night: num(0.03),
        jump_injured_day: num(0.015),
        jump_spread: num(0.5),
        assembly_minutes: num(40.0),
        assembled: num(0.73),
        surprise_lost: num(0.3),
        fight_minutes: num(120.0),
        fight_spread: num(0.6),
        armour: num(0.3),
        transfer_sd: num(0.8),
        sorties: num(2.0),
        posture: num(0.5),
        seizure: num(0.4),
        seizure_sd: num(0.7),
        seizure_losses: num(1.0),
        loss_transfer_sd: num(0.7),
        size_exponent: num(0.2),
        killed_spread: num(0.5),
        duration_exponent: num(0.65),
        killed_share: num(0.22),
        captured: num(0.4),
        captured_raiders: num(0.2),
        captured_spread: num(1.0),
        strike_success: num(0.4),
        hold_hours: num(6.0),
        secure_hours: num(24.0),
        counter_attack: num(0.5),
        third_temperature: num(0.4),
        third_minutes: num(15.0),
        third_block: num(0.1),
        third_capture: num(1.5),
        third_stance: num(0.5),
        third_cost_garrison: num(1.0),
        third_free_raiders: num(1.2),
        third_aid: num(0.6),
        third_killed: num(0.5),
        third_cost_raiders: num(1.2),
        third_free_disarm: num(0.8),
        third_winning: num(1.0),
        third_cost_disarm: num(0.9),
        third_risk: num(0.3),
        third_block_ratio: num(1.0),
        third_fired_on: num(0.02),
    };
    kit.setup.battle = battle;
}

/// Everything at rest; some trust, and people where the setup has them.
fn board(kit: &Kit) -> Board {
    let (numbers, dice) = (kit.numbers(1), Dice::new(1));
    let mut board = testkit::board(&kit.setup);
    board.forces = forces::State::new(&kit.setup, &numbers, dice).1;
    board.battle = battle::State::new(&kit.setup, &numbers, dice).1;
    for pair in kit.setup.parties.ids().flat_map(|a| kit.setup.parties.ids().map(move |b| (a, b))) {
        let dyad = &mut board.diplomacy.dyads[pair];
        (dyad.trust, dyad.hostility) = (0.5, 0.1);
    }
    board
}
