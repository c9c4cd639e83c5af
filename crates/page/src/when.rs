//! Dates as infoboxes write them: days, months, years and ranges.

use std::fmt;

use jiff::civil::{Date, Weekday};
use serde::{Serialize, Serializer};

/// A date as exact as the page gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year, of our era.
    pub year: i16,
    /// The month, from 1.
    pub month: Option<i8>,
    /// The day of the month, from 1.
    pub day: Option<i8>,
}

/// A day or a range of days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct When {
    /// Its first day.
    pub first: Day,
    /// Its last day; the first again where there is one.
    pub last: Day,
    /// It still goes on.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ongoing: bool,
    /// "About", "early in".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub about: bool,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Day {
    /// The first day that it may mean.
    #[must_use]
    pub fn earliest(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// Year, month and day as a template has them, as one text.
    pub(crate) fn of_parts(parts: &[String]) -> String {
        match parts {
            [year, month] => {
                let month = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
                month.map_or_else(|| parts.join("-"), |month| format!("{month} {year}"))
            }
            _ => parts.join("-"),
        }
    }

    /// The last day that it may mean.
    #[must_use]
    pub fn latest(self) -> Option<Date> {
        if self.day.is_some() {
            return self.earliest();
        }
        Date::new(self.year, self.month.unwrap_or(12), 1).ok().map(Date::last_of_month)
    }
}

/// A word of a date, and the byte where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A whole date, 2015-04-10.
    Iso(i16, i8, i8),
    /// A number; whether it is an ordinal.
    Number(u32, bool),
    /// A month, from 1.
    Month(i8),
    /// A day of the week.
    Weekday(Weekday),
    /// What joins the ends of a range.
    To,
    /// A comma.
    Comma,
    /// Any other word or sign; `true` where a date may hold it.
    Other(bool),
    /// "Present", "ongoing".
    Present,
    /// "About", "early", "late".
    About,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Cuts a text into the words of dates.
pub(crate) fn words(text: &str) -> Vec<(usize, Word)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(word) = iso(rest) {
            found.push((at, word));
            at += 10;
            continue;
        }
        let length = if first.is_alphanumeric() {
            rest.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let word = &rest[..length];
        let kind = match first {
            ',' => Some(Word::Comma),
            '–' | '—' | '−' | '‒' | '-' | '/' => Some(Word::To),
            '~' | '≈' => Some(Word::About),
            '.' => None,
            _ if first.is_whitespace() => None,
            _ if first.is_alphanumeric() => Some(word_of(word)),
            _ => Some(Word::Other(false)),
        };
        found.extend(kind.map(|kind| (at, kind)));
        at += length;
    }
    found
}

fn word_of(word: &str) -> Word {
    let small = word.to_lowercase();
    let digits = small.len() - small.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    if digits > 0 {
        let ending = &small[digits..];
        let is_ordinal = ["st", "nd", "rd", "th"].contains(&ending);
        return match small[..digits].parse() {
            Ok(value) if ending.is_empty() || is_ordinal => Word::Number(value, is_ordinal),
            _ => Word::Other(false),
        };
    }
    let abbreviates =
        |name: &str| name == small || small.len() >= 3 && small.len() <= 4 && name.starts_with(&small);
    if let Some(month) = MONTHS.iter().position(|name| abbreviates(name)) {
        return Word::Month(i8::try_from(month + 1).unwrap_or(1));
    }
    if let Some((_, day)) = WEEKDAYS.iter().find(|(name, _)| abbreviates(name)) {
        return Word::Weekday(*day);
    }
    match small.as_str() {
        "to" | "until" | "till" | "through" => Word::To,
        "present" | "ongoing" | "today" | "now" => Word::Present,
        "about" | "around" | "circa" | "c" | "ca" | "early" | "mid" | "late" => Word::About,
        "of" | "the" | "on" | "in" | "from" | "between" | "ad" | "ce" => Word::Other(true),
        _ => Word::Other(false),
    }
}

/// Half of a range, as written.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<Weekday>,
    short_year: Option<i16>,
}

/// Why a date could not be read.
pub(crate) type Why = String;

/// Reads a date or a range.
pub(crate) fn read(text: &str) -> Result<When, Why> {
    let (text, _) = crate::amount::without_brackets(text);
    let text = without_time(&text);
    let words: Vec<Word> = words(&text).into_iter().map(|(_, word)| word).collect();
    if words.is_empty() {
        return Err("there is no date".into());
    }
    if words.contains(&Word::Other(false)) {
        return Err("it has words that are no part of a date; write it as 10 April 2015".into());
    }
    let halves: Vec<&[Word]> =
        words.split(|word| *word == Word::To).filter(|half| !half.is_empty()).collect();
    let ongoing = words.contains(&Word::Present);
    let about = words.contains(&Word::About);
    let (first, last) = match halves[..] {
        [one] => (part(one)?, None),
        [first, last] if last.contains(&Word::Present) => (part(first)?, None),
        [first, last] => (part(first)?, Some(part(last)?)),
        _ => return Err("it has more than two ends, or numbers only; write it as 10 April 2015".into()),
    };
    let (first, last) = joined(first, last);
    let first = day(first)?;
    let last = last.map_or(Ok(first), day)?;
    if last.latest() < first.earliest() {
        return Err(format!("it ends on {last}, before it begins on {first}"));
    }
    Ok(When { first, last, ongoing, about })
}

/// "2015-04-10" at the beginning of a text.
fn iso(text: &str) -> Option<Word> {
    let date = text.get(..10)?;
    let is_shape = date
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !is_shape || text[10..].starts_with(|sign: char| sign.is_alphanumeric()) {
        return None;
    }
    Some(Word::Iso(date[..4].parse().ok()?, date[5..7].parse().ok()?, date[8..].parse().ok()?))
}

/// "10 April 2015, 02:40" without the time of day.
fn without_time(text: &str) -> String {
    let is_time = |word: &str| {
        let word = word.trim_matches(',');
        word.split_once(':').is_some_and(|(hour, minute)| {
            hour.len() <= 2
                && minute.len() >= 2
                && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
        })
    };
    let kept: Vec<&str> = text.split_whitespace().filter(|word| !is_time(word)).collect();
    kept.join(" ").trim_end_matches(',').to_owned()
}

fn part(words: &[Word]) -> Result<Part, Why> {
    let mut part = Part::default();
    for word in words {
        match *word {
            Word::Iso(year, month, day) => {
                twice(&mut part.year, year)?;
                twice(&mut part.month, month)?;
                twice(&mut part.day, day)?;
            }
            Word::Number(value, _) if value > 31 => {
                let year = i16::try_from(value).ok().filter(|year| *year <= 9999);
                let year = year.ok_or_else(|| format!("{value} is no year"))?;
                if value < 100 { part.short_year = Some(year) } else { twice(&mut part.year, year)? }
            }
            Word::Number(value, _) => twice(&mut part.day, i8::try_from(value).unwrap_or(0))?,
            Word::Month(month) => twice(&mut part.month, month)?,
            Word::Weekday(weekday) => part.weekday = Some(weekday),
            Word::Comma | Word::Other(_) | Word::About | Word::Present | Word::To => {}
        }
    }
    Ok(part)
}

fn twice<T>(slot: &mut Option<T>, value: T) -> Result<(), Why> {
    if slot.replace(value).is_some() {
        return Err("it has two of a kind where one belongs; write it as 10 April 2015".into());
    }
    Ok(())
}

/// Each end takes from the other what it doesn't say: "10–12 April 2015", "April 10 – May 2, 2015", "1939–45".
fn joined(mut first: Part, last: Option<Part>) -> (Part, Option<Part>) {
    let Some(mut last) = last else { return (first, None) };
    let years_only = first.month.is_none() && first.day.is_none();
    if years_only
        && let (Some(from), Some(short)) = (first.year, last.short_year.or(last.day.map(i16::from)))
        && last.year.is_none()
        && last.month.is_none()
    {
        last.year = Some(from - from % 100 + short);
        last.day = None;
    }
    if first.day.is_some() && first.month.is_none() {
        first.month = last.month;
    }
    if last.day.is_some() && last.month.is_none() {
        last.month = first.month;
    }
    first.year = first.year.or(last.year);
    last.year = last.year.or(first.year);
    (first, Some(last))
}

fn day(part: Part) -> Result<Day, Why> {
    let year = part.year.ok_or("it names no year")?;
    if part.day.is_some() && part.month.is_none() {
        return Err("it names a day and no month".into());
    }
    let day = Day { year, month: part.month, day: part.day };
    let Some(date) = day.earliest() else { return Err(format!("there is no day {day}")) };
    if let Some(weekday) = part.weekday
        && date.weekday() != weekday
    {
        return Err(format!("{day} was a {:?}, not a {weekday:?}", date.weekday()));
    }
    Ok(day)
}

/// A date in running text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mention {
    /// The byte where it begins.
    pub(crate) at: usize,
    /// The day of the week before it.
    pub(crate) weekday: Option<Weekday>,
    /// The year, if it is named.
    pub(crate) year: Option<i16>,
    /// The month.
    pub(crate) month: i8,
    /// The day.
    pub(crate) day: u32,
    /// The last day, where it is a range of the month: "3 to 9 June", "June 3–9".
    pub(crate) to: Option<u32>,
}

/// Whether a year of another era begins a text: "331 BC".
fn is_before_era(text: &str) -> bool {
    let era = text.trim_start_matches(|sign: char| sign.is_ascii_digit()).trim_start();
    ["BC", "B.C", "AH"].iter().any(|name| era.starts_with(name))
}

/// The days that a text names: "On Friday, April 10th, 2015", "3 April".
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let words = words(text);
    let get = |index: usize| words.get(index).copied();
    let is_day = |index: usize| match get(index) {
        Some((_, Word::Number(value, _))) if value <= 99 => Some((index, value)),
        _ => None,
    };
    let mut found = Vec::new();
    for (index, &(at, word)) in words.iter().enumerate() {
        let Word::Month(month) = word else { continue };
        // "may" and "march" are words, too.
        if !text[at..].starts_with(char::is_uppercase) {
            continue;
        }
        let is_of = matches!(index.checked_sub(1).and_then(get), Some((_, Word::Other(true))));
        let before = index.checked_sub(if is_of { 2 } else { 1 });
        let is_to = |index: usize| matches!(get(index), Some((_, Word::To)));
        let (day, to, next, start) = match (is_day(index + 1), before.and_then(is_day)) {
            (Some((_, day)), _) => {
                let is_month = |index: usize| matches!(get(index), Some((_, Word::Month(_))));
                match is_day(index + 3).filter(|_| is_to(index + 2) && !is_month(index + 4)) {
                    Some((_, last)) => (day, Some(last), index + 4, index),
                    None => (day, None, index + 2, index),
                }
            }
            (None, Some((start, day))) => {
                let ahead = start.checked_sub(2).filter(|_| is_to(start - 1)).and_then(is_day);
                match ahead {
                    Some((first_at, first)) => (first, Some(day), index + 1, first_at),
                    None => (day, None, index + 1, start),
                }
            }
            (None, None) => continue,
        };
        let next = if matches!(get(next), Some((_, Word::Comma))) { next + 1 } else { next };
        let year = match get(next) {
            Some((_, Word::Number(value @ 1000..=2999, false))) => i16::try_from(value).ok(),
            _ => None,
        };
        // "10 May 331 BC" is no day of this year.
        let is_of_other_era =
            matches!(get(next), Some((byte, Word::Number(..))) if is_before_era(&text[byte..]));
        if is_of_other_era {
            continue;
        }
        let begins = words[start].0;
        let ahead = start.checked_sub(1).and_then(get);
        let ahead =
            if matches!(ahead, Some((_, Word::Comma))) { start.checked_sub(2).and_then(get) } else { ahead };
        let (weekday, begins) = match ahead {
            Some((byte, Word::Weekday(weekday))) => (Some(weekday), byte),
            _ => (None, begins),
        };
        found.push(Mention { at: begins, weekday, year, month, day, to });
    }
    found
}

#[test]
fn dates_are_read_as_people_write_them() {
    for (text, first, last) in [
        ("April 10th, 2015", "2015-04-10", "2015-04-10"),
        ("10–12 April 2015", "2015-04-10", "2015-04-12"),
        ("April 10 – May 2, 2015", "2015-04-10", "2015-05-02"),
        ("28 December 2014 – 3 January 2015", "2014-12-28", "2015-01-03"),
        ("Friday, 10 April 2015 (11 years ago)", "2015-04-10", "2015-04-10"),
        ("10 April 2015, 02:40", "2015-04-10", "2015-04-10"),
        ("2015-04-10", "2015-04-10", "2015-04-10"),
        ("2015-04-10 – 2015-05-02", "2015-04-10", "2015-05-02"),
        ("April 2015", "2015-04", "2015-04"),
        ("1939–45", "1939", "1945"),
        ("the 3rd of Sept. 1939 to 2 Sep 1945", "1939-09-03", "1945-09-02"),
    ] {
        let when = read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!((when.first.to_string(), when.last.to_string()), (first.into(), last.into()), "{text}");
    }
    for (text, why) in [
        ("Thursday, 10 April 2015", "was a Friday"),
        ("31 April 2015", "no day 2015-04-31"),
        ("12–10 April 2015", "before it begins"),
        ("10/04/2015", "numbers only"),
        ("2015-13-45", "no day 2015-13-45"),
        ("10 April", "no year"),
        ("Winter 2014", "no part of a date"),
        ("480 BC", "no part of a date"),
        ("", "no date"),
    ] {
        assert!(read(text).is_err_and(|said| said.contains(why)), "{text}: {:?}", read(text));
    }
}

#[test]
fn ranges_of_running_text_have_both_ends() {
    for (text, day, to) in [
        ("from 3 to 9 June 2031", 3, Some(9)),
        ("on 5/6 May 2031", 5, Some(6)),
        ("June 3–9, 2031", 3, Some(9)),
        ("on 9 June 2031", 9, None),
        ("June 3 – July 2", 3, None),
        ("not on 10 May 331 BC, but on 9 June 2031", 9, None),
    ] {
        let found = mentions(text);
        assert_eq!((found[0].day, found[0].to), (day, to), "{text}");
    }
}
