//! Ways: who may fly, land and march where, and how far it is.

use crate::dice::Name;
use crate::facility::facility_at;
use crate::id::{AircraftId, AirfieldId, CorridorId, FacilityId, ForceId, PartyId, SiteId};
use crate::now::Now;
use crate::parameter::Num;
use crate::setup::{AccessKind, AccessTerms, Corridor, Setup};
use powderkeg_models::geodesy;

use super::{Place, is_at_facility};

/// The shortest way by which a force can reach a facility now: within the range of its lift, and
/// over nobody who has not granted it.
///
/// A corridor serves in both directions. It is passable if every party it crosses is the force's
/// own, has no access row for it, has granted overflight now, or is to be crossed unseen. Range is
/// the one-way length against the least range of the force's aircraft with payload: they land,
/// refuel on the ground or are refuelled before the way back (a C-130J's 3,700 km cover both
/// Bagram–Baikonur, 1,335 km, and Incirlik–Baikonur, 2,509 km).
#[must_use]
pub fn way(now: &Now, force: ForceId, to: FacilityId) -> Option<CorridorId> {
    let Place::At(from) = now.board.forces.forces[force].place else { return None };
    let facility = &now.setup.facilities[to];
    let ends = |site: SiteId| {
        site == facility.site
            || facility.airfields.iter().any(|&airfield| now.setup.airfields[airfield].site == site)
    };
    shortest(now, force, from, ends)
}

/// As [`way`], between a site and the sites for which `ends` holds.
pub(super) fn shortest(
    now: &Now,
    force: ForceId,
    from: SiteId,
    ends: impl Fn(SiteId) -> bool,
) -> Option<CorridorId> {
    let range = range_km(now, force)?;
    let party = now.setup.forces[force].of;
    let mut shortest: Option<(CorridorId, f64)> = None;
    for (id, corridor) in now.setup.corridors.iter() {
        let km = corridor.length_km;
        if km <= shortest.map_or(range, |(_, least)| least)
            && shortest.is_none_or(|(_, least)| km < least)
            && joins(corridor, from, &ends)
            && is_passable(now, party, corridor)
        {
            shortest = Some((id, km));
        }
    }
    shortest.map(|(id, _)| id)
}

/// Whether a corridor joins `from` with a site for which `ends` holds.
pub(super) fn joins(corridor: &Corridor, from: SiteId, ends: impl Fn(SiteId) -> bool) -> bool {
    corridor.from == from && ends(corridor.to) || corridor.to == from && ends(corridor.from)
}

fn is_passable(now: &Now, party: PartyId, corridor: &Corridor) -> bool {
    corridor.crosses.iter().all(|&over| match passage(now, party, over, AccessKind::Overflight) {
        Passage::Open | Passage::Unseen(..) => true,
        Passage::Closed => false,
    })
}

/// How a party may pass.
pub(super) enum Passage {
    /// Freely.
    Open,
    /// Without leave: by the row's name, with this chance to be noticed.
    Unseen(Name, Num),
    /// Not.
    Closed,
}

/// How `party` may pass over, or use bases of, `over` now. Without a row: freely.
pub(super) fn passage(now: &Now, party: PartyId, over: PartyId, kind: AccessKind) -> Passage {
    if party == over {
        return Passage::Open;
    }
    let row = now
        .setup
        .access
        .iter()
        .enumerate()
        .find(|(_, row)| row.to == party && row.over == over && row.kind == kind);
    let Some((index, row)) = row else { return Passage::Open };
    let granted = now.board.diplomacy.access.get(index).is_some_and(|row| row.granted);
    if granted {
        return Passage::Open;
    }
    match row.terms {
        AccessTerms::Unseen(chance) => Passage::Unseen(row.name, chance),
        AccessTerms::Granted | AccessTerms::Ask | AccessTerms::Denied => Passage::Closed,
    }
}

/// The airfield to use for landing at `site` with a runway of at least `runway_m`: one at the site
/// itself, or the first that will do of the facility there.
#[must_use]
pub fn airfield_at(setup: &Setup, site: SiteId, runway_m: f64) -> Option<AirfieldId> {
    let fits = |id: &AirfieldId| setup.airfields[*id].runway_m >= runway_m;
    let here = setup.airfields.ids().filter(|&id| setup.airfields[id].site == site).find(&fits);
    here.or_else(|| {
        let facility = facility_at(setup, site)?;
        setup.facilities[facility].airfields.iter().copied().find(&fits)
    })
}

/// Whether a party may bring troops to a site.
///
/// Free: anywhere that is no facility, one's own facility, by invitation, with granted basing, where
/// one's own troops already stand, or at a facility one leases or operates — with or without a
/// clause on troops, since the lease alone opens the gate and the owner's answer to a breach comes
/// afterwards. A suspended lease closes it, unless one of the other reasons holds.
pub(super) fn may_land(now: &Now, party: PartyId, site: SiteId) -> bool {
    let setup = now.setup;
    let Some(facility) = facility_at(setup, site) else { return true };
    let row = &setup.facilities[facility];
    let based = || {
        setup.access.iter().zip(&now.board.diplomacy.access).any(|(access, out)| {
            access.to == party && access.over == row.owner && access.kind == AccessKind::Basing && out.granted
        })
    };
    let stands = || {
        let out = &now.board.forces;
        setup.forces.iter().any(|(force, other)| {
            other.of == party && out.forces[force].present > 0 && is_at_facility(setup, out, force, facility)
        })
    };
    let leased = || {
        let suspended = now.board.diplomacy.lease_suspended[facility].is_some();
        let lessee =
            setup.agreements.rows().any(|lease| lease.lessee == party && lease.covers.contains(&facility));
        !suspended && (lessee || row.operator == party)
    };
    row.owner == party
        || now.board.diplomacy.invited[(row.owner, party)].is_some()
        || leased()
        || based()
        || stands()
}

/// Whether a party may march onto a facility's owner's soil.
pub(super) fn may_march(now: &Now, party: PartyId, facility: FacilityId) -> bool {
    let owner = now.setup.facilities[facility].owner;
    let based = now.setup.access.iter().zip(&now.board.diplomacy.access).any(|(access, out)| {
        access.to == party && access.over == owner && access.kind == AccessKind::Basing && out.granted
    });
    owner == party || based || now.board.diplomacy.invited[(owner, party)].is_some()
}

/// The aircraft of a force that carry it (or strike), with their number; none that number zero.
pub(super) fn aircraft<'a>(now: &'a Now, force: ForceId) -> impl Iterator<Item = (AircraftId, u32)> + 'a {
    now.setup.forces[force]
        .lift
        .iter()
        .map(|&(aircraft, number)| (aircraft, super::whole(now.value(number))))
        .filter(|&(_, number)| number > 0)
}

/// The least range of a force's aircraft, km; `None` without aircraft.
pub(super) fn range_km(now: &Now, force: ForceId) -> Option<f64> {
    aircraft(now, force).map(|(id, _)| now.value(now.setup.aircraft[id].range_km)).min_by(f64::total_cmp)
}

/// The least cruise speed of a force's aircraft, km/h; `None` without aircraft that move.
pub(super) fn cruise_kmh(now: &Now, force: ForceId) -> Option<f64> {
    let slowest = aircraft(now, force).map(|(id, _)| now.value(now.setup.aircraft[id].cruise_kmh));
    slowest.min_by(f64::total_cmp).filter(|&speed| speed > 0.0)
}

/// Distance between two sites along a great circle, km.
pub(super) fn great_circle_km(setup: &Setup, from: SiteId, to: SiteId) -> f64 {
    let [from, to] = [from, to].map(|site| geodesy::Place {
        latitude_deg: setup.sites[site].latitude,
        longitude_deg: setup.sites[site].longitude,
    });
    geodesy::great_circle_km(from, to)
}

/// A given corridor as the way of a force to a facility, if it joins the two, lies within range and
/// is passable now.
pub(super) fn by(now: &Now, force: ForceId, to: FacilityId, via: CorridorId) -> Option<CorridorId> {
    let Place::At(from) = now.board.forces.forces[force].place else { return None };
    let corridor = &now.setup.corridors[via];
    let ends = |site| facility_at(now.setup, site) == Some(to);
    let serves = joins(corridor, from, ends)
        && corridor.length_km <= range_km(now, force)?
        && is_passable(now, now.setup.forces[force].of, corridor);
    serves.then_some(via)
}
