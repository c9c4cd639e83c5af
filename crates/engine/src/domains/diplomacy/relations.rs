//! Directed relations: impulses, and their slow return (MODELS §8).
//!
//! Hostility and trust relax exponentially toward where they started; the stance loses with the
//! hostility in excess of its start, so that a relation as stated does not drift by itself. All three
//! are integrated in closed form, every few days and when an impulse hits; what is at rest and has
//! no trend costs nothing.

use super::STEP_DAYS;
use super::out::{DyadOut, Out};
use crate::cause::{Cause, Leading};
use crate::id::{OriginId, PartyId};
use crate::numbers::Numbers;
use crate::pairs::Pairs;
use crate::setup::{Pays, Setup};
use crate::time::{DAY, Minute};
use powderkeg_models::math;

/// Trends and inequality are stated per this many days.
const MONTH_DAYS: f64 = 30.0;
/// An excess below this is no excess: the relation is at rest again.
const NEGLIGIBLE: f64 = 1e-6;
/// No row yet.
const NONE: u16 = u16::MAX;

/// A relation that is kept.
#[derive(Clone, Copy, Debug)]
struct Relation {
    from: PartyId,
    to: PartyId,
    /// Where hostility returns to.
    hostility: f64,
    /// Where trust returns to.
    trust: f64,
    /// Change of the stance from outside, 1/day.
    drift: f64,
    origin: OriginId,
    /// The last integration.
    since: Minute,
}

/// All relations that are stated or were touched since.
#[derive(Clone, Debug)]
pub(super) struct Relations {
    rows: Vec<Relation>,
    index: Pairs<u16>,
    hostility_days: f64,
    trust_days: f64,
    stance_drift: f64,
    /// What is left of an excess of hostility and of trust after exactly [`STEP_DAYS`].
    after_a_step: (f64, f64),
}

impl Relations {
    /// The relations at minute 0.
    pub fn new(setup: &Setup, numbers: &Numbers) -> (Self, Pairs<DyadOut>) {
        let parties = setup.parties.len();
        let dyads = Pairs::new(parties, |from, to| {
            let stated = setup.dyad(from, to);
            let hostility = numbers[stated.hostility].clamp(0.0, 1.0);
            DyadOut {
                stance: numbers[stated.stance].clamp(-1.0, 1.0),
                trust: numbers[stated.trust].clamp(0.0, 1.0),
                hostility,
                because: Leading::given(stated.origin, hostility),
            }
        });
        let (hostility_days, trust_days) =
            (numbers[setup.diplomacy.hostility_memory_days], numbers[setup.diplomacy.trust_memory_days]);
        let step = f64::from(STEP_DAYS);
        let mut relations = Self {
            rows: Vec::new(),
            index: Pairs::filled(parties, NONE),
            hostility_days,
            trust_days,
            stance_drift: numbers[setup.diplomacy.stance_drift],
            after_a_step: (left_after(step, hostility_days), left_after(step, trust_days)),
        };
        for (from, to, dyad) in dyads.iter() {
            let drift = trend(setup, numbers, from, to) + pay_drift(setup, numbers, from, to);
            if from != to && (setup.dyad(from, to).stated || drift != 0.0) {
                let row = relations.keep(setup.dyad(from, to).origin, (from, to), dyad, Minute(0));
                relations.rows[row].drift = drift;
            }
        }
        (relations, dyads)
    }

    fn keep(
        &mut self,
        origin: OriginId,
        (from, to): (PartyId, PartyId),
        start: &DyadOut,
        at: Minute,
    ) -> usize {
        let (hostility, trust) = (start.hostility, start.trust);
        self.index[(from, to)] = self.rows.len() as u16;
        self.rows.push(Relation { from, to, hostility, trust, drift: 0.0, origin, since: at });
        self.rows.len() - 1
    }

    /// Whether any relation changes without a further impulse.
    pub fn move_by_themselves(&self, dyads: &Pairs<DyadOut>) -> bool {
        self.rows.iter().any(|row| row.moves(&dyads[(row.from, row.to)]))
    }

    /// Brings all relations to `at`.
    pub fn settle_all(&mut self, at: Minute, dyads: &mut Pairs<DyadOut>) {
        for index in 0..self.rows.len() {
            let row = &self.rows[index];
            let pair = (row.from, row.to);
            if row.moves(&dyads[pair]) {
                self.move_to(index, at, &mut dyads[pair]);
            }
            self.rows[index].since = at;
        }
    }

    fn settle(&mut self, index: usize, at: Minute, dyad: &mut DyadOut) {
        if self.rows[index].moves(dyad) {
            self.move_to(index, at, dyad);
        }
        self.rows[index].since = at;
    }

    /// Lets the time since the last integration pass for a relation that moves.
    fn move_to(&self, index: usize, at: Minute, dyad: &mut DyadOut) {
        let row = &self.rows[index];
        let minutes = at.0.saturating_sub(row.since.0);
        if minutes == 0 {
            return;
        }
        let days = f64::from(minutes) / f64::from(DAY);
        let (hostility_left, trust_left) = if minutes == STEP_DAYS * DAY {
            self.after_a_step
        } else {
            (left_after(days, self.hostility_days), left_after(days, self.trust_days))
        };
        let excess = dyad.hostility - row.hostility;
        // The integral of the decaying excess over the step.
        let area = if hostility_left < 1.0 {
            excess * self.hostility_days * (1.0 - hostility_left)
        } else {
            excess * days
        };
        dyad.stance = (dyad.stance + row.drift * days - self.stance_drift * area).clamp(-1.0, 1.0);
        dyad.trust = row.trust + settled((dyad.trust - row.trust) * trust_left);
        let excess_left = settled(excess * hostility_left);
        dyad.hostility = row.hostility + excess_left;
        if excess != 0.0 && excess_left == 0.0 {
            dyad.because = Leading::given(row.origin, row.hostility);
        } else {
            dyad.because.decay(hostility_left);
            dyad.because.add(Cause::Given(row.origin), row.hostility * (1.0 - hostility_left));
        }
    }

    /// The relation brought to `at`, ready for an impulse.
    fn touch<'a>(
        &mut self,
        setup: &Setup,
        at: Minute,
        dyads: &'a mut Pairs<DyadOut>,
        pair: (PartyId, PartyId),
    ) -> &'a mut DyadOut {
        let dyad = &mut dyads[pair];
        let index = match self.index[pair] {
            NONE => self.keep(setup.dyad(pair.0, pair.1).origin, pair, dyad, at),
            index => usize::from(index),
        };
        self.settle(index, at, dyad);
        dyad
    }
}

impl Relation {
    #[allow(clippy::float_cmp, reason = "at rest means exactly where it started")]
    fn moves(&self, dyad: &DyadOut) -> bool {
        self.drift != 0.0 || dyad.hostility != self.hostility || dyad.trust != self.trust
    }
}

/// Share of an excess that is left after some days.
fn left_after(days: f64, memory_days: f64) -> f64 {
    math::exp(-days / memory_days)
}

fn settled(excess: f64) -> f64 {
    if excess.abs() < NEGLIGIBLE { 0.0 } else { excess }
}

/// Impulses on relations at one minute.
pub(super) struct Impulses<'a> {
    pub relations: &'a mut Relations,
    pub setup: &'a Setup,
    pub at: Minute,
    pub out: &'a mut Out,
}

impl Impulses<'_> {
    fn touch(&mut self, from: PartyId, to: PartyId) -> Option<&mut DyadOut> {
        (from != to).then(|| self.relations.touch(self.setup, self.at, &mut self.out.dyads, (from, to)))
    }

    /// Adds hostility: η += impulse · (1 − η), so that it never passes 1.
    pub fn anger(&mut self, from: PartyId, to: PartyId, impulse: f64, because: impl Into<Cause>) {
        if impulse > 0.0
            && let Some(dyad) = self.touch(from, to)
        {
            let gain = impulse.min(1.0) * (1.0 - dyad.hostility);
            dyad.hostility += gain;
            dyad.because.add(because.into(), gain);
        }
    }

    /// Takes a share of trust away.
    pub fn disappoint(&mut self, from: PartyId, to: PartyId, share: f64) {
        if share > 0.0
            && let Some(dyad) = self.touch(from, to)
        {
            dyad.trust *= 1.0 - share.min(1.0);
        }
    }

    /// Gives a share of the trust that is missing.
    pub fn reassure(&mut self, from: PartyId, to: PartyId, share: f64) {
        if share > 0.0
            && let Some(dyad) = self.touch(from, to)
        {
            dyad.trust += share.min(1.0) * (1.0 - dyad.trust);
        }
    }

    /// Raises the stance. What does is not among the reasons, which are those of hostility.
    pub fn warm(&mut self, from: PartyId, to: PartyId, by: f64) {
        if by > 0.0
            && let Some(dyad) = self.touch(from, to)
        {
            dyad.stance = (dyad.stance + by).min(1.0);
        }
    }

    /// A member's pay no longer moves its stance toward a bloc it has left.
    pub fn end_pay(&mut self, numbers: &Numbers, member: PartyId, bloc: PartyId) {
        if self.touch(member, bloc).is_some() {
            let index = usize::from(self.relations.index[(member, bloc)]);
            self.relations.rows[index].drift = trend(self.setup, numbers, member, bloc);
        }
    }
}

/// Change of a stance by trends, 1/day.
fn trend(setup: &Setup, numbers: &Numbers, from: PartyId, to: PartyId) -> f64 {
    let trends = setup.trends.iter().filter(|trend| (trend.from, trend.to) == (from, to));
    trends.map(|trend| numbers[trend.per_month]).sum::<f64>() / MONTH_DAYS
}

/// Change of a member's stance toward its bloc by unequal compensation, 1/day: in proportion to its
/// own over the members' mean, less one.
fn pay_drift(setup: &Setup, numbers: &Numbers, member: PartyId, bloc: PartyId) -> f64 {
    let Some(rule) = &setup.parties[bloc].bloc else { return 0.0 };
    let Some(pays) = rule.pays.as_ref().filter(|_| rule.members.contains(&member)) else { return 0.0 };
    let total: f64 = rule.members.iter().map(|&party| compensation(pays, numbers, party)).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let mean = total / rule.members.len() as f64;
    numbers[setup.diplomacy.pay_inequality] * (compensation(pays, numbers, member) / mean - 1.0) / MONTH_DAYS
}

fn compensation(pays: &Pays, numbers: &Numbers, member: PartyId) -> f64 {
    numbers[if pays.won_over_members.contains(&member) { pays.won_over } else { pays.member }]
}
