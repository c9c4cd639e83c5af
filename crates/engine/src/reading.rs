//! What rules can read, resolved: the meaning of a slot.
//!
//! A reading is *news* (a fact that switches, or a count of facts) or *drift* (a level). News wakes
//! the seats that read it; drift is read at the reader's own mark.

use crate::board::Board;
use crate::cause::{Cause, Leading, Since};
use crate::event::{Ending, Kind, Kinds, Level};
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
    /// For a fact that holds: since when.
    pub since: Option<Since>,
}

impl Value {
    fn level(value: f64) -> Self {
        Self { value, because: None, since: None }
    }

    fn caused(value: f64, because: Cause) -> Self {
        Self { value, because: Some(because), since: None }
    }

    fn led(value: f64, because: &Leading) -> Self {
        Self::caused(value, because.first())
    }

    fn fact(since: Option<Since>) -> Self {
        Self {
            value: f64::from(u8::from(since.is_some())),
            because: since.map(|since| Cause::Event(since.because)),
            since,
        }
    }

    fn state(holds: bool) -> Self {
        Self::level(f64::from(u8::from(holds)))
    }

    fn count(count: u32, last: Option<Since>) -> Self {
        Self { value: f64::from(count), because: last.map(|since| Cause::Event(since.because)), since: last }
    }
}

impl Reading {
    /// The truth of this reading.
    #[must_use]
    pub fn truth(&self, now: &Now) -> Value {
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

    fn trade(&self, now: &Now) -> Value {
        let out = &now.board.trade;
        match *self {
            Self::Shortage(id) => Value::led(out.consumers[id].felt, &out.consumers[id].because),
            Self::WorstShortage { good, bloc } => now
                .setup
                .consumers
                .iter()
                .filter(|(_, row)| row.good == good && now.setup.parties[bloc].members().contains(&row.party))
                .map(|(id, _)| Value::led(out.consumers[id].felt, &out.consumers[id].because))
                .max_by(|a, b| a.value.total_cmp(&b.value))
                .unwrap_or(Value::level(0.0)),
            Self::HouseholdsCut(id) => Value::fact(out.consumers[id].households_cut),
            Self::Price(id) => Value::led(out.consumers[id].price, &out.consumers[id].because),
            Self::StockDays(id) => {
                let row = &out.consumers[id];
                Value::level(if row.demand > 0.0 { row.stock / row.demand } else { 0.0 })
            }
            Self::HomeShortage(id) => Value::level(out.producers[id].home_shortage),
            Self::Withheld(party) => Value::fact(earliest(
                now.setup
                    .producers
                    .iter()
                    .filter(|(_, producer)| producer.party == party)
                    .map(|(id, _)| out.producers[id].withholding),
            )),
            Self::Withholding(id) => Value::fact(out.producers[id].withholding),
            Self::WithheldShare(id) => {
                let row = &out.producers[id];
                Value { value: row.withheld, ..Value::fact(row.withholding) }
            }
            Self::Revenue(id) => Value::level(out.producers[id].revenue),
            Self::Undelivered(id) => undelivered(now, id),
            Self::UndeliveredBy { seller, bloc } => now
                .setup
                .contracts
                .iter()
                .filter(|(_, contract)| contract.seller == seller && contract.under == Some(bloc))
                .map(|(id, _)| undelivered(now, id))
                .max_by(|a, b| a.value.total_cmp(&b.value))
                .unwrap_or(Value::level(0.0)),
            Self::Breach(id) => Value::fact(out.contracts[id].breached),
            Self::Breached(seller) => Value::fact(earliest(
                now.setup
                    .contracts
                    .iter()
                    .filter(|(_, contract)| contract.seller == seller)
                    .map(|(id, _)| out.contracts[id].breached),
            )),
            Self::CompensationGap { party, bloc } => Value::level(compensation_gap(now, party, bloc)),
            Self::RouteShare(id) => {
                let row = &out.routes[id];
                Value { value: row.open, ..Value::fact(row.closed) }
            }
            _ => unreachable!("not a trade reading"),
        }
    }

    fn people(&self, now: &Now) -> Value {
        let out = &now.board.unrest;
        let labour = &now.board.labour;
        match *self {
            Self::Protest(party) => {
                let row = &out.parties[party];
                Value { value: row.protest, ..Value::fact(row.protesting) }
            }
            Self::CityProtest(city) => {
                Value::led(out.cities[city].protest + out.cities[city].riot, &out.cities[city].because)
            }
            Self::Protesting(party) => Value::fact(out.parties[party].protesting),
            Self::Rioting(city) => Value::fact(out.cities[city].rioting),
            Self::RiotingIn(party) => Value::fact(out.parties[party].rioting),
            Self::Grievance(city) => Value::led(out.cities[city].grievance, &out.cities[city].because),
            Self::Resentment { of, against } => resentment(now, of, against),
            Self::Legitimacy(party) => Value::level(out.parties[party].legitimacy),
            Self::Hardship(party) => Value::level(out.parties[party].hardship),
            Self::Incitement(party) => {
                let row = &out.parties[party];
                Value { value: row.incitement, ..Value::fact(row.incited) }
            }
            Self::IncitementExposed(party) => Value::fact(out.parties[party].exposed),
            Self::Crackdown(party) => Value::fact(out.parties[party].crackdown),
            Self::UnrestKilled(party) => {
                Value::level(f64::from(out.parties[party].killed + killed_at_gates(now, party)))
            }
            Self::Strike(id) => Value::fact(labour.workforces[id].strike),
            Self::StrikingShare(id) => {
                let row = &labour.workforces[id];
                Value { value: row.striking, ..Value::fact(row.strike) }
            }
            Self::DaysOnStrike(id) => {
                let strike = labour.workforces[id].strike;
                Value {
                    value: strike.map_or(0.0, |since| now.at.days_since(since.at)),
                    ..Value::fact(strike)
                }
            }
            Self::Dismissed(id) => Value::fact(labour.workforces[id].dismissal),
            Self::Replaced(id) => Value::fact(labour.workforces[id].replaced),
            Self::Stopped(id) => Value::fact(labour.facilities[id].stopped),
            Self::GateRiot(id) => Value::fact(latest(
                now.setup
                    .workforces
                    .iter()
                    .filter(|(_, workforce)| workforce.facility == id)
                    .map(|(workforce, _)| labour.workforces[workforce].last_riot),
            )),
            Self::Productivity(id) => {
                let row = &labour.facilities[id];
                Value { value: row.productivity, ..Value::fact(row.stopped) }
            }
            _ => unreachable!("not a reading of people"),
        }
    }

    fn technical(&self, now: &Now) -> Value {
        let projects = &now.board.project.projects;
        let out = &now.board.capability;
        match *self {
            Self::DaysUntilDue(id) => {
                let due = projects[id].due;
                Value::led(now.at.days_until(due) - due.days_until(now.at), &projects[id].because)
            }
            Self::ForecastDays(id) => Value::led(projects[id].forecast_days, &projects[id].because),
            Self::SlackDays(id) => Value::led(projects[id].slack_days, &projects[id].because),
            Self::Begun { project, task } => {
                Value::fact(projects[project].begun.get(usize::from(task)).copied().flatten())
            }
            // What it has come to is why it matters that it is unfinished.
            Self::Open(id) => Value {
                because: latest(projects[id].begun.iter().copied()).map(|begun| Cause::Event(begun.because)),
                ..Value::state(projects[id].state.is_open())
            },
            Self::Completed(id) => Value::fact(projects[id].completed),
            Self::Completions(id) => {
                Value::count(u32::from(projects[id].completions), projects[id].completed)
            }
            Self::Failed(id) => Value::fact(projects[id].failed),
            Self::Cancelled(id) => Value::fact(projects[id].cancelled),
            Self::Postponed(id) => Value::fact(projects[id].postponed),
            Self::Destroyed(id) => Value::fact(projects[id].destroyed),
            Self::Margin(id) => Value::led(out.capabilities[id].margin, &out.capabilities[id].because),
            Self::ExpectedLoss(id) => {
                let row = &out.capabilities[id];
                let lost = if row.initial > 0.0 { 1.0 - row.margin / row.initial } else { 0.0 };
                Value::led(lost, &row.because)
            }
            Self::Belief(id) => Value::state(out.projects[id].truth),
            Self::Degraded(id) => Value::fact(out.capabilities[id].degraded),
            Self::Revealed(id) => Value::fact(out.projects[id].revealed),
            Self::Inspected(id) => Value::fact(out.projects[id].inspected),
            Self::Jammed(id) => Value::fact(out.projects[id].jammed),
            _ => unreachable!("not a reading of projects or capabilities"),
        }
    }

    fn military(&self, now: &Now) -> Value {
        let out = &now.board.forces;
        let battle = &now.board.battle;
        match *self {
            Self::Strength(party) => Value::level(
                now.setup
                    .forces
                    .iter()
                    .filter(|(_, force)| force.of == party)
                    .map(|(id, _)| f64::from(out.forces[id].people))
                    .sum(),
            ),
            Self::ForeignTroops(id) => {
                let row = &out.facilities[id];
                Value { value: f64::from(row.foreign_troops), ..Value::fact(row.foreign_since) }
            }
            Self::ForeignTroopsAt(id) => Value::fact(out.facilities[id].foreign_since),
            Self::Landed { force, at } => {
                let here = crate::domains::forces::is_at_facility(now.setup, out, force, at);
                Value::fact(out.forces[force].landed.filter(|_| here))
            }
            Self::Staging(id) => Value::fact(out.forces[id].staging),
            Self::Ready(id) => Value::fact(out.forces[id].ready),
            Self::Busy(id) => Value::state(crate::domains::forces::is_busy(out, id)),
            Self::Cordoned(id) => Value::fact(out.facilities[id].cordoned),
            Self::Noticed(party) => {
                Value::fact(earliest(now.setup.parties.ids().map(|by| out.noticed[(by, party)])))
            }
            Self::Reachable { force, at } => {
                Value::state(crate::domains::forces::way(now, force, at).is_some())
            }
            Self::Raid { by, on } => {
                let row = &battle.facilities[on];
                Value::fact(
                    row.raided.filter(|_| row.raider.is_some_and(|force| now.setup.forces[force].of == by)),
                )
            }
            Self::Fighting(id) => Value::state(battle.facilities[id].fighting),
            Self::Seized { by, on } => {
                let row = &battle.facilities[on];
                Value::fact(
                    row.seized.filter(|_| row.raider.is_some_and(|force| now.setup.forces[force].of == by)),
                )
            }
            Self::Ended { on, ending } => {
                let row = &battle.facilities[on];
                Value::fact(row.ended.filter(|_| row.ending == Some(ending)))
            }
            Self::Killed(party) => Value::level(f64::from(
                battle.parties[party].killed
                    + now.board.unrest.parties[party].killed
                    + killed_at_gates(now, party),
            )),
            Self::Wounded(party) => Value::level(f64::from(battle.parties[party].wounded)),
            Self::Prisoners(party) => Value::level(f64::from(battle.parties[party].captured)),
            _ => unreachable!("not a military reading"),
        }
    }

    fn political(&self, now: &Now) -> Value {
        let out = &now.board.diplomacy;
        match *self {
            Self::Stance { of, toward } => {
                Value::led(out.dyads[(of, toward)].stance, &out.dyads[(of, toward)].because)
            }
            Self::Trust { of, toward } => {
                Value::led(out.dyads[(of, toward)].trust, &out.dyads[(of, toward)].because)
            }
            Self::Hostility { of, toward } => {
                Value::led(out.dyads[(of, toward)].hostility, &out.dyads[(of, toward)].because)
            }
            Self::Capture(party) => Value::level(out.parties[party].capture),
            Self::Sanctioned { on, by } => Value::fact(out.sanctions[(by, on)].since),
            Self::SanctionSeverity { on, by } => {
                let row = &out.sanctions[(by, on)];
                Value { value: row.severity, ..Value::fact(row.since) }
            }
            Self::Calls { on, about } => {
                let lines = || out.calls.iter().filter(move |row| row.to == on && row.about == about);
                Value::count(lines().map(|row| row.made).sum(), latest(lines().map(|row| Some(row.last))))
            }
            Self::Refusals { by, about } => {
                let lines = || out.calls.iter().filter(move |row| row.to == by && row.about == about);
                Value::count(
                    lines().map(|row| row.refused).sum(),
                    latest(lines().map(|row| row.last_refusal)),
                )
            }
            Self::Threatened { party, about } => Value::fact(latest(
                out.calls.iter().filter(|row| row.to == party && row.about == about).map(|row| row.ultimatum),
            )),
            Self::Sweetener { on, about } => Value::level(
                out.calls
                    .iter()
                    .filter(|row| row.to == on && row.about == about)
                    .map(|row| row.sweetener)
                    .sum(),
            ),
            Self::Offered { by, to } => Value::fact(out.aid[(by, to)].offered),
            Self::Accepted { from, by } => Value::fact(out.aid[(from, by)].accepted),
            Self::Access { to, over, kind } => access(now, to, over, kind, true),
            Self::AccessRefused { to, over, kind } => access(now, to, over, kind, false),
            Self::Invited { by, party } => Value::fact(out.invited[(by, party)]),
            Self::LeaseSuspended(id) => Value::fact(out.lease_suspended[id]),
            Self::Member { party, bloc } => {
                let left = out.parties[party].left >> u32::from(bloc.0).min(63) & 1 == 1;
                Value::state(now.setup.parties[bloc].members().contains(&party) && !left)
            }
            Self::Treasury(party) => Value::level(out.parties[party].treasury),
            Self::LevelBetween { a, b } => {
                let row = &now.board.escalation.disputes[(a, b)];
                let level = match row.level {
                    Level::None => 1.0,
                    Level::Threat => 2.0,
                    Level::Display => 3.0,
                    Level::Force => 4.0,
                    Level::War => 5.0,
                };
                Value { value: level, ..Value::fact(row.since) }
            }
            Self::Fronts => Value::level(f64::from(now.board.escalation.fronts)),
            Self::WiderWar => Value::fact(now.board.escalation.war),
            Self::BattleDeaths => Value::level(f64::from(now.board.escalation.deaths)),
            _ => unreachable!("not a political reading"),
        }
    }

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
            Self::ForeignTroopsAt(_) => &[Kind::Landed, Kind::Withdrew, Kind::FightEnded],
            Self::Landed { .. } => &[Kind::Landed, Kind::Withdrew],
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
                Kind::FightEnded,
                Kind::Withdrew,
            ],
            Self::Cordoned(_) => &[Kind::Cordoned, Kind::CordonLifted],
            Self::Noticed(_) => &[Kind::Detected],
            Self::Reachable { .. } => {
                &[Kind::AccessGranted, Kind::AccessDenied, Kind::Landed, Kind::Withdrew, Kind::Departed]
            }
            Self::Raid { .. } => &[Kind::RaidBegan],
            Self::Fighting(_) => &[Kind::RaidBegan, Kind::FightEnded],
            Self::Seized { .. } => &[Kind::Seized],
            Self::Ended { .. } => &[Kind::FightEnded],
            Self::Sanctioned { .. } | Self::SanctionSeverity { .. } => {
                &[Kind::Sanctioned, Kind::SanctionsLifted]
            }
            Self::Calls { .. } => &[Kind::Called, Kind::UltimatumSet],
            Self::Refusals { .. } => &[Kind::Answered],
            Self::Threatened { .. } => &[Kind::UltimatumSet, Kind::UltimatumExpired, Kind::Answered],
            Self::Offered { .. } => &[Kind::AidOffered, Kind::AidAccepted],
            Self::Accepted { .. } => &[Kind::AidAccepted],
            Self::Access { .. } | Self::AccessRefused { .. } => &[Kind::AccessGranted, Kind::AccessDenied],
            Self::Invited { .. } => &[Kind::Invited],
            Self::LeaseSuspended(_) => &[Kind::LeaseSuspended],
            Self::Member { .. } => &[Kind::LeftBloc],
            Self::LevelBetween { .. } => &[Kind::LevelRaised],
            Self::Fronts => &[Kind::FrontOpened],
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

fn region_level(
    board: &Board,
    region: RegionId,
    level: impl Fn(&crate::domains::weather::RegionOut) -> f64,
) -> Value {
    let row = &board.weather.regions[region];
    Value::caused(level(row), row.because)
}

fn undelivered(now: &Now, id: ContractId) -> Value {
    let row = &now.board.trade.contracts[id];
    let withheld = now
        .setup
        .producers
        .iter()
        .find(|(_, producer)| {
            producer.party == now.setup.contracts[id].seller && producer.good == now.setup.contracts[id].good
        })
        .and_then(|(producer, _)| now.board.trade.producers[producer].withholding);
    Value { value: row.undelivered, ..Value::fact(withheld) }
}

fn compensation_gap(now: &Now, party: PartyId, bloc: PartyId) -> f64 {
    let Some(pays) = now.setup.parties[bloc].bloc.as_ref().and_then(|bloc| bloc.pays.as_ref()) else {
        return 0.0;
    };
    if pays.won_over_members.contains(&party) {
        return 0.0;
    }
    let (old, new) = (now.value(pays.member), now.value(pays.won_over));
    if new > 0.0 { (1.0 - old / new).clamp(0.0, 1.0) } else { 0.0 }
}

fn resentment(now: &Now, of: PartyId, against: PartyId) -> Value {
    let (mut total, mut people, mut heaviest) = (0.0, 0.0, None::<(f64, Cause)>);
    for (id, city) in now.setup.cities.iter().filter(|(_, city)| city.party == of) {
        let population = now.value(city.population);
        people += population;
        if let Some(target) = city.grievances.iter().position(|row| row.against == against) {
            let row = &now.board.unrest.cities[id];
            let anger = row.targets[target] * population;
            total += anger;
            if heaviest.is_none_or(|(most, _)| anger > most) {
                heaviest = Some((anger, row.because.first()));
            }
        }
    }
    let level = if people > 0.0 { total / people } else { 0.0 };
    Value { value: level, because: heaviest.map(|(_, cause)| cause), since: None }
}

/// Killed at the gates of facilities among workforces that live in a party's cities.
fn killed_at_gates(now: &Now, party: PartyId) -> u32 {
    now.setup
        .workforces
        .iter()
        .filter(|(_, workforce)| workforce.city.is_some_and(|city| now.setup.cities[city].party == party))
        .map(|(id, _)| now.board.labour.workforces[id].killed)
        .sum()
}

fn access(now: &Now, to: PartyId, over: PartyId, kind: AccessKind, granted: bool) -> Value {
    let rows = now.setup.access.iter().zip(&now.board.diplomacy.access);
    for (access, row) in rows {
        if access.to == to && access.over == over && access.kind == kind {
            let holds = if granted { row.granted } else { !row.granted && row.answered.is_some() };
            let since = row.answered.filter(|_| holds);
            return Value { value: f64::from(u8::from(holds)), ..Value::fact(since) };
        }
    }
    Value::level(0.0)
}

/// Whether it is night at a facility: the sun's altitude by the standard declination formula
/// (Cooper 1969), good to a few minutes.
fn dark(now: &Now, facility: FacilityId) -> bool {
    let site = &now.setup.sites[now.setup.facilities[facility].site];
    let day = now.setup.calendar.day_of_year(now.at);
    let declination = 23.45 * libm::sin(std::f64::consts::TAU * (284.0 + day) / 365.0);
    let solar_hour = f64::from(now.at.0 % crate::time::DAY) / 60.0;
    let hour_angle = 15.0 * (solar_hour - 12.0);
    let altitude = libm::sin(site.latitude.to_radians()) * libm::sin(declination.to_radians())
        + libm::cos(site.latitude.to_radians())
            * libm::cos(declination.to_radians())
            * libm::cos(hour_angle.to_radians());
    altitude < 0.0
}

fn earliest(facts: impl Iterator<Item = Option<Since>>) -> Option<Since> {
    facts.flatten().min_by_key(|since| since.because)
}

fn latest(facts: impl Iterator<Item = Option<Since>>) -> Option<Since> {
    facts.flatten().max_by_key(|since| since.because)
}
