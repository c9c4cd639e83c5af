//! The sellers' side: what is due, what is kept back, what sanctions, routes and capacity let through.
//!
//! For each producer and at every moment
//!
//! ```text
//! produced = used at home + handed over for transport + kept back
//! ```
//!
//! and what is handed over is afterwards either on its way or has arrived. Home users and contracts
//! share what there is in proportion to what they claim; withholding lowers the contracts' claim, and
//! so leaves more to home users where there is too little.

use super::flow::{Fade, Transit};
use super::settlement::Account;
use super::{DAYS_PER_MONTH, State};
use crate::cause::{Cause, EventId, Since};
use crate::id::{ConsumerId, ContractId, PartyId, ProducerId, RegionId, RouteId};
use crate::now::Now;
use crate::numbers::Numbers;
use crate::parameter::Num;
use crate::setup::{self, Price, Setup};
use crate::time::Minute;
use powderkeg_models::market;

/// Places of the reasons for a shortfall: kept back, cut off by sanctions, no way to go, too little
/// there.
const WITHHELD: usize = 0;
pub(super) const SANCTIONS: usize = 1;
const ROUTE: usize = 2;
const SCARCITY: usize = 3;

/// A producer of one good. Rates are units a day.
#[derive(Clone, Debug)]
pub(super) struct Producer {
    capacity: f64,
    home_demand: f64,
    rain: Option<Rain>,
    /// The region whose cold the producer's country feels.
    home_region: Option<RegionId>,
    /// Share of contracted deliveries withheld, in [0, 1].
    pub withheld: f64,
    pub withholding: Option<Since>,
    pub times_withheld: u32,
    pub resumed: Option<EventId>,
    /// Coldness at home since the last mark while it withheld, in [0, 1); else 0.
    cold: f64,
    pub production: f64,
    pub home_use: f64,
    /// What is neither used at home nor handed over: kept back, or taken by projects.
    pub kept: f64,
    /// What projects take (a reservoir that fills), and the record by which they began.
    taken: f64,
    taking: Option<EventId>,
    pub revenue: f64,
    /// Claims of contracts on production, and what of them is due.
    claimed: f64,
    due: f64,
    /// Share of all claims that production covers, in [0, 1].
    covered: f64,
}

/// Rain on its way to becoming supply.
#[derive(Clone, Debug)]
struct Rain {
    region: RegionId,
    per_mm: f64,
    runoff: Fade,
    catchment: Transit,
}

/// A route.
#[derive(Clone, Debug)]
pub(super) struct Route {
    capacity: f64,
    pub closed: Option<Since>,
    pub closed_by: Option<PartyId>,
    pub closures: u32,
    pub opened: Option<EventId>,
    load: f64,
    /// Share of what wants to travel that can, in [0, 1].
    passes: f64,
    limits: Vec<Limit>,
    /// The limit of today, if there is one.
    limit: Option<Limit>,
}

/// A given limit: from when until when, what gets through, and where the scenario says so.
#[derive(Clone, Copy, Debug)]
struct Limit {
    from: Minute,
    until: Minute,
    passes: f64,
    given: Num,
}

/// A contract. Rates are units a day.
#[derive(Clone, Debug)]
pub(super) struct Contract {
    pub producer: Option<ProducerId>,
    pub consumer: Option<ConsumerId>,
    pub route: Option<RouteId>,
    seasonal: bool,
    per_day: f64,
    /// Million USD a unit at the market's starting price, or as fixed.
    musd: f64,
    at_market: bool,
    /// Blocs whose sanctions the buyer keeps.
    blocs: Vec<PartyId>,
    transit: Fade,

    pub due: f64,
    /// Due, less what sanctions of the buyer's bloc cut off.
    pub owed: f64,
    wanted: f64,
    pub handed_over: f64,
    /// Why less is handed over than due, and how much.
    pub shortfalls: [Option<(Cause, f64)>; 4],
    /// Goods on their way.
    pub travelling: Transit,
    /// The same if every due unit had been handed over.
    pub planned: Transit,
    /// How far substitutes have been found, in [0, 1].
    pub replaced: f64,
    pub account: Account,
}

impl Producer {
    pub fn new(id: ProducerId, setup: &Setup, numbers: &Numbers) -> Self {
        let producer = &setup.producers[id];
        Self {
            capacity: numbers[producer.capacity_per_month] / DAYS_PER_MONTH,
            home_demand: numbers[producer.home_demand_per_month] / DAYS_PER_MONTH,
            rain: producer.rain.map(|rain| Rain::new(rain, setup, numbers)),
            home_region: home_region(setup, producer.party),
            withheld: 0.0,
            withholding: None,
            times_withheld: 0,
            resumed: None,
            cold: 0.0,
            production: 0.0,
            home_use: 0.0,
            kept: 0.0,
            taken: 0.0,
            taking: None,
            revenue: 0.0,
            claimed: 0.0,
            due: 0.0,
            covered: 1.0,
        }
    }

    /// Production that is called for, or that falls from the sky; what projects take goes first, the
    /// rest is shared out in proportion to claims.
    fn produce(&mut self, now: &Now, horizon: f64) {
        self.production = match &mut self.rain {
            Some(rain) => rain.supply(now, horizon),
            None => self.capacity.min(self.home_demand + self.due + self.taken),
        };
        let left = (self.production - self.taken).max(0.0);
        self.covered = market::met_share(left, self.home_demand + self.claimed);
        self.home_use = self.home_demand * self.covered;
        self.kept = self.production - self.home_use;
    }

    /// Unmet share of home demand, in [0, 1].
    pub fn home_shortage(&self) -> f64 {
        if self.home_demand > 0.0 { 1.0 - self.home_use / self.home_demand } else { 0.0 }
    }

    /// Lets `dt` days pass: cold at home raises a withheld share, up to `cap`.
    pub fn settle(&mut self, dt: f64, creep_per_day: f64, cap: f64) {
        if self.withholding.is_some() && self.withheld < cap {
            self.withheld = (self.withheld + creep_per_day * self.cold * dt).min(cap);
        }
        if let Some(rain) = &mut self.rain {
            rain.catchment.settle(dt);
        }
    }
}

impl Rain {
    /// A catchment that is as full as steady rain of the first month's normal keeps it.
    fn new(rain: setup::RainSupply, setup: &Setup, numbers: &Numbers) -> Self {
        let per_mm = numbers[rain.per_mm];
        let runoff = Fade::new(numbers[setup.trade.runoff_days]);
        let month =
            setup.calendar.months.first().map_or(0, |month| usize::from(month.number).saturating_sub(1));
        let normal = numbers[setup.regions[rain.region].monthly_rain_mm[month % 12]] / DAYS_PER_MONTH;
        Self { region: rain.region, per_mm, runoff, catchment: Transit::steady(normal * per_mm, &runoff) }
    }

    fn supply(&mut self, now: &Now, horizon: f64) -> f64 {
        let fallen = now.board.weather.regions[self.region].rain_mm * self.per_mm;
        self.catchment.flow(fallen, &self.runoff, horizon);
        self.catchment.leaving
    }
}

/// The first region that covers a party's territory.
fn home_region(setup: &Setup, party: PartyId) -> Option<RegionId> {
    setup.regions.iter().find(|(_, region)| region.covers.contains(&party)).map(|(id, _)| id)
}

impl Route {
    pub fn new(id: RouteId, setup: &Setup, numbers: &Numbers) -> Self {
        let limit = |of: &setup::RouteLimit| Limit {
            from: of.from,
            until: of.until,
            passes: numbers[of.passes],
            given: of.passes,
        };
        Self {
            limits: setup.routes[id].limits.iter().map(limit).collect(),
            limit: None,
            capacity: numbers[setup.routes[id].capacity_per_month] / DAYS_PER_MONTH,
            closed: None,
            closed_by: None,
            closures: 0,
            opened: None,
            load: 0.0,
            passes: 1.0,
        }
    }

    /// Share of its capacity that is open.
    pub fn open(&self) -> f64 {
        if self.closed.is_some() { 0.0 } else { self.limit.map_or(1.0, |limit| limit.passes) }
    }

    /// Settles what gets through from now until the next mark.
    fn set_passes(&mut self, at: Minute) {
        self.limit = self.limits.iter().find(|limit| limit.from <= at && at < limit.until).copied();
        self.passes = market::met_share(self.capacity, self.load) * self.open();
    }

    /// Why not all gets through.
    fn hindrance(&self, id: RouteId, now: &Now) -> Cause {
        match (self.closed, self.limit) {
            (Some(since), _) => Cause::Event(since.because),
            (None, Some(limit)) => now.given(limit.given),
            (None, None) => now.given(now.setup.routes[id].capacity_per_month),
        }
    }
}

impl Contract {
    pub fn new(id: ContractId, setup: &Setup, numbers: &Numbers) -> Self {
        let contract = &setup.contracts[id];
        let find_producer =
            setup.producers.iter().find(|(_, row)| row.party == contract.seller && row.good == contract.good);
        let find_consumer =
            setup.consumers.iter().find(|(_, row)| row.party == contract.buyer && row.good == contract.good);
        let transit_days = contract.route.map_or(0.0, |route| numbers[setup.routes[route].transit_days]);
        let (usd, at_market) = match contract.price {
            Price::Market => {
                (numbers[setup.goods[contract.good].price_usd] * compensation(contract, setup, numbers), true)
            }
            Price::Fixed(usd) => (numbers[usd], false),
        };
        let per_day = numbers[contract.per_month] / DAYS_PER_MONTH;
        Self {
            producer: find_producer.map(|(id, _)| id),
            consumer: find_consumer.map(|(id, _)| id),
            route: contract.route,
            seasonal: contract.seasonal,
            per_day,
            musd: usd / 1e6,
            at_market,
            blocs: blocs_of(setup, contract.buyer),
            transit: Fade::new(transit_days),
            due: per_day,
            owed: per_day,
            wanted: per_day,
            handed_over: per_day,
            shortfalls: [None; 4],
            travelling: Transit::default(),
            planned: Transit::default(),
            replaced: 0.0,
            account: Account::new(setup.names[contract.name.id].origin),
        }
    }

    /// What should have arrived today but did not, units a day.
    pub fn missing(&self) -> f64 {
        (self.planned.leaving - self.travelling.leaving).max(0.0)
    }

    /// Lets `dt` days pass: goods move, substitutes are found while something is missing.
    pub fn settle(&mut self, dt: f64, search: &Fade) {
        self.travelling.settle(dt);
        self.planned.settle(dt);
        let sought = if self.handed_over < self.due { 1.0 } else { 0.0 };
        self.replaced = sought + (self.replaced - sought) * search.over(dt);
    }

    /// Before the scenario all was delivered: fills the way and the account as if for long.
    fn begin(&mut self) {
        self.planned = Transit::steady(self.due, &self.transit);
        self.travelling = self.planned;
        self.account.begin(self.owed);
    }

    fn transport(&mut self, horizon: f64, closed: bool) {
        self.planned.flow(self.due, &self.transit, horizon);
        if closed {
            self.travelling.halt();
        } else {
            self.travelling.flow(self.handed_over, &self.transit, horizon);
        }
    }
}

/// What the contract's bloc pays its seller, in multiples of the market price.
fn compensation(contract: &setup::Contract, setup: &Setup, numbers: &Numbers) -> f64 {
    let bloc = contract.under.and_then(|under| setup.parties[under].bloc.as_ref());
    let Some(pays) = bloc.and_then(|bloc| bloc.pays.as_ref()) else { return 1.0 };
    numbers[if pays.won_over_members.contains(&contract.seller) { pays.won_over } else { pays.member }]
}

fn blocs_of(setup: &Setup, buyer: PartyId) -> Vec<PartyId> {
    let keeps = |id: &PartyId| *id == buyer || setup.parties[*id].members().contains(&buyer);
    setup.parties.ids().filter(keeps).collect()
}

/// The heaviest sanctions that a contract's buyer keeps against its seller: share cut, and why.
fn sanctions(contract: &Contract, id: ContractId, cut_at_full: f64, now: &Now) -> Option<(f64, Cause)> {
    let (seller, buyer) = (now.setup.contracts[id].seller, now.setup.contracts[id].buyer);
    let diplomacy = &now.board.diplomacy;
    if !diplomacy.parties[seller].sanctioned {
        return None;
    }
    let has_left = |bloc: PartyId| diplomacy.parties[buyer].left >> u32::from(bloc.0).min(63) & 1 == 1;
    let mut heaviest: Option<(f64, Cause)> = None;
    for &bloc in &contract.blocs {
        let row = &diplomacy.sanctions[(bloc, seller)];
        if let Some(since) = row.since
            && (bloc == buyer || !has_left(bloc))
        {
            let cut = (cut_at_full * row.severity).clamp(0.0, 1.0);
            if cut > 0.0 && heaviest.is_none_or(|(most, _)| cut > most) {
                heaviest = Some((cut, Cause::Event(since.because)));
            }
        }
    }
    heaviest
}

impl State {
    /// Sets the sellers' flows for the next `horizon` days.
    pub(super) fn set_supply(&mut self, now: &Now, horizon: f64) {
        for route in self.routes.rows_mut() {
            route.load = 0.0;
        }
        for producer in self.producers.rows_mut() {
            (producer.claimed, producer.due, producer.revenue) = (0.0, 0.0, 0.0);
        }
        self.claim(now);
        self.find_ways(now);
        for producer in self.producers.rows_mut() {
            let home = producer.home_region.filter(|_| producer.withholding.is_some());
            producer.cold = home.map_or(0.0, |region| now.board.weather.regions[region].cold);
            producer.taken = 0.0;
        }
        self.give_to_projects(now);
        for producer in self.producers.rows_mut() {
            producer.produce(now, horizon);
        }
        if self.settled.is_none() {
            self.contracts.rows_mut().for_each(Contract::begin);
        }
        self.hand_over(now, horizon);
    }

    /// What is due, and what of it is neither withheld nor cut off by sanctions.
    fn claim(&mut self, now: &Now) {
        for id in self.contracts.ids() {
            let contract = &mut self.contracts[id];
            let season = match contract.consumer {
                Some(consumer) if contract.seasonal => self.consumers[consumer].climatological_factor(now),
                Some(_) | None => 1.0,
            };
            contract.due = contract.per_day * season;
            contract.shortfalls = [None; 4];
            let mut left = contract.due;
            if let Some(producer) = contract.producer.map(|producer| &self.producers[producer])
                && let Some(since) = producer.withholding
            {
                contract.shortfalls[WITHHELD] = Some((Cause::Event(since.because), left * producer.withheld));
                left *= 1.0 - producer.withheld;
            }
            contract.owed = contract.due;
            if let Some((cut, because)) = sanctions(contract, id, self.parameters.sanction_cut, now) {
                contract.shortfalls[SANCTIONS] = Some((because, left * cut));
                left *= 1.0 - cut;
                contract.owed *= 1.0 - cut;
            }
            contract.wanted = left;
            if let Some(route) = contract.route {
                self.routes[route].load += left;
            }
        }
    }

    /// Shares out the routes' open capacity in proportion; what finds no way is not claimed.
    fn find_ways(&mut self, now: &Now) {
        for route in self.routes.rows_mut() {
            route.set_passes(now.at);
        }
        for contract in self.contracts.rows_mut() {
            if let Some(route) = contract.route {
                let blocked = contract.wanted * (1.0 - self.routes[route].passes);
                if blocked > 0.0 {
                    let because = self.routes[route].hindrance(route, now);
                    contract.shortfalls[ROUTE] = Some((because, blocked));
                    contract.wanted -= blocked;
                }
            }
            if let Some(producer) = contract.producer {
                self.producers[producer].claimed += contract.wanted;
                self.producers[producer].due += contract.due;
            }
        }
    }

    /// What projects take of a party's supply of a good, they take from what the party produces of it.
    fn give_to_projects(&mut self, now: &Now) {
        for row in now.board.project.projects.rows() {
            let Some(from) = row.taken_from.filter(|_| row.taking > 0.0) else { continue };
            let (party, good) = (now.setup.consumers[from].party, now.setup.consumers[from].good);
            for (id, producer) in now.setup.producers.iter() {
                if producer.party == party && producer.good == good {
                    self.producers[id].taken += row.taking;
                    self.producers[id].taking = row.begun.iter().flatten().map(|since| since.because).max();
                }
            }
        }
    }

    /// Hands over what production covers, and moves what is on its way.
    fn hand_over(&mut self, now: &Now, horizon: f64) {
        for contract in self.contracts.rows_mut() {
            contract.handed_over = contract.wanted;
            if let Some(id) = contract.producer {
                let producer = &mut self.producers[id];
                contract.handed_over = contract.wanted * producer.covered;
                if producer.covered < 1.0 {
                    let because = scarcity(id, producer, now);
                    contract.shortfalls[SCARCITY] = Some((because, contract.wanted - contract.handed_over));
                }
                producer.kept -= contract.handed_over;
                let market = contract.consumer.filter(|_| contract.at_market);
                let price = market.map_or(1.0, |consumer| self.consumers[consumer].price);
                producer.revenue += contract.handed_over * contract.musd * price;
            }
            contract.transport(horizon, contract.route.is_some_and(|route| self.routes[route].open() <= 0.0));
        }
    }
}

/// Why a producer can't cover all claims: what projects take, a drought, or its capacity.
fn scarcity(id: ProducerId, producer: &Producer, now: &Now) -> Cause {
    if let Some(task) = producer.taking.filter(|_| producer.taken > 0.0) {
        return Cause::Event(task);
    }
    match &producer.rain {
        Some(rain) => match now.board.weather.regions[rain.region].drought {
            Some(drought) => Cause::Event(drought.because),
            None => now.given(now.setup.regions[rain.region].rain_spread),
        },
        None => now.given(now.setup.producers[id].capacity_per_month),
    }
}
