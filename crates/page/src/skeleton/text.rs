//! Texts of a page in TOML and Markdown: as data, whatever they say.

use std::fmt::Write;

/// A TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if sign.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(sign));
            }
            _ => out.push(sign),
        }
    }
    out.push('"');
    out
}

/// A text in a TOML comment, or in one line of any text file: no line breaks, no control characters, not too long.
pub(crate) fn in_line(text: &str) -> String {
    let short: String =
        text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(200).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// A text in Markdown: no markup, no HTML, no link of the page acts.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::new();
    for sign in in_line(text).chars() {
        match sign {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(sign);
            }
            // Bare addresses become links in some renderers.
            ':' => out.push_str("&#58;"),
            '@' => out.push_str("&#64;"),
            _ => out.push(sign),
        }
    }
    out
}

#[test]
fn no_text_leaves_its_quotes() {
    assert_eq!(quoted("a\"]\n[party.evil]\\ \u{1}"), r#""a\"]\n[party.evil]\\ \u0001""#);
    assert_eq!(in_line("x\n[party.evil]\r"), "x [party.evil] ");
    assert_eq!(markdown("<script>[a](http://x)"), "&lt;script&gt;\\[a\\](http&#58;//x)");
}
