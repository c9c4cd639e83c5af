//! Motions, votes and sanctions of blocs; leaving them (MODELS §8).

use super::State;
use super::out::{Out, bloc_bit};
use crate::cause::{Cause, EventId, Since};
use crate::dice::{Name, Stream};
use crate::event::{Event, Motion, Reason};
use crate::id::{ConsumerId, PartyId};
use crate::now::{Emit, Now};
use crate::obligation;
use crate::orders::Order;
use crate::reasons::Reasons;
use crate::setup::{BlocRule, Contract, Decides};
use crate::time::Minute;
use powderkeg_models::math;

/// Sums of voting weights are compared with this tolerance.
const ROUNDING: f64 = 1e-9;
/// Votes that the record of a decision names.
const VOTES_NAMED: usize = 3;

/// A motion that is not yet voted on.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenMotion {
    bloc: PartyId,
    on: PartyId,
    by: PartyId,
    motion: Motion,
    severity: f64,
    moved: EventId,
    /// The n-th motion in this bloc on this target, from 0.
    n: u32,
    due: Minute,
}

impl OpenMotion {
    /// When the next vote is held.
    pub fn next(motions: &[Self]) -> Minute {
        motions.iter().map(|motion| motion.due).min().unwrap_or(Minute::NEVER)
    }
}

/// What is moved: `severity` in (0, 1] of sanctions, or `None` to lift them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proposal {
    pub bloc: PartyId,
    pub on: PartyId,
    pub severity: Option<f64>,
}

/// Moves to sanction or to lift sanctions.
pub(super) fn propose(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    Proposal { bloc, on, severity }: Proposal,
) -> Result<(), Reason> {
    let by = order.party;
    let rule = now.setup.parties[bloc].bloc.as_ref().ok_or(Reason::NotPossible)?;
    if by != bloc && !obligation::is_member(now.setup, out, by, bloc) {
        return Err(Reason::NotYours);
    }
    if rule.decides == Decides::Never || on == bloc {
        return Err(Reason::NotPossible);
    }
    if severity.is_some_and(|severity| severity.is_nan() || severity <= 0.0) {
        return Err(Reason::NotPossible);
    }
    let standing = out.sanctions[(bloc, on)];
    let already = match severity {
        Some(severity) => standing.since.is_some() && standing.severity >= severity.min(1.0),
        None => standing.since.is_none(),
    };
    if already || state.motions.iter().any(|open| (open.bloc, open.on) == (bloc, on)) {
        return Err(Reason::AlreadySo);
    }
    let motion = if severity.is_some() { Motion::Sanction } else { Motion::Lift };
    let because = Reasons::of(order.decided).and_all(breach(now, on, bloc));
    let Some(moved) = emit.event(Event::Moved { bloc, by, motion, on }, &because) else { return Ok(()) };
    let row = &mut out.sanctions[(bloc, on)];
    let n = row.moved;
    row.moved += 1;
    let due = now.at.after_days(now.value(now.setup.diplomacy.session_days));
    let severity = severity.unwrap_or(0.0).min(1.0);
    state.motions.push(OpenMotion { bloc, on, by, motion, severity, moved, n, due });
    Ok(())
}

/// The first breach of a contract under the bloc that is found and not made good.
fn breach(now: &Now, seller: PartyId, bloc: PartyId) -> Option<EventId> {
    contracts_under(now, seller, bloc)
        .filter_map(|(id, _)| now.board.trade.contracts[id].breached)
        .map(|breached| breached.because)
        .min()
}

fn contracts_under<'a>(
    now: &'a Now,
    seller: PartyId,
    bloc: PartyId,
) -> impl Iterator<Item = (crate::id::ContractId, &'a Contract)> {
    let contracts = now.setup.contracts.iter();
    contracts.filter(move |(_, contract)| contract.seller == seller && contract.under == Some(bloc))
}

/// Holds the votes that are due.
pub(super) fn vote_due(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    while let Some(index) = state.motions.iter().position(|motion| motion.due <= now.at) {
        let motion = state.motions.remove(index);
        hold(state, now, out, emit, &motion);
    }
}

fn hold(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit, motion: &OpenMotion) {
    let Some(rule) = &now.setup.parties[motion.bloc].bloc else { return };
    let count = count_votes(now, out, emit, rule, motion);
    let OpenMotion { bloc, on, severity, .. } = *motion;
    let event = match (count.passed(now, rule.decides), motion.motion) {
        (false, motion) => Event::MotionFailed { bloc, motion, on },
        (true, Motion::Sanction) => Event::Sanctioned { bloc, on, severity: severity as f32 },
        (true, Motion::Lift) => Event::SanctionsLifted { bloc, on },
    };
    let passed = !matches!(event, Event::MotionFailed { .. });
    let decisive = count.votes.iter().filter(|vote| vote.yes == passed).map(|vote| vote.event);
    let because = Reasons::of(motion.moved).and_all(decisive.take(VOTES_NAMED));
    let Some(decided) = emit.event(event, &because) else { return };
    match (passed, motion.motion) {
        (false, _) => {}
        (true, Motion::Sanction) => impose(state, now, out, motion, decided),
        (true, Motion::Lift) => {
            out.sanctions[(bloc, on)].since = None;
            out.sanctions[(bloc, on)].severity = 0.0;
            let mut others = now.setup.parties.ids();
            out.parties[on].sanctioned = others.any(|bloc| out.sanctions[(bloc, on)].since.is_some());
        }
    }
}

fn impose(state: &mut State, now: &Now, out: &mut Out, motion: &OpenMotion, sanctioned: EventId) {
    let OpenMotion { bloc, on, severity, .. } = *motion;
    let before = &mut state.imposed[(bloc, on)];
    out.sanctions[(bloc, on)].since = Some(Since::again(sanctioned, *before));
    out.sanctions[(bloc, on)].severity = severity;
    out.parties[on].sanctioned = true;
    *before += 1;
    let (of_target, of_bloc) =
        (now.value(now.setup.diplomacy.sanction), now.value(now.setup.diplomacy.sanctioner));
    let members: Vec<_> = obligation::members(now.setup, out, bloc).collect();
    let mut impulses = state.impulses(now, out);
    for party in std::iter::once(bloc).chain(members) {
        impulses.anger(on, party, of_target, sanctioned);
        impulses.anger(party, on, of_bloc, sanctioned);
    }
}

/// A vote that was cast.
#[derive(Clone, Copy, Debug)]
struct Vote {
    weight: f64,
    yes: bool,
    event: EventId,
}

/// The votes of a session, and the weight of all who could have cast one.
#[derive(Debug)]
struct Count {
    votes: Vec<Vote>,
    eligible_weight: f64,
    eligible: usize,
}

impl Count {
    fn passed(&self, now: &Now, decides: Decides) -> bool {
        let yes = || self.votes.iter().filter(|vote| vote.yes);
        match decides {
            Decides::Majority { quota } => {
                let share = yes().map(|vote| vote.weight).sum::<f64>() / self.eligible_weight;
                self.eligible_weight > 0.0 && share + ROUNDING >= now.value(quota)
            }
            Decides::Consensus | Decides::Lead(_) => self.eligible > 0 && yes().count() == self.eligible,
            Decides::Never => false,
        }
    }
}

fn count_votes(now: &Now, out: &Out, emit: &mut Emit, rule: &BlocRule, motion: &OpenMotion) -> Count {
    let mut count = Count { votes: Vec::new(), eligible_weight: 0.0, eligible: 0 };
    for (index, &member) in rule.members.iter().enumerate() {
        if !may_vote(out, rule, motion, member) {
            continue;
        }
        let weight = rule.weights.get(index).map_or(1.0, |&weight| now.value(weight).max(0.0));
        count.eligible += 1;
        count.eligible_weight += weight;
        let (yes, because) = cast(now, out, rule, motion, member);
        if let Some(event) = emit.event(Event::Voted { bloc: motion.bloc, member, yes }, &because) {
            count.votes.push(Vote { weight, yes, event });
        }
    }
    count
}

fn may_vote(out: &Out, rule: &BlocRule, motion: &OpenMotion, member: PartyId) -> bool {
    let leads = match rule.decides {
        Decides::Lead(lead) => member == lead,
        Decides::Majority { .. } | Decides::Consensus | Decides::Never => true,
    };
    leads && !out.has_left(member, motion.bloc) && (rule.target_votes || member != motion.on)
}

/// One member's vote. Who moved it is for it; so is the lead of a bloc whose own seat moved it.
fn cast(now: &Now, out: &Out, rule: &BlocRule, motion: &OpenMotion, member: PartyId) -> (bool, Reasons) {
    let speaks_for_bloc = rule.decides == Decides::Lead(member) && motion.by == motion.bloc;
    if member == motion.by || speaks_for_bloc {
        return (true, Reasons::of(motion.moved));
    }
    let view = weigh(now, out, motion, member);
    // To lift is the opposite question.
    let for_it = match motion.motion {
        Motion::Sanction => view.for_sanctions,
        Motion::Lift => 1.0 - view.for_sanctions,
    };
    let target = now.setup.parties[motion.on].name;
    let bloc = now.setup.parties[motion.bloc].name;
    let on = Name { id: target.id, key: target.key.with(bloc.key) };
    let voter = now.setup.parties[member].name;
    let (u, draw) = now.dice.uniform_of_pair(Stream::Vote, voter, on, motion.n);
    let yes = u < for_it;
    let for_sanctions = yes == (motion.motion == Motion::Sanction);
    let why = if for_sanctions { view.complaint } else { view.caution };
    (yes, Reasons::of(motion.moved).and_all(why).and(draw).and(view.threshold))
}

/// How a member sees sanctions on a target.
#[derive(Clone, Copy, Debug)]
struct View {
    /// Probability of a vote for them.
    for_sanctions: f64,
    /// The weightiest reason for them, if any.
    complaint: Option<Cause>,
    /// The reason against them: the cold in which it needs what is still delivered.
    caution: Option<Cause>,
    threshold: Cause,
}

/// y = σ((a·und + d·σ̄ + e·(1 − κ)[patron] + f·η − dep − c)/s): what the target has not delivered
/// under the bloc, the member's own felt shortage, the target's independence (for its patron), the
/// member's hostility; less the dependence on what still comes while it is cold, and a threshold.
fn weigh(now: &Now, out: &Out, motion: &OpenMotion, member: PartyId) -> View {
    let numbers = &now.setup.diplomacy;
    let patron = now.setup.parties[motion.on].pocket.as_ref().is_some_and(|pocket| pocket.of == member);
    let weights = if patron {
        (numbers.vote_patron_undelivered, numbers.vote_patron_threshold)
    } else {
        (numbers.vote_undelivered, numbers.vote_threshold)
    };
    let undelivered = undelivered(now, motion.on, motion.bloc);
    let supply = supply(now, motion.on, member);
    let independence = if patron { 1.0 - out.parties[motion.on].capture } else { 0.0 };
    let dyad = &out.dyads[(member, motion.on)];
    let terms = [
        (now.value(weights.0) * undelivered.0, undelivered.1),
        (now.value(numbers.vote_shortage) * supply.felt, supply.shortage_because),
        (now.value(numbers.vote_hostility) * dyad.hostility, Some(dyad.because.first())),
    ];
    let complaint: f64 = terms.iter().map(|term| term.0).sum();
    let argument = complaint + now.value(numbers.vote_independence) * independence
        - now.value(numbers.vote_dependence) * supply.dependence
        - now.value(weights.1);
    let heaviest = terms.iter().filter(|term| term.0 > 0.0).max_by(|a, b| a.0.total_cmp(&b.0));
    View {
        for_sanctions: math::sigmoid(argument / now.value(numbers.vote_softness)),
        complaint: heaviest.and_then(|term| term.1),
        caution: supply.cold_because,
        threshold: now.given(weights.1),
    }
}

/// The largest undelivered share of a seller's contracts under a bloc, and the conduct behind it.
fn undelivered(now: &Now, seller: PartyId, bloc: PartyId) -> (f64, Option<Cause>) {
    let worst = contracts_under(now, seller, bloc).max_by(|a, b| {
        let share = |id| now.board.trade.contracts[id].undelivered;
        share(a.0).total_cmp(&share(b.0))
    });
    let Some((id, contract)) = worst else { return (0.0, None) };
    let row = &now.board.trade.contracts[id];
    let withheld = || {
        let producers = now.setup.producers.iter();
        let mut of_seller = producers.filter(|(_, row)| row.party == seller && row.good == contract.good);
        of_seller.find_map(|(id, _)| now.board.trade.producers[id].withholding)
    };
    let because = row.breached.or_else(withheld).map(|since| Cause::Event(since.because));
    (row.undelivered, because)
}

/// A buyer's supply from a seller.
#[derive(Clone, Copy, Debug, Default)]
struct Supply {
    /// The worst felt shortage of a good that the seller delivers, in [0, 1].
    felt: f64,
    shortage_because: Option<Cause>,
    /// The largest share of demand that the seller still delivers, times the heat demand (1 on a day at
    /// the reference temperature).
    dependence: f64,
    cold_because: Option<Cause>,
}

fn supply(now: &Now, seller: PartyId, buyer: PartyId) -> Supply {
    let mut supply = Supply::default();
    for (id, consumer) in now.setup.consumers.iter().filter(|(_, consumer)| consumer.party == buyer) {
        let contracts = || {
            let all = now.setup.contracts.iter();
            all.filter(|(_, row)| (row.seller, row.buyer, row.good) == (seller, buyer, consumer.good))
        };
        if contracts().next().is_none() {
            continue;
        }
        let row = &now.board.trade.consumers[id];
        if row.felt > supply.felt {
            supply.felt = row.felt;
            supply.shortage_because = Some(row.because.first());
        }
        let delivered: f64 = contracts().map(|(id, _)| now.board.trade.contracts[id].delivered).sum();
        let share = if row.demand > 0.0 { (delivered / row.demand).clamp(0.0, 1.0) } else { 0.0 };
        let (heat, because) = heat_demand(now, id);
        if share * heat > supply.dependence {
            supply.dependence = share * heat;
            supply.cold_because = because;
        }
    }
    supply
}

fn heat_demand(now: &Now, consumer: ConsumerId) -> (f64, Option<Cause>) {
    now.setup.consumers[consumer].region.map_or((1.0, None), |region| {
        let row = &now.board.weather.regions[region];
        (row.heat, Some(row.because))
    })
}

/// Leaves a bloc.
pub(super) fn leave(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    bloc: PartyId,
) -> Result<(), Reason> {
    let party = order.party;
    if !now.setup.parties[bloc].members().contains(&party) {
        return Err(Reason::NotPossible);
    }
    if out.has_left(party, bloc) {
        return Err(Reason::AlreadySo);
    }
    if emit.event(Event::LeftBloc { party, bloc }, &Reasons::of(order.decided)).is_some() {
        out.parties[party].left |= bloc_bit(bloc);
        state.impulses(now, out).end_pay(now.numbers, party, bloc);
    }
    Ok(())
}
