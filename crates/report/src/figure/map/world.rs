//! Land and borders of the world, as `data/world.txt` has them. `data/README.md` says what it is and how it was made.

const TEXT: &str = include_str!("../../../data/world.txt");
/// Units of a coordinate in a degree.
const PRECISION: f64 = 100.0;

/// Names that scenarios use, now or at the time in official use, and what Natural Earth 4.1.0 calls the same country.
const ALIASES: [(&str, &str); 14] = [
    ("Bosnia and Herzegovina", "Bosnia and Herz."),
    ("Bosnia-Herzegovina", "Bosnia and Herz."),
    ("Bosnia", "Bosnia and Herz."),
    ("Burma", "Myanmar"),
    ("Cape Verde", "Cabo Verde"),
    ("Czech Republic", "Czechia"),
    ("Democratic Republic of the Congo", "Dem. Rep. Congo"),
    ("East Timor", "Timor-Leste"),
    ("Eswatini", "eSwatini"),
    ("Ivory Coast", "Côte d'Ivoire"),
    ("North Macedonia", "Macedonia"),
    ("Russian Federation", "Russia"),
    ("Swaziland", "eSwatini"),
    ("Türkiye", "Turkey"),
];

/// Degrees east and north.
pub(super) type Point = (f64, f64);

/// All land.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    /// Stretches of coast and border.
    pub arcs: Vec<Vec<Point>>,
    /// Countries.
    pub countries: Vec<Country>,
}

/// A country.
#[derive(Clone, Debug)]
pub(super) struct Country {
    /// As Natural Earth has it: "United States of America".
    pub name: &'static str,
    /// Outlines, as stretches; `!n` is stretch n backwards.
    rings: Vec<Vec<i64>>,
}

impl World {
    /// What the file says.
    pub(super) fn read() -> Self {
        let mut world = Self::default();
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("= ").and_then(|country| country.split_once('|')) {
                Some((name, rings)) => world.countries.push(Country { name, rings: numbers(rings) }),
                None => world.arcs.push(decoded(line)),
            }
        }
        world
    }

    /// The outlines of a country, each closed.
    pub(super) fn rings(&self, country: &Country) -> Vec<Vec<Point>> {
        country.rings.iter().map(|ring| ring.iter().flat_map(|&arc| self.arc(arc)).collect()).collect()
    }

    fn arc(&self, index: i64) -> Vec<Point> {
        let place = |index: i64| usize::try_from(index).ok().and_then(|index| self.arcs.get(index));
        let points = if index < 0 { place(!index) } else { place(index) };
        let mut points = points.cloned().unwrap_or_default();
        if index < 0 {
            points.reverse();
        }
        points
    }

    /// The stretches that two countries share.
    pub(super) fn borders(&self) -> Vec<&[Point]> {
        let mut uses = vec![0; self.arcs.len()];
        for &index in self.countries.iter().flat_map(|country| country.rings.iter().flatten()) {
            let place = if index < 0 { !index } else { index };
            if let Some(uses) = usize::try_from(place).ok().and_then(|place| uses.get_mut(place)) {
                *uses += 1;
            }
        }
        self.arcs.iter().zip(uses).filter(|row| row.1 > 1).map(|row| row.0.as_slice()).collect()
    }
}

impl Country {
    /// Whether a scenario's title means this country: "United States" does "United States of America".
    pub(super) fn is(&self, title: &str) -> bool {
        let title = title.strip_prefix("the ").or(title.strip_prefix("The ")).unwrap_or(title);
        let alias = ALIASES.iter().find(|row| row.0.eq_ignore_ascii_case(title));
        let title = alias.map_or(title, |row| row.1);
        let of = self.name.strip_prefix(title).is_some_and(|rest| rest.starts_with(" of "));
        !title.is_empty() && (of || self.name.eq_ignore_ascii_case(title))
    }
}

fn numbers(rings: &str) -> Vec<Vec<i64>> {
    let ring = |ring: &str| ring.split(',').filter_map(|number| number.parse().ok()).collect();
    rings.split(';').map(ring).collect()
}

/// An encoded polyline.
fn decoded(line: &str) -> Vec<Point> {
    let mut values = Vec::new();
    let (mut bits, mut shift) = (0_u64, 0);
    for letter in line.bytes() {
        let five = u64::from(letter.saturating_sub(63));
        bits |= (five & 31) << shift;
        shift += 5;
        if five < 32 {
            values.push((bits >> 1) as i64 ^ -((bits & 1) as i64));
            (bits, shift) = (0, 0);
        }
        shift = shift.min(60);
    }
    let (mut x, mut y) = (0, 0);
    let pair = |pair: &[i64]| {
        (x, y) = (x + pair[0], y + pair[1]);
        (x as f64 / PRECISION, y as f64 / PRECISION)
    };
    values.chunks_exact(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_is_whole() {
        let world = World::read();
        let country =
            |title: &str| world.countries.iter().find(|country| country.is(title)).expect("is on the map");
        for title in ["Kazakhstan", "the United States", "Panama", "Grenada", "Ukraine", "Japan", "Oman"] {
            // A long thin island may be a line there and back.
            let rings = world.rings(country(title));
            assert!(
                !rings.is_empty() && rings.iter().all(|ring| ring.len() > 2 && ring.first() == ring.last()),
                "{title}"
            );
        }
        for (alias, name) in ALIASES {
            assert_eq!(country(alias).name, name);
        }
        assert!(world.countries.len() > 230 && world.borders().len() > 250);
        let all = || world.arcs.iter().flatten();
        assert!(all().all(|&(x, y)| (-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y)));
        // Baikonur lies in Kazakhstan, and in nothing else.
        let place = (63.305, 45.965);
        let holds = |country: &&Country| {
            let rings = world.rings(country);
            rings.iter().filter(|ring| super::super::clip::is_inside(ring, place)).count() % 2 == 1
        };
        let names: Vec<&str> = world.countries.iter().filter(holds).map(|country| country.name).collect();
        assert_eq!(names, ["Kazakhstan"]);
    }
}
