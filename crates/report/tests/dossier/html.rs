//! The page as HTML: sound, complete in itself, and fit to be read by all.

use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use powderkeg_report::dossier::render::Format;

use crate::pages::{page, rendered};

/// An element, and what is needed of it.
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
}

/// All elements of a page, in the order of the document. Panics if the parser finds anything to mend.
pub fn elements(html: &str) -> Vec<Element> {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    assert!(dom.errors.borrow().is_empty(), "{:?}", dom.errors.borrow());
    let mut found = Vec::new();
    gather(&dom.document, &mut found);
    found
}

fn gather(node: &Handle, found: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes =
            attrs.borrow().iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
        found.push(Element { name: name.local.to_string(), attributes, text: text_of(node) });
    }
    for child in node.children.borrow().iter() {
        gather(child, found);
    }
}

fn text_of(node: &Handle) -> String {
    if let NodeData::Text { contents } = &node.data {
        return contents.borrow().to_string();
    }
    node.children.borrow().iter().map(text_of).collect()
}

fn html() -> String {
    rendered(&page("Baikonur"), Format::Html)
}

#[test]
fn a_page_has_no_parse_errors_and_every_link_leads_somewhere() {
    let elements = elements(&html());
    let attribute = |name: &str| {
        elements.iter().filter_map(|element| element.attributes.get(name).cloned()).collect::<Vec<_>>()
    };
    let ids = attribute("id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    for target in attribute("href").iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(ids.iter().any(|id| id == target), "nothing is called {target}");
    }
    for target in attribute("aria-labelledby") {
        assert!(ids.contains(&target), "nothing is called {target}");
    }
    // Every event is linked from a sentence and back, and to its listed cause.
    let hrefs = attribute("href");
    for wanted in ["#e1", "#e2", "#s1", "#s2", "#source-1", "#source-2"] {
        assert!(hrefs.iter().any(|href| href == wanted), "{wanted}");
    }
    assert!(!hrefs.iter().any(|href| href == "#e7"), "what is not listed is not linked");
}

#[test]
fn a_page_fetches_nothing() {
    let html = html();
    for element in elements(&html) {
        for (name, value) in &element.attributes {
            let fetches = ["src", "srcset", "data", "poster", "background", "action", "ping"];
            assert!(!fetches.contains(&name.as_str()), "{} {name}={value}", element.name);
            assert!(!name.starts_with("on"), "{} {name}={value}", element.name);
        }
        let forbidden = ["script", "link", "iframe", "object", "embed", "base", "form", "img"];
        assert!(!forbidden.contains(&element.name.as_str()), "{}", element.name);
    }
    assert!(!html.contains("url(") && !html.contains("@import"));
    assert!(html.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
}

#[test]
fn headings_are_in_order_and_tables_have_heads() {
    let elements = elements(&html());
    let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let levels: Vec<&str> =
        elements.iter().map(|element| element.name.as_str()).filter(|name| is_heading(name)).collect();
    assert_eq!(levels.iter().filter(|&&level| level == "h1").count(), 1);
    assert_eq!(levels[0], "h1");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] || pair[0] < "h2"), "{levels:?}");
    for head in elements.iter().filter(|element| element.name == "th") {
        assert!(head.attributes.contains_key("scope"), "{}", head.text);
    }
    let count = |name: &str| elements.iter().filter(|element| element.name == name).count();
    assert_eq!((count("main"), count("nav"), count("footer"), count("figcaption")), (1, 1, 1, 1));
    let first = elements.iter().find(|element| element.name == "a").expect("links");
    assert_eq!(first.text, "Skip to the text");
}

#[test]
fn what_is_not_known_is_said_so() {
    for format in [Format::Html, Format::Wikitext, Format::Markdown] {
        assert!(rendered(&page("Baikonur"), format).contains("not recorded"), "{format:?}");
    }
}

/// The tokens of a block of the style sheet.
fn tokens(css: &str) -> BTreeMap<String, [f64; 3]> {
    let declarations = css.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    let channel =
        |hex: &str, at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
    declarations
        .map(|(name, hex)| (name.to_string(), [channel(hex, 0), channel(hex, 2), channel(hex, 4)]))
        .collect()
}

/// Relative luminance: WCAG 2.2, definition "relative luminance".
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |channel: f64| {
        if channel <= 0.04045 { channel / 12.92 } else { libm::pow((channel + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

/// Contrast ratio: WCAG 2.2, definition "contrast ratio".
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_that_meet_can_be_told_apart() {
    let css = include_str!("../../templates/page.css");
    let (_, light) = css.split_once(":root {").unwrap();
    let (light, rest) = light.split_once('}').unwrap();
    let (_, dark) = rest.split_once(":root {").unwrap();
    let (dark, _) = dark.split_once('}').unwrap();
    for (mode, tokens) in [("light", tokens(light)), ("dark", tokens(dark))] {
        assert_eq!(tokens.len(), 13, "{mode}: {tokens:?}");
        let grounds = ["paper", "panel", "mark"];
        // Text: 4.5 to 1.
        for ink in ["ink", "ink-soft", "link", "side-1", "side-2", "side-3", "accent"] {
            for ground in grounds {
                let ratio = contrast(tokens[ink], tokens[ground]);
                assert!(ratio >= 4.5, "{mode}: {ink} on {ground} has {ratio:.2}");
            }
        }
        // Figures: text on land and water, and marks on both at 3 to 1.
        for ground in ["land", "water"] {
            for (ink, least) in
                [("ink", 4.5), ("side-1", 3.0), ("side-2", 3.0), ("side-3", 3.0), ("accent", 3.0)]
            {
                let ratio = contrast(tokens[ink], tokens[ground]);
                assert!(ratio >= least, "{mode}: {ink} on {ground} has {ratio:.2}");
            }
        }
    }
}

#[test]
fn markdown_tells_what_a_figure_shows_behind_a_fold() {
    let told = rendered(&page("<A>"), Format::Markdown);
    let (_, figure) = told.split_once("> **Figure.** ").expect("a figure");
    let lines: Vec<&str> = figure.lines().collect();
    // The text stands between blank lines, or GitHub would take it for HTML.
    assert_eq!(lines[2], "> <details><summary>What it shows</summary>");
    assert!(lines[3] == ">" && lines[4].starts_with("> \\<A") && lines[5] == ">", "{lines:?}");
    assert_eq!(lines[6], "> </details>");
    assert!(told.contains(" Causes: ") && !told.contains("&#32;"), "{told}");
}
