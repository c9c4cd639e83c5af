//! The map's land and borders: from Natural Earth's `TopoJSON` to the small file that `report` has in it.
//!
//! The source is `countries-50m.json` of the npm package `world-atlas` 2.0.2 (ISC), Natural Earth 4.1.0 at 1:50 million
//! (public domain). See `crates/report/data/README.md` for how to get it.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

/// Points nearer than this to the line that would be drawn without them are left out, degrees. On a map 2,000 km wide and
/// 640 units high it is less than a unit.
const TOLERANCE: f64 = 0.025;
/// Islands that reach less far are left out, degrees, unless a country has no larger one.
const SMALLEST: f64 = 0.12;
/// Units of a coordinate in a degree.
const PRECISION: f64 = 100.0;

type Point = (f64, f64);

/// The file's text.
///
/// # Errors
/// If the source can't be read or is no such `TopoJSON`.
pub fn text(source: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(source).map_err(|error| format!("{}: {error}", source.display()))?;
    let root: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", source.display()))?;
    world(&root).ok_or_else(|| format!("{}: not a TopoJSON of countries", source.display()))
}

fn world(root: &Value) -> Option<String> {
    let arcs = arcs(root)?;
    let countries = root["objects"]["countries"]["geometries"].as_array()?;
    let mut rows: Vec<(&str, Vec<Vec<i64>>)> = Vec::new();
    for country in countries {
        let name = country["properties"]["name"].as_str()?;
        if name != "Antarctica" {
            rows.push((name, kept(&rings(country)?, &arcs)));
        }
    }
    rows.sort();
    let mut used: Vec<usize> =
        rows.iter().flat_map(|row| row.1.iter().flatten()).map(|&arc| place(arc)).collect();
    used.sort_unstable();
    used.dedup();
    let mut out = String::from(
        "# Land and borders: Natural Earth 4.1.0, 1:50 million, public domain (naturalearthdata.com); made by `cargo xtask world`.\n",
    );
    for &arc in &used {
        let _ = writeln!(out, "{}", encoded(&simplified(&arcs[arc])));
    }
    for (name, rings) in rows {
        let number = |arc: &i64| {
            let index = used.binary_search(&place(*arc)).unwrap_or(0) as i64;
            if *arc < 0 { (!index).to_string() } else { index.to_string() }
        };
        let rings: Vec<String> =
            rings.iter().map(|ring| ring.iter().map(number).collect::<Vec<_>>().join(",")).collect();
        let _ = writeln!(out, "= {name}|{}", rings.join(";"));
    }
    Some(out)
}

/// The arc that an index of `TopoJSON` means: `!n` is arc n backwards.
fn place(arc: i64) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}

/// All arcs, degrees east and north.
fn arcs(root: &Value) -> Option<Vec<Vec<Point>>> {
    let pair = |value: &Value| Some((value[0].as_f64()?, value[1].as_f64()?));
    let (scale, shift) = (pair(&root["transform"]["scale"])?, pair(&root["transform"]["translate"])?);
    let arc = |arc: &Value| {
        let (mut x, mut y) = (0.0, 0.0);
        let mut points = Vec::new();
        for step in arc.as_array()? {
            let (dx, dy) = pair(step)?;
            (x, y) = (x + dx, y + dy);
            points.push((x * scale.0 + shift.0, y * scale.1 + shift.1));
        }
        Some(points)
    };
    root["arcs"].as_array()?.iter().map(arc).collect()
}

/// All rings of a country: outlines and holes alike.
fn rings(country: &Value) -> Option<Vec<Vec<i64>>> {
    let ring = |ring: &Value| ring.as_array()?.iter().map(Value::as_i64).collect::<Option<Vec<i64>>>();
    let polygon = |polygon: &Value| polygon.as_array()?.iter().map(ring).collect::<Option<Vec<_>>>();
    let arcs = &country["arcs"];
    match country["type"].as_str()? {
        "Polygon" => polygon(arcs),
        "MultiPolygon" => {
            let polygons = arcs.as_array()?.iter().map(polygon).collect::<Option<Vec<_>>>()?;
            Some(polygons.into_iter().flatten().collect())
        }
        _ => Some(Vec::new()),
    }
}

/// Rings that are large enough to be seen, and the largest in any case.
fn kept(rings: &[Vec<i64>], arcs: &[Vec<Point>]) -> Vec<Vec<i64>> {
    let reach = |ring: &Vec<i64>| {
        let points = || ring.iter().flat_map(|&arc| arcs[place(arc)].iter().copied());
        let span = |of: fn(Point) -> f64| {
            points().map(of).fold(f64::MIN, f64::max) - points().map(of).fold(f64::MAX, f64::min)
        };
        span(|point| point.0).max(span(|point| point.1))
    };
    let largest = rings.iter().map(reach).fold(0.0, f64::max);
    rings.iter().filter(|ring| reach(ring) >= SMALLEST.min(largest)).cloned().collect()
}

/// Douglas and Peucker 1973 (Cartographica 10:112): the fewest points of a line that keep within the tolerance. The ends
/// stay, so that arcs still meet.
fn simplified(points: &[Point]) -> Vec<Point> {
    let mut keep = vec![false; points.len()];
    let last = points.len().saturating_sub(1);
    for end in [0, last] {
        if let Some(keep) = keep.get_mut(end) {
            *keep = true;
        }
    }
    let mut parts = vec![(0, last)];
    while let Some((from, to)) = parts.pop() {
        let farthest = (from + 1..to)
            .map(|index| (distance(points[index], points[from], points[to]), index))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((distance, index)) = farthest
            && distance > TOLERANCE
        {
            keep[index] = true;
            parts.extend([(from, index), (index, to)]);
        }
    }
    points.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

/// Distance of a point from a stretch.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let along = (to.0 - from.0, to.1 - from.1);
    let length = along.0 * along.0 + along.1 * along.1;
    let off = (point.0 - from.0, point.1 - from.1);
    let share =
        if length > 0.0 { ((off.0 * along.0 + off.1 * along.1) / length).clamp(0.0, 1.0) } else { 0.0 };
    let gap = (off.0 - share * along.0, off.1 - share * along.1);
    (gap.0 * gap.0 + gap.1 * gap.1).sqrt()
}

/// Points as an encoded polyline: differences, zigzag, five bits a letter from `?` on.
fn encoded(points: &[Point]) -> String {
    let mut out = String::new();
    let mut before = (0, 0);
    for point in points {
        let at = ((point.0 * PRECISION).round() as i64, (point.1 * PRECISION).round() as i64);
        for step in [at.0 - before.0, at.1 - before.1] {
            let mut bits = ((step << 1) ^ (step >> 63)) as u64;
            loop {
                let more = bits >= 32;
                let five = (bits & 31) as u8 | if more { 32 } else { 0 };
                out.push(char::from(63 + five));
                bits >>= 5;
                if !more {
                    break;
                }
            }
        }
        before = at;
    }
    out
}
