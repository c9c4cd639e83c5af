//! What rules can read, resolved: the meaning of a slot.
//!
//! A reading is *news* (a fact that switches, or a count of facts) or *drift* (a level). News wakes
//! the seats that read it; drift is read at the reader's own mark.

mod economy;
mod military;
mod nature;
mod people;
mod politics;
mod technical;
mod unit;

use crate::board::Board;
use crate::cause::{Cause, EventId, Leading, Since};
use crate::event::Ending;
use crate::id::{
    CapabilityId, CityId, ConsumerId, ContractId, FacilityId, ForceId, GoodId, NameId, PartyId, ProducerId,
    ProjectId, RegionId, RouteId, WorkforceId,
};
use crate::now::Now;
use crate::setup::AccessKind;
use crate::time::Minute;

/// What a slot of a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "field names are the parameters of the rule functions")]
pub enum Reading {
    // ---- calendar and weather ----
    /// Days since the scenario's start.
    Day,
    /// Night at a facility (sun below the horizon).
    Dark(FacilityId),
    /// Mean temperature, °C.
    Temperature(RegionId),
    /// Coldness of a region, in (0, 1).
    Cold(RegionId),
    /// Heat demand, 1 at the reference temperature.
    HeatFactor(RegionId),
    /// Rain of ninety days as a share of normal.
    RainShare(RegionId),

    // ---- trade ----
    /// Felt shortage, share of demand.
    Shortage(ConsumerId),
    /// Felt shortage of a good among a bloc's members, the worst.
    WorstShortage { good: GoodId, bloc: PartyId },
    /// Households are cut.
    HouseholdsCut(ConsumerId),
    /// Price as a multiple of the start.
    Price(ConsumerId),
    /// Store, days of demand.
    StockDays(ConsumerId),
    /// Unmet share of a producer's home demand.
    HomeShortage(ProducerId),
    /// A party keeps deliveries of some good at home.
    Withheld(PartyId),
    /// A producer keeps deliveries at home.
    Withholding(ProducerId),
    /// Share it keeps.
    WithheldShare(ProducerId),
    /// Export revenue, million USD a day.
    Revenue(ProducerId),
    /// Undelivered share of a contract.
    Undelivered(ContractId),
    /// Undelivered share of a seller's contracts under a bloc, the largest.
    UndeliveredBy { seller: PartyId, bloc: PartyId },
    /// A contract is in breach.
    Breach(ContractId),
    /// Some contract of a seller is in breach.
    Breached(PartyId),
    /// What is paid to a party relative to those who had to be won over: 1 − old/new, in [0, 1].
    CompensationGap { party: PartyId, bloc: PartyId },
    /// Open share of a route's capacity.
    RouteShare(RouteId),

    // ---- unrest ----
    /// Share of adults in the streets of a party's cities.
    Protest(PartyId),
    /// Share in one city.
    CityProtest(CityId),
    /// A protest is reported in a party's cities.
    Protesting(PartyId),
    /// A riot is going on in a city.
    Rioting(CityId),
    /// A riot is going on in some city of a party.
    RiotingIn(PartyId),
    /// Grievance of a city.
    Grievance(CityId),
    /// Anger of a party's cities at another party, population mean, in [0, 1].
    Resentment { of: PartyId, against: PartyId },
    /// Legitimacy of a party's government, mean.
    Legitimacy(PartyId),
    /// Hardship of a party's people, mean.
    Hardship(PartyId),
    /// Incitement at work among a party's people, in [0, 1].
    Incitement(PartyId),
    /// Incitement among them is known.
    IncitementExposed(PartyId),
    /// A crackdown is going on.
    Crackdown(PartyId),
    /// Killed in unrest in a party's cities and at its gates.
    UnrestKilled(PartyId),

    // ---- labour ----
    /// A workforce is on strike.
    Strike(WorkforceId),
    /// Share of it on strike.
    StrikingShare(WorkforceId),
    /// Days it has been on strike; 0 when it isn't.
    DaysOnStrike(WorkforceId),
    /// Strikers were dismissed.
    Dismissed(WorkforceId),
    /// Replacement workers are at work.
    Replaced(WorkforceId),
    /// A facility is out of operation.
    Stopped(FacilityId),
    /// There is, or was, a riot at its gate.
    GateRiot(FacilityId),
    /// Present productivity of a facility, in [0, 1].
    Productivity(FacilityId),

    // ---- project ----
    /// Days to the announced end; negative after it.
    DaysUntilDue(ProjectId),
    /// The owner's forecast, days from now.
    ForecastDays(ProjectId),
    /// Days to spare, with a replacement crew.
    SlackDays(ProjectId),
    /// A task has begun.
    Begun { project: ProjectId, task: u8 },
    /// It is still to be finished.
    Open(ProjectId),
    /// It succeeded at least once.
    Completed(ProjectId),
    /// Successes.
    Completions(ProjectId),
    /// It failed for good.
    Failed(ProjectId),
    /// It was given up.
    Cancelled(ProjectId),
    /// It was put off at least once.
    Postponed(ProjectId),
    /// It was destroyed.
    Destroyed(ProjectId),

    // ---- capability ----
    /// Margin, in [0, 1].
    Margin(CapabilityId),
    /// Share of its margin a party expects to lose; in the truth, the share lost.
    ExpectedLoss(CapabilityId),
    /// Belief in a project's feared purpose; in the truth, 0 or 1.
    Belief(ProjectId),
    /// A capability is degraded.
    Degraded(CapabilityId),
    /// A project's purpose is known to all.
    Revealed(ProjectId),
    /// A project was inspected.
    Inspected(ProjectId),
    /// A project's product is interfered with.
    Jammed(ProjectId),

    // ---- forces ----
    /// Fit people of a party.
    Strength(PartyId),
    /// Foreign troops at a facility, people.
    ForeignTroops(FacilityId),
    /// There are any.
    ForeignTroopsAt(FacilityId),
    /// A force is at a facility.
    Landed { force: ForceId, at: FacilityId },
    /// A force is staging.
    Staging(ForceId),
    /// A force is ready for an operation.
    Ready(ForceId),
    /// A force is busy: on its way, in an operation or in a cordon.
    Busy(ForceId),
    /// A facility is surrounded.
    Cordoned(FacilityId),
    /// Preparations of a party's forces have been noticed (by the reader).
    Noticed(PartyId),
    /// A force can reach a facility by some granted way within its range.
    Reachable { force: ForceId, at: FacilityId },

    // ---- battle ----
    /// A party has raided a facility.
    Raid { by: PartyId, on: FacilityId },
    /// A fight goes on at a facility.
    Fighting(FacilityId),
    /// A party's raiders took a facility.
    Seized { by: PartyId, on: FacilityId },
    /// The raid on a facility ended so.
    Ended { on: FacilityId, ending: Ending },
    /// Killed of a party in fights and at gates.
    Killed(PartyId),
    /// Wounded of a party.
    Wounded(PartyId),
    /// Prisoners lost by a party.
    Prisoners(PartyId),

    // ---- diplomacy ----
    /// Stance of one party toward another, −1 to 1.
    Stance { of: PartyId, toward: PartyId },
    /// Trust.
    Trust { of: PartyId, toward: PartyId },
    /// Hostility.
    Hostility { of: PartyId, toward: PartyId },
    /// Degree of capture of a government.
    Capture(PartyId),
    /// A bloc's sanctions on a party are in force.
    Sanctioned { on: PartyId, by: PartyId },
    /// Their severity.
    SanctionSeverity { on: PartyId, by: PartyId },
    /// Calls on a party about something, by anybody.
    Calls { on: PartyId, about: NameId },
    /// Refusals by a party about something, to anybody.
    Refusals { by: PartyId, about: NameId },
    /// An ultimatum to a party about something is open.
    Threatened { party: PartyId, about: NameId },
    /// Money on the table for compliance, million USD.
    Sweetener { on: PartyId, about: NameId },
    /// Aid is on offer.
    Offered { by: PartyId, to: PartyId },
    /// Aid was taken.
    Accepted { from: PartyId, by: PartyId },
    /// A right is granted.
    Access { to: PartyId, over: PartyId, kind: AccessKind },
    /// A right was asked for and refused.
    AccessRefused { to: PartyId, over: PartyId, kind: AccessKind },
    /// A host has invited a party's forces.
    Invited { by: PartyId, party: PartyId },
    /// A lease is suspended.
    LeaseSuspended(FacilityId),
    /// A party is still a member of a bloc.
    Member { party: PartyId, bloc: PartyId },
    /// Money at hand, million USD.
    Treasury(PartyId),

    // ---- escalation ----
    /// Highest act between two parties, 1 (none) to 5 (war).
    LevelBetween { a: PartyId, b: PartyId },
    /// Open fronts.
    Fronts,
    /// A wider war.
    WiderWar,
    /// Battle deaths in all.
    BattleDeaths,
}

/// A value with its leading cause, and the fact behind it where it is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// The number; facts are 0 or 1.
    pub value: f64,
    /// Its leading cause; `None`: the scenario's start, unchanged.
    pub because: Option<Cause>,
    /// Further events among the leading causes of a stock, heaviest first.
    pub also: [Option<EventId>; 2],
    /// For a fact that holds: since when.
    pub since: Option<Since>,
}

impl Value {
    fn level(value: f64) -> Self {
        Self { value, because: None, also: [None; 2], since: None }
    }

    fn caused(value: f64, because: Cause) -> Self {
        Self { because: Some(because), ..Self::level(value) }
    }

    /// A stock with the causes that lead it.
    #[inline]
    pub(crate) fn led(value: f64, because: &Leading) -> Self {
        Self { also: because.further_events(), ..Self::caused(value, because.first()) }
    }

    /// A fact, by since when it holds, if it does.
    pub(crate) fn fact(since: Option<Since>) -> Self {
        Self {
            because: since.map(|since| Cause::Event(since.because)),
            since,
            ..Self::state(since.is_some())
        }
    }

    fn state(holds: bool) -> Self {
        Self::level(f64::from(u8::from(holds)))
    }

    fn count(count: u32, last: Option<Since>) -> Self {
        Self { value: f64::from(count), ..Self::fact(last) }
    }
}

impl Reading {
    /// The truth of this reading, its number only.
    #[must_use]
    pub fn value(&self, now: &Now) -> f64 {
        // Inlined, so that its reasons are not looked up only to be dropped: that halves what it costs.
        self.traced(now).value
    }

    /// The truth of this reading.
    #[must_use]
    pub fn truth(&self, now: &Now) -> Value {
        self.traced(now)
    }

    #[inline(always)]
    fn traced(&self, now: &Now) -> Value {
        let board: &Board = now.board;
        match *self {
            Self::Day => Value::level(now.at.days_since(Minute(0))),
            Self::Dark(facility) => Value::state(dark(now, facility)),
            Self::Temperature(region) => region_level(board, region, |row| row.temperature_c),
            Self::Cold(region) => region_level(board, region, |row| row.cold),
            Self::HeatFactor(region) => region_level(board, region, |row| row.heat),
            Self::RainShare(region) => region_level(board, region, |row| row.rain_share),
            Self::Shortage(_)
            | Self::WorstShortage { .. }
            | Self::HouseholdsCut(_)
            | Self::Price(_)
            | Self::StockDays(_)
            | Self::HomeShortage(_)
            | Self::Withheld(_)
            | Self::Withholding(_)
            | Self::WithheldShare(_)
            | Self::Revenue(_)
            | Self::Undelivered(_)
            | Self::UndeliveredBy { .. }
            | Self::Breach(_)
            | Self::Breached(_)
            | Self::CompensationGap { .. }
            | Self::RouteShare(_) => self.trade(now),
            Self::Protest(_)
            | Self::CityProtest(_)
            | Self::Protesting(_)
            | Self::Rioting(_)
            | Self::RiotingIn(_)
            | Self::Grievance(_)
            | Self::Resentment { .. }
            | Self::Legitimacy(_)
            | Self::Hardship(_)
            | Self::Incitement(_)
            | Self::IncitementExposed(_)
            | Self::Crackdown(_)
            | Self::UnrestKilled(_)
            | Self::Strike(_)
            | Self::StrikingShare(_)
            | Self::DaysOnStrike(_)
            | Self::Dismissed(_)
            | Self::Replaced(_)
            | Self::Stopped(_)
            | Self::GateRiot(_)
            | Self::Productivity(_) => self.people(now),
            Self::DaysUntilDue(_)
            | Self::ForecastDays(_)
            | Self::SlackDays(_)
            | Self::Begun { .. }
            | Self::Open(_)
            | Self::Completed(_)
            | Self::Completions(_)
            | Self::Failed(_)
            | Self::Cancelled(_)
            | Self::Postponed(_)
            | Self::Destroyed(_)
            | Self::Margin(_)
            | Self::ExpectedLoss(_)
            | Self::Belief(_)
            | Self::Degraded(_)
            | Self::Revealed(_)
            | Self::Inspected(_)
            | Self::Jammed(_) => self.technical(now),
            Self::Strength(_)
            | Self::ForeignTroops(_)
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
            | Self::Killed(_)
            | Self::Wounded(_)
            | Self::Prisoners(_) => self.military(now),
            Self::Stance { .. }
            | Self::Trust { .. }
            | Self::Hostility { .. }
            | Self::Capture(_)
            | Self::Sanctioned { .. }
            | Self::SanctionSeverity { .. }
            | Self::Calls { .. }
            | Self::Refusals { .. }
            | Self::Threatened { .. }
            | Self::Sweetener { .. }
            | Self::Offered { .. }
            | Self::Accepted { .. }
            | Self::Access { .. }
            | Self::AccessRefused { .. }
            | Self::Invited { .. }
            | Self::LeaseSuspended(_)
            | Self::Member { .. }
            | Self::Treasury(_)
            | Self::LevelBetween { .. }
            | Self::Fronts
            | Self::WiderWar
            | Self::BattleDeaths => self.political(now),
        }
    }
}

fn region_level(
    board: &Board,
    region: RegionId,
    level: impl Fn(&crate::domains::weather::RegionOut) -> f64,
) -> Value {
    let row = &board.weather.regions[region];
    Value::caused(level(row), row.because)
}

/// Whether it is night at a facility: the sun's altitude by the standard declination formula
/// (Cooper 1969), good to a few minutes.
fn dark(now: &Now, facility: FacilityId) -> bool {
    let site = &now.setup.sites[now.setup.facilities[facility].site];
    let day = now.setup.calendar.day_of_year(now.at);
    let declination = 23.45 * libm::sin(std::f64::consts::TAU * (284.0 + day) / 365.0);
    let solar_hour = f64::from(now.at.0 % crate::time::DAY) / 60.0;
    let hour_angle = 15.0 * (solar_hour - 12.0);
    // Neither latitude nor declination is beyond a right angle, so their cosines are roots.
    let (lift, tilt) = (libm::sin(site.latitude.to_radians()), libm::sin(declination.to_radians()));
    let level = ((1.0 - lift * lift) * (1.0 - tilt * tilt)).max(0.0).sqrt();
    lift * tilt + level * libm::cos(hour_angle.to_radians()) < 0.0
}

fn earliest(facts: impl Iterator<Item = Option<Since>>) -> Option<Since> {
    facts.flatten().min_by_key(|since| since.because)
}

fn latest(facts: impl Iterator<Item = Option<Since>>) -> Option<Since> {
    facts.flatten().max_by_key(|since| since.because)
}
