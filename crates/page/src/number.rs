//! Whole numbers as people write them: "1,200", "1.2 million", "2½ thousand", "three hundred and fifty".
//!
//! What could be read in two ways is not read: a wrong number is worse than none.

/// Why a text has no number that can be relied on.
pub(crate) type Why = &'static str;

/// A number at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number<'a> {
    pub(crate) value: u64,
    /// The factor of the word at its end: 1000 of "12 thousand", else 1.
    pub(crate) factor: u64,
    /// What follows it.
    pub(crate) rest: &'a str,
}

const TOO_LARGE: Why = "the figure is too large";
const FRACTION: Why = "the figure has a fraction";

const SPELLED: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const FACTORS: [(&str, u64); 5] =
    [("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000), ("dozen", 12)];

/// Parts of a whole, as signs, in hundredths.
const PARTS: [(char, &str); 3] = [('½', "5"), ('¼', "25"), ('¾', "75")];

/// Reads the number at the beginning of a text.
pub(crate) fn number(text: &str) -> Result<Number<'_>, Why> {
    if let Some(number) = spelled(text) {
        return number;
    }
    let digits = text.len() - text.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    if digits == 0 {
        return Err("there is no figure at its beginning");
    }
    let whole = text[..digits].parse().map_err(|_| TOO_LARGE)?;
    let (value, rest) = grouped(whole, digits, &text[digits..])?;
    let begins_with_digit = |rest: &str| rest.starts_with(|digit: char| digit.is_ascii_digit());
    if rest.strip_prefix(',').is_some_and(begins_with_digit) {
        return Err("the comma may be decimal or group digits");
    }
    if let Some(fraction) = rest.strip_prefix('.').filter(|rest| begins_with_digit(rest)) {
        let digits = fraction.len() - fraction.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        return decimal(value, &fraction[..digits], &fraction[digits..]);
    }
    if let Some((sign, part)) = PARTS.iter().find(|(sign, _)| rest.starts_with(*sign)) {
        return decimal(value, part, &rest[sign.len_utf8()..]).map_err(|_| FRACTION);
    }
    if rest.trim_start().starts_with(['⅓', '⅔', '⅛', '⅜', '⅝', '⅞', '⁄']) {
        return Err(FRACTION);
    }
    let is_ordinal =
        |ending| rest.strip_prefix(ending).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    if ["st", "nd", "rd", "th"].into_iter().any(is_ordinal) {
        return Err("the number is an ordinal");
    }
    match factor(rest) {
        Some((factor, rest)) => {
            Ok(Number { value: value.checked_mul(factor).ok_or(TOO_LARGE)?, factor, rest: whole_rest(rest)? })
        }
        None => Ok(Number { value, factor: 1, rest }),
    }
}

/// Groups of three after a comma, a thin or no-break space, or an apostrophe.
fn grouped(mut value: u64, digits: usize, mut rest: &str) -> Result<(u64, &str), Why> {
    while digits <= 3
        && let Some(after) = rest.strip_prefix([',', '\u{a0}', '\u{2009}', '\u{202f}', '’', '\''])
        && let Some(group) = after.get(..3).filter(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
        && !after[3..].starts_with(|sign: char| sign.is_ascii_digit())
    {
        let group: u64 = group.parse().unwrap_or(0);
        value = value.checked_mul(1000).and_then(|value| value.checked_add(group)).ok_or(TOO_LARGE)?;
        rest = &after[3..];
    }
    Ok((value, rest))
}

/// "1.2 million". A point before three digits may be either sign, so it is not read.
fn decimal<'a>(whole: u64, part: &str, rest: &'a str) -> Result<Number<'a>, Why> {
    let Some((factor, rest)) = factor(rest) else {
        return Err("the point may be decimal or group digits");
    };
    let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
    let scale = 10_u64.checked_pow(length).filter(|scale| factor % scale == 0);
    let value = scale
        .zip(part.parse::<u64>().ok())
        .and_then(|(scale, part)| whole.checked_mul(factor)?.checked_add(part * (factor / scale)));
    Ok(Number { value: value.ok_or("the figure is too long")?, factor, rest: whole_rest(rest)? })
}

/// What follows a factor, unless it goes on to count: "2 million five hundred thousand".
fn whole_rest(rest: &str) -> Result<&str, Why> {
    let next = rest.trim_start();
    if factor(rest).is_some() || spelled(next).is_some() {
        return Err("the figure goes on in words");
    }
    Ok(rest)
}

fn factor(rest: &str) -> Option<(u64, &str)> {
    let trimmed = rest.trim_start();
    let word = first_word(trimmed);
    let found = FACTORS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
    let found = found.map(|(name, factor)| (*factor, &trimmed[name.len()..]));
    let found = found.or_else(|| Some((1000, rest.strip_prefix(['k', 'K'])?)));
    found.filter(|(_, after)| !after.starts_with(char::is_alphanumeric))
}

fn first_word(text: &str) -> &str {
    text.split(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default()
}

/// What a word adds to a number.
enum Word {
    Unit(u64),
    Tens(u64),
    Factor(u64),
}

fn word(text: &str) -> Option<Word> {
    let index = |names: &[&str]| names.iter().position(|name| text.eq_ignore_ascii_case(name));
    let factor = || FACTORS.iter().find(|(name, _)| text.eq_ignore_ascii_case(name));
    index(&SPELLED)
        .map(|value| Word::Unit(value as u64))
        .or_else(|| index(&TENS).map(|value| Word::Tens(20 + 10 * value as u64)))
        .or_else(|| factor().map(|(_, factor)| Word::Factor(*factor)))
}

/// "three hundred and fifty", "twenty-five thousand", "a dozen"; `None` if the text begins with no such word.
fn spelled(text: &str) -> Option<Result<Number<'_>, Why>> {
    let article = ["a ", "an "]
        .iter()
        .find(|article| text.get(..article.len()).is_some_and(|start| start.eq_ignore_ascii_case(article)));
    let mut rest = article.map_or(text, |article| &text[article.len()..]);
    let first = word(first_word(rest))?;
    if article.is_some() != matches!(first, Word::Factor(_)) {
        return None;
    }
    // What is behind a thousand is done with; what is behind a hundred may still be multiplied.
    let (mut done, mut current, mut last) = (0_u64, u64::from(article.is_some()), 1);
    let mut room = u64::MAX;
    while let Some(next) = word(first_word(rest)) {
        let fits = match next {
            Word::Unit(value) => value < room && add(&mut current, value),
            Word::Tens(value) => value < room && add(&mut current, value),
            Word::Factor(factor) => multiply(&mut done, &mut current, factor),
        };
        if !fits {
            return Some(Err("the figure's words don't go together"));
        }
        (room, last) = match next {
            Word::Unit(_) => (0, 1),
            Word::Tens(_) => (10, 1),
            Word::Factor(factor) => (factor, factor),
        };
        rest = &rest[first_word(rest).len()..];
        match joined(rest) {
            Some(next) => rest = next,
            None => break,
        }
    }
    let Some(value) = done.checked_add(current) else { return Some(Err(TOO_LARGE)) };
    Some(Ok(Number { value, factor: last, rest }))
}

fn add(sum: &mut u64, value: u64) -> bool {
    *sum += value;
    true
}

fn multiply(done: &mut u64, current: &mut u64, factor: u64) -> bool {
    let Some(product) = current.checked_mul(factor).filter(|product| *product > 0) else { return false };
    *current = product;
    if factor >= 1000 {
        let Some(sum) = done.checked_add(product) else { return false };
        (*done, *current) = (sum, 0);
    }
    true
}

/// What stands behind the joint to the next word of the same number: a space, a hyphen, or "and".
fn joined(rest: &str) -> Option<&str> {
    let next = rest.strip_prefix([' ', '-'])?;
    let next = next.strip_prefix("and ").unwrap_or(next);
    word(first_word(next)).map(|_| next)
}

#[test]
fn numbers_are_read_right_or_not_at_all() {
    for (text, value, rest) in [
        ("1,200–1,500", 1200, "–1,500"),
        ("1\u{a0}200 men", 1200, " men"),
        ("2½ thousand men", 2500, " men"),
        ("1.2 million", 1_200_000, ""),
        ("2k men", 2000, " men"),
        ("three hundred and fifty militia", 350, " militia"),
        ("one hundred men", 100, " men"),
        ("a hundred", 100, ""),
        ("a dozen boats", 12, " boats"),
        ("Twenty-five thousand", 25_000, ""),
        ("two hundred thousand and six", 200_006, ""),
        ("two and 3", 2, " and 3"),
        ("12 thousand", 12_000, ""),
        ("two dozen", 24, ""),
    ] {
        let number = number(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!((number.value, number.rest), (value, rest), "{text}");
    }
    for text in [
        "",
        "men",
        "a man",
        "hundred",
        "1,2 million",
        "10,20 men",
        "1.200",
        "3rd",
        "2½ men",
        "1⅓ thousand",
        "2 million five hundred",
        "two three men",
        "99999999999999999999",
        "nine billion billion billion",
    ] {
        assert!(number(text).is_err(), "{text}: {:?}", number(text));
    }
}
