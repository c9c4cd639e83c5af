//! Conflict infoboxes of many shapes: each `.wiki`, or `.txt` as it is copied from a browser, is read and held against the `.json` beside it, value by value.
//! `BLESS=1` writes the JSON; read it before you keep it.

use std::fs;
use std::path::Path;

use powderkeg_page::amount::Amount;
use powderkeg_page::page::{Column, Found, Page, Unread};
use powderkeg_page::read;
use serde_json::{Value, json};

/// The fewest shapes that the tests must have.
const LEAST: usize = 25;

#[test]
fn infoboxes_of_all_shapes_are_read_exactly() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/infoboxes");
    let mut pages: Vec<_> =
        fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|end| end == "wiki" || end == "txt"));
    pages.sort();
    assert!(pages.len() >= LEAST, "{} infoboxes", pages.len());
    let mut wrong = Vec::new();
    for path in pages {
        let page = read(&fs::read_to_string(&path).expect("a page")).expect("it is read");
        let told = format!("{:#}\n", told(&page));
        let expected = path.with_extension("json");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &told).expect("a place to write");
        }
        if fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{}:\n{told}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was read, a text a value: the value, then where it stands.
fn told(page: &Page) -> Value {
    let mut told = json!({
        "infobox": one(page.infobox.as_ref()),
        "title": one(page.title.as_ref()),
        "part_of": one(page.part_of.as_ref()),
        "date": page.date.as_ref().map(|found| format!("{} @ {}", json!(found.value), found.place)),
        "place": one(page.place.as_ref()),
        "coordinates": page.coordinates.as_ref().map(|found| format!("{:?} @ {}", found.value, found.place)),
        "result": texts(&page.result),
        "columns": page.columns.iter().map(column).collect::<Vec<_>>(),
        "loose": column(&page.loose),
        "text": page.paragraphs().map(text).collect::<Vec<_>>(),
        "headings": page.sections.iter().filter_map(|section| one(section.heading.as_ref())).collect::<Vec<_>>(),
        "categories": texts(&page.categories),
        "templates": texts(&page.templates),
        "slots": page.slots.iter().map(|slot| format!("{} ({}) @ {}", slot.value, slot.from, slot.place)).collect::<Vec<_>>(),
        "unread": page.unread.iter().map(unread).collect::<Vec<_>>(),
        "left_out": page.left_out.iter().map(unread).collect::<Vec<_>>(),
    });
    prune(&mut told);
    told
}

fn column(column: &Column) -> Value {
    json!({
        "title": one(column.title.as_ref()),
        "belligerents": texts(&column.belligerents),
        "leaders": texts(&column.leaders),
        "units": texts(&column.units),
        "strength": column.strength.iter().map(amount).collect::<Vec<_>>(),
        "losses": column.losses.iter().map(amount).collect::<Vec<_>>(),
    })
}

/// "~1200 to 1500 people: infantry; fate killed; label Army; note by one count @ 3:4".
fn amount(found: &Found<Amount>) -> String {
    let Amount { least, most, about, kind, unit, fate, label, note } = &found.value;
    let about = if *about { "~" } else { "" };
    let range = match most {
        Some(most) if most == least => format!("{least}"),
        Some(most) => format!("{least} to {most}"),
        None => format!("{least} or more"),
    };
    let mut text = format!("{about}{range} {}: {unit}", json!(kind).as_str().unwrap_or_default());
    for (name, value) in [
        ("fate", fate.map(|fate| json!(fate))),
        ("label", label.clone().map(Value::from)),
        ("note", note.clone().map(Value::from)),
    ] {
        if let Some(value) = value {
            text += &format!("; {name} {}", value.as_str().unwrap_or_default());
        }
    }
    format!("{text} @ {}", found.place)
}

fn unread(unread: &Unread) -> String {
    format!("{}: {} ({}) @ {}", unread.what, unread.why, unread.from, unread.place)
}

fn one(found: Option<&Found<String>>) -> Option<String> {
    found.map(text)
}

fn texts(found: &[Found<String>]) -> Vec<String> {
    found.iter().map(text).collect()
}

fn text(found: &Found<String>) -> String {
    format!("{} @ {}", found.value, found.place)
}

/// Leaves out what is empty.
fn prune(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(prune);
            fields.retain(|_, value| !is_empty(value));
        }
        Value::Array(values) => values.iter_mut().for_each(prune),
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}
