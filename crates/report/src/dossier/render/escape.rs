//! Text as each format needs it, so that it reads as what it is and never as markup.

use std::fmt::Write;

use crate::markup;

/// Text as HTML has it, in elements and in attributes.
pub(super) fn html(text: &str) -> String {
    markup::html(clean(text))
}

/// Text as MediaWiki has it. Whatever could open a template, a link, a tag, a list or a table is an entity, and so are
/// the signs by which a bare address or a magic word becomes a link.
pub(super) fn wikitext(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let letters: Vec<char> = on_one_line(text);
    for (at, &letter) in letters.iter().enumerate() {
        let previous = at.checked_sub(1).map(|before| letters[before]);
        let next = letters.get(at + 1).copied();
        let is_markup = match letter {
            '&' | '<' | '>' | '[' | ']' | '{' | '}' | '|' | '=' | '"' => true,
            // Signatures, magic words, bold and italics: only where they are doubled, or could be by what stands beside.
            '~' | '_' => previous == Some(letter) || next == Some(letter),
            '\'' => at == 0 || next.is_none_or(|next| next == letter) || previous == Some(letter),
            // Lists, headings and preformatted text: only where a line begins.
            '*' | '#' | ':' | ';' | '!' | ' ' => at == 0,
            '-' => at == 0 || next == Some('-') || previous == Some('-'),
            '/' => previous == Some('/') || next == Some('/'),
            // "ISBN 0-…", "RFC 1" and "PMID 1" become links by the space after the word.
            _ => false,
        };
        if is_markup || letter == ' ' && is_magic_word(&letters[..at]) {
            // Writing to a string cannot fail.
            let _ = write!(out, "&#{};", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    out
}

fn is_magic_word(before: &[char]) -> bool {
    ["ISBN", "RFC", "PMID"].iter().any(|word| {
        let start = before.len().checked_sub(word.len());
        start.is_some_and(|start| before[start..].iter().copied().eq(word.chars()))
    })
}

/// Text as GitHub's Markdown has it.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let letters: Vec<char> = on_one_line(text);
    for (at, &letter) in letters.iter().enumerate() {
        let is_markup = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '{' | '}' => true,
            '#' | '+' | '-' | '=' => at == 0,
            // "1. " begins a numbered list; "1.5" doesn't.
            '.' | ')' => {
                let ends_word = letters.get(at + 1).is_none_or(|&next| next == ' ');
                ends_word && at > 0 && letters[..at].iter().all(char::is_ascii_digit)
            }
            '!' => letters.get(at + 1) == Some(&'['),
            _ => false,
        };
        match letter {
            // A backslash would not keep GitHub from writing to someone of that name.
            '@' => out.push_str("&#64;"),
            ' ' if at == 0 => out.push_str("&#32;"),
            _ if is_markup => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
    out
}

/// Text inside `<!-- … -->`: nothing in it can end the comment.
pub(super) fn comment(text: &str) -> String {
    let text: String = on_one_line(text).into_iter().collect();
    text.replace('<', "‹").replace('>', "›").replace("--", "‐‐")
}

/// An address as MediaWiki makes a link of it: what could be markup is written as in addresses.
pub(super) fn address(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_graphic);
    letters.fold(String::new(), |mut out, letter| {
        if "<>[]{}|~\"'".contains(letter) {
            let _ = write!(out, "%{:02X}", u32::from(letter));
        } else {
            out.push(letter);
        }
        out
    })
}

/// A name that MediaWiki takes as that of a category: without the signs that no title may have.
pub(super) fn title(text: &str) -> String {
    let plain = |letter: char| !"[]{}|#<>_/:&~'\"=".contains(letter);
    let kept: String = on_one_line(text).into_iter().filter(|&letter| plain(letter)).collect();
    kept.trim().to_string()
}

/// The letters of a text with every stretch of white space as one space, since a line break can be markup.
fn on_one_line(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(text.len());
    for letter in clean(text) {
        match letter {
            '\n' | '\r' | '\t' | ' ' => {
                if letters.last() != Some(&' ') {
                    letters.push(' ');
                }
            }
            _ => letters.push(letter),
        }
    }
    letters
}

/// The letters of a text. Those that no format can hold, and those that turn the direction of all that follows, become
/// the sign for a letter that cannot be shown.
fn clean(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|letter| if is_hidden(letter) { '\u{FFFD}' } else { letter })
}

fn is_hidden(letter: char) -> bool {
    let code = u32::from(letter);
    let is_noncharacter = (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE;
    let turns_direction = matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let breaks_lines = matches!(letter, '\u{2028}' | '\u{2029}');
    let is_control = letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    is_noncharacter || turns_direction || breaks_lines || is_control
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        for (text, in_html, in_wikitext, in_markdown) in [
            ("<b>", "&lt;b&gt;", "&#60;b&#62;", "\\<b\\>"),
            ("{{x|y}}", "{{x|y}}", "&#123;&#123;x&#124;y&#125;&#125;", "\\{\\{x\\|y\\}\\}"),
            ("[[a]]", "[[a]]", "&#91;&#91;a&#93;&#93;", "\\[\\[a\\]\\]"),
            ("''it's''", "&#39;&#39;it&#39;s&#39;&#39;", "&#39;&#39;it's&#39;&#39;", "''it's''"),
            ("* a * b", "* a * b", "&#42; a * b", "\\* a \\* b"),
            ("1. a", "1. a", "1. a", "1\\. a"),
            ("0.8 %", "0.8 %", "0.8 %", "0.8 %"),
            ("7)", "7)", "7)", "7\\)"),
            ("a\n== b ==", "a\n== b ==", "a &#61;&#61; b &#61;&#61;", "a == b =="),
            ("http://x", "http://x", "http:&#47;&#47;x", "http://x"),
            ("RFC 1 @me", "RFC 1 @me", "RFC&#32;1 @me", "RFC 1 &#64;me"),
            ("~~~~", "~~~~", "&#126;&#126;&#126;&#126;", "\\~\\~\\~\\~"),
            ("a\u{202E}b\u{0}", "a\u{FFFD}b\u{FFFD}", "a\u{FFFD}b\u{FFFD}", "a\u{FFFD}b\u{FFFD}"),
        ] {
            assert_eq!(html(text), in_html);
            assert_eq!(wikitext(text), in_wikitext);
            assert_eq!(markdown(text), in_markdown);
        }
    }

    #[test]
    fn a_comment_cannot_be_left() {
        let told = comment("a --> b <!-- c --- d");
        assert!(!told.contains("--") && !told.contains(['<', '>']), "{told}");
        assert_eq!(title("[[Raids]] of {2015}|x"), "Raids of 2015x");
    }
}
