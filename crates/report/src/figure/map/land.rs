//! Land and borders in the drawing, with the countries of the sides in their colours.

use super::clip::{self, Xy};
use super::view::View;
use super::world::{Country, World};
use super::{Real, paint};
use crate::figure::svg::{Drawing, number};

/// After the three sides: the parties that are on none.
const NO_SIDE: usize = 3;

/// The outlines of a country in the drawing, cut at its edge.
pub(super) fn outlines(world: &World, view: &View, country: &Country) -> Vec<Vec<Xy>> {
    let rings = world.rings(country).into_iter();
    let near = rings.filter(|ring| ring.iter().any(|&(x, y)| !view.is_far((y, x))));
    let drawn = near.map(|ring| {
        let points: Vec<Xy> = ring.iter().map(|&(x, y)| view.at((y, x))).collect();
        clip::thinned(&clip::polygon(&points, view.frame()), 0.7)
    });
    drawn.filter(|ring| ring.len() > 2).collect()
}

/// Land, with the countries of the sides in their colours, then borders.
pub(super) fn land(drawing: &mut Drawing, world: &World, view: &View, parties: &[Real]) {
    let mut all = String::new();
    let mut sides = [String::new(), String::new(), String::new(), String::new()];
    for country in &world.countries {
        let path: String = outlines(world, view, country).iter().map(|ring| closed(ring)).collect();
        if let Some(party) = parties.iter().find(|party| party.country.name == country.name) {
            sides[party.side.unwrap_or(NO_SIDE)].push_str(&path);
        }
        all.push_str(&path);
    }
    if !all.is_empty() {
        // A line of the same colour closes the seams between countries.
        drawing.path(&all, "fill:var(--land);fill-rule:evenodd;stroke:var(--land);stroke-width:.8");
    }
    for (side, path) in sides.iter().enumerate().filter(|row| !row.1.is_empty()) {
        let (paint, opacity) =
            if side == NO_SIDE { (paint(None), ".12") } else { (paint(Some(side)), ".16") };
        drawing.path(path, &format!("fill:{paint};fill-opacity:{opacity};fill-rule:evenodd"));
    }
    if parties.is_empty() {
        return;
    }
    let mut borders = String::new();
    for arc in world.borders().into_iter().filter(|arc| arc.iter().any(|&(x, y)| !view.is_far((y, x)))) {
        let points: Vec<Xy> = arc.iter().map(|&(x, y)| view.at((y, x))).collect();
        for piece in clip::line(&points, view.frame()) {
            borders.push_str(&open(&clip::thinned(&piece, 0.7)));
        }
    }
    if !borders.is_empty() {
        drawing.path(
            &borders,
            "fill:none;stroke:var(--ink-soft);stroke-width:.9;stroke-opacity:.65;stroke-dasharray:5 2 1 2",
        );
    }
}

/// Steps in whole tenths, so that a long coast is short.
pub(super) fn open(points: &[Xy]) -> String {
    let mut out = String::new();
    let mut before: Option<(f64, f64)> = None;
    for point in points {
        let at = ((point.0 * 10.0).round(), (point.1 * 10.0).round());
        match before {
            None => out.push_str(&format!("M{} {}l", number(at.0 / 10.0), number(at.1 / 10.0))),
            Some(before) => {
                let step = (number((at.0 - before.0) / 10.0), number((at.1 - before.1) / 10.0));
                let space = if step.1.starts_with('-') { "" } else { " " };
                out.push_str(&format!("{}{space}{} ", step.0, step.1));
            }
        }
        before = Some(at);
    }
    out.truncate(out.trim_end().len());
    out
}

fn closed(ring: &[Xy]) -> String {
    format!("{}z", open(ring))
}
