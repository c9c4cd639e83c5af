//! Whether an order can be done at all: what it needs is there, or some option brings it about.

use powderkeg_engine::action::{Action, Demand};
use powderkeg_engine::dice::Name;
use powderkeg_engine::id::{GoodId, NameId, PartyId, ProjectId};
use powderkeg_engine::parameter::Num;
use powderkeg_engine::setup::{AccessKind, AccessTerms, Decides, OptionSetup, PartyKind, Setup};

use super::{Verdict, as_it_stands, never, reach};

/// What speaks against the option's order.
pub(super) fn check(setup: &Setup, option: &OptionSetup) -> Verdict {
    let facts = Facts { setup, party: option.party };
    if option.order.amount.is_some_and(|amount| facts.greatest(amount) <= 0.0) {
        return Err(as_it_stands("its number is 0", "give the order a number greater than 0"));
    }
    match option.order.action {
        Action::Airlift { force, to } => reach::airlift(&facts, force, to),
        Action::Cordon { force, around } => reach::cordon(&facts, force, around),
        Action::Operate { kind, force, on, via, .. } => reach::operate(&facts, kind, force, on, via),
        Action::Prepare { force } | Action::Demonstrate { force, .. } => reach::manned(&facts, force),
        Action::Withdraw { force } => reach::withdraw(&facts, force),
        Action::EndOperation { force } => {
            let starts = |action| matches!(action, Action::Operate { force: sent, .. } if sent == force);
            facts.after(starts, "it begins no operation", "operate")
        }
        Action::Resume { good } => {
            let keeps = |action| matches!(action, Action::Withhold { good: kept, .. } if kept == good);
            facts.after(keeps, "it withholds nothing", "withhold")
        }
        Action::OpenRoute { route } => {
            let closes = |action| matches!(action, Action::CloseRoute { route: closed } if closed == route);
            facts.after(closes, "only who closed a route opens it, and it closes none", "close_route")
        }
        Action::Sweeten { to, about, .. } => {
            let asks = |action| match action {
                Action::Call { to: on, about: subject, .. }
                | Action::Ultimatum { to: on, about: subject, .. } => (on, subject) == (to, about),
                _ => false,
            };
            facts.after(asks, "it asks for nothing that it could offer money for", "call")
        }
        Action::AcceptAid { from } => facts.accept(from),
        Action::ProposeSanction { bloc, on, .. } => facts.motion(bloc, on),
        Action::ProposeLift { bloc, on } => facts.lift(bloc, on),
        Action::AskAccess { over, kind } => facts.ask(over, kind),
        Action::Call { to, demand, about } | Action::Ultimatum { to, demand, about, .. } => {
            facts.demand(to, demand, about)
        }
        Action::Incite { among, against, .. } => facts.incite(among, against),
        Action::Inspect { project, .. } => facts.hides_something(project),
        Action::Mediate { between, and } => facts.mediate(between, and),
        Action::Withhold { .. }
        | Action::CloseRoute { .. }
        | Action::Concede { .. }
        | Action::Repress
        | Action::RaisePay { .. }
        | Action::Dismiss { .. }
        | Action::Replace { .. }
        | Action::ReturnToWork { .. }
        | Action::Cancel { .. }
        | Action::Postpone { .. }
        | Action::Reconstitute { .. }
        | Action::Jam { .. }
        | Action::OfferAid { .. }
        | Action::Invite { .. }
        | Action::SuspendLease { .. }
        | Action::Leave { .. } => Ok(()),
    }
}

/// What the scenario says, as the party that gives the order finds it.
pub(super) struct Facts<'a> {
    pub(super) setup: &'a Setup,
    pub(super) party: PartyId,
}

impl Facts<'_> {
    pub(super) fn id(&self, name: Name) -> &str {
        &self.setup.names[name.id].id
    }

    pub(super) fn party_id(&self, party: PartyId) -> &str {
        self.id(self.setup.parties[party].name)
    }

    /// The least value that a number can have in a run.
    pub(super) fn least(&self, number: Num) -> f64 {
        self.quantile(number, 0.0)
    }

    /// The greatest value that a number can have in a run.
    pub(super) fn greatest(&self, number: Num) -> f64 {
        self.quantile(number, 1.0)
    }

    fn quantile(&self, number: Num, u: f64) -> f64 {
        let parameter = &self.setup.parameters[usize::from(number.0)];
        parameter.distribution.quantile(u, parameter.min, parameter.max)
    }

    /// Whether some option of a party gives such an order.
    pub(super) fn orders(&self, party: PartyId, is_such: impl Fn(Action) -> bool) -> bool {
        self.setup.options.rows().any(|option| option.party == party && is_such(option.order.action))
    }

    /// An order that makes sense only after another of the same party.
    fn after(&self, is_such: impl Fn(Action) -> bool, reason: &str, word: &str) -> Verdict {
        if self.orders(self.party, is_such) {
            return Ok(());
        }
        let party = self.party_id(self.party);
        Err(as_it_stands(
            reason,
            format!(
                "give it an option with that order first: [doctrine.{party}.…] order = {{ {word} = {{ … }} }}"
            ),
        ))
    }

    fn accept(&self, from: PartyId) -> Verdict {
        let offers = |action| matches!(action, Action::OfferAid { to, .. } if to == self.party);
        if self.orders(from, offers) {
            return Ok(());
        }
        let (from, party) = (self.party_id(from), self.party_id(self.party));
        let help = format!(
            "write [doctrine.{from}.…] with order = {{ offer_aid = {{ to = \"{party}\", musd = … }} }}"
        );
        Err(as_it_stands(format!("`{from}` never offers it aid"), help))
    }

    fn motion(&self, bloc: PartyId, on: PartyId) -> Verdict {
        let row = &self.setup.parties[bloc];
        if row.bloc.as_ref().is_some_and(|rule| rule.decides == Decides::Never) {
            let id = self.id(row.name);
            let help = format!("say how it decides: decides = {{ by = \"majority\" }} in [party.{id}]");
            return Err(never(format!("the bloc `{id}` never decides anything"), help));
        }
        if bloc == on {
            return Err(never("a bloc does not sanction itself", "name another party in `on`"));
        }
        Ok(())
    }

    fn lift(&self, bloc: PartyId, on: PartyId) -> Verdict {
        self.motion(bloc, on)?;
        let moves = |action| matches!(action, Action::ProposeSanction { bloc: other, on: target, .. } if (other, target) == (bloc, on));
        if self.setup.parties.ids().any(|party| self.orders(party, moves)) {
            return Ok(());
        }
        let (bloc, on) = (self.party_id(bloc), self.party_id(on));
        let help = format!(
            "give a member an option with order = {{ propose_sanction = {{ bloc = \"{bloc}\", on = \"{on}\", severity = … }} }}"
        );
        Err(as_it_stands(format!("nobody moves sanctions of `{bloc}` on `{on}`"), help))
    }

    fn ask(&self, over: PartyId, kind: AccessKind) -> Verdict {
        let asked =
            self.setup.access.iter().find(|row| (row.to, row.over, row.kind) == (self.party, over, kind));
        if asked.is_some_and(|row| row.terms == AccessTerms::Granted) {
            let help = "take the option away, or write terms = \"ask\" in its [[access]]";
            return Err(never("it has this right from the start", help));
        }
        Ok(())
    }

    /// Whether a party could ever do what is demanded of it.
    fn demand(&self, to: PartyId, demand: Demand, about: NameId) -> Verdict {
        let setup = self.setup;
        let (whom, subject) = (self.party_id(to), &setup.names[about].id);
        let project = setup.projects.iter().find(|(_, row)| row.name.id == about).map(|(id, _)| id);
        let is_its_own = project.is_some_and(|project| setup.projects[project].by == to);
        let wrong = |verb: &str, kind: &str| {
            let reason = format!("`{whom}` has no {kind} `{subject}` that it could {verb}");
            Err(never(reason, "name one of its own in `about`, or another `demand` or party in `to`"))
        };
        match demand {
            Demand::Cancel if !is_its_own => wrong("cancel", "project"),
            Demand::Postpone if !is_its_own => wrong("postpone", "project"),
            Demand::Inspect if !is_its_own => wrong("let others inspect", "project"),
            Demand::Cancel | Demand::Postpone => Ok(()),
            Demand::Inspect => project.map_or(Ok(()), |project| self.hides_something(project)),
            Demand::Deliver => self.delivery(to, about),
            Demand::Leave => reach::leave(self, to, about),
        }
    }

    fn delivery(&self, to: PartyId, about: NameId) -> Verdict {
        let setup = self.setup;
        let (whom, subject) = (self.party_id(to), &setup.names[about].id);
        let good = setup.goods.iter().find(|(_, row)| row.name.id == about).map(|(id, _)| id);
        let sold =
            setup.contracts.rows().find(|row| row.name.id == about && row.seller == to).map(|row| row.good);
        let route = setup.routes.iter().find(|(_, row)| row.name.id == about).map(|(id, _)| id);
        let (word, is_kept) = match (good.or(sold), route) {
            (Some(good), _) if self.sells(to, good) => {
                let keeps = |action| matches!(action, Action::Withhold { good: kept, .. } if kept == good);
                ("withhold", self.orders(to, keeps))
            }
            (_, Some(route)) => {
                let closes =
                    |action| matches!(action, Action::CloseRoute { route: closed } if closed == route);
                ("close_route", self.orders(to, closes))
            }
            _ => {
                let help = "name in `about` what it sells, its contract, or a route it closes";
                return Err(never(format!("`{whom}` does not deliver `{subject}`"), help));
            }
        };
        if is_kept {
            return Ok(());
        }
        let reason = format!("`{whom}` never keeps `{subject}` back, so there is nothing to demand");
        Err(as_it_stands(
            reason,
            format!("give [doctrine.{whom}.…] an option with order = {{ {word} = {{ … }} }}"),
        ))
    }

    fn sells(&self, party: PartyId, good: GoodId) -> bool {
        self.setup.contracts.rows().any(|row| row.seller == party && row.good == good)
    }

    fn incite(&self, among: PartyId, against: PartyId) -> Verdict {
        if against == self.party {
            return Err(never("it would be against itself", "name another party in `against`"));
        }
        if self.setup.cities.rows().all(|city| city.party != among) {
            let among = self.party_id(among);
            let help = format!("define a city with in = \"{among}\"");
            return Err(never(format!("`{among}` has no city whose people could be incited"), help));
        }
        Ok(())
    }

    /// Only what hides something can be inspected.
    fn hides_something(&self, project: ProjectId) -> Verdict {
        let row = &self.setup.projects[project];
        if row.purpose.is_some() {
            return Ok(());
        }
        let id = self.id(row.name);
        let help = format!("say what it may be for: purpose = {{ … }} in [project.{id}]");
        Err(never(format!("`{id}` hides no purpose that could be found out"), help))
    }

    /// Disputes are between states; a bloc stands for the one that leads it.
    fn mediate(&self, between: PartyId, and: PartyId) -> Verdict {
        for party in [between, and] {
            let row = &self.setup.parties[party];
            let leads = row.bloc.as_ref().is_some_and(|rule| matches!(rule.decides, Decides::Lead(_)));
            if row.kind != PartyKind::State && !leads {
                let id = self.id(row.name);
                let reason = format!("disputes are between states, and `{id}` is none");
                return Err(never(reason, "name two states in `between` and `and`"));
            }
        }
        Ok(())
    }
}
