//! Names as every format can hold them, and what each of them escapes.

use crate::markup;

/// What a sign that no format should show becomes.
const REPLACED: char = '\u{fffd}';

/// A text on one line, of signs that can be shown: breaks and tabs become spaces; control characters, marks that turn the
/// direction of what follows, and what XML cannot hold become U+FFFD.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            // Bidirectional embeddings, overrides, isolates and marks.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
                REPLACED
            }
            '\u{fffe}' | '\u{ffff}' => REPLACED,
            sign if sign.is_control() => REPLACED,
            sign => sign,
        })
        .collect()
}

/// For text that a reader takes for HTML, such as the description of a KML placemark or a CZML packet.
#[must_use]
pub fn html(text: &str) -> String {
    markup::html(text.chars())
}

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before what would begin one.
///
/// Source: OWASP, CSV Injection. Wide forms of the signs count, since some spreadsheets read them so.
#[must_use]
pub fn cell(text: &str) -> String {
    let begins =
        |first: char| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    // Spaces before it are stripped by some programs.
    if text.trim_start().starts_with(begins) { format!("'{text}") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_tamed() {
        assert_eq!(plain("a\u{0}b\u{202e}c\nd\u{85}e"), "a\u{fffd}b\u{fffd}c d e");
        assert_eq!(plain("Ақтау, Қазақстан – “x”"), "Ақтау, Қазақстан – “x”");
        assert_eq!(html("<b a='1'>&\""), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("  @x"), "'  @x");
        assert_eq!(cell("a=b"), "a=b");
    }
}
