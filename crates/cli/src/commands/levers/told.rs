//! What the parties could have done, as text and as JSON.

use std::fmt::Write;

use powderkeg_engine::id::PartyId;
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_report::layout::hang;
use powderkeg_report::run::civil;
use powderkeg_report::words::{Words, capitalised, count, counted, percent, significant};
use powderkeg_study::levers::{Act, Effect, Orders};
use powderkeg_workspace::figures::{chosen, levers, option_path, parameter};
use powderkeg_workspace::studies::{Asked, Tried};

use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{bar, places_of};

/// What was tried, and what it did.
pub struct Told<'a> {
    /// The scenario and the outcome.
    pub asked: &'a Asked,
    /// The answer.
    pub tried: &'a Tried,
}

const ACTS: &str = "\
What each party could have done otherwise, one act at a time, all else as in the same run without it: the same luck, and \
the others free to answer. Never: an option is not taken, of those that were taken in some run.";

const ORDERED_IF_RARE: &str = "\
On a day: an option that hardly any run takes is taken at noon of the scenario's middle day, if it can be carried out \
then.";

const ORDERED: &str = "On a day: an option is taken then besides, if it can be carried out.";

const NUMBERS: &str = "\
A number that is the party's choice is set near either end of its range. In brackets 95 % intervals.";

/// Columns of a bar.
const BAR: usize = 16;

impl Told<'_> {
    /// Prints it.
    pub fn print(&self, as_json: bool) -> Result<(), Failure> {
        if as_json { print_json(&levers(self.asked, self.tried)) } else { print(&self.text()) }
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
        out.push_str(&hang(&self.legend(), columns(), "", ""));
        let standing: Vec<&Effect> = self.tried.effects.iter().filter(|effect| effect.stands).collect();
        let mut parties: Vec<Option<PartyId>> = Vec::new();
        for party in standing.iter().map(|effect| self.owner(effect)) {
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
        let most = standing.first().map_or(0.0, |effect| effect.paired.difference().abs());
        for party in parties {
            let name = party.map(|party| Words::new(self.setup()).party(party));
            let _ =
                writeln!(out, "\n{}", capitalised(&name.unwrap_or_else(|| "nobody's in particular".into())));
            for effect in standing.iter().filter(|effect| self.owner(effect) == party) {
                self.effect(&mut out, effect, most);
            }
        }
        out.push_str(&hang(&self.rest(standing.len()), columns(), "\n", ""));
        out
    }

    /// What the lines mean.
    fn legend(&self) -> String {
        let ordered = match self.tried.orders {
            Orders::Rare => ORDERED_IF_RARE,
            Orders::At(_) => ORDERED,
        };
        format!("{ACTS} {ordered} {NUMBERS}")
    }

    /// What was run.
    fn how(&self) -> String {
        let plan = self.tried.base.plan();
        let (first, last) = (plan.seed, plan.seed_of(plan.runs));
        let runs = u32::try_from(self.tried.runs).map_or_else(|_| self.tried.runs.to_string(), count);
        let mean = self.tried.base.values().iter().sum::<f64>() / f64::from(plan.runs.max(1));
        let is = if self.is_share() {
            format!("it holds in {} of them", percent(mean))
        } else {
            format!("its mean is {}{}", significant(mean), self.unit())
        };
        format!(
            "{}, seeds {first} to {last}; {is}. {runs} runs with all that was tried.",
            counted(plan.runs, "run", "runs")
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
            Act::Order(option, _) => {
                format!("; else taken in {} runs", count(self.tried.base.taken_in(option)))
            }
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
        let tried = self.tried.effects.len();
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

    fn owner(&self, effect: &Effect) -> Option<PartyId> {
        effect.act.owner(self.setup(), self.asked.case.uncertain())
    }

    fn name(&self, act: Act) -> String {
        match act {
            Act::Forbid(option) => format!("never {}", option_path(self.setup(), option)),
            Act::Order(option, at) => format!("{} on {}", option_path(self.setup(), option), self.when(at)),
            Act::Choose(number, share) => {
                let case = &self.asked.case;
                let value = significant(chosen(case, number, share));
                format!("{} = {value}", parameter(case, number).path)
            }
        }
    }

    /// A day, or a moment of it that is not its begin.
    fn when(&self, at: Minute) -> String {
        let form = if at.0.is_multiple_of(DAY) { "%-d %B %Y" } else { "%-d %B %Y, %H:%M" };
        civil(self.setup(), at).strftime(form).to_string()
    }
}
