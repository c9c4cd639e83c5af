//! Scales: round numbers, and months with their names.

use powderkeg_engine::time::{DAY, Minute};

use crate::run::civil_from;
use crate::words::trimmed;

/// A scale from values to units of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// Of a range of values onto a range of units; a range of no width lies in the middle.
    pub(super) fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// Where a value lies, never beyond the ends.
    pub(super) fn at(&self, value: f64) -> f64 {
        let span = self.from.1 - self.from.0;
        let share = if span > 0.0 { ((value - self.from.0) / span).clamp(0.0, 1.0) } else { 0.5 };
        self.to.0 + share * (self.to.1 - self.to.0)
    }
}

/// Round numbers within a range, about so many, with their texts; none for a range that is empty or not finite.
pub(super) fn ticks((low, high): (f64, f64), about: f64) -> Vec<(f64, String)> {
    let rough = (high - low) / about;
    if !rough.is_finite() || rough <= 0.0 {
        return Vec::new();
    }
    let power = libm::pow(10.0, libm::log10(rough).floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|of| of * power).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(rough);
    let decimals = (-libm::log10(step * 1.000_001).floor()).clamp(0.0, 9.0) as usize;
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|n| n as f64 * step).map(|at| (at, said(at, decimals))).collect()
}

/// The range up to the next round number, from 0 where the values are not far from it.
pub(super) fn round_range(low: f64, high: f64) -> (f64, f64) {
    let low = if low >= 0.0 && low < 0.6 * high { 0.0 } else { low };
    let high = if high > low { high } else { low + 1.0 };
    let rough = (high - low) / 4.0;
    let power = libm::pow(10.0, libm::log10(rough).floor());
    let step =
        [0.5, 1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|of| of * power).find(|step| *step >= rough * 0.5);
    let step = step.unwrap_or(rough);
    ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step)
}

/// A number with thousands apart and a true minus sign.
fn said(value: f64, decimals: usize) -> String {
    grouped(&format!("{value:.decimals$}"))
}

/// A value as a label has it: three digits that matter, thousands apart.
pub(super) fn short(value: f64) -> String {
    let size = value.abs();
    let places = if !(1e-9..100.0).contains(&size) {
        0
    } else if size >= 10.0 {
        1
    } else {
        2
    };
    grouped(&trimmed(value, places))
}

fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("−", digits));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    let mut out =
        String::from(if digits.bytes().all(|digit| digit == b'0' || digit == b'.') { "" } else { sign });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// The first of each month from the day after the start to the end, with what stands beside it: "May", "Jan 2015".
pub(super) fn months(starts: (i16, u8, u8), ends: Minute) -> Vec<(Minute, String)> {
    let start = civil_from(starts, Minute(0)).date();
    let last = civil_from(starts, ends).date();
    let mut month = start.first_of_month();
    let mut marks = Vec::new();
    while month <= last {
        let days = month.since(start).map_or(-1, |span| i64::from(span.get_days()));
        if let Ok(days) = u32::try_from(days) {
            let pattern = if month.month() == 1 || marks.is_empty() { "%b %Y" } else { "%b" };
            marks.push((Minute(days * DAY), month.strftime(pattern).to_string()));
        }
        let Ok(next) = month.checked_add(jiff::Span::new().months(1)) else { break };
        month = next;
    }
    marks
}

/// Marks of a scale of days: months, or weeks where there are no three months: "6 Jan", "13 Jan".
pub(super) fn days(starts: (i16, u8, u8), ends: Minute) -> Vec<(Minute, String)> {
    let months = months(starts, ends);
    if months.len() >= 3 {
        return months;
    }
    let every = if ends.day() < 12 { 2 } else { 7 };
    let mark = |day: u32| {
        let at = Minute(day * DAY);
        (at, civil_from(starts, at).strftime("%-d %b").to_string())
    };
    (0..=ends.day()).step_by(every).map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_and_ranges_are_round() {
        let texts = |range| ticks(range, 4.0).into_iter().map(|(_, text)| text).collect::<Vec<String>>();
        assert_eq!(texts((0.0, 1.0)), ["0.0", "0.5", "1.0"]);
        assert_eq!(texts((-2000.0, 2500.0)), ["−2,000", "0", "2,000"]);
        assert!(texts((1.0, 1.0)).is_empty() && texts((f64::NAN, 1.0)).is_empty());
        assert_eq!(round_range(3.0, 97.0), (0.0, 100.0));
        assert_eq!(round_range(0.0, 0.0).0.to_bits(), 0.0_f64.to_bits());
        assert_eq!([short(1234.6), short(-3.456), short(0.0), short(-0.001)], ["1,235", "−3.46", "0", "0"]);
    }

    #[test]
    fn months_carry_their_year_where_it_begins() {
        let marks = months((2014, 11, 15), Minute(100 * DAY));
        let texts: Vec<&str> = marks.iter().map(|mark| mark.1.as_str()).collect();
        assert_eq!(texts, ["Dec 2014", "Jan 2015", "Feb"]);
        assert_eq!(marks[0].0, Minute(16 * DAY));
        let marks = days((2009, 1, 6), Minute(20 * DAY));
        assert_eq!(
            marks.iter().map(|mark| mark.1.as_str()).collect::<Vec<_>>(),
            ["6 Jan", "13 Jan", "20 Jan"]
        );
        assert_eq!(days((2014, 11, 15), Minute(100 * DAY)).len(), 3);
    }
}
