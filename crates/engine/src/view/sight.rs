//! How a party sees each reading: what is its own, what is open to all, what is watched or hidden.

use crate::dice::{Key, Name};
use crate::id::{PartyId, ProjectId};
use crate::parameter::Num;
use crate::reading::Reading;
use crate::setup::Setup;

/// How a party sees one reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sight {
    /// As it is: its own fact, or public.
    Exact,
    /// A fact that is noticed after a while, at this rate a day.
    Watched(Num),
    /// A level, this many days late and with this error.
    Level { delay_days: Num, error: Num },
    /// A watcher's belief in a hidden purpose.
    Belief(ProjectId),
    /// The loss it expects of a capability.
    ExpectedLoss,
    /// What rumour says of a hidden degree.
    Rumour(Num),
    /// The announced end of a project.
    Announced(ProjectId),
    /// Not at all: it reads 0.
    Unknown,
}

/// How `party` sees a reading.
pub(super) fn sight(setup: &Setup, party: PartyId, reading: &Reading) -> Sight {
    let eyes = &setup.visibility;
    let open = Sight::Level { delay_days: eyes.open_delay_days, error: eyes.open_error };
    let contested = Sight::Level { delay_days: eyes.contested_delay_days, error: eyes.contested_error };
    // A bloc sees what its members see; members see their bloc.
    let own = |owner: PartyId| owner == party || setup.parties[party].members().contains(&owner);
    let own_or = |owner: PartyId, otherwise: Sight| if own(owner) { Sight::Exact } else { otherwise };
    match *reading {
        Reading::Day
        | Reading::Dark(_)
        | Reading::Temperature(_)
        | Reading::Cold(_)
        | Reading::HeatFactor(_)
        | Reading::RainShare(_)
        | Reading::Price(_)
        | Reading::RouteShare(_)
        | Reading::CompensationGap { .. }
        | Reading::Breach(_)
        | Reading::Breached(_)
        | Reading::Protesting(_)
        | Reading::Rioting(_)
        | Reading::RiotingIn(_)
        | Reading::IncitementExposed(_)
        | Reading::Crackdown(_)
        | Reading::UnrestKilled(_)
        | Reading::Strike(_)
        | Reading::DaysOnStrike(_)
        | Reading::Dismissed(_)
        | Reading::Stopped(_)
        | Reading::GateRiot(_)
        | Reading::DaysUntilDue(_)
        | Reading::Completed(_)
        | Reading::Completions(_)
        | Reading::Failed(_)
        | Reading::Cancelled(_)
        | Reading::Postponed(_)
        | Reading::Destroyed(_)
        | Reading::Open(_)
        | Reading::Revealed(_)
        | Reading::Inspected(_)
        | Reading::Noticed(_)
        | Reading::Reachable { .. }
        | Reading::Raid { .. }
        | Reading::Fighting(_)
        | Reading::Seized { .. }
        | Reading::Ended { .. }
        | Reading::Killed(_)
        | Reading::Wounded(_)
        | Reading::Prisoners(_)
        | Reading::Sanctioned { .. }
        | Reading::SanctionSeverity { .. }
        | Reading::Calls { .. }
        | Reading::Refusals { .. }
        | Reading::Threatened { .. }
        | Reading::Sweetener { .. }
        | Reading::Offered { .. }
        | Reading::Accepted { .. }
        | Reading::Access { .. }
        | Reading::AccessRefused { .. }
        | Reading::Invited { .. }
        | Reading::LeaseSuspended(_)
        | Reading::Member { .. }
        | Reading::LevelBetween { .. }
        | Reading::Fronts
        | Reading::WiderWar
        | Reading::BattleDeaths => Sight::Exact,

        Reading::Shortage(id) | Reading::StockDays(id) => own_or(setup.consumers[id].party, open),
        Reading::WorstShortage { bloc, .. } => {
            let inside = bloc == party || setup.parties[bloc].members().contains(&party);
            if inside { Sight::Exact } else { open }
        }
        Reading::Withheld(id) => own_or(id, Sight::Watched(eyes.detection)),
        Reading::HouseholdsCut(id) => own_or(setup.consumers[id].party, Sight::Watched(eyes.detection)),
        Reading::HomeShortage(id) | Reading::WithheldShare(id) | Reading::Revenue(id) => {
            own_or(setup.producers[id].party, open)
        }
        Reading::Withholding(id) => own_or(setup.producers[id].party, Sight::Watched(eyes.detection)),
        Reading::Undelivered(id) => {
            let contract = &setup.contracts[id];
            if own(contract.seller) || own(contract.buyer) || contract.under == Some(party) {
                Sight::Exact
            } else {
                open
            }
        }
        Reading::UndeliveredBy { seller, bloc } => {
            let inside = own(seller) || bloc == party || setup.parties[bloc].members().contains(&party);
            if inside { Sight::Exact } else { open }
        }
        Reading::Protest(id)
        | Reading::Legitimacy(id)
        | Reading::Hardship(id)
        | Reading::Resentment { of: id, .. } => own_or(id, open),
        Reading::Incitement(id) => own_or(id, contested),
        Reading::CityProtest(id) | Reading::Grievance(id) => own_or(setup.cities[id].party, open),
        Reading::StrikingShare(id) => {
            let workforce = &setup.workforces[id];
            let inside = own(workforce.employer) || workforce.movement == Some(party);
            if inside { Sight::Exact } else { open }
        }
        Reading::Replaced(id) => own_or(setup.workforces[id].employer, Sight::Watched(eyes.detection)),
        Reading::Productivity(id) => own_or(setup.facilities[id].operator, open),
        Reading::ForecastDays(id) => own_or(setup.projects[id].by, Sight::Announced(id)),
        Reading::SlackDays(id) => own_or(setup.projects[id].by, Sight::Unknown),
        Reading::Begun { project, task } => {
            let visible =
                setup.projects[project].tasks.get(usize::from(task)).is_some_and(|task| task.visible);
            let outside = if visible { Sight::Watched(eyes.detection) } else { Sight::Unknown };
            own_or(setup.projects[project].by, outside)
        }
        Reading::Margin(id) => own_or(setup.capabilities[id].of, contested),
        Reading::Degraded(id) => own_or(setup.capabilities[id].of, Sight::Watched(eyes.detection)),
        Reading::ExpectedLoss(_) => Sight::ExpectedLoss,
        Reading::Belief(id) => {
            let knows = setup.projects[id]
                .purpose
                .as_ref()
                .is_some_and(|purpose| purpose.known_to.contains(&party) || setup.projects[id].by == party);
            if knows { Sight::Exact } else { Sight::Belief(id) }
        }
        Reading::Jammed(id) => own_or(setup.projects[id].by, Sight::Watched(eyes.detection)),
        Reading::Strength(id) => own_or(id, contested),
        Reading::ForeignTroops(id) => {
            let facility = &setup.facilities[id];
            if own(facility.operator) || own(facility.owner) { Sight::Exact } else { contested }
        }
        Reading::ForeignTroopsAt(id) | Reading::Cordoned(id) => {
            let facility = &setup.facilities[id];
            let inside = own(facility.operator) || own(facility.owner);
            if inside { Sight::Exact } else { Sight::Watched(setup.movement.detect_march) }
        }
        Reading::Landed { force, at } => {
            let inside = own(setup.forces[force].of) || own(setup.facilities[at].owner);
            if inside { Sight::Exact } else { Sight::Watched(setup.movement.detect_airlift) }
        }
        Reading::Staging(id) | Reading::Ready(id) => {
            own_or(setup.forces[id].of, Sight::Watched(setup.movement.detect_staging))
        }
        Reading::Busy(id) => own_or(setup.forces[id].of, Sight::Unknown),
        Reading::Stance { of, .. } | Reading::Trust { of, .. } | Reading::Hostility { of, .. } => {
            own_or(of, contested)
        }
        Reading::Capture(id) => {
            let Some(pocket) = &setup.parties[id].pocket else { return Sight::Exact };
            let knows = id == party || pocket.of == party || pocket.known_to.contains(&party);
            if knows { Sight::Exact } else { Sight::Rumour(pocket.rumoured) }
        }
        Reading::Treasury(id) => own_or(id, contested),
    }
}

/// The key of one party looking at what a reading is about.
pub(super) fn gaze(setup: &Setup, party: PartyId, reading: &Reading) -> Key {
    let observer = setup.parties[party].name;
    let subject = subject(setup, reading, observer).key;
    let about = match *reading {
        Reading::Stance { toward, .. }
        | Reading::Trust { toward, .. }
        | Reading::Hostility { toward, .. }
        | Reading::Resentment { against: toward, .. } => subject.with(setup.parties[toward].name.key),
        _ => subject,
    };
    observer.key.with(about)
}

/// The entity a reading is about; the observer itself where there is none.
fn subject(setup: &Setup, reading: &Reading, observer: Name) -> Name {
    match *reading {
        Reading::Shortage(id) | Reading::HouseholdsCut(id) | Reading::Price(id) | Reading::StockDays(id) => {
            setup.consumers[id].name
        }
        Reading::HomeShortage(id)
        | Reading::Withholding(id)
        | Reading::WithheldShare(id)
        | Reading::Revenue(id) => setup.producers[id].name,
        Reading::Undelivered(id) | Reading::Breach(id) => setup.contracts[id].name,
        Reading::CityProtest(id) | Reading::Rioting(id) | Reading::Grievance(id) => setup.cities[id].name,
        Reading::Strike(id)
        | Reading::StrikingShare(id)
        | Reading::DaysOnStrike(id)
        | Reading::Dismissed(id)
        | Reading::Replaced(id) => setup.workforces[id].name,
        Reading::Dark(id)
        | Reading::Stopped(id)
        | Reading::GateRiot(id)
        | Reading::Productivity(id)
        | Reading::ForeignTroops(id)
        | Reading::ForeignTroopsAt(id)
        | Reading::Cordoned(id)
        | Reading::Fighting(id)
        | Reading::LeaseSuspended(id) => setup.facilities[id].name,
        Reading::DaysUntilDue(id)
        | Reading::ForecastDays(id)
        | Reading::SlackDays(id)
        | Reading::Begun { project: id, .. }
        | Reading::Open(id)
        | Reading::Completed(id)
        | Reading::Completions(id)
        | Reading::Failed(id)
        | Reading::Cancelled(id)
        | Reading::Postponed(id)
        | Reading::Destroyed(id)
        | Reading::Belief(id)
        | Reading::Revealed(id)
        | Reading::Inspected(id)
        | Reading::Jammed(id) => setup.projects[id].name,
        Reading::Margin(id) | Reading::ExpectedLoss(id) | Reading::Degraded(id) => {
            setup.capabilities[id].name
        }
        Reading::Landed { force: id, .. } | Reading::Staging(id) | Reading::Ready(id) | Reading::Busy(id) => {
            setup.forces[id].name
        }
        Reading::WorstShortage { good, .. } => setup.goods[good].name,
        Reading::Withheld(id)
        | Reading::UndeliveredBy { seller: id, .. }
        | Reading::Breached(id)
        | Reading::CompensationGap { party: id, .. }
        | Reading::Protest(id)
        | Reading::Protesting(id)
        | Reading::RiotingIn(id)
        | Reading::Resentment { of: id, .. }
        | Reading::Legitimacy(id)
        | Reading::Hardship(id)
        | Reading::Incitement(id)
        | Reading::IncitementExposed(id)
        | Reading::Crackdown(id)
        | Reading::UnrestKilled(id)
        | Reading::Strength(id)
        | Reading::Noticed(id)
        | Reading::Killed(id)
        | Reading::Wounded(id)
        | Reading::Prisoners(id)
        | Reading::Stance { of: id, .. }
        | Reading::Trust { of: id, .. }
        | Reading::Hostility { of: id, .. }
        | Reading::Capture(id)
        | Reading::Treasury(id) => setup.parties[id].name,
        Reading::Day
        | Reading::Temperature(_)
        | Reading::Cold(_)
        | Reading::HeatFactor(_)
        | Reading::RainShare(_)
        | Reading::RouteShare(_)
        | Reading::Reachable { .. }
        | Reading::Raid { .. }
        | Reading::Seized { .. }
        | Reading::Ended { .. }
        | Reading::Sanctioned { .. }
        | Reading::SanctionSeverity { .. }
        | Reading::Calls { .. }
        | Reading::Refusals { .. }
        | Reading::Threatened { .. }
        | Reading::Sweetener { .. }
        | Reading::Offered { .. }
        | Reading::Accepted { .. }
        | Reading::Access { .. }
        | Reading::AccessRefused { .. }
        | Reading::Invited { .. }
        | Reading::Member { .. }
        | Reading::LevelBetween { .. }
        | Reading::Fronts
        | Reading::WiderWar
        | Reading::BattleDeaths => observer,
    }
}
