//! The theatre map: land and borders, the places of the crisis, and the ways that the log says were gone.

mod clip;
mod labels;
mod land;
mod stage;
mod told;
mod view;
mod world;

use self::clip::Xy;
use self::labels::Labels;
use self::stage::{Kind, Means, Spot, Stage, Way};
use self::view::{Place, View, course, distance_km};
use self::world::{Country, World};
use super::Figure;
use super::svg::{Anchor, Drawing, SMALL, SOFT, WIDTH, look, number};
use crate::run::Run;
use crate::words::{capitalised, count};

/// Least and greatest height, and room about the places shown.
const HEIGHTS: (f64, f64) = (360.0, 540.0);
const ROOM: f64 = 64.0;
/// A crisis of invented parties that is narrower than this has no map, km: nothing on it would say more than the text.
const NARROWEST_KM: f64 = 50.0;
/// Points of a way.
const STEPS: u32 = 32;

/// The map of a run. `None` where the scenario has no places, or only invented ones that lie close together.
#[must_use]
pub fn map(run: &Run) -> Option<Figure> {
    let (stage, world) = (Stage::of(run), World::read());
    let parties = parties(run, &stage, &world);
    let places = shown(&stage, &parties, &world);
    let view = View::of(&places, WIDTH, HEIGHTS, ROOM)?;
    if parties.is_empty() && widest(&places) < NARROWEST_KM {
        return None;
    }
    let mut drawing = Drawing::default();
    drawing.rect((0.0, 0.0), view.size, 0.0, "fill:var(--water)");
    // Who has invented parties has invented borders too.
    let borders = if parties.is_empty() { &[][..] } else { &parties[..] };
    land::land(&mut drawing, &world, &view, borders);
    let taken = scale_bar(&mut drawing, &view);
    for way in &stage.ways {
        draw_way(&mut drawing, &view, way);
    }
    for spot in stage.spots.iter().rev() {
        draw_spot(&mut drawing, spot, view.at(spot.at));
    }
    names(&mut drawing, &stage, &view, &world, &parties, taken);
    drawing.rect(
        (0.5, 0.5),
        (view.size.0 - 1.0, view.size.1 - 1.0),
        0.0,
        "fill:none;stroke:var(--line);stroke-width:1",
    );
    let bottom = legend(&mut drawing, &stage, &parties, view.size.1 + 24.0);
    Some(drawing.finish((WIDTH, bottom), told::words(run, &stage, &parties)))
}

/// A party that is a country of the map.
struct Real<'w> {
    /// As the scenario calls it.
    title: &'w str,
    country: &'w Country,
    side: Option<usize>,
}

fn parties<'w>(run: &Run<'w>, stage: &Stage, world: &'w World) -> Vec<Real<'w>> {
    let parties = run.setup.parties.iter().filter_map(|(id, party)| {
        let title = run.words().title(party.name.id);
        let country = world.countries.iter().find(|country| country.is(title))?;
        Some(Real { title, country, side: stage.side(id) })
    });
    parties.collect()
}

/// The places that must be seen. Where the scenario has none, the middles of its countries but for those far off.
fn shown(stage: &Stage, parties: &[Real], world: &World) -> Vec<Place> {
    let mut places: Vec<Place> = stage.spots.iter().map(|spot| spot.at).collect();
    places.extend(stage.ways.iter().flat_map(|way| course(way.from, way.to, STEPS)));
    if places.is_empty() && parties.len() > 1 {
        places = middles(parties, world);
    }
    places
}

fn middles(parties: &[Real], world: &World) -> Vec<Place> {
    let middles: Vec<Place> = parties.iter().filter_map(|party| middle(world, party.country)).collect();
    let mut distances: Vec<(f64, Place)> = middles
        .iter()
        .map(|&place| {
            let sum: f64 = middles.iter().map(|&other| distance_km(place, other)).sum();
            (sum, place)
        })
        .collect();
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    let typical = distances.get(distances.len() / 2).map_or(0.0, |row| row.0);
    distances.into_iter().filter(|row| row.0 <= 2.0 * typical).map(|row| row.1).collect()
}

/// The middle of a country's longest outline.
fn middle(world: &World, country: &Country) -> Option<Place> {
    let ring = world.rings(country).into_iter().max_by_key(Vec::len)?;
    let range = |of: fn(&(f64, f64)) -> f64| {
        let values = ring.iter().map(of);
        (values.clone().fold(f64::MAX, f64::min) + values.fold(f64::MIN, f64::max)) / 2.0
    };
    Some((range(|point| point.1), range(|point| point.0)))
}

fn widest(places: &[Place]) -> f64 {
    let first = places.first().copied().unwrap_or_default();
    places.iter().map(|&place| distance_km(first, place)).fold(0.0, f64::max)
}

/// A bar of a round length in the lower left corner; the box that it takes.
fn scale_bar(drawing: &mut Drawing, view: &View) -> labels::Box {
    let longest = view.km(150.0);
    let power = libm::pow(10.0, libm::log10(longest).floor());
    let km = [5.0, 2.0, 1.0].into_iter().map(|of| of * power).find(|km| *km <= longest).unwrap_or(power);
    let (x, y, width) = (14.0, view.size.1 - 14.0, km / view.km(1.0));
    let bar = format!("M{x} {}v6h{}v-6", number(y - 6.0), number(width));
    drawing.path(&bar, "fill:none;stroke:var(--paper);stroke-width:4;stroke-opacity:.7");
    drawing.path(&bar, "fill:none;stroke:var(--ink);stroke-width:1.5");
    drawing.text(
        x + width / 2.0,
        y - 8.0,
        &format!("{} km", count(km as u32)),
        look(SMALL, HALO).at(Anchor::Middle),
    );
    [0.0, y - 26.0, x + width.max(60.0) + 8.0, view.size.1]
}

/// Text that can be read on land, water and lines.
const HALO: &str =
    "fill:var(--ink);paint-order:stroke;stroke:var(--land);stroke-width:3px;stroke-linejoin:round";
const HALO_SOFT: &str = "fill:var(--ink-soft);font-style:italic;letter-spacing:.04em;paint-order:stroke;\
stroke:var(--land);stroke-width:2px;stroke-linejoin:round";

fn paint(side: Option<usize>) -> String {
    side.map_or_else(|| "var(--ink-soft)".into(), |side| format!("var(--side-{})", side + 1))
}

/// A great circle with an arrow at its end: dashed for a movement, whole and thick for an operation.
fn draw_way(drawing: &mut Drawing, view: &View, way: &Way) {
    let points: Vec<Xy> = course(way.from, way.to, STEPS).into_iter().map(|place| view.at(place)).collect();
    let (Some(&start), Some(&end)) = (points.first(), points.last()) else { return };
    let km = distance_km(way.from, way.to);
    let times = if way.times > 1 { format!(", {} times", way.times) } else { String::new() };
    let length = ((end.0 - start.0) * (end.0 - start.0) + (end.1 - start.1) * (end.1 - start.1)).sqrt();
    if length < 12.0 {
        return;
    }
    drawing.open(&format!("{}, {} km{times}", capitalised(&way.title), count(km.round() as u32)));
    drawing.path(&land::open(&points), "fill:none;stroke:var(--paper);stroke-width:5;stroke-opacity:.6");
    let style = match way.means {
        Means::Movement => {
            format!("fill:none;stroke:{};stroke-width:2;stroke-dasharray:7 4", paint(way.side))
        }
        Means::Operation => format!("fill:none;stroke:{};stroke-width:3.2", paint(way.side)),
    };
    drawing.path(&land::open(&points), &style);
    let before = points[points.len() - 2];
    let head = match way.means {
        Means::Movement => (7.0, 4.5),
        Means::Operation => (10.0, 11.0),
    };
    arrow(drawing, before, end, head, &paint(way.side));
    drawing.close();
}

/// An arrow's head short of the end of a way, so that it does not cover the place.
fn arrow(drawing: &mut Drawing, before: Xy, end: Xy, (gap, size): (f64, f64), paint: &str) {
    let (dx, dy) = (end.0 - before.0, end.1 - before.1);
    let length = (dx * dx + dy * dy).sqrt().max(1e-6);
    let (ux, uy) = (dx / length, dy / length);
    let tip = (end.0 - ux * gap, end.1 - uy * gap);
    let base = (tip.0 - ux * size, tip.1 - uy * size);
    let half = size * 0.5;
    let corner = |sign: f64| (number(base.0 - uy * half * sign), number(base.1 + ux * half * sign));
    let (a, b) = (corner(1.0), corner(-1.0));
    drawing.path(
        &format!("M{} {}L{} {}L{} {}z", number(tip.0), number(tip.1), a.0, a.1, b.0, b.1),
        &format!("fill:{paint}"),
    );
}

/// Half the width of a place's mark.
fn reach(kind: Kind) -> f64 {
    match kind {
        Kind::City => 3.5,
        Kind::Base => 5.5,
        Kind::Facility => 7.0,
    }
}

/// A circle for a city, a triangle for a base, a diamond for a facility.
fn draw_spot(drawing: &mut Drawing, spot: &Spot, at: Xy) {
    drawing.open(&spot.title);
    mark(drawing, spot.kind, &paint(spot.side), at);
    drawing.close();
}

fn mark(drawing: &mut Drawing, kind: Kind, paint: &str, (x, y): Xy) {
    let r = reach(kind);
    let (left, top) = (number(x), number(y - r));
    match kind {
        Kind::City => drawing.circle((x, y), r, "fill:var(--paper);stroke:var(--ink);stroke-width:1.6"),
        Kind::Base => drawing.path(
            &format!("M{left} {top}l{r} {}h-{}z", number(1.8 * r), number(2.0 * r)),
            &format!("fill:{paint};stroke:var(--paper);stroke-width:1"),
        ),
        Kind::Facility => drawing.path(
            &format!("M{left} {top}l{r} {r}l-{r} {r}l-{r} -{r}z"),
            "fill:var(--accent);stroke:var(--paper);stroke-width:1.2",
        ),
    }
}

/// The names of the places, the weightiest first, then of countries where there is room.
fn names(
    drawing: &mut Drawing,
    stage: &Stage,
    view: &View,
    world: &World,
    parties: &[Real],
    bar: labels::Box,
) {
    let boxed = |spot: &Spot| {
        let ((x, y), r) = (view.at(spot.at), reach(spot.kind) - 0.5);
        [x - r, y - r, x + r, y + r]
    };
    let mut taken: Vec<labels::Box> = stage.spots.iter().map(boxed).collect();
    taken.push(bar);
    let mut labels = Labels::new(view.size, taken);
    for spot in &stage.spots {
        let bold = format!("{HALO};font-weight:600");
        let looks = match spot.kind {
            Kind::Facility => look(15.0, &bold),
            Kind::Base => look(14.0, HALO),
            Kind::City => look(SMALL, HALO),
        };
        if let Some(label) = labels.beside(view.at(spot.at), reach(spot.kind), &spot.title, looks) {
            drawing.text(label.at.0, label.at.1, &label.text, looks.at(label.anchor));
        }
    }
    if !parties.is_empty() {
        countries(drawing, view, world, parties, &mut labels);
    }
}

/// The names of countries, where they have room on their own land: the parties first.
fn countries(drawing: &mut Drawing, view: &View, world: &World, parties: &[Real], labels: &mut Labels) {
    let bold = format!("{HALO_SOFT};font-weight:600");
    let is_party = |country: &Country| parties.iter().any(|party| party.country.name == country.name);
    let mut all: Vec<&Country> = world.countries.iter().collect();
    all.sort_by_key(|country| !is_party(country));
    for country in all {
        let looks = look(SMALL, if is_party(country) { &bold } else { HALO_SOFT });
        let party = parties.iter().find(|party| party.country.name == country.name);
        let name = party.map_or(country.name, |party| party.title);
        let half = super::text::width(name, SMALL * 1.05) / 2.0;
        let outlines = land::outlines(world, view, country);
        // The name of a party may reach over its borders, where it has no room within them.
        let narrow = outlines.iter().filter(|_| party.is_some()).map(|ring| (ring, 0.0));
        for (ring, half) in outlines.iter().map(|ring| (ring, half)).chain(narrow) {
            let places = inside(view, ring, half);
            if let Some(label) = labels.within(&places, name, looks) {
                drawing.text(label.at.0, label.at.1, &label.text, looks.at(label.anchor));
                break;
            }
        }
    }
}

/// Places in a ring from which a name reaches over its edge nowhere, those farthest from the edge first.
fn inside(view: &View, ring: &[Xy], half: f64) -> Vec<Xy> {
    let (columns, rows) = (26, 18);
    let ring: Vec<Xy> = ring.iter().copied().chain(ring.first().copied()).collect();
    let mut places: Vec<(f64, Xy)> = Vec::new();
    for cell in 0..columns * rows {
        let x = view.size.0 * (f64::from(cell % columns) + 0.5) / f64::from(columns);
        let y = view.size.1 * (f64::from(cell / columns) + 0.5) / f64::from(rows);
        let ends = [(x - half, y), (x, y), (x + half, y)];
        if ends.iter().all(|&end| clip::is_inside(&ring, end)) {
            let free = ends.iter().map(|&end| clip::clearance(&ring, end)).fold(f64::MAX, f64::min);
            if free > 6.0 {
                places.push((free, (x, y)));
            }
        }
    }
    places.sort_by(|a, b| b.0.total_cmp(&a.0));
    places.into_iter().map(|row| row.1).take(40).collect()
}

/// What marks and lines mean, of those that are there; the bottom.
fn legend(drawing: &mut Drawing, stage: &Stage, parties: &[Real], y: f64) -> f64 {
    let mut at = (8.0, y);
    for (kind, text) in [(Kind::Facility, "facility"), (Kind::Base, "base"), (Kind::City, "city")] {
        if stage.spots.iter().any(|spot| spot.kind == kind) {
            at = legend_entry(drawing, at, text, 8.0, |drawing, x, y| {
                mark(drawing, kind, "var(--ink-soft)", (x + 8.0, y));
            });
        }
    }
    for (means, text, style) in [
        (Means::Operation, "raid or strike", "stroke:var(--ink-soft);stroke-width:3.2"),
        (Means::Movement, "movement", "stroke:var(--ink-soft);stroke-width:2;stroke-dasharray:7 4"),
    ] {
        if stage.ways.iter().any(|way| way.means == means) {
            at = legend_entry(drawing, at, text, 24.0, |drawing, x, y| {
                drawing.line((x, y), (x + 28.0, y), style);
            });
        }
    }
    for (index, side) in stage.sides.iter().enumerate().take(3) {
        let paint = format!("fill:var(--side-{})", index + 1);
        at = legend_entry(drawing, at, &side.title, 10.0, |drawing, x, y| {
            drawing.rect((x, y - 5.0), (14.0, 10.0), 0.0, &paint);
        });
    }
    if parties.iter().any(|party| party.side.is_none()) {
        let paint = "fill:var(--ink-soft);fill-opacity:.3";
        let text = if stage.sides.is_empty() { "parties" } else { "other parties" };
        at = legend_entry(drawing, at, text, 10.0, |drawing, x, y| {
            drawing.rect((x, y - 5.0), (14.0, 10.0), 0.0, paint);
        });
    }
    at.1 + 10.0
}

/// An entry, on the next line where there is no room; where the next begins.
fn legend_entry(
    drawing: &mut Drawing,
    (x, y): Xy,
    text: &str,
    sign: f64,
    draw: impl FnOnce(&mut Drawing, f64, f64),
) -> Xy {
    let text = super::text::fit(text, SMALL, WIDTH - 60.0);
    let width = sign + 14.0 + super::text::width(&text, SMALL);
    let (x, y) = if x + width > WIDTH && x > 8.0 { (8.0, y + 21.0) } else { (x, y) };
    draw(drawing, x, y - 4.5);
    drawing.text(x + sign + 12.0, y, &text, look(SMALL, SOFT));
    (x + width + 16.0, y)
}
