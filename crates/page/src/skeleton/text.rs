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

/// Enough of a text to find it again: one line, no control characters.
#[must_use]
pub fn short(text: &str) -> String {
    cut(text, 80)
}

fn cut(text: &str, most: usize) -> String {
    let short: String =
        text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(most).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// A text in a TOML comment, or in one line of any text file: no line breaks, no control characters, not too long.
pub(crate) fn in_line(text: &str) -> String {
    cut(text, 200)
}

/// A text in Markdown: no markup, no HTML, no link of the page acts. Signs that do nothing where they stand stay what
/// they are, so that the file can be read as text, too.
pub(super) fn markdown(text: &str) -> String {
    let text = in_line(text);
    let has_link = ["](", "][", "]:"].iter().any(|link| text.contains(link));
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(sign) = rest.next() {
        let next = rest.peek().copied();
        match sign {
            '<' => out.push_str("&lt;"),
            '>' if out.is_empty() => out.push_str("&gt;"),
            '&' if next.is_some_and(|next| next == '#' || next.is_alphanumeric()) => out.push_str("&amp;"),
            ':' if next != Some('/') => out.push(':'),
            '_' if out.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric) => {
                out.push('_');
            }
            '[' | ']' if !has_link => out.push(sign),
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
    assert_eq!(markdown("<script>[a](http://x)"), "&lt;script>\\[a\\](http&#58;//x)");
}
