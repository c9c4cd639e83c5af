//! What happens elsewhere and moves relations (the impulses of MODELS §8).

use super::out::Out;
use super::{State, calls};
use crate::cause::EventId;
use crate::domains::forces::Place;
use crate::event::{Event, Kind, Kinds};
use crate::facility::facility_at;
use crate::id::{ContractId, FacilityId, ForceId, PartyId, Table, WorkforceId};
use crate::log::Record;
use crate::now::{Emit, Now};
use crate::obligation::{self, Attacked};
use crate::setup::{Setup, StandingOnRaid};

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[
    Kind::Decided,
    Kind::Breached,
    Kind::IncitementExposed,
    Kind::GateRiot,
    Kind::GateCasualties,
    Kind::Landed,
    Kind::Detected,
    Kind::RaidBegan,
    Kind::ThirdArmyChose,
    Kind::FrontOpened,
])
.and(ENDS);

/// Those after which what a call asks may no longer be possible.
const ENDS: Kinds = Kinds::of(&[
    Kind::Completed,
    Kind::Failed,
    Kind::Cancelled,
    Kind::Destroyed,
    Kind::PurposeRevealed,
    Kind::Withdrew,
    Kind::Resumed,
    Kind::RouteOpened,
]);

/// What is remembered of the news because later news does not repeat it.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// The troops in the last riot at each workforce's gate, until its first casualties.
    at_gate: Table<WorkforceId, Option<ForceId>>,
    /// Against whom each (by, among) incites.
    incitements: Vec<(PartyId, PartyId, PartyId)>,
    /// Rivals that have taken note of where a force landed.
    alarmed: Vec<(PartyId, ForceId)>,
}

impl Heard {
    /// Nothing heard yet.
    pub fn new(setup: &Setup) -> Self {
        let at_gate = Table::for_each_of(&setup.workforces, |_| None);
        Self { at_gate, incitements: Vec::new(), alarmed: Vec::new() }
    }

    /// Remembers against whom a party incites.
    pub fn incites(&mut self, by: PartyId, among: PartyId, against: PartyId) {
        self.incitements.retain(|row| (row.0, row.1) != (by, among));
        self.incitements.push((by, among, against));
    }
}

/// Takes in the news.
pub(super) fn hear(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    let mut over = false;
    for record in now.log.news(&mut state.cursor, NEWS) {
        state.orders.hear(record);
        over |= ENDS.contains(record.event.kind());
        match record.event {
            Event::IncitementExposed { by, among } => exposed(state, now, out, record, by, among),
            Event::Breached { contract, undelivered } => {
                breached(state, now, out, contract, f64::from(undelivered));
            }
            Event::GateRiot { workforce, force, .. } => state.heard.at_gate[workforce] = force,
            Event::GateCasualties { workforce, killed, injured, .. } if killed + injured > 0 => {
                if let Some(force) = state.heard.at_gate[workforce].take() {
                    clash(state, now, out, record, workforce, force);
                }
            }
            Event::Landed { force, at, .. } => {
                state.heard.alarmed.retain(|row| row.1 != force);
                if let Some(facility) = facility_at(now.setup, at) {
                    landed(state, now, out, record, force, facility);
                }
            }
            Event::Detected { by, force } => detected(state, now, out, by, force),
            Event::RaidBegan { force, on, .. } => raided(state, now, out, record, force, on),
            Event::ThirdArmyChose { force, choice } => third_army(state, now, out, record, force, choice),
            Event::FrontOpened { a, b, .. } => front(state, now, out, record, a, b),
            // The others are in `ENDS`.
            _ => {}
        }
    }
    if over {
        calls::take_back(state, now, out, emit);
    }
}

/// Incitement found out: anger of those among whom it was, and of those against whom it went.
fn exposed(state: &mut State, now: &Now, out: &mut Out, record: &Record, by: PartyId, among: PartyId) {
    let against = state.heard.incitements.iter().find(|row| (row.0, row.1) == (by, among)).map(|row| row.2);
    let patron = now.setup.parties[among].pocket.as_ref().map(|pocket| pocket.of);
    let numbers = &now.setup.diplomacy;
    let (full, bystander) = (now.value(numbers.incitement), now.value(numbers.bystander));
    let mut impulses = state.impulses(now, out);
    impulses.anger(among, by, full, record.id);
    if let Some(against) = against.filter(|&party| party != among) {
        impulses.anger(against, by, full, record.id);
    }
    if let Some(patron) = patron.filter(|&party| Some(party) != against) {
        impulses.anger(patron, by, full * bystander, record.id);
    }
}

/// A breach costs trust: the buyer's in proportion to what was not delivered, and, less, that of its
/// fellow members of the bloc whose business it is.
fn breached(state: &mut State, now: &Now, out: &mut Out, contract: ContractId, undelivered: f64) {
    let contract = &now.setup.contracts[contract];
    let numbers = &now.setup.diplomacy;
    let lost = now.value(numbers.breach_of_trust) * undelivered.clamp(0.0, 1.0);
    let bystander = now.value(numbers.bystander);
    let fellows: Vec<_> = contract
        .under
        .map(|bloc| std::iter::once(bloc).chain(obligation::members(now.setup, out, bloc)).collect())
        .unwrap_or_default();
    let mut impulses = state.impulses(now, out);
    impulses.disappoint(contract.buyer, contract.seller, lost);
    for party in fellows.into_iter().filter(|&party| party != contract.buyer) {
        impulses.disappoint(party, contract.seller, lost * bystander);
    }
}

/// Casualties between strikers and troops that are not the host's own.
fn clash(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    record: &Record,
    workforce: WorkforceId,
    force: ForceId,
) {
    let workforce = &now.setup.workforces[workforce];
    let owner = now.setup.facilities[workforce.facility].owner;
    let troops = now.setup.forces[force].of;
    if owner == troops {
        return;
    }
    let weight = now.value(now.setup.diplomacy.clash);
    let mut impulses = state.impulses(now, out);
    impulses.anger(owner, troops, weight, record.id);
    if let Some(movement) = workforce.movement {
        impulses.anger(movement, troops, weight, record.id);
    }
}

/// Foreign troops arrive: anger of the host unless they are welcome, and of rivals that have noticed.
fn landed(state: &mut State, now: &Now, out: &mut Out, record: &Record, force: ForceId, at: FacilityId) {
    let sender = now.setup.forces[force].of;
    let owner = now.setup.facilities[at].owner;
    if sender == owner {
        return;
    }
    let weight = now.value(now.setup.diplomacy.airlift);
    let welcome = obligation::is_welcome(now.setup, out, sender, at);
    let share = if welcome { now.value(now.setup.diplomacy.invited) } else { 1.0 };
    state.impulses(now, out).anger(owner, sender, weight * share, record.id);
    for rival in obligation::others(now.setup, sender, owner) {
        if now.board.forces.noticed[(rival, sender)].is_some() {
            alarm(state, now, out, rival, force, record.id);
        }
    }
}

/// A party notices a force; where that stands on foreign soil, a rival is alarmed, once a landing.
fn detected(state: &mut State, now: &Now, out: &mut Out, by: PartyId, force: ForceId) {
    let row = &now.board.forces.forces[force];
    let (Place::At(site), Some(landed)) = (row.place, row.landed) else { return };
    let Some(facility) = facility_at(now.setup, site) else { return };
    let (owner, sender) = (now.setup.facilities[facility].owner, now.setup.forces[force].of);
    if owner != sender && by != owner && by != sender && !state.heard.alarmed.contains(&(by, force)) {
        alarm(state, now, out, by, force, landed.because);
    }
}

/// The less a party likes the sender, the more the deployment angers it. What angers is the landing, not
/// that it was noticed.
fn alarm(state: &mut State, now: &Now, out: &mut Out, rival: PartyId, force: ForceId, landed: EventId) {
    state.heard.alarmed.push((rival, force));
    let sender = now.setup.forces[force].of;
    let rivalry = (-out.dyads[(rival, sender)].stance).max(0.0);
    let weight = now.value(now.setup.diplomacy.airlift) * rivalry;
    state.impulses(now, out).anger(rival, sender, weight, landed);
}

/// A raid: anger of all it is directed against, of their pledged allies, and, less, of an owner that
/// had invited the raider.
fn raided(state: &mut State, now: &Now, out: &mut Out, record: &Record, force: ForceId, on: FacilityId) {
    let raider = now.setup.forces[force].of;
    let owner = now.setup.facilities[on].owner;
    let numbers = &now.setup.diplomacy;
    let (full, bystander) = (now.value(numbers.raid), now.value(numbers.bystander));
    let attacked = obligation::attacked(now, raider, on);
    let invited = owner != raider && attacked.iter().all(|row| row.party != owner);
    let share = now.value(numbers.invited);
    let mut allies: Vec<PartyId> = Vec::new();
    for &hit in &attacked {
        for (ally, bloc) in obligation::pledged(now.setup, out, hit, raider) {
            for party in [ally, bloc] {
                if !allies.contains(&party) && attacked.iter().all(|row| row.party != party) {
                    allies.push(party);
                }
            }
        }
    }
    let mut impulses = state.impulses(now, out);
    if invited {
        impulses.anger(owner, raider, full * share, record.id);
    }
    for hit in attacked {
        impulses.anger(hit.party, raider, full, record.id);
    }
    for ally in allies {
        impulses.anger(ally, raider, full * bystander, record.id);
    }
}

/// A third army takes a side: anger of the other side toward it.
fn third_army(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    record: &Record,
    force: ForceId,
    choice: StandingOnRaid,
) {
    let Some((facility, raider)) = obligation::fight_of(now, force) else { return };
    let third = now.setup.forces[force].of;
    let raider = now.setup.forces[raider].of;
    let weight = now.value(now.setup.diplomacy.clash);
    let angered = match choice {
        StandingOnRaid::StandAside | StandingOnRaid::BlockBoth => return,
        StandingOnRaid::HelpGarrison => raider,
        StandingOnRaid::HelpRaiders | StandingOnRaid::DisarmGarrison => {
            now.setup.facilities[facility].operator
        }
    };
    state.impulses(now, out).anger(angered, third, weight, record.id);
}

/// A further front: hostility between the two, and between each and the other's pledged allies.
fn front(state: &mut State, now: &Now, out: &mut Out, record: &Record, a: PartyId, b: PartyId) {
    let weight = now.value(now.setup.escalation.contagion);
    let mut impulses = state.impulses(now, out);
    for (one, other) in [(a, b), (b, a)] {
        impulses.anger(one, other, weight, record.id);
        let allies: Vec<_> =
            obligation::pledged(now.setup, impulses.out, Attacked { party: one, on_own_soil: true }, other)
                .map(|(ally, _)| ally)
                .collect();
        for ally in allies {
            impulses.anger(ally, other, weight, record.id);
            impulses.anger(other, ally, weight, record.id);
        }
    }
}
