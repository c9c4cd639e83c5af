//! Units, checked by name.

use std::collections::BTreeMap;
use std::fmt;

/// The unit of a number, as a product of powers of named units.
///
/// `share` (a part of a whole, 0 to 1) multiplies anything and leaves its unit alone. `count`, `level` and `factor` are
/// pure numbers too, but of different things: a count is not compared with a level, nor with a share. Multiplied with
/// a unit of measure they vanish: `level` × `1/day` is `1/day`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit(Parts);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Parts {
    /// A pure number, by what it numbers.
    Pure(&'static str),
    /// Named units with their powers, none of which is 0; never empty.
    Measure(BTreeMap<String, i32>),
}

const SHARE: &str = "share";
const PURE: [&str; 4] = [SHARE, "count", "level", "factor"];
/// Plurals that mean one unit. Other names stand for themselves.
const PLURALS: [(&str, &str); 6] = [
    ("minutes", "minute"),
    ("hours", "hour"),
    ("days", "day"),
    ("weeks", "week"),
    ("months", "month"),
    ("years", "year"),
];

impl Unit {
    /// Reads a unit such as `people`, `1/day`, `kt/month`, `°C*day`: named units joined by `*` or `/`, from left to
    /// right. `1` is a pure number, a share. Plurals of times are their singulars.
    pub fn read(text: &str) -> Self {
        let mut powers = BTreeMap::new();
        let mut pure = SHARE;
        let mut sign = 1;
        let mut rest = text;
        loop {
            let end = rest.find(['*', '/']).unwrap_or(rest.len());
            let name = rest[..end].trim();
            if let Some(known) = PURE.into_iter().find(|pure| *pure == name) {
                pure = if pure == SHARE { known } else { pure };
            } else if name != "1" && !name.is_empty() {
                let name =
                    PLURALS.into_iter().find(|(plural, _)| *plural == name).map_or(name, |(_, one)| one);
                *powers.entry(name.to_owned()).or_insert(0) += sign;
            }
            let Some(operator) = rest[end..].chars().next() else { break };
            sign = if operator == '/' { -1 } else { 1 };
            rest = &rest[end + 1..];
        }
        Self::measure(powers).unwrap_or(Self(Parts::Pure(pure)))
    }

    /// A part of a whole, and the ratio of two numbers of one unit.
    pub fn share() -> Self {
        Self(Parts::Pure(SHARE))
    }

    /// Whether it counts nothing measured, so that it can stand in an exponent.
    pub fn is_pure(&self) -> bool {
        matches!(self.0, Parts::Pure(_))
    }

    fn measure(mut powers: BTreeMap<String, i32>) -> Option<Self> {
        powers.retain(|_, power| *power != 0);
        (!powers.is_empty()).then_some(Self(Parts::Measure(powers)))
    }

    /// The unit of a product; none if it cannot be told (a count of levels).
    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        self.combine(other, 1)
    }

    /// The unit of a quotient; none if it cannot be told.
    pub(super) fn over(&self, other: &Self) -> Option<Self> {
        if self == other { Some(Self::share()) } else { self.combine(other, -1) }
    }

    fn combine(&self, other: &Self, sign: i32) -> Option<Self> {
        match (&self.0, &other.0) {
            (Parts::Pure(x), Parts::Pure(y)) if x == y || *y == SHARE => Some(self.clone()),
            (Parts::Pure(x), Parts::Pure(_)) if *x == SHARE && sign > 0 => Some(other.clone()),
            (Parts::Pure(_), Parts::Pure(_)) => None,
            (Parts::Measure(_), Parts::Pure(_)) => Some(self.clone()),
            (Parts::Pure(_), Parts::Measure(powers)) => {
                Self::measure(powers.iter().map(|(name, power)| (name.clone(), sign * power)).collect())
            }
            (Parts::Measure(x), Parts::Measure(y)) => {
                let mut powers = x.clone();
                for (name, power) in y {
                    *powers.entry(name.clone()).or_insert(0) += sign * power;
                }
                Some(Self::measure(powers).unwrap_or_else(Self::share))
            }
        }
    }

    /// The unit of a square root; none if it has none.
    pub(super) fn root(&self) -> Option<Self> {
        match &self.0 {
            Parts::Pure(_) => Some(self.clone()),
            Parts::Measure(powers) if powers.values().all(|power| power % 2 == 0) => {
                Self::measure(powers.iter().map(|(name, power)| (name.clone(), power / 2)).collect())
            }
            Parts::Measure(_) => None,
        }
    }
}

impl fmt::Display for Unit {
    /// `people`, `1/day`, `kt*km/month`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let powers = match &self.0 {
            Parts::Pure(name) => return f.write_str(name),
            Parts::Measure(powers) => powers,
        };
        let repeated = |wanted: i32| {
            powers
                .iter()
                .filter(move |(_, power)| power.signum() == wanted)
                .flat_map(|(name, power)| std::iter::repeat_n(name.as_str(), power.unsigned_abs() as usize))
                .collect::<Vec<_>>()
        };
        let (above, below) = (repeated(1), repeated(-1));
        let plural = |name: &str| {
            PLURALS
                .into_iter()
                .find(|(_, one)| *one == name)
                .map_or(name.to_owned(), |(many, _)| many.to_owned())
        };
        match above.as_slice() {
            [] => f.write_str("1")?,
            [one] if below.is_empty() => f.write_str(&plural(one))?,
            many => f.write_str(&many.join("*"))?,
        }
        for name in below {
            write!(f, "/{name}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[track_caller]
    fn product(x: &str, y: &str, expected: Option<&str>) {
        let unit = Unit::read(x).times(&Unit::read(y));
        assert_eq!(unit.map(|unit| unit.to_string()).as_deref(), expected, "{x} × {y}");
    }

    #[test]
    fn products() {
        product("people", "share", Some("people"));
        product("level", "1/day", Some("1/day"));
        product("kt/month", "months", Some("kt"));
        product("1/day", "days", Some("share"));
        product("share", "count", Some("count"));
        product("level", "level", Some("level"));
        product("count", "level", None);
        product("kt", "km", Some("km*kt"));
    }

    #[test]
    fn quotients_and_roots() {
        let over = |x: &str, y: &str| Unit::read(x).over(&Unit::read(y)).map(|unit| unit.to_string());
        assert_eq!(over("days", "day").as_deref(), Some("share"));
        assert_eq!(over("count", "count").as_deref(), Some("share"));
        assert_eq!(over("count", "days").as_deref(), Some("1/day"));
        assert_eq!(over("share", "level"), None);
        assert_eq!(over("people", "km*km").as_deref(), Some("people/km/km"));
        assert_eq!(Unit::read("km*km").root(), Some(Unit::read("km")));
        assert_eq!(Unit::read("km").root(), None);
    }

    #[test]
    fn names() {
        assert_eq!(Unit::read("day"), Unit::read("days"));
        assert_eq!(Unit::read("1"), Unit::share());
        assert_eq!(Unit::read("").to_string(), "share");
        assert_eq!(Unit::read("°C").to_string(), "°C");
        assert_eq!(Unit::read("day").to_string(), "days");
        assert_ne!(Unit::read("count"), Unit::read("level"));
    }
}
