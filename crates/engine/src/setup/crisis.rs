//! Parties and how they stand to each other.

use crate::dice::Name;
use crate::id::{FacilityId, OriginId, PartyId};
use crate::parameter::Num;

/// Whoever can decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Name.
    pub name: Name,
    /// Kind.
    pub kind: PartyKind,
    /// "Kazakh", for forces and losses on the page.
    pub adjective: String,
    /// Who leads it.
    pub leader: Option<Leader>,
    /// Whose pocket its government is said to be in.
    pub pocket: Option<Pocket>,
    /// For a bloc: its members and ways.
    pub bloc: Option<BlocRule>,
    /// Money at hand for aid and incitement, million USD.
    pub treasury_musd: Num,
}

/// What sort of party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// A government.
    State,
    /// Members with a way to decide.
    Bloc,
    /// People who bargain, return or refuse.
    Movement,
}

/// A leader: a role, and a name only where a source gives one.
#[derive(Clone, Debug, PartialEq)]
pub struct Leader {
    /// "President of Kazakhstan".
    pub role: String,
    /// The name in the source, if it gives one.
    pub name: Option<String>,
}

/// A government in another's pocket: a hidden degree and a public rumour.
#[derive(Clone, Debug, PartialEq)]
pub struct Pocket {
    /// The patron.
    pub of: PartyId,
    /// True degree of capture κ, in [0, 1], at the start.
    pub degree: Num,
    /// Who knows the true degree.
    pub known_to: Vec<PartyId>,
    /// What the public believes, in [0, 1]; it acts even if false.
    pub rumoured: Num,
}

/// How a bloc is made up.
#[derive(Clone, Debug, PartialEq)]
pub struct BlocRule {
    /// Members in order.
    pub members: Vec<PartyId>,
    /// Each member's voting weight, in the same order; they need not add up to 1.
    pub weights: Vec<Num>,
    /// How it decides.
    pub decides: Decides,
    /// Whether the target of a motion votes.
    pub target_votes: bool,
    /// What membership pays.
    pub pays: Option<Pays>,
    /// What it owes its members.
    pub pledge: Option<Pledge>,
}

/// How a bloc decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// More than the quota of the voting weight.
    Majority {
        /// Share of the voting weight that passes, in (0, 1].
        quota: Num,
    },
    /// All who vote.
    Consensus,
    /// One party decides for all.
    Lead(PartyId),
    /// It never acts: a set, not an actor.
    Never,
}

/// Compensation for contracted goods, in multiples of the market price.
#[derive(Clone, Debug, PartialEq)]
pub struct Pays {
    /// Old partners.
    pub member: Num,
    /// Those who had to be won over.
    pub won_over: Num,
    /// Who had to be won over.
    pub won_over_members: Vec<PartyId>,
}

/// An obligation to defend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pledge {
    /// Against an attack on a member's territory.
    Territory,
    /// Against an attack on a member's territory or forces abroad.
    TerritoryAndForces,
}

/// The starting relation of one party toward another.
#[derive(Clone, Debug, PartialEq)]
pub struct Dyad {
    /// −1 hostile to 1 allied.
    pub stance: Num,
    /// 0 to 1.
    pub trust: Num,
    /// 0 to 1.
    pub hostility: Num,
    /// Whether the scenario says anything about it: only such pairs are kept as relations.
    pub stated: bool,
    /// Where.
    pub origin: OriginId,
}

/// An outside drift of a stance.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Whose stance.
    pub from: PartyId,
    /// Toward whom.
    pub to: PartyId,
    /// Change of the stance per 30 days.
    pub per_month: Num,
    /// Where.
    pub origin: OriginId,
}

/// An agreement between two parties over facilities.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Name.
    pub name: Name,
    /// Who owns.
    pub lessor: PartyId,
    /// Who uses.
    pub lessee: PartyId,
    /// What it covers.
    pub covers: Vec<FacilityId>,
    /// What the lessee may do there without asking.
    pub permits: Vec<Permission>,
    /// Million USD a year.
    pub rent_musd_per_year: Num,
}

/// What a lease may permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Running projects.
    Projects,
    /// Guards.
    Guards,
    /// Combat troops.
    Troops,
}

/// A right one party has, may ask for, or is denied, over another's territory.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    /// Name, for draws and causes.
    pub name: Name,
    /// Who wants it.
    pub to: PartyId,
    /// Who gives it.
    pub over: PartyId,
    /// What.
    pub kind: AccessKind,
    /// As things stand at the start.
    pub terms: AccessTerms,
}

/// Kinds of access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessKind {
    /// Crossing the air space.
    Overflight,
    /// Using bases.
    Basing,
}

/// How access stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessTerms {
    /// Given.
    Granted,
    /// To be asked for.
    Ask,
    /// Refused.
    Denied,
    /// Not asked: crossing unseen has this chance to be noticed, in [0, 1].
    Unseen(Num),
}

/// Parameters of the diplomacy domain; see the reader for units, ranges and sources.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diplomacy {
    /// Days in which hostility returns to its start by a factor e.
    pub hostility_memory_days: Num,
    /// Days in which trust returns to its start by a factor e.
    pub trust_memory_days: Num,
    /// Impulse on hostility: a refused call.
    pub refused_call: Num,
    /// Impulse on hostility: a sanction.
    pub sanction: Num,
    /// Impulse on hostility: incitement found out.
    pub incitement: Num,
    /// Impulse on hostility: foreign troops flown in where the host has trouble.
    pub airlift: Num,
    /// Impulse on hostility: a clash with casualties.
    pub clash: Num,
    /// Impulse on hostility: a raid.
    pub raid: Num,
    /// Share of trust lost when a contract is breached in full.
    pub breach_of_trust: Num,
    /// Probability that a bare call is complied with.
    pub comply: Num,
    /// Weight of an offer's value on the log-odds of compliance.
    pub offer_weight: Num,
    /// Probability of answering a call by delay (a promise to look into it) rather than refusal.
    pub delay: Num,
    /// Days from a call to its answer (mean).
    pub answer_days: Num,
    /// Vote: weight of the undelivered share for the leading member (patron).
    pub vote_patron_undelivered: Num,
    /// Vote: weight of the undelivered share for other members.
    pub vote_undelivered: Num,
    /// Vote: weight of a member's own shortage.
    pub vote_shortage: Num,
    /// Vote: weight of the target's independence from its patron, for the patron.
    pub vote_independence: Num,
    /// Vote: weight of the dependence on what is still delivered while it is cold.
    pub vote_dependence: Num,
    /// Vote: threshold of a member.
    pub vote_threshold: Num,
    /// Vote: threshold of the patron.
    pub vote_patron_threshold: Num,
    /// Vote: softness of the choice.
    pub vote_softness: Num,
    /// Share of a sanctioned party's exports to the bloc that is cut at severity 1.
    pub sanction_cut: Num,
    /// Loss of capture per day for each: sanction in force, foreign aid accepted, normalised protest.
    pub capture_loss_sanction: Num,
    /// See `capture_loss_sanction`.
    pub capture_loss_aid: Num,
    /// See `capture_loss_sanction`.
    pub capture_loss_protest: Num,
    /// Gain of capture per day, as a share of what is not yet captured, once the patron's aid was taken.
    pub capture_gain_aid: Num,
    /// Impulse on hostility: of those who sanction toward the one they sanction.
    pub sanctioner: Num,
    /// Share of an impulse that reaches those who stand by the one it hits (allies, fellow members, the
    /// patron), in [0, 1].
    pub bystander: Num,
    /// Share of an impulse on the host that is left if it invited those forces, in [0, 1].
    pub invited: Num,
    /// Share of trust lost when a call is refused, in [0, 1].
    pub refused_trust: Num,
    /// Share of missing trust gained when a call is complied with, in [0, 1].
    pub promise_kept: Num,
    /// Loss of stance per day and unit of hostility above its start.
    pub stance_drift: Num,
    /// Gain of stance for each thousand million USD of aid taken.
    pub aid_stance: Num,
    /// Change of a member's stance toward its bloc per 30 days, for compensation of twice (minus: of none
    /// of) the members' mean.
    pub pay_inequality: Num,
    /// Weight of an open ultimatum on the log-odds of compliance.
    pub ultimatum_weight: Num,
    /// Days from a motion to its vote.
    pub session_days: Num,
    /// Vote: weight of the member's hostility toward the target.
    pub vote_hostility: Num,
    /// Days from asking for access to the answer (mean).
    pub access_days: Num,
    /// Stance toward the asker, less the tie to its rivals, at which access is as likely as not.
    pub access_threshold: Num,
    /// Softness of that.
    pub access_softness: Num,
}

/// Parameters of the escalation domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Escalation {
    /// Rate per day at which an obliged, wholly hostile party opens a further front.
    pub front_rate: Num,
    /// Hostility at which that rate is half.
    pub front_threshold: Num,
    /// Softness of that threshold.
    pub front_softness: Num,
    /// Factor on the rate after more than fifty dead.
    pub front_deaths_factor: Num,
    /// Rate per day at which a dispute is closed when both wish it.
    pub off_ramp_rate: Num,
    /// Trust plus mediation plus cost at which that rate is half.
    pub off_ramp_threshold: Num,
    /// Hostility that a new front adds to linked pairs.
    pub contagion: Num,
    /// Battle deaths a day on an open front (mean of a Poisson count).
    pub front_deaths_per_day: Num,
    /// Battle deaths above which `front_deaths_factor` holds.
    pub front_deaths_threshold: Num,
    /// Obligation of a pair that only shows force to each other once others fight, in [0, 1]; that of the
    /// attacked and of their pledged allies is 1.
    pub front_contact: Num,
    /// Days after the last use of force in which further fronts can open.
    pub horizon_days: Num,
    /// Softness of the off-ramp's threshold.
    pub off_ramp_softness: Num,
    /// Weight of an offer to mediate on the off-ramp.
    pub mediation: Num,
    /// Weight on the off-ramp of the cost so far: for each factor of ten in the dead.
    pub off_ramp_cost: Num,
}

impl Party {
    /// The bloc's members; none for other parties.
    #[must_use]
    pub fn members(&self) -> &[PartyId] {
        self.bloc.as_ref().map_or(&[], |bloc| &bloc.members)
    }
}
