//! A board on which nothing happens, for tests of domains that read the others.

use crate::board::Board;
use crate::cause::{Cause, Leading};
use crate::domains::{
    battle, capability, diplomacy, escalation, forces, labour, project, trade, unrest, weather,
};
use crate::id::{OriginId, SiteId, Table};
use crate::pairs::Pairs;
use crate::setup::Setup;

/// A quiet board of a setup: full crews, fair weather, full supplies, no projects begun.
pub(crate) fn board(setup: &Setup) -> Board {
    let parties = setup.parties.len();
    Board {
        weather: weather::Out { regions: Table::for_each_of(&setup.regions, |_| fair_region()) },
        trade: trade::Out {
            consumers: Table::for_each_of(&setup.consumers, |_| supplied()),
            ..trade::Out::default()
        },
        unrest: unrest::Out::default(),
        labour: labour::Out {
            workforces: Table::for_each_of(&setup.workforces, |_| at_work()),
            facilities: Table::for_each_of(&setup.facilities, |_| labour::FacilityOut {
                productivity: 1.0,
                stopped: None,
                riot: None,
            }),
        },
        project: project::Out::default(),
        capability: capability::Out::default(),
        forces: forces::Out {
            forces: Table::for_each_of(&setup.forces, |_| at_base()),
            facilities: Table::for_each_of(&setup.facilities, |_| forces::GarrisonOut {
                foreign_troops: 0,
                foreign_since: None,
                cordoned: None,
                cordon_force: None,
            }),
            noticed: Pairs::new(parties, |_, _| None),
        },
        battle: battle::Out {
            facilities: Table::for_each_of(&setup.facilities, |_| battle::ObjectiveOut::default()),
            parties: Table::for_each_of(&setup.parties, |_| battle::Toll::default()),
        },
        diplomacy: diplomacy::Out {
            dyads: Pairs::new(parties, |_, _| diplomacy::DyadOut {
                stance: 0.0,
                trust: 0.0,
                hostility: 0.0,
                because: nothing(),
            }),
            parties: Table::for_each_of(&setup.parties, |_| diplomacy::StandingOut {
                capture: 0.0,
                left: 0,
                treasury: 0.0,
            }),
            sanctions: Pairs::new(parties, |_, _| diplomacy::SanctionOut::default()),
            aid: Pairs::new(parties, |_, _| diplomacy::AidOut::default()),
            access: Vec::new(),
            invited: Pairs::new(parties, |_, _| None),
            calls: Vec::new(),
            lease_suspended: Table::for_each_of(&setup.facilities, |_| None),
        },
        escalation: escalation::Out {
            disputes: Pairs::new(parties, |_, _| escalation::DisputeOut::default()),
            fronts: 0,
            war: None,
            deaths: 0,
        },
    }
}

fn nothing() -> Leading {
    Leading::given(OriginId(0), 0.0)
}

fn fair_region() -> weather::RegionOut {
    weather::RegionOut {
        temperature_c: 10.0,
        anomaly_c: 0.0,
        heat: 1.0,
        climatological_heat: 1.0,
        cold: 0.0,
        rain_mm: 2.0,
        rain_share: 1.0,
        flyable: true,
        because: Cause::Given(OriginId(0)),
        cold_spell: None,
        drought: None,
    }
}

fn supplied() -> trade::ConsumerOut {
    trade::ConsumerOut {
        demand: 100.0,
        delivered: 100.0,
        drawn: 0.0,
        shortage: 0.0,
        felt: 0.0,
        households_short: 0.0,
        stock: 1_000.0,
        price: 1.0,
        because: nothing(),
        short: None,
        households_cut: None,
    }
}

fn at_work() -> labour::WorkforceOut {
    labour::WorkforceOut {
        striking: 0.0,
        dismissed: 0.0,
        strain: 0.0,
        because: nothing(),
        pay_ratio: 1.0,
        strike: None,
        dismissal: None,
        replacements: 0.0,
        replaced: None,
        skill: 0.0,
        riot: None,
        last_riot: None,
        crowd: 0.0,
        killed: 0,
        injured: 0,
    }
}

fn at_base() -> forces::ForceOut {
    forces::ForceOut {
        place: forces::Place::At(SiteId(0)),
        people: 0,
        vehicles: 0,
        present: 0,
        present_vehicles: 0,
        landed: None,
        staging: None,
        ready: None,
        cordon: None,
        operation: None,
        killed: 0,
        wounded: 0,
        captured: 0,
    }
}
