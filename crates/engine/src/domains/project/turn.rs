//! One project at one step: tasks, attempts, ends, and what its owner makes known.

use super::work::{Conditions, taken};
use super::{Progress, ProjectOut, ProjectState, Rates, TASKS, days_to, slot};
use crate::cause::{Cause, EventId, Since};
use crate::dice::Stream;
use crate::event::Event;
use crate::id::ProjectId;
use crate::now::{Emit, Now};
use crate::reasons::add;
use crate::setup::{Project, ProjectKind};
use crate::time::{DAY, Minute};

/// Work that counts as done, crew-days: far below a minute's.
const DONE: f64 = 1e-9;

/// A project whose turn it is.
pub(super) struct Turn<'t, 'a, 'e> {
    id: ProjectId,
    project: &'a Project,
    now: &'t Now<'a>,
    rates: &'t Rates,
    progress: &'t mut Progress,
    row: &'t mut ProjectOut,
    emit: &'t mut Emit<'e>,
}

impl<'t, 'a, 'e> Turn<'t, 'a, 'e> {
    pub fn new(
        id: ProjectId,
        now: &'t Now<'a>,
        rates: &'t Rates,
        progress: &'t mut Progress,
        row: &'t mut ProjectOut,
        emit: &'t mut Emit<'e>,
    ) -> Self {
        Self { id, project: &now.setup.projects[id], now, rates, progress, row, emit }
    }

    /// Goes on with it and publishes where it stands; returns when something is next to happen.
    pub fn go_on(&mut self, conditions: &Conditions, bays: &mut u16) -> Minute {
        let mut next = self.work(conditions, bays);
        if self.row.state == ProjectState::Ready {
            next = next.min(self.conclude(conditions));
        }
        self.publish(conditions);
        next
    }

    // ---- work ----

    /// Goes on with the tasks in order, as far as their days and the bays allow.
    fn work(&mut self, conditions: &Conditions, bays: &mut u16) -> Minute {
        self.rest(None);
        while self.progress.task < self.project.tasks.len() {
            let index = self.progress.task;
            if self.progress.begun && self.progress.left[index] <= DONE {
                self.progress.task += 1;
                self.progress.begun = false;
                continue;
            }
            let planned = self.planned(index);
            if !self.progress.begun && self.now.at < planned {
                return planned;
            }
            if let Some(until) = self.resting_until() {
                self.rest(self.row.postponed.map(|since| Cause::Event(since.because)));
                return until;
            }
            if *bays == 0 {
                let facility = &self.now.setup.facilities[self.project.at];
                self.rest(Some(Cause::Given(self.now.setup.names[facility.name.id].origin)));
                return Minute::NEVER;
            }
            let task = &self.project.tasks[index];
            let content = self.progress.content[index];
            let rate = conditions.rate(task, content, self.now);
            let can_begin = rate.value > 0.0 && (self.progress.begun || self.begin(index));
            if !can_begin {
                self.rest(rate.because);
                return Minute::NEVER;
            }
            if self.progress.left[index] > DONE {
                *bays -= 1;
                self.progress.rate = rate.value;
                self.progress.hindrance = if rate.value < 1.0 { rate.because } else { None };
                if let Some((_, consumer, amount)) = task.takes {
                    self.row.taking = taken(content, self.now.value(amount), rate.value);
                    self.row.taken_from = Some(consumer);
                }
                // Half of what counts as done is left out, so that rounding doesn't cost a minute.
                return self.now.at.after_days((self.progress.left[index] - DONE / 2.0) / rate.value);
            }
        }
        self.work_is_done()
    }

    /// No work from now on, for a reason or because there is nothing to be done yet.
    fn rest(&mut self, because: Option<Cause>) {
        self.progress.rate = 0.0;
        self.progress.hindrance = because;
        self.row.taking = 0.0;
        self.row.taken_from = None;
    }

    /// When a task is planned to begin.
    fn planned(&self, task: usize) -> Minute {
        let minutes = f64::from(self.progress.goal.0) - self.project.tasks[task].days_before * f64::from(DAY);
        // Negative where the plan began before the scenario: the cast saturates at its first minute.
        Minute(minutes.ceil() as u32)
    }

    /// Until when the task under way rests because the project was put off.
    fn resting_until(&self) -> Option<Minute> {
        self.progress.rests_until.filter(|&until| self.progress.begun && self.now.at < until)
    }

    /// When the task under way would be where it is, if it went by the plan.
    fn planned_for_what_is_done(&self) -> Minute {
        let index = self.progress.task;
        if !self.progress.begun || self.progress.content[index] <= DONE {
            return self.now.at;
        }
        let last = index + 1 == self.project.tasks.len();
        let ends = if last { self.progress.goal } else { self.planned(index + 1) };
        let left = self.progress.left[index] / self.progress.content[index];
        let planned = days_to(self.planned(index), ends);
        self.now.at.after_days(days_to(self.now.at, ends) - left * planned)
    }

    fn begin(&mut self, task: usize) -> bool {
        let late = self.now.at.days_since(self.planned(task)) > self.rates.slip_days;
        let mut causes = self.so_far();
        if late {
            add(&mut causes, self.row.because.first());
        }
        let event = Event::TaskBegan { project: self.id, task: task as u8 };
        let Some(id) = self.emit.event(event, &causes) else { return false };
        self.progress.begun = true;
        self.progress.last = Some(id);
        self.row.state = ProjectState::Running;
        if let Some(begun) = self.row.begun.get_mut(task) {
            *begun = Some(Since::again(id, u32::from(self.progress.number) - 1));
        }
        true
    }

    /// What brought it where it stands: the last record about it, and the scenario.
    fn so_far(&self) -> Vec<Cause> {
        let given = Cause::Given(self.now.setup.names[self.project.name.id].origin);
        self.progress.last.map(Cause::Event).into_iter().chain([given]).collect()
    }

    fn work_is_done(&mut self) -> Minute {
        if self.row.state == ProjectState::Ready {
            return Minute::NEVER;
        }
        if !self.waits_for_its_day() {
            return self.complete(&[]);
        }
        let mut causes = self.so_far();
        add(&mut causes, self.now.given(self.project.work_days));
        if let Some(id) = self.emit.event(Event::ProjectReady { project: self.id }, &causes) {
            self.row.state = ProjectState::Ready;
            self.progress.last = Some(id);
            self.progress.not_before = self.now.at;
        }
        Minute::NEVER
    }

    /// Whether it is not over before its day, even if all work is done: a reservoir is full when it is
    /// full, unless its owner has put that off.
    fn waits_for_its_day(&self) -> bool {
        match self.project.kind {
            ProjectKind::Filling => self.progress.rests_until.is_some(),
            ProjectKind::Launch | ProjectKind::Construction => true,
        }
    }

    // ---- the end ----

    /// Waits for the day, then attempts it or completes it; returns when to look again.
    fn conclude(&mut self, conditions: &Conditions) -> Minute {
        let attempt = slot(self.row.due, self.progress.not_before);
        if self.now.at < attempt {
            return attempt;
        }
        self.progress.not_before = self.now.at.next();
        let is_launch = self.project.kind == ProjectKind::Launch;
        let hold = conditions.hold.or_else(|| conditions.foul().filter(|_| is_launch));
        if let Some(cause) = hold {
            self.row.because.add(cause, 1.0);
        } else if is_launch {
            self.attempt();
        } else {
            self.complete(&[]);
        }
        if self.row.state == ProjectState::Ready {
            slot(self.row.due, self.progress.not_before)
        } else {
            self.now.at.next()
        }
    }

    /// Go or scrub, by the day's luck; then success or failure, by the launch's luck.
    fn attempt(&mut self) {
        let name = self.project.name;
        let (go, day) = self.now.dice.uniform(Stream::Attempt, name, self.now.at.day());
        if go >= self.now.value(self.project.go) && self.scrub(day.into()) {
            return;
        }
        let number = u32::from(self.progress.number);
        let (luck, launch) = self.now.dice.uniform(Stream::Launch, name, number - 1);
        let because = [launch.into(), self.now.given(self.project.success)];
        if luck < self.now.value(self.project.success) {
            self.complete(&because);
        } else {
            self.fail(&because);
        }
    }

    /// Calls the attempt off; `false` if an intervention keeps it from being called off.
    fn scrub(&mut self, luck: Cause) -> bool {
        let in_a_row = self.progress.scrubs.saturating_add(1);
        let mut causes = self.so_far();
        causes.truncate(1);
        add(&mut causes, luck);
        add(&mut causes, self.now.given(self.project.go));
        let event = Event::Scrubbed { project: self.id, in_a_row };
        let Some(id) = self.emit.event(event, &causes) else { return false };
        self.progress.scrubs = in_a_row;
        self.row.because.add(Cause::Event(id), 1.0);
        if f64::from(in_a_row) >= self.rates.scrubs_before_safing {
            self.progress.scrubs = 0;
            self.progress.not_before = self.now.at.after_days(self.rates.safing_days);
        }
        true
    }

    /// Its number in its series, as events carry it.
    fn series(&self) -> u16 {
        if self.progress.every.is_some() { self.progress.number } else { 0 }
    }

    fn complete(&mut self, because: &[Cause]) -> Minute {
        let event = Event::Completed { project: self.id, series: self.series() };
        if let Some(id) = self.emit_end(event, because) {
            self.row.completed = Some(Since::again(id, u32::from(self.row.completions)));
            self.row.completions += 1;
            self.end(ProjectState::Done, id);
            return self.now.at.next();
        }
        Minute::NEVER
    }

    fn fail(&mut self, because: &[Cause]) {
        let event = Event::Failed { project: self.id, series: self.series() };
        if let Some(id) = self.emit_end(event, because) {
            self.row.failed = Some(again(self.row.failed, id));
            self.end(ProjectState::Failed, id);
        }
    }

    fn emit_end(&mut self, event: Event, because: &[Cause]) -> Option<EventId> {
        let mut causes = self.so_far();
        for &cause in because {
            add(&mut causes, cause);
        }
        self.emit.event(event, &causes)
    }

    /// This one is over; the next of a series is planned.
    fn end(&mut self, state: ProjectState, by: EventId) {
        self.rest(None);
        self.row.state = state;
        self.progress.last = Some(by);
        self.progress.task = 0;
        self.progress.begun = false;
        self.progress.scrubs = 0;
        self.progress.rests_until = None;
        match self.progress.every {
            Some(every) if state != ProjectState::Cancelled => {
                self.progress.goal = self.progress.goal.after_days(every);
                self.row.due = self.progress.goal;
                self.progress.number = self.progress.number.saturating_add(1);
                self.progress.left.clone_from(&self.progress.content);
                self.row.begun = [None; TASKS];
            }
            _ => {
                self.progress.over = true;
                self.row.remaining_days = 0.0;
                self.row.forecast_days = 0.0;
                self.row.slack_days = 0.0;
            }
        }
    }

    /// It is destroyed, by what `by` records.
    pub fn destroy(&mut self, by: EventId) {
        let causes: Vec<Cause> =
            [Some(by), self.progress.last].into_iter().flatten().map(Cause::Event).collect();
        if let Some(id) = self.emit.event(Event::Destroyed { project: self.id }, &causes) {
            self.row.destroyed = Some(again(self.row.destroyed, id));
            self.end(ProjectState::Destroyed, id);
        }
    }

    /// It is given up.
    pub fn cancel(&mut self, by: EventId) {
        if let Some(id) = self.emit.event(Event::Cancelled { project: self.id }, &[Cause::Event(by)]) {
            self.row.cancelled = Some(Since::first(id));
            self.end(ProjectState::Cancelled, id);
        }
    }

    /// It is put off: plan and announcement move by `days` from the announced end. What has not begun
    /// waits for its planned day, and what is under way rests until the plan has caught up with it.
    pub fn postpone(&mut self, days: f64, by: EventId) {
        let due = self.row.due.after_days(days);
        let event = Event::Postponed { project: self.id, due };
        if let Some(id) = self.emit.event(event, &[Cause::Event(by)]) {
            self.row.postponed = Some(again(self.row.postponed, id));
            self.row.due = due;
            self.progress.goal = due;
            self.progress.rests_until = Some(self.planned_for_what_is_done());
            self.progress.last = Some(id);
        }
    }

    // ---- what its owner knows and makes known ----

    fn publish(&mut self, conditions: &Conditions) {
        if self.progress.over {
            return;
        }
        let remaining = self.progress.remaining();
        self.row.remaining_days = remaining;
        self.row.forecast_days = self.forecast(conditions);
        self.row.slack_days =
            days_to(self.now.at, self.progress.goal) - remaining / self.progress.replacement_pace;
    }

    /// The owner's forecast of the end, days from now: tasks in order, none before its planned day,
    /// at the pace that can be foreseen.
    fn forecast(&self, conditions: &Conditions) -> f64 {
        if self.row.state == ProjectState::Ready {
            let from = self.progress.not_before.max(self.now.at);
            return self.now.at.days_until(slot(self.progress.goal, from));
        }
        let mut days = self.resting_until().map_or(0.0, |until| self.now.at.days_until(until));
        let to_goal = days_to(self.now.at, self.progress.goal);
        for index in self.progress.task..self.project.tasks.len() {
            let task = &self.project.tasks[index];
            if !(index == self.progress.task && self.progress.begun) {
                days = days.max(to_goal - task.days_before);
            }
            days += self.progress.left[index] / conditions.foreseen(task);
        }
        if self.waits_for_its_day() { days.max(to_goal) } else { days }
    }

    /// Announces another end when the forecast has left the announced one behind, in whole days.
    /// While a finished launch is held up there is no day to announce; and a plan stands until its
    /// work begins, whatever stops the site before.
    pub fn announce(&mut self, conditions: &Conditions, woken_by: Option<EventId>) {
        let planned = self.row.state == ProjectState::Planned;
        let held = self.row.state == ProjectState::Ready && conditions.hold.is_some();
        if self.progress.over || planned || held || !self.row.forecast_days.is_finite() {
            return;
        }
        // Rounding must not carry a forecast that meets its day to the next one.
        let end = self.now.at.after_days(self.row.forecast_days - DONE);
        let (announced, due) = (self.row.due, slot(self.progress.goal, end));
        if end.days_since(announced) > self.rates.slip_days {
            let causes: Vec<Cause> = self.row.because.causes().collect();
            if self.emit.event(Event::Slipped { project: self.id, due }, &causes).is_some() {
                self.row.due = due;
            }
        } else if announced.days_since(due) > self.rates.forward_days {
            let mut causes: Vec<Cause> = woken_by.map(Cause::Event).into_iter().collect();
            for cause in self.so_far() {
                add(&mut causes, cause);
            }
            if self.emit.event(Event::BroughtForward { project: self.id, due }, &causes).is_some() {
                self.row.due = due;
            }
        }
    }
}

/// The next occurrence of a fact.
fn again(before: Option<Since>, event: EventId) -> Since {
    Since::again(event, before.map_or(0, |since| since.occurrence + 1))
}
