//! What a party can see: its own facts exactly, others' late, with a bias and a slow error.
//!
//! A view is a function of what was published and of addressed draws, so a fact that a party has
//! not noticed cannot change what it sees or does. Levels are taken once a day, at the party's own
//! mark, and held until they have moved noticeably; facts are seen when they are noticed.

mod sight;
mod sights;

pub use sights::Sights;

use crate::cause::{Cause, Since};
use crate::dice::{Dice, Stream};
use crate::domains::capability::BeliefOut;
use crate::event::Kinds;
use crate::id::{PartyId, ProjectId};
use crate::now::Now;
use crate::numbers::Numbers;
use crate::places::Places;
use crate::reading::{Reading, Value};
use crate::rule::{Slot, finite};
use crate::setup::Setup;
use crate::time::{DAY, Mark, Minute};
use powderkeg_models::math;
use sight::{Sight, gaze};
use sights::Row;

/// Days of published levels that are kept for delayed sight.
const KEPT_DAYS: usize = 4;

/// What is looked at of one reading every day. Small: a party has dozens, and all parties' are walked through daily.
#[derive(Clone, Debug)]
struct Eye {
    /// For levels: what the party holds it to be, as of the last look at which it had moved.
    held: f64,
    /// For levels: a change of which it takes note is larger; at first any is.
    slack: f64,
    /// exp(bias + error) of the estimate.
    factor: f64,
    /// Published values of the last days, by day modulo their number.
    kept: [f64; KEPT_DAYS],
    /// The number of the last estimate.
    estimate: u32,
    /// How many days late a level is seen, below [`KEPT_DAYS`].
    late: u32,
    /// For levels: the day from which on it is to be looked at again.
    stale_from: u32,
}

/// What is kept of one reading beside that, and seldom needed.
#[derive(Clone, Debug)]
struct Memory {
    /// What is seen, with its reasons: a fact as of the last news about it, a level as of the last look at which it had
    /// moved.
    seen: Value,
    /// ln bias of a level, constant over the run.
    bias: f64,
    /// ln error of a level as of the last estimate.
    error: f64,
}

/// A party's view in one run.
#[derive(Clone, Debug)]
pub struct Eyes {
    eyes: Vec<Eye>,
    memories: Vec<Memory>,
    /// For each of the sights' facts: when what holds already will be noticed.
    noticed: Vec<Minute>,
    /// What rules read: the values of the layout's operands, the rows first.
    values: Vec<f64>,
    pace: Pace,
    /// The day of the last look, and the number of the estimate that it belongs to.
    day: (u32, u32),
    /// Levels of which it took note since its mark.
    moved: Places,
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
        let kept = math::exp(-estimate_days / numbers[setup.visibility.error_days].max(0.1));
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
        let party = sights.party;
        let (eyes, memories) = sights
            .rows
            .iter()
            .map(|row| {
                let mut eye = Eye {
                    held: UNKNOWN.value,
                    slack: f64::NEG_INFINITY,
                    factor: 1.0,
                    kept: [f64::NAN; KEPT_DAYS],
                    estimate: 0,
                    late: 0,
                    stale_from: 0,
                };
                let mut memory = Memory { seen: UNKNOWN, bias: 0.0, error: 0.0 };
                if let Sight::Level { delay_days, error } = row.sight {
                    eye.late = numbers[delay_days].ceil().clamp(0.0, (KEPT_DAYS - 1) as f64) as u32;
                    let z = normal_of(dice, Stream::Bias, setup, party, &row.reading, 0);
                    memory.bias = numbers[setup.visibility.bias] * z;
                    let z = normal_of(dice, Stream::Error, setup, party, &row.reading, 0);
                    memory.error = numbers[error] * z;
                    eye.factor = math::exp(memory.bias + memory.error);
                }
                (eye, memory)
            })
            .collect();
        Self {
            eyes,
            memories,
            noticed: vec![Minute::NEVER; sights.facts.len()],
            values: sights.layout.values(numbers.as_slice()),
            pace: Pace::new(setup, numbers),
            day: (0, 0),
            moved: Places::default(),
            recheck: Minute::NEVER,
        }
    }

    /// Takes note of news: what is looked at again, and which rows changed in the party's eyes.
    pub fn hear(&mut self, sights: &Sights, now: &Now, news: Kinds) -> Places {
        let mut changed = Places::default();
        self.recheck = Minute::NEVER;
        for (fact, noticed) in sights.facts.iter().zip(&mut self.noticed) {
            if fact.news.meets(news) || noticed.0 <= now.at.0 {
                let index = usize::from(fact.row);
                let seen;
                (seen, *noticed) = notice(now, sights.party, &sights.rows[index]);
                let memory = &mut self.memories[index];
                if seen.value.to_bits() != memory.seen.value.to_bits() {
                    changed.add(index);
                }
                memory.seen = seen;
                self.values[index] = finite(seen.value);
            }
            self.recheck = self.recheck.min(*noticed);
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
        self.moved = Places::default();
        let today = now.at.day() as usize % KEPT_DAYS;
        for &index in &sights.delayed {
            self.eyes[usize::from(index)].kept[today] = sights.rows[usize::from(index)].reading.value(now);
        }
    }

    /// Takes today's value of some rows that are levels, unless it was taken already, and notes which
    /// have moved so far from what the party held them to be that it takes note.
    pub fn look(&mut self, sights: &Sights, now: &Now, levels: &[u16]) {
        let today = now.at.day();
        for &index in levels {
            // Most rows were looked at today for another option.
            if self.eyes[usize::from(index)].stale_from <= today {
                self.look_at(sights, now, usize::from(index), today);
            }
        }
    }

    // Not inlined, nor is what is rare in it: the loop above would carry its registers.
    #[inline(never)]
    fn look_at(&mut self, sights: &Sights, now: &Now, index: usize, today: u32) {
        if self.day.0 != today {
            self.day = (today, self.pace.estimate(today));
        }
        let (party, row, eye) = (sights.party, &sights.rows[index], &mut self.eyes[index]);
        eye.stale_from = today + 1;
        if let Sight::Level { error, .. } = row.sight
            && eye.estimate < self.day.1
        {
            let memory = &mut self.memories[index];
            follow(eye, memory, now, (party, row, now.value(error)), self.pace, self.day.1);
        }
        let seen = level_value(now, party, row, eye);
        if (seen - eye.held).abs() > eye.slack {
            let held = level(now, party, row, eye);
            (eye.held, self.memories[index].seen) = (held.value, held);
            eye.slack = self.pace.notice * seen.abs().max(LEAST_LEVEL);
            self.moved.add(index);
            self.values[index] = finite(seen);
        }
    }

    /// The levels of which it took note since its last mark.
    #[must_use]
    pub fn moved(&self) -> Places {
        self.moved
    }

    /// Takes the present value of some rows that the clock alone changes.
    #[inline]
    pub fn look_at_calendar(&mut self, sights: &Sights, now: &Now, clocked: &[u16]) {
        // Most options read none.
        if !clocked.is_empty() {
            self.look_at_clocked(sights, now, clocked);
        }
    }

    #[inline(never)]
    fn look_at_clocked(&mut self, sights: &Sights, now: &Now, clocked: &[u16]) {
        for &index in clocked {
            let index = usize::from(index);
            let seen = level_value(now, sights.party, &sights.rows[index], &self.eyes[index]);
            self.values[index] = finite(seen);
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
        let row = &sights.rows[index];
        if row.reading.is_calendar() && row.news == Kinds::default() {
            return level(now, sights.party, row, &self.eyes[index]);
        }
        self.memories[index].seen
    }
}

/// What a party sees of a reading that takes no watching: its own or public. `None` of any other.
#[must_use]
pub fn plainly(now: &Now, party: PartyId, reading: &Reading) -> Option<f64> {
    is_plain(now.setup, party, reading).then(|| finite(reading.value(now)))
}

/// Whether a party sees a reading as it is, without watching: the same in every run.
#[must_use]
pub fn is_plain(setup: &Setup, party: PartyId, reading: &Reading) -> bool {
    sight::sight(setup, party, reading) == Sight::Exact
}

/// Advances the error of a level to an estimate: between two estimates it does not change.
#[inline(never)]
fn follow(
    eye: &mut Eye,
    memory: &mut Memory,
    now: &Now,
    (party, row, error): (PartyId, &Row, f64),
    pace: Pace,
    estimate: u32,
) {
    while eye.estimate < estimate {
        eye.estimate += 1;
        let z = normal_of(now.dice, Stream::Error, now.setup, party, &row.reading, eye.estimate);
        memory.error = pace.kept * memory.error + error * pace.fresh * z;
    }
    eye.factor = math::exp(memory.bias + memory.error);
}

impl Eye {
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
        Sight::Belief(project) => belief(now, party, project)
            .map_or(UNKNOWN, |belief| Value::led(belief.probability, &belief.because)),
        Sight::ExpectedLoss => {
            let truth = row.reading.truth(now);
            feared_loss(now, party, row, truth.value)
                .map_or(truth, |(loss, belief)| Value::led(loss, &belief.because))
        }
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
// Inlined where every level is looked at daily: the call costs as much as most looks.
#[inline(always)]
fn level_value(now: &Now, party: PartyId, row: &Row, eye: &Eye) -> f64 {
    match row.sight {
        Sight::Exact => row.reading.value(now),
        Sight::Level { .. } => eye.late_level(now, row).unwrap_or_else(|| row.reading.value(now)),
        Sight::Belief(project) => belief(now, party, project).map_or(0.0, |belief| belief.probability),
        Sight::ExpectedLoss => {
            let truth = row.reading.value(now);
            feared_loss(now, party, row, truth).map_or(truth, |(loss, _)| loss)
        }
        Sight::Rumour(degree) => now.value(degree),
        Sight::Announced(project) => Reading::DaysUntilDue(project).value(now).max(0.0),
        Sight::Watched(_) | Sight::Unknown => 0.0,
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

fn belief<'n>(now: &Now<'n>, party: PartyId, project: ProjectId) -> Option<&'n BeliefOut> {
    let mut beliefs = now.board.capability.beliefs.iter();
    beliefs.find(|belief| belief.watcher == party && belief.project == project)
}

/// What the party fears to lose by projects that may still come, if that is more than what is lost.
fn feared_loss<'n>(now: &Now<'n>, party: PartyId, row: &Row, lost: f64) -> Option<(f64, &'n BeliefOut)> {
    let Reading::ExpectedLoss(capability) = row.reading else { return None };
    let feared_for = |project| {
        now.setup.projects[project].purpose.as_ref().is_some_and(|row| row.feared_for == capability)
            && now.board.project.projects[project].state.threatens()
    };
    now.board.capability.expected_loss(feared_for, party).filter(|(loss, _)| *loss > lost)
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
