//! Beliefs in hidden purposes: log-odds that drift with the evidence of each day.

use super::{BeliefOut, Out, State};
use crate::cause::{Cause, EventId, Leading, Since};
use crate::dice::Stream;
use crate::event::Event;
use crate::id::{CapabilityId, PartyId, ProjectId};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::reasons::add;
use crate::setup::{Purpose, Setup};
use crate::time::{DAY, Mark, Minute};
use powderkeg_models::math;

/// A party that watches a project.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watch {
    /// When there is something to see next: the beginning, then each daily mark.
    pub next: Minute,
    /// The capability that is feared for.
    pub capability: CapabilityId,
    /// Whether the loss follows from the weapon and not from what the scenario says is believed.
    pub by_mechanism: bool,
    log_odds: f64,
    /// Change of the log-odds a day, toward the truth.
    drift: f64,
    /// Standard deviation of a day's noise.
    noise: f64,
    /// How often the purpose has come to be suspected.
    suspicions: u32,
}

/// `amount` with the sign of the truth.
fn toward(truth: bool, amount: f64) -> f64 {
    if truth { amount } else { -amount }
}

impl State {
    /// A watcher as it stands at minute 0: it has its prior, and begins later.
    pub(super) fn watch(
        &self,
        project: ProjectId,
        purpose: &Purpose,
        watcher: PartyId,
        out: &Out,
        setup: &Setup,
        numbers: &Numbers,
    ) -> (Watch, BeliefOut) {
        let truth = out.projects[project].truth;
        let knows = purpose.known_to.contains(&watcher);
        let cap = self.numbers.log_odds_cap;
        let log_odds =
            if knows { toward(truth, cap) } else { numbers[purpose.prior_log_odds].clamp(-cap, cap) };
        let begins =
            f64::from(setup.projects[project].due.0) - numbers[purpose.watched_days_before] * f64::from(DAY);
        let watch = Watch {
            // Negative where watching began before the scenario: the cast saturates at minute 0.
            next: Minute(begins.ceil() as u32).max(Mark::State.first()),
            capability: purpose.feared_for,
            by_mechanism: purpose.believed_loss.is_none(),
            log_odds,
            drift: if knows { 0.0 } else { toward(truth, numbers[purpose.evidence_per_day]) },
            noise: if knows { 0.0 } else { numbers[purpose.noise] },
            suspicions: 0,
        };
        let belief = BeliefOut {
            project,
            watcher,
            probability: math::sigmoid(log_odds),
            watching: false,
            loss_if_true: purpose.believed_loss.map_or(0.0, |loss| numbers[loss].clamp(0.0, 1.0)),
            because: prior(setup, purpose, log_odds),
            suspected: None,
        };
        (watch, belief)
    }

    /// Watching begins, or a day's evidence comes in.
    pub(super) fn observe(&mut self, index: usize, now: &Now, out: &mut Out, emit: &mut Emit) {
        let watch = &mut self.watches[index];
        let row = &mut out.beliefs[index];
        watch.next = Mark::State.next_after(now.at);
        if row.watching {
            let (project, watcher) =
                (now.setup.projects[row.project].name, now.setup.parties[row.watcher].name);
            let (luck, draw) = now.dice.uniform_of_pair(Stream::Evidence, project, watcher, now.at.day());
            let change =
                watch.drift + if watch.noise > 0.0 { watch.noise * math::normal_quantile(luck) } else { 0.0 };
            let cap = self.numbers.log_odds_cap;
            watch.log_odds = (watch.log_odds + change).clamp(-cap, cap);
            row.probability = math::sigmoid(watch.log_odds);
            row.because.add(Cause::Chance(draw), change.abs());
        }
        row.watching = true;
        self.judge(index, None, now, out, emit);
    }

    /// `by` (or everybody, if `None`) has seen what a project is for: nothing is left to be found out.
    pub(super) fn settle_beliefs(
        &mut self,
        project: ProjectId,
        by: Option<PartyId>,
        because: EventId,
        now: &Now,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let certain = toward(out.projects[project].truth, self.numbers.log_odds_cap);
        for index in 0..self.watches.len() {
            let row = &mut out.beliefs[index];
            let watch = &mut self.watches[index];
            let settled = watch.next == Minute::NEVER;
            if row.project != project || settled || by.is_some_and(|party| party != row.watcher) {
                continue;
            }
            row.because.add(Cause::Event(because), (certain - watch.log_odds).abs());
            watch.log_odds = certain;
            watch.next = Minute::NEVER;
            row.probability = math::sigmoid(certain);
            row.watching = true;
            self.judge(index, Some(because), now, out, emit);
        }
    }

    /// Tells when a watcher comes to suspect, or no longer does.
    fn judge(&mut self, index: usize, by: Option<EventId>, now: &Now, out: &mut Out, emit: &mut Emit) {
        let row = &mut out.beliefs[index];
        let rises = row.suspected.is_none() && row.probability >= self.numbers.suspected_at;
        let falls = row.suspected.is_some() && row.probability < self.numbers.doubted_at;
        if !rises && !falls {
            return;
        }
        let mut causes: Vec<Cause> = by.map(Cause::Event).into_iter().collect();
        if by.is_none() {
            causes.extend(row.because.causes());
        }
        if let Some(purpose) = &now.setup.projects[row.project].purpose {
            add(&mut causes, now.given(purpose.evidence_per_day));
        }
        let event = Event::PurposeSuspected {
            party: row.watcher,
            project: row.project,
            belief: row.probability as f32,
        };
        if let Some(id) = emit.event(event, &causes) {
            let watch = &mut self.watches[index];
            row.suspected = if rises { Some(Since::again(id, watch.suspicions)) } else { None };
            watch.suspicions += u32::from(rises);
        }
    }
}

fn prior(setup: &Setup, purpose: &Purpose, log_odds: f64) -> Leading {
    Leading::given(setup.parameters[usize::from(purpose.prior_log_odds.0)].origin, log_odds.abs())
}
