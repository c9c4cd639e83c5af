//! What the parties could have done, as text and as JSON.

use std::fmt::Write;

use powderkeg_engine::id::{OptionId, PartyId};
use powderkeg_engine::setup::Setup;
use powderkeg_report::layout::hang;
use powderkeg_report::run::civil;
use powderkeg_report::words::{Words, capitalised, count, percent, significant};
use powderkeg_study::levers::{Act, Base, Effect};
use powderkeg_workspace::studies::Asked;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{bar, places_of};

/// What was tried, and what it did.
pub struct Told<'a> {
    /// The scenario and the outcome.
    pub asked: &'a Asked,
    /// The runs with nothing done otherwise.
    pub base: &'a Base,
    /// What each act does, the greatest first.
    pub effects: &'a [&'a Effect],
    /// All runs that were made.
    pub runs: u64,
}

const LEGEND: &str = "\
What each party could have done otherwise, one act at a time, all else as in the same run without it: the same luck, and \
the others free to answer. Never: an option is not taken, of those that were taken in some run. On a day: an option \
that hardly any run takes is taken at noon of the scenario's middle day, if it can be carried out then. A number that \
is the party's choice is set near either end of its range. In brackets 95 % intervals.";

/// Columns of a bar.
const BAR: usize = 16;

impl Told<'_> {
    /// Prints it.
    pub fn print(&self, as_json: bool) -> Result<(), Failure> {
        if as_json { print_json(&self.json()) } else { print(&self.text()) }
    }

    fn setup(&self) -> &Setup {
        self.asked.case.engine().setup()
    }

    fn text(&self) -> String {
        let measure = &self.asked.measure;
        let title = format!("{}: what the parties could do about `{measure}`", self.setup().title);
        let mut out = hang(&title, columns(), "", "  ");
        out.push_str(&hang(&self.how(), columns(), "", ""));
        out.push('\n');
        out.push_str(&hang(LEGEND, columns(), "", ""));
        let standing: Vec<&Effect> = self.effects.iter().copied().filter(|effect| effect.stands).collect();
        let mut parties: Vec<Option<PartyId>> = Vec::new();
        for party in standing.iter().map(|effect| self.party(effect.act)) {
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
        let most = standing.first().map_or(0.0, |effect| effect.paired.difference().abs());
        for party in parties {
            let name = party.map(|party| Words::new(self.setup()).party(party));
            let _ =
                writeln!(out, "\n{}", capitalised(&name.unwrap_or_else(|| "nobody's in particular".into())));
            for effect in standing.iter().filter(|effect| self.party(effect.act) == party) {
                self.effect(&mut out, effect, most);
            }
        }
        out.push_str(&hang(&self.rest(standing.len()), columns(), "\n", ""));
        out
    }

    /// What was run.
    fn how(&self) -> String {
        let plan = self.base.plan();
        let (first, last) = (plan.seed, plan.seed_of(plan.runs));
        let runs = u32::try_from(self.runs).map_or_else(|_| self.runs.to_string(), count);
        let mean = self.base.values().iter().sum::<f64>() / f64::from(plan.runs.max(1));
        let is = if self.is_share() {
            format!("it holds in {} of them", percent(mean))
        } else {
            format!("its mean is {}{}", significant(mean), self.unit())
        };
        format!(
            "{} runs, seeds {first} to {last}; {is}. {runs} runs with all that was tried.",
            count(plan.runs)
        )
    }

    /// Whether it is yes or no in all runs.
    fn is_share(&self) -> bool {
        self.asked.measure.is_yes_or_no()
    }

    fn unit(&self) -> String {
        match self.asked.measure.unit() {
            "1" => String::new(),
            unit => format!(" {unit}"),
        }
    }

    fn effect(&self, out: &mut String, effect: &Effect, most: f64) {
        let concerned = match effect.act {
            Act::Forbid(_) => format!("; taken in {} runs", count(effect.concerns)),
            Act::Order(option, _) => format!("; else taken in {} runs", count(self.base.taken_in(option))),
            Act::Choose(..) => String::new(),
        };
        out.push_str(&hang(&format!("{}{concerned}", self.name(effect.act)), columns(), "  ", "    "));
        let size = effect.paired.difference().abs() / most;
        let _ = writeln!(out, "    {} {}", bar(size, BAR), self.difference(effect));
    }

    /// "−12 points (−15 to −9)", "+1.2 people (0.8 to 1.6)".
    fn difference(&self, effect: &Effect) -> String {
        let (scale, unit) = if self.is_share() { (100.0, " points".into()) } else { (1.0, self.unit()) };
        let difference = effect.paired.difference() * scale;
        let (low, high) = effect
            .paired
            .interval()
            .map_or((difference, difference), |(low, high)| (low * scale, high * scale));
        let places = places_of((high - low) / 2.0).saturating_sub(1);
        let text = format!("{difference:+.places$}{unit} ({low:.places$} to {high:.places$})");
        text.replace('-', "−")
    }

    /// What is not shown, and how many of those shown may be chance.
    fn rest(&self, standing: usize) -> String {
        let tried = self.effects.len();
        if tried == 0 {
            return "No party has an option, or a number of its own to choose: there is nothing to try."
                .into();
        }
        let mut text = if standing == 0 {
            format!("{tried} acts were tried; none of them did anything that could be told from chance.")
        } else {
            format!(
                "{tried} acts were tried. Of the {standing} shown, one in twenty may be chance (Benjamini and Hochberg); \
                 the other {} did nothing that could be told from it.",
                tried - standing
            )
        };
        text.push_str(" --json has them all.");
        text
    }

    /// Whose act it is: a number under `doctrine.PARTY` is that party's.
    fn party(&self, act: Act) -> Option<PartyId> {
        let setup = self.setup();
        match act {
            Act::Forbid(option) | Act::Order(option, _) => Some(setup.options[option].party),
            Act::Choose(number, _) => {
                let (_, rest) = self.path(number).split_once("doctrine.")?;
                let wanted = rest.split('.').next()?;
                let mut parties = setup.parties.iter();
                parties.find(|(_, party)| self.id(party.name.id) == wanted).map(|(id, _)| id)
            }
        }
    }

    fn id(&self, name: powderkeg_engine::id::NameId) -> &str {
        self.setup().names.get(name).map_or("?", |named| named.id.as_str())
    }

    fn path(&self, number: usize) -> &str {
        &self.asked.case.columns().parameters[number].name
    }

    fn option(&self, option: OptionId) -> String {
        let row = &self.setup().options[option];
        format!("{}.{}", self.id(self.setup().parties[row.party].name.id), self.id(row.name.id))
    }

    /// The value to which an act sets a number.
    fn chosen(&self, number: usize, share: f64) -> f64 {
        let parameter = &self.setup().parameters[self.asked.case.uncertain()[number]];
        parameter.distribution.quantile(share, parameter.min, parameter.max)
    }

    fn name(&self, act: Act) -> String {
        match act {
            Act::Forbid(option) => format!("never {}", self.option(option)),
            Act::Order(option, at) => {
                format!("{} on {}", self.option(option), civil(self.setup(), at).strftime("%-d %B %Y"))
            }
            Act::Choose(number, share) => {
                format!("{} = {}", self.path(number), significant(self.chosen(number, share)))
            }
        }
    }

    fn json(&self) -> Value {
        let plan = self.base.plan();
        let acts = self.effects.iter().map(|effect| {
            let (low, high) = effect.paired.interval().unzip();
            let mut value = json!({
                "party": self.party(effect.act).map(|party| self.id(self.setup().parties[party].name.id)),
                "difference": effect.paired.difference(), "low": low, "high": high,
                "base": effect.paired.base(), "with": effect.paired.with(),
                "runs_concerned": effect.concerns, "pairs_differing": effect.paired.differing(),
                "p": effect.p, "stands": effect.stands,
            });
            match effect.act {
                Act::Forbid(option) => value["forbid"] = json!(self.option(option)),
                Act::Order(option, at) => {
                    let at = civil(self.setup(), at).to_string();
                    value["do"] = json!({ "option": self.option(option), "at": at });
                }
                Act::Choose(number, share) => {
                    value["set"] = json!({ "path": self.path(number), "value": self.chosen(number, share) });
                }
            }
            value
        });
        let never = self.setup().options.ids().filter(|&option| self.base.taken_in(option) == 0);
        json!({
            "title": self.setup().title,
            "outcome": self.asked.measure.to_string(),
            "unit": self.asked.measure.unit(),
            "seed": plan.seed,
            "pairs": plan.runs,
            "runs": self.runs,
            "acts": acts.collect::<Vec<_>>(),
            "never_taken": never.map(|option| self.option(option)).collect::<Vec<_>>(),
        })
    }
}
