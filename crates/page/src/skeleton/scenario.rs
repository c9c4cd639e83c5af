//! `scenario.toml` of a skeleton.

use std::fmt::Write;

use jiff::civil::Date;

use super::Library;
use super::forces;
use super::ids::Ids;
use super::parties::{Parties, Party};
use super::question::{Questions, Wants};
use super::sentences::Sentences;
use super::text::{in_line, quoted};
use crate::kind::Kind;
use crate::page::{Found, Page};

/// The file.
pub(super) const FILE: &str = "scenario.toml";

const HEAD: &str = "\
# Made by `powderkeg import`. What the page says stands here, with its place on the page (line:column). A line that begins
# with `#?n` waits for the answer to question n of questions.md: take the mark away, and put the answer where `…` stands.

";

/// First and last day, where the page gives any.
pub(super) struct Calendar {
    pub(super) days: Option<(Date, Date)>,
    pub(super) place: Option<String>,
}

pub(super) fn write(
    page: &Page,
    parties: &Parties,
    sentences: &Sentences,
    (ids, library): (&mut Ids, &Library),
    questions: &mut Questions,
) -> (String, Calendar) {
    let days = days(page, sentences);
    let place =
        page.place.as_ref().map(|place| ids.give(place.value.split(',').next().unwrap_or_default(), "place"));
    let calendar = Calendar { days, place };
    let mut out = HEAD.to_owned();
    head(&mut out, page, (&calendar, parties, library), questions);
    let site = site(&mut out, page, &calendar, ids, questions);
    out.push_str("# -- Parties\n\n");
    for party in &parties.all {
        self::party(&mut out, page, party, questions);
    }
    sides(&mut out, page, parties, questions);
    forces::write(&mut out, page, parties, &site, (ids, library), questions);
    results(&mut out, page, questions);
    (out, calendar)
}

fn has_aircraft(page: &Page) -> bool {
    page.all_columns()
        .flat_map(|column| &column.strength)
        .any(|strength| strength.value.kind == Kind::Aircraft)
}

/// From the first day that the page names to the last.
fn days(page: &Page, sentences: &Sentences) -> Option<(Date, Date)> {
    let date = page.date.as_ref().map(|date| &date.value);
    let ends = date.and_then(|date| Some((date.first.earliest()?, date.last.latest()?)));
    let told = sentences.dated(page).into_iter().filter_map(|dated| dated.days);
    let told = told.flat_map(|(first, last)| [first, last]);
    // A sentence about another century is background.
    let near = |day: &Date| {
        ends.is_none_or(|(first, last)| (first.year() - 1..=last.year() + 1).contains(&day.year()))
    };
    let all: Vec<Date> =
        ends.into_iter().flat_map(|(first, last)| [first, last]).chain(told.filter(near)).collect();
    Some((*all.iter().min()?, *all.iter().max()?))
}

fn head(
    out: &mut String,
    page: &Page,
    (calendar, parties, library): (&Calendar, &Parties, &Library),
    questions: &mut Questions,
) {
    let title = page.title.as_ref();
    out.push_str("[scenario]\n");
    if has_aircraft(page) && !library.aircraft.is_empty() {
        let _ = writeln!(out, "use    = [{}] # the page counts aircraft", quoted(&library.file));
    }
    match title {
        Some(title) => {
            let _ = writeln!(out, "title  = {} # {}", quoted(&title.value), title.place);
        }
        None => {
            out.push_str(&ask_text(questions, "What is the page about? It has no title.", "title  = \"…\""));
        }
    }
    match calendar.days {
        Some((first, last)) => {
            let _ = writeln!(
                out,
                "starts = {first} # the first day that the page names: let it begin earlier, when the crisis does"
            );
            // A run needs more than an instant.
            let end = if first == last { last.tomorrow().unwrap_or(last) } else { last };
            let last_one = if first == last { "the day after" } else { "the last one" };
            let _ =
                writeln!(out, "ends   = {end} # {last_one}: let it go on, until it is clear what came of it");
        }
        None => {
            for (what, key) in [("first", "starts"), ("last", "ends")] {
                let asks = format!(
                    "What is the {what} day of the story? The page gives no date that could be read."
                );
                let wants = (Wants::Date, Vec::new());
                out.push_str(&questions.ask(FILE, asks, wants, None, &[format!("{key:6} = …")]));
            }
        }
    }
    if let Some(place) = &calendar.place {
        let _ = writeln!(out, "place  = \"{place}\"");
    }
    let example =
        parties.all.first().map_or("wider_war()".to_owned(), |party| format!("killed({}) >= 1", party.id));
    let asks = format!(
        "What is the incident? A rule that holds from the moment it comes about, such as {example}; docs/reference.md lists the \
         functions, and which tables they need. Delete the line if you cannot say it yet."
    );
    let lines = ["incident = [\"…\"]".to_owned()];
    out.push_str(&questions.ask(
        FILE,
        asks,
        (Wants::Rule, Vec::new()),
        title.map(|title| title.place),
        &lines,
    ));
    let text = title.map_or("A wiki page", |title| title.value.as_str());
    let text = quoted(&format!("{text}, a wiki page; neither author nor licence are known to the import"));
    let _ =
        write!(out, "\n[source.the_page]\nkind = \"page\"\ntext = {text}\nfile = \"sources/page.txt\"\n\n");
}

fn ask_text(questions: &mut Questions, asks: &str, line: &str) -> String {
    questions.ask(FILE, asks.to_owned(), (Wants::Text, Vec::new()), None, &[line.to_owned()])
}

/// The place as a site; its id, or that of a site that stands in for it.
fn site(
    out: &mut String,
    page: &Page,
    calendar: &Calendar,
    ids: &mut Ids,
    questions: &mut Questions,
) -> String {
    let Some((id, place)) = calendar.place.clone().zip(page.place.as_ref()) else {
        let id = ids.give("somewhere", "site");
        let _ = writeln!(out, "[site.{id}] # the page names no place; forces must stand somewhere");
        out.push_str(&ask_point(questions, "the incident", None));
        out.push('\n');
        return id;
    };
    let _ =
        writeln!(out, "[site.{id}] # {}\ntitle = {}\npage  = \"infobox\"", place.place, quoted(&place.value));
    match &page.coordinates {
        Some(point) => {
            let _ = writeln!(
                out,
                "at    = [{}, {}] # {}",
                decimal(point.value.0),
                decimal(point.value.1),
                point.place
            );
        }
        None => out.push_str(&ask_point(questions, &place.value, Some(place))),
    }
    out.push('\n');
    id
}

fn ask_point(questions: &mut Questions, what: &str, place: Option<&Found<String>>) -> String {
    let asks =
        format!("Where is {what}? Latitude north and longitude east in degrees, such as [52.5, 13.4].");
    let lines = ["at    = …".to_owned()];
    questions.ask(FILE, asks, (Wants::Point, Vec::new()), place.map(|place| place.place), &lines)
}

/// Four decimals are ten metres.
fn decimal(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0');
    if text.ends_with('.') { format!("{text}0") } else { text.to_owned() }
}

fn party(out: &mut String, page: &Page, party: &Party, questions: &mut Questions) {
    let Party { id, title, place, sentence, .. } = party;
    let kinds = ["state", "bloc", "movement"].map(str::to_owned).to_vec();
    let wants = (Wants::Choice, kinds);
    if let Some(number) = sentence {
        let asks = format!(
            "Is {title} a party, and of which kind? Sentence {number} names it as one of the two sides, the infobox doesn't."
        );
        let lines = [
            format!("[party.{id}]"),
            format!("title = {}", quoted(title)),
            "kind  = \"…\"".to_owned(),
            format!("page  = [{number}]"),
        ];
        out.push_str(&questions.ask(FILE, asks, wants, Some(*place), &lines));
        out.push('\n');
        return;
    }
    let _ = writeln!(out, "[party.{id}] # {place}\ntitle = {}\npage  = \"infobox\"", quoted(title));
    let asks = format!(
        "What kind of party is {title}? If it is only a force of somebody's, delete this table and write a [party.…] of theirs; \
         give that id wherever another question offers {id}."
    );
    out.push_str(&questions.ask(FILE, asks, wants, Some(*place), &["kind  = \"…\"".to_owned()]));
    leader(out, page, party, questions);
    out.push('\n');
}

/// The first leader of a column stands with its first party; the others beside.
fn leader(out: &mut String, page: &Page, party: &Party, questions: &mut Questions) {
    let Some(column) = party.column.and_then(|index| page.columns.get(index)) else {
        let is_leaders = |slot: &&Found<String>| slot.from.to_lowercase().contains("leader");
        let open: Vec<String> =
            page.slots.iter().filter(is_leaders).map(|slot| format!("{{{{{{{}}}}}}}", slot.value)).collect();
        if let Some(slot) = page.slots.iter().find(is_leaders) {
            let asks = format!("Who leads {}? The page leaves {} open.", party.title, open.join(" and "));
            let lines = ["leader = { role = \"…\" }".to_owned()];
            out.push_str(&questions.ask(FILE, asks, (Wants::Text, Vec::new()), Some(slot.place), &lines));
        }
        return;
    };
    if column.belligerents.first().is_none_or(|first| first.value != party.title) {
        return;
    }
    for (index, leader) in column.leaders.iter().enumerate() {
        if index > 0 {
            let _ = writeln!(out, "# {}: {}", leader.place, in_line(&leader.value));
            continue;
        }
        let asks =
            format!("Which office has {}, and is it the one that leads {}?", leader.value, party.title);
        let lines = [format!("leader = {{ role = \"…\", name = {} }}", quoted(&leader.value))];
        out.push_str(&questions.ask(FILE, asks, (Wants::Text, Vec::new()), Some(leader.place), &lines));
    }
}

fn sides(out: &mut String, page: &Page, parties: &Parties, questions: &mut Questions) {
    out.push_str("# -- Columns of the infobox\n\n");
    for (index, column) in page.columns.iter().enumerate() {
        let members = parties.of_column(Some(index));
        let names: Vec<&str> = members.iter().map(|party| party.title.as_str()).collect();
        let title = match (&column.title, &names[..]) {
            (Some(title), _) => title.value.clone(),
            (None, []) => format!("Side {}", index + 1),
            (None, all) if all.len() <= 3 => all.join(", "),
            (None, [first, ..]) => format!("{first} and others"),
        };
        let _ = writeln!(out, "[[side]]\ntitle   = {}\npage    = \"infobox\"", quoted(&title));
        if names.is_empty() {
            let asks = format!(
                "Who stands in the column {title}? The page doesn't say which belligerent is in which."
            );
            let place = column.title.as_ref().map(|title| title.place);
            let lines = ["parties = [\"…\"]".to_owned()];
            out.push_str(&questions.ask(FILE, asks, (Wants::Choices, parties.ids()), place, &lines));
        } else {
            let ids: Vec<String> = members.iter().map(|party| format!("\"{}\"", party.id)).collect();
            let _ = writeln!(out, "parties = [{}]", ids.join(", "));
        }
        out.push('\n');
    }
    // Where a column has nobody, that question has asked already.
    if page.columns.iter().enumerate().all(|(index, _)| !parties.of_column(Some(index)).is_empty()) {
        let loose = parties.all.iter().filter(|party| party.sentence.is_none() && party.column.is_none());
        for party in loose {
            let asks = format!(
                "Does {} stand alone? The page doesn't say in which column. If not, delete these lines, and add it to the side \
                 where it stands.",
                party.title
            );
            let lines = [
                "[[side]]".to_owned(),
                format!("title   = {}", quoted(&party.title)),
                format!("parties = [\"{}\"]", party.id),
            ];
            out.push_str(&questions.ask(FILE, asks, (Wants::Confirm, Vec::new()), Some(party.place), &lines));
        }
        out.push('\n');
    }
}

fn results(out: &mut String, page: &Page, questions: &mut Questions) {
    out.push_str("# -- What the end is called: the first that holds\n\n");
    for result in &page.result {
        if !questions.have_room(result.place) {
            continue;
        }
        let asks =
            format!("When is it right to say \"{}\"? A rule over the end of a run.", in_line(&result.value));
        let lines = [
            "[[result]]".to_owned(),
            "when = \"…\"".to_owned(),
            format!("text = {}", quoted(&result.value)),
            "page = \"infobox\"".to_owned(),
        ];
        out.push_str(&questions.ask(FILE, asks, (Wants::Rule, Vec::new()), Some(result.place), &lines));
        out.push('\n');
    }
    out.push_str("[[result]]\nwhen = \"true\" # the last one always holds\n");
    if page.result.is_empty() {
        let slot = page.slots.iter().find(|slot| slot.from.to_lowercase() == "result");
        let asks = "What is the end called, if nothing else is said of it? The page gives no result. Put others before it.";
        let lines = ["text = \"…\"".to_owned()];
        let place = slot.map(|slot| slot.place);
        out.push_str(&questions.ask(FILE, asks.to_owned(), (Wants::Text, Vec::new()), place, &lines));
    } else {
        out.push_str("text = \"It did not end as on the page\"\n");
    }
}
