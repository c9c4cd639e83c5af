//! One workforce: strain, strike, those dismissed and those brought in.

use super::gate::Gate;
use super::model::{self, Settlement, Weibull};
use super::out::WorkforceOut;
use crate::cause::{EventId, Leading, Since};
use crate::clock::Clock;
use crate::dice::{Dice, Stream};
use crate::domains::project::ProjectState;
use crate::id::{Id, PartyId, ProjectId, WorkforceId};
use crate::now::Now;
use crate::numbers::Numbers;
use crate::setup::{PartyKind, Setup};
use crate::time::{Mark, Minute};
use powderkeg_models::math;

/// What a workforce keeps to itself; what others may know is in its [`WorkforceOut`].
#[derive(Clone, Debug)]
pub(super) struct Workforce {
    /// People.
    pub people: f64,
    /// The party among whose people it lives.
    country: PartyId,
    blocs: Vec<PartyId>,
    /// Projects at its facility.
    projects: Vec<ProjectId>,
    law: Weibull,
    settled: Minute,
    /// Its next mark: daily, twice a day while it is on strike.
    pub due: Minute,
    /// Share that tends to strike, at the rates in force.
    share_aim: f64,
    /// When a strike begins.
    pub onset: Clock,
    /// When the strike is settled.
    pub settlement: Option<Settlement>,
    /// Strikes so far.
    pub strikes: u32,
    /// Settlement clocks so far.
    settlements: u32,
    /// The end of the last strike.
    pub ended: Option<Minute>,
    /// Pay ratio when the strike began.
    pub pay_before: f64,
    /// The last raise.
    pub raise: Option<EventId>,
    /// What last brought people back to work.
    pub relief: Option<EventId>,
    /// Replacement workers on their way: when they arrive, and by what record.
    pub coming: Option<(Minute, Since)>,
    /// At the gate.
    pub gate: Gate,
    /// Whether it changed in this step.
    pub fresh: bool,
}

impl Workforce {
    /// A workforce at work, and its first reading.
    pub(super) fn new(setup: &Setup, numbers: &Numbers, dice: Dice, id: WorkforceId) -> (Self, WorkforceOut) {
        let workforce = &setup.workforces[id];
        let labour = &setup.labour;
        let first = Mark::People.first();
        let median = numbers[labour.settlement_days] * numbers[labour.stubborn];
        let owner = setup.facilities[workforce.facility].owner;
        let state = Self {
            people: numbers[workforce.people],
            country: workforce.city.map_or(owner, |city| setup.cities[city].party),
            blocs: ids_where(&setup.parties, |party| party.kind == PartyKind::Bloc),
            projects: ids_where(&setup.projects, |project| project.at == workforce.facility),
            law: Weibull::with_median(median, numbers[labour.settlement_shape]),
            settled: Minute(0),
            due: first,
            share_aim: 0.0,
            onset: Clock::new(dice, Stream::Strike, workforce.name, first),
            settlement: None,
            strikes: 0,
            settlements: 0,
            ended: None,
            pay_before: numbers[workforce.pay_ratio],
            raise: None,
            relief: None,
            coming: None,
            gate: Gate::new(dice, workforce.name, first),
            fresh: false,
        };
        let row = WorkforceOut {
            striking: 0.0,
            dismissed: 0.0,
            strain: model::strain(1.0, numbers[workforce.pay_ratio]),
            because: Leading::given(setup.parameters[usize::from(workforce.pay_ratio.0)].origin, 1.0),
            pay_ratio: numbers[workforce.pay_ratio],
            strike: None,
            dismissal: None,
            replacements: 0.0,
            replaced: None,
            skill: 0.0,
            riot: None,
            last_riot: None,
            crowd: 0.0,
            killed: 0,
            injured: 0,
        };
        (state, row)
    }

    /// Brings shares and skill up to date at the rates in force.
    pub(super) fn settle(&mut self, now: &Now, row: &mut WorkforceOut) {
        self.fresh = true;
        if self.settled == now.at {
            return;
        }
        let days = now.at.days_since(self.settled);
        self.settled = now.at;
        let labour = &now.setup.labour;
        if row.strike.is_some() {
            let striking = math::relax(row.striking, self.share_aim, now.value(labour.share_days), days);
            row.striking = striking.min(1.0 - row.dismissed);
        }
        if row.replacements > 0.0 {
            let learned = now.value(labour.learned_skill).max(row.skill);
            row.skill = math::relax(row.skill, learned, now.value(labour.learning_days), days);
        }
    }

    /// Takes strikers off the payroll; everybody else is counted as before.
    pub(super) fn dismiss(row: &mut WorkforceOut, share: f64) {
        let gone = row.striking * share.clamp(0.0, 1.0);
        row.striking -= gone;
        row.dismissed += gone;
    }

    /// Share of the work that is manned: those at work and replacements by skill, in [0, 1].
    pub(super) fn present(&self, row: &WorkforceOut) -> f64 {
        (1.0 - row.striking - row.dismissed + self.replaced(row)).clamp(0.0, 1.0)
    }

    /// Share of the work that replacements could man by skill.
    pub(super) fn replaced(&self, row: &WorkforceOut) -> f64 {
        if row.replacements > 0.0 { row.replacements * row.skill / self.people.max(1.0) } else { 0.0 }
    }

    /// Begins a strike.
    pub(super) fn strike(&mut self, now: &Now, id: WorkforceId, row: &mut WorkforceOut, event: EventId) {
        row.strike = Some(Since::again(event, self.strikes));
        self.strikes += 1;
        self.pay_before = row.pay_ratio;
        self.bargain(now, id);
    }

    /// See [`Clock::redraw`].
    pub(super) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.onset.redraw(dice, at);
        self.gate.redraw(dice, at);
        if let Some(settlement) = &mut self.settlement {
            settlement.redraw(dice, at);
        }
    }

    /// Starts the clock of a settlement.
    pub(super) fn bargain(&mut self, now: &Now, id: WorkforceId) {
        let name = now.setup.workforces[id].name;
        self.settlement = Some(Settlement::new(now.dice, name, self.settlements, self.law, now.at));
        self.settlements += 1;
    }

    /// Ends a strike: whoever still struck goes back to work.
    pub(super) fn end_strike(&mut self, now: &Now, row: &mut WorkforceOut, event: EventId) {
        row.strike = None;
        row.striking = 0.0;
        self.settlement = None;
        self.ended = Some(now.at);
        self.relief = Some(event);
    }

    /// Whether the strike has come to nothing: few strike, few would, and it isn't just beginning.
    pub(super) fn withers(&self, now: &Now, row: &WorkforceOut) -> bool {
        let labour = &now.setup.labour;
        let few = now.value(labour.withered_share);
        row.strike.is_some_and(|since| now.at.days_since(since.at) >= now.value(labour.share_days))
            && row.striking < few
            && self.share_aim < few
    }

    /// Sets the rates in force until the next step, and when that is.
    pub(super) fn rate(&mut self, now: &Now, id: WorkforceId, row: &mut WorkforceOut) {
        let labour = &now.setup.labour;
        let mood = self.surroundings(now, id);
        let (effort, campaign) = self.effort(now, id);
        row.strain = model::strain(effort, row.pay_ratio);
        row.because = self.reasons(now, id, row, &mood, campaign);
        let x = row.strain
            + now.value(labour.protest) * mood.protest
            + now.value(labour.incitement) * mood.incitement
            + now.value(labour.sanctions) * mood.sanctions.map_or(0.0, |(_, severity)| severity);
        let eager = model::threshold(x, now.value(labour.onset_strain), now.value(labour.onset_softness));
        let truce = self.ended.is_some_and(|at| now.at.days_since(at) < now.value(labour.truce_days));
        let idle = row.strike.is_some() || truce;
        self.onset.set_rate(now.at, if idle { 0.0 } else { now.value(labour.onset_rate) * eager });
        let y = row.strain
            + now.value(labour.share_protest) * mood.protest
            + now.value(labour.share_incitement) * mood.incitement
            - now.value(labour.dismissal_fear) * row.dismissed;
        let willing = model::threshold(y, now.value(labour.share_strain), now.value(labour.share_softness));
        self.share_aim = willing * (1.0 - row.dismissed);
        let troops = now.board.forces.facilities[now.setup.workforces[id].facility].foreign_since;
        if let Some(settlement) = &mut self.settlement {
            let wary = if troops.is_some() { now.value(labour.troops_settlement) } else { 1.0 };
            let offered = (row.pay_ratio - self.pay_before).max(0.0);
            settlement.set_factor(now.at, wary * (1.0 + now.value(labour.offer) * offered));
        }
        self.gate.rate(now, row, troops, mood.incitement);
        row.crowd = if row.strike.is_some() || row.riot.is_some() {
            now.value(labour.gate_share) * (row.striking + row.dismissed) * self.people
        } else {
            0.0
        };
        self.due = now.next_step(Mark::People, if row.strike.is_some() { 2 } else { 1 });
    }

    /// Effort asked, multiple of normal, and the last of the projects that run:
    /// 1 + (e − 1) · planned/bays + c · running/bays.
    ///
    /// The manifest is planned, so its height is known in advance; what runs beside it, or still runs
    /// after its day, comes on top. Both count against what the facility can carry at once.
    fn effort(&self, now: &Now, id: WorkforceId) -> (f64, Option<ProjectId>) {
        let workforce = &now.setup.workforces[id];
        let projects = &now.board.project.projects;
        let planned: f64 = self.projects.iter().map(|&project| planned_under_way(now, project)).sum();
        let mut running = self.projects.iter().filter(|&&id| projects[id].state == ProjectState::Running);
        let campaign = running.clone().next_back().copied();
        let bays = f64::from(now.setup.facilities[workforce.facility].bays.max(1));
        let share = |campaigns: f64| (campaigns / bays).min(1.0);
        let height = (now.value(workforce.effort) - 1.0).max(0.0);
        let crowded = share(running.by_ref().count() as f64);
        let effort = 1.0 + height * share(planned) + now.value(workforce.campaign_effort) * crowded;
        (effort, campaign)
    }

    fn surroundings(&self, now: &Now, id: WorkforceId) -> Surroundings {
        let nation = &now.board.unrest.parties[self.country];
        let (share, protesting) = match now.setup.workforces[id].city {
            Some(city) => {
                let row = &now.board.unrest.cities[city];
                (row.protest + row.riot, row.protesting)
            }
            None => (nation.protest, nation.protesting),
        };
        let unrest = &now.setup.unrest;
        let protest = if share > 0.0 {
            (share / now.value(unrest.reference_protest)).min(now.value(unrest.protest_cap))
        } else {
            0.0
        };
        let sanctioned = now.board.diplomacy.parties[self.country].sanctioned;
        let sanctions = self.blocs.iter().filter(|_| sanctioned).filter_map(|&bloc| {
            let row = &now.board.diplomacy.sanctions[(bloc, self.country)];
            row.since.map(|since| (since, row.severity))
        });
        Surroundings {
            protest,
            protesting,
            incitement: nation.incitement,
            incited: nation.incited,
            sanctions: sanctions.max_by(|a, b| a.1.total_cmp(&b.1)),
        }
    }

    fn reasons(
        &self,
        now: &Now,
        id: WorkforceId,
        row: &WorkforceOut,
        mood: &Surroundings,
        campaign: Option<ProjectId>,
    ) -> Leading {
        let labour = &now.setup.labour;
        let workforce = &now.setup.workforces[id];
        let ill_paid = model::strain(1.0, row.pay_ratio).max(0.0);
        let origin = now.setup.parameters[usize::from(workforce.pay_ratio.0)].origin;
        let mut because = Leading::given(origin, ill_paid);
        if let Some(project) = campaign {
            let begun = now.board.project.projects[project].begun[0];
            let cause = begun.map_or_else(|| now.given(workforce.effort), |since| since.because.into());
            because.add(cause, (row.strain - ill_paid).max(0.0));
        }
        let mut add = |since: Option<Since>, weight: f64| {
            if let Some(since) = since {
                because.add(since.because.into(), weight);
            }
        };
        add(mood.protesting, now.value(labour.protest) * mood.protest);
        add(mood.incited, now.value(labour.incitement) * mood.incitement);
        if let Some((since, severity)) = mood.sanctions {
            add(Some(since), now.value(labour.sanctions) * severity);
        }
        because
    }
}

/// What goes on around a workforce.
struct Surroundings {
    /// Normalised protest of its city (of its country where it has none).
    protest: f64,
    protesting: Option<Since>,
    incitement: f64,
    incited: Option<Since>,
    /// The severest sanctions on its country.
    sanctions: Option<(Since, f64)>,
}

/// How many campaigns of a project (one, or one of each of a series) the manifest has under way:
/// begun by plan, and not yet due. Nothing is planned any more of what was given up or lost.
fn planned_under_way(now: &Now, id: ProjectId) -> f64 {
    match now.board.project.projects[id].state {
        ProjectState::Failed | ProjectState::Cancelled | ProjectState::Destroyed => return 0.0,
        ProjectState::Planned | ProjectState::Running | ProjectState::Ready | ProjectState::Done => {}
    }
    let project = &now.setup.projects[id];
    let every = project.every_days.map(|days| now.value(days));
    let lead = project.tasks.first().map_or(0.0, |task| task.days_before);
    let past_due = now.at.days_since(project.due) - project.due.days_since(now.at);
    model::reached(past_due + lead, every) - model::reached(past_due, every)
}

fn ids_where<I: Id, T>(table: &crate::id::Table<I, T>, keep: impl Fn(&T) -> bool) -> Vec<I> {
    table.iter().filter(|(_, row)| keep(row)).map(|(id, _)| id).collect()
}
