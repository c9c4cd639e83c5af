//! A board on which nothing happens: one neutral row a thing, so that a new reading is added once.

use crate::board::Board;
use crate::cause::{Cause, Leading};
use crate::domains::{
    battle, capability, diplomacy, escalation, forces, labour, project, trade, unrest, weather,
};
use crate::id::{OriginId, SiteId, Table};
use crate::pairs::Pairs;
use crate::setup::Setup;
use crate::time::Minute;

/// Everything at rest: fair weather, full supplies and crews, calm streets, forces at their bases,
/// projects planned, nobody hostile or sanctioned, access granted.
pub(crate) fn board(setup: &Setup) -> Board {
    Board {
        weather: weather::Out { regions: Table::for_each_of(&setup.regions, |_| fair()) },
        trade: trade(setup),
        unrest: unrest::Out {
            cities: Table::for_each_of(&setup.cities, |_| calm_city()),
            parties: Table::for_each_of(&setup.parties, |_| calm_nation()),
        },
        labour: labour::Out {
            workforces: Table::for_each_of(&setup.workforces, |_| at_work()),
            facilities: Table::for_each_of(&setup.facilities, |_| labour::FacilityOut {
                productivity: 1.0,
                stopped: None,
                riot: None,
            }),
        },
        project: project::Out { projects: Table::for_each_of(&setup.projects, |_| planned()) },
        capability: capability(setup),
        forces: forces::Out {
            forces: Table::for_each_of(&setup.forces, |id| at_base(setup.forces[id].at)),
            facilities: Table::for_each_of(&setup.facilities, |_| ungarrisoned()),
            noticed: Pairs::new(setup.parties.len(), |_, _| None),
        },
        battle: battle::Out {
            facilities: Table::for_each_of(&setup.facilities, |_| battle::ObjectiveOut::default()),
            parties: Table::for_each_of(&setup.parties, |_| battle::Toll::default()),
        },
        diplomacy: diplomacy(setup),
        escalation: escalation::Out {
            disputes: Pairs::new(setup.parties.len(), |_, _| escalation::DisputeOut::default()),
            fronts: 0,
            war: None,
            deaths: 0,
        },
    }
}

fn nothing() -> Leading {
    Leading::given(OriginId(0), 0.0)
}

fn fair() -> weather::RegionOut {
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

fn trade(setup: &Setup) -> trade::Out {
    trade::Out {
        consumers: Table::for_each_of(&setup.consumers, |_| trade::ConsumerOut {
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
        }),
        producers: Table::for_each_of(&setup.producers, |_| trade::ProducerOut {
            withheld: 0.0,
            withholding: None,
            production: 1.0,
            home_shortage: 0.0,
            revenue: 0.0,
        }),
        contracts: Table::for_each_of(&setup.contracts, |_| trade::ContractOut {
            due: 4.0,
            delivered: 4.0,
            undelivered: 0.0,
            breached: None,
        }),
        routes: Table::for_each_of(&setup.routes, |_| trade::RouteOut { open: 1.0, closed: None }),
    }
}

fn calm_city() -> unrest::CityOut {
    unrest::CityOut {
        protest: 0.0,
        riot: 0.0,
        detained: 0.0,
        people: 0.0,
        hardship: 0.0,
        legitimacy: 1.0,
        grievance: 0.0,
        targets: [0.0; unrest::TARGETS],
        because: nothing(),
        protesting: None,
        rioting: None,
        killed: 0,
        injured: 0,
    }
}

fn calm_nation() -> unrest::NationOut {
    unrest::NationOut { legitimacy: 1.0, ..unrest::NationOut::default() }
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

fn planned() -> project::ProjectOut {
    project::ProjectOut {
        state: project::ProjectState::Planned,
        due: Minute::NEVER,
        remaining_days: 10.0,
        forecast_days: 10.0,
        slack_days: 0.0,
        begun: [None; project::TASKS],
        completed: None,
        completions: 0,
        failed: None,
        cancelled: None,
        postponed: None,
        destroyed: None,
        because: nothing(),
        taking: 0.0,
        taken_from: None,
    }
}

fn capability(setup: &Setup) -> capability::Out {
    capability::Out {
        capabilities: Table::for_each_of(&setup.capabilities, |_| capability::CapabilityOut {
            initial: 1.0,
            margin: 1.0,
            because: nothing(),
            degraded: None,
            reconstituted: 0.0,
        }),
        beliefs: Vec::new(),
        projects: Table::for_each_of(&setup.projects, |_| capability::ProductOut {
            truth: true,
            weapon_ready: None,
            jammed: None,
            inspected: None,
            revealed: None,
        }),
    }
}

fn at_base(base: SiteId) -> forces::ForceOut {
    forces::ForceOut {
        place: forces::Place::At(base),
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

fn ungarrisoned() -> forces::GarrisonOut {
    forces::GarrisonOut { foreign_troops: 0, foreign_since: None, cordoned: None, cordon_force: None }
}

fn diplomacy(setup: &Setup) -> diplomacy::Out {
    let parties = setup.parties.len();
    diplomacy::Out {
        dyads: Pairs::new(parties, |_, _| diplomacy::DyadOut {
            stance: 0.0,
            trust: 0.0,
            hostility: 0.0,
            because: nothing(),
        }),
        parties: Table::for_each_of(&setup.parties, |_| diplomacy::StandingOut {
            capture: 0.0,
            left: 0,
            treasury: 100.0,
            sanctioned: false,
            aided: None,
        }),
        sanctions: Pairs::new(parties, |_, _| diplomacy::SanctionOut::default()),
        aid: Pairs::new(parties, |_, _| diplomacy::AidOut::default()),
        access: setup
            .access
            .iter()
            .map(|_| diplomacy::AccessOut { granted: true, asked: None, answered: None })
            .collect(),
        invited: Pairs::new(parties, |_, _| None),
        calls: Vec::new(),
        lease_suspended: Table::for_each_of(&setup.facilities, |_| None),
    }
}
