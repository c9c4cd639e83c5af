//! TOML as a tree in which every key and value knows where it was written.

use std::fmt;
use std::ops::Range;

use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};
use toml::value::{Datetime, Offset};
use toml_parser::lexer::TokenKind;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::gaps::Gaps;
use crate::salvage;
use crate::source::{FileId, Sources, Span};

/// The deepest path of keys; inline tables and arrays have a limit of the same size in the TOML parser.
const MAX_KEYS: usize = 64;

/// The most syntax errors reported for one file.
const MAX_SYNTAX_ERRORS: usize = 20;

/// A text longer than this is read up to its first syntax error only: recovering from millions takes too long.
const MAX_RECOVERED_BYTES: usize = 256 << 10;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value; for a table with a header, the header.
    pub span: Span,
    /// The key it is under; for an element of an array, the element itself.
    pub key_span: Span,
    /// What was written.
    pub value: Value,
    /// Whether it was written for another entity and came here by `like`.
    pub inherited: bool,
}

/// What TOML can say.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `"text"`
    Text(String),
    /// `12`
    Integer(i64),
    /// `1.5`, always finite
    Float(f64),
    /// `true`
    Bool(bool),
    /// `2015-04-10` or `2015-04-10T04:30:00`
    Date(Date),
    /// `[1, 2]`
    Array(Vec<Node>),
    /// `{ a = 1 }` or `[header]`
    Table(Table),
}

impl Value {
    /// The table, if it is one.
    #[must_use]
    pub const fn as_table(&self) -> Option<&Table> {
        if let Self::Table(table) = self { Some(table) } else { None }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The number, if it is one.
    #[must_use]
    pub const fn as_number(&self) -> Option<f64> {
        match *self {
            Self::Integer(number) => Some(number as f64),
            Self::Float(number) => Some(number),
            Self::Text(_) | Self::Bool(_) | Self::Date(_) | Self::Array(_) | Self::Table(_) => None,
        }
    }

    /// What people call it, with its article.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Date(_) => "a date",
            Self::Array(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// Keys and values in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The entries.
    pub entries: IndexMap<String, Node>,
    /// How it was written.
    pub form: Form,
}

/// How a table was written; decides what merges into what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Under its own header, `[party.russia]`: merges key by key, may be opened once.
    Header,
    /// Only as part of a longer header or key (`party` in `[party.russia]`): merges key by key.
    #[default]
    Implied,
    /// In braces: a value like a number, replaced as a whole.
    Inline,
}

impl Table {
    /// The node under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.get(key)
    }

    /// The table under a key, if there is one.
    #[must_use]
    pub fn table(&self, key: &str) -> Option<&Self> {
        self.get(key)?.value.as_table()
    }

    /// The keys, in the order in which they were written.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }
}

/// A moment in the scenario's own local time; the offset is kept where one was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, 0 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31, existing in its month.
    pub day: u8,
    /// Hour, 0 to 23; 0 if no time was written.
    pub hour: u8,
    /// Minute, 0 to 59; 0 if no time was written.
    pub minute: u8,
    /// Whether a time was written.
    pub has_time: bool,
    /// Minutes east of Greenwich, if written.
    pub offset_minutes: Option<i16>,
}

impl Date {
    /// Minutes since 1970-01-01T00:00 of the same clock, offset disregarded; proleptic Gregorian calendar.
    ///
    /// ```
    /// use powderkeg_scenario::document::Date;
    /// let date = Date { year: 2015, month: 4, day: 10, hour: 4, minute: 30, has_time: true, offset_minutes: None };
    /// assert_eq!(date.epoch_minutes(), 1_428_640_200 / 60); // date -u -d 2015-04-10T04:30 +%s
    /// ```
    #[must_use]
    pub fn epoch_minutes(&self) -> i64 {
        // Years begin in March, so that the leap day is the last of its year.
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        // 719 468 days lie between 0000-03-01 and 1970-01-01.
        let days = 365 * year + leap_days + day_of_year - 719_468;
        days * 1440 + i64::from(self.hour) * 60 + i64::from(self.minute)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        if self.has_time {
            write!(formatter, "T{:02}:{:02}", self.hour, self.minute)?;
        }
        Ok(())
    }
}

/// What a file's text says, as far as it can be read.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Its tables and values.
    pub root: Table,
    /// What is not among them.
    pub gaps: Gaps,
}

/// Parses a file's text. Reports the first syntax error of every table, and reads all tables that have none.
pub fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Parsed {
    let text = sources.text(file);
    if let Some(span) = overlong_key(text, file) {
        let message = format!("more than {MAX_KEYS} keys joined by dots");
        let help = "write inner tables under headers of their own: [table.id]";
        diagnostics.push(Diagnostic::error("too-deep", message).at(span).help(help));
        return unread();
    }
    let first = match DeTable::parse(text) {
        Ok(root) => return build(text, file, root, &[], diagnostics),
        Err(error) if text.len() > MAX_RECOVERED_BYTES => {
            diagnostics.push(syntax_diagnostic(&error, 0, text, file, &Table::default()));
            return unread();
        }
        Err(error) => error,
    };
    let first = first.span().map_or(0, |span| span.start);
    let (sound, broken) = salvage::salvage(text, first);
    let (root, errors) = DeTable::parse_recoverable(&sound);
    let mut parsed = build(text, file, root, &errors, diagnostics);
    for one in broken.iter().take(MAX_SYNTAX_ERRORS) {
        let diagnostic = syntax_diagnostic(&one.error, one.start, text, file, &parsed.root);
        let help = diagnostic.help.clone().unwrap_or_default();
        let rest = if one.header.is_empty() {
            "nothing before the first header".to_owned()
        } else {
            format!("nothing in [{}]", one.header)
        };
        let diagnostic = diagnostic.help(format!("{help}; {rest} was looked at further"));
        diagnostics.push(match one.opened {
            Some(at) => diagnostic
                .label(Span { file, start: at as u32, end: at as u32 + 1 }, "opened here and not yet closed"),
            None => diagnostic,
        });
    }
    if let Some(more) = broken.len().checked_sub(MAX_SYNTAX_ERRORS + 1) {
        let message = format!("{} more tables with syntax errors in this file", more + 1);
        let help = "mend the first ones: others may follow from them";
        diagnostics
            .push(Diagnostic::error("syntax", message).at(sources.whole(file).within(0, 0)).help(help));
    }
    broken.iter().for_each(|one| parsed.gaps.add_table(&one.header));
    parsed
}

/// A text of which nothing is known.
fn unread() -> Parsed {
    let mut parsed = Parsed::default();
    parsed.gaps.add_file();
    parsed
}

fn build(
    text: &str,
    file: FileId,
    root: Spanned<DeTable<'_>>,
    errors: &[toml::de::Error],
    diagnostics: &mut Diagnostics,
) -> Parsed {
    let mut builder = Builder::new(text, file, errors);
    let root = builder.table(root.into_inner(), Form::Implied);
    for error in errors.iter().take(MAX_SYNTAX_ERRORS) {
        diagnostics.push(syntax_diagnostic(error, 0, text, file, &root));
    }
    diagnostics.extend(builder.diagnostics);
    Parsed { root, gaps: builder.gaps }
}

/// Where a dotted key exceeds [`MAX_KEYS`]. Checked on the tokens, before a tree as deep as the key exists.
fn overlong_key(text: &str, file: FileId) -> Option<Span> {
    let mut dots = 0;
    for token in toml_parser::Source::new(text).lex() {
        match token.kind() {
            TokenKind::Dot => dots += 1,
            TokenKind::Whitespace
            | TokenKind::Atom
            | TokenKind::BasicString
            | TokenKind::LiteralString
            | TokenKind::MlBasicString
            | TokenKind::MlLiteralString => {}
            TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::LeftSquareBracket
            | TokenKind::RightSquareBracket
            | TokenKind::LeftCurlyBracket
            | TokenKind::RightCurlyBracket
            | TokenKind::Comment
            | TokenKind::Newline
            | TokenKind::Eof => dots = 0,
        }
        if dots > MAX_KEYS {
            return Some(Span { file, start: token.span().start() as u32, end: token.span().end() as u32 });
        }
    }
    None
}

/// What the parser says of a piece of the text that begins at `start`.
fn syntax_diagnostic(
    error: &toml::de::Error,
    start: usize,
    text: &str,
    file: FileId,
    root: &Table,
) -> Diagnostic {
    let range = error.span().map_or(start..start, |range| range.start + start..range.end + start);
    let span = Span { file, start: range.start as u32, end: range.end as u32 };
    match error.message() {
        "duplicate key" => {
            let key = text.get(range.clone()).unwrap_or("");
            let diagnostic = Diagnostic::error("duplicate-key", format!("`{key}` is given twice"))
                .label(span, "again here")
                .help("keep one of them; a table's keys belong under one header");
            match first_definition(text, root, span) {
                Some(first) => diagnostic.label(first, "first given here"),
                None => diagnostic,
            }
        }
        message if message.contains("recurse") => {
            Diagnostic::error("too-deep", "brackets are nested too deeply")
                .at(span)
                .help("write inner tables under headers of their own: [table.id]")
        }
        message if message.contains("invalid date") => {
            Diagnostic::error("syntax", message).at(span).help("write an existing day as 2015-04-10")
        }
        message => Diagnostic::error("syntax", message).at(span).help(
            "TOML is written as [table.id], key = value, \"text\", [list, of, values], { key = value }",
        ),
    }
}

/// Where the key at `again` was given first. The parser does not say, so: a header by its text, a key by looking
/// it up in the table that it was written in.
fn first_definition(text: &str, root: &Table, again: Span) -> Option<Span> {
    let start = again.start as usize;
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next()?;
    if let Some(header) = header_of(line) {
        let mut offset = 0;
        for earlier in text[..line_start].split_inclusive('\n') {
            if header_of(earlier) == Some(header) {
                let within = earlier.find('[')?;
                let (start, end) = (offset + within, offset + within + header.len());
                return Some(Span { file: again.file, start: start as u32, end: end as u32 });
            }
            offset += earlier.len();
        }
        return None;
    }
    let key = text.get(start..again.end as usize)?.trim_matches(['"', '\'']);
    let found = enclosing(root, again)?.get(key)?.key_span;
    (found < again).then_some(found)
}

/// `[party.russia]` of a line, comment and blanks removed.
fn header_of(line: &str) -> Option<&str> {
    let line = line.trim();
    (line.starts_with('[') && !line.starts_with("[[")).then_some(())?;
    line.find(']').map(|end| &line[..=end])
}

/// The table that a key at this place belongs to: the innermost braces around it, else the last header before it.
fn enclosing(table: &Table, place: Span) -> Option<&Table> {
    let mut best: Option<(&Table, u32)> = Some((table, 0));
    let mut waiting: Vec<&Node> = table.entries.values().collect();
    while let Some(node) = waiting.pop() {
        match &node.value {
            Value::Table(inner) => {
                let around = node.span.start < place.start && place.end <= node.span.end;
                let before = node.span.start < place.start && inner.form == Form::Header;
                if (around || before) && best.is_none_or(|(_, start)| node.span.start >= start) {
                    best = Some((inner, node.span.start));
                }
                waiting.extend(inner.entries.values());
            }
            Value::Array(items) => waiting.extend(items),
            Value::Text(_) | Value::Integer(_) | Value::Float(_) | Value::Bool(_) | Value::Date(_) => {}
        }
    }
    best.map(|(table, _)| table)
}

/// Turns the parser's tree into ours.
struct Builder<'a> {
    text: &'a str,
    file: FileId,
    diagnostics: Diagnostics,
    gaps: Gaps,
    /// The names of the tables around what is being built.
    path: Vec<String>,
    /// Where syntax errors are, sorted; what the parser made up around them is not kept.
    broken: Vec<usize>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, file: FileId, errors: &[toml::de::Error]) -> Self {
        let grammatical = errors.iter().filter(|error| salvage::is_grammatical(error));
        let mut broken: Vec<_> = grammatical.filter_map(|error| Some(error.span()?.start)).collect();
        broken.sort_unstable();
        let mut gaps = Gaps::default();
        if !errors.is_empty() {
            gaps.add_file();
        }
        Self { text, file, diagnostics: Diagnostics::default(), gaps, path: Vec::new(), broken }
    }

    /// Whether a syntax error lies on the lines of a key and its value; a table under a header has none.
    fn is_broken(&self, key: &Range<usize>, value: &Range<usize>) -> bool {
        if value.start < key.start && value.end > 0 {
            return false;
        }
        let end = value.end.max(key.end);
        let line_end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at);
        let next = self.broken.partition_point(|&at| at < key.start);
        self.broken.get(next).is_some_and(|&at| at <= line_end)
    }

    fn table(&mut self, table: DeTable<'_>, form: Form) -> Table {
        let mut entries: Vec<_> = table.into_iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut built = Table { entries: IndexMap::new(), form };
        for (key, value) in entries {
            // An implied table has the place of its key, and its keys are looked at one by one.
            if value.span() != key.span() && self.is_broken(&key.span(), &value.span()) {
                continue;
            }
            let name = key.get_ref().to_string();
            self.path.push(name.clone());
            let node = self.node(Some(key), value);
            self.path.pop();
            if let Some(node) = node {
                built.entries.insert(name, node);
            }
        }
        built
    }

    fn node(&mut self, key: Option<Spanned<DeString<'_>>>, value: Spanned<DeValue<'_>>) -> Option<Node> {
        let span = self.span(&value.span());
        let key_span = key.map_or(span, |key| self.span(&key.span()));
        let value = match value.into_inner() {
            DeValue::String(text) => Some(Value::Text(text.into_owned())),
            DeValue::Integer(integer) => {
                let value = i64::from_str_radix(integer.as_str(), integer.radix());
                self.accept(
                    value.ok().map(Value::Integer),
                    "whole numbers go up to 9223372036854775807",
                    span,
                )
            }
            DeValue::Float(float) => {
                let value = float.as_str().parse().ok().filter(|value: &f64| value.is_finite());
                self.accept(value.map(Value::Float), "write a finite number", span)
            }
            DeValue::Boolean(flag) => Some(Value::Bool(flag)),
            DeValue::Datetime(date) => {
                self.accept(date_of(&date).map(Value::Date), "write the day as well: 2015-04-10T04:30", span)
            }
            DeValue::Array(items) => Some(Value::Array(self.items(items))),
            DeValue::Table(table) => {
                let form = match self.text.as_bytes().get(span.start as usize) {
                    Some(b'[') => Form::Header,
                    Some(b'{') => Form::Inline,
                    _ => Form::Implied,
                };
                Some(Value::Table(self.table(table, form)))
            }
        };
        value.map(|value| Node { span, key_span, value, inherited: false })
    }

    fn items(&mut self, items: DeArray<'_>) -> Vec<Node> {
        items.into_iter().filter_map(|item| self.node(None, item)).collect()
    }

    /// Reports a value that TOML allows and a scenario does not.
    fn accept(&mut self, value: Option<Value>, help: &str, span: Span) -> Option<Value> {
        if value.is_none() {
            let around = self.path.split_last().map_or(&[][..], |(_, around)| around);
            self.gaps.add_table(&around.join("."));
            let written = self.text.get(span.start as usize..span.end as usize).unwrap_or("");
            let message = format!("`{written}` cannot be used here");
            self.diagnostics.push(Diagnostic::error("bad-value", message).at(span).help(help));
        }
        value
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span { file: self.file, start: range.start as u32, end: range.end as u32 }
    }
}

/// A date outside a file: `2015-04-01`, `2015-04-01T06:30`; `None` for anything else.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    text.parse::<Datetime>().ok().and_then(|date| date_of(&date))
}

fn date_of(date: &Datetime) -> Option<Date> {
    let day = date.date?;
    Some(Date {
        year: day.year,
        month: day.month,
        day: day.day,
        hour: date.time.map_or(0, |time| time.hour),
        minute: date.time.map_or(0, |time| time.minute),
        has_time: date.time.is_some(),
        offset_minutes: date.offset.map(|offset| match offset {
            Offset::Z => 0,
            Offset::Custom { minutes } => minutes,
        }),
    })
}
