//! What an event is across runs: its kind and what it is about, whatever its amounts and dates.

use super::{Event, Kind};
use crate::action::Action;
use crate::id::Id;
use crate::log::word_of_order;

/// An event's kind and the entities it is about. Together with the how-manieth time it comes about, this is the
/// event's identity: the same in two runs of a scenario, however they differ.
///
/// What was answered, voted and chosen, and the level that was reached, belong to it; numbers, dates and how
/// something ended do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    kind: Kind,
    about: [u32; 4],
}

impl Subject {
    /// What kind of event it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.kind
    }
}

/// Stands where nothing is named.
const NOTHING: u32 = u32::MAX;

fn id(id: impl Id) -> u32 {
    // An index is a u16.
    id.index() as u32
}

fn one(a: impl Id) -> [u32; 4] {
    [id(a), NOTHING, NOTHING, NOTHING]
}

fn two(a: impl Id, b: impl Id) -> [u32; 4] {
    [id(a), id(b), NOTHING, NOTHING]
}

fn three(a: impl Id, b: impl Id, c: impl Id) -> [u32; 4] {
    [id(a), id(b), id(c), NOTHING]
}

/// An order without its number.
fn order(action: Action) -> u32 {
    word_of_order(&action.with_amount(0.0))
}

impl Event {
    /// What it is across runs.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject { kind: self.kind(), about: self.about() }
    }

    /// Exhaustive, so that a new event says what it is about.
    fn about(&self) -> [u32; 4] {
        match *self {
            Self::ColdSpellBegan { region, .. }
            | Self::ColdSpellEnded { region, .. }
            | Self::RainFailed { region, .. } => one(region),
            Self::Withheld { party, good, .. } | Self::Resumed { party, good } => two(party, good),
            Self::ShortageBegan { consumer, .. }
            | Self::ShortageEnded { consumer, .. }
            | Self::HouseholdsCut { consumer, .. }
            | Self::StoreEmptied { consumer } => one(consumer),
            Self::Settled { contract, .. }
            | Self::Breached { contract, .. }
            | Self::Excused { contract, .. } => one(contract),
            Self::RouteClosed { route, by } | Self::RouteOpened { route, by } => two(route, by),
            Self::ProtestBegan { city, .. }
            | Self::ProtestGrew { city, .. }
            | Self::ProtestEnded { city, .. }
            | Self::RiotBegan { city, .. }
            | Self::RiotEnded { city, .. }
            | Self::Casualties { city, .. } => one(city),
            Self::Conceded { party, .. }
            | Self::CrackdownBegan { party }
            | Self::CrackdownEnded { party, .. } => one(party),
            Self::IncitementBegan { by, among, against, .. } => three(by, among, against),
            Self::IncitementExposed { by, among } => two(by, among),
            Self::StrikeBegan { workforce }
            | Self::StrikeEnded { workforce, .. }
            | Self::PayRaised { workforce, .. }
            | Self::Dismissed { workforce, .. }
            | Self::ReplacementsSent { workforce, .. }
            | Self::ReplacementsArrived { workforce, .. }
            | Self::GateRiot { workforce, .. }
            | Self::GateCasualties { workforce, .. }
            | Self::GateRiotEnded { workforce } => one(workforce),
            Self::FacilityStopped { facility, .. }
            | Self::FacilityResumed { facility, .. }
            | Self::TroopsPresent { facility, .. }
            | Self::TroopsGone { facility } => one(facility),
            Self::TaskBegan { project, task } => [id(project), u32::from(task), NOTHING, NOTHING],
            Self::ProjectReady { project }
            | Self::Slipped { project, .. }
            | Self::BroughtForward { project, .. }
            | Self::Scrubbed { project, .. }
            | Self::Completed { project, .. }
            | Self::Failed { project, .. }
            | Self::Cancelled { project }
            | Self::Postponed { project, .. }
            | Self::Destroyed { project }
            | Self::WeaponReady { project } => one(project),
            Self::PurposeRevealed { project, truth } => [id(project), u32::from(truth), NOTHING, NOTHING],
            Self::PurposeSuspected { party, project, .. } => two(party, project),
            Self::CapabilityDegraded { capability, .. }
            | Self::CapabilityRestored { capability, .. }
            | Self::Reconstituted { capability, .. } => one(capability),
            Self::Jammed { project, by } | Self::Inspected { project, by } => two(project, by),
            Self::Departed { force, to } | Self::Withdrew { force, to } => two(force, to),
            Self::Landed { force, at, .. } | Self::Closed { force, at, .. } => two(force, at),
            Self::Cordoned { force, facility } | Self::CordonLifted { force, facility } => {
                two(force, facility)
            }
            Self::StagingBegan { force }
            | Self::ForceReady { force }
            | Self::OperationOver { force }
            | Self::Dropped { force, .. }
            | Self::Losses { force, .. }
            | Self::Captured { force, .. } => one(force),
            Self::OperationLaunched { force, kind, on, .. } => [id(force), id(on), kind as u32, NOTHING],
            Self::OperationEnded { force, kind } => [id(force), kind as u32, NOTHING, NOTHING],
            Self::Demonstrated { force, at } => two(force, at),
            Self::Detected { by, force } => two(by, force),
            Self::RaidBegan { force, on, .. }
            | Self::OperationAborted { force, on, .. }
            | Self::Assault { force, on, .. }
            | Self::Broke { force, on }
            | Self::Seized { force, on }
            | Self::CounterAttack { force, on, .. } => two(force, on),
            Self::LiftLost { force, aircraft, .. } => two(force, aircraft),
            Self::ThirdArmyChose { force, choice } => [id(force), choice as u32, NOTHING, NOTHING],
            Self::FightEnded { on, .. } => one(on),
            Self::Called { by, to, demand, about } | Self::UltimatumSet { by, to, demand, about, .. } => {
                [id(by), id(to), demand as u32, id(about)]
            }
            Self::Answered { by, to, demand, about, answer } => {
                [id(by), id(to), demand as u32 * 4 + answer as u32, id(about)]
            }
            Self::UltimatumExpired { by, to, about }
            | Self::UltimatumDropped { by, to, about }
            | Self::Sweetened { by, to, about, .. }
            | Self::SweetenerReturned { by, to, about, .. } => three(by, to, about),
            Self::Moved { bloc, by, motion, on } => [id(bloc), id(by), id(on), motion as u32],
            Self::Voted { bloc, member, yes } => [id(bloc), id(member), u32::from(yes), NOTHING],
            Self::MotionFailed { bloc, motion, on } => [id(bloc), id(on), motion as u32, NOTHING],
            Self::Sanctioned { bloc, on, .. } | Self::SanctionsLifted { bloc, on } => two(bloc, on),
            Self::AidOffered { by, to, .. } => two(by, to),
            Self::AidAccepted { by, from, .. } => two(by, from),
            Self::AccessAsked { by, over, kind } => [id(by), id(over), kind as u32, NOTHING],
            Self::AccessGranted { to, over, kind } | Self::AccessDenied { to, over, kind } => {
                [id(to), id(over), kind as u32, NOTHING]
            }
            Self::Invited { by, party } => two(by, party),
            Self::LeaseSuspended { by, facility } => two(by, facility),
            Self::LeftBloc { party, bloc } => two(party, bloc),
            Self::LevelRaised { a, b, level } => [id(a), id(b), level as u32, NOTHING],
            Self::FrontOpened { a, b, .. }
            | Self::FrontClosed { a, b }
            | Self::FrontDeaths { a, b, .. }
            | Self::DisputeClosed { a, b }
            | Self::DisputeReopened { a, b } => two(a, b),
            Self::Mediated { by, a, b } => three(by, a, b),
            Self::Decided { party, option: Some(option), .. } => two(party, option),
            Self::Decided { party, option: None, action, .. } | Self::Refused { party, action, .. } => {
                [id(party), NOTHING, order(action), NOTHING]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CityId, GoodId, OptionId, PartyId};
    use crate::time::Minute;

    #[test]
    fn amounts_and_dates_are_no_part_of_what_an_event_is() {
        let riot = |city, people| Event::RiotBegan { city: CityId(city), people }.subject();
        assert_eq!(riot(1, 10), riot(1, 5000));
        assert_ne!(riot(1, 10), riot(2, 10));
        assert_ne!(riot(1, 10), Event::ProtestBegan { city: CityId(1), people: 10 }.subject());
        let withhold = |good, share| Action::Withhold { good: GoodId(good), share };
        let ordered = |action, option, at| {
            let effective = Minute(at);
            Event::Decided { party: PartyId(0), option, action, effective }.subject()
        };
        assert_eq!(ordered(withhold(1, 0.2), None, 5), ordered(withhold(1, 0.7), None, 9));
        assert_ne!(ordered(withhold(1, 0.2), None, 5), ordered(withhold(2, 0.2), None, 5));
        let option = |n| Some(OptionId(n));
        assert_eq!(
            ordered(withhold(1, 0.2), option(3), 5),
            ordered(withhold(2, 0.2), option(3), 5),
            "an option is an option, whatever it orders"
        );
        assert_ne!(ordered(withhold(1, 0.2), option(3), 5), ordered(withhold(1, 0.2), option(4), 5));
    }
}
