//! What is the same in every run of a scenario: who reads what, and what wakes whom.

use crate::event::Kinds;
use crate::id::{OptionId, PartyId, Table};
use crate::places::Places;
use crate::rule::{PlacedCondition, PlacedProgram, Slot};
use crate::setup::{Agenda, Setup};
use crate::view::{Eyes, Sights};

/// How many agendas there are.
pub(super) const AGENDAS: usize = 4;

/// What is the same in every run of a scenario: who reads what, and what wakes whom.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) seats: Table<PartyId, SeatPlan>,
    pub(super) news: Kinds,
}

#[derive(Clone, Debug)]
pub(super) struct SeatPlan {
    pub(super) sights: Sights,
    pub(super) options: Vec<OptionPlan>,
    /// The rows that some option looks at once a day.
    pub(super) levels: Vec<u16>,
    /// For each bit of a set of rows the options that read one of them. Where rows share a bit, an option is
    /// looked at once too often, which depends on nothing but what its party sees.
    readers: Vec<Places>,
    /// The options that read what the clock alone changes.
    pub(super) clocked: Places,
    /// For each agenda the places of its options.
    pub(super) agendas: [Vec<u16>; AGENDAS],
    pub(super) news: Kinds,
}

#[derive(Clone, Debug)]
pub(super) struct OptionPlan {
    pub(super) id: OptionId,
    pub(super) agenda: Agenda,
    /// Its condition and its urge over the party's sights.
    pub(super) when: PlacedCondition,
    pub(super) urge: PlacedProgram,
    /// All slots of `when` and `urge`.
    pub(super) slots: Vec<Slot>,
    /// The rows of those that are looked at once a day.
    pub(super) levels: Vec<u16>,
    /// The rows that the clock alone changes, of `when` and of `urge`.
    pub(super) clocked_when: Vec<u16>,
    pub(super) clocked_urge: Vec<u16>,
    /// The conjuncts of `when` that read nothing but news, as bits.
    news_conjuncts: u64,
}

impl Plan {
    /// The plan of a setup.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let seats = Table::for_each_of(&setup.parties, |party| {
            let ids = setup.doctrines.get(party).map_or(&[][..], |doctrine| &doctrine.options);
            SeatPlan::new(setup, party, ids)
        });
        let news = seats.rows().fold(Kinds::default(), |news, seat| news.and(seat.news));
        Self { seats, news }
    }

    /// The kinds of event that wake some seat.
    #[must_use]
    pub fn news(&self) -> Kinds {
        self.news
    }

    /// What a party's doctrine reads, and how it sees it.
    #[must_use]
    pub fn sights(&self, party: PartyId) -> &Sights {
        &self.seats[party].sights
    }
}

impl SeatPlan {
    fn new(setup: &Setup, party: PartyId, ids: &[OptionId]) -> Self {
        let slots = ids.iter().flat_map(|&id| slots_of(setup, id));
        let mut sights = Sights::new(setup, party, slots);
        let options: Vec<_> = ids.iter().map(|&id| OptionPlan::new(setup, &mut sights, id)).collect();
        let mut readers = vec![Places::default(); sights.len().min(Places::BITS)];
        let mut clocked = Places::default();
        let mut agendas: [Vec<u16>; AGENDAS] = Default::default();
        for (place, option) in options.iter().enumerate() {
            for row in option.levels.iter().chain(&sights.facts(&option.slots)) {
                readers[usize::from(*row) % Places::BITS].add(place);
            }
            if !sights.clocked(&option.slots).is_empty() {
                clocked.add(place);
            }
            // At most as many as options, which are numbered by u16.
            agendas[option.agenda as usize].push(place as u16);
        }
        let slots: Vec<Slot> = sights.readings().map(|(slot, _)| slot).collect();
        let levels = sights.levels(&slots);
        let news = sights.readings().fold(Kinds::default(), |news, (_, row)| news.and(row.switched_by()));
        Self { sights, options, levels, readers, clocked, agendas, news }
    }

    /// The options that read some of these rows.
    pub(super) fn readers(&self, rows: Places) -> Places {
        rows.bits().fold(Places::default(), |all, row| all.or(self.readers[row]))
    }
}

/// All slots of an option's condition and urge.
fn slots_of(setup: &Setup, id: OptionId) -> Vec<Slot> {
    let option = &setup.options[id];
    let mut slots: Vec<Slot> = option.when.slots().flatten().chain(option.urge.slots()).copied().collect();
    slots.sort_unstable();
    slots.dedup();
    slots
}

impl OptionPlan {
    fn new(setup: &Setup, sights: &mut Sights, id: OptionId) -> Self {
        let option = &setup.options[id];
        let slots = slots_of(setup, id);
        let is_news = |slot: &Slot| setup.readings[usize::from(slot.0)].switched_by() != Kinds::default();
        let levels = sights.levels(&slots);
        let (mut clocked_when, mut clocked_urge) =
            (sights.clocked(&slots), sights.clocked(option.urge.slots()));
        let in_when: Vec<u16> = option.when.slots().flat_map(|conjunct| sights.clocked(conjunct)).collect();
        clocked_when.retain(|row| in_when.contains(row));
        clocked_urge.retain(|row| !in_when.contains(row));
        let mut news_conjuncts = 0;
        for (index, conjunct) in option.when.slots().enumerate().take(64) {
            if conjunct.iter().all(is_news) {
                news_conjuncts |= 1 << index;
            }
        }
        let layout = sights.layout();
        let (when, urge) = (option.when.placed(layout), option.urge.placed(layout));
        Self {
            id,
            agenda: option.agenda,
            when,
            urge,
            slots,
            levels,
            clocked_when,
            clocked_urge,
            news_conjuncts,
        }
    }

    /// Whether a conjunct of its condition changes by nothing but news.
    pub(super) fn reads_only_news(&self, conjunct: u8) -> bool {
        self.news_conjuncts >> conjunct.min(63) & 1 == 1
    }

    /// Whether its condition fails by such a conjunct, the one named.
    pub(super) fn fails_by_news(&self, conjunct: u8, eyes: &Eyes) -> bool {
        self.reads_only_news(conjunct) && !self.when.conjunct_holds(conjunct, eyes.values())
    }
}
