//! The one cause a line gives.
//!
//! The log knows all causes of a record; a line has room for the most telling: an act or a loss rather than a drift or a
//! step of work, and what a decision turned on rather than what it merely read.

use std::collections::BTreeSet;

use powderkeg_engine::cause::{Cause, Domain};
use powderkeg_engine::event::{Answer, Event, Kind};
use powderkeg_engine::log::Record;
use powderkeg_engine::time::DAY;

use crate::pivot::{Bearing, Toward, bearing};
use crate::run::Run;
use crate::sentence::gist;

/// Days after which a cause is no longer worth a clause.
const REMEMBERED_DAYS: u32 = 60;
/// Decisions that are looked through on the way to what was behind them.
const STEPS: usize = 4;

/// A cause worth telling.
pub(crate) struct Reason {
    /// Its place in the log.
    pub(crate) position: usize,
    /// Whether the record would not have been without it, as far as its rule can say.
    pub(crate) decides: bool,
    /// "because …", or "after …ing" where the rule would have held without it.
    pub(crate) text: String,
}

/// Gives reasons, each once for the like.
pub(crate) struct Reasons<'a> {
    run: Run<'a>,
    given: BTreeSet<(usize, &'static str)>,
}

/// A cause that a line could give.
struct Candidate {
    position: usize,
    /// How much it tells, from [`telling`].
    tells: u8,
    /// Whether the effect would not have been without it, as far as its rule can say.
    decides: bool,
}

impl<'a> Reasons<'a> {
    pub(crate) fn new(run: &Run<'a>) -> Self {
        Self { run: *run, given: BTreeSet::new() }
    }

    /// The reason of a record, if one is worth telling.
    pub(crate) fn of(&mut self, position: usize, record: &Record) -> Option<Reason> {
        let mut candidates = Vec::new();
        self.collect(record, record, STEPS, true, &mut candidates);
        // What decided it before what tells more; then the latest.
        let best = candidates
            .into_iter()
            .filter(|candidate| candidate.tells > 0 && candidate.position < position)
            .max_by_key(|candidate| (candidate.decides, candidate.tells, candidate.position))?;
        if !self.given.insert((best.position, record.event.kind().name())) {
            return None;
        }
        let cause = &self.run.log.records()[best.position];
        let word = if best.decides { "because" } else { "after" };
        Some(Reason {
            position: best.position,
            decides: best.decides,
            text: format!("{word} {}", gist(&self.run.words(), &cause.event)),
        })
    }

    /// The events behind a record, seen through decisions.
    fn collect(
        &self,
        effect: &Record,
        record: &Record,
        steps: usize,
        decides: bool,
        out: &mut Vec<Candidate>,
    ) {
        for cause in self.run.log.causes(record) {
            let Cause::Event(id) = *cause else { continue };
            let Some(position) = self.run.log.position(id) else { continue };
            let earlier = &self.run.log.records()[position];
            if earlier.event.kind() == Kind::Decided && steps > 0 {
                self.collect(effect, earlier, steps - 1, decides, out);
                continue;
            }
            let decides = decides
                && match bearing(&self.run, record, id) {
                    None | Some(Bearing::Pivotal) => true,
                    Some(Bearing::NotPivotal) => continue,
                    // What held a party back is no reason for what it did all the same.
                    Some(Bearing::Rate { with, without }) if with <= without => continue,
                    Some(Bearing::Level(Toward::Against)) => continue,
                    Some(Bearing::Rate { .. } | Bearing::Level(Toward::For | Toward::Unknown)) => false,
                };
            let stale = id.at.0 + REMEMBERED_DAYS * DAY < effect.id.at.0;
            let phase = effect.id.domain == Domain::Battle && id.domain == Domain::Battle;
            if !stale && !phase && !is_no_reason(&earlier.event, &effect.event) {
                let tells = telling(earlier.event.kind(), effect.event.kind());
                out.push(Candidate { position, tells, decides });
            }
        }
    }
}

/// Whether it would be odd to give one event as the reason of another: that somebody calls for what was refused to
/// another, or that somebody refuses what was sweetened.
fn is_no_reason(earlier: &Event, later: &Event) -> bool {
    match (*earlier, *later) {
        (Event::Sweetened { .. } | Event::AidOffered { .. }, Event::Answered { answer, .. }) => {
            answer == Answer::Refuse
        }
        (
            Event::Answered { demand, about, .. },
            Event::Called { demand: again, about: what, .. }
            | Event::Answered { demand: again, about: what, .. },
        ) => (demand, about) == (again, what),
        _ => false,
    }
}

/// How much a kind of cause tells of a kind of effect, 0 (nothing) to 4.
fn telling(cause: Kind, effect: Kind) -> u8 {
    // Who goes home was there, and steps of work need no reason.
    let was_there = matches!(cause, Kind::Landed | Kind::Closed | Kind::Cordoned);
    let goes = effect == Kind::Withdrew && (was_there || cause == Kind::FightEnded);
    if goes || effect == Kind::ThirdArmyChose && was_there {
        return 0;
    }
    // A riot that ends needs no word on what it was.
    let riot = matches!(cause, Kind::RiotBegan | Kind::Casualties);
    let gate = matches!(cause, Kind::GateRiot | Kind::GateCasualties);
    if effect == Kind::RiotEnded && riot || effect == Kind::GateRiotEnded && gate {
        return 0;
    }
    // Nobody goes back to work because of what feeds a strike.
    if effect == Kind::StrikeEnded && matches!(cause, Kind::IncitementBegan | Kind::ProtestBegan) {
        return 0;
    }
    // Nor does fighting end because it began.
    if effect == Kind::FrontClosed && cause == Kind::LevelRaised {
        return 0;
    }
    // Whoever notices something does not do so because of what it is about.
    if effect == Kind::Detected {
        return 0;
    }
    if cause == effect || opening(effect) == Some(cause) || effect == Kind::TaskBegan {
        return 0;
    }
    match (cause, effect) {
        // Weather explains what depends on it, and nothing that people choose to do in the streets.
        (
            Kind::ColdSpellBegan,
            Kind::ShortageBegan | Kind::HouseholdsCut | Kind::StoreEmptied | Kind::Withheld,
        )
        | (Kind::RainFailed, Kind::Breached | Kind::ShortageBegan | Kind::Slipped | Kind::Withheld) => {
            return 2;
        }
        // Steps of work are what watchers see and inspectors ask about.
        (Kind::TaskBegan, Kind::PurposeSuspected) | (Kind::Detected, Kind::StagingBegan | Kind::Called) => {
            return 1;
        }
        _ => {}
    }
    match cause {
        Kind::StrikeBegan
        | Kind::GateRiot
        | Kind::Sanctioned
        | Kind::Cordoned
        | Kind::RaidBegan
        | Kind::Seized
        | Kind::FightEnded
        | Kind::OperationAborted
        | Kind::Cancelled
        | Kind::Destroyed
        | Kind::Inspected
        | Kind::PurposeRevealed
        | Kind::WeaponReady
        | Kind::LeaseSuspended
        | Kind::LeftBloc
        | Kind::UltimatumSet
        | Kind::UltimatumExpired
        | Kind::FrontOpened
        | Kind::Invited => 4,
        Kind::Withheld
        | Kind::ShortageBegan
        | Kind::HouseholdsCut
        | Kind::StoreEmptied
        | Kind::Breached
        | Kind::RouteClosed
        | Kind::RouteOpened
        | Kind::FacilityStopped
        | Kind::FacilityResumed
        | Kind::IncitementExposed
        | Kind::Answered
        | Kind::Sweetened
        | Kind::Landed
        | Kind::Closed
        | Kind::Jammed
        | Kind::CapabilityDegraded
        | Kind::PurposeSuspected
        | Kind::AccessGranted
        | Kind::AccessDenied
        | Kind::Demonstrated
        | Kind::Postponed
        | Kind::Failed
        | Kind::Completed
        | Kind::ReplacementsArrived
        | Kind::Dismissed
        | Kind::SanctionsLifted
        | Kind::LevelRaised => 3,
        Kind::RiotBegan
        | Kind::ProtestBegan
        | Kind::ProtestGrew
        | Kind::CrackdownBegan
        | Kind::IncitementBegan
        | Kind::Conceded
        | Kind::AidAccepted
        | Kind::Casualties
        | Kind::GateCasualties
        | Kind::StrikeEnded
        | Kind::Resumed
        | Kind::Slipped
        | Kind::PayRaised
        | Kind::Withdrew
        | Kind::StagingBegan => 2,
        // Openings of what follows anyway, steps, drifts, and the far side of diplomacy.
        Kind::ColdSpellBegan
        | Kind::ColdSpellEnded
        | Kind::RainFailed
        | Kind::ShortageEnded
        | Kind::Settled
        | Kind::Excused
        | Kind::ProtestEnded
        | Kind::RiotEnded
        | Kind::CrackdownEnded
        | Kind::ReplacementsSent
        | Kind::GateRiotEnded
        | Kind::TaskBegan
        | Kind::ProjectReady
        | Kind::BroughtForward
        | Kind::Scrubbed
        | Kind::CapabilityRestored
        | Kind::Reconstituted
        | Kind::Departed
        | Kind::CordonLifted
        | Kind::ForceReady
        | Kind::OperationLaunched
        | Kind::OperationEnded
        | Kind::OperationOver
        | Kind::TroopsPresent
        | Kind::TroopsGone
        | Kind::UltimatumDropped
        | Kind::SweetenerReturned
        | Kind::Detected
        | Kind::LiftLost
        | Kind::Dropped
        | Kind::Assault
        | Kind::ThirdArmyChose
        | Kind::Losses
        | Kind::Broke
        | Kind::Captured
        | Kind::CounterAttack
        | Kind::Called
        | Kind::Moved
        | Kind::Voted
        | Kind::MotionFailed
        | Kind::AidOffered
        | Kind::AccessAsked
        | Kind::FrontDeaths
        | Kind::Mediated
        | Kind::FrontClosed
        | Kind::DisputeClosed
        | Kind::DisputeReopened
        | Kind::Decided
        | Kind::Refused => 0,
    }
}

/// What something is plainly the end or the next step of: no reason for it.
fn opening(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::ShortageEnded => Some(Kind::ShortageBegan),
        Kind::StoreEmptied => Some(Kind::ShortageBegan),
        Kind::ProtestEnded | Kind::ProtestGrew | Kind::RiotBegan | Kind::RiotEnded => {
            Some(Kind::ProtestBegan)
        }
        Kind::StrikeEnded | Kind::GateRiot => Some(Kind::StrikeBegan),
        Kind::FacilityResumed => Some(Kind::FacilityStopped),
        Kind::CrackdownEnded => Some(Kind::CrackdownBegan),
        Kind::Resumed => Some(Kind::Withheld),
        Kind::RouteOpened => Some(Kind::RouteClosed),
        Kind::CapabilityRestored => Some(Kind::CapabilityDegraded),
        Kind::CordonLifted => Some(Kind::Cordoned),
        Kind::Completed => Some(Kind::Postponed),
        Kind::Closed => Some(Kind::Landed),
        Kind::ForceReady => Some(Kind::StagingBegan),
        Kind::WeaponReady => Some(Kind::Completed),
        Kind::UltimatumExpired | Kind::UltimatumDropped => Some(Kind::UltimatumSet),
        Kind::SweetenerReturned => Some(Kind::Sweetened),
        Kind::FrontClosed => Some(Kind::FrontOpened),
        Kind::SanctionsLifted => Some(Kind::Sanctioned),
        Kind::IncitementExposed => Some(Kind::IncitementBegan),
        Kind::DisputeClosed => Some(Kind::LevelRaised),
        // All others are not the end of something with a record of its own.
        _ => None,
    }
}
