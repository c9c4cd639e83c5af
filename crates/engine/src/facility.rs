//! Which facility is where, and whether it can be used: several domains ask, none owns the answer.

use crate::action::Aim;
use crate::cause::Since;
use crate::event::Ending;
use crate::id::{FacilityId, SiteId};
use crate::now::Now;
use crate::setup::Setup;

/// The facility a site belongs to: its own place, or an airfield inside its perimeter.
#[must_use]
pub fn facility_at(setup: &Setup, site: SiteId) -> Option<FacilityId> {
    setup
        .facilities
        .iter()
        .find(|(_, row)| {
            row.site == site || row.airfields.iter().any(|&airfield| setup.airfields[airfield].site == site)
        })
        .map(|(id, _)| id)
}

/// What keeps a facility from being used by force: it is held, fought over, or not yet repaired
/// after an attacker did there what it came for. `None`: nothing does.
#[must_use]
pub fn closed_by_force(now: &Now, facility: FacilityId) -> Option<Since> {
    let row = &now.board.battle.facilities[facility];
    if row.holder.is_some() {
        return row.seized.or(row.raided);
    }
    if row.fighting {
        return row.raided;
    }
    let wrecked = row.ending == Some(Ending::DeniedAndWithdrew) && row.aim.is_some_and(wrecks);
    row.ended.filter(|end| wrecked && now.at.days_since(end.at) < now.value(now.setup.campaign.repair_days))
}

/// Whether success with this aim ruins what is there: control wants it whole.
#[must_use]
pub fn wrecks(aim: Aim) -> bool {
    match aim {
        Aim::Deny | Aim::Destroy => true,
        Aim::Control => false,
    }
}
