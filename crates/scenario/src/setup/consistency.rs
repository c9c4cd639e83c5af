//! What only the whole scenario shows: entities that are each well written and together mean nothing.
//!
//! Runs only on a scenario without errors: what would be a consequence of another mistake is not worth a message.

use powderkeg_engine::action::Action;
use powderkeg_engine::dice::Name;
use powderkeg_engine::parameter::{Distribution, Num};
use powderkeg_engine::setup::{CapabilityKind, ForceKind, OptionSetup, Price, Setup};

use super::orders;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Date, Node, Table, Value};
use crate::source::Span;

/// Finds where something is written by its dotted path.
pub(super) struct Places<'a> {
    root: &'a Table,
}

impl Places<'_> {
    fn node(&self, path: &str) -> Option<&Node> {
        let mut names = path.split('.');
        let mut node = self.root.get(names.next()?)?;
        for name in names {
            node = match &node.value {
                Value::Array(items) => items.get(name.parse::<usize>().ok()?)?,
                value => value.as_table()?.get(name)?,
            };
        }
        Some(node)
    }

    /// Where a path's value is written; where its table is, if the value isn't.
    fn span(&self, path: &str) -> Option<Span> {
        let own = self.node(path).map(|node| node.span);
        own.or_else(|| self.span(path.rsplit_once('.')?.0))
    }

    /// The diagnostic at the place of a path.
    pub(super) fn at(&self, diagnostic: Diagnostic, path: &str) -> Diagnostic {
        match self.span(path) {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        }
    }

    fn date(&self, path: &str) -> Option<Date> {
        match self.node(path)?.value {
            Value::Date(date) => Some(date),
            Value::Text(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Bool(_)
            | Value::Array(_)
            | Value::Table(_) => None,
        }
    }
}

/// Checks a setup that was read without errors against itself.
pub(super) fn check(root: &Table, setup: &Setup, diagnostics: &mut Diagnostics) {
    let places = Places { root };
    let mut checker = Checker { setup, places: &places, diagnostics };
    checker.contracts();
    checker.prices();
    checker.projects();
    checker.capabilities();
    checker.forces();
    checker.relations();
    checker.results();
    checker.sides();
    orders::check(setup, &places, diagnostics);
}

struct Checker<'a> {
    setup: &'a Setup,
    places: &'a Places<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn report(&mut self, diagnostic: Diagnostic, path: &str) {
        let diagnostic = self.places.at(diagnostic, path);
        self.diagnostics.push(diagnostic);
    }

    /// Every run should end as something.
    fn results(&mut self) {
        let Some(last) = self.setup.results.last() else {
            let message = "no [[result]] says what the end is called";
            let help =
                "write [[result]] with when = \"…\" and text = \"…\"; the first that holds is the page's";
            self.report(Diagnostic::warning("no-result", message).help(help), "scenario");
            return;
        };
        let rule = &last.when;
        let is_constant = rule.slots().is_empty() && rule.numbers().is_empty();
        if !is_constant || rule.evaluate(&[], &mut |_| 0.0) == 0.0 {
            let message = "the last [[result]] may not hold: a run may end as none of the results";
            let help = "end with a [[result]] that always holds: when = \"true\"";
            let path = format!("result.{}", self.setup.results.len() - 1);
            self.report(Diagnostic::warning("open-results", message).help(help), &path);
        }
    }

    fn path(&self, name: Name) -> String {
        self.setup.names[name.id].path.clone()
    }

    fn id(&self, name: Name) -> &str {
        &self.setup.names[name.id].id
    }

    fn is_zero(&self, num: Num) -> bool {
        let parameter = self.setup.parameters.get(usize::from(num.0));
        parameter.is_some_and(|parameter| parameter.distribution == Distribution::Constant(0.0))
    }

    /// A contract binds a producer to a consumer, or nothing ever flows.
    fn contracts(&mut self) {
        let setup = self.setup;
        for row in setup.contracts.rows() {
            let (path, good) = (self.path(row.name), self.id(setup.goods[row.good].name).to_owned());
            let party = |id| self.id(setup.parties[id].name).to_owned();
            let (seller, buyer) = (party(row.seller), party(row.buyer));
            if row.seller == row.buyer {
                let message = format!("`{seller}` sells `{good}` to itself");
                let help = "what it needs itself is its `home_demand_per_month`";
                self.report(Diagnostic::error("same-party", message).help(help), &format!("{path}.buyer"));
                continue;
            }
            if !setup.producers.rows().any(|other| other.party == row.seller && other.good == row.good) {
                let message = format!("`{seller}` produces no `{good}`, so nothing is ever delivered");
                let help = format!("write [producer.{seller}] {good} = {{ capacity_per_month = … }}");
                self.report(Diagnostic::error("not-produced", message).help(help), &format!("{path}.seller"));
            }
            if !setup.consumers.rows().any(|other| other.party == row.buyer && other.good == row.good) {
                let message =
                    format!("`{buyer}` consumes no `{good}`: nobody there misses what isn't delivered");
                let help = format!("write [consumer.{buyer}] {good} = {{ demand_per_month = … }}");
                self.report(
                    Diagnostic::warning("not-consumed", message).help(help),
                    &format!("{path}.buyer"),
                );
            }
        }
    }

    /// A fixed price far from the market's is mostly one in another unit.
    fn prices(&mut self) {
        const FAR: f64 = 50.0;
        let setup = self.setup;
        let constant = |num: Num| match setup.parameters.get(usize::from(num.0))?.distribution {
            Distribution::Constant(value) if value > 0.0 => Some(value),
            _ => None,
        };
        for row in setup.contracts.rows() {
            let Price::Fixed(price) = row.price else { continue };
            let good = &setup.goods[row.good];
            let is_given = self.places.node(&format!("{}.price_usd", self.path(good.name))).is_some();
            let (Some(price), Some(market)) = (constant(price), constant(good.price_usd)) else { continue };
            if is_given && !(1.0 / FAR..=FAR).contains(&(price / market)) {
                let unit = &good.unit;
                let message = format!("the price is {price} USD per {unit}, the market's is {market}");
                let help = format!("both are in USD per {unit}, not per thousand or in thousands");
                let path = format!("{}.price", self.path(row.name));
                self.report(Diagnostic::warning("odd-price", message).help(help), &path);
            }
        }
    }

    fn projects(&mut self) {
        let setup = self.setup;
        let (starts, ends) = (self.places.date("scenario.starts"), self.places.date("scenario.ends"));
        for row in setup.projects.rows() {
            let path = self.path(row.name);
            let due = format!("{path}.due");
            let date = self.places.date(&due);
            if let (Some(date), Some(starts)) = (date, starts)
                && date.epoch_minutes() < starts.epoch_minutes()
            {
                let message = format!("the project is due on {date}, before the scenario starts on {starts}");
                let help = "choose a day within the scenario, or let it start earlier";
                self.report(Diagnostic::error("outside-period", message).help(help), &due);
            }
            let last_day = |date: Date| Date { hour: 23, minute: 59, ..date };
            if let (Some(date), Some(ends)) = (date, ends.map(last_day))
                && date.epoch_minutes() > ends.epoch_minutes()
            {
                let message = format!("the project is due on {date}, after the scenario has ended");
                let help = "choose an earlier day, or let the scenario end later";
                self.report(Diagnostic::warning("outside-period", message).help(help), &due);
            }
            if row.purpose.as_ref().is_some_and(|purpose| purpose.watchers.is_empty()) {
                let message = "nobody watches this purpose, so no belief about it is ever formed";
                let help = "name who fears it: watchers = [\"some_party\"]";
                self.report(
                    Diagnostic::warning("no-watchers", message).help(help),
                    &format!("{path}.purpose"),
                );
            }
        }
    }

    fn capabilities(&mut self) {
        let setup = self.setup;
        for row in setup.capabilities.rows() {
            let path = self.path(row.name);
            match &row.kind {
                CapabilityKind::Share if row.rests_on.is_empty() => {
                    let message = format!(
                        "`{}` rests on nothing, so it can neither be lost nor threatened",
                        self.id(row.name)
                    );
                    let help = "write rests_on = { some_constellation = 1.0 } or rests_on_supply = { some_good = 1.0 }";
                    self.report(Diagnostic::error("rests-on-nothing", message).help(help), &path);
                }
                CapabilityKind::Share => {}
                CapabilityKind::MissileDefence(shield) => {
                    if self.is_zero(shield.warheads) {
                        let message = "a missile defence against an attack of 0 warheads has nothing to do";
                        let help = "give the reference attack it is measured by: warheads = 4";
                        let path = format!("{path}.missile_defence.warheads");
                        self.report(Diagnostic::error("no-warheads", message).help(help), &path);
                    }
                }
            }
        }
    }

    fn forces(&mut self) {
        let setup = self.setup;
        for row in setup.forces.rows() {
            let path = self.path(row.name);
            // Strike aircraft lift nobody but themselves.
            let on_land = !matches!(row.kind, ForceKind::StrikeAircraft | ForceKind::Naval);
            for (aircraft, _) in row.lift.iter().filter(|_| on_land) {
                let plane = &setup.aircraft[*aircraft];
                if [plane.troops, plane.paratroops, plane.vehicles]
                    .into_iter()
                    .all(|seats| self.is_zero(seats))
                {
                    let id = self.id(plane.name);
                    let message = format!("`{id}` carries neither people nor vehicles, so it lifts nobody");
                    let help = format!(
                        "give [aircraft.{id}] `troops`, `paratroops` or `vehicles`; what only fires goes into `fires`"
                    );
                    self.report(
                        Diagnostic::error("no-seats", message).help(help),
                        &format!("{path}.lift.{id}"),
                    );
                }
            }
        }
        for row in setup.corridors.rows() {
            if row.from == row.to {
                let message = "the corridor leads from a place to itself";
                let help = "name two places in `from` and `to`";
                let path = format!("{}.to", self.path(row.name));
                self.report(Diagnostic::error("same-place", message).help(help), &path);
            }
        }
    }

    /// Where it may come to a fight, the page's infobox has a column for each side.
    fn sides(&mut self) {
        let setup = self.setup;
        let fights = |option: &&OptionSetup| matches!(option.order.action, Action::Operate { .. });
        let Some(option) = setup.options.rows().find(fights).filter(|_| setup.sides.is_empty()) else {
            return;
        };
        let party = self.id(setup.parties[option.party].name);
        let message = format!("`{party}` may fight here, and no [[side]] says who stands with whom");
        let help = format!(
            "write [[side]] with title = \"…\" and parties = [\"{party}\"], one for each column of the infobox"
        );
        let path = format!("{}.order", self.path(option.name));
        self.report(Diagnostic::warning("no-side", message).help(help), &path);
    }

    fn relations(&mut self) {
        let setup = self.setup;
        for row in setup.agreements.rows() {
            if row.lessor == row.lessee {
                let message = format!("`{}` leases to itself", self.id(setup.parties[row.lessor].name));
                let path = format!("{}.lessee", self.path(row.name));
                let help = "name another party in `lessor` or `lessee`";
                self.report(Diagnostic::error("same-party", message).help(help), &path);
            }
        }
        for row in setup.parties.rows() {
            let id = self.id(row.name).to_owned();
            for measure in ["stance", "trust", "hostility"] {
                let path = format!("{measure}.{id}.{id}");
                if self.places.node(&path).is_some() {
                    let message = format!("`{id}` has no {measure} toward itself");
                    let help = "take the line away, or name another party";
                    self.report(Diagnostic::error("same-party", message).help(help), &path);
                }
            }
            if row.kind == powderkeg_engine::setup::PartyKind::Bloc && row.members().is_empty() {
                let message = format!("the bloc `{id}` has no members");
                let help = "write members = [\"some_party\", …]";
                let path = self.path(row.name);
                self.report(Diagnostic::warning("no-members", message).help(help), &path);
            }
        }
    }
}
