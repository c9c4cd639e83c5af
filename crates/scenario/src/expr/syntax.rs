//! The syntax tree of an expression, and its printing.

use std::fmt;
use std::ops::Range;

/// Bytes of an expression's text, from `start` up to but without `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// From `start` up to but without `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// From the start of this one to the end of the other.
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start, other.end)
    }

    /// Its text; empty if it does not belong to `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// `-`
    Minus,
    /// `!`
    Not,
}

/// An operator between its operands, weakest binding first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Infix {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

impl Infix {
    /// How tightly it binds: CEL's precedence, all of them to the left. `?:` is 1, prefixes are 7.
    pub fn power(self) -> u8 {
        match self {
            Self::Or => 2,
            Self::And => 3,
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Remainder => 6,
        }
    }

    /// The operator as written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }
}

pub(super) const CHOICE: u8 = 1;
pub(super) const PREFIX: u8 = 7;

/// What a node of the tree is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Nothing could be read here; the problem has been reported.
    Missing,
    /// A number, never negative: `-1` is a minus before 1.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// Text in quotes.
    Text(String),
    /// A name by itself.
    Name(String),
    /// `[a, b]`
    List(Vec<Node>),
    /// `function(arguments)`
    Call {
        /// The function's name.
        function: String,
        /// Where the name stands.
        name: Span,
        /// The arguments.
        arguments: Vec<Node>,
    },
    /// An operator before its operand.
    Prefix(Prefix, Box<Node>),
    /// An operator between its operands.
    Infix(Infix, Box<Node>, Box<Node>),
    /// `condition ? yes : no`
    Choice(Box<[Node; 3]>),
}

/// A node of the tree, with the bytes it was read from, including brackets around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Levels of nodes below and including this one, which the parser bounds.
    pub(super) height: usize,
}

impl Node {
    pub(super) fn new(span: Span, kind: Kind) -> Self {
        let below = match &kind {
            Kind::Missing | Kind::Number(_) | Kind::Bool(_) | Kind::Text(_) | Kind::Name(_) => 0,
            Kind::List(nodes) | Kind::Call { arguments: nodes, .. } => highest(nodes),
            Kind::Prefix(_, x) => x.height,
            Kind::Infix(_, x, y) => x.height.max(y.height),
            Kind::Choice(parts) => highest(&**parts),
        };
        Self { span, kind, height: below + 1 }
    }

    fn power(&self) -> u8 {
        match &self.kind {
            Kind::Infix(op, ..) => op.power(),
            Kind::Choice(_) => CHOICE,
            Kind::Prefix(..) => PREFIX,
            Kind::Missing
            | Kind::Number(_)
            | Kind::Bool(_)
            | Kind::Text(_)
            | Kind::Name(_)
            | Kind::List(_)
            | Kind::Call { .. } => PREFIX + 1,
        }
    }

    /// Prints the node, in brackets if it binds less tightly than `power`.
    fn print(&self, f: &mut fmt::Formatter<'_>, power: u8) -> fmt::Result {
        if self.power() < power { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

fn highest(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| node.height).max().unwrap_or(0)
}

impl fmt::Display for Node {
    /// The expression in its plainest form: one space around operators, no brackets but those needed.
    /// Reading it again gives the same tree.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Missing => f.write_str("…"),
            Kind::Number(value) => write!(f, "{value}"),
            Kind::Bool(value) => write!(f, "{value}"),
            Kind::Text(text) if text.contains('"') => write!(f, "'{text}'"),
            Kind::Text(text) => write!(f, "\"{text}\""),
            Kind::Name(name) => f.write_str(name),
            Kind::List(nodes) => print_list(f, "[", nodes, "]"),
            Kind::Call { function, arguments, .. } => {
                f.write_str(function)?;
                print_list(f, "(", arguments, ")")
            }
            Kind::Prefix(op, x) => {
                f.write_str(match op {
                    Prefix::Minus => "-",
                    Prefix::Not => "!",
                })?;
                x.print(f, PREFIX)
            }
            Kind::Infix(op, x, y) => {
                x.print(f, op.power())?;
                write!(f, " {} ", op.symbol())?;
                y.print(f, op.power() + 1)
            }
            Kind::Choice(parts) => {
                let [condition, yes, no] = &**parts;
                condition.print(f, CHOICE + 1)?;
                f.write_str(" ? ")?;
                yes.print(f, CHOICE + 1)?;
                f.write_str(" : ")?;
                no.print(f, CHOICE)
            }
        }
    }
}

fn print_list(f: &mut fmt::Formatter<'_>, open: &str, nodes: &[Node], close: &str) -> fmt::Result {
    f.write_str(open)?;
    for (index, node) in nodes.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { ", " })?;
        write!(f, "{node}")?;
    }
    f.write_str(close)
}

/// The parts that a condition joins by `&&` at its top, in order; the whole if it joins none.
pub fn conjuncts(tree: &Node) -> Vec<&Node> {
    let mut parts = Vec::new();
    let mut rest = vec![tree];
    while let Some(node) = rest.pop() {
        if let Kind::Infix(Infix::And, x, y) = &node.kind {
            rest.push(y);
            rest.push(x);
        } else {
            parts.push(node);
        }
    }
    parts
}
