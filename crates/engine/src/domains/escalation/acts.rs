//! Acts of other domains as acts of a dispute (MODELS §10; definitions of the Militarized Interstate
//! Dispute data): threat, display, use of force. Disputes are between states; what a bloc does counts
//! for the state that leads it.

use super::State;
use super::disputes::Obligation;
use super::out::Out;
use crate::action::OperationKind;
use crate::cause::{Cause, EventId};
use crate::event::{Event, Kind, Kinds, Level};
use crate::facility::facility_at;
use crate::id::{FacilityId, ForceId, PartyId};
use crate::now::{Emit, Now};
use crate::obligation::{self, Attacked, Thing};
use crate::reasons::Reasons;
use crate::setup::StandingOnRaid;

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[
    Kind::Decided,
    Kind::UltimatumSet,
    Kind::Landed,
    Kind::Cordoned,
    Kind::Demonstrated,
    Kind::Detected,
    Kind::OperationLaunched,
    Kind::RaidBegan,
    Kind::ThirdArmyChose,
    Kind::LiftLost,
    Kind::Losses,
    Kind::FightEnded,
]);

/// Who fights whom over a facility, for whose dead are whose.
#[derive(Clone, Debug)]
pub(super) struct Fight {
    on: FacilityId,
    raider: PartyId,
    defenders: Vec<PartyId>,
    /// A third army's party and whom it turned against.
    third: Option<(PartyId, PartyId)>,
}

impl Fight {
    /// The pair whose dispute a party's dead belong to.
    fn pair_of(&self, party: PartyId) -> Option<(PartyId, PartyId)> {
        if party == self.raider {
            return self.defenders.first().map(|&defender| (party, defender));
        }
        if let Some(third) = self.third.filter(|third| third.0 == party) {
            return Some(third);
        }
        self.defenders.contains(&party).then_some((party, self.raider))
    }
}

/// Takes in the news.
pub(super) fn hear(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    let mut bloodshed = None;
    for record in now.log.news(&mut state.cursor, NEWS) {
        state.orders.hear(record);
        let id = record.id;
        match record.event {
            Event::UltimatumSet { by, to, .. } => raise(state, now, out, emit, (by, to), Level::Threat, id),
            Event::Demonstrated { force, at } => {
                let by = now.setup.forces[force].of;
                raise(state, now, out, emit, (by, at), Level::Display, id);
            }
            Event::Landed { force, at, .. } => {
                if let Some(facility) = facility_at(now.setup, at) {
                    landed(state, now, out, emit, (force, facility), id);
                }
            }
            Event::Cordoned { force, facility } => {
                let pair = (now.setup.forces[force].of, now.setup.facilities[facility].operator);
                raise(state, now, out, emit, pair, Level::Display, id);
            }
            Event::Detected { by, force } => detected(state, now, out, emit, (by, force), id),
            Event::OperationLaunched { force, kind: OperationKind::Interdict, on, .. } => {
                use_of_force(state, now, out, emit, (force, on), id);
            }
            Event::RaidBegan { force, on, .. } => {
                use_of_force(state, now, out, emit, (force, on), id);
                let raider = now.setup.forces[force].of;
                for defender in obligation::attacked(now, raider, on) {
                    fight(state, now, out, (raider, defender.party), on);
                }
            }
            Event::ThirdArmyChose { force, choice } => {
                third_army(state, now, out, emit, (force, choice), id);
            }
            Event::LiftLost { .. } | Event::Losses { .. } => bloodshed = Some(id),
            Event::FightEnded { on, .. } => {
                state.disputes.fight_ended(now, out, on);
                bloodshed = Some(id);
            }
            // No other kind is in `NEWS`.
            _ => {}
        }
    }
    if let Some(because) = bloodshed {
        count_battle_deaths(state, now, out, emit, because);
    }
}

/// Notes an act between two parties at a level, if both stand for states.
fn raise(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    (a, b): (PartyId, PartyId),
    level: Level,
    act: EventId,
) {
    let states = (obligation::state_of(now.setup, a), obligation::state_of(now.setup, b));
    if let (Some(a), Some(b)) = states
        && a != b
    {
        state.disputes.raise(now, out, emit, (a, b), level, Reasons::of(act));
    }
}

/// Notes that two parties fight over a facility, if both stand for states.
fn fight(state: &mut State, now: &Now, out: &Out, (a, b): (PartyId, PartyId), on: FacilityId) {
    let states = (obligation::state_of(now.setup, a), obligation::state_of(now.setup, b));
    if let (Some(a), Some(b)) = states
        && a != b
    {
        state.disputes.fight(now, out, (a, b), on);
    }
}

/// Troops arrive on foreign soil: a display of force toward a host that does not welcome them, and
/// toward all whose calls about that place are still open.
fn landed(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    (force, facility): (ForceId, FacilityId),
    act: EventId,
) {
    let relations = &now.board.diplomacy;
    let sender = now.setup.forces[force].of;
    let owner = now.setup.facilities[facility].owner;
    if sender == owner {
        return;
    }
    if !obligation::is_welcome(now.setup, relations, sender, facility) {
        raise(state, now, out, emit, (sender, owner), Level::Display, act);
    }
    for line in &relations.calls {
        let there = match state.things.get(line.about).copied().unwrap_or(Thing::Other) {
            Thing::Project(project) => now.setup.projects[project].at == facility,
            Thing::Facility(about) => about == facility,
            Thing::Force(about) => about == force,
            Thing::Other | Thing::Good(_) | Thing::Producer(_) | Thing::Contract(_) | Thing::Route(_) => {
                false
            }
        };
        if there && line.to == sender && obligation::is_open(line) {
            raise(state, now, out, emit, (sender, line.by), Level::Display, act);
        }
    }
}

/// Staging that is seen is a display of force toward those who see it and dislike the sender.
fn detected(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    (by, force): (PartyId, ForceId),
    act: EventId,
) {
    let row = &now.board.forces.forces[force];
    let sender = now.setup.forces[force].of;
    let prepares = row.staging.or(row.ready);
    if let Some(staging) = prepares
        && now.board.diplomacy.dyads[(by, sender)].stance < 0.0
        && let (Some(a), Some(b)) =
            (obligation::state_of(now.setup, sender), obligation::state_of(now.setup, by))
        && a != b
    {
        let because = Reasons::of(act).and(staging.because);
        state.disputes.raise(now, out, emit, (a, b), Level::Display, because);
    }
}

/// Force is used: against who runs the place, its garrison, and its owner unless it invited that.
/// The attacked and their pledged allies may now open fronts.
fn use_of_force(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    (force, on): (ForceId, FacilityId),
    act: EventId,
) {
    let raider = now.setup.forces[force].of;
    let mut attacked = obligation::attacked(now, raider, on);
    // The garrison's side of the dispute is the operator's, where both are hit.
    let operator = now.setup.facilities[on].operator;
    attacked.sort_by_key(|hit| hit.party != operator);
    for &hit in &attacked {
        raise(state, now, out, emit, (raider, hit.party), Level::Force, act);
    }
    for &hit in &attacked {
        oblige(state, now, out, hit, raider, act);
    }
    state.fights.push(Fight {
        on,
        raider,
        defenders: attacked.iter().map(|hit| hit.party).collect(),
        third: None,
    });
}

/// The attacked and its pledged allies are obliged against the attacker.
fn oblige(state: &mut State, now: &Now, out: &Out, hit: Attacked, attacker: PartyId, act: EventId) {
    let Some(attacker) = obligation::state_of(now.setup, attacker) else { return };
    let own = std::iter::once((hit.party, None));
    let allies = obligation::pledged(now.setup, &now.board.diplomacy, hit, attacker);
    for (party, bloc) in own.chain(allies.map(|(ally, bloc)| (ally, Some(bloc)))) {
        if let Some(party) = obligation::state_of(now.setup, party) {
            let obligation = Obligation { party, against: attacker, because: act, bloc };
            state.disputes.oblige(now, out, obligation);
        }
    }
}

/// A third army's choice: for a side it is a use of force, between both a display.
fn third_army(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    (force, choice): (ForceId, StandingOnRaid),
    act: EventId,
) {
    let Some((on, raider)) = obligation::fight_of(now, force) else { return };
    let third = now.setup.forces[force].of;
    let raider = now.setup.forces[raider].of;
    let Some(fought) = state.fights.iter_mut().rev().find(|fight| fight.on == on && fight.raider == raider)
    else {
        return;
    };
    let defender = fought.defenders.iter().copied().find(|&party| party != third);
    let against = match choice {
        StandingOnRaid::StandAside => None,
        StandingOnRaid::HelpGarrison => Some(raider),
        StandingOnRaid::HelpRaiders | StandingOnRaid::DisarmGarrison => defender,
        StandingOnRaid::BlockBoth => {
            raise(state, now, out, emit, (third, raider), Level::Display, act);
            if let Some(defender) = defender {
                raise(state, now, out, emit, (third, defender), Level::Display, act);
            }
            return;
        }
    };
    if let Some(against) = against {
        fought.third = Some((third, against));
        raise(state, now, out, emit, (third, against), Level::Force, act);
        fight(state, now, out, (third, against), on);
        oblige(state, now, out, Attacked { party: against, on_own_soil: false }, third, act);
    }
}

/// Counts the dead of fights from the parties' tolls, each to the latest fight its party is in.
fn count_battle_deaths(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit, because: EventId) {
    for party in now.setup.parties.ids() {
        let killed = now.board.battle.parties[party].killed;
        let new = killed.saturating_sub(state.tolls[party]);
        if new == 0 {
            continue;
        }
        state.tolls[party] = killed;
        out.deaths += new;
        let pair = state.fights.iter().rev().find_map(|fight| fight.pair_of(party));
        let states =
            pair.map(|(a, b)| (obligation::state_of(now.setup, a), obligation::state_of(now.setup, b)));
        if let Some((Some(a), Some(b))) = states
            && a != b
        {
            state.disputes.add_deaths(now, out, emit, (a, b), new, Cause::Event(because));
        }
    }
}
