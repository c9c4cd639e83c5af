//! The guard before the parser: hides what would make it go back, sink, or act.
//!
//! The parser goes back to the start of whatever is never closed, which takes exponential time where many things are not.
//! So everything that has no partner, and all HTML, is hidden from it first: each byte gets a stand-in of one byte, places
//! stay what they are, and [`shown`] gives the character back. One pass, with one stack; its depth is bounded.

use std::ops::Range;

/// Deeper nesting than this is not read. Real pages stay below ten.
pub const MOST_NESTED: usize = 40;

/// Stands for the first byte of a line break in HTML.
const BREAK: u8 = 17;
/// Stands for a byte that nobody reads.
const DROPPED: u8 = 18;
/// What has a meaning for the parser, and what stands for it where it should have none.
const STAND_INS: [(u8, u8); 10] = [
    (b'{', 1),
    (b'}', 2),
    (b'[', 3),
    (b']', 4),
    (b'|', 5),
    (b'=', 6),
    (b'<', 7),
    (b'&', 8),
    (b'\'', 14),
    (b'_', 15),
];
/// Elements whose content is no text of the page.
const SILENT: [&str; 14] = [
    "ref",
    "script",
    "style",
    "gallery",
    "timeline",
    "math",
    "templatedata",
    "imagemap",
    "score",
    "graph",
    "mapframe",
    "iframe",
    "object",
    "svg",
];
/// Elements whose content is text as it stands.
const LITERAL: [&str; 3] = ["nowiki", "pre", "syntaxhighlight"];
/// Elements that end a line.
const BREAKING: [&str; 6] = ["br", "hr", "p", "li", "div", "tr"];
/// Elements that do something in a browser, which is worth a word.
const ACTIVE: [&str; 5] = ["script", "style", "iframe", "object", "svg"];

/// What the guard noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// `{{`, `{{{` or `[[` without its end.
    Unclosed,
    /// An opener deeper than [`MOST_NESTED`]; only the first is told.
    TooDeep,
    /// A comment without its end: the rest of the page is hidden.
    UnclosedComment,
    /// A character that changes the direction of the text around it.
    Direction,
    /// A control character.
    Control,
    /// An element that would act.
    Active,
}

/// A page whose text the parser can be given.
#[derive(Debug)]
pub(crate) struct Masked {
    /// As long as the page, byte for byte.
    pub(crate) text: String,
    /// What was noticed, with its byte.
    pub(crate) notices: Vec<(usize, Notice)>,
}

/// The character that a masked one stands for; `None`: nobody reads it. A break becomes a line feed.
pub(crate) fn shown(masked: char) -> Option<char> {
    let Ok(byte) = u8::try_from(masked) else { return Some(masked) };
    match byte {
        BREAK => Some('\n'),
        DROPPED => None,
        _ => Some(
            STAND_INS
                .iter()
                .find(|(_, hidden)| *hidden == byte)
                .map_or(masked, |(real, _)| char::from(*real)),
        ),
    }
}

/// Hides characters that change directions, and control characters; for text that is no wikitext.
pub(crate) fn mask_characters(text: &str) -> Masked {
    let mut guard = Guard::new(text);
    guard.characters();
    guard.finish()
}

/// Hides all that the parser must not see.
pub(crate) fn mask(text: &str) -> Masked {
    let mut guard = Guard::new(text);
    guard.characters();
    guard.scan();
    guard.finish()
}

/// Something that was opened.
struct Open {
    what: Opener,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opener {
    Template,
    Slot,
    Link,
}

struct Guard<'a> {
    text: &'a str,
    bytes: Vec<u8>,
    at: usize,
    stack: Vec<Open>,
    braces: usize,
    too_deep: usize,
    /// Elements of which there is no further end in the page.
    endless: Vec<String>,
    notices: Vec<(usize, Notice)>,
}

impl<'a> Guard<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes().to_vec(),
            at: 0,
            stack: Vec::new(),
            braces: 0,
            too_deep: 0,
            endless: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn finish(mut self) -> Masked {
        self.notices.sort_by_key(|&(at, _)| at);
        // Whole characters are hidden or none of their bytes.
        let text = String::from_utf8(self.bytes).unwrap_or_default();
        Masked { text, notices: self.notices }
    }

    fn characters(&mut self) {
        for (at, character) in self.text.char_indices() {
            let notice = match character {
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Notice::Direction),
                '\r' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
                '\n' | '\t' => continue,
                _ if character.is_control() => Some(Notice::Control),
                _ => continue,
            };
            self.notices.extend(notice.map(|notice| (at, notice)));
            self.drop(at..at + character.len_utf8());
        }
    }

    fn scan(&mut self) {
        self.line_start();
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => self.line_end(),
                b'<' => self.tag(),
                b'{' => self.open_braces(),
                b'}' => self.close_braces(),
                b'[' => self.open_link(),
                b']' => self.close_link(),
                _ => self.at += 1,
            }
        }
        while let Some(open) = self.stack.pop() {
            self.hide_open(&open);
            self.notices.push((open.at, Notice::Unclosed));
        }
    }

    /// A link lives in a line.
    fn line_end(&mut self) {
        self.drop_links();
        self.at += 1;
        self.line_start();
    }

    /// Lists and indents are lines to us, and trees of any depth to the parser.
    fn line_start(&mut self) {
        while let Some(b' ' | b'\t' | b'*' | b'#' | b':' | b';' | DROPPED) = self.bytes.get(self.at).copied()
        {
            self.bytes[self.at] = DROPPED;
            self.at += 1;
        }
    }

    fn open_braces(&mut self) {
        let run = self.run(b'{');
        let (what, width) = match run {
            0 | 1 => return self.hide(1),
            2 => (Opener::Template, 2),
            _ => (Opener::Slot, 3),
        };
        if self.stack.len() >= MOST_NESTED {
            if self.too_deep == 0 {
                self.notices.push((self.at, Notice::TooDeep));
            }
            self.too_deep += 1;
            return self.hide(width);
        }
        self.stack.push(Open { what, at: self.at });
        self.braces += 1;
        self.at += width;
    }

    fn close_braces(&mut self) {
        let run = self.run(b'}');
        if run < 2 {
            return self.hide(1);
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return self.hide(2);
        }
        if self.braces == 0 {
            return self.hide(2);
        }
        self.drop_links();
        let Some(open) = self.stack.pop() else { return self.hide(2) };
        self.braces -= 1;
        if open.what == Opener::Slot && run < 3 {
            if self.bytes[open.at + 3] == b'{' {
                // Without its first brace it would be another slot.
                self.hide_open(&open);
                return self.hide(2);
            }
            // `{{{x}}` is a brace and a template.
            self.bytes[open.at] = stand_in(b'{');
        }
        self.at += if open.what == Opener::Slot && run >= 3 { 3 } else { 2 };
    }

    fn open_link(&mut self) {
        if self.run(b'[') != 2 || self.stack.len() >= MOST_NESTED {
            return self.hide(1);
        }
        let target = &self.bytes[self.at + 2..];
        let end = target.iter().position(|byte| b"|]\n[{}<".contains(byte));
        let is_link = end.is_some_and(|end| target[end] == b'|' || target[end..].starts_with(b"]]"));
        if !is_link {
            return self.hide(2);
        }
        // A link in a link is none; in a picture's caption it is one.
        if let Some(Open { what: Opener::Link, at }) = self.stack.last()
            && !is_file(&self.text[*at + 2..])
        {
            self.drop_links();
        }
        self.stack.push(Open { what: Opener::Link, at: self.at });
        self.at += 2;
    }

    fn close_link(&mut self) {
        let closes = self.bytes.get(self.at + 1) == Some(&b']')
            && self.stack.last().is_some_and(|open| open.what == Opener::Link);
        if !closes {
            return self.hide(1);
        }
        self.stack.pop();
        self.at += 2;
    }

    /// Links that are still open on top of the stack are text.
    fn drop_links(&mut self) {
        while let Some(open) = self.stack.pop_if(|open| open.what == Opener::Link) {
            self.hide_open(&open);
        }
    }

    fn hide_open(&mut self, open: &Open) {
        let width = if open.what == Opener::Slot { 3 } else { 2 };
        for byte in &mut self.bytes[open.at..open.at + width] {
            *byte = stand_in(*byte);
        }
    }

    fn tag(&mut self) {
        if self.bytes[self.at..].starts_with(b"<!--") {
            return self.comment();
        }
        let Some((name, end)) = tag_at(self.text, self.at) else { return self.hide(1) };
        let closes = self.bytes[self.at + 1] == b'/';
        let is_empty = self.bytes[end - 2] == b'/';
        let name = name.to_ascii_lowercase();
        let is = |names: &[&str]| names.contains(&name.as_str());
        if is(&ACTIVE) && !closes {
            self.notices.push((self.at, Notice::Active));
        }
        let begins = self.at;
        self.drop(begins..end);
        if is(&BREAKING) {
            self.bytes[begins] = BREAK;
        }
        self.at = end;
        if closes || is_empty || !(is(&SILENT) || is(&LITERAL)) {
            return;
        }
        let Some(content) = self.content(&name, end) else { return };
        self.at = content.end;
        if is(&SILENT) {
            self.drop(content);
        } else {
            for byte in &mut self.bytes[content] {
                *byte = stand_in(*byte);
            }
        }
    }

    /// What stands before the end of an element; `None` without an end.
    fn content(&mut self, name: &str, from: usize) -> Option<Range<usize>> {
        // Looked for once, so that a thousand elements without an end take no longer than one.
        if self.endless.iter().any(|endless| endless == name) {
            return None;
        }
        let ending = format!("</{name}");
        let is_end = |at: &usize| {
            self.text.as_bytes()[*at..]
                .get(..ending.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(ending.as_bytes()))
        };
        let ends = self.text.as_bytes()[from..].iter().enumerate();
        let found = ends.filter(|&(_, &byte)| byte == b'<').map(|(at, _)| from + at).find(is_end);
        if found.is_none() {
            self.endless.push(name.to_owned());
        }
        found.map(|end| from..end)
    }

    fn comment(&mut self) {
        let begins = self.at;
        let end = self.text[begins + 4..].find("-->").map(|at| begins + 4 + at + 3);
        if end.is_none() {
            self.notices.push((begins, Notice::UnclosedComment));
        }
        self.at = end.unwrap_or(self.bytes.len());
        self.drop(begins..self.at);
    }

    fn drop(&mut self, range: Range<usize>) {
        self.bytes[range].fill(DROPPED);
    }

    fn hide(&mut self, width: usize) {
        for byte in &mut self.bytes[self.at..self.at + width] {
            *byte = stand_in(*byte);
        }
        self.at += width;
    }

    /// How often a byte stands here in a row, up to 3.
    fn run(&self, byte: u8) -> usize {
        self.bytes[self.at..].iter().take(3).take_while(|&&found| found == byte).count()
    }
}

fn stand_in(byte: u8) -> u8 {
    STAND_INS.iter().find(|(real, _)| *real == byte).map_or(byte, |(_, hidden)| *hidden)
}

fn is_file(target: &str) -> bool {
    ["file:", "image:"]
        .iter()
        .any(|word| target.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// The name of a tag and the byte after it.
fn tag_at(text: &str, at: usize) -> Option<(&str, usize)> {
    let inner = &text[at + 1..];
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name =
        inner.get(..length).filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))?;
    let close = inner.bytes().position(|byte| byte == b'>' || byte == b'<')?;
    let end = text.len() - inner.len() + close;
    (text.as_bytes()[end] == b'>').then_some((name, end + 1))
}
