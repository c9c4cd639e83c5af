//! What can be read of a text with syntax errors: every table that is sound in itself. Where one isn't, the parser can
//! only guess where the next begins, and an unclosed bracket would hide or blame everything after it; people see it by
//! the headers.

use toml::de::{DeTable, Error};
use toml_parser::lexer::TokenKind;

/// Some lines of a text: a header, and what stands under it.
struct Piece {
    start: usize,
    end: usize,
    /// The name in the header: `party.russia`; empty before the first header.
    header: String,
}

/// A table that cannot be read.
pub(crate) struct Broken {
    /// The name in its header.
    pub(crate) header: String,
    /// Its first error.
    pub(crate) error: Error,
    /// Where the piece begins from which the error counts its place.
    pub(crate) start: usize,
    /// Where a bracket is that was opened on a line before the error and is open there.
    pub(crate) opened: Option<usize>,
}

/// The text without the tables that are broken, all else at its place; and those tables. `first` is where the whole
/// text's first error was found: what lies well before it is sound.
pub(crate) fn salvage(text: &str, first: usize) -> (String, Vec<Broken>) {
    let pieces = pieces(text);
    let at = pieces.partition_point(|piece| piece.start <= first).saturating_sub(1);
    let mut rest = text.as_bytes().to_vec();
    let mut broken = Vec::new();
    // An unclosed bracket is noticed only at the next header.
    for piece in pieces.into_iter().skip(at.saturating_sub(1)) {
        let (_, errors) = DeTable::parse_recoverable(&text[piece.start..piece.end]);
        let Some(error) = errors.into_iter().find(is_grammatical) else { continue };
        for byte in rest[piece.start..piece.end].iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
        let opened = opened(&text[piece.start..piece.end], error.span().map_or(0, |span| span.start));
        let opened = opened.map(|at| at + piece.start);
        broken.push(Broken { header: piece.header, error, start: piece.start, opened });
    }
    // Only whole pieces were replaced, each by as many spaces as it had bytes.
    (String::from_utf8(rest).unwrap_or_default(), broken)
}

/// Whether an error is one of grammar: a key given twice is read well enough.
pub(crate) fn is_grammatical(error: &Error) -> bool {
    error.message() != "duplicate key"
}

/// The innermost bracket that is open at a place, if it was opened on an earlier line.
fn opened(text: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    for token in toml_parser::Source::new(text.get(..at)?).lex() {
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => open.push(token.span().start()),
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                open.pop();
            }
            TokenKind::Dot
            | TokenKind::Whitespace
            | TokenKind::Atom
            | TokenKind::BasicString
            | TokenKind::LiteralString
            | TokenKind::MlBasicString
            | TokenKind::MlLiteralString
            | TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::Comment
            | TokenKind::Newline
            | TokenKind::Eof => {}
        }
    }
    open.pop().filter(|&start| text[start..at].contains('\n'))
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece { start: 0, end: 0, header: String::new() }];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(header) = header(line) {
            pieces.push(Piece { start, end: start, header: header.to_owned() });
        }
        start += line.len();
        if let Some(last) = pieces.last_mut() {
            last.end = start;
        }
    }
    pieces
}

/// The name in a line that was meant as a header, even if a bracket is missing: `[party.russia]`.
fn header(line: &str) -> Option<&str> {
    let line = line.trim();
    let name = line.trim_start_matches('[');
    let length =
        name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(byte)).count();
    let (name, after) = name.split_at(length);
    let is_open = line.starts_with('[');
    let is_closed = after.starts_with(']');
    // A list's element may begin with a bracket, too, but not with a bare word.
    let is_word = name.starts_with(|first: char| first.is_ascii_alphabetic());
    (is_word && (is_open || is_closed)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_error(text: &str) -> usize {
        let (_, errors) = DeTable::parse_recoverable(text);
        errors.iter().find_map(Error::span).map_or(0, |span| span.start)
    }

    #[test]
    fn a_broken_table_is_taken_out_and_nothing_else() {
        let text =
            "[a.one]\nx = 1\n[a.two]\nx = [1, 2\n[a.three]\nx = \"é\"\n[a.four\nx = 1\na.five]\nx = 1\n";
        let (rest, broken) = salvage(text, first_error(text));
        assert_eq!(
            broken.iter().map(|one| one.header.as_str()).collect::<Vec<_>>(),
            ["a.two", "a.four", "a.five"]
        );
        assert_eq!(rest.len(), text.len());
        assert_eq!(rest.replace([' ', '\n'], ""), "[a.one]x=1[a.three]x=\"é\"");
    }

    #[test]
    fn elements_of_lists_are_no_headers() {
        for line in ["[1, 2],", "[\"a\", \"b\"],", "  { id = \"a\" },", "x = [a]", "]"] {
            assert_eq!(header(line), None, "{line}");
        }
        assert_eq!(header("[[result]] # the end"), Some("result"));
    }
}
