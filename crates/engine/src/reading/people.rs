//! The truth of readings of unrest and labour.

use super::{Reading, Value, latest};
use crate::cause::Cause;
use crate::id::PartyId;
use crate::now::Now;

impl Reading {
    #[inline(always)]
    pub(super) fn people(&self, now: &Now) -> Value {
        let out = &now.board.unrest;
        let labour = &now.board.labour;
        match *self {
            Self::Protest(party) => {
                let row = &out.parties[party];
                Value { value: row.protest, ..Value::fact(row.protesting) }
            }
            Self::CityProtest(city) => {
                Value::led(out.cities[city].protest + out.cities[city].riot, &out.cities[city].because)
            }
            Self::Protesting(party) => Value::fact(out.parties[party].protesting),
            Self::Rioting(city) => Value::fact(out.cities[city].rioting),
            Self::RiotingIn(party) => Value::fact(out.parties[party].rioting),
            Self::Grievance(city) => Value::led(out.cities[city].grievance, &out.cities[city].because),
            Self::Resentment { of, against } => resentment(now, of, against),
            Self::Legitimacy(party) => Value::level(out.parties[party].legitimacy),
            Self::Hardship(party) => Value::level(out.parties[party].hardship),
            Self::Incitement(party) => {
                let row = &out.parties[party];
                Value { value: row.incitement, ..Value::fact(row.incited) }
            }
            Self::IncitementExposed(party) => Value::fact(out.parties[party].exposed),
            Self::Crackdown(party) => Value::fact(out.parties[party].crackdown),
            Self::UnrestKilled(party) => {
                Value::level(f64::from(out.parties[party].killed + killed_at_gates(now, party)))
            }
            Self::Strike(id) => Value::fact(labour.workforces[id].strike),
            Self::StrikingShare(id) => {
                let row = &labour.workforces[id];
                Value { value: row.striking, ..Value::fact(row.strike) }
            }
            Self::DaysOnStrike(id) => {
                let strike = labour.workforces[id].strike;
                Value {
                    value: strike.map_or(0.0, |since| now.at.days_since(since.at)),
                    ..Value::fact(strike)
                }
            }
            Self::Dismissed(id) => Value::fact(labour.workforces[id].dismissal),
            Self::Replaced(id) => Value::fact(labour.workforces[id].replaced),
            Self::Stopped(id) => Value::fact(labour.facilities[id].stopped),
            Self::GateRiot(id) => Value::fact(latest(
                now.setup
                    .workforces
                    .iter()
                    .filter(|(_, workforce)| workforce.facility == id)
                    .map(|(workforce, _)| labour.workforces[workforce].last_riot),
            )),
            Self::Productivity(id) => {
                let row = &labour.facilities[id];
                Value { value: row.productivity, ..Value::fact(row.stopped) }
            }
            _ => unreachable!("not a reading of people"),
        }
    }
}

fn resentment(now: &Now, of: PartyId, against: PartyId) -> Value {
    let (mut total, mut people, mut heaviest) = (0.0, 0.0, None::<(f64, Cause)>);
    for (id, city) in now.setup.cities.iter().filter(|(_, city)| city.party == of) {
        let population = now.value(city.population);
        people += population;
        if let Some(target) = city.grievances.iter().position(|row| row.against == against) {
            let row = &now.board.unrest.cities[id];
            let anger = row.targets[target] * population;
            total += anger;
            if heaviest.is_none_or(|(most, _)| anger > most) {
                heaviest = Some((anger, row.because.first()));
            }
        }
    }
    let level = if people > 0.0 { total / people } else { 0.0 };
    Value { because: heaviest.map(|(_, cause)| cause), ..Value::level(level) }
}

/// Killed at the gates of facilities among workforces that live in a party's cities.
pub(super) fn killed_at_gates(now: &Now, party: PartyId) -> u32 {
    now.setup
        .workforces
        .iter()
        .filter(|(_, workforce)| workforce.city.is_some_and(|city| now.setup.cities[city].party == party))
        .map(|(id, _)| now.board.labour.workforces[id].killed)
        .sum()
}
