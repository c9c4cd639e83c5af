//! From text to tokens. Every byte is in a token, white space or a comment; what is wrong is reported and read as
//! what its author most likely meant.

use super::syntax::Infix;
use super::{Code, ExprError, Span};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Name(String),
    Infix(Infix),
    Not,
    Question,
    Colon,
    Comma,
    Dot,
    /// `=`, which is no operator
    Assign,
    Open,
    Close,
    OpenList,
    CloseList,
    OpenMap,
    CloseMap,
    /// something reported already that stands for a value
    Bad,
    End,
}

/// Reads the tokens of `text`, the last of which is [`Token::End`].
pub(super) fn tokens(text: &str, problems: &mut Vec<ExprError>) -> Vec<(Token, Span)> {
    let mut lexer = Lexer { text, at: 0, problems };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next() {
        tokens.push(token);
    }
    tokens.push((Token::End, Span::new(text.len(), text.len())));
    tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    problems: &'a mut Vec<ExprError>,
}

impl Lexer<'_> {
    fn next(&mut self) -> Option<(Token, Span)> {
        self.skip_space();
        let start = self.at;
        let first = self.rest().chars().next()?;
        let token = match first {
            '0'..='9' => self.number(),
            '.' if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number(),
            '\'' | '"' | '“' | '”' | '‘' | '’' => self.quoted(first),
            c if c.is_alphabetic() || c == '_' => self.name(),
            c => self.symbol().or_else(|| self.look_alike(c)).unwrap_or_else(|| self.unexpected()),
        };
        Some((token, Span::new(start, self.at)))
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Moves over the characters that satisfy `keep`.
    fn take(&mut self, keep: impl Fn(char) -> bool) -> usize {
        let rest = self.rest();
        let length = rest.find(|c| !keep(c)).unwrap_or(rest.len());
        self.at += length;
        length
    }

    fn skip_space(&mut self) {
        loop {
            let mut moved = self.take(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}'));
            if self.rest().starts_with("//") {
                moved += self.take(|c| c != '\n');
            }
            if moved == 0 {
                return;
            }
        }
    }

    fn report(&mut self, code: Code, start: usize, message: impl Into<String>, help: impl Into<String>) {
        let span = Span::new(start, self.at);
        self.problems.push(ExprError::new(code, span, message).help(help));
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        if let Some(length) = date_length(self.rest()) {
            self.at += length;
            let date = &self.text[start..self.at];
            let message = format!("`{date}`: rules do not contain dates");
            self.report(
                Code::NotSupported,
                start,
                message,
                "state dates in the scenario's tables; rules read how many days are left",
            );
            return Token::Bad;
        }
        self.take(|c| c.is_ascii_digit());
        if self.rest().starts_with('.') && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) {
            self.at += 1;
            self.take(|c| c.is_ascii_digit());
        }
        self.exponent();
        let digits = self.at;
        let trailing_dot = self.rest().starts_with('.');
        if trailing_dot {
            self.at += 1;
        }
        let suffix = self.take(|c| c.is_alphanumeric() || c == '_');
        let written = &self.text[start..self.at];
        if suffix > 0 || trailing_dot {
            let message = format!("`{written}` is not a number");
            let help = if self.text[digits..self.at].starts_with('_') {
                "write large numbers without separators".to_owned()
            } else {
                format!(
                    "write `{}`; a number takes its unit from what it is compared with",
                    &self.text[start..digits]
                )
            };
            self.report(Code::BadNumber, start, message, help);
            return Token::Bad;
        }
        match written.parse::<f64>() {
            Ok(value) if value.is_finite() => Token::Number(value),
            Ok(_) | Err(_) => {
                let message = format!("`{written}` is too large");
                self.report(Code::BadNumber, start, message, "numbers go up to 1.7e308");
                Token::Bad
            }
        }
    }

    fn exponent(&mut self) {
        let rest = self.rest();
        let Some(after) = rest.strip_prefix(['e', 'E']) else { return };
        let unsigned = after.strip_prefix(['+', '-']).unwrap_or(after);
        if unsigned.starts_with(|c: char| c.is_ascii_digit()) {
            self.at += rest.len() - unsigned.len();
            self.take(|c| c.is_ascii_digit());
        }
    }

    fn quoted(&mut self, open: char) -> Token {
        let start = self.at;
        self.at += open.len_utf8();
        let typographic = !open.is_ascii();
        let closes = |c: char| match open {
            '“' | '”' => matches!(c, '“' | '”' | '"'),
            '‘' | '’' => matches!(c, '‘' | '’' | '\''),
            _ => c == open,
        };
        let content = self.at;
        self.take(|c| !closes(c));
        let text = self.text[content..self.at].to_owned();
        match self.rest().chars().next() {
            Some(close) => self.at += close.len_utf8(),
            None => {
                self.report(
                    Code::UnclosedString,
                    start,
                    "this quote is never closed",
                    "ids stand in rules without quotes",
                );
                return Token::Bad;
            }
        }
        if typographic {
            let help = "ids stand in rules without quotes";
            self.report(Code::UnexpectedCharacter, start, "typographic quotes are not read", help);
        }
        Token::Text(text)
    }

    fn name(&mut self) -> Token {
        let start = self.at;
        self.take(|c| c.is_alphanumeric() || c == '_');
        let name = self.text[start..self.at].to_owned();
        if !name.is_ascii() {
            let message = format!("`{name}` has letters outside a–z");
            self.report(
                Code::UnexpectedCharacter,
                start,
                message,
                "ids are written with a–z, 0–9 and `_`; titles may have any letters",
            );
            return Token::Bad;
        }
        if RESERVED.contains(&name.as_str()) {
            let message = format!("`{name}` is a word that CEL keeps for itself");
            let help = match name.as_str() {
                "in" => "give the list to a function that takes several: `shortage(oil, [a, b])`",
                "if" | "else" => "a choice is written `condition ? this : that`",
                "null" => "every reading has a value",
                "let" => "`let` is a table beside the rule",
                _ => "choose another id",
            };
            self.report(Code::ReservedWord, start, message, help);
            return Token::Bad;
        }
        let operator = match name.as_str() {
            "and" | "AND" => Some(Infix::And),
            "or" | "OR" => Some(Infix::Or),
            _ => None,
        };
        if let Some(op) = operator {
            return self.instead(start, Token::Infix(op), op.symbol());
        }
        if matches!(name.as_str(), "not" | "NOT") && !self.rest().trim_start().starts_with('(') {
            return self.instead(start, Token::Not, "!");
        }
        Token::Name(name)
    }

    /// Reports what was read from `start` as another spelling of `symbol`.
    fn instead(&mut self, start: usize, token: Token, symbol: &str) -> Token {
        let message = format!("`{}` is not an operator", &self.text[start..self.at]);
        self.report(Code::UnexpectedToken, start, message, format!("write `{symbol}`"));
        token
    }

    fn symbol(&mut self) -> Option<Token> {
        const SYMBOLS: [(&str, Token); 25] = [
            ("&&", Token::Infix(Infix::And)),
            ("||", Token::Infix(Infix::Or)),
            ("==", Token::Infix(Infix::Equal)),
            ("!=", Token::Infix(Infix::NotEqual)),
            ("<=", Token::Infix(Infix::LessOrEqual)),
            (">=", Token::Infix(Infix::GreaterOrEqual)),
            ("<", Token::Infix(Infix::Less)),
            (">", Token::Infix(Infix::Greater)),
            ("+", Token::Infix(Infix::Add)),
            ("-", Token::Infix(Infix::Subtract)),
            ("*", Token::Infix(Infix::Multiply)),
            ("/", Token::Infix(Infix::Divide)),
            ("%", Token::Infix(Infix::Remainder)),
            ("!", Token::Not),
            ("?", Token::Question),
            (":", Token::Colon),
            (",", Token::Comma),
            (".", Token::Dot),
            ("=", Token::Assign),
            ("(", Token::Open),
            (")", Token::Close),
            ("[", Token::OpenList),
            ("]", Token::CloseList),
            ("{", Token::OpenMap),
            ("}", Token::CloseMap),
        ];
        let (symbol, token) = SYMBOLS.into_iter().find(|(symbol, _)| self.rest().starts_with(symbol))?;
        self.at += symbol.len();
        Some(token)
    }

    /// Characters that look or read like an operator.
    fn look_alike(&mut self, c: char) -> Option<Token> {
        let infix = match c {
            '≥' | '⩾' => Infix::GreaterOrEqual,
            '≤' | '⩽' => Infix::LessOrEqual,
            '≠' => Infix::NotEqual,
            '×' | '·' | '⋅' => Infix::Multiply,
            '÷' => Infix::Divide,
            '−' | '–' | '—' => Infix::Subtract,
            '∧' | '&' => Infix::And,
            '∨' | '|' => Infix::Or,
            '¬' => {
                let start = self.at;
                self.at += c.len_utf8();
                return Some(self.instead(start, Token::Not, "!"));
            }
            _ => return None,
        };
        let start = self.at;
        self.at += c.len_utf8();
        Some(self.instead(start, Token::Infix(infix), infix.symbol()))
    }

    /// Reports a run of characters that mean nothing.
    fn unexpected(&mut self) -> Token {
        let start = self.at;
        let foreign = |c: char| {
            !(c.is_alphanumeric() || c.is_ascii_whitespace() || "_.'\"&|=!<>+-*/%?:,()[]{}".contains(c))
        };
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        self.take(foreign);
        let shown: String = self.text[start..self.at].chars().take(10).collect();
        let message = format!("`{}` is not used in rules", shown.escape_debug());
        self.report(Code::UnexpectedCharacter, start, message, "remove it");
        Token::Bad
    }
}

/// Words that CEL reserves, besides `true` and `false`.
const RESERVED: [&str; 19] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "var",
    "void",
    "while",
];

/// Length of the ISO date at the start of `text`, if there is one.
fn date_length(text: &str) -> Option<usize> {
    const DATE: &[u8] = b"0000-00-00";
    let bytes = text.as_bytes();
    let matches = |(index, &pattern): (usize, &u8)| match bytes.get(index) {
        Some(byte) if pattern == b'0' => byte.is_ascii_digit(),
        Some(&byte) => byte == pattern,
        None => false,
    };
    let is_date = DATE.iter().enumerate().all(matches);
    let goes_on = bytes.get(DATE.len()).is_some_and(u8::is_ascii_digit);
    (is_date && !goes_on).then_some(DATE.len())
}
