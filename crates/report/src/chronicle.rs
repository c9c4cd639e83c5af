//! A run as people read it: what mattered, when, and why.

use std::collections::{BTreeMap, BTreeSet};

use powderkeg_engine::cause::{Cause, Domain};
use powderkeg_engine::event::{Answer, Event, Kind};
use powderkeg_engine::id::{CityId, PartyId};
use powderkeg_engine::log::Record;
use powderkeg_engine::time::{DAY, Minute};

use crate::layout::hang;
use crate::run::{Run, civil};
use crate::sentence::{clause, sentence};
use crate::words::{Words, count, ordinal};

/// What a chronicle shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Every record, not only what mattered.
    pub all: bool,
    /// Width of the text.
    pub columns: usize,
}

/// A line of a chronicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Place of its (last) record in the log, from 0.
    pub position: usize,
    /// When.
    pub at: Minute,
    /// What happened, with its main cause.
    pub text: String,
    /// Whether the time of day is shown.
    pub clock: bool,
}

/// How much a kind of event matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Told by another line, or by nobody.
    Never,
    /// Once for each subject in a while.
    Sometimes,
    /// Always.
    Always,
}

/// Days in which the like of a lesser event is not told again.
const QUIET_DAYS: u32 = 60;
/// Refusals after this many are told only after [`QUIET_DAYS`].
const TOLD_REFUSALS: usize = 3;
/// Days after which a cause is no longer worth a clause.
const REMEMBERED_DAYS: u32 = 60;
/// A crowd is told again when it has grown by this factor.
const GROWTH: u32 = 4;
/// So many killed in a city on one day get a line of their own.
const MANY_KILLED: u32 = 10;
/// Around the incident the time of day is told: minutes before its start.
const BEFORE_INCIDENT: u32 = 12 * 60;

/// The lines of a run's chronicle.
#[must_use]
pub fn entries(run: &Run, options: Options) -> Vec<Entry> {
    let mut teller = Teller::new(run, options);
    for (position, record) in run.log.records().iter().enumerate() {
        teller.hear(position, record);
    }
    teller.entries.into_iter().map(|told| told.entry).collect()
}

/// The chronicle as text: months as headings, a line a day; around the incident days as headings and
/// a line a minute.
#[must_use]
pub fn render(run: &Run, options: Options) -> String {
    let mut out = String::new();
    let mut heading = String::new();
    let entries = entries(run, options);
    if entries.is_empty() {
        return "Nothing of note happened.\n".into();
    }
    for entry in entries {
        let at = civil(run.setup, entry.at);
        let wanted = at.strftime(if entry.clock { "%-d %B %Y" } else { "%B %Y" }).to_string();
        if wanted != heading {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&wanted);
            out.push('\n');
            heading = wanted;
        }
        let first = if entry.clock { at.strftime("  %H:%M  ") } else { at.strftime("  %e %b  ") }.to_string();
        let rest = " ".repeat(crate::layout::width(&first));
        out.push_str(&hang(&entry.text, options.columns, &first, &rest));
    }
    out
}

struct Told {
    entry: Entry,
    /// Lines with the same key in a row are one.
    key: Option<String>,
}

struct Teller<'a> {
    run: Run<'a>,
    words: Words<'a>,
    options: Options,
    entries: Vec<Told>,
    /// When the like of a lesser event was last told, by its kind and subject.
    last: BTreeMap<String, Minute>,
    /// The crowd last told, by subject.
    crowds: BTreeMap<String, u32>,
    /// The largest crowd told of each country.
    largest: BTreeMap<PartyId, u32>,
    /// Killed and injured in a city since its last riot ended.
    tolls: BTreeMap<CityId, (u32, u32)>,
    /// Refusals so far and the first of them, by who refuses what.
    refusals: BTreeMap<String, (usize, Minute)>,
    /// Reasons given: place of the cause, and the kind of what it explained.
    reasons: BTreeSet<(usize, &'static str)>,
    window: Option<(Minute, Minute)>,
}

impl<'a> Teller<'a> {
    fn new(run: &Run<'a>, options: Options) -> Self {
        Self {
            run: *run,
            words: run.words(),
            options,
            entries: Vec::new(),
            last: BTreeMap::new(),
            crowds: BTreeMap::new(),
            largest: BTreeMap::new(),
            tolls: BTreeMap::new(),
            refusals: BTreeMap::new(),
            reasons: BTreeSet::new(),
            window: window(run),
        }
    }

    fn hear(&mut self, position: usize, record: &Record) {
        let at = record.id.at;
        let clock = self.options.all || self.window.is_some_and(|(from, until)| from <= at && at <= until);
        let refusal = self.refusal(record);
        if !self.options.all && !self.matters(record) {
            return;
        }
        if let Some((key, number, _)) = &refusal
            && !self.options.all
            && !self.is_new(key.clone(), at)
            && *number > TOLD_REFUSALS
        {
            return;
        }
        let mut text = sentence(&self.words, &record.event);
        let mut additions = Vec::new();
        additions.extend(self.votes(position, record));
        additions.extend(self.toll(&record.event));
        if let Some((_, number, first)) = &refusal
            && *number > 1
        {
            additions.push(format!("({} refusal since {})", ordinal(*number), self.words.day(*first)));
        }
        for addition in additions {
            append(&mut text, &addition);
        }
        if let Some(reason) = self.reason(position, record) {
            append(&mut text, &reason);
        }
        let key = refusal.map(|(key, ..)| key);
        // Refusals in a row say nothing new but their number.
        if key.is_some() && self.entries.last().is_some_and(|told| told.key == key) {
            self.entries.pop();
        }
        self.entries.push(Told { entry: Entry { position, at, text, clock }, key });
    }

    /// Whether a record gets its own line.
    fn matters(&mut self, record: &Record) -> bool {
        let at = record.id.at;
        let subject = subject(&self.words, &record.event);
        match record.event {
            Event::ProtestBegan { city, people } | Event::ProtestGrew { city, people } => {
                return self.is_notable_crowd(city, subject, people);
            }
            Event::Casualties { city, killed, injured } => {
                let toll = self.tolls.entry(city).or_default();
                *toll = (toll.0 + killed, toll.1 + injured);
                return killed >= MANY_KILLED;
            }
            Event::ProtestEnded { .. } => return self.crowds.remove(&subject).is_some(),
            // The answer tells the call.
            Event::Called { .. } => return !self.is_answered(record),
            Event::Answered { answer: Answer::Delay, .. } => return false,
            _ => {}
        }
        match weight(record.event.kind()) {
            Weight::Never => false,
            Weight::Always => true,
            Weight::Sometimes => self.is_new(subject, at),
        }
    }

    /// Whether the like was not told for a while; it is told now.
    fn is_new(&mut self, subject: String, at: Minute) -> bool {
        let recent = self.last.get(&subject).is_some_and(|&last| at.0 - last.0 < QUIET_DAYS * DAY);
        if !recent {
            self.last.insert(subject, at);
        }
        !recent
    }

    /// A crowd is told when it has grown fourfold, and is not small beside the country's largest.
    fn is_notable_crowd(&mut self, city: CityId, subject: String, people: u32) -> bool {
        let party = self.run.setup.cities[city].party;
        let largest = self.largest.entry(party).or_insert(0);
        let told = self.crowds.get(&subject).copied().unwrap_or(0);
        let notable = people >= told.saturating_mul(GROWTH).max(1) && people >= *largest / 2;
        if notable {
            *largest = people.max(*largest);
            self.crowds.insert(subject, people);
        }
        notable
    }

    /// "with 3 killed and 12 injured" since the last riot of a city.
    fn toll(&mut self, event: &Event) -> Option<String> {
        let Event::RiotEnded { city, .. } = *event else { return None };
        let (killed, injured) = self.tolls.remove(&city)?;
        Some(format!("with {} killed and {} injured", count(killed), count(injured)))
    }

    /// Counts refusals; the key of what is refused, its number, and when it was refused first.
    fn refusal(&mut self, record: &Record) -> Option<(String, usize, Minute)> {
        let Event::Answered { by: _, to, demand, about, answer: Answer::Refuse } = record.event else {
            return None;
        };
        let key = format!("{}:{demand:?}:{}", to.0, about.0);
        let (number, first) = self.refusals.entry(key.clone()).or_insert((0, record.id.at));
        *number += 1;
        Some((key, *number, *first))
    }

    fn is_answered(&self, call: &Record) -> bool {
        self.run.log.records().iter().any(|record| {
            matches!(record.event, Event::Answered { answer: Answer::Comply | Answer::Refuse, .. })
                && self.run.log.causes(record).contains(&Cause::Event(call.id))
        })
    }

    /// "by 4 votes to 1", after a motion's end.
    fn votes(&self, position: usize, record: &Record) -> Option<String> {
        let (Event::Sanctioned { bloc, .. }
        | Event::SanctionsLifted { bloc, .. }
        | Event::MotionFailed { bloc, .. }) = record.event
        else {
            return None;
        };
        let (mut ayes, mut noes) = (0, 0);
        for earlier in self.run.log.records()[..position].iter().rev() {
            match earlier.event {
                Event::Voted { bloc: of, yes, .. } if of == bloc => {
                    if yes {
                        ayes += 1;
                    } else {
                        noes += 1;
                    }
                }
                Event::Moved { bloc: of, .. } if of == bloc => break,
                _ => {}
            }
        }
        let votes = if ayes == 1 { "vote" } else { "votes" };
        (ayes + noes > 0).then(|| format!("by {ayes} {votes} to {noes}"))
    }

    /// "because …": the main earlier event behind a record, seen through decisions. Nothing where the
    /// line before says it, or where it is one phase of a fight after another.
    fn reason(&mut self, position: usize, record: &Record) -> Option<String> {
        let cause = self.leading(record, 4)?;
        let causes = &self.run.log.records()[cause];
        let (kind, earlier) = (record.event.kind(), causes.event.kind());
        let told = self.entries.last().is_some_and(|told| told.entry.position == cause);
        let phase = record.id.domain == Domain::Battle && causes.id.domain == Domain::Battle;
        let plain = matches!(earlier, Kind::Called | Kind::Moved | Kind::Voted)
            || opening(kind) == Some(earlier)
            || kind == earlier;
        let stale = cause >= position || causes.id.at.0 + REMEMBERED_DAYS * DAY < record.id.at.0;
        // The same reason for the like is given once.
        if told || phase || plain || stale || !self.reasons.insert((cause, kind.name())) {
            return None;
        }
        Some(format!("because {}", clause(&self.words, &causes.event)))
    }

    /// Place of the first earlier event among a record's causes that is no decision.
    fn leading(&self, record: &Record, steps: usize) -> Option<usize> {
        let mut events = self.run.log.causes(record).iter().filter_map(|cause| match cause {
            Cause::Event(id) => self.run.log.position(*id),
            Cause::Given(_) | Cause::Order(_) | Cause::Chance(_) => None,
        });
        let first = events.next()?;
        let cause = &self.run.log.records()[first];
        match cause.event {
            Event::Decided { .. } if steps > 0 => self.leading(cause, steps - 1),
            _ => Some(first),
        }
    }
}

/// The minutes told by the clock: from half a day before the incident to the end of its fights.
fn window(run: &Run) -> Option<(Minute, Minute)> {
    let incident = run.incident?;
    let ends = run.log.records().iter().filter(|record| {
        record.id.domain == Domain::Battle
            && record.id.at >= incident
            && record.id.at.0 < incident.0 + 3 * DAY
    });
    let until = ends.map(|record| record.id.at).max().unwrap_or(incident);
    Some((Minute(incident.0.saturating_sub(BEFORE_INCIDENT)), until))
}

/// What something is plainly the end or the next step of: no reason for it.
fn opening(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::ColdSpellEnded => Some(Kind::ColdSpellBegan),
        Kind::ShortageEnded => Some(Kind::ShortageBegan),
        Kind::ProtestEnded | Kind::ProtestGrew => Some(Kind::ProtestBegan),
        Kind::RiotEnded | Kind::Casualties => Some(Kind::RiotBegan),
        Kind::RiotBegan => Some(Kind::ProtestBegan),
        Kind::StrikeEnded => Some(Kind::StrikeBegan),
        Kind::FacilityResumed => Some(Kind::FacilityStopped),
        Kind::CrackdownEnded => Some(Kind::CrackdownBegan),
        Kind::Resumed => Some(Kind::Withheld),
        // All others are not the end of something with a record of its own.
        _ => None,
    }
}

/// Puts a clause before a sentence's full stop.
fn append(sentence: &mut String, clause: &str) {
    let stop = sentence.ends_with('.');
    if stop {
        sentence.pop();
    }
    let comma = if clause.starts_with('(') || clause.starts_with("with ") { " " } else { ", " };
    sentence.push_str(comma);
    sentence.push_str(clause);
    if stop {
        sentence.push('.');
    }
}

/// What a lesser event is about: its kind, and its sentence without numbers.
fn subject(words: &Words, event: &Event) -> String {
    let kind = match event.kind() {
        Kind::ProtestBegan | Kind::ProtestGrew | Kind::ProtestEnded => "protest",
        kind => kind.name(),
    };
    let about = match *event {
        Event::ProtestBegan { city, .. }
        | Event::ProtestGrew { city, .. }
        | Event::ProtestEnded { city, .. } => words.city(city),
        _ => clause(words, event).chars().filter(|letter| !letter.is_ascii_digit()).collect(),
    };
    format!("{kind} {about}")
}

fn weight(kind: Kind) -> Weight {
    match kind {
        Kind::Settled
        | Kind::Voted
        | Kind::Moved
        | Kind::Decided
        | Kind::Refused
        | Kind::ForceReady
        | Kind::FrontDeaths
        | Kind::GateRiotEnded
        | Kind::ColdSpellEnded
        | Kind::OperationEnded
        | Kind::ProjectReady => Weight::Never,
        Kind::ColdSpellBegan
        | Kind::RainFailed
        | Kind::Withheld
        | Kind::Resumed
        | Kind::ShortageBegan
        | Kind::ShortageEnded
        | Kind::HouseholdsCut
        | Kind::StoreEmptied
        | Kind::Excused
        | Kind::Breached
        | Kind::RiotBegan
        | Kind::RiotEnded
        | Kind::Conceded
        | Kind::CrackdownBegan
        | Kind::CrackdownEnded
        | Kind::PayRaised
        | Kind::ReplacementsSent
        | Kind::TaskBegan
        | Kind::Slipped
        | Kind::BroughtForward
        | Kind::Scrubbed
        | Kind::Completed
        | Kind::PurposeSuspected
        | Kind::Reconstituted
        | Kind::Departed
        | Kind::StagingBegan
        | Kind::CordonLifted
        | Kind::Demonstrated
        | Kind::Detected
        | Kind::AidOffered
        | Kind::AccessAsked
        | Kind::Mediated
        | Kind::MotionFailed
        | Kind::CapabilityDegraded
        | Kind::CapabilityRestored => Weight::Sometimes,
        Kind::RouteClosed
        | Kind::RouteOpened
        | Kind::ProtestBegan
        | Kind::ProtestGrew
        | Kind::ProtestEnded
        | Kind::IncitementBegan
        | Kind::IncitementExposed
        | Kind::StrikeBegan
        | Kind::StrikeEnded
        | Kind::FacilityStopped
        | Kind::FacilityResumed
        | Kind::Dismissed
        | Kind::ReplacementsArrived
        | Kind::GateRiot
        | Kind::GateCasualties
        | Kind::Casualties
        | Kind::Failed
        | Kind::Cancelled
        | Kind::Postponed
        | Kind::Destroyed
        | Kind::PurposeRevealed
        | Kind::WeaponReady
        | Kind::Jammed
        | Kind::Inspected
        | Kind::Landed
        | Kind::Closed
        | Kind::Cordoned
        | Kind::Withdrew
        | Kind::OperationLaunched
        | Kind::RaidBegan
        | Kind::LiftLost
        | Kind::OperationAborted
        | Kind::Dropped
        | Kind::Assault
        | Kind::ThirdArmyChose
        | Kind::Losses
        | Kind::Broke
        | Kind::Captured
        | Kind::Seized
        | Kind::CounterAttack
        | Kind::FightEnded
        | Kind::Called
        | Kind::Answered
        | Kind::UltimatumSet
        | Kind::UltimatumExpired
        | Kind::Sanctioned
        | Kind::SanctionsLifted
        | Kind::AidAccepted
        | Kind::AccessGranted
        | Kind::AccessDenied
        | Kind::Invited
        | Kind::LeaseSuspended
        | Kind::LeftBloc
        | Kind::LevelRaised
        | Kind::FrontOpened
        | Kind::DisputeClosed => Weight::Always,
    }
}
