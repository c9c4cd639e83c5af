//! Text in columns: width on a terminal, wrapping, padding.

use unicode_width::UnicodeWidthStr;

/// Columns a text takes on a terminal.
#[must_use]
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Lines of at most `columns` (at least 1), broken at spaces; a word that is too long is broken
/// where it must. At least one line.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars() {
            if !line.is_empty() && width(&line) + width(letter.encode_utf8(&mut [0; 4])) > columns {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Wraps `text` to `columns`, the first line after `first`, the others after `rest`. Each line ends
/// with a line break.
#[must_use]
pub fn hang(text: &str, columns: usize, first: &str, rest: &str) -> String {
    let room = columns.saturating_sub(width(first).max(width(rest))).max(20);
    let mut out = String::new();
    for (index, line) in wrap(text, room).iter().enumerate() {
        out.push_str(if index == 0 { first } else { rest });
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// A text filled with spaces to `columns`.
#[must_use]
pub fn padded(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// A text in the middle of `columns`.
#[must_use]
pub fn centred(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    padded(&format!("{}{text}", " ".repeat(missing / 2)), columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_width_and_lose_no_word() {
        let text = "The anti-satellite launch was put off to 14 April 2015 — Байконур 宇宙基地.";
        for columns in 1..60 {
            let lines = wrap(text, columns);
            // A wide character can't be halved.
            assert!(lines.iter().all(|line| width(line) <= columns.max(2)), "{columns}: {lines:?}");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
        assert_eq!(wrap("", 10), [""]);
    }
}
