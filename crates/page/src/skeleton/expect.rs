//! `expect.toml` of a skeleton: what the page says happened, and when.

use std::fmt::Write;

use super::ids::Ids;
use super::parties::Parties;
use super::question::{Questions, Wants};
use super::scenario::Calendar;
use super::sentences::Sentences;
use super::text::in_line;
use crate::amount::Amount;
use crate::kind::{Fate, Kind};
use crate::lint::said;
use crate::page::{Found, Page};
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
) -> String {
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
    dated(&mut out, page, sentences, calendar, ids, questions);
    out
}

fn rule(out: &mut String, table: &str, asks: String, more: &str, place: Place, questions: &mut Questions) {
    let mut lines = vec![format!("[{table}]"), "event = \"…\"".to_owned()];
    lines.extend(more.lines().map(str::to_owned));
    out.push_str(&questions.ask(FILE, asks, (Wants::Rule, Vec::new()), Some(place), &lines));
    out.push('\n');
}

fn incident(out: &mut String, page: &Page, questions: &mut Questions) {
    let Some(date) = &page.date else { return };
    let (Some(first), Some(last)) = (date.value.first.earliest(), date.value.last.latest()) else { return };
    let interval =
        if first == last { format!("on    = {first}") } else { format!("after = {first}\nbefore = {last}") };
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

fn dated(
    out: &mut String,
    page: &Page,
    sentences: &Sentences,
    calendar: &Calendar,
    ids: &mut Ids,
    questions: &mut Questions,
) {
    let Some((first, last)) = calendar.days else { return };
    for (sentence, day, without_year) in sentences.dated(page).into_iter().take(MOST_DATED) {
        if day < first || day > last {
            continue;
        }
        let id = ids.give(&format!("on {day}"), "day");
        let taken = if without_year { " The year is the infobox's." } else { "" };
        let asks = format!(
            "Which rule says what sentence {} tells of {day}?{taken} \"{}\"",
            sentence.number,
            in_line(&sentence.text)
        );
        let more = format!("on    = {day}\npage  = [{}]", sentence.number);
        rule(out, &format!("fact.{id}"), asks, &more, sentence.place, questions);
    }
}
