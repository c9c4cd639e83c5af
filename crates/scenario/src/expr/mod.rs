//! Rule expressions: from the text in a scenario to what the engine runs.
//!
//! The syntax is CEL's (the Common Expression Language), with three restrictions and one liberty:
//! - names are entity ids, `let` numbers and functions, all closed lists; there are no fields, maps or macros;
//! - lists appear only where a function takes several entities: `shortage(oil, [uzbekistan, kyrgyzstan])`;
//! - arguments are positional;
//! - there is one number type: `1` and `1.0` are the same, where strict CEL keeps integers apart.
//!
//! Facts and numbers do not mix: a fact becomes a number only by `fact ? 1 : 0`, a number a fact only by comparison.
//! Numbers carry units, and numbers of different units are neither compared nor added.
//!
//! All mistakes of a text are reported at once, each with the bytes it stands at; no text makes anything panic.
//! [`Session`] is the way in.

pub mod catalogue;
mod check;
mod parse;
mod problem;
pub mod syntax;
mod token;
mod unit;
mod words;

pub use catalogue::{
    Accepts, Argument, Available, Call, Catalogue, Constant, Entity, EntityKind, Names, Parameter, Quantity,
    Scope, Signature,
};
pub use check::{Checked, Let, Session};
pub use parse::{MAX_DEPTH, parse};
pub use problem::{Also, Code, ExprError, Lack, Severity};
pub use syntax::{Node, Span, conjuncts};
pub use unit::Unit;
