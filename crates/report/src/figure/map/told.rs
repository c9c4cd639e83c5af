//! What a map says beside its drawing.

use super::Real;
use super::stage::{Kind, Means, Stage};
use super::view::distance_km;
use crate::figure::svg::Words;
use crate::run::Run;
use crate::words::{count, counted, listed};

/// Caption and text of a map.
pub(super) fn words(run: &Run, stage: &Stage, parties: &[Real]) -> Words {
    let of = |means: Means| {
        let ways = stage.ways.iter().filter(move |way| way.means == means);
        ways.map(|way| {
            let km = (distance_km(way.from, way.to) / 10.0).round() as u32 * 10;
            let times = if way.times > 1 { format!(", {} times", way.times) } else { String::new() };
            format!("{} (some {} km{times})", way.title, count(km))
        })
        .collect::<Vec<String>>()
    };
    let (operations, movements) = (of(Means::Operation), of(Means::Movement));
    let moved = || counted(movements.len() as u32, "movement", "movements");
    let what = if stage.spots.is_empty() { "The countries concerned" } else { "Theatre map" };
    let mut caption = format!("{what}, {}: ", run.setup.title);
    caption.push_str(&match (operations.len(), movements.len()) {
        (0, 0) => "no force moved in this run.".to_string(),
        (0, _) => format!("{} of forces in this run.", moved()),
        (_, 0) => format!("{}.", listed(&operations)),
        (_, _) => format!("{}; and {} of forces.", listed(&operations), moved()),
    });
    if !stage.ways.is_empty() {
        caption.push_str(" Ways are great circles between the places the log names, not tracks.");
    }
    caption.push_str(if parties.is_empty() {
        " The parties are invented, and so are their places; coasts: Natural Earth."
    } else {
        " Land and borders as of 2018: Natural Earth."
    });
    let titles = |kind: Kind| {
        let titles: Vec<String> =
            stage.spots.iter().filter(|spot| spot.kind == kind).map(|spot| spot.title.clone()).collect();
        (!titles.is_empty()).then(|| listed(&titles))
    };
    let mut alt = String::from("Map.");
    if stage.spots.is_empty() {
        let names: Vec<String> = parties.iter().map(|party| party.title.to_string()).collect();
        alt.push_str(&format!(" Countries: {}.", listed(&names)));
    }
    for (kind, what) in [(Kind::Facility, "Facilities"), (Kind::Base, "Bases"), (Kind::City, "Cities")] {
        if let Some(titles) = titles(kind) {
            alt.push_str(&format!(" {what}: {titles}."));
        }
    }
    for (ways, what) in [(operations, "Raids and strikes"), (movements, "Movements")] {
        if !ways.is_empty() {
            alt.push_str(&format!(" {what}: {}.", ways.join("; ")));
        }
    }
    Words { anchor: "figure-map".into(), title: format!("Map: {}", run.setup.title), caption, alt }
}
