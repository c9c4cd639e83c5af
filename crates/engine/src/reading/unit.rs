//! What a reading is measured in.

use super::Reading;

impl Reading {
    /// Its unit as rules know it; `1` for a fact, which is 0 or 1.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Day
            | Self::StockDays(_)
            | Self::DaysOnStrike(_)
            | Self::DaysUntilDue(_)
            | Self::ForecastDays(_)
            | Self::SlackDays(_) => "days",
            Self::Temperature(_) => "°C",
            Self::HeatFactor(_) | Self::Price(_) => "factor",
            Self::Revenue(_) => "MUSD/day",
            Self::Sweetener { .. } | Self::Treasury(_) => "MUSD",
            Self::UnrestKilled(_)
            | Self::Strength(_)
            | Self::ForeignTroops(_)
            | Self::Killed(_)
            | Self::Wounded(_)
            | Self::Prisoners(_)
            | Self::BattleDeaths => "people",
            Self::Completions(_) | Self::Calls { .. } | Self::Refusals { .. } | Self::Fronts => "count",
            Self::Stance { .. } | Self::LevelBetween { .. } => "level",
            Self::Cold(_)
            | Self::RainShare(_)
            | Self::Shortage(_)
            | Self::WorstShortage { .. }
            | Self::HomeShortage(_)
            | Self::WithheldShare(_)
            | Self::Undelivered(_)
            | Self::UndeliveredBy { .. }
            | Self::CompensationGap { .. }
            | Self::RouteShare(_)
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
            | Self::ExpectedLoss(_)
            | Self::Belief(_)
            | Self::Trust { .. }
            | Self::Hostility { .. }
            | Self::Capture(_)
            | Self::SanctionSeverity { .. } => "share",
            Self::Dark(_)
            | Self::HouseholdsCut(_)
            | Self::Withheld(_)
            | Self::Withholding(_)
            | Self::Breach(_)
            | Self::Breached(_)
            | Self::Protesting(_)
            | Self::Rioting(_)
            | Self::RiotingIn(_)
            | Self::IncitementExposed(_)
            | Self::Crackdown(_)
            | Self::Strike(_)
            | Self::Dismissed(_)
            | Self::Replaced(_)
            | Self::Stopped(_)
            | Self::GateRiot(_)
            | Self::Begun { .. }
            | Self::Open(_)
            | Self::Completed(_)
            | Self::Failed(_)
            | Self::Cancelled(_)
            | Self::Postponed(_)
            | Self::Destroyed(_)
            | Self::Degraded(_)
            | Self::Revealed(_)
            | Self::Inspected(_)
            | Self::Jammed(_)
            | Self::ForeignTroopsAt(_)
            | Self::Landed { .. }
            | Self::Staging(_)
            | Self::Ready(_)
            | Self::Busy(_)
            | Self::Cordoned(_)
            | Self::Noticed(_)
            | Self::Reachable { .. }
            | Self::Raid { .. }
            | Self::Fighting(_)
            | Self::Seized { .. }
            | Self::Ended { .. }
            | Self::Sanctioned { .. }
            | Self::Threatened { .. }
            | Self::Offered { .. }
            | Self::Accepted { .. }
            | Self::Access { .. }
            | Self::AccessRefused { .. }
            | Self::Invited { .. }
            | Self::LeaseSuspended(_)
            | Self::Member { .. }
            | Self::WiderWar => "1",
        }
    }
}
