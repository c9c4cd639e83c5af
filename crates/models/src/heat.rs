//! placeholder until the models branch is merged
#[derive(Clone, Copy, Debug, PartialEq)]
/// Heat profile.
pub struct HeatProfile {
    /// a
    pub a: f64,
    /// b
    pub b: f64,
    /// c
    pub c: f64,
    /// d
    pub d: f64,
}
impl HeatProfile {
    /// Households.
    pub const HOUSEHOLDS: Self = Self { a: 3.0469695, b: -37.1833141, c: 5.6727847, d: 0.1163157 };
}
