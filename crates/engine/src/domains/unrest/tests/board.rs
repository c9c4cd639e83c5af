//! A board on which nothing happens, for tests of single domains.

use crate::board::Board;
use crate::cause::{Cause, Leading};
use crate::domains::{
    battle, capability, diplomacy, escalation, forces, labour, project, trade, unrest, weather,
};
use crate::id::{OriginId, SiteId, Table};
use crate::pairs::Pairs;
use crate::setup::Setup;
use crate::time::Minute;

/// Everything at rest: no shortage, mild weather, nobody sanctioned, rich parties.
pub(crate) fn quiet(setup: &Setup, unrest: unrest::Out, labour: labour::Out) -> Board {
    let parties = setup.parties.len();
    let nothing = Leading::given(OriginId(0), 0.0);
    let people = forces::ForceOut {
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
    };
    let garrison =
        forces::GarrisonOut { foreign_troops: 0, foreign_since: None, cordoned: None, cordon_force: None };
    Board {
        weather: weather::Out {
            regions: Table::for_each_of(&setup.regions, |_| weather::RegionOut {
                temperature_c: 10.0,
                anomaly_c: 0.0,
                heat: 1.0,
                climatological_heat: 1.0,
                cold: 0.0,
                rain_mm: 0.0,
                rain_share: 1.0,
                flyable: true,
                because: Cause::Given(OriginId(0)),
                cold_spell: None,
                drought: None,
            }),
        },
        trade: trade::Out {
            consumers: Table::for_each_of(&setup.consumers, |_| trade::ConsumerOut {
                demand: 1.0,
                delivered: 1.0,
                drawn: 0.0,
                shortage: 0.0,
                felt: 0.0,
                households_short: 0.0,
                stock: 0.0,
                price: 1.0,
                because: nothing,
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
            contracts: Table::default(),
            routes: Table::default(),
        },
        unrest,
        labour,
        project: project::Out {
            projects: Table::for_each_of(&setup.projects, |_| project::ProjectOut {
                taking: 0.0,
                taken_from: None,
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
                because: nothing,
            }),
        },
        capability: capability::Out::default(),
        forces: forces::Out {
            forces: Table::for_each_of(&setup.forces, |_| people),
            facilities: Table::for_each_of(&setup.facilities, |_| garrison),
            noticed: Pairs::new(parties, |_, _| None),
        },
        battle: battle::Out::default(),
        diplomacy: diplomacy::Out {
            dyads: Pairs::new(parties, |_, _| diplomacy::DyadOut {
                stance: 0.0,
                trust: 0.0,
                hostility: 0.0,
                because: nothing,
            }),
            parties: Table::for_each_of(&setup.parties, |_| diplomacy::StandingOut {
                capture: 0.0,
                left: 0,
                treasury: 100.0,
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
