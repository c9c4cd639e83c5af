//! Disputes: their levels, further fronts, and ways out.

use super::out::{DisputeOut, Out};
use crate::cause::{Cause, EventId, Since};
use crate::clock::Clock;
use crate::dice::{Dice, Stream};
use crate::event::{Event, Level};
use crate::id::{FacilityId, PartyId};
use crate::now::{Emit, Now};
use crate::obligation::{self, Attacked};
use crate::pairs::Pairs;
use crate::reasons::Reasons;
use crate::time::Minute;
use powderkeg_models::escalation::WAR_BATTLE_DEATHS;
use powderkeg_models::math;

/// Fronts besides the incident that make a wider war.
const WIDER_WAR_FRONTS: u32 = 2;
/// No dispute yet.
const NONE: u16 = u16::MAX;

/// A duty, or a right of its own defence, to fight another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Obligation {
    /// Who may open a front.
    pub party: PartyId,
    /// Against whom.
    pub against: PartyId,
    /// The use of force it answers.
    pub because: EventId,
    /// The bloc whose pledge it is; `None`: it was attacked itself.
    pub bloc: Option<PartyId>,
}

/// A pair of states that may come, or have come, to a dispute.
#[derive(Clone, Debug)]
struct Dispute {
    a: PartyId,
    b: PartyId,
    obligation: Option<Obligation>,
    /// Where the two fight each other, or did last.
    fight: Option<FacilityId>,
    front: Clock,
    off_ramp: Clock,
    mediated: Option<EventId>,
    /// Fronts opened so far.
    fronts: u32,
    /// Times it was closed so far.
    closings: u32,
}

/// All disputes.
#[derive(Clone, Debug)]
pub(super) struct Disputes {
    rows: Vec<Dispute>,
    index: Pairs<u16>,
    /// The last use of force, and until when it can spread.
    force: Option<(EventId, Minute)>,
}

impl Disputes {
    /// No disputes.
    pub fn new(parties: usize) -> Self {
        Self { rows: Vec::new(), index: Pairs::filled(parties, NONE), force: None }
    }

    /// See [`Clock::redraw`].
    pub fn redraw(&mut self, dice: Dice, at: Minute) {
        for row in &mut self.rows {
            row.front.redraw(dice, at);
            row.off_ramp.redraw(dice, at);
        }
    }

    /// When the next front opens or dispute ends, if nothing changes.
    pub fn due(&self) -> Minute {
        self.rows.iter().map(|row| row.front.due().min(row.off_ramp.due())).min().unwrap_or(Minute::NEVER)
    }

    /// Whether any dispute is open or any front can open, so that rates have to be kept.
    pub fn are_live(&self, at: Minute, out: &Out) -> bool {
        let spreads = self.force.is_some_and(|(_, until)| at < until);
        self.rows.iter().any(|row| {
            is_open(&out.disputes[(row.a, row.b)])
                || row.front.rate() > 0.0
                || spreads && row.obligation.is_some()
        })
    }

    /// Whether somebody has offered to mediate.
    pub fn is_mediated(&self, a: PartyId, b: PartyId) -> bool {
        let index = self.index[(a, b)];
        index != NONE && self.rows[usize::from(index)].mediated.is_some()
    }

    /// Notes an offer to mediate.
    pub fn mediate(&mut self, now: &Now, out: &Out, pair: (PartyId, PartyId), mediated: EventId) {
        let index = self.row(now, pair);
        self.rows[index].mediated = Some(mediated);
        self.set_rate(index, now, out);
    }

    /// The row of a pair, which comes into being here.
    fn row(&mut self, now: &Now, (a, b): (PartyId, PartyId)) -> usize {
        if self.index[(a, b)] != NONE {
            return usize::from(self.index[(a, b)]);
        }
        // The clocks' address must not depend on who else is in the scenario, nor on who acts first.
        let key = |party: PartyId| now.setup.parties[party].name.key;
        let (a, b) = if key(a) <= key(b) { (a, b) } else { (b, a) };
        let names = (now.setup.parties[a].name, now.setup.parties[b].name);
        let clock = |stream| Clock::of_pair(now.dice, stream, names.0, names.1, now.at);
        let index = self.rows.len();
        self.index[(a, b)] = index as u16;
        self.index[(b, a)] = index as u16;
        self.rows.push(Dispute {
            a,
            b,
            obligation: None,
            fight: None,
            front: clock(Stream::Front),
            off_ramp: clock(Stream::OffRamp),
            mediated: None,
            fronts: 0,
            closings: 0,
        });
        index
    }

    /// Notes an act: it opens (or reopens) the dispute, and raises its level if it is the highest yet.
    pub fn raise(
        &mut self,
        now: &Now,
        out: &mut Out,
        emit: &mut Emit,
        (a, b): (PartyId, PartyId),
        level: Level,
        because: Reasons,
    ) {
        let row = out.disputes[(a, b)];
        if level >= Level::Force
            && let Cause::Event(act) = because[0]
        {
            let horizon = now.at.after_days(now.value(now.setup.escalation.horizon_days));
            self.force = Some((act, horizon));
        }
        if row.level < level {
            let Some(raised) = emit.event(Event::LevelRaised { a, b, level }, &because) else { return };
            set(out, (a, b), |row| {
                row.since = Some(Since::again(raised, row.level as u32));
                row.level = level;
                row.closed = None;
            });
            if level == Level::War && out.war.is_none() {
                out.war = Some(Since::first(raised));
            }
        } else if row.closed.is_some() {
            if emit.event(Event::DisputeReopened { a, b }, &because).is_none() {
                return;
            }
            set(out, (a, b), |row| row.closed = None);
        }
        let index = self.row(now, (a, b));
        self.set_rate(index, now, out);
    }

    /// A party may open a front against another. An obligation of its own goes before a pledge.
    pub fn oblige(&mut self, now: &Now, out: &Out, obligation: Obligation) {
        if obligation.party == obligation.against {
            return;
        }
        let index = self.row(now, (obligation.party, obligation.against));
        let row = &mut self.rows[index];
        if row.obligation.is_none_or(|known| known.bloc.is_some() && obligation.bloc.is_none()) {
            row.obligation = Some(obligation);
        }
        self.set_rate(index, now, out);
    }

    /// Two fight each other over a facility: while they do, neither opens a front against the other.
    pub fn fight(&mut self, now: &Now, out: &Out, pair: (PartyId, PartyId), on: FacilityId) {
        let index = self.row(now, pair);
        self.rows[index].fight = Some(on);
        self.set_rate(index, now, out);
    }

    /// A fight is over.
    pub fn fight_ended(&mut self, now: &Now, out: &Out, on: FacilityId) {
        for index in 0..self.rows.len() {
            if self.rows[index].fight == Some(on) {
                self.rows[index].fight = None;
                self.set_rate(index, now, out);
            }
        }
    }

    /// Adds battle deaths between two, which may make it a war.
    pub fn add_deaths(
        &mut self,
        now: &Now,
        out: &mut Out,
        emit: &mut Emit,
        pair: (PartyId, PartyId),
        killed: u32,
        because: Cause,
    ) {
        set(out, pair, |row| row.deaths += killed);
        let row = out.disputes[pair];
        if u64::from(row.deaths) >= WAR_BATTLE_DEATHS && row.level < Level::War {
            let because = Reasons::of(because).and_all(row.since.map(|since| since.because));
            self.raise(now, out, emit, pair, Level::War, because);
        }
    }

    /// Battle deaths on open fronts: a Poisson count a day and front.
    pub fn count_front_deaths(&mut self, now: &Now, out: &mut Out, emit: &mut Emit) {
        if out.fronts == 0 {
            return;
        }
        let number = now.setup.escalation.front_deaths_per_day;
        for index in 0..self.rows.len() {
            let (a, b) = (self.rows[index].a, self.rows[index].b);
            let Some(front) = out.disputes[(a, b)].front else { continue };
            let names = (now.setup.parties[a].name, now.setup.parties[b].name);
            let (u, draw) = now.dice.uniform_of_pair(Stream::Losses, names.0, names.1, now.at.day());
            let killed = u32::try_from(math::poisson_quantile(u, now.value(number))).unwrap_or(u32::MAX);
            if killed == 0 {
                continue;
            }
            let because = Reasons::of(front.because).and(draw).and(now.given(number));
            if let Some(counted) = emit.event(Event::FrontDeaths { a, b, killed }, &because) {
                out.deaths += killed;
                self.add_deaths(now, out, emit, (a, b), killed, Cause::Event(counted));
            }
        }
    }

    /// Sets all rates anew.
    pub fn set_rates(&mut self, now: &Now, out: &Out) {
        for index in 0..self.rows.len() {
            self.set_rate(index, now, out);
        }
    }

    fn set_rate(&mut self, index: usize, now: &Now, out: &Out) {
        let front = self.front_rate(index, now, out);
        let off_ramp = self.off_ramp_rate(index, now, out);
        self.rows[index].front.set_rate(now.at, front);
        self.rows[index].off_ramp.set_rate(now.at, off_ramp);
    }

    /// λ(front) = rate · obligation · σ((η − threshold)/softness), times a factor after many dead: while
    /// force was used not too long ago, and the two do not fight already, on a front or over a facility.
    fn front_rate(&self, index: usize, now: &Now, out: &Out) -> f64 {
        let row = &self.rows[index];
        let numbers = &now.setup.escalation;
        let dispute = &out.disputes[(row.a, row.b)];
        let spreads = self.force.is_some_and(|(_, until)| now.at < until);
        let fighting = row.fight.is_some_and(|on| now.board.battle.facilities[on].fighting);
        if !spreads || fighting || dispute.front.is_some() {
            return 0.0;
        }
        let (party, against) = self.opener(index, now);
        let weight = match row.obligation {
            Some(_) => 1.0,
            None if is_open(dispute) && dispute.level >= Level::Display => now.value(numbers.front_contact),
            None => return 0.0,
        };
        let hostility = now.board.diplomacy.dyads[(party, against)].hostility;
        let excess = hostility - now.value(numbers.front_threshold);
        let many = f64::from(out.deaths) > now.value(numbers.front_deaths_threshold);
        let factor = if many { now.value(numbers.front_deaths_factor) } else { 1.0 };
        let will = math::sigmoid(excess / now.value(numbers.front_softness));
        now.value(numbers.front_rate) * weight * will * factor
    }

    /// Who would open a front against whom: the obliged, else the more hostile of the two.
    fn opener(&self, index: usize, now: &Now) -> (PartyId, PartyId) {
        let row = &self.rows[index];
        if let Some(obligation) = row.obligation {
            return (obligation.party, obligation.against);
        }
        let hostility = |from, to| now.board.diplomacy.dyads[(from, to)].hostility;
        if hostility(row.b, row.a) > hostility(row.a, row.b) { (row.b, row.a) } else { (row.a, row.b) }
    }

    /// λ(off-ramp) = rate · σ((trust + mediation + cost − threshold)/softness) while the dispute is open; trust
    /// is the mean of both ways, cost grows with the logarithm of the dead.
    fn off_ramp_rate(&self, index: usize, now: &Now, out: &Out) -> f64 {
        let row = &self.rows[index];
        let numbers = &now.setup.escalation;
        let dispute = &out.disputes[(row.a, row.b)];
        if !is_open(dispute) {
            return 0.0;
        }
        let dyads = &now.board.diplomacy.dyads;
        let trust = 0.5 * (dyads[(row.a, row.b)].trust + dyads[(row.b, row.a)].trust);
        let mediation = if row.mediated.is_some() { now.value(numbers.mediation) } else { 0.0 };
        let cost = now.value(numbers.off_ramp_cost) * libm::log10(1.0 + f64::from(dispute.deaths));
        let wish = trust + mediation + cost - now.value(numbers.off_ramp_threshold);
        now.value(numbers.off_ramp_rate) * math::sigmoid(wish / now.value(numbers.off_ramp_softness))
    }

    /// Opens the fronts and closes the disputes whose time has come.
    pub fn run_clocks(&mut self, now: &Now, out: &mut Out, emit: &mut Emit) {
        // A front that opens may add rows, which are not due in this minute.
        for index in 0..self.rows.len() {
            if self.rows[index].off_ramp.is_due(now.at) {
                self.close(index, now, out, emit);
            }
            if self.rows[index].front.is_due(now.at) {
                self.open_front(index, now, out, emit);
            }
        }
    }

    fn open_front(&mut self, index: usize, now: &Now, out: &mut Out, emit: &mut Emit) {
        let draw = self.rows[index].front.draw();
        self.rows[index].front.rearm(now.dice, now.at);
        let (a, b) = self.opener(index, now);
        let obligation = self.rows[index].obligation;
        let pledge = obligation.and_then(|row| row.bloc);
        let pledge = pledge.map(|bloc| now.setup.names[now.setup.parties[bloc].name.id].origin);
        let act = obligation.map(|row| row.because).or(self.force.map(|(act, _)| act));
        let Some(act) = act else { return };
        let because = Reasons::of(act)
            .and_all(pledge)
            .and(now.board.diplomacy.dyads[(a, b)].because.first())
            .and(draw)
            .and(now.given(now.setup.escalation.front_rate));
        let nth = self.rows[index].fronts;
        let before = u16::try_from(nth).unwrap_or(u16::MAX);
        let Some(opened) = emit.event(Event::FrontOpened { a, b, before }, &because) else {
            self.set_rate(index, now, out);
            return;
        };
        self.rows[index].fronts += 1;
        set(out, (a, b), |row| row.front = Some(Since::again(opened, nth)));
        out.fronts += 1;
        if out.fronts >= WIDER_WAR_FRONTS && out.war.is_none() {
            out.war = Some(Since::first(opened));
        }
        self.raise(now, out, emit, (a, b), Level::Force, Reasons::of(opened));
        self.spread(now, out, (a, b), opened);
    }

    /// Both sides of a front fight on their own soil from now on: their pledged allies are obliged.
    fn spread(&mut self, now: &Now, out: &Out, (a, b): (PartyId, PartyId), opened: EventId) {
        for (hit, against) in [(a, b), (b, a)] {
            let hit = Attacked { party: hit, on_own_soil: true };
            for (ally, bloc) in obligation::pledged(now.setup, &now.board.diplomacy, hit, against) {
                if let Some(party) = obligation::state_of(now.setup, ally) {
                    self.oblige(now, out, Obligation { party, against, because: opened, bloc: Some(bloc) });
                }
            }
        }
    }

    fn close(&mut self, index: usize, now: &Now, out: &mut Out, emit: &mut Emit) {
        let row = &mut self.rows[index];
        let (a, b) = (row.a, row.b);
        let draw = row.off_ramp.draw();
        row.off_ramp.rearm(now.dice, now.at);
        let Some(since) = out.disputes[(a, b)].since else { return };
        let because = Reasons::of(since.because)
            .and_all(row.mediated)
            .and(draw)
            .and(now.given(now.setup.escalation.off_ramp_rate));
        // A dispute is not over while there is fighting.
        let at_rest = close_front((a, b), out, emit, &because);
        if at_rest && let Some(closed) = emit.event(Event::DisputeClosed { a, b }, &because) {
            let closing = Since::again(closed, row.closings);
            row.closings += 1;
            row.obligation = None;
            row.mediated = None;
            set(out, (a, b), |dispute| dispute.closed = Some(closing));
        }
        self.set_rate(index, now, out);
    }
}

/// Ends the fighting between two, if they fight on a front. Whether there is none now.
fn close_front(pair: (PartyId, PartyId), out: &mut Out, emit: &mut Emit, because: &Reasons) -> bool {
    let Some(front) = out.disputes[pair].front else { return true };
    let because = Reasons::of(front.because).and_all(because.iter().copied());
    let closed = emit.event(Event::FrontClosed { a: pair.0, b: pair.1 }, &because).is_some();
    if closed {
        out.fronts -= 1;
        set(out, pair, |dispute| dispute.front = None);
    }
    closed
}

fn is_open(dispute: &DisputeOut) -> bool {
    dispute.level > Level::None && dispute.closed.is_none()
}

/// Changes a dispute's row, which is kept both ways.
fn set(out: &mut Out, (a, b): (PartyId, PartyId), change: impl Fn(&mut DisputeOut)) {
    change(&mut out.disputes[(a, b)]);
    change(&mut out.disputes[(b, a)]);
}

#[cfg(test)]
impl Disputes {
    /// Who is obliged against whom.
    pub fn openers(&self) -> impl Iterator<Item = (PartyId, PartyId)> {
        self.rows.iter().filter_map(|row| row.obligation).map(|row| (row.party, row.against))
    }
}
