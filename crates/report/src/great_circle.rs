//! Courses along great circles, and maps that end at the antimeridian.

/// Mean radius of the Earth R₁, km (Moritz 2000, GRS 80): the one that the engine measures ways with.
pub(crate) const MEAN_RADIUS_KM: f64 = 6_371.008_8;

/// The longest step of a course, km. Where a reader joins points by straight lines, it is 0.2 km off.
const STEP_KM: f64 = 100.0;

/// A point of the Earth in degrees of WGS 84, north and east positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Latitude, −90 to 90.
    pub latitude: f64,
    /// Longitude, −180 to 180.
    pub longitude: f64,
}

/// Length along the great circle, km.
///
/// R·atan2(|a × b|, a · b) of the unit vectors a and b. Source: Williams, Aviation Formulary, distance between points.
#[must_use]
pub fn distance_km(from: Point, to: Point) -> f64 {
    MEAN_RADIUS_KM * angle(vector(from), vector(to))
}

/// The course over way points: each of its points with its share of the whole length, in [0, 1].
///
/// Legs are cut into equal parts of at most 100 km, so that ends and way points are points of the course.
#[must_use]
pub fn course(points: &[Point]) -> Vec<(f64, Point)> {
    let legs: Vec<(Point, Point)> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let whole: f64 = legs.iter().map(|&(from, to)| distance_km(from, to)).sum();
    let mut course: Vec<(f64, Point)> = points.first().map(|&first| (0.0, first)).into_iter().collect();
    let mut done = 0.0;
    for (from, to) in legs {
        let km = distance_km(from, to);
        let parts = libm::ceil(km / STEP_KM).max(1.0) as u32;
        for part in 1..=parts {
            let share = f64::from(part) / f64::from(parts);
            let point = if part == parts { to } else { between(from, to, share) };
            let at = if whole > 0.0 { (done + share * km) / whole } else { 1.0 };
            course.push((at.min(1.0), point));
        }
        done += km;
    }
    course
}

/// The point at a share of the great circle between two.
///
/// (sin((1 − f)δ)·a + sin(fδ)·b)/sin δ. Source: Williams, Aviation Formulary, intermediate points on a great circle.
/// Of two points opposite each other, which have no one way between them, the nearer.
#[must_use]
pub fn between(from: Point, to: Point, share: f64) -> Point {
    let (a, b) = (vector(from), vector(to));
    let delta = angle(a, b);
    let sine = libm::sin(delta);
    if sine.abs() < 1e-9 {
        return if share < 0.5 { from } else { to };
    }
    let (p, q) = (libm::sin((1.0 - share) * delta) / sine, libm::sin(share * delta) / sine);
    below([0, 1, 2].map(|axis| p * a[axis] + q * b[axis]))
}

/// The middle of some points: below the mean of their unit vectors, so that it is among them on either side of the
/// antimeridian; `None` of none, or where they lie so around the Earth that they have no middle.
#[must_use]
pub fn middle(points: &[Point]) -> Option<Point> {
    let mut sum = [0.0; 3];
    for &point in points {
        for (axis, part) in sum.iter_mut().zip(vector(point)) {
            *axis += part;
        }
    }
    let length = libm::sqrt(sum.iter().map(|axis| axis * axis).sum());
    (length > 1e-9).then(|| below(sum))
}

/// A line in parts of which none crosses the antimeridian (RFC 7946, section 3.1.9): each ends, and the next begins,
/// on it, at the latitude where the straight line on the map crosses it.
#[must_use]
pub fn split(line: &[Point]) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut part: Vec<Point> = Vec::new();
    for &point in line {
        if let Some(&before) = part.last()
            && (point.longitude - before.longitude).abs() > 180.0
        {
            let side = 180.0_f64.copysign(before.longitude);
            let (to_edge, from_edge) = (side - before.longitude, point.longitude + side);
            let whole = to_edge + from_edge;
            let share = if whole == 0.0 { 0.0 } else { to_edge / whole };
            let latitude = before.latitude + share * (point.latitude - before.latitude);
            push(&mut part, Point { latitude, longitude: side });
            parts.push(std::mem::take(&mut part));
            push(&mut part, Point { latitude, longitude: -side });
        }
        push(&mut part, point);
    }
    parts.push(part);
    // What only touches the edge is no line.
    parts.retain(|part| part.len() > 1);
    parts
}

fn push(part: &mut Vec<Point>, point: Point) {
    if part.last() != Some(&point) {
        part.push(point);
    }
}

/// The unit vector from the Earth's centre to a point.
pub(crate) fn vector(point: Point) -> [f64; 3] {
    let (sin_lat, cos_lat) = libm::sincos(point.latitude.to_radians());
    let (sin_lon, cos_lon) = libm::sincos(point.longitude.to_radians());
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

/// The point that a vector from the Earth's centre goes through.
pub(crate) fn below([x, y, z]: [f64; 3]) -> Point {
    Point {
        latitude: libm::atan2(z, libm::hypot(x, y)).to_degrees(),
        longitude: libm::atan2(y, x).to_degrees(),
    }
}

fn angle(a: [f64; 3], b: [f64; 3]) -> f64 {
    let cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    let dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    libm::atan2(libm::sqrt(cross.iter().map(|side| side * side).sum()), dot)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(latitude: f64, longitude: f64) -> Point {
        Point { latitude, longitude }
    }

    #[test]
    fn lengths_are_the_engine_s() {
        // As `powderkeg_models::geodesy` has it: Incirlik to Yubileyniy.
        let km = distance_km(point(37.0021, 35.4259), point(46.055, 63.25));
        assert!((km - 2_509.0).abs() < 1.0, "{km}");
        assert!((distance_km(point(90.0, 0.0), point(0.0, 77.0)) - 10_007.557).abs() < 1e-3);
    }

    #[test]
    fn a_course_keeps_to_its_length_and_its_way_points() {
        let points = [point(34.9461, 69.265), point(38.6, 70.4), point(42.0, 71.6), point(46.055, 63.25)];
        let course = course(&points);
        let km = |line: &[Point]| line.windows(2).map(|pair| distance_km(pair[0], pair[1])).sum::<f64>();
        let line: Vec<Point> = course.iter().map(|row| row.1).collect();
        assert!((km(&line) - km(&points)).abs() < 1e-6);
        assert!(line.windows(2).all(|pair| distance_km(pair[0], pair[1]) <= STEP_KM + 1e-6));
        assert!(points.iter().all(|point| line.contains(point)));
        assert!(course.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!((course[0].0, course[course.len() - 1].0), (0.0, 1.0));
        assert_eq!(super::course(&[point(1.0, 2.0)]), [(0.0, point(1.0, 2.0))]);
    }

    #[test]
    fn lines_end_at_the_antimeridian() {
        let across = split(&[point(10.0, 170.0), point(20.0, -170.0), point(30.0, 170.0)]);
        assert_eq!(across.len(), 3);
        assert_eq!(across[0], [point(10.0, 170.0), point(15.0, 180.0)]);
        assert_eq!(across[1], [point(15.0, -180.0), point(20.0, -170.0), point(25.0, -180.0)]);
        assert_eq!(across[2], [point(25.0, 180.0), point(30.0, 170.0)]);
        assert_eq!(
            split(&[point(0.0, 180.0), point(1.0, -179.0)]),
            [[point(0.0, -180.0), point(1.0, -179.0)]]
        );
        assert_eq!(split(&[point(0.0, 1.0)]), Vec::<Vec<Point>>::new());
        for part in split(
            &course(&[point(60.0, 150.0), point(40.0, -120.0)]).iter().map(|row| row.1).collect::<Vec<_>>(),
        ) {
            assert!(part.windows(2).all(|pair| (pair[0].longitude - pair[1].longitude).abs() < 180.0));
        }
    }

    #[test]
    fn a_middle_is_among_its_points() {
        let middle = middle(&[point(0.0, 170.0), point(0.0, -170.0)]).expect("they have one");
        assert!(middle.latitude.abs() < 1e-9 && (middle.longitude.abs() - 180.0).abs() < 1e-9, "{middle:?}");
        assert_eq!(super::middle(&[]), None);
        assert_eq!(super::middle(&[point(0.0, 0.0), point(0.0, 180.0)]), None);
    }

    #[test]
    fn points_opposite_each_other_have_a_course() {
        let line = course(&[point(0.0, 0.0), point(0.0, 180.0)]);
        assert!(line.iter().all(|(_, point)| point.latitude.is_finite() && point.longitude.is_finite()));
    }
}
