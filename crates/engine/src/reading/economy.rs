//! The truth of readings of trade.

use super::{Reading, Value, earliest};
use crate::id::{ContractId, PartyId};
use crate::now::Now;

impl Reading {
    #[inline(always)]
    pub(super) fn trade(&self, now: &Now) -> Value {
        let out = &now.board.trade;
        match *self {
            Self::Shortage(id) => Value::led(out.consumers[id].felt, &out.consumers[id].because),
            Self::WorstShortage { good, bloc } => now
                .setup
                .consumers
                .iter()
                .filter(|(_, row)| row.good == good && now.setup.parties[bloc].members().contains(&row.party))
                .map(|(id, _)| &out.consumers[id])
                .max_by(|a, b| a.felt.total_cmp(&b.felt))
                .map_or(Value::level(0.0), |row| Value::led(row.felt, &row.because)),
            Self::HouseholdsCut(id) => Value::fact(out.consumers[id].households_cut),
            Self::Price(id) => Value::led(out.consumers[id].price, &out.consumers[id].because),
            Self::StockDays(id) => {
                let row = &out.consumers[id];
                Value::level(if row.demand > 0.0 { row.stock / row.demand } else { 0.0 })
            }
            Self::HomeShortage(id) => Value::level(out.producers[id].home_shortage),
            Self::Withheld(party) => Value::fact(earliest(
                now.setup
                    .producers
                    .iter()
                    .filter(|(_, producer)| producer.party == party)
                    .map(|(id, _)| out.producers[id].withholding),
            )),
            Self::Withholding(id) => Value::fact(out.producers[id].withholding),
            Self::WithheldShare(id) => {
                let row = &out.producers[id];
                Value { value: row.withheld, ..Value::fact(row.withholding) }
            }
            Self::Revenue(id) => Value::level(out.producers[id].revenue),
            Self::Undelivered(id) => undelivered(now, id),
            Self::UndeliveredBy { seller, bloc } => now
                .setup
                .contracts
                .iter()
                .filter(|(_, contract)| contract.seller == seller && contract.under == Some(bloc))
                .map(|(id, _)| id)
                .max_by(|&a, &b| out.contracts[a].undelivered.total_cmp(&out.contracts[b].undelivered))
                .map_or(Value::level(0.0), |id| undelivered(now, id)),
            Self::Breach(id) => Value::fact(out.contracts[id].breached),
            Self::Breached(seller) => Value::fact(earliest(
                now.setup
                    .contracts
                    .iter()
                    .filter(|(_, contract)| contract.seller == seller)
                    .map(|(id, _)| out.contracts[id].breached),
            )),
            Self::CompensationGap { party, bloc } => Value::level(compensation_gap(now, party, bloc)),
            Self::RouteShare(id) => {
                let row = &out.routes[id];
                Value { value: row.open, ..Value::fact(row.closed) }
            }
            _ => unreachable!("not a trade reading"),
        }
    }
}

#[inline(always)]
fn undelivered(now: &Now, id: ContractId) -> Value {
    let row = &now.board.trade.contracts[id];
    let withheld = now
        .setup
        .producers
        .iter()
        .find(|(_, producer)| {
            producer.party == now.setup.contracts[id].seller && producer.good == now.setup.contracts[id].good
        })
        .and_then(|(producer, _)| now.board.trade.producers[producer].withholding);
    Value { value: row.undelivered, ..Value::fact(withheld) }
}

fn compensation_gap(now: &Now, party: PartyId, bloc: PartyId) -> f64 {
    let Some(pays) = now.setup.parties[bloc].bloc.as_ref().and_then(|bloc| bloc.pays.as_ref()) else {
        return 0.0;
    };
    if pays.won_over_members.contains(&party) {
        return 0.0;
    }
    let (old, new) = (now.value(pays.member), now.value(pays.won_over));
    if new > 0.0 { (1.0 - old / new).clamp(0.0, 1.0) } else { 0.0 }
}
