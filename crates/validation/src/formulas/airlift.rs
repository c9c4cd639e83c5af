//! Closure of an airlift where algebra gives it.

use powderkeg_models::airlift::closure_hours;

use super::worst;
use crate::table::{Bound, Verification};

/// All loads of 1 to 24 with one aircraft, and with as many as loads, over grids of times that binary
/// fractions hold exactly, so that the difference must be 0.
#[must_use]
pub fn verify() -> Vec<Verification> {
    let mut deviations = Vec::new();
    let hours = [0.25, 0.5, 1.0, 1.5, 2.75];
    for loads in 1..=24_u32 {
        for leg in hours {
            for load in hours {
                for unload in hours {
                    let cycle = 2.0 * leg + load + unload;
                    let alone = closure_hours(loads, 1, 3, leg, load, unload);
                    deviations.push(apart(alone, f64::from(loads) * cycle - leg));
                    for spots in 1..=4_u32 {
                        let crowd = closure_hours(loads, loads, spots, leg, load, unload);
                        deviations.push(apart(crowd, load + leg + f64::from(loads.div_ceil(spots)) * unload));
                    }
                }
            }
        }
    }
    vec![Verification {
        what: "airlift closure with one aircraft, and with one for each load",
        oracle: "AFPAM 10-1403, planning factors, solved: n·cycle − leg; load + leg + ⌈n/spots⌉·unload",
        n: deviations.len(),
        quantity: "largest error, hours",
        found: worst(deviations),
        required: Some(Bound::AtMost(0.0)),
    }]
}

fn apart(found: Option<f64>, wanted: f64) -> f64 {
    found.map_or(f64::NAN, |found| (found - wanted).abs())
}
