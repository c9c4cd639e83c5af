//! Times with their offset from UTC.

use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::Minute;

use crate::run::civil_from;

/// Minutes of an hour.
const HOUR: i16 = 60;
/// The greatest offset of a time zone, hours.
const MOST_HOURS: i16 = 14;

/// Tells the minutes of a run as ISO 8601 does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    starts: (i16, u8, u8),
    /// Local time less UTC, minutes.
    offset: i16,
}

impl Clock {
    /// The clock of a scenario whose local time has this offset, as in "+06:00"; of one that gives none, or none that
    /// can be read, the nautical zone of a longitude: the whole hour nearest to its mean solar time.
    #[must_use]
    pub fn new(setup: &Setup, utc: Option<&str>, longitude: f64) -> Self {
        let offset = utc.and_then(offset).unwrap_or_else(|| nautical(longitude));
        Self { starts: setup.starts, offset }
    }

    /// "2015-04-10T02:40:00+06:00".
    #[must_use]
    pub fn iso(self, at: Minute) -> String {
        let local = civil_from(self.starts, at);
        format!("{}{}", local.strftime("%Y-%m-%dT%H:%M:%S"), self.offset())
    }

    /// "+06:00".
    #[must_use]
    pub fn offset(self) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", self.offset.abs() / HOUR, self.offset.abs() % HOUR)
    }
}

/// Whether a text is an offset from UTC as in "+06:00", "-03:30" or "Z".
#[must_use]
pub fn is_offset(text: &str) -> bool {
    offset(text).is_some()
}

/// Minutes of an offset from UTC.
fn offset(text: &str) -> Option<i16> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let digits = |part: &str| (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten().map(i16::from);
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours <= MOST_HOURS && minutes < HOUR).then_some(sign * (hours * HOUR + minutes))
}

fn nautical(longitude: f64) -> i16 {
    // Within ±12: a longitude is within ±180.
    libm::round(longitude / 15.0).clamp(-12.0, 12.0) as i16 * HOUR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_their_offset() {
        let setup = Setup { starts: (2014, 10, 1), ..Setup::default() };
        let tell = |utc, longitude| Clock::new(&setup, utc, longitude).iso(Minute(24 * 60 + 61));
        assert_eq!(tell(Some("+06:00"), 0.0), "2014-10-02T01:01:00+06:00");
        assert_eq!(tell(Some("-03:30"), 0.0), "2014-10-02T01:01:00-03:30");
        assert_eq!(tell(Some("Z"), 90.0), "2014-10-02T01:01:00+00:00");
        assert_eq!(tell(None, 63.3), "2014-10-02T01:01:00+04:00");
        assert_eq!(tell(None, -179.9), "2014-10-02T01:01:00-12:00");
        for unreadable in ["", "6", "+6:00", "+06:60", "+99:00", "UTC+6", "٦", "++:+1"] {
            assert_eq!(offset(unreadable), None, "{unreadable}");
        }
    }
}
