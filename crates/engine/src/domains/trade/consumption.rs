//! The buyers' side: demand, stores, rationing, felt shortage and price.
//!
//! A consumer's normal supply is its demand on a day of climatological temperature. What its contracts
//! do not bring of it comes from sources outside the scenario, which follow the season as planned and
//! react to nothing. So in climatological weather with contracts kept nothing is short, however the
//! contracts are shaped; cold beyond the normal and missing deliveries make the gap.

use super::State;
use super::flow::Fade;
use super::supply::Contract;
use super::{DAYS_PER_MONTH, Parameters};
use crate::cause::{Cause, Leading, Since};
use crate::id::{ConsumerId, RegionId};
use crate::now::Now;
use crate::numbers::Numbers;
use crate::setup::Setup;
use powderkeg_models::{market, math};

/// A price this close to its target is at it, so that demand need not be computed again.
const SAME_PRICE: f64 = 1e-6;

/// A consumer of one good. Rates are units a day.
#[derive(Clone, Debug)]
pub(super) struct Consumer {
    per_day: f64,
    heating_share: f64,
    pub household_share: f64,
    pub store_capacity: f64,
    pub out_per_day: f64,
    substitutes: f64,
    /// Price elasticity of demand ε.
    elasticity: f64,
    region: Option<RegionId>,
    season_shift_c: f64,

    pub stock: f64,
    /// Felt shortage, share of demand.
    pub felt: f64,
    pub because: Leading,
    pub price: f64,
    price_target: f64,
    /// Share of demand that the price leaves, and the price it was computed for.
    affordable: (f64, f64),

    pub short: Option<Since>,
    pub shortages: u32,
    /// The worst felt share of the shortage.
    pub peak: f64,
    pub households_cut: Option<Since>,
    pub household_cuts: u32,
    /// Reported empty, until it holds a day's largest withdrawal again.
    pub emptied: bool,

    pub demand: f64,
    /// Demand beyond that of a climatological day, its cause, and the share the season's shift has in it.
    excess: f64,
    cold_because: Cause,
    shift_share: f64,
    /// From contracts, as planned and in fact.
    planned: f64,
    arriving: f64,
    substituted: f64,
    /// Not there when it was planned, less substitutes.
    lacking: f64,
    /// Demand that no supply meets, before the store.
    gap: f64,
    /// Weight in the leading causes of one unit a day that made the gap of the interval just over.
    blame: f64,
    pub taken: f64,
    pub drawn: f64,
    pub refill: f64,
    /// Unmet demand after the store.
    pub unmet: f64,
    /// The same as a share of demand, in [0, 1].
    pub shortage: f64,
}

impl Consumer {
    pub fn new(id: ConsumerId, setup: &Setup, numbers: &Numbers) -> Self {
        let consumer = &setup.consumers[id];
        let stock = numbers[consumer.stock];
        let per_day = numbers[consumer.demand_per_month] / DAYS_PER_MONTH;
        let origin = setup.names[consumer.name.id].origin;
        Self {
            per_day,
            heating_share: numbers[consumer.heating_share],
            household_share: numbers[consumer.household_share],
            store_capacity: numbers[consumer.store_capacity].max(stock),
            out_per_day: numbers[consumer.out_per_day],
            substitutes: numbers[consumer.substitutes],
            elasticity: numbers[setup.goods[consumer.good].elasticity],
            region: consumer.region,
            season_shift_c: consumer
                .region
                .map_or(0.0, |region| numbers[setup.regions[region].season_shift_c]),
            stock,
            felt: 0.0,
            because: Leading::given(origin, 0.0),
            price: 1.0,
            price_target: 1.0,
            affordable: (1.0, 1.0),
            short: None,
            shortages: 0,
            peak: 0.0,
            households_cut: None,
            household_cuts: 0,
            emptied: stock <= 0.0,
            demand: per_day,
            excess: 0.0,
            cold_because: Cause::Given(origin),
            shift_share: 0.0,
            planned: 0.0,
            arriving: 0.0,
            substituted: 0.0,
            lacking: 0.0,
            gap: 0.0,
            blame: 0.0,
            taken: per_day,
            drawn: 0.0,
            refill: 0.0,
            unmet: 0.0,
            shortage: 0.0,
        }
    }

    /// Demand on a day of climatological temperature, as a multiple of demand at the reference.
    pub fn climatological_factor(&self, now: &Now) -> f64 {
        let heat = self.region.map_or(1.0, |region| now.board.weather.regions[region].climatological_heat);
        self.factor(heat)
    }

    fn factor(&self, heat: f64) -> f64 {
        1.0 + self.heating_share * (heat - 1.0)
    }

    /// Demand at today's temperature and price; what of it is due to cold, and to what cold.
    fn set_demand(&mut self, now: &Now) {
        if self.affordable.1.to_bits() != self.price.to_bits() {
            self.affordable = (math::power(self.price, -self.elasticity), self.price);
        }
        let at_price = self.per_day * self.affordable.0;
        let Some(region) = self.region else {
            self.demand = at_price;
            return;
        };
        let weather = &now.board.weather.regions[region];
        self.demand = at_price * self.factor(weather.heat);
        self.excess = (at_price * self.heating_share * (weather.heat - weather.climatological_heat)).max(0.0);
        self.cold_because = weather.cold_spell.map_or(weather.because, |spell| Cause::Event(spell.because));
        let share = if weather.anomaly_c < 0.0 { self.season_shift_c / weather.anomaly_c } else { 0.0 };
        self.shift_share = share.clamp(0.0, 1.0);
    }

    fn forget_contracts(&mut self) {
        (self.planned, self.arriving, self.substituted, self.lacking) = (0.0, 0.0, 0.0, 0.0);
    }

    fn count(&mut self, contract: &Contract) {
        let missing = contract.missing();
        let substituted = self.substitutes * contract.replaced * missing;
        self.planned += contract.planned.leaving;
        self.arriving += contract.travelling.leaving;
        self.substituted += substituted;
        self.lacking += missing - substituted;
    }

    /// Meets demand from supply and store, or puts a surplus into the store; what the store can't take
    /// is not taken. Assumption: a store is filled at most as fast as it is emptied.
    fn meet_demand(&mut self, normal: f64, horizon: f64) {
        let elsewhere = (normal - self.planned).max(0.0);
        let supply = self.arriving + self.substituted + elsewhere;
        let balance = supply - self.demand;
        self.gap = (-balance).max(0.0);
        let (rate, stock, days) = (self.out_per_day, self.stock, horizon);
        self.drawn = market::withdraw(self.gap * days, rate, stock, days) / days;
        self.refill = market::refill(balance * days, rate, stock, self.store_capacity, days) / days;
        self.taken = if balance > 0.0 { self.demand + self.refill } else { supply };
        self.unmet = self.gap - self.drawn;
        self.shortage = if self.demand > 0.0 { (self.unmet / self.demand).clamp(0.0, 1.0) } else { 0.0 };
    }

    /// Unmet share of households' demand: all others are cut before them (EU Gas Coordination Group on
    /// January 2009, MEMO/09/4).
    pub fn households_short(&self) -> f64 {
        let others = self.demand * (1.0 - self.household_share);
        let households = self.demand - others;
        let [_, cut] = market::ration(self.unmet, [others, households]);
        if households > 0.0 { cut / households } else { 0.0 }
    }

    /// Price at which demand would fit what there is, as a multiple of the start. The shortage is of the
    /// demand that the price already lowers, so that at rest price and rationing each bear half of it (in
    /// logarithms).
    fn set_price_target(&mut self, cap: f64) {
        self.price_target = market::price_ratio(self.shortage, self.elasticity, cap);
    }

    /// Lets `dt` days pass. Returns the share by which the felt shortage moved to today's.
    fn settle(&mut self, dt: f64, of: &Parameters) -> f64 {
        self.stock = (self.stock + (self.refill - self.drawn) * dt).clamp(0.0, self.store_capacity);
        let kept = of.felt.over(dt);
        self.felt = self.shortage + (self.felt - self.shortage) * kept;
        self.price = approach(self.price, self.price_target, &of.price, dt);
        self.because.decay(kept);
        1.0 - kept
    }

    /// Weight in the leading causes of one unit a day of what made the gap: all of it together weighs
    /// as much as a shortage of the gap's size would be felt.
    fn weight(&self, moved: f64) -> f64 {
        let made = self.excess + self.lacking;
        if made > 0.0 && self.demand > 0.0 { moved * self.gap / (self.demand * made) } else { 0.0 }
    }
}

fn approach(price: f64, target: f64, fade: &Fade, dt: f64) -> f64 {
    if price.to_bits() == target.to_bits() {
        return price;
    }
    let next = target + (price - target) * fade.over(dt);
    if (next - target).abs() < SAME_PRICE { target } else { next }
}

impl State {
    /// Sets the buyers' flows for the next `horizon` days.
    pub(super) fn set_consumption(&mut self, now: &Now, horizon: f64) {
        for consumer in self.consumers.rows_mut() {
            consumer.forget_contracts();
        }
        for contract in self.contracts.rows() {
            if let Some(consumer) = contract.consumer {
                self.consumers[consumer].count(contract);
            }
        }
        for consumer in self.consumers.rows_mut() {
            consumer.set_demand(now);
            let normal = consumer.per_day * consumer.climatological_factor(now);
            consumer.meet_demand(normal, horizon);
            consumer.set_price_target(self.parameters.price_cap);
        }
    }

    /// Lets `dt` days pass for all consumers, at the flows last set, and weighs what made the gaps.
    pub(super) fn settle_consumption(&mut self, now: &Now, dt: f64) {
        for consumer in self.consumers.rows_mut() {
            let moved = consumer.settle(dt, &self.parameters);
            consumer.blame = consumer.weight(moved);
            let weight = consumer.blame * consumer.excess;
            if weight > 0.0 {
                consumer.because.add(consumer.cold_because, weight * (1.0 - consumer.shift_share));
                if let Some(region) = consumer.region {
                    let shift = now.given(now.setup.regions[region].season_shift_c);
                    consumer.because.add(shift, weight * consumer.shift_share);
                }
            }
        }
        for contract in self.contracts.rows() {
            let Some(consumer) = contract.consumer else { continue };
            let consumer = &mut self.consumers[consumer];
            let lacking = contract.missing() * (1.0 - consumer.substitutes * contract.replaced);
            let weight = consumer.blame * lacking;
            if weight <= 0.0 {
                continue;
            }
            let short: f64 = contract.shortfalls.iter().flatten().map(|(_, amount)| amount).sum();
            if short > 0.0 {
                for (because, amount) in contract.shortfalls.iter().flatten() {
                    consumer.because.add(*because, weight * amount / short);
                }
            }
        }
    }
}
