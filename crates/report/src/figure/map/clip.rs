//! Cutting shapes at the frame, in units of the drawing.

/// A place in the drawing.
pub(super) type Xy = (f64, f64);

/// A frame: left, top, right, bottom.
pub(super) type Frame = [f64; 4];

/// The part of a polygon inside a frame; edges along the frame where it was cut (Sutherland and Hodgman 1974,
/// Communications of the ACM 17:32).
pub(super) fn polygon(points: &[Xy], frame: Frame) -> Vec<Xy> {
    let mut points = points.to_vec();
    for side in 0..4 {
        let inside = |point: Xy| depth(point, frame, side) >= 0.0;
        let mut kept = Vec::with_capacity(points.len());
        for (index, &point) in points.iter().enumerate() {
            let before = points[(index + points.len() - 1) % points.len()];
            if inside(point) != inside(before) {
                kept.push(crossing(before, point, frame, side));
            }
            if inside(point) {
                kept.push(point);
            }
        }
        points = kept;
    }
    points
}

/// The stretches of a line inside a frame.
pub(super) fn line(points: &[Xy], frame: Frame) -> Vec<Vec<Xy>> {
    let mut pieces: Vec<Vec<Xy>> = Vec::new();
    let mut end = None;
    for pair in points.windows(2) {
        let Some((from, to)) = stretch(pair[0], pair[1], frame) else {
            end = None;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if end == Some(from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
        end = Some(to);
    }
    pieces
}

/// The part of a stretch inside a frame.
fn stretch(mut from: Xy, mut to: Xy, frame: Frame) -> Option<(Xy, Xy)> {
    for side in 0..4 {
        match (depth(from, frame, side) >= 0.0, depth(to, frame, side) >= 0.0) {
            (true, true) => {}
            (false, false) => return None,
            (false, true) => from = crossing(from, to, frame, side),
            (true, false) => to = crossing(from, to, frame, side),
        }
    }
    Some((from, to))
}

/// How far a point lies inside one side of the frame.
fn depth((x, y): Xy, [left, top, right, bottom]: Frame, side: usize) -> f64 {
    match side {
        0 => x - left,
        1 => y - top,
        2 => right - x,
        _ => bottom - y,
    }
}

fn crossing(a: Xy, b: Xy, frame: Frame, side: usize) -> Xy {
    let (from, to) = (depth(a, frame, side), depth(b, frame, side));
    let share = from / (from - to);
    (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
}

/// Whether a point lies in a closed ring: by the crossings of a ray.
pub(super) fn is_inside(ring: &[Xy], (x, y): Xy) -> bool {
    let mut inside = false;
    for pair in ring.windows(2) {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
    }
    inside
}

/// Distance of a point from a ring.
pub(super) fn clearance(ring: &[Xy], point: Xy) -> f64 {
    let squares = ring.windows(2).map(|pair| {
        let along = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let off = (point.0 - pair[0].0, point.1 - pair[0].1);
        let length = along.0 * along.0 + along.1 * along.1;
        let share =
            if length > 0.0 { ((off.0 * along.0 + off.1 * along.1) / length).clamp(0.0, 1.0) } else { 0.0 };
        let gap = (off.0 - share * along.0, off.1 - share * along.1);
        gap.0 * gap.0 + gap.1 * gap.1
    });
    squares.fold(f64::MAX, f64::min).sqrt()
}

/// Points a pixel or more apart: what lies nearer to the one before is left out, the last never.
pub(super) fn thinned(points: &[Xy], apart: f64) -> Vec<Xy> {
    let mut kept: Vec<Xy> = Vec::with_capacity(points.len());
    for (index, &point) in points.iter().enumerate() {
        let is_near = kept
            .last()
            .is_some_and(|last| (last.0 - point.0).abs() < apart && (last.1 - point.1).abs() < apart);
        if !is_near || index + 1 == points.len() {
            kept.push(point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = [0.0, 0.0, 10.0, 10.0];

    #[test]
    fn polygons_keep_their_inside() {
        let square = [(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0), (-5.0, -5.0)];
        let cut = polygon(&square, FRAME);
        assert!(cut.iter().all(|point| (0.0..=10.0).contains(&point.0) && (0.0..=10.0).contains(&point.1)));
        let area: f64 = (0..cut.len())
            .map(|n| {
                let (a, b) = (cut[n], cut[(n + 1) % cut.len()]);
                (a.0 * b.1 - b.0 * a.1) / 2.0
            })
            .sum();
        assert!((area.abs() - 25.0).abs() < 1e-9, "{area}");
        assert!(polygon(&[(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)], FRAME).is_empty());
        // A frame within a polygon is all of it.
        let around = [(-50.0, -50.0), (50.0, -50.0), (50.0, 50.0), (-50.0, 50.0)];
        assert_eq!(polygon(&around, FRAME).len(), 4);
    }

    #[test]
    fn lines_are_cut_into_what_is_seen() {
        let there_and_back = [(-9.0, 5.0), (5.0, 5.0), (20.0, 5.0), (20.0, 8.0), (5.0, 8.0)];
        assert_eq!(line(&there_and_back, FRAME).len(), 2);
        assert!(line(&[(20.0, 20.0), (30.0, 30.0)], FRAME).is_empty());
        assert!(is_inside(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)], (1.0, 1.0)));
    }
}
