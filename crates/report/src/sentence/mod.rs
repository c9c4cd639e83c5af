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

pub(crate) use military::third_army;
pub use order::{demand, order};

use powderkeg_engine::event::Event;

use crate::words::{Words, capitalised};

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
        | Event::Demonstrated { .. }
        | Event::Detected { .. }
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
        | Event::FrontDeaths { .. }
        | Event::Mediated { .. }
        | Event::DisputeClosed { .. } => politics::clause(words, event),
        Event::Decided { party, action, .. } => {
            format!("{} decided to {}", words.party(*party), order(words, action))
        }
        Event::Refused { party, action, reason } => {
            let why = order::reason(*reason);
            format!("{} could not {}: {why}", words.party(*party), order(words, action))
        }
    }
}
