//! What the trade domain publishes.

use crate::cause::{Leading, Since};
use crate::id::{ConsumerId, ContractId, ProducerId, RouteId, Table};

/// Goods on their way and in store.
#[derive(Clone, Debug, Default)]
pub struct Out {
    /// One row a consumer.
    pub consumers: Table<ConsumerId, ConsumerOut>,
    /// One row a producer.
    pub producers: Table<ProducerId, ProducerOut>,
    /// One row a contract.
    pub contracts: Table<ContractId, ContractOut>,
    /// One row a route.
    pub routes: Table<RouteId, RouteOut>,
}

/// A consumer's supply. Amounts in the good's unit a day.
#[derive(Clone, Copy, Debug)]
pub struct ConsumerOut {
    /// Demand.
    pub demand: f64,
    /// Delivered: contracts, other suppliers and substitutes.
    pub delivered: f64,
    /// Drawn from store.
    pub drawn: f64,
    /// Unmet share of demand today, in [0, 1].
    pub shortage: f64,
    /// Felt share: exponential mean over the felt days, in [0, 1].
    pub felt: f64,
    /// Unmet share of households' demand today, in [0, 1].
    pub households_short: f64,
    /// In store, units.
    pub stock: f64,
    /// Price as a multiple of the start.
    pub price: f64,
    /// What the shortage is due to.
    pub because: Leading,
    /// A shortage, while there is one.
    pub short: Option<Since>,
    /// Households cut, while they are.
    pub households_cut: Option<Since>,
}

/// A producer's conduct.
#[derive(Clone, Copy, Debug)]
pub struct ProducerOut {
    /// Share of contracted deliveries withheld, in [0, 1].
    pub withheld: f64,
    /// Since when.
    pub withholding: Option<Since>,
    /// Production, units a day.
    pub production: f64,
    /// Unmet share of home demand, in [0, 1].
    pub home_shortage: f64,
    /// Export revenue, million USD a day.
    pub revenue: f64,
}

/// A contract's fulfilment.
#[derive(Clone, Copy, Debug)]
pub struct ContractOut {
    /// Due today, units a day.
    pub due: f64,
    /// Handed over for transport today, units a day: with that the seller has delivered.
    pub delivered: f64,
    /// Undelivered share of what was due over the account days (exponential mean), in [0, 1].
    /// What the buyer's bloc cuts off by sanctions is not due.
    pub undelivered: f64,
    /// A breach found at settlement, until a settlement within tolerance.
    pub breached: Option<Since>,
}

/// A route.
#[derive(Clone, Copy, Debug)]
pub struct RouteOut {
    /// Share of its capacity that is open, in [0, 1].
    pub open: f64,
    /// Closed by someone.
    pub closed: Option<Since>,
}

impl Out {
    /// Takes over what a step wrote to `draft`.
    pub(crate) fn publish(&mut self, draft: &mut Self) {
        self.consumers.copy_from(&draft.consumers);
        self.producers.copy_from(&draft.producers);
        self.contracts.copy_from(&draft.contracts);
        self.routes.copy_from(&draft.routes);
    }
}
