//! The forces of a skeleton: people first, and what stands under them on the page.

use std::fmt::Write;

use super::Library;
use super::ids::Ids;
use super::parties::Parties;
use super::question::{Questions, Wants};
use super::scenario::FILE;
use super::text::{in_line, quoted};
use crate::amount::Amount;
use crate::kind::Kind;
use crate::lint::said;
use crate::page::{Found, Page};

const KINDS: [&str; 6] =
    ["light infantry", "airborne infantry", "motorised infantry", "security", "strike aircraft", "naval"];

pub(super) fn write(
    out: &mut String,
    page: &Page,
    parties: &Parties,
    site: &str,
    (ids, library): (&mut Ids, &Library),
    questions: &mut Questions,
) {
    out.push_str("# -- Forces\n\n");
    let columns = page.columns.iter().enumerate().map(|(index, column)| (Some(index), column));
    for (column, side) in columns.chain([(None, &page.loose)]) {
        let mut writer = Writer { out, questions, parties, site, ids, library, column, force: None };
        for strength in &side.strength {
            writer.strength(strength);
        }
        for unit in &side.units {
            let _ =
                writeln!(writer.out, "# {}: {}, listed without a figure", unit.place, in_line(&unit.value));
        }
        if !side.is_empty() {
            writer.out.push('\n');
        }
    }
}

struct Writer<'a> {
    out: &'a mut String,
    questions: &'a mut Questions,
    parties: &'a Parties,
    site: &'a str,
    ids: &'a mut Ids,
    library: &'a Library,
    column: Option<usize>,
    /// The title of the force that is being written, and whether it has vehicles.
    force: Option<(String, bool)>,
}

impl Writer<'_> {
    fn strength(&mut self, found: &Found<Amount>) {
        let amount = &found.value;
        if !self.questions.have_room(found.place) {
            return;
        }
        match amount.kind {
            Kind::People | Kind::Unstated => self.force(found),
            Kind::Vehicles | Kind::Aircraft => self.equipment(found),
            // Ships are a force of their own; what else there is has no key.
            Kind::Ships => self.force(found),
            Kind::Other => {
                let _ = writeln!(
                    self.out,
                    "# {}: {}; no key of a force counts them",
                    found.place,
                    in_line(&told(amount))
                );
            }
        }
    }

    fn force(&mut self, found: &Found<Amount>) {
        let amount = &found.value;
        let title = match (amount.unit.as_str(), &amount.label) {
            ("", Some(label)) => label.clone(),
            ("", None) => self.column_name(),
            (unit, _) => unit.to_owned(),
        };
        let id = self.ids.give(&format!("{title} force"), "force");
        let _ = writeln!(
            self.out,
            "[force.{id}] # {}\ntitle    = {}\npage     = \"infobox\"",
            found.place,
            quoted(&title)
        );
        self.owner(&title, found);
        let kinds = KINDS.map(str::to_owned).to_vec();
        self.ask(
            found,
            format!("What kind of force are the {title}?"),
            (Wants::Choice, kinds),
            "kind     = \"…\"",
        );
        self.people(&title, found);
        let asks = format!(
            "Where do the {title} stand at the start? Add a site, city or airfield of your own; the page names one place."
        );
        self.ask(found, asks, (Wants::Choice, vec![self.site.to_owned()]), "at       = \"…\"");
        self.force = Some((title, false));
    }

    fn owner(&mut self, title: &str, found: &Found<Amount>) {
        match self.parties.of_column(self.column)[..] {
            [party] => {
                let _ = writeln!(self.out, "of       = \"{}\"", party.id);
            }
            ref several => {
                let ids: Vec<String> = several.iter().map(|party| party.id.clone()).collect();
                let ids = if ids.is_empty() { self.parties.ids() } else { ids };
                self.ask(found, format!("Whose are the {title}?"), (Wants::Choice, ids), "of       = \"…\"");
            }
        }
    }

    /// The figure as the page has it; asked where its end is open, or where it counts no people.
    fn people(&mut self, title: &str, found: &Found<Amount>) {
        let amount = &found.value;
        let about = if amount.about { " # \"about\" on the page" } else { "" };
        match (amount.kind, amount.least, amount.most) {
            (Kind::People, least, Some(most)) if least == most => {
                let _ = writeln!(
                    self.out,
                    "strength = {{ value = {least}, page = \"infobox\", source = \"page\" }}{about}"
                );
            }
            (Kind::People, least, Some(most)) if least > 0 => {
                let _ = writeln!(
                    self.out,
                    "strength = {{ uniform = [{least}, {most}], page = \"infobox\", source = \"page\" }}{about}"
                );
            }
            (Kind::Ships, ..) => {
                let asks = format!("How many people are on the {title}? The page counts {}.", told(amount));
                self.ask(found, asks, (Wants::Number, Vec::new()), "strength = …");
            }
            _ => {
                let asks = format!(
                    "How many are they? The page says \"{}\"; a figure, or a range as {{ uniform = [1, 2] }}.",
                    told(amount)
                );
                self.ask(found, asks, (Wants::Number, Vec::new()), "strength = …");
            }
        }
    }

    /// Under the force that stands before it on the page, to be confirmed or moved.
    fn equipment(&mut self, found: &Found<Amount>) {
        let amount = &found.value;
        let Some((force, has_vehicles)) = self.force.clone() else {
            let _ = writeln!(
                self.out,
                "# {}: {}; no people stand before them to whom they could belong",
                found.place,
                in_line(&told(amount))
            );
            return;
        };
        let figure = figure(amount);
        if amount.kind == Kind::Aircraft {
            let asks = format!(
                "Do the {} belong to the {force}, behind whom they stand on the page? lift.ID if they carry, fires.ID if they \
                 shoot, where ID is an aircraft of the list or of your own.",
                told(amount)
            );
            self.ask(found, asks, (Wants::Aircraft, self.library.aircraft.clone()), &format!("… = {figure}"));
            return;
        }
        if has_vehicles {
            let _ = writeln!(self.out, "# {}: {} as well", found.place, in_line(&told(amount)));
            return;
        }
        self.force = Some((force.clone(), true));
        let asks =
            format!("Do the {} belong to the {force}, behind whom they stand on the page?", told(amount));
        self.ask(found, asks, (Wants::Confirm, Vec::new()), &format!("vehicles = {figure}"));
    }

    fn column_name(&self) -> String {
        match self.parties.of_column(self.column).first() {
            Some(party) => format!("Forces of {}", party.title),
            None => "Forces".to_owned(),
        }
    }

    fn ask(&mut self, found: &Found<Amount>, asks: String, wants: (Wants, Vec<String>), line: &str) {
        let text = self.questions.ask(FILE, asks, wants, Some(found.place), &[line.to_owned()]);
        self.out.push_str(&text);
    }
}

fn told(amount: &Amount) -> String {
    format!("{} {}", said(amount), amount.unit).trim().to_owned()
}

fn figure(amount: &Amount) -> String {
    match amount.most {
        Some(most) if most > amount.least => {
            format!("{{ uniform = [{}, {most}], page = \"infobox\", source = \"page\" }}", amount.least)
        }
        _ => format!("{{ value = {}, page = \"infobox\", source = \"page\" }}", amount.least),
    }
}
