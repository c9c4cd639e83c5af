//! What a reading is, apart from its value: what switches it, whether the calendar moves it, its range.

use super::Reading;
use crate::event::{Kind, Kinds};

impl Reading {
    /// The kinds of event that can switch it, if it is news; empty for drift.
    #[must_use]
    pub fn switched_by(&self) -> Kinds {
        Kinds::of(match self {
            Self::HouseholdsCut(_) => &[Kind::HouseholdsCut, Kind::ShortageEnded],
            Self::Withheld(_) | Self::Withholding(_) => &[Kind::Withheld, Kind::Resumed],
            Self::Breach(_) | Self::Breached(_) => &[Kind::Breached, Kind::Settled, Kind::Excused],
            Self::RouteShare(_) => &[Kind::RouteClosed, Kind::RouteOpened],
            Self::Protesting(_) => &[Kind::ProtestBegan, Kind::ProtestEnded],
            Self::Rioting(_) | Self::RiotingIn(_) => &[Kind::RiotBegan, Kind::RiotEnded],
            Self::IncitementExposed(_) => &[Kind::IncitementExposed],
            Self::Crackdown(_) => &[Kind::CrackdownBegan, Kind::CrackdownEnded],
            Self::Strike(_) => &[Kind::StrikeBegan, Kind::StrikeEnded],
            Self::Dismissed(_) => &[Kind::Dismissed],
            Self::Replaced(_) => &[Kind::ReplacementsArrived],
            Self::Stopped(_) => &[Kind::FacilityStopped, Kind::FacilityResumed],
            Self::GateRiot(_) => &[Kind::GateRiot],
            Self::Begun { .. } => &[Kind::TaskBegan],
            Self::Open(_) => &[Kind::Completed, Kind::Failed, Kind::Cancelled, Kind::Destroyed],
            Self::Completed(_) | Self::Completions(_) => &[Kind::Completed],
            Self::Failed(_) => &[Kind::Failed],
            Self::Cancelled(_) => &[Kind::Cancelled],
            Self::Postponed(_) => &[Kind::Postponed],
            Self::Destroyed(_) => &[Kind::Destroyed],
            Self::Degraded(_) => &[Kind::CapabilityDegraded, Kind::CapabilityRestored],
            Self::Revealed(_) => &[Kind::PurposeRevealed],
            Self::Inspected(_) => &[Kind::Inspected],
            Self::Jammed(_) => &[Kind::Jammed],
            Self::ForeignTroopsAt(_) => &[Kind::TroopsPresent, Kind::TroopsGone],
            Self::Landed { .. } => &[Kind::Landed, Kind::Cordoned, Kind::OperationOver, Kind::Withdrew],
            Self::Staging(_) => {
                &[Kind::StagingBegan, Kind::ForceReady, Kind::Departed, Kind::OperationLaunched]
            }
            Self::Ready(_) => &[Kind::ForceReady, Kind::OperationLaunched, Kind::Withdrew, Kind::Departed],
            Self::Busy(_) => &[
                Kind::Departed,
                Kind::Landed,
                Kind::Closed,
                Kind::Cordoned,
                Kind::CordonLifted,
                Kind::OperationLaunched,
                Kind::OperationEnded,
                Kind::OperationOver,
                Kind::Withdrew,
            ],
            Self::Cordoned(_) => &[Kind::Cordoned, Kind::CordonLifted],
            Self::Noticed(_) => &[Kind::Detected],
            Self::Reachable { .. } => &[
                Kind::AccessGranted,
                Kind::AccessDenied,
                Kind::Landed,
                Kind::Closed,
                Kind::Withdrew,
                Kind::Departed,
                Kind::OperationLaunched,
            ],
            Self::Raid { .. } => &[Kind::RaidBegan],
            Self::Fighting(_) => &[Kind::RaidBegan, Kind::FightEnded],
            Self::Seized { .. } => &[Kind::Seized, Kind::RaidBegan],
            Self::Ended { .. } => &[Kind::FightEnded, Kind::RaidBegan],
            Self::Sanctioned { .. } | Self::SanctionSeverity { .. } => {
                &[Kind::Sanctioned, Kind::SanctionsLifted]
            }
            Self::Calls { .. } => &[Kind::Called, Kind::UltimatumSet],
            Self::Refusals { .. } => &[Kind::Answered],
            Self::Threatened { .. } => {
                &[Kind::UltimatumSet, Kind::UltimatumExpired, Kind::UltimatumDropped, Kind::Answered]
            }
            Self::Offered { .. } => &[Kind::AidOffered, Kind::AidAccepted],
            Self::Accepted { .. } => &[Kind::AidAccepted],
            Self::Access { .. } | Self::AccessRefused { .. } => &[Kind::AccessGranted, Kind::AccessDenied],
            Self::Invited { .. } => &[Kind::Invited],
            Self::LeaseSuspended(_) => &[Kind::LeaseSuspended],
            Self::Member { .. } => &[Kind::LeftBloc],
            Self::LevelBetween { .. } => &[Kind::LevelRaised],
            Self::Fronts => &[Kind::FrontOpened, Kind::FrontClosed],
            Self::WiderWar => &[Kind::FrontOpened, Kind::LevelRaised],
            Self::Day
            | Self::Dark(_)
            | Self::Temperature(_)
            | Self::Cold(_)
            | Self::HeatFactor(_)
            | Self::RainShare(_)
            | Self::Shortage(_)
            | Self::WorstShortage { .. }
            | Self::Price(_)
            | Self::StockDays(_)
            | Self::HomeShortage(_)
            | Self::WithheldShare(_)
            | Self::Revenue(_)
            | Self::Undelivered(_)
            | Self::UndeliveredBy { .. }
            | Self::CompensationGap { .. }
            | Self::Protest(_)
            | Self::CityProtest(_)
            | Self::Grievance(_)
            | Self::Resentment { .. }
            | Self::Legitimacy(_)
            | Self::Hardship(_)
            | Self::Incitement(_)
            | Self::UnrestKilled(_)
            | Self::StrikingShare(_)
            | Self::DaysOnStrike(_)
            | Self::Productivity(_)
            | Self::DaysUntilDue(_)
            | Self::ForecastDays(_)
            | Self::SlackDays(_)
            | Self::Margin(_)
            | Self::ExpectedLoss(_)
            | Self::Belief(_)
            | Self::Strength(_)
            | Self::ForeignTroops(_)
            | Self::Killed(_)
            | Self::Wounded(_)
            | Self::Prisoners(_)
            | Self::Stance { .. }
            | Self::Trust { .. }
            | Self::Hostility { .. }
            | Self::Capture(_)
            | Self::Sweetener { .. }
            | Self::Treasury(_)
            | Self::BattleDeaths => &[],
        })
    }

    /// The kinds of event that it counts people of; empty for what counts nobody. It is drift, which wakes nobody, but
    /// moves with such an event only.
    #[must_use]
    pub fn counted_by(&self) -> Kinds {
        Kinds::of(match self {
            Self::Killed(_) => &[Kind::Losses, Kind::LiftLost, Kind::Casualties, Kind::GateCasualties],
            Self::Wounded(_) => &[Kind::Losses, Kind::Dropped],
            Self::Prisoners(_) => &[Kind::Captured],
            Self::UnrestKilled(_) => &[Kind::Casualties, Kind::GateCasualties],
            _ => &[],
        })
    }

    /// Whether the clock alone changes it.
    #[must_use]
    pub fn is_calendar(&self) -> bool {
        matches!(
            self,
            Self::Day | Self::Dark(_) | Self::DaysUntilDue(_) | Self::ForecastDays(_) | Self::DaysOnStrike(_)
        )
    }

    /// Whether it is a share or a probability, so that an error must not lead above 1.
    #[must_use]
    pub fn is_share(&self) -> bool {
        matches!(
            self,
            Self::Shortage(_)
                | Self::WorstShortage { .. }
                | Self::HomeShortage(_)
                | Self::WithheldShare(_)
                | Self::Undelivered(_)
                | Self::UndeliveredBy { .. }
                | Self::Protest(_)
                | Self::CityProtest(_)
                | Self::Grievance(_)
                | Self::Resentment { .. }
                | Self::Legitimacy(_)
                | Self::Hardship(_)
                | Self::Incitement(_)
                | Self::StrikingShare(_)
                | Self::Productivity(_)
                | Self::Margin(_)
                | Self::Stance { .. }
                | Self::Trust { .. }
                | Self::Hostility { .. }
        )
    }

    /// A small number that keeps apart the draws of different readings of one entity. Below 256.
    #[must_use]
    pub fn tag(&self) -> u32 {
        match self {
            Self::Shortage(_) => 1,
            Self::HouseholdsCut(_) => 2,
            Self::WorstShortage { .. } => 31,
            Self::Withheld(_) => 131,
            Self::StockDays(_) => 3,
            Self::HomeShortage(_) => 4,
            Self::Withholding(_) => 5,
            Self::WithheldShare(_) => 6,
            Self::Revenue(_) => 7,
            Self::Undelivered(_) => 8,
            Self::UndeliveredBy { .. } => 9,
            Self::Protest(_) => 10,
            Self::CityProtest(_) => 11,
            Self::Grievance(_) => 12,
            Self::Resentment { .. } => 30,
            Self::Legitimacy(_) => 13,
            Self::Hardship(_) => 14,
            Self::Incitement(_) => 15,
            Self::StrikingShare(_) => 16,
            Self::Replaced(_) => 17,
            Self::Productivity(_) => 18,
            Self::Begun { task, .. } => 32 + u32::from(*task) % 32,
            Self::Margin(_) => 19,
            Self::Degraded(_) => 20,
            Self::Jammed(_) => 21,
            Self::Strength(_) => 22,
            Self::ForeignTroops(_) => 23,
            Self::ForeignTroopsAt(_) => 24,
            Self::Cordoned(_) => 25,
            Self::Landed { .. } => 26,
            Self::Staging(_) => 27,
            Self::Ready(_) => 28,
            Self::Treasury(_) => 29,
            Self::Stance { .. } => 128,
            Self::Trust { .. } => 129,
            Self::Hostility { .. } => 130,
            _ => 0,
        }
    }
}
