//! SGP4 on the verification set of its reference implementation.

use powderkeg_models::orbit::{OrbitError, Satellite};

use super::worst;
use crate::table::{Bound, Verification};

const ELEMENTS: &str = include_str!("../../data/sgp4/SGP4-VER.TLE");
const POSITIONS: &str = include_str!("../../data/sgp4/tcppver.out");
const ORACLE: &str = "Vallado et al. 2006, AIAA 2006-6753, verification set";

/// The satellite whose elements the reference implementation cannot propagate, and its error.
const UNUSABLE: (&str, u8) = ("33334", 3);

/// A satellite of the set: its number, and its positions as published.
struct Case {
    name: &'static str,
    satellite: Result<Satellite, OrbitError>,
    /// Minutes and coordinates in km.
    published: Vec<[f64; 4]>,
}

/// Positions and failures against the set.
#[must_use]
pub fn verify() -> Vec<Verification> {
    let cases = cases();
    let mut deviations = Vec::new();
    let mut unlike = 0;
    for case in &cases {
        for [minutes, x, y, z] in &case.published {
            match found(case, *minutes) {
                Ok(found) => {
                    let axes = found.iter().zip([x, y, z]);
                    deviations.push(worst(axes.map(|(found, wanted)| (found - wanted).abs())));
                    // It should have failed.
                    unlike += usize::from(case.name == UNUSABLE.0);
                }
                Err(OrbitError::Propagation { error, .. }) if (case.name, error) == UNUSABLE => {}
                Err(_) => unlike += 1,
            }
        }
    }
    let positions = Verification {
        what: "SGP4: positions of satellites",
        oracle: ORACLE,
        n: deviations.len(),
        quantity: "largest error, km",
        found: worst(deviations),
        required: Some(Bound::AtMost(1e-6)),
    };
    let failures = Verification {
        what: "SGP4: satellite 33334 fails with error 3, no other fails",
        oracle: ORACLE,
        n: cases.len(),
        quantity: "rows that do otherwise",
        found: unlike as f64,
        required: Some(Bound::AtMost(0.0)),
    };
    vec![positions, failures]
}

fn found(case: &Case, minutes: f64) -> Result<[f64; 3], OrbitError> {
    case.satellite.as_ref().map_err(Clone::clone)?.position_km(minutes)
}

fn cases() -> Vec<Case> {
    let lines: Vec<&str> = ELEMENTS.lines().filter(|line| !line.starts_with('#')).collect();
    lines
        .chunks_exact(2)
        .zip(published())
        .map(|(pair, (name, published))| Case {
            name,
            satellite: Satellite::from_tle(&repaired(pair[0]), &repaired(pair[1])),
            published,
        })
        .collect()
}

/// Four sets of the collection have a blank ephemeris type or, being made up, a wrong checksum.
fn repaired(line: &str) -> String {
    let mut body = line[..68].to_owned();
    if body.starts_with('1') {
        body.replace_range(62..63, "0");
    }
    let worth = |c: char| if c == '-' { 1 } else { c.to_digit(10).unwrap_or(0) };
    let checksum = body.chars().map(worth).sum::<u32>() % 10;
    format!("{body}{checksum}")
}

/// The published positions: satellite, then rows of minutes and coordinates.
fn published() -> Vec<(&'static str, Vec<[f64; 4]>)> {
    let mut blocks: Vec<(&str, Vec<[f64; 4]>)> = Vec::new();
    for line in POSITIONS.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if fields.get(1) == Some(&"xx") {
            blocks.push((fields[0], Vec::new()));
        } else if let Some((_, rows)) = blocks.last_mut() {
            rows.push([0, 1, 2, 3].map(|column| fields[column].parse().unwrap_or(f64::NAN)));
        }
    }
    blocks
}

#[test]
fn the_set_is_whole_and_in_step() {
    let cases = cases();
    assert_eq!(cases.len(), 33);
    assert_eq!(cases.iter().map(|case| case.published.len()).sum::<usize>(), 667);
    let numbers = ELEMENTS.lines().filter(|line| line.starts_with('1')).map(|line| line[2..7].trim());
    for (number, case) in numbers.zip(&cases) {
        assert_eq!(number.trim_start_matches('0'), case.name);
    }
}
