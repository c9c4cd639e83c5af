//! Calls, ultimatums, sweeteners and their answers.
//!
//! An answer comes after an exponential delay; whether it is yes is drawn at an address of the line
//! (by, to, about) and the call's number, so that a sweetener changes the odds but not the luck.

use super::out::{CallsOut, Out};
use super::relations::Impulses;
use super::{State, money};
use crate::action::Demand;
use crate::cause::{Cause, EventId, Since};
use crate::dice::{Key, Name, Stream};
use crate::event::{Answer, Event, Reason};
use crate::id::{NameId, PartyId, Table};
use crate::now::{Emit, Now};
use crate::obligation::{self, Thing};
use crate::orders::Order;
use crate::reasons::Reasons;
use crate::setup::Setup;
use crate::time::Minute;
use powderkeg_models::math;

/// Lines of calls and what they still wait for.
#[derive(Clone, Debug)]
pub(super) struct Calls {
    /// One row for each row of the published calls.
    lines: Vec<Line>,
    answers: Vec<PendingAnswer>,
    things: Table<NameId, Thing>,
}

/// What is kept about a line besides what is public.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Its address for the dice, with the caller: what it is about, and whom it calls on.
    name: Name,
    /// When the open ultimatum ends.
    ends: Minute,
    ultimatums: u32,
    compliances: u32,
}

/// A call that is not yet answered.
#[derive(Clone, Copy, Debug)]
struct PendingAnswer {
    line: usize,
    /// The line's n-th call, from 0.
    call: u32,
    called: EventId,
    demand: Demand,
    due: Minute,
}

impl Calls {
    /// No calls yet.
    pub fn new(setup: &Setup) -> Self {
        Self { lines: Vec::new(), answers: Vec::new(), things: obligation::things(setup) }
    }

    /// When the next answer or end of an ultimatum is due.
    pub fn due(&self) -> Minute {
        let answers = self.answers.iter().map(|answer| answer.due);
        answers.chain(self.lines.iter().map(|line| line.ends)).min().unwrap_or(Minute::NEVER)
    }

    fn thing(&self, about: NameId) -> Thing {
        self.things.get(about).copied().unwrap_or(Thing::Other)
    }
}

/// What a call asks: whom, for what, about what, and until when under threat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demanded {
    pub to: PartyId,
    pub demand: Demand,
    pub about: NameId,
    /// Days of an ultimatum.
    pub days: Option<f64>,
}

/// Makes a call or sets an ultimatum.
pub(super) fn call(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    asked: Demanded,
) -> Result<(), Reason> {
    let Demanded { to, demand, about, days } = asked;
    let by = order.party;
    if to == by
        || !obligation::can_comply(now, to, demand, state.calls.thing(about))
        || days.is_some_and(|days| days.is_nan() || days <= 0.0)
    {
        return Err(Reason::NotPossible);
    }
    let known = find(out, by, to, about);
    if days.is_some() && known.is_some_and(|line| out.calls[line].ultimatum.is_some()) {
        return Err(Reason::AlreadySo);
    }
    let ends = days.map(|days| now.at.after_days(days));
    let event = match ends {
        None => Event::Called { by, to, demand, about },
        Some(ends) => Event::UltimatumSet { by, to, demand, about, ends },
    };
    let refused = known.and_then(|line| out.calls[line].last_refusal).map(|refusal| refusal.because);
    let Some(called) = emit.event(event, &Reasons::of(order.decided).and_all(refused)) else { return Ok(()) };

    let line = known.unwrap_or_else(|| open_line(state, now, out, (by, to, about), called, demand));
    let row = &mut out.calls[line];
    row.demand = demand;
    row.last = Since::again(called, row.made);
    row.made += 1;
    let kept = &mut state.calls.lines[line];
    if let Some(ends) = ends {
        row.ultimatum = Some(Since::again(called, kept.ultimatums));
        kept.ultimatums += 1;
        kept.ends = ends;
    }
    let call = row.made - 1;
    let caller = now.setup.parties[by].name;
    let (u, _) = now.dice.uniform_of_pair(Stream::Answer, caller, kept.name, 2 * call);
    let delay = math::exponential_quantile(u) * now.value(now.setup.diplomacy.answer_days);
    let due = now.at.after_days(delay);
    state.calls.answers.push(PendingAnswer { line, call, called, demand, due });
    Ok(())
}

fn find(out: &Out, by: PartyId, to: PartyId, about: NameId) -> Option<usize> {
    out.calls.iter().position(|row| (row.by, row.to, row.about) == (by, to, about))
}

fn open_line(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    (by, to, about): (PartyId, PartyId, NameId),
    called: EventId,
    demand: Demand,
) -> usize {
    let key = Key::of(&now.setup.names[about].path).with(now.setup.parties[to].name.key);
    let name = Name { id: about, key };
    state.calls.lines.push(Line { name, ends: Minute::NEVER, ultimatums: 0, compliances: 0 });
    out.calls.push(CallsOut {
        by,
        to,
        about,
        demand,
        made: 0,
        refused: 0,
        delayed: 0,
        last: Since::first(called),
        last_refusal: None,
        complied: None,
        ultimatum: None,
        sweetener: 0.0,
        sweetened: None,
    });
    out.calls.len() - 1
}

/// Puts money on the table for compliance. It is set aside at once, stays there while the call is open and can
/// be complied with, refused or not, and is paid on compliance.
pub(super) fn sweeten(
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    (to, about): (PartyId, NameId),
    musd: f64,
) -> Result<(), Reason> {
    let line = find(out, order.party, to, about).filter(|&line| obligation::is_open(&out.calls[line]));
    let line = line.ok_or(Reason::NotPossible)?;
    money::reserve(out, order.party, musd)?;
    let event = Event::Sweetened { by: order.party, to, about, musd: musd as f32 };
    let because = Reasons::of(order.decided).and(out.calls[line].last.because);
    let Some(sweetened) = emit.event(event, &because) else {
        out.parties[order.party].treasury += musd;
        return Ok(());
    };
    let row = &mut out.calls[line];
    row.sweetener += musd;
    row.sweetened = Some(Since::again(sweetened, row.sweetened.map_or(0, |before| before.occurrence + 1)));
    Ok(())
}

/// Gives the answers and ends the ultimatums that are due.
pub(super) fn answer_due(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    while let Some(index) = first_due(&state.calls.answers, now.at) {
        let answer = state.calls.answers.remove(index);
        give(state, now, out, emit, &answer);
    }
    for line in 0..state.calls.lines.len() {
        if state.calls.lines[line].ends <= now.at {
            state.calls.lines[line].ends = Minute::NEVER;
            expire(state, now, out, emit, line);
        }
    }
}

fn first_due(answers: &[PendingAnswer], at: Minute) -> Option<usize> {
    let due = (0..answers.len()).filter(|&index| answers[index].due <= at);
    due.min_by_key(|&index| (answers[index].due, answers[index].called))
}

/// Answers a call. What can no longer be done is not answered.
fn give(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit, pending: &PendingAnswer) {
    let CallsOut { by, to, about, sweetener, sweetened, ultimatum, .. } = out.calls[pending.line];
    let demand = pending.demand;
    if !obligation::can_comply(now, to, demand, state.calls.thing(about)) {
        return;
    }
    let numbers = &now.setup.diplomacy;
    let line = state.calls.lines[pending.line];
    let caller = now.setup.parties[by].name;
    let (u, draw) = now.dice.uniform_of_pair(Stream::Answer, caller, line.name, 2 * pending.call + 1);
    let comply = comply_probability(now, sweetener, ultimatum.is_some());
    let answer = if u < comply {
        Answer::Comply
    } else if (u - comply) / (1.0 - comply) < now.value(numbers.delay) {
        Answer::Delay
    } else {
        Answer::Refuse
    };
    let because = Reasons::of(pending.called)
        .and_all(ultimatum.map(|threat| threat.because))
        .and_all(sweetened.filter(|_| sweetener > 0.0).map(|offer| offer.because))
        .and(draw)
        .and(now.given(numbers.comply));
    let event = Event::Answered { by, to, demand, about, answer };
    let Some(answered) = emit.event(event, &because) else { return };

    let row = &mut out.calls[pending.line];
    match answer {
        Answer::Delay => row.delayed += 1,
        Answer::Refuse => {
            row.last_refusal = Some(Since::again(answered, row.refused));
            row.refused += 1;
            let (anger, doubt) = (now.value(numbers.refused_call), now.value(numbers.refused_trust));
            let mut impulses = state.impulses(now, out);
            impulses.anger(by, to, anger, answered);
            impulses.disappoint(by, to, doubt);
        }
        Answer::Comply => {
            let kept = &mut state.calls.lines[pending.line];
            row.complied = Some(Since::again(answered, kept.compliances));
            kept.compliances += 1;
            row.ultimatum = None;
            kept.ends = Minute::NEVER;
            let paid = std::mem::take(&mut row.sweetener);
            out.parties[to].treasury += paid;
            let promise = now.value(numbers.promise_kept);
            Impulses::reassure(&mut state.impulses(now, out), by, to, promise);
        }
    }
}

/// Probability that a call is complied with: the log-odds of a bare call, plus weights for what is
/// offered (ln(1 + million USD)) and for an open ultimatum.
fn comply_probability(now: &Now, sweetener_musd: f64, under_ultimatum: bool) -> f64 {
    let numbers = &now.setup.diplomacy;
    let threat = if under_ultimatum { now.value(numbers.ultimatum_weight) } else { 0.0 };
    let offer = now.value(numbers.offer_weight) * libm::log1p(sweetener_musd);
    math::sigmoid(math::logit(now.value(numbers.comply)) + offer + threat)
}

/// An ultimatum runs out; where what it asked has become impossible, it falls to the ground.
fn expire(state: &State, now: &Now, out: &mut Out, emit: &mut Emit, line: usize) {
    let CallsOut { by, to, about, demand, ultimatum, last_refusal, .. } = out.calls[line];
    let Some(threat) = ultimatum else { return };
    let threat = Reasons::of(threat.because);
    let (event, because) = if obligation::can_comply(now, to, demand, state.calls.thing(about)) {
        let refused = last_refusal.map(|refusal| Cause::Event(refusal.because));
        (Event::UltimatumExpired { by, to, about }, threat.and_all(refused))
    } else {
        (Event::UltimatumDropped { by, to, about }, threat)
    };
    if emit.event(event, &because).is_some() {
        out.calls[line].ultimatum = None;
    }
}

/// Gives back what is on the table for what can no longer be done.
pub(super) fn take_back(state: &State, now: &Now, out: &mut Out, emit: &mut Emit) {
    for line in 0..out.calls.len() {
        let CallsOut { by, to, about, demand, sweetener, sweetened, .. } = out.calls[line];
        let Some(offer) = sweetened.filter(|_| sweetener > 0.0) else { continue };
        if obligation::can_comply(now, to, demand, state.calls.thing(about)) {
            continue;
        }
        let event = Event::SweetenerReturned { by, to, about, musd: sweetener as f32 };
        if emit.event(event, &Reasons::of(offer.because)).is_some() {
            out.calls[line].sweetener = 0.0;
            out.parties[by].treasury += sweetener;
        }
    }
}
