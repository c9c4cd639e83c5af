//! Pages that mean harm, or are harmed: read in time, never run, and written out as data.

use powderkeg_page::lint::lint;
use powderkeg_page::page::Page;
use powderkeg_page::skeleton::{Library, Skeleton, Wants, skeleton};
use powderkeg_page::source::MOST_BYTES;
use powderkeg_page::{Refused, read};
use proptest::prelude::*;

/// Reads a page, lints it and writes its skeleton, whose TOML must be TOML, answered or not.
fn through(text: &str) -> (Page, Skeleton) {
    let page = read(text).expect("it is read");
    let _ = lint(&page);
    let skeleton = skeleton(&page, "page.txt", &Library::default());
    for file in skeleton.files.iter().filter(|file| file.path.ends_with(".toml")) {
        toml::from_str::<toml::Table>(&file.text).unwrap_or_else(|error| panic!("{error}\n{}", file.text));
    }
    for question in &skeleton.questions {
        let answer = match question.wants {
            Wants::Number | Wants::Point | Wants::Date => "1",
            Wants::Aircraft => "lift.some",
            _ => "some",
        };
        let answered = question.lines.join("\n").replace('…', answer);
        toml::from_str::<toml::Table>(&answered).unwrap_or_else(|error| panic!("{error}\n{answered}"));
    }
    (page, skeleton)
}

fn infobox(value: &str) -> String {
    format!(
        "{{{{Infobox military conflict\n| conflict = Test\n| combatant1 = {value}\n| combatant2 = B\n| strength1 = 10 men\n}}}}\nText.\n"
    )
}

#[test]
fn depth_is_no_danger() {
    for piece in [
        "{{",
        "{{{",
        "{{a|",
        "{",
        "}}",
        "[[",
        "[[a|",
        "]]",
        "<ref>",
        "<nowiki>",
        "<!--",
        "<br ",
        "<",
        "[http://a ",
        "*",
        ":",
        ";#",
        "'''",
        "&",
        "=",
        "{|\n",
        "|-\n",
        "\n==",
        "{{plainlist|\n* ",
        "<div>",
        "<script>",
        "[[File:a|",
        "\n ",
        "__",
        "!!",
        "(",
    ] {
        let many = piece.repeat(10_000);
        if !many.trim().is_empty() {
            through(&many);
        }
        through(&format!("{}{many}", infobox(&many)));
    }
    for (open, close) in [
        ("{{a|", "}}"),
        ("{{{", "}}}"),
        ("{{plainlist|", "}}"),
        ("[[File:a|", "]]"),
        ("(", ")"),
        ("<ref>", "</ref>"),
        ("{{a|{{b", "}}=1}}"),
        ("{{{{a", "}}}}"),
        ("{{{a|", "}}}"),
    ] {
        let nested = format!("{}x{}", open.repeat(10_000), close.repeat(10_000));
        through(&infobox(&nested));
    }
}

#[test]
fn what_is_nested_too_deeply_is_said_once() {
    let nested = format!("{}x{}", "{{a|".repeat(10_000), "}}".repeat(10_000));
    let (page, _) = through(&infobox(&nested));
    let said = page.unread.iter().filter(|unread| unread.why.contains("nested deeper than 40")).count();
    assert_eq!(said, 1);
    // The rest of the box is still there.
    assert_eq!(page.columns[1].belligerents[0].value, "B");
}

#[test]
fn length_is_no_danger() {
    // Each of these took quadratic time or worse in some reader or other.
    for piece in [
        "{{a",
        "[[a|b\n",
        "<ref>a",
        "<a ",
        "'''a",
        "1,",
        "(",
        "300 men, ",
        "3 May ",
        "a. ",
        "&#",
        "{{a|b}}",
        "[[a]]",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        through(&text);
        through(&infobox(&text));
    }
}

#[test]
fn fifty_megabytes_are_refused_and_two_are_read() {
    let line = "{{Infobox war|conflict=A|date=1 May 2000}} [[a|b]] {{c|d}} text\n";
    let huge = line.repeat(50_000_000 / line.len());
    assert_eq!(read(&huge), Err(Refused::TooLong(huge.len())));
    let largest = line.repeat(MOST_BYTES / line.len());
    assert_eq!(read(&largest).expect("it is read").title.expect("a title").value, "A");
    assert_eq!(read(" \n"), Err(Refused::Empty));
}

#[test]
fn templates_are_never_expanded() {
    // Each level doubles: expanded, it would be a million times as long.
    let mut bomb = String::from("{{boom}}");
    for level in 0..20 {
        bomb = format!("{{{{x{level}|{bomb}|{{{{y}}}}}}}}");
    }
    let (page, _) = through(&infobox(&format!(
        "A {bomb} {{{{:Main Page}}}} {{{{subst:x}}}} {{{{#invoke:os|execute|ls}}}}"
    )));
    assert_eq!(page.columns[0].belligerents[0].value, "A");
    let unknown: Vec<&str> = page.unread.iter().map(|unread| unread.what.as_str()).collect();
    assert_eq!(unknown, ["{{x19}}", "{{:main page}}", "{{subst:x}}", "{{#invoke:os}}"]);
}

#[test]
fn nothing_of_a_page_acts_in_what_is_written() {
    let evil = "<script>alert(1)</script><img src=x onerror=y>&lt;b&gt; \u{202e}kcab\u{202c} &#x202e; &#27;[31m \"]\\n[party.evil]\\u0000 \
                [click](javascript:x) ``` '''b''' https://example.org";
    let text = format!("{}\n== {evil} ==\nA {evil} on 3 May 2000.\n", infobox(evil).replace("Test", evil));
    let (page, skeleton) = through(&text);
    let said: Vec<&str> = page.left_out.iter().map(|left_out| left_out.what.as_str()).collect();
    assert!(said.contains(&"U+202E") && said.iter().any(|what| what.starts_with("<script>")), "{said:?}");
    for file in &skeleton.files {
        assert!(!file.text.contains(['\u{202e}', '\u{202c}', '\u{1b}', '\u{0}']), "{}", file.path);
        assert!(!file.text.contains("alert(1)"), "{}", file.path);
        assert!(!file.text.lines().any(|line| line.starts_with("[party.evil]")), "{}", file.path);
        if file.path.ends_with(".md") {
            let prose: Vec<&str> = file.text.split("```").step_by(2).collect();
            assert!(!prose.concat().contains('<') && !prose.concat().contains("[click]("), "{}", file.text);
            assert!(!prose.concat().contains("https://"), "{}", file.text);
        }
    }
}

#[test]
fn malformed_pages_say_what_is_wrong() {
    let open = "{{Infobox military conflict\n| conflict = Open\n| combatant1 = A\n\nText.\n";
    let (page, _) = through(open);
    assert!(page.infobox.is_none());
    assert!(
        page.unread[0].why.contains("never closed") && page.unread[0].place.line == 1,
        "{:?}",
        page.unread
    );
    let (page, _) = through("Text before <!-- no end {{Infobox war|conflict=A}}");
    assert!(page.infobox.is_none() && page.unread[0].why.contains("comment never ends"));
    let (page, _) = through("#REDIRECT [[Other page]]\n{{x}}");
    assert!(page.infobox.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_goes_through(text in "\\PC{0,200}", value in "\\PC{0,60}") {
        if !text.trim().is_empty() {
            through(&text);
        }
        let first = through(&infobox(&value));
        prop_assert_eq!(first, through(&infobox(&value)));
    }

    #[test]
    fn any_values_go_through(line in "[0-9a-z ,.–~+:;()/'\"×%-]{0,40}") {
        let values = infobox("A").replace("10 men", &line).replace("Test", &format!("Test\n| date = {line}\n| casualties1 = {line}"));
        through(&values);
        through(&format!("Title\nDate {line}\nResult x\nA\nStrength\n{line}\nCasualties and losses\n{line}\nText.\n"));
    }
}
