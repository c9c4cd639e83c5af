//! `expect.toml` of a skeleton: what the page says happened, and when.

use std::fmt::Write;

use jiff::civil::Date;

use super::ids::Ids;
use super::parties::Parties;
use super::question::{Questions, Wants};
use super::scenario::Calendar;
use super::sentences::{Dated, Sentences};
use super::text::in_line;
use crate::amount::Amount;
use crate::kind::{Fate, Kind};
use crate::lint::said;
use crate::page::{Found, Page, Unread};
use crate::source::Place;

const FILE: &str = "expect.toml";
const HEAD: &str = "\
# What the page says happened. Nothing here reaches the engine. Lines that begin with `#?n` wait for the answer to question n
# of questions.md. A fact is scored, a claim is scored apart: the page's figures are claims until a second source has them.

";
/// Most dated sentences that become facts.
const MOST_DATED: usize = 60;

pub(super) fn write(
    page: &Page,
    parties: &Parties,
    sentences: &Sentences,
    calendar: &Calendar,
    ids: &mut Ids,
    questions: &mut Questions,
) -> (String, Vec<Unread>) {
    let mut out = HEAD.to_owned();
    incident(&mut out, page, questions);
    for result in &page.result {
        let id = ids.give("result", "result");
        let asks = format!("Which rule says that it ended with \"{}\"?", in_line(&result.value));
        rule(&mut out, &format!("claim.{id}"), asks, "page = \"infobox\"", result.place, questions);
    }
    let columns = page.columns.iter().enumerate().map(|(index, column)| (Some(index), column));
    for (column, side) in columns.chain([(None, &page.loose)]) {
        let members: Vec<&str> = parties.of_column(column).iter().map(|party| party.id.as_str()).collect();
        for loss in &side.losses {
            self::loss(&mut out, loss, &members, ids, questions);
        }
    }
    for slot in &page.slots {
        let from = slot.from.to_lowercase();
        if from.contains("loss") || from.contains("casualties") {
            let id = ids.give(&slot.value, "losses");
            let asks =
                format!("What does {{{{{{{}}}}}}} stand for? A rule such as killed(a) >= 10.", slot.value);
            rule(&mut out, &format!("claim.{id}"), asks, "page = \"infobox\"", slot.place, questions);
        }
    }
    let undated = dated(&mut out, page, sentences, calendar, ids, questions);
    (out, undated)
}

fn rule(out: &mut String, table: &str, asks: String, more: &str, place: Place, questions: &mut Questions) {
    if !questions.have_room(place) {
        return;
    }
    let mut lines = vec![format!("[{table}]"), "event = \"…\"".to_owned()];
    lines.extend(more.lines().map(str::to_owned));
    out.push_str(&questions.ask(FILE, asks, (Wants::Rule, Vec::new()), Some(place), &lines));
    out.push('\n');
}

fn incident(out: &mut String, page: &Page, questions: &mut Questions) {
    let Some(date) = &page.date else { return };
    let (Some(first), Some(last)) = (date.value.first.earliest(), date.value.last.latest()) else { return };
    let interval = interval(first, last);
    let asks = "Which rule says that the incident has come about? The infobox gives its date.".to_owned();
    rule(out, "fact.the_incident", asks, &format!("{interval}\npage  = \"infobox\""), date.place, questions);
}

/// Where the column says whose they are, a figure of killed, wounded or prisoners is a rule already.
fn loss(out: &mut String, found: &Found<Amount>, members: &[&str], ids: &mut Ids, questions: &mut Questions) {
    let Found { value: amount, place, .. } = found;
    let what = in_line(format!("{} {}", said(amount), amount.unit).trim());
    let function = match amount.fate {
        Some(Fate::Killed) => Some("killed"),
        Some(Fate::Wounded) => Some("wounded"),
        Some(Fate::Captured) => Some("prisoners"),
        _ => None,
    };
    let counts_people = matches!(amount.kind, Kind::People | Kind::Unstated);
    match function.filter(|_| counts_people && amount.least > 0) {
        Some(function) if !members.is_empty() => {
            let id = ids.give(&format!("{function} {}", members[0]), "losses");
            let sum: Vec<String> = members.iter().map(|party| format!("{function}({party})")).collect();
            let sum = sum.join(" + ");
            let _ = writeln!(out, "[claim.{id}] # {place}: {what}");
            let _ = writeln!(out, "event = \"{sum} >= {}\"\npage  = \"infobox\"\n", amount.least);
        }
        Some(_) => {
            let id = ids.give("losses", "losses");
            let asks =
                format!("Whose are the losses \"{what}\"? A rule such as killed(a) >= {}.", amount.least);
            rule(out, &format!("claim.{id}"), asks, "page = \"infobox\"", *place, questions);
        }
        None => {
            let _ = writeln!(out, "# {place}: {what}; no function of rules counts them\n");
        }
    }
}

/// Facts of the dated sentences; what became none of them, and why.
fn dated(
    out: &mut String,
    page: &Page,
    sentences: &Sentences,
    calendar: &Calendar,
    ids: &mut Ids,
    questions: &mut Questions,
) -> Vec<Unread> {
    let mut dropped = Vec::new();
    let mut beyond: Vec<Dated<'_>> = Vec::new();
    let mut count = 0;
    for dated in sentences.dated(page) {
        let days = dated.days.zip(calendar.days);
        match days {
            None => dropped.push(unread(dated, "it names a day that no calendar has, or one without a year")),
            Some(((first, last), (begins, ends))) if first < begins || last > ends => {
                dropped.push(unread(dated, "its day is far from the infobox's"));
            }
            Some(_) if count >= MOST_DATED => beyond.push(dated),
            Some((days, _)) => {
                count += 1;
                fact(out, dated, days, ids, questions);
            }
        }
    }
    dropped.extend(beyond.first().map(|first| Unread {
        what: format!("{} sentences with a day", beyond.len()),
        why: format!("only {MOST_DATED} become facts; the first of the others is here"),
        ..unread(*first, "")
    }));
    dropped
}

fn unread(dated: Dated<'_>, why: &str) -> Unread {
    let what = in_line(&dated.sentence.text);
    Unread { what, why: why.to_owned(), from: "text".to_owned(), place: dated.sentence.place }
}

fn fact(out: &mut String, dated: Dated<'_>, days: (Date, Date), ids: &mut Ids, questions: &mut Questions) {
    let Dated { sentence, without_year, .. } = dated;
    let (first, last) = days;
    let id = ids.give(&format!("on {first}"), "day");
    let taken = if without_year { " The year is the infobox's." } else { "" };
    let said = if first == last { first.to_string() } else { format!("{first} to {last}") };
    let asks = format!(
        "Which rule says what sentence {} tells of {said}?{taken} \"{}\"",
        sentence.number,
        in_line(&sentence.text)
    );
    let more = format!("{}\npage  = [{}]", interval(first, last), sentence.number);
    rule(out, &format!("fact.{id}"), asks, &more, sentence.place, questions);
}

/// A day, or the first and the last one.
fn interval(first: Date, last: Date) -> String {
    if first == last { format!("on    = {first}") } else { format!("after = {first}\nbefore = {last}") }
}
