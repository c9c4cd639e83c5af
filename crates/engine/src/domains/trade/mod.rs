//! The trade domain: goods, contracts, routes, stores, shortages and prices (MODELS §3).
//!
//! Flows are set at the daily mark of every second day, and on every month's first day; every day while a
//! shortage is on or near, and where rain feeds a producer or a route has limits with dates. They hold until
//! they are set again; then stocks, felt shortages, prices and accounts are settled at those flows before
//! new ones are set. An order changes a fact at once (who withholds, which route is closed) and the flows at
//! the next daily mark, so that news for one contract never splits another's day.

mod conduct;
mod consumption;
mod flow;
mod out;
mod report;
mod settlement;
mod supply;
#[cfg(test)]
mod tests;

pub use out::*;

use crate::cause::{Cause, Domain};
use crate::dice::Dice;
use crate::event::{Kind, Kinds};
use crate::id::{ConsumerId, ContractId, ProducerId, RouteId, Table};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::orders::Orders;
use crate::setup::Setup;
use crate::time::{Mark, Minute};
use consumption::Consumer;
use flow::Fade;
use supply::{Contract, Producer, Route};

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[Kind::Decided, Kind::Answered]);

/// Days in a mean month: contracts, capacities and demands are given by the month.
const DAYS_PER_MONTH: f64 = 30.4375;

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    producers: Table<ProducerId, Producer>,
    routes: Table<RouteId, Route>,
    contracts: Table<ContractId, Contract>,
    consumers: Table<ConsumerId, Consumer>,
    parameters: Parameters,
    orders: Orders,
    cursor: usize,
    /// Days from one setting of the flows to the next.
    step_days: u32,
    /// When flows are next set.
    due: Minute,
    /// Up to when stocks are settled; `None` before the first mark.
    settled: Option<Minute>,
    /// The calendar month of the last mark.
    month: usize,
}

/// The domain's numbers in this run.
#[derive(Clone, Copy, Debug)]
struct Parameters {
    felt: Fade,
    price: Fade,
    account: Fade,
    substitute: Fade,
    shortage_share: f64,
    shortage_end_share: f64,
    price_cap: f64,
    creep_per_day: f64,
    withheld_cap: f64,
    sanction_cut: f64,
}

impl Parameters {
    fn new(setup: &Setup, numbers: &Numbers) -> Self {
        let of = &setup.trade;
        let shortage_share = numbers[of.shortage_share];
        Self {
            felt: Fade::new(numbers[of.felt_days]),
            price: Fade::new(numbers[of.price_days]),
            account: Fade::new(numbers[of.account_days]),
            substitute: Fade::new(numbers[of.substitute_days]),
            shortage_share,
            // An end above the beginning would switch every day: two draws may not cross.
            shortage_end_share: numbers[of.shortage_end_share].min(shortage_share),
            price_cap: numbers[of.price_cap].max(1.0),
            creep_per_day: numbers[of.creep_per_day],
            withheld_cap: numbers[of.withheld_cap],
            sanction_cut: numbers[setup.diplomacy.sanction_cut],
        }
    }
}

impl State {
    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        // Trade has no luck of its own: its chances are the weather's and its parameters'.
        let _ = dice;
        let state = Self {
            producers: Table::for_each_of(&setup.producers, |id| Producer::new(id, setup, numbers)),
            routes: Table::for_each_of(&setup.routes, |id| Route::new(id, setup, numbers)),
            contracts: Table::for_each_of(&setup.contracts, |id| Contract::new(id, setup, numbers)),
            consumers: Table::for_each_of(&setup.consumers, |id| Consumer::new(id, setup, numbers)),
            parameters: Parameters::new(setup, numbers),
            orders: Orders::of(Domain::Trade),
            cursor: 0,
            step_days: step_days(setup),
            due: Mark::Trade.first(),
            settled: None,
            month: 0,
        };
        let out = state.readings();
        (state, out)
    }

    /// Brings all up to date with the flows that were set last.
    fn settle_up(&mut self, now: &Now, emit: &mut Emit) {
        if let Some(settled) = self.settled {
            self.settle(now, now.at.days_since(settled));
            self.settle_contracts(now, emit);
        }
    }

    /// Sets the flows of the next `horizon` days.
    fn set_flows(&mut self, now: &Now, out: &mut Out, emit: &mut Emit, horizon: f64) {
        self.set_supply(now, horizon);
        self.set_consumption(now, horizon);
        self.settled = Some(now.at);
        self.report(now, emit);
        self.publish(out);
    }

    /// When flows are next set: never later than on a month's first day, which settles accounts.
    fn next_day(&self, now: &Now) -> Minute {
        let calendar = &now.setup.calendar;
        let next_month = calendar.months.get(calendar.month_index(now.at) + 1);
        let settles = next_month
            .map_or(Minute::NEVER, |month| Mark::Trade.next_after(Minute(month.starts.0.saturating_sub(1))));
        let days = if self.is_short() { 1 } else { self.step_days };
        now.next_day_of(Mark::Trade, days).min(settles)
    }

    /// Whether there is a shortage, or may soon be one: when it begins, reaches households or ends hangs on days.
    fn is_short(&self) -> bool {
        let little = 0.2 * self.parameters.shortage_share;
        self.consumers.rows().any(|row| row.short.is_some() || row.shortage.max(row.felt) > little)
    }

    /// Brings stocks, prices and accounts up to date with the flows of the last `dt` days.
    fn settle(&mut self, now: &Now, dt: f64) {
        self.settle_consumption(now, dt);
        self.settle_accounts(dt);
        for contract in self.contracts.rows_mut() {
            contract.settle(dt, &self.parameters.substitute);
        }
        for producer in self.producers.rows_mut() {
            producer.settle(dt, self.parameters.creep_per_day, self.parameters.withheld_cap);
        }
    }
}

/// Trade remembers weeks, so that every second day is often enough, unless something has a day of its own.
fn step_days(setup: &Setup) -> u32 {
    let rains = setup.producers.rows().any(|producer| producer.rain.is_some());
    let limits = setup.routes.rows().any(|route| !route.limits.is_empty());
    if rains || limits { 1 } else { 2 }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    for record in now.log.news(&mut state.cursor, NEWS) {
        state.orders.hear(record);
        state.hear_answer(record, now, out, emit);
    }
    while let Some(order) = state.orders.next_due(now.at) {
        state.carry_out(&order, now, out, emit);
    }
    if now.at >= state.due {
        state.settle_up(now, emit);
        state.due = state.next_day(now);
        state.set_flows(now, out, emit, now.at.days_until(state.due));
    }
    state.due.min(state.orders.due())
}

/// Adds a cause that is not there yet.
fn add_new(causes: &mut Vec<Cause>, cause: Cause) {
    if !causes.contains(&cause) {
        causes.push(cause);
    }
}
