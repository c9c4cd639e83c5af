//! Reads the parameters that domains share: `[labour]`, `[unrest]` and so on, each with its default, unit, range and
//! source. A scenario takes ranges for them from the library and may set its own.

use powderkeg_engine::setup::{Battle, Campaign, Diplomacy, Escalation, Forces, Labour, Trade, Unrest, Visibility, Weather};

use crate::fields::Fields;
use crate::number::Spec;
use powderkeg_engine::parameter::Num;

/// A number with default and source.
fn n(f: &mut Fields<'_, '_>, key: &'static str, unit: &'static str, range: (f64, f64), default: (f64, &'static str), doc: &'static str) -> Num {
    f.number(key, &Spec::new(unit, range.0, range.1, doc).or(default.0, default.1))
}
