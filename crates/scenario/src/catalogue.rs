//! The closed list of functions that rules can call, and what each reads in the engine.

use powderkeg_engine::event::Ending;
use powderkeg_engine::id::{ConsumerId, ContractId, Id, NameId, PartyId, ProducerId};
use powderkeg_engine::reading::Reading;
use powderkeg_engine::setup::{AccessKind, PartyKind, Setup};

use crate::expr::{
    Accepts, Argument, Available, Call, Catalogue, Constant, Entity, EntityKind, Parameter, Quantity,
    Signature,
};

/// What rules can call and name.
pub const CATALOGUE: Catalogue = Catalogue { functions: &FUNCTIONS, constants: &CONSTANTS };

const CONSTANTS: [Constant; 5] = [
    constant("no_act", 1.0, "Level of a dispute: no militarized act."),
    constant("threat", 2.0, "Level of a dispute: threat to use force."),
    constant("display", 3.0, "Level of a dispute: display of force."),
    constant("force", 4.0, "Level of a dispute: use of force."),
    constant("war", 5.0, "Level of a dispute: war, at least 1,000 battle deaths."),
];

const fn constant(name: &'static str, value: f64, doc: &'static str) -> Constant {
    Constant { name, value, unit: "level", doc }
}

const ENDINGS: [&str; 5] = ["denied", "held", "repulsed", "aborted", "stand_off"];
const RIGHTS: [&str; 2] = ["overflight", "basing"];

const ANY_PARTY: Accepts = Accepts::Entity(&[EntityKind::Party, EntityKind::Bloc]);
const BLOC: Accepts = Accepts::Entity(&[EntityKind::Bloc]);
const CITY: Accepts = Accepts::Entity(&[EntityKind::City]);
const CITY_OR_PARTY: Accepts = Accepts::Entity(&[EntityKind::City, EntityKind::Party]);
const REGION: Accepts = Accepts::Entity(&[EntityKind::Region]);
const GOOD: Accepts = Accepts::Entity(&[EntityKind::Good]);
const CONTRACT: Accepts = Accepts::Entity(&[EntityKind::Contract]);
const ROUTE: Accepts = Accepts::Entity(&[EntityKind::Route]);
const WORKFORCE: Accepts = Accepts::Entity(&[EntityKind::Workforce]);
const FACILITY: Accepts = Accepts::Entity(&[EntityKind::Facility]);
const PROJECT: Accepts = Accepts::Entity(&[EntityKind::Project]);
const CAPABILITY: Accepts = Accepts::Entity(&[EntityKind::Capability]);
const FORCE: Accepts = Accepts::Entity(&[EntityKind::Force]);
const SUBJECT: Accepts = Accepts::Entity(&[
    EntityKind::Project,
    EntityKind::Facility,
    EntityKind::Good,
    EntityKind::Contract,
    EntityKind::Force,
    EntityKind::Route,
]);

const fn of(name: &'static str, accepts: Accepts) -> Parameter {
    Parameter { name, accepts, optional: false }
}

const fn maybe(name: &'static str, accepts: Accepts) -> Parameter {
    Parameter { name, accepts, optional: true }
}

const fn fact(name: &'static str, parameters: &'static [Parameter], doc: &'static str) -> Signature {
    Signature { name, parameters, result: Quantity::Fact, available: Available::Both, calendar: false, doc }
}

const fn level(
    name: &'static str,
    parameters: &'static [Parameter],
    unit: &'static str,
    doc: &'static str,
) -> Signature {
    Signature {
        name,
        parameters,
        result: Quantity::Number(unit),
        available: Available::Both,
        calendar: false,
        doc,
    }
}

const fn calendar(signature: Signature) -> Signature {
    Signature { calendar: true, ..signature }
}

/// Where a party may be left out it is the party whose doctrine the rule belongs to.
const FUNCTIONS: [Signature; 97] = [
    // Calendar and weather.
    calendar(level("day", &[], "days", "Days since the scenario's start.")),
    fact("dark", &[of("facility", FACILITY)], "It is night there."),
    level("temperature", &[of("region", REGION)], "°C", "Mean temperature of the day."),
    level("cold", &[of("region", REGION)], "share", "Coldness, 0 to 1; one half at the freezing point."),
    level("heat_factor", &[of("region", REGION)], "factor", "Heat demand; 1 at the reference temperature."),
    level(
        "rain_share",
        &[of("region", REGION)],
        "share",
        "Rain of the last ninety days as a share of normal.",
    ),
    // Trade.
    level(
        "shortage",
        &[of("good", GOOD), of("where", ANY_PARTY)],
        "share",
        "Felt shortage, share of demand; of a bloc, the worst of its members.",
    ),
    fact("households_cut", &[of("good", GOOD), of("where", ANY_PARTY)], "Rationing has reached households."),
    level(
        "price",
        &[of("good", GOOD), of("where", ANY_PARTY)],
        "factor",
        "Price as a multiple of the start.",
    ),
    level("stock_days", &[of("good", GOOD), of("where", ANY_PARTY)], "days", "Store, in days of demand."),
    level(
        "home_shortage",
        &[of("good", GOOD), maybe("producer", ANY_PARTY)],
        "share",
        "Unmet share of a producer's home demand.",
    ),
    fact("withheld", &[of("producer", ANY_PARTY)], "It keeps some contracted goods at home."),
    fact(
        "withholding",
        &[of("good", GOOD), maybe("producer", ANY_PARTY)],
        "It keeps some of this good at home.",
    ),
    level(
        "withheld_share",
        &[of("good", GOOD), maybe("producer", ANY_PARTY)],
        "share",
        "Share of contracted deliveries it keeps.",
    ),
    level("revenue", &[of("good", GOOD), maybe("producer", ANY_PARTY)], "MUSD/day", "Export revenue."),
    level("undelivered", &[of("contract", CONTRACT)], "share", "Undelivered share of a contract."),
    level(
        "undelivered_by",
        &[of("seller", ANY_PARTY), of("bloc", BLOC)],
        "share",
        "Undelivered share of a seller's contracts under a bloc, the largest.",
    ),
    fact(
        "breach",
        &[of("contract", CONTRACT)],
        "It was found in breach at a settlement, and no later one was within tolerance, which heals it.",
    ),
    fact(
        "breached",
        &[of("seller", ANY_PARTY)],
        "Some contract of the seller is in breach and not healed, as in `breach`.",
    ),
    level(
        "compensation_gap",
        &[of("bloc", BLOC), maybe("party", ANY_PARTY)],
        "share",
        "What old partners are paid less than those won over: 1 − old/new.",
    ),
    level("route_share", &[of("route", ROUTE)], "share", "Open share of a route's capacity."),
    // Unrest.
    level("protest", &[of("where", CITY_OR_PARTY)], "share", "Share of adults in the streets."),
    fact("protesting", &[of("party", ANY_PARTY)], "A protest is reported in its cities."),
    fact("rioting", &[of("where", CITY_OR_PARTY)], "A riot is going on."),
    level("grievance", &[of("city", CITY)], "share", "Grievance H(1 − L)."),
    level(
        "resentment",
        &[of("against", ANY_PARTY), maybe("of", ANY_PARTY)],
        "share",
        "Anger of a party's cities at another.",
    ),
    level("legitimacy", &[of("party", ANY_PARTY)], "share", "Legitimacy of its government."),
    level("hardship", &[of("party", ANY_PARTY)], "share", "Hardship of its people."),
    level("incitement", &[of("among", ANY_PARTY)], "share", "Incitement at work among its people."),
    fact("incitement_exposed", &[of("among", ANY_PARTY)], "It is known who incites them."),
    fact("crackdown", &[of("party", ANY_PARTY)], "Its government puts protest down."),
    level(
        "killed_in_unrest",
        &[of("party", ANY_PARTY)],
        "people",
        "Killed in unrest in its cities and at its gates.",
    ),
    // Labour.
    fact("strike", &[of("workforce", WORKFORCE)], "It is on strike."),
    level("striking_share", &[of("workforce", WORKFORCE)], "share", "Share of it on strike."),
    level("days_on_strike", &[of("workforce", WORKFORCE)], "days", "Days it has been on strike."),
    fact("dismissed", &[of("workforce", WORKFORCE)], "Strikers were dismissed."),
    fact("replaced", &[of("workforce", WORKFORCE)], "Replacement workers are at work."),
    fact("stopped", &[of("facility", FACILITY)], "It is out of operation."),
    fact("gate_riot", &[of("facility", FACILITY)], "There is, or was, a riot at its gate."),
    level("productivity", &[of("facility", FACILITY)], "share", "Needed crew present, by skill."),
    // Projects.
    calendar(level(
        "days_until_due",
        &[of("project", PROJECT)],
        "days",
        "Days to the announced end; negative after it.",
    )),
    level(
        "forecast_days",
        &[of("project", PROJECT)],
        "days",
        "Days to its end as its owner forecasts; to others, as announced.",
    ),
    level(
        "slack_days",
        &[of("project", PROJECT)],
        "days",
        "Days to spare with a replacement crew; only its owner knows.",
    ),
    fact(
        "begun",
        &[of("project", PROJECT), of("task", Accepts::Stage)],
        "A task has begun (to others: was seen).",
    ),
    fact(
        "seen",
        &[of("project", PROJECT), of("task", Accepts::Stage)],
        "The same as begun, as one says it of others' projects.",
    ),
    fact("unfinished", &[of("project", PROJECT)], "It may still be finished."),
    fact("completed", &[of("project", PROJECT)], "It succeeded."),
    level("completions", &[of("project", PROJECT)], "count", "How often a series succeeded."),
    fact("failed", &[of("project", PROJECT)], "It failed for good."),
    fact("cancelled", &[of("project", PROJECT)], "It was given up."),
    fact("postponed", &[of("project", PROJECT)], "It was put off."),
    fact("destroyed", &[of("project", PROJECT)], "It was destroyed."),
    // Capabilities.
    level("margin", &[of("capability", CAPABILITY)], "share", "What is left of it."),
    level(
        "expected_loss",
        &[of("capability", CAPABILITY)],
        "share",
        "Share of it the party expects to lose; in the truth, the share lost.",
    ),
    level(
        "belief",
        &[of("project", PROJECT)],
        "share",
        "Belief in the project's feared purpose; in the truth 0 or 1.",
    ),
    fact("degraded", &[of("capability", CAPABILITY)], "It is degraded."),
    fact("revealed", &[of("project", PROJECT)], "Its purpose is known to all."),
    fact("inspected", &[of("project", PROJECT)], "It was inspected."),
    fact("jammed", &[of("project", PROJECT)], "Its product is interfered with."),
    // Forces.
    level("strength", &[of("party", ANY_PARTY)], "people", "Fit people of its forces."),
    level("foreign_troops", &[of("facility", FACILITY)], "people", "Foreign troops there."),
    fact("troops_at", &[of("facility", FACILITY)], "There are foreign troops there."),
    fact("landed", &[of("force", FORCE), of("facility", FACILITY)], "The force is there."),
    fact("staging", &[of("force", FORCE)], "It is staging."),
    fact("ready", &[of("force", FORCE)], "It is ready for an operation."),
    fact("busy", &[of("force", FORCE)], "It is on its way, in an operation or in a cordon."),
    fact("cordoned", &[of("facility", FACILITY)], "It is surrounded."),
    fact("noticed", &[of("party", ANY_PARTY)], "Preparations of its forces were noticed."),
    fact(
        "reachable",
        &[of("force", FORCE), of("facility", FACILITY)],
        "There is a granted way within its range.",
    ),
    // Battle.
    fact("raid", &[of("by", ANY_PARTY), of("on", FACILITY)], "It has raided the facility."),
    fact("fighting", &[of("facility", FACILITY)], "A fight is going on."),
    fact("seized", &[of("by", ANY_PARTY), of("on", FACILITY)], "Its raiders took the facility."),
    fact("ended", &[of("on", FACILITY), of("how", Accepts::Word(&ENDINGS))], "The raid ended so."),
    level(
        "killed",
        &[of("party", ANY_PARTY)],
        "people",
        "Its dead: of its forces in fights, of its people in unrest and at gates.",
    ),
    level("wounded", &[of("party", ANY_PARTY)], "people", "Wounded in fights."),
    level("prisoners", &[of("party", ANY_PARTY)], "people", "Taken prisoner."),
    // Diplomacy.
    level("stance", &[of("toward", ANY_PARTY), maybe("of", ANY_PARTY)], "level", "−1 hostile to 1 allied."),
    level("trust", &[of("toward", ANY_PARTY), maybe("of", ANY_PARTY)], "share", "Trust."),
    level("hostility", &[of("toward", ANY_PARTY), maybe("of", ANY_PARTY)], "share", "Hostility."),
    level(
        "capture",
        &[of("party", ANY_PARTY)],
        "share",
        "Degree to which its government is in its patron's pocket.",
    ),
    fact("sanctioned", &[of("on", ANY_PARTY), of("by", BLOC)], "The bloc's sanctions on it are in force."),
    level("severity", &[of("on", ANY_PARTY), of("by", BLOC)], "share", "Severity of these sanctions."),
    level(
        "calls",
        &[of("on", ANY_PARTY), of("about", SUBJECT)],
        "count",
        "Calls on it about something, by anybody.",
    ),
    level(
        "refused",
        &[of("by", ANY_PARTY), of("about", SUBJECT)],
        "count",
        "Calls it has refused about something.",
    ),
    fact("threatened", &[of("about", SUBJECT), maybe("party", ANY_PARTY)], "An ultimatum about it is open."),
    level(
        "sweetener",
        &[of("about", SUBJECT), maybe("party", ANY_PARTY)],
        "MUSD",
        "What is on the table for compliance, while that is possible.",
    ),
    fact("offered", &[of("by", ANY_PARTY), maybe("to", ANY_PARTY)], "Aid is on offer."),
    fact("accepted", &[of("from", ANY_PARTY), maybe("by", ANY_PARTY)], "Aid was taken."),
    fact(
        "access",
        &[of("over", ANY_PARTY), of("right", Accepts::Word(&RIGHTS)), maybe("to", ANY_PARTY)],
        "A right of way or base is granted.",
    ),
    fact(
        "access_refused",
        &[of("over", ANY_PARTY), of("right", Accepts::Word(&RIGHTS)), maybe("to", ANY_PARTY)],
        "It was asked for and refused.",
    ),
    fact("invited", &[of("by", ANY_PARTY), maybe("party", ANY_PARTY)], "A host has invited its forces."),
    fact("lease_suspended", &[of("facility", FACILITY)], "The lease is suspended."),
    fact("member", &[of("bloc", BLOC), maybe("party", ANY_PARTY)], "It is still a member."),
    level("treasury", &[maybe("party", ANY_PARTY)], "MUSD", "Money at hand."),
    // Escalation.
    level(
        "hostility_level",
        &[of("a", ANY_PARTY), of("b", ANY_PARTY)],
        "level",
        "Highest act between the two: no_act, threat, display, force, war.",
    ),
    level("fronts", &[], "count", "Open fronts."),
    fact("wider_war", &[], "There is a war beyond the incident."),
];

/// What a call reads. `seat` is the party whose doctrine calls; without one it is the truth. The error is a sentence
/// for the author.
pub fn resolve(
    call: &Call,
    seat: Option<PartyId>,
    setup: &Setup,
    about: impl Fn(Entity) -> NameId,
) -> Result<Reading, String> {
    let name = FUNCTIONS.get(usize::from(call.function)).map_or("", |signature| signature.name);
    let arguments = Arguments { call, seat, setup };
    if let Some(reading) = arguments.economy(name)? {
        return Ok(reading);
    }
    if let Some(reading) = arguments.society(name)? {
        return Ok(reading);
    }
    if let Some(reading) = arguments.technical(name) {
        return Ok(reading);
    }
    if let Some(reading) = arguments.military(name) {
        return Ok(reading);
    }
    arguments.political(name, about)?.ok_or_else(|| format!("`{name}` is not available"))
}

struct Arguments<'a> {
    call: &'a Call,
    seat: Option<PartyId>,
    setup: &'a Setup,
}

impl Arguments<'_> {
    /// The entity given as the n-th argument. The checker has seen to kinds and number.
    fn entity(&self, n: usize) -> Option<Entity> {
        match self.call.arguments.get(n) {
            Some(Argument::Entity(entity)) => Some(*entity),
            Some(Argument::Entities(_) | Argument::Stage(_) | Argument::Word(_)) | None => None,
        }
    }

    fn id<T: Id>(&self, n: usize) -> T {
        T::from_index(self.entity(n).map_or(0, |entity| usize::from(entity.index)))
    }

    fn number(&self, n: usize) -> u16 {
        match self.call.arguments.get(n) {
            Some(Argument::Stage(index) | Argument::Word(index)) => *index,
            Some(Argument::Entity(_) | Argument::Entities(_)) | None => 0,
        }
    }

    fn is(&self, n: usize, kind: EntityKind) -> bool {
        self.entity(n).is_some_and(|entity| entity.kind == kind)
    }

    /// The party given as the n-th argument, or the one whose doctrine it is.
    fn party_or_self(&self, n: usize) -> Result<PartyId, String> {
        match (self.entity(n), self.seat) {
            (Some(_), _) => Ok(self.id(n)),
            (None, Some(seat)) => Ok(seat),
            (None, None) => {
                Err("outside a doctrine nobody is meant by default: name the party as the last argument"
                    .to_owned())
            }
        }
    }

    fn title(&self, party: PartyId) -> &str {
        self.setup
            .parties
            .get(party)
            .and_then(|party| self.setup.names.get(party.name.id))
            .map_or("", |named| &named.id)
    }

    fn consumer(&self, good: usize, party: PartyId) -> Result<ConsumerId, String> {
        let good_id = self.id(good);
        let found = self.setup.consumers.iter().find(|(_, row)| row.party == party && row.good == good_id);
        let party = self.title(party);
        found.map(|(id, _)| id).ok_or_else(|| {
            let good = self.setup.goods.get(good_id).and_then(|good| self.setup.names.get(good.name.id));
            let good = good.map_or("", |named| &named.id);
            format!("`{party}` consumes no `{good}`: define [consumer.{party}] {good} = {{ demand_per_month = … }}")
        })
    }

    fn producer(&self, good: usize, party: PartyId) -> Result<ProducerId, String> {
        let good_id = self.id(good);
        let found = self.setup.producers.iter().find(|(_, row)| row.party == party && row.good == good_id);
        let party = self.title(party);
        found.map(|(id, _)| id).ok_or_else(|| {
            let good = self.setup.goods.get(good_id).and_then(|good| self.setup.names.get(good.name.id));
            let good = good.map_or("", |named| &named.id);
            format!("`{party}` produces no `{good}`: define [producer.{party}] {good} = {{ capacity_per_month = … }}")
        })
    }

    fn economy(&self, name: &str) -> Result<Option<Reading>, String> {
        let of_consumer =
            |reading: fn(ConsumerId) -> Reading| Ok::<_, String>(reading(self.consumer(0, self.id(1))?));
        let of_producer = |reading: fn(ProducerId) -> Reading| {
            Ok::<_, String>(reading(self.producer(0, self.party_or_self(1)?)?))
        };
        Ok(Some(match name {
            "day" => Reading::Day,
            "dark" => Reading::Dark(self.id(0)),
            "temperature" => Reading::Temperature(self.id(0)),
            "cold" => Reading::Cold(self.id(0)),
            "heat_factor" => Reading::HeatFactor(self.id(0)),
            "rain_share" => Reading::RainShare(self.id(0)),
            "shortage" if self.is(1, EntityKind::Bloc) => {
                Reading::WorstShortage { good: self.id(0), bloc: self.id(1) }
            }
            "shortage" => of_consumer(Reading::Shortage)?,
            "households_cut" => of_consumer(Reading::HouseholdsCut)?,
            "price" => of_consumer(Reading::Price)?,
            "stock_days" => of_consumer(Reading::StockDays)?,
            "home_shortage" => of_producer(Reading::HomeShortage)?,
            "withheld" => Reading::Withheld(self.id(0)),
            "withholding" => of_producer(Reading::Withholding)?,
            "withheld_share" => of_producer(Reading::WithheldShare)?,
            "revenue" => of_producer(Reading::Revenue)?,
            "undelivered" => Reading::Undelivered(self.id::<ContractId>(0)),
            "undelivered_by" => Reading::UndeliveredBy { seller: self.id(0), bloc: self.id(1) },
            "breach" => Reading::Breach(self.id(0)),
            "breached" => Reading::Breached(self.id(0)),
            "compensation_gap" => {
                Reading::CompensationGap { bloc: self.id(0), party: self.party_or_self(1)? }
            }
            "route_share" => Reading::RouteShare(self.id(0)),
            _ => return Ok(None),
        }))
    }

    fn society(&self, name: &str) -> Result<Option<Reading>, String> {
        Ok(Some(match name {
            "protest" if self.is(0, EntityKind::City) => Reading::CityProtest(self.id(0)),
            "protest" => Reading::Protest(self.id(0)),
            "protesting" => Reading::Protesting(self.id(0)),
            "rioting" if self.is(0, EntityKind::City) => Reading::Rioting(self.id(0)),
            "rioting" => Reading::RiotingIn(self.id(0)),
            "grievance" => Reading::Grievance(self.id(0)),
            "resentment" => Reading::Resentment { against: self.id(0), of: self.party_or_self(1)? },
            "legitimacy" => Reading::Legitimacy(self.id(0)),
            "hardship" => Reading::Hardship(self.id(0)),
            "incitement" => Reading::Incitement(self.id(0)),
            "incitement_exposed" => Reading::IncitementExposed(self.id(0)),
            "crackdown" => Reading::Crackdown(self.id(0)),
            "killed_in_unrest" => Reading::UnrestKilled(self.id(0)),
            "strike" => Reading::Strike(self.id(0)),
            "striking_share" => Reading::StrikingShare(self.id(0)),
            "days_on_strike" => Reading::DaysOnStrike(self.id(0)),
            "dismissed" => Reading::Dismissed(self.id(0)),
            "replaced" => Reading::Replaced(self.id(0)),
            "stopped" => Reading::Stopped(self.id(0)),
            "gate_riot" => Reading::GateRiot(self.id(0)),
            "productivity" => Reading::Productivity(self.id(0)),
            _ => return Ok(None),
        }))
    }

    fn technical(&self, name: &str) -> Option<Reading> {
        Some(match name {
            "days_until_due" => Reading::DaysUntilDue(self.id(0)),
            "forecast_days" => Reading::ForecastDays(self.id(0)),
            "slack_days" => Reading::SlackDays(self.id(0)),
            "begun" | "seen" => {
                Reading::Begun { project: self.id(0), task: u8::try_from(self.number(1)).unwrap_or(u8::MAX) }
            }
            "unfinished" => Reading::Open(self.id(0)),
            "completed" => Reading::Completed(self.id(0)),
            "completions" => Reading::Completions(self.id(0)),
            "failed" => Reading::Failed(self.id(0)),
            "cancelled" => Reading::Cancelled(self.id(0)),
            "postponed" => Reading::Postponed(self.id(0)),
            "destroyed" => Reading::Destroyed(self.id(0)),
            "margin" => Reading::Margin(self.id(0)),
            "expected_loss" => Reading::ExpectedLoss(self.id(0)),
            "belief" => Reading::Belief(self.id(0)),
            "degraded" => Reading::Degraded(self.id(0)),
            "revealed" => Reading::Revealed(self.id(0)),
            "inspected" => Reading::Inspected(self.id(0)),
            "jammed" => Reading::Jammed(self.id(0)),
            _ => return None,
        })
    }

    fn military(&self, name: &str) -> Option<Reading> {
        Some(match name {
            "strength" => Reading::Strength(self.id(0)),
            "foreign_troops" => Reading::ForeignTroops(self.id(0)),
            "troops_at" => Reading::ForeignTroopsAt(self.id(0)),
            "landed" => Reading::Landed { force: self.id(0), at: self.id(1) },
            "staging" => Reading::Staging(self.id(0)),
            "ready" => Reading::Ready(self.id(0)),
            "busy" => Reading::Busy(self.id(0)),
            "cordoned" => Reading::Cordoned(self.id(0)),
            "noticed" => Reading::Noticed(self.id(0)),
            "reachable" => Reading::Reachable { force: self.id(0), at: self.id(1) },
            "raid" => Reading::Raid { by: self.id(0), on: self.id(1) },
            "fighting" => Reading::Fighting(self.id(0)),
            "seized" => Reading::Seized { by: self.id(0), on: self.id(1) },
            "ended" => Reading::Ended {
                on: self.id(0),
                ending: match self.number(1) {
                    0 => Ending::DeniedAndWithdrew,
                    1 => Ending::Held,
                    2 => Ending::Repulsed,
                    3 => Ending::Aborted,
                    _ => Ending::StandOff,
                },
            },
            "killed" => Reading::Killed(self.id(0)),
            "wounded" => Reading::Wounded(self.id(0)),
            "prisoners" => Reading::Prisoners(self.id(0)),
            _ => return None,
        })
    }

    fn political(&self, name: &str, about: impl Fn(Entity) -> NameId) -> Result<Option<Reading>, String> {
        let subject = |n: usize| self.entity(n).map_or(NameId(0), &about);
        let right = || if self.number(1) == 0 { AccessKind::Overflight } else { AccessKind::Basing };
        Ok(Some(match name {
            "stance" => Reading::Stance { toward: self.id(0), of: self.party_or_self(1)? },
            "trust" => Reading::Trust { toward: self.id(0), of: self.party_or_self(1)? },
            "hostility" => Reading::Hostility { toward: self.id(0), of: self.party_or_self(1)? },
            "capture" => Reading::Capture(self.id(0)),
            "sanctioned" => Reading::Sanctioned { on: self.id(0), by: self.id(1) },
            "severity" => Reading::SanctionSeverity { on: self.id(0), by: self.id(1) },
            "calls" => Reading::Calls { on: self.id(0), about: subject(1) },
            "refused" => Reading::Refusals { by: self.id(0), about: subject(1) },
            "threatened" => Reading::Threatened { about: subject(0), party: self.party_or_self(1)? },
            "sweetener" => Reading::Sweetener { about: subject(0), on: self.party_or_self(1)? },
            "offered" => Reading::Offered { by: self.id(0), to: self.party_or_self(1)? },
            "accepted" => Reading::Accepted { from: self.id(0), by: self.party_or_self(1)? },
            "access" => Reading::Access { over: self.id(0), kind: right(), to: self.party_or_self(2)? },
            "access_refused" => {
                Reading::AccessRefused { over: self.id(0), kind: right(), to: self.party_or_self(2)? }
            }
            "invited" => Reading::Invited { by: self.id(0), party: self.party_or_self(1)? },
            "lease_suspended" => Reading::LeaseSuspended(self.id(0)),
            "member" => Reading::Member { bloc: self.id(0), party: self.party_or_self(1)? },
            "treasury" => Reading::Treasury(self.party_or_self(0)?),
            "hostility_level" => Reading::LevelBetween { a: self.id(0), b: self.id(1) },
            "fronts" => Reading::Fronts,
            "wider_war" => Reading::WiderWar,
            _ => return Ok(None),
        }))
    }
}

/// The kind of a party as rules know it.
#[must_use]
pub fn party_kind(kind: PartyKind) -> EntityKind {
    match kind {
        PartyKind::Bloc => EntityKind::Bloc,
        PartyKind::State | PartyKind::Movement => EntityKind::Party,
    }
}
