//! Rows of the two tables, and what they come to.

use std::fmt;

/// What a found number must keep to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// At most this.
    AtMost(f64),
    /// Less than this.
    Below(f64),
    /// At least this.
    AtLeast(f64),
    /// From the first to the second, both included.
    Within(f64, f64),
}

impl Bound {
    /// Whether a number keeps to it; NaN keeps to nothing.
    #[must_use]
    pub fn holds(self, found: f64) -> bool {
        match self {
            Self::AtMost(most) => found <= most,
            Self::Below(above) => found < above,
            Self::AtLeast(least) => found >= least,
            Self::Within(least, most) => (least..=most).contains(&found),
        }
    }

    /// Whether some number from `low` to `high` keeps to it.
    fn meets(self, low: f64, high: f64) -> bool {
        match self {
            Self::AtMost(_) | Self::Below(_) => self.holds(low),
            Self::AtLeast(_) => self.holds(high),
            Self::Within(least, most) => low <= most && high >= least,
        }
    }
}

/// A row of the first table: the code against what it must compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    /// What is computed.
    pub what: &'static str,
    /// Where the right answers come from.
    pub oracle: &'static str,
    /// Numbers compared, or runs.
    pub n: usize,
    /// What was found about them, with its unit: "largest error, km".
    pub quantity: &'static str,
    /// Its value.
    pub found: f64,
    /// What it must be; `None` where sources disagree, so that both are told.
    pub required: Option<Bound>,
}

/// What a check of the code came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// The code computes what it must.
    Agrees,
    /// It does not.
    Differs,
    /// Nothing is asked: a number to read.
    Told,
}

impl Verification {
    /// Whether the code computes what it must.
    #[must_use]
    pub fn verdict(&self) -> Agreement {
        match self.required {
            Some(bound) if bound.holds(self.found) => Agreement::Agrees,
            Some(_) => Agreement::Differs,
            None => Agreement::Told,
        }
    }
}

/// A number with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Lower and upper end of its interval, if it has one.
    pub interval: Option<(f64, f64)>,
}

impl Estimate {
    /// A number that has no interval.
    #[must_use]
    pub fn exact(value: f64) -> Self {
        Self { value, interval: None }
    }

    /// A number with the ends of its interval.
    #[must_use]
    pub fn between(value: f64, low: f64, high: f64) -> Self {
        Self { value, interval: Some((low, high)) }
    }
}

/// What a comparison with the record may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Cases that were held out when the numbers were chosen.
    Prediction,
    /// A known case, run with numbers that were not chosen by it.
    Hindcast,
    /// Too few cases to tell a right model from a wrong one: at most the two do not clash.
    Consistency,
    /// Rates taken from one period and held against another.
    Calibration,
}

/// Which way a score gets better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Errors and losses.
    Lower,
    /// Shares and correlations.
    Higher,
    /// It only describes, or must come near something.
    Neither,
}

/// A number beside the score: a baseline, or what others published.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Whose.
    pub name: String,
    /// In the score's metric.
    pub score: Estimate,
}

/// What must hold of a score, fixed before it was computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// In words: "difference to the force-ratio logit, upper end of 90 %".
    pub what: String,
    /// What was found, with its interval if the gate is about a difference that the record may be too thin
    /// to tell.
    pub found: Estimate,
    /// What it must be.
    pub required: Bound,
}

/// A row of the second table: the model against the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Validation {
    /// Short and lasting, for the list of recorded scores and for programs: `log_loss`.
    pub key: String,
    /// What the model says something about.
    pub claim: String,
    /// What the comparison may be called.
    pub kind: Kind,
    /// The record.
    pub record: &'static str,
    /// Cases.
    pub n: usize,
    /// Which cases were seen in fitting and which are scored.
    pub split: String,
    /// The metric, with its unit.
    pub metric: &'static str,
    /// Which way it gets better.
    pub better: Better,
    /// The score.
    pub score: Estimate,
    /// The trivial alternatives, scored alike.
    pub baselines: Vec<Reference>,
    /// What others reached, where somebody published it.
    pub published: Vec<Reference>,
    /// What must hold; none where the record is too thin to ask.
    pub gate: Option<Gate>,
    /// What a reader has to know to read the row rightly.
    pub note: String,
}

/// What a comparison with the world came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The gate holds.
    Holds,
    /// The gate does not hold; published as it is.
    Misses,
    /// The number found is on the wrong side, but its interval reaches over: too few cases to tell.
    Undecided,
    /// No gate: a number to read.
    Reported,
}

impl Validation {
    /// Whether the gate holds.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let Some(Gate { found, required, .. }) = &self.gate else { return Verdict::Reported };
        match found.interval {
            // Too few cases to say how sure it is: whatever it came to is luck.
            Some((low, high)) if !low.is_finite() || !high.is_finite() => Verdict::Undecided,
            _ if required.holds(found.value) => Verdict::Holds,
            Some((low, high)) if required.meets(low, high) => Verdict::Undecided,
            Some(_) | None => Verdict::Misses,
        }
    }
}

/// A number as readers want it: three significant digits; two and a power of ten for small and large ones.
///
/// ```
/// use powderkeg_validation::table::shown;
/// assert_eq!([shown(0.0), shown(14.5), shown(-0.0416)], ["0", "14.5", "−0.0416"]);
/// assert_eq!([shown(2.018e-7), shown(51_985.2), shown(f64::NAN)], ["2e−7", "51985", "none"]);
/// ```
#[must_use]
pub fn shown(number: f64) -> String {
    if !number.is_finite() {
        return "none".to_owned();
    }
    let size = number.abs();
    let text = if size == 0.0 {
        "0".to_owned()
    } else if (0.001..1e7).contains(&size) {
        let decimals = (2.0 - libm::log10(size).floor()).clamp(0.0, 6.0) as usize;
        let text = format!("{number:.decimals$}");
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    } else {
        format!("{number:.1e}").replace(".0e", "e")
    };
    text.replace('-', "−")
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::AtMost(0.0) => f.write_str("exactly 0"),
            Self::AtMost(most) => write!(f, "at most {}", shown(most)),
            Self::Below(above) => write!(f, "below {}", shown(above)),
            Self::AtLeast(least) => write!(f, "at least {}", shown(least)),
            Self::Within(least, most) => write!(f, "{} to {}", shown(least), shown(most)),
        }
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(self.value))?;
        match self.interval {
            Some((low, high)) => write!(f, " ({} to {})", shown(low), shown(high)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.score)
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, {}", self.what, self.found, self.required)
    }
}

impl Agreement {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "DIFFERS",
            Self::Told => "told",
        }
    }
}

impl Kind {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prediction => "prediction",
            Self::Hindcast => "hindcast",
            Self::Consistency => "consistency",
            Self::Calibration => "calibration",
        }
    }
}

impl Verdict {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Misses => "MISSES",
            Self::Undecided => "undecided",
            Self::Reported => "reported",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_include_their_ends_and_refuse_what_is_no_number() {
        for (bound, inside, outside) in [
            (Bound::AtMost(1.0), 1.0, 1.1),
            (Bound::Below(1.0), 0.9, 1.0),
            (Bound::AtLeast(1.0), 1.0, 0.9),
            (Bound::Within(0.7, 0.9), 0.9, 0.91),
        ] {
            assert!(bound.holds(inside) && !bound.holds(outside) && !bound.holds(f64::NAN), "{bound:?}");
            assert!(bound.meets(inside, inside) && !bound.meets(outside, outside), "{bound:?}");
            assert!(!bound.meets(f64::NAN, f64::NAN), "{bound:?}");
        }
    }
}
