//! The ground state of a run: an append-only list of records, each with its causes.

mod digest;

use self::digest::{Digest, Digested};
use crate::action::Action;
use crate::cause::{Cause, EventId};
use crate::event::{Event, Kind, Kinds};
use crate::rule::Slot;

/// One record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Its identity and time.
    pub id: EventId,
    /// What happened.
    pub event: Event,
    causes: Range,
    saw: Range,
}

/// A value that a decision read, and why it was what it was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Which reading.
    pub slot: Slot,
    /// Its value in the seat's view.
    pub value: f64,
    /// Its leading cause.
    pub because: Cause,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    start: u32,
    end: u32,
}

/// A record that is not yet in the log.
#[derive(Clone, Copy, Debug)]
struct Draft {
    id: EventId,
    event: Event,
    causes: Range,
    saw: Range,
}

/// The records of one minute before they are committed.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    drafts: Vec<Draft>,
    causes: Vec<Cause>,
    saw: Vec<Seen>,
}

impl Drafts {
    /// Adds a record with its causes and what its decision saw.
    ///
    /// # Panics
    /// Without a cause, or with one that isn't earlier: our own mistake, never an author's.
    pub(crate) fn push(&mut self, id: EventId, event: Event, causes: &[Cause], saw: &[Seen]) {
        assert!(!causes.is_empty(), "{:?} has no cause", event.kind());
        for cause in causes {
            if let Cause::Event(earlier) = cause {
                assert!(*earlier < id, "{:?} names a later cause", event.kind());
            }
        }
        let causes = append(&mut self.causes, causes);
        let saw = append(&mut self.saw, saw);
        self.drafts.push(Draft { id, event, causes, saw });
    }

    /// Whether nothing happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    fn clear(&mut self) {
        self.drafts.clear();
        self.causes.clear();
        self.saw.clear();
    }
}

/// A record with what it points at, as it comes from outside a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its identity and time.
    pub id: EventId,
    /// What happened.
    pub event: Event,
    /// At least one cause, the main one first.
    pub causes: Vec<Cause>,
    /// What a decision saw.
    pub saw: Vec<Seen>,
}

/// All records of a run in order of [`EventId`].
#[derive(Clone, Debug, Default)]
pub struct Log {
    records: Vec<Record>,
    causes: Vec<Cause>,
    saw: Vec<Seen>,
}

impl Log {
    /// An empty log with room for a run of some hundred records: most need no more.
    #[must_use]
    pub fn with_room() -> Self {
        Self {
            records: Vec::with_capacity(512),
            causes: Vec::with_capacity(2_048),
            saw: Vec::with_capacity(1_024),
        }
    }

    /// A log put together by hand, for those who read logs: reports and their tests.
    ///
    /// # Panics
    /// As a run would: where an entry has no cause, or one that isn't earlier.
    #[must_use]
    pub fn assemble(entries: impl IntoIterator<Item = Entry>) -> Self {
        let (mut log, mut drafts) = (Self::default(), Drafts::default());
        for entry in entries {
            drafts.push(entry.id, entry.event, &entry.causes, &entry.saw);
        }
        log.commit(&mut drafts);
        log
    }

    /// The records in order.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Why a record is there: at least one cause, the main one first.
    #[must_use]
    pub fn causes(&self, record: &Record) -> &[Cause] {
        &self.causes[record.causes.start as usize..record.causes.end as usize]
    }

    /// What a decision saw; empty for other records.
    #[must_use]
    pub fn saw(&self, record: &Record) -> &[Seen] {
        &self.saw[record.saw.start as usize..record.saw.end as usize]
    }

    /// A record's place in the log, by its identity.
    #[must_use]
    pub fn position(&self, id: EventId) -> Option<usize> {
        self.records.binary_search_by_key(&id, |record| record.id).ok()
    }

    /// The record of an identity.
    #[must_use]
    pub fn get(&self, id: EventId) -> Option<&Record> {
        self.position(id).map(|index| &self.records[index])
    }

    /// The records from `cursor` on whose kind is in `kinds`; the cursor moves to the end.
    pub fn news<'a>(
        &'a self,
        cursor: &mut usize,
        kinds: Kinds,
    ) -> impl Iterator<Item = &'a Record> + use<'a> {
        let unread = &self.records[*cursor..];
        *cursor = self.records.len();
        unread.iter().filter(move |record| kinds.contains(record.event.kind()))
    }

    /// The first record of a kind for which `matches` holds.
    pub fn first(&self, kind: Kind, matches: impl Fn(&Event) -> bool) -> Option<&Record> {
        self.records.iter().find(|record| record.event.kind() == kind && matches(&record.event))
    }

    /// Commits a minute's drafts in canonical order, whatever order the domains were called in.
    /// Returns the kinds that happened.
    pub(crate) fn commit(&mut self, drafts: &mut Drafts) -> Kinds {
        drafts.drafts.sort_unstable_by_key(|draft| draft.id);
        let mut happened = Kinds::default();
        for draft in &drafts.drafts {
            let causes = append(&mut self.causes, slice(&drafts.causes, draft.causes));
            let saw = append(&mut self.saw, slice(&drafts.saw, draft.saw));
            happened = happened.with(draft.event.kind());
            self.records.push(Record { id: draft.id, event: draft.event, causes, saw });
        }
        drafts.clear();
        happened
    }

    /// A hash of everything in the log: same start, seed and orders give the same hash on every
    /// platform.
    #[must_use]
    pub fn hash(&self) -> LogHash {
        let mut digest = Digest::new();
        for record in &self.records {
            record.id.feed(&mut digest);
            record.event.feed(&mut digest);
            self.causes(record).feed(&mut digest);
            self.saw(record).feed(&mut digest);
        }
        LogHash(digest.lanes())
    }
}

/// A word that tells orders apart, all their fields taken together.
pub(crate) fn word_of_order(action: &Action) -> u32 {
    let mut digest = Digest::new();
    action.feed(&mut digest);
    digest.lanes()[0] as u32
}

fn append<T: Copy>(arena: &mut Vec<T>, rows: &[T]) -> Range {
    // A run of four billion causes would have run out of memory long before.
    let start = arena.len() as u32;
    arena.extend_from_slice(rows);
    Range { start, end: arena.len() as u32 }
}

fn slice<T>(arena: &[T], range: Range) -> &[T] {
    &arena[range.start as usize..range.end as usize]
}

/// A 128-bit hash of a log: it detects drift, it is no protection against forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogHash([u64; 2]);

impl std::fmt::Display for LogHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [first, second] = self.0;
        write!(f, "{first:016x}{second:016x}")
    }
}
