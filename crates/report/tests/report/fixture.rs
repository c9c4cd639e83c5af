//! A small setup after the founding scenario, and logs on it.

use powderkeg_engine::action::{Action, Aim, Demand, OperationKind};
use powderkeg_engine::cause::{Cause, Domain, EventId};
use powderkeg_engine::dice::{Dice, Key, Name};
use powderkeg_engine::event::Event;
use powderkeg_engine::id::{
    AircraftId, CapabilityId, CityId, ConsumerId, ContractId, FacilityId, ForceId, GoodId, NameId, OptionId,
    OriginId, PartyId, ProjectId, RegionId, RouteId, SiteId, WorkforceId,
};
use powderkeg_engine::log::{Entry, Log, Seen};
use powderkeg_engine::numbers::{Draws, Numbers};
use powderkeg_engine::parameter::{Distribution, Num, Parameter};
use powderkeg_engine::reading::Reading;
use powderkeg_engine::rule::{Binary, Condition, Expression, Program, Slot};
use powderkeg_engine::setup::{
    Agenda, Aircraft, Capability, CapabilityKind, City, Consumer, Contract, Facility, Force, ForceKind, Good,
    Leader, Named, OptionSetup, OrderTemplate, Origin, Party, PartyKind, Price, Project, ProjectKind,
    Purpose, Region, Route, Settles, Setup, Side, Site, Standing, StandingOnFire, Task, TaskWeather,
    Workforce,
};
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_report::run::Run;

pub const KAZAKHSTAN: PartyId = PartyId(0);
pub const RUSSIA: PartyId = PartyId(1);
pub const USA: PartyId = PartyId(2);
pub const SCO: PartyId = PartyId(3);
pub const UZBEKISTAN: PartyId = PartyId(4);
pub const RANGERS: ForceId = ForceId(0);
pub const BATTALION: ForceId = ForceId(1);
pub const BRIGADE: ForceId = ForceId(2);
pub const BAIKONUR: FacilityId = FacilityId(0);
pub const ASAT: ProjectId = ProjectId(0);
pub const SHIELD: CapabilityId = CapabilityId(0);
pub const CREWS: WorkforceId = WorkforceId(0);
pub const ALMATY: CityId = CityId(0);
pub const OIL: GoodId = GoodId(0);
pub const CONTRACT: ContractId = ContractId(0);
pub const CONSUMER: ConsumerId = ConsumerId(0);
pub const STEPPE: RegionId = RegionId(0);
pub const ROUTE: RouteId = RouteId(0);
pub const BAGRAM: SiteId = SiteId(0);
pub const YUBILEYNIY: SiteId = SiteId(1);
pub const HERCULES: AircraftId = AircraftId(0);
pub const RAID: OptionId = OptionId(0);

/// The setup while it grows.
struct Growing(Setup);

impl Growing {
    fn num(&mut self, value: f64) -> Num {
        let index = self.0.parameters.len() as u16;
        self.0.parameters.push(Parameter {
            path: format!("number.{index}"),
            unit: "1".into(),
            distribution: Distribution::Constant(value),
            min: f64::MIN,
            max: f64::MAX,
            source: "test".into(),
            lever: false,
            origin: OriginId(0),
        });
        Num(index)
    }

    fn name(&mut self, path: &str, title: &str) -> Name {
        let id = path.rsplit('.').next().unwrap_or(path).to_string();
        let line = 10 + self.0.origins.len() as u32;
        let origin = self.0.origins.push(Origin { path: path.into(), file: "scenario.toml".into(), line });
        let named = Named { id, path: path.into(), title: title.into(), origin };
        Name { id: self.0.names.push(named), key: Key::of(path) }
    }

    fn party(&mut self, id: &str, title: &str, adjective: &str, kind: PartyKind, leader: Option<Leader>) {
        let party = Party {
            name: self.name(&format!("party.{id}"), title),
            kind,
            adjective: adjective.into(),
            leader,
            pocket: None,
            bloc: None,
            treasury_musd: Num(0),
        };
        self.0.parties.push(party);
    }

    fn force(
        &mut self,
        id: &str,
        title: &str,
        of: PartyId,
        people: f64,
        vehicles: f64,
        open: bool,
    ) -> ForceId {
        let standing = Standing { fired_on: StandingOnFire::ReturnFire, raid: None };
        let force = Force {
            name: self.name(&format!("force.{id}"), title),
            of,
            kind: ForceKind::LightInfantry,
            strength: self.num(people),
            reported: open.then(|| "not recorded".to_string()),
            vehicles: self.num(vehicles),
            air_defence: Num(0),
            at: BAGRAM,
            lift: Vec::new(),
            fires: Vec::new(),
            alert_hours: Num(0),
            staging_days: Num(0),
            open,
            standing,
        };
        self.0.forces.push(force)
    }
}

/// A setup with one of everything that sentences name.
pub fn setup() -> Setup {
    let mut growing = Growing(Setup {
        starts: (2014, 10, 1),
        title: "Baikonur Cosmodrome Incident".into(),
        ..Setup::default()
    });
    growing.0.calendar.ends = Minute(240 * DAY);
    growing.num(0.0);
    let leader =
        |role: &str, name: Option<&str>| Some(Leader { role: role.into(), name: name.map(String::from) });
    growing.party(
        "kazakhstan",
        "Kazakhstan",
        "Kazakh",
        PartyKind::State,
        leader("President of Kazakhstan", None),
    );
    growing.party("russia", "Russia", "Russian", PartyKind::State, leader("President of Russia", None));
    growing.party("usa", "United States", "American", PartyKind::State, leader("President", Some("A. Name")));
    growing.party("sco", "SCO", "", PartyKind::Bloc, None);
    growing.party("uzbekistan", "Uzbekistan", "Uzbek", PartyKind::State, None);
    people_and_goods(&mut growing);
    technical(&mut growing);
    military(&mut growing);
    doctrine(&mut growing);
    growing.0.sides = vec![
        Side { title: "NATO".into(), parties: vec![USA] },
        Side { title: "CSTO".into(), parties: vec![RUSSIA] },
    ];
    growing.0.place = Some(YUBILEYNIY);
    growing.0
}

fn people_and_goods(growing: &mut Growing) {
    let region = Region {
        name: growing.name("weather.steppe", "Central Asia"),
        covers: Vec::new(),
        monthly_mean_c: [Num(0); 12],
        anomaly_sd_c: Num(0),
        persistence: Num(0),
        season_shift_c: Num(0),
        monthly_rain_mm: [Num(0); 12],
        rain_spread: Num(0),
        latitude: 45.0,
    };
    growing.0.regions.push(region);
    let good = Good {
        name: growing.name("good.oil", "Oil"),
        unit: "kt".into(),
        elasticity: Num(0),
        price_usd: Num(0),
        hardship: Num(0),
    };
    growing.0.goods.push(good);
    let consumer = Consumer {
        name: growing.name("consumer.uzbekistan.oil", "oil of Uzbekistan"),
        party: UZBEKISTAN,
        good: OIL,
        demand_per_month: Num(0),
        heating_share: Num(0),
        household_share: Num(0),
        stock: Num(0),
        store_capacity: Num(0),
        out_per_day: Num(0),
        substitutes: Num(0),
        region: None,
    };
    growing.0.consumers.push(consumer);
    let contract = Contract {
        name: growing.name("contract.oil_to_uzbekistan", "Oil to Uzbekistan"),
        seller: KAZAKHSTAN,
        buyer: UZBEKISTAN,
        under: Some(SCO),
        good: OIL,
        per_month: Num(0),
        price: Price::Market,
        settles: Settles::Quarterly,
        tolerance: Num(0),
        excused: None,
        route: None,
        seasonal: false,
    };
    growing.0.contracts.push(contract);
    let route = Route {
        name: growing.name("route.southern_line", "Southern line"),
        capacity_per_month: Num(0),
        transit_days: Num(0),
        via_parties: Vec::new(),
        via_facilities: Vec::new(),
        contracts: Vec::new(),
        limits: Vec::new(),
    };
    growing.0.routes.push(route);
    let city = City {
        name: growing.name("city.almaty", "Almaty"),
        party: KAZAKHSTAN,
        site: None,
        region: None,
        population: Num(0),
        legitimacy: Num(0),
        hardship: Num(0),
        threshold: Num(0),
        spread: Num(0),
        contagion: Num(0),
        police_per_thousand: Num(0),
        grievances: Vec::new(),
    };
    growing.0.cities.push(city);
    let workforce = Workforce {
        name: growing.name("workforce.baikonur_crews", "Baikonur crews"),
        facility: BAIKONUR,
        employer: RUSSIA,
        movement: None,
        city: None,
        people: Num(0),
        pay_ratio: Num(0),
        effort: Num(0),
        campaign_effort: Num(0),
        replacements: None,
    };
    growing.0.workforces.push(workforce);
}

fn technical(growing: &mut Growing) {
    for (path, title) in [("site.bagram", "Bagram"), ("site.yubileyniy", "Yubileyniy")] {
        let site = Site { name: growing.name(path, title), latitude: 0.0, longitude: 0.0 };
        growing.0.sites.push(site);
    }
    let facility = Facility {
        name: growing.name("facility.baikonur", "Baikonur Cosmodrome"),
        site: YUBILEYNIY,
        owner: KAZAKHSTAN,
        operator: RUSSIA,
        region: None,
        airfields: Vec::new(),
        needs: Vec::new(),
        bays: 1,
        perimeter_km: Num(0),
    };
    growing.0.facilities.push(facility);
    let capability = Capability {
        name: growing.name("capability.missile_shield", "Missile shield"),
        of: USA,
        kind: CapabilityKind::Share,
        rests_on: Vec::new(),
        deters: None,
    };
    growing.0.capabilities.push(capability);
    let project = Project {
        name: growing.name("project.asat", "anti-satellite launch"),
        kind: ProjectKind::Launch,
        at: BAIKONUR,
        by: RUSSIA,
        tasks: vec![Task {
            id: "rollout".into(),
            title: "Rollout to the pad".into(),
            days_before: 3.0,
            share: 1.0,
            visible: true,
            weather: TaskWeather::Any,
            takes: None,
        }],
        due: Minute(193 * DAY),
        work_days: Num(0),
        every_days: None,
        delivers: None,
        purpose: Some(Purpose {
            truth: Num(0),
            known_to: Vec::new(),
            watchers: Vec::new(),
            prior_log_odds: Num(0),
            evidence_per_day: Num(0),
            noise: Num(0),
            watched_days_before: Num(0),
            feared_for: SHIELD,
            believed_loss: None,
        }),
        go: Num(0),
        success: Num(0),
    };
    growing.0.projects.push(project);
}

fn military(growing: &mut Growing) {
    let aircraft = Aircraft {
        name: growing.name("aircraft.c130j", "C-130J Hercules"),
        cruise_kmh: Num(0),
        range_km: Num(0),
        troops: Num(0),
        paratroops: Num(0),
        vehicles: Num(0),
        runway_m: 0.0,
        crew: Num(0),
    };
    growing.0.aircraft.push(aircraft);
    let rangers = growing.force("rangers", "US Army Rangers", USA, 300.0, 0.0, false);
    let ten = growing.num(10.0);
    growing.0.forces[rangers].lift.push((HERCULES, ten));
    growing.force("vdv_battalion", "VDV battalion", RUSSIA, 550.0, 30.0, false);
    growing.force("kazakh_brigade", "Kazakh brigade", KAZAKHSTAN, 2500.0, 80.0, true);
}

/// `cordoned(baikonur) && refusals(russia, asat) >= number && (raids || hostility > 0)`, urge by hostility.
fn doctrine(growing: &mut Growing) {
    let about = growing.0.projects[ASAT].name.id;
    growing.0.readings = vec![
        Reading::Refusals { by: RUSSIA, about },
        Reading::Cordoned(BAIKONUR),
        Reading::Hostility { of: USA, toward: RUSSIA },
        Reading::Stopped(BAIKONUR),
    ];
    let patience = growing.num(2.0);
    let read = |slot| Expression::Reading(Slot(slot));
    let text = "refused(russia, asat) >= patience && (cordoned(baikonur) || hostility(russia) > 0.5)";
    let refused =
        Expression::Binary(Binary::GreaterOrEqual, read(0).into(), Expression::Number(patience).into());
    let hostile = Expression::Binary(Binary::Greater, read(2).into(), Expression::Constant(0.5).into());
    let either = Expression::Or(read(1).into(), hostile.into());
    let when = Condition::compile(text, &[(0..33, refused), (37..text.len(), either)]).expect("a small rule");
    let more = Expression::Binary(Binary::Add, read(2).into(), read(3).into());
    let name = growing.name("doctrine.usa.raid_the_pads", "raid the pads");
    let option = OptionSetup {
        name,
        party: USA,
        agenda: Agenda::Military,
        when,
        urge: Program::compile(&more).expect("a small rule"),
        order: OrderTemplate { action: raid(), amount: None },
        lead_days: Num(0),
        repeats: None,
        at_most: 1,
        cadence_hours: None,
        origin: growing.0.names[name.id].origin,
    };
    growing.0.options.push(option);
}

pub fn raid() -> Action {
    Action::Operate { kind: OperationKind::Seize, force: RANGERS, on: BAIKONUR, aim: Aim::Deny, via: None }
}

pub fn asat(setup: &Setup) -> NameId {
    setup.projects[ASAT].name.id
}

/// A day's minute of the scenario.
pub fn at(day: u32, hour: u32, minute: u32) -> Minute {
    Minute(day * DAY + hour * 60 + minute)
}

/// A log while it grows.
#[derive(Default)]
pub struct Book {
    entries: Vec<Entry>,
}

impl Book {
    /// Adds a record with its causes.
    pub fn add(&mut self, at: Minute, domain: Domain, event: Event, causes: &[Cause]) -> EventId {
        let before = self.entries.iter().filter(|row| row.id.at == at && row.id.domain == domain).count();
        let id = EventId { at, domain, n: before as u16 };
        self.entries.push(Entry { id, event, causes: causes.to_vec(), saw: Vec::new() });
        id
    }

    /// Adds a decision with what it saw.
    pub fn decide(
        &mut self,
        at: Minute,
        option: OptionId,
        action: Action,
        causes: &[Cause],
        saw: &[Seen],
    ) -> EventId {
        let event = Event::Decided { party: USA, option: Some(option), action, effective: at.next() };
        let id = self.add(at, Domain::Seats, event, causes);
        if let Some(last) = self.entries.last_mut() {
            last.saw = saw.to_vec();
        }
        id
    }

    pub fn log(self) -> Log {
        Log::assemble(self.entries)
    }
}

/// A cause that says nothing.
pub const GIVEN: Cause = Cause::Given(OriginId(0));

/// A whole small crisis: strike, three refused calls, sanctions by vote, cordon, raid.
pub fn crisis(setup: &Setup) -> Log {
    let mut book = Book::default();
    let about = asat(setup);
    let luck = Dice::new(7).uniform(powderkeg_engine::dice::Stream::Strike, setup.workforces[CREWS].name, 0);
    let strike = book.add(
        at(150, 6, 2),
        Domain::Labour,
        Event::StrikeBegan { workforce: CREWS },
        &[Cause::Given(setup.names[setup.workforces[CREWS].name.id].origin), luck.1.into()],
    );
    let stopped = book.add(
        at(152, 6, 2),
        Domain::Labour,
        Event::FacilityStopped { facility: BAIKONUR, present: 0.4 },
        &[strike.into()],
    );
    book.add(
        at(155, 6, 3),
        Domain::Diplomacy,
        Event::Moved {
            bloc: SCO,
            by: RUSSIA,
            motion: powderkeg_engine::event::Motion::Sanction,
            on: KAZAKHSTAN,
        },
        &[stopped.into()],
    );
    for (member, yes) in [(RUSSIA, true), (UZBEKISTAN, true), (USA, false)] {
        book.add(at(156, 6, 3), Domain::Diplomacy, Event::Voted { bloc: SCO, member, yes }, &[GIVEN]);
    }
    book.add(
        at(156, 6, 3),
        Domain::Diplomacy,
        Event::Sanctioned { bloc: SCO, on: KAZAKHSTAN, severity: 0.6 },
        &[stopped.into()],
    );
    let mut refused = stopped;
    for day in [180, 183, 186] {
        let call = Event::Called { by: USA, to: RUSSIA, demand: Demand::Cancel, about };
        let called = book.add(at(day, 6, 3), Domain::Diplomacy, call, &[GIVEN]);
        let answer = powderkeg_engine::event::Answer::Refuse;
        let answer = Event::Answered { by: USA, to: RUSSIA, demand: Demand::Cancel, about, answer };
        refused = book.add(at(day + 1, 9, 0), Domain::Diplomacy, answer, &[called.into()]);
    }
    let cordon = book.add(
        at(188, 12, 0),
        Domain::Forces,
        Event::Cordoned { force: BRIGADE, facility: BAIKONUR },
        &[stopped.into()],
    );
    let saw = [
        Seen { slot: Slot(0), value: 3.0, because: refused.into() },
        Seen { slot: Slot(1), value: 1.0, because: cordon.into() },
        Seen { slot: Slot(2), value: 0.7, because: strike.into() },
        Seen { slot: Slot(3), value: 1.0, because: stopped.into() },
    ];
    let causes: Vec<Cause> = [cordon, refused, stopped, strike]
        .map(Cause::Event)
        .into_iter()
        .chain([Cause::Given(setup.options[RAID].origin)])
        .collect();
    let decided = book.decide(at(190, 6, 4), RAID, raid(), &causes, &saw);
    let began = book.add(
        at(191, 2, 10),
        Domain::Battle,
        Event::RaidBegan { force: RANGERS, on: BAIKONUR, aim: Aim::Deny },
        &[decided.into()],
    );
    for (force, killed, wounded, vehicles) in [(RANGERS, 3, 12, 0), (BATTALION, 31, 60, 4)] {
        book.add(
            at(191, 3, 40),
            Domain::Battle,
            Event::Losses { force, killed, wounded, vehicles, aircraft: 0 },
            &[began.into()],
        );
    }
    book.add(
        at(191, 5, 0),
        Domain::Battle,
        Event::FightEnded {
            on: BAIKONUR,
            ending: powderkeg_engine::event::Ending::DeniedAndWithdrew,
            hours: 2.8,
        },
        &[began.into()],
    );
    book.log()
}

/// A run on a log.
pub fn run<'a>(setup: &'a Setup, log: &'a Log, numbers: &'a Numbers, incident: Option<Minute>) -> Run<'a> {
    let result = incident.map(|_| "launch prevented");
    Run { setup, log, numbers, dice: Dice::new(7), result, incident, ended: setup.calendar.ends }
}

pub fn numbers(setup: &Setup) -> Numbers {
    Numbers::draw(&setup.parameters, &Draws::new(&setup.parameters), Dice::new(7), &[])
}
