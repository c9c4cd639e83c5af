//! The yardstick in other sizes, made from the text of the shipped one: longer, with more cities, with more rules.

use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::diagnostic::Style;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;
use std::collections::BTreeMap;

/// The shipped one.
const SHIPPED: &str = include_str!("../../scenarios/yardstick/scenario.toml");
const SHIPPED_LAST_DAY: &str = "2031-05-30";

/// What a yardstick can have more of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Days.
    Days,
    /// Cities: the same ones again.
    Cities,
    /// Rules: the same ones again, each at a part of its rate, so that as much is decided.
    Rules,
}

impl Axis {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Days, Self::Cities, Self::Rules];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Cities => "cities",
            Self::Rules => "rules",
        }
    }

    /// The sizes that are measured, each twice the one before. Cities and rules have no smaller one than the shipped:
    /// fewer of them would be another crisis.
    #[must_use]
    pub fn sizes(self) -> [usize; 4] {
        match self {
            Self::Days => [75, 150, 300, 600],
            Self::Cities => [8, 16, 32, 64],
            Self::Rules => [30, 60, 120, 240],
        }
    }

    /// The last day of a scenario of one of the sizes in days.
    fn last_day(days: usize) -> &'static str {
        match days {
            75 => "2031-03-16",
            300 => "2031-10-27",
            600 => "2032-08-22",
            _ => SHIPPED_LAST_DAY,
        }
    }
}

/// The text of a yardstick of one of an axis's sizes.
#[must_use]
pub fn text(axis: Axis, size: usize) -> String {
    match axis {
        Axis::Days => SHIPPED.replacen(SHIPPED_LAST_DAY, Axis::last_day(size), 1),
        Axis::Cities => with_tables("[city.", size, |body, _| body.to_owned()),
        Axis::Rules => with_tables("[doctrine.", size, |body, copies| {
            body.replacen("{ rate =", &format!("{{ copies = {copies}, rate ="), 1).replacen(
                "\"rate *",
                "\"rate / copies *",
                1,
            )
        }),
    }
}

/// The shipped text with all tables whose headers start with `prefix` so many times that there are `size`. `copy` makes
/// the body of one of so many copies.
fn with_tables(prefix: &str, size: usize, copy: impl Fn(&str, usize) -> String) -> String {
    let tables = tables();
    let of_kind: Vec<_> = tables.iter().filter(|(header, _)| header.starts_with(prefix)).collect();
    let copies = size / of_kind.len();
    let rest = tables.iter().filter(|(header, _)| !header.starts_with(prefix));
    let mut text: String = rest.map(|(header, body)| format!("{header}{body}")).collect();
    for number in 0..copies {
        for (header, body) in &of_kind {
            let header = header.replacen(']', &format!("_{number}]"), 1);
            text.push_str(&header);
            text.push_str(&copy(body, copies));
        }
    }
    text
}

/// The shipped text in pieces: a table's header, and what follows up to the next.
fn tables() -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let mut rest = SHIPPED;
    while let Some(end) = rest.find("\n[") {
        let (table, after) = rest.split_at(end + 1);
        found.push(table);
        rest = after;
    }
    found.push(rest);
    found
        .into_iter()
        .map(|table| table.split_at(table.find('\n').map_or(table.len(), |end| end + 1)))
        .collect()
}

/// The engine of such a text.
///
/// # Panics
/// If the text has mistakes: then there is nothing to measure.
#[must_use]
pub fn engine(text: String) -> Engine {
    let files = BTreeMap::from([("scenario.toml".to_owned(), text.into_bytes())]);
    let loaded = read(&SourceTree::Memory(files), &[]);
    let said = loaded.diagnostics.render(&loaded.sources, Style::Plain);
    Engine::new(loaded.scenario.unwrap_or_else(|| panic!("{said}")).setup)
}

/// Runs of the first so many seeds, to their ends; gives the number of their records.
#[must_use]
#[inline(never)]
pub fn runs(engine: &Engine, seeds: u64) -> usize {
    (0..seeds).map(|seed| engine.run(seed, RunOptions::default()).log().records().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_scenario::scenario::check;

    #[test]
    fn the_shipped_one_has_no_mistakes_and_is_of_its_size() {
        let checked = check(&SourceTree::BuiltIn("yardstick".into()), &[]).loaded;
        assert_eq!(checked.diagnostics.render(&checked.sources, Style::Plain), "");
        let setup = checked.scenario.expect("it has no mistakes").setup;
        let sizes = [setup.parties.len(), setup.cities.len(), setup.contracts.len(), setup.options.len()];
        assert_eq!((sizes, setup.calendar.ends.day() + 1), ([6, 8, 10, 30], 150));
    }

    #[test]
    fn every_size_is_what_it_says() {
        for axis in Axis::ALL {
            for size in axis.sizes() {
                let engine = engine(text(axis, size));
                let setup = engine.setup();
                let found = match axis {
                    Axis::Days => (setup.calendar.ends.0.div_ceil(24 * 60)) as usize,
                    Axis::Cities => setup.cities.len(),
                    Axis::Rules => setup.options.len(),
                };
                assert_eq!(found, size, "{axis:?}");
            }
        }
    }
}
