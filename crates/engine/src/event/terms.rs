//! The words that events use: how things end, what is answered, why an order is refused.

/// How a strike ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StrikeEnd {
    /// By settlement.
    Settled,
    /// The strikers were dismissed and replaced.
    Dismissed,
    /// They went back.
    Returned,
}

/// The answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It is done.
    Comply,
    /// It will be looked into.
    Delay,
    /// No.
    Refuse,
}

/// A motion in a bloc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Motion {
    /// To sanction.
    Sanction,
    /// To lift sanctions.
    Lift,
}

/// How a fight ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// The attacker did what it came for and left.
    DeniedAndWithdrew,
    /// The attacker holds the objective.
    Held,
    /// The attacker was beaten off.
    Repulsed,
    /// Too little arrived.
    Aborted,
    /// Kept apart by a third army.
    StandOff,
}

/// Highest act of a dispute on the scale of Militarized Interstate Disputes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// No militarized act (1).
    #[default]
    None,
    /// Threat to use force (2).
    Threat,
    /// Display of force (3).
    Display,
    /// Use of force (4).
    Force,
    /// War: at least 1,000 battle deaths (5).
    War,
}

/// Why an order was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The seat does not own what it ordered about.
    NotYours,
    /// It is already so.
    AlreadySo,
    /// What it needs is not there.
    NotPossible,
    /// There is no way that is granted or within reach.
    NoAccess,
    /// Not ready.
    NotReady,
    /// There is no money for it.
    NoMoney,
    /// The lease does not permit it.
    NotPermitted,
}
