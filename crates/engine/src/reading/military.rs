//! The truth of readings of forces and battle.

use crate::cause::Since;

use super::people::killed_at_gates;
use super::{Reading, Value, earliest};
use crate::now::Now;

impl Reading {
    #[inline(always)]
    pub(super) fn military(&self, now: &Now) -> Value {
        let out = &now.board.forces;
        let battle = &now.board.battle;
        match *self {
            Self::Strength(party) => Value::level(
                now.setup
                    .forces
                    .iter()
                    .filter(|(_, force)| force.of == party)
                    .map(|(id, _)| f64::from(out.forces[id].people))
                    .sum(),
            ),
            Self::ForeignTroops(id) => {
                let row = &out.facilities[id];
                Value { value: f64::from(row.foreign_troops), ..Value::fact(row.foreign_since) }
            }
            Self::ForeignTroopsAt(id) => Value::fact(out.facilities[id].foreign_since),
            Self::Landed { force, at } => {
                let here = crate::domains::forces::is_at_facility(now.setup, out, force, at);
                let row = &out.forces[force];
                // Who comes down in an operation is there to stay, if at all, when that is over.
                let storms = |landed: &Since| {
                    row.operation.is_some_and(|operation| operation.launched.because < landed.because)
                };
                Value::fact(row.landed.filter(|landed| here && !storms(landed)))
            }
            Self::Staging(id) => Value::fact(out.forces[id].staging),
            Self::Ready(id) => Value::fact(out.forces[id].ready),
            Self::Busy(id) => Value::state(crate::domains::forces::is_busy(out, id)),
            Self::Cordoned(id) => Value::fact(out.facilities[id].cordoned),
            Self::Noticed(party) => {
                Value::fact(earliest(now.setup.parties.ids().map(|by| out.noticed[(by, party)])))
            }
            Self::Reachable { force, at } => {
                Value::state(crate::domains::forces::way(now, force, at).is_some())
            }
            Self::Raid { by, on } => {
                let row = &battle.facilities[on];
                Value::fact(
                    row.raided.filter(|_| row.raider.is_some_and(|force| now.setup.forces[force].of == by)),
                )
            }
            Self::Fighting(id) => Value::state(battle.facilities[id].fighting),
            Self::Seized { by, on } => {
                let row = &battle.facilities[on];
                Value::fact(
                    row.seized.filter(|_| row.raider.is_some_and(|force| now.setup.forces[force].of == by)),
                )
            }
            Self::Ended { on, ending } => {
                let row = &battle.facilities[on];
                Value::fact(row.ended.filter(|_| row.ending == Some(ending)))
            }
            Self::Killed(party) => Value::level(f64::from(
                battle.parties[party].killed
                    + now.board.unrest.parties[party].killed
                    + killed_at_gates(now, party),
            )),
            Self::Wounded(party) => Value::level(f64::from(battle.parties[party].wounded)),
            Self::Prisoners(party) => Value::level(f64::from(battle.parties[party].captured)),
            _ => unreachable!("not a military reading"),
        }
    }
}
