//! What holds of every figure.

use powderkeg_report::figure::{Figure, svg};
use roxmltree::{Document, Node};
use unicode_width::UnicodeWidthChar;

/// Width of a text in `DejaVu` Sans, nearly: letters are narrow or not.
fn reach(text: &str, size: f64) -> f64 {
    let advance = |letter: char| match letter {
        ' ' | '.' | ',' | ':' | ';' | '\'' | 'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' => 0.33,
        letter => 0.6 * letter.width().unwrap_or(0) as f64,
    };
    text.chars().map(advance).sum::<f64>() * size
}

pub fn check(figure: &Figure) {
    let name = &figure.anchor;
    for text in [&figure.svg, &figure.standalone()] {
        let document = Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        check_root(figure, document.root_element());
        let [width, height] = size(&document);
        assert!((svg::WIDTH..=svg::WIDEST).contains(&width), "{name}: {width} wide");
        for node in document.descendants().filter(|node| node.has_tag_name("text")) {
            check_text(figure, node, [width, height]);
        }
        let numbers = text.contains("NaN") || text.contains("inf\"") || text.contains("inf ");
        assert!(!numbers, "{name}: a coordinate is no number");
    }
    assert!(
        figure.caption.ends_with('.') && figure.alt.ends_with('.'),
        "{name}: {} / {}",
        figure.caption,
        figure.alt
    );
    check_colours(figure);
    assert!(!has_colour(&figure.svg), "{name}: colours are the page's to say");
    assert!(!figure.svg.contains("href") && !figure.svg.contains("url("), "{name}: it asks for nothing");
}

/// A file of its own says what every colour is.
fn check_colours(figure: &Figure) {
    let file = figure.standalone();
    for used in figure.svg.split("var(").skip(1).filter_map(|rest| rest.split(')').next()) {
        let said = file.matches(&format!("{used}:#")).count();
        assert_eq!(said, 2, "{}: {used} is not said for light and for dark", figure.anchor);
    }
}

/// Whether a colour is given by value: `#` with three or six digits of sixteen.
fn has_colour(svg: &str) -> bool {
    svg.split("style=\"")
        .skip(1)
        .any(|style| style.split('"').next().is_some_and(|style| style.contains('#')))
}

fn check_root(figure: &Figure, root: Node) {
    assert_eq!(root.attribute("role"), Some("img"));
    let child =
        |name: &str| root.children().find(|node| node.has_tag_name(name)).and_then(|node| node.text());
    assert!(child("title").is_some_and(|title| !title.is_empty()), "{}: no title", figure.anchor);
    assert!(child("desc").is_some_and(|desc| !desc.is_empty()), "{}: no description", figure.anchor);
}

fn size(document: &Document) -> [f64; 2] {
    let view = document.root_element().attribute("viewBox").expect("there is one");
    let sizes: Vec<f64> = view.split(' ').map(|number| number.parse().expect("a number")).collect();
    [sizes[2], sizes[3]]
}

/// A text lies inside the frame, and is large enough at 720 pixels.
fn check_text(figure: &Figure, node: Node, [width, height]: [f64; 2]) {
    let text = text(node);
    assert!(number(node, "font-size") * 720.0 / width >= 11.0, "{}: “{text}” is too small", figure.anchor);
    let [left, top, right, bottom] = extent(node);
    let is_inside = left >= -1.0 && top >= -1.0 && right <= width + 1.0 && bottom <= height + 1.0;
    assert!(is_inside, "{}: “{text}” at {left}, {top} leaves {width} × {height}", figure.anchor);
}

/// No two texts of a figure have more than an edge in common.
pub fn check_labels(figure: &Figure) {
    let document = Document::parse(&figure.svg).expect("it was parsed before");
    let texts: Vec<(String, [f64; 4])> = document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .map(|node| (text(node), extent(node)))
        .collect();
    for (index, (name, a)) in texts.iter().enumerate() {
        for (other, b) in &texts[index + 1..] {
            let overlap = a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
            assert!(!overlap, "{}: “{name}” and “{other}” overlap", figure.anchor);
        }
    }
}

fn text(node: Node) -> String {
    node.text().unwrap_or_default().into()
}

/// The box of a text: left, top, right, bottom.
fn extent(node: Node) -> [f64; 4] {
    let (x, y, size) = (number(node, "x"), number(node, "y"), number(node, "font-size"));
    let reach = reach(&text(node), size);
    let left = match node.attribute("text-anchor") {
        None => x,
        Some("middle") => x - reach / 2.0,
        Some(_) => x - reach,
    };
    [left, y - size * 0.75, left + reach, y + size * 0.22]
}

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).and_then(|number| number.parse().ok()).expect("a number")
}
