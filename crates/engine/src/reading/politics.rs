//! The truth of readings of diplomacy and escalation.

use super::{Reading, Value, latest};
use crate::event::Level;
use crate::id::PartyId;
use crate::now::Now;
use crate::setup::AccessKind;

impl Reading {
    #[inline(always)]
    pub(super) fn political(&self, now: &Now) -> Value {
        let out = &now.board.diplomacy;
        match *self {
            Self::Stance { of, toward } => {
                Value::led(out.dyads[(of, toward)].stance, &out.dyads[(of, toward)].because)
            }
            Self::Trust { of, toward } => {
                Value::led(out.dyads[(of, toward)].trust, &out.dyads[(of, toward)].because)
            }
            Self::Hostility { of, toward } => {
                Value::led(out.dyads[(of, toward)].hostility, &out.dyads[(of, toward)].because)
            }
            Self::Capture(party) => Value::level(out.parties[party].capture),
            Self::Sanctioned { on, by } => Value::fact(out.sanctions[(by, on)].since),
            Self::SanctionSeverity { on, by } => {
                let row = &out.sanctions[(by, on)];
                Value { value: row.severity, ..Value::fact(row.since) }
            }
            Self::Calls { on, about } => {
                let lines = || out.calls.iter().filter(move |row| row.to == on && row.about == about);
                Value::count(lines().map(|row| row.made).sum(), latest(lines().map(|row| Some(row.last))))
            }
            Self::Refusals { by, about } => {
                let lines = || out.calls.iter().filter(move |row| row.to == by && row.about == about);
                Value::count(
                    lines().map(|row| row.refused).sum(),
                    latest(lines().map(|row| row.last_refusal)),
                )
            }
            Self::Threatened { party, about } => Value::fact(latest(
                out.calls.iter().filter(|row| row.to == party && row.about == about).map(|row| row.ultimatum),
            )),
            Self::Sweetener { on, about } => {
                let lines = || {
                    out.calls
                        .iter()
                        .filter(move |row| (row.to, row.about) == (on, about) && row.sweetener > 0.0)
                };
                let offered = latest(lines().map(|row| row.sweetened));
                Value { value: lines().map(|row| row.sweetener).sum(), ..Value::fact(offered) }
            }
            Self::Offered { by, to } => Value::fact(out.aid[(by, to)].offered),
            Self::Accepted { from, by } => Value::fact(out.aid[(from, by)].accepted),
            Self::Access { to, over, kind } => access(now, to, over, kind, true),
            Self::AccessRefused { to, over, kind } => access(now, to, over, kind, false),
            Self::Invited { by, party } => Value::fact(out.invited[(by, party)]),
            Self::LeaseSuspended(id) => Value::fact(out.lease_suspended[id]),
            Self::Member { party, bloc } => {
                let left = out.parties[party].left >> u32::from(bloc.0).min(63) & 1 == 1;
                Value::state(now.setup.parties[bloc].members().contains(&party) && !left)
            }
            Self::Treasury(party) => Value::level(out.parties[party].treasury),
            Self::LevelBetween { a, b } => {
                let row = &now.board.escalation.disputes[(a, b)];
                let level = match row.level {
                    Level::None => 1.0,
                    Level::Threat => 2.0,
                    Level::Display => 3.0,
                    Level::Force => 4.0,
                    Level::War => 5.0,
                };
                Value { value: level, ..Value::fact(row.since) }
            }
            Self::Fronts => Value::level(f64::from(now.board.escalation.fronts)),
            Self::WiderWar => Value::fact(now.board.escalation.war),
            Self::BattleDeaths => Value::level(f64::from(now.board.escalation.deaths)),
            _ => unreachable!("not a political reading"),
        }
    }
}

fn access(now: &Now, to: PartyId, over: PartyId, kind: AccessKind, granted: bool) -> Value {
    let rows = now.setup.access.iter().zip(&now.board.diplomacy.access);
    for (access, row) in rows {
        if access.to == to && access.over == over && access.kind == kind {
            let holds = if granted { row.granted } else { !row.granted && row.answered.is_some() };
            let since = row.answered.filter(|_| holds);
            return Value { value: f64::from(u8::from(holds)), ..Value::fact(since) };
        }
    }
    Value::level(0.0)
}
