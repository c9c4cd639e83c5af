//! The third army: who stands by with arms while two others fight, and what it does.

use super::State;
use super::fight::{Contact, Fight, Fighter, Role, defender};
use crate::cause::{Cause, EventId};
use crate::dice::Stream;
use crate::event::Event;
use crate::id::PartyId;
use crate::now::{Emit, Now};
use crate::setup::{StandingOnFire, StandingOnRaid};
use powderkeg_models::math;

/// What a look came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Nobody moved.
    Nothing,
    /// Somebody joined a side.
    Joined,
    /// Both sides are kept apart.
    KeptApart(EventId),
}

/// The choices in the order of the draw.
const CHOICES: [StandingOnRaid; 5] = [
    StandingOnRaid::StandAside,
    StandingOnRaid::BlockBoth,
    StandingOnRaid::HelpGarrison,
    StandingOnRaid::HelpRaiders,
    StandingOnRaid::DisarmGarrison,
];

/// What a choice is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Situation {
    /// Degree to which its government is in the pocket of the garrison's party, in [−1, 1]; negative:
    /// of the raiders'.
    capture: f64,
    /// Stance toward the garrison's party, in [−1, 1].
    stance: f64,
    /// Whether it took aid from the raiders' party or a bloc of theirs.
    aid: f64,
    /// Whether civilians were killed at the gate.
    killed: f64,
    /// Probability that the raiders win.
    winning: f64,
    /// Raiders, and garrison, as multiples of its own people.
    raiders: f64,
    garrison: f64,
}

impl State {
    /// Lets every force that stands aside look and choose.
    pub(super) fn look(&mut self, now: &Now, fight: &mut Fight, emit: &mut Emit) -> Look {
        let Some(contact) = fight.contact else { return Look::Nothing };
        let mut result = Look::Nothing;
        for index in 0..fight.fighters.len() {
            let fighter = fight.fighters[index];
            if fighter.role != Role::Aside || fighter.people == 0 {
                continue;
            }
            let Some((choice, causes)) = self.choice(now, fight, &fighter, &contact) else { continue };
            if fighter.choice == Some(choice) && choice != StandingOnRaid::BlockBoth {
                continue;
            }
            let id = if fighter.choice == Some(choice) {
                fighter.chose
            } else {
                emit.event(Event::ThirdArmyChose { force: fighter.force, choice }, &causes)
            };
            let Some(id) = id else { continue };
            let parties = (fight.side(Role::Attack, 1.0).people, fight.side(Role::Defend, 1.0).people);
            let fighter = &mut fight.fighters[index];
            fighter.choice = Some(choice);
            fighter.chose = Some(id);
            match choice {
                StandingOnRaid::StandAside => {}
                StandingOnRaid::BlockBoth => {
                    if f64::from(fighter.people) >= self.rates.third_block_ratio * (parties.0 + parties.1) {
                        return Look::KeptApart(id);
                    }
                }
                StandingOnRaid::HelpGarrison => fighter.role = Role::Defend,
                // In an aggregate model disarming the garrison is fighting it: what differs is when
                // an army chooses it, and what the page says.
                StandingOnRaid::HelpRaiders | StandingOnRaid::DisarmGarrison => fighter.role = Role::Attack,
            }
            if fighter.role != Role::Aside {
                fighter.since = now.at;
                result = Look::Joined;
            }
        }
        result
    }

    /// What a force does at a look, and why; `None`: what it has been doing.
    fn choice(
        &self,
        now: &Now,
        fight: &Fight,
        fighter: &Fighter,
        contact: &Contact,
    ) -> Option<(StandingOnRaid, Vec<Cause>)> {
        let setup = &now.setup.forces[fighter.force];
        if let Some(fired_on) = self.fired_on(now, fight, fighter, contact) {
            return Some(fired_on);
        }
        let mut causes = vec![Cause::Event(fight.latest)];
        causes.extend(
            now.board.forces.forces[fighter.force].cordon.map(|(_, since)| Cause::Event(since.because)),
        );
        if let Some(standing) = setup.standing.raid {
            if fighter.choice.is_some() {
                return None;
            }
            causes.push(Cause::Given(now.setup.names[setup.name.id].origin));
            return Some((standing, causes));
        }
        let situation = situation(now, fight, fighter, contact, &mut causes);
        let payoffs = self.payoffs(situation);
        let (u, draw) = fight.uniform(now, Stream::ThirdArmy, fighter.force, 2 * contact.look);
        causes.push(Cause::Chance(draw));
        causes.push(now.given(now.setup.battle.third_temperature));
        causes.truncate(6);
        Some((CHOICES[softmax(payoffs, self.rates.third_temperature, u)], causes))
    }

    /// A force that is hit by fire joins against whoever fired, if it shoots back: the sides fire
    /// astray in proportion to their people.
    fn fired_on(
        &self,
        now: &Now,
        fight: &Fight,
        fighter: &Fighter,
        contact: &Contact,
    ) -> Option<(StandingOnRaid, Vec<Cause>)> {
        let setup = &now.setup.forces[fighter.force];
        let chance = self.rates.third_fired_on;
        let (u, draw) = fight.uniform(now, Stream::ThirdArmy, fighter.force, 2 * contact.look + 1);
        match setup.standing.fired_on {
            StandingOnFire::ReturnFire if u < chance => {}
            StandingOnFire::ReturnFire | StandingOnFire::HoldFire => return None,
        }
        let raiders = fight.side(Role::Attack, 1.0).people;
        let all = raiders + fight.side(Role::Defend, 1.0).people;
        // What is left of the uniform, below its chance, tells who fired.
        let by_raiders = u / chance * all < raiders;
        let choice = if by_raiders { StandingOnRaid::HelpGarrison } else { StandingOnRaid::HelpRaiders };
        let origin = Cause::Given(now.setup.names[setup.name.id].origin);
        let given = now.given(now.setup.battle.third_fired_on);
        Some((choice, vec![Cause::Event(fight.latest), Cause::Chance(draw), given, origin]))
    }

    /// The payoff of each choice, in the order of [`CHOICES`]. All weights are assumptions.
    fn payoffs(&self, situation: Situation) -> [f64; 5] {
        let rates = &self.rates;
        let Situation { capture, stance, aid, killed, winning, raiders, garrison } = situation;
        let risk = |faced: f64| rates.third_risk * faced.min(3.0);
        let free = 1.0 - capture;
        [
            0.0,
            rates.third_block - risk(raiders + garrison),
            rates.third_capture * capture + rates.third_stance * stance
                - rates.third_cost_garrison
                - risk(raiders),
            rates.third_free_raiders * free + rates.third_aid * aid + rates.third_killed * killed
                - rates.third_cost_raiders
                - risk(garrison),
            rates.third_free_disarm * free + rates.third_winning * winning
                - rates.third_cost_disarm
                - risk(garrison),
        ]
    }
}

/// What a force sees; adds what weighs on it to the causes.
fn situation(
    now: &Now,
    fight: &Fight,
    fighter: &Fighter,
    contact: &Contact,
    causes: &mut Vec<Cause>,
) -> Situation {
    let party = now.setup.forces[fighter.force].of;
    let raider = now.setup.forces[fight.raider].of;
    let garrison = defender(now, fight);
    let diplomacy = &now.board.diplomacy;
    let mut situation = Situation { winning: contact.p, ..Situation::default() };
    if let Some(pocket) = &now.setup.parties[party].pocket {
        let degree = diplomacy.parties[party].capture;
        if garrison == Some(pocket.of) {
            situation.capture = degree;
        } else if raider == pocket.of {
            situation.capture = -degree;
        }
        causes.push(now.given(pocket.degree));
    }
    if let Some(garrison) = garrison {
        situation.stance = diplomacy.dyads[(party, garrison)].stance;
    }
    if let Some(taken) = aid_from(now, raider, party) {
        situation.aid = 1.0;
        causes.push(taken);
    }
    let shot = now
        .setup
        .workforces
        .iter()
        .find(|(id, row)| row.facility == fight.on && now.board.labour.workforces[*id].killed > 0);
    if let Some((id, _)) = shot {
        situation.killed = 1.0;
        causes.extend(now.board.labour.workforces[id].last_riot.map(|since| Cause::Event(since.because)));
    }
    let own = f64::from(fighter.people).max(1.0);
    situation.raiders = fight.side(Role::Attack, 1.0).people / own;
    situation.garrison = fight.side(Role::Defend, 1.0).people / own;
    situation
}

/// The acceptance of aid from a party or a bloc it is a member of, if there was one.
fn aid_from(now: &Now, raider: PartyId, taker: PartyId) -> Option<Cause> {
    let givers =
        now.setup.parties.iter().filter(|(id, party)| *id == raider || party.members().contains(&raider));
    givers
        .filter(|(giver, _)| *giver != taker)
        .find_map(|(giver, _)| now.board.diplomacy.aid[(giver, taker)].accepted)
        .map(|since| Cause::Event(since.because))
}

/// The choice at the quantile `u` of a softmax.
fn softmax(payoffs: [f64; 5], temperature: f64, u: f64) -> usize {
    let best = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights = payoffs.map(|payoff| math::exp((payoff - best) / temperature.max(1e-6)));
    let wanted = u * weights.iter().sum::<f64>();
    let mut sum = 0.0;
    for (index, weight) in weights.iter().enumerate() {
        sum += weight;
        if wanted < sum {
            return index;
        }
    }
    weights.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax_follows_the_payoffs() {
        let share = |payoffs, temperature| {
            let mut counts = [0; 5];
            for step in 0..1_000 {
                counts[softmax(payoffs, temperature, (f64::from(step) + 0.5) / 1_000.0)] += 1;
            }
            counts
        };
        assert_eq!(share([0.3; 5], 0.4), [200; 5]);
        assert_eq!(share([0.0, 1.0, 0.0, 0.0, 0.0], 1e-9), [0, 1_000, 0, 0, 0]);
        // e^(0.4/0.4) = 2.718 to 1 each: by hand 2.718/6.718 = 0.4046.
        assert!((share([0.4, 0.0, 0.0, 0.0, 0.0], 0.4)[0] - 405_i32).abs() <= 1);
    }
}
