//! Contracts as flows: what of the agreed amount is delivered, day by day.

use powderkeg_engine::domains::trade::ContractOut;
use powderkeg_engine::id::{Id, PartyId, SiteId};
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::World;
use powderkeg_report::great_circle::{Point, middle};
use powderkeg_report::run::Run;
use powderkeg_report::words::capitalised;

use super::super::party::{id_of, path, title};
use super::entity::position;
use super::watched::Days;
use crate::api::{Flow, Position};

/// The share delivered of every contract, in the order of the setup.
#[derive(Clone, Debug)]
pub(super) struct Flows(Vec<Days>);

impl Flows {
    pub(super) fn of(setup: &Setup) -> Self {
        Self(vec![Days::default(); setup.contracts.len()])
    }

    pub(super) fn note(&mut self, world: &World, at: Minute) {
        let contracts = world.board().trade.contracts.rows();
        for (days, contract) in self.0.iter_mut().zip(contracts) {
            days.note(at, delivered(contract));
        }
    }
}

/// What is cut off by sanctions is not due, and does not flow.
fn delivered(contract: &ContractOut) -> f64 {
    if contract.due > 0.0 { (contract.delivered / contract.due).clamp(0.0, 1.0) } else { 0.0 }
}

pub(super) fn told(flows: &Flows, run: &Run) -> Vec<Flow> {
    let (setup, words) = (run.setup, run.words());
    let flow = |(id, days): (_, &Days)| {
        let contract: &powderkeg_engine::setup::Contract = &setup.contracts[id];
        let good = &setup.goods[contract.good];
        Flow {
            path: path(setup, contract.name),
            title: format!(
                "{} from {} to {}",
                capitalised(&words.good(contract.good)),
                words.party(contract.seller),
                words.party(contract.buyer)
            ),
            good: title(setup, good.name),
            seller: id_of(setup, contract.seller),
            buyer: id_of(setup, contract.buyer),
            between: place(setup, contract.seller).zip(place(setup, contract.buyer)),
            agreed: run.numbers[contract.per_month],
            unit: format!("{} a month", good.unit),
            delivered: days.values().to_vec(),
        }
    };
    setup.contracts.ids().zip(&flows.0).map(flow).collect()
}

/// Where a party's flows begin and end: amid its cities; without any on the map, amid its facilities; else amid the bases
/// of its forces. A bloc is amid its members.
fn place(setup: &Setup, party: PartyId) -> Option<Position> {
    let own = |party: PartyId| -> Vec<SiteId> {
        let cities = setup.cities.rows().filter(|city| city.party == party).filter_map(|city| city.site);
        let works = setup.facilities.rows().filter(|row| row.owner == party).map(|row| row.site);
        let bases = setup.forces.rows().filter(|force| force.of == party).map(|force| force.at);
        let sorts: [Vec<SiteId>; 3] = [cities.collect(), works.collect(), bases.collect()];
        sorts.into_iter().find(|sites| !sites.is_empty()).unwrap_or_default()
    };
    let mut sites = own(party);
    if sites.is_empty() {
        sites = setup.parties[party].members().iter().flat_map(|&member| own(member)).collect();
    }
    sites.sort_unstable_by_key(|site| site.index());
    sites.dedup();
    let point = |site: &SiteId| {
        let row = &setup.sites[*site];
        Point { latitude: row.latitude, longitude: row.longitude }
    };
    let points: Vec<Point> = sites.iter().map(point).collect();
    // A single place is itself, to the bit.
    if let [only] = points[..] { Some(position(only)) } else { middle(&points).map(position) }
}
