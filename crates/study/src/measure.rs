//! What a question is about: a column of a study's rows, or a comparison with one.
//!
//! ```text
//! raid                         whether the fact comes about (also `fact.raid`)
//! raid < 2015-04-10            whether it does before that day
//! day(raid)                    days from the scenario's first midnight until it does, where it does
//! dead                         the outcome at the end (also `outcome.dead`)
//! killed.usa > 10              whether it is more
//! result == 2                  whether it ends so: results count from 0, as in `runs.parquet`
//! ```

use std::fmt;

use jiff::ToSpan;
use powderkeg_engine::time::{DAY, Minute};

use crate::row::{Columns, Row};
use crate::toll::SORTS;

/// A column of a study's rows that a question can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// Which result holds at the end.
    Result,
    /// When the incident came about.
    Incident,
    /// Records in the log.
    Events,
    /// When a fact first held.
    Fact(usize),
    /// An outcome at the end.
    Outcome(usize),
    /// Losses of a party, of one of the [`SORTS`].
    Loss(usize, usize),
    /// People hurt in unrest, of one of the first two [`SORTS`].
    Civilians(usize),
}

/// How a column is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
}

/// What is taken of the column.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Taken {
    /// A number as it is; of a time, whether there is one.
    Plain,
    /// Days until it came about.
    Day,
    /// 1 where the comparison holds.
    Compared(Comparison, f64),
}

/// What a question is about. Gives one number a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    text: String,
    unit: String,
    column: Column,
    taken: Taken,
}

/// Why a text is no measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmeasured {
    /// There is no such column; what there is.
    Unknown {
        /// The name that was looked for.
        name: String,
        /// All names that can stand there.
        known: Vec<String>,
    },
    /// The column cannot be asked about like this; why, and what to write.
    Misused(String),
}

impl Measure {
    /// Reads what a question is about.
    ///
    /// # Errors
    /// When there is no such column, or it cannot be asked about like this.
    pub fn parse(text: &str, columns: &Columns) -> Result<Self, Unmeasured> {
        let text = text.trim();
        let (asked, comparison) = split(text);
        let (name, is_day) = match asked.strip_prefix("day(").and_then(|rest| rest.strip_suffix(')')) {
            Some(name) => (name.trim(), true),
            None => (asked, false),
        };
        let column = find(name, columns)?;
        let taken = match comparison {
            Some((comparison, value)) if !is_day && is_time(column) => {
                Taken::Compared(comparison, time(value, columns)?)
            }
            Some(_) if is_day => {
                return Err(misused(format!("compare `{name}` with a date instead: {name} < 2015-04-10")));
            }
            Some((comparison, value)) => Taken::Compared(comparison, number(value)?),
            None if is_day && !is_time(column) => {
                return Err(misused(format!("`{name}` has no day: only facts and the incident have")));
            }
            None if is_day => Taken::Day,
            None if column == Column::Result => return Err(misused(which_result(columns))),
            None => Taken::Plain,
        };
        Ok(Self { text: text.into(), unit: unit(column, taken, columns), column, taken })
    }

    /// Its value in a run; `None` for the day of what did not come about.
    #[must_use]
    pub fn of(&self, row: &Row) -> Option<f64> {
        let value = self.column.of(row);
        match self.taken {
            Taken::Plain if is_time(self.column) => Some(f64::from(u8::from(value.is_some()))),
            Taken::Plain => value,
            Taken::Day => value.map(|minutes| minutes / f64::from(DAY)),
            Taken::Compared(comparison, with) => {
                Some(f64::from(u8::from(value.is_some_and(|value| comparison.holds(value, with)))))
            }
        }
    }

    /// Whether it is 0 or 1 by its nature.
    #[must_use]
    pub fn is_yes_or_no(&self) -> bool {
        match self.taken {
            Taken::Plain => is_time(self.column),
            Taken::Day => false,
            Taken::Compared(..) => true,
        }
    }

    /// Unit of its values; `1` for a ratio and for yes or no.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Unmeasured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, known } => {
                write!(f, "there is no fact, outcome or column `{name}`; there are {}", known.join(", "))
            }
            Self::Misused(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Unmeasured {}

impl Column {
    /// Its value in a run; minutes for a time, `None` where it has none.
    fn of(self, row: &Row) -> Option<f64> {
        let minutes = |at: Minute| f64::from(at.0);
        match self {
            Self::Result => row.result.map(f64::from),
            Self::Incident => row.incident.map(minutes),
            Self::Events => Some(f64::from(row.events)),
            Self::Fact(index) => row.firsts[index].map(minutes),
            Self::Outcome(index) => Some(row.outcomes[index]),
            Self::Loss(party, sort) => Some(f64::from(row.losses[party].counts()[sort])),
            Self::Civilians(sort) => Some(f64::from(row.civilians.counts()[sort])),
        }
    }
}

impl Comparison {
    /// The longer of two that begin alike first.
    const ALL: [(&'static str, Self); 5] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("==", Self::Equal),
        ("<", Self::Less),
        (">", Self::More),
    ];

    fn holds(self, value: f64, with: f64) -> bool {
        match self {
            Self::Less => value < with,
            Self::AtMost => value <= with,
            Self::More => value > with,
            Self::AtLeast => value >= with,
            // What is asked is whether it is this very number.
            Self::Equal => value.total_cmp(&with).is_eq(),
        }
    }
}

/// What stands before a comparison, and the comparison.
fn split(text: &str) -> (&str, Option<(Comparison, &str)>) {
    let at = text.find(['<', '>', '=']);
    let found = at.and_then(|at| {
        let (name, rest) = text.split_at(at);
        let mut all = Comparison::ALL.into_iter();
        all.find_map(|(sign, sort)| Some((name.trim(), (sort, rest.strip_prefix(sign)?.trim()))))
    });
    found.map_or((text, None), |(name, compared)| (name, Some(compared)))
}

/// Every column by its name in `runs.parquet`.
fn named(columns: &Columns) -> Vec<(String, Column)> {
    let fixed = [("result", Column::Result), ("incident", Column::Incident), ("events", Column::Events)];
    let mut all: Vec<_> = fixed.map(|(name, column)| (name.to_string(), column)).into();
    let facts = columns.facts.iter().enumerate();
    all.extend(facts.map(|(index, name)| (format!("fact.{name}"), Column::Fact(index))));
    let outcomes = columns.outcomes.iter().enumerate();
    all.extend(outcomes.map(|(index, row)| (format!("outcome.{}", row.name), Column::Outcome(index))));
    for (party, id) in columns.parties.iter().enumerate() {
        let sorts = SORTS.iter().enumerate();
        all.extend(sorts.map(|(sort, (name, _))| (format!("{name}.{id}"), Column::Loss(party, sort))));
    }
    let hurt = SORTS[..2].iter().enumerate();
    all.extend(hurt.map(|(sort, (name, _))| (format!("civilians.{name}"), Column::Civilians(sort))));
    all
}

/// The column of a name; a fact or an outcome also without `fact.` and `outcome.`, the fact first.
fn find(name: &str, columns: &Columns) -> Result<Column, Unmeasured> {
    let all = named(columns);
    let written = [name.to_string(), format!("fact.{name}"), format!("outcome.{name}")];
    let found = written.iter().find_map(|name| all.iter().find(|(known, _)| known == name));
    found.map(|&(_, column)| column).ok_or_else(|| Unmeasured::Unknown {
        name: name.into(),
        known: all.into_iter().map(|(name, _)| name).collect(),
    })
}

fn is_time(column: Column) -> bool {
    matches!(column, Column::Incident | Column::Fact(_))
}

fn misused(reason: String) -> Unmeasured {
    Unmeasured::Misused(reason)
}

fn which_result(columns: &Columns) -> String {
    let results = columns.results.iter().enumerate();
    let lines: Vec<String> = results.map(|(n, text)| format!("  result == {n}   {text}")).collect();
    format!("say which result is meant:\n{}", lines.join("\n"))
}

fn number(text: &str) -> Result<f64, Unmeasured> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| misused(format!("`{text}` is no number to compare with")))
}

/// Minutes from the scenario's first midnight to a date's, at the latest the one that ends it.
fn time(text: &str, columns: &Columns) -> Result<f64, Unmeasured> {
    let (year, month, day) = columns.starts;
    let first = jiff::civil::Date::new(year, month as i8, day as i8);
    let date: Option<jiff::civil::Date> = text.parse().ok();
    let (Some(date), Ok(first)) = (date, first) else {
        return Err(misused(format!("`{text}` is no day to compare with: write it as in 2015-04-10")));
    };
    let day = first.until(date).ok().and_then(|span| u32::try_from(span.get_days()).ok());
    let day = day.filter(|&day| day <= columns.days).ok_or_else(|| {
        let last = first.saturating_add(i64::from(columns.days.saturating_sub(1)).days());
        misused(format!("{text} is outside the scenario: it goes from {first} to {last}"))
    })?;
    Ok(f64::from(day) * f64::from(DAY))
}

fn unit(column: Column, taken: Taken, columns: &Columns) -> String {
    let unit = match (taken, column) {
        (Taken::Compared(..), _) | (Taken::Plain, Column::Result | Column::Incident | Column::Fact(_)) => "1",
        (Taken::Day, _) => "days",
        (Taken::Plain, Column::Events) => "records",
        (Taken::Plain, Column::Outcome(index)) => &columns.outcomes[index].unit,
        (Taken::Plain, Column::Loss(_, sort) | Column::Civilians(sort)) => SORTS[sort].1,
    };
    unit.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Quantity;
    use crate::toll::Toll;

    fn columns() -> Columns {
        let quantity = |name: &str, unit: &str| Quantity { name: name.into(), unit: unit.into() };
        Columns {
            title: "Toy".into(),
            starts: (2015, 4, 1),
            days: 30,
            results: vec!["Seized".into(), "Held".into()],
            facts: vec!["raid".into(), "strike".into()],
            outcomes: vec![quantity("dead", "people")],
            parties: vec!["usa".into()],
            parameters: Vec::new(),
        }
    }

    fn row() -> Row {
        Row {
            run: 1,
            seed: 1,
            result: Some(1),
            incident: None,
            events: 40,
            log_hash: String::new(),
            firsts: vec![Some(Minute(9 * DAY + DAY / 2)), None],
            outcomes: vec![12.5],
            losses: vec![Toll { killed: 3, ..Toll::default() }],
            civilians: Toll { wounded: 7, ..Toll::default() },
            parameters: Vec::new(),
        }
    }

    #[test]
    fn every_form_has_its_value() {
        for (text, value, unit) in [
            ("raid", Some(1.0), "1"),
            ("fact.strike", Some(0.0), "1"),
            ("day(raid)", Some(9.5), "days"),
            ("day( strike )", None, "days"),
            ("raid < 2015-04-11", Some(1.0), "1"),
            ("raid<2015-04-10", Some(0.0), "1"),
            ("raid >= 2015-04-02", Some(1.0), "1"),
            ("raid < 2015-05-01", Some(1.0), "1"),
            ("strike < 2015-04-11", Some(0.0), "1"),
            ("strike >= 2015-04-01", Some(0.0), "1"),
            ("incident", Some(0.0), "1"),
            ("dead", Some(12.5), "people"),
            ("outcome.dead > 12.5", Some(0.0), "1"),
            ("killed.usa <= 3", Some(1.0), "1"),
            ("aircraft_lost.usa", Some(0.0), "aircraft"),
            ("civilians.wounded", Some(7.0), "people"),
            ("result == 1", Some(1.0), "1"),
            ("events", Some(40.0), "records"),
        ] {
            let measure = Measure::parse(text, &columns()).unwrap();
            assert_eq!((measure.of(&row()), measure.unit()), (value, unit), "{text}");
            assert_eq!(measure.to_string(), text);
            assert_eq!(measure.is_yes_or_no(), unit == "1", "{text}");
        }
    }

    #[test]
    fn what_is_no_measure_says_why() {
        for (text, said) in [
            ("riad", "no fact, outcome or column `riad`; there are result, incident"),
            ("", "no fact"),
            ("killed", "no fact"),
            ("result", "result == 1   Held"),
            ("day(dead)", "has no day"),
            ("day(raid) < 3", "with a date"),
            ("raid < 3", "no day to compare with"),
            ("raid < 2015-04-31", "no day to compare with"),
            (
                "raid < 2015-03-31",
                "2015-03-31 is outside the scenario: it goes from 2015-04-01 to 2015-04-30",
            ),
            ("raid >= 2015-05-02", "is outside the scenario"),
            ("dead > many", "no number"),
            ("dead > inf", "no number"),
            ("dead = 3", "no fact"),
        ] {
            let reason = Measure::parse(text, &columns()).unwrap_err().to_string();
            assert!(reason.contains(said), "{text}: {reason}");
        }
    }
}
