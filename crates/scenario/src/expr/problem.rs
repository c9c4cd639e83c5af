//! What can be wrong with an expression.

use std::fmt;

use super::Span;

/// Whether a problem stops the scenario from being loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The expression has no meaning.
    Error,
    /// The expression means something its author may regret.
    Warning,
}

/// What kind of problem it is: a stable name to look up, test for and silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// There is no expression.
    Empty,
    /// A character that expressions do not use.
    UnexpectedCharacter,
    /// A number that cannot be read.
    BadNumber,
    /// A quote without its partner.
    UnclosedString,
    /// An operator or a call lacks an operand.
    ExpectedValue,
    /// A token that cannot stand where it stands.
    UnexpectedToken,
    /// A bracket that is never closed.
    UnclosedBracket,
    /// A closing bracket that was never opened.
    UnmatchedBracket,
    /// Nested or chained too deeply.
    TooDeep,
    /// More steps than the engine runs.
    TooLarge,
    /// A word that CEL keeps for itself.
    ReservedWord,
    /// CEL or common practice, but not part of rules.
    NotSupported,
    /// No such entity, number or task.
    UnknownName,
    /// No such function.
    UnknownFunction,
    /// Something of another kind is needed here.
    WrongKind,
    /// Too many or too few arguments.
    WrongCount,
    /// A number where a fact is needed, or a fact where a number is.
    TypeMismatch,
    /// Two numbers of different units compared or added.
    UnitMismatch,
    /// A division by what is always 0.
    DivisionByZero,
    /// A function that this kind of rule may not use.
    NotInScope,
    /// A literal other than 0 and 1, which cannot be drawn or swept.
    MagicNumber,
    /// A condition that cannot change during a run.
    ConstantCondition,
    /// A calendar reading cut off at a constant in a `when`.
    DeadlineCutoff,
    /// An entity listed twice.
    RepeatedEntity,
}

impl Code {
    /// The code as printed, in kebab case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty-expression",
            Self::UnexpectedCharacter => "unexpected-character",
            Self::BadNumber => "bad-number",
            Self::UnclosedString => "unclosed-string",
            Self::ExpectedValue => "expected-value",
            Self::UnexpectedToken => "unexpected-token",
            Self::UnclosedBracket => "unclosed-bracket",
            Self::UnmatchedBracket => "unmatched-bracket",
            Self::TooDeep => "too-deep",
            Self::TooLarge => "too-large",
            Self::ReservedWord => "reserved-word",
            Self::NotSupported => "not-supported",
            Self::UnknownName => "unknown-name",
            Self::UnknownFunction => "unknown-function",
            Self::WrongKind => "wrong-kind",
            Self::WrongCount => "wrong-count",
            Self::TypeMismatch => "type-mismatch",
            Self::UnitMismatch => "unit-mismatch",
            Self::DivisionByZero => "division-by-zero",
            Self::NotInScope => "not-in-scope",
            Self::MagicNumber => "magic-number",
            Self::ConstantCondition => "constant-condition",
            Self::DeadlineCutoff => "deadline-cutoff",
            Self::RepeatedEntity => "repeated-entity",
        }
    }

    /// Whether the problem stops the scenario from being loaded.
    pub fn severity(self) -> Severity {
        match self {
            Self::MagicNumber | Self::ConstantCondition | Self::DeadlineCutoff | Self::RepeatedEntity => {
                Severity::Warning
            }
            Self::Empty
            | Self::UnexpectedCharacter
            | Self::BadNumber
            | Self::UnclosedString
            | Self::ExpectedValue
            | Self::UnexpectedToken
            | Self::UnclosedBracket
            | Self::UnmatchedBracket
            | Self::TooDeep
            | Self::TooLarge
            | Self::ReservedWord
            | Self::NotSupported
            | Self::UnknownName
            | Self::UnknownFunction
            | Self::WrongKind
            | Self::WrongCount
            | Self::TypeMismatch
            | Self::UnitMismatch
            | Self::DivisionByZero
            | Self::NotInScope => Severity::Error,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A second place a problem is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// First byte in the expression's text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What is there.
    pub message: String,
}

/// One problem of one expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprError {
    /// First byte of the place in the expression's text.
    pub start: usize,
    /// Byte after the last; equal to `start` where something is missing.
    pub end: usize,
    /// What kind of problem it is.
    pub code: Code,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The other place involved, if any.
    pub also: Option<Also>,
    /// What it is that the expression names and the scenario does not have, if that is the problem.
    pub lacks: Option<Lack>,
}

/// A name that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It stands where an entity is needed.
    Entity(String),
    /// It stands where a number or a fact is needed.
    Number(String),
}

impl ExprError {
    pub(super) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            start: span.start,
            end: span.end,
            code,
            message: message.into(),
            help: None,
            also: None,
            lacks: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn lacks(mut self, lack: Lack) -> Self {
        self.lacks = Some(lack);
        self
    }

    pub(super) fn also(mut self, span: Span, message: impl Into<String>) -> Self {
        self.also = Some(Also { start: span.start, end: span.end, message: message.into() });
        self
    }

    /// Whether the problem stops the scenario from being loaded.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}
