//! A page that is written can be read back: the same belligerents, strengths, dates and losses.

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{json, ok};

/// The texts of a list.
fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().expect("a list").iter();
    texts.map(|text| text.as_str().expect("a text").to_owned()).collect()
}

/// The values of a list of what was read, each with its place.
fn values(list: &Value) -> Vec<&Value> {
    list.as_array().expect("a list").iter().map(|read| &read["value"]).collect()
}

/// An amount as a page writes it: "300 US Army Rangers", "none".
fn written(amount: &Value) -> String {
    let (least, unit) =
        (amount["least"].as_u64().expect("a number"), amount["unit"].as_str().expect("a unit"));
    assert_eq!(amount["least"], amount["most"], "the log knows no ranges");
    if least == 0 { "none".into() } else { format!("{least} {unit}") }
}

/// What is counted in a column of the infobox. What is said not to be known is nothing that could be read back.
fn counted(list: &Value) -> Vec<String> {
    texts(list).iter().filter(|text| !text.contains("not recorded")).map(|text| plain(text)).collect()
}

fn amounts(list: &Value) -> Vec<String> {
    values(list).into_iter().map(|amount| plain(&written(amount))).collect()
}

/// Without the commas of thousands and the "of" in "508 of 6th Company", which says that 6 is no number of people.
fn plain(text: &str) -> String {
    text.replace(',', "").replace(" of ", " ")
}

/// "7 April 2015" of "2015-04-07".
fn day(date: &Value) -> String {
    let date: jiff::civil::Date = date["value"]["first"].as_str().expect("a date").parse().expect("a date");
    date.strftime("%-d %B %Y").to_string()
}

#[test]
fn a_page_is_read_back_as_it_was_written() {
    let dir = TempDir::new().expect("a folder");
    let dir = dir.path();
    let mut with_incident = 0;
    for (scenario, seed) in
        [("baikonur-2015", 34), ("baikonur-2015", 7), ("rio-hato-1989", 1), ("strait-2031", 3)]
    {
        let (page, seed) = (format!("{scenario}-{seed}.wiki"), seed.to_string());
        let of = ["dossier", scenario, "--seed", &seed];
        let told: Value =
            serde_json::from_str(&ok(dir, &[&of[..], &["--format", "json"]].concat())).expect("JSON");
        ok(dir, &[&of[..], &["--format", "wikitext", "--out", &page]].concat());
        let read = &json(dir, &["import", &page, "--out", &format!("{scenario}-{seed}")])["page"];
        let (infobox, columns) = (&told["infobox"], read["columns"].as_array().expect("columns"));
        assert_eq!(infobox["title"], read["title"]["value"], "{page}");
        assert_eq!(infobox["place"], read["place"]["value"], "{page}");
        assert_eq!(infobox["result"], read["result"][0]["value"], "{page}");
        if let Some(date) = infobox["date"].as_str() {
            assert_eq!(date, day(&read["date"]), "{page}");
            with_incident += 1;
        }
        let sides = infobox["sides"].as_array().expect("sides");
        assert_eq!(sides.len(), columns.len(), "{page}");
        for (side, column) in sides.iter().zip(columns) {
            let names = values(&column["belligerents"]);
            assert_eq!(side["belligerents"], Value::from_iter(names.into_iter().cloned()), "{page}");
            assert_eq!(counted(&side["strength"]), amounts(&column["strength"]), "{page}");
            assert_eq!(counted(&side["losses"]), amounts(&column["losses"]), "{page}");
        }
    }
    assert!(with_incident >= 2, "some of these runs have an incident");
}
