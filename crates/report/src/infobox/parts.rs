//! What an infobox says, row by row, for whoever draws one.

use serde::Serialize;

use super::{Infobox, SideColumn};
use crate::words::capitalised;

/// A row above or below the columns: "Date", "10 April 2015".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// What it says.
    pub text: String,
}

/// A part of all columns: "Strength", with the rows of each column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its heading; empty for those who stand in the columns.
    pub heading: &'static str,
    /// The rows of each column, in the order of the columns.
    pub columns: Vec<Vec<String>>,
}

impl Infobox {
    /// The rows above the columns.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let fact = |label, text: &str| Fact { label, text: text.into() };
        let (from, until) = &self.period;
        let when = match &self.date {
            Some(date) => fact("Date", date),
            None => fact("Period", &format!("{from} to {until}")),
        };
        let decided = if self.incident.is_some() { "Instead" } else { "Turn" };
        let mut facts = vec![when];
        facts.extend(self.incident.as_ref().map(|incident| fact("Incident", incident)));
        facts.extend(self.place.as_ref().map(|place| fact("Location", place)));
        facts.extend(self.instead.as_ref().map(|instead| fact(decided, &capitalised(instead))));
        facts.extend(self.elsewhere.as_ref().map(|text| fact("Elsewhere", text)));
        facts.push(fact("Result", &capitalised(&self.result)));
        facts
    }

    /// The row below the columns.
    #[must_use]
    pub fn below(&self) -> Option<Fact> {
        self.civilians.as_ref().map(|text| Fact { label: "Civilians", text: text.clone() })
    }

    /// The parts of the columns. What nobody has is left out, and who stands under their own name alone.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        type Part = fn(&SideColumn) -> Vec<String>;
        let fought = self.sides.iter().any(|side| !side.strength.is_empty());
        let leaders = if fought { "Commanders and leaders" } else { "Leaders" };
        let parts: [(&'static str, Part); 4] = [
            ("", |side| [&side.belligerents[..], &side.did].concat()),
            (leaders, |side| side.leaders.clone()),
            ("Strength", |side| side.strength.clone()),
            ("Casualties and losses", |side| side.losses.clone()),
        ];
        let groups = parts
            .into_iter()
            .map(|(heading, part)| Group { heading, columns: self.sides.iter().map(part).collect() });
        groups.filter(|group| !self.says_nothing(group)).collect()
    }

    fn says_nothing(&self, group: &Group) -> bool {
        let mut columns = self.sides.iter().zip(&group.columns);
        columns
            .all(|(side, rows)| rows.is_empty() || group.heading.is_empty() && *rows == [side.title.as_str()])
    }
}
