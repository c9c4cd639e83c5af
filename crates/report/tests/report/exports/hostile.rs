//! Names that would break a format, run a script, or start a formula: every format holds them as what they are, text.

use powderkeg_engine::log::Log;
use powderkeg_report::export::Format;
use proptest::prelude::*;
use roxmltree::Document;
use serde_json::Value;

use super::theatre::Theatre;
use crate::fixture::crisis;

const NASTY: [&str; 20] = [
    "\"",
    "'",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]>",
    "<![CDATA[",
    "<!--",
    "&amp;",
    "&#x202E;",
    "\n",
    "\r\n",
    "\t",
    "\u{202e}",
    "\u{0}",
    "\u{ffff}",
    ",",
    "=cmd|'/C calc'!A0",
    "@SUM(1)",
    "\\",
    "\\\"];\n x -> y; //",
];

fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(&NASTY[..]).prop_map(String::from),
        1 => any::<String>(),
        1 => "[ -~]{0,8}",
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// A theatre in which all that an author can name is named so.
fn named(names: &[String]) -> Theatre {
    let mut theatre = Theatre::new();
    let mut names = names.iter().cycle().cloned();
    let mut next = || names.next().unwrap_or_default();
    theatre.setup.title = next();
    theatre.setup.names.rows_mut().for_each(|row| (row.title, row.path) = (next(), next()));
    theatre.setup.origins.rows_mut().for_each(|row| (row.path, row.file) = (next(), next()));
    theatre.setup.sides.iter_mut().for_each(|side| side.title = next());
    theatre.setup.parties.rows_mut().for_each(|party| party.adjective = next());
    theatre
}

fn shows_nothing_hidden(text: &str) {
    let hidden = |sign: char| {
        sign.is_control() && sign != '\n' && sign != '\r'
            || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{ffff}')
    };
    assert!(!text.contains(hidden), "{:?}", text.chars().find(|&sign| hidden(sign)));
}

fn all_strings(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if let Value::String(text) = value {
                    found.push((key.clone(), text.clone()));
                }
                all_strings(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| all_strings(item, found)),
        _ => {}
    }
}

fn is_tame_cell(cell: &str) -> bool {
    !cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.parse::<f64>().is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn names_stay_text(names in prop::collection::vec(name(), 1..12)) {
        let theatre = named(&names);
        for log in [crisis(&theatre.setup), theatre.raid(1)] {
            all_formats_hold(&theatre, &log)?;
        }
    }
}

fn all_formats_hold(theatre: &Theatre, log: &Log) -> Result<(), TestCaseError> {
    let records = log.records().len();
    let kml = theatre.text(log, Format::Kml);
    shows_nothing_hidden(&kml);
    let document = Document::parse(&kml).expect("XML");
    for node in document.descendants().filter(|node| node.tag_name().name() == "description") {
        // A reader takes it for HTML.
        let html = node.text().unwrap_or_default().replace("<br>", "");
        prop_assert!(!html.contains(['<', '>']), "{html}");
    }

    let geojson = theatre.text(log, Format::Geojson);
    shows_nothing_hidden(&geojson);
    prop_assert!(geojson.parse::<geojson::FeatureCollection>().is_ok());

    let czml = theatre.text(log, Format::Czml);
    shows_nothing_hidden(&czml);
    let mut texts = Vec::new();
    all_strings(&serde_json::from_str(&czml).expect("JSON"), &mut texts);
    for (_, html) in texts.iter().filter(|(key, _)| key == "description") {
        prop_assert!(!html.contains(['<', '>']), "{html}");
    }

    let dot = theatre.text(log, Format::Dot);
    shows_nothing_hidden(&dot);
    prop_assert!(graphviz_rust::parse(&dot).is_ok(), "{dot}");

    let table = theatre.text(log, Format::Csv);
    let tables = theatre.files(log);
    for text in std::iter::once(&table).chain(tables.iter().take(3).map(|file| &file.text)) {
        shows_nothing_hidden(text);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for row in reader.records() {
            let row = row.expect("as long as its head");
            prop_assert!(row.iter().all(is_tame_cell), "{row:?}");
        }
    }
    prop_assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), records);
    let metadata = &tables[3].text;
    prop_assert_eq!(metadata.lines().count(), 15);
    for file in &tables {
        let fits = |sign: char| sign.is_ascii_alphanumeric() || "-_.".contains(sign);
        prop_assert!(file.name.chars().all(fits), "{}", file.name);
    }
    Ok(())
}
