//! Orders, as they follow "decided to".

use powderkeg_engine::action::{Action, Demand};
use powderkeg_engine::event::Reason;
use powderkeg_engine::id::{NameId, PartyId};

use super::military::{operation, purpose};
use super::politics::access;
use crate::words::{Words, money, percent, span, trimmed};

/// What a party orders, in the infinitive: as [`order`], but a party to a dispute talks and does not mediate.
pub(super) fn order_of(words: &Words, party: PartyId, action: &Action) -> String {
    match *action {
        Action::Mediate { between, and } if party == between || party == and => {
            let other = if party == between { and } else { between };
            format!("offer {} talks", words.party(other))
        }
        _ => order(words, action),
    }
}

/// What an order is, in the infinitive: "keep 35 % of its contracted oil at home".
#[must_use]
pub fn order(words: &Words, action: &Action) -> String {
    match *action {
        Action::Withhold { good, share } => {
            format!("keep {} of its contracted {} at home", percent(share), words.good(good))
        }
        Action::Resume { good } => format!("deliver its contracted {} in full again", words.good(good)),
        Action::CloseRoute { route } => format!("close {}", words.route(route)),
        Action::OpenRoute { route } => format!("open {} again", words.route(route)),
        Action::Concede { musd } => format!("make concessions to protesters worth {}", money(musd)),
        Action::Repress => "crack down on protest".into(),
        Action::Incite { among, against, musd } => {
            let (among, against) = (words.party(among), words.party(against));
            format!("pay {} for dissent in {among} against {against}", money(musd))
        }
        Action::RaisePay { workforce, by } => {
            format!("offer {} {}", words.workforce(workforce), rise(by))
        }
        Action::Dismiss { workforce } => format!("dismiss the strikers of {}", words.workforce(workforce)),
        Action::Replace { workforce } => {
            let facility = words.setup.workforces[workforce].facility;
            format!("bring replacement workers to {}", words.facility(facility))
        }
        Action::ReturnToWork { workforce } => {
            format!("call off the strike of {}", words.workforce(workforce))
        }
        Action::Cancel { project } => format!("give up {}", words.project(project)),
        Action::Postpone { project, days } => format!("put off {} by {}", words.project(project), span(days)),
        Action::Inspect { project, by } => {
            format!("let {} inspect {}", words.party(by), words.project(project))
        }
        Action::Reconstitute { capability, share } => {
            format!("make good {} of what {} stands to lose", percent(share), words.capability(capability))
        }
        Action::Jam { project } => format!("jam what {} delivers", words.project(project)),
        Action::Airlift { .. }
        | Action::Withdraw { .. }
        | Action::Cordon { .. }
        | Action::Prepare { .. }
        | Action::Operate { .. }
        | Action::EndOperation { .. }
        | Action::Demonstrate { .. } => military(words, action),
        Action::Call { .. }
        | Action::Ultimatum { .. }
        | Action::Sweeten { .. }
        | Action::OfferAid { .. }
        | Action::AcceptAid { .. }
        | Action::ProposeSanction { .. }
        | Action::ProposeLift { .. }
        | Action::AskAccess { .. }
        | Action::Invite { .. }
        | Action::SuspendLease { .. }
        | Action::Leave { .. }
        | Action::Mediate { .. } => political(words, action),
    }
}

/// A rise adds to the ratio of pay, not to the pay: "a rise of 20 points (100 is what its own people earn)".
pub(super) fn rise(by: f64) -> String {
    format!("a rise of {} points (100 is what its own people earn)", trimmed(by * 100.0, 0))
}

fn military(words: &Words, action: &Action) -> String {
    match *action {
        Action::Airlift { force, to } => format!("fly {} to {}", words.force(force), words.site(to)),
        Action::Withdraw { force } => format!("withdraw {}", words.force(force)),
        Action::Cordon { force, around } => {
            format!("surround {} with {}", words.facility(around), words.force(force))
        }
        Action::Prepare { force } => format!("stage {}", words.force(force)),
        Action::Operate { kind, force, on, aim, .. } => {
            let (on, force) = (words.facility(on), words.force(force));
            format!("{} {on} with {force}, {}", operation_at(kind), purpose(aim))
        }
        Action::EndOperation { force } => format!("end the operation of {}", words.force(force)),
        Action::Demonstrate { force, at } => {
            format!("show force to {} with {}", words.party(at), words.force(force))
        }
        _ => unreachable!("not a military order"),
    }
}

fn operation_at(kind: powderkeg_engine::action::OperationKind) -> String {
    use powderkeg_engine::action::OperationKind;
    match kind {
        OperationKind::Seize | OperationKind::Strike => operation(kind).into(),
        OperationKind::Interdict | OperationKind::Escort => format!("{} at", operation(kind)),
    }
}

fn political(words: &Words, action: &Action) -> String {
    match *action {
        Action::Call { to, demand: what, about } => {
            format!("call on {} to {}", words.party(to), demand(words, what, about))
        }
        Action::Ultimatum { to, demand: what, about, days } => {
            format!("give {} {} to {}", words.party(to), span(days), demand(words, what, about))
        }
        Action::Sweeten { to, about, musd } => {
            let (to, about) = (words.party(to), words.thing(about));
            format!("offer {to} {} to comply with its call about {about}", money(musd))
        }
        Action::OfferAid { to, musd } => format!("offer {} {}", words.party(to), money(musd)),
        Action::AcceptAid { from } => format!("accept the offer of {}", words.party(from)),
        Action::ProposeSanction { bloc, on, severity } => {
            let (bloc, on) = (words.party(bloc), words.party(on));
            format!(
                "put sanctions on {on} to the vote in {bloc}, at {} of the full severity",
                percent(severity)
            )
        }
        Action::ProposeLift { bloc, on } => {
            format!(
                "put the end of its sanctions on {} to the vote in {}",
                words.party(on),
                words.party(bloc)
            )
        }
        Action::AskAccess { over, kind } => format!("ask {} for {}", words.party(over), access(kind)),
        Action::Invite { party } => format!("invite the forces of {}", words.party(party)),
        Action::SuspendLease { facility } => format!("suspend the lease of {}", words.facility(facility)),
        Action::Leave { bloc } => format!("leave {}", words.party(bloc)),
        Action::Mediate { between, and } => {
            format!("mediate between {} and {}", words.party(between), words.party(and))
        }
        _ => unreachable!("not a political order"),
    }
}

/// What a call or ultimatum wants, in the infinitive: "cancel the anti-satellite launch".
#[must_use]
pub fn demand(words: &Words, demand: Demand, about: NameId) -> String {
    let thing = words.thing(about);
    match demand {
        Demand::Cancel => format!("cancel {thing}"),
        Demand::Postpone => format!("put off {thing}"),
        Demand::Inspect => format!("allow an inspection of {thing}"),
        Demand::Deliver if words.is_a("good", about) => format!("deliver {thing}"),
        Demand::Deliver if words.is_a("route", about) => format!("let goods pass {thing}"),
        Demand::Deliver => format!("deliver on {thing}"),
        Demand::Leave if words.is_a("force", about) => format!("withdraw {thing}"),
        Demand::Leave => format!("withdraw its troops from {thing}"),
    }
}

/// Why an order could not be carried out, as a clause.
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NotYours => "that was not its to order",
        Reason::AlreadySo => "it was so already",
        Reason::NotPossible => "what it takes was not there",
        Reason::NoAccess => "no way there was open",
        Reason::NotReady => "the force was not ready",
        Reason::NoMoney => "the money was lacking",
        Reason::NotPermitted => "the lease did not permit it",
    }
}
