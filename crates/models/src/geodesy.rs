//! Distances on the Earth.

/// Mean radius of the Earth R₁, km (Moritz 2000, GRS 80).
pub const MEAN_RADIUS_KM: f64 = 6_371.008_8;

/// Equatorial radius of the WGS 84 ellipsoid, km (NIMA TR8350.2).
pub const EQUATORIAL_RADIUS_KM: f64 = 6_378.137;

/// Flattening of the WGS 84 ellipsoid (NIMA TR8350.2).
pub const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// A place by geodetic latitude and longitude in degrees, north and east positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Latitude, −90 to 90.
    pub latitude_deg: f64,
    /// Longitude; any turn.
    pub longitude_deg: f64,
}

/// Distance along a great circle of the mean sphere, km.
///
/// 2R·asin √(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2)); off by up to 0.6 %.
/// Source: haversine formula, Sinnott 1984, Sky and Telescope 68:159.
///
/// ```
/// use powderkeg_models::geodesy::{Place, great_circle_km};
/// let pole = Place { latitude_deg: 90.0, longitude_deg: 0.0 };
/// let equator = Place { latitude_deg: 0.0, longitude_deg: 77.0 };
/// assert!((great_circle_km(pole, equator) - 10_007.557).abs() < 1e-3);
/// // Incirlik to Yubileyniy
/// let incirlik = Place { latitude_deg: 37.0021, longitude_deg: 35.4259 };
/// let yubileyniy = Place { latitude_deg: 46.055, longitude_deg: 63.25 };
/// assert!((great_circle_km(incirlik, yubileyniy) - 2_509.0).abs() < 1.0);
/// ```
#[must_use]
pub fn great_circle_km(from: Place, to: Place) -> f64 {
    let (lat1, lat2) = (from.latitude_deg.to_radians(), to.latitude_deg.to_radians());
    let half_lat = libm::sin(0.5 * (lat2 - lat1));
    let half_lon = libm::sin(0.5 * (to.longitude_deg - from.longitude_deg).to_radians());
    let haversine = half_lat * half_lat + libm::cos(lat1) * libm::cos(lat2) * half_lon * half_lon;
    2.0 * MEAN_RADIUS_KM * libm::asin(haversine.clamp(0.0, 1.0).sqrt())
}

/// Distance along the geodesic of the WGS 84 ellipsoid, km.
///
/// Vincenty's inverse iteration, to a millimetre; where it does not converge (places nearly opposite
/// each other) the great circle.
/// Source: Vincenty 1975, Survey Review 23:88, eqs. 13–21.
///
/// ```
/// use powderkeg_models::geodesy::{Place, distance_km};
/// let bagram = Place { latitude_deg: 34.9461, longitude_deg: 69.265 };
/// let incirlik = Place { latitude_deg: 37.0021, longitude_deg: 35.4259 };
/// let yubileyniy = Place { latitude_deg: 46.055, longitude_deg: 63.25 };
/// assert!((distance_km(bagram, yubileyniy) - 1_335.0).abs() < 2.0);
/// // 5 km longer than on the sphere, since the way runs east
/// assert!((distance_km(incirlik, yubileyniy) - 2_513.7).abs() < 0.1);
/// ```
#[must_use]
pub fn distance_km(from: Place, to: Place) -> f64 {
    vincenty_km(from, to).unwrap_or_else(|| great_circle_km(from, to))
}

/// Sine and cosine of the reduced latitude.
fn reduced(place: Place) -> (f64, f64) {
    let geodetic = place.latitude_deg.to_radians();
    let reduced = libm::atan2((1.0 - FLATTENING) * libm::sin(geodetic), libm::cos(geodetic));
    libm::sincos(reduced)
}

fn vincenty_km(from: Place, to: Place) -> Option<f64> {
    let (sin1, cos1) = reduced(from);
    let (sin2, cos2) = reduced(to);
    let turn = (to.longitude_deg - from.longitude_deg) % 360.0;
    let longitude = (if turn.abs() > 180.0 { turn - 360.0_f64.copysign(turn) } else { turn }).to_radians();
    let mut lambda = longitude;
    for _ in 0..100 {
        let (sin_lambda, cos_lambda) = libm::sincos(lambda);
        let across = cos2 * sin_lambda;
        let along = cos1 * sin2 - sin1 * cos2 * cos_lambda;
        let sin_sigma = (across * across + along * along).sqrt();
        if sin_sigma == 0.0 {
            return Some(0.0);
        }
        let cos_sigma = sin1 * sin2 + cos1 * cos2 * cos_lambda;
        let sigma = libm::atan2(sin_sigma, cos_sigma);
        let sin_alpha = cos1 * cos2 * sin_lambda / sin_sigma;
        let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
        // On the equator cos²α is 0 and the midpoint term drops out.
        let cos_2m = if cos2_alpha > 1e-15 { cos_sigma - 2.0 * sin1 * sin2 / cos2_alpha } else { 0.0 };
        let c = FLATTENING / 16.0 * cos2_alpha * (4.0 + FLATTENING * (4.0 - 3.0 * cos2_alpha));
        let inner = cos_2m + c * cos_sigma * (2.0 * cos_2m * cos_2m - 1.0);
        let next = longitude + (1.0 - c) * FLATTENING * sin_alpha * (sigma + c * sin_sigma * inner);
        let settled = (next - lambda).abs() < 1e-12;
        lambda = next;
        if settled {
            return Some(length_km(cos2_alpha, sigma, sin_sigma, cos_sigma, cos_2m));
        }
    }
    None
}

/// Vincenty's eqs. 3, 4, 6 and 19.
fn length_km(cos2_alpha: f64, sigma: f64, sin_sigma: f64, cos_sigma: f64, cos_2m: f64) -> f64 {
    let polar_radius = EQUATORIAL_RADIUS_KM * (1.0 - FLATTENING);
    let ratio = EQUATORIAL_RADIUS_KM / polar_radius;
    let u2 = cos2_alpha * (ratio * ratio - 1.0);
    let a = 1.0 + u2 / 16_384.0 * (4_096.0 + u2 * (-768.0 + u2 * (320.0 - 175.0 * u2)));
    let b = u2 / 1_024.0 * (256.0 + u2 * (-128.0 + u2 * (74.0 - 47.0 * u2)));
    let squared = cos_2m * cos_2m;
    let cubic = b / 6.0 * cos_2m * (4.0 * sin_sigma * sin_sigma - 3.0) * (4.0 * squared - 3.0);
    let correction = b * sin_sigma * (cos_2m + b / 4.0 * (cos_sigma * (2.0 * squared - 1.0) - cubic));
    polar_radius * a * (sigma - correction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geographiclib_rs::{Geodesic, InverseGeodesic};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn distance_agrees_with_karney(
            lat1 in -90.0..90.0_f64, lon1 in -180.0..180.0_f64, lat2 in -90.0..90.0_f64, lon2 in -180.0..180.0_f64,
        ) {
            let from = Place { latitude_deg: lat1, longitude_deg: lon1 };
            let to = Place { latitude_deg: lat2, longitude_deg: lon2 };
            let metres: f64 = Geodesic::wgs84().inverse(lat1, lon1, lat2, lon2);
            let oracle = metres / 1000.0;
            if oracle < 19_800.0 {
                prop_assert!((distance_km(from, to) - oracle).abs() < 1e-5, "{oracle}");
            }
            prop_assert!((great_circle_km(from, to) - oracle).abs() < 0.006 * oracle + 1e-9);
            prop_assert!((distance_km(from, to) - distance_km(to, from)).abs() < 1e-6);
        }
    }

    #[test]
    fn special_places_have_distances() {
        let place = |latitude_deg, longitude_deg| Place { latitude_deg, longitude_deg };
        assert_eq!(distance_km(place(45.0, 63.0), place(45.0, 63.0)), 0.0);
        assert!((distance_km(place(0.0, 0.0), place(0.0, 90.0)) - 10_018.754).abs() < 1e-3);
        assert!((distance_km(place(0.0, 170.0), place(0.0, -170.0)) - 2_226.390).abs() < 1e-3);
        // opposite each other: the iteration gives up, the answer stays within the sphere's error
        assert!((distance_km(place(0.0, 0.0), place(0.5, 179.7)) - 19_936.288).abs() < 120.0);
    }
}
