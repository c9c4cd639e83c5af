//! Deliveries held against contracts: running accounts, and what settlement finds in them.

use super::State;
use super::flow::Fade;
use super::{add_new, supply};
use crate::cause::{Cause, EventId, Leading, Since};
use crate::event::Event;
use crate::id::{ContractId, OriginId};
use crate::now::{Emit, Now};
use crate::rule::Slot;
use crate::setup::Settles;

/// What was owed and handed over: since the last settlement, in units, and lately, in units a day.
#[derive(Clone, Debug)]
pub(super) struct Account {
    origin: OriginId,
    owed: f64,
    handed_over: f64,
    owed_lately: f64,
    handed_over_lately: f64,
    /// Why something is missing since the last settlement; weights in units.
    because: Leading,
    pub breached: Option<Since>,
    breaches: u32,
}

impl Account {
    pub fn new(origin: OriginId) -> Self {
        Self {
            origin,
            owed: 0.0,
            handed_over: 0.0,
            owed_lately: 0.0,
            handed_over_lately: 0.0,
            because: Leading::given(origin, 0.0),
            breached: None,
            breaches: 0,
        }
    }

    /// As if all had been handed over for long.
    pub fn begin(&mut self, owed: f64) {
        (self.owed_lately, self.handed_over_lately) = (owed, owed);
    }

    /// Undelivered share over the account days, in [0, 1].
    pub fn undelivered(&self) -> f64 {
        share(self.owed_lately, self.handed_over_lately)
    }

    /// Within tolerance: an earlier breach is healed.
    fn find_settled(&mut self, contract: ContractId, undelivered: f64, emit: &mut Emit) {
        let settled = Event::Settled { contract, undelivered: undelivered as f32 };
        let origin = Cause::Given(self.origin);
        let event = match self.breached {
            Some(since) => emit.event(settled, &[origin, Cause::Event(since.because)]),
            None => emit.event(settled, &[origin]),
        };
        if event.is_some() {
            self.breached = None;
        }
    }

    /// Something is missing, for its leading reasons; the contract says that this matters.
    fn find_missing(&self, event: Event, emit: &mut Emit) -> Option<EventId> {
        let mut causes: Vec<Cause> = self.because.causes().collect();
        add_new(&mut causes, Cause::Given(self.origin));
        emit.event(event, &causes)
    }

    fn close(&mut self) {
        (self.owed, self.handed_over) = (0.0, 0.0);
        self.because = Leading::given(self.origin, 0.0);
    }
}

fn share(owed: f64, handed_over: f64) -> f64 {
    if owed > 0.0 { (1.0 - handed_over / owed).clamp(0.0, 1.0) } else { 0.0 }
}

impl State {
    /// Books `dt` days at the flows last set.
    pub(super) fn settle_accounts(&mut self, dt: f64) {
        let account_days: &Fade = &self.parameters.account;
        let kept = account_days.over(dt);
        for contract in self.contracts.rows_mut() {
            let account = &mut contract.account;
            account.owed += contract.owed * dt;
            account.handed_over += contract.handed_over * dt;
            account.owed_lately = contract.owed + (account.owed_lately - contract.owed) * kept;
            account.handed_over_lately =
                contract.handed_over + (account.handed_over_lately - contract.handed_over) * kept;
            for (place, shortfall) in contract.shortfalls.iter().enumerate() {
                // What sanctions cut off is not owed.
                if let Some((because, amount)) = shortfall
                    && place != supply::SANCTIONS
                {
                    account.because.add(*because, amount * dt);
                }
            }
        }
    }

    /// Settles what falls due when a new month has begun. A month's last hours, from midnight to the
    /// daily mark, still count for it.
    pub(super) fn settle_contracts(&mut self, now: &Now, emit: &mut Emit) {
        let calendar = &now.setup.calendar;
        let month = calendar.month_index(now.at);
        if month == self.month {
            return;
        }
        self.month = month;
        let number = calendar.months[month].number;
        for id in self.contracts.ids() {
            let falls_due = match now.setup.contracts[id].settles {
                Settles::Monthly => true,
                Settles::Quarterly => number % 3 == 1,
                Settles::Yearly => number == 1,
            };
            if falls_due {
                self.settle_contract(id, now, emit);
            }
        }
    }

    fn settle_contract(&mut self, id: ContractId, now: &Now, emit: &mut Emit) {
        let account = &mut self.contracts[id].account;
        let undelivered = share(account.owed, account.handed_over);
        if account.owed > 0.0 {
            if undelivered <= now.value(now.setup.contracts[id].tolerance) {
                account.find_settled(id, undelivered, emit);
            } else if is_excused(id, now) {
                let _excused = account
                    .find_missing(Event::Excused { contract: id, undelivered: undelivered as f32 }, emit);
            } else {
                let breached = Event::Breached { contract: id, undelivered: undelivered as f32 };
                if let Some(event) = account.find_missing(breached, emit)
                    && account.breached.is_none()
                {
                    account.breached = Some(Since::again(event, account.breaches));
                    account.breaches += 1;
                }
            }
        }
        // The calendar ends the period, whatever is found (or kept from being found) at its end.
        account.close();
    }
}

/// Whether what the contract counts as force majeure holds, in truth.
fn is_excused(id: ContractId, now: &Now) -> bool {
    let Some(rule) = &now.setup.contracts[id].excused else { return false };
    let mut truth = |slot: Slot| now.setup.readings[usize::from(slot.0)].truth(now).value;
    rule.evaluate(now.numbers.as_slice(), &mut truth) != 0.0
}
