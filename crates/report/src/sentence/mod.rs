//! Every event as one plain English sentence, in the past tense.
//!
//! The past tense doesn't bend with number, so titles can be singular or plural. A sentence says
//! what the log says; it adds no adjective.

mod economy;
mod military;
mod order;
mod people;
mod politics;
mod technical;

pub(crate) use military::{ended, third_army};
pub use order::{demand, order};

use powderkeg_engine::event::{Answer, Event};

use crate::words::{Words, capitalised};

/// The gist of an event, to stand as a reason after "because": without amounts and other details.
#[must_use]
pub fn gist(words: &Words, event: &Event) -> String {
    match *event {
        Event::ColdSpellBegan { region, .. } => format!("a cold spell began in {}", words.region(region)),
        Event::RainFailed { region, .. } => format!("rain was scarce in {}", words.region(region)),
        Event::Withheld { party, good, .. } => {
            format!("{} kept {} at home", words.party(party), words.good(good))
        }
        Event::ShortageBegan { consumer, .. } => {
            let consumer = &words.setup.consumers[consumer];
            format!("{} ran short in {}", words.good(consumer.good), words.party(consumer.party))
        }
        Event::Breached { contract, .. } => {
            let seller = words.party(words.setup.contracts[contract].seller);
            format!("{seller} breached {}", words.contract(contract))
        }
        Event::ProtestBegan { city, .. } | Event::ProtestGrew { city, .. } => {
            format!("people protested in {}", words.city(city))
        }
        Event::RiotBegan { city, .. } | Event::Casualties { city, .. } => {
            format!("rioting broke out in {}", words.city(city))
        }
        Event::IncitementBegan { by, among, .. } => {
            format!("{} paid for dissent in {}", words.party(by), words.party(among))
        }
        Event::FacilityStopped { facility, .. } => {
            format!("{} fell out of operation", words.facility(facility))
        }
        Event::PayRaised { workforce, .. } => {
            let employer = words.setup.workforces[workforce].employer;
            format!("{} offered {} more pay", words.party(employer), words.workforce(workforce))
        }
        Event::GateRiot { workforce, .. } | Event::GateCasualties { workforce, .. } => {
            let facility = words.setup.workforces[workforce].facility;
            format!("a riot broke out at the gate of {}", words.facility(facility))
        }
        Event::Sanctioned { bloc, on, .. } => {
            format!("{} imposed sanctions on {}", words.party(bloc), words.party(on))
        }
        Event::PurposeSuspected { party, project, .. } => {
            format!("{} feared what {} is for", words.party(party), words.project(project))
        }
        Event::CapabilityDegraded { capability, .. } => {
            format!("{} was degraded", words.capability(capability))
        }
        Event::Landed { force, at, .. } | Event::Closed { force, at, .. } => {
            format!("{} came to {}", words.force(force), words.site(at))
        }
        Event::Answered { by, answer: Answer::Comply, .. } => format!("{} had asked for it", words.party(by)),
        Event::Answered { to, demand: what, about, answer: Answer::Refuse, .. } => {
            format!("{} refused to {}", words.party(to), demand(words, what, about))
        }
        Event::UltimatumSet { by, to, .. } => {
            format!("{} set {} an ultimatum", words.party(by), words.party(to))
        }
        Event::FightEnded { on, .. } => format!("{} was fought over", words.facility(on)),
        Event::RaidBegan { force, on, .. } => {
            let owner = words.party(words.setup.forces[force].of);
            format!("{owner} {} {}", military::attacked(words, force), words.facility(on))
        }
        Event::Demonstrated { force, at } => {
            let owner = words.party(words.setup.forces[force].of);
            format!("{owner} showed force to {}", words.party(at))
        }
        Event::ReplacementsArrived { workforce, .. } => {
            let facility = words.setup.workforces[workforce].facility;
            format!("replacement workers began work at {}", words.facility(facility))
        }
        // All others are short as they are.
        _ => clause(words, event),
    }
}

/// One sentence that says what happened, with its full stop.
#[must_use]
pub fn sentence(words: &Words, event: &Event) -> String {
    let text = clause(words, event);
    format!("{}.", capitalised(&text))
}

/// The same without capital and full stop, to stand after "because".
///
/// Exhaustive on purpose: a new event doesn't compile before it can be said.
#[must_use]
pub fn clause(words: &Words, event: &Event) -> String {
    match event {
        Event::ColdSpellBegan { .. }
        | Event::ColdSpellEnded { .. }
        | Event::RainFailed { .. }
        | Event::Withheld { .. }
        | Event::Resumed { .. }
        | Event::ShortageBegan { .. }
        | Event::ShortageEnded { .. }
        | Event::HouseholdsCut { .. }
        | Event::StoreEmptied { .. }
        | Event::Settled { .. }
        | Event::Breached { .. }
        | Event::Excused { .. }
        | Event::RouteClosed { .. }
        | Event::RouteOpened { .. } => economy::clause(words, event),
        Event::ProtestBegan { .. }
        | Event::ProtestGrew { .. }
        | Event::ProtestEnded { .. }
        | Event::RiotBegan { .. }
        | Event::RiotEnded { .. }
        | Event::Casualties { .. }
        | Event::Conceded { .. }
        | Event::CrackdownBegan { .. }
        | Event::CrackdownEnded { .. }
        | Event::IncitementBegan { .. }
        | Event::IncitementExposed { .. }
        | Event::StrikeBegan { .. }
        | Event::StrikeEnded { .. }
        | Event::FacilityStopped { .. }
        | Event::FacilityResumed { .. }
        | Event::PayRaised { .. }
        | Event::Dismissed { .. }
        | Event::ReplacementsSent { .. }
        | Event::ReplacementsArrived { .. }
        | Event::GateRiot { .. }
        | Event::GateCasualties { .. }
        | Event::GateRiotEnded { .. } => people::clause(words, event),
        Event::TaskBegan { .. }
        | Event::ProjectReady { .. }
        | Event::Slipped { .. }
        | Event::BroughtForward { .. }
        | Event::Scrubbed { .. }
        | Event::Completed { .. }
        | Event::Failed { .. }
        | Event::Cancelled { .. }
        | Event::Postponed { .. }
        | Event::Destroyed { .. }
        | Event::PurposeSuspected { .. }
        | Event::PurposeRevealed { .. }
        | Event::WeaponReady { .. }
        | Event::CapabilityDegraded { .. }
        | Event::CapabilityRestored { .. }
        | Event::Reconstituted { .. }
        | Event::Jammed { .. }
        | Event::Inspected { .. } => technical::clause(words, event),
        Event::Departed { .. }
        | Event::Landed { .. }
        | Event::Closed { .. }
        | Event::Cordoned { .. }
        | Event::CordonLifted { .. }
        | Event::StagingBegan { .. }
        | Event::ForceReady { .. }
        | Event::Withdrew { .. }
        | Event::OperationLaunched { .. }
        | Event::OperationEnded { .. }
        | Event::OperationOver { .. }
        | Event::Demonstrated { .. }
        | Event::Detected { .. }
        | Event::TroopsPresent { .. }
        | Event::TroopsGone { .. }
        | Event::RaidBegan { .. }
        | Event::LiftLost { .. }
        | Event::OperationAborted { .. }
        | Event::Dropped { .. }
        | Event::Assault { .. }
        | Event::ThirdArmyChose { .. }
        | Event::Losses { .. }
        | Event::Broke { .. }
        | Event::Captured { .. }
        | Event::Seized { .. }
        | Event::CounterAttack { .. }
        | Event::FightEnded { .. } => military::clause(words, event),
        Event::Called { .. }
        | Event::Answered { .. }
        | Event::UltimatumSet { .. }
        | Event::UltimatumExpired { .. }
        | Event::UltimatumDropped { .. }
        | Event::Sweetened { .. }
        | Event::SweetenerReturned { .. }
        | Event::Moved { .. }
        | Event::Voted { .. }
        | Event::MotionFailed { .. }
        | Event::Sanctioned { .. }
        | Event::SanctionsLifted { .. }
        | Event::AidOffered { .. }
        | Event::AidAccepted { .. }
        | Event::AccessAsked { .. }
        | Event::AccessGranted { .. }
        | Event::AccessDenied { .. }
        | Event::Invited { .. }
        | Event::LeaseSuspended { .. }
        | Event::LeftBloc { .. }
        | Event::LevelRaised { .. }
        | Event::FrontOpened { .. }
        | Event::FrontClosed { .. }
        | Event::FrontDeaths { .. }
        | Event::Mediated { .. }
        | Event::DisputeClosed { .. }
        | Event::DisputeReopened { .. } => politics::clause(words, event),
        Event::Decided { party, action, .. } => {
            format!("{} decided to {}", words.party(*party), order::order_of(words, *party, action))
        }
        Event::Refused { party, action, reason } => {
            let why = order::reason(*reason);
            format!("{} could not {}: {why}", words.party(*party), order::order_of(words, *party, action))
        }
    }
}
