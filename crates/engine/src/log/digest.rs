//! What the log's hash is made of: every field, as words of a fixed width.
//!
//! Nothing is formatted, which a study of many runs would spend its time on. Variants are told apart by the numbers
//! given here, not by their order in the source: a new one takes the next number, and the hashes of logs without it
//! stay as they are.

use crate::action::{Action, Aim, Demand, OperationKind};
use crate::cause::{Cause, Domain, EventId};
use crate::dice::{Draw, Stream};
use crate::event::{Answer, Ending, Event, Level, Motion, Reason, StrikeEnd};
use crate::id::{
    AircraftId, CapabilityId, CityId, ConsumerId, ContractId, CorridorId, FacilityId, ForceId, GoodId, Id,
    NameId, OptionId, OriginId, PartyId, ProjectId, RegionId, RouteId, SiteId, WorkforceId,
};
use crate::log::Seen;
use crate::rule::Slot;
use crate::setup::{AccessKind, StandingOnRaid};
use crate::time::Minute;

/// A 128-bit hash in the making: two lanes, each turned, mixed with the next word and multiplied by its own odd
/// number, so that each word changes a lane one to one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digest {
    lanes: [u64; 2],
}

impl Digest {
    pub(super) fn new() -> Self {
        Self { lanes: [0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142] }
    }

    pub(super) fn word(&mut self, word: u64) {
        // The multiplication carries bits up, the shift brings them down again.
        let mixed = |lane: u64, turn: u32, factor: u64| {
            let product = (lane.rotate_left(turn) ^ word).wrapping_mul(factor);
            product ^ (product >> 32)
        };
        let [first, second] = self.lanes;
        self.lanes = [mixed(first, 5, 0x9e37_79b9_7f4a_7c15), mixed(second, 23, 0xd1b5_4a32_d192_ed03)];
    }

    /// The two lanes, with their high bits spread into the low ones.
    pub(super) fn lanes(self) -> [u64; 2] {
        self.lanes.map(crate::dice::finalise)
    }
}

/// What a hash can be made of.
pub(super) trait Digested {
    fn feed(&self, into: &mut Digest);
}

/// The numbers of an enum's variants, and their fields in order. Exhaustive, so that nothing is forgotten.
macro_rules! numbered {
    ($type:ident: $($number:literal $variant:ident { $($field:ident),* }),+ $(,)?) => {
        impl Digested for $type {
            fn feed(&self, into: &mut Digest) {
                match self {
                    $(Self::$variant { $($field),* } => {
                        into.word($number);
                        $($field.feed(into);)*
                    })+
                }
            }
        }

        #[cfg(test)]
        impl Numbered for $type {
            const NUMBERS: &'static [u64] = &[$($number),+];
        }
    };
}

/// Enums without fields and ids: one word.
macro_rules! as_word {
    ($($type:ty: $value:ident => $word:expr),+ $(,)?) => {
        $(impl Digested for $type {
            fn feed(&self, into: &mut Digest) {
                let $value = *self;
                into.word($word);
            }
        })+
    };
}

as_word! {
    bool: value => u64::from(value),
    u8: value => u64::from(value),
    u16: value => u64::from(value),
    u32: value => u64::from(value),
    f32: value => u64::from(value.to_bits()),
    f64: value => value.to_bits(),
    Minute: value => u64::from(value.0),
    Slot: value => u64::from(value.0),
    AircraftId: id => id.index() as u64,
    CapabilityId: id => id.index() as u64,
    CityId: id => id.index() as u64,
    ConsumerId: id => id.index() as u64,
    ContractId: id => id.index() as u64,
    CorridorId: id => id.index() as u64,
    FacilityId: id => id.index() as u64,
    ForceId: id => id.index() as u64,
    GoodId: id => id.index() as u64,
    NameId: id => id.index() as u64,
    OptionId: id => id.index() as u64,
    OriginId: id => id.index() as u64,
    PartyId: id => id.index() as u64,
    ProjectId: id => id.index() as u64,
    RegionId: id => id.index() as u64,
    RouteId: id => id.index() as u64,
    SiteId: id => id.index() as u64,
    WorkforceId: id => id.index() as u64,
}

impl<T: Digested> Digested for Option<T> {
    fn feed(&self, into: &mut Digest) {
        match self {
            None => into.word(0),
            Some(value) => {
                into.word(1);
                value.feed(into);
            }
        }
    }
}

impl Digested for EventId {
    fn feed(&self, into: &mut Digest) {
        self.at.feed(into);
        self.domain.feed(into);
        self.n.feed(into);
    }
}

impl Digested for Draw {
    fn feed(&self, into: &mut Digest) {
        self.stream.feed(into);
        self.of.feed(into);
        self.with.feed(into);
        self.n.feed(into);
    }
}

impl Digested for Cause {
    fn feed(&self, into: &mut Digest) {
        match self {
            Self::Given(origin) => {
                into.word(0);
                origin.feed(into);
            }
            Self::Order(n) => {
                into.word(1);
                n.feed(into);
            }
            Self::Chance(draw) => {
                into.word(2);
                draw.feed(into);
            }
            Self::Event(event) => {
                into.word(3);
                event.feed(into);
            }
        }
    }
}

impl Digested for Seen {
    fn feed(&self, into: &mut Digest) {
        self.slot.feed(into);
        self.value.feed(into);
        self.because.feed(into);
    }
}

impl<T: Digested> Digested for [T] {
    fn feed(&self, into: &mut Digest) {
        into.word(self.len() as u64);
        for one in self {
            one.feed(into);
        }
    }
}

numbered! { Domain:
    0 Weather {},
    1 Trade {},
    2 Unrest {},
    3 Labour {},
    4 Project {},
    5 Capability {},
    6 Forces {},
    7 Battle {},
    8 Diplomacy {},
    9 Escalation {},
    10 Seats {},
}

numbered! { Stream:
    0 Parameter {},
    1 Temperature {},
    2 Rain {},
    3 FlyingWeather {},
    4 Mood {},
    5 Riot {},
    6 Casualties {},
    7 Strike {},
    8 Settlement {},
    9 GateRiot {},
    10 Attempt {},
    11 Launch {},
    12 Purpose {},
    13 Evidence {},
    14 Readiness {},
    15 Detection {},
    16 Error {},
    17 Bias {},
    18 Option {},
    19 LeadTime {},
    20 Movement {},
    21 Answer {},
    22 Vote {},
    23 Lift {},
    24 Jump {},
    25 Surprise {},
    26 Ending {},
    27 Transfer {},
    28 Losses {},
    29 Prisoners {},
    30 Phase {},
    31 Spread {},
    32 ThirdArmy {},
    33 CounterAttack {},
    34 Front {},
    35 OffRamp {},
    36 Alarm {},
    37 Study {},
}

numbered! { StrikeEnd:
    0 Settled {},
    1 Dismissed {},
    2 Returned {},
}

numbered! { Answer:
    0 Comply {},
    1 Delay {},
    2 Refuse {},
}

numbered! { Motion:
    0 Sanction {},
    1 Lift {},
}

numbered! { Ending:
    0 DeniedAndWithdrew {},
    1 Held {},
    2 Repulsed {},
    3 Aborted {},
    4 StandOff {},
}

numbered! { Level:
    0 None {},
    1 Threat {},
    2 Display {},
    3 Force {},
    4 War {},
}

numbered! { Reason:
    0 NotYours {},
    1 AlreadySo {},
    2 NotPossible {},
    3 NoAccess {},
    4 NotReady {},
    5 NoMoney {},
    6 NotPermitted {},
}

numbered! { Aim:
    0 Control {},
    1 Deny {},
    2 Destroy {},
}

numbered! { Demand:
    0 Cancel {},
    1 Postpone {},
    2 Inspect {},
    3 Deliver {},
    4 Leave {},
}

numbered! { OperationKind:
    0 Seize {},
    1 Strike {},
    2 Interdict {},
    3 Escort {},
}

numbered! { AccessKind:
    0 Overflight {},
    1 Basing {},
}

numbered! { StandingOnRaid:
    0 StandAside {},
    1 BlockBoth {},
    2 HelpGarrison {},
    3 HelpRaiders {},
    4 DisarmGarrison {},
}

numbered! { Event:
    0 ColdSpellBegan { region, temperature_c, anomaly_c },
    1 ColdSpellEnded { region, days },
    2 RainFailed { region, share },
    3 Withheld { party, good, share },
    4 Resumed { party, good },
    5 ShortageBegan { consumer, share },
    6 ShortageEnded { consumer, days, peak },
    7 HouseholdsCut { consumer, share },
    8 StoreEmptied { consumer },
    9 Settled { contract, undelivered },
    10 Breached { contract, undelivered },
    11 Excused { contract, undelivered },
    12 RouteClosed { route, by },
    13 RouteOpened { route, by },
    14 ProtestBegan { city, people },
    15 ProtestGrew { city, people },
    16 ProtestEnded { city, days },
    17 RiotBegan { city, people },
    18 RiotEnded { city, days },
    19 Casualties { city, killed, injured },
    20 Conceded { party, musd },
    21 CrackdownBegan { party },
    22 CrackdownEnded { party, detained },
    23 IncitementBegan { by, among, against, musd },
    24 IncitementExposed { by, among },
    25 StrikeBegan { workforce },
    26 StrikeEnded { workforce, how, days },
    27 FacilityStopped { facility, present },
    28 FacilityResumed { facility, days },
    29 PayRaised { workforce, by },
    30 Dismissed { workforce, people },
    31 ReplacementsSent { workforce, people },
    32 ReplacementsArrived { workforce, people },
    33 GateRiot { workforce, people, force },
    34 GateCasualties { workforce, killed, injured, troops_hurt },
    35 GateRiotEnded { workforce },
    36 TaskBegan { project, task },
    37 ProjectReady { project },
    38 Slipped { project, due },
    39 BroughtForward { project, due },
    40 Scrubbed { project, in_a_row },
    41 Completed { project, series },
    42 Failed { project, series },
    43 Cancelled { project },
    44 Postponed { project, due },
    45 Destroyed { project },
    46 PurposeSuspected { party, project, belief },
    47 PurposeRevealed { project, truth },
    48 WeaponReady { project },
    49 CapabilityDegraded { capability, margin },
    50 CapabilityRestored { capability, margin },
    51 Reconstituted { capability, share },
    52 Jammed { project, by },
    53 Inspected { project, by },
    54 Departed { force, to },
    55 Landed { force, at, people, vehicles },
    56 Closed { force, at, people, vehicles },
    57 Cordoned { force, facility },
    58 CordonLifted { force, facility },
    59 StagingBegan { force },
    60 ForceReady { force },
    61 Withdrew { force, to },
    62 OperationLaunched { force, kind, on, aim, arrives },
    63 OperationEnded { force, kind },
    64 Demonstrated { force, at },
    65 Detected { by, force },
    66 RaidBegan { force, on, aim },
    67 LiftLost { force, aircraft, aborted, lost, killed },
    68 OperationAborted { force, on, delivered },
    69 Dropped { force, people, injured, by_parachute },
    70 Assault { force, on, assembled },
    71 ThirdArmyChose { force, choice },
    72 Losses { force, killed, wounded, vehicles, aircraft },
    73 Broke { force, on },
    74 Captured { force, people },
    75 Seized { force, on },
    76 CounterAttack { force, on, succeeds },
    77 FightEnded { on, ending, hours },
    78 Called { by, to, demand, about },
    79 Answered { by, to, demand, about, answer },
    80 UltimatumSet { by, to, demand, about, ends },
    81 UltimatumExpired { by, to, about },
    82 Sweetened { by, to, about, musd },
    83 Moved { bloc, by, motion, on },
    84 Voted { bloc, member, yes },
    85 MotionFailed { bloc, motion, on },
    86 Sanctioned { bloc, on, severity },
    87 SanctionsLifted { bloc, on },
    88 AidOffered { by, to, musd },
    89 AidAccepted { by, from, musd },
    90 AccessAsked { by, over, kind },
    91 AccessGranted { to, over, kind },
    92 AccessDenied { to, over, kind },
    93 Invited { by, party },
    94 LeaseSuspended { by, facility },
    95 LeftBloc { party, bloc },
    96 LevelRaised { a, b, level },
    97 FrontOpened { a, b, before },
    98 FrontDeaths { a, b, killed },
    99 Mediated { by, a, b },
    100 DisputeClosed { a, b },
    101 Decided { party, option, action, effective },
    102 Refused { party, action, reason },
    103 OperationOver { force },
    104 TroopsPresent { facility, people },
    105 TroopsGone { facility },
    106 UltimatumDropped { by, to, about },
    107 SweetenerReturned { by, to, about, musd },
    108 FrontClosed { a, b },
    109 DisputeReopened { a, b },
}

numbered! { Action:
    0 Withhold { good, share },
    1 Resume { good },
    2 CloseRoute { route },
    3 OpenRoute { route },
    4 Concede { musd },
    5 Repress {},
    6 Incite { among, against, musd },
    7 RaisePay { workforce, by },
    8 Dismiss { workforce },
    9 Replace { workforce },
    10 ReturnToWork { workforce },
    11 Cancel { project },
    12 Postpone { project, days },
    13 Inspect { project, by },
    14 Reconstitute { capability, share },
    15 Jam { project },
    16 Airlift { force, to },
    17 Withdraw { force },
    18 Cordon { force, around },
    19 Prepare { force },
    20 Operate { kind, force, on, aim, via },
    21 EndOperation { force },
    22 Demonstrate { force, at },
    23 Call { to, demand, about },
    24 Ultimatum { to, demand, about, days },
    25 Sweeten { to, about, musd },
    26 OfferAid { to, musd },
    27 AcceptAid { from },
    28 ProposeSanction { bloc, on, severity },
    29 ProposeLift { bloc, on },
    30 AskAccess { over, kind },
    31 Invite { party },
    32 SuspendLease { facility },
    33 Leave { bloc },
    34 Mediate { between, and },
}

#[cfg(test)]
trait Numbered {
    const NUMBERS: &'static [u64];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_given_twice() {
        let lists = [
            Domain::NUMBERS,
            Stream::NUMBERS,
            StrikeEnd::NUMBERS,
            Answer::NUMBERS,
            Motion::NUMBERS,
            Ending::NUMBERS,
            Level::NUMBERS,
            Reason::NUMBERS,
            Aim::NUMBERS,
            Demand::NUMBERS,
            OperationKind::NUMBERS,
            AccessKind::NUMBERS,
            StandingOnRaid::NUMBERS,
            Event::NUMBERS,
            Action::NUMBERS,
        ];
        for numbers in lists {
            let mut sorted = numbers.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), numbers.len(), "{numbers:?}");
        }
    }

    #[test]
    fn every_word_and_its_place_count() {
        let lanes = |words: &[u64]| {
            let mut digest = Digest::new();
            for &word in words {
                digest.word(word);
            }
            digest.lanes()
        };
        let all = [&[][..], &[0], &[0, 0], &[1, 0], &[0, 1], &[1 << 63], &[1 << 63, 1 << 4]];
        for (index, one) in all.iter().enumerate() {
            for other in &all[index + 1..] {
                let ([a, b], [c, d]) = (lanes(one), lanes(other));
                assert!(a != c && b != d, "{one:?}, {other:?}");
            }
        }
    }

    #[test]
    fn a_hash_is_the_same_wherever_it_is_made() {
        let mut digest = Digest::new();
        Event::Landed { force: ForceId(3), at: SiteId(1), people: 550, vehicles: 30 }.feed(&mut digest);
        [Cause::Order(7), Cause::Given(OriginId(2))].feed(&mut digest);
        let seen = Seen { slot: Slot(5), value: -0.25, because: Cause::Order(1) };
        [seen].feed(&mut digest);
        // The same words by hand, in another language.
        assert_eq!(digest.lanes(), [0x88a1_f754_b94a_04d0, 0x5c68_ed14_01ae_429e]);
    }
}
