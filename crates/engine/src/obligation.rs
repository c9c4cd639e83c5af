//! Whose soil it is, who is welcome there, and who is pledged to whom: questions about the setup and
//! the published relations that diplomacy and escalation both ask.

use crate::action::Demand;
use crate::board::Board;
use crate::domains::diplomacy::{self, CallsOut};
use crate::domains::forces;
use crate::event::Event;
use crate::id::{
    ContractId, FacilityId, ForceId, GoodId, Id, NameId, PartyId, ProducerId, ProjectId, RouteId, Table,
};
use crate::now::Now;
use crate::setup::{Decides, PartyKind, Permission, Pledge, Setup};

/// Whether `party` is a member of `bloc` and has not left it.
pub(crate) fn is_member(setup: &Setup, relations: &diplomacy::Out, party: PartyId, bloc: PartyId) -> bool {
    setup.parties[bloc].members().contains(&party) && !relations.has_left(party, bloc)
}

/// The members of `bloc` that have not left it.
pub(crate) fn members<'a>(
    setup: &'a Setup,
    relations: &'a diplomacy::Out,
    bloc: PartyId,
) -> impl Iterator<Item = PartyId> + 'a {
    let members = setup.parties[bloc].members().iter().copied();
    members.filter(move |&member| !relations.has_left(member, bloc))
}

/// Whether combat troops of `guest` are at a facility with its owner's leave: they are at home, were
/// invited, or a lease that is in force permits troops.
pub(crate) fn is_welcome(
    setup: &Setup,
    relations: &diplomacy::Out,
    guest: PartyId,
    facility: FacilityId,
) -> bool {
    let owner = setup.facilities[facility].owner;
    let leased = || {
        relations.lease_suspended[facility].is_none()
            && setup.agreements.rows().any(|lease| {
                lease.lessee == guest
                    && lease.covers.contains(&facility)
                    && lease.permits.contains(&Permission::Troops)
            })
    };
    owner == guest || relations.invited[(owner, guest)].is_some() || leased()
}

/// Whose forces stand at a facility, besides `raider`'s and those that surround it: its garrison, in
/// the order of the forces.
pub(crate) fn garrison<'a>(
    setup: &'a Setup,
    board: &'a Board,
    facility: FacilityId,
    raider: PartyId,
) -> impl Iterator<Item = PartyId> + 'a {
    setup
        .forces
        .iter()
        .filter(move |(id, force)| {
            let row = &board.forces.forces[*id];
            force.of != raider
                && row.people > 0
                && row.cordon.is_none()
                && forces::is_at_facility(setup, &board.forces, *id, facility)
        })
        .map(|(_, force)| force.of)
}

/// Those against whom a raid by `raider` on a facility uses force: who runs it, whose garrison stands
/// there, and, unless it invited the raider, who owns it. Without repetition.
pub(crate) fn attacked(now: &Now, raider: PartyId, on: FacilityId) -> Vec<Attacked> {
    let (setup, relations) = (now.setup, &now.board.diplomacy);
    let facility = &setup.facilities[on];
    let mut rows: Vec<Attacked> = Vec::new();
    if !is_welcome(setup, relations, raider, on) {
        rows.push(Attacked { party: facility.owner, on_own_soil: true });
    }
    let others = std::iter::once(facility.operator).chain(garrison(setup, now.board, on, raider));
    for party in others {
        // An owner that invited the raider has no part in what it invited.
        if party != raider && party != facility.owner && rows.iter().all(|row| row.party != party) {
            rows.push(Attacked { party, on_own_soil: false });
        }
    }
    rows.retain(|row| row.party != raider);
    rows
}

/// One against whom force was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attacked {
    /// Who.
    pub party: PartyId,
    /// Whether it was on its territory; else its forces or people abroad were hit.
    pub on_own_soil: bool,
}

/// The allies that a bloc's pledge obliges to defend `attacked` against `against`, with the bloc: a
/// pledge of territory holds on own soil only, one of territory and forces everywhere. Who has invited
/// the attacker's forces is not obliged against them.
pub(crate) fn pledged<'a>(
    setup: &'a Setup,
    relations: &'a diplomacy::Out,
    attacked: Attacked,
    against: PartyId,
) -> impl Iterator<Item = (PartyId, PartyId)> + 'a {
    setup
        .parties
        .iter()
        .filter_map(|(id, party)| Some((id, party.bloc.as_ref()?.pledge?)))
        .filter(move |&(bloc, pledge)| {
            let covers = match pledge {
                Pledge::Territory => attacked.on_own_soil,
                Pledge::TerritoryAndForces => true,
            };
            covers
                && is_member(setup, relations, attacked.party, bloc)
                && !is_member(setup, relations, against, bloc)
        })
        .flat_map(move |(bloc, _)| {
            members(setup, relations, bloc)
                .filter(move |&ally| ally != attacked.party && relations.invited[(ally, against)].is_none())
                .map(move |ally| (ally, bloc))
        })
}

/// The state that acts when `party` does: itself, or the one that decides for its bloc. Disputes are
/// between states, so that others have none.
pub(crate) fn state_of(setup: &Setup, party: PartyId) -> Option<PartyId> {
    let row = &setup.parties[party];
    match (row.kind, &row.bloc) {
        (PartyKind::State, _) => Some(party),
        (PartyKind::Bloc, Some(bloc)) => match bloc.decides {
            Decides::Lead(lead) => Some(lead),
            Decides::Majority { .. } | Decides::Consensus | Decides::Never => None,
        },
        (PartyKind::Bloc, None) | (PartyKind::Movement, _) => None,
    }
}

/// The fight a force is in, as who raids and who is raided: the facility where it stands, or that it
/// surrounds, while there is fighting.
pub(crate) fn fight_of(now: &Now, force: ForceId) -> Option<(FacilityId, ForceId)> {
    let row = &now.board.forces.forces[force];
    now.setup.facilities.ids().find_map(|facility| {
        let fight = &now.board.battle.facilities[facility];
        let raider = fight.raider.filter(|_| fight.fighting)?;
        let present = raider == force
            || row.cordon.is_some_and(|(around, _)| around == facility)
            || forces::is_at_facility(now.setup, &now.board.forces, force, facility);
        present.then_some((facility, raider))
    })
}

/// Whether a line of calls still waits for what it asks.
pub(crate) fn is_open(line: &CallsOut) -> bool {
    line.complied.is_none_or(|complied| complied.because < line.last.because)
}

/// What a name in a call stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    /// Nothing one can call about.
    Other,
    /// A project.
    Project(ProjectId),
    /// A facility.
    Facility(FacilityId),
    /// A force.
    Force(ForceId),
    /// A good.
    Good(GoodId),
    /// A producer.
    Producer(ProducerId),
    /// A contract.
    Contract(ContractId),
    /// A route.
    Route(RouteId),
}

/// What each name of the setup stands for in a call.
pub(crate) fn things(setup: &Setup) -> Table<NameId, Thing> {
    let mut things = Table::for_each_of(&setup.names, |_| Thing::Other);
    setup.projects.iter().for_each(|(id, row)| things[row.name.id] = Thing::Project(id));
    setup.facilities.iter().for_each(|(id, row)| things[row.name.id] = Thing::Facility(id));
    setup.forces.iter().for_each(|(id, row)| things[row.name.id] = Thing::Force(id));
    setup.goods.iter().for_each(|(id, row)| things[row.name.id] = Thing::Good(id));
    setup.producers.iter().for_each(|(id, row)| things[row.name.id] = Thing::Producer(id));
    setup.contracts.iter().for_each(|(id, row)| things[row.name.id] = Thing::Contract(id));
    setup.routes.iter().for_each(|(id, row)| things[row.name.id] = Thing::Route(id));
    things
}

/// Whether `party` could still do what is demanded of it about `thing`.
pub(crate) fn can_comply(now: &Now, party: PartyId, demand: Demand, thing: Thing) -> bool {
    match (demand, thing) {
        (Demand::Cancel | Demand::Postpone, Thing::Project(id)) => {
            now.setup.projects[id].by == party && now.board.project.projects[id].state.is_open()
        }
        (Demand::Inspect, Thing::Project(id)) => {
            now.setup.projects[id].by == party
                && now.setup.projects[id].purpose.is_some()
                && now.board.project.projects[id].state.is_open()
                && now.board.capability.projects[id].revealed.is_none()
        }
        (Demand::Leave, Thing::Force(id)) => now.setup.forces[id].of == party && is_abroad(now, id),
        (Demand::Leave, Thing::Facility(facility)) => now.setup.forces.iter().any(|(id, force)| {
            force.of == party
                && is_abroad(now, id)
                && (now.board.forces.forces[id].cordon.is_some_and(|(around, _)| around == facility)
                    || forces::is_at_facility(now.setup, &now.board.forces, id, facility))
        }),
        (Demand::Deliver, Thing::Route(route)) => {
            let closed = now.board.trade.routes[route].closed;
            let record = closed.and_then(|closed| now.log.get(closed.because));
            record.is_some_and(|record| matches!(record.event, Event::RouteClosed { by, .. } if by == party))
        }
        (Demand::Deliver, thing) => withholds(now, party, thing),
        (Demand::Cancel | Demand::Postpone | Demand::Inspect | Demand::Leave, _) => false,
    }
}

/// Whether a force stands away from its base, in no operation.
fn is_abroad(now: &Now, force: ForceId) -> bool {
    let row = &now.board.forces.forces[force];
    (row.landed.is_some() || row.cordon.is_some()) && row.operation.is_none() && row.people > 0
}

fn withholds(now: &Now, party: PartyId, thing: Thing) -> bool {
    let setup = now.setup;
    now.setup.producers.iter().any(|(id, producer)| {
        let meant = match thing {
            Thing::Good(good) => producer.good == good,
            Thing::Producer(wanted) => id == wanted,
            Thing::Contract(contract) => {
                setup.contracts[contract].seller == producer.party
                    && setup.contracts[contract].good == producer.good
            }
            Thing::Other | Thing::Project(_) | Thing::Facility(_) | Thing::Force(_) | Thing::Route(_) => {
                false
            }
        };
        meant && producer.party == party && now.board.trade.producers[id].withholding.is_some()
    })
}

/// All parties but two.
pub(crate) fn others(setup: &Setup, a: PartyId, b: PartyId) -> impl Iterator<Item = PartyId> {
    (0..setup.parties.len()).map(PartyId::from_index).filter(move |&party| party != a && party != b)
}
