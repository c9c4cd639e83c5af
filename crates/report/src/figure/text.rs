//! How wide text is, without a font: an estimate on the wide side, since nobody knows the reader's font.

use unicode_width::UnicodeWidthChar;

/// Width of a text of a size, in the same unit. Advances are those of `DejaVu` Sans, about the widest of the common sans
/// serifs, by classes of letters.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Width of a letter, in shares of its size.
fn advance(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' => 0.29,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'I' | 'f' | 't' | '(' | ')' | '[' | ']' | '/' => 0.38,
        'r' | '-' | '"' => 0.43,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' => 0.99,
        'A'..='Z' | '+' | '<' | '>' | '=' | '−' | '~' => 0.76,
        'a'..='z' | '0'..='9' => 0.62,
        letter => match letter.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.72,
            Some(_) => 1.02,
        },
    }
}

/// Lines of at most so many units, broken at spaces, at most `most` of them; what does not fit ends in "…".
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if width(&longer, size) <= room || line.is_empty() {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_string()));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let is_cut = lines.len() > most;
    lines.truncate(most.max(1));
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.iter_mut().enumerate() {
        if width(line, size) > room || is_cut && index == last {
            *line = cut(line, size, room);
        }
    }
    lines
}

/// As much of a text as fits, with "…" after it.
fn cut(text: &str, size: f64, room: f64) -> String {
    let mut kept = String::new();
    for letter in text.chars() {
        let longer = format!("{kept}{letter}…");
        if width(&longer, size) > room {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end_matches([' ', ',', '.', ';', ':']))
}

/// A text on one line: whole if it fits, else cut.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    wrap(text, size, room, 1).pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_say_where_they_were_cut() {
        let text = "Kazakhstan called on the Shanghai Cooperation Organisation to postpone the launch.";
        for room in [40.0, 90.0, 200.0, 2000.0] {
            let lines = wrap(text, 15.0, room, 3);
            assert!(lines.len() <= 3 && lines.iter().all(|line| width(line, 15.0) <= room), "{lines:?}");
        }
        assert_eq!(wrap(text, 15.0, 2000.0, 3), [text]);
        assert!(wrap(text, 15.0, 90.0, 2)[1].ends_with('…'));
        assert!(wrap("", 15.0, 90.0, 2).is_empty());
        assert_eq!(fit("Байконур 宇宙基地", 15.0, 60.0), "Байк…");
    }
}
