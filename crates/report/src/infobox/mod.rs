//! The incident page's infobox, with its blanks filled from a run.

mod drawing;
mod parts;
mod sides;

use powderkeg_engine::event::Event;
use powderkeg_engine::time::Minute;
use powderkeg_study::toll::{Toll, Tolls};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::alike;
use crate::fields::object;
use crate::layout::width;
use crate::run::Run;
use crate::sentence::sentence;
use crate::turn;
use crate::words::{capitalised, count, listed};
use drawing::Drawing;
pub use parts::{Fact, Group};
pub use sides::sides;

/// What a blank says where the source gives nothing.
pub const NOT_RECORDED: &str = "not recorded";

/// The infobox of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Infobox {
    /// The page's title.
    pub title: String,
    /// When the incident came about, the first time if there were several; `None`: there was no incident.
    pub date: Option<String>,
    /// First and last day of the run: without an incident the box is about these, and the result is about the last.
    pub period: (String, String),
    /// What came about; "none in this run"; `None` where the scenario doesn't say what its incident is.
    pub incident: Option<String>,
    /// Where it is, if the scenario says.
    pub place: Option<String>,
    /// What the scenario's rules call the end.
    pub result: String,
    /// Without an incident: what decided the crisis, with its date.
    pub instead: Option<String>,
    /// The columns: the scenario's sides, then third parties; without sides, the parties in dispute.
    pub sides: Vec<SideColumn>,
    /// Killed and injured people who belong to no force; `None` if there were none.
    pub civilians: Option<String>,
    /// The dead of further fronts; `None` if there were none.
    pub elsewhere: Option<String>,
}

/// The heading of a column of someone who took no side.
const THIRD_PARTY: &str = "Third party";

/// How many colours there are for sides: `--side-1` and so on. The last is shared.
const COLOURS: u8 = 3;

/// Which colour the sides have that stand at a place among a run's, from 0: 1, 2, 3 and then 3 again.
#[must_use]
pub fn colour(side: usize) -> u8 {
    u8::try_from(side).map_or(COLOURS, |side| side.saturating_add(1).min(COLOURS))
}

/// The colour of those who took no side.
pub const THIRD_COLOUR: u8 = COLOURS;

/// A column of the infobox.
#[derive(Clone, Debug, PartialEq)]
pub struct SideColumn {
    /// Its heading.
    pub title: String,
    /// Who stands in it.
    pub belligerents: Vec<String>,
    /// What those of them did who could choose: "took no part".
    pub did: Vec<String>,
    /// Leaders by role, by name where a source names them.
    pub leaders: Vec<String>,
    /// Forces and equipment; nothing where there was no fight.
    pub strength: Vec<String>,
    /// Losses in the run's fights, "none" if there were none; without a fight, soldiers hurt at a gate, if any were.
    pub losses: Vec<String>,
}

impl SideColumn {
    /// Whether it is of someone who took no side.
    #[must_use]
    pub fn is_third_party(&self) -> bool {
        self.title == THIRD_PARTY
    }
}

impl Infobox {
    /// The infobox of a run.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let (setup, words) = (run.setup, run.words());
        let tolls = Tolls::of(setup, run.log);
        let date = run.incident.map(|at| words.date(at));
        let instead = if date.is_some() { None } else { Some(instead(run)) };
        Self {
            title: setup.title.clone(),
            date,
            period: (words.date(Minute(0)), words.date(run.ended)),
            incident: incident(run),
            place: setup.place.map(|site| capitalised(words.title(setup.sites[site].name.id))),
            result: run.result.unwrap_or("none of the scenario's results").to_string(),
            instead,
            sides: sides::columns(run, &tolls),
            civilians: civilians(tolls.civilians),
            elsewhere: (tolls.fronts > 0)
                .then(|| format!("{} killed in fighting elsewhere", count(tolls.fronts))),
        }
    }

    /// The colour of each column, as [`colour`] has it; third parties share the last, also where there is but one side.
    #[must_use]
    pub fn colours(&self) -> Vec<u8> {
        let columns = self.sides.iter().enumerate();
        let one = |(index, side): (usize, &SideColumn)| {
            if side.is_third_party() { THIRD_COLOUR } else { colour(index) }
        };
        columns.map(one).collect()
    }

    /// A box for a terminal, at most `columns` wide (at least 40).
    #[must_use]
    pub fn render(&self, columns: usize) -> String {
        Drawing::new(columns.clamp(40, 80), self.sides.len()).draw(self)
    }

    /// The infobox for programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let sides: Vec<Value> = self
            .sides
            .iter()
            .map(|side| {
                object([
                    ("title", json!(side.title)),
                    ("belligerents", json!(side.belligerents)),
                    ("did", json!(side.did)),
                    ("leaders", json!(side.leaders)),
                    ("strength", json!(side.strength)),
                    ("losses", json!(side.losses)),
                ])
            })
            .collect();
        object([
            ("title", json!(self.title)),
            ("date", json!(self.date)),
            ("incident", json!(self.incident)),
            ("from", json!(self.period.0)),
            ("until", json!(self.period.1)),
            ("place", json!(self.place)),
            ("result", json!(self.result)),
            ("instead", json!(self.instead)),
            ("sides", json!(sides)),
            ("civilians", json!(self.civilians)),
            ("elsewhere", json!(self.elsewhere)),
        ])
    }
}

/// As [`Infobox::json`] has it.
impl Serialize for Infobox {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

/// "The United States raided the Baikonur Cosmodrome …", and which raids came after it.
fn incident(run: &Run) -> Option<String> {
    if run.setup.incident.is_empty() {
        return None;
    }
    let words = run.words();
    let Some(first) = turn::incident(run) else { return Some("none in this run".into()) };
    let records = run.log.records();
    let is_raid = |event: &Event| matches!(event, Event::RaidBegan { .. });
    let mut text = finished(&alike::told(run, first).0);
    let raids = records[first + 1..].iter().filter(|record| is_raid(&record.event));
    if is_raid(&records[first].event) {
        let again: Vec<String> = raids.map(|record| words.date(record.id.at)).collect();
        if !again.is_empty() {
            text.push_str(&format!(" Again on {}.", listed(&again)));
        }
    } else {
        for record in raids {
            text.push_str(&format!(" {}: {}", words.date(record.id.at), sentence(&words, &record.event)));
        }
    }
    Some(text)
}

fn finished(clause: &str) -> String {
    format!("{}.", capitalised(clause))
}

/// "12 April 2015: The anti-satellite launch succeeded."
fn instead(run: &Run) -> String {
    let words = run.words();
    let turns: Vec<String> = turn::decisive(run)
        .into_iter()
        .map(|position| {
            let record = &run.log.records()[position];
            format!("{}: {}", words.date(record.id.at), sentence(&words, &record.event))
        })
        .collect();
    if turns.is_empty() { "nothing was decided.".into() } else { turns.join(" ") }
}

/// "3 killed and 12 injured in unrest during the run": the models know no civilians in a fight.
fn civilians(toll: Toll) -> Option<String> {
    let parts: Vec<String> = [(toll.killed, "killed"), (toll.wounded, "injured")]
        .into_iter()
        .filter(|&(number, _)| number > 0)
        .map(|(number, how)| format!("{} {how}", count(number)))
        .collect();
    (!parts.is_empty()).then(|| format!("{} in unrest during the run", listed(&parts)))
}

/// Whether every line of a rendering is equally wide: what makes it a box.
#[must_use]
pub fn is_aligned(text: &str) -> bool {
    let mut widths = text.lines().map(width);
    let first = widths.next();
    widths.all(|width| Some(width) == first)
}
