//! Dates that can't be, and dates that don't go together.

use jiff::civil::Date;

use super::Findings;
use super::Severity::{Advice, Error, Warning};
use crate::page::Page;
use crate::when::{Mention, mentions};

pub(super) fn check(page: &Page, findings: &mut Findings) {
    let year = page.date.as_ref().map(|date| date.value.first.year);
    let mut is_told = false;
    for text in page.paragraphs() {
        for mention in mentions(&text.value) {
            if findings.is_full() {
                return;
            }
            let said = text.value.get(mention.at..).unwrap_or_default();
            let said = as_said(said);
            is_told |= is_in(page, mention);
            let Some(date) = date_of(mention, year).filter(|_| is_possible(mention)) else {
                // Without a year, 29 February may be.
                if !is_possible(mention) {
                    let at = (text.from.as_str(), page.inside(text, mention.at));
                    findings.add(
                        Error,
                        "impossible-date",
                        at,
                        format!("`{said}`: there is no such day"),
                        "correct it",
                    );
                }
                continue;
            };
            if let Some(weekday) = mention.weekday
                && mention.year.is_some()
                && date.weekday() != weekday
            {
                let at = (text.from.as_str(), page.inside(text, mention.at));
                let message = format!("`{said}`: {date} was a {:?}", date.weekday());
                findings.add(Error, "wrong-weekday", at, message, "correct the day of the week, or the date");
            }
        }
    }
    let Some(date) = &page.date else { return };
    let (when, at) = (&date.value, (date.from.as_str(), date.place));
    if !is_told && when.first.day.is_some() && page.paragraphs().any(|text| !mentions(&text.value).is_empty())
    {
        let message = format!("the text has dates, and none of them is the infobox's, {}", when.first);
        findings.add(Advice, "date-not-told", at, message, "say in the text what happened on that day");
    }
    if when.ongoing && page.result.iter().any(|result| result.value.to_lowercase().contains("victory")) {
        let message = "the infobox has a victory, and no end".into();
        findings.add(
            Warning,
            "dates-out-of-order",
            at,
            message,
            "give the last day, or call the result something else",
        );
    }
}

/// The words of a date: no further than its last number or month.
fn as_said(text: &str) -> String {
    let is_of_date = |word: &&str| {
        crate::when::words(word).iter().all(|(_, word)| !matches!(word, crate::when::Word::Other(false)))
    };
    text.split_whitespace()
        .take(6)
        .take_while(is_of_date)
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end_matches([',', '.'])
        .to_owned()
}

/// The day that a text names, in the infobox's year if it names none.
fn date_of(mention: Mention, year: Option<i16>) -> Option<Date> {
    let year = mention.year.or(year)?;
    Date::new(year, mention.month, i8::try_from(mention.day).ok()?).ok()
}

fn is_possible(mention: Mention) -> bool {
    let year = mention.year.unwrap_or(2000);
    [mention.day, mention.to.unwrap_or(mention.day)]
        .into_iter()
        .all(|day| i8::try_from(day).is_ok_and(|day| Date::new(year, mention.month, day).is_ok()))
}

/// Whether it is a day of the infobox's date.
fn is_in(page: &Page, mention: Mention) -> bool {
    let Some(when) = page.date.as_ref().map(|date| &date.value) else { return false };
    let (Some(first), Some(last)) = (when.first.earliest(), when.last.latest()) else { return false };
    date_of(mention, Some(when.first.year)).is_some_and(|date| (first..=last).contains(&date))
}
