//! Events, orders and readings as named fields, for programs.
//!
//! Entities are given by the id they have in the scenario; a float is written with the fewest
//! digits that read back as the same float.

use powderkeg_engine::action::{Action, Aim, Demand, OperationKind};
use powderkeg_engine::event::{Answer, Ending, Event, Level, Motion, Reason, StrikeEnd};
use powderkeg_engine::id::{
    AircraftId, CapabilityId, CityId, ConsumerId, ContractId, CorridorId, FacilityId, ForceId, GoodId,
    NameId, OptionId, PartyId, ProducerId, ProjectId, RegionId, RouteId, SiteId, WorkforceId,
};
use powderkeg_engine::reading::Reading;
use powderkeg_engine::setup::{AccessKind, Setup, StandingOnRaid};
use powderkeg_engine::time::Minute;
use serde_json::{Map, Number, Value, json};

use crate::run::civil;

/// A field's value in JSON.
trait Field {
    fn json(&self, setup: &Setup) -> Value;
}

/// An object with sorted keys, whatever map `serde_json` was built with.
pub(crate) fn object<const N: usize>(mut entries: [(&str, Value); N]) -> Value {
    entries.sort_by_key(|entry| entry.0);
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect())
}

/// One arm for each variant: its fields by name. Exhaustive, so that a new variant is not forgotten.
macro_rules! fields {
    ($setup:expr, $value:expr, $type:ident, $($variant:ident { $($field:ident),* }),+ $(,)?) => {
        match $value {
            $($type::$variant { $($field),* } => (
                stringify!($variant),
                vec![$((stringify!($field), Field::json($field, $setup))),*] as Vec<(&str, Value)>,
            )),+
        }
    };
}

/// An event: its `kind` and its fields.
#[must_use]
pub fn event(setup: &Setup, event: &Event) -> Value {
    let (_, fields) = fields! {
        setup, event, Event,
        ColdSpellBegan { region, temperature_c, anomaly_c },
        ColdSpellEnded { region, days },
        RainFailed { region, share },
        Withheld { party, good, share },
        Resumed { party, good },
        ShortageBegan { consumer, share },
        ShortageEnded { consumer, days, peak },
        HouseholdsCut { consumer, share },
        StoreEmptied { consumer },
        Settled { contract, undelivered },
        Breached { contract, undelivered },
        Excused { contract, undelivered },
        RouteClosed { route, by },
        RouteOpened { route, by },
        ProtestBegan { city, people },
        ProtestGrew { city, people },
        ProtestEnded { city, days },
        RiotBegan { city, people },
        RiotEnded { city, days },
        Casualties { city, killed, injured },
        Conceded { party, musd },
        CrackdownBegan { party },
        CrackdownEnded { party, detained },
        IncitementBegan { by, among, against, musd },
        IncitementExposed { by, among },
        StrikeBegan { workforce },
        StrikeEnded { workforce, how, days },
        FacilityStopped { facility, present },
        FacilityResumed { facility, days },
        PayRaised { workforce, by },
        Dismissed { workforce, people },
        ReplacementsSent { workforce, people },
        ReplacementsArrived { workforce, people },
        GateRiot { workforce, people, force },
        GateCasualties { workforce, killed, injured, troops_hurt },
        GateRiotEnded { workforce },
        TaskBegan { project, task },
        ProjectReady { project },
        Slipped { project, due },
        BroughtForward { project, due },
        Scrubbed { project, in_a_row },
        Completed { project, series },
        Failed { project, series },
        Cancelled { project },
        Postponed { project, due },
        Destroyed { project },
        PurposeSuspected { party, project, belief },
        PurposeRevealed { project, truth },
        WeaponReady { project },
        CapabilityDegraded { capability, margin },
        CapabilityRestored { capability, margin },
        Reconstituted { capability, share },
        Jammed { project, by },
        Inspected { project, by },
        Departed { force, to },
        Landed { force, at, people, vehicles },
        Closed { force, at, people, vehicles },
        Cordoned { force, facility },
        CordonLifted { force, facility },
        StagingBegan { force },
        ForceReady { force },
        Withdrew { force, to },
        OperationLaunched { force, kind, on, aim, arrives },
        OperationEnded { force, kind },
        OperationOver { force },
        Demonstrated { force, at },
        Detected { by, force },
        TroopsPresent { facility, people },
        TroopsGone { facility },
        RaidBegan { force, on, aim },
        LiftLost { force, aircraft, aborted, lost, killed },
        OperationAborted { force, on, delivered },
        Dropped { force, people, injured, by_parachute },
        Assault { force, on, assembled },
        ThirdArmyChose { force, choice },
        Losses { force, killed, wounded, vehicles, aircraft },
        Broke { force, on },
        Captured { force, people },
        Seized { force, on },
        CounterAttack { force, on, succeeds },
        FightEnded { on, ending, hours },
        Called { by, to, demand, about },
        Answered { by, to, demand, about, answer },
        UltimatumSet { by, to, demand, about, ends },
        UltimatumExpired { by, to, about },
        UltimatumDropped { by, to, about },
        Sweetened { by, to, about, musd },
        SweetenerReturned { by, to, about, musd },
        Moved { bloc, by, motion, on },
        Voted { bloc, member, yes },
        MotionFailed { bloc, motion, on },
        Sanctioned { bloc, on, severity },
        SanctionsLifted { bloc, on },
        AidOffered { by, to, musd },
        AidAccepted { by, from, musd },
        AccessAsked { by, over, kind },
        AccessGranted { to, over, kind },
        AccessDenied { to, over, kind },
        Invited { by, party },
        LeaseSuspended { by, facility },
        LeftBloc { party, bloc },
        LevelRaised { a, b, level },
        FrontOpened { a, b, before },
        FrontClosed { a, b },
        FrontDeaths { a, b, killed },
        Mediated { by, a, b },
        DisputeClosed { a, b },
        DisputeReopened { a, b },
        Decided { party, option, action, effective },
        Refused { party, action, reason },
    };
    named(event.kind().name(), fields)
}

/// An order: its name in the format and its fields.
#[must_use]
pub fn action(setup: &Setup, action: &Action) -> Value {
    let (name, fields) = fields! {
        setup, action, Action,
        Withhold { good, share },
        Resume { good },
        CloseRoute { route },
        OpenRoute { route },
        Concede { musd },
        Repress {},
        Incite { among, against, musd },
        RaisePay { workforce, by },
        Dismiss { workforce },
        Replace { workforce },
        ReturnToWork { workforce },
        Cancel { project },
        Postpone { project, days },
        Inspect { project, by },
        Reconstitute { capability, share },
        Jam { project },
        Airlift { force, to },
        Withdraw { force },
        Cordon { force, around },
        Prepare { force },
        Operate { kind, force, on, aim, via },
        EndOperation { force },
        Demonstrate { force, at },
        Call { to, demand, about },
        Ultimatum { to, demand, about, days },
        Sweeten { to, about, musd },
        OfferAid { to, musd },
        AcceptAid { from },
        ProposeSanction { bloc, on, severity },
        ProposeLift { bloc, on },
        AskAccess { over, kind },
        Invite { party },
        SuspendLease { facility },
        Leave { bloc },
        Mediate { between, and },
    };
    named(&snake_case(name), fields)
}

fn named(kind: &str, fields: Vec<(&str, Value)>) -> Value {
    let own = fields.into_iter().map(|(field, value)| (key(field), value));
    let mut entries: Vec<(&str, Value)> = own.chain([("kind", Value::from(kind))]).collect();
    entries.sort_by_key(|entry| entry.0);
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>())
}

/// The key of an event's or an order's own field. `kind` is always that of the event or order itself; what an operation or
/// an access is, is its `sort`.
#[must_use]
pub fn key(field: &str) -> &str {
    if field == "kind" { "sort" } else { field }
}

/// A reading as rules would name it: `refusals(russia, asat)`.
#[must_use]
pub fn reading(setup: &Setup, reading: &Reading) -> String {
    macro_rules! readings {
        ($($variant:ident $(($id:ident))? $({ $($field:ident),* })?),+ $(,)?) => {
            match reading {
                $(Reading::$variant $(($id))? $({ $($field),* })? => (
                    stringify!($variant),
                    vec![$($id.json(setup))? $($($field.json(setup)),*)?] as Vec<Value>,
                )),+
            }
        };
    }
    let (name, arguments) = readings! {
        Day,
        Dark(id),
        Temperature(id),
        Cold(id),
        HeatFactor(id),
        RainShare(id),
        Shortage(id),
        WorstShortage { good, bloc },
        Withheld(id),
        HouseholdsCut(id),
        Price(id),
        StockDays(id),
        HomeShortage(id),
        Withholding(id),
        WithheldShare(id),
        Revenue(id),
        Undelivered(id),
        UndeliveredBy { seller, bloc },
        Breach(id),
        Breached(id),
        CompensationGap { party, bloc },
        RouteShare(id),
        Protest(id),
        CityProtest(id),
        Protesting(id),
        Rioting(id),
        RiotingIn(id),
        Grievance(id),
        Resentment { of, against },
        Legitimacy(id),
        Hardship(id),
        Incitement(id),
        IncitementExposed(id),
        Crackdown(id),
        UnrestKilled(id),
        Strike(id),
        StrikingShare(id),
        DaysOnStrike(id),
        Dismissed(id),
        Replaced(id),
        Stopped(id),
        GateRiot(id),
        Productivity(id),
        DaysUntilDue(id),
        ForecastDays(id),
        SlackDays(id),
        Begun { project, task },
        Open(id),
        Completed(id),
        Completions(id),
        Failed(id),
        Cancelled(id),
        Postponed(id),
        Destroyed(id),
        Margin(id),
        ExpectedLoss(id),
        Belief(id),
        Degraded(id),
        Revealed(id),
        Inspected(id),
        Jammed(id),
        Strength(id),
        ForeignTroops(id),
        ForeignTroopsAt(id),
        Landed { force, at },
        Staging(id),
        Ready(id),
        Busy(id),
        Cordoned(id),
        Noticed(id),
        Reachable { force, at },
        Raid { by, on },
        Fighting(id),
        Seized { by, on },
        Ended { on, ending },
        Killed(id),
        Wounded(id),
        Prisoners(id),
        Stance { of, toward },
        Trust { of, toward },
        Hostility { of, toward },
        Capture(id),
        Sanctioned { on, by },
        SanctionSeverity { on, by },
        Calls { on, about },
        Refusals { by, about },
        Threatened { party, about },
        Sweetener { on, about },
        Offered { by, to },
        Accepted { from, by },
        Access { to, over, kind },
        AccessRefused { to, over, kind },
        Invited { by, party },
        LeaseSuspended(id),
        Member { party, bloc },
        Treasury(id),
        LevelBetween { a, b },
        Fronts,
        WiderWar,
        BattleDeaths,
    };
    let arguments: Vec<String> = arguments.iter().map(plain).collect();
    format!("{}({})", rule_word(name), arguments.join(", "))
}

/// The word of a reading's function, where it isn't the reading's name.
fn rule_word(name: &str) -> String {
    match name {
        "WorstShortage" => "shortage".into(),
        "CityProtest" => "protest".into(),
        "RiotingIn" => "rioting".into(),
        "UnrestKilled" => "killed_in_unrest".into(),
        "Open" => "unfinished".into(),
        "ForeignTroopsAt" => "troops_at".into(),
        "SanctionSeverity" => "severity".into(),
        "Refusals" => "refused".into(),
        "LevelBetween" => "hostility_level".into(),
        _ => snake_case(name),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

/// `RaidBegan` → `raid_began`.
fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// The shortest decimal that reads back as the same `f64`; `null` for what JSON can't say.
#[must_use]
pub fn float(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

macro_rules! entities {
    ($($id:ident => $table:ident),+ $(,)?) => {$(
        impl Field for $id {
            fn json(&self, setup: &Setup) -> Value {
                setup.$table.get(*self).map_or(Value::Null, |row| row.name.id.json(setup))
            }
        }
    )+};
}

entities! {
    PartyId => parties, RegionId => regions, GoodId => goods, ProducerId => producers, ConsumerId => consumers,
    ContractId => contracts, RouteId => routes, CityId => cities, WorkforceId => workforces,
    FacilityId => facilities, ProjectId => projects, CapabilityId => capabilities, SiteId => sites,
    AircraftId => aircraft, ForceId => forces, CorridorId => corridors, OptionId => options,
}

impl Field for NameId {
    /// The id; for a part of an entity (`consumer.uzbekistan.oil`), whose id alone is no name, the
    /// path after the kind.
    fn json(&self, setup: &Setup) -> Value {
        let Some(named) = setup.names.get(*self) else { return Value::Null };
        let after_kind = named.path.split_once('.').map_or(named.path.as_str(), |(_, rest)| rest);
        Value::from(after_kind)
    }
}

impl<T: Field> Field for Option<T> {
    fn json(&self, setup: &Setup) -> Value {
        self.as_ref().map_or(Value::Null, |field| field.json(setup))
    }
}

impl Field for f32 {
    fn json(&self, _: &Setup) -> Value {
        // Through text: 0.35 as f64 would be 0.3499999940395355.
        self.to_string().parse().map_or(Value::Null, float)
    }
}

impl Field for f64 {
    fn json(&self, _: &Setup) -> Value {
        float(*self)
    }
}

impl Field for bool {
    fn json(&self, _: &Setup) -> Value {
        json!(*self)
    }
}

impl Field for u8 {
    fn json(&self, _: &Setup) -> Value {
        json!(*self)
    }
}

impl Field for u16 {
    fn json(&self, _: &Setup) -> Value {
        json!(*self)
    }
}

impl Field for u32 {
    fn json(&self, _: &Setup) -> Value {
        json!(*self)
    }
}

impl Field for Minute {
    fn json(&self, setup: &Setup) -> Value {
        if *self == Self::NEVER { Value::Null } else { Value::from(civil(setup, *self).to_string()) }
    }
}

impl Field for Action {
    fn json(&self, setup: &Setup) -> Value {
        action(setup, self)
    }
}

/// Closed lists without fields are written by their variant's name.
macro_rules! names {
    ($($type:ident),+ $(,)?) => {$(
        impl Field for $type {
            fn json(&self, _: &Setup) -> Value {
                Value::from(snake_case(&format!("{self:?}")))
            }
        }
    )+};
}

names! { Aim, Demand, OperationKind, Answer, Ending, Level, Motion, Reason, StrikeEnd, AccessKind, StandingOnRaid }
