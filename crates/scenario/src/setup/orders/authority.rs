//! Whose order it is: what a party may not order, because it is another's to order.

use powderkeg_engine::action::Action;
use powderkeg_engine::dice::Name;
use powderkeg_engine::id::{FacilityId, ForceId, GoodId, PartyId, ProjectId, RouteId, WorkforceId};
use powderkeg_engine::setup::{ForceKind, OptionSetup, PartyKind, Setup};

/// What happened and what to do, if the option's party may not give its order.
pub(super) fn check(setup: &Setup, option: &OptionSetup) -> Verdict {
    Seat { setup, party: option.party }.may(option)
}

/// A party that gives orders.
struct Seat<'a> {
    setup: &'a Setup,
    party: PartyId,
}

/// What happened and what to do.
pub(super) type Verdict = Result<(), (String, String)>;

impl Seat<'_> {
    fn may(&self, option: &OptionSetup) -> Verdict {
        match option.order.action {
            Action::Withhold { good, .. } => self.delivers("withhold", good),
            Action::Resume { good } => self.delivers("resume", good),
            Action::CloseRoute { route } => self.controls("close", route),
            Action::OpenRoute { route } => self.controls("open", route),
            Action::Concede { .. } => self.governs("concede to protesters"),
            Action::Repress => self.governs("put protest down"),
            Action::RaisePay { workforce, .. } => self.employs("raise the pay of", workforce),
            Action::Dismiss { workforce } => self.employs("dismiss", workforce),
            Action::Replace { workforce } => self.replaces(workforce),
            Action::ReturnToWork { workforce } => self.speaks_for(workforce),
            Action::Cancel { project } => self.owns("cancel", project),
            Action::Postpone { project, .. } => self.owns("postpone", project),
            Action::Inspect { project, by } => {
                self.owns("let others inspect", project)?;
                self.another("let itself inspect", by)
            }
            Action::Reconstitute { capability, .. } => {
                let row = &self.setup.capabilities[capability];
                let is_member = self.setup.parties[row.of].members().contains(&self.party);
                let owner = self.id(self.setup.parties[row.of].name);
                let reason = format!("it is `{owner}`'s");
                self.need(row.of == self.party || is_member, ("reconstitute", row.name), &reason, &owner)
            }
            Action::Jam { project } => self.jams(project),
            Action::Airlift { force, .. } => {
                self.commands("airlift", force)?;
                let row = &self.setup.forces[force];
                let reason = "it has no aircraft under its command";
                let help = format!("give the force some: lift = {{ … }} in [force.{}]", self.id(row.name));
                self.need_or(!row.lift.is_empty(), ("airlift", row.name), reason, help)
            }
            Action::Withdraw { force } => self.commands("withdraw", force),
            Action::Cordon { force, .. } => self.cordons(force),
            Action::Prepare { force } => self.commands("prepare", force),
            Action::Operate { force, .. } => self.commands("operate with", force),
            Action::EndOperation { force } => self.commands("end an operation of", force),
            Action::Demonstrate { force, at } => {
                self.commands("demonstrate with", force)?;
                self.another("demonstrate at", at)
            }
            Action::Call { to, .. } => self.another("call on", to),
            Action::Ultimatum { to, .. } => self.another("give an ultimatum to", to),
            Action::Sweeten { to, .. } => self.another("make an offer to", to),
            Action::OfferAid { to, .. } => self.another("offer aid to", to),
            Action::AcceptAid { from } => self.another("accept aid from", from),
            Action::Incite { among, .. } => self.another("incite the people of", among),
            Action::ProposeSanction { bloc, .. } | Action::ProposeLift { bloc, .. } => {
                self.sits_in("move anything in", bloc, true)
            }
            Action::AskAccess { over, kind } => {
                let asked = |row: &powderkeg_engine::setup::Access| {
                    (row.to, row.over, row.kind) == (self.party, over, kind)
                };
                let reason = "no [[access]] says how that stands";
                let help = "write [[access]] with `to`, `over`, `kind` and terms = \"ask\"".to_owned();
                let what = ("ask access of", self.setup.parties[over].name);
                self.need_or(self.setup.access.iter().any(asked), what, reason, help)
            }
            Action::Invite { party } => {
                self.another("invite", party)?;
                let is_host = self.setup.facilities.rows().any(|row| row.owner == self.party);
                let help = "give it a facility (`owner`), or let a host give the order".to_owned();
                let what = ("invite", self.setup.parties[party].name);
                self.need_or(is_host, what, "no facility is on its soil", help)
            }
            Action::SuspendLease { facility } => self.leases(facility),
            Action::Leave { bloc } => self.sits_in("leave", bloc, false),
            Action::Mediate { between, and } => {
                let help = "name two parties that are in dispute".to_owned();
                let what = ("mediate between", self.setup.parties[between].name);
                self.need_or(between != and, what, "both sides are the same", help)
            }
        }
    }

    fn id(&self, name: Name) -> String {
        self.setup.names[name.id].id.clone()
    }

    fn party_id(&self) -> String {
        self.id(self.setup.parties[self.party].name)
    }

    /// `holds`, or: `party` may not `verb` `object`: `reason`.
    fn need_or(&self, holds: bool, (verb, object): (&str, Name), reason: &str, help: String) -> Verdict {
        if holds {
            return Ok(());
        }
        Err((format!("`{}` may not {verb} `{}`: {reason}", self.party_id(), self.id(object)), help))
    }

    /// The same where another party could.
    fn need(&self, holds: bool, what: (&str, Name), reason: &str, owner: &str) -> Verdict {
        self.need_or(holds, what, reason, format!("give this order in [doctrine.{owner}.…]"))
    }

    fn another(&self, verb: &str, party: PartyId) -> Verdict {
        let help = "name another party".to_owned();
        self.need_or(
            party != self.party,
            (verb, self.setup.parties[party].name),
            "that is the party itself",
            help,
        )
    }

    fn delivers(&self, verb: &str, good: GoodId) -> Verdict {
        let setup = self.setup;
        let what = (verb, setup.goods[good].name);
        let (party, id) = (self.party_id(), self.id(setup.goods[good].name));
        let produces = setup.producers.rows().any(|row| row.party == self.party && row.good == good);
        let help = format!("define what it produces: [producer.{party}] {id} = {{ … }}");
        self.need_or(produces, what, "it produces none", help)?;
        let sells = setup.contracts.rows().any(|row| row.seller == self.party && row.good == good);
        let help = format!("write a contract with seller = \"{party}\" and good = \"{id}\"");
        self.need_or(sells, what, "it has no contract to deliver any", help)
    }

    fn controls(&self, verb: &str, route: RouteId) -> Verdict {
        let row = &self.setup.routes[route];
        let runs = |facility: &FacilityId| self.setup.facilities[*facility].operator == self.party;
        let can = row.via_parties.contains(&self.party) || row.via_facilities.iter().any(runs);
        let help =
            format!("name the party, or a facility it operates, in `via` of [route.{}]", self.id(row.name));
        self.need_or(
            can,
            (verb, row.name),
            "the route neither crosses it nor passes a facility it runs",
            help,
        )
    }

    fn governs(&self, verb: &str) -> Verdict {
        if self.setup.cities.rows().any(|city| city.party == self.party) {
            return Ok(());
        }
        let message = format!("`{0}` may not {verb}: it has no city", self.party_id());
        Err((message, format!("define a city with in = \"{}\"", self.party_id())))
    }

    fn employs(&self, verb: &str, workforce: WorkforceId) -> Verdict {
        let row = &self.setup.workforces[workforce];
        let owner = self.id(self.setup.parties[row.employer].name);
        self.need(row.employer == self.party, (verb, row.name), &format!("`{owner}` employs it"), &owner)
    }

    fn replaces(&self, workforce: WorkforceId) -> Verdict {
        self.employs("replace", workforce)?;
        let row = &self.setup.workforces[workforce];
        let help = format!("say who they are: replacements = {{ … }} in [workforce.{}]", self.id(row.name));
        self.need_or(row.replacements.is_some(), ("replace", row.name), "it has no replacements", help)
    }

    fn speaks_for(&self, workforce: WorkforceId) -> Verdict {
        let row = &self.setup.workforces[workforce];
        let reason = "only the movement that speaks for it calls its strike off";
        let help = format!("write movement = \"{}\" in [workforce.{}]", self.party_id(), self.id(row.name));
        self.need_or(row.movement == Some(self.party), ("call back to work", row.name), reason, help)
    }

    fn owns(&self, verb: &str, project: ProjectId) -> Verdict {
        let row = &self.setup.projects[project];
        let owner = self.id(self.setup.parties[row.by].name);
        self.need(row.by == self.party, (verb, row.name), &format!("it is `{owner}`'s"), &owner)
    }

    fn jams(&self, project: ProjectId) -> Verdict {
        let row = &self.setup.projects[project];
        let help = "name a project of another party".to_owned();
        self.need_or(row.by != self.party, ("jam", row.name), "it is its own", help)?;
        let help = format!("say what it gives: delivers = {{ … }} in [project.{}]", self.id(row.name));
        self.need_or(
            row.delivers.is_some(),
            ("jam", row.name),
            "it delivers nothing that could be jammed",
            help,
        )
    }

    fn commands(&self, verb: &str, force: ForceId) -> Verdict {
        let row = &self.setup.forces[force];
        let owner = self.id(self.setup.parties[row.of].name);
        self.need(row.of == self.party, (verb, row.name), &format!("it is `{owner}`'s"), &owner)
    }

    fn cordons(&self, force: ForceId) -> Verdict {
        self.commands("cordon with", force)?;
        let row = &self.setup.forces[force];
        let on_foot = match row.kind {
            ForceKind::LightInfantry | ForceKind::Airborne | ForceKind::Motorised | ForceKind::Security => {
                true
            }
            ForceKind::StrikeAircraft | ForceKind::Naval => false,
        };
        let help = "send infantry or security forces".to_owned();
        self.need_or(on_foot, ("cordon with", row.name), "only forces on land surround a place", help)
    }

    fn sits_in(&self, verb: &str, bloc: PartyId, or_is: bool) -> Verdict {
        let row = &self.setup.parties[bloc];
        let id = self.id(row.name);
        let is_bloc = row.kind == PartyKind::Bloc;
        self.need_or(
            is_bloc,
            (verb, row.name),
            "it is no bloc",
            "name a party of kind = \"bloc\"".to_owned(),
        )?;
        let sits = row.members().contains(&self.party) || (or_is && bloc == self.party);
        let help = format!("add it to `members` of [party.{id}], or let a member give the order");
        self.need_or(sits, (verb, row.name), "it is no member", help)
    }

    fn leases(&self, facility: FacilityId) -> Verdict {
        let leases = |row: &powderkeg_engine::setup::Agreement| {
            row.lessor == self.party && row.covers.contains(&facility)
        };
        let reason = "it has leased it to nobody";
        let help = "write an [agreement.…] with the party as `lessor` that covers it".to_owned();
        let what = ("suspend a lease over", self.setup.facilities[facility].name);
        self.need_or(self.setup.agreements.rows().any(leases), what, reason, help)
    }
}
