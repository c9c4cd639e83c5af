//! Parameters of the diplomacy and escalation domains.

use powderkeg_engine::setup::{Diplomacy, Escalation};

use super::{ASSUMED, number};
use crate::fields::Fields;

pub(super) fn diplomacy(f: &mut Fields<'_, '_>) -> Diplomacy {
    Diplomacy {
        hostility_memory_days: number(f, "hostility_memory_days", "days", (10.0, 1000.0), (120.0, ASSUMED), "Days in which hostility returns to its start by a factor e."),
        trust_memory_days: number(f, "trust_memory_days", "days", (30.0, 3000.0), (365.0, ASSUMED), "Days in which trust returns to its start by a factor e."),
        refused_call: number(f, "refused_call", "1", (0.0, 1.0), (0.05, ASSUMED), "Impulse on hostility: a refused call."),
        sanction: number(f, "sanction", "1", (0.0, 1.0), (0.08, ASSUMED), "Impulse on hostility: a sanction."),
        incitement: number(f, "incitement", "1", (0.0, 1.0), (0.08, ASSUMED), "Impulse on hostility: incitement found out."),
        airlift: number(f, "airlift", "1", (0.0, 1.0), (0.1, ASSUMED), "Impulse on hostility: foreign troops flown in where the host has trouble."),
        clash: number(f, "clash", "1", (0.0, 1.0), (0.15, ASSUMED), "Impulse on hostility: a clash with casualties."),
        raid: number(f, "raid", "1", (0.0, 1.0), (0.5, ASSUMED), "Impulse on hostility: a raid."),
        breach_of_trust: number(f, "breach_of_trust", "1", (0.0, 1.0), (0.3, ASSUMED), "Share of trust lost when a contract is breached in full."),
        comply: number(f, "comply", "1", (1e-06, 0.99), (0.012, ASSUMED), "Probability that a bare call is complied with."),
        offer_weight: number(f, "offer_weight", "1", (0.0, 3.0), (0.4, ASSUMED), "Weight of an offer's value on the log-odds of compliance."),
        delay: number(f, "delay", "1", (0.0, 1.0), (0.35, ASSUMED), "Probability of answering a call by delay (a promise to look into it) rather than refusal."),
        answer_days: number(f, "answer_days", "days", (0.0, 60.0), (3.0, ASSUMED), "Days from a call to its answer (mean)."),
        vote_patron_undelivered: number(f, "vote_patron_undelivered", "1", (0.0, 10.0), (2.0, ASSUMED), "Vote: weight of the undelivered share for the leading member (patron)."),
        vote_undelivered: number(f, "vote_undelivered", "1", (0.0, 10.0), (1.5, ASSUMED), "Vote: weight of the undelivered share for other members."),
        vote_shortage: number(f, "vote_shortage", "1", (0.0, 20.0), (5.0, ASSUMED), "Vote: weight of a member's own shortage."),
        vote_independence: number(f, "vote_independence", "1", (0.0, 5.0), (0.3, ASSUMED), "Vote: weight of the target's independence from its patron, for the patron."),
        vote_dependence: number(f, "vote_dependence", "1", (0.0, 5.0), (1.2, ASSUMED), "Vote: weight of the dependence on what is still delivered while it is cold."),
        vote_threshold: number(f, "vote_threshold", "1", (-2.0, 5.0), (0.25, ASSUMED), "Vote: threshold of a member."),
        vote_patron_threshold: number(f, "vote_patron_threshold", "1", (-2.0, 5.0), (0.5, ASSUMED), "Vote: threshold of the patron."),
        vote_softness: number(f, "vote_softness", "1", (0.01, 2.0), (0.12, ASSUMED), "Vote: softness of the choice."),
        sanction_cut: number(f, "sanction_cut", "1", (0.0, 1.0), (0.5, ASSUMED), "Share of a sanctioned party's exports to the bloc that is cut at severity 1."),
        capture_loss_sanction: number(f, "capture_loss_sanction", "1/day", (0.0, 0.1), (0.002, ASSUMED), "Loss of capture per day for each: sanction in force, foreign aid accepted, normalised protest."),
        capture_loss_aid: number(f, "capture_loss_aid", "1/day", (0.0, 0.1), (0.002, ASSUMED), "See capture_loss_sanction."),
        capture_loss_protest: number(f, "capture_loss_protest", "1/day", (0.0, 0.1), (0.001, ASSUMED), "See capture_loss_sanction."),
        capture_gain_aid: number(f, "capture_gain_aid", "1/day", (0.0, 0.1), (0.003, ASSUMED), "Gain of capture per day, as a share of what is not yet captured, once the patron's aid was taken."),
        sanctioner: number(f, "sanctioner", "1", (0.0, 1.0), (0.02, ASSUMED), "Impulse on hostility: of those who sanction toward the one they sanction."),
        bystander: number(f, "bystander", "1", (0.0, 1.0), (0.4, ASSUMED), "Share of an impulse that reaches those who stand by the one it hits (allies, fellow members, the patron), in [0, 1]."),
        invited: number(f, "invited", "1", (0.0, 1.0), (0.3, ASSUMED), "Share of an impulse on the host that is left if it invited those forces, in [0, 1]."),
        refused_trust: number(f, "refused_trust", "1", (0.0, 1.0), (0.05, ASSUMED), "Share of trust lost when a call is refused, in [0, 1]."),
        promise_kept: number(f, "promise_kept", "1", (0.0, 1.0), (0.05, ASSUMED), "Share of missing trust gained when a call is complied with, in [0, 1]."),
        stance_drift: number(f, "stance_drift", "1/day", (0.0, 0.5), (0.02, ASSUMED), "Loss of stance per day and unit of hostility above its start."),
        aid_stance: number(f, "aid_stance", "1/1000 MUSD", (0.0, 2.0), (0.05, ASSUMED), "Gain of stance for each thousand million USD of aid taken."),
        pay_inequality: number(f, "pay_inequality", "1/30 days", (0.0, 1.0), (0.1, ASSUMED), "Change of a member's stance toward its bloc per 30 days, for compensation of twice (minus: of none of) the members' mean."),
        ultimatum_weight: number(f, "ultimatum_weight", "1", (-2.0, 4.0), (1.0, ASSUMED), "Weight of an open ultimatum on the log-odds of compliance."),
        session_days: number(f, "session_days", "days", (0.0, 120.0), (5.0, ASSUMED), "Days from a motion to its vote."),
        vote_hostility: number(f, "vote_hostility", "1", (0.0, 5.0), (0.6, ASSUMED), "Vote: weight of the member's hostility toward the target."),
        access_days: number(f, "access_days", "days", (0.0, 120.0), (5.0, ASSUMED), "Days from asking for access to the answer (mean)."),
        access_threshold: number(f, "access_threshold", "1", (-1.0, 1.0), (0.1, ASSUMED), "Stance toward the asker, less the tie to its rivals, at which access is as likely as not."),
        access_softness: number(f, "access_softness", "1", (0.01, 2.0), (0.15, ASSUMED), "Softness of that."),
    }
}

pub(super) fn escalation(f: &mut Fields<'_, '_>) -> Escalation {
    Escalation {
        front_rate: number(f, "front_rate", "1/day", (0.0, 1.0), (0.02, ASSUMED), "Rate per day at which an obliged, wholly hostile party opens a further front."),
        front_threshold: number(f, "front_threshold", "1", (0.0, 1.0), (0.6, ASSUMED), "Hostility at which that rate is half."),
        front_softness: number(f, "front_softness", "1", (0.01, 1.0), (0.08, ASSUMED), "Softness of that threshold."),
        front_deaths_factor: number(f, "front_deaths_factor", "1", (1.0, 10.0), (2.0, ASSUMED), "Factor on the rate after more than fifty dead."),
        off_ramp_rate: number(f, "off_ramp_rate", "1/day", (0.0, 1.0), (0.05, ASSUMED), "Rate per day at which a dispute is closed when both wish it."),
        off_ramp_threshold: number(f, "off_ramp_threshold", "1", (0.0, 3.0), (0.6, ASSUMED), "Trust plus mediation plus cost at which that rate is half."),
        contagion: number(f, "contagion", "1", (0.0, 1.0), (0.1, ASSUMED), "Hostility that a new front adds to linked pairs."),
        front_deaths_per_day: number(f, "front_deaths_per_day", "people/day", (0.0, 5000.0), (17.0, ASSUMED), "Battle deaths a day on an open front (mean of a Poisson count)."),
        front_deaths_threshold: number(f, "front_deaths_threshold", "people", (0.0, 100000.0), (50.0, ASSUMED), "Battle deaths above which front_deaths_factor holds."),
        front_contact: number(f, "front_contact", "1", (0.0, 1.0), (0.25, ASSUMED), "Obligation of a pair that only shows force to each other once others fight, in [0, 1]; that of the attacked and of their pledged allies is 1."),
        horizon_days: number(f, "horizon_days", "days", (1.0, 1000.0), (60.0, ASSUMED), "Days after the last use of force in which further fronts can open."),
        off_ramp_softness: number(f, "off_ramp_softness", "1", (0.01, 2.0), (0.1, ASSUMED), "Softness of the off-ramp's threshold."),
        mediation: number(f, "mediation", "1", (0.0, 2.0), (0.3, ASSUMED), "Weight of an offer to mediate on the off-ramp."),
        off_ramp_cost: number(f, "off_ramp_cost", "1", (0.0, 1.0), (0.1, ASSUMED), "Weight on the off-ramp of the cost so far: for each factor of ten in the dead."),
    }
}
