//! The view of a map: Lambert's azimuthal equal-area projection about its centre, and the frame that is drawn.

use super::clip::{Frame, Xy};
use crate::great_circle::{self, MEAN_RADIUS_KM as RADIUS_KM, Point, below, between, vector};

/// A view is at least so wide, km: less land than that is not to be recognised at the scale of the coasts.
const NARROWEST_KM: f64 = 900.0;

/// Latitude and longitude, degrees.
pub(super) type Place = (f64, f64);

/// A projection with its frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    centre: Place,
    /// Units of the drawing a kilometre.
    scale: f64,
    /// What of the plane lies in the middle of the frame, km.
    middle: Xy,
    /// Width and height of the drawing.
    pub size: Xy,
}

impl View {
    /// The view that holds all places, with room about them; as high as it needs to be. `None` of no places.
    pub(super) fn of(places: &[Place], width: f64, (lowest, highest): (f64, f64), room: f64) -> Option<Self> {
        let centre = middle_of(places)?;
        let points: Vec<Xy> = places.iter().map(|&place| projected(centre, place)).collect();
        let range = |of: fn(&Xy) -> f64| {
            let values = points.iter().map(of);
            (values.clone().fold(f64::MAX, f64::min), values.fold(f64::MIN, f64::max))
        };
        let ((left, right), (top, bottom)) = (range(|point| point.0), range(|point| point.1));
        let wide = (right - left).max(NARROWEST_KM * (width - 2.0 * room) / width);
        let high = bottom - top;
        let scale = ((width - 2.0 * room) / wide).min((highest - 2.0 * room) / high.max(1.0));
        let height = (high * scale + 2.0 * room).clamp(lowest, highest);
        Some(Self {
            centre,
            scale,
            middle: ((left + right) / 2.0, (top + bottom) / 2.0),
            size: (width, height),
        })
    }

    /// Where a place lies in the drawing.
    pub(super) fn at(&self, place: Place) -> Xy {
        let (x, y) = projected(self.centre, place);
        let from_middle = ((x - self.middle.0) * self.scale, (y - self.middle.1) * self.scale);
        (self.size.0 / 2.0 + from_middle.0, self.size.1 / 2.0 + from_middle.1)
    }

    /// The frame.
    pub(super) fn frame(&self) -> Frame {
        [0.0, 0.0, self.size.0, self.size.1]
    }

    /// Whether a place is on the far side of the Earth, where shapes are torn.
    pub(super) fn is_far(&self, place: Place) -> bool {
        distance_km(self.centre, place) > 0.5 * std::f64::consts::PI * RADIUS_KM
    }

    /// Kilometres that so many units are.
    pub(super) fn km(&self, units: f64) -> f64 {
        units / self.scale
    }
}

/// Kilometres east and south of the centre on the plane (Snyder 1987, USGS Professional Paper 1395, eqs. 22-4, 22-5 and
/// 24-2). The place opposite the centre has none and is given at the edge.
fn projected(centre: Place, place: Place) -> Xy {
    let (sin1, cos1) = libm::sincos(centre.0.to_radians());
    let (sin, cos) = libm::sincos(place.0.to_radians());
    let (sin_turn, cos_turn) = libm::sincos((place.1 - centre.1).to_radians());
    let k = (2.0 / (1.0 + sin1 * sin + cos1 * cos * cos_turn).max(1e-9)).sqrt();
    (RADIUS_KM * k * cos * sin_turn, -RADIUS_KM * k * (cos1 * sin - sin1 * cos * cos_turn))
}

fn point((latitude, longitude): Place) -> Point {
    Point { latitude, longitude }
}

fn place(point: Point) -> Place {
    (point.latitude, point.longitude)
}

/// The middle of places on the sphere; `None` of none.
fn middle_of(places: &[Place]) -> Option<Place> {
    if places.is_empty() {
        return None;
    }
    let sum = places
        .iter()
        .map(|&place| vector(point(place)))
        .fold([0.0; 3], |sum, next| [sum[0] + next[0], sum[1] + next[1], sum[2] + next[2]]);
    Some(place(below(sum)))
}

/// Distance along the great circle, km.
pub(super) fn distance_km(from: Place, to: Place) -> f64 {
    great_circle::distance_km(point(from), point(to))
}

/// Places along the great circle, ends included.
pub(super) fn course(from: Place, to: Place, steps: u32) -> Vec<Place> {
    let share = |step: u32| f64::from(step) / f64::from(steps);
    (0..=steps).map(|step| place(between(point(from), point(to), share(step)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAGRAM: Place = (34.9461, 69.265);
    const YUBILEYNIY: Place = (46.055, 63.25);

    #[test]
    fn the_projection_is_that_of_the_paper() {
        // Eq. 24-1: 2 sin(c / 2) from the centre, so √2 at a quarter of the Earth.
        let (x, y) = projected((0.0, 0.0), (0.0, 90.0));
        assert!((x / RADIUS_KM - 2.0_f64.sqrt()).abs() < 1e-9 && y.abs() < 1e-6);
        let (x, y) = projected((0.0, 0.0), (90.0, 0.0));
        assert!(x.abs() < 1e-6 && (y / RADIUS_KM + 2.0_f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn ways_are_as_long_as_the_distance_and_stay_in_view() {
        assert!((distance_km(BAGRAM, YUBILEYNIY) - 1_335.0).abs() < 5.0);
        let way = course(BAGRAM, YUBILEYNIY, 32);
        let length: f64 = way.windows(2).map(|pair| distance_km(pair[0], pair[1])).sum();
        assert!((length - distance_km(BAGRAM, YUBILEYNIY)).abs() < 1e-6);
        let view = View::of(&[BAGRAM, YUBILEYNIY], 640.0, (360.0, 560.0), 60.0).expect("there are places");
        for place in way {
            let (x, y) = view.at(place);
            assert!((0.0..=640.0).contains(&x) && (0.0..=view.size.1).contains(&y), "{x} {y}");
        }
        // Across the date line nothing is torn.
        let view =
            View::of(&[(0.0, 179.0), (0.0, -179.0)], 640.0, (360.0, 560.0), 60.0).expect("there are places");
        assert!((view.at((0.0, 179.0)).0 - view.at((0.0, -179.0)).0).abs() < 300.0);
    }
}
