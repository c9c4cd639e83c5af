//! What a seat can order. Each order belongs to the one domain that owns the asset.

use crate::cause::Domain;
use crate::id::{
    CapabilityId, CorridorId, FacilityId, ForceId, GoodId, NameId, PartyId, ProjectId, RouteId, SiteId,
    WorkforceId,
};

/// An order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Keep production at home: withhold a share of all contracted deliveries of a good.
    Withhold {
        /// Which good.
        good: GoodId,
        /// Share in [0, 1].
        share: f64,
    },
    /// Deliver in full again.
    Resume {
        /// Which good.
        good: GoodId,
    },
    /// Close a route one can close.
    CloseRoute {
        /// Which.
        route: RouteId,
    },
    /// Open it again.
    OpenRoute {
        /// Which.
        route: RouteId,
    },
    /// Give in to protesters.
    Concede {
        /// Million USD.
        musd: f64,
    },
    /// Put protest down for a while.
    Repress,
    /// Stir up dissent.
    Incite {
        /// Whose people.
        among: PartyId,
        /// Against whom.
        against: PartyId,
        /// Million USD.
        musd: f64,
    },
    /// Offer a workforce more pay.
    RaisePay {
        /// Which.
        workforce: WorkforceId,
        /// Added to its pay ratio.
        by: f64,
    },
    /// Dismiss the strikers.
    Dismiss {
        /// Which.
        workforce: WorkforceId,
    },
    /// Bring in replacement workers.
    Replace {
        /// Which.
        workforce: WorkforceId,
    },
    /// Call a strike off (a movement).
    ReturnToWork {
        /// Which.
        workforce: WorkforceId,
    },
    /// Give a project up.
    Cancel {
        /// Which.
        project: ProjectId,
    },
    /// Put a project off.
    Postpone {
        /// Which.
        project: ProjectId,
        /// Days.
        days: f64,
    },
    /// Let inspectors see a project.
    Inspect {
        /// Which.
        project: ProjectId,
        /// Who may look.
        by: PartyId,
    },
    /// Replace lost or threatened assets of a capability.
    Reconstitute {
        /// Which.
        capability: CapabilityId,
        /// Share of what is at risk that is made good, in [0, 1].
        share: f64,
    },
    /// Interfere with a project's product without force.
    Jam {
        /// Which.
        project: ProjectId,
    },
    /// Fly a force to a place.
    Airlift {
        /// Which.
        force: ForceId,
        /// Where to.
        to: SiteId,
    },
    /// Bring a force home.
    Withdraw {
        /// Which.
        force: ForceId,
    },
    /// Surround a facility.
    Cordon {
        /// With what.
        force: ForceId,
        /// Around what.
        around: FacilityId,
    },
    /// Stage a force for an operation: visible preparation.
    Prepare {
        /// Which.
        force: ForceId,
    },
    /// Carry an operation out.
    Operate {
        /// What sort.
        kind: OperationKind,
        /// With what.
        force: ForceId,
        /// Against what.
        on: FacilityId,
        /// To what end.
        aim: Aim,
        /// By which way; `None`: whichever is granted.
        via: Option<CorridorId>,
    },
    /// Stop a standing operation.
    EndOperation {
        /// Whose.
        force: ForceId,
    },
    /// Show force.
    Demonstrate {
        /// With what.
        force: ForceId,
        /// At whom.
        at: PartyId,
    },
    /// Call on a party to do something about a project, a facility or a good.
    Call {
        /// Whom.
        to: PartyId,
        /// What for.
        demand: Demand,
        /// About what.
        about: NameId,
    },
    /// A call with a threat and an end.
    Ultimatum {
        /// Whom.
        to: PartyId,
        /// What for.
        demand: Demand,
        /// About what.
        about: NameId,
        /// Days.
        days: f64,
    },
    /// Offer something for compliance with one's open call.
    Sweeten {
        /// Whom.
        to: PartyId,
        /// About what.
        about: NameId,
        /// Million USD.
        musd: f64,
    },
    /// Offer money.
    OfferAid {
        /// Whom.
        to: PartyId,
        /// Million USD.
        musd: f64,
    },
    /// Take an offer.
    AcceptAid {
        /// Whose.
        from: PartyId,
    },
    /// Move sanctions in a bloc.
    ProposeSanction {
        /// Where.
        bloc: PartyId,
        /// On whom.
        on: PartyId,
        /// Severity in [0, 1].
        severity: f64,
    },
    /// Move to lift them.
    ProposeLift {
        /// Where.
        bloc: PartyId,
        /// From whom.
        on: PartyId,
    },
    /// Ask for a right of way or base.
    AskAccess {
        /// Whom.
        over: PartyId,
        /// What.
        kind: crate::setup::AccessKind,
    },
    /// Invite a party's forces, as host.
    Invite {
        /// Whom.
        party: PartyId,
    },
    /// Suspend what a lease permits.
    SuspendLease {
        /// Over what.
        facility: FacilityId,
    },
    /// Leave a bloc.
    Leave {
        /// Which.
        bloc: PartyId,
    },
    /// Offer to mediate or to de-escalate a dispute.
    Mediate {
        /// One side.
        between: PartyId,
        /// The other.
        and: PartyId,
    },
}

/// What is demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// Give it up.
    Cancel,
    /// Put it off.
    Postpone,
    /// Let us look.
    Inspect,
    /// Deliver.
    Deliver,
    /// Take your troops away.
    Leave,
}

/// Kinds of operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OperationKind {
    /// Take a place by air assault.
    Seize,
    /// Hit it from the air.
    Strike,
    /// Stop what passes.
    Interdict,
    /// Protect what passes.
    Escort,
}

/// What an operation is for; it defines success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// Hold the place.
    Control,
    /// Prevent its use, then leave.
    Deny,
    /// Destroy what is there.
    Destroy,
}

impl Action {
    /// The domain that owns the asset and does or refuses the order.
    #[must_use]
    pub fn owner(&self) -> Domain {
        match self {
            Self::Withhold { .. }
            | Self::Resume { .. }
            | Self::CloseRoute { .. }
            | Self::OpenRoute { .. } => Domain::Trade,
            Self::Repress => Domain::Unrest,
            Self::RaisePay { .. }
            | Self::Dismiss { .. }
            | Self::Replace { .. }
            | Self::ReturnToWork { .. } => Domain::Labour,
            Self::Cancel { .. } | Self::Postpone { .. } => Domain::Project,
            Self::Inspect { .. } | Self::Reconstitute { .. } | Self::Jam { .. } => Domain::Capability,
            Self::Airlift { .. }
            | Self::Withdraw { .. }
            | Self::Cordon { .. }
            | Self::Prepare { .. }
            | Self::Operate { .. }
            | Self::EndOperation { .. }
            | Self::Demonstrate { .. } => Domain::Forces,
            Self::Call { .. }
            | Self::Ultimatum { .. }
            | Self::Sweeten { .. }
            | Self::OfferAid { .. }
            | Self::AcceptAid { .. }
            | Self::Concede { .. }
            | Self::Incite { .. }
            | Self::ProposeSanction { .. }
            | Self::ProposeLift { .. }
            | Self::AskAccess { .. }
            | Self::Invite { .. }
            | Self::SuspendLease { .. }
            | Self::Leave { .. } => Domain::Diplomacy,
            Self::Mediate { .. } => Domain::Escalation,
        }
    }

    /// The same order with its number filled in, where it has one.
    #[must_use]
    pub fn with_amount(self, amount: f64) -> Self {
        match self {
            Self::Withhold { good, .. } => Self::Withhold { good, share: amount },
            Self::Concede { .. } => Self::Concede { musd: amount },
            Self::Incite { among, against, .. } => Self::Incite { among, against, musd: amount },
            Self::RaisePay { workforce, .. } => Self::RaisePay { workforce, by: amount },
            Self::Postpone { project, .. } => Self::Postpone { project, days: amount },
            Self::Reconstitute { capability, .. } => Self::Reconstitute { capability, share: amount },
            Self::Ultimatum { to, demand, about, .. } => Self::Ultimatum { to, demand, about, days: amount },
            Self::Sweeten { to, about, .. } => Self::Sweeten { to, about, musd: amount },
            Self::OfferAid { to, .. } => Self::OfferAid { to, musd: amount },
            Self::ProposeSanction { bloc, on, .. } => Self::ProposeSanction { bloc, on, severity: amount },
            Self::Resume { .. }
            | Self::CloseRoute { .. }
            | Self::OpenRoute { .. }
            | Self::Repress
            | Self::Dismiss { .. }
            | Self::Replace { .. }
            | Self::ReturnToWork { .. }
            | Self::Cancel { .. }
            | Self::Inspect { .. }
            | Self::Jam { .. }
            | Self::Airlift { .. }
            | Self::Withdraw { .. }
            | Self::Cordon { .. }
            | Self::Prepare { .. }
            | Self::Operate { .. }
            | Self::EndOperation { .. }
            | Self::Demonstrate { .. }
            | Self::Call { .. }
            | Self::AcceptAid { .. }
            | Self::ProposeLift { .. }
            | Self::AskAccess { .. }
            | Self::Invite { .. }
            | Self::SuspendLease { .. }
            | Self::Leave { .. }
            | Self::Mediate { .. } => self,
        }
    }
}
