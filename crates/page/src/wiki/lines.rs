//! What a reader of the page would see of a value: its lines, each with the byte where it begins.

use parse_wiki_text_2::{Node, Parameter};

use super::names::{Inline, inline, normal};
use crate::mask::shown;

/// A line of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// What it says, in single spaces.
    pub(super) text: String,
    /// The byte where it begins.
    pub(super) at: usize,
    /// All of it is bold: a heading among the belligerents.
    pub(super) bold: bool,
}

/// The lines of a value, and what stood between them.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Those that are not empty.
    pub(super) lines: Vec<Line>,
    /// Open template slots: name and byte.
    pub(super) slots: Vec<(String, usize)>,
    /// Templates that we don't know: name and byte.
    pub(super) unknown: Vec<(String, usize)>,
    /// Parameters of coordinates: the byte, and each parameter.
    pub(super) coordinates: Option<(usize, Vec<String>)>,
    text: String,
    at: Option<usize>,
    /// Bytes of the line that stand in bold.
    bold_bytes: usize,
    is_bold: bool,
    /// A space is due before the next character.
    space: bool,
}

/// Reads nodes into lines.
pub(super) fn lines(nodes: &[Node<'_>]) -> Lines {
    let mut lines = Lines::default();
    lines.nodes(nodes);
    lines.end_line();
    lines
}

/// The plain text of a name. What is nested in it is not read: each level would be read more than once.
pub(super) fn plain(nodes: &[Node<'_>]) -> String {
    let texts = nodes.iter().map(|node| match node {
        Node::Text { value, .. } => value.chars().filter_map(shown).collect(),
        Node::CharacterEntity { character, .. } => character.to_string(),
        _ => String::new(),
    });
    let text: String = texts.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All of it in one line.
pub(super) fn flat(nodes: &[Node<'_>]) -> String {
    let lines = lines(nodes);
    lines.lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join(" ")
}

impl Lines {
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Text { value, start, .. } => self.text(value, *start),
            Node::CharacterEntity { character, start, .. } => self.push(*character, *start),
            Node::Bold { .. } | Node::BoldItalic { .. } => self.is_bold = !self.is_bold,
            Node::Link { text, .. } | Node::ExternalLink { nodes: text, .. } => self.nodes(text),
            Node::Preformatted { nodes, .. } | Node::Tag { nodes, .. } => self.nodes(nodes),
            Node::Heading { nodes, .. } => {
                self.end_line();
                self.nodes(nodes);
                self.end_line();
            }
            Node::ParagraphBreak { .. } | Node::HorizontalDivider { .. } => self.end_line(),
            Node::Parameter { name, start, default, .. } => {
                self.slots.push((plain(name), *start));
                if let Some(default) = default {
                    self.nodes(default);
                }
            }
            Node::Template { name, parameters, start, .. } => {
                self.template(&normal(&plain(name)), parameters, *start);
            }
            Node::DefinitionList { items, .. } => {
                for item in items {
                    self.end_line();
                    self.nodes(&item.nodes);
                }
            }
            Node::OrderedList { items, .. } | Node::UnorderedList { items, .. } => {
                for item in items {
                    self.end_line();
                    self.nodes(&item.nodes);
                }
                self.end_line();
            }
            // The guard lets no HTML, comment or table through.
            Node::Category { .. }
            | Node::Comment { .. }
            | Node::EndTag { .. }
            | Node::Image { .. }
            | Node::Italic { .. }
            | Node::MagicWord { .. }
            | Node::Redirect { .. }
            | Node::StartTag { .. }
            | Node::Table { .. } => {}
        }
    }

    fn template(&mut self, name: &str, parameters: &[Parameter<'_>], start: usize) {
        let positional: Vec<&[Node<'_>]> = parameters.iter().filter_map(positional).collect();
        let named = |wanted: &str| {
            let is = |parameter: &&Parameter<'_>| {
                parameter.name.as_ref().is_some_and(|name| plain(name) == wanted)
            };
            parameters.iter().find(is).map(|parameter| &parameter.value[..])
        };
        if let Some((function, argument)) = name.split_once(':') {
            // A parser function: only the one that prints its argument is read.
            return if function == "formatnum" {
                self.string(argument, start);
            } else {
                self.unknown(name, start);
            };
        }
        match inline(name) {
            Inline::Lines => {
                for nodes in named("title").into_iter().chain(positional) {
                    self.end_line();
                    self.nodes(nodes);
                }
                self.end_line();
            }
            Inline::First => {
                if let Some(nodes) = named("name").or_else(|| positional.first().copied()) {
                    self.nodes(nodes);
                }
            }
            Inline::Last => self.nodes(positional.last().copied().unwrap_or_default()),
            Inline::Text(text) => self.string(text, start),
            Inline::Prefixed(prefix) => {
                let prefix =
                    if prefix == "ship" { format!("{} ", name.to_uppercase()) } else { prefix.to_owned() };
                self.string(&prefix, start);
                self.nodes(positional.first().copied().unwrap_or_default());
            }
            Inline::Words => {
                for nodes in positional.iter().take(2) {
                    self.nodes(nodes);
                    self.space = true;
                }
            }
            Inline::Hyphens => {
                let parts = positional.iter().map(|nodes| flat(nodes)).take(3);
                let parts: Vec<String> = parts.map(|part| format!("{part:0>2}")).collect();
                let date = crate::when::Day::of_parts(&parts);
                self.string(&date, start);
            }
            Inline::Break => self.end_line(),
            Inline::Silent => {}
            Inline::Coordinates => {
                let parameters = positional.iter().map(|nodes| flat(nodes)).collect();
                self.coordinates.get_or_insert((start, parameters));
            }
            Inline::Unknown => self.unknown(name, start),
        }
    }

    fn unknown(&mut self, name: &str, start: usize) {
        self.unknown.push((name.to_owned(), start));
    }

    fn text(&mut self, value: &str, start: usize) {
        let mut rest = value.char_indices();
        while let Some((at, masked)) = rest.next() {
            let Some(character) = shown(masked) else { continue };
            if character == '&'
                && let Some((decoded, length)) = numeric_entity(&value[at + 1..])
            {
                self.push(decoded, start + at);
                rest.nth(length - 1);
                continue;
            }
            self.push(character, start + at);
        }
    }

    fn string(&mut self, text: &str, at: usize) {
        for character in text.chars() {
            self.push(character, at);
        }
    }

    fn push(&mut self, character: char, at: usize) {
        match character {
            '\n' => self.end_line(),
            // A list's first star, where it stands behind the name of a parameter.
            '*' if self.text.is_empty() => {}
            '\u{ad}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{feff}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {}
            // No-break and thin spaces may group digits: the figure's reader knows them.
            ' ' | '\t' | '\u{a0}' | '\u{2009}' | '\u{202f}' if !self.groups(character) => self.space = true,
            _ if character.is_control() => {}
            _ => {
                if self.space && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.space = false;
                self.at.get_or_insert(at);
                self.text.push(character);
                if self.is_bold {
                    self.bold_bytes += character.len_utf8();
                }
            }
        }
    }

    /// Whether a space that doesn't break stands behind a digit.
    fn groups(&self, character: char) -> bool {
        !matches!(character, ' ' | '\t')
            && self.text.ends_with(|sign: char| sign.is_ascii_digit())
            && !self.space
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        let spaces = text.matches(' ').count();
        let bold = self.bold_bytes > 0 && self.bold_bytes + spaces >= text.len();
        let text = without_idle_spaces(&text);
        self.is_bold = false;
        let at = self.at.take().unwrap_or(0);
        self.bold_bytes = 0;
        self.space = false;
        let text = without_addresses(&text);
        if !text.is_empty() {
            self.lines.push(Line { text, at, bold });
        }
    }
}

/// "[<https://example.org> the label]" is its label.
fn without_addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let is_address = rest[at + 1..].starts_with("http") || rest[at + 1..].starts_with("//");
        out.push_str(&rest[..at]);
        if !is_address {
            out.push('[');
            rest = &rest[at + 1..];
            continue;
        }
        let Some(end) = rest[at..].find(']') else {
            rest = &rest[at..];
            break;
        };
        let inner = &rest[at + 1..at + end];
        out.push_str(inner.split_once(' ').map_or("", |(_, label)| label));
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// A text in which only those spaces that group digits are special ones.
fn without_idle_spaces(text: &str) -> String {
    let mut next = text.chars().skip(1);
    let digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    text.chars()
        .map(|sign| {
            let groups = digit(next.next());
            if matches!(sign, '\u{a0}' | '\u{2009}' | '\u{202f}') && !groups { ' ' } else { sign }
        })
        .collect()
}

/// A parameter without a name, or named by a number.
fn positional<'a, 'b>(parameter: &'a Parameter<'b>) -> Option<&'a [Node<'b>]> {
    match &parameter.name {
        None => Some(&parameter.value),
        Some(name) if plain(name).parse::<u8>().is_ok() => Some(&parameter.value),
        Some(_) => None,
    }
}

/// "#8211;" or "#x2013;" behind an ampersand: the character, and the length of what was read.
fn numeric_entity(rest: &str) -> Option<(char, usize)> {
    let length = rest.bytes().take(12).position(|byte| byte == b';')?;
    let digits = rest[..length].strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    Some((char::from_u32(code.ok()?)?, length + 1))
}
