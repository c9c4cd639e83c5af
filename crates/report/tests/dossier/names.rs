//! A name is text in every format, whatever it looks like.

use std::collections::BTreeMap;

use powderkeg_report::dossier::render::{Document, Format};
use proptest::prelude::*;

use crate::html::elements;
use crate::pages::{page, rendered};

/// How often each sign that could be markup stands in a text, without those that are escaped.
fn markup(text: &str, format: Format) -> BTreeMap<char, usize> {
    let text = match format {
        // An escaped sign is gone with its backslash.
        Format::Markdown => {
            let mut kept = String::new();
            let mut letters = text.chars();
            while let Some(letter) = letters.next() {
                if letter == '\\' {
                    letters.next();
                } else {
                    kept.push(letter);
                }
            }
            kept
        }
        Format::Html | Format::Wikitext | Format::Json => text.into(),
    };
    let text = without_comments(&text);
    let signs = match format {
        Format::Markdown => "`*_[]<>|~$",
        Format::Html | Format::Wikitext | Format::Json => "{}[]|<>=\n",
    };
    let mut counts = BTreeMap::new();
    for letter in text.chars().filter(|&letter| signs.contains(letter)) {
        *counts.entry(letter).or_insert(0) += 1;
    }
    counts
}

/// The first letter of each line, which makes it a list, a heading or a row.
fn beginnings(text: &str) -> String {
    text.lines().map(|line| line.chars().next().unwrap_or(' ')).collect()
}

/// A text without its comments, each of which leaves a sign of its own.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let mut kept = parts.next().unwrap_or_default().to_string();
    for part in parts {
        kept.push_str("<>");
        kept.push_str(part.split_once("-->").expect("a comment ends").1);
    }
    kept
}

fn structure(document: &Document) -> Vec<(String, Vec<String>)> {
    let elements = elements(&rendered(document, Format::Html));
    elements.into_iter().map(|one| (one.name, one.attributes.into_keys().collect())).collect()
}

/// Names made of what each format takes for markup, and of what hides or turns letters.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "<script>alert(1)</script>",
        "</title>",
        "</style>",
        "<!--",
        "-->",
        "&lt;",
        "&",
        "\"",
        "'",
        "''",
        "'''",
        "{{",
        "}}",
        "{{{x}}}",
        "{|",
        "|}",
        "|",
        "||",
        "[[",
        "]]",
        "[http://x y]",
        "http://x",
        "<ref>",
        "<nowiki>",
        "</nowiki>",
        "<pre>",
        "~~~~",
        "__TOC__",
        "-{",
        "}-",
        "=",
        "==",
        "#",
        "*",
        ":",
        ";",
        "!",
        "!!",
        "\n",
        "\r\n",
        "\n* ",
        "\n== x ==\n",
        "`",
        "```",
        "_",
        "\\",
        "$",
        "[^1]",
        "![a](b)",
        "](javascript:x)",
        "<b",
        "1. ",
        "- ",
        "@x",
        "\u{202E}",
        "\u{2066}",
        "\u{0}",
        "\u{1B}[31m",
        "\u{2028}",
        "\u{FFFE}",
        "مرحبا",
        "Дамба",
        "宇宙",
        " ",
        "a",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_name_changes_nothing_but_the_words(name in hostile()) {
        // A category without a letter that its title may have is called otherwise by MediaWiki's rules, not by ours.
        let (plain, hostile) = (page("None"), page(&format!("N{name}")));
        prop_assert!(structure(&hostile) == structure(&plain), "the elements are not the same");
        for format in [Format::Wikitext, Format::Markdown] {
            let told = rendered(&hostile, format);
            prop_assert_eq!(beginnings(&told), beginnings(&rendered(&plain, format)), "{}", told);
            prop_assert_eq!(markup(&told, format), markup(&rendered(&plain, format), format), "{}", told);
        }
        for format in [Format::Html, Format::Wikitext, Format::Markdown] {
            let told = rendered(&hostile, format);
            prop_assert!(!told.contains(['\u{202E}', '\u{2066}', '\u{0}', '\u{1B}']), "{}", told);
        }
        let json: serde_json::Value = serde_json::from_str(&rendered(&hostile, Format::Json)).expect("sound");
        prop_assert_eq!(&json["title"], &format!("N{name}"));
    }

    #[test]
    fn a_name_comes_out_as_it_went_in(name in "[ -~]{1,40}") {
        let elements = elements(&rendered(&page(&name), Format::Html));
        let title = elements.iter().find(|element| element.name == "h1").expect("a title");
        prop_assert_eq!(&title.text, &name);
    }
}
