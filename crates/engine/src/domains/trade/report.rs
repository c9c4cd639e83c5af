//! What the trade domain says of itself: events of shortage, and its published readings.

use super::consumption::Consumer;
use super::{ConsumerOut, ContractOut, Out, ProducerOut, RouteOut, State, add_new};
use crate::cause::{Cause, Since};
use crate::event::Event;
use crate::id::{ConsumerId, Table};
use crate::now::{Emit, Now};

impl State {
    /// Reports shortages that begin or end, cuts that reach households, and stores that run empty.
    pub(super) fn report(&mut self, now: &Now, emit: &mut Emit) {
        for id in self.consumers.ids() {
            self.report_shortage(id, now, emit);
            let consumer = &mut self.consumers[id];
            consumer.report_households(id, emit);
            consumer.report_store(id, emit);
        }
    }

    fn report_shortage(&mut self, id: ConsumerId, now: &Now, emit: &mut Emit) {
        let (begins, ends) = (self.parameters.shortage_share, self.parameters.shortage_end_share);
        let consumer = &self.consumers[id];
        match consumer.short {
            None if consumer.felt >= begins && consumer.felt > 0.0 => {
                let share = consumer.felt as f32;
                let causes: Vec<Cause> = consumer.because.causes().collect();
                if let Some(event) = emit.event(Event::ShortageBegan { consumer: id, share }, &causes) {
                    let consumer = &mut self.consumers[id];
                    consumer.short = Some(Since::again(event, consumer.shortages));
                    consumer.shortages += 1;
                    consumer.peak = consumer.felt;
                }
            }
            Some(since) if consumer.felt < ends => {
                let (days, peak) = (now.at.days_since(since.at) as f32, consumer.peak as f32);
                let relief = self.relief(id, since.because);
                let began = Cause::Event(since.because);
                let causes: Vec<Cause> = relief.map(Cause::Event).into_iter().chain([began]).collect();
                let ended = Event::ShortageEnded { consumer: id, days, peak };
                if emit.event(ended, &causes).is_some() {
                    let consumer = &mut self.consumers[id];
                    consumer.short = None;
                    consumer.households_cut = None;
                }
            }
            Some(_) => {
                let consumer = &mut self.consumers[id];
                consumer.peak = consumer.peak.max(consumer.felt);
            }
            None => {}
        }
    }

    /// All readings.
    pub(super) fn readings(&self) -> Out {
        Out {
            consumers: self.consumers.rows().map(consumer_row).collect(),
            producers: self.producers.rows().map(producer_row).collect(),
            contracts: self.contracts.rows().map(contract_row).collect(),
            routes: self.routes.rows().map(route_row).collect(),
        }
    }

    /// Writes all readings in place.
    pub(super) fn publish(&self, out: &mut Out) {
        fill(&mut out.consumers, &self.consumers, consumer_row);
        fill(&mut out.contracts, &self.contracts, contract_row);
        self.publish_conduct(out);
    }

    /// Writes the readings that an order changes at once.
    pub(super) fn publish_conduct(&self, out: &mut Out) {
        fill(&mut out.producers, &self.producers, producer_row);
        fill(&mut out.routes, &self.routes, route_row);
    }
}

fn fill<I: crate::id::Id, R, T>(rows: &mut Table<I, R>, from: &Table<I, T>, row: impl Fn(&T) -> R) {
    for (slot, value) in rows.rows_mut().zip(from.rows()) {
        *slot = row(value);
    }
}

fn consumer_row(consumer: &Consumer) -> ConsumerOut {
    ConsumerOut {
        demand: consumer.demand,
        delivered: consumer.taken,
        drawn: consumer.drawn,
        shortage: consumer.shortage,
        felt: consumer.felt,
        households_short: consumer.households_short(),
        stock: consumer.stock,
        price: consumer.price,
        because: consumer.because,
        short: consumer.short,
        households_cut: consumer.households_cut,
    }
}

fn producer_row(producer: &super::Producer) -> ProducerOut {
    ProducerOut {
        withheld: producer.withheld,
        withholding: producer.withholding,
        production: producer.production,
        home_shortage: producer.home_shortage(),
        revenue: producer.revenue,
    }
}

fn contract_row(contract: &super::Contract) -> ContractOut {
    ContractOut {
        due: contract.due,
        delivered: contract.handed_over,
        undelivered: contract.account.undelivered(),
        breached: contract.account.breached,
    }
}

fn route_row(route: &super::Route) -> RouteOut {
    RouteOut { open: route.open(), closed: route.closed }
}

impl Consumer {
    /// Rationing reaches households within a reported shortage; it is over when the shortage is.
    fn report_households(&mut self, id: ConsumerId, emit: &mut Emit) {
        let (Some(short), None) = (self.short, self.households_cut) else { return };
        let share = self.households_short();
        if share > 0.0 {
            let mut causes = vec![Cause::Event(short.because)];
            self.because.causes().for_each(|cause| add_new(&mut causes, cause));
            if let Some(event) =
                emit.event(Event::HouseholdsCut { consumer: id, share: share as f32 }, &causes)
            {
                self.households_cut = Some(Since::again(event, self.household_cuts));
                self.household_cuts += 1;
            }
        }
    }

    /// A store that was emptied is empty until it holds a day's largest withdrawal again.
    fn report_store(&mut self, id: ConsumerId, emit: &mut Emit) {
        if self.emptied {
            self.emptied = self.stock <= 0.0 || self.stock < self.out_per_day;
        } else if self.stock <= EMPTY * self.store_capacity {
            let causes: Vec<Cause> = self.because.causes().collect();
            self.emptied = emit.event(Event::StoreEmptied { consumer: id }, &causes).is_some();
        }
    }
}

/// A store that holds less than this share of its capacity is empty: a remainder of rounding.
const EMPTY: f64 = 1e-9;
