//! The text of a page, and where in it something stands.

use std::fmt;

use serde::Serialize;

/// The longest page that is read, in bytes: what MediaWiki itself takes unless told otherwise (`$wgMaxArticleSize`).
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
}

impl<'a> Source<'a> {
    /// Counts the lines.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let after = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
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
        let before = self.text.get(start..byte.min(self.text.len())).unwrap_or_default();
        Place { line, column: before.chars().count() + 1 }
    }
}

#[test]
fn places_count_lines_and_characters_from_one() {
    let source = Source::new("ab\nçd\n");
    assert_eq!(source.place(0), Place { line: 1, column: 1 });
    assert_eq!(source.place(5), Place { line: 2, column: 2 });
    assert_eq!(source.place(7), Place { line: 3, column: 1 });
}
