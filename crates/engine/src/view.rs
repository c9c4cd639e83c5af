//! What a party can see: its own facts exactly, others' late, with a bias and a slow error.
//!
//! A view is a function of what was published and of addressed draws, so a fact that a party has
//! not noticed cannot change what it sees or does. Levels are taken once a day, at the party's own
//! mark, and held until they have moved noticeably; facts are seen when they are noticed.

use crate::cause::{Cause, Since};
use crate::dice::{Dice, Key, Name, Stream};
use crate::event::Kinds;
use crate::id::{PartyId, ProjectId};
use crate::now::Now;
use crate::numbers::Numbers;
use crate::parameter::Num;
use crate::reading::{Reading, Value};
use crate::rule::{Layout, Operand, Slot, operand_value};
use crate::setup::Setup;
use crate::time::{DAY, Mark, Minute};
use powderkeg_models::math;

/// How a party sees one reading.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sight {
    /// As it is: its own fact, or public.
    Exact,
    /// A fact that is noticed after a while, at this rate a day.
    Watched(Num),
    /// A level, this many days late and with this error.
    Level { delay_days: Num, error: Num },
    /// A watcher's belief in a hidden purpose.
    Belief(ProjectId),
    /// The loss it expects of a capability.
    ExpectedLoss,
    /// What rumour says of a hidden degree.
    Rumour(Num),
    /// The announced end of a project.
    Announced(ProjectId),
    /// Not at all: it reads 0.
    Unknown,
}

/// The readings a party's doctrine uses, and how it sees them: the same in every run.
#[derive(Clone, Debug, Default)]
pub struct Sights {
    party: Option<PartyId>,
    rows: Vec<Row>,
    /// For each slot of the scenario its row, or `u16::MAX`.
    row_of: Vec<u16>,
    /// The rows that are seen late.
    delayed: Vec<u16>,
    /// Places for what the doctrine's rules read, the rows first: a row has the number of its operand.
    layout: Layout,
}

/// One reading and how it is seen.
#[derive(Clone, Copy, Debug)]
struct Row {
    slot: Slot,
    reading: Reading,
    sight: Sight,
    /// What switches it, if it is news; empty for drift.
    news: Kinds,
}

/// Some levels among the rows.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    rows: Vec<u16>,
    set: Rows,
    /// Those that the clock alone changes.
    calendar: Vec<u16>,
}

/// A set of rows. Beyond 128 rows some share a place: an option is then looked at once too often,
/// which depends on nothing but what its party sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows(u128);

impl Rows {
    fn add(&mut self, row: usize) {
        self.0 |= 1 << (row % 128);
    }

    /// Whether the two share a row.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Sights {
    /// How `party` sees the readings at `slots`.
    #[must_use]
    pub fn new(setup: &Setup, party: PartyId, slots: impl Iterator<Item = Slot>) -> Self {
        let row_of = vec![u16::MAX; setup.readings.len()];
        let mut sights = Self {
            party: Some(party),
            rows: Vec::new(),
            row_of,
            delayed: Vec::new(),
            layout: Layout::default(),
        };
        for slot in slots {
            let index = usize::from(slot.0);
            if sights.row_of[index] == u16::MAX {
                let reading = setup.readings[index];
                // At most as many rows as slots, which are numbered by u16.
                sights.row_of[index] = sights.rows.len() as u16;
                let sight = sight(setup, party, &reading);
                let news = reading.switched_by();
                if matches!(sight, Sight::Level { .. }) && news == Kinds::default() {
                    sights.delayed.push(sights.row_of[index]);
                }
                sights.rows.push(Row { slot, reading, sight, news });
                sights.layout.place(Operand::Reading(slot));
            }
        }
        sights
    }

    /// The readings in the order of their first use.
    pub fn readings(&self) -> impl Iterator<Item = (Slot, Reading)> {
        self.rows.iter().map(|row| (row.slot, row.reading))
    }

    /// Places for what rules over these readings take up, for compiling them.
    pub fn layout(&mut self) -> &mut Layout {
        &mut self.layout
    }

    /// The rows of some slots.
    #[must_use]
    pub fn rows_of<'s>(&self, slots: impl IntoIterator<Item = &'s Slot>) -> Rows {
        let mut rows = Rows::default();
        for slot in slots {
            rows.add(self.row_of(*slot));
        }
        rows
    }

    /// Those of some slots that are levels.
    #[must_use]
    pub fn levels_of(&self, slots: &[Slot]) -> Levels {
        let mut levels = Levels::default();
        for slot in slots {
            let index = self.row_of(*slot);
            let row = &self.rows[index];
            if row.news != Kinds::default() {
                continue;
            }
            if row.reading.is_calendar() {
                levels.calendar.push(self.row_of[usize::from(slot.0)]);
            } else {
                levels.set.add(index);
                levels.rows.push(self.row_of[usize::from(slot.0)]);
            }
        }
        levels
    }

    fn row_of(&self, slot: Slot) -> usize {
        usize::from(self.row_of[usize::from(slot.0)])
    }
}

/// Days of published levels that are kept for delayed sight.
const KEPT_DAYS: usize = 4;

/// One run's memory of one reading.
#[derive(Clone, Debug)]
struct Eye {
    /// ln bias of a level, constant over the run.
    bias: f64,
    /// ln error of a level as of the last estimate.
    error: f64,
    /// The number of the last estimate.
    estimate: u32,
    /// How many days late a level is seen, below [`KEPT_DAYS`].
    late: u32,
    /// Published values of the last days, by day modulo their number.
    kept: [f64; KEPT_DAYS],
    /// exp(bias + error) of the estimate.
    factor: f64,
    /// For news: what is seen, as of the last news about it.
    fact: Value,
    /// For news: when something that holds already will be noticed.
    noticed: Minute,
    /// For levels: what the party holds it to be, as of the last look at which it had moved.
    held: Value,
}

/// A party's view in one run.
#[derive(Clone, Debug)]
pub struct Eyes {
    eyes: Vec<Eye>,
    /// What rules read: the values of the layout's operands, the rows first.
    values: Vec<f64>,
    pace: Pace,
    /// The day of the last look, and the number of the estimate that it belongs to.
    day: (u32, u32),
    /// For each row the day from which on it is to be looked at again.
    stale_from: Vec<u32>,
    /// Levels of which it took note today.
    moved: Rows,
    /// When the next thing that holds already will be noticed.
    recheck: Minute,
}

/// How a party's estimates of others' levels move.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// Days between two estimates.
    estimate_days: f64,
    /// What is kept of an error from one estimate to the next.
    kept: f64,
    /// Standard deviation of what is new in it, as a multiple of the error's.
    fresh: f64,
    /// Relative change of which a party takes note.
    notice: f64,
}

impl Pace {
    fn new(setup: &Setup, numbers: &Numbers) -> Self {
        let estimate_days = numbers[setup.visibility.estimate_days].max(1.0);
        let kept = libm::exp(-estimate_days / numbers[setup.visibility.error_days].max(0.1));
        let fresh = (1.0 - kept * kept).sqrt();
        Self { estimate_days, kept, fresh, notice: numbers[setup.visibility.notice] }
    }

    /// The number of the estimate in force on a day.
    fn estimate(&self, day: u32) -> u32 {
        (f64::from(day) / self.estimate_days) as u32
    }
}

/// Below this a level counts as this small when it is asked how much it has moved: a protest of one
/// person in a thousand that grows by a hundredth is not noticed.
const LEAST_LEVEL: f64 = 0.01;

/// What nobody sees.
const UNKNOWN: Value = Value { value: 0.0, because: None, also: [None; 2], since: None };

impl Eyes {
    /// The eyes of a party at minute 0.
    #[must_use]
    pub fn new(sights: &Sights, setup: &Setup, numbers: &Numbers, dice: Dice) -> Self {
        let eyes = sights
            .rows
            .iter()
            .map(|row| {
                let mut eye = Eye {
                    bias: 0.0,
                    error: 0.0,
                    estimate: 0,
                    late: 0,
                    kept: [f64::NAN; KEPT_DAYS],
                    factor: 1.0,
                    fact: UNKNOWN,
                    noticed: Minute::NEVER,
                    held: Value { value: f64::NAN, ..UNKNOWN },
                };
                if let (Sight::Level { delay_days, error }, Some(party)) = (row.sight, sights.party) {
                    eye.late = numbers[delay_days].ceil().clamp(0.0, (KEPT_DAYS - 1) as f64) as u32;
                    let z = normal_of(dice, Stream::Bias, setup, party, &row.reading, 0);
                    eye.bias = numbers[setup.visibility.bias] * z;
                    let z = normal_of(dice, Stream::Error, setup, party, &row.reading, 0);
                    eye.error = numbers[error] * z;
                    eye.factor = libm::exp(eye.bias + eye.error);
                }
                eye
            })
            .collect();
        Self {
            eyes,
            values: sights.layout.values(numbers.as_slice()),
            pace: Pace::new(setup, numbers),
            day: (0, 0),
            stale_from: vec![0; sights.rows.len()],
            moved: Rows::default(),
            recheck: Minute::NEVER,
        }
    }

    /// Takes note of news: what is looked at again, and which rows changed in the party's eyes.
    pub fn hear(&mut self, sights: &Sights, now: &Now, news: Kinds) -> Rows {
        let mut changed = Rows::default();
        let Some(party) = sights.party else { return changed };
        self.recheck = Minute::NEVER;
        for (index, (row, eye)) in sights.rows.iter().zip(&mut self.eyes).enumerate() {
            if row.news.meets(news) || eye.noticed <= now.at {
                let fact;
                (fact, eye.noticed) = notice(now, party, row);
                if fact.value.to_bits() != eye.fact.value.to_bits() {
                    changed.add(index);
                }
                eye.fact = fact;
                self.values[index] = operand_value(fact.value);
            }
            self.recheck = self.recheck.min(eye.noticed);
        }
        changed
    }

    /// When the next thing that holds already will be noticed.
    #[must_use]
    pub fn recheck(&self) -> Minute {
        self.recheck
    }

    /// The party's daily mark: what is published of others' levels today is kept for later.
    pub fn mark(&mut self, sights: &Sights, now: &Now) {
        self.moved = Rows::default();
        let today = now.at.day() as usize % KEPT_DAYS;
        for &index in &sights.delayed {
            self.eyes[usize::from(index)].kept[today] = sights.rows[usize::from(index)].reading.value(now);
        }
    }

    /// Takes today's value of some levels, unless it was taken already. Returns whether one of them
    /// has moved so far today from what the party held it to be that it takes note.
    pub fn look(&mut self, sights: &Sights, now: &Now, levels: &Levels) -> bool {
        let Some(party) = sights.party else { return false };
        let today = now.at.day();
        if self.day.0 != today {
            self.day = (today, self.pace.estimate(today));
        }
        for &index in &levels.rows {
            let index = usize::from(index);
            // Most rows were looked at today for another option.
            if self.stale_from[index] > today {
                continue;
            }
            self.stale_from[index] = today + 1;
            let (row, eye) = (&sights.rows[index], &mut self.eyes[index]);
            if let Sight::Level { error, .. } = row.sight
                && eye.estimate < self.day.1
            {
                eye.follow(now, party, row, now.value(error), self.pace, self.day.1);
            }
            let seen = level_value(now, party, row, eye);
            let change = (seen - eye.held.value).abs();
            // Not a number is what was never held.
            if eye.held.value.is_nan() || change > self.pace.notice * eye.held.value.abs().max(LEAST_LEVEL) {
                self.moved.add(index);
                eye.held = level(now, party, row, eye);
                self.values[index] = operand_value(seen);
            }
        }
        self.moved.meets(levels.set)
    }

    /// Takes the present value of those of some levels that the clock alone changes.
    pub fn look_at_calendar(&mut self, sights: &Sights, now: &Now, levels: &Levels) {
        let Some(party) = sights.party else { return };
        for &index in &levels.calendar {
            let index = usize::from(index);
            let seen = level_value(now, party, &sights.rows[index], &self.eyes[index]);
            self.values[index] = operand_value(seen);
        }
    }

    /// What rules over its readings take, by the layout of its sights: as of the last look and the last
    /// news.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// What the party sees at `slot`.
    #[must_use]
    pub fn see(&self, sights: &Sights, now: &Now, slot: Slot) -> Value {
        let index = sights.row_of(slot);
        let (row, eye) = (&sights.rows[index], &self.eyes[index]);
        if row.news != Kinds::default() {
            return eye.fact;
        }
        if !row.reading.is_calendar() {
            return eye.held;
        }
        sights.party.map_or(UNKNOWN, |party| level(now, party, row, eye))
    }
}

impl Eye {
    /// Advances the error of a level to an estimate: between two estimates it does not change.
    fn follow(&mut self, now: &Now, party: PartyId, row: &Row, error: f64, pace: Pace, estimate: u32) {
        while self.estimate < estimate {
            self.estimate += 1;
            let z = normal_of(now.dice, Stream::Error, now.setup, party, &row.reading, self.estimate);
            self.error = pace.kept * self.error + error * pace.fresh * z;
        }
        self.factor = libm::exp(self.bias + self.error);
    }

    /// The day whose level it sees today.
    fn kept_on(&self, now: &Now) -> u32 {
        now.at.day().saturating_sub(self.late)
    }

    /// A level as it was some days ago, with the party's error; `None` before the first mark of that
    /// day: the scenario's start is common knowledge.
    fn late_level(&self, now: &Now, row: &Row) -> Option<f64> {
        let kept = self.kept[self.kept_on(now) as usize % KEPT_DAYS];
        let value = kept * self.factor;
        (!kept.is_nan()).then_some(if row.reading.is_share() { value.min(1.0) } else { value })
    }
}

/// What a party sees of a level.
fn level(now: &Now, party: PartyId, row: &Row, eye: &Eye) -> Value {
    match row.sight {
        Sight::Exact => row.reading.truth(now),
        Sight::Level { .. } => {
            let truth = row.reading.truth(now);
            eye.late_level(now, row).map_or(truth, |value| Value {
                value,
                since: None,
                ..caused_by(truth, eye.kept_on(now))
            })
        }
        Sight::Belief(project) => belief(now, party, project),
        Sight::ExpectedLoss => expected_loss(now, party, &row.reading),
        Sight::Rumour(degree) => {
            Value { value: now.value(degree), because: Some(now.given(degree)), ..UNKNOWN }
        }
        Sight::Announced(project) => {
            let truth = Reading::DaysUntilDue(project).truth(now);
            Value { value: truth.value.max(0.0), ..truth }
        }
        // Facts are news.
        Sight::Watched(_) | Sight::Unknown => UNKNOWN,
    }
}

/// As [`level`], its number only: most looks find that nothing has moved, and need no reasons.
fn level_value(now: &Now, party: PartyId, row: &Row, eye: &Eye) -> f64 {
    match row.sight {
        Sight::Exact => row.reading.value(now),
        Sight::Level { .. } => eye.late_level(now, row).unwrap_or_else(|| row.reading.value(now)),
        Sight::Belief(_)
        | Sight::ExpectedLoss
        | Sight::Rumour(_)
        | Sight::Announced(_)
        | Sight::Watched(_)
        | Sight::Unknown => level(now, party, row, eye).value,
    }
}

/// What a party sees of a fact, and when it will see more: a fact that holds but is not noticed yet
/// reads as if it did not hold.
fn notice(now: &Now, party: PartyId, row: &Row) -> (Value, Minute) {
    match (row.sight, row.reading) {
        (Sight::Unknown, _) => (UNKNOWN, Minute::NEVER),
        (_, Reading::Noticed(of)) => (Value::fact(now.board.forces.noticed[(party, of)]), Minute::NEVER),
        (Sight::Watched(rate), reading) => {
            let truth = reading.truth(now);
            let Some(since) = truth.since else { return (UNKNOWN, Minute::NEVER) };
            let seen = noticed_at(now, party, &reading, since, now.value(rate));
            if seen <= now.at { (truth, Minute::NEVER) } else { (UNKNOWN, seen) }
        }
        (_, reading) => (reading.truth(now), Minute::NEVER),
    }
}

fn belief(now: &Now, party: PartyId, project: ProjectId) -> Value {
    let mut beliefs = now.board.capability.beliefs.iter();
    let found = beliefs.find(|belief| belief.watcher == party && belief.project == project);
    found.map_or(UNKNOWN, |belief| Value::led(belief.probability, &belief.because))
}

/// The larger of what is lost and what the party fears to lose by projects that may still come.
fn expected_loss(now: &Now, party: PartyId, reading: &Reading) -> Value {
    let Reading::ExpectedLoss(capability) = *reading else { return UNKNOWN };
    let truth = reading.truth(now);
    let feared_for = |project| {
        now.setup.projects[project].purpose.as_ref().is_some_and(|row| row.feared_for == capability)
            && now.board.project.projects[project].state.threatens()
    };
    match now.board.capability.expected_loss(feared_for, party) {
        Some((loss, belief)) if loss > truth.value => Value::led(loss, &belief.because),
        _ => truth,
    }
}

/// A level with those of its causes that had happened at the party's mark of day `kept_on`, when the
/// value was taken.
fn caused_by(truth: Value, kept_on: u32) -> Value {
    let taken = Minute(kept_on * DAY + Mark::Seats.first().0);
    let because = truth.because.filter(|cause| !matches!(cause, Cause::Event(event) if event.at >= taken));
    let also = truth.also.map(|event| event.filter(|event| event.at < taken));
    Value { because, also, ..truth }
}

/// The minute at which `party` notices that a fact holds: an exponential delay, one draw for each
/// (party, subject, occurrence, sort of reading).
fn noticed_at(now: &Now, party: PartyId, reading: &Reading, since: Since, per_day: f64) -> Minute {
    let key = gaze(now.setup, party, reading);
    let u = now.dice.uniform_at(Stream::Detection, key, since.occurrence << 8 | reading.tag());
    if per_day <= 0.0 { Minute::NEVER } else { since.at.after_days(-libm::log(u) / per_day) }
}

fn normal_of(dice: Dice, stream: Stream, setup: &Setup, party: PartyId, reading: &Reading, day: u32) -> f64 {
    math::normal_quantile(dice.uniform_at(stream, gaze(setup, party, reading), day << 8 | reading.tag()))
}

/// The key of one party looking at what a reading is about.
fn gaze(setup: &Setup, party: PartyId, reading: &Reading) -> Key {
    let observer = setup.parties[party].name;
    let subject = subject(setup, reading, observer).key;
    let about = match *reading {
        Reading::Stance { toward, .. }
        | Reading::Trust { toward, .. }
        | Reading::Hostility { toward, .. }
        | Reading::Resentment { against: toward, .. } => subject.with(setup.parties[toward].name.key),
        _ => subject,
    };
    observer.key.with(about)
}

/// The entity a reading is about; the observer itself where there is none.
fn subject(setup: &Setup, reading: &Reading, observer: Name) -> Name {
    match *reading {
        Reading::Shortage(id) | Reading::HouseholdsCut(id) | Reading::Price(id) | Reading::StockDays(id) => {
            setup.consumers[id].name
        }
        Reading::HomeShortage(id)
        | Reading::Withholding(id)
        | Reading::WithheldShare(id)
        | Reading::Revenue(id) => setup.producers[id].name,
        Reading::Undelivered(id) | Reading::Breach(id) => setup.contracts[id].name,
        Reading::CityProtest(id) | Reading::Rioting(id) | Reading::Grievance(id) => setup.cities[id].name,
        Reading::Strike(id)
        | Reading::StrikingShare(id)
        | Reading::DaysOnStrike(id)
        | Reading::Dismissed(id)
        | Reading::Replaced(id) => setup.workforces[id].name,
        Reading::Dark(id)
        | Reading::Stopped(id)
        | Reading::GateRiot(id)
        | Reading::Productivity(id)
        | Reading::ForeignTroops(id)
        | Reading::ForeignTroopsAt(id)
        | Reading::Cordoned(id)
        | Reading::Fighting(id)
        | Reading::LeaseSuspended(id) => setup.facilities[id].name,
        Reading::DaysUntilDue(id)
        | Reading::ForecastDays(id)
        | Reading::SlackDays(id)
        | Reading::Begun { project: id, .. }
        | Reading::Open(id)
        | Reading::Completed(id)
        | Reading::Completions(id)
        | Reading::Failed(id)
        | Reading::Cancelled(id)
        | Reading::Postponed(id)
        | Reading::Destroyed(id)
        | Reading::Belief(id)
        | Reading::Revealed(id)
        | Reading::Inspected(id)
        | Reading::Jammed(id) => setup.projects[id].name,
        Reading::Margin(id) | Reading::ExpectedLoss(id) | Reading::Degraded(id) => {
            setup.capabilities[id].name
        }
        Reading::Landed { force: id, .. } | Reading::Staging(id) | Reading::Ready(id) | Reading::Busy(id) => {
            setup.forces[id].name
        }
        Reading::WorstShortage { good, .. } => setup.goods[good].name,
        Reading::Withheld(id)
        | Reading::UndeliveredBy { seller: id, .. }
        | Reading::Breached(id)
        | Reading::CompensationGap { party: id, .. }
        | Reading::Protest(id)
        | Reading::Protesting(id)
        | Reading::RiotingIn(id)
        | Reading::Resentment { of: id, .. }
        | Reading::Legitimacy(id)
        | Reading::Hardship(id)
        | Reading::Incitement(id)
        | Reading::IncitementExposed(id)
        | Reading::Crackdown(id)
        | Reading::UnrestKilled(id)
        | Reading::Strength(id)
        | Reading::Noticed(id)
        | Reading::Killed(id)
        | Reading::Wounded(id)
        | Reading::Prisoners(id)
        | Reading::Stance { of: id, .. }
        | Reading::Trust { of: id, .. }
        | Reading::Hostility { of: id, .. }
        | Reading::Capture(id)
        | Reading::Treasury(id) => setup.parties[id].name,
        Reading::Day
        | Reading::Temperature(_)
        | Reading::Cold(_)
        | Reading::HeatFactor(_)
        | Reading::RainShare(_)
        | Reading::RouteShare(_)
        | Reading::Reachable { .. }
        | Reading::Raid { .. }
        | Reading::Seized { .. }
        | Reading::Ended { .. }
        | Reading::Sanctioned { .. }
        | Reading::SanctionSeverity { .. }
        | Reading::Calls { .. }
        | Reading::Refusals { .. }
        | Reading::Threatened { .. }
        | Reading::Sweetener { .. }
        | Reading::Offered { .. }
        | Reading::Accepted { .. }
        | Reading::Access { .. }
        | Reading::AccessRefused { .. }
        | Reading::Invited { .. }
        | Reading::Member { .. }
        | Reading::LevelBetween { .. }
        | Reading::Fronts
        | Reading::WiderWar
        | Reading::BattleDeaths => observer,
    }
}

/// How `party` sees a reading.
fn sight(setup: &Setup, party: PartyId, reading: &Reading) -> Sight {
    let eyes = &setup.visibility;
    let open = Sight::Level { delay_days: eyes.open_delay_days, error: eyes.open_error };
    let contested = Sight::Level { delay_days: eyes.contested_delay_days, error: eyes.contested_error };
    // A bloc sees what its members see; members see their bloc.
    let own = |owner: PartyId| owner == party || setup.parties[party].members().contains(&owner);
    let own_or = |owner: PartyId, otherwise: Sight| if own(owner) { Sight::Exact } else { otherwise };
    match *reading {
        Reading::Day
        | Reading::Dark(_)
        | Reading::Temperature(_)
        | Reading::Cold(_)
        | Reading::HeatFactor(_)
        | Reading::RainShare(_)
        | Reading::Price(_)
        | Reading::RouteShare(_)
        | Reading::CompensationGap { .. }
        | Reading::Breach(_)
        | Reading::Breached(_)
        | Reading::Protesting(_)
        | Reading::Rioting(_)
        | Reading::RiotingIn(_)
        | Reading::IncitementExposed(_)
        | Reading::Crackdown(_)
        | Reading::UnrestKilled(_)
        | Reading::Strike(_)
        | Reading::DaysOnStrike(_)
        | Reading::Dismissed(_)
        | Reading::Stopped(_)
        | Reading::GateRiot(_)
        | Reading::DaysUntilDue(_)
        | Reading::Completed(_)
        | Reading::Completions(_)
        | Reading::Failed(_)
        | Reading::Cancelled(_)
        | Reading::Postponed(_)
        | Reading::Destroyed(_)
        | Reading::Open(_)
        | Reading::Revealed(_)
        | Reading::Inspected(_)
        | Reading::Noticed(_)
        | Reading::Reachable { .. }
        | Reading::Raid { .. }
        | Reading::Fighting(_)
        | Reading::Seized { .. }
        | Reading::Ended { .. }
        | Reading::Killed(_)
        | Reading::Wounded(_)
        | Reading::Prisoners(_)
        | Reading::Sanctioned { .. }
        | Reading::SanctionSeverity { .. }
        | Reading::Calls { .. }
        | Reading::Refusals { .. }
        | Reading::Threatened { .. }
        | Reading::Sweetener { .. }
        | Reading::Offered { .. }
        | Reading::Accepted { .. }
        | Reading::Access { .. }
        | Reading::AccessRefused { .. }
        | Reading::Invited { .. }
        | Reading::LeaseSuspended(_)
        | Reading::Member { .. }
        | Reading::LevelBetween { .. }
        | Reading::Fronts
        | Reading::WiderWar
        | Reading::BattleDeaths => Sight::Exact,

        Reading::Shortage(id) | Reading::StockDays(id) => own_or(setup.consumers[id].party, open),
        Reading::WorstShortage { bloc, .. } => {
            let inside = bloc == party || setup.parties[bloc].members().contains(&party);
            if inside { Sight::Exact } else { open }
        }
        Reading::Withheld(id) => own_or(id, Sight::Watched(eyes.detection)),
        Reading::HouseholdsCut(id) => own_or(setup.consumers[id].party, Sight::Watched(eyes.detection)),
        Reading::HomeShortage(id) | Reading::WithheldShare(id) | Reading::Revenue(id) => {
            own_or(setup.producers[id].party, open)
        }
        Reading::Withholding(id) => own_or(setup.producers[id].party, Sight::Watched(eyes.detection)),
        Reading::Undelivered(id) => {
            let contract = &setup.contracts[id];
            if own(contract.seller) || own(contract.buyer) || contract.under == Some(party) {
                Sight::Exact
            } else {
                open
            }
        }
        Reading::UndeliveredBy { seller, bloc } => {
            let inside = own(seller) || bloc == party || setup.parties[bloc].members().contains(&party);
            if inside { Sight::Exact } else { open }
        }
        Reading::Protest(id)
        | Reading::Legitimacy(id)
        | Reading::Hardship(id)
        | Reading::Resentment { of: id, .. } => own_or(id, open),
        Reading::Incitement(id) => own_or(id, contested),
        Reading::CityProtest(id) | Reading::Grievance(id) => own_or(setup.cities[id].party, open),
        Reading::StrikingShare(id) => {
            let workforce = &setup.workforces[id];
            let inside = own(workforce.employer) || workforce.movement == Some(party);
            if inside { Sight::Exact } else { open }
        }
        Reading::Replaced(id) => own_or(setup.workforces[id].employer, Sight::Watched(eyes.detection)),
        Reading::Productivity(id) => own_or(setup.facilities[id].operator, open),
        Reading::ForecastDays(id) => own_or(setup.projects[id].by, Sight::Announced(id)),
        Reading::SlackDays(id) => own_or(setup.projects[id].by, Sight::Unknown),
        Reading::Begun { project, task } => {
            let visible =
                setup.projects[project].tasks.get(usize::from(task)).is_some_and(|task| task.visible);
            let outside = if visible { Sight::Watched(eyes.detection) } else { Sight::Unknown };
            own_or(setup.projects[project].by, outside)
        }
        Reading::Margin(id) => own_or(setup.capabilities[id].of, contested),
        Reading::Degraded(id) => own_or(setup.capabilities[id].of, Sight::Watched(eyes.detection)),
        Reading::ExpectedLoss(_) => Sight::ExpectedLoss,
        Reading::Belief(id) => {
            let knows = setup.projects[id]
                .purpose
                .as_ref()
                .is_some_and(|purpose| purpose.known_to.contains(&party) || setup.projects[id].by == party);
            if knows { Sight::Exact } else { Sight::Belief(id) }
        }
        Reading::Jammed(id) => own_or(setup.projects[id].by, Sight::Watched(eyes.detection)),
        Reading::Strength(id) => own_or(id, contested),
        Reading::ForeignTroops(id) => {
            let facility = &setup.facilities[id];
            if own(facility.operator) || own(facility.owner) { Sight::Exact } else { contested }
        }
        Reading::ForeignTroopsAt(id) | Reading::Cordoned(id) => {
            let facility = &setup.facilities[id];
            let inside = own(facility.operator) || own(facility.owner);
            if inside { Sight::Exact } else { Sight::Watched(setup.movement.detect_march) }
        }
        Reading::Landed { force, at } => {
            let inside = own(setup.forces[force].of) || own(setup.facilities[at].owner);
            if inside { Sight::Exact } else { Sight::Watched(setup.movement.detect_airlift) }
        }
        Reading::Staging(id) | Reading::Ready(id) => {
            own_or(setup.forces[id].of, Sight::Watched(setup.movement.detect_staging))
        }
        Reading::Busy(id) => own_or(setup.forces[id].of, Sight::Unknown),
        Reading::Stance { of, .. } | Reading::Trust { of, .. } | Reading::Hostility { of, .. } => {
            own_or(of, contested)
        }
        Reading::Capture(id) => {
            let Some(pocket) = &setup.parties[id].pocket else { return Sight::Exact };
            let knows = id == party || pocket.of == party || pocket.known_to.contains(&party);
            if knows { Sight::Exact } else { Sight::Rumour(pocket.rumoured) }
        }
        Reading::Treasury(id) => own_or(id, contested),
    }
}
