//! The text of a page, and where in it something stands.

use std::fmt;

use serde::Serialize;

/// The longest page that is read, in bytes: what `MediaWiki` takes unless told otherwise (`$wgMaxArticleSize`).
pub const MOST_BYTES: usize = 2 << 20;

/// A place in a page, both counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A page's text with its lines counted.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each block of bytes: a page may be one line.
    before: Vec<usize>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

impl<'a> Source<'a> {
    /// Counts the lines.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let after = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(after).collect();
        let counts = text.as_bytes().chunks(BLOCK).scan(0, |sum, block| {
            let before = *sum;
            *sum += characters(block);
            Some(before)
        });
        let before = counts.collect();
        Self { text, starts, before }
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Where a byte stands.
    #[must_use]
    pub fn place(&self, byte: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts[line.saturating_sub(1)];
        Place { line, column: self.characters_before(byte) - self.characters_before(start) + 1 }
    }

    fn characters_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / BLOCK;
        let rest = &self.text.as_bytes()[block * BLOCK..byte];
        self.before.get(block).copied().unwrap_or_else(|| characters(self.text.as_bytes())) + characters(rest)
    }
}

/// How many characters begin in some bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[test]
fn places_count_lines_and_characters_from_one() {
    let source = Source::new("ab\nçd\n");
    assert_eq!(source.place(0), Place { line: 1, column: 1 });
    assert_eq!(source.place(5), Place { line: 2, column: 2 });
    assert_eq!(source.place(7), Place { line: 3, column: 1 });
}
