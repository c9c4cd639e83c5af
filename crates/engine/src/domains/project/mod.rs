//! The project domain: what is built, launched or filled at a facility (MODELS §6).
//!
//! Projects of one facility share its bays and its crew, so the facility is what is due: all its
//! projects step together, daily and at the minutes at which something is predicted to happen.

mod out;
#[cfg(test)]
mod tests;
mod turn;
mod work;

pub use out::*;

use crate::action::{Action, Demand};
use crate::cause::{Cause, Domain, EventId, Leading};
use crate::dice::Dice;
use crate::event::{Answer, Ending, Event, Kind, Kinds, Reason};
use crate::facility::wrecks;
use crate::id::{FacilityId, ProjectId, Table};
use crate::log::Record;
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::orders::{Order, Orders};
use crate::setup::{Facility, Project, Setup};
use crate::time::{DAY, Mark, Minute};
use turn::Turn;
use work::Conditions;

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[
    Kind::StrikeBegan,
    Kind::StrikeEnded,
    Kind::FacilityStopped,
    Kind::FacilityResumed,
    Kind::Dismissed,
    Kind::ReplacementsArrived,
    Kind::GateRiot,
    Kind::GateRiotEnded,
    Kind::Cordoned,
    Kind::CordonLifted,
    Kind::RaidBegan,
    Kind::Seized,
    Kind::CounterAttack,
    Kind::FightEnded,
    Kind::Answered,
    Kind::Decided,
]);

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    orders: Orders,
    sites: Table<FacilityId, Site>,
    projects: Table<ProjectId, Progress>,
    rates: Rates,
}

/// The projects of one facility.
#[derive(Clone, Debug)]
struct Site {
    /// In the order in which they get a bay: the one due first, first.
    projects: Vec<ProjectId>,
    /// Until when work is counted.
    settled: Minute,
    /// The next daily mark.
    mark: Minute,
    /// When it next steps.
    next: Minute,
    /// The last record that concerned it.
    woken_by: Option<EventId>,
}

/// How far a project is. What others may read of it stands in its row of [`Out`].
#[derive(Clone, Debug)]
struct Progress {
    /// Work content of each task, crew-days.
    content: Vec<f64>,
    /// What is left of it, crew-days.
    left: Vec<f64>,
    /// The planned end. Only its owner's decisions move it; tasks are planned back from it.
    goal: Minute,
    /// The current task, or the next one.
    task: usize,
    /// Whether that task has begun.
    begun: bool,
    /// Crew-days a day spent on it now.
    rate: f64,
    /// What costs most work now.
    hindrance: Option<Cause>,
    /// No attempt before this minute.
    not_before: Minute,
    /// Once it has been put off: what is under way rests until this minute.
    rests_until: Option<Minute>,
    /// Attempts called off in a row.
    scrubs: u8,
    /// 1 for the first of a series.
    number: u16,
    /// Nothing is left to be done, now or later.
    over: bool,
    /// The record that brought it where it stands: the main cause of what follows.
    last: Option<EventId>,
    /// Days from one of a series to the next.
    every: Option<f64>,
    /// Work a day by a replacement crew, share of a regular crew's, in (0, 1].
    replacement_pace: f64,
}

/// The run's values of [`crate::setup::Campaign`].
#[derive(Clone, Copy, Debug)]
struct Rates {
    riot_factor: f64,
    riot_days: f64,
    cordon_factor: f64,
    scrubs_before_safing: f64,
    safing_days: f64,
    forecast_floor: f64,
    slip_days: f64,
    forward_days: f64,
    comply_days: f64,
}

impl State {
    /// The state at minute 0, with readings that are valid from then on.
    ///
    /// A project whose planned beginning lies before the scenario's start is on its plan then.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, _dice: Dice) -> (Self, Out) {
        let campaign = &setup.campaign;
        let rates = Rates {
            riot_factor: numbers[campaign.riot_factor],
            riot_days: numbers[campaign.riot_days],
            cordon_factor: numbers[campaign.cordon_factor],
            scrubs_before_safing: numbers[campaign.scrubs_before_safing],
            safing_days: numbers[campaign.safing_days],
            forecast_floor: numbers[campaign.forecast_floor],
            slip_days: numbers[campaign.slip_days],
            forward_days: numbers[campaign.forward_days],
            comply_days: numbers[campaign.comply_days],
        };
        let projects = setup
            .projects
            .rows()
            .map(|project| Progress::new(project, setup, numbers))
            .collect::<Table<_, _>>();
        let sites = Table::for_each_of(&setup.facilities, |facility| Site::new(facility, setup));
        let rows =
            Table::for_each_of(&setup.projects, |id| first_row(&setup.projects[id], &projects[id], setup));
        let state = Self { cursor: 0, orders: Orders::of(Domain::Project), sites, projects, rates };
        (state, Out { projects: rows })
    }
}

impl Site {
    fn new(facility: FacilityId, setup: &Setup) -> Self {
        let here = setup.projects.iter().filter(|(_, project)| project.at == facility).map(|(id, _)| id);
        let projects = here.collect::<Vec<_>>();
        let mark = if projects.is_empty() { Minute::NEVER } else { Mark::State.first() };
        Self { projects, settled: Minute(0), mark, next: mark, woken_by: None }
    }
}

impl Progress {
    fn new(project: &Project, setup: &Setup, numbers: &Numbers) -> Self {
        let work = numbers[project.work_days];
        let content = project.tasks.iter().map(|task| task.share * work).collect::<Vec<_>>();
        let left =
            content.iter().enumerate().map(|(index, days)| days * (1.0 - elapsed(project, index))).collect();
        Self {
            content,
            left,
            goal: project.due,
            task: 0,
            begun: false,
            rate: 0.0,
            hindrance: None,
            not_before: Minute(0),
            rests_until: None,
            scrubs: 0,
            number: 1,
            over: false,
            last: None,
            // A series with several ends a day isn't one: attempts are made once a day.
            every: project.every_days.map(|days| numbers[days].max(1.0)),
            replacement_pace: replacement_pace(&setup.facilities[project.at], setup, numbers),
        }
    }

    /// Work left, crew-days.
    fn remaining(&self) -> f64 {
        if self.over { 0.0 } else { self.left[self.task.min(self.left.len())..].iter().sum() }
    }
}

/// The share of a task that its plan has done before the scenario's start, in [0, 1].
fn elapsed(project: &Project, task: usize) -> f64 {
    let due = project.due.days_since(Minute(0));
    let begin = due - project.tasks[task].days_before;
    let end = project.tasks.get(task + 1).map_or(due, |next| due - next.days_before);
    if begin >= 0.0 {
        0.0
    } else if end <= 0.0 {
        1.0
    } else {
        -begin / (end - begin)
    }
}

/// Mean skill of the crews that could be brought in; 1 where none can (or need) be.
fn replacement_pace(facility: &Facility, setup: &Setup, numbers: &Numbers) -> f64 {
    let skills = || {
        let crews =
            facility.needs.iter().filter_map(|(workforce, _)| setup.workforces[*workforce].replacements);
        crews.map(|crew| numbers[crew.skill])
    };
    let count = skills().count();
    // A crew without any skill never ends; one in a hundred is as bad as can be told.
    if count == 0 { 1.0 } else { (skills().sum::<f64>() / count as f64).max(0.01) }
}

fn first_row(project: &Project, progress: &Progress, setup: &Setup) -> ProjectOut {
    let (until_due, remaining) = (project.due.days_since(Minute(0)), progress.remaining());
    ProjectOut {
        state: ProjectState::Planned,
        due: project.due,
        remaining_days: remaining,
        forecast_days: until_due,
        slack_days: until_due - remaining / progress.replacement_pace,
        begun: [None; TASKS],
        completed: None,
        completions: 0,
        failed: None,
        cancelled: None,
        postponed: None,
        destroyed: None,
        because: Leading::given(setup.names[project.name.id].origin, 0.0),
        taking: 0.0,
        taken_from: None,
    }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    for record in now.log.news(&mut state.cursor, NEWS) {
        state.hear(record, now, out, emit);
    }
    while let Some(order) = state.orders.next_due(now.at) {
        state.carry_out(order, now, out, emit);
    }
    let mut next = state.orders.due();
    for facility in state.sites.ids() {
        if state.sites[facility].next <= now.at {
            state.step_site(facility, now, out, emit);
        }
        next = next.min(state.sites[facility].next);
    }
    next
}

impl State {
    fn hear(&mut self, record: &Record, now: &Now, out: &mut Out, emit: &mut Emit) {
        self.orders.hear(record);
        if let Event::Answered { to, demand, about, answer: Answer::Comply, .. } = record.event {
            let named = |(_, project): &(ProjectId, &Project)| project.name.id == about && project.by == to;
            if let Some((id, _)) = now.setup.projects.iter().find(named) {
                self.comply(id, demand, record.id, now, out, emit);
            }
        }
        if let Some(facility) = concerned(&record.event, now.setup) {
            self.settle(facility, now.at, out);
            self.sites[facility].woken_by = Some(record.id);
            if ruins(&record.event, facility, now) {
                self.destroy_all(facility, record.id, now, out, emit);
            }
        }
    }

    /// Counts the work done since the last time, at the rates set then, and has the facility step.
    fn settle(&mut self, facility: FacilityId, at: Minute, out: &mut Out) {
        let site = &mut self.sites[facility];
        if site.projects.is_empty() {
            return;
        }
        let days = at.days_since(site.settled);
        site.settled = at;
        site.next = at;
        for &id in &site.projects {
            let progress = &mut self.projects[id];
            if let Some(left) = progress.left.get_mut(progress.task) {
                *left = (*left - progress.rate * days).max(0.0);
            }
            if let Some(cause) = progress.hindrance {
                out.projects[id].because.add(cause, (1.0 - progress.rate).max(0.0) * days);
            }
        }
    }

    /// Goes on with all projects of a facility.
    fn step_site(&mut self, facility: FacilityId, now: &Now, out: &mut Out, emit: &mut Emit) {
        self.settle(facility, now.at, out);
        let Self { sites, projects, rates, .. } = self;
        let site = &mut sites[facility];
        let daily = now.at >= site.mark;
        if daily {
            site.mark = Mark::State.next_after(now.at);
        }
        site.projects.sort_by_key(|&id| (projects[id].goal, id));
        let conditions = Conditions::of(facility, now, rates);
        let mut bays = now.setup.facilities[facility].bays;
        let (step, mut next) = (now.next_step(Mark::State, 1), Minute::NEVER);
        for &id in &site.projects {
            if projects[id].over {
                continue;
            }
            let mut turn = Turn::new(id, now, rates, &mut projects[id], &mut out.projects[id], emit);
            next = next.min(turn.go_on(&conditions, &mut bays));
            if daily {
                turn.announce(&conditions, site.woken_by);
            }
            if !projects[id].over {
                next = next.min(step);
                if conditions.calm > now.at {
                    next = next.min(conditions.calm);
                }
            }
        }
        site.next = next.max(now.at.next());
    }

    fn turn<'t, 'a, 'e>(
        &'t mut self,
        id: ProjectId,
        now: &'t Now<'a>,
        out: &'t mut Out,
        emit: &'t mut Emit<'e>,
    ) -> Turn<'t, 'a, 'e> {
        Turn::new(id, now, &self.rates, &mut self.projects[id], &mut out.projects[id], emit)
    }

    /// What was being built at a facility is lost.
    fn destroy_all(&mut self, facility: FacilityId, by: EventId, now: &Now, out: &mut Out, emit: &mut Emit) {
        for index in 0..self.sites[facility].projects.len() {
            let id = self.sites[facility].projects[index];
            if matches!(out.projects[id].state, ProjectState::Running | ProjectState::Ready) {
                self.turn(id, now, out, emit).destroy(by);
            }
        }
    }

    fn carry_out(&mut self, order: Order, now: &Now, out: &mut Out, emit: &mut Emit) {
        let (project, days) = match order.action {
            Action::Cancel { project } => (project, None),
            Action::Postpone { project, days } => (project, Some(days)),
            _ => unreachable!("{:?} is not an order about a project", order.action),
        };
        if let Some(reason) = self.objection(project, days, &order, out, now) {
            let refused = Event::Refused { party: order.party, action: order.action, reason };
            // Nothing hangs on a refusal: a suppressed one leaves no trace either.
            let _ = emit.event(refused, &[Cause::Event(order.decided)]);
            return;
        }
        self.give_up_or_put_off(project, days, order.decided, now, out, emit);
    }

    fn objection(
        &self,
        project: ProjectId,
        days: Option<f64>,
        order: &Order,
        out: &Out,
        now: &Now,
    ) -> Option<Reason> {
        if now.setup.projects[project].by != order.party {
            Some(Reason::NotYours)
        } else if days.is_none() && out.projects[project].cancelled.is_some() {
            Some(Reason::AlreadySo)
        } else if self.projects[project].over || days.is_some_and(|days| !days.is_finite() || days <= 0.0) {
            Some(Reason::NotPossible)
        } else {
            None
        }
    }

    /// The owner does what it was called on to do.
    fn comply(
        &mut self,
        project: ProjectId,
        demand: Demand,
        answered: EventId,
        now: &Now,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        if self.projects[project].over {
            return;
        }
        match demand {
            Demand::Cancel => self.give_up_or_put_off(project, None, answered, now, out, emit),
            Demand::Postpone => {
                self.give_up_or_put_off(project, Some(self.rates.comply_days), answered, now, out, emit);
            }
            Demand::Inspect | Demand::Deliver | Demand::Leave => {}
        }
    }

    fn give_up_or_put_off(
        &mut self,
        project: ProjectId,
        days: Option<f64>,
        by: EventId,
        now: &Now,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        self.settle(now.setup.projects[project].at, now.at, out);
        let mut turn = self.turn(project, now, out, emit);
        match days {
            None => turn.cancel(by),
            Some(days) => turn.postpone(days, by),
        }
    }
}

/// The facility that a piece of news is about.
fn concerned(event: &Event, setup: &Setup) -> Option<FacilityId> {
    match *event {
        Event::FacilityStopped { facility, .. }
        | Event::FacilityResumed { facility, .. }
        | Event::Cordoned { facility, .. }
        | Event::CordonLifted { facility, .. } => Some(facility),
        Event::RaidBegan { on, .. }
        | Event::Seized { on, .. }
        | Event::CounterAttack { on, .. }
        | Event::FightEnded { on, .. } => Some(on),
        Event::StrikeBegan { workforce }
        | Event::StrikeEnded { workforce, .. }
        | Event::Dismissed { workforce, .. }
        | Event::ReplacementsArrived { workforce, .. }
        | Event::GateRiot { workforce, .. }
        | Event::GateRiotEnded { workforce } => Some(setup.workforces[workforce].facility),
        _ => None,
    }
}

/// Whether a piece of news means that what stands at a facility is lost: its attacker has what it
/// came for, and did not come to keep it.
fn ruins(event: &Event, facility: FacilityId, now: &Now) -> bool {
    let succeeded = match event {
        Event::Seized { .. } => true,
        Event::FightEnded { ending, .. } => matches!(ending, Ending::DeniedAndWithdrew | Ending::Held),
        _ => false,
    };
    succeeded && now.board.battle.facilities[facility].aim.is_some_and(wrecks)
}

/// The first minute at or after `from` that is whole days after `due`, or `due` itself.
fn slot(due: Minute, from: Minute) -> Minute {
    if due >= from {
        return due;
    }
    let days = (from.0 - due.0).div_ceil(DAY);
    Minute(due.0.saturating_add(days.saturating_mul(DAY)))
}

/// Days from `now` to `then`, negative if it is past.
fn days_to(now: Minute, then: Minute) -> f64 {
    now.days_until(then) - then.days_until(now)
}
