//! The code of `models` held against what its sources say it computes.
//!
//! These are checks of the code alone: that they pass says nothing about the world.

pub mod agents;
pub mod airlift;
pub mod attrition;
pub mod economy;
pub mod hazards;
pub mod heat;
pub mod leakage;
pub mod satellites;
pub mod tables;
pub mod thresholds;

/// The largest of some numbers, or NaN if one is or there are none: a missing comparison is no agreement.
fn worst(deviations: impl IntoIterator<Item = f64>) -> f64 {
    let mut largest = f64::NAN;
    for deviation in deviations {
        if deviation.is_nan() {
            return f64::NAN;
        }
        largest = largest.max(deviation);
    }
    largest
}

#[test]
fn nothing_compared_is_no_agreement() {
    assert!(worst([]).is_nan() && worst([1.0, f64::NAN, 2.0]).is_nan());
    assert_eq!(worst([1.0, 3.0, 2.0]), 3.0);
}
