//! A page with one of everything, in which names can be put.

use powderkeg_report::dossier::evidence::{Evidence, Ground};
use powderkeg_report::dossier::page::{Block, Entry, Page, Section, Sentence, Source, Table};
use powderkeg_report::dossier::render::{Document, Format, Templates};
use powderkeg_report::figure::Figure;
use powderkeg_report::infobox::{Infobox, SideColumn};
use serde_json::json;

/// A page on which everything that a scenario can name is called so.
pub fn page(name: &str) -> Document {
    let name = name.to_string();
    let sentence = |records: &[usize], sources: &[usize]| Sentence {
        text: name.clone(),
        records: records.to_vec(),
        figures: Vec::new(),
        sources: sources.to_vec(),
    };
    // An address in a source is a link, as it should be; elsewhere it is text.
    let source = name.replace("http", "ftp");
    let blocks = vec![
        Block::Paragraph { sentences: vec![sentence(&[2, 1], &[1]), sentence(&[], &[])] },
        Block::List { points: vec![vec![sentence(&[1], &[])], vec![sentence(&[2], &[2])]] },
        Block::Hours { entries: vec![entry("10 April 2015, 02:10", &sentence(&[2], &[]))] },
        Block::Table { table: table(&name) },
        Block::Figure { figure: figure(&name) },
    ];
    Document {
        page: Page {
            title: name.clone(),
            infobox: infobox(&name),
            lead: vec![Block::Paragraph { sentences: vec![sentence(&[1, 1], &[])] }],
            sections: vec![Section { anchor: "incident".into(), heading: name.clone(), blocks }],
            sources: vec![
                Source { text: format!("{source} https://a.example/b_c?d=e, {source}.") },
                Source { text: source.clone() },
                Source { text: format!("uncited {source}") },
            ],
            categories: vec![name.clone(), "Simulated incidents".into()],
            colophon: vec![format!("powderkeg dossier {name}")],
        },
        events: vec![event(1, &name), event(2, &name)],
    }
}

fn entry(time: &str, sentence: &Sentence) -> Entry {
    Entry { time: time.into(), sentences: vec![sentence.clone()] }
}

fn table(name: &str) -> Table {
    let rows = vec![vec![name.into(), "1".into()], vec![name.into(), name.into()]];
    Table { caption: name.into(), head: vec![name.into(), "Share".into()], rows }
}

fn figure(name: &str) -> Figure {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\" role=\"img\" aria-labelledby=\"map-title\">\
               <title id=\"map-title\">A map</title><rect width=\"10\" height=\"10\" fill=\"var(--land)\"/></svg>";
    Figure { anchor: "map".into(), svg: svg.into(), caption: name.into(), alt: name.into() }
}

fn infobox(name: &str) -> Infobox {
    let side = |title: &str| SideColumn {
        title: title.into(),
        belligerents: vec![name.into(), "B".into()],
        did: vec![name.into()],
        leaders: vec![name.into()],
        strength: vec![name.into()],
        losses: Vec::new(),
    };
    let losing = SideColumn { losses: vec![name.into()], ..side("CSTO") };
    Infobox {
        title: name.into(),
        date: Some("10 April 2015".into()),
        period: ("1 October 2014".into(), "29 May 2015".into()),
        incident: Some(name.into()),
        place: Some(name.into()),
        result: name.into(),
        instead: None,
        sides: vec![side(name), losing, side("Third party")],
        civilians: Some(name.into()),
        elsewhere: None,
    }
}

fn event(number: usize, name: &str) -> Evidence {
    let ground = |number: Option<usize>| Ground { number, text: name.into() };
    Evidence {
        number,
        time: "10 April 2015, 02:10".into(),
        text: name.into(),
        causes: vec![ground(None), ground(number.checked_sub(1)), ground(Some(7))],
        event: json!({ "kind": "raid_began", "force": name }),
    }
}

pub fn rendered(document: &Document, format: Format) -> String {
    document.render(format, &Templates::built_in()).expect("the program's own templates have no mistakes")
}
