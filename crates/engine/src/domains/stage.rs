//! A small crisis for tests of diplomacy and escalation: a host, its patron with a leased site, a
//! rival, buyers, two pledged blocs and a trading one.

use crate::action::Action;
use crate::cause::{Domain, EventId, Since};
use crate::domains::{diplomacy, escalation, project};
use crate::event::Event;
use crate::id::{FacilityId, ForceId, NameId, PartyId, ProjectId, SiteId};
use crate::parameter::Num;
use crate::setup::{
    Access, AccessKind, AccessTerms, BlocRule, City, Consumer, Contract, Decides, Diplomacy, Escalation,
    Facility, Force, ForceKind, Good, PartyKind, Pledge, Pocket, Price, Producer, Project, ProjectKind,
    Settles, Site, Standing, StandingOnFire, Workforce,
};
use crate::testkit::{Bench, Kit};
use crate::time::Minute;

pub(crate) const USA: PartyId = PartyId(0);
pub(crate) const RUSSIA: PartyId = PartyId(1);
pub(crate) const HOST: PartyId = PartyId(2);
pub(crate) const BUYER: PartyId = PartyId(3);
pub(crate) const ALLY: PartyId = PartyId(4);
pub(crate) const NATO: PartyId = PartyId(5);
pub(crate) const CSTO: PartyId = PartyId(6);
pub(crate) const SCO: PartyId = PartyId(7);
pub(crate) const WORKERS: PartyId = PartyId(8);
pub(crate) const SITE: SiteId = SiteId(0);
pub(crate) const BASE: SiteId = SiteId(1);
pub(crate) const COSMODROME: FacilityId = FacilityId(0);
pub(crate) const WEAPON: ProjectId = ProjectId(0);
pub(crate) const RANGERS: ForceId = ForceId(0);
pub(crate) const BATTALION: ForceId = ForceId(1);
pub(crate) const BRIGADE: ForceId = ForceId(2);

/// The small crisis, to be changed before it starts.
pub(crate) fn crisis() -> Kit {
    let mut kit = Kit::new();
    let zero = Num(0);
    for id in ["usa", "russia", "host", "buyer", "ally", "nato", "csto", "sco", "workers"] {
        kit.state(id);
    }
    let treasury = kit.num(1_000.0);
    kit.setup.parties.rows_mut().for_each(|party| party.treasury_musd = treasury);
    kit.setup.parties[WORKERS].kind = PartyKind::Movement;
    let (degree, quota) = (kit.num(0.5), kit.num(0.5));
    kit.setup.parties[HOST].pocket =
        Some(Pocket { of: RUSSIA, degree, known_to: vec![HOST, RUSSIA], rumoured: degree });
    let blocs = [
        (NATO, vec![USA], Decides::Lead(USA), Some(Pledge::Territory)),
        (CSTO, vec![RUSSIA, HOST, ALLY], Decides::Consensus, Some(Pledge::TerritoryAndForces)),
        (SCO, vec![RUSSIA, HOST, BUYER, ALLY], Decides::Majority { quota }, None),
    ];
    for (id, members, decides, pledge) in blocs {
        let one = kit.num(1.0);
        let weights = members.iter().map(|_| one).collect();
        kit.setup.parties[id].kind = PartyKind::Bloc;
        kit.setup.parties[id].bloc =
            Some(BlocRule { members, weights, decides, target_votes: false, pays: None, pledge });
    }
    kit.no_relations();
    kit.setup.dyads.iter_mut().for_each(|dyad| dyad.stated = false);
    for name in ["site", "base"] {
        let name = kit.name(&format!("site.{name}"));
        kit.setup.sites.push(Site { name, latitude: 46.0, longitude: 63.0 });
    }
    let name = kit.name("facility.cosmodrome");
    kit.setup.facilities.push(Facility {
        name,
        site: SITE,
        owner: HOST,
        operator: RUSSIA,
        region: None,
        airfields: Vec::new(),
        needs: Vec::new(),
        bays: 1,
        perimeter_km: zero,
    });
    let name = kit.name("project.weapon");
    kit.setup.projects.push(Project {
        name,
        kind: ProjectKind::Launch,
        at: COSMODROME,
        by: RUSSIA,
        tasks: Vec::new(),
        due: Minute(200 * 1440),
        work_days: zero,
        every_days: None,
        delivers: None,
        purpose: None,
        go: zero,
        success: zero,
    });
    for (id, of, at) in [("rangers", USA, BASE), ("battalion", RUSSIA, SITE), ("brigade", HOST, BASE)] {
        add_force(&mut kit, id, of, at);
    }
    add_trade(&mut kit);
    add_people(&mut kit);
    let name = kit.name("access.usa_over_buyer");
    let kind = AccessKind::Overflight;
    kit.setup.access.push(Access { name, to: USA, over: BUYER, kind, terms: AccessTerms::Ask });
    kit.setup.diplomacy = diplomacy_numbers(&mut kit);
    kit.setup.escalation = escalation_numbers(&mut kit);
    kit
}

fn add_force(kit: &mut Kit, id: &str, of: PartyId, at: SiteId) {
    let name = kit.name(&format!("force.{id}"));
    let strength = kit.num(500.0);
    kit.setup.forces.push(Force {
        name,
        of,
        kind: ForceKind::Airborne,
        strength,
        reported: None,
        vehicles: Num(0),
        air_defence: Num(0),
        at,
        lift: Vec::new(),
        fires: Vec::new(),
        alert_hours: Num(0),
        staging_days: Num(0),
        open: false,
        standing: Standing { fired_on: StandingOnFire::ReturnFire, raid: None },
    });
}

fn add_trade(kit: &mut Kit) {
    let zero = Num(0);
    let name = kit.name("good.oil");
    let good = kit.setup.goods.push(Good {
        name,
        unit: "kt".into(),
        elasticity: zero,
        price_usd: zero,
        hardship: zero,
    });
    let name = kit.name("producer.host.oil");
    kit.setup.producers.push(Producer {
        name,
        party: HOST,
        good,
        capacity_per_month: zero,
        home_demand_per_month: zero,
        rain: None,
    });
    let name = kit.name("consumer.buyer.oil");
    kit.setup.consumers.push(Consumer {
        name,
        party: BUYER,
        good,
        demand_per_month: zero,
        heating_share: zero,
        household_share: zero,
        stock: zero,
        store_capacity: zero,
        out_per_day: zero,
        substitutes: zero,
        region: None,
    });
    let name = kit.name("contract.oil_to_buyer");
    kit.setup.contracts.push(Contract {
        name,
        seller: HOST,
        buyer: BUYER,
        under: Some(SCO),
        good,
        per_month: zero,
        price: Price::Market,
        settles: Settles::Monthly,
        tolerance: zero,
        excused: None,
        route: None,
        seasonal: false,
    });
}

fn add_people(kit: &mut Kit) {
    let zero = Num(0);
    let name = kit.name("city.town");
    let city = kit.setup.cities.push(City {
        name,
        party: HOST,
        site: None,
        region: None,
        population: zero,
        legitimacy: zero,
        hardship: zero,
        threshold: zero,
        spread: zero,
        contagion: zero,
        police_per_thousand: zero,
        grievances: Vec::new(),
    });
    let name = kit.name("workforce.crews");
    kit.setup.workforces.push(Workforce {
        name,
        facility: COSMODROME,
        employer: RUSSIA,
        movement: Some(WORKERS),
        city: Some(city),
        people: zero,
        pay_ratio: zero,
        effort: zero,
        campaign_effort: zero,
        replacements: None,
    });
}

fn diplomacy_numbers(kit: &mut Kit) -> Diplomacy {
    Diplomacy {
        hostility_memory_days: kit.num(120.0),
        trust_memory_days: kit.num(365.0),
        refused_call: kit.num(0.05),
        sanction: kit.num(0.08),
        incitement: kit.num(0.08),
        airlift: kit.num(0.1),
        clash: kit.num(0.15),
        raid: kit.num(0.5),
        breach_of_trust: kit.num(0.3),
        comply: kit.num(0.012),
        offer_weight: kit.num(0.4),
        delay: kit.num(0.3),
        answer_days: kit.num(3.0),
        vote_patron_undelivered: kit.num(2.0),
        vote_undelivered: kit.num(1.5),
        vote_shortage: kit.num(5.0),
        vote_independence: kit.num(0.3),
        vote_dependence: kit.num(1.2),
        vote_threshold: kit.num(0.3),
        vote_patron_threshold: kit.num(0.5),
        vote_softness: kit.num(0.12),
        sanction_cut: kit.num(0.5),
        capture_loss_sanction: kit.num(0.002),
        capture_loss_aid: kit.num(0.002),
        capture_loss_protest: kit.num(0.001),
        capture_gain_aid: kit.num(0.003),
        sanctioner: kit.num(0.02),
        bystander: kit.num(0.4),
        invited: kit.num(0.3),
        refused_trust: kit.num(0.05),
        promise_kept: kit.num(0.05),
        stance_drift: kit.num(0.02),
        aid_stance: kit.num(0.05),
        pay_inequality: kit.num(0.1),
        ultimatum_weight: kit.num(1.0),
        session_days: kit.num(5.0),
        vote_hostility: kit.num(0.6),
        access_days: kit.num(5.0),
        access_threshold: kit.num(0.1),
        access_softness: kit.num(0.15),
    }
}

fn escalation_numbers(kit: &mut Kit) -> Escalation {
    Escalation {
        front_rate: kit.num(0.02),
        front_threshold: kit.num(0.6),
        front_softness: kit.num(0.08),
        front_deaths_factor: kit.num(2.0),
        off_ramp_rate: kit.num(0.05),
        off_ramp_threshold: kit.num(0.6),
        contagion: kit.num(0.1),
        front_deaths_per_day: kit.num(20.0),
        front_deaths_threshold: kit.num(50.0),
        front_contact: kit.num(0.25),
        horizon_days: kit.num(60.0),
        off_ramp_softness: kit.num(0.1),
        mediation: kit.num(0.3),
        off_ramp_cost: kit.num(0.1),
    }
}

/// The crisis on a bench at minute 0, with the states of the two domains.
pub(crate) fn set_stage(kit: Kit, seed: u64) -> (Bench, diplomacy::State, escalation::State) {
    let mut stage = Bench::new(kit.setup, seed);
    let (diplomacy, out) = diplomacy::State::new(&stage.setup, &stage.numbers, stage.dice);
    stage.board.diplomacy = out;
    let (escalation, out) = escalation::State::new(&stage.setup, &stage.numbers, stage.dice);
    stage.board.escalation = out;
    stage.board.forces.forces.rows_mut().for_each(|force| force.people = 500);
    stage.board.project.projects[WEAPON].state = project::ProjectState::Running;
    stage.board.project.projects[WEAPON].due = stage.setup.projects[WEAPON].due;
    (stage, diplomacy, escalation)
}

impl Bench {
    /// Something happens elsewhere at minute `at`.
    pub fn happens(&mut self, domain: Domain, at: u32, event: Event) -> EventId {
        self.news(Minute(at), domain, event)
    }

    /// A seat decides at minute `at`; its order is carried out in the next.
    pub fn orders(&mut self, at: u32, party: PartyId, action: Action) -> EventId {
        self.decides(Minute(at), party, action)
    }

    pub fn diplomacy(&mut self, state: &mut diplomacy::State, at: Minute) -> Minute {
        let next = self.act((Domain::Diplomacy, |board| &mut board.diplomacy), at, state, diplomacy::step);
        assert!(next > at, "it asks for {next:?} at {at:?}");
        next
    }

    pub fn escalation(&mut self, state: &mut escalation::State, at: Minute) -> Minute {
        let next = self.act((Domain::Escalation, |board| &mut board.escalation), at, state, escalation::step);
        assert!(next > at, "it asks for {next:?} at {at:?}");
        next
    }

    pub fn name_of(&self, project: ProjectId) -> NameId {
        self.setup.projects[project].name.id
    }
}

/// A fact that began at minute 0.
pub(crate) fn since_start() -> Since {
    Since::first(EventId { at: Minute(0), domain: Domain::Weather, n: 0 })
}
