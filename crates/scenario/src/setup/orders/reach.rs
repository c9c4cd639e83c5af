//! Whether a force can get where it is sent: who is in it, how it moves, which way, and who must let it.
//!
//! The rules are those of the engine's forces domain (`domains/forces/ways.rs` and `orders.rs`), asked of what can ever
//! be instead of what is now.

use powderkeg_engine::action::{Action, OperationKind};
use powderkeg_engine::domains::forces::airfield_at;
use powderkeg_engine::facility::facility_at;
use powderkeg_engine::id::{AircraftId, CorridorId, FacilityId, ForceId, NameId, PartyId, SiteId};
use powderkeg_engine::setup::{AccessKind, AccessTerms, Corridor, ForceKind};
use powderkeg_models::geodesy;

use super::feasible::Facts;
use super::{Objection, Verdict, as_it_stands, never};

/// A force needs people.
pub(super) fn manned(facts: &Facts<'_>, force: ForceId) -> Verdict {
    let row = &facts.setup.forces[force];
    if facts.greatest(row.strength) >= 0.5 {
        return Ok(());
    }
    let id = facts.id(row.name);
    Err(as_it_stands(format!("`{id}` has nobody in it"), format!("give [force.{id}] a `strength`")))
}

pub(super) fn airlift(facts: &Facts<'_>, force: ForceId, to: SiteId) -> Verdict {
    manned(facts, force)?;
    flies(facts, force)?;
    carries_vehicles(facts, force)?;
    has_runway(facts, force, to)?;
    let mut starts = places(facts, force, None);
    starts.retain(|&from| from != to);
    if starts.is_empty() {
        let id = facts.id(facts.setup.forces[force].name);
        return Err(never(format!("`{id}` stands there from the start"), "name another place in `to`"));
    }
    let ways = starts.into_iter().map(|from| way_to_land(facts, force, from, to));
    best(facts, force, ways, site_id(facts, to))?;
    may_land(facts, force, to)
}

pub(super) fn cordon(facts: &Facts<'_>, force: ForceId, around: FacilityId) -> Verdict {
    manned(facts, force)?;
    let owner = facts.setup.facilities[around].owner;
    if owner == facts.party || may_base(facts, owner) || invites(facts, owner) {
        return Ok(());
    }
    Err(uninvited(facts, owner, "march to", around))
}

/// A withdrawal needs something to withdraw from.
pub(super) fn withdraw(facts: &Facts<'_>, force: ForceId) -> Verdict {
    let moves = |action| match action {
        Action::Airlift { force: sent, .. }
        | Action::Cordon { force: sent, .. }
        | Action::Operate { force: sent, .. }
        | Action::Prepare { force: sent } => sent == force,
        _ => false,
    };
    if facts.orders(facts.party, moves) {
        return Ok(());
    }
    let id = facts.id(facts.setup.forces[force].name);
    let help = "give it an option that sends or prepares the force: airlift, cordon, prepare or operate";
    Err(as_it_stands(format!("`{id}` never goes anywhere"), help))
}

/// Leaving is demanded of a force that is abroad.
pub(super) fn leave(facts: &Facts<'_>, to: PartyId, about: NameId) -> Verdict {
    let setup = facts.setup;
    let is_meant = |force: ForceId| {
        let row = &setup.forces[force];
        row.of == to && (row.name.id == about || setup.facilities.rows().any(|row| row.name.id == about))
    };
    let (whom, subject) = (facts.party_id(to), &setup.names[about].id);
    if !setup.forces.ids().any(is_meant) {
        let help = "name a force of the party in `to`, or a facility where one may stand, in `about`";
        return Err(never(format!("`{whom}` has no force that could leave `{subject}`"), help));
    }
    let sends = |action| matches!(action, Action::Airlift { force, .. } | Action::Cordon { force, .. } if is_meant(force));
    if facts.orders(to, sends) {
        return Ok(());
    }
    let reason = format!("`{whom}` never sends there anything that could leave");
    Err(as_it_stands(reason, format!("give [doctrine.{whom}.…] an option with an airlift or a cordon")))
}

pub(super) fn operate(
    facts: &Facts<'_>,
    kind: OperationKind,
    force: ForceId,
    on: FacilityId,
    via: Option<CorridorId>,
) -> Verdict {
    let row = &facts.setup.forces[force];
    let id = facts.id(row.name);
    let by_air = match row.kind {
        ForceKind::StrikeAircraft => true,
        ForceKind::LightInfantry | ForceKind::Airborne | ForceKind::Motorised | ForceKind::Security => false,
        // Said where the force is defined: nothing can be done about it here.
        ForceKind::Naval => return Ok(()),
    };
    match kind {
        OperationKind::Seize if by_air => {
            return Err(never(
                format!("the aircraft of `{id}` seize nothing"),
                "send troops, or write kind = \"strike\"",
            ));
        }
        OperationKind::Strike if !by_air => {
            let help = "send a force of kind = \"strike aircraft\", or write kind = \"seize\"";
            return Err(never(format!("`{id}` has no strike aircraft"), help));
        }
        OperationKind::Interdict | OperationKind::Escort => {
            return Err(never(
                "interdiction and escort are not yet simulated",
                "write kind = \"seize\" or \"strike\"",
            ));
        }
        OperationKind::Seize | OperationKind::Strike => {}
    }
    manned(facts, force)?;
    let places = places(facts, force, Some(on));
    let is_there = places.iter().any(|&site| facility_at(facts.setup, site) == Some(on));
    if by_air || !is_there {
        flies(facts, force)?;
        let ways = places.into_iter().flat_map(|from| ways_to_operate(facts, force, from, on, via));
        best(facts, force, ways, facts.id(facts.setup.facilities[on].name))?;
    }
    let prepares = |action| matches!(action, Action::Prepare { force: made_ready } if made_ready == force);
    if by_air || facts.orders(facts.party, prepares) {
        return Ok(());
    }
    let help = format!(
        "give `{}` an option with order = {{ prepare = {{ force = \"{id}\" }} }}",
        facts.party_id(facts.party)
    );
    Err(as_it_stands(format!("`{id}` must be made ready before it seizes anything, and never is"), help))
}

/// Where a force can stand: where it is at the start, and where the options of its party send it. What it would have to
/// take `first` does not count.
fn places(facts: &Facts<'_>, force: ForceId, first: Option<FacilityId>) -> Vec<SiteId> {
    let at = |facility: FacilityId| facts.setup.facilities[facility].site;
    let sent = facts.setup.options.rows().filter(|option| option.party == facts.party);
    let sent = sent.filter_map(|option| match option.order.action {
        Action::Airlift { force: flown, to } if flown == force => Some(to),
        Action::Cordon { force: marched, around } if marched == force => Some(at(around)),
        Action::Operate { force: fought, on, .. } if fought == force && Some(on) != first => Some(at(on)),
        _ => None,
    });
    std::iter::once(facts.setup.forces[force].at).chain(sent).collect()
}

/// The aircraft that carry a force in some run; those it has in every run.
fn fleet<'a>(
    facts: &'a Facts<'_>,
    force: ForceId,
    in_every_run: bool,
) -> impl Iterator<Item = AircraftId> + 'a {
    let lift = facts.setup.forces[force].lift.iter();
    let has = move |number| if in_every_run { facts.least(number) } else { facts.greatest(number) };
    lift.filter(move |&&(_, number)| has(number) >= 0.5).map(|&(aircraft, _)| aircraft)
}

fn flies(facts: &Facts<'_>, force: ForceId) -> Verdict {
    let moves = |id| facts.greatest(facts.setup.aircraft[id].cruise_kmh) > 0.0;
    if fleet(facts, force, false).any(moves) {
        return Ok(());
    }
    let id = facts.id(facts.setup.forces[force].name);
    let help = format!("give the force some: lift = {{ some_aircraft = 4 }} in [force.{id}]");
    let reason = format!("`{id}` has no aircraft to get there");
    let has_none = facts.setup.forces[force].lift.is_empty();
    Err(if has_none { never(reason, help) } else { as_it_stands(reason, help) })
}

fn carries_vehicles(facts: &Facts<'_>, force: ForceId) -> Verdict {
    let row = &facts.setup.forces[force];
    let carries = |id| facts.greatest(facts.setup.aircraft[id].vehicles) >= 0.5;
    if facts.least(row.vehicles) < 0.5 || fleet(facts, force, false).any(carries) {
        return Ok(());
    }
    let id = facts.id(row.name);
    let help = "give an aircraft in its `lift` some `vehicles`, or let the force have none";
    Err(as_it_stands(format!("`{id}` has vehicles, and no aircraft that carries any"), help))
}

fn has_runway(facts: &Facts<'_>, force: ForceId, to: SiteId) -> Verdict {
    let setup = facts.setup;
    let needed = fleet(facts, force, true).map(|id| setup.aircraft[id].runway_m).fold(0.0, f64::max);
    if airfield_at(setup, to, needed).is_some() {
        return Ok(());
    }
    let place = site_id(facts, to);
    let reason = if needed > 0.0 {
        format!("`{place}` has no airfield with a runway of the {needed} m that its aircraft need")
    } else {
        format!("`{place}` has no airfield")
    };
    Err(never(reason, "send it to an airfield, or give the facility there some: airfields = [\"…\"]"))
}

/// Whether a way serves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// It can be flown, perhaps after having asked.
    Open,
    /// This party must be asked for overflight, and no option does.
    Unasked(PartyId),
    /// This party refuses passage, whoever asks.
    Refused(PartyId),
    /// It is this long, km, and the aircraft fly that far at most.
    TooFar(f64, f64),
}

impl Way {
    /// The least is the best of several: the one that lacks least, of those too long the shortest.
    fn lacks(&self) -> (u8, u64) {
        match *self {
            Self::Open => (0, 0),
            Self::Unasked(_) => (1, 0),
            Self::Refused(_) => (2, 0),
            Self::TooFar(km, _) => (3, km as u64),
        }
    }
}

/// The corridors that lead from a place to a facility, one of them if only that may be taken.
fn ways_to_operate<'a>(
    facts: &'a Facts<'_>,
    force: ForceId,
    from: SiteId,
    on: FacilityId,
    via: Option<CorridorId>,
) -> impl Iterator<Item = Way> + 'a {
    let may_take = move |id: CorridorId| via.is_none_or(|via| via == id);
    let corridors = facts.setup.corridors.iter().filter(move |&(id, _)| may_take(id));
    let ends = move |site| facility_at(facts.setup, site) == Some(on);
    corridors.filter(move |(_, row)| joins(row, from, ends)).map(move |(_, row)| way(facts, force, row))
}

/// The way by which a force is flown to a place: over the best corridor, along the great circle if there is none.
fn way_to_land(facts: &Facts<'_>, force: ForceId, from: SiteId, to: SiteId) -> Way {
    let corridors = facts.setup.corridors.rows().filter(|row| joins(row, from, |site| site == to));
    let along = corridors.map(|row| way(facts, force, row)).min_by_key(Way::lacks);
    let [a, b] = [from, to].map(|site| geodesy::Place {
        latitude_deg: facts.setup.sites[site].latitude,
        longitude_deg: facts.setup.sites[site].longitude,
    });
    along.unwrap_or_else(|| within_range(facts, force, geodesy::great_circle_km(a, b)).unwrap_or(Way::Open))
}

fn joins(corridor: &Corridor, from: SiteId, ends: impl Fn(SiteId) -> bool) -> bool {
    corridor.from == from && ends(corridor.to) || corridor.to == from && ends(corridor.from)
}

fn way(facts: &Facts<'_>, force: ForceId, corridor: &Corridor) -> Way {
    let too_far = within_range(facts, force, corridor.length_km);
    too_far.unwrap_or_else(|| {
        let passages = corridor.crosses.iter().map(|&over| passage(facts, over));
        passages.max_by_key(Way::lacks).unwrap_or(Way::Open)
    })
}

/// The verdict on a length that no aircraft of the force can fly in any run.
fn within_range(facts: &Facts<'_>, force: ForceId, km: f64) -> Option<Way> {
    let ranges = fleet(facts, force, true).map(|id| facts.greatest(facts.setup.aircraft[id].range_km));
    let range = ranges.min_by(f64::total_cmp)?;
    (km > range).then_some(Way::TooFar(km, range))
}

/// How far a party lets the one that orders pass over it. Without a row: freely.
fn passage(facts: &Facts<'_>, over: PartyId) -> Way {
    let mut rows = facts.setup.access.iter();
    let row = rows.find(|row| (row.to, row.over, row.kind) == (facts.party, over, AccessKind::Overflight));
    match row.map(|row| row.terms) {
        None | Some(AccessTerms::Granted | AccessTerms::Unseen(_)) => Way::Open,
        Some(AccessTerms::Ask) if asks(facts, over, AccessKind::Overflight) => Way::Open,
        Some(AccessTerms::Ask) => Way::Unasked(over),
        Some(AccessTerms::Denied) => Way::Refused(over),
    }
}

fn asks(facts: &Facts<'_>, over: PartyId, kind: AccessKind) -> bool {
    facts.orders(facts.party, |action| matches!(action, Action::AskAccess { over: asked, kind: what } if (asked, what) == (over, kind)))
}

/// What speaks against the best of several ways.
fn best(facts: &Facts<'_>, force: ForceId, ways: impl Iterator<Item = Way>, to: &str) -> Verdict {
    let best = ways.min_by_key(Way::lacks);
    let row = &facts.setup.forces[force];
    let (id, base) = (facts.id(row.name), site_id(facts, row.at));
    match best {
        Some(Way::Open) => Ok(()),
        Some(Way::Unasked(over)) => {
            let over = facts.party_id(over);
            let help = format!(
                "give it an option with order = {{ ask_access = {{ over = \"{over}\", kind = \"overflight\" }} }}"
            );
            Err(as_it_stands(format!("the way crosses `{over}`, whom nobody asks for overflight"), help))
        }
        Some(Way::Refused(over)) => {
            let over = facts.party_id(over);
            let help = "draw a [corridor] around it, or write terms = \"ask\" in its [[access]]";
            Err(never(format!("every way crosses `{over}`, which denies overflight"), help))
        }
        Some(Way::TooFar(km, range)) => {
            let reason =
                format!("the way to `{to}` is {km:.0} km long, and the aircraft of `{id}` fly {range:.0} km");
            Err(as_it_stands(reason, "start from nearer (`at`, or an airlift first), or take other aircraft"))
        }
        None => {
            let reason = format!("no [corridor] leads from where `{id}` stands to `{to}`");
            let help = format!(
                "write [corridor.some_way] with from = \"{base}\" and to = \"{to}\" (or an airfield of it)"
            );
            Err(never(reason, help))
        }
    }
}

/// Whether a party may ever bring troops to a site.
fn may_land(facts: &Facts<'_>, force: ForceId, to: SiteId) -> Verdict {
    let setup = facts.setup;
    let Some(facility) = facility_at(setup, to) else { return Ok(()) };
    let row = &setup.facilities[facility];
    let leases =
        setup.agreements.rows().any(|lease| lease.lessee == facts.party && lease.covers.contains(&facility));
    let is_there = |site: &SiteId| facility_at(setup, *site) == Some(facility);
    let others = setup.forces.iter().filter(|&(id, other)| id != force && other.of == facts.party);
    let stands = others.into_iter().any(|(id, _)| places(facts, id, None).iter().any(is_there));
    let own = row.owner == facts.party || row.operator == facts.party;
    if own || leases || stands || may_base(facts, row.owner) || invites(facts, row.owner) {
        return Ok(());
    }
    Err(uninvited(facts, row.owner, "land at", facility))
}

/// Whether the owner of some soil lets the party's forces be there, or may when it is asked.
fn may_base(facts: &Facts<'_>, owner: PartyId) -> bool {
    let mut rows = facts.setup.access.iter();
    let row = rows.find(|row| (row.to, row.over, row.kind) == (facts.party, owner, AccessKind::Basing));
    row.is_some_and(|row| match row.terms {
        AccessTerms::Granted => true,
        AccessTerms::Ask | AccessTerms::Unseen(_) => asks(facts, owner, AccessKind::Basing),
        AccessTerms::Denied => false,
    })
}

fn invites(facts: &Facts<'_>, host: PartyId) -> bool {
    facts.orders(host, |action| matches!(action, Action::Invite { party } if party == facts.party))
}

fn uninvited(facts: &Facts<'_>, owner: PartyId, verb: &str, facility: FacilityId) -> Objection {
    let (owner, party) = (facts.party_id(owner), facts.party_id(facts.party));
    let facility = facts.id(facts.setup.facilities[facility].name);
    let reason = format!("`{owner}` never lets it {verb} `{facility}`");
    let help = format!(
        "write [[access]] with to = \"{party}\", over = \"{owner}\", kind = \"basing\" and ask for it, or let `{owner}` invite it"
    );
    as_it_stands(reason, help)
}

/// The id of what is at a site.
fn site_id<'a>(facts: &'a Facts<'_>, site: SiteId) -> &'a str {
    facts.id(facts.setup.sites[site].name)
}
