//! Satellites: where they are, what sees them, what they cover.
//!
//! Propagation is SGP4 from the `sgp4` crate. It asks `libm` for its sines unless some crate in the same
//! build switches on `num-traits/std`; then the last bits are the platform's, some 1e-9 km. Compare such
//! results against thresholds, never bit for bit.

use crate::geodesy::{EQUATORIAL_RADIUS_KM, FLATTENING, MEAN_RADIUS_KM, Place};

/// The Earth's gravitational parameter, km³/s² (WGS 84, NIMA TR8350.2).
pub const GRAVITATIONAL_PARAMETER: f64 = 398_600.441_8;

/// Why a satellite has no position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrbitError {
    /// The element set could not be read; the reason.
    Elements(String),
    /// The model left its domain at the time asked for.
    Propagation {
        /// The reference implementation's number for it: 1 mean eccentricity, 3 eccentricity with lunar
        /// and solar perturbations, 4 semi-latus rectum (Vallado et al. 2006).
        error: u8,
        /// The reason.
        reason: String,
    },
}

impl core::fmt::Display for OrbitError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Elements(reason) => write!(f, "the two-line element set cannot be used: {reason}"),
            Self::Propagation { reason, .. } => {
                write!(f, "the satellite has no position at that time: {reason}")
            }
        }
    }
}

impl core::error::Error for OrbitError {}

/// A satellite, ready to be propagated.
#[derive(Debug, Clone, PartialEq)]
pub struct Satellite {
    constants: sgp4::Constants,
    epoch_days_since_j2000: f64,
}

impl Satellite {
    /// Reads a two-line element set, each line of 69 characters.
    ///
    /// Source: Hoots and Roehrich 1980, Spacetrack Report No. 3.
    ///
    /// # Errors
    ///
    /// [`OrbitError::Elements`] if a line is malformed or the elements describe no orbit.
    ///
    /// ```
    /// use powderkeg_models::orbit::Satellite;
    /// let satellite = Satellite::from_tle(
    ///     "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
    ///     "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667",
    /// )
    /// .unwrap();
    /// // Vallado et al. 2006, tcppver.out
    /// let [x, y, z] = satellite.position_km(360.0).unwrap();
    /// assert!((x - -7_154.031_202_02).abs() < 1e-6);
    /// assert!((y - -3_783.176_825_04).abs() < 1e-6);
    /// assert!((z - -3_536.194_122_94).abs() < 1e-6);
    /// ```
    pub fn from_tle(line1: &str, line2: &str) -> Result<Self, OrbitError> {
        // The crate takes the last character for a digit without looking.
        for line in [line1, line2] {
            if !line.is_ascii() || line.len() != 69 || !line.ends_with(|last: char| last.is_ascii_digit()) {
                let reason = "a line must have 69 ASCII characters and end in its checksum";
                return Err(OrbitError::Elements(reason.to_owned()));
            }
        }
        let elements = sgp4::Elements::from_tle(None, line1.as_bytes(), line2.as_bytes())
            .map_err(|error| OrbitError::Elements(error.to_string()))?;
        let constants = sgp4::Constants::from_elements_afspc_compatibility_mode(&elements)
            .map_err(|error| OrbitError::Elements(error.to_string()))?;
        let epoch_days_since_j2000 = elements.epoch() * 365.25;
        Ok(Self { constants, epoch_days_since_j2000 })
    }

    /// Position in the true-equator, mean-equinox frame, km.
    ///
    /// SGP4/SDP4 with WGS 72 constants. `minutes` since the element set's epoch; may be negative.
    /// Source: Vallado, Crawford, Hujsak and Kelso 2006, AIAA 2006-6753.
    ///
    /// # Errors
    ///
    /// [`OrbitError::Propagation`] if the model leaves its domain.
    pub fn position_km(&self, minutes: f64) -> Result<[f64; 3], OrbitError> {
        self.constants
            .propagate(sgp4::MinutesSinceEpoch(minutes))
            .map(|prediction| prediction.position)
            .map_err(|error| OrbitError::Propagation { error: number(&error), reason: error.to_string() })
    }

    /// Elevation above the horizon of a place at sea level, degrees; negative below.
    ///
    /// `minutes` since the element set's epoch. Polar motion and UT1 − UTC are neglected (0.01°).
    /// Source: [`elevation_deg`] after a turn by Greenwich mean sidereal time ([`sidereal_angle`]).
    ///
    /// # Errors
    ///
    /// As [`Self::position_km`].
    pub fn elevation_deg(&self, place: Place, minutes: f64) -> Result<f64, OrbitError> {
        let [x, y, z] = self.position_km(minutes)?;
        let (sin, cos) = libm::sincos(sidereal_angle(self.epoch_days_since_j2000 + minutes / 1440.0));
        Ok(elevation_deg(place, [cos * x + sin * y, cos * y - sin * x, z]))
    }
}

fn number(error: &sgp4::Error) -> u8 {
    match error {
        sgp4::Error::OutOfRangeEccentricity { .. } => 1,
        sgp4::Error::OutOfRangePerturbedEccentricity { .. } => 3,
        sgp4::Error::NegativeSemiLatusRectum { .. } => 4,
    }
}

/// Greenwich mean sidereal time as an angle, radians in \[0, 2π).
///
/// 67,310.548 41 s + (876,600 h + 8,640,184.812 866 s)T + 0.093 104 s T² − 6.2e-6 s T³, T in Julian
/// centuries; `days_since_j2000` in days of UT1 since 2000-01-01 12:00.
/// Source: Aoki et al. 1982, Astronomy and Astrophysics 105:359; Vallado 2013, eq. 3-47.
///
/// ```
/// use powderkeg_models::orbit::sidereal_angle;
/// // Vallado 2013, example 3-5: 1992-08-20 12:14 UT1, 152.578 788 10°
/// assert!((sidereal_angle(2_448_855.009_722_22 - 2_451_545.0).to_degrees() - 152.578_788).abs() < 1e-4);
/// ```
#[must_use]
pub fn sidereal_angle(days_since_j2000: f64) -> f64 {
    let t = days_since_j2000 / 36_525.0;
    let drift = t * (8_640_184.812_866 + t * (0.093_104 - t * 6.2e-6));
    let seconds = 67_310.548_41 + drift + (days_since_j2000 % 1.0) * 86_400.0;
    (seconds / 86_400.0).rem_euclid(1.0) * core::f64::consts::TAU
}

/// Elevation of a point above the horizon of a place at sea level, degrees.
///
/// asin(up·(r − R)/|r − R|) with R on the WGS 84 ellipsoid. `earth_fixed_km` is Earth-centred and
/// Earth-fixed, km.
/// Source: Vallado 2013, section 4.4 (topocentric horizon system).
///
/// ```
/// use powderkeg_models::{geodesy::Place, orbit::elevation_deg};
/// let equator = Place { latitude_deg: 0.0, longitude_deg: 0.0 };
/// assert!((elevation_deg(equator, [7000.0, 0.0, 0.0]) - 90.0).abs() < 1e-9);
/// assert!((elevation_deg(equator, [6378.137, 500.0, 0.0])).abs() < 1e-9);
/// ```
#[must_use]
pub fn elevation_deg(place: Place, earth_fixed_km: [f64; 3]) -> f64 {
    let (sin_lat, cos_lat) = libm::sincos(place.latitude_deg.to_radians());
    let (sin_lon, cos_lon) = libm::sincos(place.longitude_deg.to_radians());
    let up = [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat];
    let squeeze = FLATTENING * (2.0 - FLATTENING);
    let normal = EQUATORIAL_RADIUS_KM / (1.0 - squeeze * sin_lat * sin_lat).sqrt();
    let ground = [normal * up[0], normal * up[1], normal * (1.0 - squeeze) * up[2]];
    let sight = [0, 1, 2].map(|axis| earth_fixed_km[axis] - ground[axis]);
    let dot = |a: [f64; 3], b: [f64; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    libm::asin((dot(up, sight) / dot(sight, sight).sqrt()).clamp(-1.0, 1.0)).to_degrees()
}

/// Period of a circular orbit, minutes.
///
/// 2π√(a³/μ), a = R + h; `altitude_km` above the mean sphere.
/// Source: Kepler's third law.
///
/// ```
/// use powderkeg_models::orbit::circular_period_minutes;
/// // a geostationary satellite goes round in a sidereal day
/// assert!((circular_period_minutes(42_164.17 - 6_371.008_8) - 1_436.07).abs() < 0.01);
/// ```
#[must_use]
pub fn circular_period_minutes(altitude_km: f64) -> f64 {
    let axis = MEAN_RADIUS_KM + altitude_km;
    core::f64::consts::TAU * (axis * axis * axis / GRAVITATIONAL_PARAMETER).sqrt() / 60.0
}

/// Share of the Earth's surface from which a satellite stands above a given elevation.
///
/// (1 − cos λ)/2 with λ = acos(R cos ε/(R + h)) − ε. `altitude_km` ≥ 0 above the mean sphere;
/// `least_elevation_deg` ε in degrees, \[0, 90\].
/// Source: Wertz and Larson 1999, Space Mission Analysis and Design, section 5.2.
///
/// ```
/// use powderkeg_models::orbit::coverage_share;
/// // a geostationary satellite sees 42 % of the Earth
/// assert!((coverage_share(35_786.0, 0.0) - 0.424).abs() < 1e-3);
/// assert!(coverage_share(400.0, 90.0) < 1e-12);
/// ```
#[must_use]
pub fn coverage_share(altitude_km: f64, least_elevation_deg: f64) -> f64 {
    let elevation = least_elevation_deg.to_radians();
    let ratio = MEAN_RADIUS_KM / (MEAN_RADIUS_KM + altitude_km.max(0.0));
    let radius = libm::acos(ratio * libm::cos(elevation)) - elevation;
    0.5 * (1.0 - libm::cos(radius.max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unusable_elements_are_refused() {
        let line1 = "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753";
        let line2 = "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667";
        let unusable = |line1: &str, line2: &str| {
            assert!(
                matches!(Satellite::from_tle(line1, line2), Err(OrbitError::Elements(_))),
                "{line1}{line2}"
            );
        };
        unusable("1 x", "2 y");
        unusable(line2, line1);
        for column in 0..69 {
            for change in ["x", " ", "-", "é"] {
                let mut broken = line2.to_owned();
                broken.replace_range(column..=column, change);
                // Whatever it makes of a changed character, it does not panic.
                let _ = Satellite::from_tle(line1, &broken).map(|satellite| satellite.position_km(60.0));
            }
        }
    }

    #[test]
    fn the_share_of_places_that_see_a_satellite_is_its_coverage() {
        let altitude = 800.0;
        let satellite = [MEAN_RADIUS_KM + altitude, 0.0, 0.0];
        let (mut seen, mut places) = (0.0, 0.0);
        for latitude in -89..=89 {
            for longitude in -180..180 {
                let place = Place { latitude_deg: f64::from(latitude), longitude_deg: f64::from(longitude) };
                let area = libm::cos(place.latitude_deg.to_radians());
                places += area;
                if elevation_deg(place, satellite) >= 5.0 {
                    seen += area;
                }
            }
        }
        assert!((seen / places - coverage_share(altitude, 5.0)).abs() < 1e-3);
    }

    #[test]
    fn a_geostationary_satellite_hangs_still() {
        let epoch = sidereal_angle(0.0);
        let later = sidereal_angle(1.0);
        // a day turns the Earth once and 0.9856° more
        assert!(((later - epoch).to_degrees() - 0.985_647).abs() < 1e-5);
    }
}
